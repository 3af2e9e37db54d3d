#include <string.h>

#include "fuzz/fuzz.h"
#include "lib/bytes.h"

enum { MAX_ASKED = 400 /* cases that are asked for a finding */ };

/* A finding while its request is made smaller. */
struct shrinking {
  struct fuzz *fuzz;
  struct fuzz_finding *finding;
  struct arena *arena; /* of what is found smaller */
  struct vector now;   /* the request as it is before it is signed, with its credentials and time */
  size_t num_asked, max_asked;
};

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
  if (!(finding->relation ? fuzz_relate_again : fuzz_ask_again)(shrinking->fuzz, finding, kept)) return false;
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

void fuzz_shrink(struct fuzz *fuzz, struct fuzz_finding *finding) {
  static const char *const methods[] = {"POST", NULL};
  const struct fuzz_vector *drawn = finding->vector.twin ? finding->vector.twin : &finding->vector;
  struct shrinking shrinking = {.fuzz = fuzz,
                                .finding = finding,
                                .arena = &fuzz->arena,
                                .now = drawn->vector,
                                .max_asked = fuzz_max_asked(fuzz, finding, MAX_ASKED)};
  if (finding->vector.is_given || finding->steadiness != FUZZ_STEADY) return;
  while (shrink_once(&shrinking)) {
  }
  try_words(&shrinking, method_of, methods);
  round_time(&shrinking);
  if (!be_plain(&shrinking, target_of, 1)) cut(&shrinking, target_of, 1);
  be_plain(&shrinking, body_of, 0);
}
