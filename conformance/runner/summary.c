#include "runner/summary.h"

#include "base/text.h"
#include "request/known_schemes.h"

static void count_outcome(struct tally *tally, const struct grade *grade) {
  tally->outcomes[grade->outcome]++;
  tally->num_lenient += grade_is_lenient(grade);
  if (grade->outcome != OUTCOME_FAIL) return;
  tally->num_false_accepts += grade->differences[0].kind == DIFFERENCE_ACCEPTED;
  tally->num_false_rejects += grade->differences[0].kind == DIFFERENCE_REJECTED;
}

void tally_count(struct tally *tally, const struct run *run, const struct test_case *test_case) {
  if (run->greeted && !test_case->in_scope)
    tally->num_out_of_scope++;
  else if (test_case->is_known)
    tally->num_known++;
  else
    count_outcome(tally, &test_case->grade);
  tally->num_known_flaky += test_case->is_known_flaky;
  tally->num_flaky += test_case->is_flaky;
  if (case_is_unanswered(test_case) && (!run->greeted || test_case->in_scope)) tally->num_unanswered++;
}

static size_t scheme_index(const reqsig_scheme *scheme) {
  size_t i = 0;
  while (scheme_at(i) != scheme) i++;
  return i;
}

static void count_all(struct arena *arena, const struct run *run, struct summary *summary) {
  summary->schemes = arena_get_array(arena, num_schemes(), sizeof *summary->schemes);
  for (size_t i = 0; i < run->num_cases; i++) {
    tally_count(&summary->total, run, &run->cases[i]);
    tally_count(&summary->schemes[scheme_index(run->cases[i].vector->scheme)], run, &run->cases[i]);
  }
}

size_t tally_num_cases(const struct tally *tally) {
  size_t num_cases = tally->num_known + tally->num_out_of_scope;
  for (size_t i = 0; i < NUM_OUTCOMES; i++) num_cases += tally->outcomes[i];
  return num_cases;
}

static size_t num_right(const struct tally *tally) {
  return tally->outcomes[OUTCOME_PASS] + tally->outcomes[OUTCOME_FLAGGED];
}

/* What broke comes first: the rest was not all seen. Nothing declared, run or right is no conformance. */
static int exit_code(const struct run *run, const struct summary *summary) {
  const size_t *outcomes = summary->total.outcomes;
  if (run->is_broken) return COMMAND_BROKEN;
  if (run->num_troubles > 0) return COMMAND_NOT;
  if (outcomes[OUTCOME_FAIL] + outcomes[OUTCOME_UNSUPPORTED] + outcomes[OUTCOME_ERROR] > 0)
    return COMMAND_NOT;
  if (summary->num_stale + summary->num_untested > 0) return COMMAND_NOT;
  return num_right(&summary->total) > 0 ? COMMAND_OK : COMMAND_NOT;
}

void summary_conclude(struct summary *summary, const struct run *run) {
  summary->exit_code = exit_code(run, summary);
  summary->name = summary->exit_code == COMMAND_OK    ? "conformant"
                  : summary->exit_code == COMMAND_NOT ? "not-conformant"
                                                      : "broken";
}

static void add_part(struct text *words, size_t number, const char *what) {
  if (number == 0) return;
  size_t colon = words->len > 0 && words->data[words->len - 1] == ':';
  text_addf(words, "%s %zu %s", colon ? "" : ",", number, what);
}

/* " (3 accepted what must be rejected, 4 rejected what must be accepted)" */
static void add_wrong_verdicts(struct text *words, const struct tally *tally) {
  if (tally->num_false_accepts + tally->num_false_rejects == 0) return;
  text_add_string(words, " (");
  if (tally->num_false_accepts > 0)
    text_addf(words, "%zu accepted what must be rejected", tally->num_false_accepts);
  if (tally->num_false_rejects > 0)
    text_addf(words, "%s%zu rejected what must be accepted", tally->num_false_accepts > 0 ? ", " : "",
              tally->num_false_rejects);
  text_add_string(words, ")");
}

static bool is_untested(const struct summary *summary, const reqsig_scheme *scheme) {
  const struct tally *tally = &summary->schemes[scheme_index(scheme)];
  size_t num_untested = tally->num_out_of_scope + tally->outcomes[OUTCOME_OUT_OF_LIMITS];
  return num_untested > 0 && num_untested == tally_num_cases(tally);
}

static bool is_declared(const struct summary *summary, const reqsig_scheme *scheme) {
  return summary->schemes[scheme_index(scheme)].outcomes[OUTCOME_OUT_OF_LIMITS] > 0;
}

static size_t count_untested(const struct summary *summary, struct named_schemes named) {
  size_t count = 0;
  for (size_t i = 0; i < named.count; i++) count += is_untested(summary, named.items[i]);
  return count;
}

/* "crm, aet"; gives how many they are. */
static size_t add_untested_names(struct text *words, const struct summary *summary,
                                 struct named_schemes named, bool declared) {
  size_t num_told = 0;
  for (size_t i = 0; i < named.count; i++)
    if (is_untested(summary, named.items[i]) && is_declared(summary, named.items[i]) == declared)
      text_addf(words, "%s%s", num_told++ > 0 ? ", " : "", reqsig_scheme_name(named.items[i]));
  return num_told;
}

/* "crm was asked for, but the adapter does not declare it; aet was asked for, but is beyond its limits" */
static void add_untested(struct text *words, const struct summary *summary, struct named_schemes named) {
  size_t undeclared = add_untested_names(words, summary, named, false);
  if (undeclared > 0)
    text_addf(words, " %s asked for, but the adapter does not declare %s", undeclared == 1 ? "was" : "were",
              undeclared == 1 ? "it" : "them");
  if (undeclared == summary->num_untested) return;
  if (undeclared > 0) text_add_string(words, "; ");
  size_t beyond = add_untested_names(words, summary, named, true);
  text_addf(words, " %s asked for, but %s beyond the adapter's limits", beyond == 1 ? "was" : "were",
            beyond == 1 ? "is" : "are");
}

/* "; inconsistent: aet query-included" */
static void add_inconsistent(struct text *words, const struct summary *summary) {
  size_t num_told = 0;
  for (size_t i = 0; i < summary->followed.count; i++) {
    const struct followed_profile *followed = &summary->followed.items[i];
    if (!followed_profile_is_inconsistent(followed)) continue;
    text_addf(words, "%s%s %s",
              num_told++ > 0 ? ", " : "; inconsistent: ", reqsig_scheme_name(followed->scheme),
              followed->profile.name);
  }
}

/* Nothing counts against the implementation, and nothing for it. */
static void add_nothing_right(struct text *words, const struct tally *total, size_t num_in_scope) {
  if (total->num_known == num_in_scope)
    text_addf(words, " all %zu failure%s known, but nothing else was tested", num_in_scope,
              num_in_scope == 1 ? " is" : "s are");
  else
    text_addf(words, " nothing passed, of %zu case%s", num_in_scope, text_plural(num_in_scope));
}

static void tell_not_conformant(struct text *words, const struct run *run, const struct summary *summary,
                                struct named_schemes named) {
  const size_t *outcomes = summary->total.outcomes;
  size_t num_in_scope =
      tally_num_cases(&summary->total) - summary->total.num_out_of_scope - outcomes[OUTCOME_OUT_OF_LIMITS];
  text_add_string(words, "Not conformant:");
  if (run->hello.schemes.count == 0) {
    text_add_string(words, " the adapter declares no scheme");
  } else if (run->hello.ops.count == 0) {
    text_add_string(words, " the adapter declares no op");
  } else if (num_in_scope == 0 && outcomes[OUTCOME_OUT_OF_LIMITS] > 0) {
    text_add_string(words, " nothing was run: all that was selected is beyond the adapter's limits");
  } else if (num_in_scope == 0) {
    text_add_string(words, " nothing was run: the adapter declares none of what was selected");
  } else {
    add_part(words, outcomes[OUTCOME_FAIL], "failed");
    add_wrong_verdicts(words, &summary->total);
    add_part(words, outcomes[OUTCOME_UNSUPPORTED], "unsupported");
    add_part(words, outcomes[OUTCOME_ERROR], outcomes[OUTCOME_ERROR] == 1 ? "error" : "errors");
    add_part(words, summary->total.num_flaky, "flaky");
    if (summary->num_stale > 0) add_part(words, summary->num_stale, "stale in the list of known failures");
    if (words->data[words->len - 1] != ':')
      text_addf(words, ", of %zu case%s", num_in_scope, text_plural(num_in_scope));
    else if (num_right(&summary->total) == 0)
      add_nothing_right(words, &summary->total, num_in_scope);
    if (summary->num_untested > 0) {
      text_add_string(words, words->data[words->len - 1] == ':' ? " " : "; ");
      add_untested(words, summary, named);
    }
    add_inconsistent(words, summary);
    if (run->num_troubles > 0)
      text_addf(words, "%s the adapter %s", words->data[words->len - 1] == ':' ? "" : ";", run->trouble_text);
  }
  text_add_string(words, ".");
}

static void tell_conformant(struct text *words, const struct summary *summary) {
  size_t right = num_right(&summary->total);
  text_addf(words, "Conformant: %zu case%s passed", right, text_plural(right));
  size_t lenient = summary->total.num_lenient, flagged = summary->total.outcomes[OUTCOME_FLAGGED] - lenient;
  if (flagged > 0) text_addf(words, ", %zu of them under a profile (flagged)", flagged);
  if (lenient > 0) text_addf(words, ", %zu of them lenient (flagged)", lenient);
  size_t flaky = summary->total.num_known_flaky, known = summary->total.num_known - flaky;
  if (known > 0) text_addf(words, ", %zu known to fail", known);
  if (flaky > 0) text_addf(words, ", %zu known to fail now and then", flaky);
  if (summary->total.outcomes[OUTCOME_OUT_OF_LIMITS] > 0)
    text_addf(words, ", %zu out of limits", summary->total.outcomes[OUTCOME_OUT_OF_LIMITS]);
  if (summary->total.num_out_of_scope > 0)
    text_addf(words, ", %zu out of scope", summary->total.num_out_of_scope);
  add_inconsistent(words, summary);
  text_add_string(words, ".");
}

static void tell_broken(struct text *words, const struct run *run, const struct summary *summary) {
  text_addf(words, "Broken: the adapter %s", run->trouble_text);
  size_t fails = summary->total.outcomes[OUTCOME_FAIL];
  if (fails > 0) text_addf(words, "; of what it answered, %zu case%s failed", fails, text_plural(fails));
  add_wrong_verdicts(words, &summary->total);
  text_add_string(words, ".");
}

struct summary summary_of(struct arena *arena, const struct run *run, const struct known_failures *known,
                          struct named_schemes named) {
  struct summary summary = {.num_stale = known->num_stale};
  struct text words = {0};
  count_all(arena, run, &summary);
  summary.followed = followed_profiles_of(arena, run);
  summary.num_untested = count_untested(&summary, named);
  summary_conclude(&summary, run);
  if (summary.exit_code == COMMAND_OK)
    tell_conformant(&words, &summary);
  else if (summary.exit_code == COMMAND_NOT)
    tell_not_conformant(&words, run, &summary, named);
  else
    tell_broken(&words, run, &summary);
  summary.words = arena_copy(arena, text_slice(&words));
  text_free(&words);
  return summary;
}
