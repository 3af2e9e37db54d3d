#include "base/message.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/terminal.h"
#include "base/text.h"
#include "lib/bytes.h"
#include "lib/nearest.h"

/* A backslash stays as it is: it may be that of what was made visible before. */
static size_t next_visible(reqsig_slice message, escape_unit *unit) {
  size_t len = escape_next(message, true, unit);
  if (message.data[0] == '\\') *unit = (escape_unit){.text = "\\", .num_columns = 1};
  return len;
}

static int word_columns(reqsig_slice message) {
  escape_unit unit;
  int columns = 0;
  while (message.len > 0 && message.data[0] != ' ') {
    message = rs_slice_after(message, next_visible(message, &unit));
    columns += (int)unit.num_columns;
  }
  return columns;
}

/* Behind indent columns. On a terminal a line is broken before a word that does not fit, and goes on there;
 * elsewhere programs read it, a message a line. No memory is taken: this may have to say that there is none.
 */
static void print_visible(reqsig_slice message, int indent) {
  int columns = isatty(STDERR_FILENO) == 1 ? terminal_columns(stderr) : INT_MAX, column = indent;
  escape_unit unit;
  while (message.len > 0) {
    bool is_space = message.data[0] == ' ';
    message = rs_slice_after(message, next_visible(message, &unit));
    if (is_space && column > indent && word_columns(message) >= columns - column) {
      fprintf(stderr, "\n%*s", indent, "");
      column = indent;
    } else {
      fputs(unit.text, stderr);
      column += (int)unit.num_columns;
    }
  }
}

static void print_message(const char *before, const char *format, va_list arguments) {
  va_list again;
  va_copy(again, arguments);
  int len = vsnprintf(NULL, 0, format, again);
  va_end(again);
  char *message = len >= 0 ? malloc((size_t)len + 1) : NULL;
  if (message) vsnprintf(message, (size_t)len + 1, format, arguments);
  fputs(before, stderr);
  print_visible(reqsig_text(message ? message : format), (int)strlen(before));
  fputc('\n', stderr);
  free(message);
}

void message_error(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  print_message("reqsig: ", format, arguments);
  va_end(arguments);
}

void message_warning(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  print_message("reqsig: warning: ", format, arguments);
  va_end(arguments);
}

void message_hint(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  print_message("  ", format, arguments);
  va_end(arguments);
}

const char *suggest(const char *word, const char *const *candidates, size_t num_candidates) {
  return rs_nearest(reqsig_text(word), candidates, num_candidates);
}

void message_did_you_mean(const char *word, const char *const *candidates, size_t num_candidates) {
  const char *near = suggest(word, candidates, num_candidates);
  if (near) message_hint("did you mean %s?", near);
}
