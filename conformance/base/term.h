/* What the reader's terminal can show. */
#ifndef REQSIG_TERM_H
#define REQSIG_TERM_H

#include <stdbool.h>
#include <stdio.h>

typedef struct term {
  bool colour; /* the stream is a terminal, TERM is not "dumb" and NO_COLOR is unset or empty */
  bool utf8;   /* the locale that the environment names has UTF-8 */
} term;

typedef enum term_style {
  TERM_PLAIN,
  TERM_BOLD,
  TERM_DIM,
  TERM_RED,
  TERM_GREEN,
  TERM_YELLOW,
  TERM_BLUE,
  TERM_MAGENTA,
  TERM_CYAN
} term_style;

term term_of(FILE *stream);

/* The sequence that switches to style, from any other; "" without colour. */
const char *term_style_on(term t, term_style style);

#endif
