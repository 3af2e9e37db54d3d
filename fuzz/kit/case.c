#include "kit/case.h"

#include <inttypes.h>
#include <stdio.h>

static bool take_line(reqsig_slice *rest, reqsig_slice *line) {
  const uint8_t *end = rest->len > 0 ? memchr(rest->data, '\n', rest->len) : NULL;
  if (!end) return false;
  *line = rs_slice(rest->data, (size_t)(end - rest->data));
  *rest = rs_slice_after(*rest, line->len + 1);
  return true;
}

/* What stands before the first c, and what behind it. */
static bool split_at(reqsig_slice text, uint8_t c, reqsig_slice *before, reqsig_slice *behind) {
  const uint8_t *at = text.len > 0 ? memchr(text.data, c, text.len) : NULL;
  if (!at) return false;
  *before = rs_slice(text.data, (size_t)(at - text.data));
  *behind = rs_slice_after(text, before->len + 1);
  return true;
}

static reqsig_slice take_word(reqsig_slice *line) {
  reqsig_slice word, rest;
  if (!split_at(*line, ' ', &word, &rest)) {
    word = *line;
    rest = rs_slice_after(*line, line->len);
  }
  *line = rest;
  return word;
}

static const char *profile_named(const reqsig_scheme *scheme, reqsig_slice name) {
  reqsig_profile_info info;
  for (size_t i = 0; reqsig_scheme_profile(scheme, i, &info) == REQSIG_OK; i++)
    if (rs_slice_equal(reqsig_text(info.name), name)) return info.name;
  return NULL;
}

static const reqsig_scheme *scheme_named(const fuzz_frame *frame, reqsig_slice name) {
  size_t num = frame->scheme ? 1 : reqsig_num_schemes();
  for (size_t i = 0; i < num; i++) {
    const reqsig_scheme *scheme = frame->scheme ? frame->scheme : reqsig_scheme_at(i);
    if (rs_slice_equal(reqsig_text(reqsig_scheme_name(scheme)), name)) return scheme;
  }
  return NULL;
}

static bool read_profile(const fuzz_frame *frame, reqsig_slice line, fuzz_case *c) {
  c->scheme = scheme_named(frame, take_word(&line));
  while (c->scheme && line.len > 0) {
    const char *profile = profile_named(c->scheme, take_word(&line));
    if (!profile || c->num_profiles == REQSIG_FUZZ_MAX_PROFILES || rs_fuzz_case_reads(c, profile))
      return false;
    c->profiles[c->num_profiles++] = profile;
  }
  return c->scheme != NULL;
}

/* Decimal, as it is written below. */
static bool read_number(reqsig_slice text, int64_t *value) {
  bool negative = rs_slice_starts_with(text, RS_LITERAL("-"));
  reqsig_slice digits = rs_slice_after(text, negative);
  uint64_t limit = (uint64_t)INT64_MAX + negative, magnitude = 0;
  bool zero = digits.len == 1 && digits.data[0] == '0';
  if (digits.len == 0 || (digits.data[0] == '0' && (!zero || negative))) return false;
  for (size_t i = 0; i < digits.len; i++) {
    uint64_t digit = (uint64_t)digits.data[i] - '0';
    if (digit > 9 || magnitude > (limit - digit) / 10) return false;
    magnitude = magnitude * 10 + digit;
  }
  *value = negative ? -(int64_t)(magnitude - 1) - 1 : (int64_t)magnitude;
  return true;
}

static const char *credential_named(const reqsig_scheme *scheme, reqsig_slice name) {
  const char *own;
  for (size_t i = 0; (own = reqsig_scheme_credential(scheme, i)); i++)
    if (rs_slice_equal(reqsig_text(own), name)) return own;
  return NULL;
}

static bool read_setting(fuzz_heap *heap, reqsig_slice line, fuzz_case *c) {
  reqsig_slice name, value;
  if (rs_slice_starts_with(line, RS_LITERAL("now "))) return read_number(rs_slice_after(line, 4), &c->now_ms);
  if (rs_slice_starts_with(line, RS_LITERAL("window "))) {
    value = rs_slice_after(line, 7);
    c->has_window = 1;
    name = take_word(&value);
    return read_number(name, &c->window.max_age_ms) && read_number(value, &c->window.max_skew_ms);
  }
  if (c->num_credentials == REQSIG_FUZZ_MAX_CREDENTIALS || !split_at(line, '=', &name, &value)) return false;
  const char *own = credential_named(c->scheme, name);
  if (own) c->credentials[c->num_credentials++] = (reqsig_credential){own, rs_fuzz_copy(heap, value)};
  return own != NULL;
}

static bool read_header(fuzz_heap *heap, reqsig_slice line, fuzz_case *c) {
  reqsig_slice name, value;
  if (!split_at(line, ':', &name, &value)) return false;
  if (value.len > 0 && value.data[0] == ' ') value = rs_slice_after(value, 1);
  return rs_fuzz_case_add_header(c, rs_fuzz_copy(heap, name), rs_fuzz_copy(heap, value));
}

static bool read_request(fuzz_heap *heap, reqsig_slice text, fuzz_case *c) {
  reqsig_slice line, method, target;
  if (!take_line(&text, &line) || !split_at(line, ' ', &method, &target)) return false;
  c->request.method = rs_fuzz_copy(heap, method);
  c->request.target = rs_fuzz_copy(heap, target);
  do {
    if (!take_line(&text, &line) || (line.len > 0 && !read_header(heap, line, c))) return false;
  } while (line.len > 0);
  c->request.body = rs_fuzz_copy(heap, text);
  return true;
}

bool rs_fuzz_case_read(fuzz_heap *heap, const fuzz_frame *frame, reqsig_slice text, fuzz_case *c) {
  static const fuzz_frame any = {NULL, NULL};
  reqsig_slice line;
  if (!frame) frame = &any;
  *c = (fuzz_case){0};
  if (!take_line(&text, &line) || !read_profile(frame, line, c)) return false;
  do {
    if (!take_line(&text, &line) || (line.len > 0 && !read_setting(heap, line, c))) return false;
  } while (line.len > 0);
  if (!read_request(heap, text, c)) return false;
  rs_fuzz_case_fix(frame, c);
  return true;
}

void rs_fuzz_case_fix(const fuzz_frame *frame, fuzz_case *c) {
  const reqsig_fuzz_setup *setup = frame->setup;
  if (!setup) return;
  if (setup->scheme) {
    c->num_profiles = setup->num_profiles;
    for (size_t i = 0; i < setup->num_profiles; i++) c->profiles[i] = setup->profiles[i];
  }
  if (setup->num_credentials > 0) {
    c->num_credentials = setup->num_credentials;
    memcpy(c->credentials, setup->credentials, setup->num_credentials * sizeof *setup->credentials);
  }
  c->has_window = setup->window != NULL;
  if (setup->window) c->window = *setup->window;
}

static void put_text(reqsig_buffer *to, const char *text) {
  rs_put_slice(to, reqsig_text(text));
}

static void put_credential(reqsig_buffer *to, const reqsig_credential *credential) {
  put_text(to, credential->name);
  put_text(to, "=");
  rs_put_slice(to, credential->value);
  put_text(to, "\n");
}

static void put_header(reqsig_buffer *to, const reqsig_header *header) {
  rs_put_slice(to, header->name);
  put_text(to, ": ");
  rs_put_slice(to, header->value);
  put_text(to, "\n");
}

static void put_settings(const fuzz_frame *frame, const fuzz_case *c, reqsig_buffer *text) {
  const reqsig_fuzz_setup *setup = frame->setup;
  char numbers[128];
  put_text(text, reqsig_scheme_name(c->scheme));
  for (size_t i = 0; i < c->num_profiles && !(setup && setup->scheme); i++) {
    put_text(text, " ");
    put_text(text, c->profiles[i]);
  }
  snprintf(numbers, sizeof numbers, "\nnow %" PRId64 "\n", c->now_ms);
  put_text(text, numbers);
  snprintf(numbers, sizeof numbers, "window %" PRId64 " %" PRId64 "\n", c->window.max_age_ms,
           c->window.max_skew_ms);
  if (c->has_window && !setup) put_text(text, numbers);
  for (size_t i = 0; i < c->num_credentials && !(setup && setup->num_credentials > 0); i++)
    put_credential(text, &c->credentials[i]);
}

void rs_fuzz_case_write(const fuzz_frame *frame, const fuzz_case *c, reqsig_buffer *text) {
  put_settings(frame, c, text);
  put_text(text, "\n");
  rs_put_slice(text, c->request.method);
  put_text(text, " ");
  rs_put_slice(text, c->request.target);
  put_text(text, "\n");
  for (size_t i = 0; i < c->request.num_headers; i++) put_header(text, &c->headers[i]);
  put_text(text, "\n");
  rs_put_slice(text, c->request.body);
}
