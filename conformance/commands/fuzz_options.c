#include "commands/fuzz_options.h"

#include <inttypes.h>
#include <string.h>

#include "base/message.h"
#include "base/options.h"
#include "base/text.h"
#include "commands/command.h"
#include "request/arguments.h"

enum {
  OPTION_TIME,
  OPTION_CASES,
  OPTION_SEED,
  OPTION_JOBS,
  OPTION_KNOWN,
  OPTION_FORMAT,
  OPTION_AGAINST,
  OPTION_HTTP,
  OPTION_SAVE,
  OPTION_TIMEOUT,
  OPTION_MAX_RESTARTS
};

enum { MAX_TIME_S = 30 * 24 * 60 * 60, MAX_CASES = 1000000000, MAX_JOBS = 64 };

static bool take_number(uint64_t *number, const char *option, const char *value, uint64_t min, uint64_t max) {
  if (number_read(value, min, max, number)) return true;
  options_complain(&command_fuzz, "%s %s: expected a number from %" PRIu64 " to %" PRIu64, option, value, min,
                   max);
  return false;
}

static bool take_seconds(uint64_t *milliseconds, const char *option, const char *value) {
  if (!take_number(milliseconds, option, value, 1, MAX_TIME_S)) return false;
  *milliseconds *= 1000;
  return true;
}

static bool take_size(size_t *size, const char *option, const char *value, uint64_t min, uint64_t max) {
  uint64_t number;
  if (!take_number(&number, option, value, min, max)) return false;
  *size = (size_t)number;
  return true;
}

static bool take_scheme(struct fuzzing *fuzzing, const char *name) {
  struct fuzz_plan *plan = &fuzzing->plan;
  const reqsig_scheme *scheme = scheme_argument(command_fuzz.name, name);
  for (size_t i = 0; i < plan->num_schemes; i++)
    if (plan->schemes[i] == scheme) return true;
  if (plan->num_schemes == FUZZ_MAX_SCHEMES) {
    options_complain(&command_fuzz, "more than %d schemes", FUZZ_MAX_SCHEMES);
    return false;
  }
  if (scheme) plan->schemes[plan->num_schemes++] = scheme;
  return scheme;
}

static bool take_command(struct fuzzing *fuzzing, const char *line) {
  const char *problem;
  if (fuzzing->num_against == FUZZ_MAX_SIDES - 1) {
    options_complain(&command_fuzz, "more than %d commands of --against", FUZZ_MAX_SIDES - 1);
    return false;
  }
  char **words = shell_words_split(&fuzzing->arena, line, &problem);
  if (problem) options_complain(&command_fuzz, "--against %s: %s", line, problem);
  if (words) fuzzing->against[fuzzing->num_against++] = words;
  return words;
}

static bool take(struct fuzzing *fuzzing, int option, const char *value) {
  switch (option) {
  case OPTION_TIME: return take_seconds(&fuzzing->plan.time_ms, "--time", value);
  case OPTION_CASES: return take_size(&fuzzing->plan.max_cases, "--cases", value, 1, MAX_CASES);
  case OPTION_SEED:
    fuzzing->seed_given = true;
    return take_number(&fuzzing->plan.seed, "--seed", value, 0, NUMBER_MAX);
  case OPTION_JOBS: return take_size(&fuzzing->run.num_jobs, "--jobs", value, 1, MAX_JOBS);
  case OPTION_AGAINST: return take_command(fuzzing, value);
  case OPTION_HTTP: return fuzzing->http = true;
  case OPTION_FORMAT: fuzzing->json = strcmp(value, "json") == 0; return true;
  case OPTION_KNOWN: fuzzing->known = value; return true;
  case OPTION_SAVE: fuzzing->save = value; return true;
  case OPTION_TIMEOUT: return take_seconds(&fuzzing->run.timeout_ms, "--timeout", value);
  case OPTION_MAX_RESTARTS:
    return take_size(&fuzzing->run.max_restarts, "--max-restarts", value, 0, MAX_CASES);
  default: return false;
  }
}

/* Raw requests are the one subject that is no scheme. */
static bool has_subject(struct fuzzing *fuzzing) {
  struct fuzz_plan *plan = &fuzzing->plan;
  if (fuzzing->http && plan->num_schemes > 0)
    options_complain(&command_fuzz, "--http: a parser is fuzzed without SCHEME");
  else if (!fuzzing->http && plan->num_schemes == 0)
    options_complain(&command_fuzz, "SCHEME is missing: %s", fuzz_operands[0].text);
  if (fuzzing->http == (plan->num_schemes > 0)) return false;
  plan->num_schemes = fuzzing->http ? 1 : plan->num_schemes;
  return true;
}

bool fuzz_options_read(struct fuzzing *fuzzing, int argc, char **argv, int *exit_code) {
  struct options options = options_begin(&command_fuzz, argc, argv);
  const char *value = NULL;
  options.exit_code = COMMAND_USAGE;
  for (int option; (option = options_next(&options, &value)) != OPTIONS_END;) {
    bool taken = option != OPTIONS_OPERAND ? take(fuzzing, option, value)
                 : options.num_words == 0  ? take_scheme(fuzzing, value)
                                           : true;
    if (option == OPTIONS_OPERAND && options.num_words == 1) fuzzing->run.adapter = argv + options.at - 1;
    *exit_code = options.exit_code;
    if (!taken) return false;
  }
  return has_subject(fuzzing);
}

const struct operand fuzz_operands[] = {
    {.name = "SCHEME",
     .text = "one of those that reqsig list shows, or a scheme file, such as ./mine.json; several are fuzzed "
             "in turn. None with --http",
     .kind = VALUE_SCHEME,
     .optional = true,
     .repeats = true},
    {.name = "ADAPTER",
     .text = "the program that answers for the implementation, and its arguments",
     .kind = VALUE_COMMAND,
     .repeats = true},
    {0}};

static const char *const formats[] = {"text", "json", NULL};

const struct option fuzz_option_rows[] = {
    {.id = OPTION_TIME,
     .name = "--time",
     .value = "SECONDS",
     .text = "how long the run may take; what is found takes up to a quarter of it, to be made smaller. "
             "Default: 10"},
    {.id = OPTION_CASES,
     .name = "--cases",
     .value = "N",
     .text = "end after about N cases, if the time is not over before"},
    {.id = OPTION_SEED,
     .name = "--seed",
     .value = "N",
     .text = "draw the requests by this number, which each report gives; default: another one each time"},
    {.id = OPTION_JOBS,
     .name = "--jobs",
     .value = "N",
     .text = "run N instances of the adapter side by side; default: 1"},
    {.id = OPTION_HTTP,
     .name = "--http",
     .text = "fuzz a parser of HTTP, by the op parse, in place of schemes: raw requests are drawn from the "
             "grammar and from those of reqsig vectors list --http"},
    {.id = OPTION_AGAINST,
     .name = "--against",
     .value = "COMMAND",
     .text = "another adapter, with its arguments, quoted as one word: it is asked the same, and the report "
             "shows "
             "where the two disagree; may be given several times",
     .kind = VALUE_COMMAND,
     .repeats = true},
    {.id = OPTION_FORMAT,
     .name = "--format",
     .value = "FORMAT",
     .text = "text, or json as vectors/fuzz.schema.json describes it; default: text",
     .kind = VALUE_CHOICE,
     .choices = formats},
    {.id = OPTION_KNOWN,
     .name = "--known",
     .value = "FILE",
     .text = "names of findings that do not count, one a line, as they are printed behind FOUND; # begins a "
             "comment",
     .kind = VALUE_FILE},
    {.id = OPTION_SAVE,
     .name = "--save",
     .value = "DIR",
     .text = "write a vector of each new finding to DIR/SCHEME.fuzz.json, for reqsig test --vectors DIR",
     .kind = VALUE_DIRECTORY},
    {.id = OPTION_TIMEOUT,
     .name = "--timeout",
     .value = "SECONDS",
     .text = "how long the adapter may take for each answer; default: 10"},
    {.id = OPTION_MAX_RESTARTS,
     .name = "--max-restarts",
     .value = "N",
     .text = "how often the adapter may be started again after it broke; default: as long as it answers "
             "anything in between"},
    {0}};
