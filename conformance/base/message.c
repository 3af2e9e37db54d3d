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

/* Longer words have no near candidate: no name here is nearly as long. */
enum { LONGEST = 48, FARTHEST = 2 };

static size_t least_of(size_t a, size_t b) {
  return a < b ? a : b;
}

static uint8_t upper_letter(const char *word, size_t i) {
  return rs_upper((uint8_t)word[i]);
}

static bool is_swapped(const char *a, size_t i, const char *b, size_t j) {
  return i > 1 && j > 1 && upper_letter(a, i - 1) == upper_letter(b, j - 2) &&
         upper_letter(a, i - 2) == upper_letter(b, j - 1);
}

/* Optimal string alignment, all rows kept: the words are short. */
static size_t edit_distance(const char *a, const char *b) {
  size_t row[LONGEST + 1][LONGEST + 1];
  size_t a_len = strlen(a), b_len = strlen(b);
  if (a_len > LONGEST || b_len > LONGEST) return LONGEST;
  for (size_t i = 0; i <= a_len; i++) row[i][0] = i;
  for (size_t j = 0; j <= b_len; j++) row[0][j] = j;
  for (size_t i = 1; i <= a_len; i++)
    for (size_t j = 1; j <= b_len; j++) {
      size_t change = row[i - 1][j - 1] + (upper_letter(a, i - 1) != upper_letter(b, j - 1));
      row[i][j] = least_of(change, least_of(row[i - 1][j], row[i][j - 1]) + 1);
      if (is_swapped(a, i, b, j)) row[i][j] = least_of(row[i][j], row[i - 2][j - 2] + 1);
    }
  return row[a_len][b_len];
}

static bool is_beginning(const char *word, const char *candidate) {
  reqsig_slice whole = reqsig_text(candidate);
  size_t len = strlen(word);
  return len > 0 && len <= whole.len &&
         rs_slice_equal_ignoring_case(rs_slice(whole.data, len), reqsig_text(word));
}

const char *suggest(const char *word, const char *const *candidates, size_t num_candidates) {
  const char *best = NULL;
  size_t best_distance = least_of(FARTHEST, strlen(word) / 2) + 1;
  for (size_t i = 0; i < num_candidates; i++) {
    size_t d = is_beginning(word, candidates[i]) ? 1 : edit_distance(word, candidates[i]);
    if (d >= best_distance) continue;
    best = candidates[i];
    best_distance = d;
  }
  return best;
}

void message_did_you_mean(const char *word, const char *const *candidates, size_t num_candidates) {
  const char *near = suggest(word, candidates, num_candidates);
  if (near) message_hint("did you mean %s?", near);
}
