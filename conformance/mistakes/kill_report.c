#include "kill_report.h"

#include <string.h>

#include "term.h"
#include "words.h"

enum { NUM_SHOWN = 3, LABEL = 12, MAX_LINE = 16 * 1024 };

static const char *const state_words[NUM_PAIR_STATES] = {
    [PAIR_KILLED] = "failed by",  [PAIR_PROFILE] = "flagged as the profile",
    [PAIR_SAME] = "same bytes:",  [PAIR_SILENT] = "observed: the document is silent,",
    [PAIR_SURVIVED] = "SURVIVES", [PAIR_CONTRADICTED] = "CONTRADICTED:",
};

static void add_ids(struct text *line, const struct name_list *ids, bool all) {
  size_t shown = all || ids->count < NUM_SHOWN ? ids->count : NUM_SHOWN;
  for (size_t i = 0; i < shown; i++) text_addf(line, "%s%s", i > 0 ? ", " : "", ids->items[i]);
  if (shown < ids->count) text_add_string(line, ", ...");
}

static void print_pair(const struct pair *pair, bool all, term t, FILE *out) {
  struct text line = {0};
  bool bad = pair->state == PAIR_SURVIVED || pair->state == PAIR_CONTRADICTED;
  text_addf(&line, "%s%s%s", state_words[pair->state], pair->note ? " " : "", pair->note ? pair->note : "");
  if (pair->state == PAIR_KILLED) text_addf(&line, " %zu: ", pair->killers.count);
  if (pair->state == PAIR_CONTRADICTED && pair->killers.count > 0) text_add_string(&line, ": ");
  add_ids(&line, &pair->killers, all);
  fprintf(out, "  %s%-*s%s", term_style_on(t, bad ? TERM_RED : TERM_PLAIN), LABEL - 2,
          reqsig_scheme_name(pair->scheme), term_style_on(t, TERM_PLAIN));
  words_wrap(out, LABEL, LABEL, text_string(&line));
  text_free(&line);
}

static void print_pairs(const struct kill_matrix *matrix, bool all, term t, FILE *out) {
  const char *last = "";
  for (size_t i = 0; i < matrix->num_pairs; i++) {
    const struct pair *pair = &matrix->pairs[i];
    if (strcmp(last, pair->name) != 0)
      fprintf(out, "%s%s%s  %s\n", term_style_on(t, TERM_BOLD), pair->name, term_style_on(t, TERM_PLAIN),
              pair->words);
    print_pair(pair, all, t, out);
    last = pair->name;
  }
}

static void print_never(const struct kill_plan *plan, term t, FILE *out) {
  const struct mistake *mistake;
  char name[MISTAKE_MAX_NAME];
  for (size_t i = 0; (mistake = mistake_at(i)); i++) {
    if (!mistake->never || !kill_plan_has(plan, mistake->slug, mistake->variant)) continue;
    fprintf(out, "%s%s%s  %s\n  %-*s", term_style_on(t, TERM_BOLD), mistake_name(mistake, name),
            term_style_on(t, TERM_PLAIN), mistake->words, LABEL - 2, "never");
    words_wrap(out, LABEL, LABEL, mistake->never);
  }
}

static void print_wronged(const struct kill_matrix *matrix, bool all, term t, FILE *out) {
  for (size_t i = 0; i < matrix->num_wronged; i++) {
    const struct pair *pair = &matrix->wronged[i];
    struct text line = {0};
    fprintf(out, "%sWRONGED%s  %s, %s: ", term_style_on(t, TERM_RED), term_style_on(t, TERM_PLAIN),
            reqsig_scheme_name(pair->scheme), pair->name);
    add_ids(&line, &pair->killers, all);
    fprintf(out, "%s\n", text_string(&line));
    text_free(&line);
  }
}

static size_t count_pairs(const struct kill_matrix *matrix, const reqsig_scheme *scheme, int state) {
  size_t count = 0;
  for (size_t i = 0; i < matrix->num_pairs; i++)
    count += (!scheme || matrix->pairs[i].scheme == scheme) && (int)matrix->pairs[i].state == state;
  return count;
}

static void print_row(const struct kill_matrix *matrix, const reqsig_scheme *scheme, FILE *out) {
  size_t counts[NUM_PAIR_STATES], sum = 0;
  for (int i = 0; i < NUM_PAIR_STATES; i++) sum += counts[i] = count_pairs(matrix, scheme, i);
  fprintf(out, "%-10s %8zu %8zu %8zu %8zu %8zu %9zu\n", scheme ? reqsig_scheme_name(scheme) : "all", sum,
          counts[PAIR_KILLED], counts[PAIR_PROFILE], counts[PAIR_SAME], counts[PAIR_SILENT],
          counts[PAIR_SURVIVED] + counts[PAIR_CONTRADICTED]);
}

void kill_report(const struct kill_matrix *matrix, const struct kill_plan *plan, bool all, FILE *out) {
  term t = term_of(out);
  print_pairs(matrix, all, t, out);
  print_never(plan, t, out);
  print_wronged(matrix, all, t, out);
  fprintf(out, "\n%-10s %8s %8s %8s %8s %8s %9s\n", "scheme", "mistakes", "failed", "profile", "same",
          "silent", "survive");
  for (size_t i = 0; i < reqsig_num_schemes(); i++)
    if (!plan->scheme || plan->scheme == reqsig_scheme_at(i)) print_row(matrix, reqsig_scheme_at(i), out);
  if (!plan->scheme) print_row(matrix, NULL, out);
  fprintf(out, "\n%zu right readings were run, and vectors fail %zu of them.\n", matrix->num_right,
          matrix->num_wronged);
}
