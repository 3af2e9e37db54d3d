#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "lib/bytes.h"
#include "request/opened_request.h"

static struct opened_request opened;

static void keyed_with(const char *secret) {
  const reqsig_credential credentials[] = {{"api_key", reqsig_text("!")},
                                           {"secret_key", reqsig_text(secret)}};
  cr_assert_eq(reqsig_context_init(&opened.context, reqsig_scheme_find("bitpro"), credentials, 2), REQSIG_OK);
}

static void hides(const char *text) {
  const char *name = secrets_find(&opened, reqsig_text(text));
  cr_assert(name, "%s", text);
  cr_assert_str_eq(name, "secret_key");
}

static void shows(const char *text) {
  cr_assert_null(secrets_find(&opened, reqsig_text(text)), "%s", text);
}

Test(secrets, are_found_whole_wherever_they_stand) {
  keyed_with("Sup3r+Secret-Key");
  hides("Sup3r+Secret-Key");
  hides("..Sup3r+Secret-Key");
  hides("Sup3r+Secret-Key..");
  hides("sUP3R+sECRET-kEY");
  hides("Sup3r+Sup3r+Secret-Key");
  hides("Sup3r+Secret-Ke");
  hides("up3r+Secret-Key");
  shows("up3r+Secret-Ke");
  hides("Sup3r+Se.cret-Key");
  shows("");
}

/* By Python 3.11: s.hex(), base64.b64encode(b"x" * n + s), json.dumps(s), urllib.parse.quote(s). */
Test(secrets, are_found_in_other_notations) {
  keyed_with("Sup3r+Secret/Ké");
  hides("53757033722b5365637265742f4bc3a9");
  hides("key=53757033722B5365637265742F4BC3A9;");
  hides("U3VwM3IrU2VjcmV0L0vDqQ==");
  hides("eFN1cDNyK1NlY3JldC9Lw6k=");
  hides("eHhTdXAzcitTZWNyZXQvS8Op");
  hides("U3VwM3IrU2VjcmV0L0vDqQ");
  hides("{\"k\":\"Sup3r+Secret/K\\u00e9\"}");
  hides("{\"k\":\"Sup3r\\u002BSecret\\/K\\u00E9\"}");
  hides("/a?k=Sup3r%2BSecret%2FK%C3%A9");
  hides("/a?k=Sup3r%2bSecret/K%c3%a9");
}

Test(secrets, beyond_the_plane_of_sixteen_bits_are_found_as_two_code_units) {
  keyed_with("key-\xf0\x9f\x98\x80-key");
  hides("\"key-\\ud83d\\uDE00-key\"");
  shows("\"key-\\ud83d-key\"");
}

Test(secrets, of_any_length_are_found) {
  static char secret[5001], text[10001];
  for (size_t i = 0; i < 5000; i++) secret[i] = (char)('a' + i % 26);
  keyed_with(secret);
  memset(text, 'a', 10000);
  memcpy(text + 2000, secret, 2400);
  shows(text);
  memcpy(text + 2000, secret, 5000);
  hides(text);
}

/* The contract's own example has secrets of one letter, which stand in every request. */
Test(secrets, of_fewer_than_eight_bytes_are_not_looked_for) {
  keyed_with("1234567");
  shows("1234567");
  keyed_with("12345678");
  hides("12345678");
}

Test(secrets, are_found_across_the_place_where_two_texts_meet) {
  keyed_with("Secret-Key");
  const reqsig_slice whole = RS_LITERAL("..Secret-Key..");
  for (size_t at = 0; at <= whole.len; at++) {
    const char *name = secrets_find_across(&opened, rs_slice(whole.data, at), rs_slice_after(whole, at));
    cr_assert_eq(name != NULL, at > 2 && at < whole.len - 2, "%zu", at);
  }
}

Test(secrets, are_what_a_header_that_carries_one_holds) {
  const reqsig_credential credentials[] = {{"api_key", reqsig_text("k")}};
  cr_assert_eq(reqsig_context_init(&opened.context, reqsig_scheme_find("crm"), credentials, 1), REQSIG_OK);
  cr_assert_str_eq(secrets_in_header(&opened, RS_LITERAL("Key")), "api_key");
  cr_assert_null(secrets_in_header(&opened, RS_LITERAL("signature")));
  cr_assert(secrets_withhold(&opened, RS_LITERAL("Signature")));
  cr_assert_not(secrets_withhold(&opened, RS_LITERAL("accept")));
}
