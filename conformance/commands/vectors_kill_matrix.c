/* reqsig vectors kill-matrix: which vectors fail each known mistake. */
#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "base/options.h"
#include "base/terminal.h"
#include "base/text.h"
#include "commands/command.h"
#include "generate/generate.h"
#include "mutants/kill_matrix.h"
#include "request/arguments.h"
#include "request/known_schemes.h"
#include "vectors/vector_set.h"

enum { NUM_SHOWN = 3, LABEL = 12, WRONGLY_FAILED = 16 };

static const char *const state_words[NUM_MUTANT_STATES] = {
    [MUTANT_KILLED] = "failed by",
    [MUTANT_PROFILE] = "no mistake here but the profile",
    [MUTANT_SAME] = "same bytes:",
    [MUTANT_SILENT] = "observed, as the document is silent:",
    [MUTANT_STRICT] = "flagged, not failed, by strict vectors:",
    [MUTANT_SURVIVED] = "SURVIVES",
    [MUTANT_CONTRADICTED] = "CONTRADICTED:",
};

static void add_ids(struct text *line, const struct name_list *ids, bool all) {
  size_t shown = all || ids->count < NUM_SHOWN ? ids->count : NUM_SHOWN;
  for (size_t i = 0; i < shown; i++) text_addf(line, "%s%s", i > 0 ? ", " : "", ids->items[i]);
  if (shown < ids->count) text_add_string(line, ", ...");
}

static void print_name(const char *name, const struct mistake *mistake, terminal t, FILE *out) {
  fprintf(out, "%s%s%s  ", terminal_style_on(t, STYLE_BOLD), name, terminal_style_on(t, STYLE_PLAIN));
  terminal_wrap(out, (int)strlen(name) + 2, LABEL, mistake->words);
}

static void print_mutant(const struct mutant *mutant, bool all, terminal t, FILE *out) {
  struct text line = {0};
  bool bad = mutant->state == MUTANT_SURVIVED || mutant->state == MUTANT_CONTRADICTED;
  text_add_string(&line, state_words[mutant->state]);
  if (mutant->note) text_addf(&line, " %s", mutant->note);
  if (mutant->state == MUTANT_KILLED || mutant->state == MUTANT_STRICT)
    text_addf(&line, " %zu: ", mutant->killers.count);
  if (mutant->state == MUTANT_CONTRADICTED && mutant->killers.count > 0) text_add_string(&line, ": ");
  add_ids(&line, &mutant->killers, all);
  const char *scheme = reqsig_scheme_name(mutant->scheme);
  int width = (int)strlen(scheme) + 2 > LABEL - 2 ? (int)strlen(scheme) + 2 : LABEL - 2;
  fprintf(out, "  %s%-*s%s", terminal_style_on(t, bad ? STYLE_RED : STYLE_PLAIN), width, scheme,
          terminal_style_on(t, STYLE_PLAIN));
  terminal_wrap(out, 2 + width, LABEL, text_string(&line));
  text_free(&line);
}

static void print_mutants(const struct kill_matrix *matrix, bool all, terminal t, FILE *out) {
  const struct mistake *last = NULL;
  char name[MISTAKE_MAX_NAME];
  for (size_t i = 0; i < matrix->num_mutants; i++) {
    const struct mutant *mutant = &matrix->mutants[i];
    if (mutant->mistake != last)
      print_name(mistake_name_in(mutant->mistake, mutant->scheme, name), mutant->mistake, t, out);
    print_mutant(mutant, all, t, out);
    last = mutant->mistake;
  }
}

static void print_never(const struct kill_plan *plan, terminal t, FILE *out) {
  for (size_t i = 0; mistake_at(i); i++) {
    const struct mistake *mistake = mistake_at(i);
    char name[MISTAKE_MAX_NAME];
    if (!mistake->never || !kill_plan_has(plan, mistake)) continue;
    print_name(mistake_name(mistake, name), mistake, t, out);
    fprintf(out, "  %-*s", LABEL - 2, "never");
    terminal_wrap(out, LABEL, LABEL, mistake->never);
  }
}

static void print_false_failures(const struct kill_matrix *matrix, bool all, terminal t, FILE *out) {
  for (size_t i = 0; i < matrix->num_false_failures; i++) {
    const struct false_failure *failure = &matrix->false_failures[i];
    struct text line = {0};
    text_addf(&line, "%s, a right %s%s%s: ", reqsig_scheme_name(failure->scheme),
              failure->verifies ? "verifier" : "signer", failure->profile ? " by the profile " : "",
              failure->profile ? failure->profile : "");
    add_ids(&line, &failure->vectors, all);
    fprintf(out, "%sWrongly failed%s: ", terminal_style_on(t, STYLE_RED), terminal_style_on(t, STYLE_PLAIN));
    terminal_wrap(out, WRONGLY_FAILED, LABEL, text_string(&line));
    text_free(&line);
  }
}

static size_t count_mutants(const struct kill_matrix *matrix, const reqsig_scheme *scheme, bool verifies,
                            int state) {
  size_t count = 0;
  for (size_t i = 0; i < matrix->num_mutants; i++) {
    const struct mutant *mutant = &matrix->mutants[i];
    count += (!scheme || mutant->scheme == scheme) && (int)mutant->state == state &&
             (mutant->mistake->verify != NULL) == verifies;
  }
  return count;
}

static void print_row(const struct kill_matrix *matrix, const reqsig_scheme *scheme, bool verifies,
                      FILE *out) {
  size_t counts[NUM_MUTANT_STATES], sum = 0;
  for (int i = 0; i < NUM_MUTANT_STATES; i++) sum += counts[i] = count_mutants(matrix, scheme, verifies, i);
  fprintf(out, "%-10s %8zu %8zu %8zu %8zu %8zu %8zu %9zu\n", scheme ? reqsig_scheme_name(scheme) : "all", sum,
          counts[MUTANT_KILLED], counts[MUTANT_PROFILE], counts[MUTANT_STRICT], counts[MUTANT_SAME],
          counts[MUTANT_SILENT], counts[MUTANT_SURVIVED] + counts[MUTANT_CONTRADICTED]);
}

static void print_totals(const struct kill_matrix *matrix, const struct kill_plan *plan, bool verifies,
                         FILE *out) {
  fprintf(out, "\n%-10s %8s %8s %8s %8s %8s %8s %9s\n", verifies ? "verifiers" : "signers", "mistakes",
          "failed", "profile", "strict", "same", "silent", "survive");
  for (size_t i = 0; i < num_schemes(); i++)
    if (!plan->scheme || plan->scheme == scheme_at(i)) print_row(matrix, scheme_at(i), verifies, out);
  if (!plan->scheme) print_row(matrix, NULL, verifies, out);
}

static void print_matrix(const struct kill_matrix *matrix, const struct kill_plan *plan, FILE *out) {
  terminal t = terminal_of(out);
  print_mutants(matrix, plan->all, t, out);
  print_never(plan, t, out);
  print_false_failures(matrix, plan->all, t, out);
  print_totals(matrix, plan, false, out);
  print_totals(matrix, plan, true, out);
  fprintf(out, "\nRight implementations: %zu were run, and vectors fail %zu of them.\n", matrix->num_right,
          matrix->num_false_failures);
}

enum { OPTION_SCHEME, OPTION_MISTAKE, OPTION_ALL, OPTION_VECTORS };

struct kill_options {
  struct kill_plan plan;
  const char *directory;
};

static bool take(struct kill_options *options, int option, const char *value) {
  switch (option) {
  case OPTIONS_OPERAND:
  case OPTION_SCHEME:
    if (options->plan.scheme) {
      options_complain(&command_vectors_kill_matrix, "SCHEME is given twice, as an operand and as --scheme");
      return false;
    }
    options->plan.scheme = scheme_argument(command_vectors_kill_matrix.name, value);
    return options->plan.scheme;
  case OPTION_MISTAKE: options->plan.mistake = value; return true;
  case OPTION_ALL: options->plan.all = true; return true;
  case OPTION_VECTORS: options->directory = value; return true;
  default: return false;
  }
}

static bool is_known(const struct kill_plan *plan) {
  for (size_t i = 0; mistake_at(i); i++)
    if (kill_plan_has(plan, mistake_at(i))) return true;
  return false;
}

static int kill_mistakes(const struct kill_options *options, const char *command) {
  struct vector_set set = {0};
  struct kill_plan plan = options->plan;
  struct kill_matrix matrix = {0};
  int exit_code = COMMAND_BROKEN;
  if (vectors_load(command, options->directory, &set) && generate_for_files(&set, command)) {
    plan.set = &set;
    kill_matrix_run(&plan, &matrix);
    print_matrix(&matrix, &plan, stdout);
    exit_code = kill_matrix_is_whole(&matrix) ? COMMAND_OK : COMMAND_NOT;
    kill_matrix_free(&matrix);
  }
  vector_set_free(&set);
  return exit_code;
}

static int run(int argc, char **argv) {
  struct kill_options options = {0};
  struct options arguments = options_begin(&command_vectors_kill_matrix, argc, argv);
  arguments.exit_code = COMMAND_USAGE;
  const char *value = NULL;
  for (int option; (option = options_next(&arguments, &value)) != OPTIONS_END;)
    if (!take(&options, option, value)) return arguments.exit_code;
  if (is_known(&options.plan)) return kill_mistakes(&options, command_vectors_kill_matrix.name);
  message_error("%s: no mistake is called %s", command_vectors_kill_matrix.name, options.plan.mistake);
  message_hint("see the names in the output of reqsig vectors kill-matrix");
  return COMMAND_USAGE;
}

static const struct operand operands[] = {
    {.name = "SCHEME",
     .text = "only the mistakes in this scheme: one that reqsig list shows, or a scheme file, such as "
             "./mine.json",
     .kind = VALUE_SCHEME,
     .optional = true},
    {0}};

static const struct option option_rows[] = {
    {.id = OPTION_SCHEME,
     .name = "--scheme",
     .value = "SCHEME",
     .text = "the same as SCHEME",
     .kind = VALUE_SCHEME},
    {.id = OPTION_MISTAKE,
     .name = "--mistake",
     .value = "SLUG",
     .text = "only this mistake, such as json-escaped-slash, or one of its variants, such as "
             "json-escaped-slash/undone",
     .kind = VALUE_MISTAKE},
    {.id = OPTION_ALL,
     .name = "--all",
     .text = "the ids of all vectors that fail a mistake, not only the first three; vectors with long bodies "
             "are tried too where others fail the mistake already"},
    VECTORS_OPTION(OPTION_VECTORS),
    {0}};

const struct command command_vectors_kill_matrix = {
    .name = "vectors kill-matrix",
    .summary = "run every known mistake over the vectors",
    .description =
        "Runs every known mistake over the vectors as if it were an implementation, and shows which vectors "
        "fail it. Each mistake must fail at least one vector, and no right implementation may fail any.",
    .operands = operands,
    .options = option_rows,
    .exit_codes = (const struct help_row[]){{"0", "done"},
                                            {"1", "a mistake survives, or a right implementation fails"},
                                            {"2", "wrong usage"},
                                            {"3", "the vectors can't be read"},
                                            {0}},
    .examples =
        (const struct example[]){{NULL, "reqsig vectors kill-matrix crm --mistake json-escaped-slash"}, {0}},
    .run = run,
};
