#include <string.h>

#include "fuzz/fuzz.h"
#include "lib/bytes.h"
#include "mutants/mistakes.h"

/* Cases that are asked for a finding: after a crash the adapter is started again for each, and a time-out is
 * waited for. */
enum { MAX_ASKED = 400, MAX_ASKED_OF_CRASH = 30, MAX_ASKED_OF_TIME_OUT = 6 };

/* A finding while its request is made smaller. */
struct shrinking {
  struct fuzz *fuzz;
  struct fuzz_finding *finding;
  struct arena *arena; /* of what is found smaller */
  struct vector now;   /* the request as it is before it is signed, with its credentials and time */
  size_t num_asked, max_asked;
};

/* That gives the wrong answer; NULL: none is known, or two. */
static const struct mistake *mistake_of(const struct fuzz_finding *finding, size_t side) {
  const struct shared_cause *cause = finding->cases[side].cause;
  const struct mistake *mistake = cause && cause->num_names == 1 ? mistake_find(cause->names[0]) : NULL;
  return mistake && mistake_is_profile(mistake, finding->scheme) ? NULL : mistake;
}

/* Whether the adapter does the same wrong as before. */
static bool is_same_wrong(const struct shrinking *shrinking, const struct test_case *test_case, size_t side) {
  const struct test_case *before_case = &shrinking->finding->cases[side];
  const struct grade *grade = &test_case->grade, *before = &before_case->grade;
  if (test_case->state != CASE_ANSWERED || grade->outcome != before->outcome ||
      grade->error_kind != before->error_kind || test_case->is_flaky != before_case->is_flaky)
    return false;
  if (before->num_differences == 0) return true;
  if (grade->num_differences == 0 || grade->differences[0].kind != before->differences[0].kind) return false;
  const struct mistake *mistake = mistake_of(shrinking->finding, side);
  const struct graded_case graded = {
      .vector = test_case->vector,
      .op = test_case->op,
      .grade = grade,
      .is_wrong = true,
      .signature_only = shrinking->fuzz->sides[side].asker.run.hello.limits.stated[LIMIT_SIGNATURE_ONLY]};
  return !mistake || mistake_gives_answer(mistake, test_case->vector->scheme, &graded);
}

/* Whether all implementations do the same as before. */
static bool is_same(const struct shrinking *shrinking, const struct fuzz_group *group) {
  const struct fuzz_group before_group = fuzz_group_of(shrinking->finding, group->num_sides);
  bool is_same = fuzz_is_disagreement(group);
  struct text before = {0}, now = {0};
  for (size_t i = 0; i < group->num_sides && is_same; i++) {
    if (fuzz_is_wrong(before_group.cases[i])) {
      is_same = is_same_wrong(shrinking, group->cases[i], i);
      continue;
    }
    text_clear(&before);
    text_clear(&now);
    fuzz_add_outcome(&before, &before_group, i);
    fuzz_add_outcome(&now, group, i);
    is_same = strcmp(text_string(&before), text_string(&now)) == 0;
  }
  text_free(&before);
  text_free(&now);
  return is_same;
}

/* Asks all implementations; true: they do the same as before, and these are the finding's cases now. */
static bool ask(struct shrinking *shrinking, const struct fuzz_vector *vector) {
  struct fuzz *fuzz = shrinking->fuzz;
  struct fuzz_finding *finding = shrinking->finding;
  struct test_case made[FUZZ_MAX_SIDES], *cases[FUZZ_MAX_SIDES];
  struct fuzz_group group = {.num_sides = fuzz->num_sides};
  for (size_t i = 0; i < fuzz->num_sides; i++) {
    made[i] = (struct test_case){.vector = &vector->vector, .op = finding->cases[i].op};
    group.cases[i] = cases[i] = &made[i];
  }
  if (!fuzz_ask(fuzz, shrinking->arena, cases, 1) || !is_same(shrinking, &group)) return false;
  for (size_t i = 0; i < fuzz->num_sides; i++) {
    made[i].cause = finding->cases[i].cause;
    finding->cases[i] = made[i];
  }
  return true;
}

/* Takes the request, if the adapters do the same with it. */
static bool try(struct shrinking *shrinking, const struct vector *request) {
  struct fuzz_finding *finding = shrinking->finding;
  struct fuzz_vector *twin = arena_get(shrinking->arena, sizeof *twin), made;
  if (shrinking->num_asked >= shrinking->max_asked || fuzz_time_is_over(shrinking->fuzz)) return false;
  if (!fuzz_make_again(shrinking->arena, &finding->vector, request, twin, &made)) return false;
  struct fuzz_vector *kept = arena_get(shrinking->arena, sizeof *kept);
  *kept = made;
  shrinking->num_asked++;
  shrinking->fuzz->num_shrinking++;
  if (!ask(shrinking, kept)) return false;
  finding->vector = *kept;
  shrinking->now = *request;
  return true;
}

static bool drop_headers(struct shrinking *shrinking) {
  bool dropped = false;
  for (size_t i = shrinking->now.request.num_headers; i-- > 0;) {
    struct vector smaller = shrinking->now;
    reqsig_header *headers = arena_get_array(shrinking->arena, smaller.request.num_headers, sizeof *headers);
    size_t num = 0;
    for (size_t k = 0; k < smaller.request.num_headers; k++)
      if (k != i) headers[num++] = smaller.request.headers[k];
    smaller.request.headers = headers;
    smaller.request.num_headers = num;
    dropped |= try(shrinking, &smaller);
  }
  return dropped;
}

/* The part of a request that is made shorter. */
typedef reqsig_slice *part_of(struct vector *vector);

static reqsig_slice *target_of(struct vector *vector) {
  return &vector->request.target;
}
static reqsig_slice *body_of(struct vector *vector) {
  return &vector->request.body;
}
static reqsig_slice *method_of(struct vector *vector) {
  return &vector->request.method;
}

static bool try_bytes(struct shrinking *shrinking, part_of *part, reqsig_slice bytes) {
  struct vector smaller = shrinking->now;
  reqsig_slice *slice = part(&smaller);
  if (rs_slice_equal(*slice, bytes)) return false;
  *slice = bytes;
  return try(shrinking, &smaller);
}

static bool try_words(struct shrinking *shrinking, part_of *part, const char *const *words) {
  for (; *words; words++) {
    if (part != method_of && strlen(*words) >= part(&shrinking->now)->len) continue;
    if (try_bytes(shrinking, part, reqsig_text(*words))) return true;
  }
  return false;
}

static reqsig_slice without(struct shrinking *shrinking, reqsig_slice bytes, size_t at, size_t len) {
  struct text text = {0};
  text_add(&text, rs_slice(bytes.data, at));
  text_add(&text, rs_slice_after(bytes, at + len));
  reqsig_slice rest = rs_slice(arena_copy(shrinking->arena, text_slice(&text)), text.len);
  text_free(&text);
  return rest;
}

/* Takes out pieces, half of it first, then ever smaller ones. */
static bool cut(struct shrinking *shrinking, part_of *part, size_t first) {
  bool shorter = false;
  for (size_t len = part(&shrinking->now)->len / 2; len > 0; len /= 2)
    for (size_t at = first; at + len <= part(&shrinking->now)->len;) {
      reqsig_slice rest = without(shrinking, *part(&shrinking->now), at, len);
      if (try_bytes(shrinking, part, rest))
        shorter = true;
      else
        at += len;
    }
  return shorter;
}

/* Each byte that is no small letter or digit, or all of them, becomes an "a". */
static bool be_plain(struct shrinking *shrinking, part_of *part, size_t first) {
  reqsig_slice bytes = *part(&shrinking->now);
  uint8_t *plain = (uint8_t *)arena_copy(shrinking->arena, bytes);
  for (size_t i = first; i < bytes.len; i++)
    if (!(plain[i] >= 'a' && plain[i] <= 'z')) plain[i] = 'a';
  return try_bytes(shrinking, part, rs_slice(plain, bytes.len));
}

static bool shorten_credentials(struct shrinking *shrinking) {
  static const char *const values[] = {"a", "YWJj"};
  bool shorter = false;
  for (size_t i = 0; i < shrinking->now.num_credentials; i++)
    for (size_t k = 0; k < 2 && shrinking->now.credentials[i].value.len > 4; k++) {
      struct vector smaller = shrinking->now;
      reqsig_credential *credentials =
          arena_get_array(shrinking->arena, smaller.num_credentials, sizeof *credentials);
      memcpy(credentials, smaller.credentials, smaller.num_credentials * sizeof *credentials);
      credentials[i].value = reqsig_text(values[k]);
      smaller.credentials = credentials;
      shorter |= try(shrinking, &smaller);
    }
  return shorter;
}

/* Where the body carries the time, the two go together. */
static bool round_time(struct shrinking *shrinking) {
  static const int64_t times[] = {INT64_C(1700000000000), 1000, 1};
  if (shrinking->now.scheme->time.place == RS_TIME_IN_BODY_MEMBER) return false;
  for (size_t i = 0; i < 3; i++) {
    struct vector smaller = shrinking->now;
    smaller.now_ms = i == 0 ? times[0] : smaller.now_ms / times[i] * times[i];
    if (smaller.now_ms != shrinking->now.now_ms && try(shrinking, &smaller)) return true;
  }
  return false;
}

static bool shrink_once(struct shrinking *shrinking) {
  static const char *const targets[] = {"/", "/a", NULL}, *const bodies[] = {"", "{}", "a", NULL};
  bool smaller = drop_headers(shrinking);
  smaller |= try_words(shrinking, body_of, bodies) || cut(shrinking, body_of, 0);
  smaller |= try_words(shrinking, target_of, targets) || cut(shrinking, target_of, 1);
  smaller |= shorten_credentials(shrinking);
  return smaller;
}

static size_t max_asked(const struct fuzz_finding *finding, size_t num_sides) {
  size_t max = MAX_ASKED;
  for (size_t i = 0; i < num_sides; i++) {
    enum error_kind kind = finding->cases[i].grade.error_kind;
    if (kind == ERROR_TIME_OUT) return MAX_ASKED_OF_TIME_OUT;
    if (kind == ERROR_CRASH || kind == ERROR_PROTOCOL) max = MAX_ASKED_OF_CRASH;
  }
  return max;
}

void fuzz_shrink(struct fuzz *fuzz, struct fuzz_finding *finding) {
  static const char *const methods[] = {"POST", NULL};
  const struct fuzz_vector *drawn = finding->vector.twin ? finding->vector.twin : &finding->vector;
  struct shrinking shrinking = {.fuzz = fuzz,
                                .finding = finding,
                                .arena = &fuzz->arena,
                                .now = drawn->vector,
                                .max_asked = max_asked(finding, fuzz->num_sides)};
  while (shrink_once(&shrinking)) {
  }
  try_words(&shrinking, method_of, methods);
  round_time(&shrinking);
  if (!be_plain(&shrinking, target_of, 1)) cut(&shrinking, target_of, 1);
  be_plain(&shrinking, body_of, 0);
}
