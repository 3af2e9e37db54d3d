#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>

#include "base/message.h"
#include "base/options.h"
#include "commands/command.h"
#include "commands/test.h"
#include "runner/run.h"
#include "runner/summary.h"
#include "vectors/vector_set.h"

/* All that one call of the command has open. */
struct test {
  struct test_options options;
  struct vector_set set;
  char vectors_sha256[65];
  struct test_known known;
  struct run_plan plan;
  struct run run;
  struct arena arena;
};

static uint64_t seed_from_clock(void) {
  struct timespec now;
  timespec_get(&now, TIME_UTC);
  return ((uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000) % 1000000000;
}

static void tell_again(struct test *test, struct report *report) {
  struct text before = {0}, behind = {0};
  shell_words_add_self(&before);
  text_add_string(&before, " test");
  if (test->options.vectors) {
    text_add_string(&before, " --vectors");
    shell_words_add(&before, test->options.vectors);
  }
  if (test->options.num_fresh > 0)
    text_addf(&before, " --fresh %zu --seed %" PRIu64, test->options.num_fresh, test->options.seed);
  if (test->options.http) text_add_string(&before, " --http");
  if (test->options.smoke) text_add_string(&before, " --smoke");
  if (test->options.strict) text_add_string(&before, " --strict");
  if (test->options.timeout) text_addf(&before, " --timeout %s", test->options.timeout);
  for (size_t i = 0; i < test->options.num_required_profiles; i++)
    text_addf(&before, " --require-profile %s", test->options.required_profiles[i]);
  if (test->options.oneshot) text_add_string(&before, " --oneshot");
  text_add_string(&before, " --run ");
  text_add_string(&behind, " --");
  for (char **word = test->options.adapter; *word; word++)
    adapter_secrets_add_word(&behind, word > test->options.adapter ? word[-1] : NULL, *word);
  report->again[0] = arena_copy(&test->arena, text_slice(&before));
  report->again[1] = arena_copy(&test->arena, text_slice(&behind));
  text_free(&before);
  text_free(&behind);
}

static int grade(struct test *test, const char *command) {
  run_adapter(&test->run);
  if (test->run.trouble == ADAPTER_NOT_STARTED) message_error("%s", test->run.trouble_text);
  run_drop_undeclared(&test->run, test->options.schemes, test->options.num_schemes);
  if (test->options.strict) run_be_strict(&test->run);
  struct name_list required = {test->options.required_profiles, test->options.num_required_profiles};
  followed_profiles_settle(&test->run);
  followed_profiles_require(&test->run, &required);
  bool known = test_known_apply(&test->arena, &test->options, command, &test->set, &test->run, &test->known);
  struct named_schemes named = {test->options.schemes, test->options.num_schemes};
  struct summary summary = summary_of(&test->arena, &test->run, &test->known.list, named);
  struct failure_causes causes = {0};
  if (!test->options.smoke) causes = failure_causes_find(&test->arena, &test->run, &summary.followed);
  struct report report = {.run = &test->run,
                          .set = &test->set,
                          .summary = &summary,
                          .known = &test->known.list,
                          .causes = &causes,
                          .vectors_sha256 = test->vectors_sha256,
                          .required_profiles = required,
                          .strict = test->options.strict,
                          .all_schemes = test->options.num_schemes == 0,
                          .all = test->options.all,
                          .seed = test->options.seed,
                          .num_fresh = test->options.num_fresh};
  tell_again(test, &report);
  adapter_secrets_hide(&test->run);
  if (test->options.smoke) return report_smoke(stdout, &report);
  int exit_code = report_files_write(&test->options, &report, command);
  return known ? exit_code : COMMAND_BROKEN;
}

static int grade_parser(struct test *test, const char *command) {
  run_adapter(&test->run);
  if (test->run.trouble == ADAPTER_NOT_STARTED) message_error("%s", test->run.trouble_text);
  if (test->options.strict) run_be_strict(&test->run);
  struct http_summary requests;
  struct summary summary = http_summary_of(&test->arena, &test->run, &requests);
  struct report report = {.run = &test->run,
                          .set = &test->set,
                          .summary = &summary,
                          .requests = &requests,
                          .vectors_sha256 = test->vectors_sha256,
                          .strict = test->options.strict,
                          .all = test->options.all,
                          .seed = test->options.seed};
  tell_again(test, &report);
  adapter_secrets_hide(&test->run);
  return report_files_write(&test->options, &report, command);
}

static int test_adapter(struct test *test, const char *command) {
  struct test_options *options = &test->options;
  if (!options->seed_given) options->seed = seed_from_clock();
  test->plan = (struct run_plan){.adapter = options->adapter,
                                 .timeout_ms = options->timeout_ms,
                                 .run_timeout_ms = options->run_timeout_ms,
                                 .max_restarts = options->max_restarts,
                                 .num_jobs = options->num_jobs,
                                 .oneshot = options->oneshot,
                                 .seed = options->seed};
  run_begin(&test->plan, &test->run);
  if (!vectors_load(command, options->vectors, &test->set) ||
      !vectors_sha256(command, &test->set, test->vectors_sha256))
    return COMMAND_BROKEN;
  if (options->http) {
    if (!test_select_http(&test->arena, options, command, &test->set, &test->plan)) return COMMAND_USAGE;
    return report_files_open(options, &test->set, command) ? grade_parser(test, command) : COMMAND_USAGE;
  }
  if (!test_select(&test->arena, options, command, &test->set, &test->plan)) return COMMAND_USAGE;
  if (!test_known_open(&test->arena, options, command, &test->known)) return COMMAND_USAGE;
  return report_files_open(options, &test->set, command) ? grade(test, command) : COMMAND_USAGE;
}

/* A loop of a shell goes on after any exit status, and ends with a command that a signal ended. */
static void end_by(int signal_number) {
  signal(signal_number, SIG_DFL);
  raise(signal_number);
}

static int run(int argc, char **argv) {
  struct test test = {0};
  int exit_code;
  if (!test_options_read(&test.options, &command_test, argc, argv, &exit_code)) return exit_code;
  exit_code = test_adapter(&test, command_test.name);
  int caught_signal = test.run.caught_signal;
  test_known_close(&test.known);
  run_free(&test.run);
  vector_set_free(&test.set);
  arena_free(&test.arena);
  if (caught_signal) end_by(caught_signal);
  return exit_code;
}

static const struct operand operands[] = {
    {.name = "ADAPTER",
     .text = "the program that answers for the implementation, and its arguments",
     .kind = VALUE_COMMAND,
     .repeats = true},
    {0}};

static const struct help_row pins[] = {
    {NULL, "A line is the id of a vector or a pattern, then what is pinned of the failure. \"#\" begins a "
           "comment."},
    {"op=", "message, sign or verify"},
    {"outcome=", "fail, unsupported or error; or flaky: it fails now and then, and may pass"},
    {"error=", "answered, crash, time-out or protocol"},
    {"difference=", "the kind of the first difference, as the JSON report names it"},
    {"cause=", "the mistake that gives the answer, two joined by +; none if no known one does"},
    {0}};

const struct command command_test = {
    .name = "test",
    .summary = "grade an implementation",
    .description =
        "Grades an implementation: starts ADAPTER, asks it for messages, signatures and verdicts over the "
        "protocol of conformance/README.md, and compares each answer with the vectors.\n\n"
        "SIGINT, or another signal that ends programs, ends the adapter; after the report, the same signal "
        "ends "
        "reqsig.",
    .operands = operands,
    .sections = (const struct help_section[]){{"known failures", pins}, {0}},
    .options = test_option_rows,
    .exit_codes =
        (const struct help_row[]){{"0", "conformant"},
                                  {"1", "not conformant"},
                                  {"2", "wrong usage"},
                                  {"3", "hello failed, the restarts were used up, the run was ended, or "
                                        "the vectors can't be read or a report can't be written"},
                                  {0}},
    .examples = (const struct example[]){{NULL, "reqsig test --scheme aet -- python3 adapter.py"}, {0}},
    .run = run,
};
