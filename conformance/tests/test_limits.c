#include <criterion/criterion.h>
#include <string.h>

#include "vectors/grade.h"

static reqsig_credential credentials[2];
static reqsig_header headers[1];
static struct limits limits;

static void make_credentials(const reqsig_scheme *scheme, const char *value) {
  for (size_t i = 0; i < 2; i++)
    credentials[i] = (reqsig_credential){reqsig_scheme_credential(scheme, i), reqsig_text(value)};
}

/* A vector that is accepted, of a POST with a body. */
static struct vector make_vector(const char *scheme_name) {
  const reqsig_scheme *scheme = reqsig_scheme_find(scheme_name);
  make_credentials(scheme, "c2VjcmV0");
  limits = (struct limits){.stated = {false}};
  struct vector vector = {.scheme = scheme,
                          .credentials = credentials,
                          .num_credentials = 2,
                          .request = {.method = reqsig_text("POST"),
                                      .target = reqsig_text("/a"),
                                      .headers = headers,
                                      .num_headers = 1,
                                      .body = reqsig_text("{\"a\":1}")}};
  headers[0] = (reqsig_header){reqsig_text("Content-Type"), reqsig_text("application/json")};
  vector.expect.verdict = (struct verdict){.given = true, .accepted = true};
  vector.signed_request = vector.request;
  return vector;
}

static void reject(struct vector *vector, const char *changes, reqsig_reason reason) {
  vector->twin = changes ? "twin" : NULL;
  vector->changes = changes;
  vector->expect.verdict = (struct verdict){.given = true, .accepted = false, .reason = reason};
}

static bool is_out(enum limit limit, const struct vector *vector, enum op op) {
  limits.stated[limit] = true;
  enum limit exceeded = limits_exceeded(&limits, vector, op);
  limits.stated[limit] = false;
  cr_assert(exceeded == limit || exceeded == NUM_LIMITS);
  return exceeded == limit;
}

Test(limits, leave_nothing_out_that_is_within_them) {
  static const char *methods[] = {"GET", "POST"};
  struct vector vector = make_vector("aet");
  limits.methods = (struct name_list){methods, 2};
  for (enum limit limit = 0; limit < NUM_LIMITS; limit++)
    cr_assert_not(is_out(limit, &vector, OP_SIGN), "%s", limit_name(limit));
  cr_assert_eq(limits_exceeded(&limits, &vector, OP_VERIFY), NUM_LIMITS);
}

Test(limits, utf8_bodies_leaves_out_other_bytes) {
  struct vector vector = make_vector("crm");
  vector.request.body = reqsig_text("{\"a\":\"\xe2\x82\xac\"}");
  cr_assert_not(is_out(LIMIT_UTF8_BODIES, &vector, OP_SIGN));
  vector.request.body = reqsig_text("\x80");
  cr_assert(is_out(LIMIT_UTF8_BODIES, &vector, OP_SIGN));
  cr_assert(is_out(LIMIT_UTF8_BODIES, &vector, OP_MESSAGE));
  cr_assert_not(is_out(LIMIT_UTF8_BODIES, &vector, OP_VERIFY), "what arrived has another body");
}

Test(limits, json_bodies_leaves_out_what_is_no_json_and_taken) {
  struct vector vector = make_vector("crm");
  vector.request.body = vector.signed_request.body = reqsig_text("[1, 2]");
  cr_assert_not(is_out(LIMIT_JSON_BODIES, &vector, OP_SIGN));
  vector.request.body = vector.signed_request.body = reqsig_text("");
  cr_assert_not(is_out(LIMIT_JSON_BODIES, &vector, OP_SIGN), "there is no body");
  vector.request.body = vector.signed_request.body = reqsig_text("a=1");
  cr_assert(is_out(LIMIT_JSON_BODIES, &vector, OP_SIGN));
  cr_assert(is_out(LIMIT_JSON_BODIES, &vector, OP_MESSAGE));
  cr_assert(is_out(LIMIT_JSON_BODIES, &vector, OP_VERIFY));
  reject(&vector, "body", REQSIG_REASON_MALFORMED);
  cr_assert_not(is_out(LIMIT_JSON_BODIES, &vector, OP_VERIFY), "to refuse it is within the limit");
}

Test(limits, base64_secrets_leaves_out_other_secrets_where_a_profile_decodes_them) {
  struct vector vector = make_vector("aet");
  cr_assert_not(is_out(LIMIT_BASE64_SECRETS, &vector, OP_SIGN));
  credentials[0].value = reqsig_text("no base64!");
  cr_assert_not(is_out(LIMIT_BASE64_SECRETS, &vector, OP_SIGN), "the token is no key");
  credentials[1].value = reqsig_text("no base64!");
  cr_assert(is_out(LIMIT_BASE64_SECRETS, &vector, OP_SIGN));
  credentials[1].value = reqsig_text("");
  cr_assert_not(is_out(LIMIT_BASE64_SECRETS, &vector, OP_VERIFY), "no secret is never right");
  credentials[1].value = reqsig_text("c2VjcmV0c=");
  cr_assert(is_out(LIMIT_BASE64_SECRETS, &vector, OP_VERIFY));
  vector = make_vector("calypso");
  make_credentials(vector.scheme, "no base64!");
  cr_assert_not(is_out(LIMIT_BASE64_SECRETS, &vector, OP_SIGN));
}

Test(limits, no_multipart_leaves_out_forms_of_files) {
  struct vector vector = make_vector("aet");
  headers[0].value = reqsig_text("Multipart/form-data; boundary=x");
  cr_assert(is_out(LIMIT_NO_MULTIPART, &vector, OP_SIGN));
  cr_assert(is_out(LIMIT_NO_MULTIPART, &vector, OP_VERIFY));
  reqsig_header both[] = {{reqsig_text("content-type"), reqsig_text("text/plain")}, headers[0]};
  vector.request.headers = both;
  vector.request.num_headers = 2;
  cr_assert(is_out(LIMIT_NO_MULTIPART, &vector, OP_SIGN));
}

Test(limits, no_get_body_leaves_out_a_body_of_get_and_head) {
  struct vector vector = make_vector("aet");
  vector.request.method = reqsig_text("get");
  cr_assert(is_out(LIMIT_NO_GET_BODY, &vector, OP_SIGN));
  vector.request.method = reqsig_text("HEAD");
  cr_assert(is_out(LIMIT_NO_GET_BODY, &vector, OP_SIGN));
  vector.request.body = reqsig_text("");
  cr_assert_not(is_out(LIMIT_NO_GET_BODY, &vector, OP_SIGN));
}

Test(limits, methods_leaves_out_others_by_the_letter) {
  static const char *methods[] = {"GET", "POST"};
  struct vector vector = make_vector("aet");
  limits.methods = (struct name_list){methods, 2};
  cr_assert_not(is_out(LIMIT_METHODS, &vector, OP_SIGN));
  vector.request.method = reqsig_text("post");
  cr_assert(is_out(LIMIT_METHODS, &vector, OP_SIGN));
  vector.request.method = reqsig_text("PUT");
  cr_assert(is_out(LIMIT_METHODS, &vector, OP_SIGN));
}

Test(limits, no_window_leaves_out_what_is_rejected_for_its_time) {
  static const struct {
    const char *changes;
    reqsig_reason reason;
    bool out;
  } cases[] = {{"now", REQSIG_REASON_EXPIRED, true},
               {"timestamp", REQSIG_REASON_NOT_YET_VALID, true},
               {"timestamp", REQSIG_REASON_MALFORMED, true},
               {NULL, REQSIG_REASON_MISSING, true},
               {"header:Sign", REQSIG_REASON_MALFORMED, false},
               {"body", REQSIG_REASON_SIGNATURE_MISMATCH, false}};
  struct vector vector = make_vector("calypso");
  cr_assert_not(is_out(LIMIT_NO_WINDOW, &vector, OP_VERIFY));
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    reject(&vector, cases[i].changes, cases[i].reason);
    cr_assert_eq(is_out(LIMIT_NO_WINDOW, &vector, OP_VERIFY), cases[i].out, "case %zu", i);
    cr_assert_not(is_out(LIMIT_NO_WINDOW, &vector, OP_SIGN));
  }
}

Test(limits, own_clock_leaves_out_what_depends_on_the_time_that_is_told) {
  struct vector vector = make_vector("aet");
  cr_assert(is_out(LIMIT_OWN_CLOCK, &vector, OP_MESSAGE));
  cr_assert_not(is_out(LIMIT_OWN_CLOCK, &vector, OP_SIGN), "what it signs is graded at its own time");
  cr_assert_not(is_out(LIMIT_OWN_CLOCK, &vector, OP_VERIFY), "the document names no window");
  vector = make_vector("calypso");
  cr_assert_not(is_out(LIMIT_OWN_CLOCK, &vector, OP_MESSAGE), "the time stands in the body");
  cr_assert(is_out(LIMIT_OWN_CLOCK, &vector, OP_VERIFY));
  reject(&vector, "now", REQSIG_REASON_EXPIRED);
  cr_assert(is_out(LIMIT_OWN_CLOCK, &vector, OP_VERIFY));
  reject(&vector, "body", REQSIG_REASON_SIGNATURE_MISMATCH);
  cr_assert_not(is_out(LIMIT_OWN_CLOCK, &vector, OP_VERIFY), "the signature comes before the time");
}
