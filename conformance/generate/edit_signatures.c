/* Edits of the text that writes the MAC. */
#include <string.h>

#include "generate/edit.h"
#include "lib/base64.h"
#include "lib/bytes.h"
#include "lib/header_value.h"
#include "lib/hex.h"
#include "lib/mac_text.h"

static const rs_header_rule *signature_rule(const struct edit *edit) {
  return edit_rule_with(edit, RS_FROM_MAC);
}

static reqsig_header *signature_of(struct edit *edit) {
  return edit_field_of(edit, signature_rule(edit));
}

/* How many characters write the MAC. */
static size_t mac_length(const struct edit *edit) {
  return rs_mac_text_len(edit->twin->scheme);
}

/* Where they end in the value that was signed; only the time, a nonce or a literal may follow. */
static size_t mac_end(const struct edit *edit, reqsig_slice value) {
  const rs_header_rule *rule = signature_rule(edit);
  reqsig_slice pieces[RS_MAX_VALUE_PARTS];
  if (rs_header_value_split(edit->twin->scheme, rule, value, pieces)) return value.len;
  size_t part = 0;
  while (rule->value[part].from != RS_FROM_MAC) part++;
  return (size_t)(pieces[part].data - value.data) + pieces[part].len;
}

static size_t mac_begin(const struct edit *edit, reqsig_slice value) {
  return mac_end(edit, value) - mac_length(edit);
}

/* The value with a text in the place of its characters from begin to end. */
static reqsig_slice replace(struct edit *edit, reqsig_slice value, size_t begin, size_t end,
                            const char *text) {
  struct text changed = {0};
  text_add(&changed, rs_slice(value.data, begin));
  text_add_string(&changed, text);
  text_add(&changed, rs_slice_after(value, end));
  return draw_keep(edit->generator, &changed);
}

/* The header as it is sent, in base64 or not. */
static reqsig_header *sent_signature_of(struct edit *edit) {
  const rs_header_rule *rule = signature_rule(edit);
  return rule && rule->place == RS_IN_CODED_HEADER ? edit_header_of(edit, rule) : signature_of(edit);
}

static bool set_sent_signature(struct edit *edit, reqsig_slice value, const char *words) {
  reqsig_header *header = sent_signature_of(edit);
  bool changed = !rs_slice_equal(header->value, value);
  header->value = value;
  edit_tell_header(edit, signature_rule(edit), words);
  return changed;
}

static bool set_signature(struct edit *edit, reqsig_slice value, const char *words) {
  reqsig_header *header = signature_of(edit);
  bool changed = !rs_slice_equal(header->value, value);
  header->value = value;
  edit_tell_header(edit, signature_rule(edit), words);
  return changed;
}

/* Whatever the encoding, the character is a digit of it, and is not in the last ones, which may be padding.
 */
static bool change_character(struct edit *edit) {
  const reqsig_header *header = signature_of(edit);
  if (!header) return false;
  size_t back = 5 + random_below(&edit->generator->random, mac_length(edit) - 5);
  uint8_t *value = edit_copy(edit, header->value), *digit = &value[mac_end(edit, header->value) - back];
  *digit = *digit == '0' ? '1' : '0';
  return set_signature(edit, rs_slice(value, header->value.len), " with another character in the MAC");
}

static bool change_letter_case(struct edit *edit) {
  const reqsig_header *header = signature_of(edit);
  if (!header) return false;
  reqsig_slice value = edit_change_case(edit, header->value, mac_begin(edit, header->value));
  bool at_end = memcmp(value.data, header->value.data, mac_end(edit, header->value) - 4) == 0;
  return !at_end && set_signature(edit, value, " with a letter of the MAC in the other letter case");
}

static bool cut_off(struct edit *edit, size_t len, const char *words) {
  const reqsig_header *header = signature_of(edit);
  if (!header) return false;
  size_t end = mac_end(edit, header->value);
  return set_signature(edit, replace(edit, header->value, end - len, end, ""), words);
}

static bool cut_two_characters(struct edit *edit) {
  return cut_off(edit, 2, " without its last two characters");
}

static bool cut_half(struct edit *edit) {
  return cut_off(edit, mac_length(edit) / 2, " without the second half of the MAC");
}

static bool put_behind(struct edit *edit, const char *others, const char *words) {
  const reqsig_header *header = signature_of(edit);
  if (!header) return false;
  return set_signature(edit, edit_insert(edit, header->value, mac_end(edit, header->value), others), words);
}

static bool put_before_mac(struct edit *edit, const char *others, const char *words) {
  const reqsig_header *header = signature_of(edit);
  if (!header) return false;
  return set_signature(edit, edit_insert(edit, header->value, mac_begin(edit, header->value), others), words);
}

static bool add_characters(struct edit *edit) {
  return put_behind(edit, "00", " with 00 behind the MAC");
}

static bool add_another(struct edit *edit) {
  return put_behind(edit, ",0123456789abcdef", " with a comma and other digits behind the MAC");
}

static bool add_hex_mark(struct edit *edit) {
  return put_before_mac(edit, "0x", " with 0x before the MAC");
}

static bool add_prefix_of_another_scheme(struct edit *edit) {
  return !edit_is_built_in(edit) && put_before_mac(edit, "sha256=", " with sha256= before the MAC");
}

static bool add_letter_beyond_ascii(struct edit *edit) {
  const rs_header_rule *rule = signature_rule(edit);
  const reqsig_header *header = rule && rule->place == RS_IN_CODED_HEADER ? sent_signature_of(edit) : NULL;
  if (rule && rule->place == RS_IN_CODED_HEADER)
    return header && set_sent_signature(edit, edit_insert(edit, header->value, header->value.len, "é"),
                                        " with a letter beyond ASCII behind it");
  return put_before_mac(edit, "é", " with a letter beyond ASCII before the MAC");
}

static bool quote_signature(struct edit *edit) {
  const reqsig_header *header = sent_signature_of(edit);
  if (!header) return false;
  reqsig_slice begun = edit_insert(edit, header->value, 0, "\"");
  return set_sent_signature(edit, edit_insert(edit, begun, begun.len, "\""), " in quotes");
}

static bool quote_mac(struct edit *edit) {
  const reqsig_header *header = signature_of(edit);
  if (!header) return false;
  size_t begin = mac_begin(edit, header->value), end = mac_end(edit, header->value);
  reqsig_slice ended = edit_insert(edit, header->value, end, "\"");
  return set_signature(edit, edit_insert(edit, ended, begin, "\""), " with the MAC in quotes");
}

static bool put_dash_into_mac(struct edit *edit) {
  const reqsig_header *header = signature_of(edit);
  if (!header) return false;
  size_t at = mac_end(edit, header->value) - 4;
  return set_signature(edit, edit_insert(edit, header->value, at, "-"), " with a dash within the MAC");
}

static bool put_letter_before(struct edit *edit) {
  const reqsig_header *header = sent_signature_of(edit);
  return header &&
         set_sent_signature(edit, edit_insert(edit, header->value, 0, "x"), " with a letter before it");
}

/* The literal that the value begins with; empty if it begins otherwise. */
static reqsig_slice prefix_of(const struct edit *edit) {
  const rs_header_rule *rule = signature_rule(edit);
  bool literal = rule && rule->value[0].from == RS_FROM_LITERAL;
  return literal ? rule->value[0].literal : rs_slice(NULL, 0);
}

static bool drop_prefix(struct edit *edit) {
  const reqsig_header *header = sent_signature_of(edit);
  reqsig_slice prefix = prefix_of(edit);
  if (!header || prefix.len == 0) return false;
  return set_sent_signature(edit, rs_slice_after(header->value, prefix.len), " without its prefix");
}

static bool double_prefix(struct edit *edit) {
  const reqsig_header *header = sent_signature_of(edit);
  reqsig_slice prefix = prefix_of(edit);
  if (!header || prefix.len == 0) return false;
  const char *copy = (const char *)edit_copy(edit, prefix);
  return set_sent_signature(edit, edit_insert(edit, header->value, 0, copy), " with its prefix twice");
}

/* HTTP ignores the letter case of a name of an authentication scheme, which a space follows. */
static bool change_case_of_prefix(struct edit *edit) {
  const reqsig_header *header = sent_signature_of(edit);
  reqsig_slice prefix = prefix_of(edit);
  if (!header || prefix.len == 0 || prefix.data[prefix.len - 1] == ' ') return false;
  return set_sent_signature(edit, edit_change_case(edit, header->value, 0),
                            " with a letter of its prefix in the other letter case");
}

/* The MAC in the encoding that is not the scheme's. */
static bool encode_otherwise(struct edit *edit) {
  const reqsig_header *header = signature_of(edit);
  bool is_hex = edit->twin->scheme->encoding.encoding == RS_HEX;
  uint8_t raw[RS_MAX_DIGEST], encoded[2 * RS_MAX_DIGEST + 1];
  reqsig_buffer mac = {raw, sizeof raw, 0}, text = {encoded, sizeof encoded - 1, 0};
  if (!header || !edit->twin->expect.mac) return false;
  if (rs_hex_decode(reqsig_text(edit->twin->expect.mac), RS_HEX_LOWER_ONLY, &mac) != REQSIG_OK) return false;
  (is_hex ? rs_base64_encode : rs_hex_encode)(rs_slice(raw, mac.len), &text);
  size_t begin = mac_begin(edit, header->value), end = mac_end(edit, header->value);
  encoded[text.len] = '\0';
  return set_signature(edit, replace(edit, header->value, begin, end, (const char *)encoded),
                       is_hex ? " with the MAC in base64" : " with the MAC in hex");
}

bool edit_set_mac(struct edit *edit, const uint8_t *mac) {
  const reqsig_header *header = signature_of(edit);
  uint8_t room[RS_MAX_MAC_TEXT + 1];
  reqsig_buffer text = {room, sizeof room - 1, 0};
  if (!header) return false;
  rs_mac_text_write(edit->twin->scheme, mac, &text);
  room[text.len] = '\0';
  size_t begin = mac_begin(edit, header->value), end = mac_end(edit, header->value);
  return set_signature(edit, replace(edit, header->value, begin, end, (const char *)room), "");
}

edit_fn *const edits_of_signatures[] = {change_character,
                                        change_letter_case,
                                        cut_two_characters,
                                        cut_half,
                                        add_characters,
                                        add_another,
                                        add_hex_mark,
                                        add_letter_beyond_ascii,
                                        put_dash_into_mac,
                                        put_letter_before,
                                        quote_signature,
                                        quote_mac,
                                        drop_prefix,
                                        double_prefix,
                                        change_case_of_prefix,
                                        encode_otherwise,
                                        add_prefix_of_another_scheme,
                                        NULL};
