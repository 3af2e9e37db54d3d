#include "vectors/grade.h"

#include <string.h>

#include "lib/bytes.h"
#include "lib/hex.h"
#include "lib/message_mac.h"

/* What a message or the values of the headers need beside the request's own bytes. */
enum { ROOM = 16 * 1024 };

static size_t room(const struct vector *vector) {
  size_t size = vector->request.body.len + vector->request.target.len + ROOM;
  for (size_t i = 0; i < vector->num_credentials; i++) size += 2 * vector->credentials[i].value.len;
  return size;
}

static reqsig_buffer get_buffer(struct arena *arena, const struct vector *vector) {
  size_t size = room(vector);
  return (reqsig_buffer){arena_get_unset(arena, size), size, 0};
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

static reqsig_status make_mac(struct arena *arena, const reqsig_context *context, const struct vector *vector,
                              struct library_answer *answer) {
  rs_builder builder;
  uint8_t mac[RS_MAX_DIGEST];
  if (!answer->is_signed) return REQSIG_OK;
  reqsig_status status = rs_builder_begin(&builder, context, &vector->request);
  if (status == REQSIG_OK) status = rs_builder_take_time(&builder, vector->now_ms);
  if (status != REQSIG_OK) return status;
  rs_message_mac(&builder, mac);
  size_t len = rs_digest_len(builder.context->recipe->mac.digest);
  reqsig_buffer hex = {arena_get(arena, 2 * len + 1), 2 * len, 0};
  rs_hex_encode(rs_slice(mac, len), &hex);
  answer->mac = (const char *)hex.data;
  return rs_builder_status(&builder);
}

struct library_answer library_answer_by(struct arena *arena, const reqsig_context *context,
                                        const struct vector *vector) {
  struct library_answer answer = {.mac = ""};
  answer.status = make_message(arena, context, vector, &answer);
  if (answer.status == REQSIG_OK) answer.status = make_headers(arena, context, vector, &answer);
  if (answer.status == REQSIG_OK) answer.status = make_mac(arena, context, vector, &answer);
  return answer;
}

/* The MAC is that of the message: of two that are alike, and of one key, it is the same. */
bool library_signs_alike(const reqsig_context *context, const struct vector *a, const struct vector *b) {
  struct arena scratch = {0};
  struct library_answer one = {.mac = ""}, other = one;
  bool alike = make_message(&scratch, context, a, &one) == REQSIG_OK &&
               make_message(&scratch, context, b, &other) == REQSIG_OK && one.is_signed && other.is_signed &&
               rs_slice_equal(one.message, other.message) &&
               make_headers(&scratch, context, a, &one) == REQSIG_OK &&
               make_headers(&scratch, context, b, &other) == REQSIG_OK && library_answers_equal(&one, &other);
  arena_free(&scratch);
  return alike;
}

reqsig_status library_context(struct varied_context *varied, const struct vector *vector,
                              const struct name_list *profiles) {
  return varied_context_init(varied, vector->scheme, profiles->items, profiles->count, vector->credentials,
                             vector->num_credentials);
}

struct library_answer library_answer(struct arena *arena, const struct vector *vector,
                                     const struct name_list *profiles) {
  struct varied_context varied;
  reqsig_status status = library_context(&varied, vector, profiles);
  if (status != REQSIG_OK) return (struct library_answer){.status = status, .mac = ""};
  struct library_answer answer = library_answer_by(arena, &varied.context, vector);
  reqsig_context_wipe(&varied.context);
  return answer;
}

struct watched_part {
  reqsig_slice text;
  bool is_there;
};

static void on_step(void *user, const reqsig_step *step) {
  struct watched_part *part = user;
  if (step->kind == REQSIG_STEP_PART) part->is_there |= rs_slice_equal(step->bytes, part->text);
}

bool library_signs_part(const struct vector *vector, const struct name_list *profiles, const char *text) {
  struct varied_context varied;
  struct arena arena = {0};
  struct watched_part part = {reqsig_text(text), false};
  reqsig_buffer scratch = get_buffer(&arena, vector);
  if (library_context(&varied, vector, profiles) == REQSIG_OK)
    reqsig_trace(&varied.context, &vector->request, vector->now_ms, &scratch, on_step, &part);
  reqsig_context_wipe(&varied.context);
  arena_free(&arena);
  return part.is_there;
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

reqsig_status library_verdict_by(const reqsig_context *context, const struct vector *vector,
                                 struct verdict *verdict) {
  reqsig_verdict given;
  *verdict = (struct verdict){0};
  reqsig_status status = reqsig_verify(context, &vector->signed_request, vector->now_ms, NULL, &given);
  if (status != REQSIG_OK) return status;
  *verdict = (struct verdict){true, given.reason == REQSIG_REASON_NONE, given.reason};
  return REQSIG_OK;
}

reqsig_status library_verdict(const struct vector *vector, const struct name_list *profiles,
                              struct verdict *verdict) {
  struct varied_context varied;
  *verdict = (struct verdict){0};
  reqsig_status status = library_context(&varied, vector, profiles);
  if (status == REQSIG_OK) status = library_verdict_by(&varied.context, vector, verdict);
  reqsig_context_wipe(&varied.context);
  return status;
}
