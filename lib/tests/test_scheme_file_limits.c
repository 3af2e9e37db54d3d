/* Schemes from files whose lists, messages and values are as long as they may be, and what stands there by
 * itself: a value with a text before the MAC, a list that leaves out what signing adds. */
#include "engine_case.h"
#include "scheme_file_case.h"
#include "sent_query.h"

#define NOW INT64_C(1499827319559)

#define IN_PLACE                                                                                             \
  "{\"reqsig_scheme\": 1, \"name\": \"place\", \"title\": \"P\", \"credentials\": {\"secret\": "             \
  "\"secret\", \"id\": \"public\"}, \"timestamp\": {\"format\": \"unix-milliseconds\"}, \"message\": "       \
  "\"{query|without:timestamp,sign,a,b,e,f,g,h}\", \"hmac\": \"sha256\", \"key\": \"{secret}\", "            \
  "\"headers\": "                                                                                            \
  "{\"Key\": \"{id}\"}, \"query\": {\"timestamp\": \"{timestamp}\", \"sign\": \"v1.{mac|hex}\"}}"

#define SORTED                                                                                               \
  "{\"reqsig_scheme\": 1, \"name\": \"sorted\", \"title\": \"S\", \"credentials\": {\"secret\": "            \
  "\"secret\"}, \"timestamp\": {\"format\": \"unix-seconds\"}, \"lists\": {\"all\": {\"each\": \"query\", "  \
  "\"without\": [\"sign\", \"time\", \"a\", \"b\", \"e\", \"f\", \"g\", \"h\"], \"write\": "                 \
  "\"{name|percent-encode}={value|"                                                                          \
  "percent-encode}\", \"join\": \"&\"}}, \"message\": \"{all|upper|percent-encode|sha1|hex}{all}\", "        \
  "\"hmac\": \"sha256\", \"key\": \"{secret}\", \"query\": {\"time\": \"{timestamp}\", \"sign\": "           \
  "\"{mac|hex}\"}}"

#define TEN_PARTS                                                                                            \
  "{\"reqsig_scheme\": 1, \"name\": \"ten\", \"title\": \"T\", \"credentials\": {\"secret\": \"secret\"}, "  \
  "\"message\": \"{method}1{path}2{method}3{query|without:sign}4{method}5\", \"hmac\": \"sha256\", "         \
  "\"key\": "                                                                                                \
  "\"{secret}\", \"query\": {\"sign\": \"{mac|hex}\"}}"

/* Only a request with a body is signed. */
#define WITH_BODY                                                                                            \
  "{\"reqsig_scheme\": 1, \"name\": \"body\", \"title\": \"B\", \"credentials\": {\"secret\": "              \
  "\"secret\"}, \"signs\": [\"any with body\"], \"message\": \"{body}\", \"hmac\": \"sha256\", \"key\": "    \
  "\"{secret}\", \"query\": {\"sign\": \"{mac|hex}\"}}"

static const reqsig_context *context_of(const char *text) {
  static reqsig_context context;
  const reqsig_scheme *scheme = accepts(reqsig_text(text));
  const reqsig_credential credentials[] = {{"secret", RS_TEXT("key")}, {"id", RS_TEXT("k")}};
  size_t num = reqsig_scheme_credential(scheme, 1) ? 2 : 1;
  cr_assert_eq(reqsig_context_init(&context, scheme, credentials, num), REQSIG_OK);
  return &context;
}

static reqsig_reason reason_of(const reqsig_context *context, const char *target, const char *body) {
  const reqsig_header header = {RS_TEXT("Key"), RS_TEXT("k")};
  const reqsig_request request = {RS_TEXT("GET"), reqsig_text(target), &header, 1, reqsig_text(body)};
  reqsig_verdict verdict;
  cr_assert_eq(reqsig_verify(context, &request, NOW, NULL, &verdict), REQSIG_OK);
  return verdict.reason;
}

Test(scheme_file_limits, what_signing_adds_is_left_out_too) {
  GET_MESSAGE_IS(context_of(IN_PLACE), "/x?a=1&d=2&b=3&a=4", NOW, "d=2");
  GET_MESSAGE_IS(context_of(IN_PLACE), "/x?a=1", NOW, "");
  /* printf 'D%%3D2' | openssl sha1 */
  GET_MESSAGE_IS(context_of(SORTED), "/x?b=1&d=2", NOW, "05d953c7bf04b7f55efe89e82dfe5b21e01de9a8d=2");
}

Test(scheme_file_limits, a_text_stands_before_the_mac) {
  char mac[CASE_MAX_MAC_TEXT], target[256];
  plain_mac_hex(EVP_sha256(), "key", RS_LITERAL("d=2"), mac);
  snprintf(target, sizeof target, "/x?d=2&timestamp=1499827319559&sign=v1.%s", mac);
  cr_assert_eq(reason_of(context_of(IN_PLACE), target, ""), REQSIG_REASON_NONE);
  snprintf(target, sizeof target, "/x?d=2&timestamp=1499827319559&sign=v2.%s", mac);
  cr_assert_eq(reason_of(context_of(IN_PLACE), target, ""), REQSIG_REASON_MALFORMED);
}

/* Escaped, they are three times as many. */
Test(scheme_file_limits, a_parameter_that_is_read_has_512_bytes) {
  static const char begin[] = "/x?timestamp=1499827319559&sign=v1.";
  const reqsig_header header = {RS_TEXT("Key"), RS_TEXT("k")};
  for (size_t len = 512; len <= 513; len++) {
    char target[2048] = "";
    memcpy(target, begin, sizeof begin);
    for (size_t i = strlen("v1."); i < len; i++) strcat(target, "%61");
    const reqsig_request request = {RS_TEXT("GET"), reqsig_text(target), &header, 1, RS_TEXT("")};
    reqsig_verdict verdict;
    cr_assert_eq(reqsig_verify(context_of(IN_PLACE), &request, NOW, NULL, &verdict), REQSIG_OK);
    cr_assert_eq(verdict.reason, REQSIG_REASON_MALFORMED);
    cr_assert_eq(strcmp(verdict.expected, "a value of at most 512 bytes") == 0, len > 512, "%s",
                 verdict.expected);
  }
}

Test(scheme_file_limits, long_values_and_half_escapes_are_written_whole) {
  static const char sha1[] = "40 characters of the digest of the list.";
  char target[256], expected[256], value[101];
  memset(value, 'x', 100);
  value[100] = '\0';
  snprintf(target, sizeof target, "/?c=%s", value);
  snprintf(expected, sizeof expected, "c=%s", value);
  case_message message;
  reqsig_request request = request_of("GET", target, "");
  message_case(&message, context_of(SORTED), &request, NOW);
  cr_assert(text_is(rs_slice_after(message.bytes, sizeof sha1 - 1), expected));
  request = request_of("GET", "/?c=%4g&d=%g4", "");
  message_case(&message, context_of(SORTED), &request, NOW);
  cr_assert(text_is(rs_slice_after(message.bytes, sizeof sha1 - 1), "c=%254g&d=%25g4"));
}

Test(scheme_file_limits, a_message_may_have_ten_parts) {
  char mac[CASE_MAX_MAC_TEXT], target[256];
  GET_MESSAGE_IS(context_of(TEN_PARTS), "/p?x", NOW, "GET1/p2GET3x4GET5");
  plain_mac_hex(EVP_sha256(), "key", RS_LITERAL("GET1/p2GET3x4GET5"), mac);
  snprintf(target, sizeof target, "/p?x&sign=%s", mac);
  cr_assert_eq(reason_of(context_of(TEN_PARTS), target, ""), REQSIG_REASON_NONE);
#define ELEVEN "{path}{path}{path}{path}{path}{path}{path}{path}{path}{path}{path}"
  REFUSES(TEN_PARTS, {"{method}5", ELEVEN ELEVEN ELEVEN, "message", "at most 32 parts"});
}

Test(scheme_file_limits, tells_whether_signing_adds_parameters) {
  cr_assert(rs_adds_parameters(accepts(reqsig_text(TEN_PARTS))));
  cr_assert_not(rs_adds_parameters(accepts(reqsig_text(GITHUB))));
}

static void count_paths(void *user, const reqsig_step *step) {
  *(size_t *)user +=
      step->kind == REQSIG_STEP_HEADER && rs_slice_equal(step->bytes, RS_LITERAL(REQSIG_PATH_HEADER));
}

static size_t num_paths(const char *text, const char *body) {
  uint8_t room[4096];
  size_t num = 0;
  reqsig_buffer scratch = {room, sizeof room, 0};
  const reqsig_request request = request_of("POST", "/x?d=2", body);
  cr_assert_eq(reqsig_trace(context_of(text), &request, NOW, &scratch, count_paths, &num), REQSIG_OK);
  return num;
}

Test(scheme_file_limits, the_target_is_traced_once_if_something_is_added) {
  cr_assert_eq(num_paths(IN_PLACE, ""), 1, "behind a header");
  cr_assert_eq(num_paths(WITH_BODY, "b"), 1);
  cr_assert_eq(num_paths(WITH_BODY, ""), 0, "nothing is signed");
}

Test(scheme_file_limits, parameters_behind_a_header_are_added_once) {
  signed_case out;
  const reqsig_request request = request_of("GET", "/x?d=2", "");
  sign_case(&out, context_of(IN_PLACE), &request, NOW);
  cr_assert_eq(out.num_headers, 2);
  cr_assert(text_is(signed_value(&out, "Key"), "k"));
}

#define PARAMETERS_ALONE                                                                                     \
  "{\"reqsig_scheme\": 1, \"name\": \"alone\", \"title\": \"A\", \"credentials\": {\"secret\": "             \
  "\"secret\"}, "                                                                                            \
  "\"timestamp\": {\"format\": \"unix-milliseconds\"}, \"message\": \"{query|without:sign}\", \"hmac\": "    \
  "\"sha256\", \"key\": \"{secret}\", \"query\": {\"timestamp\": \"{timestamp}\", \"sign\": \"{mac|hex}\"}}"

Test(scheme_file_limits, the_first_rule_of_all_may_be_a_parameter_that_is_signed) {
  GET_MESSAGE_IS(context_of(PARAMETERS_ALONE), "/x?d=2", NOW, "d=2&timestamp=1499827319559");
  GET_MESSAGE_IS(context_of(PARAMETERS_ALONE), "/x", NOW, "timestamp=1499827319559");
}

#define ITEMS                                                                                                \
  "{\"reqsig_scheme\": 1, \"name\": \"items\", \"title\": \"I\", \"credentials\": {\"secret\": \"secret\", " \
  "\"id\": \"public\"}, \"message\": \"{path}\", \"hmac\": \"sha256\", \"key\": \"{secret}\", \"headers\": " \
  "{\"Id\": {\"items\": [\"a={id}\", \"b={id}\", \"c={id}\", \"d={id}\", \"e={id}\", \"f={id}\"], "          \
  "\"separator\": \";\"}, \"Sign\": \"{mac|hex}\"}}"

Test(scheme_file_limits, a_value_has_six_items) {
  const reqsig_scheme *scheme = holds(ITEMS);
  cr_assert_eq(scheme->headers[0].sending, RS_SENT_ALWAYS, "all of them identify the sender");
  signed_case out;
  const reqsig_request request = request_of("GET", "/", "");
  sign_case(&out, context_of(ITEMS), &request, NOW);
  cr_assert(text_is(signed_value(&out, "Id"), "a=k;b=k;c=k;d=k;e=k;f=k"));
  REFUSES(ITEMS, {"\"f={id}\"", "\"f={id}\", \"g={id}\"", "headers.Id.items", "at most 6 items"});
}

#define SIGN_BEFORE_ITEMS                                                                                    \
  "{\"reqsig_scheme\": 1, \"name\": \"items\", \"title\": \"I\", \"credentials\": {\"secret\": \"secret\", " \
  "\"id\": \"public\"}, \"message\": \"{path}\", \"hmac\": \"sha256\", \"key\": \"{secret}\", \"headers\": " \
  "{\"Sign\": \"{mac|hex}\", \"Id\": {\"items\": [\"a={id}\"], \"separator\": \";\"}}}"

Test(scheme_file_limits, items_may_stand_beside_the_header_of_the_mac) {
  const char *files[] = {ITEMS, SIGN_BEFORE_ITEMS};
  for (size_t i = 0; i < 2; i++) {
    signed_case out;
    reqsig_verdict verdict;
    const reqsig_context *context = context_of(files[i]);
    reqsig_request request = request_of("GET", "/", "");
    sign_case(&out, context, &request, NOW);
    request.headers = out.headers;
    request.num_headers = out.num_headers;
    cr_assert_eq(reqsig_verify(context, &request, NOW, NULL, &verdict), REQSIG_OK);
    cr_assert_eq(verdict.reason, REQSIG_REASON_NONE);
    cr_assert_eq(verdict.authentic, REQSIG_YES);
  }
}
