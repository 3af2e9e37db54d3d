#include <string.h>

#include "base/text.h"
#include "lib/bytes.h"
#include "vectors/grade.h"
#include "vectors/self_check.h"

/* One vector, and an expectation or a combination of profiles. */
struct checked_place {
  struct self_check *check;
  struct arena *scratch;
  const struct vector_set *set;
  const struct vector *vector;
  const struct name_list *profiles;
  const char *name; /* "default", "a+b" */
};

static struct checked_place place_of(const struct checked_place *vector, const struct name_list *profiles) {
  struct checked_place place = *vector;
  struct text name = {0};
  for (size_t i = 0; i < profiles->count; i++) text_addf(&name, "%s%s", i > 0 ? "+" : "", profiles->items[i]);
  if (profiles->count == 0) text_add_string(&name, "default");
  place.profiles = profiles;
  place.name = arena_copy(&vector->check->arena, text_slice(&name));
  text_free(&name);
  return place;
}

static void add_disagreement(const struct checked_place *place, const char *what, const char *expected,
                             const char *found) {
  self_check_add(place->check, (struct disagreement){.id = place->vector->id,
                                                     .profiles = place->name,
                                                     .what = what,
                                                     .expected = reqsig_text(expected),
                                                     .found = reqsig_text(found)});
}

static void add_grade(const struct checked_place *place, const struct grade *grade) {
  for (size_t i = 0; i < grade->num_differences; i++)
    self_check_add(place->check, (struct disagreement){.id = place->vector->id,
                                                       .profiles = place->name,
                                                       .difference = &grade->differences[i]});
}

/* An expectation as a vector of its own, so that comparing is the same as for an adapter. */
static struct vector vector_of(const struct checked_place *place, const struct expectation *expect) {
  struct vector vector = *place->vector;
  vector.class = VECTOR_DERIVED;
  vector.expect = *expect;
  vector.num_profile_expects = 0;
  return vector;
}

static void check_header_is_sent(const struct checked_place *place, const struct header_list *answered,
                                 const reqsig_header *header) {
  if (!library_answer_has(answered, header))
    add_disagreement(place, "also_sent", (const char *)header->name.data, "nothing");
}

/* The library sends all that the document wants, and nothing else: a golden vector has only what its source
 * prints. */
static void check_also_sent(const struct checked_place *place, const struct expectation *expect,
                            const struct library_answer *answer) {
  for (size_t i = 0; i < expect->also_sent.count; i++)
    check_header_is_sent(place, &answer->headers, &expect->also_sent.items[i]);
  if (place->vector->class == VECTOR_GOLDEN || !expect->has_headers) return;
  for (size_t i = 0; i < answer->headers.count; i++) {
    const reqsig_header *header = &answer->headers.items[i];
    if (!library_answer_has(&expect->headers, header) && !library_answer_has(&expect->also_sent, header))
      add_disagreement(place, "a header that the vector does not name", "nothing",
                       arena_copy(place->scratch, header->name));
  }
}

static bool is_sent_somewhere(const struct checked_place *place, reqsig_slice name) {
  for (size_t i = 0; i < place->set->count; i++) {
    const struct vector *vector = &place->set->items[i];
    if (vector->scheme == place->vector->scheme && header_list_find(&vector->expect.headers, name, NULL))
      return true;
  }
  return false;
}

/* That a header is absent says something only of one that the scheme knows. */
static void check_absent(const struct checked_place *place, const struct expectation *expect) {
  for (size_t i = 0; i < expect->absent.count; i++)
    if (!is_sent_somewhere(place, reqsig_text(expect->absent.items[i])))
      add_disagreement(place, "absent", expect->absent.items[i], "no vector with that header");
}

static void check_stages(const struct checked_place *place, const struct expectation *expect,
                         const struct library_answer *answer) {
  struct arena *arena = &place->check->arena;
  struct vector vector = vector_of(place, expect);
  if (expect->has_message) {
    struct grade grade = grade_message(arena, &vector, answer->message);
    add_grade(place, &grade);
  }
  if (expect->mac && strcmp(expect->mac, answer->mac) != 0)
    add_disagreement(place, "mac", expect->mac, answer->mac);
  if (expect->content_md5 && !library_signs_part(place->vector, &expect->profiles, expect->content_md5))
    add_disagreement(place, "content_md5", expect->content_md5, "no such part of the message");
  if (expect->has_headers) {
    struct grade grade = grade_headers(arena, &vector, &answer->headers);
    add_grade(place, &grade);
  }
  check_also_sent(place, expect, answer);
}

static void check_signature(const struct checked_place *vector, const struct expectation *expect) {
  struct checked_place place = place_of(vector, &expect->profiles);
  struct library_answer answer = library_answer(place.scratch, place.vector, &expect->profiles);
  place.check->num_signatures++;
  check_absent(&place, expect);
  if (answer.status != REQSIG_OK)
    add_disagreement(&place, "signing", "an answer", reqsig_status_text(answer.status));
  else if (expect->not_signed && answer.is_signed)
    add_disagreement(&place, "not_signed", "no message", "one");
  else if (expect->has_message && !answer.is_signed)
    add_disagreement(&place, "the message", "one", "none: the request is not signed");
  else
    check_stages(&place, expect, &answer);
}

/* Where a profile states no verdict, the default's is meant. */
static void check_verdict(const struct checked_place *vector, const struct expectation *expect) {
  struct checked_place place = place_of(vector, &expect->profiles);
  struct verdict answer;
  struct vector alone = vector_of(&place, expect);
  if (!expect->verdict.given) alone.expect.verdict = place.vector->expect.verdict;
  reqsig_status status = library_verdict(place.vector, &expect->profiles, &answer);
  place.check->num_verdicts++;
  if (status != REQSIG_OK && verdict_is_any_reject(&alone.expect.verdict)) return;
  if (status != REQSIG_OK) {
    add_disagreement(&place, "verifying", "a verdict", reqsig_status_text(status));
    return;
  }
  struct grade grade = grade_verdict(&place.check->arena, &alone, &answer);
  add_grade(&place, &grade);
}

static bool is_answer_listed(const struct checked_place *place, const struct library_answer *answer) {
  const struct vector *vector = place->vector;
  struct library_answer other = library_answer(place->scratch, vector, &(struct name_list){0});
  if (library_answers_equal(answer, &other)) return true;
  for (size_t i = 0; i < vector->num_profile_expects; i++) {
    other = library_answer(place->scratch, vector, &vector->profile_expects[i].profiles);
    if (library_answers_equal(answer, &other)) return true;
  }
  return false;
}

static bool is_verdict_listed(const struct vector *vector, const struct verdict *answer) {
  if (verdict_matches(answer, &vector->expect.verdict)) return true;
  for (size_t i = 0; i < vector->num_profile_expects; i++)
    if (verdict_matches(answer, &vector->profile_expects[i].verdict)) return true;
  return false;
}

/* An answer that no entry of the vector has would fail who follows these profiles, instead of flagging it. */
static void check_combination(const struct checked_place *vector, const struct name_list *profiles) {
  struct checked_place place = place_of(vector, profiles);
  struct verdict verdict;
  struct library_answer answer = {.status = REQSIG_ERR_NOT_SIGNED};
  if (!place.vector->twin) answer = library_answer(place.scratch, place.vector, profiles);
  if (answer.status == REQSIG_OK && !is_answer_listed(&place, &answer))
    add_disagreement(&place, "profiles", "an entry, as they give another signature", "not listed");
  if (vector_has_verdict(place.vector) && library_verdict(place.vector, profiles, &verdict) == REQSIG_OK &&
      !is_verdict_listed(place.vector, &verdict))
    add_disagreement(&place, "profiles", "an entry, as they give another verdict", "not listed");
}

static void check_combinations(const struct checked_place *vector, const struct name_list *listed) {
  for (size_t chosen = 1; chosen < (size_t)1 << listed->count; chosen++) {
    struct name_list profiles = {arena_get_array(vector->scratch, listed->count, sizeof *profiles.items), 0};
    for (size_t i = 0; i < listed->count; i++)
      if (chosen >> i & 1) profiles.items[profiles.count++] = listed->items[i];
    check_combination(vector, &profiles);
  }
}

void self_check_vector(struct self_check *check, const struct vector_set *set, const struct vector *vector,
                       const struct name_list *listed) {
  struct arena scratch = {0};
  const struct checked_place place = {.check = check, .scratch = &scratch, .set = set, .vector = vector};
  if (!vector->twin) check_signature(&place, &vector->expect);
  if (vector_has_verdict(vector)) check_verdict(&place, &vector->expect);
  for (size_t i = 0; i < vector->num_profile_expects; i++) {
    if (!vector->twin) check_signature(&place, &vector->profile_expects[i]);
    if (vector_has_verdict(vector)) check_verdict(&place, &vector->profile_expects[i]);
  }
  if (vector->class != VECTOR_GOLDEN && vector->class != VECTOR_SILENT) check_combinations(&place, listed);
  arena_free(&scratch);
}
