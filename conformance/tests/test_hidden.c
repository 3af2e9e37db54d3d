#include <criterion/criterion.h>
#include <string.h>

#include "lib/bytes.h"
#include "request/hidden.h"

enum { TEXT = 40, RUN = 8 };

static struct signing signing;

static void keyed_with(const char *secret) {
  const reqsig_credential credentials[] = {{"api_key", reqsig_text("!")},
                                           {"secret_key", reqsig_text(secret)}};
  cr_assert_eq(reqsig_context_init(&signing.context, reqsig_scheme_find("bitpro"), NULL, 0, credentials, 2),
               REQSIG_OK);
}

/* Of a text of full stops with the bytes at that place. */
static const char *found(const char *bytes, size_t len, size_t at, size_t text_len) {
  char text[TEXT];
  memset(text, '.', sizeof text);
  memcpy(text + at, bytes, len);
  return hidden_secret_in(&signing, rs_slice(text, text_len));
}

Test(hidden, finds_eight_characters_of_a_secret_wherever_they_stand) {
  static const char secret[] = "Sup3r+Secret-Key";
  keyed_with(secret);
  for (size_t from = 0; from + RUN < sizeof secret; from++)
    for (size_t at = 0; at + RUN <= TEXT; at++) {
      cr_assert_str_eq(found(secret + from, RUN, at, TEXT), "secret_key");
      cr_assert_str_eq(found(secret + from, RUN, at, at + RUN), "secret_key");
      cr_assert_null(found(secret + from, RUN - 1, at, TEXT));
    }
}

Test(hidden, finds_all_of_a_shorter_secret_wherever_it_stands) {
  for (size_t len = 1; len < RUN; len++) {
    const char *secret = &"abcdefg"[RUN - 1 - len];
    keyed_with(secret);
    for (size_t at = 0; at + len <= TEXT; at++) {
      cr_assert_str_eq(found(secret, len, at, at + len), "secret_key");
      cr_assert_null(found(secret, len - 1, at, TEXT));
    }
  }
}

Test(hidden, finds_what_is_percent_encoded_wherever_it_stands) {
  static char text[5000];
  keyed_with("Sup3r+Secret-Key");
  for (size_t at = 0; at + 12 < sizeof text; at++) {
    memset(text, '.', sizeof text);
    memcpy(text + at, "Sup%33r%2BSec", 13);
    cr_assert_str_eq(hidden_secret_in(&signing, rs_slice(text, sizeof text)), "secret_key");
  }
}
