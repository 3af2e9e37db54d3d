/* The cases of the JSON report. */
#include "report/report.h"

static void add_verdict(struct json_writer *writer, const char *name, const struct verdict *verdict) {
  json_open_object(writer, name);
  json_add_string(writer, "verdict", verdict->accepted ? "accept" : "reject");
  if (verdict->reason != REQSIG_REASON_NONE)
    json_add_string(writer, "reason", reqsig_reason_name(verdict->reason));
  json_close_object(writer);
}

static void add_verdicts(struct json_writer *writer, const struct difference *difference) {
  json_open_object(writer, NULL);
  json_add_string(writer, "kind", difference_name(difference->kind));
  add_verdict(writer, "expected", &difference->expected_verdict);
  add_verdict(writer, "received", &difference->received_verdict);
  json_close_object(writer);
}

static void add_difference(struct json_writer *writer, const struct difference *difference) {
  bool has_expected = difference->kind != DIFFERENCE_UNWANTED && !difference->expected_sha256;
  json_open_object(writer, NULL);
  json_add_string(writer, "kind", difference_name(difference->kind));
  if (difference->header) json_add_string(writer, "header", difference->header);
  if (has_expected) json_add_text_or_base64(writer, "expected", difference->expected);
  if (difference->expected_sha256) {
    json_add_string(writer, "expected_sha256", difference->expected_sha256);
    json_add_string(writer, "received_sha256", difference->received_sha256);
  }
  if (difference->instead.count > 0) report_add_names(writer, "instead", &difference->instead);
  if (difference->kind != DIFFERENCE_MISSING) {
    json_add_text_or_base64(writer, "received", difference->received);
    json_add_integer(writer, "received_from", (int64_t)difference->received_at);
    json_add_integer(writer, "received_length", (int64_t)difference->received_len);
  }
  json_close_object(writer);
}

void report_add_difference(struct json_writer *writer, const struct difference *difference) {
  (difference_of_verdicts(difference->kind) ? add_verdicts : add_difference)(writer, difference);
}

static void add_grade(struct json_writer *writer, const struct grade *grade) {
  json_add_string(writer, "outcome", outcome_name(grade->outcome));
  if (grade->met && grade->outcome == OUTCOME_FLAGGED)
    report_add_names(writer, "profiles", &grade->met->profiles);
  if (grade_is_lenient(grade)) json_add_bool(writer, "lenient", true);
  if (grade->outcome == OUTCOME_OBSERVED) json_add_bool(writer, "matches_library", grade->met != NULL);
  if (grade->error_kind != ERROR_NONE)
    json_add_string(writer, "error_kind", error_kind_name(grade->error_kind));
  if (grade->outcome == OUTCOME_OUT_OF_LIMITS)
    json_add_string(writer, "limit", grade->words);
  else if (grade->words)
    json_add_string(writer, "words", grade->words);
  if (grade->as_sent) json_add_bool(writer, "as_sent", true);
  if (grade->not_sent.count > 0) report_add_names(writer, "not_sent", &grade->not_sent);
  if (grade->num_differences == 0) return;
  if (grade->compared->profiles.count > 0)
    report_add_names(writer, "compared_with", &grade->compared->profiles);
  json_open_array(writer, "differences");
  for (size_t i = 0; i < grade->num_differences; i++) report_add_difference(writer, &grade->differences[i]);
  json_close_array(writer);
}

void report_add_telling(struct json_writer *writer, const struct vector *vector) {
  json_add_string(writer, "tests", vector->tests);
  json_add_string(writer, "clause", vector->clause);
  json_add_string(writer, "document", vector->document);
  if (vector->document_title) json_add_string(writer, "document_title", vector->document_title);
  if (!vector->twin) return;
  json_add_string(writer, "twin", vector->twin);
  json_add_string(writer, "changes", vector->changes);
  json_add_string(writer, "edit", vector->edit);
}

void report_add_case(struct json_writer *writer, const struct run *run, const struct test_case *test_case) {
  const struct vector *vector = test_case->vector;
  json_open_object(writer, NULL);
  json_add_string(writer, "id", vector->id);
  json_add_string(writer, "op", op_name(test_case->op));
  json_add_string(writer, "scheme", reqsig_scheme_name(vector->scheme));
  json_add_string(writer, "class", vector_class_name(vector->class));
  if (run->greeted && !test_case->in_scope)
    json_add_string(writer, "outcome", "out-of-scope");
  else
    add_grade(writer, &test_case->grade);
  if (test_case->is_flaky) json_add_bool(writer, "flaky", true);
  if (test_case->breakdown)
    json_add_text_or_base64(writer, "standard_error", test_case->breakdown->last_words);
  if (test_case->is_known) json_add_bool(writer, "known", true);
  if (test_case->is_known_flaky) json_add_bool(writer, "known_flaky", true);
  if (test_case->cause) report_add_mistakes(writer, test_case->cause);
  if (test_case->grade.outcome != OUTCOME_PASS) report_add_telling(writer, vector);
  json_close_object(writer);
}
