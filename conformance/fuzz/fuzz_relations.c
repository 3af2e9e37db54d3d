/*
 * What holds of an implementation's own answers, whatever its recipe is: signed twice a request gets one
 * signature, what it signs it accepts, and so on.
 */
#include <ctype.h>
#include <string.h>

#include "fuzz/fuzz.h"
#include "generate/generate.h"
#include "lib/bytes.h"
#include "lib/sent_query.h"
#include "vectors/grade.h"
#include "vectors/vector_reader.h"

enum { MOST_VARIED_MS = 24 * 60 * 60 * 1000 /* more than profiles add to a window */ };

/* Makes what is asked of a vector that the implementation has signed itself: expect.headers are its own.
 * False: the relation says nothing of it. */
typedef bool make_fn(struct arena *arena, struct vector *asked);

static bool make_same(struct arena *arena, struct vector *asked) {
  (void)arena;
  (void)asked;
  return true;
}

static bool are_names_distinct(const reqsig_request *request) {
  for (size_t i = 0; i < request->num_headers; i++)
    for (size_t k = 0; k < i; k++)
      if (rs_slice_equal_ignoring_case(request->headers[i].name, request->headers[k].name)) return false;
  return request->num_headers > 1;
}

static void turn_round(struct arena *arena, reqsig_request *request) {
  reqsig_header *headers = arena_get_array(arena, request->num_headers, sizeof *headers);
  for (size_t i = 0; i < request->num_headers; i++)
    headers[i] = request->headers[request->num_headers - 1 - i];
  request->headers = headers;
}

static bool has_same_message(const struct vector *a, const struct vector *b,
                             const struct name_list *profiles) {
  struct arena scratch = {0};
  struct library_answer one = library_answer(&scratch, a, profiles),
                        other = library_answer(&scratch, b, profiles);
  bool same = one.status == REQSIG_OK && other.status == REQSIG_OK && one.is_signed && other.is_signed &&
              library_answers_equal(&one, &other);
  arena_free(&scratch);
  return same;
}

static bool make_other_order(struct arena *arena, struct vector *asked) {
  struct vector before = *asked;
  if (!are_names_distinct(&asked->request) || !are_names_distinct(&asked->signed_request)) return false;
  turn_round(arena, &asked->request);
  turn_round(arena, &asked->signed_request);
  return has_same_message(&before, asked, &(struct name_list){NULL, 0});
}

/* By the default and by each profile: an implementation may follow any. */
static bool is_covered(const struct vector *before, const struct vector *after) {
  reqsig_profile_info profile;
  if (has_same_message(before, after, &(struct name_list){NULL, 0})) return false;
  for (size_t i = 0; reqsig_scheme_profile(before->scheme, i, &profile) == REQSIG_OK; i++)
    if (has_same_message(before, after, &(struct name_list){&profile.name, 1})) return false;
  return true;
}

static bool change_last(struct arena *arena, reqsig_slice *bytes, size_t first) {
  uint8_t *copy = (uint8_t *)arena_copy(arena, *bytes);
  for (size_t i = bytes->len; i-- > first;) {
    if (!isalnum(copy[i])) continue;
    copy[i] = copy[i] == 'x' ? 'y' : 'x';
    *bytes = rs_slice(copy, bytes->len);
    return true;
  }
  return false;
}

static const struct verdict any_reject = {.given = true};

/* Of the body, or else of the target. */
static bool make_changed_byte(struct arena *arena, struct vector *asked) {
  struct vector before = *asked;
  asked->expect.verdict = any_reject;
  if (change_last(arena, &asked->request.body, 0) && is_covered(&before, asked)) {
    asked->signed_request.body = asked->request.body;
    return true;
  }
  asked->request = before.request;
  if (rs_adds_parameters(asked->scheme) || !change_last(arena, &asked->request.target, 1)) return false;
  asked->signed_request.target = asked->request.target;
  return is_covered(&before, asked);
}

/* The first moment at which the library takes its own signature for too old, by these profiles; 0: none. */
static int64_t first_too_late(struct arena *arena, const struct vector *vector,
                              const struct name_list *profiles) {
  struct vector own = *vector;
  struct verdict verdict = {.given = false};
  int64_t low = own.now_ms, high = own.now_ms + 2 * own.scheme->time.window.past_ms + MOST_VARIED_MS;
  own.expect.headers = library_answer(arena, vector, profiles).headers;
  vector_sign_request(arena, &own);
  while (high - low > 1) {
    own.now_ms = low + (high - low) / 2;
    if (library_verdict(&own, profiles, &verdict) != REQSIG_OK) return 0;
    *(verdict.accepted ? &low : &high) = own.now_ms;
  }
  return high;
}

/* By whatever profile the implementation follows. */
static bool make_too_late(struct arena *arena, struct vector *asked) {
  const rs_window *window = &asked->scheme->time.window;
  struct arena scratch = {0};
  reqsig_profile_info profile;
  if (!window->given || window->past_ms <= 0 || asked->now_ms > INT64_MAX / 2) return false;
  int64_t late = first_too_late(&scratch, asked, &(struct name_list){NULL, 0});
  for (size_t i = 0; late > 0 && reqsig_scheme_profile(asked->scheme, i, &profile) == REQSIG_OK; i++) {
    int64_t other = first_too_late(&scratch, asked, &(struct name_list){&profile.name, 1});
    if (other > late || other == 0) late = other;
  }
  arena_free(&scratch);
  (void)arena;
  asked->now_ms = late;
  asked->expect.verdict = any_reject;
  return late > 0;
}

static const struct fuzz_relation relations[] = {
    {"two-signatures-of-one-request", "Signed twice, one request gets two signatures.", OP_SIGN},
    {"signature-by-header-order", "With its headers in another order the request gets another signature.",
     OP_SIGN},
    {"rejects-what-it-signs", "The implementation does not accept what it signs itself.", OP_VERIFY},
    {"verdict-by-header-order", "With its headers in another order the signed request gets another verdict.",
     OP_VERIFY},
    {"accepts-a-changed-byte", "With one byte changed that is signed, the request is accepted all the same.",
     OP_VERIFY},
    {"accepts-beyond-the-window", "A millisecond after the window has ended, the request is accepted.",
     OP_VERIFY}};
static make_fn *const makers[] = {make_same,        make_other_order,  make_same,
                                  make_other_order, make_changed_byte, make_too_late};
enum { NUM_RELATIONS = sizeof relations / sizeof *relations, ACCEPTS_ITS_OWN = 2, NEEDS_ACCEPTANCE = 3 };
_Static_assert(sizeof makers / sizeof *makers == NUM_RELATIONS, "each relation has its maker");

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
  return !wanted || wanted == &relations[i] ||
         (wanted >= &relations[NEEDS_ACCEPTANCE] && i == ACCEPTS_ITS_OWN);
}

/* The cases of the relations of one vector; those that say nothing have no vector. */
static void make_cases(struct arena *arena, const struct vector *own, const struct fuzz_relation *wanted,
                       struct test_case cases[NUM_RELATIONS]) {
  for (size_t i = 0; i < NUM_RELATIONS; i++) {
    struct fuzz_vector *asked = arena_get(arena, sizeof *asked);
    asked->vector = *own;
    cases[i] = (struct test_case){.op = relations[i].op};
    if (is_wanted(wanted, i) && makers[i](arena, &asked->vector)) cases[i].vector = &asked->vector;
  }
}

static bool is_broken(const struct test_case *cases, size_t i) {
  const struct grade *grade = &cases[i].grade;
  if (!cases[i].vector || !cases[i].in_scope || cases[i].state != CASE_ANSWERED) return false;
  if (i >= NEEDS_ACCEPTANCE && cases[ACCEPTS_ITS_OWN].grade.outcome != OUTCOME_PASS) return false;
  return grade->outcome == OUTCOME_FAIL;
}

/* Asks for the signature, then what the relations say of it. False: the adapter broke for good. */
static bool ask(struct fuzz *fuzz, struct arena *arena, const struct vector *vector,
                const struct fuzz_relation *wanted, struct test_case cases[NUM_RELATIONS]) {
  struct asker *asker = &fuzz->sides[0].asker;
  struct test_case sign = {.vector = vector, .op = OP_SIGN}, asked[NUM_RELATIONS];
  size_t num = 0;
  memset(cases, 0, NUM_RELATIONS * sizeof *cases);
  asker->plan.keeps_headers = true;
  bool going_on = asker_ask(asker, arena, &sign, 1);
  asker->plan.keeps_headers = false;
  if (!going_on || !has_scheme_ops(&sign)) return going_on;
  struct vector *own = arena_get(arena, sizeof *own);
  *own = signed_by(arena, vector, sign.headers);
  make_cases(arena, own, wanted, cases);
  for (size_t i = 0; i < NUM_RELATIONS; i++)
    if (cases[i].vector) asked[num++] = cases[i];
  going_on = asker_ask(asker, arena, asked, num);
  for (size_t i = NUM_RELATIONS; i-- > 0;)
    if (cases[i].vector) cases[i] = asked[--num];
  return going_on;
}

static struct fuzz_broken_relation *find(struct fuzz *fuzz, const reqsig_scheme *scheme,
                                         const struct fuzz_relation *relation) {
  for (size_t i = 0; i < fuzz->num_broken; i++)
    if (fuzz->broken[i].scheme == scheme && fuzz->broken[i].relation == relation) return &fuzz->broken[i];
  if (!fuzz->broken)
    fuzz->broken =
        arena_get_array(&fuzz->arena, fuzz->plan->num_schemes * NUM_RELATIONS, sizeof *fuzz->broken);
  struct fuzz_broken_relation *broken = &fuzz->broken[fuzz->num_broken++];
  *broken = (struct fuzz_broken_relation){.scheme = scheme, .relation = relation};
  return broken;
}

static bool can_relate(const struct vector *vector) {
  return vector->class != VECTOR_SILENT && !vector->twin && !vector->expect.not_signed &&
         vector->expect.has_headers && vector->expect.verdict.accepted;
}

bool fuzz_relate(struct fuzz *fuzz, struct arena *arena, const struct fuzz_vector *drawn, bool *is_kept) {
  const struct limits *limits = &fuzz->sides[0].asker.run.hello.limits;
  struct test_case cases[NUM_RELATIONS];
  if (!can_relate(&drawn->vector) || limits->stated[LIMIT_OWN_CLOCK]) return true;
  bool going_on = ask(fuzz, arena, &drawn->vector, NULL, cases);
  for (size_t i = 0; i < NUM_RELATIONS; i++) {
    if (!is_broken(cases, i)) continue;
    struct fuzz_broken_relation *broken = find(fuzz, drawn->vector.scheme, &relations[i]);
    if (broken->num_cases++ > 0) continue;
    fuzz_complete(arena, &drawn->vector);
    broken->drawn = *drawn;
    broken->test_case = cases[i];
    *is_kept = true;
  }
  return going_on;
}

bool fuzz_relate_again(struct fuzz *fuzz, struct fuzz_finding *finding, const struct fuzz_vector *vector) {
  struct test_case cases[NUM_RELATIONS];
  size_t i = (size_t)(finding->relation - relations);
  if (!can_relate(&vector->vector) || !ask(fuzz, &fuzz->arena, &vector->vector, finding->relation, cases) ||
      !is_broken(cases, i))
    return false;
  finding->cases[0] = cases[i];
  finding->vector = *vector;
  return true;
}
