#include <stdlib.h>
#include <string.h>

#include "fuzz/fuzz.h"

/* The vectors of cases are the first member of fuzz_vectors. */
static const struct fuzz_vector *vector_of(const struct test_case *test_case) {
  return (const struct fuzz_vector *)(const void *)test_case->vector;
}

static bool is_wrong(const struct test_case *test_case) {
  return test_case->grade.outcome == OUTCOME_FAIL || test_case->grade.outcome == OUTCOME_ERROR;
}

/* "aet leading-slash/kept"; without a cause what differs: "aet verify accepted body", "crm sign crash". */
static const char *name_of(struct fuzz *fuzz, const struct test_case *test_case) {
  const struct grade *grade = &test_case->grade;
  const struct vector *vector = test_case->vector;
  struct text name = {0};
  text_addf(&name, "%s ", reqsig_scheme_name(vector->scheme));
  if (test_case->cause) {
    for (size_t i = 0; i < test_case->cause->num_names; i++)
      text_addf(&name, "%s%s", i > 0 ? "+" : "", test_case->cause->names[i]);
  } else {
    text_addf(&name, "%s ", op_name(test_case->op));
    if (grade->outcome == OUTCOME_ERROR) text_add_string(&name, error_kind_name(grade->error_kind));
    if (grade->num_differences > 0) text_add_string(&name, difference_name(grade->differences[0].kind));
    if (grade->num_differences > 0 && grade->differences[0].header)
      text_addf(&name, " %s", grade->differences[0].header);
    if (vector->twin && grade->outcome == OUTCOME_FAIL) text_addf(&name, " %s", vector->changes);
  }
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

/* A signature shows more than a verdict, and a small request more than a large one. */
static bool is_better(const struct test_case *a, const struct test_case *b) {
  static const int ranks[] = {[OP_SIGN] = 0, [OP_MESSAGE] = 1, [OP_VERIFY] = 2};
  if (ranks[a->op] != ranks[b->op]) return ranks[a->op] < ranks[b->op];
  return size_of(a->vector) < size_of(b->vector);
}

static struct fuzz_finding *find(struct fuzz *fuzz, const char *name) {
  for (size_t i = 0; i < fuzz->num_findings; i++)
    if (strcmp(fuzz->findings[i].name, name) == 0) return &fuzz->findings[i];
  struct fuzz_finding *finding = &fuzz->findings[fuzz->num_findings++];
  *finding = (struct fuzz_finding){.name = name, .is_known = fuzz_is_known(fuzz, name)};
  return finding;
}

/* Cases that were not kept count for the finding of the first one that was. */
static size_t num_not_kept(struct fuzz *fuzz, const struct test_case *test_case) {
  const struct fuzz_vector *vector = vector_of(test_case);
  for (size_t i = 0; i < fuzz->num_keys; i++) {
    struct fuzz_key *key = &fuzz->keys[i];
    bool is_key = key->scheme == vector->vector.scheme && key->op == test_case->op &&
                  key->outcome == test_case->grade.outcome &&
                  key->error_kind == test_case->grade.error_kind &&
                  key->edit_kind == (vector->twin ? vector->edit_kind : SIZE_MAX);
    if (!is_key) continue;
    size_t num = key->num_cases - key->num_kept;
    key->num_cases = key->num_kept;
    return num;
  }
  return 0;
}

static void take(struct fuzz *fuzz, const struct test_case *test_case) {
  struct fuzz_finding *finding = find(fuzz, name_of(fuzz, test_case));
  bool is_first = finding->num_cases == 0;
  finding->num_cases += 1 + num_not_kept(fuzz, test_case);
  if (!is_first && !is_better(test_case, &finding->test_case)) return;
  finding->scheme = test_case->vector->scheme;
  finding->cause = test_case->cause;
  finding->vector = *vector_of(test_case);
  finding->test_case = *test_case;
}

static int compare(const void *a, const void *b) {
  const struct fuzz_finding *one = a, *other = b;
  if (one->num_cases != other->num_cases) return one->num_cases < other->num_cases ? 1 : -1;
  return strcmp(one->name, other->name);
}

void fuzz_find(struct fuzz *fuzz) {
  struct run *kept = &fuzz->kept;
  kept->greeted = true;
  kept->hello = fuzz->asker->run.hello;
  followed_profiles_settle(kept);
  fuzz->followed = followed_profiles_of(&fuzz->arena, kept);
  fuzz->causes = failure_causes_find(&fuzz->arena, kept, &fuzz->followed);
  fuzz->findings = arena_get_array(&fuzz->arena, kept->num_cases, sizeof *fuzz->findings);
  for (size_t i = 0; i < kept->num_cases; i++)
    if (is_wrong(&kept->cases[i])) take(fuzz, &kept->cases[i]);
  if (fuzz->num_findings > 0) qsort(fuzz->findings, fuzz->num_findings, sizeof *fuzz->findings, compare);
}
