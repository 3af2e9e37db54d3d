#include <stdlib.h>

#include "http_case.h"

typedef struct seed {
  reqsig_slice raw;
  size_t head_len;
} seed;

#define SEED(head, body)                                                                                     \
  { HTTP_TEXT(head body), sizeof(head) - 1 }
#define CHUNKED "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"

static const seed seeds[] = {
    SEED("GET /a%2Fb?c=d HTTP/1.1\r\nHost: a:80\r\n\r\n", ""),
    SEED("GET / HTTP/1.0\r\n\r\n", ""),
    SEED("GET https://[::1]:8/x?y HTTP/1.1\r\nHost: [::1]:8\r\n\r\n", ""),
    SEED("CONNECT b.c:443 HTTP/1.1\r\nHost: b.c\r\n\r\n", ""),
    SEED("OPTIONS * HTTP/1.1\r\nHost:\r\n\r\n", ""),
    SEED("PUT / HTTP/1.1\r\nHost: a\r\nB: \tc \xA0\t\r\nContent-Length: 13\r\n\r\n",
         "\r\n\0 body \xFF\r\n\n"),
    SEED(CHUNKED, "5\r\nhello\r\n0a\r\n0123\r\n\r\n89\r\n0\r\n\r\n"),
    SEED(CHUNKED, "0\r\n\r\n"),
};

enum { NUM_SEEDS = sizeof seeds / sizeof *seeds };

static bool is_truncation(const http_parsed *parsed, size_t len, size_t head_len) {
  if (len == 0) return parsed->error == REQSIG_HTTP_EMPTY && parsed->offset == 0;
  reqsig_http_error expected = len < head_len ? REQSIG_HTTP_HEAD_TRUNCATED : REQSIG_HTTP_BODY_TRUNCATED;
  return parsed->error == expected && parsed->offset == len;
}

Test(http_properties, rejects_every_proper_prefix_as_truncated) {
  for (size_t i = 0; i < NUM_SEEDS; i++) {
    http_parsed parsed;
    http_parse(seeds[i].raw, &parsed);
    cr_assert(parsed.status == REQSIG_OK, "seed %zu", i);
    for (size_t len = 0; len < seeds[i].raw.len; len++) {
      guarded prefix = guard_copy(rs_slice(seeds[i].raw.data, len));
      http_parse(prefix.slice, &parsed);
      cr_expect(is_truncation(&parsed, len, seeds[i].head_len), "seed %zu, %zu bytes: %s at %zu", i, len,
                reqsig_http_error_name(parsed.error), parsed.offset);
      guard_free(prefix);
    }
  }
}

/* What the parser leaves out is taken from raw, but only where and what the grammar lets it be: the
 * version's last digit, white space around values, the digits of chunk sizes. */
static void copy_run(reqsig_buffer *out, reqsig_slice raw, const char *allowed) {
  while (out->len < raw.len && raw.data[out->len] && strchr(allowed, raw.data[out->len]))
    rs_put_byte(out, raw.data[out->len]);
}

static void write_head(reqsig_buffer *out, const reqsig_request *request, reqsig_slice raw) {
  rs_put_slice(out, request->method);
  rs_put_byte(out, ' ');
  rs_put_slice(out, request->target);
  rs_put_slice(out, reqsig_text(" HTTP/1."));
  rs_put_byte(out, out->len < raw.len && raw.data[out->len] == '0' ? '0' : '1');
  rs_put_slice(out, reqsig_text("\r\n"));
  for (size_t i = 0; i < request->num_headers; i++) {
    rs_put_slice(out, request->headers[i].name);
    rs_put_byte(out, ':');
    copy_run(out, raw, " \t");
    rs_put_slice(out, request->headers[i].value);
    copy_run(out, raw, " \t");
    rs_put_slice(out, reqsig_text("\r\n"));
  }
  rs_put_slice(out, reqsig_text("\r\n"));
}

static void write_chunks(reqsig_buffer *out, reqsig_slice body, reqsig_slice raw) {
  size_t size, used = 0;
  do {
    char digits[32] = "";
    size_t start = out->len;
    copy_run(out, raw, "0123456789abcdefABCDEF");
    cr_assert(out->len - start < sizeof digits);
    memcpy(digits, raw.data + start, out->len - start);
    size = (size_t)strtoull(digits, NULL, 16);
    cr_assert(size <= body.len - used, "size %zu", size);
    rs_put_slice(out, reqsig_text("\r\n"));
    rs_put_slice(out, rs_slice_after(rs_slice(body.data, used + size), used));
    rs_put_slice(out, reqsig_text("\r\n"));
    used += size;
  } while (size > 0);
  cr_assert_eq(used, body.len);
}

static bool is_chunked(const reqsig_request *request) {
  for (size_t i = 0; i < request->num_headers; i++)
    if (rs_slice_equal_ignoring_case(request->headers[i].name, reqsig_text("transfer-encoding"))) return true;
  return false;
}

static bool writes_back(const reqsig_request *request, reqsig_slice raw) {
  uint8_t room[512];
  reqsig_buffer out = {room, sizeof room, 0};
  write_head(&out, request, raw);
  if (is_chunked(request))
    write_chunks(&out, request->body, raw);
  else
    rs_put_slice(&out, request->body);
  return rs_buffer_status(&out) == REQSIG_OK && rs_slice_equal(rs_slice(room, out.len), raw);
}

/* Reasons that need more than the bytes up to the offset: the rest of a line, or of the head. */
static bool is_decided_at_offset(reqsig_http_error error) {
  switch (error) {
  case REQSIG_HTTP_BARE_CR:
  case REQSIG_HTTP_HOST_MISSING:
  case REQSIG_HTTP_HOST_TWICE:
  case REQSIG_HTTP_HOST:
  case REQSIG_HTTP_HOST_MISMATCH:
  case REQSIG_HTTP_CONTENT_LENGTH:
  case REQSIG_HTTP_CONTENT_LENGTH_TWICE:
  case REQSIG_HTTP_LENGTH_AND_ENCODING:
  case REQSIG_HTTP_TRANSFER_ENCODING:
  case REQSIG_HTTP_HEAD_TRUNCATED:
  case REQSIG_HTTP_BODY_TRUNCATED: return false;
  default: return true;
  }
}

/* The offset is that of the first fault: what stands before it could be the beginning of a request,
 * and with that byte it can't. */
static void expect_first_fault(const http_parsed *rejected, reqsig_slice raw) {
  http_parsed before, with;
  cr_assert(rejected->offset <= raw.len);
  http_parse(rs_slice(raw.data, rejected->offset), &before);
  bool is_viable =
      rejected->error == REQSIG_HTTP_TRAILING_BYTES
          ? before.status == REQSIG_OK
          : is_truncation(&before, rejected->offset, SIZE_MAX) || is_truncation(&before, rejected->offset, 0);
  cr_expect(is_viable, "%s at %zu: %s before", reqsig_http_error_name(rejected->error), rejected->offset,
            reqsig_http_error_name(before.error));
  if (!is_decided_at_offset(rejected->error)) return;
  http_parse(rs_slice(raw.data, rejected->offset + 1), &with);
  cr_expect(with.error == rejected->error && with.offset == rejected->offset, "%s at %zu: %s with it",
            reqsig_http_error_name(rejected->error), rejected->offset, reqsig_http_error_name(with.error));
}

static void check_replaced(reqsig_slice raw, size_t *num_accepted) {
  http_parsed parsed;
  http_parse(raw, &parsed);
  if (parsed.status == REQSIG_OK) {
    ++*num_accepted;
    cr_expect(writes_back(&parsed.request, raw), "%.*s", (int)raw.len, (const char *)raw.data);
  } else {
    expect_first_fault(&parsed, raw);
  }
}

Test(http_properties, every_replaced_byte_is_rejected_where_it_is_or_written_back) {
  size_t num_accepted = 0, num_all = 0;
  for (size_t i = 0; i < NUM_SEEDS; i++) {
    guarded copy = guard_copy(seeds[i].raw);
    uint8_t *bytes =
        (uint8_t *)copy.memory + (copy.memory_len - (size_t)sysconf(_SC_PAGESIZE)) - copy.slice.len;
    for (size_t at = 0; at < copy.slice.len; at++)
      for (unsigned byte = 0; byte < 256; byte++, num_all++) {
        bytes[at] = (uint8_t)byte;
        check_replaced(copy.slice, &num_accepted);
        bytes[at] = seeds[i].raw.data[at];
      }
    guard_free(copy);
  }
  cr_expect(num_accepted > num_all / 50 && num_accepted < num_all / 2, "%zu of %zu", num_accepted, num_all);
}

/* Each byte is looked at a bounded number of times: no square of a long run of anything. */
Test(http_properties, reads_long_runs_in_linear_time, .timeout = 60) {
  static const char *const runs[][2] = {
      {"", "A"},
      {"GET /", "a"},
      {"GET /", "%41"},
      {"GET / HTTP/1.1\r\nB:", " "},
      {"GET / HTTP/1.1\r\nB: c", " c"},
      {"GET / HTTP/1.1\r\n", "b"},
      {"GET / HTTP/1.1\r\nHost: a:", "0"},
      {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n"},
  };
  size_t capacity = (size_t)8 << 20;
  uint8_t *room = malloc(capacity), *joined = malloc(capacity);
  for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
    reqsig_buffer raw = {room, capacity, 0}, body = {joined, capacity, 0};
    reqsig_slice run = reqsig_text(runs[i][1]);
    rs_put_slice(&raw, reqsig_text(runs[i][0]));
    while (raw.len + run.len <= capacity) rs_put_slice(&raw, run);
    reqsig_header headers[4];
    size_t num_headers = 4, offset;
    reqsig_request request;
    reqsig_http_error error;
    reqsig_status status = reqsig_parse_request(rs_slice(room, raw.len), headers, &num_headers, &body,
                                                &request, &error, &offset);
    cr_expect(status == REQSIG_ERR_MALFORMED && offset == raw.len, "run %zu: %s at %zu", i,
              reqsig_http_error_name(error), offset);
  }
  free(room);
  free(joined);
}
