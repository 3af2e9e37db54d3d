#include "vectors/grade.h"

#include <string.h>

#include "base/text.h"
#include "lib/bytes.h"
#include "lib/crypto.h"
#include "lib/hex.h"

enum { MAX_KEPT = 16 * 1024, MAX_WORDS = 200, MAX_INSTEAD = 16, SHA256_LEN = 32 };

const char *op_name(enum op op) {
  static const char *const names[] = {[OP_MESSAGE] = "message", [OP_SIGN] = "sign", [OP_VERIFY] = "verify"};
  return names[op];
}

const char *outcome_name(enum outcome outcome) {
  static const char *const names[] = {
      [OUTCOME_PASS] = "pass",         [OUTCOME_FLAGGED] = "flagged",         [OUTCOME_FAIL] = "fail",
      [OUTCOME_OBSERVED] = "observed", [OUTCOME_UNSUPPORTED] = "unsupported", [OUTCOME_ERROR] = "error"};
  return names[outcome];
}

const char *difference_name(enum difference_kind kind) {
  static const char *const names[] = {
      [DIFFERENCE_MESSAGE] = "message",          [DIFFERENCE_VALUE] = "header-value",
      [DIFFERENCE_MISSING] = "header-missing",   [DIFFERENCE_TWICE] = "header-twice",
      [DIFFERENCE_UNWANTED] = "header-unwanted", [DIFFERENCE_ACCEPTED] = "accepted",
      [DIFFERENCE_REJECTED] = "refused",         [DIFFERENCE_REASON] = "reason"};
  return names[kind];
}

const char *difference_of_verdicts(enum difference_kind kind) {
  switch (kind) {
  case DIFFERENCE_ACCEPTED: return "accepted what must be rejected";
  case DIFFERENCE_REJECTED: return "rejected what must be accepted";
  case DIFFERENCE_REASON: return "rejected for another reason";
  default: return NULL;
  }
}

size_t first_difference(reqsig_slice a, reqsig_slice b) {
  size_t i = 0;
  while (i < a.len && i < b.len && a.data[i] == b.data[i]) i++;
  return i;
}

/* Hostile answers may be many and long: of each only so much is kept. */
static void keep_received(struct arena *arena, struct difference *difference, reqsig_slice received) {
  size_t at = 0, len = received.len;
  if (len > MAX_KEPT) {
    size_t around = first_difference(difference->expected, received);
    at = around > MAX_KEPT / 2 ? around - MAX_KEPT / 2 : 0;
    len = received.len - at < MAX_KEPT ? received.len - at : MAX_KEPT;
  }
  reqsig_slice kept = rs_slice(rs_slice_after(received, at).data, len);
  difference->received = rs_slice(arena_copy(arena, kept), len);
  difference->received_at = at;
  difference->received_len = received.len;
}

/* To MAX_WORDS bytes, and not within a character of UTF-8. */
static reqsig_slice shortened(reqsig_slice words) {
  size_t len = words.len < MAX_WORDS ? words.len : MAX_WORDS;
  while (len < words.len && len > 0 && (words.data[len] & 0xC0) == 0x80) len--;
  return rs_slice(words.data, len);
}

static void hash_message(reqsig_slice message, char hex[2 * SHA256_LEN + 1]) {
  uint8_t digest[SHA256_LEN];
  reqsig_buffer text = {(uint8_t *)hex, 2 * SHA256_LEN, 0};
  rs_hash_of(RS_SHA256, message, digest);
  rs_hex_encode(rs_slice(digest, sizeof digest), &text);
  hex[2 * SHA256_LEN] = '\0';
}

static bool is_message(const struct expectation *expect, reqsig_slice message) {
  char hex[2 * SHA256_LEN + 1];
  if (!expect->has_message) return false;
  if (!expect->message_sha256) return rs_slice_equal(expect->message, message);
  hash_message(message, hex);
  return strcmp(hex, expect->message_sha256) == 0;
}

/*
 * The answered headers against those expected. With found NULL the differences are only counted.
 * The first that is answered of a name is the one compared: a second one is a difference of its own.
 */
struct header_comparison {
  struct arena *arena;
  const struct header_list *answered;
  struct difference *found;
  size_t num_found;
};

static void add_difference(struct header_comparison *comparison, enum difference_kind kind, reqsig_slice name,
                           reqsig_slice expected, reqsig_slice received) {
  size_t nth = comparison->num_found++;
  if (!comparison->found) return;
  struct difference *difference = &comparison->found[nth];
  *difference =
      (struct difference){.kind = kind, .header = arena_copy(comparison->arena, name), .expected = expected};
  keep_received(comparison->arena, difference, received);
}

static const reqsig_header *find_header(const struct header_list *headers, reqsig_slice name, size_t *count) {
  const reqsig_header *found = NULL;
  *count = 0;
  for (size_t i = 0; i < headers->count; i++) {
    if (!rs_slice_equal_ignoring_case(headers->items[i].name, name)) continue;
    if (!found) found = &headers->items[i];
    ++*count;
  }
  return found;
}

/* "application/json; charset=utf-8" is application/json: register row CAL-12. Such a header is never signed.
 */
static bool is_same_media_type(const reqsig_header *expected, reqsig_slice value) {
  if (!rs_slice_equal_ignoring_case(expected->name, RS_LITERAL("content-type"))) return false;
  size_t len = 0;
  while (len < value.len && value.data[len] != ';' && value.data[len] != ' ') len++;
  return rs_slice_equal_ignoring_case(rs_slice(value.data, len), expected->value);
}

static void compare_one(struct header_comparison *comparison, const reqsig_header *expected, bool required) {
  size_t count;
  const reqsig_slice none = {NULL, 0};
  const reqsig_header *answered = find_header(comparison->answered, expected->name, &count);
  if (!answered && required)
    add_difference(comparison, DIFFERENCE_MISSING, expected->name, expected->value, none);
  if (!answered) return;
  bool same = rs_slice_equal(answered->value, expected->value);
  if (!same && !(!required && is_same_media_type(expected, answered->value)))
    add_difference(comparison, DIFFERENCE_VALUE, expected->name, expected->value, answered->value);
  if (count > 1)
    add_difference(comparison, DIFFERENCE_TWICE, expected->name, expected->value, answered->value);
}

static void compare_headers(struct header_comparison *comparison, const struct expectation *expect) {
  size_t count;
  for (size_t i = 0; i < expect->headers.count; i++) compare_one(comparison, &expect->headers.items[i], true);
  for (size_t i = 0; i < expect->also_sent.count; i++)
    compare_one(comparison, &expect->also_sent.items[i], false);
  for (size_t i = 0; i < expect->absent.count; i++) {
    reqsig_slice name = reqsig_text(expect->absent.items[i]);
    const reqsig_header *answered = find_header(comparison->answered, name, &count);
    if (answered)
      add_difference(comparison, DIFFERENCE_UNWANTED, name, (reqsig_slice){NULL, 0}, answered->value);
  }
}

static bool has_headers(const struct expectation *expect, const struct header_list *answered) {
  struct header_comparison comparison = {.answered = answered};
  if (!expect->has_headers) return false;
  compare_headers(&comparison, expect);
  return comparison.num_found == 0;
}

struct answered {
  const reqsig_slice *message;       /* or */
  const struct header_list *headers; /* or */
  const struct verdict *verdict;
};

static bool meets(const struct expectation *expect, struct answered answered) {
  if (answered.verdict) return verdict_matches(answered.verdict, &expect->verdict);
  return answered.message ? is_message(expect, *answered.message) : has_headers(expect, answered.headers);
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
  enum outcome outcome = !met ? OUTCOME_FAIL : met == &vector->expect ? OUTCOME_PASS : OUTCOME_FLAGGED;
  if (vector->class == VECTOR_SILENT) outcome = OUTCOME_OBSERVED;
  return (struct grade){.outcome = outcome, .met = met};
}

struct grade grade_message(struct arena *arena, const struct vector *vector, reqsig_slice message) {
  struct grade grade = grade_met(vector, (struct answered){.message = &message});
  if (grade.met) return grade;
  struct difference *difference = arena_get(arena, sizeof *difference);
  *difference = (struct difference){.kind = DIFFERENCE_MESSAGE,
                                    .expected = vector->expect.message,
                                    .expected_sha256 = vector->expect.message_sha256};
  if (difference->expected_sha256) hash_message(message, difference->received_sha256);
  keep_received(arena, difference, message);
  grade.differences = difference;
  grade.num_differences = 1;
  return grade;
}

static void list_not_sent(struct arena *arena, const struct header_list *answered, struct grade *grade) {
  const struct header_list *wanted = &grade->met->also_sent;
  grade->not_sent.items = arena_get_array(arena, wanted->count, sizeof *grade->not_sent.items);
  for (size_t i = 0, count; i < wanted->count; i++)
    if (!find_header(answered, wanted->items[i].name, &count))
      grade->not_sent.items[grade->not_sent.count++] = (const char *)wanted->items[i].name.data;
}

static bool is_among(const struct name_list *names, reqsig_slice name) {
  for (size_t i = 0; i < names->count; i++)
    if (rs_slice_equal_ignoring_case(reqsig_text(names->items[i]), name)) return true;
  return false;
}

/* Names that are not expected: what is missing may have been answered under one of them. */
static struct name_list list_unknown(struct arena *arena, const struct expectation *expect,
                                     const struct header_list *answered) {
  struct name_list names = {arena_get_array(arena, MAX_INSTEAD, sizeof *names.items), 0};
  for (size_t i = 0, count; i < answered->count && names.count < MAX_INSTEAD; i++) {
    reqsig_slice name = answered->items[i].name;
    bool known = find_header(&expect->headers, name, &count) ||
                 find_header(&expect->also_sent, name, &count) || is_among(&expect->absent, name);
    if (!known && !is_among(&names, name)) names.items[names.count++] = arena_copy(arena, shortened(name));
  }
  return names;
}

static void add_instead(struct arena *arena, const struct expectation *expect,
                        const struct header_list *answered, struct grade *grade) {
  struct name_list names = list_unknown(arena, expect, answered);
  for (size_t i = 0; i < grade->num_differences; i++)
    if (grade->differences[i].kind == DIFFERENCE_MISSING) grade->differences[i].instead = names;
}

struct grade grade_headers(struct arena *arena, const struct vector *vector,
                           const struct header_list *headers) {
  struct grade grade = grade_met(vector, (struct answered){.headers = headers});
  if (grade.met) {
    list_not_sent(arena, headers, &grade);
    return grade;
  }
  struct header_comparison comparison = {.arena = arena, .answered = headers};
  compare_headers(&comparison, &vector->expect);
  comparison.found = arena_get_array(arena, comparison.num_found, sizeof *comparison.found);
  comparison.num_found = 0;
  compare_headers(&comparison, &vector->expect);
  grade.differences = comparison.found;
  grade.num_differences = comparison.num_found;
  add_instead(arena, &vector->expect, headers, &grade);
  return grade;
}

static enum difference_kind verdict_difference(const struct verdict *expected,
                                               const struct verdict *received) {
  if (expected->accepted == received->accepted) return DIFFERENCE_REASON;
  return received->accepted ? DIFFERENCE_ACCEPTED : DIFFERENCE_REJECTED;
}

static void add_verdict_difference(struct arena *arena, const struct vector *vector,
                                   const struct verdict *verdict, struct grade *grade) {
  const struct verdict *expected = &vector->expect.verdict;
  struct difference *difference = arena_get(arena, sizeof *difference);
  *difference = (struct difference){.kind = verdict_difference(expected, verdict),
                                    .expected_verdict = *expected,
                                    .received_verdict = *verdict};
  grade->differences = difference;
  grade->num_differences = 1;
}

struct grade grade_verdict(struct arena *arena, const struct vector *vector, const struct verdict *verdict) {
  struct grade grade = grade_met(vector, (struct answered){.verdict = verdict});
  if (!grade.met) add_verdict_difference(arena, vector, verdict, &grade);
  return grade;
}

struct grade grade_rejected(struct arena *arena, const struct vector *vector) {
  const struct verdict refusal = {.given = true, .accepted = false};
  struct grade grade = {.outcome = OUTCOME_FAIL};
  add_verdict_difference(arena, vector, &refusal, &grade);
  return grade;
}

static struct grade grade_words(struct arena *arena, const struct vector *vector, enum outcome outcome,
                                const char *words) {
  struct text kept = {0};
  text_add(&kept, shortened(reqsig_text(words)));
  if (kept.len < strlen(words)) text_addf(&kept, "... (%zu bytes)", strlen(words));
  if (vector->class == VECTOR_SILENT) outcome = OUTCOME_OBSERVED;
  struct grade grade = {.outcome = outcome, .words = arena_copy(arena, text_slice(&kept))};
  text_free(&kept);
  return grade;
}

struct grade grade_unsupported(struct arena *arena, const struct vector *vector, const char *words) {
  return grade_words(arena, vector, OUTCOME_UNSUPPORTED, words);
}

struct grade grade_error(struct arena *arena, const struct vector *vector, const char *words) {
  return grade_words(arena, vector, OUTCOME_ERROR, words);
}
