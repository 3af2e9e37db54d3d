/*
 * What holds of an implementation's own answers, whatever its recipe is: signed twice a request gets one
 * signature, what it signs it accepts, and so on.
 */
#include <ctype.h>
#include <string.h>

#include "fuzz/fuzz.h"
#include "generate/generate.h"
#include "lib/bytes.h"
#include "lib/context.h"
#include "lib/sent_query.h"
#include "vectors/grade.h"
#include "vectors/vector_reader.h"

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

/* The credentials of both are the same. */
static bool has_same_message(const struct vector *a, const struct vector *b,
                             const struct name_list *profiles) {
  struct varied_context varied;
  bool same =
      library_context(&varied, a, profiles) == REQSIG_OK && library_signs_alike(&varied.context, a, b);
  reqsig_context_wipe(&varied.context);
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

/* The first moment that is behind it; INT64_MAX if there is no such moment. */
static int64_t end_of_window(const rs_window *window, int64_t timestamp_ms) {
  if (!window->given || timestamp_ms > INT64_MAX - 1 - window->past_ms) return INT64_MAX;
  return timestamp_ms + window->past_ms + !window->exclusive;
}

/* When what it has signed is too old by these profiles; 0: they find no time in it. */
static int64_t first_too_late(const struct vector *own, const struct name_list *profiles) {
  struct varied_context varied;
  reqsig_verdict verdict = {.has_timestamp = 0};
  int64_t late = 0;
  if (library_context(&varied, own, profiles) == REQSIG_OK &&
      reqsig_verify(&varied.context, &own->signed_request, own->now_ms, NULL, &verdict) == REQSIG_OK &&
      verdict.has_timestamp)
    late = end_of_window(&rs_context_of(&varied.context)->recipe->time.window, verdict.timestamp_ms);
  reqsig_context_wipe(&varied.context);
  return late;
}

/* By whatever profile the implementation follows. */
static bool make_too_late(struct arena *arena, struct vector *asked) {
  reqsig_profile_info profile;
  (void)arena;
  if (!asked->scheme->time.window.given || asked->scheme->time.window.past_ms <= 0) return false;
  int64_t late = first_too_late(asked, &(struct name_list){NULL, 0});
  for (size_t i = 0; reqsig_scheme_profile(asked->scheme, i, &profile) == REQSIG_OK; i++) {
    int64_t other = first_too_late(asked, &(struct name_list){&profile.name, 1});
    if (other > late) late = other;
  }
  asked->now_ms = late;
  asked->expect.verdict = any_reject;
  return late > 0 && late < INT64_MAX;
}

const struct fuzz_relation fuzz_relations[FUZZ_NUM_RELATIONS] = {
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
static make_fn *const makers[FUZZ_NUM_RELATIONS] = {make_same,        make_other_order,  make_same,
                                                    make_other_order, make_changed_byte, make_too_late};

bool fuzz_make_related(struct arena *arena, size_t relation, struct vector *own) {
  return makers[relation](arena, own);
}
