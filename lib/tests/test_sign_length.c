/* Messages of every length around the blocks of the digests and the room in which parts are gathered,
 * each against OpenSSL's one-shot HMAC. */
#include <criterion/criterion.h>

#include "engine_case.h"
#include "guard.h"

enum { MAX_LEN = 600 };

static uint8_t bytes[MAX_LEN];

static void fill(void) {
  for (size_t i = 0; i < MAX_LEN; i++) bytes[i] = (uint8_t)(i * 31 + 7);
}

static void check_lengths(const char *scheme, const EVP_MD *digest, const char *header, const char *prefix) {
  fill();
  reqsig_context context;
  cr_assert_eq(init_any(&context, scheme, NULL), REQSIG_OK);
  const char *secret = strcmp(scheme, "crm") == 0 ? "Zmlyc3Q=" : "c2Vjb25kLQ==";
  for (size_t len = 1; len <= MAX_LEN; len++) {
    char expected[8 + CASE_MAX_MAC_TEXT];
    snprintf(expected, sizeof expected, "%s", prefix);
    plain_mac_hex(digest, secret, rs_slice(bytes, len), expected + strlen(prefix));
    guarded body = guard_copy(rs_slice(bytes, len));
    reqsig_request request = request_of("POST", "/", "");
    request.body = body.slice;
    signed_case got;
    sign_case(&got, &context, &request, CASE_NOW);
    guard_free(body);
    cr_assert(text_is(signed_value(&got, header), expected), "%s, %zu bytes", scheme, len);
  }
}

Test(sign_length, calypso_signs_bodies_of_any_length) {
  check_lengths("calypso", EVP_sha512(), "Sign", "");
}

Test(sign_length, crm_signs_bodies_of_any_length) {
  check_lengths("crm", EVP_sha256(), "signature", "sha256=");
}

/* The path and the body share the length, so that either fills the room. */
static void check_aet(const reqsig_context *context, size_t path_len, size_t body_len) {
  char target[1 + MAX_LEN], expected[CASE_MAX_MAC_TEXT], message[2 * MAX_LEN + 64];
  target[0] = '/';
  memset(target + 1, 'p', path_len);
  reqsig_request request = request_of("PUT", "", "");
  request.target = rs_slice(target, 1 + path_len);
  request.body = rs_slice(bytes, body_len);
  int begin =
      snprintf(message, sizeof message, "%lldPUT%.*s", (long long)CASE_NOW, (int)path_len, target + 1);
  memcpy(message + begin, bytes, body_len);
  plain_mac_base64(EVP_sha256(), "c2Vjb25kLQ==", rs_slice(message, (size_t)begin + body_len), expected);
  signed_case got;
  sign_case(&got, context, &request, CASE_NOW);
  cr_assert(text_is(signed_value(&got, "signature"), expected), "%zu and %zu", path_len, body_len);
}

Test(sign_length, aet_signs_paths_and_bodies_of_any_length) {
  fill();
  reqsig_context context;
  cr_assert_eq(init_any(&context, "aet", NULL), REQSIG_OK);
  for (size_t len = 0; len <= MAX_LEN; len++) {
    check_aet(&context, len, 0);
    check_aet(&context, 0, len);
    check_aet(&context, len / 2, len - len / 2);
    check_aet(&context, len, 300);
    check_aet(&context, 300, len);
  }
}

static void check_bitpro(const reqsig_context *context, size_t method_len, size_t path_len) {
  char method[MAX_LEN], target[MAX_LEN], message[2 * MAX_LEN + 128], signature[CASE_MAX_MAC_TEXT],
      expected[32 + CASE_MAX_MAC_TEXT];
  memset(method, 'm', method_len);
  memset(target, 'p', path_len);
  reqsig_request request = {rs_slice(method, method_len), rs_slice(target, path_len), NULL, 0, {NULL, 0}};
  memset(message, 'M', method_len);
  int rest = snprintf(message + method_len, sizeof message - method_len, ",1B2M2Y8AsgTpgAmY7PhCfg==,%.*s,%s",
                      (int)path_len, target, CASE_NOW_DATE);
  plain_mac_base64(EVP_sha1(), "c2Vjb25kLQ==", rs_slice(message, method_len + (size_t)rest), signature);
  snprintf(expected, sizeof expected, "Bitpro Zmlyc3Q=:%s", signature);
  signed_case got;
  sign_case(&got, context, &request, CASE_NOW);
  cr_assert(text_is(signed_value(&got, "Authorization"), expected), "%zu and %zu", method_len, path_len);
}

Test(sign_length, bitpro_signs_methods_and_paths_of_any_length) {
  reqsig_context context;
  cr_assert_eq(init_any(&context, "bitpro", NULL), REQSIG_OK);
  for (size_t len = 0; len <= MAX_LEN; len++) {
    check_bitpro(&context, 3, len);
    check_bitpro(&context, len, 3);
    check_bitpro(&context, len, len);
  }
}

Test(sign_length, secrets_of_any_length_sign) {
  char secret[201];
  for (size_t len = 1; len < sizeof secret; len++) {
    memset(secret, 'k', len);
    secret[len] = '\0';
    const reqsig_credential list[] = {credential("api_key", "k"), credential("secret_key", secret)};
    reqsig_context context;
    cr_assert_eq(init_with(&context, "calypso", NULL, list, 2), REQSIG_OK);
    char expected[CASE_MAX_MAC_TEXT];
    plain_mac_hex(EVP_sha512(), secret, reqsig_text("body"), expected);
    reqsig_request request = request_of("POST", "/", "body");
    signed_case got;
    sign_case(&got, &context, &request, CASE_NOW);
    cr_assert(text_is(signed_value(&got, "Sign"), expected), "%zu", len);
  }
}
