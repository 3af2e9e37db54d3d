/*
 * A signer and a parser as targets, for run.sh: PARSER takes the parser, BUG puts a mistake in. The signer is
 * the library itself; the parser reads what lines and Content-Length say, and no more.
 */
#include <reqsig-fuzz.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#ifndef BUG
#define BUG 0
#endif

#ifdef PARSER
static reqsig_slice between(const uint8_t *begin, const uint8_t *end) {
  while (begin < end && (*begin == ' ' || *begin == '\t')) begin++;
  while (begin < end && (end[-1] == ' ' || end[-1] == '\t')) end--;
  return (reqsig_slice){begin, (size_t)(end - begin)};
}

static int is_length(reqsig_slice name) {
  static const char length[] = "Content-Length";
  if (name.len != sizeof length - 1) return 0;
  return BUG ? memcmp(name.data, length, name.len) == 0
             : strncasecmp((const char *)name.data, length, name.len) == 0;
}

static int read_header(const uint8_t *line, const uint8_t *end, reqsig_fuzz_output *output, size_t *length) {
  const uint8_t *colon = memchr(line, ':', (size_t)(end - line));
  if (!colon) return 0;
  reqsig_slice name = {line, (size_t)(colon - line)}, value = between(colon + 1, end);
  reqsig_fuzz_put_header(output, name, value);
  *length = is_length(name) ? 0 : *length;
  for (size_t i = 0; is_length(name) && i < value.len; i++) *length = *length * 10 + value.data[i] - '0';
  return name.len != 17; /* Transfer-Encoding */
}

static reqsig_fuzz_answer parse(reqsig_slice raw, reqsig_fuzz_output *output, void *user) {
  const uint8_t *at = raw.data, *end = raw.data + raw.len;
  size_t length = 0;
  (void)user;
  for (int num = 0;; num++) {
    const uint8_t *line = at, *stop = raw.len > 0 ? memchr(at, '\n', (size_t)(end - at)) : NULL;
    if (!stop || stop == at || stop[-1] != '\r') return REQSIG_FUZZ_REJECT;
    at = stop + 1;
    if (num > 0 && stop == line + 1) break;
    const uint8_t *space = memchr(line, ' ', (size_t)(stop - line)), *last = stop - 10;
    if (num > 0 ? !read_header(line, stop - 1, output, &length) : !space || last <= space)
      return REQSIG_FUZZ_REJECT;
    if (num == 0)
      reqsig_fuzz_put_line(output, (reqsig_slice){line, (size_t)(space - line)}, between(space + 1, last));
  }
  if (length > (size_t)(end - at)) return REQSIG_FUZZ_REJECT;
  reqsig_fuzz_put_body(output, (reqsig_slice){at, length});
  return REQSIG_FUZZ_ACCEPT;
}

static const reqsig_fuzz_setup setup = {.parse = parse,
                                        .allow = REQSIG_FUZZ_ALLOW_LENIENT | REQSIG_FUZZ_ALLOW_REFUSAL};
#else
static reqsig_fuzz_answer sign(const reqsig_fuzz_case *c, reqsig_fuzz_output *output, void *user) {
  reqsig_context context;
  const reqsig_scheme *varied;
  uint8_t room[16384 + REQSIG_VARIED_ROOM];
  reqsig_buffer text = {room, 16384, 0}, memory = {room + 16384, REQSIG_VARIED_ROOM, 0};
  reqsig_header added[REQSIG_MAX_ADDED_HEADERS];
  size_t num = REQSIG_MAX_ADDED_HEADERS;
  reqsig_request request = c->request;
  (void)user;
  if (BUG && request.body.len > 0)
    request.body.len = strnlen((const char *)request.body.data, request.body.len);
  if (reqsig_scheme_vary(c->scheme, c->profiles, c->num_profiles, &memory, &varied) != REQSIG_OK ||
      reqsig_context_init(&context, varied, c->credentials, c->num_credentials) != REQSIG_OK ||
      reqsig_sign(&context, &request, c->now_ms, &text, added, &num) != REQSIG_OK)
    return REQSIG_FUZZ_REJECT;
  for (size_t i = 0; i < num; i++) reqsig_fuzz_put_header(output, added[i].name, added[i].value);
  return REQSIG_FUZZ_ACCEPT;
}

static const reqsig_fuzz_setup setup = {.sign = sign};
#endif

REQSIG_FUZZ_TARGET(&setup)
