/* reqsig vectors list: the vectors, a line each. */
#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "base/terminal.h"
#include "base/text.h"
#include "commands/command.h"
#include "commands/vectors_filter.h"
#include "request/arguments.h"
#include "vectors/vector_set.h"

enum { OPTION_SCHEME, OPTION_HTTP, OPTION_CLASS, OPTION_VERDICT, OPTION_REASON, OPTION_LONG, OPTION_VECTORS };
enum { INDENT = 4 };

struct listing {
  struct vectors_filter filter;
  bool is_long;
  const char *directory; /* NULL: the default */
  int width;             /* of the longest id */
};

static size_t width_of(const struct vector_set *set) {
  size_t width = 0;
  for (size_t i = 0; i < set->count; i++)
    if (strlen(set->items[i].id) > width) width = strlen(set->items[i].id);
  for (size_t i = 0; i < set->num_http; i++)
    if (strlen(set->http[i].id) > width) width = strlen(set->http[i].id);
  return width;
}

struct row {
  const char *id, *class;
  const char *verdict; /* "accept", "reject", or "-" where nothing is verified */
  const char *reason;  /* NULL where nothing is rejected */
  const char *tests;
};

static struct row row_of(const struct vector *vector) {
  const struct verdict *verdict = &vector->expect.verdict;
  return (struct row){vector->id, vector_class_name(vector->class),
                      !verdict->given     ? "-"
                      : verdict->accepted ? "accept"
                                          : "reject",
                      verdict_reason(verdict), vector->tests};
}

static struct row row_of_request(const struct http_vector *vector) {
  bool rejected = vector->reason != REQSIG_HTTP_NONE;
  return (struct row){vector->id, http_class_name(vector->class), rejected ? "reject" : "accept",
                      rejected ? reqsig_http_error_name(vector->reason) : NULL, vector->tests};
}

/* Made visible, and wrapped from column indent on. */
static void print_prose(FILE *out, int indent, const char *prose) {
  struct text text = {0};
  text_add_prose(&text, prose, terminal_of(out).utf8);
  fprintf(out, "%*s", indent, "");
  terminal_wrap(out, indent, INDENT, text_string(&text));
  text_free(&text);
}

static void print_row(FILE *out, const struct listing *listing, struct row row) {
  fprintf(out, "%-*s  %-7s  %s\n", listing->width, row.id, row.class, row.verdict);
  if (listing->is_long && row.reason) fprintf(out, "%*sreason: %s\n", INDENT, "", row.reason);
  if (listing->is_long) print_prose(out, INDENT, row.tests);
}

/* The document of the vectors below. */
static void print_document(FILE *out, const struct vector *vector) {
  struct text text = {0};
  text_add_string(&text, "From ");
  if (vector->document_title) text_addf(&text, "%s, cited as ", vector->document_title);
  text_addf(&text, "%s:", vector->document);
  print_prose(out, 0, text_string(&text));
  text_free(&text);
}

/* Returns how many those are. */
static size_t print_vectors(const struct listing *listing, const struct vector_set *set, FILE *out) {
  size_t num_listed = 0;
  const char *document = NULL;
  for (size_t i = 0; i < set->count; i++) {
    const struct vector *vector = &set->items[i];
    if (!vectors_filter_has(&listing->filter, vector)) continue;
    if (listing->is_long && (!document || strcmp(vector->document, document) != 0))
      print_document(out, vector);
    document = vector->document;
    print_row(out, listing, row_of(vector));
    num_listed++;
  }
  for (size_t i = 0; i < set->num_http; i++) {
    if (!vectors_filter_has_request(&listing->filter, &set->http[i])) continue;
    print_row(out, listing, row_of_request(&set->http[i]));
    num_listed++;
  }
  return num_listed;
}

static bool take_scheme(struct vectors_filter *filter, const char *name) {
  filter->scheme = scheme_option(command_vectors_list.name, name);
  return filter->scheme;
}

static bool take_reason(struct vectors_filter *filter, const char *name) {
  if (vectors_filter_reason(filter, name)) return true;
  message_error("%s: --reason %s: there is no such reason", command_vectors_list.name, name);
  vectors_filter_tell_reasons();
  message_hint("see reqsig help %s", command_vectors_list.name);
  return false;
}

static bool take(struct listing *listing, int option, const char *value) {
  struct vectors_filter *filter = &listing->filter;
  switch (option) {
  case OPTION_SCHEME: return take_scheme(filter, value);
  case OPTION_HTTP: filter->http = true; return true;
  case OPTION_CLASS: return vectors_filter_class(filter, value);
  case OPTION_VERDICT: filter->verdict = value; return true;
  case OPTION_REASON: return take_reason(filter, value);
  case OPTION_LONG: listing->is_long = true; return true;
  case OPTION_VECTORS: listing->directory = value; return true;
  default: return false;
  }
}

static bool agrees(const struct vectors_filter *filter) {
  if (filter->verdict && strcmp(filter->verdict, "accept") == 0 && filter->reason)
    options_complain(&command_vectors_list, "--reason goes with --verdict reject");
  else if (filter->scheme && filter->http)
    options_complain(&command_vectors_list, "--http goes without --scheme: raw requests are of no scheme");
  else if (vectors_filter_check(filter, command_vectors_list.name))
    return true;
  else
    message_hint("see reqsig help %s", command_vectors_list.name);
  return false;
}

static int run(int argc, char **argv) {
  struct listing listing = {0};
  struct vector_set set = {0};
  struct options options = options_begin(&command_vectors_list, argc, argv);
  const char *value = NULL;
  options.exit_code = COMMAND_USAGE;
  for (int option; (option = options_next(&options, &value)) != OPTIONS_END;)
    if (!take(&listing, option, value)) return options.exit_code;
  if (!agrees(&listing.filter)) return COMMAND_USAGE;
  int exit_code = COMMAND_BROKEN;
  if (vectors_load(command_vectors_list.name, listing.directory, &set)) {
    listing.width = (int)width_of(&set);
    if (print_vectors(&listing, &set, stdout) == 0)
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
    {.id = OPTION_LONG,
     .name = "--long",
     .text =
         "with the document of the vectors, the reason of each reject and, below it, what the vector tests"},
    VECTORS_OPTION(OPTION_VECTORS),
    {0}};

static const struct help_section sections[] = {
    {"classes",
     (const struct help_row[]){{"golden", "printed by the document"},
                               {"derived", "the document leaves no choice"},
                               {"profile", "the document leaves a choice, and a profile follows it"},
                               {"strict", "only this suite decides it, not the document"},
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
    .description =
        "Lists the test vectors: the id, the class, and the verdict on the signed request, or - where "
        "nothing is verified.",
    .operands = operands,
    .options = option_rows,
    .sections = sections,
    .exit_codes =
        (const struct help_row[]){
            {"0", "done"}, {"2", "wrong usage"}, {"3", "the vectors can't be read"}, {0}},
    .examples = (const struct example[]){{NULL, "reqsig vectors list --scheme aet --class profile"}, {0}},
    .run = run,
};
