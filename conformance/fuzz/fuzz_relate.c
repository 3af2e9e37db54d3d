#include "fuzz/fuzz.h"
#include "vectors/vector_reader.h"

enum {
  RELATED_ONE_IN = 9, /* vectors */
  ACCEPTS_ITS_OWN = 2,
  NEEDS_ACCEPTANCE = 3
};

static bool has_scheme_ops(const struct test_case *test_case) {
  return test_case->in_scope && test_case->state == CASE_ANSWERED && !test_case->grade.as_sent &&
         test_case->headers && test_case->headers->count > 0;
}

/* The headers that it answered, and the library's where it answers the signature alone. */
static struct vector signed_by(struct arena *arena, const struct vector *vector,
                               const struct header_list *own) {
  struct vector made = *vector;
  struct header_list *headers = &made.expect.headers;
  headers->items = arena_get_array(arena, vector->expect.headers.count, sizeof *headers->items);
  for (size_t i = 0; i < headers->count; i++) {
    const reqsig_header *given = header_list_find(own, vector->expect.headers.items[i].name, NULL);
    headers->items[i] = given ? *given : vector->expect.headers.items[i];
  }
  made.class = VECTOR_DERIVED;
  made.profile_expects = NULL;
  made.num_profile_expects = 0;
  made.expect.verdict = (struct verdict){.given = true, .accepted = true};
  vector_sign_request(arena, &made);
  return made;
}

static bool is_wanted(const struct fuzz_relation *wanted, size_t i) {
  return !wanted || wanted == &fuzz_relations[i] ||
         (wanted >= &fuzz_relations[NEEDS_ACCEPTANCE] && i == ACCEPTS_ITS_OWN);
}

/* The cases of the relations of one vector; those that say nothing have no vector. */
static void make_cases(struct arena *arena, const struct vector *own, const struct fuzz_relation *wanted,
                       struct test_case cases[FUZZ_NUM_RELATIONS]) {
  for (size_t i = 0; i < FUZZ_NUM_RELATIONS; i++) {
    struct fuzz_vector *asked = arena_get(arena, sizeof *asked);
    asked->vector = *own;
    cases[i] = (struct test_case){.op = fuzz_relations[i].op};
    if (is_wanted(wanted, i) && fuzz_make_related(arena, i, &asked->vector)) cases[i].vector = &asked->vector;
  }
}

static bool is_broken(const struct test_case *cases, size_t i) {
  const struct grade *grade = &cases[i].grade;
  if (!cases[i].vector || !cases[i].in_scope || cases[i].state != CASE_ANSWERED) return false;
  if (i >= NEEDS_ACCEPTANCE && cases[ACCEPTS_ITS_OWN].grade.outcome != OUTCOME_PASS) return false;
  return grade->outcome == OUTCOME_FAIL;
}

/* A vector, and what the relations say of its signature. */
struct related {
  const struct fuzz_vector *drawn;
  struct test_case cases[FUZZ_NUM_RELATIONS];
};

static bool ask_signatures(struct asker *asker, struct arena *arena, const struct related *items, size_t num,
                           struct test_case *signs) {
  for (size_t i = 0; i < num; i++)
    signs[i] = (struct test_case){.vector = &items[i].drawn->vector, .op = OP_SIGN};
  asker->plan.keeps_headers = true;
  bool going_on = asker_ask(asker, arena, signs, num);
  asker->plan.keeps_headers = false;
  return going_on;
}

/* Asks the cases that say something, all at once. */
static bool ask_cases(struct asker *asker, struct arena *arena, struct related *items, size_t num) {
  struct test_case *asked = arena_get_array(arena, num * FUZZ_NUM_RELATIONS, sizeof *asked);
  size_t num_asked = 0;
  for (size_t i = 0; i < num * FUZZ_NUM_RELATIONS; i++) {
    const struct test_case *test_case = &items[i / FUZZ_NUM_RELATIONS].cases[i % FUZZ_NUM_RELATIONS];
    if (test_case->vector) asked[num_asked++] = *test_case;
  }
  bool going_on = asker_ask(asker, arena, asked, num_asked);
  for (size_t i = num * FUZZ_NUM_RELATIONS; i-- > 0;) {
    struct test_case *test_case = &items[i / FUZZ_NUM_RELATIONS].cases[i % FUZZ_NUM_RELATIONS];
    if (test_case->vector) *test_case = asked[--num_asked];
  }
  return going_on;
}

/* Asks for the signatures, then what the relations say of them. False: the adapter broke for good. */
static bool ask(struct fuzz *fuzz, struct arena *arena, const struct fuzz_relation *wanted,
                struct related *items, size_t num) {
  struct asker *asker = &fuzz->sides[0].asker;
  struct test_case *signs = arena_get_array(arena, num, sizeof *signs);
  if (!ask_signatures(asker, arena, items, num, signs)) return false;
  for (size_t i = 0; i < num; i++) {
    if (!has_scheme_ops(&signs[i])) continue;
    struct vector own = signed_by(arena, signs[i].vector, signs[i].headers);
    make_cases(arena, &own, wanted, items[i].cases);
  }
  return ask_cases(asker, arena, items, num);
}

static struct fuzz_broken_relation *find(struct fuzz *fuzz, const reqsig_scheme *scheme,
                                         const struct fuzz_relation *relation) {
  for (size_t i = 0; i < fuzz->num_broken; i++)
    if (fuzz->broken[i].scheme == scheme && fuzz->broken[i].relation == relation) return &fuzz->broken[i];
  if (!fuzz->broken)
    fuzz->broken =
        arena_get_array(&fuzz->arena, fuzz->plan->num_schemes * FUZZ_NUM_RELATIONS, sizeof *fuzz->broken);
  struct fuzz_broken_relation *broken = &fuzz->broken[fuzz->num_broken++];
  *broken = (struct fuzz_broken_relation){.scheme = scheme, .relation = relation};
  return broken;
}

static bool can_relate(const struct vector *vector) {
  return vector->class != VECTOR_SILENT && !vector->twin && !vector->expect.not_signed &&
         vector->expect.has_headers && vector->expect.verdict.accepted;
}

static bool note_broken(struct fuzz *fuzz, struct arena *arena, const struct related *related) {
  bool is_noted = false;
  for (size_t i = 0; i < FUZZ_NUM_RELATIONS; i++) {
    if (!is_broken(related->cases, i)) continue;
    struct fuzz_broken_relation *broken = find(fuzz, related->drawn->vector.scheme, &fuzz_relations[i]);
    if (broken->num_cases++ > 0) continue;
    fuzz_complete(arena, &related->drawn->vector);
    broken->drawn = *related->drawn;
    broken->test_case = related->cases[i];
    is_noted = true;
  }
  return is_noted;
}

bool fuzz_relate(struct fuzz *fuzz, struct arena *arena, const struct fuzz_vector *drawn, size_t num_drawn,
                 bool *is_kept) {
  struct related *items = arena_get_array(arena, num_drawn / RELATED_ONE_IN + 1, sizeof *items);
  size_t num = 0;
  if (fuzz->sides[0].asker.run.hello.limits.stated[LIMIT_OWN_CLOCK]) return true;
  for (size_t i = 0; i < num_drawn; i += RELATED_ONE_IN)
    if (!drawn[i].raw && can_relate(&drawn[i].vector)) items[num++].drawn = &drawn[i];
  bool going_on = ask(fuzz, arena, NULL, items, num);
  for (size_t i = 0; i < num; i++) *is_kept |= note_broken(fuzz, arena, &items[i]);
  return going_on;
}

bool fuzz_relate_again(struct fuzz *fuzz, struct fuzz_finding *finding, const struct fuzz_vector *vector) {
  struct related related = {.drawn = vector};
  size_t i = (size_t)(finding->relation - fuzz_relations);
  if (!can_relate(&vector->vector) || !ask(fuzz, &fuzz->arena, finding->relation, &related, 1) ||
      !is_broken(related.cases, i))
    return false;
  finding->cases[0] = related.cases[i];
  finding->vector = *vector;
  return true;
}
