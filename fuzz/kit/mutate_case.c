/*
 * The mutator of cases. It changes one part or a few, then signs again; of about one in sixteen it spoils
 * something after that, so that refusals are tried too.
 */
#include "kit/mutate.h"

enum { SPOILED_ONE_IN = 16 };

typedef struct mutator {
  fuzz_mutator base;
  fuzz_case c;
} mutator;

static bool one_in(mutator *m, size_t n) {
  return fuzz_one_in(&m->base, n);
}

static size_t choose(mutator *m, size_t bound) {
  return rs_fuzz_choose(&m->base.choice, bound);
}

#define PICK(m, texts) FUZZ_PICK(&(m)->base, texts)

/* Without LF in a line. */
static void mutate_bytes(mutator *m, reqsig_slice *part, bool is_line) {
  reqsig_slice bytes = rs_fuzz_mutate_bytes(&m->base, *part);
  reqsig_buffer kept = rs_fuzz_buffer(m->base.heap, bytes.len);
  for (size_t i = 0; i < bytes.len; i++)
    rs_put_byte(&kept, is_line && bytes.data[i] == '\n' ? ' ' : bytes.data[i]);
  *part = fuzz_bytes_of(&kept);
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
    rs_fuzz_case_add_header(&m->c, PICK(m, names), PICK(m, values));
    return;
  }
  reqsig_header *header = &m->c.headers[choose(m, num)];
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
  if (one_in(m, 4)) return extremes[choose(m, sizeof extremes / sizeof extremes[0])];
  uint64_t offset = (uint64_t)away[choose(m, sizeof away / sizeof away[0])];
  offset += choose(m, 3) - UINT64_C(1);
  return (int64_t)(one_in(m, 2) ? (uint64_t)from + offset : (uint64_t)from - offset);
}

static void mutate_window(mutator *m) {
  m->c.has_window = !one_in(m, 3);
  m->c.window.max_age_ms = pick_time(m, 1000000) & INT64_MAX;
  m->c.window.max_skew_ms = pick_time(m, 1000000) & INT64_MAX;
}

static void mutate_profiles(mutator *m) {
  reqsig_profile_info info;
  m->c.num_profiles = 0;
  for (size_t i = 0; reqsig_scheme_profile(m->c.scheme, i, &info) == REQSIG_OK; i++)
    if (one_in(m, 2) && m->c.num_profiles < REQSIG_FUZZ_MAX_PROFILES)
      m->c.profiles[m->c.num_profiles++] = info.name;
}

static void begin(mutator *m) {
  rs_fuzz_begin_case(m->base.heap, &m->base.frame, choose(m, reqsig_num_schemes()), &m->c);
}

static void mutate_case(mutator *m) {
  switch (choose(m, 10)) {
  case 0: mutate_method(m); break;
  case 1: mutate_window(m); break;
  case 2: mutate_profiles(m); break;
  case 3: m->c.now_ms = pick_time(m, m->c.now_ms); break;
  case 4: mutate_bytes(m, &m->c.credentials[choose(m, m->c.num_credentials)].value, true); break;
  case 5: mutate_header(m); break;
  case 6: mutate_bytes(m, &m->c.request.target, true); break;
  case 7: begin(m); break;
  default: mutate_body(m); break;
  }
}

/* What is compared without letter case takes it. */
static void change_letter_case(mutator *m, reqsig_slice *value) {
  reqsig_buffer changed = rs_fuzz_buffer(m->base.heap, value->len);
  size_t at = choose(m, value->len + 1);
  for (size_t i = 0; i < value->len; i++) {
    uint8_t byte = value->data[i], upper = rs_upper(byte);
    rs_put_byte(&changed, i == at && upper >= 'A' && upper <= 'Z' ? byte ^ 0x20 : byte);
  }
  *value = fuzz_bytes_of(&changed);
}

/* After signing. */
static void spoil(mutator *m) {
  if (m->c.request.num_headers == 0) return;
  reqsig_header *header = &m->c.headers[choose(m, m->c.request.num_headers)];
  switch (choose(m, 7)) {
  case 0: rs_fuzz_case_add_header(&m->c, header->name, header->value); break;
  case 1: *header = m->c.headers[--m->c.request.num_headers]; break;
  case 2: mutate_body(m); break;
  case 3: header->value.len -= header->value.len > 0; break;
  case 4: change_letter_case(m, &header->value); break;
  default: mutate_bytes(m, &header->value, true); break;
  }
}

void rs_fuzz_mutate_case(fuzz_mutator *base, reqsig_slice input, reqsig_buffer *text) {
  mutator m = {.base = *base};
  const fuzz_frame *frame = &m.base.frame;
  if (!rs_fuzz_case_read(m.base.heap, frame, input, &m.c) || m.c.num_credentials == 0) begin(&m);
  do mutate_case(&m);
  while (one_in(&m, 3));
  rs_fuzz_case_fix(frame, &m.c);
  rs_fuzz_resign(m.base.heap, frame, &m.c);
  if (one_in(&m, SPOILED_ONE_IN)) spoil(&m);
  rs_fuzz_case_write(frame, &m.c, text);
  if (text->len <= text->capacity) return;
  text->len = 0; /* no room: one that is known to fit */
  begin(&m);
  rs_fuzz_case_write(frame, &m.c, text);
}
