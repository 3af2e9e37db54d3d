#include "commands/test.h"

#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "commands/command.h"
#include "lib/recipe.h"
#include "request/arguments.h"
#include "request/known_schemes.h"

enum {
  OPTION_SCHEME,
  OPTION_RUN,
  OPTION_FRESH,
  OPTION_SEED,
  OPTION_STRICT,
  OPTION_ALL,
  OPTION_REPORT,
  OPTION_KNOWN_FAILURES,
  OPTION_UPDATE_KNOWN_FAILURES,
  OPTION_TIMEOUT,
  OPTION_TIMEOUT_RUN,
  OPTION_MAX_RESTARTS,
  OPTION_JOBS,
  OPTION_REQUIRE_PROFILE,
  OPTION_SHARD,
  OPTION_ONESHOT,
  OPTION_SMOKE,
  OPTION_HTTP,
  OPTION_VECTORS
};

enum { MAX_FRESH = 100000, MAX_RESTARTS = 1000000, MAX_JOBS = 64 };

const struct option test_option_rows[] = {
    {.id = OPTION_SCHEME,
     .name = "--scheme",
     .value = "SCHEME",
     .text = "only this scheme; may be given more than once",
     .kind = VALUE_SCHEME,
     .repeats = true},
    {.id = OPTION_RUN,
     .name = "--run",
     .value = "PATTERN",
     .text = "only vectors whose id matches, as a shell matches file names; may be given more than once, for "
             "more of them",
     .kind = VALUE_VECTOR,
     .repeats = true},
    {.id = OPTION_FRESH,
     .name = "--fresh",
     .value = "N",
     .text = "also test N vectors drawn from the recipes, which no table of answers can hold"},
    {.id = OPTION_SEED,
     .name = "--seed",
     .value = "N",
     .text = "draw the fresh vectors and shuffle the cases by this number, which each report gives; default: "
             "another one each time"},
    {.id = OPTION_STRICT,
     .name = "--strict",
     .text =
         "fail what vectors of class strict only flag: other answers where this suite is stricter than the "
         "document"},
    {.id = OPTION_ALL,
     .name = "--all",
     .text = "print every failure in the text; else one of each cause, and the first ones without a cause"},
    {.id = OPTION_REPORT,
     .name = "--report",
     .value = "FORMAT[:FILE]",
     .text =
         "text, json, junit, tap, markdown or html, to FILE or to standard output; may be given more than "
         "once. If no report "
         "goes to standard output, text does",
     .kind = VALUE_REPORT,
     .choices = report_format_names,
     .repeats = true},
    {.id = OPTION_KNOWN_FAILURES,
     .name = "--known-failures",
     .value = "FILE",
     .text = "ids or patterns of vectors whose failures do not count, one a line, with what is pinned of the "
             "failure. An entry that passes now, or fails otherwise than pinned, counts as a failure",
     .kind = VALUE_FILE},
    {.id = OPTION_UPDATE_KNOWN_FAILURES,
     .name = "--update-known-failures",
     .text = "write that file anew by this run, comments kept"},
    {.id = OPTION_TIMEOUT,
     .name = "--timeout",
     .value = "SECONDS",
     .text = "how long the adapter may take for each answer, and to end when its input ends; default: 10"},
    {.id = OPTION_TIMEOUT_RUN,
     .name = "--timeout-run",
     .value = "SECONDS",
     .text = "how long the whole run may take; default: as long as it needs"},
    {.id = OPTION_MAX_RESTARTS,
     .name = "--max-restarts",
     .value = "N",
     .text =
         "how often the adapter may be started again after it broke; each case that breaks it takes two of "
         "these. Default: as often as it takes, but no more than 100 times in a row without any answer"},
    {.id = OPTION_JOBS,
     .name = "--jobs",
     .value = "N",
     .text = "run N instances of the adapter side by side; default: 1"},
    {.id = OPTION_REQUIRE_PROFILE,
     .name = "--require-profile",
     .value = "NAME",
     .text =
         "fail an implementation that does not follow this profile wherever that shows; may be given more "
         "than once",
     .kind = VALUE_PROFILE,
     .repeats = true},
    {.id = OPTION_SHARD,
     .name = "--shard",
     .value = "I/N",
     .text = "only the I-th of N parts of the vectors, for N machines; TEST_SHARD_INDEX (from 0) and "
             "TEST_TOTAL_SHARDS of the environment say the same"},
    {.id = OPTION_ONESHOT,
     .name = "--oneshot",
     .text = "start the adapter for each case, for a program that answers once and ends"},
    {.id = OPTION_SMOKE,
     .name = "--smoke",
     .text =
         "ask a few cases of each op, and tell only what is wrong with how the adapter speaks the protocol"},
    {.id = OPTION_HTTP,
     .name = "--http",
     .text = "grade a parser of HTTP: hand it the raw requests of http.json, by the op parse"},
    VECTORS_OPTION(OPTION_VECTORS),
    {0}};

static const uint64_t DEFAULT_TIMEOUT_MS = 10 * 1000;
static const double MAX_TIMEOUT = 24 * 60 * 60;

static bool take_scheme(struct test_options *options, const char *command, const char *name) {
  const reqsig_scheme *scheme = scheme_option(command, name);
  if (!scheme) return false;
  for (size_t i = 0; i < options->num_schemes; i++)
    if (options->schemes[i] == scheme) return true;
  if (options->num_schemes < TEST_MAX_SCHEMES) options->schemes[options->num_schemes++] = scheme;
  return true;
}

static bool take_pattern(struct test_options *options, const struct command *command, const char *pattern) {
  if (options->num_patterns == TEST_MAX_PATTERNS) {
    options_complain(command, "more than %d patterns", TEST_MAX_PATTERNS);
    return false;
  }
  options->patterns[options->num_patterns++] = pattern;
  return true;
}

static bool take_seconds(uint64_t *milliseconds, const struct command *command, const char *option,
                         const char *value) {
  bool plain = value[strspn(value, "0123456789.")] == '\0';
  char *end = NULL;
  double seconds = plain ? strtod(value, &end) : 0;
  *milliseconds = (uint64_t)(seconds * 1000);
  if (plain && *end == '\0' && seconds >= 0.001 && seconds <= MAX_TIMEOUT) return true;
  options_complain(command, "%s %s: expected seconds, from 0.001 to %g, such as 10 or 0.5", option, value,
                   MAX_TIMEOUT);
  return false;
}

static bool take_timeout(struct test_options *options, const struct command *command, const char *value) {
  options->timeout = value;
  return take_seconds(&options->timeout_ms, command, "--timeout", value);
}

static bool take_number(size_t *number, const struct command *command, const char *option, const char *value,
                        size_t min, size_t max, const char *help) {
  uint64_t read;
  bool taken = options_number(command, option, value, min, max, help, &read);
  if (taken) *number = (size_t)read;
  return taken;
}

static bool take_profile(struct test_options *options, const struct command *command, const char *name) {
  for (size_t i = 0; i < options->num_required_profiles; i++)
    if (strcmp(options->required_profiles[i], name) == 0) return true;
  if (options->num_required_profiles == TEST_MAX_PROFILES) {
    options_complain(command, "more than %d profiles", TEST_MAX_PROFILES);
    return false;
  }
  options->required_profiles[options->num_required_profiles++] = name;
  return true;
}

/* Whether a scheme that is tested has it. */
static bool is_profile(const struct test_options *options, const char *name) {
  size_t count = options->num_schemes > 0 ? options->num_schemes : num_schemes();
  for (size_t i = 0; i < count; i++)
    if (rs_profile_find(options->num_schemes > 0 ? options->schemes[i] : scheme_at(i), name)) return true;
  return false;
}

static bool check_profiles(const struct test_options *options, const struct command *command) {
  for (size_t i = 0; i < options->num_required_profiles; i++) {
    const char *name = options->required_profiles[i];
    if (is_profile(options, name)) continue;
    options_complain(command, "--require-profile %s: no scheme%s has such a profile; reqsig list names them",
                     name, options->num_schemes > 0 ? " that is named" : "");
    return false;
  }
  return true;
}

/* Nothing is graded, so there is nothing to report or to know. */
static bool check_smoke(const struct test_options *options, const struct command *command) {
  const char *other = options->num_reports > 0             ? "--report"
                      : options->known_failures            ? "--known-failures"
                      : options->num_fresh > 0             ? "--fresh"
                      : options->num_required_profiles > 0 ? "--require-profile"
                      : options->strict                    ? "--strict"
                                                           : NULL;
  if (options->smoke && other) options_complain(command, "--smoke grades nothing: leave out %s", other);
  return !options->smoke || !other;
}

/* What is about schemes, and reports that parsers have none of. */
static bool check_http(const struct test_options *options, const struct command *command) {
  const char *other = options->num_schemes > 0             ? "--scheme"
                      : options->num_fresh > 0             ? "--fresh"
                      : options->num_required_profiles > 0 ? "--require-profile"
                      : options->known_failures            ? "--known-failures"
                      : options->smoke                     ? "--smoke"
                      : options->num_shards > 0            ? "--shard"
                                                           : NULL;
  for (size_t i = 0; i < options->num_reports; i++) {
    enum report_format format = options->reports[i].format;
    if (format != REPORT_TEXT && format != REPORT_JSON)
      other = "--report of another format than text and json";
  }
  if (options->http && other)
    options_complain(command, "--http grades a parser, not the signer of a scheme: leave out %s", other);
  return !options->http || !other;
}

static bool take_seed(struct test_options *options, const struct command *command, const char *value) {
  options->seed_given =
      options_number(command, "--seed", value, 0, NUMBER_MAX, ", as a report gives it", &options->seed);
  return options->seed_given;
}

static bool take(struct test_options *options, const struct command *command, int option, const char *value) {
  switch (option) {
  case OPTION_SCHEME: return take_scheme(options, command->name, value);
  case OPTION_RUN: return take_pattern(options, command, value);
  case OPTION_REPORT: return report_files_take(options, command, value);
  case OPTION_KNOWN_FAILURES: options->known_failures = value; return true;
  case OPTION_UPDATE_KNOWN_FAILURES: options->update_known_failures = true; return true;
  case OPTION_TIMEOUT: return take_timeout(options, command, value);
  case OPTION_VECTORS: options->vectors = value; return true;
  case OPTION_TIMEOUT_RUN: return take_seconds(&options->run_timeout_ms, command, "--timeout-run", value);
  case OPTION_MAX_RESTARTS:
    return take_number(&options->max_restarts, command, "--max-restarts", value, 0, MAX_RESTARTS,
                       ", such as 100");
  case OPTION_JOBS:
    return take_number(&options->num_jobs, command, "--jobs", value, 1, MAX_JOBS, ", such as 4");
  case OPTION_REQUIRE_PROFILE: return take_profile(options, command, value);
  case OPTION_SHARD: return test_shard_read(options, command, value);
  case OPTION_SMOKE: options->smoke = true; return true;
  case OPTION_HTTP: options->http = true; return true;
  case OPTION_ONESHOT: options->oneshot = true; return true;
  case OPTION_FRESH:
    return take_number(&options->num_fresh, command, "--fresh", value, 1, MAX_FRESH, ", such as 1000");
  case OPTION_SEED: return take_seed(options, command, value);
  case OPTION_STRICT: options->strict = true; return true;
  case OPTION_ALL: options->all = true; return true;
  default: return false;
  }
}

bool test_options_read(struct test_options *options, const struct command *command, int argc, char **argv,
                       int *exit_code) {
  struct options arguments = options_begin(command, argc, argv);
  const char *value = NULL;
  *options = (struct test_options){.timeout_ms = DEFAULT_TIMEOUT_MS, .max_restarts = SIZE_MAX, .num_jobs = 1};
  arguments.exit_code = COMMAND_USAGE;
  for (int option; (option = options_next(&arguments, &value)) != OPTIONS_END;) {
    if (option == OPTIONS_OPERAND && !options->adapter) options->adapter = argv + arguments.at - 1;
    if (option == OPTIONS_OPERAND || take(options, command, option, value)) continue;
    *exit_code = arguments.exit_code;
    return false;
  }
  if (!check_http(options, command) || !test_shard_settle(options, command) ||
      !check_smoke(options, command) || !check_profiles(options, command)) {
    *exit_code = COMMAND_USAGE;
    return false;
  }
  report_files_settle(options);
  return true;
}
