#include "reference/reference.h"

void reference_put_upper(reqsig_buffer *to, reqsig_slice text) {
  for (size_t i = 0; i < text.len; i++) {
    uint8_t c = text.data[i];
    to->data[to->len++] = c >= 'a' && c <= 'z' ? (uint8_t)(c - 32) : c;
  }
}

void reference_put_percent_decoded(reqsig_buffer *to, reqsig_slice text) {
  for (size_t i = 0; i < text.len; i++) {
    int high = text.len - i > 2 ? reference_hex_digit(text.data[i + 1]) : -1;
    int low = text.len - i > 2 ? reference_hex_digit(text.data[i + 2]) : -1;
    bool escaped = text.data[i] == '%' && high >= 0 && low >= 0;
    to->data[to->len++] = escaped ? (uint8_t)(high * 16 + low) : text.data[i];
    if (escaped) i += 2;
  }
}

void reference_put_json_compact(reqsig_buffer *to, reqsig_slice text) {
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

reqsig_slice reference_path(const fuzz_case *c) {
  reqsig_slice target = c->request.target;
  size_t len = 0;
  while (len < target.len && target.data[len] != '?') len++;
  return rs_slice(target.data, len);
}

reqsig_slice reference_query(const fuzz_case *c) {
  return rs_slice_after(c->request.target, reference_path(c).len);
}

bool reference_is_multipart(const fuzz_case *c) {
  reqsig_slice type = reqsig_fuzz_header(c, "content-type");
  return type.len >= 10 && reference_equal_ignoring_case(rs_slice(type.data, 10), RS_LITERAL("multipart/"));
}

reqsig_slice reference_body_digest(fuzz_heap *heap, const fuzz_case *c) {
  reqsig_slice digested = c->request.body, query = reference_query(c);
  if (digested.len == 0 && query.len > 0 && reference_follows(c, REFERENCE_QUERY_DIGESTED))
    digested = rs_slice_after(query, 1);
  if (digested.len == 0 && reference_follows(c, REFERENCE_NO_EMPTY_DIGEST)) return digested;
  return reference_md5_base64(heap, digested);
}

reqsig_slice reference_message(fuzz_heap *heap, const fuzz_case *c, reqsig_slice timestamp) {
  size_t room = c->request.method.len + c->request.target.len + c->request.body.len + timestamp.len + 64;
  for (size_t i = 0; i < c->num_credentials; i++) room += c->credentials[i].value.len;
  reqsig_buffer to = rs_fuzz_buffer(heap, room);
  reference_of(c)->put_message(heap, c, timestamp, &to);
  return fuzz_bytes_of(&to);
}

static bool has_method(const fuzz_case *c, const reference_scheme *scheme) {
  for (size_t i = 0; i < REFERENCE_MAX_METHODS && scheme->methods[i]; i++)
    if (reference_equal_ignoring_case(c->request.method, reqsig_text(scheme->methods[i]))) return true;
  return !scheme->methods[0];
}

bool reference_signs(const fuzz_case *c) {
  const reference_scheme *scheme = reference_of(c);
  bool has_body = c->request.body.len > 0;
  if (has_method(c, scheme)) return has_body || !scheme->only_with_body;
  return has_body && reference_follows(c, REFERENCE_ANY_METHOD);
}
