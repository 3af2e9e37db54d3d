/* Text that grows. Start all-zero; end with text_free. A text that was added to has a NUL behind it. */
#ifndef REQSIG_TEXT_H
#define REQSIG_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "reqsig.h"

struct text {
  char *data;
  size_t len;
  size_t capacity;
};

#if defined(__GNUC__)
#define TEXT_FORMAT __attribute__((format(printf, 2, 3)))
#else
#define TEXT_FORMAT
#endif

/* Room for len bytes more and a NUL. */
void text_reserve(struct text *text, size_t len);
void text_add(struct text *text, reqsig_slice bytes);
void text_add_string(struct text *text, const char *string);
static inline void text_add_byte(struct text *text, char byte) {
  if (text->capacity - text->len <= 1) {
    text_add(text, (reqsig_slice){(const uint8_t *)&byte, 1});
    return;
  }
  text->data[text->len++] = byte;
  text->data[text->len] = '\0';
}
/* len bytes more, which the caller then writes. */
static inline char *text_extend(struct text *text, size_t len) {
  if (text->capacity - text->len <= len) text_reserve(text, len);
  char *to = text->data + text->len;
  text->len += len;
  text->data[text->len] = '\0';
  return to;
}
/* In decimal. */
void text_add_integer(struct text *text, int64_t number);
TEXT_FORMAT void text_addf(struct text *text, const char *format, ...);
void text_addv(struct text *text, const char *format, va_list arguments);
/* Made visible, as below. */
void text_add_escaped(struct text *text, reqsig_slice bytes, bool utf8);
/* The same of a sentence, where a backslash is never an escape's: it stands for itself. */
void text_add_prose(struct text *text, const char *sentence, bool utf8);
/* Made visible in ASCII, as much as fits into max_columns; "..." if that is not all. */
void text_add_shortened(struct text *text, reqsig_slice bytes, size_t max_columns);
/* A character in UTF-8, see lib/utf8.h. */
void text_add_utf8(struct text *text, uint32_t code);
/* What bytes begin with: at most max of them, and no character of UTF-8 in part. */
reqsig_slice text_beginning(reqsig_slice bytes, size_t max);
/* Base 64, standard alphabet, padded. */
void text_add_base64(struct text *text, reqsig_slice bytes);

/* "a, b or c" */
void text_add_choices(struct text *text, const char *const *names, size_t num_names);

/* Empty, the memory kept. */
void text_clear(struct text *text);
/* Drops the first len bytes. */
void text_drop(struct text *text, size_t len);
void text_free(struct text *text);

/* "" if nothing was ever added. */
const char *text_string(const struct text *text);
reqsig_slice text_slice(const struct text *text);

/* "" of one, "s" of any other number. */
const char *text_plural(size_t number);

/*
 * Bytes made visible, so that two texts look alike only if they are the same bytes.
 *
 * Printable ASCII stands for itself, and so does printable UTF-8 where the reader's terminal can
 * show it. A backslash is written \\, the usual controls \n \r \t and \0, any other byte \xNN, and a
 * character that nobody would see or that joins itself to its neighbour (a no-break space, a zero
 * width space, a byte order mark, a combining accent) by its code point: \u{FEFF}.
 */

/* One byte or character, as it is shown. */
typedef struct escape_unit {
  char text[12]; /* with a NUL at its end */
  size_t num_columns;
  bool escaped;
} escape_unit;

/* Shows what bytes begin with, and returns how many bytes that was: 1 to 4. bytes are not empty. */
size_t escape_next(reqsig_slice bytes, bool utf8, escape_unit *unit);

void escape_write(FILE *out, reqsig_slice bytes, bool utf8);
void escape_write_string(FILE *out, const char *string, bool utf8);

/* True if each byte stands for itself. */
bool escape_is_plain(reqsig_slice bytes, bool utf8);

/* How many columns the first len bytes take when they are shown so. */
size_t escape_columns(reqsig_slice bytes, size_t len, bool utf8);

/* How many columns a text takes that is printed as it is. */
size_t escape_columns_as_is(reqsig_slice text);

/* Numbers, times and spans of time, as people type and read them. */

/* The largest that number_read reads. */
#define NUMBER_MAX UINT64_C(999999999999999)

/* False if text is anything but digits, or the number is not from min to max. */
bool number_read(const char *text, uint64_t min, uint64_t max, uint64_t *number);

/* 2^53 - 1: every language reads it from JSON without loss. */
#define TIME_MAX INT64_C(9007199254740991)

/* Digits alone, 0 to TIME_MAX; false, said on standard error, of anything else. */
bool time_parse(const char *text, int64_t *now_ms);

/* The same of a number of milliseconds that option is given. */
bool time_parse_span(const char *option, const char *text, int64_t *span_ms);

/* The system's clock. */
int64_t time_from_clock(void);

/* Adds "2017-04-10 04:43:12.000 UTC"; nothing if the platform can't tell such a date. */
void text_add_time(struct text *text, int64_t time_ms);

/* Adds "2 days 3 min 0.001 s", or "about 3 years (1100 days)" from two years on. */
void text_add_span(struct text *text, int64_t span_ms);

#endif
