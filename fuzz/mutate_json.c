#include "mutate_json.h"

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);

enum { RAW_ONE_IN = 32, INVALID_ONE_IN = 16, MAX_TRIES = 4, GROWTH = 64 };

static reqsig_slice pick_name(json_mutator *m) {
  return reqsig_text(m->kind->names[rs_fuzz_choose(m->choice, m->kind->num_names)]);
}

static reqsig_slice pick_value(json_mutator *m) {
  return reqsig_text(m->kind->values[rs_fuzz_choose(m->choice, m->kind->num_values)]);
}

static bool is_valid(json_mutator *m, reqsig_slice text) {
  return reference_read_json(m->heap, text, rs_slice(NULL, 0)).valid;
}

static void list_parts(json_mutator *m, reqsig_slice value) {
  reference_part part;
  if (value.data[0] != '{' && value.data[0] != '[') return;
  reqsig_slice inside = reference_inside(value);
  while (m->num_parts < JSON_MAX_PARTS && reference_next_part(&inside, &part)) {
    m->parts[m->num_parts++] = part;
    list_parts(m, part.value);
  }
}

/* Puts text in the place of what stands from begin to end. */
static void replace(json_mutator *m, const uint8_t *begin, const uint8_t *end, reqsig_slice text) {
  reqsig_slice before = rs_slice(m->text.data, (size_t)(begin - m->text.data));
  reqsig_slice after = rs_slice_after(m->text, (size_t)(end - m->text.data));
  reqsig_buffer all = rs_fuzz_buffer(m->heap, m->text.len + text.len);
  rs_put_slice(&all, before);
  rs_put_slice(&all, text);
  rs_put_slice(&all, after);
  m->text = fuzz_bytes_of(&all);
}

static void replace_slice(json_mutator *m, reqsig_slice old, reqsig_slice text) {
  replace(m, old.data, old.data + old.len, text);
}

/* The name of a member and its value. */
static reqsig_slice all_of(const reference_part *part) {
  const uint8_t *begin = part->name.data ? part->name.data : part->value.data;
  return rs_slice(begin, (size_t)(part->value.data + part->value.len - begin));
}

static void add_behind(json_mutator *m, const reference_part *part, reqsig_slice name, reqsig_slice value) {
  const uint8_t *end = part->value.data + part->value.len;
  reqsig_buffer added = rs_fuzz_buffer(m->heap, name.len + value.len + 2);
  rs_put_byte(&added, ',');
  rs_put_slice(&added, name);
  if (name.len > 0) rs_put_byte(&added, ':');
  rs_put_slice(&added, value);
  replace(m, end, end, fuzz_bytes_of(&added));
}

/* As many of an item, or of a member under other names, as may pass a limit. */
static void multiply(json_mutator *m, const reference_part *part) {
  size_t num = 1 + rs_fuzz_choose(m->choice, 16);
  reqsig_slice value = part->value;
  reqsig_buffer added = rs_fuzz_buffer(m->heap, num * (value.len + sizeof ",\"a\":"));
  for (size_t i = 0; i < num; i++) {
    rs_put_byte(&added, ',');
    if (part->name.data) {
      const uint8_t name[] = {'"', (uint8_t)('a' + i), '"', ':'};
      rs_put(&added, name, sizeof name);
    }
    rs_put_slice(&added, value);
  }
  replace(m, value.data + value.len, value.data + value.len, fuzz_bytes_of(&added));
}

/* What another text to begin with has, in the place of what has its name, or as a member more. */
static void take_over(json_mutator *m) {
  json_mutator other = {.heap = m->heap, .choice = m->choice, .kind = m->kind, .text = m->kind->begin(m)};
  reqsig_slice text = other.text;
  reference_part top;
  if (reference_next_part(&text, &top)) list_parts(&other, top.value);
  const reference_part *taken = &other.parts[rs_fuzz_choose(m->choice, other.num_parts)];
  for (size_t i = 0; taken->name.data && i < m->num_parts; i++)
    if (m->parts[i].name.data && rs_slice_equal(m->parts[i].name, taken->name)) {
      replace_slice(m, m->parts[i].value, taken->value);
      return;
    }
  if ((m->parts[0].name.data != NULL) == (taken->name.data != NULL))
    add_behind(m, &m->parts[0], taken->name, taken->value);
}

/* With the comma behind it; the last part is spared. */
static void drop(json_mutator *m, const reference_part *part) {
  const uint8_t *end = part->value.data + part->value.len;
  if (*end == ',') replace(m, all_of(part).data, end + 1, rs_slice(NULL, 0));
}

reqsig_slice rs_mutate_plain(fuzz_heap *heap, reqsig_slice old) {
  reqsig_buffer bytes = rs_fuzz_buffer(heap, old.len + GROWTH);
  rs_put_slice(&bytes, old);
  bytes.len = LLVMFuzzerMutate(bytes.data, old.len, bytes.capacity);
  FUZZ_IS_WRITTEN(bytes.data, bytes.len);
  return fuzz_bytes_of(&bytes);
}

static void mutate_value(json_mutator *m, const reference_part *part) {
  bool is_string = part->value.data[0] == '"';
  reqsig_slice old = is_string ? reference_inside(part->value) : part->value;
  replace_slice(m, old,
                is_string && m->kind->change_string ? m->kind->change_string(m, old)
                                                    : rs_mutate_plain(m->heap, old));
}

static void mutate_part(json_mutator *m) {
  const reference_part *part = &m->parts[rs_fuzz_choose(m->choice, m->num_parts)];
  const reference_part *other = &m->parts[rs_fuzz_choose(m->choice, m->num_parts)];
  bool is_member = part->name.data != NULL;
  reqsig_slice named = is_member ? part->name : part->value;
  switch (rs_fuzz_choose(m->choice, 13)) {
  case 0: replace_slice(m, part->value, pick_value(m)); break;
  case 1: replace_slice(m, part->value, other->value); break;
  case 2: replace_slice(m, named, pick_name(m)); break;
  case 3: add_behind(m, part, rs_slice(NULL, 0), all_of(part)); break;
  case 4: add_behind(m, part, is_member ? pick_name(m) : rs_slice(NULL, 0), pick_value(m)); break;
  case 5: drop(m, part); break;
  case 6: replace_slice(m, named, rs_mutate_plain(m->heap, named)); break;
  case 7:
  case 8: take_over(m); break;
  case 9: multiply(m, part); break;
  default: mutate_value(m, part); break;
  }
}

/* Of a text that is JSON; what becomes of it mostly is. */
static void mutate_once(json_mutator *m) {
  reqsig_slice before = m->text, text = before;
  reference_part top;
  m->num_parts = 0;
  if (reference_next_part(&text, &top)) list_parts(m, top.value);
  if (m->num_parts == 0) m->text = m->kind->begin(m);
  for (int i = 0; m->num_parts > 0 && i < MAX_TRIES; i++) {
    mutate_part(m);
    if (is_valid(m, m->text) || json_one_in(m, INVALID_ONE_IN)) return;
    m->text = before;
  }
}

reqsig_slice rs_mutate_json(fuzz_heap *heap, fuzz_choice *choice, const json_kind *kind, reqsig_slice input) {
  json_mutator m = {.heap = heap, .choice = choice, .kind = kind, .text = rs_fuzz_copy(heap, input)};
  if (!is_valid(&m, m.text)) m.text = kind->begin(&m);
  do mutate_once(&m);
  while (is_valid(&m, m.text) && json_one_in(&m, 3));
  return m.text;
}

size_t rs_mutate_json_input(const json_kind *kind, uint8_t *data, size_t size, size_t max_size,
                            unsigned seed) {
  fuzz_heap heap = {0};
  fuzz_choice choice = rs_fuzz_choice_from(rs_slice(&seed, sizeof seed));
  reqsig_slice text = rs_mutate_json(&heap, &choice, kind, rs_slice(data, size));
  bool is_raw = text.len > max_size || rs_fuzz_choose(&choice, RAW_ONE_IN) == 0;
  size_t len = is_raw ? LLVMFuzzerMutate(data, size, max_size) : text.len;
  if (!is_raw) memcpy(data, text.data, len);
  rs_fuzz_release(&heap);
  return len;
}

size_t rs_mutate_json_behind_a_byte(const json_kind *kind, uint8_t *data, size_t size, size_t max_size,
                                    unsigned seed) {
  fuzz_choice choice = rs_fuzz_choice_from(rs_slice(&seed, sizeof seed));
  if (size == 0 || rs_fuzz_choose(&choice, RAW_ONE_IN) == 0)
    data[0] = (uint8_t)('0' + rs_fuzz_choose(&choice, 10));
  return 1 + rs_mutate_json_input(kind, data + 1, size > 0 ? size - 1 : 0, max_size - 1, seed);
}
