#include "mutants/transform_memo.h"

#include <string.h>

static bool is_same_slice(reqsig_slice a, reqsig_slice b) {
  return a.data == b.data && a.len == b.len;
}

static bool is_same_transform(const struct transform *a, const struct transform *b) {
  return a->make == b->make && a->text == b->text && a->other == b->other && a->number == b->number &&
         a->style == b->style;
}

static size_t bucket_of(const struct transform *how, reqsig_slice from) {
  uintptr_t sum = (uintptr_t)how->make ^ (uintptr_t)how->text << 1 ^ (uintptr_t)how->style << 2 ^
                  (uintptr_t)from.data << 3 ^ from.len ^ how->number << 4;
  return (sum ^ sum >> 8 ^ sum >> 16) % TRANSFORM_MEMO_BUCKETS;
}

/* What is long and no body that was given lies in a scratch arena, where it does not stay. */
static bool stays(const struct transform_memo *memo, reqsig_slice bytes) {
  return bytes.len <= TRANSFORM_MEMO_MAX_LEN || bytes.data == memo->body.data;
}

static void keep(struct transform_memo *memo, struct transform_result kept) {
  struct transform_result **bucket = &memo->buckets[bucket_of(&kept.how, kept.from)];
  struct transform_result *result = arena_get(memo->arena, sizeof *result);
  *result = kept;
  result->next = *bucket;
  *bucket = result;
}

reqsig_slice transform_memo_take(struct transform_memo *memo, struct arena *scratch,
                                 const struct transform *how, const struct transform_input *at,
                                 reqsig_slice from) {
  const struct transform_result *result = memo->buckets[bucket_of(how, from)];
  for (; result; result = result->next)
    if (is_same_slice(result->from, from) && is_same_transform(&result->how, how)) return result->made;
  struct text text = {0};
  bool is_made = how->make(how, at, from, &text);
  reqsig_slice made = is_made ? text_slice(&text) : from;
  bool is_kept = stays(memo, from) && stays(memo, made);
  if (is_made) made = rs_slice(arena_copy(is_kept ? memo->arena : scratch, made), made.len);
  text_free(&text);
  if (is_kept) keep(memo, (struct transform_result){.how = *how, .from = from, .made = made});
  return made;
}
