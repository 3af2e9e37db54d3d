/* What several requests tell together that none tells alone. */
#include "diagnose/diagnose.h"

#include "diagnose/explanation.h"
#include "lib/bytes.h"
#include "lib/utf8.h"

/* What a mistake may depend on. */
struct trait {
  bool (*has)(const reqsig_request *request);
  const char *words;
};

static bool has_in(reqsig_slice bytes, uint8_t byte) {
  for (size_t i = 0; i < bytes.len; i++)
    if (bytes.data[i] == byte) return true;
  return false;
}

static bool has_body(const reqsig_request *request) {
  return request->body.len > 0;
}

static bool has_no_body(const reqsig_request *request) {
  return request->body.len == 0;
}

static bool has_query(const reqsig_request *request) {
  return has_in(request->target, '?');
}

static bool has_escape(const reqsig_request *request) {
  return has_in(request->target, '%');
}

static bool has_more_than_ascii(const reqsig_request *request) {
  for (size_t i = 0; i < request->body.len; i++)
    if (request->body.data[i] >= 0x80) return true;
  return false;
}

static bool has_slash_in_body(const reqsig_request *request) {
  return has_in(request->body, '/');
}

static bool has_backslash(const reqsig_request *request) {
  return has_in(request->body, '\\');
}

static bool has_fraction(const reqsig_request *request) {
  reqsig_slice body = request->body;
  for (size_t i = 1; i + 1 < body.len; i++)
    if (body.data[i] == '.' && rs_is_digit(body.data[i - 1]) && rs_is_digit(body.data[i + 1])) return true;
  return false;
}

static bool ends_in_white_space(const reqsig_request *request) {
  return request->body.len > 0 && request->body.data[request->body.len - 1] <= ' ';
}

static bool has_zero_byte(const reqsig_request *request) {
  return has_in(request->body, 0);
}

static const struct trait traits[] = {
    {has_body, "a body"},
    {has_no_body, "no body"},
    {has_query, "a query"},
    {has_escape, "a percent-escape in the target"},
    {has_more_than_ascii, "letters in the body that ASCII does not have"},
    {has_zero_byte, "a zero byte in the body"},
    {has_backslash, "a backslash in the body"},
    {has_fraction, "a number with a fraction in the body"},
    {ends_in_white_space, "white space at the end of the body"},
    {has_slash_in_body, "a slash in the body"},
};

/* All unexplained requests have it, and no right one. */
static bool tells(const struct trait *trait, const struct one_of_several *items, size_t count) {
  bool does = true;
  for (size_t i = 0; i < count && does; i++)
    does = items[i].diagnosis.verdict == DIAGNOSIS_EXPLAINED ||
           trait->has(&items[i].request) == (items[i].diagnosis.verdict == DIAGNOSIS_UNEXPLAINED);
  return does;
}

static void add_what_tells(struct text *sentence, const struct one_of_several *items, size_t count) {
  for (size_t i = 0; i < sizeof traits / sizeof *traits; i++) {
    if (!tells(&traits[i], items, count)) continue;
    text_addf(sentence,
              " All unexplained ones have %s, and none of the right ones has: look at what is signed then.",
              traits[i].words);
    return;
  }
  text_add_string(
      sentence,
      " Nothing that is looked for tells the unexplained ones from the right ones. Look for what "
      "changes from call to call: a clock that is read twice, a retry that keeps an old timestamp or "
      "signature, a MAC that is treated as text and has a zero byte in it, two processes with "
      "different secrets.");
}

static size_t count_verdicts(const struct one_of_several *items, size_t count,
                             enum diagnosis_verdict verdict) {
  size_t num = 0;
  for (size_t i = 0; i < count; i++) num += items[i].diagnosis.verdict == verdict;
  return num;
}

/* Failures that come and go. */
static void hint_at_the_right_ones(struct arena *arena, const struct one_of_several *items, size_t count,
                                   struct diagnosis *hints) {
  struct text sentence = {0};
  size_t num_right = count_verdicts(items, count, DIAGNOSIS_RIGHT);
  if (num_right == 0 || num_right == count) return;
  text_addf(&sentence, "%zu of the %zu requests %s right.", num_right, count, num_right == 1 ? "is" : "are");
  if (count_verdicts(items, count, DIAGNOSIS_UNEXPLAINED) == 0)
    text_add_string(&sentence, " What is wrong does not show on each request.");
  else
    add_what_tells(&sentence, items, count);
  diagnosis_add_hint(arena, hints, text_string(&sentence));
  text_free(&sentence);
}

static bool share_a_signature(const struct one_of_several *a, const struct one_of_several *b) {
  return a->signature.len > 0 && rs_slice_equal(a->signature, b->signature) &&
         !rs_slice_equal(a->request.body, b->request.body);
}

/* Said of the first two. */
static void hint_at_one_signature(struct arena *arena, const struct one_of_several *items, size_t count,
                                  struct diagnosis *hints) {
  for (size_t i = 0; i < count; i++)
    for (size_t k = i + 1; k < count; k++) {
      if (!share_a_signature(&items[i], &items[k])) continue;
      struct text sentence = {0};
      text_addf(&sentence,
                "%s and %s have one signature and different bodies: either the body is not signed, or it was "
                "gone when "
                "it was signed, or these bodies are not the ones that were sent.",
                items[i].label, items[k].label);
      diagnosis_add_hint(arena, hints, text_string(&sentence));
      text_free(&sentence);
      return;
    }
}

void hints_of_several(struct arena *arena, const struct one_of_several *items, size_t count,
                      struct name_list *hints) {
  struct diagnosis all = {.hints = *hints};
  hint_at_one_signature(arena, items, count, &all);
  hint_at_the_right_ones(arena, items, count, &all);
  *hints = all.hints;
}
