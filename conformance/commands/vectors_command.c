#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "base/options.h"
#include "base/suggest.h"
#include "commands/command.h"
#include "commands/http_check.h"
#include "commands/http_show.h"
#include "commands/kill_command.h"
#include "commands/vectors_check.h"
#include "commands/vectors_list.h"
#include "commands/vectors_show.h"
#include "request/scheme_argument.h"
#include "vectors/vectors_directory.h"

enum {
  OPTION_SCHEME,
  OPTION_HTTP,
  OPTION_CLASS,
  OPTION_VERDICT,
  OPTION_REASON,
  OPTION_VECTORS,
  OPTION_HELP,
  NUM_OPTIONS
};

static const option_rule rules[NUM_OPTIONS] = {
    [OPTION_SCHEME] = {"--scheme", "SCHEME"}, [OPTION_HTTP] = {"--http", NULL},
    [OPTION_CLASS] = {"--class", "CLASS"},    [OPTION_VERDICT] = {"--verdict", "VERDICT"},
    [OPTION_REASON] = {"--reason", "REASON"}, [OPTION_VECTORS] = {"--vectors", "DIR"},
    [OPTION_HELP] = {"--help", NULL},
};

static const char help[] =
    "Shows the test vectors, or checks that this library gives what they say.\n"
    "\n"
    "usage: reqsig vectors list [--scheme SCHEME | --http] [--class CLASS] [--verdict VERDICT]\n"
    "                           [--reason REASON]\n"
    "       reqsig vectors show ID\n"
    "       reqsig vectors check\n"
    "       reqsig vectors kill-matrix    see reqsig vectors kill-matrix --help\n"
    "\n"
    "  --scheme SCHEME    only those of this scheme\n"
    "  --http             only raw requests, which are for parsers of HTTP: their ids begin with http\n"
    "  --class CLASS      only these: golden (printed by the document), derived (it leaves no\n"
    "                     choice), profile (it leaves one) or silent (it says nothing). Of raw\n"
    "                     requests: must or should (the RFCs demand it, or advise it), may (they\n"
    "                     leave it open) or strict (they are less so)\n"
    "  --verdict VERDICT  only these: accept or reject, as a verifier says of the signed request, or\n"
    "                     a parser of the raw one\n"
    "  --reason REASON    only those refused for it: malformed, missing, unknown_key,\n"
    "                     digest_mismatch, signature_mismatch, expired or not_yet_valid; or a reason\n"
    "                     of the parser, as bare-lf\n"
    "  --vectors DIR      other vectors than those of this version\n"
    "\n"
    "exit status: 0 done, 1 the library differs, 2 wrong usage, 3 the vectors can't be read\n"
    "\n"
    "example:\n"
    "\n"
    "  reqsig vectors list --scheme aet --class profile\n";

struct vectors_options {
  const char *action, *id, *directory;
  struct vectors_filter filter;
  bool help;
};

static bool refuse(const char *command) {
  message_hint("see reqsig help %s", command);
  return false;
}

static bool take_operand(struct vectors_options *options, const char *command, const char *value) {
  const char **to = !options->action ? &options->action : !options->id ? &options->id : NULL;
  if (to) {
    *to = value;
    return true;
  }
  message_error("%s: one argument too many: %s", command, value);
  return refuse(command);
}

static bool take_verdict(struct vectors_options *options, const char *command, const char *value) {
  options->filter.verdict = value;
  if (strcmp(value, "accept") == 0 || strcmp(value, "reject") == 0) return true;
  message_error("%s: --verdict %s: expected accept or reject", command, value);
  return refuse(command);
}

static bool take_class(struct vectors_options *options, const char *command, const char *value) {
  if (vectors_filter_class(&options->filter, value)) return true;
  message_error(
      "%s: --class %s: expected golden, derived, profile or silent, or of raw requests must, should, "
      "may or strict",
      command, value);
  return refuse(command);
}

static bool take_reason(struct vectors_options *options, const char *command, const char *value) {
  if (vectors_filter_reason(&options->filter, value)) return true;
  message_error("%s: --reason %s: there is no such reason", command, value);
  vectors_filter_tell_reasons();
  return refuse(command);
}

static bool take(struct vectors_options *options, const char *command, int option, const char *value) {
  switch (option) {
  case OPTIONS_OPERAND: return take_operand(options, command, value);
  case OPTION_SCHEME:
    options->filter.scheme = scheme_argument(command, value);
    return options->filter.scheme || refuse(command);
  case OPTION_HTTP: options->filter.http = true; return true;
  case OPTION_CLASS: return take_class(options, command, value);
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

static bool filters(const struct vectors_filter *filter) {
  return filter->scheme || filter->http || filter->class || filter->verdict || filter->reason;
}

static bool excludes_itself(const struct vectors_filter *filter) {
  return filter->verdict && strcmp(filter->verdict, "accept") == 0 && filter->reason;
}

static bool is_known(const struct vectors_options *options) {
  return is_action(options, "list") || is_action(options, "show") || is_action(options, "check");
}

static bool is_complete(const struct vectors_options *options, const char *command) {
  bool list = is_action(options, "list"), show = is_action(options, "show");
  if (!is_known(options))
    message_error("%s: expected list, show, check or kill-matrix%s%s", command,
                  options->action ? ", not " : "", options->action ? options->action : "");
  else if (show && !options->id)
    message_error("%s show: expected the id of a vector", command);
  else if (!show && options->id)
    message_error("%s %s: one argument too many: %s", command, options->action, options->id);
  else if (!list && filters(&options->filter))
    message_error("%s: --scheme, --http, --class, --verdict and --reason go with list", command);
  else if (excludes_itself(&options->filter))
    message_error("%s: --reason goes with --verdict reject", command);
  else if (options->filter.scheme && options->filter.http)
    message_error("%s: --http goes without --scheme: raw requests are of no scheme", command);
  else if (vectors_filter_check(&options->filter, command))
    return true;
  return refuse(command);
}

static bool read_options(struct vectors_options *options, int argc, char **argv) {
  struct options arguments = options_begin(argc, argv, rules, NUM_OPTIONS);
  const char *value = NULL;
  for (int option; (option = options_next(&arguments, &value)) != OPTIONS_END;)
    if (!take(options, argv[0], option, value)) return false;
  bool asks_only = options->help && (!options->action || is_known(options));
  return asks_only || is_complete(options, argv[0]);
}

static int complain_of_id(const struct vectors_options *options, struct vector_set *set,
                          const char *command) {
  size_t count = set->count + set->num_http;
  const char **ids = arena_get_array(&set->arena, count, sizeof *ids);
  for (size_t i = 0; i < set->count; i++) ids[i] = set->items[i].id;
  for (size_t i = 0; i < set->num_http; i++) ids[set->count + i] = set->http[i].id;
  const char *near = suggest(options->id, ids, count);
  message_error("%s show: no vector has the id %s", command, options->id);
  if (near) message_hint("did you mean %s?", near);
  message_hint("see reqsig vectors list");
  return COMMAND_USAGE;
}

static int show(const struct vectors_options *options, struct vector_set *set, const char *command) {
  const struct vector *vector = vector_set_find(set, options->id);
  const struct http_vector *request = vector_set_find_http(set, options->id);
  if (!vector && !request) return complain_of_id(options, set, command);
  if (vector)
    vectors_show(vector, stdout);
  else
    http_show(request, stdout);
  return COMMAND_OK;
}

static int list(const struct vectors_options *options, const struct vector_set *set, const char *command) {
  if (vectors_list(&options->filter, set, stdout) == 0) message_error("%s list: no vector matches", command);
  return COMMAND_OK;
}

static int check(const struct vector_set *set) {
  bool requests_right = http_check(set, stdout);
  return vectors_check(set, stdout) && requests_right ? COMMAND_OK : COMMAND_NOT;
}

static int act(const struct vectors_options *options, struct vector_set *set, const char *command) {
  if (!vectors_load(command, options->directory, set)) return COMMAND_BROKEN;
  if (is_action(options, "list")) return list(options, set, command);
  if (is_action(options, "show")) return show(options, set, command);
  return check(set);
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
