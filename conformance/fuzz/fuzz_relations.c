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
  struct arena scratch = {0};
  struct varied_context varied;
  bool same = library_context(&varied, a, profiles) == REQSIG_OK;
  if (same) {
    struct library_answer one = library_answer_by(&scratch, &varied.context, a),
                          other = library_answer_by(&scratch, &varied.context, b);
    same = one.status == REQSIG_OK && other.status == REQSIG_OK && one.is_signed && other.is_signed &&
           library_answers_equal(&one, &other);
  }
  reqsig_context_wipe(&varied.context);
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

/* The first moment at which the library takes its own signature for too old; 0: it gives no verdict. */
static int64_t first_rejected(struct arena *arena, const reqsig_context *context,
                              const struct vector *vector) {
  struct vector own = *vector;
  struct verdict verdict = {.given = false};
  int64_t low = own.now_ms, high = own.now_ms + 2 * own.scheme->time.window.past_ms + MOST_VARIED_MS;
  own.expect.headers = library_answer_by(arena, context, vector).headers;
  vector_sign_request(arena, &own);
  while (high - low > 1) {
    own.now_ms = low + (high - low) / 2;
    if (library_verdict_by(context, &own, &verdict) != REQSIG_OK) return 0;
    *(verdict.accepted ? &low : &high) = own.now_ms;
  }
  return high;
}

/* The same by these profiles; 0 also where they can't be. */
static int64_t first_too_late(struct arena *arena, const struct vector *vector,
                              const struct name_list *profiles) {
  struct varied_context varied;
  bool can_be = library_context(&varied, vector, profiles) == REQSIG_OK;
  int64_t late = can_be ? first_rejected(arena, &varied.context, vector) : 0;
  reqsig_context_wipe(&varied.context);
  return late;
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
