/* reqsig complete: the words that completion scripts can't know, a line each. */
#include <stdio.h>
#include <string.h>

#include "base/options.h"
#include "commands/command.h"
#include "mutants/kill_matrix.h"
#include "vectors/vector.h"
#include "vectors/vector_set.h"

static void print_schemes(void) {
  const reqsig_scheme *scheme;
  for (size_t i = 0; (scheme = reqsig_scheme_at(i)); i++) puts(reqsig_scheme_name(scheme));
}

/* Those of the first of the words that is a scheme. */
static void print_profiles(char *const *words) {
  const reqsig_scheme *scheme = NULL;
  reqsig_profile_info info;
  for (; *words && !scheme; words++) scheme = reqsig_scheme_find(*words);
  for (size_t i = 0; scheme && reqsig_scheme_profile(scheme, i, &info) == REQSIG_OK; i++) puts(info.name);
}

static void print_vectors(void) {
  struct vector_set set = {0};
  if (vectors_load(command_complete.name, NULL, &set)) {
    for (size_t i = 0; i < set.count; i++) puts(set.items[i].id);
    for (size_t i = 0; i < set.num_http; i++) puts(set.http[i].id);
  }
  vector_set_free(&set);
}

static void print_reasons(void) {
  for (int i = REQSIG_REASON_MALFORMED; i <= REQSIG_REASON_NOT_YET_VALID; i++)
    puts(reqsig_reason_name((reqsig_reason)i));
  for (reqsig_http_error i = http_reason_next(REQSIG_HTTP_NONE); i; i = http_reason_next(i))
    puts(reqsig_http_error_name(i));
}

static void print_mistakes(void) {
  const char *last = "";
  for (size_t i = 0;; i++) {
    const struct mistake *mistake = mistake_at(i);
    if (!mistake) return;
    if (strcmp(mistake->slug, last) != 0) puts(mistake->slug);
    last = mistake->slug;
  }
}

static bool print_values(const char *kind, char *const *words) {
  if (strcmp(kind, value_kind_name(VALUE_SCHEME)) == 0)
    print_schemes();
  else if (strcmp(kind, value_kind_name(VALUE_PROFILE)) == 0)
    print_profiles(words);
  else if (strcmp(kind, value_kind_name(VALUE_VECTOR)) == 0)
    print_vectors();
  else if (strcmp(kind, value_kind_name(VALUE_REASON)) == 0)
    print_reasons();
  else if (strcmp(kind, value_kind_name(VALUE_MISTAKE)) == 0)
    print_mistakes();
  else
    return false;
  return true;
}

static int run(int argc, char **argv) {
  struct options options = options_begin(&command_complete, argc, argv);
  const char *value = NULL, *kind = NULL;
  char *const *words = argv + argc;
  for (int option; (option = options_next(&options, &value)) != OPTIONS_END;) {
    if (option == OPTIONS_STOP) return options.exit_code;
    if (kind && words == argv + argc) words = argv + options.at - 1;
    if (!kind) kind = value;
  }
  if (print_values(kind, words)) return COMMAND_OK;
  return options_complain(&command_complete, "KIND %s: expected scheme, profile, vector, reason or mistake",
                          kind);
}

const struct command command_complete = {
    .name = "complete",
    .description = "Prints the values of KIND, a line each, for the completion scripts of shells.",
    .operands =
        (const struct operand[]){{.name = "KIND", .text = "scheme, profile, vector, reason or mistake"},
                                 {.name = "WORD",
                                  .text = "the words of the command line; a profile is one of the scheme "
                                          "among them",
                                  .optional = true,
                                  .repeats = true},
                                 {0}},
    .options = (const struct option[]){{0}},
    .exit_codes = (const struct help_row[]){{"0", "done"}, {"2", "wrong usage"}, {0}},
    .examples = (const struct example[]){{NULL, "reqsig complete profile -- sign aet"}, {0}},
    .run = run,
};
