/* The messages, one function a document. */
#include "reference.h"

static void put_upper(reqsig_buffer *to, reqsig_slice text) {
  for (size_t i = 0; i < text.len; i++) {
    uint8_t c = text.data[i];
    to->data[to->len++] = c >= 'a' && c <= 'z' ? (uint8_t)(c - 32) : c;
  }
}

static void put_percent_decoded(reqsig_buffer *to, reqsig_slice text) {
  for (size_t i = 0; i < text.len; i++) {
    int high = text.len - i > 2 ? reference_hex_digit(text.data[i + 1]) : -1;
    int low = text.len - i > 2 ? reference_hex_digit(text.data[i + 2]) : -1;
    bool escaped = text.data[i] == '%' && high >= 0 && low >= 0;
    to->data[to->len++] = escaped ? (uint8_t)(high * 16 + low) : text.data[i];
    if (escaped) i += 2;
  }
}

static void put_json_compact(reqsig_buffer *to, reqsig_slice text) {
  bool quoted = false;
  for (size_t i = 0; i < text.len; i++) {
    uint8_t c = text.data[i];
    if (quoted && c == '\\' && i + 1 < text.len) {
      to->data[to->len++] = c;
      to->data[to->len++] = text.data[++i];
      continue;
    }
    if (c == '"') quoted = !quoted;
    if (quoted || (c != ' ' && c != '\t' && c != '\n' && c != '\r')) to->data[to->len++] = c;
  }
}

static size_t path_len(reqsig_slice target) {
  size_t len = 0;
  while (len < target.len && target.data[len] != '?') len++;
  return len;
}

static bool is_multipart(const fuzz_case *c) {
  reqsig_slice type = fuzz_case_header(c, "content-type");
  return type.len >= 10 && reference_equal_ignoring_case(rs_slice(type.data, 10), RS_LITERAL("multipart/"));
}

static void put_aet(const fuzz_case *c, reqsig_slice timestamp, reqsig_buffer *to) {
  reqsig_slice target = c->request.target, path = rs_slice(target.data, path_len(target));
  reqsig_slice query = rs_slice_after(target, path.len);
  rs_put_slice(to, timestamp);
  put_upper(to, c->request.method);
  if (fuzz_case_reads(c, "base-path-included")) rs_put_slice(to, RS_LITERAL("api/"));
  if (path.len > 0 && path.data[0] == '/') path = rs_slice_after(path, 1);
  if (fuzz_case_reads(c, "path-decoded"))
    put_percent_decoded(to, path);
  else
    rs_put_slice(to, path);
  if (fuzz_case_reads(c, "query-included")) rs_put_slice(to, query);
  if (!is_multipart(c)) rs_put_slice(to, c->request.body);
}

reqsig_slice reference_body_digest(fuzz_heap *heap, const fuzz_case *c) {
  reqsig_slice digested = c->request.body, target = c->request.target;
  size_t mark = path_len(target);
  if (digested.len == 0 && mark < target.len && fuzz_case_reads(c, "md5-of-query"))
    digested = rs_slice_after(target, mark + 1);
  if (digested.len == 0 && fuzz_case_reads(c, "empty-md5-field")) return digested;
  return reference_md5_base64(heap, digested);
}

static void put_bitpro(fuzz_heap *heap, const fuzz_case *c, reqsig_slice date, reqsig_buffer *to) {
  reqsig_slice target = c->request.target;
  put_upper(to, c->request.method);
  rs_put_byte(to, ',');
  rs_put_slice(to, reference_body_digest(heap, c));
  rs_put_byte(to, ',');
  rs_put_slice(to, fuzz_case_reads(c, "query-included") ? target : rs_slice(target.data, path_len(target)));
  rs_put_byte(to, ',');
  rs_put_slice(to, date);
}

reqsig_slice reference_message(fuzz_heap *heap, const fuzz_case *c, reqsig_slice timestamp) {
  reqsig_slice key = fuzz_case_credential(c, "api_key");
  reqsig_buffer to = fuzz_buffer(heap, c->request.method.len + c->request.target.len + c->request.body.len +
                                           timestamp.len + key.len + 64);
  if (fuzz_case_is(c, "ambro")) {
    rs_put_slice(&to, key);
    rs_put_slice(&to, timestamp);
  } else if (fuzz_case_is(c, "aet")) {
    put_aet(c, timestamp, &to);
  } else if (fuzz_case_is(c, "bitpro")) {
    put_bitpro(heap, c, timestamp, &to);
  } else if (fuzz_case_reads(c, "json-compact") &&
             reference_read_json(heap, c->request.body, RS_LITERAL("")).valid) {
    put_json_compact(&to, c->request.body);
  } else if (fuzz_case_is(c, "calypso") || fuzz_case_is(c, "crm")) {
    rs_put_slice(&to, c->request.body);
  } else {
    fuzz_case_unknown(c, __FILE__);
  }
  return fuzz_bytes_of(&to);
}

static bool has_method(const fuzz_case *c, const char *method) {
  return reference_equal_ignoring_case(c->request.method, reqsig_text(method));
}

bool reference_signs(const fuzz_case *c) {
  bool has_body = c->request.body.len > 0;
  if (fuzz_case_is(c, "calypso"))
    return has_method(c, "POST") || (has_body && fuzz_case_reads(c, "any-method"));
  if (fuzz_case_is(c, "crm"))
    return has_body && (has_method(c, "POST") || has_method(c, "PATCH") || has_method(c, "PUT"));
  if (!fuzz_case_is(c, "ambro") && !fuzz_case_is(c, "aet") && !fuzz_case_is(c, "bitpro"))
    fuzz_case_unknown(c, __FILE__);
  return true;
}
