#include "commands/http_check.h"

#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "base/terminal.h"
#include "lib/bytes.h"

struct http_check {
  FILE *out;
  terminal terminal;
  const struct http_vector *vector;
  size_t num_wrong;
  bool is_wrong; /* the one that is being looked at */
};

/* The library's parser on one input, which it gets without anything behind it. */
struct parsed {
  uint8_t *raw, *body;
  reqsig_header *headers;
  reqsig_request request;
  reqsig_http_error reason;
  size_t offset;
};

/* A field takes a line at least. */
static size_t count_lines(reqsig_slice raw) {
  size_t count = 0;
  for (size_t i = 0; i < raw.len; i++) count += raw.data[i] == '\n';
  return count;
}

static size_t at_least_one(size_t size) {
  return size > 0 ? size : 1;
}

static struct parsed parse(const struct http_vector *vector) {
  size_t len = vector->raw.len, num_headers = count_lines(vector->raw), room = len;
  if (vector->max_headers < num_headers) num_headers = vector->max_headers;
  if (vector->max_body < room) room = vector->max_body;
  struct parsed parsed = {
      .raw = memory_resize(NULL, at_least_one(len)),
      .body = memory_resize(NULL, at_least_one(room)),
      .headers = memory_resize(NULL, at_least_one(num_headers) * sizeof(reqsig_header)),
  };
  if (len > 0) memcpy(parsed.raw, vector->raw.data, len);
  reqsig_buffer body = {parsed.body, room, 0};
  reqsig_parse_request(rs_slice(parsed.raw, len), parsed.headers, &num_headers, &body, &parsed.request,
                       &parsed.reason, &parsed.offset);
  return parsed;
}

static void free_parsed(struct parsed *parsed) {
  free(parsed->raw);
  free(parsed->body);
  free(parsed->headers);
}

static void begin(struct http_check *check, const char *what) {
  if (!check->is_wrong)
    fprintf(check->out, "%sDIFFERS%s  %s\n", terminal_style_on(check->terminal, STYLE_RED),
            terminal_style_on(check->terminal, STYLE_PLAIN), check->vector->id);
  if (!check->is_wrong) check->num_wrong++;
  check->is_wrong = true;
  fprintf(check->out, "  %s\n", what);
}

static void print_verdict(FILE *out, const char *label, reqsig_http_error reason, size_t offset) {
  if (reason == REQSIG_HTTP_NONE)
    fprintf(out, "    %saccept\n", label);
  else
    fprintf(out, "    %sreject %s at offset %zu\n", label, reqsig_http_error_name(reason), offset);
}

static void print_bytes(FILE *out, const char *label, reqsig_slice bytes) {
  fprintf(out, "    %s", label);
  if (bytes.len == 0) fputs("(nothing)", out);
  escape_write(out, bytes, false);
  fputs("\n", out);
}

static const char expected_label[] = "expected  ", found_label[] = "the library gives  ";

static void compare_bytes(struct http_check *check, const char *what, reqsig_slice expected,
                          reqsig_slice found) {
  if (rs_slice_equal(expected, found)) return;
  begin(check, what);
  print_bytes(check->out, expected_label, expected);
  print_bytes(check->out, found_label, found);
}

static void compare_headers(struct http_check *check, const reqsig_request *expected,
                            const reqsig_request *found) {
  size_t count = expected->num_headers > found->num_headers ? expected->num_headers : found->num_headers;
  for (size_t i = 0; i < count; i++) {
    static const reqsig_header none = {{0}, {0}};
    const reqsig_header *a = i < expected->num_headers ? &expected->headers[i] : &none;
    const reqsig_header *b = i < found->num_headers ? &found->headers[i] : &none;
    char what[64];
    snprintf(what, sizeof what, "name of header %zu", i + 1);
    compare_bytes(check, what, a->name, b->name);
    snprintf(what, sizeof what, "value of header %zu", i + 1);
    compare_bytes(check, what, a->value, b->value);
  }
}

static void compare(struct http_check *check, const struct parsed *parsed) {
  const struct http_vector *vector = check->vector;
  bool accepted = vector->reason == REQSIG_HTTP_NONE;
  bool same = parsed->reason == vector->reason && (accepted || parsed->offset == vector->offset);
  if (!same) {
    begin(check, "verdict");
    print_verdict(check->out, expected_label, vector->reason, vector->offset);
    print_verdict(check->out, found_label, parsed->reason, parsed->offset);
  } else if (accepted) {
    compare_bytes(check, "method", vector->request.method, parsed->request.method);
    compare_bytes(check, "target", vector->request.target, parsed->request.target);
    compare_headers(check, &vector->request, &parsed->request);
    compare_bytes(check, "body", vector->request.body, parsed->request.body);
  }
}

static bool is_given(const struct vector_set *set, reqsig_http_error reason) {
  for (size_t i = 0; i < set->num_http; i++)
    if (set->http[i].reason == reason) return true;
  return false;
}

/* Every reason that the parser has, so that a new one is told to lack a vector. */
static size_t count_gaps(const struct vector_set *set, FILE *out) {
  size_t num_gaps = !is_given(set, REQSIG_HTTP_NONE);
  if (num_gaps > 0) fputs("no raw request is accepted\n", out);
  for (reqsig_http_error reason = http_reason_next(REQSIG_HTTP_NONE); reason;
       reason = http_reason_next(reason)) {
    if (is_given(set, reason)) continue;
    fprintf(out, "no raw request is refused for %s\n", reqsig_http_error_name(reason));
    num_gaps++;
  }
  return num_gaps;
}

bool http_check(const struct vector_set *set, FILE *out) {
  if (set->num_http == 0) {
    fputs("http.json is missing: there are no raw requests\n", out);
    return false;
  }
  struct http_check check = {.out = out, .terminal = terminal_of(out)};
  size_t num_gaps = count_gaps(set, out);
  for (size_t i = 0; i < set->num_http; i++) {
    check.vector = &set->http[i];
    check.is_wrong = false;
    struct parsed parsed = parse(check.vector);
    compare(&check, &parsed);
    free_parsed(&parsed);
  }
  if (check.num_wrong > 0)
    fprintf(out, "The library's parser differs in %zu of %zu raw requests.\n", check.num_wrong,
            set->num_http);
  else
    fprintf(out, "%zu raw requests: the library's parser reads each as its vector says.\n", set->num_http);
  return check.num_wrong == 0 && num_gaps == 0;
}
