#include <criterion/criterion.h>
#include <string.h>

#include "lib/bytes.h"
#include "vectors/grade.h"

/* A vector of the scheme's kind: two headers, one that the document wants too, one that must not be there. */
static reqsig_header expected_headers[2], also_sent[2], flagged_headers[2];
static const char *absent[] = {"Forbidden"};
static const char *one_name[] = {"one"}, *two_names[] = {"one", "two"};
static struct expectation expects[2];
static struct arena arena;

static reqsig_header header(const char *name, const char *value) {
  return (reqsig_header){reqsig_text(name), reqsig_text(value)};
}

static struct vector make_vector(void) {
  expected_headers[0] = flagged_headers[0] = header("Time", "1");
  expected_headers[1] = header("Sign", "abc");
  flagged_headers[1] = header("Sign", "def");
  also_sent[0] = header("accept", "application/json");
  also_sent[1] = header("Content-Type", "application/json");
  struct vector vector = {.class = VECTOR_DERIVED, .profile_expects = expects, .num_profile_expects = 2};
  vector.expect = (struct expectation){.has_message = true,
                                       .message = reqsig_text("message"),
                                       .has_headers = true,
                                       .headers = {expected_headers, 2},
                                       .also_sent = {also_sent, 2},
                                       .absent = {absent, 1}};
  expects[1] = expects[0] = vector.expect;
  expects[0].profiles = (struct name_list){two_names, 2};
  expects[1].profiles = (struct name_list){one_name, 1};
  expects[0].message = expects[1].message = reqsig_text("other");
  expects[0].headers.items = expects[1].headers.items = flagged_headers;
  return vector;
}

static struct grade answer(const struct vector *vector, reqsig_header *headers, size_t count) {
  return grade_headers(&arena, vector, &(struct header_list){headers, count});
}

static void tear_down(void) {
  arena_free(&arena);
}

TestSuite(grade, .fini = tear_down);

Test(grade, passes_the_very_message_only) {
  struct vector vector = make_vector();
  cr_assert_eq(grade_message(&arena, &vector, reqsig_text("message")).outcome, OUTCOME_PASS);
  cr_assert_eq(grade_message(&arena, &vector, reqsig_text("messag")).outcome, OUTCOME_FAIL);
  cr_assert_eq(grade_message(&arena, &vector, reqsig_text("message ")).outcome, OUTCOME_FAIL);
  cr_assert_eq(grade_message(&arena, &vector, reqsig_text("")).outcome, OUTCOME_FAIL);
  cr_assert_eq(grade_message(&arena, &vector, RS_LITERAL("message\0")).outcome, OUTCOME_FAIL);
}

Test(grade, keeps_expected_and_received_of_a_wrong_message) {
  struct vector vector = make_vector();
  struct grade grade = grade_message(&arena, &vector, reqsig_text("massage"));
  cr_assert_eq(grade.num_differences, 1);
  cr_assert(rs_slice_equal(grade.differences[0].expected, reqsig_text("message")));
  cr_assert(rs_slice_equal(grade.differences[0].received, reqsig_text("massage")));
  cr_assert_eq(grade.met, NULL);
}

Test(grade, shows_a_wrong_answer_beside_what_the_followed_profiles_give) {
  struct vector vector = make_vector();
  struct grade grade = answer(&vector, (reqsig_header[]){header("Time", "1"), header("Sign", "xyz")}, 2);
  const char *unknown[] = {"three"};
  grade_compare(&grade, &(struct name_list){unknown, 1});
  cr_assert_eq(grade.compared, &vector.expect);
  cr_assert(rs_slice_equal(grade.differences[0].expected, reqsig_text("abc")));
  grade_compare(&grade, &(struct name_list){one_name, 1});
  cr_assert_eq(grade.compared, &expects[1]);
  cr_assert(rs_slice_equal(grade.differences[0].expected, reqsig_text("def")));
  cr_assert(rs_slice_equal(grade.differences[0].received, reqsig_text("xyz")));
  grade_compare(&grade, &(struct name_list){two_names, 2});
  cr_assert_eq(grade.compared, &expects[0]);
}

Test(grade, compares_a_long_message_by_its_digest) {
  struct vector vector = make_vector();
  vector.num_profile_expects = 0;
  vector.expect.message = (reqsig_slice){NULL, 0};
  vector.expect.message_sha256 =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"; /* FIPS 180: abc */
  cr_assert_eq(grade_message(&arena, &vector, reqsig_text("abc")).outcome, OUTCOME_PASS);
  struct grade grade = grade_message(&arena, &vector, reqsig_text(""));
  cr_assert_eq(grade.outcome, OUTCOME_FAIL);
  cr_assert_str_eq(grade.differences[0].received_sha256,
                   "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

Test(grade, keeps_of_a_long_message_what_stands_around_the_difference) {
  static char expected[100000], received[100000];
  struct vector vector = make_vector();
  memset(expected, 'a', sizeof expected);
  memset(received, 'a', sizeof received);
  received[60000] = 'b';
  vector.expect.message = rs_slice(expected, sizeof expected);
  struct grade grade = grade_message(&arena, &vector, rs_slice(received, sizeof received));
  const struct difference *difference = &grade.differences[0];
  cr_assert_eq(difference->received_len, sizeof received);
  cr_assert_lt(difference->received.len, 20000);
  cr_assert_eq(difference->received.data[60000 - difference->received_at], 'b');
}

Test(grade, flags_with_the_smallest_set_of_profiles) {
  struct vector vector = make_vector();
  struct grade grade = grade_message(&arena, &vector, reqsig_text("other"));
  cr_assert_eq(grade.outcome, OUTCOME_FLAGGED);
  cr_assert_eq(grade.met, &expects[1]);
  reqsig_header answered[] = {header("Sign", "def"), header("Time", "1")};
  grade = answer(&vector, answered, 2);
  cr_assert_eq(grade.outcome, OUTCOME_FLAGGED);
  cr_assert_eq(grade.met, &expects[1]);
}

Test(grade, takes_headers_in_any_order_and_names_in_any_case) {
  struct vector vector = make_vector();
  reqsig_header answered[] = {header("SIGN", "abc"), header("Other", "x"), header("time", "1"),
                              header("Other", "y")};
  cr_assert_eq(answer(&vector, answered, 4).outcome, OUTCOME_PASS);
}

Test(grade, wants_values_by_the_letter) {
  struct vector vector = make_vector();
  reqsig_header upper[] = {header("Sign", "ABC"), header("Time", "1")};
  reqsig_header blank[] = {header("Sign", "abc "), header("Time", "1")};
  cr_assert_eq(answer(&vector, upper, 2).outcome, OUTCOME_FAIL);
  cr_assert_eq(answer(&vector, blank, 2).outcome, OUTCOME_FAIL);
  cr_assert_eq(answer(&vector, blank, 2).differences[0].kind, DIFFERENCE_VALUE);
}

Test(grade, wants_every_header) {
  struct vector vector = make_vector();
  reqsig_header answered[] = {header("Sign", "abc")};
  struct grade grade = answer(&vector, answered, 1);
  cr_assert_eq(grade.outcome, OUTCOME_FAIL);
  cr_assert_eq(grade.num_differences, 1);
  cr_assert_eq(grade.differences[0].kind, DIFFERENCE_MISSING);
  cr_assert_str_eq(grade.differences[0].header, "Time");
  cr_assert_eq(answer(&vector, NULL, 0).num_differences, 2);
}

Test(grade, names_what_was_answered_instead_of_a_missing_header) {
  struct vector vector = make_vector();
  reqsig_header answered[] = {header("Sign", "abc"), header("X-Time", "1"),
                              header("accept", "application/json"), header("x-time", "1"),
                              header("X-Other", "")};
  struct grade grade = answer(&vector, answered, 5);
  cr_assert_eq(grade.num_differences, 1);
  cr_assert_eq(grade.differences[0].instead.count, 2);
  cr_assert_str_eq(grade.differences[0].instead.items[0], "X-Time");
  cr_assert_str_eq(grade.differences[0].instead.items[1], "X-Other");
  cr_assert_eq(answer(&vector, answered, 1).differences[0].instead.count, 0);
  answered[0].value = reqsig_text("ABC");
  cr_assert_eq(answer(&vector, answered, 5).differences[1].kind, DIFFERENCE_VALUE);
  cr_assert_eq(answer(&vector, answered, 5).differences[1].instead.count, 0);
}

Test(grade, does_not_name_what_must_not_be_answered_as_an_instead) {
  struct vector vector = make_vector();
  reqsig_header answered[] = {header("Sign", "abc"), header("forbidden", "1")};
  cr_assert_eq(answer(&vector, answered, 2).differences[0].instead.count, 0);
}

Test(grade, keeps_of_many_long_names_only_some_and_their_begin) {
  static char letters[1000];
  static reqsig_header answered[100];
  struct vector vector = make_vector();
  memset(letters, 'n', sizeof letters);
  for (size_t i = 0; i < 100; i++) answered[i].name = rs_slice(letters, 100 + i * 9);
  struct grade grade = answer(&vector, answered, 100);
  cr_assert_eq(grade.differences[0].kind, DIFFERENCE_MISSING);
  cr_assert_eq(grade.differences[0].instead.count, 16);
  cr_assert_eq(strlen(grade.differences[0].instead.items[15]), 200);
}

Test(grade, rejects_a_header_that_comes_twice_even_with_one_value) {
  struct vector vector = make_vector();
  reqsig_header same[] = {header("Sign", "abc"), header("Time", "1"), header("sign", "abc")};
  reqsig_header other[] = {header("Sign", "abc"), header("Time", "1"), header("sign", "abd")};
  cr_assert_eq(answer(&vector, same, 3).outcome, OUTCOME_FAIL);
  cr_assert_eq(answer(&vector, same, 3).differences[0].kind, DIFFERENCE_TWICE);
  cr_assert_eq(answer(&vector, other, 3).outcome, OUTCOME_FAIL);
}

Test(grade, rejects_a_header_that_must_not_be_there) {
  struct vector vector = make_vector();
  reqsig_header answered[] = {header("Sign", "abc"), header("Time", "1"), header("forbidden", "")};
  struct grade grade = answer(&vector, answered, 3);
  cr_assert_eq(grade.outcome, OUTCOME_FAIL);
  cr_assert_eq(grade.differences[0].kind, DIFFERENCE_UNWANTED);
}

Test(grade, takes_a_header_wanted_too_as_right_or_absent_but_not_as_wrong) {
  struct vector vector = make_vector();
  reqsig_header answered[] = {header("Sign", "abc"), header("Time", "1"),
                              header("Accept", "application/json")};
  struct grade grade = answer(&vector, answered, 3);
  cr_assert_eq(grade.outcome, OUTCOME_PASS);
  cr_assert_eq(grade.not_sent.count, 1);
  cr_assert_str_eq(grade.not_sent.items[0], "Content-Type");
  answered[2].value = reqsig_text("*/*");
  cr_assert_eq(answer(&vector, answered, 3).outcome, OUTCOME_FAIL);
}

Test(grade, takes_a_charset_beside_a_content_type_that_is_wanted_too) {
  struct vector vector = make_vector();
  reqsig_header answered[] = {header("Sign", "abc"), header("Time", "1"), header("content-type", "")};
  static const char *const right[] = {"application/json; charset=utf-8", "Application/JSON;charset=UTF-8"};
  static const char *const wrong[] = {"application/jsonp", "application/", "", "text/json; application/json"};
  for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
    answered[2].value = reqsig_text(right[i]);
    cr_assert_eq(answer(&vector, answered, 3).outcome, OUTCOME_PASS, "%s", right[i]);
  }
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    answered[2].value = reqsig_text(wrong[i]);
    cr_assert_eq(answer(&vector, answered, 3).outcome, OUTCOME_FAIL, "%s", wrong[i]);
  }
}

Test(grade, only_observes_where_the_document_is_silent) {
  struct vector vector = make_vector();
  vector.class = VECTOR_SILENT;
  vector.num_profile_expects = 0;
  cr_assert_eq(grade_message(&arena, &vector, reqsig_text("anything")).outcome, OUTCOME_OBSERVED);
  cr_assert_eq(grade_message(&arena, &vector, reqsig_text("message")).met, &vector.expect);
  cr_assert_eq(answer(&vector, NULL, 0).outcome, OUTCOME_OBSERVED);
  cr_assert_eq(grade_unsupported(&arena, &vector, "why").outcome, OUTCOME_OBSERVED);
  cr_assert_eq(grade_error(&arena, &vector, "why").outcome, OUTCOME_OBSERVED);
}

Test(grade, never_takes_unsupported_or_an_error_for_right) {
  struct vector vector = make_vector();
  cr_assert_eq(grade_unsupported(&arena, &vector, "why").outcome, OUTCOME_UNSUPPORTED);
  cr_assert_eq(grade_error(&arena, &vector, "why").outcome, OUTCOME_ERROR);
  cr_assert_str_eq(grade_error(&arena, &vector, "why").words, "why");
}
