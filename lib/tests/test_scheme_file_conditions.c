/* Parts that only some requests have, the host and its port, keys of two secrets, and keys that are text. */
#include "engine_case.h"
#include "recipe_compare.h"
#include "scheme_file_case.h"

#define NOW INT64_C(1395430461000)

/* The file of the members that differ; the credentials a, b and c are all used. */
#define SCHEME(parts, message, key)                                                                          \
  "{\"reqsig_scheme\": 1, \"name\": \"s\", \"title\": \"S\", \"credentials\": {\"a\": \"secret\", \"b\": "   \
  "\"secret\", \"c\": \"public\"}, \"timestamp\": {\"format\": \"YYYYMMDDThh:mm:ss+0000\"}, " parts          \
  "\"message\": \"" message "\", \"hmac\": \"sha256\", \"key\": " key ", \"headers\": {\"C\": \"{c}\", "     \
  "\"B\": \"{b}\", \"T\": \"{timestamp}\", \"S\": \"{mac|hex}\"}}"
#define CONDITIONS                                                                                           \
  SCHEME("\"parts\": {\"content\": \"\\n{header:Content-Type|lower}\\n{body}\", \"posted\": \"P{body}\"}, ", \
         "{path}{content|if-body}{posted|if-method:Post|sha1|hex}", "\"{a}\"")

static const reqsig_context *context_of(const char *text, const char *a, const char *b) {
  static reqsig_context context;
  const reqsig_credential credentials[] = {{"a", reqsig_text(a)}, {"b", reqsig_text(b)}, {"c", RS_TEXT("c")}};
  cr_assert_eq(reqsig_context_init(&context, holds(text), credentials, 3), REQSIG_OK);
  return &context;
}

static reqsig_status message_of(const char *text, const reqsig_request *request, const char *expected) {
  uint8_t room[512];
  reqsig_buffer message = {room, sizeof room, 0};
  reqsig_status status = reqsig_message(context_of(text, "a", "b"), request, NOW, &message);
  if (expected)
    cr_assert(text_is(rs_slice(room, message.len), expected), "%.*s", (int)message.len, (char *)room);
  return status;
}

static const reqsig_header type = {RS_TEXT("Content-Type"), RS_TEXT("Text/Plain")};

static reqsig_request request(const char *method, size_t num_headers, const char *body) {
  return (reqsig_request){reqsig_text(method), RS_TEXT("/"),      &type,
                          num_headers,         reqsig_text(body), rs_slice(NULL, 0)};
}

Test(scheme_file_conditions, a_part_is_there_if_there_is_a_body) {
  reqsig_request put = request("PUT", 1, "x"), get = request("GET", 1, "");
  cr_assert_eq(message_of(CONDITIONS, &put, "/\ntext/plain\nx"), REQSIG_OK);
  cr_assert_eq(message_of(CONDITIONS, &get, "/"), REQSIG_OK);
}

/* The digest is that of "P", by openssl. */
Test(scheme_file_conditions, a_part_is_there_if_the_method_is_that) {
  reqsig_request post = request("post", 0, "");
  cr_assert_eq(message_of(CONDITIONS, &post, "/511993d3c99719e38a6779073019dacd7178ddb9"), REQSIG_OK);
}

static reqsig_reason reason_of(const char *method, size_t num_types, const char *body) {
  const reqsig_header headers[] = {{RS_TEXT("C"), RS_TEXT("c")},
                                   {RS_TEXT("B"), RS_TEXT("b")},
                                   {RS_TEXT("T"), RS_TEXT("20140321T19:34:21+0000")},
                                   {RS_TEXT("S"), RS_TEXT("0000000000000000000000000000000000000000000000000"
                                                          "000000000000000")},
                                   type,
                                   type};
  reqsig_request sent = {reqsig_text(method), RS_TEXT("/"),      headers,
                         4 + num_types,       reqsig_text(body), rs_slice(NULL, 0)};
  reqsig_verdict verdict;
  cr_assert_eq(reqsig_verify(context_of(CONDITIONS, "a", "b"), &sent, NOW, NULL, &verdict), REQSIG_OK);
  cr_assert(verdict.well_formed != REQSIG_YES || verdict.timestamp_ms == NOW);
  return verdict.reason;
}

Test(scheme_file_conditions, what_a_part_needs_is_needed_with_the_part_alone) {
  reqsig_request put = request("PUT", 0, "x");
  cr_assert_eq(message_of(CONDITIONS, &put, NULL), REQSIG_ERR_HEADER_MISSING);
  cr_assert_eq(reason_of("PUT", 0, "x"), REQSIG_REASON_MISSING);
  cr_assert_eq(reason_of("PUT", 2, "x"), REQSIG_REASON_MALFORMED);
  cr_assert_eq(reason_of("PUT", 1, "x"), REQSIG_REASON_SIGNATURE_MISMATCH);
  cr_assert_eq(reason_of("GET", 0, ""), REQSIG_REASON_SIGNATURE_MISMATCH);
  cr_assert_eq(reason_of("GET", 2, ""), REQSIG_REASON_SIGNATURE_MISMATCH);
}

#define FIELD SCHEME("\"parts\": {\"field\": \"{form:n}\"}, ", "{path}{field|if-method:POST}", "\"{a}\"")

Test(scheme_file_conditions, nor_is_a_field_of_a_form) {
  reqsig_request get = request("GET", 0, ""), post = request("POST", 0, "n=1");
  cr_assert_eq(message_of(FIELD, &get, "/"), REQSIG_OK);
  cr_assert_eq(message_of(FIELD, &post, NULL), REQSIG_ERR_HEADER_MISSING);
}

typedef struct told_steps {
  size_t num_digested, num_with_words;
} told_steps;

static void count(void *user, const reqsig_step *step) {
  told_steps *counted = user;
  counted->num_digested += step->kind == REQSIG_STEP_DIGESTED;
  counted->num_with_words +=
      step->kind == REQSIG_STEP_PART && (strcmp(step->what, "content (if there is a body)") == 0 ||
                                         strcmp(step->what, "posted, its SHA-1 in hex (if the method is "
                                                            "Post)") == 0);
}

Test(scheme_file_conditions, are_told_with_the_part) {
  for (int posts = 0; posts < 2; posts++) {
    uint8_t room[2048];
    told_steps counted = {0, 0};
    reqsig_buffer scratch = {room, sizeof room, 0};
    reqsig_request sent = request(posts ? "POST" : "PUT", 1, "x");
    cr_assert_eq(reqsig_trace(context_of(CONDITIONS, "a", "b"), &sent, NOW, &scratch, count, &counted),
                 REQSIG_OK);
    cr_assert_eq(counted.num_with_words, 2);
    cr_assert_eq(counted.num_digested, (size_t)posts, "no digest is made of what is not there");
  }
}

static void has_host(const char *host, const char *expected) {
  const reqsig_header header = {RS_TEXT("Host"), reqsig_text(host)};
  reqsig_request sent = request("GET", 1, "");
  sent.headers = &header;
  cr_assert_eq(
      message_of(SCHEME("", "{header:Host|host|lower}!{header:Host|port}", "\"{a}\""), &sent, expected),
      REQSIG_OK);
}

Test(scheme_file_conditions, a_host_has_a_port_or_443) {
  has_host("Example.com:8000", "example.com!8000");
  has_host("example.com", "example.com!443");
  has_host("example.com:", "example.com:!443");
  has_host("8000", "8000!443");
  has_host(&":8000"[1], "8000!443");
  has_host("host1", "host1!443");
  has_host("[::1]:80", "[::1]!80");
  has_host("[::1]", "[::1]!443");
}

static void signs_with(const char *text, const char *a, const char *b, const char *key) {
  char mac[CASE_MAX_MAC_TEXT];
  signed_case out;
  reqsig_request sent = request("GET", 0, "");
  sign_case(&out, context_of(text, a, b), &sent, NOW);
  plain_mac_hex(EVP_sha256(), key, RS_LITERAL("/"), mac);
  cr_assert(text_is(signed_value(&out, "S"), mac), "%s", key);
}

Test(scheme_file_conditions, a_key_may_be_of_two_secrets) {
  signs_with(SCHEME("", "{path}", "\"{a|percent-encode}&{b|percent-encode}\""), "k y", "t/s", "k%20y&t%2Fs");
  signs_with(SCHEME("", "{path}", "\"{a}{b}\""), "k y", "t/s", "k yt/s");
  signs_with(SCHEME("", "{path}", "\"-{a|from-hex}+{b}\""), "6b", "t", "-k+t");
}

static void note_key(void *user, const reqsig_step *step) {
  if (step->kind == REQSIG_STEP_KEY) snprintf(user, 128, "%s", step->what);
}

static void key_reads(const char *text, const char *expected) {
  uint8_t room[1024];
  char words[128] = "";
  reqsig_buffer scratch = {room, sizeof room, 0};
  reqsig_request sent = request("GET", 0, "");
  cr_assert_eq(reqsig_trace(context_of(text, "a", "b"), &sent, NOW, &scratch, note_key, words), REQSIG_OK);
  cr_assert_str_eq(words, expected);
}

Test(scheme_file_conditions, both_secrets_are_told) {
  key_reads(SCHEME("", "{path}", "\"{a}{b}\""), "a and b");
  key_reads(SCHEME("", "{path}", "\"{a}{b|percent-encode}\""), "a and b, percent-encoded");
}

Test(scheme_file_conditions, a_field_of_a_form_is_verified_with_its_part_alone) {
  char mac[CASE_MAX_MAC_TEXT];
  plain_mac_hex(EVP_sha256(), "a", RS_LITERAL("/"), mac);
  const reqsig_header headers[] = {{RS_TEXT("C"), RS_TEXT("c")},
                                   {RS_TEXT("B"), RS_TEXT("b")},
                                   {RS_TEXT("T"), RS_TEXT("20140321T19:34:21+0000")},
                                   {RS_TEXT("S"), reqsig_text(mac)}};
  reqsig_request sent = request("GET", 0, "");
  sent.headers = headers;
  sent.num_headers = 4;
  reqsig_verdict verdict;
  cr_assert_eq(reqsig_verify(context_of(FIELD, "a", "b"), &sent, NOW, NULL, &verdict), REQSIG_OK);
  cr_assert_eq(verdict.reason, REQSIG_REASON_NONE);
  sent.method = RS_LITERAL("POST");
  cr_assert_eq(reqsig_verify(context_of(FIELD, "a", "b"), &sent, NOW, NULL, &verdict), REQSIG_OK);
  cr_assert_eq(verdict.reason, REQSIG_REASON_MISSING);
}

/* The keys are the MACs of the time under "secret" by openssl. */
Test(scheme_file_conditions, a_key_may_be_the_text_of_a_mac) {
  signs_with(SCHEME("", "{path}", "[\"{a}\", \"{timestamp|hmac|base64}\"]"), "secret", "b",
             "oP3i+PA49CfadEq+8YCaM32QiRDxXEFvmp0ARUsOvsg=");
  signs_with(SCHEME("", "{path}", "[\"{a}\", \"{timestamp|hmac|hex}\"]"), "secret", "b",
             "a0fde2f8f038f427da744abef1809a337d908910f15c416f9a9d00454b0ebec8");
  signs_with(SCHEME("", "{path}", "[\"{a}\", \"{c|hmac|hex}\"]"), "secret", "b",
             "ef006b65b8ce49c891479554278e47e7d76735e7ddd6392fc68342322f39e3c4");
}

Test(scheme_file_conditions, refuses_other_conditions_and_keys) {
  REFUSES(CONDITIONS, {"{content|if-body}", "{content|if-method:}", "message", "a method behind"},
          {"{content|if-body}", "{content|if-method:A B}", "message", "a method behind"},
          {"{content|if-body}", "{content|if-body}{content|if-body}", "message",
           "a part with forms or a condition once"},
          {"{content|if-body}", "{content|unless-empty}", "message", "a form that fits"},
          {"{content|if-body}", "{content}{path|if-body}", "message",
           "if-body only right behind the name of a part", NULL},
          {"\"key\": \"{a}\"", "\"key\": \"{a}{a}\"", "key", "another secret credential"},
          {"\"key\": \"{a}\"", "\"key\": \"{a}{c}\"", "key", "another secret credential"},
          {"\"key\": \"{a}\"", "\"key\": \"{a}{b}x\"", "key", "another secret credential"},
          {"\"key\": \"{a}\"", "\"key\": \"{a}{b\"", "key", "another secret credential"},
          {"\"key\": \"{a}\"", "\"key\": \"{a}{b|from-hex}\"", "key", "another secret credential"},
          {"\"key\": \"{a}\"", "\"key\": [\"{a}\", \"{b|upper|hmac|hex}\"]", "key", "hmac right behind"},
          {"\"T\": \"{timestamp}\"", "\"T\": \"{timestamp|hmac|hex}\"", "headers.T", "hmac right behind"});
}

Test(scheme_file_conditions, a_condition_is_of_the_message) {
  static const char unused[] = SCHEME("\"parts\": {\"p\": \"x\"}, ", "{path}", "\"{a}\"");
  REFUSES(unused, {"\"T\": \"{timestamp}\"", "\"T\": \"{timestamp}:{p|if-body}\"", "parts.p",
                   "no forms and no condition"});
}

Test(scheme_file_conditions, a_profile_changes_no_other_secret) {
#define PROFILE(key)                                                                                         \
  "}, \"profiles\": {\"p\": {\"meaning\": \"m\", \"source\": \"s\", \"change\": {\"key\": \"" key "\"}}}}"
  static const char text[] = SCHEME("", "{path}", "\"{a}&{b}\"");
  char with[1024];
  static const char *const wrong[] = {"{a|percent-encode}&", "{a|percent-encode}&{b|percent-encode}"};
  snprintf(with, sizeof with, "%.*s" PROFILE("{a|percent-encode}&{b}"), (int)strlen(text) - 2, text);
  cr_assert_eq(accepts(reqsig_text(with))->profiles[0].variations[0].key_form, RS_KEY_PERCENT_ENCODED);
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    snprintf(with, sizeof with,
             "%.*s}, \"profiles\": {\"p\": {\"meaning\": \"m\", \"source\": \"s\", \"change\": {\"key\": "
             "\"%s\"}}}}",
             (int)strlen(text) - 2, text, wrong[i]);
    const file_case *file = read_scheme(reqsig_text(with));
    cr_assert_eq(file->status, REQSIG_ERR_MALFORMED);
    cr_assert(strstr(file->fault.expected, "own key in another form"));
  }
}

Test(scheme_file_conditions, a_profile_takes_no_third_secret) {
  REFUSES(
      "{\"reqsig_scheme\": 1, \"name\": \"t\", \"title\": \"T\", \"credentials\": {\"a\": \"secret\", \"b\": "
      "\"secret\", \"c\": \"secret\"}, \"message\": \"{c}\", \"hmac\": \"sha1\", \"key\": \"{a}&{b}\", "
      "\"headers\": {\"S\": \"{mac|hex}\"}, \"profiles\": {\"p\": {\"meaning\": \"m\", \"source\": \"s\", "
      "\"change\": {\"key\": \"{a|percent-encode}&{b}\"}}}}",
      {"{a|percent-encode}&{b}", "{a|percent-encode}&{c}", "profiles.p.change.key", "own key in another"});
}
