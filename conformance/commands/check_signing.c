#include <string.h>

#include "commands/check.h"
#include "lib/bytes.h"

static bool has_header(const struct header_list *headers, const reqsig_header *header) {
  for (size_t i = 0; i < headers->count; i++)
    if (rs_slice_equal_ignoring_case(headers->items[i].name, header->name) &&
        rs_slice_equal(headers->items[i].value, header->value))
      return true;
  return false;
}

/* The library sends all that the document wants, and nothing else: a golden vector tells only what its source
 * prints. */
static void check_also_sent(struct check *check, const struct expectation *expect,
                            const struct library_answer *answer) {
  for (size_t i = 0; i < expect->also_sent.count; i++)
    if (!has_header(&answer->headers, &expect->also_sent.items[i]))
      check_complain(check, &expect->profiles, "also_sent",
                     (const char *)expect->also_sent.items[i].name.data, "nothing");
  for (size_t i = 0; i < answer->headers.count; i++)
    if (check->vector->class != VECTOR_GOLDEN && !has_header(&expect->headers, &answer->headers.items[i]) &&
        !has_header(&expect->also_sent, &answer->headers.items[i]) && expect->has_headers)
      check_complain(check, &expect->profiles, "a header that the vector doesn't tell of", "nothing",
                     arena_copy(check->arena, answer->headers.items[i].name));
}

static bool names_header(const struct expectation *expect, reqsig_slice name) {
  for (size_t i = 0; i < expect->headers.count; i++)
    if (rs_slice_equal_ignoring_case(expect->headers.items[i].name, name)) return true;
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
static void check_absent(struct check *check, const struct expectation *expect) {
  for (size_t i = 0; i < expect->absent.count; i++)
    if (!is_sent_somewhere(check, reqsig_text(expect->absent.items[i])))
      check_complain(check, &expect->profiles, "absent", expect->absent.items[i],
                     "it in answer to no vector");
}

static bool is_part(const struct name_list *parts, const char *text) {
  for (size_t i = 0; i < parts->count; i++)
    if (strcmp(parts->items[i], text) == 0) return true;
  return false;
}

static void check_signed(struct check *check, const struct expectation *expect,
                         const struct library_answer *answer) {
  struct vector vector = check_alone(check, expect);
  if (expect->has_message) {
    struct grade grade = grade_message(check->arena, &vector, answer->message);
    check_print_grade(check, &expect->profiles, &grade);
  }
  if (expect->mac && strcmp(expect->mac, answer->mac) != 0)
    check_complain(check, &expect->profiles, "mac", expect->mac, answer->mac);
  if (expect->content_md5 && !is_part(&answer->parts, expect->content_md5))
    check_complain(check, &expect->profiles, "content_md5", expect->content_md5,
                   "no such part of the message");
  if (expect->has_headers) {
    struct grade grade = grade_headers(check->arena, &vector, &answer->headers);
    check_print_grade(check, &expect->profiles, &grade);
  }
  check_also_sent(check, expect, answer);
}

static void check_expectation(struct check *check, const struct expectation *expect) {
  struct library_answer answer = library_answer(check->arena, check->vector, &expect->profiles);
  check->num_signings++;
  check->is_wrong = false;
  check_absent(check, expect);
  if (answer.status != REQSIG_OK)
    check_complain(check, &expect->profiles, "the library", "an answer", reqsig_status_text(answer.status));
  else if (expect->not_signed && answer.is_signed)
    check_complain(check, &expect->profiles, "not_signed", "no message", "one");
  else if (expect->has_message && !answer.is_signed)
    check_complain(check, &expect->profiles, "the message", "one", "none: the request is not signed");
  else
    check_signed(check, expect, &answer);
}

bool check_same_answer(const struct library_answer *a, const struct library_answer *b) {
  if (a->is_signed != b->is_signed || a->headers.count != b->headers.count) return false;
  for (size_t i = 0; i < a->headers.count; i++)
    if (!has_header(&b->headers, &a->headers.items[i])) return false;
  return rs_slice_equal(a->message, b->message) && strcmp(a->mac, b->mac) == 0;
}

static bool is_told(struct check *check, const struct library_answer *answer) {
  struct name_list none = {0};
  struct library_answer other = library_answer(check->arena, check->vector, &none);
  if (check_same_answer(answer, &other)) return true;
  for (size_t i = 0; i < check->vector->num_profile_expects; i++) {
    other = library_answer(check->arena, check->vector, &check->vector->profile_expects[i].profiles);
    if (check_same_answer(answer, &other)) return true;
  }
  return false;
}

/* Else an implementation that follows these profiles would fail instead of being flagged. */
static void check_combination(struct check *check, const struct name_list *profiles) {
  struct library_answer answer = library_answer(check->arena, check->vector, profiles);
  if (answer.status == REQSIG_OK && !is_told(check, &answer))
    check_complain(check, profiles, "profiles", "these profiles, as they give something else", "not listed");
}

void check_signing(struct check *check) {
  const struct vector *vector = check->vector;
  if (vector->twin) return;
  check_expectation(check, &vector->expect);
  for (size_t i = 0; i < vector->num_profile_expects; i++)
    check_expectation(check, &vector->profile_expects[i]);
  if (vector->class != VECTOR_GOLDEN && vector->class != VECTOR_SILENT)
    check_combinations(check, check_combination);
}
