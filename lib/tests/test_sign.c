#include <criterion/criterion.h>

#include "engine_case.h"

#define JSON "application/json"

/* Names and values, in order; ends with NULL. */
static void check_headers(const signed_case *got, const char *const *expected) {
  cr_assert_eq(got->status, REQSIG_OK);
  size_t num = 0;
  for (; expected[2 * num]; num++) {
    cr_assert_lt(num, got->num_headers, "%s is missing", expected[2 * num]);
    cr_assert(text_is(got->headers[num].name, expected[2 * num]), "%s", expected[2 * num]);
    cr_assert(text_is(got->headers[num].value, expected[2 * num + 1]), "%s: %.*s", expected[2 * num],
              (int)got->headers[num].value.len, (const char *)got->headers[num].value.data);
  }
  cr_assert_eq(got->num_headers, num);
}

Test(sign, calypso_signs_as_its_document_prints) {
  const reqsig_credential list[] = {credential("api_key", CALYPSO_KEY),
                                    credential("secret_key", CALYPSO_SECRET)};
  static const char sign[] = "b16e9d45f49f2069becbc4f108b237bee588cfc353fe9501df103e692acbc68d"
                             "482a10d34c12bea22fedde7e28e1b8e57a6a0a373b0e9a27c5257bd8b36e13b9";
  const char *const expected[] = {"Key", CALYPSO_KEY, "Sign", sign, "Content-Type", JSON, NULL};
  reqsig_context context;
  signed_case got;
  cr_assert_eq(init_with(&context, "calypso", NULL, list, 2), REQSIG_OK);
  reqsig_request request = request_of("POST", "/api/v1/x", "{\"timestamp\":1}");
  sign_case(&got, &context, &request, CASE_NOW);
  check_headers(&got, expected);
}

Test(sign, bitpro_signs_as_its_document_prints) {
  const reqsig_credential list[] = {credential("api_key", "M3175465"),
                                    credential("secret_key", BITPRO_SECRET)};
  const char *const expected[] = {"Authorization",
                                  "Bitpro M3175465:W81e6C9NeGYqau1RWhyGtw8YfoY=",
                                  "Content-MD5",
                                  "FBgiRcA+lHYYgLkAc2JX5g==",
                                  "Date",
                                  "Mon, 10 Apr 2017 04:43:12 GMT",
                                  NULL};
  reqsig_context context;
  signed_case got;
  cr_assert_eq(init_with(&context, "bitpro", NULL, list, 2), REQSIG_OK);
  reqsig_request request = request_of("POST", "/api/v1/clients/BT-C962387/withdrawal",
                                      "address=2MzCEdXEzBaxCJQAq8igw4pUP1NSGAgzsUr&amount=0.12");
  sign_case(&got, &context, &request, INT64_C(1491799392000));
  check_headers(&got, expected);
}

/* The same function, published by GitHub for its webhooks. */
Test(sign, crm_signs_as_github_prints) {
  const reqsig_credential key = credential("api_key", "It's a Secret to Everybody");
  const char *const expected[] = {"key", "It's a Secret to Everybody", "signature",
                                  "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
                                  NULL};
  reqsig_context context;
  signed_case got;
  cr_assert_eq(init_with(&context, "crm", NULL, &key, 1), REQSIG_OK);
  reqsig_request request = request_of("POST", "/", "Hello, World!");
  sign_case(&got, &context, &request, CASE_NOW);
  check_headers(&got, expected);
}

Test(sign, ambro_adds_signature_time_and_app_id) {
  char mac[CASE_MAX_MAC_TEXT];
  plain_mac_hex(EVP_sha256(), "dGhpcmQh", reqsig_text("c2Vjb25kLQ==1700000000"), mac);
  const char *const expected[] = {"X-Amb-Access-Sig", mac, "X-Amb-Access-Ts", "1700000000", "X-Amb-App-Id",
                                  "Zmlyc3Q=",         NULL};
  reqsig_context context;
  signed_case got;
  cr_assert_eq(init_any(&context, "ambro", NULL), REQSIG_OK);
  reqsig_request request = request_of("GET", "/", "");
  sign_case(&got, &context, &request, CASE_NOW);
  check_headers(&got, expected);
}

static void check_aet(const char *profile, const reqsig_header *headers, size_t num_headers,
                      const char *secret, const char *message, const char *const *fixed) {
  char mac[CASE_MAX_MAC_TEXT];
  plain_mac_base64(EVP_sha256(), secret, reqsig_text(message), mac);
  const char *expected[16] = {"timestamp", "1700000000123", "signature",
                              mac,         "authorization", "Bearer Zmlyc3Q="};
  size_t num = 6;
  while (*fixed) expected[num++] = *fixed++;
  reqsig_context context;
  signed_case got;
  cr_assert_eq(init_any(&context, "aet", profile), REQSIG_OK);
  reqsig_request request = request_of("GET", "/v3/users?page=2", "");
  request.headers = headers;
  request.num_headers = num_headers;
  sign_case(&got, &context, &request, CASE_NOW);
  check_headers(&got, expected);
}

Test(sign, aet_adds_all_its_headers) {
  const char *const both[] = {"accept", JSON, "content-type", JSON, NULL};
  check_aet(NULL, NULL, 0, "c2Vjb25kLQ==", "1700000000123GETv3/users", both);
  check_aet("query-included", NULL, 0, "c2Vjb25kLQ==", "1700000000123GETv3/users?page=2", both);
  check_aet("secret-base64-decoded", NULL, 0, "second-", "1700000000123GETv3/users", both);
}

Test(sign, fixed_headers_of_the_request_are_kept) {
  const char *const none[] = {NULL}, *const accept[] = {"accept", JSON, NULL},
                    *const both[] = {"accept", JSON, "content-type", JSON, NULL};
  const reqsig_header headers[] = {{reqsig_text("CONTENT-Type"), reqsig_text("text/plain")},
                                   {reqsig_text("Accept"), reqsig_text("")},
                                   {reqsig_text("accept-language"), reqsig_text("fr")},
                                   {reqsig_text("acce"), reqsig_text("fr")}};
  check_aet(NULL, headers, 2, "c2Vjb25kLQ==", "1700000000123GETv3/users", none);
  check_aet(NULL, headers, 1, "c2Vjb25kLQ==", "1700000000123GETv3/users", accept);
  check_aet(NULL, headers + 2, 2, "c2Vjb25kLQ==", "1700000000123GETv3/users", both);
}

Test(sign, time_comes_from_now_and_not_from_the_request) {
  const reqsig_header headers[] = {{reqsig_text("timestamp"), reqsig_text("1")},
                                   {reqsig_text("signature"), reqsig_text("x")},
                                   {reqsig_text("authorization"), reqsig_text("y")}};
  const char *const both[] = {"accept", JSON, "content-type", JSON, NULL};
  check_aet(NULL, headers, 3, "c2Vjb25kLQ==", "1700000000123GETv3/users", both);
}

static void sign_one(signed_case *got, const char *scheme, const char *profile, const char *method,
                     const char *target, const char *body) {
  reqsig_context context;
  cr_assert_eq(init_any(&context, scheme, profile), REQSIG_OK);
  reqsig_request request = request_of(method, target, body);
  sign_case(got, &context, &request, CASE_NOW);
}

Test(sign, what_is_not_signed_gets_what_every_request_gets) {
  const char *const calypso[] = {"Key", "Zmlyc3Q=", "Content-Type", JSON, NULL};
  const char *const crm[] = {"key", "Zmlyc3Q=", NULL};
  signed_case got;
  sign_one(&got, "calypso", NULL, "GET", "/", "");
  check_headers(&got, calypso);
  sign_one(&got, "calypso", NULL, "DELETE", "/", "{}");
  check_headers(&got, calypso);
  sign_one(&got, "calypso", "any-method", "GET", "/", "");
  check_headers(&got, calypso);
  sign_one(&got, "crm", NULL, "POST", "/", "");
  check_headers(&got, crm);
  sign_one(&got, "crm", NULL, "DELETE", "/", "{}");
  check_headers(&got, crm);
}

static bool is_signed(const char *scheme, const char *profile, const char *method, const char *body) {
  signed_case got;
  sign_one(&got, scheme, profile, method, "/", body);
  const char *name = strcmp(scheme, "crm") == 0 ? "signature" : "Sign";
  return !text_is(signed_value(&got, name), "absent");
}

Test(sign, methods_are_compared_without_letter_case) {
  cr_assert(is_signed("calypso", NULL, "post", ""));
  cr_assert(is_signed("calypso", NULL, "PosT", "{}"));
  cr_assert(is_signed("calypso", "any-method", "dElEtE", "{}"));
  cr_assert(is_signed("crm", NULL, "patch", "x"));
  cr_assert(is_signed("crm", NULL, "PUt", "x"));
  cr_assert_not(is_signed("crm", NULL, "PUTT", "x"));
  cr_assert_not(is_signed("crm", NULL, "PU", "x"));
  cr_assert_not(is_signed("calypso", NULL, "PUT", "x"));
}

Test(sign, an_empty_content_md5_is_not_sent) {
  signed_case got;
  sign_one(&got, "bitpro", "empty-md5-field", "GET", "/", "");
  cr_assert_eq(got.num_headers, 2);
  cr_assert(text_is(signed_value(&got, "Content-MD5"), "absent"));
  cr_assert(text_is(signed_value(&got, "Date"), CASE_NOW_DATE));
  sign_one(&got, "bitpro", "empty-md5-field", "GET", "/", "body");
  cr_assert(text_is(signed_value(&got, "Content-MD5"), "hBotaJrYa9FhFEdFPCLG/A=="));
}

Test(sign, content_md5_says_what_was_signed) {
  signed_case body, query;
  sign_one(&body, "bitpro", "md5-of-query", "GET", "/", "page=2");
  sign_one(&query, "bitpro", "md5-of-query", "GET", "/?page=2", "");
  cr_assert_eq(query.num_headers, 3);
  cr_assert(rs_slice_equal(signed_value(&body, "Content-MD5"), signed_value(&query, "Content-MD5")));
  cr_assert(rs_slice_equal(signed_value(&body, "Authorization"), signed_value(&query, "Authorization")));
}

static reqsig_status sign_at(const char *scheme, const char *profile, int64_t now_ms, const char *name,
                             const char *expected) {
  reqsig_context context;
  signed_case got;
  cr_assert_eq(init_any(&context, scheme, profile), REQSIG_OK);
  reqsig_request request = request_of("POST", "/", "body");
  sign_case(&got, &context, &request, now_ms);
  if (got.status == REQSIG_OK && name)
    cr_assert(text_is(signed_value(&got, name), expected), "%s at %lld", scheme, (long long)now_ms);
  return got.status;
}

Test(sign, writes_every_time_that_its_format_can_write) {
  cr_assert_eq(sign_at("ambro", NULL, 0, "X-Amb-Access-Ts", "0"), REQSIG_OK);
  cr_assert_eq(sign_at("ambro", NULL, 999, "X-Amb-Access-Ts", "0"), REQSIG_OK);
  cr_assert_eq(sign_at("ambro", NULL, 1000, "X-Amb-Access-Ts", "1"), REQSIG_OK);
  cr_assert_eq(sign_at("ambro", NULL, INT64_MAX, "X-Amb-Access-Ts", "9223372036854775"), REQSIG_OK);
  cr_assert_eq(sign_at("ambro", "milliseconds", 999, "X-Amb-Access-Ts", "999"), REQSIG_OK);
  cr_assert_eq(sign_at("aet", NULL, 0, "timestamp", "0"), REQSIG_OK);
  cr_assert_eq(sign_at("aet", NULL, INT64_C(9007199254740991), "timestamp", "9007199254740991"), REQSIG_OK);
  cr_assert_eq(sign_at("aet", NULL, INT64_MAX, "timestamp", "9223372036854775807"), REQSIG_OK);
  cr_assert_eq(sign_at("bitpro", NULL, 999, "Date", "Thu, 01 Jan 1970 00:00:00 GMT"), REQSIG_OK);
  cr_assert_eq(sign_at("bitpro", NULL, INT64_C(253402300799999), "Date", "Fri, 31 Dec 9999 23:59:59 GMT"),
               REQSIG_OK);
  cr_assert_eq(sign_at("calypso", NULL, INT64_MAX, NULL, NULL), REQSIG_OK);
  cr_assert_eq(sign_at("crm", NULL, INT64_MAX, NULL, NULL), REQSIG_OK);
}

Test(sign, rejects_times_out_of_range) {
  cr_assert_eq(sign_at("bitpro", NULL, INT64_C(253402300800000), NULL, NULL), REQSIG_ERR_TIME_RANGE);
  cr_assert_eq(sign_at("bitpro", NULL, INT64_MAX, NULL, NULL), REQSIG_ERR_TIME_RANGE);
  for (size_t s = 0; s < reqsig_num_schemes(); s++) {
    const char *name = reqsig_scheme_name(reqsig_scheme_at(s));
    cr_assert_eq(sign_at(name, NULL, -1, NULL, NULL), REQSIG_ERR_TIME_RANGE, "%s", name);
    cr_assert_eq(sign_at(name, NULL, INT64_MIN, NULL, NULL), REQSIG_ERR_TIME_RANGE, "%s", name);
  }
}
