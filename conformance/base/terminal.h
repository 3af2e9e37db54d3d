/* What the reader's terminal can show, and text laid out to fit it. */
#ifndef REQSIG_TERMINAL_H
#define REQSIG_TERMINAL_H

#include <stdbool.h>
#include <stdio.h>

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

/* Text broken between words at terminal_columns. It begins at column first, wherever that is; further
 * lines are indented by rest columns. Ends with a line end. */
void terminal_wrap(FILE *out, int first, int rest, const char *text);

#endif
