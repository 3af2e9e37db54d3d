/* The verdict, from what the documents and the contract of reqsig_verify say. */
#include "reference.h"

typedef enum kind { MAC, TIME, KEY, KEY_AND_MAC, BODY_DIGEST } kind;

typedef struct field {
  const char *scheme;
  const char *name;
  const char *prefix;
  kind kind;
  const char *credential;
  bool unsigned_too; /* required even of a request that the scheme does not sign */
} field;

static const field fields[] = {
    {"ambro", "X-Amb-Access-Sig", "", MAC, NULL, false},
    {"ambro", "X-Amb-Access-Ts", "", TIME, NULL, false},
    {"ambro", "X-Amb-App-Id", "", KEY, "app_id", true},
    {"calypso", "Key", "", KEY, "api_key", true},
    {"calypso", "Sign", "", MAC, NULL, false},
    {"aet", "timestamp", "", TIME, NULL, false},
    {"aet", "signature", "", MAC, NULL, false},
    {"aet", "authorization", "Bearer ", KEY, "token", true},
    {"bitpro", "Authorization", "Bitpro ", KEY_AND_MAC, "api_key", false},
    {"bitpro", "Content-MD5", "", BODY_DIGEST, NULL, false},
    {"bitpro", "Date", "", TIME, NULL, false},
    {"crm", "key", "", KEY, "api_key", true},
    {"crm", "signature", "sha256=", MAC, NULL, false},
};
enum { NUM_FIELDS = sizeof fields / sizeof fields[0] };

/* What the fields say. */
typedef struct sent {
  bool wrong_key, wrong_digest, has_time;
  reqsig_slice timestamp;
  int64_t timestamp_ms;
  reqsig_slice mac; /* raw */
} sent;

/* With the padding that a reading lets it lack. */
static reqsig_slice padded(fuzz_heap *heap, const fuzz_case *c, reqsig_slice text) {
  reqsig_buffer whole = fuzz_buffer(heap, text.len + 3);
  rs_put_slice(&whole, text);
  while (fuzz_case_reads(c, "unpadded-base64") && whole.len % 4 != 0) rs_put_byte(&whole, '=');
  return fuzz_bytes_of(&whole);
}

static bool read_mac(fuzz_heap *heap, const fuzz_case *c, reqsig_slice text, sent *s) {
  bool in_base64 = fuzz_case_is(c, "aet") || fuzz_case_is(c, "bitpro");
  size_t len = fuzz_case_is(c, "calypso") ? 64 : fuzz_case_is(c, "bitpro") ? 20 : 32;
  reqsig_buffer raw = fuzz_buffer(heap, text.len);
  bool right = in_base64 ? reference_unbase64(padded(heap, c, text), &raw)
                         : reference_unhex(text, fuzz_case_reads(c, "uppercase-hex"), &raw);
  s->mac = fuzz_bytes_of(&raw);
  return right && raw.len == len;
}

static bool read_time(const fuzz_case *c, reqsig_slice text, sent *s) {
  bool too_large, in_ms = fuzz_case_is(c, "aet") || fuzz_case_reads(c, "milliseconds");
  int64_t unit = in_ms ? 1 : 1000;
  s->timestamp = text;
  s->has_time = fuzz_case_is(c, "bitpro") ? reference_date(text, &s->timestamp_ms)
                                          : reference_int64(text, false, &s->timestamp_ms, &too_large);
  if (!s->has_time || s->timestamp_ms > INT64_MAX / unit) return false;
  s->timestamp_ms *= unit;
  return true;
}

static bool is_key(const fuzz_case *c, const field *f, reqsig_slice text) {
  return rs_slice_equal(text, fuzz_case_credential(c, f->credential));
}

/* "key:mac"; the last colon parts them, as a MAC has none. */
static bool read_key_and_mac(fuzz_heap *heap, const fuzz_case *c, const field *f, reqsig_slice text,
                             sent *s) {
  size_t colon = text.len;
  while (colon > 0 && text.data[colon - 1] != ':') colon--;
  if (colon == 0) return false;
  s->wrong_key = !is_key(c, f, rs_slice(text.data, colon - 1));
  return read_mac(heap, c, rs_slice_after(text, colon), s);
}

static bool read_body_digest(fuzz_heap *heap, const fuzz_case *c, reqsig_slice text, sent *s) {
  reqsig_buffer raw = fuzz_buffer(heap, text.len);
  s->wrong_digest = !rs_slice_equal(text, reference_body_digest(heap, c));
  return reference_unbase64(text, &raw) && raw.len == 16;
}

static bool read_value(fuzz_heap *heap, const fuzz_case *c, const field *f, sent *s) {
  reqsig_slice value = fuzz_case_header(c, f->name), prefix = reqsig_text(f->prefix);
  bool prefixed = value.len >= prefix.len && memcmp(value.data, prefix.data, prefix.len) == 0;
  bool may_lack_it = f->kind == MAC && fuzz_case_reads(c, "prefix-optional");
  if (value.len == 0 || (!prefixed && !may_lack_it)) return false;
  if (prefixed) value = rs_slice_after(value, prefix.len);
  switch (f->kind) {
  case MAC: return read_mac(heap, c, value, s);
  case TIME: return read_time(c, value, s);
  case KEY: s->wrong_key = !is_key(c, f, value); return true;
  case KEY_AND_MAC: return read_key_and_mac(heap, c, f, value, s);
  case BODY_DIGEST: return read_body_digest(heap, c, value, s);
  }
  return false;
}

static bool may_be_absent(fuzz_heap *heap, const fuzz_case *c, const field *f, bool is_signed) {
  if (f->kind == BODY_DIGEST && reference_body_digest(heap, c).len == 0) return true;
  return !is_signed && !f->unsigned_too;
}

static reqsig_reason read_field(fuzz_heap *heap, const fuzz_case *c, const field *f, bool is_signed,
                                sent *s) {
  size_t num = fuzz_case_num_headers(c, f->name);
  if (num == 0) return may_be_absent(heap, c, f, is_signed) ? REQSIG_REASON_NONE : REQSIG_REASON_MISSING;
  return num == 1 && read_value(heap, c, f, s) ? REQSIG_REASON_NONE : REQSIG_REASON_MALFORMED;
}

static reqsig_reason read_body_time(fuzz_heap *heap, const fuzz_case *c, sent *s) {
  bool too_large;
  reference_json json = reference_read_json(heap, c->request.body, RS_LITERAL("timestamp"));
  if (!json.valid || !json.is_object || json.num_named > 1) return REQSIG_REASON_MALFORMED;
  if (json.num_named == 0) return REQSIG_REASON_MISSING;
  reqsig_slice value = rs_slice_equal(json.value, RS_LITERAL("-0")) ? RS_LITERAL("0") : json.value;
  s->has_time = reference_int64(value, true, &s->timestamp_ms, &too_large);
  return s->has_time ? REQSIG_REASON_NONE : REQSIG_REASON_MALFORMED;
}

static reqsig_reason read_fields(fuzz_heap *heap, const fuzz_case *c, bool is_signed, sent *s) {
  reqsig_reason reason = REQSIG_REASON_NONE;
  for (size_t i = 0; i < NUM_FIELDS && reason == REQSIG_REASON_NONE; i++)
    if (fuzz_case_is(c, fields[i].scheme)) reason = read_field(heap, c, &fields[i], is_signed, s);
  if (reason != REQSIG_REASON_NONE) return reason;
  if (fuzz_case_is(c, "aet") && fuzz_case_num_headers(c, "content-type") > 1) return REQSIG_REASON_MALFORMED;
  return fuzz_case_is(c, "calypso") && is_signed ? read_body_time(heap, c, s) : REQSIG_REASON_NONE;
}

/* Whether now and the timestamp are further apart than a limit; later is not the earlier of the two. The
 * difference of two int64 is a uint64. */
static bool is_beyond(int64_t later, int64_t earlier, int64_t limit, bool exclusive) {
  uint64_t apart = (uint64_t)later - (uint64_t)earlier;
  return limit != INT64_MAX && (apart > (uint64_t)limit || (exclusive && apart == (uint64_t)limit));
}

static reqsig_reason freshness(const fuzz_case *c, int64_t timestamp_ms, reqsig_answer *fresh) {
  reqsig_window window = {180000, 180000};
  bool exclusive = fuzz_case_reads(c, "window-exclusive") || fuzz_case_reads(c, "window-900s");
  if (fuzz_case_reads(c, "window-900s")) window = (reqsig_window){900000, 900000};
  if (!c->has_window && !fuzz_case_is(c, "calypso") && !fuzz_case_reads(c, "window-900s"))
    return REQSIG_REASON_NONE;
  if (c->has_window) {
    window = c->window;
    exclusive = false;
  }
  reqsig_reason reason = REQSIG_REASON_NONE;
  if (timestamp_ms <= c->now_ms && is_beyond(c->now_ms, timestamp_ms, window.max_age_ms, exclusive))
    reason = REQSIG_REASON_EXPIRED;
  if (timestamp_ms > c->now_ms && is_beyond(timestamp_ms, c->now_ms, window.max_skew_ms, exclusive))
    reason = REQSIG_REASON_NOT_YET_VALID;
  *fresh = reason == REQSIG_REASON_NONE ? REQSIG_YES : REQSIG_NO;
  return reason;
}

reference_verdict reference_verify(fuzz_heap *heap, const fuzz_case *c) {
  sent s = {0};
  bool is_signed = reference_signs(c) ||
                   (fuzz_case_is(c, "calypso") && fuzz_case_num_headers(c, "Sign") > 0) ||
                   (fuzz_case_is(c, "crm") && fuzz_case_num_headers(c, "signature") > 0);
  reference_verdict v = {.reason = read_fields(heap, c, is_signed, &s)};
  v.well_formed = v.reason == REQSIG_REASON_NONE ? REQSIG_YES : REQSIG_NO;
  if (v.well_formed == REQSIG_NO) return v;
  if (s.has_time) v.timestamp_ms = s.timestamp_ms;
  v.has_timestamp = s.has_time;
  if (s.wrong_key)
    v.reason = REQSIG_REASON_UNKNOWN_KEY;
  else if (s.wrong_digest)
    v.reason = REQSIG_REASON_DIGEST_MISMATCH;
  else if (is_signed && !rs_slice_equal(s.mac, reference_mac(heap, c, s.timestamp)))
    v.reason = REQSIG_REASON_SIGNATURE_MISMATCH;
  v.authentic = v.reason != REQSIG_REASON_NONE ? REQSIG_NO : is_signed ? REQSIG_YES : REQSIG_UNKNOWN;
  reqsig_reason stale = s.has_time ? freshness(c, s.timestamp_ms, &v.fresh) : REQSIG_REASON_NONE;
  if (v.reason == REQSIG_REASON_NONE) v.reason = stale;
  return v;
}
