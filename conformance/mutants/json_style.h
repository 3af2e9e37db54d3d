/*
 * JSON text written anew, as programs do that parse a body and serialise it again. Only what the style
 * names is changed; tokens and white space else stay as they are, byte for byte.
 *
 * Numbers: the doubles that they stand for (strtod, round to nearest), written with the fewest digits that
 * read back as the same double, in the layout of the language named. Python and Ruby keep integers of any
 * size, PHP those of 64 bits; JavaScript has doubles only. What is beyond a double is "Infinity" in Python
 * and "null" elsewhere.
 */
#ifndef REQSIG_JSON_STYLE_H
#define REQSIG_JSON_STYLE_H

#include <stdbool.h>

#include "base/text.h"

enum json_numbers { JSON_NUMBERS_KEPT, JSON_JAVASCRIPT, JSON_PYTHON, JSON_PHP, JSON_RUBY };

enum json_strings {
  JSON_STRINGS_KEPT = 0,
  JSON_NO_NEEDLESS_ESCAPES = 1 << 0, /* what may stand for itself does, and the rest has its short escape */
  JSON_SLASH_ESCAPED = 1 << 1,
  JSON_SLASH_PLAIN = 1 << 2,
  JSON_NON_ASCII_ESCAPED = 1 << 3,
  JSON_NON_ASCII_PLAIN = 1 << 4,
  JSON_UPPER_HEX = 1 << 5, /* \u00E9: also those escapes that were there */
  JSON_LOWER_HEX = 1 << 6,
  JSON_DEL_ESCAPED = 1 << 7 /* U+007F */
};

enum json_order { JSON_ORDER_KEPT, JSON_SORTED, JSON_INTEGERS_FIRST };
enum json_duplicates { JSON_DUPLICATES_KEPT, JSON_FIRST_WINS, JSON_LAST_WINS };

struct json_style {
  bool respaced;             /* white space is what the next three say, and no other */
  const char *comma, *colon; /* NULL: "," and ":" */
  const char *indent;        /* for each level; NULL: all in one line */
  const char *end;           /* behind the text; NULL: nothing */
  enum json_numbers numbers;
  unsigned strings;        /* enum json_strings */
  const char *escaped_too; /* ASCII characters that become \u escapes */
  bool python_literals;    /* True, False, None */
  bool python_quotes;      /* strings as Python's repr() writes them */
  bool no_empty_objects;   /* {} becomes [], as PHP's arrays have it */
  enum json_order order;
  enum json_duplicates duplicates;
};

/* Adds the text in that style. False, and nothing added, if it is not JSON. */
bool json_rewrite(const struct json_style *style, reqsig_slice json, struct text *to);

void json_write_string(const struct json_style *style, reqsig_slice token, struct text *to);
void json_write_number(enum json_numbers numbers, reqsig_slice token, struct text *to);

#endif
