#include "commands/vectors_show.h"

#include <inttypes.h>

#include "commands/show_parts.h"
#include "vectors/verdict.h"

static void print_names(FILE *out, const char *label, const struct name_list *names) {
  if (names->count == 0) return;
  fprintf(out, "  %-14s", label);
  for (size_t i = 0; i < names->count; i++) fprintf(out, "%s%s", i > 0 ? ", " : "", names->items[i]);
  fputs("\n", out);
}

static void print_telling(FILE *out, const struct vector *vector, terminal t) {
  fprintf(out, "%s%s%s  %s\n", terminal_style_on(t, STYLE_BOLD), vector->id,
          terminal_style_on(t, STYLE_PLAIN), vector_class_name(vector->class));
  show_string(out, "tests", vector->tests, t);
  show_string(out, "clause", vector->clause, t);
  show_string(out, "from", vector->document, t);
  if (vector->document_title) show_string(out, "", vector->document_title, t);
  print_names(out, "register", &vector->register_rows);
  show_rows(out, "bugs", &vector->bugs);
  print_names(out, "catches", &vector->mistakes);
  if (!vector->twin) return;
  fprintf(out, "  %-14s%s, in: %s\n", "differs from", vector->twin, vector->changes);
  show_string(out, "edit", vector->edit, t);
}

static void print_inputs(FILE *out, const struct vector *vector, terminal t) {
  const reqsig_request *request = &vector->request;
  show_head(out, "credentials", t);
  for (size_t i = 0; i < vector->num_credentials; i++)
    show_bytes(out, vector->credentials[i].name, vector->credentials[i].value, t);
  show_head(out, vector->twin ? "signed request" : "request", t);
  fprintf(out, "  %-14s%" PRId64 " ms\n", "now", vector->now_ms);
  show_bytes(out, "method", request->method, t);
  show_bytes(out, "target", request->target, t);
  show_headers(out, "headers", request->headers, request->num_headers, t);
  show_bytes(out, "body", request->body, t);
}

static void print_expectation(FILE *out, const struct expectation *expect, terminal t) {
  if (expect->not_signed) fprintf(out, "  %-14sthe request gets no signature\n", "not signed");
  if (expect->message_sha256) show_string(out, "message", "too long to be written down; its SHA-256 is", t);
  if (expect->message_sha256) show_string(out, "", expect->message_sha256, t);
  if (expect->has_message && !expect->message_sha256) show_bytes(out, "message", expect->message, t);
  if (expect->content_md5) show_string(out, "content md5", expect->content_md5, t);
  if (expect->mac) show_string(out, "mac", expect->mac, t);
  show_headers(out, "headers", expect->headers.items, expect->headers.count, t);
  show_headers(out, "also sent", expect->also_sent.items, expect->also_sent.count, t);
  print_names(out, "not sent", &expect->absent);
  if (!expect->verdict.given) return;
  fprintf(out, "  %-14s", "verdict");
  verdict_write(out, &expect->verdict);
  fputs("\n", out);
}

void vectors_show(const struct vector *vector, FILE *out) {
  terminal t = terminal_of(out);
  print_telling(out, vector, t);
  print_inputs(out, vector, t);
  show_head(out, "expected", t);
  print_expectation(out, &vector->expect, t);
  for (size_t i = 0; i < vector->num_profile_expects; i++) {
    const struct expectation *expect = &vector->profile_expects[i];
    fprintf(out, "\n%sflagged:", terminal_style_on(t, STYLE_BOLD));
    for (size_t j = 0; j < expect->profiles.count; j++)
      fprintf(out, "%s%s", j > 0 ? " + " : " ", expect->profiles.items[j]);
    fprintf(out, "%s\n", terminal_style_on(t, STYLE_PLAIN));
    print_expectation(out, expect, t);
  }
}
