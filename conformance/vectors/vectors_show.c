#include "vectors_show.h"

#include <inttypes.h>

#include "lib/bytes.h"
#include "rulings.h"
#include "term.h"
#include "visible.h"

enum { MAX_SHOWN = 2048 };

static void print_head(FILE *out, const char *head, term t) {
  fprintf(out, "\n%s%s%s\n", term_style_on(t, TERM_BOLD), head, term_style_on(t, TERM_PLAIN));
}

static void print_bytes(FILE *out, const char *label, reqsig_slice bytes, term t) {
  reqsig_slice shown = rs_slice(bytes.data, bytes.len < MAX_SHOWN ? bytes.len : MAX_SHOWN);
  fprintf(out, "  %-14s", label);
  visible_write(out, shown, t.utf8);
  if (shown.len < bytes.len) fputs("...", out);
  fprintf(out, "%s%s(%zu bytes)%s\n", bytes.len > 0 ? "  " : "", term_style_on(t, TERM_DIM), bytes.len,
          term_style_on(t, TERM_PLAIN));
}

static void print_string(FILE *out, const char *label, const char *string, term t) {
  fprintf(out, "  %-14s", label);
  visible_write(out, reqsig_text(string), t.utf8);
  fputs("\n", out);
}

static void print_names(FILE *out, const char *label, const struct name_list *names) {
  if (names->count == 0) return;
  fprintf(out, "  %-14s", label);
  for (size_t i = 0; i < names->count; i++) fprintf(out, "%s%s", i > 0 ? ", " : "", names->items[i]);
  fputs("\n", out);
}

static void print_headers(FILE *out, const char *label, const reqsig_header *headers, size_t count, term t) {
  for (size_t i = 0; i < count; i++) {
    fprintf(out, "  %-14s", i == 0 ? label : "");
    visible_write(out, headers[i].name, t.utf8);
    fputs(": ", out);
    visible_write(out, headers[i].value, t.utf8);
    fputs("\n", out);
  }
}

static void print_telling(FILE *out, const struct vector *vector, term t) {
  fprintf(out, "%s%s%s  %s\n", term_style_on(t, TERM_BOLD), vector->id, term_style_on(t, TERM_PLAIN),
          vector_class_name(vector->class));
  print_string(out, "tests", vector->tests, t);
  print_string(out, "clause", vector->clause, t);
  print_string(out, "from", vector->document, t);
  print_names(out, "register", &vector->register_rows);
  if (vector->num_bugs > 0) fprintf(out, "  %-14s", "bugs");
  for (size_t i = 0; i < vector->num_bugs; i++)
    fprintf(out, "%s%" PRId64, i > 0 ? ", " : "", vector->bugs[i]);
  if (vector->num_bugs > 0) fputs("\n", out);
  print_names(out, "catches", &vector->mistakes);
  if (!vector->twin) return;
  fprintf(out, "  %-14s%s, in: %s\n", "differs from", vector->twin, vector->changes);
  print_string(out, "edit", vector->edit, t);
}

static void print_inputs(FILE *out, const struct vector *vector, term t) {
  const reqsig_request *request = &vector->request;
  print_head(out, "credentials", t);
  for (size_t i = 0; i < vector->num_credentials; i++)
    print_bytes(out, vector->credentials[i].name, vector->credentials[i].value, t);
  print_head(out, vector->twin ? "signed request" : "request", t);
  fprintf(out, "  %-14s%" PRId64 " ms\n", "now", vector->now_ms);
  print_bytes(out, "method", request->method, t);
  print_bytes(out, "target", request->target, t);
  print_headers(out, "headers", request->headers, request->num_headers, t);
  print_bytes(out, "body", request->body, t);
}

static void print_reading(FILE *out, const struct reading *reading, term t) {
  if (reading->not_signed) fprintf(out, "  %-14sthe request gets no signature\n", "not signed");
  if (reading->message_sha256) print_string(out, "message", "too long to be written down; its SHA-256 is", t);
  if (reading->message_sha256) print_string(out, "", reading->message_sha256, t);
  if (reading->has_message && !reading->message_sha256) print_bytes(out, "message", reading->message, t);
  if (reading->content_md5) print_string(out, "content md5", reading->content_md5, t);
  if (reading->mac) print_string(out, "mac", reading->mac, t);
  print_headers(out, "headers", reading->headers.items, reading->headers.count, t);
  print_headers(out, "also sent", reading->also_sent.items, reading->also_sent.count, t);
  print_names(out, "not sent", &reading->absent);
  if (!reading->ruling.given) return;
  fprintf(out, "  %-14s", "verdict");
  ruling_write(out, &reading->ruling);
  fputs("\n", out);
}

void vectors_show(const struct vector *vector, FILE *out) {
  term t = term_of(out);
  print_telling(out, vector, t);
  print_inputs(out, vector, t);
  print_head(out, "expected", t);
  print_reading(out, &vector->expect, t);
  for (size_t i = 0; i < vector->num_readings; i++) {
    const struct reading *reading = &vector->readings[i];
    fprintf(out, "\n%sflagged:", term_style_on(t, TERM_BOLD));
    for (size_t j = 0; j < reading->profiles.count; j++)
      fprintf(out, "%s%s", j > 0 ? " + " : " ", reading->profiles.items[j]);
    fprintf(out, "%s\n", term_style_on(t, TERM_PLAIN));
    print_reading(out, reading, t);
  }
}
