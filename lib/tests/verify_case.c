#include "verify_case.h"

#include "message_mac.h"

const char *case_scheme(size_t index) {
  const reqsig_scheme *scheme = reqsig_scheme_at(index);
  return scheme ? reqsig_scheme_name(scheme) : NULL;
}

/* The header rule with the MAC in its value; every scheme has one. */
static const rs_header_rule *signature_rule(const reqsig_scheme *scheme) {
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++)
    for (size_t k = 0; k < RS_MAX_VALUE_PARTS; k++)
      if (scheme->headers[i].value[k].from == RS_FROM_MAC) return &scheme->headers[i];
  cr_assert_fail("%s has no header with a signature", scheme->name);
  return NULL;
}

const char *case_signature_header(const verify_case *c) {
  return (const char *)signature_rule(c->scheme)->name.data;
}

reqsig_slice case_signature_prefix(verify_case *c) {
  const rs_part *part = signature_rule(c->scheme)->value;
  size_t at = c->text.len;
  for (; part->from != RS_FROM_MAC; part++) {
    cr_assert(part->from == RS_FROM_LITERAL || part->from == RS_FROM_CREDENTIAL, "%s", c->scheme->name);
    rs_put_slice(&c->text,
                 part->from == RS_FROM_LITERAL ? part->literal : c->credentials[part->credential].value);
  }
  cr_assert_eq(rs_buffer_status(&c->text), REQSIG_OK);
  return rs_slice(c->room + at, c->text.len - at);
}

/* Each credential says whose it is: "aet-token". */
static void take_credentials(verify_case *c) {
  const char *name;
  while ((name = reqsig_scheme_credential(c->scheme, c->num_credentials))) {
    reqsig_slice value = case_join(c, reqsig_text(c->scheme->name), RS_LITERAL("-"), reqsig_text(name));
    c->credentials[c->num_credentials++] = (reqsig_credential){name, value};
  }
}

static const char *signed_method(const reqsig_scheme *scheme) {
  return scheme->signs.methods[0] ? scheme->signs.methods[0] : "POST";
}

static reqsig_slice signed_body(verify_case *c) {
  if (c->scheme->time.place != RS_TIME_IN_BODY_MEMBER) return RS_LITERAL("a=1&b=2");
  const char *unit = c->scheme->time.format == RS_UNIX_SECONDS ? "\":1700000000}" : "\":1700000000123}";
  return case_join(c, RS_LITERAL("{\"amount\":\"12.50\",\""), reqsig_text(c->scheme->time.name),
                   reqsig_text(unit));
}

void case_begin(verify_case *c, const char *scheme, const char *profile) {
  *c = (verify_case){.scheme = reqsig_scheme_find(scheme), .now_ms = CASE_NOW};
  c->text = (reqsig_buffer){c->room, sizeof c->room, 0};
  take_credentials(c);
  c->request = (reqsig_request){reqsig_text(signed_method(c->scheme)), RS_LITERAL("/v1/orders?page=2"),
                                c->headers, 0, signed_body(c)};
  const reqsig_scheme *varied;
  reqsig_buffer memory = {c->varied, sizeof c->varied, 0};
  cr_assert_eq(reqsig_scheme_vary(c->scheme, &profile, profile ? 1 : 0, &memory, &varied), REQSIG_OK);
  cr_assert_eq(reqsig_context_init(&c->context, varied, c->credentials, c->num_credentials), REQSIG_OK);
  case_sign(c, CASE_NOW);
}

void case_sign(verify_case *c, int64_t now_ms) {
  reqsig_header added[REQSIG_MAX_ADDED_HEADERS];
  size_t num = REQSIG_MAX_ADDED_HEADERS;
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && c->scheme->headers[i].name.len > 0; i++)
    if (c->scheme->headers[i].sending != RS_SENT_UNLESS_PRESENT)
      case_remove(c, (const char *)c->scheme->headers[i].name.data);
  cr_assert_eq(reqsig_sign(&c->context, &c->request, now_ms, &c->text, added, &num), REQSIG_OK);
  for (size_t i = 0; i < num; i++) case_add(c, (const char *)added[i].name.data, added[i].value);
}

/* The header's part that has the time is the whole of its value in every scheme. */
static reqsig_slice time_as_sent(const verify_case *c) {
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++)
    if (c->scheme->headers[i].value[0].from == RS_FROM_TIMESTAMP)
      return case_get(c, (const char *)c->scheme->headers[i].name.data);
  return rs_slice(NULL, 0);
}

void case_put_mac(verify_case *c) {
  rs_builder builder;
  uint8_t mac[RS_MAX_DIGEST];
  cr_assert_eq(rs_builder_begin(&builder, &c->context, &c->request), REQSIG_OK);
  builder.timestamp = time_as_sent(c);
  rs_message_mac(&builder, mac);
  rs_builder_take_mac(&builder, mac);
  case_set_mac(c, builder.mac);
}

reqsig_slice case_get(const verify_case *c, const char *name) {
  const reqsig_header *header = rs_header_find(&c->request, reqsig_text(name));
  cr_assert_not_null(header, "%s", name);
  return header->value;
}

void case_add(verify_case *c, const char *name, reqsig_slice value) {
  cr_assert_lt(c->request.num_headers, CASE_MAX_HEADERS);
  c->headers[c->request.num_headers++] = (reqsig_header){reqsig_text(name), value};
}

void case_set(verify_case *c, const char *name, reqsig_slice value) {
  bool found = false;
  for (size_t i = 0; i < c->request.num_headers; i++) {
    if (!rs_slice_equal_ignoring_case(c->headers[i].name, reqsig_text(name))) continue;
    c->headers[i].value = value;
    found = true;
  }
  if (!found) case_add(c, name, value);
}

void case_remove(verify_case *c, const char *name) {
  size_t kept = 0;
  for (size_t i = 0; i < c->request.num_headers; i++)
    if (!rs_slice_equal_ignoring_case(c->headers[i].name, reqsig_text(name)))
      c->headers[kept++] = c->headers[i];
  c->request.num_headers = kept;
}

reqsig_slice case_join(verify_case *c, reqsig_slice a, reqsig_slice b, reqsig_slice d) {
  size_t at = c->text.len;
  rs_put_slice(&c->text, a);
  rs_put_slice(&c->text, b);
  rs_put_slice(&c->text, d);
  cr_assert_eq(rs_buffer_status(&c->text), REQSIG_OK);
  return rs_slice(c->room + at, c->text.len - at);
}

reqsig_slice case_mac(verify_case *c) {
  return rs_slice_after(case_get(c, case_signature_header(c)), case_signature_prefix(c).len);
}

void case_set_mac(verify_case *c, reqsig_slice mac) {
  case_set(c, case_signature_header(c), case_join(c, case_signature_prefix(c), mac, rs_slice(NULL, 0)));
}

static bool is_rejection_before_the_mac(reqsig_reason reason) {
  return reason == REQSIG_REASON_MALFORMED || reason == REQSIG_REASON_MISSING;
}

static bool is_about_time(reqsig_reason reason) {
  return reason == REQSIG_REASON_EXPIRED || reason == REQSIG_REASON_NOT_YET_VALID;
}

reqsig_reason case_verify(verify_case *c) {
  memset(&c->verdict, 0x5a, sizeof c->verdict);
  cr_assert_eq(reqsig_verify(&c->context, &c->request, c->now_ms, c->window, &c->verdict), REQSIG_OK);
  const reqsig_verdict *verdict = &c->verdict;
  bool accepted = verdict->reason == REQSIG_REASON_NONE;
  cr_assert_eq(verdict->expected == NULL, accepted);
  cr_assert_eq(verdict->clause == NULL, accepted);
  cr_assert_eq(verdict->field.len == 0, accepted);
  cr_assert_eq(verdict->well_formed == REQSIG_NO, is_rejection_before_the_mac(verdict->reason));
  cr_assert(verdict->well_formed == REQSIG_NO || verdict->well_formed == REQSIG_YES);
  cr_assert(verdict->has_timestamp || (verdict->timestamp_ms == 0 && verdict->age_ms == 0));
  return verdict->reason;
}

void case_check_accepted(verify_case *c, const char *label) {
  case_verify(c);
  const reqsig_verdict *verdict = &c->verdict;
  cr_assert_eq(verdict->reason, REQSIG_REASON_NONE, "%s %s: %s, %.*s: %s", reqsig_scheme_name(c->scheme),
               label, reqsig_reason_name(verdict->reason), (int)verdict->field.len,
               (const char *)verdict->field.data, verdict->expected);
  cr_assert_neq(verdict->authentic, REQSIG_NO, "%s", label);
  cr_assert_neq(verdict->fresh, REQSIG_NO, "%s", label);
}

void case_check_rejected(verify_case *c, reqsig_reason reason, const char *field, const char *label) {
  case_verify(c);
  const reqsig_verdict *verdict = &c->verdict;
  cr_assert_eq(verdict->reason, reason, "%s %s: %s, not %s", reqsig_scheme_name(c->scheme), label,
               reqsig_reason_name(verdict->reason), reqsig_reason_name(reason));
  cr_assert(rs_slice_equal(verdict->field, reqsig_text(field)), "%s %s: at %.*s",
            reqsig_scheme_name(c->scheme), label, (int)verdict->field.len, (const char *)verdict->field.data);
  reqsig_answer authentic = is_rejection_before_the_mac(reason) ? REQSIG_UNKNOWN
                            : is_about_time(reason)             ? REQSIG_YES
                                                                : REQSIG_NO;
  cr_assert_eq(verdict->authentic, authentic, "%s", label);
  if (is_rejection_before_the_mac(reason)) cr_assert_eq(verdict->fresh, REQSIG_UNKNOWN, "%s", label);
  if (is_about_time(reason)) cr_assert_eq(verdict->fresh, REQSIG_NO, "%s", label);
}
