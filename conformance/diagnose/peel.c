#include <stdlib.h>
#include <string.h>

#include "diagnose/notation.h"
#include "lib/bytes.h"
#include "lib/hex.h"

static bool is_blank(uint8_t c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool trim(reqsig_slice text, struct text *inside) {
  reqsig_slice rest = text;
  while (rest.len > 0 && is_blank(rest.data[0])) rest = rs_slice_after(rest, 1);
  while (rest.len > 0 && is_blank(rest.data[rest.len - 1])) rest.len--;
  text_add(inside, rest);
  return rest.len < text.len;
}

static bool take_off(reqsig_slice text, const char *before, const char *after, struct text *inside) {
  reqsig_slice first = reqsig_text(before), last = reqsig_text(after);
  if (text.len <= first.len + last.len || !rs_slice_starts_with(text, first) ||
      !rs_slice_equal(rs_slice_after(text, text.len - last.len), last))
    return false;
  text_add(inside, rs_slice(text.data + first.len, text.len - first.len - last.len));
  return true;
}

static bool take_off_bytes_repr(reqsig_slice text, struct text *inside) {
  return take_off(text, "b'", "'", inside) || take_off(text, "b\"", "\"", inside);
}

static bool take_off_quotes(reqsig_slice text, struct text *inside) {
  return take_off(text, "\"", "\"", inside) || take_off(text, "'", "'", inside) ||
         take_off(text, "<", ">", inside);
}

static bool take_off_0x(reqsig_slice text, struct text *inside) {
  return take_off(text, "0x", "", inside) || take_off(text, "0X", "", inside);
}

/* Pairs of hex digits with one sign between each two. */
static bool take_out(reqsig_slice text, uint8_t sign, struct text *inside) {
  if (text.len < 5) return false;
  for (size_t i = 0; i < text.len; i++) {
    bool is_sign = i % 3 == 2;
    if (is_sign ? text.data[i] != sign : rs_hex_value(text.data[i]) < 0) return false;
    if (!is_sign) text_add(inside, rs_slice(text.data + i, 1));
  }
  return true;
}

static bool take_out_dashes(reqsig_slice text, struct text *inside) {
  return take_out(text, '-', inside);
}

static bool take_out_colons(reqsig_slice text, struct text *inside) {
  return take_out(text, ':', inside);
}

static bool take_out_spaces(reqsig_slice text, struct text *inside) {
  return take_out(text, ' ', inside);
}

/* "[12, -3]": the bytes as hex. */
static bool read_numbers(reqsig_slice text, struct text *inside) {
  if (text.len < 3 || text.data[0] != '[' || text.data[text.len - 1] != ']') return false;
  const char *at = (const char *)text.data + 1, *end = (const char *)text.data + text.len - 1;
  while (at < end) {
    char *behind;
    while (at < end && (*at == ' ' || *at == ',')) at++;
    long number = strtol(at, &behind, 10);
    if (behind == at || behind > end || number < -128 || number > 255) return false;
    text_addf(inside, "%02x", (unsigned)number & 0xff);
    at = behind;
  }
  return inside->len > 0;
}

static bool percent_decode(reqsig_slice text, struct text *inside) {
  bool is_changed = false;
  for (size_t i = 0; i < text.len; i++) {
    int high = i + 2 < text.len && text.data[i] == '%' ? rs_hex_value(text.data[i + 1]) : -1;
    int low = high >= 0 ? rs_hex_value(text.data[i + 2]) : -1;
    uint8_t c = low >= 0 ? (uint8_t)(high * 16 + low) : text.data[i];
    text_add(inside, rs_slice(&c, 1));
    is_changed |= low >= 0;
    i += low >= 0 ? 2 : 0;
  }
  return is_changed;
}

static bool join_lines(reqsig_slice text, struct text *inside) {
  for (size_t i = 0; i < text.len; i++)
    if (!is_blank(text.data[i])) text_add(inside, rs_slice(text.data + i, 1));
  return inside->len < text.len;
}

static bool spaces_to_plus(reqsig_slice text, struct text *inside) {
  bool is_changed = false;
  for (size_t i = 0; i < text.len; i++) {
    is_changed |= text.data[i] == ' ';
    text_add(inside, text.data[i] == ' ' ? RS_LITERAL("+") : rs_slice(text.data + i, 1));
  }
  return is_changed;
}

static bool first_of_list(reqsig_slice text, struct text *inside) {
  size_t len = 0;
  while (len < text.len && text.data[len] != ',') len++;
  text_add(inside, rs_slice(text.data, len));
  return len > 0 && len < text.len && text.data[0] != '[';
}

static bool last_of_list(reqsig_slice text, struct text *inside) {
  size_t at = text.len;
  while (at > 0 && text.data[at - 1] != ',') at--;
  text_add(inside, rs_slice_after(text, at));
  return at > 0 && at < text.len && text.data[0] != '[';
}

size_t peel_word(reqsig_slice text) {
  size_t len = 0;
  while (len < text.len && len < 16 && text.data[len] != '=' && rs_is_token_char(text.data[len])) len++;
  bool is_word = len > 0 && len + 2 < text.len && text.data[len] == '=' && text.data[len + 1] != '=';
  return is_word ? len + 1 : 0;
}

static bool take_off_word(reqsig_slice text, struct text *inside) {
  size_t len = peel_word(text);
  text_add(inside, rs_slice_after(text, len));
  return len > 0;
}

/* "SHA2-256(stdin)= 5f" of openssl dgst, "5f *stdin" with -r; with (file) for a file. */
static bool take_off_openssl(reqsig_slice text, struct text *inside) {
  size_t at = 0, end = 0;
  while (at + 3 <= text.len && !rs_slice_starts_with(rs_slice_after(text, at), RS_LITERAL(")= "))) at++;
  while (end < text.len && text.data[end] != ' ') end++;
  if (at + 3 < text.len)
    text_add(inside, rs_slice_after(text, at + 3));
  else if (rs_slice_starts_with(rs_slice_after(text, end), RS_LITERAL(" *")))
    text_add(inside, rs_slice(text.data, end));
  return inside->len > 0;
}

#define LIST_WORDS                                                                                           \
  "The signature's header has several values joined by a comma, as a proxy joins two headers of one name."
#define LIST_CHANGE "Send the signature's header once."

const struct peel peels[] = {
    {trim,
     {"header-whitespace/space", "White space stands around the signature.",
      "Send the signature without white space before or behind it."}},
    {take_off_bytes_repr,
     {"bytes-repr", "Python's str() of bytes was sent: b'...' stands around the signature.",
      "Decode the bytes before they go into the header: signature.decode(\"ascii\")."}},
    {take_off_quotes,
     {"bytes-repr/double-quotes", "Quotes stand around the signature.",
      "Send the signature without quotes."}},
    {take_off_0x, {"hex-0x", "0x stands before the hex digits.", "Send the hex digits without 0x."}},
    {take_out_dashes,
     {"hex-upper/dashes", "Dashes stand between the bytes, as C#'s BitConverter writes them.",
      "Take the dashes out and write lower case: BitConverter.ToString(mac).Replace(\"-\", "
      "\"\").ToLowerInvariant()."}},
    {take_out_colons,
     {"hex-upper/colons", "Colons stand between the bytes, as openssl can write them.",
      "Send the hex digits with nothing between them."}},
    {take_out_spaces,
     {"hex-upper/spaces", "Spaces stand between the bytes.",
      "Send the hex digits with nothing between them."}},
    {read_numbers,
     {"array-repr", "The MAC was sent as a list of numbers, as Java's Arrays.toString writes it.",
      "Encode the MAC's bytes as text before they go into the header."}},
    {percent_decode,
     {"notation/percent-encoded", "The signature was percent-encoded.",
      "Send the signature as it is: a header needs no percent-encoding."}},
    {join_lines,
     {"base64-wrapped", "White space stands inside the signature, as an encoder breaks its lines.",
      "Make the encoder write one line: Base64.NO_WRAP in Java for Android, strict_encode64 in Ruby, base64 "
      "-w0 "
      "in a shell."}},
    {spaces_to_plus,
     {"notation/plus-as-space", "Each + of the signature became a space, as in a form.",
      "Send the + of base64 as it is."}},
    {first_of_list, {"notation/list", LIST_WORDS, LIST_CHANGE}},
    {last_of_list, {"notation/list", LIST_WORDS, LIST_CHANGE}},
    {take_off_openssl,
     {"notation/openssl",
      "What openssl dgst prints beside the MAC, its (stdin)= or *stdin, was sent with it.",
      "Cut it off: openssl dgst ... -r | cut -d ' ' -f 1 for hex, openssl dgst ... -binary | base64 -w 0 for "
      "base64."}},
    {take_off_word,
     {"prefix-missing/other", "A word and = stand before the signature that the scheme does not have there.",
      "Send before the signature what the scheme has there, and nothing else."}},
    {NULL, {NULL, NULL, NULL}},
};
