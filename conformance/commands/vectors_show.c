/* reqsig vectors show: one vector, for a person to read. */
#include <inttypes.h>
#include <stdio.h>

#include "base/escape.h"
#include "base/message.h"
#include "commands/command.h"
#include "commands/http_show.h"

#include "commands/show_parts.h"
#include "vectors/vector_set.h"

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

static int refuse_id(const char *id, struct vector_set *set) {
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
  if (!vector && !request) return refuse_id(id, set);
  if (vector)
    show_vector(vector, stdout);
  else
    http_show(request, stdout);
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

static const struct option option_rows[] = {
    {.name = "--vectors",
     .value = "DIR",
     .text =
         "the vectors of this directory instead of the built-in ones, as REQSIG_VECTORS of the environment",
     .kind = VALUE_DIRECTORY},
    {0}};

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
