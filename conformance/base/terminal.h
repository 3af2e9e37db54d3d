/* What the reader's terminal can show, and text laid out to fit it. */
#ifndef REQSIG_TERMINAL_H
#define REQSIG_TERMINAL_H

#include <stdbool.h>
#include <stdio.h>

#include "reqsig.h"

typedef struct terminal {
  bool colour; /* the stream is a terminal, TERM is not "dumb" and NO_COLOR is unset or empty */
  bool utf8;   /* the locale that the environment names has UTF-8 */
} terminal;

typedef enum terminal_style {
  STYLE_PLAIN,
  STYLE_BOLD,
  STYLE_DIM,
  STYLE_RED,
  STYLE_GREEN,
  STYLE_YELLOW,
  STYLE_BLUE,
  STYLE_MAGENTA,
  STYLE_CYAN
} terminal_style;

terminal terminal_of(FILE *stream);

/* The sequence that switches to style, from any other; "" without colour. */
const char *terminal_style_on(terminal t, terminal_style style);

/* How wide text for stream may be: COLUMNS of the environment, else the terminal's width, else 80; at least
 * 40, at most 100, as longer lines are hard to read. */
int terminal_columns(FILE *stream);

/* Text broken between words at terminal_columns, and within no snippet in backquotes that fits a line. It
 * begins at column first, wherever that is; further lines are indented by rest columns. Ends with a line end.
 */
void terminal_wrap(FILE *out, int first, int rest, const char *text);

/* The page that explain and verify print: headings, bytes, quotes. */

struct page {
  FILE *out;
  terminal terminal;
  int num_headings;
  bool has_escapes; /* a backslash was shown, */
  bool has_breaks;  /* or bytes go on in a line behind the page's width: a legend is due */
};

#if defined(__GNUC__)
#define PAGE_FORMAT(at, first) __attribute__((format(printf, at, first)))
#else
#define PAGE_FORMAT(at, first)
#endif

enum { PAGE_INDENT = 3, PAGE_LABEL = 13, PAGE_VALUE = PAGE_INDENT + PAGE_LABEL };

struct page page_begin(FILE *out);

/* "1. Text" and below it, quoted, the document's words if they are not NULL. */
void page_heading(struct page *page, const char *text, const char *clause);
PAGE_FORMAT(3, 4) void page_headingf(struct page *page, const char *clause, const char *format, ...);

/* "label   text", wrapped, on the page's first screenful. */
void page_row(const struct page *page, const char *label, const char *text);
PAGE_FORMAT(3, 4) void page_rowf(const struct page *page, const char *label, const char *format, ...);

/* The label of a row alone: what comes next stands at column PAGE_VALUE. */
void page_label(const struct page *page, const char *label);

/* A paragraph, indented. */
void page_text(const struct page *page, const char *text);
PAGE_FORMAT(2, 3) void page_textf(const struct page *page, const char *format, ...);

/* The document's words, quoted, below what they are about; nothing if they are NULL. */
void page_quote(const struct page *page, int column, const char *clause);

/*
 * Bytes made visible, in that style, beginning at column first, wherever that is. The middle of long ones is
 * left out and the number of bytes said. After a \n and at the page's width the line is broken, and goes on
 * at column rest. The answer is the column behind the last of them.
 */
int page_bytes(struct page *page, reqsig_slice bytes, int first, int rest, terminal_style style);

/* "<token, 12 bytes, not shown>" */
void page_secret(const struct page *page, const char *what, size_t len);

/* How many columns that takes. */
size_t page_secret_columns(const char *what, size_t len);

/* Offsets, hex and text of each row of 16 that holds a byte which is not seen: no line end, no tab. */
void page_dump_unseen(const struct page *page, reqsig_slice bytes);

/* Of a sentence with snippets in backquotes: the legend is due if one of them has an escape. */
void page_note_snippets(struct page *page, const char *sentence);

/* The legend of what the page used. */
void page_end(const struct page *page);

#endif
