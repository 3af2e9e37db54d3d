/*
 * The mutator of cases. It changes one part or a few, then signs again; of some it spoils
 * something after that, so that refusals are tried too.
 */
#include "kit/mutate.h"

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
  static const char *const values[] = {"multipart/form-data; boundary=b",
                                       "application/json",
                                       "application/x-www-form-urlencoded",
                                       "MULTIPART/",
                                       "localhost:8080",
                                       "[::1]:a",
                                       " a  b ",
                                       ""};
  static const char *const names[] = {"content-type", "Content-Type", "x-timestamp", "signature2", "host",
                                      "date",         "x-a",          "x-b-c",       "X"};
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
                                       "f=1&n=2&a=%4&a=+&&=&b",
                                       "{\"timestamp\":1,\"timestamp\":\"2\"}",
                                       "{\"timestamp\":1.5}",
                                       " {\t\"a\\\\\\\" \" :\r\n[1 , 2]}",
                                       "{ \"timestamp\" : -9223372036854775808 }",
                                       "\xff\xfe"};
  if (one_in(m, 6))
    m->c.request.body = PICK(m, bodies);
  else
    mutate_bytes(m, &m->c.request.body, false);
}

/* So many parameters that a list may be full. */
static reqsig_slice repeat_query(mutator *m, reqsig_slice target) {
  enum { MAX_TIMES = 300 };
  size_t times = choose(m, MAX_TIMES);
  reqsig_buffer to = rs_fuzz_buffer(m->base.heap, target.len + 2 * MAX_TIMES);
  rs_put_slice(&to, target);
  while (times-- > 0) rs_put_slice(&to, RS_LITERAL("&a"));
  return fuzz_bytes_of(&to);
}

static void mutate_target(mutator *m) {
  static const char *const targets[] = {
      "/", "/a//b?a=2&a=1&b", "/?", "/%41+%zz/?a=%20+%4&=c&&d==", "/a?s=1&t=2&Sign=3&id=4", "/a?b=c ", "a"};
  reqsig_slice *target = &m->c.request.target;
  if (one_in(m, 3))
    *target = PICK(m, targets);
  else if (one_in(m, 12))
    *target = repeat_query(m, *target);
  else
    mutate_bytes(m, target, true);
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
  case 6: mutate_target(m); break;
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

/* The last parameter twice, cut, or another target. */
static void spoil_target(mutator *m) {
  reqsig_slice *target = &m->c.request.target;
  size_t at = target->len;
  while (at > 0 && target->data[at - 1] != '&' && target->data[at - 1] != '?') at--;
  reqsig_slice last = rs_slice_after(*target, at);
  reqsig_buffer twice = rs_fuzz_buffer(m->base.heap, target->len + last.len + 1);
  switch (choose(m, 4)) {
  case 0:
    rs_put_slice(&twice, *target);
    rs_put_byte(&twice, '&');
    rs_put_slice(&twice, last);
    *target = fuzz_bytes_of(&twice);
    break;
  case 1: target->len = at + choose(m, last.len + 1); break;
  case 2:
    while (target->len > at && target->data[target->len - 1] != '=') target->len--;
    break;
  default: mutate_bytes(m, target, true); break;
  }
}

static void spoil_header(mutator *m, reqsig_header *header) {
  switch (choose(m, 7)) {
  case 0: rs_fuzz_case_add_header(&m->c, header->name, header->value); break;
  case 1: *header = m->c.headers[--m->c.request.num_headers]; break;
  case 2: header->value.len -= header->value.len > 0; break;
  case 3: change_letter_case(m, &header->value); break;
  case 4: header->value.len = 0; break;
  case 5: header->value = rs_slice_after(header->value, choose(m, header->value.len + 1)); break;
  default: mutate_bytes(m, &header->value, true); break;
  }
}

/* After signing. */
static void spoil(mutator *m) {
  size_t num = m->c.request.num_headers;
  if (one_in(m, 8))
    mutate_body(m);
  else if (num == 0 || one_in(m, 4))
    spoil_target(m);
  else
    spoil_header(m, &m->c.headers[choose(m, num)]);
}

void rs_fuzz_mutate_case(fuzz_mutator *base, reqsig_slice input, reqsig_buffer *text) {
  mutator m = {.base = *base};
  const fuzz_frame *frame = &m.base.frame;
  if (!rs_fuzz_case_read(m.base.heap, frame, input, &m.c) || m.c.num_credentials == 0) begin(&m);
  do mutate_case(&m);
  while (one_in(&m, 3));
  rs_fuzz_case_fix(frame, &m.c);
  rs_fuzz_resign(m.base.heap, frame, &m.c);
  if (one_in(&m, base->spoiled_one_in)) spoil(&m);
  rs_fuzz_case_write(frame, &m.c, text);
  if (text->len <= text->capacity) return;
  text->len = 0; /* no room: one that is known to fit */
  begin(&m);
  rs_fuzz_case_write(frame, &m.c, text);
}
