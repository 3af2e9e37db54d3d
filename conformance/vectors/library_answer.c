#include "vectors/grade.h"

#include <string.h>

#include "lib/bytes.h"
#include "lib/hex.h"

/* What a message or the values of the headers need beside the request's own bytes. */
enum { ROOM = 16 * 1024, MAX_PARTS = 32 };

static size_t room(const struct vector *vector) {
  size_t size = vector->request.body.len + vector->request.target.len + ROOM;
  for (size_t i = 0; i < vector->num_credentials; i++) size += 2 * vector->credentials[i].value.len;
  return size;
}

static reqsig_buffer get_buffer(struct arena *arena, const struct vector *vector) {
  size_t size = room(vector);
  return (reqsig_buffer){arena_get_unset(arena, size), size, 0};
}

struct watch {
  struct arena *arena;
  struct library_answer *answer;
};

static void keep_mac(struct watch *watch, reqsig_slice mac) {
  reqsig_buffer hex = {arena_get(watch->arena, 2 * mac.len + 1), 2 * mac.len, 0};
  rs_hex_encode(mac, &hex);
  watch->answer->mac = (const char *)hex.data;
}

static void on_step(void *user, const reqsig_step *step) {
  struct watch *watch = user;
  struct name_list *parts = &watch->answer->parts;
  if (step->kind == REQSIG_STEP_MAC) keep_mac(watch, step->bytes);
  if (step->kind == REQSIG_STEP_PART && parts->count < MAX_PARTS)
    parts->items[parts->count++] = arena_copy(watch->arena, step->bytes);
}

static reqsig_status make_message(struct arena *arena, const reqsig_context *context,
                                  const struct vector *vector, struct library_answer *answer) {
  reqsig_buffer message = get_buffer(arena, vector);
  reqsig_status status = reqsig_message(context, &vector->request, vector->now_ms, &message);
  if (status == REQSIG_ERR_NOT_SIGNED) return REQSIG_OK;
  answer->is_signed = true;
  answer->message = rs_slice(message.data, message.len);
  return status;
}

static reqsig_status make_headers(struct arena *arena, const reqsig_context *context,
                                  const struct vector *vector, struct library_answer *answer) {
  reqsig_buffer values = get_buffer(arena, vector);
  answer->headers.count = REQSIG_MAX_ADDED_HEADERS;
  answer->headers.items = arena_get_array(arena, answer->headers.count, sizeof *answer->headers.items);
  return reqsig_sign(context, &vector->request, vector->now_ms, &values, answer->headers.items,
                     &answer->headers.count);
}

static reqsig_status trace(struct arena *arena, const reqsig_context *context, const struct vector *vector,
                           struct library_answer *answer) {
  reqsig_buffer scratch = get_buffer(arena, vector);
  struct watch watch = {arena, answer};
  answer->parts.items = arena_get_array(arena, MAX_PARTS, sizeof *answer->parts.items);
  return reqsig_trace(context, &vector->request, vector->now_ms, &scratch, on_step, &watch);
}

struct library_answer library_answer(struct arena *arena, const struct vector *vector,
                                     const struct name_list *profiles) {
  reqsig_context context;
  struct library_answer answer = {.mac = ""};
  answer.status = reqsig_context_init(&context, vector->scheme, profiles->items, profiles->count,
                                      vector->credentials, vector->num_credentials);
  if (answer.status != REQSIG_OK) return answer;
  answer.status = make_message(arena, &context, vector, &answer);
  if (answer.status == REQSIG_OK) answer.status = make_headers(arena, &context, vector, &answer);
  if (answer.status == REQSIG_OK) answer.status = trace(arena, &context, vector, &answer);
  reqsig_context_wipe(&context);
  return answer;
}

bool library_answer_has(const struct header_list *headers, const reqsig_header *header) {
  for (size_t i = 0; i < headers->count; i++)
    if (rs_slice_equal_ignoring_case(headers->items[i].name, header->name) &&
        rs_slice_equal(headers->items[i].value, header->value))
      return true;
  return false;
}

bool library_answers_equal(const struct library_answer *a, const struct library_answer *b) {
  if (a->is_signed != b->is_signed || a->headers.count != b->headers.count) return false;
  for (size_t i = 0; i < a->headers.count; i++)
    if (!library_answer_has(&b->headers, &a->headers.items[i])) return false;
  return rs_slice_equal(a->message, b->message) && strcmp(a->mac, b->mac) == 0;
}

reqsig_status library_verdict(const struct vector *vector, const struct name_list *profiles,
                              struct verdict *verdict) {
  reqsig_context context;
  reqsig_verdict given;
  *verdict = (struct verdict){0};
  reqsig_status status = reqsig_context_init(&context, vector->scheme, profiles->items, profiles->count,
                                             vector->credentials, vector->num_credentials);
  if (status != REQSIG_OK) return status;
  status = reqsig_verify(&context, &vector->signed_request, vector->now_ms, NULL, &given);
  reqsig_context_wipe(&context);
  if (status != REQSIG_OK) return status;
  *verdict = (struct verdict){true, given.reason == REQSIG_REASON_NONE, given.reason};
  return REQSIG_OK;
}
