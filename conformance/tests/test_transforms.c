#include <criterion/criterion.h>

#include "lib/bytes.h"
#include "mutants/mistakes.h"

static void becomes(struct transform transform, reqsig_slice from, reqsig_slice expected, const char *label) {
  static const reqsig_header host = {RS_TEXT("Host"), RS_TEXT("example.org")};
  reqsig_request request = {.headers = &host, .num_headers = 1};
  struct transform_input at = {
      .recipe = reqsig_scheme_find("crm"), .request = &request, .time_ms = 1700000000123};
  struct text to = {0};
  cr_assert(transform.make(&transform, &at, from, &to), "%s", label);
  cr_assert(rs_slice_equal(text_slice(&to), expected), "%s: %s", label, text_string(&to));
  text_free(&to);
}

static void text_becomes(struct transform transform, const char *from, const char *expected) {
  becomes(transform, reqsig_text(from), reqsig_text(expected), from);
}

static void stays(struct transform transform, const char *from) {
  struct transform_input at = {.recipe = reqsig_scheme_find("crm")};
  struct text to = {0};
  cr_assert_not(transform.make(&transform, &at, reqsig_text(from), &to), "%s", from);
  text_free(&to);
}

/* Python 3.11.2: s.encode("utf-16-le"), ("utf-16-be"), ("latin-1", "replace"), ("ascii", "replace"). */
Test(transforms, encode_text_as_python_does) {
  static const char text[] = "\xc3\xa9\xf0\x9f\x98\x80";
  becomes((struct transform){transform_utf16}, reqsig_text(text), RS_LITERAL("\xe9\x00\x3d\xd8\x00\xde"),
          "le");
  becomes((struct transform){transform_utf16, .number = 1}, reqsig_text(text),
          RS_LITERAL("\x00\xe9\xd8\x3d\xde\x00"), "be");
  text_becomes((struct transform){transform_latin1}, "\xc3\xa9\xf0\x9f\x98\x80\xd0\x96", "\xe9??");
  text_becomes((struct transform){transform_ascii}, "\xc3\xa9\xf0\x9f\x98\x80\xd0\x96", "???");
  stays((struct transform){transform_latin1}, "\xff");
}

/* Python 3.11.2: b.decode("utf-8", "replace").encode() and b.decode("latin-1").encode(). */
Test(transforms, decode_and_encode_again_as_python_does) {
  text_becomes((struct transform){transform_latin1_to_utf8}, "\xc3\xa9\xff", "\xc3\x83\xc2\xa9\xc3\xbf");
  text_becomes((struct transform){transform_replacement},
               "a\xff"
               "b\xc3\xa9",
               "a\xef\xbf\xbd"
               "b\xc3\xa9");
  text_becomes((struct transform){transform_invalid_to_nothing},
               "a\xff"
               "b\xc3\xa9",
               "ab\xc3\xa9");
  stays((struct transform){transform_replacement}, "\xc3\xa9");
}

/* Node 20.20.2: new URLSearchParams(s).toString(). Python 3.11.2: urllib.parse.quote(s, safe=""). */
Test(transforms, write_forms_as_node_and_python_do) {
  text_becomes((struct transform){transform_form_encoded}, "a=b c&x=~a*b&l[]=1&n=\xc3\xa9%2b",
               "a=b+c&x=%7Ea*b&l%5B%5D=1&n=%C3%A9%2B");
  text_becomes((struct transform){transform_form_percent}, "k=~a*b+\xc3\xa9[%2b", "k=~a%2Ab%20%C3%A9%5B%2B");
  text_becomes((struct transform){transform_form_decoded}, "a=b+c%7E%zz", "a=b c~%zz");
  stays((struct transform){transform_form_encoded}, "{\"a\":\"=\"}");
}

Test(transforms, order_parameters) {
  text_becomes((struct transform){transform_form_order}, "b=2&a=1&a", "a&a=1&b=2");
  text_becomes((struct transform){transform_form_order, .number = 1}, "b=2&a=1&c", "c&a=1&b=2");
  text_becomes((struct transform){transform_query_order}, "/p?b=2&a=1", "/p?a=1&b=2");
  text_becomes((struct transform){transform_form_no_empty}, "a=&b=1&c", "b=1");
  text_becomes((struct transform){transform_query_shorter}, "/p?b=2&a=1", "/p?b=2");
  text_becomes((struct transform){transform_query_param, "n=1"}, "/p", "/p?n=1");
  text_becomes((struct transform){transform_query_param, "n=1"}, "/p?a", "/p?a&n=1");
  stays((struct transform){transform_form_order}, "a=1");
  stays((struct transform){transform_query_shorter}, "/p?a=1");
}

/* Node 20.20.2: new URL("http://h" + s).pathname; the query is no path. */
Test(transforms, resolve_dot_segments_as_node_does) {
  text_becomes((struct transform){transform_path_dots}, "/a/../b/./c//d/..?q=../x", "/b/c//?q=../x");
  text_becomes((struct transform){transform_path_dots}, "/../../a/.", "/a/");
  text_becomes((struct transform){transform_path_dots}, "/a..b/...", "/a..b/...");
}

Test(transforms, vary_paths) {
  text_becomes((struct transform){transform_path_slashes}, "//a///b?c=//", "/a/b?c=//");
  text_becomes((struct transform){transform_path_slash, .number = 1}, "/a?b/", "/a/?b/");
  text_becomes((struct transform){transform_path_slash}, "/a/?b", "/a?b");
  text_becomes((struct transform){transform_path_segment}, "/api/v1?x", "/v1?x");
  text_becomes((struct transform){transform_absolute, "https://"}, "/a?b", "https://example.org/a?b");
  text_becomes((struct transform){transform_path_decoded}, "/a%20%2f%c3?b=%20", "/a /\xc3?b=%20");
  text_becomes((struct transform){transform_query_decoded}, "/%20?b=%20+", "/%20?b=  ");
  text_becomes((struct transform){transform_escape_case, .number = 1}, "/%c3%a9%2", "/%C3%A9%2");
  text_becomes((struct transform){transform_escape_case}, "/%C3%A9Z", "/%c3%a9Z");
  stays((struct transform){transform_path_slash}, "/");
  stays((struct transform){transform_path_slash, .number = 1}, "/a/");
  stays((struct transform){transform_path_segment}, "/v1");
}

Test(transforms, vary_bytes) {
  text_becomes((struct transform){transform_replace, "ab", "x"}, "aababb", "axxb");
  text_becomes((struct transform){transform_remove, " \n"}, "a b\nc", "abc");
  text_becomes((struct transform){transform_trim, " \n"}, " a b\n ", "a b");
  text_becomes((struct transform){transform_squeeze}, " a \t b\n", "a b");
  text_becomes((struct transform){transform_wrap, "b'", "'"}, "x", "b'x'");
  text_becomes((struct transform){transform_cut, .number = 2}, "abc", "ab");
  text_becomes((struct transform){transform_capital}, "pOST", "Post");
  text_becomes((struct transform){transform_empty_to_text, "{}"}, "", "{}");
  becomes((struct transform){transform_cut_at_nul}, RS_LITERAL("a\0b"), RS_LITERAL("a"), "nul");
  text_becomes((struct transform){transform_templates, "1"}, "{\"a\":\"{{x}}\",\"b\":{\"c\":{}}}",
               "{\"a\":\"1\",\"b\":{\"c\":{}}}");
  stays((struct transform){transform_empty_to_text, "{}"}, "a");
  stays((struct transform){transform_replace, "ab", "x"}, "ba");
  stays((struct transform){transform_cut, .number = 2}, "ab");
  stays((struct transform){transform_templates, "1"}, "{\"a\":{\"b\":1}}");
}

/* Base 64 of RFC 4648 section 10, and what decoders make of texts that are none. */
Test(transforms, decode_base64_and_hex) {
  text_becomes((struct transform){transform_base64_decoded}, "Zm9v YmE\n", "fooba");
  text_becomes((struct transform){transform_base64_decoded}, "__-_", "\xff\xff\xbf");
  text_becomes((struct transform){transform_base64_again}, "Zm9vYmF", "Zm9vYmE=");
  text_becomes((struct transform){transform_query_left_out}, "/a?b=c&d", "/a");
  text_becomes((struct transform){transform_base64_padded}, "Zm9vYg", "Zm9vYg==");
  text_becomes((struct transform){transform_base64_text}, "Zm9vYg==", "foob");
  text_becomes((struct transform){transform_hex_decoded}, "666F6f", "foo");
  stays((struct transform){transform_base64_text}, "Zm9vYg");
  stays((struct transform){transform_hex_decoded}, "666");
}

/* "reqsig" by md5sum, and sha256sum's first digits. */
Test(transforms, hash) {
  text_becomes((struct transform){transform_hash, .number = RS_MD5}, "", "d41d8cd98f00b204e9800998ecf8427e");
  text_becomes((struct transform){transform_hash_base64, .number = RS_MD5}, "", "1B2M2Y8AsgTpgAmY7PhCfg==");
  text_becomes((struct transform){transform_hash_base64_of_hex, .number = RS_MD5}, "",
               "ZDQxZDhjZDk4ZjAwYjIwNGU5ODAwOTk4ZWNmODQyN2U=");
  text_becomes((struct transform){transform_hash_cut_at_nul, .number = RS_MD5}, "", "1B2M2Y8=");
}

Test(transforms, vary_the_text_of_a_mac) {
  text_becomes((struct transform){transform_hex_pairs, "-", .number = 1}, "00ab0c", "00-AB-0C");
  text_becomes((struct transform){transform_hex_number}, "00ab0c", "ab0c");
  text_becomes((struct transform){transform_hex_bytes_short}, "00ab0c", "0abc");
  text_becomes((struct transform){transform_base64url, .number = 1}, "+/+=", "-_-");
  text_becomes((struct transform){transform_prefix_added}, "ab", "sha256=ab");
  text_becomes((struct transform){transform_without_prefix}, "sha256=ab", "ab");
  text_becomes((struct transform){transform_prefix_twice}, "sha256=ab", "sha256=sha256=ab");
  text_becomes((struct transform){transform_prefix_once}, "sha256=sha256=ab", "sha256=ab");
  text_becomes((struct transform){transform_prefix_to, "sha1="}, "sha256=ab", "sha1=ab");
  text_becomes((struct transform){transform_prefix_upper}, "sha256=ab", "SHA256=ab");
  text_becomes((struct transform){transform_prefix_as_told}, "SHA256=ab", "sha256=ab");
  stays((struct transform){transform_prefix_added}, "sha256=ab");
}

/* Python 3.11.2: "%.1E" % 1700000000123; Node: 1700000000123 / 1000; date in the locales fr_FR and de_DE, as
 * the register's row BIT-11 has them. */
Test(transforms, vary_timestamps) {
  text_becomes((struct transform){transform_fraction}, "1700000000", "1700000000.123");
  text_becomes((struct transform){transform_exponent, .number = 1}, "1700000000", "1.7E+09");
  text_becomes((struct transform){transform_rounded}, "1700000000", "1700000000");
  text_becomes((struct transform){transform_no_last_zeros, .number = 3}, "17000000000000", "17000000000");
  text_becomes((struct transform){transform_zero_to_text, ""}, "0", "");
  text_becomes((struct transform){transform_quoted}, "17", "\"17\"");
  text_becomes((struct transform){transform_quoted}, "\"17\"", "17");
  text_becomes((struct transform){transform_date_locale}, "Mon, 10 Apr 2017 04:43:12 GMT",
               "lun., 10 avril 2017 04:43:12 GMT");
  text_becomes((struct transform){transform_date_locale, .number = 1}, "Mon, 10 Apr 2017 04:43:12 GMT",
               "Mo, 10 Apr 2017 04:43:12 GMT");
  stays((struct transform){transform_zero_to_text, ""}, "10");
  stays((struct transform){transform_date_locale}, "Mon, 10 Apr 2017 04:43:12 UTC");
}

Test(transforms, serialise_a_text_once_more) {
  text_becomes((struct transform){transform_json_string}, "{\"a\":\"\\n\n\x01\"}",
               "\"{\\\"a\\\":\\\"\\\\n\\n\\u0001\\\"}\"");
  stays((struct transform){transform_json_string}, "\xff");
}

Test(transforms, open_and_close_envelopes) {
  text_becomes((struct transform){transform_form_envelope, "payload="}, "payload=%7B%22a%22%3A1%7D",
               "{\"a\":1}");
  text_becomes((struct transform){transform_form_enveloped, "payload="}, "{\"a\":1}",
               "payload=%7B%22a%22%3A1%7D");
  stays((struct transform){transform_form_envelope, "payload="}, "{}");
  stays((struct transform){transform_form_enveloped, "payload="}, "a=1");
}
