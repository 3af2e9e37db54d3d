#include <criterion/criterion.h>

#include "guard.h"
#include "json.h"
#include "json_cases.h"

static reqsig_status check(const char *text, size_t len, size_t *offset) {
  guarded input = guard_copy(rs_slice(text, len));
  *offset = SIZE_MAX;
  reqsig_status status = rs_json_check(input.slice, offset);
  guard_free(input);
  return status;
}

Test(json, accepts_what_follows_the_grammar) {
  for (size_t i = 0; i < COUNT(json_right); i++) {
    size_t offset;
    cr_assert_eq(check(json_right[i].text, json_right[i].len, &offset), REQSIG_OK, "%s at %zu",
                 json_right[i].text, offset);
  }
}

Test(json, rejects_what_breaks_the_grammar_and_says_where) {
  for (size_t i = 0; i < COUNT(json_wrong); i++) {
    size_t offset;
    cr_assert_eq(check(json_wrong[i].text, json_wrong[i].len, &offset), REQSIG_ERR_MALFORMED, "%s",
                 json_wrong[i].text);
    cr_assert_eq(offset, json_wrong[i].offset, "%s: %zu, not %zu", json_wrong[i].text, offset,
                 json_wrong[i].offset);
  }
}

/* Whether more text could make JSON of it. */
static bool can_go_on(const char *text, size_t len) {
  size_t offset;
  return check(text, len, &offset) == REQSIG_OK || offset == len;
}

Test(json, finds_a_wrong_byte_wherever_it_stands_in_a_string) {
  static const char wrong[] = {'\x01', '\x1f', '\xff', '\x80'};
  for (size_t at = 1; at <= 24; at++)
    for (size_t i = 0; i < sizeof wrong; i++) {
      char text[] = "\"abcdefghijklmnopqrstuvwx\"";
      size_t offset = 0;
      cr_assert_eq(rs_json_check(RS_LITERAL(text), &offset), REQSIG_OK);
      text[at] = wrong[i];
      cr_assert_eq(rs_json_check(RS_LITERAL(text), &offset), REQSIG_ERR_MALFORMED);
      cr_assert_eq(offset, at, "byte %02x", (unsigned char)wrong[i]);
    }
}

Test(json, finds_no_error_inside_the_beginnings_of_right_texts) {
  for (size_t i = 0; i < COUNT(json_right); i++)
    for (size_t len = 0; len < json_right[i].len; len++)
      cr_assert(can_go_on(json_right[i].text, len), "%zu of %s", len, json_right[i].text);
}

Test(json, finds_no_error_before_the_one_it_names) {
  for (size_t i = 0; i < COUNT(json_wrong); i++)
    cr_assert(can_go_on(json_wrong[i].text, json_wrong[i].offset), "%s", json_wrong[i].text);
}

Test(json, looks_a_member_up_in_exactly_the_objects_that_pass_the_check) {
  for (size_t i = 0; i < COUNT(json_right) + COUNT(json_wrong); i++) {
    const json_case *c = i < COUNT(json_right) ? &json_right[i] : &json_wrong[i - COUNT(json_right)];
    reqsig_slice text = rs_slice(c->text, c->len), value;
    size_t offset, start = strspn(c->text, " \t\r\n");
    bool object = rs_json_check(text, &offset) == REQSIG_OK && c->text[start] == '{';
    cr_assert_eq(rs_json_member(text, RS_LITERAL("no such name"), &value),
                 object ? RS_JSON_ABSENT : RS_JSON_MALFORMED, "%s", c->text);
  }
}

static size_t nest(char *text, const char *open, const char *middle, const char *close, size_t depth) {
  size_t len = 0;
  for (size_t i = 0; i < depth; i++, len += strlen(open)) memcpy(text + len, open, strlen(open));
  memcpy(text + len, middle, strlen(middle));
  len += strlen(middle);
  for (size_t i = 0; i < depth; i++, len += strlen(close)) memcpy(text + len, close, strlen(close));
  return len;
}

Test(json, takes_512_levels_and_rejects_one_more_at_its_bracket) {
  static char text[16384];
  size_t offset;
  cr_assert_eq(check(text, nest(text, "[", "", "]", 512), &offset), REQSIG_OK);
  cr_assert_eq(check(text, nest(text, "{\"a\":", "1", "}", 512), &offset), REQSIG_OK);
  cr_assert_eq(check(text, nest(text, "[{\"a\":", "1", "}]", 256), &offset), REQSIG_OK);
  cr_assert_eq(check(text, nest(text, "[", "", "]", 513), &offset), REQSIG_ERR_OUT_OF_RANGE);
  cr_assert_eq(offset, 512);
  cr_assert_eq(check(text, nest(text, "{\"a\":", "{}", "}", 512), &offset), REQSIG_ERR_OUT_OF_RANGE);
  cr_assert_eq(offset, 512 * 5);
}

Test(json, remembers_at_every_depth_whether_it_is_in_an_object) {
  static char text[16384];
  for (size_t depth = 1; depth <= 255; depth++) {
    size_t offset, len = nest(text, "[{\"a\":", "1", "}]", depth);
    for (size_t i = len - 2 * depth; i < len; i++) {
      char saved = text[i];
      text[i] = saved == ']' ? '}' : ']';
      cr_assert_eq(check(text, len, &offset), REQSIG_ERR_MALFORMED);
      cr_assert_eq(offset, i);
      text[i] = saved;
    }
    if (depth == 3) depth = 253; /* the beginning and the end are enough */
  }
}

/* Level 64 is of another kind than level 0, level 128 than 64, and so on: no two share a place in what is
 * remembered. */
static bool is_object_at(size_t level) {
  return (level + level / 64) % 2 != 0;
}

Test(json, keeps_131_levels_of_mixed_kinds_apart) {
  enum { DEPTH = 131 };
  static char text[16384];
  size_t offset, len = 0;
  for (size_t level = 0; level < DEPTH; level++) {
    const char *open = is_object_at(level) ? "{\"a\":" : "[";
    memcpy(text + len, open, strlen(open));
    len += strlen(open);
  }
  text[len++] = '1';
  size_t first = len;
  for (size_t level = DEPTH; level-- > 0;) text[len++] = is_object_at(level) ? '}' : ']';
  cr_assert_eq(check(text, len, &offset), REQSIG_OK);
  for (size_t i = first; i < len; i++) {
    char saved = text[i];
    text[i] = saved == ']' ? '}' : ']';
    cr_assert_eq(check(text, len, &offset), REQSIG_ERR_MALFORMED);
    cr_assert_eq(offset, i);
    text[i] = saved;
  }
}

/* The strings of one character each, beside counting what Unicode has. */
static unsigned count_strings(const uint8_t *first, size_t num_first, size_t len, const uint8_t *rest,
                              size_t num_rest) {
  unsigned right_ones = 0;
  for (size_t a = 0; a < num_first; a++)
    for (int b = 0; b < 256; b++)
      for (size_t c = 0; c < (len > 2 ? num_rest : 1); c++)
        for (size_t d = 0; d < (len > 3 ? num_rest : 1); d++) {
          uint8_t text[6] = {'"', first[a], (uint8_t)b, rest[c], rest[d]};
          size_t offset;
          text[len + 1] = '"';
          right_ones += rs_json_check(rs_slice(text, len + 2), &offset) == REQSIG_OK;
        }
  return right_ones;
}

Test(json, takes_as_many_characters_of_each_length_as_unicode_has) {
  uint8_t from_80[128], edges[] = {0x00, 0x7f, 0x80, 0xbf, 0xc0, 0xff};
  for (int i = 0; i < 128; i++) from_80[i] = (uint8_t)(0x80 + i);
  cr_assert_eq(count_strings(from_80, 128, 2, edges, 1), 0x800 - 0x80);
  cr_assert_eq(count_strings(from_80 + 0x60, 32, 3, from_80, 128), 0x10000 - 0x800 - 0x800);
  /* Of the last two bytes' 64 values each only the first and the last. */
  cr_assert_eq(count_strings(from_80 + 0x70, 16, 4, edges, COUNT(edges)), 0x100000 / 4096 * 4);
}

/* Each would take hours if any byte were gone over once for each byte before it. */
Test(json, reads_hostile_megabytes_in_linear_time, .timeout = 60) {
  static const char *const pieces[] = {" ",  "[",  "[],",     "\"a\":",     "{\"a\":1,",        "0",
                                       "\"", "\\", "\\u0074", "{\"t\":1},", "\xf0\x9f\x98\x80", "\"t\":1,"};
  static const char *const starts[] = {"", "[", "\"", "{", "{\"t\":", "{\"", "-"};
  static char text[(1 << 20) + 16];
  for (size_t s = 0; s < COUNT(starts); s++)
    for (size_t p = 0; p < COUNT(pieces); p++) {
      size_t len = strlen(starts[s]), piece_len = strlen(pieces[p]), offset;
      memcpy(text, starts[s], len);
      for (; len + piece_len <= sizeof text; len += piece_len) memcpy(text + len, pieces[p], piece_len);
      reqsig_slice value;
      rs_json_check(rs_slice(text, len), &offset);
      cr_assert_leq(offset, len);
      cr_assert_neq(rs_json_member(rs_slice(text, len), RS_LITERAL("t"), &value), RS_JSON_FOUND);
    }
}

Test(json, rejects_the_empty_slice_without_memory) {
  size_t offset = 1;
  cr_assert_eq(rs_json_check(rs_slice(NULL, 0), &offset), REQSIG_ERR_MALFORMED);
  cr_assert_eq(offset, 0);
}

Test(json, takes_of_all_bytes_only_hex_digits_in_an_escape) {
  for (size_t at = 0; at < 4; at++)
    for (int c = 0; c < 256; c++) {
      uint8_t text[] = "\"\\u0000\"";
      size_t offset;
      text[3 + at] = (uint8_t)c;
      bool digit = c != 0 && strchr("0123456789abcdefABCDEF", c);
      reqsig_status status = rs_json_check(rs_slice(text, 8), &offset);
      cr_assert_eq(status, digit ? REQSIG_OK : REQSIG_ERR_MALFORMED, "%02x at %zu", (unsigned)c, at);
      cr_assert_eq(offset, digit ? 8 : 3 + at);
    }
}
