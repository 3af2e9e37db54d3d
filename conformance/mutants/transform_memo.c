#include "mutants/transform_memo.h"

#include <string.h>

static bool is_same_slice(reqsig_slice a, reqsig_slice b) {
  return a.data == b.data && a.len == b.len;
}

static bool is_same_transform(const struct transform *a, const struct transform *b) {
  return a->make == b->make && a->text == b->text && a->other == b->other && a->number == b->number &&
         a->style == b->style;
}

bool transform_memo_knows(const struct transform_memo *memo, reqsig_slice from) {
  bool knows = is_same_slice(from, memo->body);
  for (size_t i = 0; i < memo->count && !knows; i++) knows = is_same_slice(from, memo->items[i].made);
  return knows;
}

static void keep(struct transform_memo *memo, struct transform_result result) {
  if (memo->count == memo->capacity) {
    size_t capacity = memo->capacity ? 2 * memo->capacity : 64;
    struct transform_result *items = arena_get_array(memo->arena, capacity, sizeof *items);
    if (memo->count > 0) memcpy(items, memo->items, memo->count * sizeof *items);
    memo->items = items;
    memo->capacity = capacity;
  }
  memo->items[memo->count++] = result;
}

reqsig_slice transform_memo_take(struct transform_memo *memo, const struct transform *how,
                                 const struct transform_input *at, reqsig_slice from) {
  for (size_t i = 0; i < memo->count; i++)
    if (is_same_slice(memo->items[i].from, from) && is_same_transform(&memo->items[i].how, how))
      return memo->items[i].made;
  struct text text = {0};
  struct transform_result result = {*how, from, from};
  if (how->make(how, at, from, &text))
    result.made = rs_slice(arena_copy(memo->arena, text_slice(&text)), text.len);
  text_free(&text);
  keep(memo, result);
  return result.made;
}
