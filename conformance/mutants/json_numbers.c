#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/bytes.h"
#include "lib/json.h"
#include "mutants/transforms.h"

enum { MAX_DIGITS = 17, MAX_SHORT = 24 };

/* How a language lays out a double. */
struct number_layout {
  int least, most;       /* exponents of ten of numbers that are written without one */
  bool whole_has_point;  /* 1.0 */
  bool single_has_point; /* 1.0e-07 */
  int exponent_digits;
  const char *infinite;
  const char *negative_zero;
};

static const struct number_layout layouts[] = {
    [JSON_JAVASCRIPT] = {-6, 20, false, false, 1, "null", "0"},
    [JSON_PYTHON] = {-4, 15, true, false, 2, "Infinity", "-0.0"},
    [JSON_PHP] = {-4, 16, false, true, 1, "null", "-0"},
    [JSON_RUBY] = {-4, 14, true, true, 2, "null", "-0.0"},
};

/* A double as d.ddd times ten to the exponent, with no more digits than it takes to read it back. */
struct decimal {
  bool negative;
  char digits[MAX_DIGITS + 1];
  int num_digits;
  int exponent;
};

/* A double that is not subnormal keeps any decimal of 15 digits, so the one that it is printed as in 15 ends
 * in zeros where fewer do. */
static int least_precision(double value) {
  return fabs(value) < DBL_MIN ? 0 : DBL_DIG - 1;
}

static void drop_last_zeros(struct decimal *decimal) {
  while (decimal->num_digits > 1 && decimal->digits[decimal->num_digits - 1] == '0')
    decimal->digits[--decimal->num_digits] = '\0';
}

/* A number of few digits and no exponent reads back as it stands. False: it is none, or zero. */
static bool read_short(reqsig_slice token, struct decimal *decimal) {
  bool behind_point = false;
  *decimal = (struct decimal){.negative = token.data[0] == '-', .exponent = -1};
  if (token.len > MAX_SHORT) return false;
  for (size_t i = decimal->negative; i < token.len; i++) {
    uint8_t c = token.data[i];
    bool leads = c == '0' && decimal->num_digits == 0;
    if (c == '.') {
      behind_point = true;
      continue;
    }
    if (!rs_is_digit(c) || decimal->num_digits == DBL_DIG) return false;
    if (!leads) decimal->digits[decimal->num_digits++] = (char)c;
    if (leads == behind_point) decimal->exponent += leads ? -1 : 1;
  }
  drop_last_zeros(decimal);
  return decimal->num_digits > 0;
}

static struct decimal shortest(double value) {
  struct decimal decimal = {.negative = signbit(value) != 0};
  char text[64];
  for (int precision = least_precision(value); precision < MAX_DIGITS; precision++) {
    snprintf(text, sizeof text, "%.*e", precision, fabs(value));
    if (strtod(text, NULL) == fabs(value)) break;
  }
  for (const char *c = text; *c && *c != 'e'; c++)
    if (*c != '.' && decimal.num_digits < MAX_DIGITS) decimal.digits[decimal.num_digits++] = *c;
  drop_last_zeros(&decimal);
  decimal.exponent = (int)strtol(strchr(text, 'e') + 1, NULL, 10);
  return decimal;
}

static void add_plain(const struct number_layout *layout, const struct decimal *decimal, struct text *to) {
  int point = decimal->exponent + 1; /* digits before it */
  if (point <= 0) text_add_string(to, "0.");
  for (int i = point; i < 0; i++) text_add_string(to, "0");
  for (int i = 0; i < decimal->num_digits; i++) {
    if (i == point && i > 0) text_add_string(to, ".");
    text_add_byte(to, decimal->digits[i]);
  }
  for (int i = decimal->num_digits; i < point; i++) text_add_string(to, "0");
  if (decimal->num_digits <= point && layout->whole_has_point) text_add_string(to, ".0");
}

static void add_scientific(const struct number_layout *layout, const struct decimal *decimal,
                           struct text *to) {
  text_add_byte(to, decimal->digits[0]);
  if (decimal->num_digits > 1)
    text_addf(to, ".%s", decimal->digits + 1);
  else if (layout->single_has_point)
    text_add_string(to, ".0");
  text_addf(to, "e%c%0*d", decimal->exponent < 0 ? '-' : '+', layout->exponent_digits,
            abs(decimal->exponent));
}

static void add_decimal(const struct number_layout *layout, const struct decimal *decimal, struct text *to) {
  if (decimal->negative) text_add_byte(to, '-');
  if (decimal->exponent < layout->least || decimal->exponent > layout->most)
    add_scientific(layout, decimal, to);
  else
    add_plain(layout, decimal, to);
}

static void add_double(const struct number_layout *layout, double value, struct text *to) {
  if (isinf(value)) {
    text_addf(to, "%s%s", value < 0 && layout->infinite[0] == 'I' ? "-" : "", layout->infinite);
    return;
  }
  if (value == 0 && signbit(value)) {
    text_add_string(to, layout->negative_zero);
    return;
  }
  struct decimal decimal = shortest(value);
  add_decimal(layout, &decimal, to);
}

static bool stays_integer(enum json_numbers numbers, reqsig_slice token) {
  int64_t value;
  reqsig_status status = rs_json_int64(token, &value);
  if (numbers == JSON_JAVASCRIPT || status == REQSIG_ERR_MALFORMED) return false;
  return status == REQSIG_OK || numbers != JSON_PHP;
}

void json_write_number(enum json_numbers numbers, reqsig_slice token, struct text *to) {
  struct decimal decimal;
  if (numbers == JSON_NUMBERS_KEPT) {
    text_add(to, token);
  } else if (stays_integer(numbers, token)) {
    text_add(to, rs_slice_equal(token, RS_LITERAL("-0")) ? RS_LITERAL("0") : token);
  } else if (read_short(token, &decimal)) {
    add_decimal(&layouts[numbers], &decimal, to);
  } else {
    struct text terminated = {0};
    text_add(&terminated, token);
    add_double(&layouts[numbers], strtod(text_string(&terminated), NULL), to);
    text_free(&terminated);
  }
}
