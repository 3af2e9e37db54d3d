/* No call of the library allocates, not even the first. */
#include <stdio.h>

#include "allocator.h"
#include "engine_case.h"

static size_t num_failures;

static void expect(bool right, const char *what) {
  if (right) return;
  num_failures++;
  fprintf(stderr, "no_alloc: %s\n", what);
}

static void ignore_step(void *user, const reqsig_step *step) {
  (void)user;
  (void)step;
}

/* What signing gave, with its headers on the request, and the same with another body. */
static void use_verify(const reqsig_context *context, reqsig_request request, const signed_case *answer) {
  reqsig_verdict verdict;
  request.headers = answer->headers;
  request.num_headers = answer->num_headers;
  expect(reqsig_verify(context, &request, CASE_NOW, NULL, &verdict) == REQSIG_OK, "verifying");
  request.body = reqsig_text("{\"timestamp\":2}");
  expect(reqsig_verify(context, &request, CASE_NOW, NULL, &verdict) == REQSIG_OK, "verifying");
}

static void use_context(const reqsig_context *context, const reqsig_request *request) {
  static signed_case signed_with;
  static case_message message;
  static uint8_t room[4096];
  reqsig_buffer scratch = {room, sizeof room, 0}, small = {room, 3, 0};
  sign_case(&signed_with, context, request, CASE_NOW);
  expect(signed_with.status == REQSIG_OK, "signing");
  use_verify(context, *request, &signed_with);
  message_case(&message, context, request, CASE_NOW);
  expect(message.status == REQSIG_OK || message.status == REQSIG_ERR_NOT_SIGNED, "the message");
  expect(reqsig_trace(context, request, CASE_NOW, &scratch, ignore_step, NULL) == REQSIG_OK, "tracing");
  reqsig_message(context, request, CASE_NOW, &small);
  reqsig_message(context, request, -1, &small);
}

static void use_profile(const reqsig_scheme *scheme, const char *profile) {
  reqsig_context context;
  static const char *const inputs[][3] = {{"POST", "/a%20b?c", "{\"timestamp\": 1}"}, {"GET", "/a", ""}};
  expect(init_any(&context, reqsig_scheme_name(scheme), profile) == REQSIG_OK, "initialising");
  for (size_t i = 0; i < 2; i++) {
    reqsig_request request = request_of(inputs[i][0], inputs[i][1], inputs[i][2]);
    use_context(&context, &request);
  }
  reqsig_context_wipe(&context);
  expect(init_with(&context, reqsig_scheme_name(scheme), "none", NULL, 0) != REQSIG_OK, "rejecting");
}

static void use_schemes(void) {
  for (size_t s = 0; s < reqsig_num_schemes(); s++) {
    reqsig_profile_info info;
    use_profile(reqsig_scheme_at(s), NULL);
    for (size_t p = 0; reqsig_scheme_profile(reqsig_scheme_at(s), p, &info) == REQSIG_OK; p++)
      use_profile(reqsig_scheme_at(s), info.name);
  }
}

static void check_parsing(const char *raw, reqsig_status expected) {
  reqsig_header headers[8];
  size_t num_headers = 8, offset;
  static uint8_t room[256];
  reqsig_buffer body = {room, sizeof room, 0};
  reqsig_request request;
  reqsig_http_error error;
  reqsig_status status =
      reqsig_parse_request(reqsig_text(raw), headers, &num_headers, &body, &request, &error, &offset);
  expect(status == expected, raw);
  expect(reqsig_http_error_name(error) && reqsig_http_error_text(error), "naming an error");
}

static void use_the_rest(void) {
  const reqsig_form_pair pair = {reqsig_text("a b"), reqsig_text("\xff")};
  uint8_t room[64];
  reqsig_buffer text = {room, sizeof room, 0};
  check_parsing("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nbody", REQSIG_OK);
  check_parsing("POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n",
                REQSIG_OK);
  check_parsing("POST /a HTTP/1.1\nHost: h\r\n\r\n", REQSIG_ERR_MALFORMED);
  expect(reqsig_form_encode(&pair, 1, &text) == REQSIG_OK, "encoding a form");
  expect(reqsig_version() && reqsig_status_text(REQSIG_OK), "texts");
}

int main(void) {
  size_t before = allocator_count();
  use_schemes();
  use_the_rest();
  size_t during = allocator_count() - before;
  expect(during == 0, "calls of the library allocated");
  expect(allocator_is_in_place(), "the count does not see all allocations");
  printf("%zu allocations, %zu failures\n", during, num_failures);
  return num_failures == 0 ? 0 : 1;
}
