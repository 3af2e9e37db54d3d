/* A request, by RFC 9112 and by what reqsig.h says of each error: the error and its place too. */
#include "reference/reference.h"

typedef struct reader {
  reqsig_slice raw;
  size_t at;
  reqsig_http_error truncated; /* what it is if the input ends here */
  reference_request *to;
  bool old; /* HTTP/1.0 */
  reqsig_slice authority, host_of_authority;
  const reqsig_header *host, *length, *coding;
  uint64_t body_len;
} reader;

static int byte_at(const reader *r, size_t at) {
  return at < r->raw.len ? r->raw.data[at] : -1;
}

static bool exactly(reader *r, reqsig_http_error error, size_t at) {
  r->to->error = error;
  r->to->offset = at;
  return false;
}

/* The fault at the place where reading stands, if not another is there that goes before. */
static bool blame(reader *r, reqsig_http_error error) {
  int byte = byte_at(r, r->at), next = byte_at(r, r->at + 1);
  if (byte < 0) error = r->truncated;
  if (byte == '\n') error = REQSIG_HTTP_BARE_LF;
  if (byte == '\r' && next >= 0 && next != '\n') error = REQSIG_HTTP_BARE_CR;
  return exactly(r, error, r->at);
}

static bool is_among(int byte, const char *set) {
  bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
  return letter || (byte >= '0' && byte <= '9') || (byte > 0 && strchr(set, byte));
}

static size_t skip(reader *r, const char *set) {
  size_t start = r->at;
  while (is_among(byte_at(r, r->at), set)) r->at++;
  return r->at - start;
}

/* Capital letters in text stand for both. */
static bool take(reader *r, const char *text, bool ignoring_case) {
  for (; *text; text++, r->at++) {
    int byte = byte_at(r, r->at);
    if (byte != *text && !(ignoring_case && byte == (*text | 0x20))) return false;
  }
  return true;
}

static bool end_line(reader *r, reqsig_http_error error) {
  if (byte_at(r, r->at) == '\r' && byte_at(r, r->at + 1) == '\n') {
    r->at += 2;
    return true;
  }
  if (byte_at(r, r->at) == '\r' && r->at + 1 == r->raw.len) r->at++;
  return blame(r, error);
}

static bool read_method(reader *r) {
  if (r->raw.len == 0) return exactly(r, REQSIG_HTTP_EMPTY, 0);
  if (byte_at(r, 0) == '\r') return blame(r, REQSIG_HTTP_LEADING_EMPTY_LINE);
  size_t len = skip(r, "!#$%&'*+-.^_`|~");
  if (len == 0 || byte_at(r, r->at) != ' ') return blame(r, REQSIG_HTTP_METHOD);
  r->to->method = rs_slice(r->raw.data, len);
  r->at++;
  return true;
}

static bool end_target(reader *r, reqsig_http_error error) {
  if (byte_at(r, r->at) != ' ') return blame(r, byte_at(r, r->at) == '\r' ? REQSIG_HTTP_VERSION : error);
  r->at++;
  return true;
}

static bool read_path(reader *r) {
  for (skip(r, "-._~!$&'()*+,;=:@/?"); byte_at(r, r->at) == '%'; skip(r, "-._~!$&'()*+,;=:@/?")) {
    r->at++;
    for (int i = 0; i < 2; i++, r->at++)
      if (byte_at(r, r->at) < 0 || reference_hex_digit((uint8_t)byte_at(r, r->at)) < 0)
        return blame(r, REQSIG_HTTP_TARGET_ESCAPE);
  }
  return end_target(r, REQSIG_HTTP_TARGET_BYTE);
}

static bool read_port(reader *r, bool required) {
  long port = 0;
  size_t start = ++r->at;
  for (; byte_at(r, r->at) >= '0' && byte_at(r, r->at) <= '9'; r->at++)
    if ((port = port * 10 + byte_at(r, r->at) - '0') > 65535) return false;
  return r->at > start || !required;
}

/* False where reading stands at the byte that can't be. *name_end: behind the host. */
static bool read_authority(reader *r, bool port_required, size_t *name_end) {
  size_t start = r->at;
  if (byte_at(r, r->at) == '[') {
    size_t len = 0;
    for (r->at++; reference_hex_digit((uint8_t)byte_at(r, r->at)) >= 0 || byte_at(r, r->at) == ':' ||
                  byte_at(r, r->at) == '.';
         r->at++)
      len++;
    if (len < 2 || byte_at(r, r->at) != ']') return false;
    r->at++;
  } else {
    skip(r, "-._~!$&'()*+;=");
  }
  *name_end = r->at;
  if (r->at == start) return false;
  return byte_at(r, r->at) == ':' ? read_port(r, port_required) : !port_required;
}

static bool read_form(reader *r) {
  bool connect = rs_slice_equal(r->to->method, RS_LITERAL("CONNECT"));
  size_t start, name_end;
  if (!connect && byte_at(r, r->at) == '/') return read_path(r);
  if (rs_slice_equal(r->to->method, RS_LITERAL("OPTIONS")) && byte_at(r, r->at) == '*') {
    r->at++;
    return end_target(r, REQSIG_HTTP_TARGET);
  }
  if (!connect &&
      (!take(r, "HTTP", true) || (byte_at(r, r->at) != ':' && !take(r, "S", true)) || !take(r, "://", false)))
    return blame(r, REQSIG_HTTP_TARGET);
  start = r->at;
  if (!read_authority(r, connect, &name_end)) return blame(r, REQSIG_HTTP_TARGET);
  r->authority = rs_slice(r->raw.data + start, r->at - start);
  r->host_of_authority = connect ? rs_slice(r->raw.data + start, name_end - start) : r->authority;
  bool has_path = !connect && (byte_at(r, r->at) == '/' || byte_at(r, r->at) == '?');
  return has_path ? read_path(r) : end_target(r, REQSIG_HTTP_TARGET);
}

static bool read_first_line(reader *r) {
  if (!read_method(r)) return false;
  size_t start = r->at;
  if (!read_form(r)) return false;
  r->to->target = rs_slice(r->raw.data + start, r->at - 1 - start);
  if (!take(r, "HTTP/1.", false)) return blame(r, REQSIG_HTTP_VERSION);
  r->old = byte_at(r, r->at) == '0';
  if (!r->old && byte_at(r, r->at) != '1') return blame(r, REQSIG_HTTP_VERSION);
  r->at++;
  return end_line(r, REQSIG_HTTP_VERSION);
}

static bool is_blank(int byte) {
  return byte == ' ' || byte == '\t';
}

static bool read_field(reader *r, reqsig_header *field) {
  size_t start = r->at, len = skip(r, "!#$%&'*+-.^_`|~");
  field->name = rs_slice(r->raw.data + start, len);
  if (len == 0 || byte_at(r, r->at) != ':')
    return blame(r, is_blank(byte_at(r, r->at)) ? REQSIG_HTTP_SPACE_BEFORE_COLON : REQSIG_HTTP_FIELD_NAME);
  do r->at++;
  while (is_blank(byte_at(r, r->at)));
  start = r->at;
  while (byte_at(r, r->at) == '\t' || (byte_at(r, r->at) >= ' ' && byte_at(r, r->at) != 0x7f)) r->at++;
  size_t end = r->at;
  while (end > start && is_blank(byte_at(r, end - 1))) end--;
  field->value = rs_slice(r->raw.data + start, end - start);
  return end_line(r, REQSIG_HTTP_FIELD_VALUE);
}

static size_t place_of(const reader *r, reqsig_slice part) {
  return (size_t)(part.data - r->raw.data);
}

static bool check_host(reader *r, const reqsig_header *field) {
  if (r->host) return exactly(r, REQSIG_HTTP_HOST_TWICE, place_of(r, field->name));
  r->host = field;
  size_t name_end, start = place_of(r, field->value);
  reader in_value = {.raw = rs_slice(r->raw.data, start + field->value.len), .at = start};
  if (field->value.len == 0 ||
      (read_authority(&in_value, false, &name_end) && in_value.at == in_value.raw.len))
    return true;
  return exactly(r, REQSIG_HTTP_HOST, in_value.at);
}

/* Digits without a zero in front, up to 2^63-1. */
static bool check_length(reader *r, const reqsig_header *field) {
  if (r->length) return exactly(r, REQSIG_HTTP_CONTENT_LENGTH_TWICE, place_of(r, field->name));
  if (r->coding) return exactly(r, REQSIG_HTTP_LENGTH_AND_ENCODING, place_of(r, field->name));
  r->length = field;
  size_t i = 0, start = place_of(r, field->value);
  for (; i < field->value.len; i++) {
    uint64_t digit = (uint64_t)field->value.data[i] - '0', most = INT64_MAX;
    bool after_zero = i == 1 && field->value.data[0] == '0';
    if (digit > 9 || after_zero || r->body_len > (most - digit) / 10) break;
    r->body_len = r->body_len * 10 + digit;
  }
  return (i > 0 && i == field->value.len) || exactly(r, REQSIG_HTTP_CONTENT_LENGTH, start + i);
}

static bool check_coding(reader *r, const reqsig_header *field) {
  static const char chunked[] = "CHUNKED";
  if (r->length) return exactly(r, REQSIG_HTTP_LENGTH_AND_ENCODING, place_of(r, field->name));
  if (r->coding || r->old) return exactly(r, REQSIG_HTTP_TRANSFER_ENCODING, place_of(r, field->name));
  r->coding = field;
  size_t start = place_of(r, field->value);
  reader in_value = {.raw = rs_slice(r->raw.data, start + field->value.len), .at = start};
  bool right = take(&in_value, chunked, true) && in_value.at == in_value.raw.len;
  return right || exactly(r, REQSIG_HTTP_TRANSFER_ENCODING, in_value.at);
}

static bool check_field(reader *r, const reqsig_header *field) {
  if (reference_equal_ignoring_case(field->name, RS_LITERAL("host"))) return check_host(r, field);
  if (reference_equal_ignoring_case(field->name, RS_LITERAL("content-length"))) return check_length(r, field);
  if (reference_equal_ignoring_case(field->name, RS_LITERAL("transfer-encoding")))
    return check_coding(r, field);
  return true;
}

static bool read_head(reader *r) {
  if (!read_first_line(r)) return false;
  for (; byte_at(r, r->at) != '\r'; r->to->num_headers++) {
    if (is_blank(byte_at(r, r->at))) return blame(r, REQSIG_HTTP_FOLDED_LINE);
    if (r->to->num_headers == REFERENCE_MAX_HEADERS) return blame(r, REQSIG_HTTP_TOO_MANY_HEADERS);
    reqsig_header *field = &r->to->headers[r->to->num_headers];
    if (!read_field(r, field) || !check_field(r, field)) return false;
  }
  size_t empty_line = r->at;
  if (!end_line(r, REQSIG_HTTP_FIELD_NAME)) return false;
  if (!r->host) return r->old || exactly(r, REQSIG_HTTP_HOST_MISSING, empty_line);
  return r->authority.len == 0 || reference_equal_ignoring_case(r->host->value, r->authority) ||
         reference_equal_ignoring_case(r->host->value, r->host_of_authority) ||
         exactly(r, REQSIG_HTTP_HOST_MISMATCH, place_of(r, r->host->value));
}

static bool read_chunk_size(reader *r, uint64_t *size) {
  size_t num = 0;
  int digit;
  for (*size = 0; (digit = reference_hex_digit((uint8_t)byte_at(r, r->at))) >= 0; r->at++, num++) {
    if (num == 16 || *size > (uint64_t)INT64_MAX / 16) return blame(r, REQSIG_HTTP_CHUNK_SIZE);
    *size = *size * 16 + (uint64_t)digit;
  }
  if (num == 0) return blame(r, REQSIG_HTTP_CHUNK_SIZE);
  if (byte_at(r, r->at) == ';') return exactly(r, REQSIG_HTTP_CHUNK_EXTENSION, r->at);
  return end_line(r, REQSIG_HTTP_CHUNK_SIZE);
}

static bool read_chunks(reader *r, reqsig_buffer *joined) {
  uint64_t size;
  while (read_chunk_size(r, &size)) {
    if (size == 0) return end_line(r, REQSIG_HTTP_TRAILER);
    if (size > r->raw.len - r->at) return exactly(r, REQSIG_HTTP_BODY_TRUNCATED, r->raw.len);
    rs_put_slice(joined, rs_slice(r->raw.data + r->at, (size_t)size));
    r->at += (size_t)size;
    if (!take(r, "\r\n", false))
      return exactly(r, byte_at(r, r->at) < 0 ? REQSIG_HTTP_BODY_TRUNCATED : REQSIG_HTTP_CHUNK_END, r->at);
  }
  return false;
}

static bool read_body(fuzz_heap *heap, reader *r) {
  reqsig_buffer joined = rs_fuzz_buffer(heap, r->raw.len);
  r->truncated = REQSIG_HTTP_BODY_TRUNCATED;
  if (r->coding) {
    if (!read_chunks(r, &joined)) return false;
    r->to->body = fuzz_bytes_of(&joined);
  } else {
    if (r->body_len > r->raw.len - r->at) return exactly(r, REQSIG_HTTP_BODY_TRUNCATED, r->raw.len);
    r->to->body = rs_slice(r->raw.data + r->at, (size_t)r->body_len);
    r->at += (size_t)r->body_len;
  }
  return exactly(r, r->at < r->raw.len ? REQSIG_HTTP_TRAILING_BYTES : REQSIG_HTTP_NONE, r->at);
}

void reference_read_request(fuzz_heap *heap, reqsig_slice raw, reference_request *to) {
  reader r = {.raw = raw, .truncated = REQSIG_HTTP_HEAD_TRUNCATED, .to = to};
  *to = (reference_request){0};
  if (read_head(&r)) read_body(heap, &r);
}
