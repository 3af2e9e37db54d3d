#include <stdlib.h>
#include <string.h>

#include "diagnose/shared_cause.h"
#include "fuzz/fuzz_http.h"
#include "mutants/mistakes.h"

/* The vectors of cases are the first member of fuzz_vectors. */
static const struct fuzz_vector *vector_of(const struct test_case *test_case) {
  return (const struct fuzz_vector *)(const void *)test_case->vector;
}

static bool is_explained(const struct fuzz_group *group) {
  bool is_explained = false;
  for (size_t i = 0; i < group->num_sides; i++) is_explained |= group->cases[i]->cause != NULL;
  return is_explained;
}

static bool is_any_wrong(const struct fuzz_group *group) {
  bool found = false;
  for (size_t i = 0; i < group->num_sides; i++) found |= fuzz_is_wrong(group->cases[i]);
  return found;
}

/*
 * "aet leading-slash/kept", or of several implementations "aet right | leading-slash/kept". Without a cause
 * what was asked and what differs: "aet verify accepted body", "crm sign crash", "crm verify right | accepted
 * body". What no document decides has one name whatever was asked: "crm undecided answer A | answer B".
 */
static const char *name_of(struct fuzz *fuzz, const struct fuzz_group *group, bool tells_edit) {
  const struct test_case *test_case = group->cases[0];
  const struct vector *vector = test_case->vector;
  struct text name = {0};
  bool explained = is_explained(group), undecided = !explained && !is_any_wrong(group);
  text_addf(&name, "%s ", fuzz_subject(vector->scheme));
  if (test_case->http)
    text_addf(&name, "%s ", fuzz_raw_of(test_case)->label);
  else if (undecided && vector->class == VECTOR_SILENT)
    text_add_string(&name, "undecided ");
  else if (!explained)
    text_addf(&name, "%s ", op_name(test_case->op));
  fuzz_add_outcomes(&name, group);
  if (tells_edit && !explained && vector->twin && test_case->grade.outcome != OUTCOME_ERROR)
    text_addf(&name, " %s", vector->changes);
  const char *copy = arena_copy(&fuzz->arena, text_slice(&name));
  text_free(&name);
  return copy;
}

static size_t size_of(const struct vector *vector) {
  const reqsig_request *request = &vector->request;
  size_t size = request->target.len + request->body.len;
  for (size_t i = 0; i < request->num_headers; i++)
    size += request->headers[i].name.len + request->headers[i].value.len;
  return size;
}

/* What a document decides shows more than what none does, a signature more than a verdict, and a small
 * request more than a large one. */
static bool is_better(const struct test_case *a, const struct test_case *b) {
  if (fuzz_is_wrong(a) != fuzz_is_wrong(b)) return fuzz_is_wrong(a);
  if (vector_of(a)->is_given != vector_of(b)->is_given) return !vector_of(a)->is_given;
  bool is_open = a->vector->class == VECTOR_SILENT;
  if (is_open != (b->vector->class == VECTOR_SILENT)) return !is_open;
  static const int ranks[] = {[OP_SIGN] = 0, [OP_MESSAGE] = 1, [OP_VERIFY] = 2, [OP_PARSE] = 0};
  if (ranks[a->op] != ranks[b->op]) return ranks[a->op] < ranks[b->op];
  return size_of(a->vector) < size_of(b->vector);
}

static bool is_found(const struct fuzz *fuzz, const char *name) {
  bool found = false;
  for (size_t i = 0; i < fuzz->num_findings; i++) found |= strcmp(fuzz->findings[i].name, name) == 0;
  return found;
}

static struct fuzz_finding *find(struct fuzz *fuzz, const char *name) {
  for (size_t i = 0; i < fuzz->num_findings; i++)
    if (strcmp(fuzz->findings[i].name, name) == 0) return &fuzz->findings[i];
  struct fuzz_finding *finding = &fuzz->findings[fuzz->num_findings++];
  *finding = (struct fuzz_finding){.name = name, .is_known = fuzz_is_known(fuzz, name)};
  return finding;
}

/* Cases that were not kept count for the finding of the first one that was. */
static size_t num_not_kept(struct fuzz *fuzz, size_t place) {
  struct fuzz_key *key = &fuzz->keys[fuzz->key_of_kept[place]];
  if (key->outcome != fuzz->sides[0].kept.cases[place].grade.outcome) return 0;
  size_t num = key->num_cases - key->num_kept;
  key->num_cases = key->num_kept;
  return num;
}

static size_t lead_of(const struct fuzz_group *group) {
  for (size_t i = 0; i < group->num_sides; i++)
    if (fuzz_is_wrong(group->cases[i])) return i;
  return 0;
}

static void take(struct fuzz *fuzz, size_t place, const struct fuzz_group *group) {
  /* Where the request without the edit has the same outcome, the edit is not why. */
  const char *plain = name_of(fuzz, group, false);
  bool is_there = is_found(fuzz, plain);
  struct fuzz_finding *finding = find(fuzz, is_there ? plain : name_of(fuzz, group, true));
  const struct test_case *first = group->cases[0];
  bool is_first = finding->num_cases == 0;
  finding->num_cases += 1 + num_not_kept(fuzz, place);
  if (!is_first && !is_better(group->cases[lead_of(group)], &finding->cases[finding->lead])) return;
  finding->scheme = first->vector->scheme;
  if (!fuzz->plan->http) fuzz_complete(&fuzz->arena, first->vector);
  finding->vector = *vector_of(first);
  finding->lead = lead_of(group);
  for (size_t i = 0; i < group->num_sides; i++) finding->cases[i] = *group->cases[i];
}

static int compare(const void *a, const void *b) {
  const struct fuzz_finding *one = a, *other = b;
  if (one->num_cases != other->num_cases) return one->num_cases < other->num_cases ? 1 : -1;
  return strcmp(one->name, other->name);
}

/* A mistake that was found where the document decides gives this answer too; NULL: none does. */
static const struct shared_cause *cause_of(const struct fuzz_side *side, const struct test_case *test_case,
                                           const struct grade *grade) {
  const struct graded_case graded = {.vector = test_case->vector,
                                     .op = test_case->op,
                                     .grade = grade,
                                     .is_wrong = true,
                                     .signature_only = side->kept.hello.limits.stated[LIMIT_SIGNATURE_ONLY]};
  for (size_t i = 0; i < side->causes.count; i++) {
    const struct scheme_causes *found = &side->causes.items[i];
    for (size_t k = 0; found->scheme == test_case->vector->scheme && k < found->causes.count; k++) {
      const struct shared_cause *cause = &found->causes.items[k];
      const struct mistake *mistake = cause->num_names == 1 ? mistake_find(cause->names[0]) : NULL;
      if (mistake && mistake_gives_answer(mistake, found->scheme, &graded)) return cause;
    }
  }
  return NULL;
}

static void explain_undecided(struct fuzz_side *side) {
  for (size_t i = 0; i < side->kept.num_cases; i++) {
    struct test_case *test_case = &side->kept.cases[i];
    if (test_case->grade.outcome != OUTCOME_OBSERVED) continue;
    struct grade grade = test_case->grade;
    /* a rejection by some profile, which may not be why */
    if (grade.verdict.given && grade.met && grade.met != &test_case->vector->expect)
      grade = grade_by_default(&side->kept.arena, test_case->vector, &grade.verdict);
    if (grade.num_differences > 0) test_case->cause = cause_of(side, test_case, &grade);
  }
}

static void find_causes(struct fuzz *fuzz, struct fuzz_side *side) {
  struct run *kept = &side->kept;
  kept->greeted = true;
  kept->hello = side->asker.run.hello;
  if (fuzz->plan->http) return;
  followed_profiles_settle(kept);
  side->followed = followed_profiles_of(&fuzz->arena, kept);
  side->causes = failure_causes_find(&fuzz->arena, kept, &side->followed);
  explain_undecided(side);
}

static const char *name_of_relation(struct fuzz *fuzz, const struct fuzz_broken_relation *broken) {
  struct text name = {0};
  text_addf(&name, "%s %s", fuzz_subject(broken->scheme), broken->relation->name);
  const char *copy = arena_copy(&fuzz->arena, text_slice(&name));
  text_free(&name);
  return copy;
}

/* Who accepts whatever comes, or nothing at all, does so with this too. */
static bool is_of_worthless_answers(const struct fuzz_side *side, const struct test_case *test_case) {
  const char *name = test_case->grade.verdict.accepted ? "accepts-all" : "rejects-all";
  for (size_t i = 0; i < side->causes.count && test_case->op == OP_VERIFY; i++) {
    const struct scheme_causes *found = &side->causes.items[i];
    for (size_t k = 0; found->scheme == test_case->vector->scheme && k < found->causes.count; k++)
      if (strcmp(found->causes.items[k].names[0], name) == 0) return true;
  }
  return false;
}

/* A mistake that was found breaks it too: the finding of that mistake tells of it. */
static bool is_explained_elsewhere(const struct fuzz *fuzz, const struct fuzz_broken_relation *broken) {
  const struct test_case *test_case = &broken->test_case;
  return is_of_worthless_answers(&fuzz->sides[0], test_case) ||
         cause_of(&fuzz->sides[0], test_case, &test_case->grade) != NULL;
}

static void take_relations(struct fuzz *fuzz) {
  for (size_t i = 0; i < fuzz->num_broken; i++) {
    const struct fuzz_broken_relation *broken = &fuzz->broken[i];
    if (is_explained_elsewhere(fuzz, broken)) continue;
    struct fuzz_finding *finding = find(fuzz, name_of_relation(fuzz, broken));
    finding->scheme = broken->scheme;
    finding->relation = broken->relation;
    finding->num_cases = broken->num_cases;
    finding->vector = broken->drawn;
    finding->cases[0] = broken->test_case;
  }
}

static void take_all(struct fuzz *fuzz, bool edited) {
  for (size_t place = 0; place < fuzz->num_kept; place++) {
    struct fuzz_group group = {.num_sides = fuzz->num_sides};
    for (size_t i = 0; i < fuzz->num_sides; i++) group.cases[i] = &fuzz->sides[i].kept.cases[place];
    if ((vector_of(group.cases[0])->twin != NULL) == edited && fuzz_is_disagreement(&group))
      take(fuzz, place, &group);
  }
}

/* Who follows a profile may have given the default's answer where the profile's is another. */
static void complete_kept(struct fuzz *fuzz) {
  bool is_any_flagged = false;
  for (size_t i = 0; i < fuzz->num_sides; i++)
    for (size_t place = 0; place < fuzz->num_kept; place++)
      is_any_flagged |= fuzz->sides[i].kept.cases[place].grade.outcome == OUTCOME_FLAGGED;
  for (size_t place = 0; place < fuzz->num_kept && is_any_flagged; place++)
    fuzz_complete(&fuzz->arena, fuzz->sides[0].kept.cases[place].vector);
}

void fuzz_find(struct fuzz *fuzz) {
  if (!fuzz->plan->http) complete_kept(fuzz);
  for (size_t i = 0; i < fuzz->num_sides; i++) find_causes(fuzz, &fuzz->sides[i]);
  fuzz->findings = arena_get_array(&fuzz->arena, fuzz->num_kept + fuzz->num_broken, sizeof *fuzz->findings);
  take_all(fuzz, false);
  take_all(fuzz, true);
  take_relations(fuzz);
  if (fuzz->num_findings > 0) qsort(fuzz->findings, fuzz->num_findings, sizeof *fuzz->findings, compare);
}
