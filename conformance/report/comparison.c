/* Reports beside each other: the cases of all, and where they differ. */
#include <string.h>

#include "report/saved_report.h"

static int order_of(const struct saved_case *a, const struct saved_case *b) {
  int order = strcmp(a->scheme, b->scheme);
  if (order == 0) order = strcmp(a->id, b->id);
  return order != 0 ? order : strcmp(a->op, b->op);
}

static enum saved_state state_in(const struct compared_case *compared, size_t nth) {
  return compared->in[nth] ? compared->in[nth]->state : SAVED_ABSENT;
}

static bool is_failure(enum saved_state state) {
  return state == SAVED_FAILS || state == SAVED_KNOWN;
}

/* A case counts as a difference if some report fails it, and another one judges it otherwise or lacks it. */
static bool differs(const struct compared_case *compared, size_t num_reports) {
  bool fails = false, other = false;
  for (size_t i = 0; i < num_reports; i++) {
    fails |= is_failure(state_in(compared, i));
    other |= state_in(compared, i) != state_in(compared, 0);
  }
  return fails && other;
}

/* The first of the cases that come next in the reports, each of which stands in its own order. */
static const struct saved_case *next_case(const struct report_comparison *comparison, const size_t *at) {
  const struct saved_case *next = NULL;
  for (size_t i = 0; i < comparison->num_reports; i++) {
    const struct saved_report *report = &comparison->reports[i];
    if (at[i] < report->num_cases && (!next || order_of(&report->cases[at[i]], next) < 0))
      next = &report->cases[at[i]];
  }
  return next;
}

static void add_scheme(struct report_comparison *comparison, const char *scheme) {
  size_t num = comparison->num_schemes;
  if (num == 0 || strcmp(comparison->schemes[num - 1], scheme) != 0)
    comparison->schemes[comparison->num_schemes++] = scheme;
}

static void merge(struct arena *arena, struct report_comparison *comparison) {
  size_t num_reports = comparison->num_reports, num_all = 0;
  size_t *at = arena_get_array(arena, num_reports, sizeof *at);
  for (size_t i = 0; i < num_reports; i++) num_all += comparison->reports[i].num_cases;
  comparison->cases = arena_get_array(arena, num_all, sizeof *comparison->cases);
  comparison->schemes = arena_get_array(arena, num_all, sizeof *comparison->schemes);
  for (const struct saved_case *next; (next = next_case(comparison, at)) != NULL;) {
    struct compared_case *compared = &comparison->cases[comparison->num_cases++];
    compared->any = next;
    compared->in = arena_get_array(arena, num_reports, sizeof *compared->in);
    for (size_t i = 0; i < num_reports; i++) {
      const struct saved_report *report = &comparison->reports[i];
      if (at[i] == report->num_cases || order_of(&report->cases[at[i]], next) != 0) continue;
      compared->in[i] = &report->cases[at[i]++];
    }
    compared->differs = differs(compared, num_reports);
    comparison->num_differing += compared->differs;
    add_scheme(comparison, next->scheme);
  }
}

struct report_comparison comparison_of(struct arena *arena, const struct saved_report *reports,
                                       size_t num_reports) {
  struct report_comparison comparison = {.reports = reports, .num_reports = num_reports, .is_of_one = true};
  for (size_t i = 1; i < num_reports; i++) {
    comparison.is_of_one &= strcmp(reports[i].name, reports[0].name) == 0;
    comparison.has_other_vectors |= strcmp(reports[i].vectors, reports[0].vectors) != 0;
  }
  merge(arena, &comparison);
  return comparison;
}

struct saved_counts saved_counts_of(const struct saved_report *report, const char *scheme) {
  struct saved_counts counts = {0};
  for (size_t i = 0; i < report->num_cases; i++) {
    const struct saved_case *saved = &report->cases[i];
    if (scheme && strcmp(saved->scheme, scheme) != 0) continue;
    counts.in[saved->state]++;
  }
  return counts;
}

enum saved_state saved_counts_worst(struct saved_counts counts) {
  static const enum saved_state states[] = {SAVED_FAILS, SAVED_UNSUPPORTED, SAVED_NOT_RUN,
                                            SAVED_KNOWN, SAVED_RIGHT,       SAVED_NEUTRAL};
  for (size_t i = 0; i < sizeof states / sizeof *states; i++)
    if (counts.in[states[i]] > 0) return states[i];
  return SAVED_ABSENT;
}

void saved_counts_add(struct text *text, struct saved_counts counts) {
  static const char *const words[] = {[SAVED_NOT_RUN] = "not run",
                                      [SAVED_UNSUPPORTED] = "unsupported",
                                      [SAVED_KNOWN] = "known",
                                      [SAVED_RIGHT] = "pass",
                                      [SAVED_FAILS] = "fail"};
  enum saved_state worst = saved_counts_worst(counts);
  if (worst == SAVED_ABSENT || worst == SAVED_NEUTRAL)
    text_add_string(text, worst == SAVED_NEUTRAL ? "not judged" : "-");
  else
    text_addf(text, "%zu %s", counts.in[worst], words[worst]);
}

/* What became of the cases from one report to the next. */
struct changes {
  size_t fail, fail_no_more;
  size_t known_pass, listed, more_listed, unlisted;
};

static struct changes changes_of(const struct report_comparison *comparison, size_t nth) {
  struct changes changes = {0};
  for (size_t i = 0; i < comparison->num_cases; i++) {
    enum saved_state before = state_in(&comparison->cases[i], nth - 1);
    enum saved_state now = state_in(&comparison->cases[i], nth);
    changes.fail += !is_failure(before) && now == SAVED_FAILS;
    changes.more_listed += !is_failure(before) && now == SAVED_KNOWN;
    changes.listed += before == SAVED_FAILS && now == SAVED_KNOWN;
    changes.unlisted += before == SAVED_KNOWN && now == SAVED_FAILS;
    changes.known_pass += before == SAVED_KNOWN && now == SAVED_RIGHT;
    changes.fail_no_more +=
        is_failure(before) && !is_failure(now) && !(before == SAVED_KNOWN && now == SAVED_RIGHT);
  }
  return changes;
}

static void add_change(struct text *text, size_t count, const char *of_one, const char *of_more) {
  if (count > 0) text_addf(text, "%s%zu %s", text->len > 0 ? ", " : "", count, count == 1 ? of_one : of_more);
}

const char *comparison_change(struct arena *arena, const struct report_comparison *comparison, size_t nth) {
  struct text text = {0};
  if (nth == 0) return NULL;
  struct changes changes = changes_of(comparison, nth);
  if (changes.fail + changes.fail_no_more > 0)
    text_addf(&text, "%zu case%s that did not, %zu no more", changes.fail,
              changes.fail == 1 ? " fails" : "s fail", changes.fail_no_more);
  add_change(&text, changes.more_listed, "more fails, listed as known", "more fail, listed as known");
  add_change(&text, changes.listed, "that failed is listed as known now",
             "that failed are listed as known now");
  add_change(&text, changes.unlisted, "that was listed as known fails as before",
             "that were listed as known fail as before");
  add_change(&text, changes.known_pass, "known failure passes now", "known failures pass now");
  if (text.len == 0) text_add_string(&text, "the same cases fail");
  const char *change = arena_copy(arena, text_slice(&text));
  text_free(&text);
  return change;
}
