#include "runner/summary.h"

#include <string.h>

#include "lib/bytes.h"
#include "lib/recipe.h"
#include "request/known_schemes.h"

enum { MAX_METHODS = 64 }; /* more of them excuse no more */

/* What is flagged as lenient meets no expectation. */
static bool names_profile(const struct expectation *expect, const char *name) {
  if (!expect) return false;
  for (size_t i = 0; i < expect->profiles.count; i++)
    if (strcmp(expect->profiles.items[i], name) == 0) return true;
  return false;
}

static bool same_text(const char *a, const char *b) {
  return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool same_headers(const struct header_list *a, const struct header_list *b) {
  if (a->count != b->count) return false;
  for (size_t i = 0; i < a->count; i++)
    if (!rs_slice_equal_ignoring_case(a->items[i].name, b->items[i].name) ||
        !rs_slice_equal(a->items[i].value, b->items[i].value))
      return false;
  return true;
}

static bool same_answer(const struct expectation *a, const struct expectation *b, enum op op) {
  if (op == OP_VERIFY) return !a->verdict.given || a->verdict.accepted == b->verdict.accepted;
  if (op == OP_SIGN) return same_headers(&a->headers, &b->headers);
  return same_text(a->message_sha256, b->message_sha256) && rs_slice_equal(a->message, b->message);
}

static bool can_tell(const struct test_case *test_case, const char *name) {
  const struct vector *vector = test_case->vector;
  for (size_t i = 0; i < vector->num_profile_expects; i++) {
    const struct expectation *expect = &vector->profile_expects[i];
    if (expect->profiles.count == 1 && names_profile(expect, name))
      return !same_answer(expect, &vector->expect, test_case->op);
  }
  return false;
}

static bool is_rejection(const struct test_case *test_case) {
  return test_case->op == OP_VERIFY && !test_case->grade.met->verdict.accepted;
}

/* Clients drop a question mark with nothing behind it. */
static bool has_bare_question_mark(const struct vector *vector) {
  reqsig_slice target = vector->request.target;
  return target.len > 0 && target.data[target.len - 1] == '?';
}

static bool omits(const reqsig_scheme *scheme, const char *name) {
  const rs_profile *profile = rs_profile_find(scheme, name);
  for (size_t i = 0; i < RS_MAX_VARIATIONS; i++)
    if (profile->variations[i].kind == RS_VARY_OMIT) return true;
  return false;
}

/* Methods of requests for which a profile is followed, each once. */
struct methods {
  reqsig_slice *items;
  size_t count;
};

static bool has_method(const struct methods *methods, reqsig_slice method) {
  for (size_t i = 0; i < methods->count; i++)
    if (rs_slice_equal_ignoring_case(methods->items[i], method)) return true;
  return false;
}

static struct methods followed_methods(struct arena *arena, const struct run *run,
                                       const reqsig_scheme *scheme, const char *name) {
  struct methods methods = {arena_get_array(arena, MAX_METHODS, sizeof *methods.items), 0};
  for (size_t i = 0; i < run->num_cases && methods.count < MAX_METHODS; i++) {
    const struct test_case *test_case = &run->cases[i];
    if (test_case->vector->scheme == scheme && test_case->grade.outcome == OUTCOME_FLAGGED &&
        names_profile(test_case->grade.met, name) && !has_method(&methods, test_case->vector->request.method))
      methods.items[methods.count++] = test_case->vector->request.method;
  }
  return methods;
}

/* A client that leaves out what is empty may do so for GET only, which has no body to it. */
static bool is_excused(const struct vector *vector, const char *name, const struct methods *methods) {
  if (has_bare_question_mark(vector)) return true;
  return omits(vector->scheme, name) && !has_method(methods, vector->request.method);
}

static void count_followed(struct followed_profile *followed, const struct test_case *test_case) {
  followed->num_followed++;
  followed->num_rejections += is_rejection(test_case);
}

static struct followed_profile follow(struct arena *arena, const struct run *run, const reqsig_scheme *scheme,
                                      const reqsig_profile_info *profile) {
  struct followed_profile followed = {.scheme = scheme, .profile = *profile};
  const char *name = profile->name;
  struct methods methods = followed_methods(arena, run, scheme, name);
  for (size_t i = 0; i < run->num_cases; i++) {
    const struct test_case *test_case = &run->cases[i];
    if (test_case->vector->scheme != scheme || test_case->state != CASE_ANSWERED) continue;
    if (test_case->grade.outcome == OUTCOME_FLAGGED && names_profile(test_case->grade.met, name))
      count_followed(&followed, test_case);
    else if (test_case->grade.outcome == OUTCOME_PASS && can_tell(test_case, name))
      ++*(is_excused(test_case->vector, name, &methods) ? &followed.num_excused : &followed.num_not);
    else if (test_case->grade.outcome == OUTCOME_FAIL && can_tell(test_case, name))
      followed.num_wrong++;
  }
  return followed;
}

static bool follows_any(const struct run *run, const reqsig_scheme *scheme) {
  for (size_t i = 0; i < run->num_cases; i++) {
    const struct test_case *test_case = &run->cases[i];
    if (test_case->grade.outcome == OUTCOME_FLAGGED && test_case->vector->scheme == scheme) return true;
  }
  return false;
}

bool followed_profile_is_inconsistent(const struct followed_profile *followed) {
  return followed->num_not > 0;
}

static size_t num_profiles(void) {
  reqsig_profile_info info;
  size_t count = 0;
  for (size_t i = 0; i < num_schemes(); i++)
    for (size_t k = 0; reqsig_scheme_profile(scheme_at(i), k, &info) == REQSIG_OK; k++) count++;
  return count;
}

static bool is_of_profile(const struct test_case *test_case, const struct followed_profile *followed) {
  return test_case->vector->scheme == followed->scheme && test_case->grade.outcome == OUTCOME_FLAGGED &&
         names_profile(test_case->grade.met, followed->profile.name);
}

/* What else than rejections is flagged for. */
static bool shows_itself(const struct followed_profile *followed) {
  return followed->num_rejections < followed->num_followed;
}

/* Of several profiles that reject alike, the one that shows itself elsewhere is meant. */
static const struct expectation *met_by_another(const struct followed_profiles *list,
                                                const struct test_case *test_case) {
  const struct vector *vector = test_case->vector;
  for (size_t i = 0; i < vector->num_profile_expects; i++)
    for (size_t k = 0; k < list->count; k++) {
      const struct expectation *expect = &vector->profile_expects[i];
      if (list->items[k].scheme == vector->scheme && shows_itself(&list->items[k]) &&
          names_profile(expect, list->items[k].profile.name) &&
          verdict_matches(&test_case->grade.verdict, &expect->verdict))
        return expect;
    }
  return NULL;
}

static void settle(struct run *run, const struct followed_profiles *list,
                   const struct followed_profile *followed) {
  if (shows_itself(followed) || followed->num_not + followed->num_excused + followed->num_wrong == 0) return;
  for (size_t i = 0; i < run->num_cases; i++) {
    struct test_case *test_case = &run->cases[i];
    if (!is_of_profile(test_case, followed)) continue;
    const struct expectation *other = met_by_another(list, test_case);
    if (other)
      test_case->grade.met = other;
    else
      test_case->grade = grade_by_default(&run->arena, test_case->vector, &test_case->grade.verdict);
  }
}

/* Those that are followed wherever that can be told. */
static struct name_list followed_names(struct run *run, const struct followed_profiles *list,
                                       const reqsig_scheme *scheme) {
  struct name_list names = {arena_get_array(&run->arena, list->count, sizeof *names.items), 0};
  for (size_t i = 0; i < list->count; i++)
    if (list->items[i].scheme == scheme && !followed_profile_is_inconsistent(&list->items[i]))
      names.items[names.count++] = list->items[i].profile.name;
  return names;
}

static void compare_failures(struct run *run) {
  struct followed_profiles list = followed_profiles_of(&run->arena, run);
  for (size_t s = 0; s < num_schemes(); s++) {
    const reqsig_scheme *scheme = scheme_at(s);
    struct name_list names = followed_names(run, &list, scheme);
    for (size_t i = 0; names.count > 0 && i < run->num_cases; i++)
      if (run->cases[i].vector->scheme == scheme) grade_compare(&run->cases[i].grade, &names);
  }
}

/* A rejection that comes and goes follows no profile. */
static void settle_flaky(struct run *run) {
  for (size_t i = 0; i < run->num_cases; i++) {
    struct test_case *test_case = &run->cases[i];
    if (test_case->is_flaky && test_case->grade.outcome == OUTCOME_FLAGGED && test_case->grade.met)
      test_case->grade = grade_by_default(&run->arena, test_case->vector, &test_case->grade.verdict);
  }
}

void followed_profiles_settle(struct run *run) {
  settle_flaky(run);
  struct followed_profiles list = followed_profiles_of(&run->arena, run);
  for (size_t i = 0; i < list.count; i++) settle(run, &list, &list.items[i]);
  compare_failures(run);
}

struct followed_profiles followed_profiles_of(struct arena *arena, const struct run *run) {
  struct followed_profiles list = {.items = arena_get_array(arena, num_profiles(), sizeof *list.items)};
  reqsig_profile_info info;
  for (size_t i = 0; i < num_schemes(); i++) {
    if (!follows_any(run, scheme_at(i))) continue;
    for (size_t k = 0; reqsig_scheme_profile(scheme_at(i), k, &info) == REQSIG_OK; k++) {
      struct followed_profile followed = follow(arena, run, scheme_at(i), &info);
      if (followed.num_followed > 0) list.items[list.count++] = followed;
    }
  }
  return list;
}

static bool are_all_required(const struct name_list *profiles, const struct name_list *names) {
  size_t num_required = 0;
  for (size_t i = 0; i < profiles->count; i++)
    for (size_t k = 0; k < names->count; k++)
      num_required += strcmp(profiles->items[i], names->items[k]) == 0;
  return num_required == profiles->count;
}

/* What is expected of who follows these profiles, where that is not the default; by most of them, as they may
 * be followed together. NULL: the default. */
static const struct expectation *find_required(const struct test_case *test_case,
                                               const struct name_list *names) {
  const struct vector *vector = test_case->vector;
  const struct expectation *found = NULL;
  for (size_t i = 0; i < vector->num_profile_expects; i++) {
    const struct expectation *expect = &vector->profile_expects[i];
    bool differs = !same_answer(expect, &vector->expect, test_case->op);
    bool is_larger = !found || expect->profiles.count > found->profiles.count;
    if (differs && is_larger && are_all_required(&expect->profiles, names)) found = expect;
  }
  return found;
}

static struct differences differences_between(struct arena *arena, enum op op,
                                              const struct expectation *wanted,
                                              const struct expectation *met) {
  if (op == OP_MESSAGE) return differences_of_message(arena, wanted, met->message);
  if (op == OP_SIGN) return differences_of_headers(arena, wanted, &met->headers);
  return differences_of_verdict(arena, &wanted->verdict, &met->verdict);
}

static void hold_to(struct run *run, struct test_case *test_case, const struct expectation *wanted) {
  struct grade *grade = &test_case->grade;
  bool follows = true;
  for (size_t i = 0; i < wanted->profiles.count; i++)
    follows = follows && names_profile(grade->met, wanted->profiles.items[i]);
  grade->outcome = follows || same_answer(wanted, grade->met, test_case->op) ? OUTCOME_PASS : OUTCOME_FAIL;
  if (grade->outcome == OUTCOME_PASS) return;
  struct differences differences = differences_between(&run->arena, test_case->op, wanted, grade->met);
  grade->differences = differences.items;
  grade->num_differences = differences.count;
  grade->compared = wanted;
  grade->lacks_required = true;
  grade->met = NULL;
}

void followed_profiles_require(struct run *run, const struct name_list *names) {
  for (size_t i = 0; i < run->num_cases && names->count > 0; i++) {
    struct test_case *test_case = &run->cases[i];
    enum outcome outcome = test_case->grade.outcome;
    bool is_right = test_case->grade.met && (outcome == OUTCOME_PASS || outcome == OUTCOME_FLAGGED);
    const struct expectation *wanted = is_right ? find_required(test_case, names) : NULL;
    if (wanted) hold_to(run, test_case, wanted);
  }
}
