/* reqsig fuzz: finds where an implementation disagrees with a scheme's recipe. */
#include "fuzz/fuzz.h"

#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "base/quantity.h"
#include "commands/command.h"
#include "report/report.h"
#include "request/arguments.h"

enum {
  OPTION_TIME,
  OPTION_CASES,
  OPTION_SEED,
  OPTION_JOBS,
  OPTION_KNOWN,
  OPTION_SAVE,
  OPTION_TIMEOUT,
  OPTION_MAX_RESTARTS
};

enum { MAX_SCHEMES = 16, MAX_TIME_S = 30 * 24 * 60 * 60, MAX_CASES = 1000000000, MAX_JOBS = 64 };

struct fuzzing {
  const reqsig_scheme *schemes[MAX_SCHEMES];
  struct fuzz_plan plan;
  struct run_plan run;
  const char *known, *save;
  bool seed_given;
};

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
  if (plan->num_schemes == MAX_SCHEMES) {
    options_complain(&command_fuzz, "more than %d schemes", MAX_SCHEMES);
    return false;
  }
  if (scheme) plan->schemes[plan->num_schemes++] = scheme;
  return scheme;
}

static bool take(struct fuzzing *fuzzing, int option, const char *value) {
  switch (option) {
  case OPTION_TIME: return take_seconds(&fuzzing->plan.time_ms, "--time", value);
  case OPTION_CASES: return take_size(&fuzzing->plan.max_cases, "--cases", value, 1, MAX_CASES);
  case OPTION_SEED:
    fuzzing->seed_given = true;
    return take_number(&fuzzing->plan.seed, "--seed", value, 0, NUMBER_MAX);
  case OPTION_JOBS: return take_size(&fuzzing->run.num_jobs, "--jobs", value, 1, MAX_JOBS);
  case OPTION_KNOWN: fuzzing->known = value; return true;
  case OPTION_SAVE: fuzzing->save = value; return true;
  case OPTION_TIMEOUT: return take_seconds(&fuzzing->run.timeout_ms, "--timeout", value);
  case OPTION_MAX_RESTARTS:
    return take_size(&fuzzing->run.max_restarts, "--max-restarts", value, 0, MAX_CASES);
  default: return false;
  }
}

/* False: the command ends with *exit_code. */
static bool read_arguments(struct fuzzing *fuzzing, int argc, char **argv, int *exit_code) {
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
  return true;
}

static void add_part(struct text *words, size_t number, const char *what) {
  if (number > 0) text_addf(words, ", %zu %s", number, what);
}

/* The last line, and the exit code. */
static int conclude(const struct fuzz *fuzz, bool came_to_end, struct text *words) {
  size_t num_cases = 0, num_unsupported = 0, num_new = 0, num_known = 0, num_right = 0;
  for (size_t i = 0; i < fuzz->plan->num_schemes; i++) {
    const size_t *outcomes = fuzz->counts ? fuzz->counts[i].outcomes : (const size_t[NUM_OUTCOMES]){0};
    num_cases += fuzz->counts ? fuzz->counts[i].num_cases : 0;
    num_unsupported += outcomes[OUTCOME_UNSUPPORTED];
    num_right += outcomes[OUTCOME_PASS] + outcomes[OUTCOME_FLAGGED];
  }
  for (size_t i = 0; i < fuzz->num_findings; i++) ++*(fuzz->findings[i].is_known ? &num_known : &num_new);
  if (!came_to_end)
    text_addf(words, "Broken: the adapter %s", fuzz->asker->run.trouble_text);
  else if (num_new > 0)
    text_addf(words, "Found: %zu cause%s of disagreement", num_new, text_plural(num_new));
  else if (num_right == 0)
    text_add_string(words, "Nothing was right, or nothing was asked");
  else
    text_add_string(words, "Found: nothing");
  text_addf(words, " in %zu cases", num_cases);
  add_part(words, num_known, "known");
  add_part(words, num_unsupported, "unsupported");
  text_addf(words, ", in %.1f s.", (double)fuzz->took_ms / 1000);
  if (!came_to_end) return COMMAND_BROKEN;
  return num_new > 0 || num_right == 0 ? COMMAND_NOT : COMMAND_OK;
}

static int tell(struct fuzz *fuzz, bool came_to_end) {
  struct text words = {0};
  if (fuzz->is_undrawable) {
    message_error("fuzz: %s: no request that is drawn is signed so that it is accepted",
                  reqsig_scheme_name(fuzz->plan->schemes[fuzz->undrawable]));
    return COMMAND_BROKEN;
  }
  int exit_code = conclude(fuzz, came_to_end, &words);
  report_fuzz(stdout, fuzz, text_string(&words), exit_code);
  text_free(&words);
  return exit_code;
}

static int fuzz_adapter(const struct fuzzing *fuzzing, struct fuzz *fuzz, struct asker *asker) {
  bool came_to_end = asker_open(asker, &fuzzing->run) && fuzz_run(fuzz);
  asker_close(asker);
  if (asker->run.trouble == ADAPTER_NOT_STARTED) message_error("%s", asker->run.trouble_text);
  bool saved = !fuzzing->save || fuzz_save(fuzz, command_fuzz.name, fuzzing->save);
  int exit_code = tell(fuzz, came_to_end);
  return saved ? exit_code : COMMAND_BROKEN;
}

static int run(int argc, char **argv) {
  struct fuzzing fuzzing = {.plan = {.time_ms = 10000},
                            .run = {.timeout_ms = 10000, .max_restarts = SIZE_MAX, .num_jobs = 1}};
  struct asker asker = {.plan = {0}};
  struct fuzz fuzz = {.plan = &fuzzing.plan, .asker = &asker};
  int exit_code = COMMAND_USAGE;
  fuzzing.plan.schemes = fuzzing.schemes;
  if (!read_arguments(&fuzzing, argc, argv, &exit_code)) return exit_code;
  if (!fuzzing.seed_given) fuzzing.plan.seed = (uint64_t)time_from_clock() % 1000000000;
  bool is_known = !fuzzing.known || fuzz_read_known(&fuzz, fuzzing.known);
  exit_code = is_known ? fuzz_adapter(&fuzzing, &fuzz, &asker) : COMMAND_USAGE;
  int caught_signal = asker.run.caught_signal;
  fuzz_free(&fuzz);
  asker_free(&asker);
  if (caught_signal) signal(caught_signal, SIG_DFL);
  if (caught_signal) raise(caught_signal);
  return exit_code;
}

static const struct operand operands[] = {
    {.name = "SCHEME",
     .text = "one of those that reqsig list shows, or a scheme file, such as ./mine.json; several are fuzzed "
             "in turn",
     .kind = VALUE_SCHEME,
     .repeats = true},
    {.name = "ADAPTER",
     .text = "the program that answers for the implementation, and its arguments",
     .kind = VALUE_COMMAND,
     .repeats = true},
    {0}};

static const struct option option_rows[] = {
    {.id = OPTION_TIME,
     .name = "--time",
     .value = "SECONDS",
     .text = "how long to ask new requests; what is found is then made smaller. Default: 10"},
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
    {.id = OPTION_KNOWN,
     .name = "--known",
     .value = "FILE",
     .text = "names of findings that shall not count, one a line, as they are printed behind FOUND; # begins "
             "a comment",
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

const struct command command_fuzz = {
    .name = "fuzz",
    .summary = "find where an implementation disagrees with a scheme",
    .description =
        "Draws requests from the scheme's rules, valid ones and such ones with one edit, and asks ADAPTER to "
        "sign and to verify them, over the protocol of conformance/README.md. An answer that no profile "
        "allows, a crash, a time-out and two answers to one question are disagreements.\n\n"
        "The mistakes that reqsig knows are searched for their causes. Each cause is told once, with the "
        "smallest request that still shows it. As a vector (--save) it fails before the mend and passes "
        "after it.",
    .operands = operands,
    .options = option_rows,
    .exit_codes =
        (const struct help_row[]){{"0", "nothing new was found"},
                                  {"1", "something was, or nothing was right"},
                                  {"2", "wrong usage"},
                                  {"3", "hello failed, the restarts were used up, or the run was ended"},
                                  {0}},
    .examples =
        (const struct example[]){{NULL, "reqsig fuzz aet --time 60 --save found -- python3 adapter.py"}, {0}},
    .run = run,
};
