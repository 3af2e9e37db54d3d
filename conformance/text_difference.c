#include <string.h>

#include "lib/bytes.h"
#include "report.h"
#include "visible.h"

/* Columns for the bytes themselves, and how many of them stand before the first difference. */
enum { WIDTH = 84, BEFORE = 40 };

static void print_label(FILE *out, const char *label) {
  fprintf(out, "    %-8s  ", label);
}

/* From offset at on, as much as fits. Bytes are shown one by one, so that a difference within a character is
 * seen. */
static void print_bytes(FILE *out, const char *label, reqsig_slice bytes, size_t at, bool more_behind) {
  visible_unit unit;
  size_t columns = 0;
  print_label(out, label);
  if (bytes.len == 0) fputs("(nothing)", out);
  if (at > 0) fputs("...", out);
  while (at < bytes.len) {
    size_t len = visible_next(rs_slice_after(bytes, at), false, &unit);
    if (columns + unit.num_columns > WIDTH) break;
    fputs(unit.text, out);
    columns += unit.num_columns;
    at += len;
  }
  fputs(at < bytes.len || more_behind ? "...\n" : "\n", out);
}

static size_t window_start(reqsig_slice bytes, size_t difference) {
  size_t at = difference, columns = 0;
  visible_unit unit;
  while (at > 0) {
    visible_next(rs_slice_after(bytes, at - 1), false, &unit);
    if (columns + unit.num_columns > BEFORE) break;
    columns += unit.num_columns;
    at--;
  }
  return at <= 3 ? 0 : at; /* "..." is no shorter than what it would stand for */
}

static void print_mark(FILE *out, size_t columns, size_t offset, reqsig_slice expected, size_t received_len,
                       term t) {
  const char *what = offset >= received_len   ? ", where what was received ends"
                     : offset >= expected.len ? ", where what was expected ends"
                                              : "";
  print_label(out, "");
  fprintf(out, "%*s%s^ byte %zu%s%s\n", (int)columns, "", term_style_on(t, TERM_YELLOW), offset + 1, what,
          term_style_on(t, TERM_PLAIN));
}

/* What was received may have been cut at both ends, to received_at and the length of received. */
static void print_both(FILE *out, const struct difference *difference, term t) {
  reqsig_slice expected = difference->expected, received = difference->received;
  size_t cut = difference->received_at;
  reqsig_slice same = rs_slice_after(expected, cut < expected.len ? cut : expected.len);
  size_t parted = first_difference(same, received);
  size_t at = window_start(received.len > 0 ? received : same, parted);
  bool more = cut + received.len < difference->received_len;
  print_bytes(out, "expected", expected, cut + at, false);
  print_bytes(out, "received", received, at, more);
  size_t columns = (at + cut > 0 ? 3 : 0) + visible_columns(rs_slice_after(received, at), parted - at, false);
  print_mark(out, columns, cut + parted, expected, difference->received_len, t);
}

static void print_digests(FILE *out, const struct difference *difference) {
  print_label(out, "expected");
  fprintf(out, "SHA-256 %s\n", difference->expected_sha256);
  print_label(out, "received");
  fprintf(out, "SHA-256 %s (%zu bytes)\n", difference->received_sha256, difference->received_len);
}

void text_difference(FILE *out, const struct difference *difference, term t) {
  static const char *const what[] = {[DIFFERENCE_MESSAGE] = "",
                                     [DIFFERENCE_VALUE] = "",
                                     [DIFFERENCE_MISSING] = ", which was not answered",
                                     [DIFFERENCE_TWICE] = ", which was answered more than once",
                                     [DIFFERENCE_UNWANTED] = ", which must not be sent here"};
  bool is_message = difference->kind == DIFFERENCE_MESSAGE;
  fprintf(out, "  %s%s%s%s\n", is_message ? "the message" : "header ", is_message ? "" : difference->header,
          what[difference->kind], is_message ? " (what is signed)" : "");
  if (difference->expected_sha256)
    print_digests(out, difference);
  else if (difference->kind == DIFFERENCE_MESSAGE || difference->kind == DIFFERENCE_VALUE)
    print_both(out, difference, t);
  else if (difference->kind == DIFFERENCE_MISSING)
    print_bytes(out, "expected", difference->expected, 0, false);
  else if (difference->kind == DIFFERENCE_UNWANTED)
    print_bytes(out, "received", difference->received, 0, false);
}
