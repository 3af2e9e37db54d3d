#include <criterion/criterion.h>

#include "context.h"
#include "engine_case.h"
#include "guard.h"

static void check_message(const char *scheme, const char *profile, const reqsig_request *request,
                          const char *expected) {
  reqsig_context context;
  cr_assert_eq(init_any(&context, scheme, profile), REQSIG_OK);
  case_message message;
  message_case(&message, &context, request, CASE_NOW);
  cr_assert_eq(message.status, REQSIG_OK, "%s", scheme);
  cr_assert(text_is(message.bytes, expected), "%s %s: \"%.*s\" instead of \"%s\"", scheme,
            profile ? profile : "", (int)message.bytes.len, (const char *)message.bytes.data, expected);
}

static void check(const char *scheme, const char *profile, const char *method, const char *target,
                  const char *body, const char *expected) {
  reqsig_request request = request_of(method, target, body);
  check_message(scheme, profile, &request, expected);
}

#define NOTHING_MD5 "1B2M2Y8AsgTpgAmY7PhCfg=="
#define BODY_MD5    "hBotaJrYa9FhFEdFPCLG/A==" /* of "body" */

Test(message, ambro_signs_key_and_seconds_whatever_the_request) {
  check("ambro", NULL, "GET", "/", "", "c2Vjb25kLQ==1700000000");
  check("ambro", NULL, "delete", "/a?b", "body", "c2Vjb25kLQ==1700000000");
  check("ambro", "milliseconds", "GET", "/", "", "c2Vjb25kLQ==1700000000123");
  check("ambro", "uppercase-hex", "GET", "/", "", "c2Vjb25kLQ==1700000000");
}

Test(message, calypso_signs_the_body_as_it_is) {
  check("calypso", NULL, "POST", "/", "{\"timestamp\":1}", "{\"timestamp\":1}");
  check("calypso", NULL, "post", "/", " {\"b\": 1 ,\"a\":2}\r\n", " {\"b\": 1 ,\"a\":2}\r\n");
  check("calypso", NULL, "POST", "/a?b", "", "");
  check("calypso", "any-method", "DELETE", "/", "{}", "{}");
  check("calypso", "any-method", "POST", "/", "", "");
}

Test(message, aet_joins_time_method_path_and_body) {
  check("aet", NULL, "GET", "/v3/users", "", "1700000000123GETv3/users");
  check("aet", NULL, "get", "/v3/users", "", "1700000000123GETv3/users");
  check("aet", NULL, "pAtCh", "/v3/users/1", "{\"a\": 1}", "1700000000123PATCHv3/users/1{\"a\": 1}");
  check("aet", NULL, "GET", "/v3/users?page=2", "", "1700000000123GETv3/users");
  check("aet", NULL, "GET", "/v3/a%20b%2Fc", "", "1700000000123GETv3/a%20b%2Fc");
}

Test(message, aet_cuts_one_leading_slash) {
  check("aet", NULL, "GET", "//v3", "", "1700000000123GET/v3");
  check("aet", NULL, "GET", "/", "", "1700000000123GET");
  check("aet", NULL, "GET", "v3", "", "1700000000123GETv3");
  check("aet", NULL, "GET", "", "", "1700000000123GET");
  check("aet", NULL, "GET", "/?a=/b", "", "1700000000123GET");
  check("aet", NULL, "GET", "?a", "", "1700000000123GET");
  check("aet", NULL, "OPTIONS", "*", "", "1700000000123OPTIONS*");
  check("aet", NULL, "GET", "http://h/p?q", "", "1700000000123GEThttp://h/p");
}

Test(message, an_empty_target_has_no_slash_to_cut) {
  reqsig_request request = request_of("GET", "", "");
  guarded empty = guard_copy(rs_slice(NULL, 0));
  request.target = empty.slice;
  check_message("aet", NULL, &request, "1700000000123GET");
  guard_free(empty);
  request.target = rs_slice("/", 0);
  check_message("aet", NULL, &request, "1700000000123GET");
  request.target = rs_slice(NULL, 0);
  check_message("aet", "query-included", &request, "1700000000123GET");
  check_message("bitpro", "md5-of-query", &request, "GET," NOTHING_MD5 ",," CASE_NOW_DATE);
}

Test(message, aet_profiles_change_the_path) {
  check("aet", "query-included", "GET", "/v3/users?page=2&x", "b", "1700000000123GETv3/users?page=2&xb");
  check("aet", "query-included", "GET", "/v3/users?a?b", "", "1700000000123GETv3/users?a?b");
  check("aet", "query-included", "GET", "/v3/users?", "", "1700000000123GETv3/users?");
  check("aet", "query-included", "GET", "/v3/users", "", "1700000000123GETv3/users");
  check("aet", "base-path-included", "GET", "/v3/users?page=2", "", "1700000000123GETapi/v3/users");
  check("aet", "path-decoded", "GET", "/v3/%41%2f%?q=%41", "%41", "1700000000123GETv3/A/%%41");
  check("aet", "path-decoded", "GET", "/%2Fv3", "", "1700000000123GET/v3");
  check("aet", "secret-base64-decoded", "GET", "/v3/users", "", "1700000000123GETv3/users");
}

static void check_multipart(const char *name, const char *type, const char *expected) {
  const reqsig_header headers[] = {{reqsig_text("Content-Typ"), reqsig_text("multipart/mixed")},
                                   {reqsig_text("content-types"), reqsig_text("multipart/mixed")},
                                   {reqsig_text(name), reqsig_text(type)}};
  reqsig_request request = request_of("POST", "/v3/u", "body");
  request.headers = headers;
  request.num_headers = 3;
  check_message("aet", NULL, &request, expected);
}

Test(message, aet_leaves_out_multipart_bodies) {
  static const char without[] = "1700000000123POSTv3/u", with[] = "1700000000123POSTv3/ubody";
  check_multipart("content-type", "multipart/form-data; boundary=x", without);
  check_multipart("Content-Type", "Multipart/Mixed", without);
  check_multipart("CONTENT-TYPE", "MULTIPART/FORM-DATA", without);
  check_multipart("cOnTeNt-tYpE", "multipart/", without);
  check_multipart("content-type", "multipart", with);
  check_multipart("content-type", "multipartx/form-data", with);
  check_multipart("content-type", "application/json", with);
  check_multipart("content-type", "text/plain; multipart/form-data", with);
  check_multipart("content-type", "", with);
  check_multipart("x-content-type", "multipart/form-data", with);
}

Test(message, a_content_type_is_not_read_past_its_end) {
  static const char type[] = "multipart/form-data";
  for (size_t len = 0; len < sizeof type; len++) {
    guarded name = guard_copy(reqsig_text("content-type")), value = guard_copy(rs_slice(type, len));
    const reqsig_header header = {name.slice, value.slice};
    reqsig_request request = request_of("POST", "/", "body");
    request.headers = &header;
    request.num_headers = 1;
    check_message("aet", NULL, &request, len < 10 ? "1700000000123POSTbody" : "1700000000123POST");
    guard_free(name);
    guard_free(value);
  }
}

Test(message, the_first_of_two_content_types_counts) {
  const reqsig_header headers[] = {{reqsig_text("content-type"), reqsig_text("application/json")},
                                   {reqsig_text("content-type"), reqsig_text("multipart/mixed")}};
  reqsig_request request = request_of("POST", "/", "body");
  request.headers = headers;
  request.num_headers = 2;
  check_message("aet", NULL, &request, "1700000000123POSTbody");
  request.headers = headers + 1;
  request.num_headers = 1;
  check_message("aet", NULL, &request, "1700000000123POST");
}

Test(message, bitpro_joins_its_fields_with_commas) {
  check("bitpro", NULL, "POST", "/a", "body", "POST," BODY_MD5 ",/a," CASE_NOW_DATE);
  check("bitpro", NULL, "post", "/a?page=2", "body", "POST," BODY_MD5 ",/a," CASE_NOW_DATE);
  check("bitpro", NULL, "GET", "//a,b%2c", "", "GET," NOTHING_MD5 ",//a,b%2c," CASE_NOW_DATE);
  check("bitpro", NULL, "GET", "", "", "GET," NOTHING_MD5 ",," CASE_NOW_DATE);
}

Test(message, bitpro_profiles_change_uri_and_digest) {
  check("bitpro", "query-included", "GET", "/a?page=2", "", "GET," NOTHING_MD5 ",/a?page=2," CASE_NOW_DATE);
  check("bitpro", "query-included", "GET", "/a", "", "GET," NOTHING_MD5 ",/a," CASE_NOW_DATE);
  check("bitpro", "empty-md5-field", "GET", "/a", "", "GET,,/a," CASE_NOW_DATE);
  check("bitpro", "empty-md5-field", "GET", "/a?body", "", "GET,,/a," CASE_NOW_DATE);
  check("bitpro", "empty-md5-field", "GET", "/a", "body", "GET," BODY_MD5 ",/a," CASE_NOW_DATE);
  check("bitpro", "md5-of-query", "GET", "/a?body", "", "GET," BODY_MD5 ",/a," CASE_NOW_DATE);
  check("bitpro", "md5-of-query", "GET", "/a?query", "body", "GET," BODY_MD5 ",/a," CASE_NOW_DATE);
  check("bitpro", "md5-of-query", "GET", "/a", "", "GET," NOTHING_MD5 ",/a," CASE_NOW_DATE);
  check("bitpro", "md5-of-query", "GET", "/a?", "", "GET," NOTHING_MD5 ",/a," CASE_NOW_DATE);
}

Test(message, crm_signs_the_body_as_it_is) {
  check("crm", NULL, "POST", "/", "{\"a\" : 1}", "{\"a\" : 1}");
  check("crm", NULL, "Patch", "/a?b", "x", "x");
  check("crm", NULL, "PUT", "/", " ", " ");
  check("crm", "json-compact", "PUT", "/", "{ \"a b\" : 1 }", "{\"a b\":1}");
  check("crm", "json-compact", "PUT", "/", "pay 1 0 0", "pay 1 0 0");
  check("crm", "json-compact", "PUT", "/", "{ \"a b\" : 1 ", "{ \"a b\" : 1 ");
}

static void check_not_signed(const char *scheme, const char *profile, const char *method, const char *body) {
  reqsig_context context;
  cr_assert_eq(init_any(&context, scheme, profile), REQSIG_OK);
  reqsig_request request = request_of(method, "/", body);
  case_message message;
  message_case(&message, &context, &request, CASE_NOW);
  cr_assert_eq(message.status, REQSIG_ERR_NOT_SIGNED, "%s %s %s", scheme, method, body);
  cr_assert_eq(message.bytes.len, 0);
}

Test(message, is_an_error_where_nothing_is_signed) {
  check_not_signed("calypso", NULL, "GET", "");
  check_not_signed("calypso", NULL, "DELETE", "{}");
  check_not_signed("calypso", NULL, "", "{}");
  check_not_signed("calypso", NULL, "POS", "{}");
  check_not_signed("calypso", NULL, "POSTS", "{}");
  check_not_signed("calypso", "any-method", "DELETE", "");
  check_not_signed("crm", NULL, "POST", "");
  check_not_signed("crm", NULL, "GET", "body");
  check_not_signed("crm", NULL, "DELETE", "body");
}

Test(message, keeps_every_byte_of_a_body) {
  uint8_t body[256];
  for (size_t i = 0; i < sizeof body; i++) body[i] = (uint8_t)i;
  reqsig_context context;
  cr_assert_eq(init_any(&context, "crm", NULL), REQSIG_OK);
  reqsig_request request = request_of("POST", "/", "");
  guarded copy = guard_copy(rs_slice(body, sizeof body));
  request.body = copy.slice;
  case_message message;
  message_case(&message, &context, &request, CASE_NOW);
  cr_assert(rs_slice_equal(message.bytes, rs_slice(body, sizeof body)));
  guard_free(copy);
}

/* The digest of a part is kept for the header that repeats it; other parts must not be taken for it. */
Test(message, digests_of_two_parts_are_not_mixed_up) {
  static const reqsig_scheme recipe = {
      .name = "invented",
      .credentials = {{"a"}, {"b"}},
      .message = {{RS_FROM_LITERAL, .literal = RS_TEXT("body"), .transforms = {RS_MD5_BASE64}},
                  {RS_FROM_LITERAL, .literal = RS_TEXT(""), .transforms = {RS_MD5_BASE64}},
                  {RS_FROM_CREDENTIAL, .credential = 0, .transforms = {RS_MD5_BASE64}},
                  {RS_FROM_CREDENTIAL, .credential = 1, .transforms = {RS_MD5_BASE64}},
                  {RS_FROM_METHOD, .transforms = {RS_UPPER_CASE, RS_MD5_BASE64}},
                  {RS_FROM_PATH, .transforms = {RS_MD5_BASE64}},
                  {RS_FROM_PATH, .cut = RS_CUT_LEADING_SLASH, .transforms = {RS_MD5_BASE64}},
                  {RS_FROM_PATH, .transforms = {RS_PERCENT_DECODED, RS_UPPER_CASE, RS_MD5_BASE64}}},
      .separator = RS_TEXT("\n")};
  const reqsig_credential list[] = {credential("a", "body"), credential("b", "BODY")};
  static const char body_upper[] = "eGMps0u+U6tApUoZzVl/LQ=="; /* of "BODY" */
  reqsig_context context;
  cr_assert_eq(reqsig_context_init(&context, &recipe, list, 2), REQSIG_OK);
  reqsig_request request = request_of("body", "/%62ody", "");
  case_message message;
  message_case(&message, &context, &request, CASE_NOW);
  char expected[512];
  snprintf(expected, sizeof expected, "%s\n%s\n%s\n%s\n%s\n%s\n%s\n%s", BODY_MD5, NOTHING_MD5, BODY_MD5,
           body_upper, body_upper,
           "Q3bdwY+mcWqK3OXihGDWGg==", "gSd+NFF0hpcUHIhu9io7uw==", "4O651g6GMszYVkAVuLlGGA==");
  cr_assert_eq(message.status, REQSIG_OK);
  cr_assert(text_is(message.bytes, expected), "%.*s", (int)message.bytes.len,
            (const char *)message.bytes.data);
}
