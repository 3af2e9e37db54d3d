/* What the reader of a settings file, or a careless program, does to a secret. */
#include <string.h>

#include "lib/bytes.h"
#include "mutants/transforms.h"

bool transform_up_to(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                     struct text *to) {
  (void)at;
  const uint8_t *end = from.len > 0 ? memchr(from.data, *how->text, from.len) : NULL;
  if (!end) return false;
  text_add(to, rs_slice(from.data, (size_t)(end - from.data)));
  return true;
}

bool transform_unwrap(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                      struct text *to) {
  (void)at;
  reqsig_slice before = reqsig_text(how->text), behind = reqsig_text(how->other);
  if (from.len <= before.len + behind.len || !rs_slice_starts_with(from, before) ||
      !rs_slice_equal(rs_slice_after(from, from.len - behind.len), behind))
    return false;
  text_add(to, rs_slice(from.data + before.len, from.len - before.len - behind.len));
  return true;
}

bool transform_percent_decoded(const struct transform *how, const struct transform_input *at,
                               reqsig_slice from, struct text *to) {
  (void)at;
  params_decode(from, how->number == 1, to);
  return true;
}

static bool is_of_name(uint8_t c) {
  return c == '_' || rs_is_digit(c) || (rs_upper(c) >= 'A' && rs_upper(c) <= 'Z');
}

/* The length of $NAME or ${NAME} at the beginning of text; 0 if there is none. */
static size_t variable_len(reqsig_slice text) {
  bool braced = text.len > 1 && text.data[1] == '{';
  size_t start = 1 + braced, end = start;
  if (text.data[0] != '$') return 0;
  while (end < text.len && is_of_name(text.data[end])) end++;
  if (end == start || (braced && (end == text.len || text.data[end] != '}'))) return 0;
  return end + braced;
}

bool transform_unset_variables(const struct transform *how, const struct transform_input *at,
                               reqsig_slice from, struct text *to) {
  (void)how, (void)at;
  size_t done = 0, place = 0;
  while ((place = place_of_bytes(RS_LITERAL("$"), from, place)) < from.len) {
    size_t len = variable_len(rs_slice_after(from, place));
    if (len > 0) text_add(to, rs_slice(from.data + done, place - done));
    place += len > 0 ? len : 1;
    if (len > 0) done = place;
  }
  text_add(to, rs_slice_after(from, done));
  return done > 0;
}

bool transform_as_number(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                         struct text *to) {
  (void)how, (void)at;
  size_t zeros = 0;
  for (size_t i = 0; i < from.len; i++)
    if (!rs_is_digit(from.data[i])) return false;
  while (zeros + 1 < from.len && from.data[zeros] == '0') zeros++;
  text_add(to, rs_slice_after(from, zeros));
  return zeros > 0;
}

/* The length of the character of how->text, which is UTF-8, that stands at the beginning, or at the end. */
static size_t listed_len(const struct transform *how, reqsig_slice from, bool at_end) {
  for (const char *c = how->text; *c;) {
    size_t len = (uint8_t)*c < 0x80 ? 1 : (uint8_t)*c < 0xe0 ? 2 : 3;
    bool fits = len <= from.len;
    if (fits && memcmp(from.data + (at_end ? from.len - len : 0), c, len) == 0) return len;
    c += len;
  }
  return 0;
}

bool transform_trim_characters(const struct transform *how, const struct transform_input *at,
                               reqsig_slice from, struct text *to) {
  (void)at;
  size_t len, before = from.len;
  while ((len = listed_len(how, from, false)) > 0) from = rs_slice_after(from, len);
  while ((len = listed_len(how, from, true)) > 0) from.len -= len;
  text_add(to, from);
  return from.len < before;
}
