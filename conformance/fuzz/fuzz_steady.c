/*
 * Whether an implementation does wrong whenever it is asked, or keeps something between requests, or draws
 * its answers. Each finding is asked again, many times, of a new process. What comes and goes has one cause,
 * however many mistakes it looks like: it is one finding.
 */
#include <string.h>
#include <time.h>

#include "fuzz/fuzz.h"

enum { ASKED_WITHOUT_TIME = 5 /* findings, those of most cases */ };
enum { MOST_TIMES = 16, FEWEST_TIMES = 3, ENOUGH_NS = 200 * 1000 * 1000 };

static uint64_t now_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

/* What a verifier's verdict counts for may depend on the profiles that it was seen to follow: the verdict
 * itself is compared. */
static bool gives_same_verdict(struct fuzz *fuzz, const struct fuzz_finding *finding) {
  struct test_case asked = {.vector = &finding->vector.vector, .op = OP_VERIFY}, *cases[] = {&asked};
  const struct verdict *before = &finding->cases[0].grade.verdict, *now = &asked.grade.verdict;
  return fuzz_ask(fuzz, &fuzz->arena, cases, 1) && now->given == before->given &&
         now->accepted == before->accepted && now->reason == before->reason;
}

/* Of the same wrong in two ways it is random too; but a verifier may refuse what it has seen. */
static bool ask_once(struct fuzz *fuzz, const struct fuzz_finding *finding, bool *is_random) {
  const struct fuzz_vector vector = finding->vector;
  struct fuzz_finding copy = *finding;
  const struct test_case *lead = &copy.cases[copy.lead];
  if (!finding->relation && fuzz->num_sides == 1 && lead->op == OP_VERIFY)
    return gives_same_verdict(fuzz, &copy);
  bool is_wrong = (finding->relation ? fuzz_relate_again : fuzz_ask_again)(fuzz, &copy, &vector);
  *is_random |= is_wrong && lead->is_flaky && lead->op != OP_VERIFY;
  return is_wrong;
}

/* Wrong at first and right from some time on is no sign of it: a verifier may refuse what it has seen. */
static enum fuzz_steadiness ask_often(struct fuzz *fuzz, struct fuzz_finding *finding) {
  bool is_random = false, was_wrong = ask_once(fuzz, finding, &is_random), first = was_wrong;
  uint64_t begun_ns = now_ns(); /* the process has started */
  size_t num_turns = 0;
  for (size_t i = 1; i < MOST_TIMES && num_turns < 2 && !is_random; i++) {
    if (i >= FEWEST_TIMES && now_ns() - begun_ns > ENOUGH_NS) break;
    bool is_wrong = ask_once(fuzz, finding, &is_random);
    num_turns += is_wrong != was_wrong;
    was_wrong = is_wrong;
  }
  if (is_random) return FUZZ_RANDOM;
  if (!first && num_turns == 0) return FUZZ_STATEFUL;
  return first && num_turns < 2 ? FUZZ_STEADY : FUZZ_RANDOM;
}

/* Of what breaks the adapter a new process was asked already. */
static bool can_be_unsteady(const struct fuzz *fuzz, const struct fuzz_finding *finding) {
  for (size_t i = 0; i < fuzz->num_sides; i++) {
    enum error_kind kind = finding->cases[i].grade.error_kind;
    if (kind == ERROR_CRASH || kind == ERROR_TIME_OUT || kind == ERROR_PROTOCOL) return false;
  }
  return !finding->is_known;
}

static enum fuzz_steadiness steadiness_of(struct fuzz *fuzz, struct fuzz_finding *finding) {
  if (finding->relation == &fuzz_relations[0]) return FUZZ_RANDOM;
  for (size_t i = 0; i < fuzz->num_sides; i++) asker_renew(&fuzz->sides[i].asker);
  return ask_often(fuzz, finding);
}

static bool is_false_acceptance(const struct fuzz_finding *finding) {
  const struct grade *grade = &finding->cases[finding->lead].grade;
  return grade->num_differences > 0 && grade->differences[0].kind == DIFFERENCE_ACCEPTED;
}

static size_t place_of(const struct fuzz *fuzz, const reqsig_scheme *scheme) {
  size_t i = 0;
  while (fuzz->plan->schemes[i] != scheme) i++;
  return i;
}

/* Whose name is the same from run to run, and who harms most. */
static bool tells_more(const struct fuzz *fuzz, const struct fuzz_finding *a, const struct fuzz_finding *b) {
  size_t place = place_of(fuzz, a->scheme), other = place_of(fuzz, b->scheme);
  if (place != other) return place < other;
  if (is_false_acceptance(a) != is_false_acceptance(b)) return is_false_acceptance(a);
  return a->num_cases > b->num_cases;
}

static void join(const struct fuzz *fuzz, struct fuzz_finding *into, const struct fuzz_finding *finding) {
  size_t num_cases = into->num_cases + finding->num_cases;
  if (into->num_cases == 0 || tells_more(fuzz, finding, into)) *into = *finding;
  into->num_cases = num_cases;
}

static void name(struct fuzz *fuzz, struct fuzz_finding *unsteady) {
  struct text words = {0};
  text_addf(&words, "%s unsteady", fuzz_subject(unsteady->scheme));
  unsteady->name = arena_copy(&fuzz->arena, text_slice(&words));
  unsteady->is_known = fuzz_is_known(fuzz, unsteady->name);
  unsteady->relation = NULL;
  for (size_t i = 0; i < fuzz->num_sides; i++) unsteady->cases[i].cause = NULL;
  text_free(&words);
}

static bool has_unsteady(const struct fuzz *fuzz, const reqsig_scheme *scheme) {
  bool found = false;
  for (size_t i = 0; i < fuzz->num_findings; i++)
    found |= fuzz->findings[i].scheme == scheme && fuzz->findings[i].steadiness != FUZZ_STEADY;
  return found;
}

struct askings {
  size_t num_asked, num_unsteady;
};

/* Those that are not asked are as most of the others are. A relation needs answers that stay. */
static void judge(struct fuzz *fuzz, struct fuzz_finding *finding, struct askings *askings) {
  if (!can_be_unsteady(fuzz, finding)) return;
  bool is_joined = finding->relation && has_unsteady(fuzz, finding->scheme);
  if (!is_joined && (askings->num_asked < ASKED_WITHOUT_TIME || !fuzz_time_is_over(fuzz))) {
    finding->steadiness = steadiness_of(fuzz, finding);
    askings->num_asked++;
    askings->num_unsteady += finding->steadiness != FUZZ_STEADY;
  } else if (is_joined || 2 * askings->num_unsteady > askings->num_asked) {
    finding->steadiness = FUZZ_RANDOM;
  }
}

void fuzz_join_unsteady(struct fuzz *fuzz) {
  struct fuzz_finding unsteady = {.num_cases = 0};
  struct askings askings = {0};
  size_t num_left = 0;
  for (size_t i = 0; i < fuzz->num_findings; i++)
    if (!fuzz->findings[i].relation) judge(fuzz, &fuzz->findings[i], &askings);
  for (size_t i = 0; i < fuzz->num_findings; i++)
    if (fuzz->findings[i].relation) judge(fuzz, &fuzz->findings[i], &askings);
  for (size_t i = 0; i < fuzz->num_findings; i++)
    if (fuzz->findings[i].steadiness == FUZZ_STEADY)
      fuzz->findings[num_left++] = fuzz->findings[i];
    else
      join(fuzz, &unsteady, &fuzz->findings[i]);
  fuzz->num_findings = num_left;
  if (unsteady.num_cases == 0) return;
  name(fuzz, &unsteady);
  fuzz->findings[fuzz->num_findings++] = unsteady;
}
