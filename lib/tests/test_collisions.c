/*
 * What formats without delimiters let happen: two requests of different fields and one message, so that the
 * signature of one is right for the other. The documents want it so; these tests show what follows from it.
 */
#include "verify_case.h"

static reqsig_slice message(verify_case *c, int64_t now_ms) {
  size_t at = c->text.len;
  cr_assert_eq(reqsig_message(&c->context, &c->request, now_ms, &c->text), REQSIG_OK);
  return rs_slice(c->room + at, c->text.len - at);
}

static void set_request(verify_case *c, const char *method, const char *target, const char *body) {
  c->request.method = reqsig_text(method);
  c->request.target = reqsig_text(target);
  c->request.body = reqsig_text(body);
}

typedef struct aet_request {
  const char *method, *target, *body;
  int64_t now_ms;
} aet_request;

/* Signs the first and presents it as the second. */
static void check_aet(aet_request first, aet_request second) {
  verify_case c;
  case_begin(&c, "aet", NULL);
  set_request(&c, first.method, first.target, first.body);
  case_sign(&c, first.now_ms);
  reqsig_slice signed_message = message(&c, first.now_ms), signature = case_mac(&c);
  set_request(&c, second.method, second.target, second.body);
  case_sign(&c, second.now_ms);
  cr_assert(rs_slice_equal(signed_message, message(&c, second.now_ms)), "%s", second.target);
  case_set_mac(&c, signature);
  case_check_accepted(&c, second.target);
}

Test(collisions, aets_path_may_end_where_the_body_goes_on) {
  check_aet((aet_request){"POST", "/v3/users", "abc", CASE_NOW},
            (aet_request){"POST", "/v3/usersabc", "", CASE_NOW});
  check_aet((aet_request){"POST", "/v3/users/17", "{}", CASE_NOW},
            (aet_request){"POST", "/v3/users/1", "7{}", CASE_NOW});
}

Test(collisions, aets_method_may_end_where_the_path_goes_on) {
  check_aet((aet_request){"GET", "/Users", "", CASE_NOW}, (aet_request){"GETU", "sers", "", CASE_NOW});
  check_aet((aet_request){"PUT", "/X/a", "", CASE_NOW}, (aet_request){"PUTX", "//a", "", CASE_NOW});
}

Test(collisions, aets_timestamp_may_end_where_the_method_goes_on) {
  check_aet((aet_request){"3GET", "/x", "", 170000000012}, (aet_request){"GET", "/x", "", 1700000000123});
}

Test(collisions, aets_leading_slash_and_query_and_the_letter_case_of_the_method_are_not_told_apart) {
  check_aet((aet_request){"GET", "/x", "", CASE_NOW}, (aet_request){"GET", "x", "", CASE_NOW});
  check_aet((aet_request){"GET", "/x?a=1", "", CASE_NOW}, (aet_request){"GET", "/x?a=2", "", CASE_NOW});
  check_aet((aet_request){"get", "/x", "", CASE_NOW}, (aet_request){"GET", "/x", "", CASE_NOW});
}

static void begin_ambro(verify_case *c, const char *api_key, int64_t now_ms) {
  case_begin(c, "ambro", NULL);
  c->credentials[1].value = reqsig_text(api_key);
  cr_assert_eq(reqsig_context_init(&c->context, c->scheme, c->credentials, c->num_credentials), REQSIG_OK);
  case_sign(c, now_ms);
}

/* One secret for two keys of which one is the other and a digit: a signature now of the one is a signature
 * of the other for a time ten times as late, or as early. */
Test(collisions, ambros_key_may_end_where_the_timestamp_begins) {
  verify_case early, late;
  begin_ambro(&early, "key1", 170000000000);
  begin_ambro(&late, "key", 1170000000000);
  cr_assert(rs_slice_equal(message(&early, 170000000000), message(&late, 1170000000000)));
  cr_assert(rs_slice_equal(case_mac(&early), case_mac(&late)));
  case_set_mac(&late, case_mac(&early));
  case_check_accepted(&late, "the other key's");
}

Test(collisions, ambros_signature_is_that_of_every_request_of_its_second) {
  verify_case c;
  case_begin(&c, "ambro", NULL);
  set_request(&c, "DELETE", "/everything", "another body");
  case_check_accepted(&c, "another request");
}

/* With commas between its fields, of which method and digest can't hold one and the date is of one length,
 * Bitpro's message can be read in one way only. */
Test(collisions, bitpros_commas_keep_fields_apart) {
  verify_case c;
  case_begin(&c, "bitpro", NULL);
  set_request(&c, "GET", "/a,b", "");
  case_sign(&c, CASE_NOW);
  reqsig_slice signature = case_mac(&c);
  set_request(&c, "GET", "/a", "");
  case_sign(&c, CASE_NOW);
  case_set_mac(&c, signature);
  case_check_rejected(&c, REQSIG_REASON_SIGNATURE_MISMATCH, "Authorization", "/a for /a,b");
}
