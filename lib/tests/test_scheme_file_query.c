/* Schemes that sign in the query. The values of Binance are those that its page
 * prints; other MACs are made by OpenSSL's one-shot function. */
#include "engine_case.h"
#include "recipe_compare.h"
#include "scheme_file_case.h"

#define BINANCE                                                                                              \
  "{\"reqsig_scheme\": 1, \"name\": \"binance\", \"title\": \"B\", \"credentials\": {\"secret\": "           \
  "\"secret\", \"id\": \"public\"}, \"timestamp\": {\"format\": \"unix-milliseconds\", \"past_ms\": 5000, "  \
  "\"future_ms\": 1000}, \"message\": \"{query|without:signature}{body}\", \"hmac\": \"sha256\", \"key\": "  \
  "\"{secret}\", \"headers\": {\"Key\": \"{id}\"}, \"query\": {\"timestamp\": \"{timestamp}\", "             \
  "\"signature\": \"{mac|hex}\"}, \"clauses\": {\"query.signature\": \"c\"}}"
#define SECRET "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j"
#define ORDER  "symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000"
#define NOW    INT64_C(1499827319559)
#define MAC    "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71"

static const reqsig_context *binance(void) {
  return context_with(BINANCE, SECRET, "id", NULL, NULL);
}

static reqsig_reason verdict_at(const reqsig_context *context, const char *target, int64_t now_ms) {
  static const reqsig_header header = {RS_TEXT("Key"), RS_TEXT("id")};
  const reqsig_request request = {RS_TEXT("POST"), reqsig_text(target), &header, 1, rs_slice(NULL, 0)};
  reqsig_verdict verdict;
  cr_assert_eq(reqsig_verify(context, &request, now_ms, NULL, &verdict), REQSIG_OK);
  return verdict.reason;
}

static void signs_to(const reqsig_context *context, const char *target, const char *expected) {
  signed_case out;
  const reqsig_request request = request_of("POST", target, "");
  sign_case(&out, context, &request, NOW);
  cr_assert_eq(out.status, REQSIG_OK);
  reqsig_slice path = signed_value(&out, ":path");
  cr_assert(text_is(path, expected), "%.*s", (int)path.len, (const char *)path.data);
}

Test(scheme_file_query, signs_by_the_target_to_send) {
  const reqsig_context *context = binance();
  signs_to(context, "/api?" ORDER, "/api?" ORDER "&timestamp=1499827319559&signature=" MAC);
  signs_to(context, "/api?signature=old&" ORDER "&%74imestamp=1",
           "/api?" ORDER "&timestamp=1499827319559&signature=" MAC);
  char mac[CASE_MAX_MAC_TEXT], expected[256];
  plain_mac_hex(EVP_sha256(), SECRET, RS_LITERAL("timestamp=1499827319559"), mac);
  snprintf(expected, sizeof expected, "/api?timestamp=1499827319559&signature=%s", mac);
  signs_to(context, "/api", expected);
  signs_to(context, "/api?", expected);
}

Test(scheme_file_query, the_message_has_what_will_be_sent) {
  case_message message;
  const reqsig_request request = request_of("POST", "/api?a=%20&&signature=x&b", "body");
  message_case(&message, binance(), &request, NOW);
  cr_assert_eq(message.status, REQSIG_OK);
  cr_assert(text_is(message.bytes, "a=%20&&b&timestamp=1499827319559body"));
}

#define SIGNED "/api?" ORDER "&timestamp=1499827319559&signature=" MAC

Test(scheme_file_query, verifies_what_is_sent) {
  static const struct {
    const char *target;
    reqsig_reason reason;
  } cases[] = {
      {SIGNED, REQSIG_REASON_NONE},
      {"/other?" ORDER "&timestamp=1499827319559&signature=" MAC, REQSIG_REASON_NONE},
      {"/api?" ORDER "&signature=" MAC "&timestamp=1499827319559", REQSIG_REASON_NONE},
      {"/api?" ORDER "&timestamp=1499827319559&%73ignature=%63"
       "8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71",
       REQSIG_REASON_NONE},
      {"/api?timestamp=1499827319559&" ORDER "&signature=" MAC, REQSIG_REASON_SIGNATURE_MISMATCH},
      {"/api?" ORDER "&timestamp=1499827319558&signature=" MAC, REQSIG_REASON_SIGNATURE_MISMATCH},
      {SIGNED "&x=1", REQSIG_REASON_SIGNATURE_MISMATCH},
      {SIGNED "&Signature=1", REQSIG_REASON_SIGNATURE_MISMATCH},
      {SIGNED "&signature=" MAC, REQSIG_REASON_MALFORMED},
      {SIGNED "0", REQSIG_REASON_MALFORMED},
      {"/api?" ORDER "&timestamp=1499827319559", REQSIG_REASON_MISSING},
      {"/api?" ORDER "&signature=" MAC, REQSIG_REASON_MISSING},
      {"/api", REQSIG_REASON_MISSING},
      {"/api?" ORDER "&timestamp=1499827319559&signature=", REQSIG_REASON_MALFORMED},
      {"/api?" ORDER "&timestamp=1499827319559&signature", REQSIG_REASON_MALFORMED},
      {"/api?" ORDER "&timestamp=now&signature=" MAC, REQSIG_REASON_MALFORMED},
      {"/api?" ORDER "&timestamp=0123456789012345678901234567890123456789&signature=" MAC,
       REQSIG_REASON_MALFORMED},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    cr_assert_eq(verdict_at(binance(), cases[i].target, NOW), cases[i].reason, "%s", cases[i].target);
  cr_assert_eq(verdict_at(binance(), SIGNED, NOW + 5000), REQSIG_REASON_NONE);
  cr_assert_eq(verdict_at(binance(), SIGNED, NOW + 5001), REQSIG_REASON_EXPIRED);
  cr_assert_eq(verdict_at(binance(), SIGNED, NOW - 1001), REQSIG_REASON_NOT_YET_VALID);
}

Test(scheme_file_query, a_long_value_is_malformed) {
  char target[1200] = "/api?timestamp=1499827319559&signature=";
  memset(target + strlen(target), 'a', 600);
  cr_assert_eq(verdict_at(binance(), target, NOW), REQSIG_REASON_MALFORMED);
}

/* "{timestamp}-{mac|base64}" in one parameter, of requests with a body only. */
#define TOKEN                                                                                                \
  "{\"reqsig_scheme\": 1, \"name\": \"token\", \"title\": \"T\", \"credentials\": {\"secret\": "             \
  "\"secret\"}, \"signs\": [\"any with body\"], \"timestamp\": {\"format\": \"unix-seconds\"}, "             \
  "\"message\": \"{path}{timestamp}{?query|without:verify,utm}\", \"hmac\": \"sha256\", \"key\": "           \
  "\"{secret}\", \"query\": {\"verify\": \"{timestamp}-{mac|base64}\"}, \"clauses\": {\"message.?query\": "  \
  "\"q\"}}"

static reqsig_reason token_verdict(const reqsig_context *context, const char *target, const char *body) {
  const reqsig_request request = request_of("GET", target, body);
  reqsig_verdict verdict;
  cr_assert_eq(reqsig_verify(context, &request, NOW, NULL, &verdict), REQSIG_OK);
  return verdict.reason;
}

Test(scheme_file_query, one_parameter_may_hold_time_and_mac) {
  const reqsig_context *context = context_with(TOKEN, "key", NULL, NULL, NULL);
  signed_case out;
  const reqsig_request request = request_of("GET", "/a?utm=1&x=2", "b"),
                       unsigned_one = request_of("GET", "/a", "");
  sign_case(&out, context, &request, NOW);
  reqsig_slice path = signed_value(&out, ":path");
  char mac[CASE_MAX_MAC_TEXT], target[512], expected[256] = "";
  plain_mac_base64(EVP_sha256(), "key", RS_LITERAL("/a1499827319?x=2"), mac);
  for (const char *c = mac; *c; c++)
    snprintf(expected + strlen(expected), 4, *c == '+' || *c == '/' || *c == '=' ? "%%%02X" : "%c",
             (unsigned)*c);
  snprintf(target, sizeof target, "/a?utm=1&x=2&verify=1499827319-%s", expected);
  cr_assert(text_is(path, target), "%.*s", (int)path.len, (const char *)path.data);
  cr_assert_eq(token_verdict(context, target, "b"), REQSIG_REASON_NONE);
  cr_assert_eq(token_verdict(context, target, ""), REQSIG_REASON_NONE, "it is signed all the same");
  cr_assert_eq(token_verdict(context, "/a?verify=1-x", ""), REQSIG_REASON_MALFORMED);
  cr_assert_eq(token_verdict(context, "/a?x=1", ""), REQSIG_REASON_NONE, "nothing is signed");
  cr_assert_eq(token_verdict(context, "/a?x=1", "b"), REQSIG_REASON_MISSING);
  sign_case(&out, context, &unsigned_one, NOW);
  cr_assert_eq(out.num_headers, 0);
}

Test(scheme_file_query, refuses_what_can_not_be_read_back) {
  REFUSES(
      BINANCE, {"{query|without:signature}", "{query}", "", "{query|without:signature}"},
      {"{query|without:signature}", "{?query}", "", "{query|without:signature}"},
      {"{query|without:signature}{body}", "{query|without:signature}{body|else:query}", "",
       "no body|else:query"},
      {"{query|without:signature}", "{query|without:Signature}", "", "{query|without:signature}"},
      {"{query|without:signature}", "{query|without:}", "message", "1 to 8 names"},
      {"{query|without:signature}", "{query|without:a,,b}", "message", "1 to 8 names"},
      {"{query|without:signature}", "{query|without:,}", "message", "1 to 8 names"},
      {"{query|without:signature}", "{query|without:a,}", "message", "1 to 8 names"},
      {"{query|without:signature}", "{query|without:a,b,c,d,e,f,g,h,i}", "message", "1 to 8 names"},
      {"{query|without:signature}", "{query|without:a,a}", "message", "each name once"},
      {"{query|without:signature}", "{query|without:signature|json-compact}", "message", "a form that fits"},
      {"{query|without:signature}", "{query|without:signature|unless-empty}", "message", "a form that fits"},
      {"{query|without:signature}",
       "{query|without:a}{query|without:b}{query|without:c}{query|without:d}{query|without:e}"
       "{query|without:f}{query|without:g}{query|without:h}{query|without:i}",
       "message", "at most 8 lists"},
      {"\"signature\": \"{mac|hex}\"", "\"signature\": \"{mac|hex}{timestamp}\"", "query.signature",
       "a literal between"},
      {"\"signature\": \"{mac|hex}\"", "\"signature\": \"{mac|hex}-{id}\"", "query.signature",
       "as the whole value"},
      {"\"signature\": \"{mac|hex}\"",
       "\"signature\": \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa{mac|hex}\"",
       "query.signature", "texts of at most 64 bytes"},
      {"\"signature\": \"{mac|hex}\"", "\"signature\": [\"{mac|hex}\"]", "query.signature", "a template"},
      {"\"signature\": \"{mac|hex}\"", "\"key\": \"{mac|hex}\"", "query.key",
       "each header or parameter once"},
      {"\"Key\": \"{id}\"", "\"Key\": \"{mac|hex} {id}\"", "query.signature",
       "the MAC in one header or parameter"},
      {"\"timestamp\": \"{timestamp}\", ", "", "", "one header or parameter with {timestamp}"},
      {"\"clauses\": {\"query.signature\"", "\"clauses\": {\"headers.signature\"",
       "clauses.headers.signature", "the name of a rule"});
}

/* As Twilio's: the MAC in a header, of a URL that has the body's digest. */
#define DIGEST                                                                                               \
  "{\"reqsig_scheme\": 1, \"name\": \"digest\", \"title\": \"D\", \"credentials\": {\"secret\": "            \
  "\"secret\"}, \"message\": \"{path}{?query}\", \"hmac\": \"sha1\", \"key\": \"{secret}\", "                \
  "\"headers\": {\"Sign\": \"{mac|base64}\"}, \"query\": {\"h\": \"{body|unless-empty|md5|hex}\"}}"

Test(scheme_file_query, a_header_may_sign_what_is_added) {
  const reqsig_context *context = context_with(DIGEST, "key", NULL, NULL, NULL);
  case_message message;
  const reqsig_request with = request_of("POST", "/a?b=1", "abc"), without = request_of("POST", "/a?b=1", "");
  message_case(&message, context, &with, NOW);
  cr_assert(text_is(message.bytes, "/a?b=1&h=900150983cd24fb0d6963f7d28e17f72"));
  message_case(&message, context, &without, NOW);
  cr_assert(text_is(message.bytes, "/a?b=1"));
  signed_case out;
  sign_case(&out, context, &without, NOW);
  cr_assert(text_is(signed_value(&out, ":path"), "/a?b=1"));
  cr_assert_eq(out.num_headers, 2);
  cr_assert_eq(accepts(edited(DIGEST, "{path}{?query}", "{?query}"))->message[0].from, RS_FROM_LIST);
  REFUSES(DIGEST, {"{?query}", "{?query|upper}", "query", "no forms of the query"},
          {"{?query}", "{query|unless-empty}", "query", "no forms of the query"},
          {"{path}{?query}", "{body|else:query}", "", "no body|else:query"});
}

static reqsig_reason digest_verdict(const char *target, const char *signed_target, const char *body) {
  char mac[CASE_MAX_MAC_TEXT];
  plain_mac_base64(EVP_sha1(), "key", reqsig_text(signed_target), mac);
  const reqsig_header header = {RS_TEXT("Sign"), reqsig_text(mac)};
  const reqsig_request request = {RS_TEXT("POST"), reqsig_text(target), &header, 1, reqsig_text(body)};
  reqsig_verdict verdict;
  const reqsig_context *context = context_with(DIGEST, "key", NULL, NULL, NULL);
  cr_assert_eq(reqsig_verify(context, &request, NOW, NULL, &verdict), REQSIG_OK);
  return verdict.reason;
}

Test(scheme_file_query, a_digest_in_the_query_is_checked) {
#define ABC "900150983cd24fb0d6963f7d28e17f72"
  cr_assert_eq(digest_verdict("/?h=" ABC "&b", "/?h=" ABC "&b", "abc"), REQSIG_REASON_NONE);
  cr_assert_eq(digest_verdict("/?h=" ABC, "/?h=" ABC, "abd"), REQSIG_REASON_DIGEST_MISMATCH);
  cr_assert_eq(digest_verdict("/?b", "/?b", "abc"), REQSIG_REASON_MISSING);
  cr_assert_eq(digest_verdict("/?b", "/?b", ""), REQSIG_REASON_NONE);
  cr_assert_eq(digest_verdict("/?b", "/", ""), REQSIG_REASON_SIGNATURE_MISMATCH);
}

#define PROFILED_AT(places)                                                                                  \
  "{\"reqsig_scheme\": 1, \"name\": \"profiled\", \"title\": \"P\", \"credentials\": {\"secret\": "          \
  "\"secret\"}, "                                                                                            \
  "\"message\": \"{path}{query|without:sign}{body}\", \"hmac\": \"sha256\", \"key\": \"{secret}\", " places  \
  ", \"profiles\": {\"p\": {\"meaning\": \"m\", \"source\": \"s\", "                                         \
  "\"change\": {\"replace\": {\"path\": \"x{path}y\"}}}}}"
#define PROFILED        PROFILED_AT("\"query\": {\"sign\": \"{mac|hex}\"}")
#define PROFILED_BESIDE PROFILED_AT("\"headers\": {\"S\": \"{mac|hex}\"}, \"query\": {\"sign\": \"1\"}")

/* What it signs would hold the MAC. */
Test(scheme_file_query, no_profile_signs_the_query_with_the_mac) {
  accepts(RS_LITERAL(PROFILED));
  REFUSES(PROFILED, {"x{path}y", "{path}{?query}", "", "no profile that signs the query"},
          {"x{path}y", "{query}{path}", "", "no profile that signs the query"},
          {"\"path\": \"x{path}y\"", "\"body\": \"{body|else:query}\"", "", "no body|else:query"});
}

/* What it signs would lack what is added. */
Test(scheme_file_query, no_profile_signs_a_query_that_is_added_to) {
  accepts(RS_LITERAL(PROFILED_BESIDE));
  REFUSES(PROFILED_BESIDE, {"x{path}y", "{path}{?query}", "", "no profile that signs the query"});
}
