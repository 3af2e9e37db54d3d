/*
 * The custom mutator of the targets whose input is a case. It changes one part or a few, then signs again;
 * of about one in sixteen it spoils something after that, so that refusals are tried too.
 */
#include "resign.h"

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed);

enum { SPOILED_ONE_IN = 16, RAW_ONE_IN = 64, GROWTH = 64 };

typedef struct mutator {
  fuzz_heap *heap;
  fuzz_choice choice;
  fuzz_case c;
} mutator;

static bool one_in(mutator *m, size_t n) {
  return fuzz_choose(&m->choice, n) == 0;
}

#define PICK(m, texts) reqsig_text((texts)[fuzz_choose(&(m)->choice, sizeof(texts) / sizeof((texts)[0]))])

/* By libFuzzer, which knows the dictionary and what comparisons looked for; without LF, which ends lines. */
static void mutate_bytes(mutator *m, reqsig_slice *part, bool is_line) {
  reqsig_buffer bytes = fuzz_buffer(m->heap, part->len + GROWTH);
  rs_put_slice(&bytes, *part);
  bytes.len = LLVMFuzzerMutate(bytes.data, part->len, bytes.capacity);
  for (size_t i = 0; is_line && i < bytes.len; i++)
    if (bytes.data[i] == '\n') bytes.data[i] = ' ';
  *part = fuzz_bytes_of(&bytes);
}

static void mutate_method(mutator *m) {
  static const char *const methods[] = {"GET", "POST", "PUT", "PATCH", "DELETE", "post", "Put", "OPTIONS"};
  m->c.request.method = PICK(m, methods);
  if (!one_in(m, 4)) return;
  mutate_bytes(m, &m->c.request.method, true);
  reqsig_slice *method = &m->c.request.method; /* a space would begin the target */
  for (size_t i = 0; i < method->len; i++)
    if (method->data[i] == ' ') method->len = i;
}

static void mutate_header(mutator *m) {
  static const char *const values[] = {"multipart/form-data; boundary=b", "application/json", "MULTIPART/",
                                       ""};
  static const char *const names[] = {"content-type", "Content-Type", "x-timestamp",
                                      "signature2",   "host",         "date"};
  size_t num = m->c.request.num_headers;
  if (num == 0 || one_in(m, 3)) {
    fuzz_case_add_header(&m->c, PICK(m, names), PICK(m, values));
    return;
  }
  reqsig_header *header = &m->c.headers[fuzz_choose(&m->choice, num)];
  if (one_in(m, 6))
    *header = m->c.headers[--m->c.request.num_headers];
  else
    mutate_bytes(m, &header->value, true);
}

static void mutate_body(mutator *m) {
  static const char *const bodies[] = {"",
                                       "{}",
                                       "{\"\\u0074imestamp\":1,\"a\":[{\"timestamp\":2}]}",
                                       "a=1&b=%20",
                                       "{ \"timestamp\" : -9223372036854775808 }",
                                       "\xff\xfe"};
  if (one_in(m, 6))
    m->c.request.body = PICK(m, bodies);
  else
    mutate_bytes(m, &m->c.request.body, false);
}

/* A time near the edge of a window, or of what can be said at all. */
static int64_t pick_time(mutator *m, int64_t from) {
  static const int64_t away[] = {180000, 900000, 1000, 0, 1};
  static const int64_t extremes[] = {
      INT64_MAX, INT64_MIN, 0, INT64_C(253402300799999), INT64_C(9007199254740993), 1700000000, -1};
  if (one_in(m, 4)) return extremes[fuzz_choose(&m->choice, sizeof extremes / sizeof extremes[0])];
  uint64_t offset = (uint64_t)away[fuzz_choose(&m->choice, sizeof away / sizeof away[0])];
  offset += fuzz_choose(&m->choice, 3) - UINT64_C(1);
  return (int64_t)(one_in(m, 2) ? (uint64_t)from + offset : (uint64_t)from - offset);
}

static void mutate_window(mutator *m) {
  m->c.has_window = !one_in(m, 3);
  m->c.window.max_age_ms = pick_time(m, 1000000) & INT64_MAX;
  m->c.window.max_skew_ms = pick_time(m, 1000000) & INT64_MAX;
}

static void mutate_reading(mutator *m) {
  reqsig_profile_info info;
  m->c.num_profiles = 0;
  for (size_t i = 0; reqsig_scheme_profile(m->c.scheme, i, &info) == REQSIG_OK; i++)
    if (one_in(m, 2) && m->c.num_profiles < FUZZ_MAX_PROFILES) m->c.profiles[m->c.num_profiles++] = info.name;
}

static void mutate_case(mutator *m) {
  switch (fuzz_choose(&m->choice, 10)) {
  case 0: mutate_method(m); break;
  case 1: mutate_window(m); break;
  case 2: mutate_reading(m); break;
  case 3: m->c.now_ms = pick_time(m, m->c.now_ms); break;
  case 4:
    mutate_bytes(m, &m->c.credentials[fuzz_choose(&m->choice, m->c.num_credentials)].value, true);
    break;
  case 5: mutate_header(m); break;
  case 6: mutate_bytes(m, &m->c.request.target, true); break;
  case 7:
    fuzz_begin_case(m->heap, reqsig_scheme_at(fuzz_choose(&m->choice, reqsig_num_schemes())), &m->c);
    break;
  default: mutate_body(m); break;
  }
}

/* After signing. */
static void spoil(mutator *m) {
  reqsig_header *header = &m->c.headers[fuzz_choose(&m->choice, m->c.request.num_headers)];
  switch (fuzz_choose(&m->choice, 6)) {
  case 0: fuzz_case_add_header(&m->c, header->name, header->value); break;
  case 1: *header = m->c.headers[--m->c.request.num_headers]; break;
  case 2: mutate_body(m); break;
  case 3: header->value.len -= header->value.len > 0; break;
  default: mutate_bytes(m, &header->value, true); break;
  }
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed) {
  fuzz_heap heap = {0};
  mutator m = {.heap = &heap, .choice = fuzz_choice_from(rs_slice(&seed, sizeof seed))};
  if (one_in(&m, RAW_ONE_IN)) return LLVMFuzzerMutate(data, size, max_size);
  if (!fuzz_case_read(&heap, rs_slice(data, size), &m.c) || m.c.num_credentials == 0)
    fuzz_begin_case(&heap, reqsig_scheme_at(fuzz_choose(&m.choice, reqsig_num_schemes())), &m.c);
  do mutate_case(&m);
  while (one_in(&m, 3));
  fuzz_resign(&heap, &m.c);
  if (one_in(&m, SPOILED_ONE_IN)) spoil(&m);
  reqsig_buffer text = {data, max_size, 0};
  fuzz_case_write(&m.c, &text);
  if (text.len > max_size) { /* no room: one that is known to fit */
    text.len = 0;
    fuzz_begin_case(&heap, m.c.scheme, &m.c);
    fuzz_case_write(&m.c, &text);
  }
  fuzz_release(&heap);
  return text.len <= max_size ? text.len : 0;
}
