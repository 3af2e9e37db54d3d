#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "lib/bytes.h"
#include "mutants/mistakes.h"

static bool change(struct transform transform, const char *from, struct text *to) {
  const struct transform_input at = {.recipe = reqsig_scheme_find("crm")};
  return transform.make(&transform, &at, reqsig_text(from), to);
}

static void becomes(struct transform transform, const char *from, const char *expected) {
  struct text to = {0};
  cr_assert(change(transform, from, &to), "%s", from);
  cr_assert_str_eq(text_string(&to), expected, "%s: %s", from, text_string(&to));
  text_free(&to);
}

static void stays(struct transform transform, const char *from) {
  struct text to = {0};
  cr_assert_not(change(transform, from, &to), "%s", from);
  text_free(&to);
}

Test(secret_transforms, cut_and_unwrap) {
  becomes((struct transform){transform_up_to, "#"}, "a#b#c", "a");
  becomes((struct transform){transform_unwrap, "\"", "\""}, "\"a\"", "a");
  becomes((struct transform){transform_unwrap, "whsec_", ""}, "whsec_a", "a");
  becomes((struct transform){transform_as_number}, "0012", "12");
  becomes((struct transform){transform_as_number}, "00", "0");
  stays((struct transform){transform_up_to, "#"}, "abc");
  stays((struct transform){transform_unwrap, "\"", "\""}, "\"a");
  stays((struct transform){transform_unwrap, "\"", "\""}, "\"");
  stays((struct transform){transform_as_number}, "12");
  stays((struct transform){transform_as_number}, "0x12");
}

Test(secret_transforms, expand_variables_that_are_not_set) {
  becomes((struct transform){transform_unset_variables}, "a$HOME-${B_2}c$", "a-c$");
  becomes((struct transform){transform_percent_decoded}, "a%41+%zz", "aA+%zz");
  becomes((struct transform){transform_percent_decoded, .number = 1}, "a%41+", "aA ");
  stays((struct transform){transform_unset_variables}, "a$ ${} ${b");
}

/* As Python 3.11's str.strip and JavaScript's trim take them off. */
Test(secret_transforms, trim_characters_beyond_ascii) {
  becomes((struct transform){transform_trim_characters, "\xc2\xa0\xe3\x80\x80"},
          "\xc2\xa0\xe3\x80\x80x\xc2\xa0", "x");
  becomes((struct transform){transform_trim_characters, "\xef\xbb\xbf"}, "\xef\xbb\xbfx", "x");
  stays((struct transform){transform_trim_characters, "\xc2\xa0"}, "x\xc2\xa0x");
  stays((struct transform){transform_trim_characters, "\xc2\xa0"}, "\xa0x");
}

/* Python 3.11, unicodedata.normalize. */
Test(secret_transforms, bring_text_to_normal_forms) {
  becomes((struct transform){transform_composed}, "cle\xcc\x81", "cl\xc3\xa9");
  becomes((struct transform){transform_decomposed}, "cl\xc3\xa9", "cle\xcc\x81");
  becomes((struct transform){transform_compatible}, "\xef\xac\x81\xe2\x91\xa0\xef\xbc\xa1\xc2\xbd",
          "fi1A1\xe2\x81\x84"
          "2");
  stays((struct transform){transform_composed}, "cl\xc3\xa9");
  stays((struct transform){transform_decomposed}, "e\xcc\x81");
  stays((struct transform){transform_compatible}, "cl\xc3\xa9");
  stays((struct transform){transform_composed}, "\xff");
}

/* Node 20, encodeURIComponent; Python 3.11, urllib.parse.quote(safe="/%"); PHP 8.2, urlencode. */
Test(secret_transforms, escape_paths_as_common_escapers_do) {
  static const char path[] = "/a:b@c!d'e(f)g*h~i,j;k=l&m$n+o%20/p?q:";
  becomes((struct transform){transform_path_escaped, "-_.!~*'()"}, path,
          "/a%3Ab%40c!d'e(f)g*h~i%2Cj%3Bk%3Dl%26m%24n%2Bo%20/p?q:");
  becomes((struct transform){transform_path_escaped, "-_.~"}, path,
          "/a%3Ab%40c%21d%27e%28f%29g%2Ah~i%2Cj%3Bk%3Dl%26m%24n%2Bo%20/p?q:");
  becomes((struct transform){transform_path_escaped, "-_."}, path,
          "/a%3Ab%40c%21d%27e%28f%29g%2Ah%7Ei%2Cj%3Bk%3Dl%26m%24n%2Bo%20/p?q:");
  becomes((struct transform){transform_path_escaped, "-_.~", .number = 1},
          "/a:%20/p?q%:", "/a%3A%2520/p?q%:");
  becomes((struct transform){transform_path_escaped, "-_.~", .number = 2},
          "/a:%20/p?q/:", "%2Fa%3A%2520%2Fp?q/:");
  stays((struct transform){transform_path_escaped, "-_.~"}, "/a-b_c.d~e?f:");
}

Test(secret_transforms, take_a_part_of_a_body) {
  becomes((struct transform){transform_json_element}, " [ {\"a\":[1]} , 2]", "{\"a\":[1]}");
  becomes((struct transform){transform_json_member, "data"}, "{\"x\":{\"data\":1},\"data\": [2] }", "[2]");
  stays((struct transform){transform_json_element}, "[]");
  stays((struct transform){transform_json_element}, "{}");
  stays((struct transform){transform_json_element}, "[1");
  stays((struct transform){transform_json_member, "data"}, "{\"x\":{\"data\":1}}");
}

/* A letter of two bytes that the fourth and the fifth byte make. */
Test(secret_transforms, decode_chunks_alone) {
  becomes((struct transform){transform_chunks, .number = 4}, "abc\xc3\xa9", "abc\xef\xbf\xbd\xef\xbf\xbd");
  stays((struct transform){transform_chunks, .number = 5}, "abc\xc3\xa9");
}

static void has_mac(enum mac_construction construction, rs_digest digest, reqsig_slice key,
                    reqsig_slice message, const char *expected) {
  uint8_t mac[RS_MAX_DIGEST];
  char hex[2 * RS_MAX_DIGEST + 1];
  mutant_mac(&(struct mac_input){key, message, digest, construction}, mac);
  for (size_t i = 0; i < rs_digest_len(digest); i++) snprintf(hex + 2 * i, 3, "%02x", mac[i]);
  cr_assert_str_eq(hex, expected);
}

/* Python 3.11, hmac with hashlib's sha3; Keccak by another implementation, which gives c5d24601... of no
 * bytes. */
Test(secret_transforms, make_macs_with_sha_3_and_keccak) {
  static uint8_t keys[300], messages[300];
  memset(keys, 'k', sizeof keys);
  memset(messages, 'm', sizeof messages);
  reqsig_slice k = {keys, 1}, m = {messages, 1}, long_k = {keys, 300}, long_m = {messages, 300};
  has_mac(MAC_HMAC_SHA3, RS_SHA224, k, m, "45efad5f5320114b318727e6b7bb05a173689be3b989e7a6425cf5ff");
  has_mac(MAC_HMAC_SHA3, RS_SHA256, k, m, "1b92d4a22666154356c30c31595306c7db17a27a0fb02efae867f69018d3a876");
  has_mac(MAC_HMAC_SHA3, RS_SHA384, k, m,
          "ca8c62eb0fd2e3c0b527a5abcdb532540f7a43d185153eb32128496281f138aac22ca6514a024761c3d552be713f6e3e");
  has_mac(
      MAC_HMAC_SHA3, RS_SHA512, k, m,
      "f5466becfd5399c75f8a45ff14678769529b22c036a1bdca835c12ab30de681870e0e56c5ea8ffcc274872e83f8a6a90f4fa"
      "7c30c29e5e58f48817d49adc7ff7");
  has_mac(MAC_HMAC_SHA3, RS_SHA256, long_k, long_m,
          "65ba5c75222eade9171c2b13ec5a0f29afabdec3b8002fbb7f2f142a04a7dd47");
  has_mac(MAC_HMAC_KECCAK, RS_SHA256, k, m,
          "538dfec664d55696ddede08d7e3fc289bedf586e8fb617c04ceba412abbc92cd");
  has_mac(
      MAC_HMAC_KECCAK, RS_SHA512, k, m,
      "856b62c562fe20c593909484716a37c8cb4dd3beda156f888653423c3610cf563593dcdcb49f09fbea01092ccf70adda2f16"
      "b007dbb1b57b08d998fa295c5b49");
}
