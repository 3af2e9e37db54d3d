/*
 * Runs each mistake as an adapter of each scheme that it fits, and looks whether the causes of its failures
 * name it. Prints a table, and those that are not named; fails if fewer are named than the goal. usage:
 * causes-mistakes WHAT [SCHEME [NAME]], with WHAT signers, signatures (only that header is answered),
 * verifiers or verdicts (without reasons); of a NAME, a mistake's, all is told.
 */
#include <stdio.h>
#include <string.h>

#include "runner/protocol.h"
#include "runner/summary.h"

static const double GOAL = 98.0;

enum outcome_of_search {
  NAMED_FIRST,  /* it alone, or with others that give the same answers, is the cause of all failures */
  NAMED_ALSO,   /* it is among those that give the same answers as the one that is named */
  NAMED_LATER,  /* it is a cause, and not the first */
  NAMED_PARTLY, /* it is the first of several causes, or explains only a part */
  NOT_NAMED,
  UNSEEN, /* nothing fails */
  NUM_FOUND
};

struct what {
  const char *name;
  bool verifies, signature_only, without_reasons;
};

static const struct what whats[] = {{"signers", .verifies = false},
                                    {"signatures", .signature_only = true},
                                    {"verifiers", .verifies = true},
                                    {"verdicts", .verifies = true, .without_reasons = true}};

static void add_case(struct run *run, const struct vector *vector, enum op op, struct grade grade) {
  run->cases[run->num_cases++] = (struct test_case){
      .vector = vector, .op = op, .state = CASE_ANSWERED, .grade = grade, .in_scope = true};
}

static void add_signing(struct run *run, const struct mistake *mistake, const struct vector *vector,
                        const struct what *what) {
  struct arena scratch = {0};
  struct mutant_input input = mutant_input_of(vector, &vector->request);
  struct signer_answer made;
  bool is_made = mutant_sign(&scratch, mistake, &input, &made) == REQSIG_OK;
  if (is_made && vector_has_message(vector) && !what->signature_only)
    add_case(run, vector, OP_MESSAGE, grade_message(&run->arena, vector, made.message));
  if (is_made && vector_has_headers(vector)) {
    struct answer answer = {.kind = ANSWER_HEADERS, .headers = made.headers};
    add_case(run, vector, OP_SIGN,
             grade_signature(&run->arena, vector, &answer, &run->hello.limits, vector->now_ms));
  }
  arena_wipe(&scratch);
}

static void add_verdict(struct run *run, const struct mistake *mistake, const struct vector *vector,
                        const struct what *what) {
  struct arena scratch = {0};
  struct mutant_input input = mutant_input_of(vector, &vector->signed_request);
  struct verifier_answer made = mutant_verify(&scratch, mistake, &input);
  struct verdict verdict = {.given = true, .accepted = made.kind == VERIFIER_ACCEPTS};
  if (!what->without_reasons) verdict.reason = made.reason;
  add_case(run, vector, OP_VERIFY,
           made.kind == VERIFIER_BREAKS ? grade_error(&run->arena, vector, "it breaks")
                                        : grade_verdict(&run->arena, vector, &verdict));
  arena_wipe(&scratch);
}

/* A body of 1 MiB takes most of the time, and the kill matrix has each mistake of it. */
static bool is_small(const struct vector *vector) {
  enum { SMALL_BODY = 128 * 1024 };
  return vector->request.body.len <= SMALL_BODY;
}

static void run_mistake(const struct vector_set *set, const struct mistake *mistake,
                        const reqsig_scheme *scheme, const struct what *what, struct run *run) {
  run->greeted = true;
  run->hello.limits.stated[LIMIT_SIGNATURE_ONLY] = what->signature_only;
  run->cases = arena_get_array(&run->arena, 2 * set->count, sizeof *run->cases);
  for (size_t i = 0; i < set->count; i++) {
    const struct vector *vector = &set->items[i];
    if (vector->scheme != scheme || !is_small(vector)) continue;
    if (!what->verifies)
      add_signing(run, mistake, vector, what);
    else if (vector_has_verdict(vector))
      add_verdict(run, mistake, vector, what);
  }
  followed_profiles_settle(run);
}

static bool is_alike(const struct shared_cause *cause, const char *name) {
  for (size_t i = 0; i < cause->alike.count; i++)
    if (strcmp(cause->alike.items[i], name) == 0) return true;
  return false;
}

static enum outcome_of_search judge(const struct scheme_causes *found, const char *name) {
  const struct shared_cause *first = found->causes.items;
  for (size_t i = 0; i < found->causes.count; i++) {
    const struct shared_cause *cause = &first[i];
    bool is_it = cause->num_names == 1 && strcmp(cause->names[0], name) == 0;
    if (!is_it && !is_alike(cause, name)) continue;
    if (i > 0) return NAMED_LATER;
    if (found->causes.count > 1 || found->num_unexplained > 0) return NAMED_PARTLY;
    return is_it ? NAMED_FIRST : NAMED_ALSO;
  }
  return NOT_NAMED;
}

static void tell(const struct scheme_causes *found, const char *name, enum outcome_of_search outcome) {
  static const char *const words[] = {
      [NAMED_FIRST] = "first",   [NAMED_ALSO] = "also",     [NAMED_LATER] = "later",
      [NAMED_PARTLY] = "partly", [NOT_NAMED] = "not named", [UNSEEN] = "unseen"};
  printf("  %s %s, %s: %zu failures, %zu unexplained", reqsig_scheme_name(found->scheme), name,
         words[outcome], found->num_failed, found->num_unexplained);
  for (size_t i = 0; i < found->causes.count; i++) {
    const struct shared_cause *cause = &found->causes.items[i];
    printf("; %zu %s%s%s", cause->num_cases, cause->names[0], cause->num_names > 1 ? "+" : "",
           cause->num_names > 1 ? cause->names[1] : "");
    for (size_t k = 0; k < cause->alike.count; k++) printf(" = %s", cause->alike.items[k]);
  }
  putchar('\n');
}

static enum outcome_of_search search_cause(const struct vector_set *set, const struct mistake *mistake,
                                           const reqsig_scheme *scheme, const struct what *what,
                                           bool is_told) {
  struct run run = {.num_cases = 0};
  char name[MISTAKE_MAX_NAME];
  enum outcome_of_search outcome = UNSEEN;
  run_mistake(set, mistake, scheme, what, &run);
  struct followed_profiles followed = followed_profiles_of(&run.arena, &run);
  struct failure_causes causes = failure_causes_find(&run.arena, &run, &followed);
  mistake_name(mistake, name);
  if (causes.count > 0) outcome = judge(&causes.items[0], name);
  if (causes.count > 0 && (is_told || outcome > NAMED_ALSO)) tell(&causes.items[0], name, outcome);
  run_free(&run);
  return outcome;
}

static bool is_asked(const struct mistake *mistake, const reqsig_scheme *scheme, const struct what *what,
                     const char *asked) {
  char name[MISTAKE_MAX_NAME];
  if ((mistake->verify != NULL) != what->verifies || !mistake_fits(mistake, scheme)) return false;
  if (mistake_is_same(mistake, scheme) || mistake_is_profile(mistake, scheme)) return false;
  return !asked || strcmp(mistake_name(mistake, name), asked) == 0;
}

static void print_row(const char *name, const size_t counts[NUM_FOUND]) {
  printf("%-10s", name);
  for (size_t i = 0; i < NUM_FOUND; i++) printf("%9zu", counts[i]);
  putchar('\n');
}

static const struct what *find_what(const char *name) {
  for (size_t i = 0; name && i < sizeof whats / sizeof *whats; i++)
    if (strcmp(whats[i].name, name) == 0) return &whats[i];
  return NULL;
}

static bool is_good(const size_t all[NUM_FOUND]) {
  size_t named = all[NAMED_FIRST] + all[NAMED_ALSO], seen = 0;
  for (size_t i = 0; i < UNSEEN; i++) seen += all[i];
  double share = seen ? 100.0 * (double)named / (double)seen : 0;
  printf("\n%.1f %% are named; the goal is %.0f %%\n", share, GOAL);
  return share >= GOAL;
}

int main(int argc, char **argv) {
  const struct what *what = find_what(argc > 1 ? argv[1] : NULL);
  struct vector_set set = {0};
  struct text problem = {0};
  size_t all[NUM_FOUND] = {0};
  if (!what || !vector_set_load(NULL, &set, &problem)) return 2;
  printf("%-10s%9s%9s%9s%9s%9s%9s\n", "", "first", "also", "later", "partly", "not", "unseen");
  for (size_t s = 0; reqsig_scheme_at(s); s++) {
    const reqsig_scheme *scheme = reqsig_scheme_at(s);
    size_t counts[NUM_FOUND] = {0};
    if (argc > 2 && strcmp(argv[2], reqsig_scheme_name(scheme)) != 0) continue;
    for (size_t i = 0; mistake_at(i); i++)
      if (is_asked(mistake_at(i), scheme, what, argc > 3 ? argv[3] : NULL))
        counts[search_cause(&set, mistake_at(i), scheme, what, argc > 3)]++;
    for (size_t i = 0; i < NUM_FOUND; i++) all[i] += counts[i];
    print_row(reqsig_scheme_name(scheme), counts);
  }
  print_row("all", all);
  vector_set_free(&set);
  return is_good(all) ? 0 : 1;
}
