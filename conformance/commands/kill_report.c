#include "commands/kill_report.h"

#include "base/terminal.h"
#include "request/words.h"

enum { NUM_SHOWN = 3, LABEL = 12 };

static const char *const state_words[NUM_PAIR_STATES] = {
    [PAIR_KILLED] = "failed by",  [PAIR_PROFILE] = "no mistake here but the profile",
    [PAIR_SAME] = "same bytes:",  [PAIR_SILENT] = "observed, as the document is silent:",
    [PAIR_SURVIVED] = "SURVIVES", [PAIR_CONTRADICTED] = "CONTRADICTED:",
};

static void add_ids(struct text *line, const struct name_list *ids, bool all) {
  size_t shown = all || ids->count < NUM_SHOWN ? ids->count : NUM_SHOWN;
  for (size_t i = 0; i < shown; i++) text_addf(line, "%s%s", i > 0 ? ", " : "", ids->items[i]);
  if (shown < ids->count) text_add_string(line, ", ...");
}

static void print_name(struct suspect suspect, terminal t, FILE *out) {
  const char *variant = suspect_variant(suspect);
  fprintf(out, "%s%s%s%s%s  ", terminal_style_on(t, STYLE_BOLD), suspect_slug(suspect), variant ? "/" : "",
          variant ? variant : "", terminal_style_on(t, STYLE_PLAIN));
  fprintf(out, "%s\n", suspect_words(suspect));
}

static void print_pair(const struct pair *pair, bool all, terminal t, FILE *out) {
  struct text line = {0};
  bool bad = pair->state == PAIR_SURVIVED || pair->state == PAIR_CONTRADICTED;
  text_add_string(&line, state_words[pair->state]);
  if (pair->note) text_addf(&line, " %s", pair->note);
  if (pair->state == PAIR_KILLED) text_addf(&line, " %zu: ", pair->killers.count);
  if (pair->state == PAIR_CONTRADICTED && pair->killers.count > 0) text_add_string(&line, ": ");
  add_ids(&line, &pair->killers, all);
  fprintf(out, "  %s%-*s%s", terminal_style_on(t, bad ? STYLE_RED : STYLE_PLAIN), LABEL - 2,
          reqsig_scheme_name(pair->scheme), terminal_style_on(t, STYLE_PLAIN));
  terminal_wrap(out, LABEL, LABEL, text_string(&line));
  text_free(&line);
}

static bool is_same_suspect(struct suspect a, struct suspect b) {
  return a.signer == b.signer && a.verifier == b.verifier;
}

static void print_pairs(const struct kill_matrix *matrix, bool all, terminal t, FILE *out) {
  struct suspect last = {0};
  for (size_t i = 0; i < matrix->num_pairs; i++) {
    if (!is_same_suspect(last, matrix->pairs[i].suspect)) print_name(matrix->pairs[i].suspect, t, out);
    print_pair(&matrix->pairs[i], all, t, out);
    last = matrix->pairs[i].suspect;
  }
}

static void print_never(const struct kill_plan *plan, terminal t, FILE *out) {
  for (size_t i = 0;; i++) {
    struct suspect suspect = suspect_at(i);
    if (!suspect.signer && !suspect.verifier) return;
    if (!suspect_never(suspect) || !kill_plan_has(plan, suspect)) continue;
    print_name(suspect, t, out);
    fprintf(out, "  %-*s", LABEL - 2, "never");
    terminal_wrap(out, LABEL, LABEL, suspect_never(suspect));
  }
}

static void print_wronged(const struct kill_matrix *matrix, bool all, terminal t, FILE *out) {
  for (size_t i = 0; i < matrix->num_wronged; i++) {
    const struct wronged *wronged = &matrix->wronged[i];
    struct text line = {0};
    text_addf(&line, "%s, a right %s%s%s: ", reqsig_scheme_name(wronged->scheme),
              wronged->verifies ? "verifier" : "signer", wronged->profile ? " by the profile " : "",
              wronged->profile ? wronged->profile : "");
    add_ids(&line, &wronged->vectors, all);
    fprintf(out, "%sWRONGED%s   ", terminal_style_on(t, STYLE_RED), terminal_style_on(t, STYLE_PLAIN));
    terminal_wrap(out, LABEL - 2, LABEL, text_string(&line));
    text_free(&line);
  }
}

static size_t count_pairs(const struct kill_matrix *matrix, const reqsig_scheme *scheme, bool verifies,
                          int state) {
  size_t count = 0;
  for (size_t i = 0; i < matrix->num_pairs; i++) {
    const struct pair *pair = &matrix->pairs[i];
    count += (!scheme || pair->scheme == scheme) && (int)pair->state == state &&
             (pair->suspect.verifier != NULL) == verifies;
  }
  return count;
}

static void print_row(const struct kill_matrix *matrix, const reqsig_scheme *scheme, bool verifies,
                      FILE *out) {
  size_t counts[NUM_PAIR_STATES], sum = 0;
  for (int i = 0; i < NUM_PAIR_STATES; i++) sum += counts[i] = count_pairs(matrix, scheme, verifies, i);
  fprintf(out, "%-10s %8zu %8zu %8zu %8zu %8zu %9zu\n", scheme ? reqsig_scheme_name(scheme) : "all", sum,
          counts[PAIR_KILLED], counts[PAIR_PROFILE], counts[PAIR_SAME], counts[PAIR_SILENT],
          counts[PAIR_SURVIVED] + counts[PAIR_CONTRADICTED]);
}

static void print_totals(const struct kill_matrix *matrix, const struct kill_plan *plan, bool verifies,
                         FILE *out) {
  fprintf(out, "\n%-10s %8s %8s %8s %8s %8s %9s\n", verifies ? "verifiers" : "signers", "mistakes", "failed",
          "profile", "same", "silent", "survive");
  for (size_t i = 0; i < reqsig_num_schemes(); i++)
    if (!plan->scheme || plan->scheme == reqsig_scheme_at(i))
      print_row(matrix, reqsig_scheme_at(i), verifies, out);
  if (!plan->scheme) print_row(matrix, NULL, verifies, out);
}

void kill_report(const struct kill_matrix *matrix, const struct kill_plan *plan, FILE *out) {
  terminal t = terminal_of(out);
  print_pairs(matrix, plan->all, t, out);
  print_never(plan, t, out);
  print_wronged(matrix, plan->all, t, out);
  print_totals(matrix, plan, false, out);
  print_totals(matrix, plan, true, out);
  fprintf(out, "\nRight implementations: %zu were run, and vectors fail %zu of them.\n", matrix->num_right,
          matrix->num_wronged);
}
