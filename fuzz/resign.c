#include "resign.h"

#include <inttypes.h>
#include <stdio.h>

#include "date.h"

static const int64_t first_date_ms = INT64_C(-62135596800000), last_date_ms = INT64_C(253402300799999);

static reqsig_slice printed(fuzz_heap *heap, const char *format, int64_t number) {
  char text[64];
  int len = snprintf(text, sizeof text, format, number);
  return fuzz_copy(heap, rs_slice(text, (size_t)len));
}

static reqsig_slice joined(fuzz_heap *heap, reqsig_slice a, reqsig_slice b, reqsig_slice c) {
  reqsig_buffer all = fuzz_buffer(heap, a.len + b.len + c.len);
  rs_put_slice(&all, a);
  rs_put_slice(&all, b);
  rs_put_slice(&all, c);
  return fuzz_bytes_of(&all);
}

static reqsig_slice date_of(fuzz_heap *heap, int64_t ms) {
  if (ms < first_date_ms) ms = first_date_ms;
  if (ms > last_date_ms) ms = last_date_ms;
  reqsig_buffer text = fuzz_buffer(heap, RS_DATE_LEN);
  rs_date_write(ms / 1000, &text);
  return fuzz_bytes_of(&text);
}

/* The time that the header says already if it is right, else now's. */
static reqsig_slice right_time(fuzz_heap *heap, fuzz_case *c, const char *name) {
  reqsig_slice sent = fuzz_case_header(c, name);
  int64_t value, now_ms = c->now_ms < 0 ? 0 : c->now_ms;
  bool too_large, in_ms = reference_time_unit(c) == 1;
  if (reference_of(c)->clock == REFERENCE_DATE)
    return reference_date(sent, &value) ? sent : date_of(heap, c->now_ms);
  bool right = reference_int64(sent, false, &value, &too_large) && (in_ms || value <= INT64_MAX / 1000);
  return right ? sent : printed(heap, "%" PRId64, in_ms ? now_ms : now_ms / 1000);
}

/* Sets the header, prefixed, without moving it if it is right already. */
static void make(fuzz_heap *heap, fuzz_case *c, const char *name, const char *prefix, reqsig_slice value) {
  value = joined(heap, reqsig_text(prefix), value, rs_slice(NULL, 0));
  if (fuzz_case_num_headers(c, name) != 1 || !rs_slice_equal(fuzz_case_header(c, name), value))
    fuzz_case_set_header(c, name, value);
}

static void make_body_time_right(fuzz_heap *heap, fuzz_case *c) {
  bool too_large;
  int64_t time;
  reqsig_slice name = reqsig_text(reference_of(c)->time_member);
  reference_json json = reference_read_json(heap, c->request.body, name);
  if (json.valid && json.is_object && json.num_named == 1 &&
      reference_int64(json.value, true, &time, &too_large))
    return;
  reqsig_slice member = joined(heap, RS_LITERAL("{\""), name, RS_LITERAL("\":"));
  c->request.body = joined(heap, member, printed(heap, "%" PRId64, c->now_ms),
                           json.valid ? joined(heap, RS_LITERAL(",\"x\":"), c->request.body, RS_LITERAL("}"))
                                      : RS_LITERAL("}"));
}

static void make_digest(fuzz_heap *heap, fuzz_case *c, const reference_field *field) {
  reqsig_slice digest = reference_body_digest(heap, c);
  if (digest.len > 0)
    make(heap, c, field->name, field->prefix, digest);
  else
    fuzz_case_drop_headers(c, field->name);
}

/* The MAC is made last, of what the other headers say. */
static void make_signature(fuzz_heap *heap, fuzz_case *c, const reference_field *field, reqsig_slice time) {
  reqsig_slice mac = reference_mac_text(heap, c, time);
  if (field->kind == REFERENCE_KEY_AND_MAC)
    mac = joined(heap, fuzz_case_credential(c, field->credential), RS_LITERAL(":"), mac);
  make(heap, c, field->name, field->prefix, mac);
}

static void make_headers(fuzz_heap *heap, fuzz_case *c, const reference_scheme *scheme) {
  reqsig_slice time = rs_slice(NULL, 0);
  for (const reference_field *field = scheme->fields; field->name; field++) {
    if (field->kind == REFERENCE_TIME)
      make(heap, c, field->name, field->prefix, time = right_time(heap, c, field->name));
    if (field->kind == REFERENCE_KEY)
      make(heap, c, field->name, field->prefix, fuzz_case_credential(c, field->credential));
    if (field->kind == REFERENCE_BODY_DIGEST) make_digest(heap, c, field);
  }
  make_signature(heap, c, reference_field_of(scheme, REFERENCE_MAC), time);
}

static void use_default_credentials(fuzz_case *c) {
  const char *name;
  c->num_credentials = 0;
  for (size_t i = 0; (name = reqsig_scheme_credential(c->scheme, i)) && i < FUZZ_MAX_CREDENTIALS; i++)
    c->credentials[c->num_credentials++] = (reqsig_credential){name, RS_LITERAL("czNjcmV0")};
}

void fuzz_resign(fuzz_heap *heap, fuzz_case *c) {
  reqsig_context context;
  if (fuzz_case_context(c, &context) != REQSIG_OK) use_default_credentials(c);
  /* at most four headers are added below */
  if (c->request.num_headers > FUZZ_MAX_HEADERS - 4) c->request.num_headers = FUZZ_MAX_HEADERS - 4;
  c->has_window = fuzz_case_window_is_taken(c);
  const reference_scheme *scheme = reference_of(c);
  if (scheme->time_member) make_body_time_right(heap, c);
  if (scheme->reads_content_type && fuzz_case_num_headers(c, "content-type") > 1)
    make(heap, c, "content-type", "", fuzz_case_header(c, "content-type"));
  make_headers(heap, c, scheme);
}

void fuzz_begin_case(fuzz_heap *heap, const reqsig_scheme *scheme, fuzz_case *c) {
  *c = (fuzz_case){.scheme = scheme, .now_ms = INT64_C(1700000000123)};
  c->request = (reqsig_request){.method = RS_LITERAL("POST"),
                                .target = RS_LITERAL("/v1/things?page=2"),
                                .body = RS_LITERAL("{\"timestamp\":1700000000123}")};
  use_default_credentials(c);
  fuzz_resign(heap, c);
}
