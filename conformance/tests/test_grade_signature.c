#include <criterion/criterion.h>
#include <string.h>

#include "generate/generate.h"
#include "lib/bytes.h"
#include "runner/protocol.h"

static const int64_t NOW_MS = 1700000000000;
static struct arena arena;
static struct limits limits;
static reqsig_credential credentials[3];
static reqsig_header headers[3];

static void tear_down(void) {
  arena_free(&arena);
}

TestSuite(grade_signature, .fini = tear_down);

static struct vector make_vector(const char *scheme, reqsig_slice body) {
  struct vector vector = {
      .scheme = reqsig_scheme_find(scheme),
      .class = VECTOR_DERIVED,
      .credentials = credentials,
      .now_ms = NOW_MS,
      .request = {.method = reqsig_text("POST"), .target = reqsig_text("/a"), .body = body}};
  limits = (struct limits){.stated = {false}};
  while (reqsig_scheme_credential(vector.scheme, vector.num_credentials)) vector.num_credentials++;
  return vector;
}

static void set_credential(size_t nth, const char *name, const char *value) {
  credentials[nth] = (reqsig_credential){name, reqsig_text(value)};
}

static struct vector make_crm_vector(void) {
  set_credential(0, "api_key", "k");
  struct vector vector = make_vector("crm", reqsig_text("{\"a\": 1}"));
  cr_assert(expect_signing(&arena, &vector));
  expect_profiles(&arena, &vector);
  return vector;
}

static struct vector make_ambro_vector(void) {
  set_credential(0, "app_id", "a");
  set_credential(1, "api_key", "kk");
  set_credential(2, "api_secret", "ss");
  struct vector vector = make_vector("ambro", reqsig_text(""));
  cr_assert(expect_signing(&arena, &vector));
  expect_profiles(&arena, &vector);
  return vector;
}

static void set_header(size_t nth, const char *name, const char *value) {
  headers[nth] = (reqsig_header){reqsig_text(name), reqsig_text(value)};
}

static struct answer answer_of(size_t num_headers) {
  return (struct answer){.kind = ANSWER_HEADERS, .headers = {headers, num_headers}};
}

static struct grade grade(const struct vector *vector, const struct answer *answer) {
  return grade_signature(&arena, vector, answer, &limits, NOW_MS);
}

/* By openssl dgst -sha256 -hmac k, of {"a": 1} and {"a":1}. */
static const char signs_spaced[] = "sha256=3af007ed82fd250c41e3ccf714fac4068641ac6ed7b90910c62345f0f9137b0e";
static const char signs_compact[] = "sha256=c3a92ff9e274cdcce27a58c15a78ec6dcbbdbd0038a87e7a11baef2028fd8bff";

Test(grade_signature, grades_for_the_body_that_is_sent) {
  struct vector vector = make_crm_vector();
  set_header(0, "key", "k");
  set_header(1, "signature", signs_compact);
  struct answer answer = answer_of(2);
  cr_assert_eq(grade(&vector, &answer).outcome, OUTCOME_FAIL);
  answer.sends_body = true;
  answer.sent_body = reqsig_text("{\"a\":1}");
  cr_assert_eq(grade(&vector, &answer).outcome, OUTCOME_PASS);
  cr_assert(grade(&vector, &answer).as_sent);
}

Test(grade_signature, fails_a_signature_of_the_body_that_was_given_and_is_not_sent) {
  struct vector vector = make_crm_vector();
  set_header(0, "key", "k");
  set_header(1, "signature", signs_spaced);
  struct answer answer = answer_of(2);
  cr_assert_eq(grade(&vector, &answer).outcome, OUTCOME_PASS);
  answer.sends_body = true;
  answer.sent_body = vector.request.body;
  cr_assert_eq(grade(&vector, &answer).outcome, OUTCOME_PASS);
  cr_assert_not(grade(&vector, &answer).as_sent, "it is the one that was given");
  answer.sent_body = reqsig_text("{\"a\":1}");
  struct grade wrong = grade(&vector, &answer);
  cr_assert_eq(wrong.outcome, OUTCOME_FAIL);
  cr_assert(rs_slice_equal(wrong.differences[0].expected, reqsig_text(signs_compact)));
}

Test(grade_signature, only_observes_where_the_document_is_silent_whatever_is_sent) {
  struct vector vector = make_crm_vector();
  struct answer answer = answer_of(0);
  vector.class = VECTOR_SILENT;
  answer.sends_target = true;
  answer.sent_target = reqsig_text("/b");
  cr_assert_eq(grade(&vector, &answer).outcome, OUTCOME_OBSERVED);
}

/* By openssl dgst -sha256 -hmac ss, of kk1700000000, kk1700000100 and kk1700000100500. */
static const char at_now[] = "b38a44e915e6d98025a3cd464b56077d737d8d90b5e06834ae65a62c8b820645";
static const char at_100_s[] = "c7cccaa13407cf11025f263e2fc7996041583a370f5106f265dc919593355320";
static const char at_100500_ms[] = "9d2f5c530142a5e67cf7a357ade499abd70cee7ff8ea6cb6b265274f00465593";

Test(grade_signature, wants_only_the_signature_of_who_states_so) {
  struct vector vector = make_ambro_vector();
  set_header(0, "X-Amb-Access-Sig", at_now);
  struct answer answer = answer_of(1);
  cr_assert_eq(grade(&vector, &answer).outcome, OUTCOME_FAIL);
  limits.stated[LIMIT_SIGNATURE_ONLY] = true;
  struct grade right = grade(&vector, &answer);
  cr_assert_eq(right.outcome, OUTCOME_PASS);
  cr_assert_eq(right.not_sent.count, 2);
  answer.headers.count = 0;
  cr_assert_eq(grade(&vector, &answer).outcome, OUTCOME_FAIL, "the signature itself is wanted");
}

Test(grade_signature, fails_a_wrong_header_beside_the_signature_also_of_who_states_signature_only) {
  struct vector vector = make_ambro_vector();
  limits.stated[LIMIT_SIGNATURE_ONLY] = true;
  set_header(0, "X-Amb-Access-Sig", at_now);
  set_header(1, "X-Amb-App-Id", "b");
  struct answer answer = answer_of(2);
  cr_assert_eq(grade(&vector, &answer).outcome, OUTCOME_FAIL);
}

static struct answer answer_at(const char *timestamp, const char *signature) {
  set_header(0, "X-Amb-Access-Sig", signature);
  set_header(1, "X-Amb-Access-Ts", timestamp);
  set_header(2, "X-Amb-App-Id", "a");
  return answer_of(3);
}

static struct grade grade_at_clock(int64_t clock_ms, const struct answer *answer) {
  struct vector vector = make_ambro_vector();
  limits.stated[LIMIT_OWN_CLOCK] = true;
  return grade_signature(&arena, &vector, answer, &limits, clock_ms);
}

Test(grade_signature, takes_the_time_of_an_own_clock_up_to_60_s_from_the_runners) {
  const int64_t carried_ms = 1700000100000;
  struct answer answer = answer_at("1700000100", at_100_s);
  cr_assert_eq(grade_at_clock(carried_ms, &answer).outcome, OUTCOME_PASS);
  cr_assert_eq(grade_at_clock(carried_ms + 60000, &answer).outcome, OUTCOME_PASS);
  cr_assert_eq(grade_at_clock(carried_ms + 60001, &answer).outcome, OUTCOME_FAIL);
  cr_assert_eq(grade_at_clock(carried_ms - 60000, &answer).outcome, OUTCOME_PASS);
  cr_assert_eq(grade_at_clock(carried_ms - 60001, &answer).outcome, OUTCOME_FAIL);
  struct vector vector = make_ambro_vector();
  cr_assert_eq(grade_signature(&arena, &vector, &answer, &limits, carried_ms).outcome, OUTCOME_FAIL,
               "who states no own clock signs for the time that was told");
}

Test(grade_signature, takes_the_time_of_an_own_clock_in_the_unit_of_a_profile) {
  struct answer answer = answer_at("1700000100500", at_100500_ms);
  struct grade grade = grade_at_clock(1700000100000, &answer);
  cr_assert_eq(grade.outcome, OUTCOME_FLAGGED);
  cr_assert_str_eq(grade.met->profiles.items[0], "milliseconds");
}

Test(grade_signature, fails_a_wrong_signature_and_a_missing_time_of_an_own_clock) {
  struct answer answer = answer_at("1700000100", at_now);
  cr_assert_eq(grade_at_clock(1700000100000, &answer).outcome, OUTCOME_FAIL);
  answer = answer_at("soon", at_now);
  cr_assert_eq(grade_at_clock(NOW_MS, &answer).outcome, OUTCOME_FAIL);
  answer.headers.count = 1;
  cr_assert_eq(grade_at_clock(NOW_MS, &answer).outcome, OUTCOME_FAIL);
}
