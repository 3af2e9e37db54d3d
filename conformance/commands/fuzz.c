/* reqsig fuzz: finds where an implementation disagrees with a scheme's recipe, or with another one. */
#include "fuzz/fuzz.h"

#include <signal.h>

#include "base/message.h"
#include "base/text.h"
#include "commands/fuzz_options.h"
#include "report/report.h"
#include "runner/run.h"

/* What the adapters said may quote secrets of the environment. */
static void hide_secrets(struct fuzz *fuzz) {
  for (size_t side = 0; side < fuzz->num_sides; side++) {
    struct run *run = &fuzz->sides[side].asker.run;
    struct test_case *cases = run->cases;
    size_t num_cases = run->num_cases;
    run->cases = arena_get_array(&fuzz->arena, fuzz->num_findings, sizeof *run->cases);
    run->num_cases = fuzz->num_findings;
    for (size_t i = 0; i < fuzz->num_findings; i++) run->cases[i] = fuzz->findings[i].cases[side];
    adapter_secrets_hide(run);
    for (size_t i = 0; i < fuzz->num_findings; i++) fuzz->findings[i].cases[side] = run->cases[i];
    run->cases = cases;
    run->num_cases = num_cases;
  }
}

static int tell(struct fuzz *fuzz, bool came_to_end, bool as_json) {
  struct text words = {0};
  if (fuzz->is_undrawable) {
    message_error("fuzz: %s: no request that is drawn is signed so that it is accepted",
                  reqsig_scheme_name(fuzz->plan->schemes[fuzz->undrawable]));
    return COMMAND_BROKEN;
  }
  int exit_code = fuzz_conclude(fuzz, came_to_end, &words);
  hide_secrets(fuzz);
  (as_json ? report_fuzz_json : report_fuzz)(stdout, fuzz, text_string(&words), exit_code);
  text_free(&words);
  return exit_code;
}

/* False: one can't be talked to; the others, then, are not started. */
static bool open_all(const struct fuzzing *fuzzing, struct fuzz *fuzz) {
  struct run_plan plan = fuzzing->run;
  bool opened = true;
  plan.keeps_answers = fuzzing->num_against > 0;
  plan.complete = fuzz->plan->http ? NULL : fuzz_complete;
  for (size_t i = 0; i <= fuzzing->num_against && opened; i++) {
    if (i > 0) plan.adapter = fuzzing->against[i - 1];
    fuzz->num_sides = i + 1;
    fuzz->broken_side = i;
    opened = asker_open(&fuzz->sides[i].asker, &plan);
  }
  return opened;
}

static void close_all(struct fuzz *fuzz) {
  for (size_t i = 0; i < fuzz->num_sides; i++) {
    asker_close(&fuzz->sides[i].asker);
    const struct run *run = &fuzz->sides[i].asker.run;
    if (run->trouble == ADAPTER_NOT_STARTED) message_error("%s", run->trouble_text);
  }
}

static int fuzz_adapters(const struct fuzzing *fuzzing, struct fuzz *fuzz) {
  bool came_to_end = open_all(fuzzing, fuzz) && fuzz_run(fuzz);
  close_all(fuzz);
  bool saved = !fuzzing->save || fuzz_save(fuzz, command_fuzz.name, fuzzing->save);
  int exit_code = tell(fuzz, came_to_end, fuzzing->json);
  return saved ? exit_code : COMMAND_BROKEN;
}

/* Before anything is asked. */
static bool prepare(const struct fuzzing *fuzzing, struct fuzz *fuzz, struct vector_set *set) {
  if (fuzzing->plan.num_schemes == 1) set->only = fuzzing->schemes[0];
  return vectors_load(command_fuzz.name, NULL, set) &&
         (!fuzzing->known || fuzz_read_known(fuzz, fuzzing->known)) &&
         (!fuzzing->save || fuzz_can_save(fuzz, command_fuzz.name, fuzzing->save));
}

static int caught_signal(const struct fuzz *fuzz) {
  int caught = 0;
  for (size_t i = 0; i < fuzz->num_sides && !caught; i++) caught = fuzz->sides[i].asker.run.caught_signal;
  return caught;
}

static int run(int argc, char **argv) {
  static struct fuzz fuzz;
  struct vector_set set = {0};
  struct fuzzing fuzzing = {.plan = {.time_ms = 10000},
                            .run = {.timeout_ms = 10000, .max_restarts = SIZE_MAX, .num_jobs = 1}};
  int exit_code = COMMAND_USAGE;
  fuzz.plan = &fuzzing.plan;
  fuzzing.plan.schemes = fuzzing.schemes;
  if (fuzz_options_read(&fuzzing, argc, argv, &exit_code)) {
    if (!fuzzing.seed_given) fuzzing.plan.seed = (uint64_t)time_from_clock() % 1000000000;
    fuzzing.plan.http = fuzzing.http;
    fuzzing.plan.seeds = &set;
    exit_code = prepare(&fuzzing, &fuzz, &set) ? fuzz_adapters(&fuzzing, &fuzz) : COMMAND_USAGE;
  }
  int caught = caught_signal(&fuzz);
  fuzz_free(&fuzz);
  vector_set_free(&set);
  arena_free(&fuzzing.arena);
  if (caught) signal(caught, SIG_DFL);
  if (caught) raise(caught);
  return exit_code;
}

const struct command command_fuzz = {
    .name = "fuzz",
    .summary = "find where an implementation disagrees with a scheme",
    .description =
        "Draws requests from the scheme's rules, some of them valid and some with one edit, and asks ADAPTER "
        "to sign and to verify them, over the protocol of conformance/README.md. A disagreement is an answer "
        "that no profile allows, a crash, a time-out, or two answers to one question. With --against, so are "
        "two implementations that answer differently, even where no document decides.\n\n"
        "With --http it draws raw requests instead, for a parser: well-formed ones, those of the vectors, "
        "and "
        "both with changes of any kind. What the RFCs leave open is not held against the parser.\n\n"
        "The causes are searched for among the mistakes that reqsig knows. Each cause is reported once, with "
        "the smallest request that still shows it. --save writes that request as a vector, which fails until "
        "the mistake is mended.",
    .operands = fuzz_operands,
    .options = fuzz_option_rows,
    .exit_codes =
        (const struct help_row[]){{"0", "nothing new was found"},
                                  {"1", "something was, or nothing was right"},
                                  {"2", "wrong usage"},
                                  {"3", "hello failed, the restarts were used up, or the run was ended"},
                                  {0}},
    .examples =
        (const struct example[]){{NULL, "reqsig fuzz aet --time 60 --save found -- python3 adapter.py"},
                                 {NULL, "reqsig fuzz aet --against 'node adapter.js' -- python3 adapter.py"},
                                 {NULL, "reqsig fuzz --http --time 60 -- node parser.js"},
                                 {0}},
    .run = run,
};
