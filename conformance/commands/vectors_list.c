/* reqsig vectors list: the vectors, a line each. */
#include <stdio.h>
#include <string.h>

#include "base/escape.h"
#include "base/message.h"
#include "base/terminal.h"
#include "commands/command.h"
#include "commands/vectors_filter.h"
#include "request/scheme_argument.h"
#include "vectors/vector_set.h"

enum { OPTION_SCHEME, OPTION_HTTP, OPTION_CLASS, OPTION_VERDICT, OPTION_REASON, OPTION_VECTORS };

static size_t width_of(const struct vector_set *set) {
  size_t width = 0;
  for (size_t i = 0; i < set->count; i++)
    if (strlen(set->items[i].id) > width) width = strlen(set->items[i].id);
  for (size_t i = 0; i < set->num_http; i++)
    if (strlen(set->http[i].id) > width) width = strlen(set->http[i].id);
  return width;
}

static void print(FILE *out, int width, const char *id, const char *class, const char *tests) {
  fprintf(out, "%-*s  %-7s  ", width, id, class);
  escape_write_string(out, tests, terminal_of(out).utf8);
  fputs("\n", out);
}

/* Returns how many those are. */
static size_t print_vectors(const struct vectors_filter *filter, const struct vector_set *set, FILE *out) {
  int width = (int)width_of(set);
  size_t num_listed = 0;
  for (size_t i = 0; i < set->count; i++) {
    const struct vector *vector = &set->items[i];
    if (!vectors_filter_has(filter, vector)) continue;
    print(out, width, vector->id, vector_class_name(vector->class), vector->tests);
    num_listed++;
  }
  for (size_t i = 0; i < set->num_http; i++) {
    const struct http_vector *vector = &set->http[i];
    if (!vectors_filter_has_request(filter, vector)) continue;
    print(out, width, vector->id, http_class_name(vector->class), vector->tests);
    num_listed++;
  }
  return num_listed;
}

static bool take_scheme(struct vectors_filter *filter, const char *name) {
  filter->scheme = scheme_argument(command_vectors_list.name, name);
  return filter->scheme;
}

static bool take_reason(struct vectors_filter *filter, const char *name) {
  if (vectors_filter_reason(filter, name)) return true;
  message_error("%s: --reason %s: there is no such reason", command_vectors_list.name, name);
  vectors_filter_tell_reasons();
  message_hint("see reqsig help %s", command_vectors_list.name);
  return false;
}

static bool take(struct vectors_filter *filter, const char **directory, int option, const char *value) {
  switch (option) {
  case OPTION_SCHEME: return take_scheme(filter, value);
  case OPTION_HTTP: filter->http = true; return true;
  case OPTION_CLASS: return vectors_filter_class(filter, value);
  case OPTION_VERDICT: filter->verdict = value; return true;
  case OPTION_REASON: return take_reason(filter, value);
  case OPTION_VECTORS: *directory = value; return true;
  default: return false;
  }
}

static bool agrees(const struct vectors_filter *filter) {
  if (filter->verdict && strcmp(filter->verdict, "accept") == 0 && filter->reason)
    options_refuse(&command_vectors_list, "--reason goes with --verdict reject");
  else if (filter->scheme && filter->http)
    options_refuse(&command_vectors_list, "--http goes without --scheme: raw requests are of no scheme");
  else if (vectors_filter_check(filter, command_vectors_list.name))
    return true;
  else
    message_hint("see reqsig help %s", command_vectors_list.name);
  return false;
}

static int run(int argc, char **argv) {
  struct vectors_filter filter = {0};
  struct vector_set set = {0};
  struct options options = options_begin(&command_vectors_list, argc, argv);
  const char *value = NULL, *directory = NULL;
  options.exit_code = COMMAND_USAGE;
  for (int option; (option = options_next(&options, &value)) != OPTIONS_END;)
    if (!take(&filter, &directory, option, value)) return options.exit_code;
  if (!agrees(&filter)) return COMMAND_USAGE;
  int exit_code = COMMAND_BROKEN;
  if (vectors_load(command_vectors_list.name, directory, &set)) {
    if (print_vectors(&filter, &set, stdout) == 0)
      message_error("%s: no vector matches", command_vectors_list.name);
    exit_code = COMMAND_OK;
  }
  vector_set_free(&set);
  return exit_code;
}

static const struct operand operands[] = {{0}};

static const char *const classes[] = {"golden", "derived", "profile", "strict", "silent",
                                      "must",   "should",  "may",     NULL};
static const char *const verdicts[] = {"accept", "reject", NULL};

static const struct option option_rows[] = {
    {.id = OPTION_SCHEME,
     .name = "--scheme",
     .value = "SCHEME",
     .text = "only those of this scheme",
     .kind = VALUE_SCHEME},
    {.id = OPTION_HTTP,
     .name = "--http",
     .text = "only raw requests, which are for parsers of HTTP: their ids begin with http"},
    {.id = OPTION_CLASS,
     .name = "--class",
     .value = "CLASS",
     .text = "only vectors of this class, see below",
     .kind = VALUE_CHOICE,
     .choices = classes},
    {.id = OPTION_VERDICT,
     .name = "--verdict",
     .value = "VERDICT",
     .text = "only these: accept or reject, as a verifier says of the signed request, or a parser of the raw "
             "one",
     .kind = VALUE_CHOICE,
     .choices = verdicts},
    {.id = OPTION_REASON,
     .name = "--reason",
     .value = "REASON",
     .text = "only those rejected for this reason: malformed, missing, unknown_key, digest_mismatch, "
             "signature_mismatch, expired or not_yet_valid; or a reason of the parser, as bare-lf",
     .kind = VALUE_REASON},
    {.id = OPTION_VECTORS,
     .name = "--vectors",
     .value = "DIR",
     .text =
         "the vectors of this directory instead of the built-in ones, as REQSIG_VECTORS of the environment",
     .kind = VALUE_DIRECTORY},
    {0}};

static const struct help_section sections[] = {
    {"classes",
     (const struct help_row[]){{"golden", "printed by the document"},
                               {"derived", "the document leaves no choice"},
                               {"profile", "the document leaves a choice, and a profile follows it"},
                               {"silent", "the document says nothing of it"},
                               {0}}},
    {"classes of raw requests", (const struct help_row[]){{"must", "the RFCs demand it"},
                                                          {"should", "the RFCs advise it"},
                                                          {"may", "the RFCs leave it open"},
                                                          {"strict", "stricter than the RFCs"},
                                                          {0}}},
    {0}};

const struct command command_vectors_list = {
    .name = "vectors list",
    .summary = "list the test vectors",
    .description = "Lists the test vectors: the id, the class, and what is tested.",
    .operands = operands,
    .options = option_rows,
    .sections = sections,
    .exit_codes =
        (const struct help_row[]){
            {"0", "done"}, {"2", "wrong usage"}, {"3", "the vectors can't be read"}, {0}},
    .examples = (const struct example[]){{NULL, "reqsig vectors list --scheme aet --class profile"}, {0}},
    .run = run,
};
