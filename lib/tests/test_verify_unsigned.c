#include "verify_case.h"

/* Requests that the scheme does not sign: GET, and with CRM also a POST without a body. */
static const struct {
  const char *scheme, *method, *body, *key;
} unsigned_requests[] = {
    {"calypso", "GET", "", "Key"}, {"calypso", "DELETE", "{}", "Key"}, {"crm", "GET", "", "key"},
    {"crm", "GET", "x", "key"},    {"crm", "POST", "", "key"},         {"crm", "DELETE", "x", "key"},
};

enum { NUM_UNSIGNED = sizeof unsigned_requests / sizeof *unsigned_requests };

static void begin(verify_case *c, size_t i) {
  case_begin(c, unsigned_requests[i].scheme, NULL);
  c->request.method = reqsig_text(unsigned_requests[i].method);
  c->request.body = reqsig_text(unsigned_requests[i].body);
  case_sign(c, CASE_NOW);
}

Test(verify_unsigned, needs_the_key_only) {
  for (size_t i = 0; i < NUM_UNSIGNED; i++) {
    verify_case c;
    begin(&c, i);
    case_check_accepted(&c, unsigned_requests[i].method);
    cr_assert_eq(c.verdict.well_formed, REQSIG_YES);
    cr_assert_eq(c.verdict.authentic, REQSIG_UNKNOWN, "nothing was authenticated");
    cr_assert_eq(c.verdict.fresh, REQSIG_UNKNOWN);
    cr_assert_eq(c.verdict.has_timestamp, 0);
    case_set(&c, unsigned_requests[i].key, RS_LITERAL("other"));
    case_check_rejected(&c, REQSIG_REASON_UNKNOWN_KEY, unsigned_requests[i].key, "another key");
    case_set(&c, unsigned_requests[i].key, RS_LITERAL(""));
    case_check_rejected(&c, REQSIG_REASON_MALFORMED, unsigned_requests[i].key, "an empty key");
    case_remove(&c, unsigned_requests[i].key);
    case_check_rejected(&c, REQSIG_REASON_MISSING, unsigned_requests[i].key, "no key");
  }
}

Test(verify_unsigned, is_held_to_a_signature_that_is_there) {
  for (size_t i = 0; i < NUM_UNSIGNED; i++) {
    verify_case c;
    begin(&c, i);
    case_set_mac(&c, RS_LITERAL("00"));
    case_check_rejected(&c, REQSIG_REASON_MALFORMED, case_signature_header(&c), "malformed");
    case_set(&c, case_signature_header(&c), rs_slice(NULL, 0));
    case_check_rejected(&c, REQSIG_REASON_MALFORMED, case_signature_header(&c), "empty");
    c.request.body = RS_LITERAL("{\"timestamp\":1700000000123}");
    case_put_mac(&c);
    case_check_accepted(&c, "right");
    cr_assert_eq(c.verdict.authentic, REQSIG_YES);
    c.request.body = RS_LITERAL("{\"timestamp\":1700000000124}");
    case_check_rejected(&c, REQSIG_REASON_SIGNATURE_MISMATCH, case_signature_header(&c), "wrong");
  }
}

Test(verify_unsigned, with_a_signature_wants_the_time_too) {
  verify_case c;
  begin(&c, 0);
  case_put_mac(&c);
  case_check_rejected(&c, REQSIG_REASON_MALFORMED, "timestamp", "no JSON");
  c.request.body = RS_LITERAL("{}");
  case_put_mac(&c);
  case_check_rejected(&c, REQSIG_REASON_MISSING, "timestamp", "no timestamp");
  c.request.body = RS_LITERAL("{\"timestamp\":1699999820122}");
  case_put_mac(&c);
  case_check_rejected(&c, REQSIG_REASON_EXPIRED, "timestamp", "stale");
}

Test(verify_unsigned, takes_an_empty_body_for_what_was_signed) {
  verify_case c;
  begin(&c, 2);
  case_put_mac(&c);
  case_check_accepted(&c, "the MAC of nothing");
  cr_assert_eq(c.verdict.authentic, REQSIG_YES);
}

/* Nobody gets rid of a signature by changing the method into one that is not signed: documented, as the
 * schemes let it happen; what the scheme signs, it does not let go unsigned. */
Test(verify_unsigned, is_no_way_out_for_methods_that_are_signed) {
  static const char *const methods[] = {"POST", "post", "PATCH", "pAtCh", "PUT", "put"};
  for (size_t i = 0; i < 6; i++) {
    verify_case c;
    case_begin(&c, "crm", NULL);
    c.request.method = reqsig_text(methods[i]);
    case_remove(&c, "signature");
    case_check_rejected(&c, REQSIG_REASON_MISSING, "signature", methods[i]);
  }
  verify_case c;
  case_begin(&c, "calypso", NULL);
  c.request.body = rs_slice(NULL, 0);
  case_remove(&c, "Sign");
  case_check_rejected(&c, REQSIG_REASON_MISSING, "Sign", "POST without a body");
  case_begin(&c, "calypso", "any-method");
  c.request.method = RS_LITERAL("DELETE");
  case_check_accepted(&c, "DELETE, signed");
  case_remove(&c, "Sign");
  case_check_rejected(&c, REQSIG_REASON_MISSING, "Sign", "DELETE with a body");
  c.request.body = rs_slice(NULL, 0);
  case_check_accepted(&c, "DELETE without a body");
}

/* AET, Ambro and Bitpro sign every request. */
Test(verify_unsigned, there_is_none_where_all_methods_are_signed) {
  static const char *const schemes[] = {"ambro", "aet", "bitpro"};
  static const char *const methods[] = {"GET", "HEAD", "OPTIONS", "X"};
  for (size_t i = 0; i < 3; i++)
    for (size_t k = 0; k < 4; k++) {
      verify_case c;
      case_begin(&c, schemes[i], NULL);
      c.request.method = reqsig_text(methods[k]);
      c.request.body = rs_slice(NULL, 0);
      case_sign(&c, CASE_NOW);
      case_check_accepted(&c, methods[k]);
      cr_assert_eq(c.verdict.authentic, REQSIG_YES);
      case_remove(&c, case_signature_header(&c));
      case_check_rejected(&c, REQSIG_REASON_MISSING, case_signature_header(&c), methods[k]);
    }
}
