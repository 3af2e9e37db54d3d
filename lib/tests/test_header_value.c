#include <criterion/criterion.h>
#include <stdio.h>

#include "bytes.h"
#include "header_value.h"

#define LITERAL(text)                                                                                        \
  { RS_FROM_LITERAL, .literal = RS_TEXT(text) }
#define MAC_HEX    "900150983cd24fb0d6963f7d28e17f72"
#define MAC_BASE64 "kAFQmDzST7DWlj99KOF/cg"

/* A MAC of 16 bytes: 32 characters of hex, 22 of base64 and its padding. */
static const reqsig_scheme in_hex = {.mac = {RS_MD5}, .encoding = {RS_HEX}};
static const reqsig_scheme in_base64 = {.mac = {RS_MD5}, .encoding = {RS_BASE64}};
static const reqsig_scheme unpadded = {.mac = {RS_MD5}, .encoding = {RS_BASE64, .unpadded_accepted = true}};
static const reqsig_scheme no_prefix = {.mac = {RS_MD5}, .encoding = {RS_HEX, .prefix_optional = true}};

static const rs_header_rule just_mac = {.value = {{RS_FROM_MAC}}};
static const rs_header_rule prefixed = {.value = {LITERAL("v1="), {RS_FROM_MAC}}};
static const rs_header_rule key_and_mac = {
    .value = {LITERAL("Sig "), {RS_FROM_CREDENTIAL}, LITERAL(":"), {RS_FROM_MAC}}};
static const rs_header_rule key_time_mac = {
    .value = {{RS_FROM_CREDENTIAL}, LITERAL(":"), {RS_FROM_TIMESTAMP}, LITERAL(":"), {RS_FROM_MAC}}};
static const rs_header_rule time_and_mac = {
    .value = {LITERAL("t="), {RS_FROM_TIMESTAMP}, LITERAL(",v1="), {RS_FROM_MAC}}};
static const rs_header_rule quoted = {
    .value = {LITERAL("k=\""), {RS_FROM_CREDENTIAL}, LITERAL("\",s=\""), {RS_FROM_MAC}, LITERAL("\"")}};
static const rs_header_rule two_prefixes = {.value = {LITERAL("a"), LITERAL("b"), {RS_FROM_MAC}}};
static const rs_header_rule side_by_side = {.value = {{RS_FROM_CREDENTIAL}, {RS_FROM_MAC}}};

static void splits(const reqsig_scheme *recipe, const rs_header_rule *rule, const char *value,
                   const char *const expected[RS_MAX_VALUE_PARTS]) {
  reqsig_slice pieces[RS_MAX_VALUE_PARTS];
  cr_assert_null(rs_header_value_split(recipe, rule, reqsig_text(value), pieces), "%s", value);
  for (size_t i = 0; i < RS_MAX_VALUE_PARTS && rule->value[i].from; i++)
    cr_assert(rs_slice_equal(pieces[i], reqsig_text(expected[i])), "%s: part %zu is \"%.*s\"", value, i,
              (int)pieces[i].len, (const char *)pieces[i].data);
}

static void lacks(const reqsig_scheme *recipe, const rs_header_rule *rule, const char *value, size_t part) {
  reqsig_slice pieces[RS_MAX_VALUE_PARTS];
  cr_assert_eq(rs_header_value_split(recipe, rule, reqsig_text(value), pieces), &rule->value[part], "%s",
               value);
}

#define PIECES(...) ((const char *const[RS_MAX_VALUE_PARTS]){__VA_ARGS__})

Test(header_value, of_one_part_is_that_part) {
  splits(&in_hex, &just_mac, MAC_HEX, PIECES(MAC_HEX));
  splits(&in_hex, &just_mac, "no MAC", PIECES("no MAC"));
  splits(&in_hex, &just_mac, "", PIECES(""));
}

Test(header_value, may_be_text_alone) {
  const rs_header_rule text = {.value = {LITERAL("a"), LITERAL("b")}};
  const rs_header_rule full = {
      .value = {LITERAL("a"), LITERAL("b"), LITERAL("c"), LITERAL("d"), LITERAL("e")}};
  splits(&in_hex, &text, "ab", PIECES("a", "b"));
  splits(&in_hex, &text, "abc", PIECES("a", "b"));
  splits(&in_hex, &full, "abcde", PIECES("a", "b", "c", "d", "e"));
  lacks(&in_hex, &text, "ac", 1);
  lacks(&no_prefix, &full, "abcd", 4);
}

Test(header_value, begins_with_its_prefix) {
  splits(&in_hex, &prefixed, "v1=" MAC_HEX, PIECES("v1=", MAC_HEX));
  splits(&in_hex, &prefixed, "v1=v1=", PIECES("v1=", "v1="));
  lacks(&in_hex, &prefixed, MAC_HEX, 0);
  lacks(&in_hex, &prefixed, "V1=" MAC_HEX, 0);
  lacks(&in_hex, &prefixed, "v1", 0);
}

Test(header_value, may_lack_its_prefix_where_that_is_optional) {
  splits(&no_prefix, &prefixed, "v1=" MAC_HEX, PIECES("v1=", MAC_HEX));
  splits(&no_prefix, &prefixed, MAC_HEX, PIECES("", MAC_HEX));
  lacks(&no_prefix, &two_prefixes, "b" MAC_HEX, 0);
  splits(&no_prefix, &two_prefixes, "a" MAC_HEX, PIECES("a", "", MAC_HEX));
  lacks(&no_prefix, &key_and_mac, "key:" MAC_HEX, 0);
  lacks(&no_prefix, &key_and_mac, "Sig key" MAC_HEX, 2);
}

Test(header_value, has_a_key_that_may_hold_the_literal_behind_it) {
  splits(&in_hex, &key_and_mac, "Sig key:" MAC_HEX, PIECES("Sig ", "key", ":", MAC_HEX));
  splits(&in_hex, &key_and_mac, "Sig a:b::" MAC_HEX, PIECES("Sig ", "a:b:", ":", MAC_HEX));
  splits(&in_hex, &key_and_mac, "Sig :" MAC_HEX, PIECES("Sig ", "", ":", MAC_HEX));
}

Test(header_value, has_the_mac_at_its_length_with_or_without_padding) {
  splits(&in_base64, &key_and_mac, "Sig k::" MAC_BASE64 "==", PIECES("Sig ", "k:", ":", MAC_BASE64 "=="));
  splits(&unpadded, &key_and_mac, "Sig k::" MAC_BASE64 "==", PIECES("Sig ", "k:", ":", MAC_BASE64 "=="));
  splits(&unpadded, &key_and_mac, "Sig k::" MAC_BASE64, PIECES("Sig ", "k:", ":", MAC_BASE64));
  splits(&unpadded, &key_and_mac, "Sig k:::" MAC_BASE64, PIECES("Sig ", "k::", ":", MAC_BASE64));
}

Test(header_value, has_a_mac_of_another_length_behind_the_last_literal) {
  splits(&in_hex, &key_and_mac, "Sig key:12", PIECES("Sig ", "key", ":", "12"));
  splits(&in_hex, &key_and_mac, "Sig k:y:" MAC_HEX "00", PIECES("Sig ", "k:y", ":", MAC_HEX "00"));
  splits(&in_hex, &key_and_mac, "Sig :", PIECES("Sig ", "", ":", ""));
  lacks(&in_hex, &key_and_mac, "Sig key", 2);
  lacks(&in_hex, &key_and_mac, "Sig " MAC_HEX, 2);
  lacks(&in_hex, &key_and_mac, "Sig 0123456789" MAC_HEX, 2);
}

Test(header_value, may_have_a_timestamp_between) {
  splits(&in_hex, &time_and_mac, "t=1,v1=" MAC_HEX, PIECES("t=", "1", ",v1=", MAC_HEX));
  splits(&in_hex, &key_time_mac, "k:1:" MAC_HEX, PIECES("k", ":", "1", ":", MAC_HEX));
  splits(&in_hex, &key_time_mac, "a:b::1:" MAC_HEX, PIECES("a:b:", ":", "1", ":", MAC_HEX));
  lacks(&in_hex, &key_time_mac, "k:" MAC_HEX, 1);
  lacks(&in_hex, &key_time_mac, MAC_HEX, 3);
}

Test(header_value, may_end_in_text) {
  splits(&in_hex, &quoted, "k=\"key\",s=\"" MAC_HEX "\"", PIECES("k=\"", "key", "\",s=\"", MAC_HEX, "\""));
  lacks(&in_hex, &quoted, "k=\"key\",s=\"" MAC_HEX, 4);
  lacks(&in_hex, &quoted, "k=\"", 4);
  lacks(&in_hex, &quoted, "k=\"key\"", 2);
}

Test(header_value, lacks_the_item_that_is_not_there) {
  const rs_header_rule items = {.value = {LITERAL("t="), {RS_FROM_TIMESTAMP}, LITERAL(",v="), {RS_FROM_MAC}},
                                .item_separator = RS_TEXT(",")};
  splits(&in_hex, &items, "v=ab,t=1", PIECES("t=", "1", "v=", "ab"));
  lacks(&in_hex, &items, "v=ab", 0);
  lacks(&in_hex, &items, "t=1", 2);
  lacks(&in_hex, &items, "t=1,t=1,v=ab", 0);
  lacks(&in_hex, &items, "t=1,v=ab,v=ab", 2);
}

Test(header_value, is_parted_by_the_length_of_the_mac_where_no_literal_does) {
  splits(&in_hex, &side_by_side, "key" MAC_HEX, PIECES("key", MAC_HEX));
  splits(&in_hex, &side_by_side, "key", PIECES("key", ""));
}

/* The value with those credentials; the MAC is right. */
static void put_value(const rs_header_rule *rule, const char *first, const char *second, char value[128]) {
  const char *credentials[] = {first, second};
  size_t next = 0, len = 0;
  for (size_t i = 0; i < RS_MAX_VALUE_PARTS && rule->value[i].from; i++) {
    reqsig_slice piece = rule->value[i].from == RS_FROM_LITERAL ? rule->value[i].literal
                         : rule->value[i].from == RS_FROM_MAC   ? RS_LITERAL(MAC_HEX)
                                                                : reqsig_text(credentials[next++]);
    len += (size_t)snprintf(value + len, 128 - len, "%.*s", (int)piece.len, (const char *)piece.data);
  }
}

static bool is_read_back(const rs_header_rule *rule, const char *first, const char *second) {
  char value[128];
  reqsig_slice pieces[RS_MAX_VALUE_PARTS];
  put_value(rule, first, second, value);
  return !rs_header_value_split(&in_hex, rule, reqsig_text(value), pieces) &&
         rs_slice_equal(pieces[1], reqsig_text(first)) && rs_slice_equal(pieces[3], reqsig_text(second));
}

/* Each text of up to five characters, of those that literals are of and of another. */
static void holds_what_is_read_back(const rs_header_rule *rule) {
  static const char alphabet[] = "-=;a";
  size_t num_held = 0, num_texts = 0;
  for (size_t len = 1; len <= 5; len++)
    for (size_t n = 0; n < (size_t)1 << 2 * len; n++) {
      char text[6] = "";
      for (size_t i = 0; i < len; i++) text[i] = alphabet[n >> 2 * i & 3];
      bool held = rs_header_value_holds(rule, 3, reqsig_text(text));
      cr_assert_eq(held, is_read_back(rule, "a", text), "%s", text);
      cr_assert_eq(rs_header_value_holds(rule, 1, reqsig_text(text)), is_read_back(rule, text, "a"), "%s",
                   text);
      num_held += held;
      num_texts++;
    }
  cr_assert(num_held > 0 && num_held < num_texts);
}

Test(header_value, holds_the_credentials_that_are_read_back) {
  const rs_header_rule parted = {.value = {LITERAL("K "),
                                           {RS_FROM_CREDENTIAL},
                                           LITERAL("--"),
                                           {RS_FROM_CREDENTIAL},
                                           LITERAL(";s="),
                                           {RS_FROM_MAC}}};
  holds_what_is_read_back(&parted);
  const rs_header_rule items = {.value = {LITERAL("k="),
                                          {RS_FROM_CREDENTIAL},
                                          LITERAL(";-n="),
                                          {RS_FROM_CREDENTIAL},
                                          LITERAL(";-s="),
                                          {RS_FROM_MAC}},
                                .item_separator = RS_TEXT(";-")};
  holds_what_is_read_back(&items);
}
