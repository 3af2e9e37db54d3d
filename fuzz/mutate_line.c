/*
 * The custom mutator of the target whose input is a line of JSON: it changes a member or an item, at any
 * depth, and seldom so that the line is no JSON any more, which ends its reading at once.
 */
#include "reference/line.h"

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed);

enum { RAW_ONE_IN = 32, INVALID_ONE_IN = 16, MAX_TRIES = 4, MAX_PARTS = 200, GROWTH = 64 };

typedef struct mutator {
  fuzz_heap *heap;
  fuzz_choice choice;
  reqsig_slice line;
  reference_part parts[MAX_PARTS];
  size_t num_parts;
} mutator;

static bool one_in(mutator *m, size_t n) {
  return rs_fuzz_choose(&m->choice, n) == 0;
}

#define PICK(m, texts) reqsig_text((texts)[rs_fuzz_choose(&(m)->choice, sizeof(texts) / sizeof((texts)[0]))])

static const char *const lines[] = {"{\"id\":\"1\",\"verdict\":\"reject\",\"reason\":\"expired\"}",
                                    "{\"id\":\"1\",\"headers\":[[\"key\",\"k\"],[\"signature\",\"s\"]]}",
                                    "{\"id\":\"1\",\"message_base64\":\"YWI=\"}",
                                    "{\"id\":\"1\",\"request\":{\"method\":\"GET\",\"target\":\"/"
                                    "\",\"headers\":[[\"a\",\"b\"]],\"body_base64\":\"YQ==\"}}",
                                    "{\"id\":\"1\",\"refused\":\"400\"}",
                                    "{\"protocol\":1,\"implementation\":{\"name\":\"n\",\"version\":\"1\","
                                    "\"language\":\"c\"},\"schemes\":[\"crm\"],"
                                    "\"ops\":[\"sign\"]}"};
static const char *const names[] = {"\"id\"",      "\"message_base64\"", "\"headers\"",
                                    "\"verdict\"", "\"unsupported\"",    "\"error\"",
                                    "\"reason\"",  "\"protocol\"",       "\"implementation\"",
                                    "\"name\"",    "\"version\"",        "\"language\"",
                                    "\"ops\"",     "\"schemes\"",        "\"Verdict\"",
                                    "\"request\"", "\"refused\"",        "\"method\"",
                                    "\"target\"",  "\"headers_base64\"", "\"body_base64\"",
                                    "\"\"",        "\"\\u0069d\""};
static const char *const values[] = {"null",
                                     "true",
                                     "1",
                                     "-1e400",
                                     "\"\"",
                                     "\"accept\"",
                                     "\"reject\"",
                                     "\"unknown_key\"",
                                     "\"YQ==\"",
                                     "\"\\u0000\"",
                                     "\"\\ud83d\"",
                                     "\"\\ud83d\\ude00\"",
                                     "[]",
                                     "{}",
                                     "[\"a\",\"b\"]",
                                     "[[\"a\",\"b\"]]",
                                     "{\"name\":\"n\",\"version\":\"1\",\"language\":\"c\"}"};

static bool is_valid(mutator *m, reqsig_slice line) {
  return reference_read_json(m->heap, line, rs_slice(NULL, 0)).valid;
}

static void list_parts(mutator *m, reqsig_slice value) {
  reference_part part;
  if (value.data[0] != '{' && value.data[0] != '[') return;
  reqsig_slice inside = reference_inside(value);
  while (m->num_parts < MAX_PARTS && reference_next_part(&inside, &part)) {
    m->parts[m->num_parts++] = part;
    list_parts(m, part.value);
  }
}

/* Puts text in the place of what stands from begin to end in the line. */
static void replace(mutator *m, const uint8_t *begin, const uint8_t *end, reqsig_slice text) {
  reqsig_slice before = rs_slice(m->line.data, (size_t)(begin - m->line.data));
  reqsig_slice after = rs_slice_after(m->line, (size_t)(end - m->line.data));
  reqsig_buffer line = rs_fuzz_buffer(m->heap, m->line.len + text.len);
  rs_put_slice(&line, before);
  rs_put_slice(&line, text);
  rs_put_slice(&line, after);
  m->line = fuzz_bytes_of(&line);
}

static void replace_slice(mutator *m, reqsig_slice old, reqsig_slice text) {
  replace(m, old.data, old.data + old.len, text);
}

/* The name of a member and its value. */
static reqsig_slice all_of(const reference_part *part) {
  const uint8_t *begin = part->name.data ? part->name.data : part->value.data;
  return rs_slice(begin, (size_t)(part->value.data + part->value.len - begin));
}

static void add_behind(mutator *m, const reference_part *part, reqsig_slice name, reqsig_slice value) {
  const uint8_t *end = part->value.data + part->value.len;
  reqsig_buffer added = rs_fuzz_buffer(m->heap, name.len + value.len + 2);
  rs_put_byte(&added, ',');
  rs_put_slice(&added, name);
  if (name.len > 0) rs_put_byte(&added, ':');
  rs_put_slice(&added, value);
  replace(m, end, end, fuzz_bytes_of(&added));
}

/* With the comma behind it; the last part is spared. */
static void drop(mutator *m, const reference_part *part) {
  const uint8_t *end = part->value.data + part->value.len;
  if (*end == ',') replace(m, all_of(part).data, end + 1, rs_slice(NULL, 0));
}

/* By libFuzzer, which knows the dictionary and what comparisons looked for. */
static void mutate_bytes(mutator *m, reqsig_slice old) {
  reqsig_buffer bytes = rs_fuzz_buffer(m->heap, old.len + GROWTH);
  memset(bytes.data, 0, bytes.capacity); /* MemorySanitizer does not see what libFuzzer writes */
  rs_put_slice(&bytes, old);
  bytes.len = LLVMFuzzerMutate(bytes.data, old.len, bytes.capacity);
  replace_slice(m, old, fuzz_bytes_of(&bytes));
}

static void mutate_value(mutator *m, const reference_part *part) {
  bool is_string = part->value.data[0] == '"';
  mutate_bytes(m, is_string ? reference_inside(part->value) : part->value);
}

static void mutate_part(mutator *m) {
  const reference_part *part = &m->parts[rs_fuzz_choose(&m->choice, m->num_parts)];
  const reference_part *other = &m->parts[rs_fuzz_choose(&m->choice, m->num_parts)];
  bool is_member = part->name.data != NULL;
  switch (rs_fuzz_choose(&m->choice, 10)) {
  case 0: replace_slice(m, part->value, PICK(m, values)); break;
  case 1: replace_slice(m, part->value, other->value); break;
  case 2: replace_slice(m, is_member ? part->name : part->value, PICK(m, names)); break;
  case 3: add_behind(m, part, rs_slice(NULL, 0), all_of(part)); break;
  case 4: add_behind(m, part, is_member ? PICK(m, names) : rs_slice(NULL, 0), PICK(m, values)); break;
  case 5: drop(m, part); break;
  case 6: mutate_bytes(m, is_member ? part->name : part->value); break;
  default: mutate_value(m, part); break;
  }
}

/* Of a line that is JSON; what becomes of it mostly is. */
static void mutate_line(mutator *m) {
  reqsig_slice before = m->line, line = before;
  reference_part top;
  m->num_parts = 0;
  if (reference_next_part(&line, &top)) list_parts(m, top.value);
  if (m->num_parts == 0) m->line = PICK(m, lines);
  for (int i = 0; m->num_parts > 0 && i < MAX_TRIES; i++) {
    mutate_part(m);
    if (is_valid(m, m->line) || one_in(m, INVALID_ONE_IN)) return;
    m->line = before;
  }
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed) {
  fuzz_heap heap = {0};
  mutator m = {.heap = &heap, .choice = rs_fuzz_choice_from(rs_slice(&seed, sizeof seed))};
  m.line = rs_fuzz_copy(&heap, rs_slice(data, size));
  if (!is_valid(&m, m.line)) m.line = PICK(&m, lines);
  do mutate_line(&m);
  while (is_valid(&m, m.line) && one_in(&m, 3));
  bool is_raw = m.line.len > max_size || one_in(&m, RAW_ONE_IN);
  size_t len = is_raw ? LLVMFuzzerMutate(data, size, max_size) : m.line.len;
  if (!is_raw) memcpy(data, m.line.data, len);
  rs_fuzz_release(&heap);
  return len;
}
