#include "vectors_check.h"

#include <string.h>

#include "grade.h"
#include "lib/bytes.h"
#include "library_answer.h"
#include "report.h"

enum { MAX_PROFILES = 8 };

struct check {
  FILE *out;
  term term;
  struct arena *arena; /* of one vector */
  const struct vector_set *set;
  const struct vector *vector;
  size_t num_readings;
  size_t num_wrong; /* readings, or combinations of profiles that should be listed */
  bool is_wrong;    /* the reading that is being looked at */
};

static void print_names(FILE *out, const struct name_list *names) {
  for (size_t i = 0; i < names->count; i++) fprintf(out, "%s%s", i > 0 ? "+" : "", names->items[i]);
  if (names->count == 0) fputs("default reading", out);
}

static void begin_wrong(struct check *check, const struct name_list *profiles) {
  if (check->is_wrong) return;
  check->is_wrong = true;
  check->num_wrong++;
  fprintf(check->out, "%sDIFFERS%s  %s, ", term_style_on(check->term, TERM_RED),
          term_style_on(check->term, TERM_PLAIN), check->vector->id);
  print_names(check->out, profiles);
  fputs("\n", check->out);
}

static void print_grade(struct check *check, const struct name_list *profiles, const struct grade *grade) {
  if (grade->num_differences > 0) begin_wrong(check, profiles);
  for (size_t i = 0; i < grade->num_differences; i++)
    text_difference(check->out, &grade->differences[i], check->term);
}

static void complain_of(struct check *check, const struct name_list *profiles, const char *what,
                        const char *expected, const char *found) {
  begin_wrong(check, profiles);
  fprintf(check->out, "  %s\n    expected  %s\n    the library gives  %s\n", what, expected, found);
}

static bool has_header(const struct header_list *headers, const reqsig_header *header) {
  for (size_t i = 0; i < headers->count; i++)
    if (rs_slice_equal_ignoring_case(headers->items[i].name, header->name) &&
        rs_slice_equal(headers->items[i].value, header->value))
      return true;
  return false;
}

/* The library sends all that the document wants, and nothing else: a golden vector tells only what its source
 * prints. */
static void check_also_sent(struct check *check, const struct reading *reading,
                            const struct library_answer *answer) {
  for (size_t i = 0; i < reading->also_sent.count; i++)
    if (!has_header(&answer->headers, &reading->also_sent.items[i]))
      complain_of(check, &reading->profiles, "also_sent", (const char *)reading->also_sent.items[i].name.data,
                  "nothing");
  for (size_t i = 0; i < answer->headers.count; i++)
    if (check->vector->class != VECTOR_GOLDEN && !has_header(&reading->headers, &answer->headers.items[i]) &&
        !has_header(&reading->also_sent, &answer->headers.items[i]) && reading->has_headers)
      complain_of(check, &reading->profiles, "a header that the vector doesn't tell of", "nothing",
                  arena_copy(check->arena, answer->headers.items[i].name));
}

static bool names_header(const struct reading *reading, reqsig_slice name) {
  for (size_t i = 0; i < reading->headers.count; i++)
    if (rs_slice_equal_ignoring_case(reading->headers.items[i].name, name)) return true;
  return false;
}

static bool is_sent_somewhere(const struct check *check, reqsig_slice name) {
  for (size_t i = 0; i < check->set->count; i++) {
    const struct vector *vector = &check->set->items[i];
    if (vector->scheme == check->vector->scheme && names_header(&vector->expect, name)) return true;
  }
  return false;
}

/* That a header is absent says something only of one that the scheme knows. */
static void check_absent(struct check *check, const struct reading *reading) {
  for (size_t i = 0; i < reading->absent.count; i++)
    if (!is_sent_somewhere(check, reqsig_text(reading->absent.items[i])))
      complain_of(check, &reading->profiles, "absent", reading->absent.items[i], "it in answer to no vector");
}

static bool is_part(const struct name_list *parts, const char *text) {
  for (size_t i = 0; i < parts->count; i++)
    if (strcmp(parts->items[i], text) == 0) return true;
  return false;
}

/* The reading as a vector of its own, so that comparing is the same as for an adapter. */
static struct vector alone(const struct check *check, const struct reading *reading) {
  struct vector vector = *check->vector;
  vector.class = VECTOR_DERIVED;
  vector.expect = *reading;
  vector.num_readings = 0;
  return vector;
}

static void check_signed(struct check *check, const struct reading *reading,
                         const struct library_answer *answer) {
  struct vector vector = alone(check, reading);
  if (reading->has_message) {
    struct grade grade = grade_message(check->arena, &vector, answer->message);
    print_grade(check, &reading->profiles, &grade);
  }
  if (reading->mac && strcmp(reading->mac, answer->mac) != 0)
    complain_of(check, &reading->profiles, "mac", reading->mac, answer->mac);
  if (reading->content_md5 && !is_part(&answer->parts, reading->content_md5))
    complain_of(check, &reading->profiles, "content_md5", reading->content_md5,
                "no such part of the message");
  if (reading->has_headers) {
    struct grade grade = grade_headers(check->arena, &vector, &answer->headers);
    print_grade(check, &reading->profiles, &grade);
  }
  check_also_sent(check, reading, answer);
}

static void check_reading(struct check *check, const struct reading *reading) {
  struct library_answer answer = library_answer(check->arena, check->vector, &reading->profiles);
  check->num_readings++;
  check->is_wrong = false;
  check_absent(check, reading);
  if (answer.status != REQSIG_OK)
    complain_of(check, &reading->profiles, "the library", "an answer", reqsig_status_text(answer.status));
  else if (reading->not_signed && answer.is_signed)
    complain_of(check, &reading->profiles, "not_signed", "no message", "one");
  else if (reading->has_message && !answer.is_signed)
    complain_of(check, &reading->profiles, "the message", "one", "none: the request is not signed");
  else
    check_signed(check, reading, &answer);
}

static bool lists(const struct vector_set *set, const reqsig_scheme *scheme, const char *profile) {
  for (size_t i = 0; i < set->count; i++) {
    const struct vector *vector = &set->items[i];
    for (size_t j = 0; vector->scheme == scheme && j < vector->num_readings; j++)
      if (vector->readings[j].profiles.count == 1 &&
          strcmp(vector->readings[j].profiles.items[0], profile) == 0)
        return true;
  }
  return false;
}

/* The profiles that some vector lists. One that none does, no answer can be right under, and none is asked
 * for. */
static size_t list_profiles(const struct vector_set *set, const reqsig_scheme *scheme,
                            const char *names[MAX_PROFILES]) {
  reqsig_profile_info info;
  size_t count = 0;
  for (size_t i = 0; count < MAX_PROFILES && reqsig_scheme_profile(scheme, i, &info) == REQSIG_OK; i++)
    if (lists(set, scheme, info.name)) names[count++] = info.name;
  return count;
}

static bool same_answer(const struct library_answer *a, const struct library_answer *b) {
  if (a->is_signed != b->is_signed || a->headers.count != b->headers.count) return false;
  for (size_t i = 0; i < a->headers.count; i++)
    if (!has_header(&b->headers, &a->headers.items[i])) return false;
  return rs_slice_equal(a->message, b->message) && strcmp(a->mac, b->mac) == 0;
}

static bool is_told(struct check *check, const struct library_answer *answer) {
  struct name_list none = {0};
  struct library_answer other = library_answer(check->arena, check->vector, &none);
  if (same_answer(answer, &other)) return true;
  for (size_t i = 0; i < check->vector->num_readings; i++) {
    other = library_answer(check->arena, check->vector, &check->vector->readings[i].profiles);
    if (same_answer(answer, &other)) return true;
  }
  return false;
}

/* Else an implementation that follows these profiles would fail instead of being flagged. */
static void check_combination(struct check *check, const char *const *names, size_t chosen) {
  const char *items[MAX_PROFILES];
  struct name_list profiles = {.items = items};
  for (size_t i = 0; i < MAX_PROFILES; i++)
    if (chosen >> i & 1) items[profiles.count++] = names[i];
  struct library_answer answer = library_answer(check->arena, check->vector, &profiles);
  check->is_wrong = false;
  if (answer.status != REQSIG_OK || is_told(check, &answer)) return;
  complain_of(check, &profiles, "profiles", "this reading, as it gives something else", "not listed");
}

static void check_vector(struct check *check) {
  const struct vector *vector = check->vector;
  const char *names[MAX_PROFILES];
  if (vector->twin) return; /* nothing to sign */
  size_t num_profiles = list_profiles(check->set, vector->scheme, names);
  check_reading(check, &vector->expect);
  for (size_t i = 0; i < vector->num_readings; i++) check_reading(check, &vector->readings[i]);
  if (vector->class == VECTOR_GOLDEN || vector->class == VECTOR_SILENT) return;
  for (size_t chosen = 1; chosen < (size_t)1 << num_profiles; chosen++)
    check_combination(check, names, chosen);
}

static size_t count_schemes_without(const struct vector_set *set, FILE *out) {
  size_t num_without = 0;
  for (size_t i = 0, j; i < reqsig_num_schemes(); i++) {
    for (j = 0; j < set->count && set->items[j].scheme != reqsig_scheme_at(i); j++) continue;
    if (j < set->count) continue;
    fprintf(out, "%s has no vectors\n", reqsig_scheme_name(reqsig_scheme_at(i)));
    num_without++;
  }
  return num_without;
}

static bool changes(struct arena *arena, const struct vector *vector, const char *profile) {
  const char *names[] = {profile};
  struct name_list none = {0}, one = {names, 1};
  struct library_answer usual = library_answer(arena, vector, &none),
                        other = library_answer(arena, vector, &one);
  return other.status == REQSIG_OK && !same_answer(&usual, &other);
}

static size_t count_changed(const struct vector_set *set, const reqsig_scheme *scheme, const char *profile) {
  size_t num_changed = 0;
  for (size_t i = 0; i < set->count; i++) {
    struct arena arena = {0};
    num_changed +=
        set->items[i].scheme == scheme && !set->items[i].twin && changes(&arena, &set->items[i], profile);
    arena_free(&arena);
  }
  return num_changed;
}

/* Profiles of verifying change nothing here. */
static void note_unlisted(const struct vector_set *set, FILE *out) {
  reqsig_profile_info info;
  for (size_t i = 0; i < reqsig_num_schemes(); i++) {
    const reqsig_scheme *scheme = reqsig_scheme_at(i);
    for (size_t j = 0; reqsig_scheme_profile(scheme, j, &info) == REQSIG_OK; j++) {
      size_t num_changed = lists(set, scheme, info.name) ? 0 : count_changed(set, scheme, info.name);
      if (num_changed > 0)
        fprintf(out, "note: %s %s changes %zu vectors, and none lists it: %s\n", reqsig_scheme_name(scheme),
                info.name, num_changed, info.meaning);
    }
  }
}

bool vectors_check(const struct vector_set *set, FILE *out) {
  struct check check = {.out = out, .term = term_of(out), .set = set};
  size_t num_without = count_schemes_without(set, out);
  for (size_t i = 0; i < set->count; i++) {
    struct arena arena = {0};
    check.arena = &arena;
    check.vector = &set->items[i];
    check_vector(&check);
    arena_free(&arena);
  }
  note_unlisted(set, out);
  if (check.num_wrong > 0)
    fprintf(out, "The library differs in %zu of %zu readings of %zu vectors.\n", check.num_wrong,
            check.num_readings, set->count);
  else
    fprintf(out, "%zu vectors in %zu readings: the library gives what they say.\n", set->count,
            check.num_readings);
  return check.num_wrong == 0 && num_without == 0;
}
