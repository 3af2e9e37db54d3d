#include <string.h>

#include "base/terminal.h"
#include "base/text.h"
#include "lib/bytes.h"
#include "report/report.h"

/* What stands before the bytes, and the dots at both ends of a part. */
enum { LABEL = 14, DOTS = 6 };

/* Columns for the bytes themselves; less than half of them stand before the first difference. */
static size_t width_of(FILE *out) {
  return (size_t)terminal_columns(out) - LABEL - DOTS;
}

static void print_label(FILE *out, const char *label) {
  fprintf(out, "    %-8s  ", label);
}

/* A text, and where it first differs from the one that it is shown with. */
struct shown {
  reqsig_slice bytes;
  size_t parted;
};

static bool is_at_an_end(reqsig_slice bytes, size_t at) {
  size_t before = at, behind = at;
  while (before > 0 && bytes.data[before - 1] == ' ') before--;
  while (behind < bytes.len && bytes.data[behind] == ' ') behind++;
  return before == 0 || behind == bytes.len;
}

/*
 * Bytes one by one, so that a difference within a character is seen. A blank that nobody would see, at an end
 * or where the texts part, is written as its number.
 */
static void show_byte(const struct shown *shown, size_t at, escape_unit *unit) {
  escape_next(rs_slice_after(shown->bytes, at), false, unit);
  if (shown->bytes.data[at] != ' ' || (at != shown->parted && !is_at_an_end(shown->bytes, at))) return;
  snprintf(unit->text, sizeof unit->text, "\\x20");
  unit->num_columns = strlen(unit->text);
}

/* From offset at on, as much as fits. */
static void print_bytes(FILE *out, const char *label, struct shown shown, size_t at, bool more_behind) {
  escape_unit unit;
  size_t columns = 0, width = width_of(out);
  print_label(out, label);
  if (shown.bytes.len == 0) fputs("(nothing)", out);
  if (at > 0) fputs("...", out);
  for (; at < shown.bytes.len; at++) {
    show_byte(&shown, at, &unit);
    if (columns + unit.num_columns > width) break;
    fputs(unit.text, out);
    columns += unit.num_columns;
  }
  fputs(at < shown.bytes.len || more_behind ? "...\n" : "\n", out);
}

static size_t count_columns(const struct shown *shown, size_t from, size_t to) {
  escape_unit unit;
  size_t columns = 0;
  for (size_t at = from; at < to; at++) {
    show_byte(shown, at, &unit);
    columns += unit.num_columns;
  }
  return columns;
}

/* What stands before the difference is shown as far as it fits. */
static size_t window_start(const struct shown *shown, size_t width) {
  size_t at = shown->parted, columns = 0;
  for (; at > 0; at--) {
    columns += count_columns(shown, at - 1, at);
    if (columns > width * 2 / 5) break;
  }
  return at <= 3 ? 0 : at; /* "..." is no shorter than what it would stand for */
}

static void print_mark(FILE *out, size_t columns, size_t offset, const struct difference *difference,
                       terminal t) {
  const char *what = offset >= difference->received_len   ? ", where what was received ends"
                     : offset >= difference->expected.len ? ", where what was expected ends"
                                                          : "";
  print_label(out, "");
  fprintf(out, "%*s%s^ byte %zu%s%s\n", (int)columns, "", terminal_style_on(t, STYLE_YELLOW), offset + 1,
          what, terminal_style_on(t, STYLE_PLAIN));
}

/* What was received may have been cut at both ends, to received_at and the length of received. */
static void print_both(FILE *out, const struct difference *difference, terminal t) {
  size_t cut = difference->received_at;
  size_t skipped = cut < difference->expected.len ? cut : difference->expected.len;
  struct shown received = {difference->received, 0};
  received.parted = first_difference(rs_slice_after(difference->expected, skipped), received.bytes);
  struct shown expected = {difference->expected, cut + received.parted};
  size_t at = window_start(&received, width_of(out));
  print_bytes(out, "expected", expected, cut + at, false);
  print_bytes(out, "received", received, at, cut + received.bytes.len < difference->received_len);
  size_t columns = (at > 0 ? 3 : 0) + count_columns(&received, at, received.parted);
  print_mark(out, columns, expected.parted, difference, t);
}

static void print_digests(FILE *out, const struct difference *difference) {
  print_label(out, "expected");
  fprintf(out, "SHA-256 %s\n", difference->expected_sha256);
  print_label(out, "received");
  fprintf(out, "SHA-256 %s (%zu byte%s)\n", difference->received_sha256, difference->received_len,
          text_plural(difference->received_len));
}

static void print_verdict(FILE *out, const char *label, const struct verdict *verdict) {
  print_label(out, label);
  verdict_write(out, verdict);
  fputs("\n", out);
}

static void print_verdicts(FILE *out, const struct difference *difference, terminal t) {
  bool is_false_accept = difference->kind == DIFFERENCE_ACCEPTED;
  fprintf(out, "  verify: %s%s%s\n", is_false_accept ? terminal_style_on(t, STYLE_RED) : "",
          difference_of_verdicts(difference->kind), is_false_accept ? terminal_style_on(t, STYLE_PLAIN) : "");
  print_verdict(out, "expected", &difference->expected_verdict);
  print_verdict(out, "received", &difference->received_verdict);
}

static void print_missing(FILE *out, const struct difference *difference) {
  struct text names = {0};
  print_bytes(out, "expected", (struct shown){difference->expected, SIZE_MAX}, 0, false);
  for (size_t i = 0; i < difference->instead.count; i++)
    text_addf(&names, "%s%s", i > 0 ? ", " : "", difference->instead.items[i]);
  if (names.len > 0) print_bytes(out, "instead", (struct shown){text_slice(&names), SIZE_MAX}, 0, false);
  text_free(&names);
}

/* Of a message or a header. */
static void print_signed(FILE *out, const struct difference *difference, terminal t) {
  static const char *const what[] = {[DIFFERENCE_MESSAGE] = "",
                                     [DIFFERENCE_VALUE] = "",
                                     [DIFFERENCE_MISSING] = ", which was not answered",
                                     [DIFFERENCE_TWICE] = ", which was answered more than once",
                                     [DIFFERENCE_UNWANTED] = ", which must not be sent here"};
  bool is_message = difference->kind == DIFFERENCE_MESSAGE;
  fputs(is_message ? "  the message (what is signed)" : "  header ", out);
  if (!is_message) escape_write_string(out, difference->header, t.utf8);
  fprintf(out, "%s\n", what[difference->kind]);
  if (difference->expected_sha256)
    print_digests(out, difference);
  else if (difference->kind == DIFFERENCE_MESSAGE || difference->kind == DIFFERENCE_VALUE)
    print_both(out, difference, t);
  else if (difference->kind == DIFFERENCE_MISSING)
    print_missing(out, difference);
  else if (difference->kind == DIFFERENCE_UNWANTED)
    print_bytes(out, "received", (struct shown){difference->received, SIZE_MAX}, 0, false);
}

void text_difference(FILE *out, const struct difference *difference, terminal t) {
  if (difference_of_verdicts(difference->kind))
    print_verdicts(out, difference, t);
  else
    print_signed(out, difference, t);
}

static void print_place(FILE *out, const struct disagreement *disagreement, terminal t) {
  fprintf(out, "%sDIFFERS%s  %s", terminal_style_on(t, STYLE_RED), terminal_style_on(t, STYLE_PLAIN),
          disagreement->id);
  fprintf(out, "%s%s\n", disagreement->profiles ? ", " : "",
          disagreement->profiles ? disagreement->profiles : "");
}

/* A raw request in ASCII: each of its bytes counts. */
static void print_side(FILE *out, const char *label, const struct disagreement *disagreement,
                       reqsig_slice bytes, terminal t) {
  fprintf(out, "    %s", label);
  if (bytes.len == 0) fputs("(nothing)", out);
  escape_write(out, bytes, t.utf8 && disagreement->profiles);
  fputs("\n", out);
}

static void print_disagreement(FILE *out, const struct disagreement *disagreement, terminal t) {
  if (disagreement->difference) {
    text_difference(out, disagreement->difference, t);
    return;
  }
  fprintf(out, "  %s\n", disagreement->what);
  print_side(out, "expected  ", disagreement, disagreement->expected, t);
  print_side(out, "the library gives  ", disagreement, disagreement->found, t);
}

static void print_disagreements(FILE *out, const struct self_check *check) {
  terminal t = terminal_of(out);
  for (size_t i = 0; i < check->num_remarks; i++) fprintf(out, "%s\n", check->remarks[i].text);
  for (size_t i = 0; i < check->num_disagreements; i++) {
    const struct disagreement *one = &check->disagreements[i], *before = i > 0 ? one - 1 : NULL;
    if (!before || before->id != one->id || before->profiles != one->profiles) print_place(out, one, t);
    print_disagreement(out, one, t);
  }
}

void text_self_check_vectors(FILE *out, const struct self_check *check, size_t num_vectors) {
  print_disagreements(out, check);
  if (check->num_places > 0)
    fprintf(out, "The library differs in %zu place%s: %zu vectors, %zu signatures, %zu verdicts checked.\n",
            check->num_places, text_plural(check->num_places), num_vectors, check->num_signatures,
            check->num_verdicts);
  else
    fprintf(out, "%zu vectors: the library gives their %zu signatures and %zu verdicts.\n", num_vectors,
            check->num_signatures, check->num_verdicts);
}

void text_self_check_requests(FILE *out, const struct self_check *check, size_t num_requests) {
  print_disagreements(out, check);
  if (check->num_places > 0)
    fprintf(out, "The library's parser differs in %zu of %zu raw requests.\n", check->num_places,
            num_requests);
  else if (num_requests > 0)
    fprintf(out, "%zu raw requests: the library's parser reads each as its vector says.\n", num_requests);
}
