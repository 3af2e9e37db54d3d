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

reqsig_slice transform_memo_take(struct transform_memo *memo, const struct transform *how,
                                 const struct transform_input *at, reqsig_slice from) {
  struct transform_result **bucket = &memo->buckets[bucket_of(how, from)];
  for (const struct transform_result *result = *bucket; result; result = result->next)
    if (is_same_slice(result->from, from) && is_same_transform(&result->how, how)) return result->made;
  struct text text = {0};
  struct transform_result *result = arena_get(memo->arena, sizeof *result);
  *result = (struct transform_result){*how, from, from, *bucket};
  if (how->make(how, at, from, &text))
    result->made = rs_slice(arena_copy(memo->arena, text_slice(&text)), text.len);
  text_free(&text);
  *bucket = result;
  return result->made;
}
