/* reqsig vectors show: one vector, for a person to read. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "base/terminal.h"
#include "base/text.h"
#include "commands/command.h"

#include "lib/bytes.h"
#include "vectors/vector_set.h"

enum { MAX_SHOWN = 2048 };

static void show_head(FILE *out, const char *head, terminal t) {
  fprintf(out, "\n%s%s%s\n", terminal_style_on(t, STYLE_BOLD), head, terminal_style_on(t, STYLE_PLAIN));
}

static void show_bytes(FILE *out, const char *label, reqsig_slice bytes, terminal t) {
  reqsig_slice shown = rs_slice(bytes.data, bytes.len < MAX_SHOWN ? bytes.len : MAX_SHOWN);
  fprintf(out, "  %-14s", label);
  escape_write(out, shown, t.utf8);
  if (shown.len < bytes.len) fputs("...", out);
  fprintf(out, "%s%s(%zu bytes)%s\n", bytes.len > 0 ? "  " : "", terminal_style_on(t, STYLE_DIM), bytes.len,
          terminal_style_on(t, STYLE_PLAIN));
}

enum { LABEL_END = 16 };

/* Prose, wrapped. */
static void show_string(FILE *out, const char *label, const char *string, terminal t) {
  struct text text = {0};
  text_add_prose(&text, string, t.utf8);
  fprintf(out, "  %-14s", label);
  terminal_wrap(out, LABEL_END, LABEL_END, text_string(&text));
  text_free(&text);
}

static void show_headers(FILE *out, const char *label, const reqsig_header *headers, size_t count,
                         terminal t) {
  for (size_t i = 0; i < count; i++) {
    fprintf(out, "  %-14s", i == 0 ? label : "");
    escape_write(out, headers[i].name, t.utf8);
    fputs(": ", out);
    escape_write(out, headers[i].value, t.utf8);
    fputs("\n", out);
  }
}

static void show_rows(FILE *out, const char *label, const struct row_list *rows) {
  if (rows->count == 0) return;
  fprintf(out, "  %-14s", label);
  for (size_t i = 0; i < rows->count; i++) fprintf(out, "%s%" PRId64, i > 0 ? ", " : "", rows->items[i]);
  fputs("\n", out);
}

static void print_names(FILE *out, const char *label, const struct name_list *names, terminal t) {
  if (names->count == 0) return;
  fprintf(out, "  %-14s", label);
  for (size_t i = 0; i < names->count; i++) {
    if (i > 0) fputs(", ", out);
    escape_write_string(out, names->items[i], t.utf8);
  }
  fputs("\n", out);
}

static void print_telling(FILE *out, const struct vector *vector, terminal t) {
  fprintf(out, "%s%s%s  %s\n", terminal_style_on(t, STYLE_BOLD), vector->id,
          terminal_style_on(t, STYLE_PLAIN), vector_class_name(vector->class));
  show_string(out, "tests", vector->tests, t);
  show_string(out, "clause", vector->clause, t);
  show_string(out, "from", vector->document, t);
  if (vector->document_title) show_string(out, "", vector->document_title, t);
  print_names(out, "register", &vector->register_rows, t);
  show_rows(out, "bugs", &vector->bugs);
  print_names(out, "catches", &vector->mistakes, t);
  if (!vector->twin) return;
  fprintf(out, "  %-14s%s, in: ", "differs from", vector->twin);
  escape_write_string(out, vector->changes, t.utf8);
  fputs("\n", out);
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
  print_names(out, "not sent", &expect->absent, t);
  if (!expect->verdict.given) return;
  fprintf(out, "  %-14s", "verdict");
  verdict_write(out, &expect->verdict);
  fputs("\n", out);
}

static void show_vector(const struct vector *vector, FILE *out) {
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

static void print_limit(FILE *out, const char *what, size_t limit) {
  if (limit != SIZE_MAX) fprintf(out, "  %-14s%zu %s\n", "room for", limit, what);
}

static void print_request_telling(FILE *out, const struct http_vector *vector, terminal t) {
  fprintf(out, "%s%s%s  %s\n", terminal_style_on(t, STYLE_BOLD), vector->id,
          terminal_style_on(t, STYLE_PLAIN), http_class_name(vector->class));
  show_string(out, "tests", vector->tests, t);
  show_string(out, "clause", vector->clause, t);
  show_string(out, "from", vector->source, t);
  if (vector->choice) show_string(out, "choice", vector->choice, t);
  show_rows(out, "bugs", &vector->bugs);
  print_limit(out, "headers", vector->max_headers);
  print_limit(out, "bytes of body", vector->max_body);
  if (!vector->twin) return;
  show_string(out, "differs from", vector->twin, t);
  show_string(out, "edit", vector->edit, t);
}

/* Up to and with its LF. Every byte but printable ASCII is shown by its number: here each one counts. */
static size_t line_end(reqsig_slice raw, size_t start) {
  const uint8_t *lf = raw.len > start ? memchr(raw.data + start, '\n', raw.len - start) : NULL;
  return lf ? (size_t)(lf - raw.data) + 1 : raw.len;
}

static void print_raw_line(FILE *out, reqsig_slice raw, size_t start, size_t end) {
  fprintf(out, "%6zu  ", start);
  escape_write(out, rs_slice_after(rs_slice(raw.data, end), start), false);
  fputs("\n", out);
}

static void print_raw_mark(FILE *out, const struct http_vector *vector, size_t start, terminal t) {
  reqsig_slice line = rs_slice_after(vector->raw, start);
  int columns = 8 + (int)escape_columns(line, vector->offset - start, false);
  fprintf(out, "%*s%s^ %s at offset %zu%s%s\n", columns, "", terminal_style_on(t, STYLE_YELLOW),
          reqsig_http_error_name(vector->reason), vector->offset,
          vector->offset == vector->raw.len ? ", where the input ends" : "",
          terminal_style_on(t, STYLE_PLAIN));
}

/* Line by line, each behind its offset, and the fault below its byte. */
static void print_raw(FILE *out, const struct http_vector *vector, terminal t) {
  reqsig_slice raw = vector->raw;
  bool rejected = vector->reason != REQSIG_HTTP_NONE;
  size_t start = 0;
  while (start < raw.len) {
    size_t end = line_end(raw, start);
    bool holds_fault = rejected && vector->offset >= start && vector->offset < end;
    bool ends_unfinished =
        rejected && vector->offset == raw.len && end == raw.len && raw.data[end - 1] != '\n';
    print_raw_line(out, raw, start, end);
    if (holds_fault || ends_unfinished) print_raw_mark(out, vector, start, t);
    if (ends_unfinished) return;
    start = end;
  }
  if (!rejected || vector->offset < raw.len) return;
  print_raw_line(out, raw, raw.len, raw.len);
  print_raw_mark(out, vector, raw.len, t);
}

static void show_raw_request(const struct http_vector *vector, FILE *out) {
  terminal t = terminal_of(out);
  struct text head = {0};
  text_addf(&head, "raw request, %zu byte%s", vector->raw.len, text_plural(vector->raw.len));
  print_request_telling(out, vector, t);
  show_head(out, text_string(&head), t);
  text_free(&head);
  print_raw(out, vector, t);
  show_head(out, "expected", t);
  if (vector->reason != REQSIG_HTTP_NONE) {
    fprintf(out, "  %-14sreject %s\n", "verdict", reqsig_http_error_name(vector->reason));
    fprintf(out, "  %-14s%zu\n", "offset", vector->offset);
    fprintf(out, "  %-14s", "meaning");
    terminal_wrap(out, LABEL_END, LABEL_END, reqsig_http_error_text(vector->reason));
    return;
  }
  t.utf8 = false;
  show_string(out, "verdict", "accept", t);
  show_bytes(out, "method", vector->request.method, t);
  show_bytes(out, "target", vector->request.target, t);
  show_headers(out, "headers", vector->request.headers, vector->request.num_headers, t);
  show_bytes(out, "body", vector->request.body, t);
}

static int fail_unknown_id(const char *id, struct vector_set *set) {
  size_t count = set->count + set->num_http;
  const char **ids = arena_get_array(&set->arena, count, sizeof *ids);
  for (size_t i = 0; i < set->count; i++) ids[i] = set->items[i].id;
  for (size_t i = 0; i < set->num_http; i++) ids[set->count + i] = set->http[i].id;
  message_error("%s: no vector has the id %s", command_vectors_show.name, id);
  message_did_you_mean(id, ids, count);
  message_hint("see reqsig vectors list");
  return COMMAND_USAGE;
}

static int show(const char *id, struct vector_set *set) {
  const struct vector *vector = vector_set_find(set, id);
  const struct http_vector *request = vector_set_find_http(set, id);
  if (!vector && !request) return fail_unknown_id(id, set);
  if (vector)
    show_vector(vector, stdout);
  else
    show_raw_request(request, stdout);
  return COMMAND_OK;
}

static int run(int argc, char **argv) {
  struct vector_set set = {0};
  struct options options = options_begin(&command_vectors_show, argc, argv);
  const char *value = NULL, *id = NULL, *directory = NULL;
  for (int option; (option = options_next(&options, &value)) != OPTIONS_END;) {
    if (option == OPTIONS_STOP) return options.exit_code;
    *(option == OPTIONS_OPERAND ? &id : &directory) = value;
  }
  int exit_code = COMMAND_BROKEN;
  if (vectors_load(command_vectors_show.name, directory, &set)) exit_code = show(id, &set);
  vector_set_free(&set);
  return exit_code;
}

static const struct operand operands[] = {{.name = "ID", .text = "the id of a vector", .kind = VALUE_VECTOR},
                                          {0}};

static const struct option option_rows[] = {VECTORS_OPTION(0), {0}};

const struct command command_vectors_show = {
    .name = "vectors show",
    .summary = "show one vector",
    .description = "Shows one vector: what it tests and why, its inputs, and what each step must give.",
    .operands = operands,
    .options = option_rows,
    .exit_codes =
        (const struct help_row[]){
            {"0", "done"}, {"2", "wrong usage"}, {"3", "the vectors can't be read"}, {0}},
    .examples = (const struct example[]){{NULL, "reqsig vectors show crm-post-json"}, {0}},
    .run = run,
};
