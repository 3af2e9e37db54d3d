#include <criterion/criterion.h>
#include <stdio.h>

#include "form_decode.h"
#include "guard.h"

#define PAIR(name, value)                                                                                    \
  (reqsig_form_pair) {                                                                                       \
    RS_LITERAL(name), RS_LITERAL(value)                                                                      \
  }

static void check_encoded(const reqsig_form_pair *pairs, size_t num_pairs, const char *expected) {
  uint8_t room[1024];
  reqsig_buffer text = {room, sizeof room, 0};
  cr_assert_eq(reqsig_form_encode(pairs, num_pairs, &text), REQSIG_OK);
  cr_assert(rs_slice_equal(rs_slice(room, text.len), reqsig_text(expected)), "%.*s, not %s", (int)text.len,
            (char *)room, expected);
}

static void check_pair(reqsig_slice name, reqsig_slice value, const char *expected) {
  check_encoded(&(reqsig_form_pair){name, value}, 1, expected);
  uint8_t room[256];
  reqsig_buffer bytes = {room, sizeof room, 0};
  guarded input = guard_copy(reqsig_text(expected));
  reqsig_slice rest = input.slice;
  reqsig_form_pair pair;
  cr_assert_eq(form_decode_next(&rest, &bytes, &pair), REQSIG_OK, "%s", expected);
  cr_assert_eq(rest.len, 0);
  cr_assert(rs_slice_equal(pair.name, name) && rs_slice_equal(pair.value, value), "%s", expected);
  guard_free(input);
}

Test(form, writes_and_reads_pairs_as_the_url_standard_has_them) {
  check_pair(RS_LITERAL("a"), RS_LITERAL("b"), "a=b");
  check_pair(RS_LITERAL(""), RS_LITERAL(""), "=");
  check_pair(RS_LITERAL("a"), RS_LITERAL(""), "a=");
  check_pair(RS_LITERAL(""), RS_LITERAL("b"), "=b");
  check_pair(RS_LITERAL("a b"), RS_LITERAL("  "), "a+b=++");
  check_pair(RS_LITERAL("a+b"), RS_LITERAL("1 + 1 = 2"), "a%2Bb=1+%2B+1+%3D+2");
  check_pair(RS_LITERAL("a=b"), RS_LITERAL("c&d=e"), "a%3Db=c%26d%3De");
  check_pair(RS_LITERAL("*-._"), RS_LITERAL("~!'()"), "*-._=%7E%21%27%28%29");
  check_pair(RS_LITERAL("list[]"), RS_LITERAL("a/b?c#d:e@f,g;h$i"),
             "list%5B%5D=a%2Fb%3Fc%23d%3Ae%40f%2Cg%3Bh%24i");
  check_pair(RS_LITERAL("100%"), RS_LITERAL("%41"), "100%25=%2541");
  check_pair(RS_LITERAL("\xc3\xa9"), RS_LITERAL("\xe2\x82\xac\xf0\x9f\x98\x80"),
             "%C3%A9=%E2%82%AC%F0%9F%98%80");
  check_pair(RS_LITERAL("nul"), RS_LITERAL("a\0b"), "nul=a%00b");
  check_pair(RS_LITERAL("lines"), RS_LITERAL("a\r\nb\nc\rd"), "lines=a%0D%0Ab%0Ac%0Dd");
  check_pair(RS_LITERAL("not UTF-8"), RS_LITERAL("\xff\xfe"), "not+UTF-8=%FF%FE");
  check_pair(RS_LITERAL("amount"), RS_LITERAL("0.12"), "amount=0.12");
}

Test(form, joins_pairs_in_their_order_and_keeps_those_of_one_name) {
  const reqsig_form_pair pairs[] = {PAIR("b", "1"), PAIR("a", "2"), PAIR("b", "3"), PAIR("", ""),
                                    PAIR("c", "")};
  check_encoded(pairs, 5, "b=1&a=2&b=3&=&c=");
  check_encoded(pairs + 3, 2, "=&c=");
  check_encoded(pairs, 0, "");
  check_encoded(NULL, 0, "");
}

Test(form, spells_each_byte_in_one_way) {
  static const char plain[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz*-._";
  for (unsigned c = 0; c < 256; c++) {
    uint8_t byte = (uint8_t)c;
    char expected[8];
    bool stands = c != 0 && strchr(plain, (int)c);
    snprintf(expected, sizeof expected, stands ? "=%c" : c == ' ' ? "=+" : "=%%%02X", c);
    check_pair(rs_slice(NULL, 0), rs_slice(&byte, 1), expected);
  }
}

/* A text that is read must be the one that its pairs are written as. */
static bool is_read(reqsig_slice text) {
  uint8_t room[256], again[256];
  reqsig_buffer bytes = {room, sizeof room, 0}, written = {again, sizeof again, 0};
  reqsig_form_pair pairs[16];
  size_t num_pairs = 0;
  guarded input = guard_copy(text);
  reqsig_status status = REQSIG_OK;
  for (reqsig_slice rest = input.slice; rest.len > 0 && status == REQSIG_OK && num_pairs < 16; num_pairs++)
    status = form_decode_next(&rest, &bytes, &pairs[num_pairs]);
  guard_free(input);
  if (status != REQSIG_OK) return false;
  cr_assert_eq(reqsig_form_encode(pairs, num_pairs, &written), REQSIG_OK);
  cr_assert(rs_slice_equal(rs_slice(again, written.len), text), "%.*s", (int)text.len,
            (const char *)text.data);
  return true;
}

Test(form, reads_all_pairs_of_a_text) {
  cr_assert(is_read(RS_LITERAL("")));
  cr_assert(is_read(RS_LITERAL("b=1&a=2&b=3&=&c=")));
  cr_assert(is_read(RS_LITERAL("a%26b=%3D&=%00+%FF&*-._=+++")));
}

Test(form, rejects_what_no_serializer_writes) {
  static const char *const wrong[] = {
      "a",        "a&b=c",      "a=b&c",   "a=b=c",     "a==b",   "==",    "&",     "a=b&",     "&a=b",
      "a=b&&c=d", "=&",         "a=%",     "a=%4",      "a=%2",   "a=%2b", "a=%c3", "a=%C3%a9", "a=%2G",
      "a=%G2",    "a=% 2B",     "a=%+1",   "a=%20",     "a=%41",  "a=%7A", "a=%30", "a=%2A",    "a=%2D",
      "a=%2E",    "a=%5F",      "%61=b",   "a=~",       "a=b c",  "a=!",   "a=(",   "a='",      "a=\"",
      "a=[",      "a;b=c",      "a=b;c=d", "a=/",       "a=?",    "a=#",   "a=:",   "a=@",      "a=,",
      "a=$",      "a=\xc3\xa9", "a=\r\n",  "a=\t",      "a=\x7f", "a=b\n", " a=b",  "a=%%",     "a=%%41",
      "a=%u0041", "a=%2B%",     "a=%2B%2", "{\"a\":1}", "%",      "%3",
  };
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    cr_assert_not(is_read(reqsig_text(wrong[i])), "%s", wrong[i]);
  cr_assert_not(is_read(RS_LITERAL("a=b\0")));
  cr_assert_not(is_read(RS_LITERAL("\0=b")));
}

Test(form, reads_of_all_escapes_only_those_that_are_written) {
  unsigned read = 0;
  for (unsigned pair = 0; pair < 65536; pair++) {
    uint8_t text[] = {'=', '%', (uint8_t)(pair >> 8), (uint8_t)pair}, byte;
    reqsig_buffer bytes = {&byte, 1, 0};
    reqsig_slice rest = rs_slice(text, 4);
    reqsig_form_pair decoded;
    read += form_decode_next(&rest, &bytes, &decoded) == REQSIG_OK;
  }
  cr_assert_eq(read, 256 - 66 - 1); /* all but those that stand for themselves, and space */
}

Test(form, leaves_the_rest_as_it_was_where_it_rejects) {
  uint8_t room[8];
  reqsig_buffer bytes = {room, sizeof room, 0};
  reqsig_slice text = RS_LITERAL("a=b&c=%zz"), rest = text;
  reqsig_form_pair pair;
  cr_assert_eq(form_decode_next(&rest, &bytes, &pair), REQSIG_OK);
  cr_assert_eq(rest.data, text.data + 4);
  cr_assert_eq(form_decode_next(&rest, &bytes, &pair), REQSIG_ERR_MALFORMED);
  cr_assert_eq(rest.data, text.data + 4);
}

Test(form, tells_the_length_that_is_needed) {
  uint8_t room[8];
  reqsig_buffer buffer = {room, 4, 0};
  cr_assert_eq(reqsig_form_encode(&PAIR("a&", "b"), 1, &buffer), REQSIG_ERR_BUFFER_TOO_SMALL);
  cr_assert_eq(buffer.len, 6);
  buffer = (reqsig_buffer){room, 2, 0};
  reqsig_slice rest = RS_LITERAL("a%26=b");
  reqsig_form_pair pair;
  cr_assert_eq(form_decode_next(&rest, &buffer, &pair), REQSIG_ERR_BUFFER_TOO_SMALL);
  cr_assert_eq(buffer.len, 3);
  cr_assert_eq(rest.len, 6);
}

Test(form, appends_behind_what_the_buffer_holds_without_an_ampersand) {
  uint8_t room[8] = "x";
  reqsig_buffer text = {room, sizeof room, 1};
  cr_assert_eq(reqsig_form_encode(&PAIR("a", "b"), 1, &text), REQSIG_OK);
  cr_assert_arr_eq(room, "xa=b", 4);
}
