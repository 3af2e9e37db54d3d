/* What schemes from files can say beyond the built-in ones: each word signs and verifies. The MACs are made
 * with the command openssl. */
#include "context.h"
#include "recipe_compare.h"
#include "scheme_file_case.h"

#define NOW INT64_C(1614265330000)

/* A context of a scheme that is read, with one secret. */
static const reqsig_context *context_of(const reqsig_scheme *scheme, const char *secret) {
  static reqsig_context context;
  const reqsig_credential given = {reqsig_scheme_credential(scheme, 0), reqsig_text(secret)};
  cr_assert_eq(reqsig_context_init(&context, scheme, &given, 1), REQSIG_OK);
  return &context;
}

static reqsig_reason verdict_of(const reqsig_context *context, const reqsig_request *request) {
  reqsig_verdict verdict;
  cr_assert_eq(reqsig_verify(context, request, NOW, NULL, &verdict), REQSIG_OK);
  return verdict.reason;
}

/* The values that Svix prints: docs.svix.com, "Verifying webhooks manually". */
#define STANDARD                                                                                             \
  "{\"reqsig_scheme\": 1, \"name\": \"standard\", \"title\": \"S\", \"credentials\": {\"s\": \"secret\"}, "  \
  "\"timestamp\": {\"format\": \"unix-seconds\"}, \"message\": \"{header:webhook-id}.{timestamp}.{body}\", " \
  "\"hmac\": \"sha256\", \"key\": \"{s|cut:whsec_|from-base64}\", \"headers\": {\"webhook-timestamp\": "     \
  "\"{timestamp}\", \"webhook-signature\": {\"items\": [\"v1,{mac|base64}\"], \"separator\": \" \", "        \
  "\"open\": true}}, \"clauses\": {\"message.header:webhook-id\": \"id\"}}"

Test(scheme_file_words, a_header_of_the_requests_own_is_signed) {
  reqsig_header headers[] = {
      {RS_TEXT("Webhook-Id"), RS_TEXT("msg_p5jXN8AQM9LWM0D4loKWxJek")},
      {RS_TEXT("webhook-timestamp"), RS_TEXT("1614265330")},
      {RS_TEXT("webhook-signature"), RS_TEXT("v1a,x v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")},
      {RS_TEXT("webhook-id"), RS_TEXT("msg_p5jXN8AQM9LWM0D4loKWxJek")}};
  reqsig_request request = {RS_TEXT("POST"), RS_TEXT("/"), headers, 3, RS_TEXT("{\"test\": 2432232314}")};
  const reqsig_context *context =
      context_with(STANDARD, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", NULL, NULL, NULL);
  cr_assert_eq(verdict_of(context, &request), REQSIG_REASON_NONE);
  request.num_headers = 4;
  cr_assert_eq(verdict_of(context, &request), REQSIG_REASON_MALFORMED, "the header is there twice");
  headers[0].value.len--;
  request.num_headers = 3;
  cr_assert_eq(verdict_of(context, &request), REQSIG_REASON_SIGNATURE_MISMATCH);
  request.headers = headers + 1;
  request.num_headers = 2;
  cr_assert_eq(verdict_of(context, &request), REQSIG_REASON_MISSING);
  request.num_headers = 0;
  cr_assert_eq(verdict_of(context, &request), REQSIG_REASON_MISSING);
}

static void tell_nothing(void *user, const reqsig_step *step) {
  (void)user;
  (void)step;
}

Test(scheme_file_words, nothing_is_signed_without_its_header) {
  const reqsig_context *context = context_with(STANDARD, "c2VjcmV0", NULL, NULL, NULL);
  const reqsig_request request = {RS_TEXT("POST"), RS_TEXT("/"), NULL, 0, RS_TEXT("a")};
  uint8_t room[512];
  reqsig_buffer text = {room, sizeof room, 0};
  reqsig_header headers[2];
  size_t num = 2;
  cr_assert_eq(reqsig_message(context, &request, NOW, &text), REQSIG_ERR_HEADER_MISSING);
  text.len = 0;
  cr_assert_eq(reqsig_sign(context, &request, NOW, &text, headers, &num), REQSIG_ERR_HEADER_MISSING);
  text.len = 0;
  cr_assert_eq(reqsig_trace(context, &request, NOW, &text, tell_nothing, NULL), REQSIG_ERR_HEADER_MISSING);
}

static reqsig_slice message_of(const char *template, const reqsig_request *request) {
  static uint8_t room[1024];
  const reqsig_context *context = context_of(accepts(edited(GITHUB, "{body}", template)), "s");
  reqsig_buffer text = {room, sizeof room, 0};
  cr_assert_eq(reqsig_message(context, request, NOW, &text), REQSIG_OK, "%s", template);
  return rs_slice(room, text.len);
}

/* What is not signed needs no header. */
Test(scheme_file_words, headers_of_a_request_that_is_not_signed) {
  const reqsig_scheme *scheme =
      accepts(edited(GITHUB, "\"message\": \"{body}\"",
                     "\"signs\": [\"POST\"], \"message\": \"{header:a|unless-empty}{body}\""));
  const reqsig_request get = {RS_TEXT("GET"), RS_TEXT("/"), NULL, 0, {NULL, 0}},
                       post = {RS_TEXT("POST"), RS_TEXT("/"), NULL, 0, {NULL, 0}};
  const reqsig_context *context = context_of(scheme, "s");
  cr_assert_eq(verdict_of(context, &get), REQSIG_REASON_NONE);
  cr_assert_eq(verdict_of(context, &post), REQSIG_REASON_MISSING);
}

Test(scheme_file_words, the_time_in_the_body_is_read_before_the_headers) {
  const reqsig_scheme *scheme =
      accepts(edited(GITHUB, "\"message\": \"{body}\"",
                     "\"timestamp\": {\"format\": \"unix-seconds\", \"from\": "
                     "\"json-number:/at\", \"past_ms\": 0}, \"message\": \"{header:a}{body}\""));
  const reqsig_header header = {
      RS_TEXT("x-hub-signature-256"),
      RS_TEXT("sha256=9c196e32dc0175f86f4b1cb89289d6619de6bee699e4c378e68309ed97a1a6ab")};
  reqsig_request request = {RS_TEXT("POST"), RS_TEXT("/"), &header, 1, RS_TEXT("{}")};
  reqsig_verdict verdict;
  const reqsig_context *context = context_of(scheme, "key");
  cr_assert_eq(reqsig_verify(context, &request, NOW, NULL, &verdict), REQSIG_OK);
  cr_assert(verdict.reason == REQSIG_REASON_MISSING && rs_slice_equal(verdict.field, RS_LITERAL("at")));
  request.body = RS_LITERAL("{\"at\": 1614265330}");
  cr_assert_eq(reqsig_verify(context, &request, NOW, NULL, &verdict), REQSIG_OK);
  cr_assert(verdict.reason == REQSIG_REASON_MISSING && rs_slice_equal(verdict.field, RS_LITERAL("a")));
}

/* A member in seconds is no time in milliseconds. */
Test(scheme_file_words, the_time_in_the_body_may_be_in_seconds) {
  const reqsig_scheme *scheme =
      accepts(edited(GITHUB, "\"message\": \"{body}\"",
                     "\"timestamp\": {\"format\": \"unix-seconds\", \"from\": "
                     "\"json-number:/at\", \"past_ms\": 0}, \"message\": \"{method}\""));
  const reqsig_header header = {
      RS_TEXT("x-hub-signature-256"),
      RS_TEXT("sha256=a213f9e61c766b1787c2154180e2687e330fbffe2fabe72e472241005f4cf425")};
  reqsig_request request = {RS_TEXT("POST"), RS_TEXT("/"), &header, 1, RS_TEXT("{\"at\": 1614265330}")};
  reqsig_verdict verdict;
  const reqsig_context *context = context_of(scheme, "key");
  cr_assert_eq(reqsig_verify(context, &request, NOW, NULL, &verdict), REQSIG_OK);
  cr_assert_eq(verdict.reason, REQSIG_REASON_NONE);
  cr_assert_eq(verdict.timestamp_ms, NOW);
  const reqsig_slice too_far[] = {RS_TEXT("{\"at\": 9223372036854775807}"),
                                  RS_TEXT("{\"at\": -9223372036854775807}")};
  for (size_t i = 0; i < 2; i++) {
    request.body = too_far[i];
    cr_assert_eq(reqsig_verify(context, &request, NOW, NULL, &verdict), REQSIG_OK);
    cr_assert_eq(verdict.reason, REQSIG_REASON_MALFORMED);
  }
}

/* Its message has no room left, and its optional header is not there. */
Test(scheme_file_words, a_message_of_ten_headers) {
  const reqsig_scheme *scheme = accepts(
      edited(GITHUB, "{body}",
             "{header:a|unless-empty}{header:a|unless-empty}{header:a|unless-empty}{header:a|unless-empty}"
             "{header:a|unless-empty}{header:a|unless-empty}{header:a|unless-empty}{header:a|unless-empty}"
             "{header:a|unless-empty}{header:b}"));
  reqsig_header headers[] = {
      {RS_TEXT("b"), RS_TEXT("abc")},
      /* printf abc | openssl dgst -sha256 -hmac key */
      {RS_TEXT("x-hub-signature-256"),
       RS_TEXT("sha256=9c196e32dc0175f86f4b1cb89289d6619de6bee699e4c378e68309ed97a1a6ab")}};
  const reqsig_request request = {RS_TEXT("POST"), RS_TEXT("/"), headers, 2, {NULL, 0}};
  cr_assert_eq(verdict_of(context_of(scheme, "key"), &request), REQSIG_REASON_NONE);
}

/* The digests are openssl's, of "abc". */
Test(scheme_file_words, sources_and_forms) {
  static const reqsig_header host = {RS_TEXT("Host"), RS_TEXT("a.example")};
  const reqsig_request request = {RS_TEXT("PUT"), RS_TEXT("/a?b=1&c"), &host, 1, RS_TEXT("abc")},
                       bare = {RS_TEXT("GET"), RS_TEXT("/a"), NULL, 0, {NULL, 0}};
  static const struct {
    const char *template, *message, *bare;
  } cases[] = {
      {"[{query}]", "[b=1&c]", "[]"},
      {"https://{header:Host|unless-empty}{path}{?query}", "https://a.example/a?b=1&c", "https:///a"},
      {"{body|md5|hex}", "900150983cd24fb0d6963f7d28e17f72", "d41d8cd98f00b204e9800998ecf8427e"},
      {"{body|md5|base64}", "kAFQmDzST7DWlj99KOF/cg==", "1B2M2Y8AsgTpgAmY7PhCfg=="},
      {"{body|sha1|hex}", "a9993e364706816aba3e25717850c26c9cd0d89d",
       "da39a3ee5e6b4b0d3255bfef95601890afd80709"},
      {"{body|unless-empty|sha1|base64}", "qZk+NkcGgWq6PiVxeFDCbJzQ2J0=", ""},
      {"{body|unless-empty|sha256|hex}", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
       ""},
      {"{body|unless-empty|sha256|base64}", "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=", ""},
      {"{body|unless-empty|sha512|hex}",
       "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
       "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
       ""},
      {"{body|unless-empty|sha512|base64}",
       "3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUykn"
       "w==",
       ""},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    reqsig_slice message = message_of(cases[i].template, &request);
    cr_assert(rs_slice_equal(message, reqsig_text(cases[i].message)), "%s: %.*s", cases[i].template,
              (int)message.len, (const char *)message.data);
    message = message_of(cases[i].template, &bare);
    cr_assert(rs_slice_equal(message, reqsig_text(cases[i].bare)), "%s", cases[i].template);
  }
}

#define SHA512_OF_ABC                                                                                        \
  "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"                                         \
  "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca4"

Test(scheme_file_words, a_header_carries_any_digest) {
  static const struct {
    const char *form, *right, *other, *malformed;
  } cases[] = {
      {"sha256|hex", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
       "aa7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
       "BA7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
      {"sha1|base64", "qZk+NkcGgWq6PiVxeFDCbJzQ2J0=", "qZk+NkcGgWq6PiVxeFDCbJzQ2J4=", "qZk+NkcGgWq6PiVx"},
      {"sha512|hex", SHA512_OF_ABC "9f", SHA512_OF_ABC "9e", SHA512_OF_ABC "9F"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char digest[64];
    snprintf(digest, sizeof digest, "\"headers\": { \"Digest\": \"{body|%s}\", ", cases[i].form);
    const reqsig_context *context = context_of(accepts(edited(GITHUB, "\"headers\": { ", digest)), "key");
    reqsig_header headers[] = {
        {RS_TEXT("digest"), reqsig_text(cases[i].right)},
        /* printf abc | openssl dgst -sha256 -hmac key */
        {RS_TEXT("x-hub-signature-256"),
         RS_TEXT("sha256=9c196e32dc0175f86f4b1cb89289d6619de6bee699e4c378e68309ed97a1a6ab")}};
    const reqsig_request request = {RS_TEXT("POST"), RS_TEXT("/"), headers, 2, RS_TEXT("abc")};
    cr_assert_eq(verdict_of(context, &request), REQSIG_REASON_NONE, "%s", cases[i].form);
    headers[0].value = reqsig_text(cases[i].other);
    cr_assert_eq(verdict_of(context, &request), REQSIG_REASON_DIGEST_MISMATCH, "%s", cases[i].form);
    headers[0].value = reqsig_text(cases[i].malformed);
    cr_assert_eq(verdict_of(context, &request), REQSIG_REASON_MALFORMED, "%s", cases[i].form);
  }
}

static reqsig_status init_with_key(const char *key, const char *secret, reqsig_context *context) {
  const reqsig_scheme *scheme = accepts(edited(GITHUB, "{secret}", key));
  const reqsig_credential given = {"secret", reqsig_text(secret)};
  return reqsig_context_init(context, scheme, &given, 1);
}

/* printf abc | openssl dgst -sha256 -mac HMAC -macopt hexkey:00ff10 */
Test(scheme_file_words, forms_of_the_key) {
  static const char mac[] = "sha256=bea2f60afe5e063bb2083d7fc71fe6fa671362f0c9c4a0b2eaed041333150132";
  static const struct {
    const char *key, *secret;
  } cases[] = {{"{secret|from-hex}", "00ff10"},
               {"{secret|from-hex}", "00FF10"},
               {"{secret|cut:k_|from-hex}", "k_00ff10"},
               {"{secret|cut:k_|from-base64}", "AP8Q"},
               {"{secret|from-base64}", "AP8Q"}},
    wrong[] = {{"{secret|from-hex}", "0"},
               {"{secret|from-hex}", "xx"},
               {"{secret|cut:k_}", "k_"},
               {"{secret|from-base64}", "AP8"}};
  reqsig_context context;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const reqsig_header header = {RS_TEXT("x-hub-signature-256"), RS_TEXT(mac)};
    const reqsig_request request = {RS_TEXT("POST"), RS_TEXT("/"), &header, 1, RS_TEXT("abc")};
    cr_assert_eq(init_with_key(cases[i].key, cases[i].secret, &context), REQSIG_OK, "%s", cases[i].key);
    cr_assert_eq(verdict_of(&context, &request), REQSIG_REASON_NONE, "%s", cases[i].key);
  }
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    cr_assert_eq(init_with_key(wrong[i].key, wrong[i].secret, &context), REQSIG_ERR_CREDENTIAL_INVALID);
  cr_assert_eq(init_with_key("{secret|cut:k_}", "k_k_", &context), REQSIG_OK);
}

Test(scheme_file_words, a_date_stands_beside_items) {
  accepts(edited(STANDARD, "unix-seconds", "Www, DD Mmm YYYY hh:mm:ss GMT"));
}

Test(scheme_file_words, refusals) {
  REFUSES(GITHUB, {"{body}", "{header:}", "message", "a header's name"},
          {"{body}", "{header:a b}", "message", "a header's name"},
          {"{body}", "{header:x-hub-signature-256}", "", "does not add itself"},
          {"{body}", "{header:NAME|uper}", "message", "a form", "upper"},
          {"{mac|hex}", "{mac|hex}.{header:a}", "headers.X-Hub-Signature-256", "what a header may carry"},
          {"{secret}", "{secret|cut:}", "key", "a text behind"},
          {"{secret}", "{secret|cut:a|from-hx}", "key", "a form of the key", "from-hex"},
          {" }\n}", " }, \"also_sent\": {\"a\": {\"items\": [\"a{body|md5|hex}\"], \"separator\": \",\"}}}",
           "also_sent.a", "fixed text"});
}
