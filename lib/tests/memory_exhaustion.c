/*
 * Without memory the library does the same as with it. Everything is done once while each allocation there is
 * gets what it wants; then again with each of them failing alone, and with it and all behind it failing. What
 * the calls answer is compared in full, and none may accept a request that is wrong.
 */
#include <stdio.h>

#include "allocator.h"
#include "engine_case.h"

/* Everything that the calls answered, one after the other. */
typedef struct transcript {
  size_t len;
  uint8_t bytes[1 << 20];
} transcript;

static transcript first, again;
static size_t num_failures, num_verified;

static void expect(bool right, const char *what) {
  if (right) return;
  if (num_failures++ < 20) fprintf(stderr, "memory_exhaustion: %s\n", what);
}

static void note(transcript *to, const void *data, size_t len) {
  if (len > sizeof to->bytes - to->len) {
    expect(false, "the transcript is full");
    return;
  }
  memcpy(to->bytes + to->len, data, len);
  to->len += len;
}

static void note_status(transcript *to, reqsig_status status) {
  note(to, &status, sizeof status);
}

static void note_slice(transcript *to, reqsig_slice slice) {
  note(to, &slice.len, sizeof slice.len);
  if (slice.len > 0) note(to, slice.data, slice.len);
}

static void note_step(void *user, const reqsig_step *step) {
  note(user, &step->kind, sizeof step->kind);
  note_slice(user, reqsig_text(step->what));
  note_slice(user, step->bytes);
}

static reqsig_reason verify(transcript *to, const reqsig_context *context, const reqsig_request *request,
                            int64_t now_ms) {
  reqsig_verdict verdict;
  note_status(to, reqsig_verify(context, request, now_ms, NULL, &verdict));
  note(to, &verdict.reason, sizeof verdict.reason);
  note(to, &verdict.age_ms, sizeof verdict.age_ms);
  num_verified++;
  return verdict.reason;
}

/* The request with the headers of its signature; a wrong one has the last byte of each value changed. */
static void verify_signed(transcript *to, const reqsig_context *context, const reqsig_request *request,
                          const signed_case *answer) {
  reqsig_request complete = *request;
  complete.headers = answer->headers;
  complete.num_headers = answer->num_headers;
  expect(verify(to, context, &complete, CASE_NOW) == REQSIG_REASON_NONE, "a right request is rejected");
  for (size_t i = 0; i < answer->num_headers; i++) {
    if (rs_slice_equal_ignoring_case(answer->headers[i].value, reqsig_text("application/json"))) continue;
    reqsig_header headers[REQSIG_MAX_ADDED_HEADERS];
    uint8_t value[256];
    reqsig_slice right = answer->headers[i].value;
    memcpy(headers, answer->headers, sizeof headers);
    memcpy(value, right.data, right.len);
    value[right.len - 1] ^= 1;
    headers[i].value = rs_slice(value, right.len);
    complete.headers = headers;
    expect(verify(to, context, &complete, CASE_NOW) != REQSIG_REASON_NONE, "a wrong request is accepted");
  }
}

static void use_context(transcript *to, const reqsig_context *context, const reqsig_request *request) {
  static signed_case answer;
  static case_message message;
  static uint8_t room[4096];
  reqsig_buffer scratch = {room, sizeof room, 0};
  sign_case(&answer, context, request, CASE_NOW);
  note_status(to, answer.status);
  for (size_t i = 0; i < answer.num_headers; i++) note_slice(to, answer.headers[i].value);
  message_case(&message, context, request, CASE_NOW);
  note_status(to, message.status);
  note_slice(to, message.bytes);
  note_status(to, reqsig_trace(context, request, CASE_NOW, &scratch, note_step, to));
  verify_signed(to, context, request, &answer);
}

static void use_profile(transcript *to, const char *scheme, const char *profile) {
  static const char *const bodies[] = {"{\"timestamp\":1700000000123,\"a\": \"\\u00e9\"}",
                                       "{\"timestamp\":1700000000123}"};
  reqsig_context context;
  note_status(to, init_any(&context, scheme, profile));
  for (size_t i = 0; i < 2; i++) {
    reqsig_request request = request_of(i ? "PUT" : "POST", "/a%20b?c=d", bodies[i]);
    use_context(to, &context, &request);
  }
  reqsig_context_wipe(&context);
  note_status(to, init_with(&context, scheme, "none", NULL, 0));
}

static void note_parsing(transcript *to, const char *raw) {
  reqsig_header headers[8];
  size_t num_headers = 8, offset = 0;
  static uint8_t room[256];
  reqsig_buffer body = {room, sizeof room, 0};
  reqsig_request request;
  reqsig_http_error error;
  note_status(
      to, reqsig_parse_request(reqsig_text(raw), headers, &num_headers, &body, &request, &error, &offset));
  note(to, &error, sizeof error);
  note(to, &offset, sizeof offset);
  note_slice(to, rs_slice(room, body.len));
}

static void use_all(transcript *to) {
  to->len = 0;
  for (size_t s = 0; s < reqsig_num_schemes(); s++) {
    const reqsig_scheme *scheme = reqsig_scheme_at(s);
    reqsig_profile_info info;
    use_profile(to, reqsig_scheme_name(scheme), NULL);
    for (size_t p = 0; reqsig_scheme_profile(scheme, p, &info) == REQSIG_OK; p++)
      use_profile(to, reqsig_scheme_name(scheme), info.name);
  }
  note_parsing(to, "POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n");
  note_parsing(to, "POST /a HTTP/1.1\nHost: h\r\n\r\n");
}

static void use_all_while_failing(size_t after, allocator_failing failing) {
  allocator_fail(after, failing);
  use_all(&again);
  allocator_fail_never();
  expect(again.len == first.len && memcmp(again.bytes, first.bytes, first.len) == 0, "the answers differ");
}

int main(void) {
  size_t before = allocator_count();
  use_all(&first);
  size_t num_points = allocator_count() - before;
  /* The first point is tried even if there is none, so that memory is out all along. */
  for (size_t point = 0; point <= num_points; point++) {
    use_all_while_failing(point, ALLOCATOR_FAILS_ONCE);
    use_all_while_failing(point, ALLOCATOR_FAILS_FROM_THEN_ON);
  }
  expect(num_points == 0, "calls of the library allocated");
  expect(allocator_is_in_place(), "the allocator does not fail where it is told to");
  printf("%zu allocation points, %zu bytes of answers, %zu verdicts, %zu failures\n", num_points, first.len,
         num_verified, num_failures);
  return num_failures == 0 && num_verified > 0 ? 0 : 1;
}
