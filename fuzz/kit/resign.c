#include "kit/resign.h"

#include <inttypes.h>
#include <stdio.h>

#include "json.h"
#include "list.h"
#include "parameters.h"
#include "sent_query.h"

enum { MAX_TRIES = 4 };

static const int64_t usual_now_ms = INT64_C(1700000000123);

/* Without moving the header if it is right already. */
void rs_fuzz_take_signed(fuzz_case *c, const reqsig_header *header) {
  if (rs_slice_equal(header->name, RS_LITERAL(REQSIG_PATH_HEADER)))
    c->request.target = header->value;
  else if (rs_fuzz_case_num_headers(c, header->name) != 1)
    rs_fuzz_case_set_header(c, header->name, header->value);
  else
    for (size_t i = 0; i < c->request.num_headers; i++)
      if (rs_slice_equal_ignoring_case(c->headers[i].name, header->name)) c->headers[i].value = header->value;
}

static bool is_added(const reqsig_scheme *scheme, reqsig_slice name) {
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && scheme->headers[i].name.len > 0; i++)
    if (scheme->headers[i].place == RS_IN_QUERY && rs_parameter_is(name, scheme->headers[i].name))
      return true;
  return false;
}

static reqsig_slice without_parameters(fuzz_heap *heap, const fuzz_case *c) {
  reqsig_slice target = c->request.target;
  const uint8_t *mark = target.len > 0 ? memchr(target.data, '?', target.len) : NULL;
  if (!mark || !rs_adds_parameters(c->scheme)) return target;
  reqsig_buffer kept = rs_fuzz_buffer(heap, target.len);
  reqsig_slice rest = rs_slice_after(target, (size_t)(mark - target.data) + 1);
  rs_put(&kept, target.data, (size_t)(mark - target.data));
  rs_parameter parameter;
  for (char before = '?'; rs_parameter_next(&rest, &parameter);) {
    if (is_added(c->scheme, parameter.name)) continue;
    rs_put_byte(&kept, (uint8_t)before);
    rs_put_slice(&kept, parameter.whole);
    before = '&';
  }
  return fuzz_bytes_of(&kept);
}

void rs_fuzz_unsign(fuzz_heap *heap, fuzz_case *c) {
  const rs_header_rule *rules = c->scheme->headers;
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && rules[i].name.len > 0; i++)
    if (rules[i].sending != RS_SENT_UNLESS_PRESENT && rules[i].place != RS_IN_QUERY)
      rs_fuzz_case_drop_headers(c, rules[i].name);
  c->request.target = without_parameters(heap, c);
}

static void use_default_credentials(const fuzz_frame *frame, fuzz_case *c) {
  const char *name;
  c->num_credentials = 0;
  for (size_t i = 0; (name = reqsig_scheme_credential(c->scheme, i)) && i < REQSIG_FUZZ_MAX_CREDENTIALS; i++)
    c->credentials[c->num_credentials++] = (reqsig_credential){name, RS_LITERAL("63736563")};
  rs_fuzz_case_fix(frame, c);
}

/* What a context wants. Its scheme is one that signs every request. */
static bool begin_context(fuzz_heap *heap, const fuzz_frame *frame, fuzz_case *c, reqsig_scheme *all,
                          reqsig_context *context) {
  *all = *c->scheme;
  all->signs = (rs_signed_requests){0};
  for (int i = 0; i < 3; i++) {
    fuzz_case signed_always = *c;
    signed_always.scheme = all;
    reqsig_status status = rs_fuzz_case_context(heap, &signed_always, context);
    if (status == REQSIG_OK) return true;
    if (status == REQSIG_ERR_PROFILES_CLASH || i == 1)
      c->num_profiles = 0;
    else
      use_default_credentials(frame, c);
    rs_fuzz_case_fix(frame, c);
  }
  return false;
}

/* The time that the case says already if it does, else now's. */
static int64_t time_of(const reqsig_context *context, const fuzz_case *c) {
  const reqsig_request request = rs_fuzz_case_request(c);
  reqsig_verdict verdict;
  bool is_read = reqsig_verify(context, &request, c->now_ms, NULL, &verdict) == REQSIG_OK &&
                 verdict.well_formed == REQSIG_YES && verdict.has_timestamp &&
                 c->scheme->time.lifetime_ms == 0;
  return is_read && verdict.timestamp_ms >= 0 ? verdict.timestamp_ms : c->now_ms;
}

/* The headers that a list must have. */
static void add_listed_headers(fuzz_case *c, const rs_list *list) {
  for (size_t i = 0; i < RS_MAX_LIST_NAMES && list->only[i].len > 0; i++) {
    uint8_t last = list->only[i].data[list->only[i].len - 1];
    bool must = last != '?' && last != '*';
    if (must && rs_fuzz_case_num_headers(c, list->only[i]) == 0)
      rs_fuzz_case_add_header(c, list->only[i], RS_LITERAL("x"));
  }
}

/* A form with that field alone, if the field is not there once. */
static void put_form_field(fuzz_heap *heap, fuzz_case *c, const rs_list *list) {
  const reqsig_request request = rs_fuzz_case_request(c);
  reqsig_slice value;
  if (list->single.len == 0 || rs_list_find_single(&request, list, &value) == 1) return;
  reqsig_buffer body = rs_fuzz_buffer(heap, list->single.len + 2);
  rs_put_slice(&body, list->single);
  rs_put_slice(&body, RS_LITERAL("=1"));
  c->request.body = fuzz_bytes_of(&body);
  rs_fuzz_case_set_header(c, RS_LITERAL("content-type"), RS_LITERAL("application/x-www-form-urlencoded"));
}

static void add_signed_headers(fuzz_case *c) {
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS && c->scheme->message[i].from; i++) {
    reqsig_slice name = c->scheme->message[i].literal;
    if (c->scheme->message[i].from == RS_FROM_HEADER && rs_fuzz_case_num_headers(c, name) == 0)
      rs_fuzz_case_add_header(c, name, RS_LITERAL("x"));
  }
  for (const rs_list *list = c->scheme->lists; list && list->each; list++) add_listed_headers(c, list);
}

static bool add_signature(fuzz_heap *heap, const reqsig_context *context, fuzz_case *c) {
  reqsig_header added[REQSIG_MAX_ADDED_HEADERS];
  size_t num_added = REQSIG_MAX_ADDED_HEADERS;
  const reqsig_request request = rs_fuzz_case_request(c);
  int64_t now_ms = time_of(context, c);
  reqsig_buffer count = {0};
  if (reqsig_sign(context, &request, now_ms, &count, added, &num_added) != REQSIG_ERR_BUFFER_TOO_SMALL)
    return false;
  reqsig_buffer text = rs_fuzz_buffer(heap, count.len);
  num_added = REQSIG_MAX_ADDED_HEADERS;
  if (reqsig_sign(context, &request, now_ms, &text, added, &num_added) != REQSIG_OK) return false;
  for (size_t i = 0; i < num_added; i++) rs_fuzz_take_signed(c, &added[i]);
  return true;
}

/* {"timestamp":1700000000123,"x":BODY} */
static void put_time_into_body(fuzz_heap *heap, fuzz_case *c) {
  size_t offset;
  char number[32];
  reqsig_slice body = c->request.body, name = reqsig_text(c->scheme->time.name);
  reqsig_buffer text = rs_fuzz_buffer(heap, body.len + name.len + sizeof number + 16);
  snprintf(number, sizeof number, "%" PRId64, c->now_ms);
  rs_put_slice(&text, RS_LITERAL("{\""));
  rs_put_slice(&text, name);
  rs_put_slice(&text, RS_LITERAL("\":"));
  rs_put_slice(&text, reqsig_text(number));
  if (rs_json_check(body, &offset) == REQSIG_OK) {
    rs_put_slice(&text, RS_LITERAL(",\"x\":"));
    rs_put_slice(&text, body);
  }
  rs_put_byte(&text, '}');
  c->request.body = fuzz_bytes_of(&text);
}

/* Mends what the verifier finds at fault, other than the signature. False if there is nothing. */
static bool mend(fuzz_heap *heap, const reqsig_context *context, fuzz_case *c) {
  const reqsig_request request = rs_fuzz_case_request(c);
  reqsig_verdict verdict;
  if (reqsig_verify(context, &request, c->now_ms, NULL, &verdict) != REQSIG_OK ||
      verdict.well_formed != REQSIG_NO)
    return false;
  bool of_body = c->scheme->time.place == RS_TIME_IN_BODY_MEMBER;
  if (of_body && rs_slice_equal(verdict.field, reqsig_text(c->scheme->time.name)))
    put_time_into_body(heap, c);
  else if (rs_fuzz_case_num_headers(c, verdict.field) > 1)
    rs_fuzz_case_set_header(c, verdict.field, RS_LITERAL("x"));
  else
    return false;
  return true;
}

void rs_fuzz_resign(fuzz_heap *heap, const fuzz_frame *frame, fuzz_case *c) {
  reqsig_context context;
  reqsig_scheme all;
  if (!begin_context(heap, frame, c, &all, &context)) return;
  size_t most = REQSIG_FUZZ_MAX_HEADERS - REQSIG_MAX_ADDED_HEADERS;
  if (c->request.num_headers > most) c->request.num_headers = most;
  c->has_window = rs_fuzz_case_window_is_taken(c);
  c->request.nonce = RS_LITERAL("4d3c-._~");
  add_signed_headers(c);
  for (int i = 0; i < MAX_TRIES; i++) {
    for (const rs_list *list = c->scheme->lists; list && list->each; list++) put_form_field(heap, c, list);
    if (!add_signature(heap, &context, c)) {
      c->now_ms = usual_now_ms;
      if (i > 0) c->request.target = RS_LITERAL("/v1/things?page=2");
    } else if (!mend(heap, &context, c))
      return;
  }
}

void rs_fuzz_begin_case(fuzz_heap *heap, const fuzz_frame *frame, size_t index, fuzz_case *c) {
  const reqsig_scheme *scheme =
      frame->scheme ? frame->scheme : reqsig_scheme_at(index % reqsig_num_schemes());
  *c = (fuzz_case){.scheme = scheme, .now_ms = usual_now_ms};
  c->request = (reqsig_request){.method = RS_LITERAL("POST"),
                                .target = RS_LITERAL("/v1/things?page=2"),
                                .body = RS_LITERAL("{\"timestamp\":1700000000123}")};
  use_default_credentials(frame, c);
  rs_fuzz_resign(heap, frame, c);
}
