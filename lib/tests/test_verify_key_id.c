#include <criterion/criterion.h>

#include "context.h"

/* Bitpro's scheme, but with this literal between the key id and the MAC of its Authorization. */
static reqsig_context context_joined_by(reqsig_scheme *recipe, reqsig_slice literal, const char *api_key) {
  *recipe = *reqsig_scheme_find("bitpro");
  recipe->headers[0].value[2].literal = literal;
  reqsig_credential credentials[] = {{"api_key", reqsig_text(api_key)}, {"secret_key", reqsig_text("s")}};
  reqsig_context context;
  cr_assert_eq(reqsig_context_init(&context, recipe, credentials, 2), REQSIG_OK);
  return context;
}

static reqsig_reason verify_signed_by(const reqsig_context *signer, const reqsig_context *verifier,
                                      const char *path) {
  reqsig_request request = {reqsig_text("GET"), reqsig_text(path), NULL, 0, {NULL, 0}};
  uint8_t room[512];
  reqsig_buffer text = {room, sizeof room, 0};
  reqsig_header headers[REQSIG_MAX_ADDED_HEADERS];
  size_t num = REQSIG_MAX_ADDED_HEADERS;
  cr_assert_eq(reqsig_sign(signer, &request, 0, &text, headers, &num), REQSIG_OK);
  request.headers = headers;
  request.num_headers = num;
  reqsig_verdict verdict;
  cr_assert_eq(reqsig_verify(verifier, &request, 0, NULL, &verdict), REQSIG_OK);
  return verdict.reason;
}

/* Of a hundred MACs of 28 characters, most hold a "/". */
Test(verify_key_id, may_end_at_a_literal_that_the_mac_holds_too) {
  reqsig_scheme recipe;
  reqsig_context context = context_joined_by(&recipe, RS_LITERAL("/"), "key");
  for (char i = 0; i < 100; i++) {
    char path[] = {'/', (char)('0' + i / 10), (char)('0' + i % 10), 0};
    cr_assert_eq(verify_signed_by(&context, &context, path), REQSIG_REASON_NONE, "%s", path);
  }
}

Test(verify_key_id, may_hold_the_literal_behind_it) {
  reqsig_scheme recipe;
  reqsig_context context = context_joined_by(&recipe, RS_LITERAL(":"), "a:b:");
  cr_assert_eq(verify_signed_by(&context, &context, "/"), REQSIG_REASON_NONE);
}

/* With Bitpro's signature in the form that FORM gives it, under that profile; the key id is any of those
 * given. */
typedef size_t form_fn(uint8_t *mac, size_t len);

static size_t as_signed(uint8_t *mac, size_t len) {
  (void)mac;
  return len;
}

static size_t without_padding(uint8_t *mac, size_t len) {
  while (mac[len - 1] == '=') len--;
  return len;
}

static size_t in_upper_case(uint8_t *mac, size_t len) {
  for (size_t i = 0; i < len; i++) mac[i] = rs_upper(mac[i]);
  return len;
}

static reqsig_reason verify_in_form(reqsig_context *context, form_fn *form) {
  reqsig_request request = {reqsig_text("GET"), reqsig_text("/"), NULL, 0, {NULL, 0}};
  uint8_t room[1024];
  reqsig_buffer text = {room, sizeof room, 0};
  reqsig_header headers[REQSIG_MAX_ADDED_HEADERS];
  size_t num = REQSIG_MAX_ADDED_HEADERS;
  cr_assert_eq(reqsig_sign(context, &request, 0, &text, headers, &num), REQSIG_OK);
  const rs_context *content = rs_context_of(context);
  size_t before = strlen("Bitpro ") + content->credentials[0].len + 1;
  uint8_t *mac = room + (headers[0].value.data - room) + before;
  headers[0].value.len = before + form(mac, headers[0].value.len - before);
  request.headers = headers;
  request.num_headers = num;
  reqsig_verdict verdict;
  cr_assert_eq(reqsig_verify(context, &request, 0, NULL, &verdict), REQSIG_OK);
  return verdict.reason;
}

static const char *const keys_with_literals[] = {":", "::", "k:", "k::", "a:b:", ":k", "k"};
enum { NUM_KEYS = sizeof keys_with_literals / sizeof *keys_with_literals };

/* Each digest has its own padding: none, one or two characters. */
Test(verify_key_id, may_end_at_the_literal_where_the_mac_may_lack_its_padding) {
  static const rs_digest digests[] = {RS_SHA1, RS_SHA256, RS_SHA512, RS_MD5, RS_SHA224, RS_SHA384};
  for (size_t i = 0; i < NUM_KEYS; i++)
    for (size_t k = 0; k < sizeof digests / sizeof *digests; k++) {
      reqsig_scheme recipe = *reqsig_scheme_find("bitpro");
      recipe.mac.digest = digests[k];
      recipe.encoding.unpadded_accepted = true;
      reqsig_credential credentials[] = {{"api_key", reqsig_text(keys_with_literals[i])},
                                         {"secret_key", reqsig_text("s")}};
      reqsig_context context;
      cr_assert_eq(reqsig_context_init(&context, &recipe, credentials, 2), REQSIG_OK);
      cr_assert_eq(verify_in_form(&context, as_signed), REQSIG_REASON_NONE, "\"%s\", digest %zu",
                   keys_with_literals[i], k);
      cr_assert_eq(verify_in_form(&context, without_padding), REQSIG_REASON_NONE,
                   "\"%s\", digest %zu, unpadded", keys_with_literals[i], k);
    }
}

Test(verify_key_id, may_end_at_the_literal_where_the_mac_may_be_in_upper_case) {
  for (size_t i = 0; i < NUM_KEYS; i++) {
    reqsig_scheme recipe = *reqsig_scheme_find("bitpro");
    recipe.encoding = (rs_encoding_rule){RS_HEX, .upper_case_accepted = true};
    reqsig_credential credentials[] = {{"api_key", reqsig_text(keys_with_literals[i])},
                                       {"secret_key", reqsig_text("s")}};
    reqsig_context context;
    cr_assert_eq(reqsig_context_init(&context, &recipe, credentials, 2), REQSIG_OK);
    cr_assert_eq(verify_in_form(&context, as_signed), REQSIG_REASON_NONE, "%s", keys_with_literals[i]);
    cr_assert_eq(verify_in_form(&context, in_upper_case), REQSIG_REASON_NONE, "%s", keys_with_literals[i]);
  }
}

Test(verify_key_id, that_is_another_is_unknown_whatever_it_holds) {
  static const char *const others[] = {
      "x", "ke", "keys", "key:", "key:x", "k:ey", ":key", "x:y:z", "a-much-longer-key"};
  reqsig_scheme recipe;
  reqsig_context own = context_joined_by(&recipe, RS_LITERAL(":"), "key");
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
    reqsig_scheme same;
    reqsig_context other = context_joined_by(&same, RS_LITERAL(":"), others[i]);
    cr_assert_eq(verify_signed_by(&other, &own, "/"), REQSIG_REASON_UNKNOWN_KEY, "%s", others[i]);
  }
}

Test(verify_key_id, may_stand_in_a_value_whose_last_part_is_text) {
  reqsig_scheme recipe;
  reqsig_context context = context_joined_by(&recipe, RS_LITERAL(":"), "key");
  recipe.headers[0].value[4] = (rs_part){RS_FROM_LITERAL, .literal = RS_TEXT(";")};
  cr_assert_eq(verify_signed_by(&context, &context, "/"), REQSIG_REASON_NONE);
  reqsig_scheme other;
  reqsig_context without = context_joined_by(&other, RS_LITERAL(":"), "key");
  cr_assert_eq(verify_signed_by(&without, &context, "/"), REQSIG_REASON_MALFORMED);
  cr_assert_eq(verify_signed_by(&context, &without, "/"), REQSIG_REASON_MALFORMED);
}
