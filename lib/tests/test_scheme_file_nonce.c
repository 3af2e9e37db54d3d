/* Nonces. Deribit's documentation prints the key, the time, the nonce and the MAC for empty data. */
#include "engine_case.h"
#include "recipe_compare.h"
#include "scheme_file_case.h"

#define IN_HEADER                                                                                            \
  "{\"reqsig_scheme\": 1, \"name\": \"d\", \"title\": \"D\", \"credentials\": {\"secret\": \"secret\"}, "    \
  "\"timestamp\": {\"format\": \"unix-milliseconds\"}, \"message\": \"{timestamp}\\n{nonce}\\n{body}\", "    \
  "\"hmac\": \"sha256\", \"key\": \"{secret}\", \"headers\": {\"A\": \"ts={timestamp},sig={mac|hex},nonce="  \
  "{nonce}\"}}"
#define IN_QUERY                                                                                             \
  "{\"reqsig_scheme\": 1, \"name\": \"q\", \"title\": \"Q\", \"credentials\": {\"secret\": \"secret\"}, "    \
  "\"lists\": {\"all\": {\"each\": \"query\", \"without\": [\"s\"], \"write\": \"{name}={value}\"}}, "       \
  "\"message\": \"{all}\", \"hmac\": \"sha256\", \"key\": \"{secret}\", \"query\": {\"n\": \"{nonce}\", "    \
  "\"s\": \"{mac|hex}\"}}"
#define SECRET "AMANDASECRECT"
#define NOW    INT64_C(1576074319000)
#define MAC    "56590594f97921b09b18f166befe0d1319b198bbcdad7ca73382de2f88fe9aa1"

static const reqsig_context *context_of(const char *text) {
  static reqsig_context context;
  const reqsig_credential secret = {"secret", RS_TEXT(SECRET)};
  cr_assert_eq(reqsig_context_init(&context, holds(text), &secret, 1), REQSIG_OK);
  return &context;
}

static reqsig_status sign(const char *text, reqsig_slice nonce, signed_case *out) {
  reqsig_request request = request_of("POST", "/", "");
  request.nonce = nonce;
  sign_case(out, context_of(text), &request, NOW);
  return out->status;
}

static reqsig_verdict verdict_of(const char *text, const reqsig_request *request) {
  reqsig_verdict verdict;
  cr_assert_eq(reqsig_verify(context_of(text), request, NOW, NULL, &verdict), REQSIG_OK);
  return verdict;
}

static reqsig_verdict verdict_of_header(const char *value) {
  const reqsig_header header = {RS_TEXT("A"), reqsig_text(value)};
  const reqsig_request request = {.method = RS_TEXT("POST"),
                                  .target = RS_TEXT("/"),
                                  .headers = &header,
                                  .num_headers = 1,
                                  .nonce = RS_TEXT("not-that-of-the-request")};
  return verdict_of(IN_HEADER, &request);
}

Test(scheme_file_nonce, is_signed_and_sent) {
  signed_case out;
  cr_assert_eq(sign(IN_HEADER, RS_LITERAL("1iqt2wls"), &out), REQSIG_OK);
  cr_assert(text_is(signed_value(&out, "A"), "ts=1576074319000,sig=" MAC ",nonce=1iqt2wls"));
}

Test(scheme_file_nonce, is_taken_from_the_request_by_a_verifier) {
  cr_assert_eq(verdict_of_header("ts=1576074319000,sig=" MAC ",nonce=1iqt2wls").reason, REQSIG_REASON_NONE);
  accepts(edited(IN_HEADER, "ts={timestamp},sig={mac|hex},nonce={nonce}", "n{nonce},{timestamp},{mac|hex}"));
  cr_assert_eq(verdict_of_header("ts=1576074319000,sig=" MAC ",nonce=1iqt2wlT").reason,
               REQSIG_REASON_SIGNATURE_MISMATCH);
}

Test(scheme_file_nonce, of_no_bytes_or_too_many_is_malformed) {
  char value[512], nonce[REQSIG_MAX_NONCE + 2];
  reqsig_verdict verdict = verdict_of_header("ts=1576074319000,sig=" MAC ",nonce=");
  cr_assert_eq(verdict.reason, REQSIG_REASON_MALFORMED);
  cr_assert_str_eq(verdict.expected, "a nonce of 1 to 128 bytes");
  for (int more = 0; more < 2; more++) {
    memset(nonce, 'n', sizeof nonce);
    nonce[REQSIG_MAX_NONCE + more] = '\0';
    snprintf(value, sizeof value, "ts=1576074319000,sig=" MAC ",nonce=%s", nonce);
    cr_assert_eq(verdict_of_header(value).reason,
                 more ? REQSIG_REASON_MALFORMED : REQSIG_REASON_SIGNATURE_MISMATCH, "%d more", more);
  }
}

Test(scheme_file_nonce, that_cant_be_one_is_not_signed) {
  static const uint8_t longest[REQSIG_MAX_NONCE + 1] = "-._~azAZ09";
  uint8_t room[sizeof longest];
  memset(room, 'n', sizeof room);
  memcpy(room, longest, 10);
  signed_case out;
  cr_assert_eq(sign(IN_HEADER, rs_slice(room, REQSIG_MAX_NONCE), &out), REQSIG_OK);
  cr_assert_eq(sign(IN_HEADER, rs_slice(room, REQSIG_MAX_NONCE + 1), &out), REQSIG_ERR_HEADER_MISSING);
  cr_assert_eq(sign(IN_HEADER, rs_slice(NULL, 0), &out), REQSIG_ERR_HEADER_MISSING);
  cr_assert_eq(sign(IN_HEADER, RS_LITERAL("a,b"), &out), REQSIG_ERR_HEADER_MISSING);
}

Test(scheme_file_nonce, stands_among_parameters_that_are_signed) {
  signed_case out;
  cr_assert_eq(sign(IN_QUERY, RS_LITERAL("once"), &out), REQSIG_OK);
  reqsig_request request = {.method = RS_TEXT("POST"), .target = signed_value(&out, ":path")};
  cr_assert(rs_slice_starts_with(request.target, RS_LITERAL("/?n=once&s=")));
  cr_assert_eq(verdict_of(IN_QUERY, &request).reason, REQSIG_REASON_NONE);
  request.target = RS_LITERAL("/?n=%6Fnce&s=" MAC);
  cr_assert_eq(verdict_of(IN_QUERY, &request).reason, REQSIG_REASON_SIGNATURE_MISMATCH);
}

Test(scheme_file_nonce, is_in_one_place_as_it_is) {
  REFUSES(
      IN_HEADER, {",nonce={nonce}", "", "", "one header or parameter with {nonce}"},
      {"\"headers\": {", "\"headers\": {\"B\": \"{nonce}\", ", "", "one header or parameter with {nonce}"},
      {",nonce={nonce}", "n{nonce}", "headers.A", "a character that it cannot hold"},
      {"nonce={nonce}", "nonce={nonce|upper}", "headers.A", "no form here"});
}
