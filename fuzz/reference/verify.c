/* The verdict, from what the documents and the contract of reqsig_verify say. */
#include "reference/reference.h"

/* What the fields say. */
typedef struct sent {
  bool wrong_key, wrong_digest, has_time;
  reqsig_slice timestamp;
  int64_t timestamp_ms;
  reqsig_slice mac; /* raw */
} sent;

/* With the padding that a profile lets it lack. */
static reqsig_slice padded(fuzz_heap *heap, const fuzz_case *c, reqsig_slice text) {
  reqsig_buffer whole = rs_fuzz_buffer(heap, text.len + 3);
  rs_put_slice(&whole, text);
  while (reference_follows(c, REFERENCE_BASE64_UNPADDED) && whole.len % 4 != 0) rs_put_byte(&whole, '=');
  return fuzz_bytes_of(&whole);
}

static bool read_mac(fuzz_heap *heap, const fuzz_case *c, reqsig_slice text, sent *s) {
  reqsig_buffer raw = rs_fuzz_buffer(heap, text.len);
  bool right = reference_of(c)->in_base64
                   ? reference_unbase64(padded(heap, c, text), &raw)
                   : reference_unhex(text, reference_follows(c, REFERENCE_HEX_ANY_CASE), &raw);
  s->mac = fuzz_bytes_of(&raw);
  return right && raw.len == reference_of(c)->mac_len;
}

static bool read_time(const fuzz_case *c, reqsig_slice text, sent *s) {
  bool too_large, is_date = reference_of(c)->clock == REFERENCE_DATE;
  int64_t unit = reference_time_unit(c);
  s->timestamp = text;
  s->has_time = is_date ? reference_date(text, &s->timestamp_ms)
                        : reference_int64(text, false, &s->timestamp_ms, &too_large);
  if (!s->has_time || s->timestamp_ms > INT64_MAX / unit) return false;
  s->timestamp_ms *= unit;
  return true;
}

static bool is_key(const fuzz_case *c, const reference_field *f, reqsig_slice text) {
  return rs_slice_equal(text, reqsig_fuzz_credential(c, f->credential));
}

/* "key:mac"; the last colon parts them, as a MAC has none. */
static bool read_key_and_mac(fuzz_heap *heap, const fuzz_case *c, const reference_field *f, reqsig_slice text,
                             sent *s) {
  size_t colon = text.len;
  while (colon > 0 && text.data[colon - 1] != ':') colon--;
  if (colon == 0) return false;
  s->wrong_key = !is_key(c, f, rs_slice(text.data, colon - 1));
  return read_mac(heap, c, rs_slice_after(text, colon), s);
}

static bool read_body_digest(fuzz_heap *heap, const fuzz_case *c, reqsig_slice text, sent *s) {
  reqsig_buffer raw = rs_fuzz_buffer(heap, text.len);
  s->wrong_digest = !rs_slice_equal(text, reference_body_digest(heap, c));
  return reference_unbase64(text, &raw) && raw.len == 16;
}

static bool read_value(fuzz_heap *heap, const fuzz_case *c, const reference_field *f, sent *s) {
  reqsig_slice value = reqsig_fuzz_header(c, f->name), prefix = reqsig_text(f->prefix);
  bool prefixed = value.len >= prefix.len && memcmp(value.data, prefix.data, prefix.len) == 0;
  bool may_lack_it = f->kind == REFERENCE_MAC && reference_follows(c, REFERENCE_PREFIX_OPTIONAL);
  if (value.len == 0 || (!prefixed && !may_lack_it)) return false;
  if (prefixed) value = rs_slice_after(value, prefix.len);
  switch (f->kind) {
  case REFERENCE_MAC: return read_mac(heap, c, value, s);
  case REFERENCE_TIME: return read_time(c, value, s);
  case REFERENCE_KEY: s->wrong_key = !is_key(c, f, value); return true;
  case REFERENCE_KEY_AND_MAC: return read_key_and_mac(heap, c, f, value, s);
  case REFERENCE_BODY_DIGEST: return read_body_digest(heap, c, value, s);
  }
  return false;
}

static bool may_be_absent(fuzz_heap *heap, const fuzz_case *c, const reference_field *f, bool is_signed) {
  if (f->kind == REFERENCE_BODY_DIGEST && reference_body_digest(heap, c).len == 0) return true;
  return !is_signed && !f->unsigned_too;
}

static reqsig_reason read_field(fuzz_heap *heap, const fuzz_case *c, const reference_field *f, bool is_signed,
                                sent *s) {
  size_t num = rs_fuzz_case_num_headers(c, reqsig_text(f->name));
  if (num == 0) return may_be_absent(heap, c, f, is_signed) ? REQSIG_REASON_NONE : REQSIG_REASON_MISSING;
  return num == 1 && read_value(heap, c, f, s) ? REQSIG_REASON_NONE : REQSIG_REASON_MALFORMED;
}

static reqsig_reason read_body_time(fuzz_heap *heap, const fuzz_case *c, sent *s) {
  bool too_large;
  reqsig_slice name = reqsig_text(reference_of(c)->time_member);
  reference_json json = reference_read_json(heap, c->request.body, name);
  if (!json.valid || !json.is_object || json.num_named > 1) return REQSIG_REASON_MALFORMED;
  if (json.num_named == 0) return REQSIG_REASON_MISSING;
  reqsig_slice value = rs_slice_equal(json.value, RS_LITERAL("-0")) ? RS_LITERAL("0") : json.value;
  s->has_time = reference_int64(value, true, &s->timestamp_ms, &too_large);
  return s->has_time ? REQSIG_REASON_NONE : REQSIG_REASON_MALFORMED;
}

static reqsig_reason read_fields(fuzz_heap *heap, const fuzz_case *c, bool is_signed, sent *s) {
  reqsig_reason reason = REQSIG_REASON_NONE;
  const reference_scheme *scheme = reference_of(c);
  for (const reference_field *f = scheme->fields; f->name && reason == REQSIG_REASON_NONE; f++)
    reason = read_field(heap, c, f, is_signed, s);
  if (reason != REQSIG_REASON_NONE) return reason;
  if (scheme->reads_content_type && rs_fuzz_case_num_headers(c, reqsig_text("content-type")) > 1)
    return REQSIG_REASON_MALFORMED;
  return scheme->time_member && is_signed ? read_body_time(heap, c, s) : REQSIG_REASON_NONE;
}

/* Whether now and the timestamp are further apart than a limit; later is not the earlier of the two. The
 * difference of two int64 is a uint64. */
static bool is_beyond(int64_t later, int64_t earlier, int64_t limit, bool exclusive) {
  uint64_t apart = (uint64_t)later - (uint64_t)earlier;
  return limit != INT64_MAX && (apart > (uint64_t)limit || (exclusive && apart == (uint64_t)limit));
}

static reqsig_reason freshness(const fuzz_case *c, int64_t timestamp_ms, reqsig_answer *fresh) {
  const reference_profile *open = reference_follows(c, REFERENCE_WINDOW_OPEN);
  int64_t own = open && open->window_ms != 0 ? open->window_ms : reference_of(c)->window_ms;
  reqsig_window window = {own, own};
  bool exclusive = open != NULL;
  if (!c->has_window && own == 0) return REQSIG_REASON_NONE;
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
  const reference_field *signature = reference_field_of(reference_of(c), REFERENCE_MAC);
  bool is_signed = reference_signs(c) || rs_fuzz_case_num_headers(c, reqsig_text(signature->name)) > 0;
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

bool reference_takes_window(const fuzz_case *c) {
  return c->has_window && reference_of(c)->clock != REFERENCE_NO_TIME && c->window.max_age_ms >= 0 &&
         c->window.max_skew_ms >= 0;
}
