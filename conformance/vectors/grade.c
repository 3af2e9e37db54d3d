#include "vectors/grade.h"

#include <string.h>

#include "base/text.h"
#include "lib/bytes.h"

enum { MAX_COMPARED = 4096, MAX_WORDS = 200 };

const char *op_name(enum op op) {
  static const char *const names[] = {
      [OP_MESSAGE] = "message", [OP_SIGN] = "sign", [OP_VERIFY] = "verify", [OP_PARSE] = "parse"};
  return names[op];
}

const char *outcome_name(enum outcome outcome) {
  static const char *const names[] = {[OUTCOME_PASS] = "pass",
                                      [OUTCOME_FLAGGED] = "flagged",
                                      [OUTCOME_FAIL] = "fail",
                                      [OUTCOME_OBSERVED] = "observed",
                                      [OUTCOME_UNSUPPORTED] = "unsupported",
                                      [OUTCOME_OUT_OF_LIMITS] = "out-of-limits",
                                      [OUTCOME_ERROR] = "error"};
  return names[outcome];
}

const char *error_kind_name(enum error_kind kind) {
  static const char *const names[] = {[ERROR_NONE] = NULL,
                                      [ERROR_ANSWERED] = "answered",
                                      [ERROR_CRASH] = "crash",
                                      [ERROR_TIME_OUT] = "time-out",
                                      [ERROR_PROTOCOL] = "protocol"};
  return names[kind];
}

struct answered {
  const reqsig_slice *message;       /* or */
  const struct header_list *headers; /* or */
  const struct verdict *verdict;
};

static bool meets(const struct expectation *expect, struct answered answered) {
  if (answered.verdict) return verdict_matches(answered.verdict, &expect->verdict);
  return answered.message ? expectation_meets_message(expect, *answered.message)
                          : expectation_meets_headers(expect, answered.headers);
}

/* The default, or else the smallest set of profiles. */
static const struct expectation *find_met(const struct vector *vector, struct answered answered) {
  const struct expectation *met = NULL;
  if (meets(&vector->expect, answered)) return &vector->expect;
  for (size_t i = 0; i < vector->num_profile_expects; i++) {
    const struct expectation *expect = &vector->profile_expects[i];
    if (met && met->profiles.count <= expect->profiles.count) continue;
    if (meets(expect, answered)) met = expect;
  }
  return met;
}

static struct grade grade_met(const struct vector *vector, struct answered answered) {
  const struct expectation *met = find_met(vector, answered);
  enum outcome outcome = met == &vector->expect                  ? OUTCOME_PASS
                         : met || vector->class == VECTOR_STRICT ? OUTCOME_FLAGGED
                                                                 : OUTCOME_FAIL;
  if (vector->class == VECTOR_SILENT) outcome = OUTCOME_OBSERVED;
  return (struct grade){.outcome = outcome, .met = met};
}

/* A hostile answer is not kept once for each profile. */
static bool is_long(struct answered answered) {
  size_t len = answered.message ? answered.message->len : 0;
  for (size_t i = 0; answered.headers && i < answered.headers->count; i++)
    len += answered.headers->items[i].value.len;
  return len > MAX_COMPARED;
}

static bool can_compare(const struct expectation *expect, struct answered answered) {
  if (is_long(answered)) return false;
  if (answered.verdict) return expect->verdict.given;
  return answered.message ? expect->has_message : expect->has_headers;
}

static struct differences differences_of(struct arena *arena, const struct expectation *expect,
                                         struct answered answered) {
  if (answered.verdict) return differences_of_verdict(arena, &expect->verdict, answered.verdict);
  return answered.message ? differences_of_message(arena, expect, *answered.message)
                          : differences_of_headers(arena, expect, answered.headers);
}

static void show(struct grade *grade, const struct unmet *unmet) {
  grade->compared = unmet->expect;
  grade->differences = unmet->differences.items;
  grade->num_differences = unmet->differences.count;
}

/* Which profiles the implementation follows is only known at the end. */
static void compare(struct arena *arena, const struct vector *vector, struct answered answered,
                    struct grade *grade) {
  grade->unmet = arena_get_array(arena, 1 + vector->num_profile_expects, sizeof *grade->unmet);
  for (size_t i = 0; i <= vector->num_profile_expects; i++) {
    const struct expectation *expect = i == 0 ? &vector->expect : &vector->profile_expects[i - 1];
    if (i > 0 && (!can_compare(expect, answered) || meets(expect, answered))) continue;
    grade->unmet[grade->num_unmet++] = (struct unmet){expect, differences_of(arena, expect, answered)};
  }
  show(grade, &grade->unmet[0]);
}

static bool is_one_of(const char *name, const struct name_list *names) {
  for (size_t i = 0; i < names->count; i++)
    if (strcmp(names->items[i], name) == 0) return true;
  return false;
}

static bool are_all_of(const struct name_list *profiles, const struct name_list *names) {
  for (size_t i = 0; i < profiles->count; i++)
    if (!is_one_of(profiles->items[i], names)) return false;
  return true;
}

void grade_compare(struct grade *grade, const struct name_list *followed) {
  for (size_t i = 0; i < grade->num_unmet; i++) {
    const struct expectation *expect = grade->unmet[i].expect;
    if (expect->profiles.count > grade->compared->profiles.count && are_all_of(&expect->profiles, followed))
      show(grade, &grade->unmet[i]);
  }
}

struct grade grade_message(struct arena *arena, const struct vector *vector, reqsig_slice message) {
  struct grade grade = grade_met(vector, (struct answered){.message = &message});
  if (!grade.met) compare(arena, vector, (struct answered){.message = &message}, &grade);
  return grade;
}

static void list_not_sent(struct arena *arena, const struct header_list *answered, struct grade *grade) {
  const struct header_list *wanted = &grade->met->also_sent;
  grade->not_sent.items = arena_get_array(arena, wanted->count, sizeof *grade->not_sent.items);
  for (size_t i = 0; i < wanted->count; i++)
    if (!header_list_find(answered, wanted->items[i].name, NULL))
      grade->not_sent.items[grade->not_sent.count++] = (const char *)wanted->items[i].name.data;
}

struct grade grade_headers(struct arena *arena, const struct vector *vector,
                           const struct header_list *headers) {
  struct grade grade = grade_met(vector, (struct answered){.headers = headers});
  if (grade.met)
    list_not_sent(arena, headers, &grade);
  else
    compare(arena, vector, (struct answered){.headers = headers}, &grade);
  return grade;
}

struct grade grade_verdict(struct arena *arena, const struct vector *vector, const struct verdict *verdict) {
  struct grade grade = grade_met(vector, (struct answered){.verdict = verdict});
  grade.verdict = *verdict;
  if (!grade.met) compare(arena, vector, (struct answered){.verdict = verdict}, &grade);
  return grade;
}

bool grade_is_lenient(const struct grade *grade) {
  return grade->outcome == OUTCOME_FLAGGED && !grade->met;
}

void grade_be_strict(struct grade *grade) {
  if (grade_is_lenient(grade)) grade->outcome = OUTCOME_FAIL;
}

static bool received_the_same(const struct difference *a, const struct difference *b) {
  bool same_name = a->header && b->header ? strcmp(a->header, b->header) == 0 : a->header == b->header;
  const struct verdict *one = &a->received_verdict, *other = &b->received_verdict;
  return a->kind == b->kind && same_name && strcmp(a->received_sha256, b->received_sha256) == 0 &&
         a->received_len == b->received_len && rs_slice_equal(a->received, b->received) &&
         one->accepted == other->accepted && one->reason == other->reason;
}

bool grades_are_alike(const struct grade *a, const struct grade *b) {
  bool alike =
      a->outcome == b->outcome && a->error_kind == b->error_kind && a->num_differences == b->num_differences;
  for (size_t i = 0; i < a->num_differences && alike; i++)
    alike = received_the_same(&a->differences[i], &b->differences[i]);
  return alike;
}

struct grade grade_by_default(struct arena *arena, const struct vector *vector,
                              const struct verdict *verdict) {
  struct grade grade = {.outcome = OUTCOME_FAIL, .verdict = *verdict};
  compare(arena, vector, (struct answered){.verdict = verdict}, &grade);
  return grade;
}

const char *grade_keep_words(struct arena *arena, const char *words) {
  struct text text = {0};
  text_add(&text, text_beginning(reqsig_text(words), MAX_WORDS));
  if (text.len < strlen(words)) text_addf(&text, "... (%zu bytes)", strlen(words));
  const char *kept = arena_copy(arena, text_slice(&text));
  text_free(&text);
  return kept;
}

static struct grade grade_words(struct arena *arena, const struct vector *vector, enum outcome outcome,
                                const char *words) {
  if (vector->class == VECTOR_SILENT) outcome = OUTCOME_OBSERVED;
  return (struct grade){.outcome = outcome, .words = grade_keep_words(arena, words)};
}

struct grade grade_unsupported(struct arena *arena, const struct vector *vector, const char *words) {
  return grade_words(arena, vector, OUTCOME_UNSUPPORTED, words);
}

struct grade grade_error(struct arena *arena, const struct vector *vector, const char *words) {
  struct grade grade = grade_words(arena, vector, OUTCOME_ERROR, words);
  if (grade.outcome == OUTCOME_ERROR && verdict_is_any_reject(&vector->expect.verdict)) {
    grade.outcome = OUTCOME_PASS;
    grade.met = &vector->expect;
  }
  if (grade.outcome == OUTCOME_ERROR) grade.error_kind = ERROR_ANSWERED;
  return grade;
}

struct grade grade_malformed(struct arena *arena, const char *what) {
  struct text words = {0};
  text_addf(&words, "malformed answer: %s", what);
  struct grade grade = {
      .outcome = OUTCOME_ERROR, .error_kind = ERROR_PROTOCOL, .words = arena_copy(arena, text_slice(&words))};
  text_free(&words);
  return grade;
}
