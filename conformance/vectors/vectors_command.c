#include <stdio.h>
#include <string.h>

#include "command.h"
#include "complain.h"
#include "mistakes/kill_command.h"
#include "nearest.h"
#include "options.h"
#include "rulings.h"
#include "scheme_argument.h"
#include "vectors_check.h"
#include "vectors_directory.h"
#include "vectors_show.h"

enum { OPTION_SCHEME, OPTION_CLASS, OPTION_VERDICT, OPTION_REASON, OPTION_VECTORS, OPTION_HELP, NUM_OPTIONS };

static const option_rule rules[NUM_OPTIONS] = {
    [OPTION_SCHEME] = {"--scheme", "SCHEME"},    [OPTION_CLASS] = {"--class", "CLASS"},
    [OPTION_VERDICT] = {"--verdict", "VERDICT"}, [OPTION_REASON] = {"--reason", "REASON"},
    [OPTION_VECTORS] = {"--vectors", "DIR"},     [OPTION_HELP] = {"--help", NULL},
};

static const char help[] =
    "Shows the test vectors, or checks that this library gives what they say.\n"
    "\n"
    "usage: reqsig vectors list [--scheme SCHEME] [--class CLASS] [--verdict VERDICT]\n"
    "                           [--reason REASON]\n"
    "       reqsig vectors show ID\n"
    "       reqsig vectors check\n"
    "       reqsig vectors kill-matrix    see reqsig vectors kill-matrix --help\n"
    "\n"
    "  --scheme SCHEME    only those of this scheme\n"
    "  --class CLASS      only these: golden (printed by the document), derived (it leaves no\n"
    "                     choice), profile (it leaves one) or silent (it says nothing)\n"
    "  --verdict VERDICT  only these: accept or reject, as a verifier says of the signed request\n"
    "  --reason REASON    only those refused for it: malformed, missing, unknown_key,\n"
    "                     digest_mismatch, signature_mismatch, expired or not_yet_valid\n"
    "  --vectors DIR      other vectors than those of this version\n"
    "\n"
    "exit status: 0 done, 1 the library differs, 2 wrong usage, 3 the vectors can't be read\n"
    "\n"
    "example:\n"
    "\n"
    "  reqsig vectors list --scheme aet --class profile\n";

struct vectors_options {
  const char *action, *id, *directory;
  const reqsig_scheme *scheme; /* NULL: all */
  bool has_class;
  vector_class class;
  struct ruling ruling; /* not given: any */
  bool help;
};

static bool refuse(const char *command) {
  complain_more("try 'reqsig %s --help'", command);
  return false;
}

static bool take_operand(struct vectors_options *options, const char *command, const char *value) {
  const char **to = !options->action ? &options->action : !options->id ? &options->id : NULL;
  if (to) {
    *to = value;
    return true;
  }
  complain("%s: one argument too many: %s", command, value);
  return refuse(command);
}

static bool take_verdict(struct vectors_options *options, const char *command, const char *value) {
  bool accepted = strcmp(value, "accept") == 0;
  if (!accepted && strcmp(value, "reject") != 0) {
    complain("%s: --verdict %s: expected accept or reject", command, value);
    return refuse(command);
  }
  options->ruling.given = true;
  options->ruling.accepted = accepted;
  return true;
}

static bool take_reason(struct vectors_options *options, const char *command, const char *value) {
  options->ruling.given = true;
  if (reason_find(value, &options->ruling.reason)) return true;
  complain("%s: --reason %s: there is no such reason", command, value);
  return refuse(command);
}

static bool take(struct vectors_options *options, const char *command, int option, const char *value) {
  switch (option) {
  case OPTIONS_OPERAND: return take_operand(options, command, value);
  case OPTION_SCHEME:
    options->scheme = scheme_argument(command, value);
    return options->scheme || refuse(command);
  case OPTION_CLASS:
    options->has_class = vector_class_find(value, &options->class);
    if (options->has_class) return true;
    complain("%s: --class %s: expected golden, derived, profile or silent", command, value);
    return refuse(command);
  case OPTION_VERDICT: return take_verdict(options, command, value);
  case OPTION_REASON: return take_reason(options, command, value);
  case OPTION_VECTORS: options->directory = value; return true;
  case OPTION_HELP: options->help = true; return true;
  default: return refuse(command);
  }
}

static bool is_action(const struct vectors_options *options, const char *name) {
  return options->action && strcmp(options->action, name) == 0;
}

static bool is_complete(const struct vectors_options *options, const char *command) {
  bool list = is_action(options, "list"), show = is_action(options, "show"),
       check = is_action(options, "check");
  if (!list && !show && !check)
    complain("%s: expected list, show or check%s%s", command, options->action ? ", not " : "",
             options->action ? options->action : "");
  else if (show && !options->id)
    complain("%s show: expected the id of a vector", command);
  else if (!show && options->id)
    complain("%s %s: one argument too many: %s", command, options->action, options->id);
  else if (!list && (options->scheme || options->has_class || options->ruling.given))
    complain("%s: --scheme, --class, --verdict and --reason go with list", command);
  else if (options->ruling.accepted && options->ruling.reason != REQSIG_REASON_NONE)
    complain("%s: --reason goes with --verdict reject", command);
  else
    return true;
  return refuse(command);
}

static bool read_options(struct vectors_options *options, int argc, char **argv) {
  struct options arguments = options_begin(argc, argv, rules, NUM_OPTIONS);
  const char *value = NULL;
  for (int option; (option = options_next(&arguments, &value)) != OPTIONS_END;)
    if (!take(options, argv[0], option, value)) return false;
  return options->help || is_complete(options, argv[0]);
}

static bool is_listed(const struct vectors_options *options, const struct vector *vector) {
  if (options->scheme && vector->scheme != options->scheme) return false;
  if (options->has_class && vector->class != options->class) return false;
  return !options->ruling.given || ruling_is(&options->ruling, &vector->expect.ruling);
}

static int list(const struct vectors_options *options, const struct vector_set *set) {
  size_t width = 0;
  for (size_t i = 0; i < set->count; i++)
    if (strlen(set->items[i].id) > width) width = strlen(set->items[i].id);
  for (size_t i = 0; i < set->count; i++) {
    const struct vector *vector = &set->items[i];
    if (!is_listed(options, vector)) continue;
    printf("%-*s  %-7s  %s\n", (int)width, vector->id, vector_class_name(vector->class), vector->tests);
  }
  return COMMAND_OK;
}

static int show(const struct vectors_options *options, struct vector_set *set, const char *command) {
  const struct vector *vector = vector_set_find(set, options->id);
  if (vector) {
    vectors_show(vector, stdout);
    return COMMAND_OK;
  }
  const char **ids = arena_get_array(&set->arena, set->count, sizeof *ids);
  for (size_t i = 0; i < set->count; i++) ids[i] = set->items[i].id;
  const char *near = nearest(options->id, ids, set->count);
  complain("%s show: no vector has the id %s", command, options->id);
  if (near) complain_more("did you mean %s?", near);
  complain_more("see reqsig vectors list");
  return COMMAND_USAGE;
}

static int act(const struct vectors_options *options, struct vector_set *set, const char *command) {
  if (!vectors_load(command, options->directory, set)) return COMMAND_BROKEN;
  if (is_action(options, "list")) return list(options, set);
  if (is_action(options, "show")) return show(options, set, command);
  return vectors_check(set, stdout) ? COMMAND_OK : COMMAND_NOT;
}

int command_vectors(int argc, char **argv) {
  struct vectors_options options = {0};
  struct vector_set set = {0};
  if (argc > 1 && strcmp(argv[1], "kill-matrix") == 0) return command_kill_matrix(argc - 1, argv + 1);
  if (!read_options(&options, argc, argv)) return COMMAND_USAGE;
  if (options.help) {
    fputs(help, stdout);
    return COMMAND_OK;
  }
  int exit_code = act(&options, &set, argv[0]);
  vector_set_free(&set);
  return exit_code;
}
