#include "mutants/transforms.h"

#include <inttypes.h>
#include <string.h>

#include "lib/date.h"
#include "lib/message_builder.h"

static const char digits_only[] = "0123456789";

static bool is_digits(reqsig_slice text) {
  for (size_t i = 0; i < text.len; i++)
    if (!memchr(digits_only, text.data[i], sizeof digits_only - 1)) return false;
  return text.len > 0;
}

static int64_t unix_of(const struct transform_input *at) {
  return at->recipe->time.format == RS_UNIX_MILLISECONDS ? at->time_ms : at->time_ms / 1000;
}

bool transform_unit(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                    struct text *to) {
  (void)how;
  if (!is_digits(from)) return false;
  bool seconds = at->recipe->time.format == RS_UNIX_SECONDS;
  text_addf(to, "%" PRId64, seconds ? at->time_ms : at->time_ms / 1000);
  return true;
}

bool transform_to_unix(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                       struct text *to) {
  (void)from;
  text_addf(to, "%" PRId64, how->number == 1 ? at->time_ms : at->time_ms / 1000);
  return true;
}

bool transform_fraction(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                        struct text *to) {
  (void)how;
  if (!is_digits(from)) return false;
  text_addf(to, "%" PRId64 ".%03d", at->time_ms / 1000, (int)(at->time_ms % 1000));
  while (to->data[to->len - 1] == '0') to->len--;
  if (to->data[to->len - 1] == '.') to->len--;
  return true;
}

bool transform_rounded(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                       struct text *to) {
  (void)how;
  if (!is_digits(from)) return false;
  text_addf(to, "%" PRId64, (at->time_ms + 500) / 1000);
  return true;
}

bool transform_exponent(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                        struct text *to) {
  if (!is_digits(from)) return false;
  text_addf(to, "%.*E", (int)how->number, (double)unix_of(at));
  return true;
}

bool transform_no_last_zeros(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                             struct text *to) {
  (void)at;
  if (!is_digits(from)) return false;
  size_t len = from.len;
  while (len > 1 && from.len - len < how->number && from.data[len - 1] == '0') len--;
  text_add(to, rs_slice(from.data, len));
  return true;
}

bool transform_zero_to_text(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                            struct text *to) {
  (void)at;
  if (!rs_slice_equal(from, RS_LITERAL("0"))) return false;
  text_add_string(to, how->text);
  return true;
}

bool transform_quoted(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                      struct text *to) {
  (void)how, (void)at;
  bool quoted = from.len >= 2 && from.data[0] == '"';
  if (!quoted && !is_digits(from)) return false;
  if (quoted)
    text_add(to, rs_slice(from.data + 1, from.len - 2));
  else
    text_addf(to, "\"%.*s\"", (int)from.len, (const char *)from.data);
  return true;
}

static reqsig_slice timestamp_header(const reqsig_scheme *recipe) {
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++)
    if (recipe->headers[i].value[0].from == RS_FROM_TIMESTAMP) return recipe->headers[i].name;
  return rs_slice(NULL, 0);
}

bool transform_of_header(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                         struct text *to) {
  (void)how, (void)from;
  const reqsig_header *header = rs_header_find(at->request, timestamp_header(at->recipe));
  if (header) text_add(to, header->value);
  return header != NULL;
}

struct locale {
  const char *days[7], *months[12];
};

static const struct locale locales[] = {
    {{"dim.", "lun.", "mar.", "mer.", "jeu.", "ven.", "sam."},
     {"janv.", "févr.", "mars", "avril", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."}},
    {{"So", "Mo", "Di", "Mi", "Do", "Fr", "Sa"},
     {"Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"}},
};

/* Which three letters of names the text has. */
static size_t find_name(const char *names, const uint8_t *text) {
  size_t i = 0;
  while (names[3 * i] && memcmp(names + 3 * i, text, 3) != 0) i++;
  return i;
}

bool transform_date_locale(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                           struct text *to) {
  (void)at;
  int64_t seconds;
  if (rs_date_parse(from, &seconds) != REQSIG_OK) return false;
  const struct locale *locale = &locales[how->number];
  size_t day = find_name("SunMonTueWedThuFriSat", from.data);
  size_t month = find_name("JanFebMarAprMayJunJulAugSepOctNovDec", from.data + 8);
  text_addf(to, "%s, %.2s %s", locale->days[day], (const char *)from.data + 5, locale->months[month]);
  text_add(to, rs_slice_after(from, 11));
  return true;
}
