/*
 * The mutator of raw requests. It changes a line or the body, mostly by what recipients read in two ways, and
 * mostly puts the length of the body right again, so that what is behind the head is read too.
 */
#include <stdio.h>

#include "kit/mutate.h"

enum { MAX_LINES = 64, SPOILED_ONE_IN = 8 };

typedef struct message {
  reqsig_slice lines[MAX_LINES]; /* each with its end */
  size_t num;
  reqsig_slice body; /* behind the empty line */
} message;

static const char *const fields[] = {"Content-Length: 3\r\n",
                                     "content-length:3\r\n",
                                     "Content-Length : 3\r\n",
                                     "Content-Length: +3\r\n",
                                     "Content-Length: 3, 3\r\n",
                                     "Content-Length: 0x3\r\n",
                                     "Content-Length: 03\r\n",
                                     "Content-Length:\t3 \r\n",
                                     "Transfer-Encoding: chunked\r\n",
                                     "Transfer-Encoding: identity\r\n",
                                     "Transfer-Encoding: gzip, chunked\r\n",
                                     "transfer-encoding:\tchunked\r\n",
                                     "Transfer-Encoding: xchunked\r\n",
                                     "Host: a\r\n",
                                     "host: b@c\r\n",
                                     "Host: [::1]:80\r\n",
                                     " folded\r\n",
                                     "\tfolded: 1\r\n",
                                     "a: b\n",
                                     "a: b\r",
                                     "a: b\rc: d\r\n",
                                     ": none\r\n",
                                     "a b: c\r\n",
                                     "a:\r\n",
                                     "a: \xff\x01\r\n",
                                     "Expect: 100-continue\r\n",
                                     "Connection: close, content-length\r\n",
                                     "Upgrade: h2c\r\n",
                                     "X-Timestamp: 1700000000\r\n",
                                     "no-colon\r\n"};
static const char *const first_lines[] = {"GET / HTTP/1.1\r\n",
                                          "POST /a?b=c HTTP/1.1\r\n",
                                          "POST //a/%2e%2e/b HTTP/1.1\r\n",
                                          "GET http://h/a HTTP/1.1\r\n",
                                          "OPTIONS * HTTP/1.1\r\n",
                                          "CONNECT h:443 HTTP/1.1\r\n",
                                          "GET / HTTP/1.0\r\n",
                                          "GET /  HTTP/1.1\r\n",
                                          "GET / HTTP/1.1\n",
                                          "GET /\r\n",
                                          "GET /%zz#f HTTP/1.1\r\n",
                                          "get\t/ HTTP/1.1\r\n"};
static const char *const bodies[] = {"",
                                     "abc",
                                     "3\r\nabc\r\n0\r\n\r\n",
                                     "3;a=b\r\nabc\r\n0\r\n\r\n",
                                     "3\nabc\n0\n\n",
                                     "0\r\nt: 1\r\n\r\n",
                                     "0003\r\nabc\r\n00\r\n\r\n",
                                     "fffffffffffffffff\r\nabc",
                                     "-1\r\n",
                                     "0\r\n\r\nGET / HTTP/1.1\r\n\r\n"};

static void split(reqsig_slice input, message *r) {
  r->num = 0;
  while (input.len > 0 && r->num < MAX_LINES) {
    const uint8_t *end = memchr(input.data, '\n', input.len);
    size_t len = end ? (size_t)(end - input.data) + 1 : input.len;
    reqsig_slice line = rs_slice(input.data, len);
    input = rs_slice_after(input, len);
    if (rs_slice_equal(line, RS_LITERAL("\r\n")) && r->num > 0) break;
    r->lines[r->num++] = line;
  }
  r->body = input;
}

static void insert(message *r, size_t at, reqsig_slice line) {
  if (r->num == MAX_LINES) return;
  memmove(r->lines + at + 1, r->lines + at, (r->num - at) * sizeof *r->lines);
  r->lines[at] = line;
  r->num++;
}

static void drop(message *r, size_t at) {
  r->num--;
  memmove(r->lines + at, r->lines + at + 1, (r->num - at) * sizeof *r->lines);
}

static void mutate_part(fuzz_mutator *m, message *r) {
  size_t at = rs_fuzz_choose(&m->choice, r->num);
  switch (rs_fuzz_choose(&m->choice, 8)) {
  case 0: r->lines[0] = FUZZ_PICK(m, first_lines); break;
  case 1: insert(r, at + 1, FUZZ_PICK(m, fields)); break;
  case 2: insert(r, at + 1, r->lines[rs_fuzz_choose(&m->choice, r->num)]); break;
  case 3:
    if (r->num > 1) drop(r, at);
    break;
  case 4: r->body = FUZZ_PICK(m, bodies); break;
  case 5: r->body = rs_fuzz_mutate_bytes(m, r->body); break;
  default: r->lines[at] = rs_fuzz_mutate_bytes(m, r->lines[at]); break;
  }
}

static bool begins(reqsig_slice line, reqsig_slice name) {
  return line.len >= name.len && rs_slice_equal_ignoring_case(rs_slice(line.data, name.len), name);
}

/* What says how long the body is, said once. */
static void mend_framing(fuzz_mutator *m, message *r) {
  static const char *const names[] = {"Content-Length: ", "content-length:", "CONTENT-LENGTH:\t"};
  bool chunked = false;
  for (size_t i = r->num; i-- > 1;) {
    bool is_coding = begins(r->lines[i], RS_LITERAL("Transfer-Encoding"));
    chunked |= is_coding;
    if (is_coding || begins(r->lines[i], RS_LITERAL("Content-Length"))) drop(r, i);
  }
  char number[32];
  snprintf(number, sizeof number, "%zu\r\n", r->body.len);
  reqsig_buffer line = rs_fuzz_buffer(m->heap, 64);
  rs_put_slice(&line, FUZZ_PICK(m, names));
  rs_put_slice(&line, reqsig_text(number));
  insert(r, r->num, chunked ? RS_LITERAL("Transfer-Encoding: chunked\r\n") : fuzz_bytes_of(&line));
}

static void put(const message *r, reqsig_buffer *raw) {
  for (size_t i = 0; i < r->num; i++) rs_put_slice(raw, r->lines[i]);
  rs_put_slice(raw, RS_LITERAL("\r\n"));
  rs_put_slice(raw, r->body);
}

void rs_fuzz_mutate_request(fuzz_mutator *m, reqsig_slice input, reqsig_buffer *raw) {
  message r;
  split(input, &r);
  if (r.num == 0) insert(&r, 0, FUZZ_PICK(m, first_lines));
  do mutate_part(m, &r);
  while (fuzz_one_in(m, 3));
  if (!fuzz_one_in(m, SPOILED_ONE_IN) && (r.body.len > 0 || fuzz_one_in(m, 4))) mend_framing(m, &r);
  put(&r, raw);
  if (raw->len <= raw->capacity) return;
  raw->len = 0; /* no room */
  r.body.len = 0;
  r.num = 1;
  r.lines[0] = RS_LITERAL("GET / HTTP/1.1\r\n");
  put(&r, raw);
}
