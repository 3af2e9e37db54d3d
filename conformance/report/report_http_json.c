#include "report/report.h"

static void add_counts(struct json_writer *writer, const char *name, const char *class,
                       const struct http_counts *counts) {
  json_open_object(writer, name);
  if (class) json_add_string(writer, "class", class);
  json_add_integer(writer, "requests", (int64_t)counts->num_cases);
  json_add_integer(writer, "as_stated", (int64_t)counts->num_right);
  json_add_integer(writer, "false_accepts", (int64_t)counts->num_false_accepts);
  json_add_integer(writer, "false_refusals", (int64_t)counts->num_false_refusals);
  json_add_integer(writer, "misread", (int64_t)counts->num_misread);
  json_add_integer(writer, "no_answer", (int64_t)counts->num_unjudged);
  json_close_object(writer);
}

void report_add_parsed_difference(struct json_writer *writer, const struct difference *difference) {
  bool is_part = difference->kind != DIFFERENCE_ACCEPTED && difference->kind != DIFFERENCE_REJECTED;
  json_open_object(writer, NULL);
  json_add_string(writer, "kind", difference_name(difference->kind));
  if (difference->header) json_add_string(writer, "header", difference->header);
  if (is_part && difference->kind != DIFFERENCE_UNWANTED)
    json_add_text_or_base64(writer, "expected", difference->expected);
  if (difference->kind != DIFFERENCE_MISSING && difference->kind != DIFFERENCE_REJECTED) {
    json_add_text_or_base64(writer, "received", difference->received);
    json_add_integer(writer, "received_length", (int64_t)difference->received_len);
  }
  json_close_object(writer);
}

static void add_case(struct json_writer *writer, const struct run *run, const struct test_case *test_case) {
  const struct grade *grade = &test_case->grade;
  bool out_of_scope = run->greeted && !test_case->in_scope;
  json_open_object(writer, NULL);
  json_add_string(writer, "id", test_case->http->id);
  json_add_string(writer, "op", op_name(test_case->op));
  json_add_string(writer, "class", http_class_name(test_case->http->class));
  json_add_string(writer, "expected", test_case->http->reason == REQSIG_HTTP_NONE ? "accept" : "refuse");
  json_add_string(writer, "outcome", out_of_scope ? "out-of-scope" : outcome_name(grade->outcome));
  if (grade->error_kind != ERROR_NONE)
    json_add_string(writer, "error_kind", error_kind_name(grade->error_kind));
  if (grade->words) json_add_string(writer, "words", grade->words);
  if (test_case->is_flaky) json_add_bool(writer, "flaky", true);
  if (test_case->breakdown)
    json_add_text_or_base64(writer, "standard_error", test_case->breakdown->last_words);
  if (grade->num_differences > 0) json_open_array(writer, "differences");
  for (size_t i = 0; i < grade->num_differences; i++)
    report_add_parsed_difference(writer, &grade->differences[i]);
  if (grade->num_differences > 0) json_close_array(writer);
  if (grade->outcome != OUTCOME_PASS || grade->num_differences > 0)
    http_vector_add_telling(writer, test_case->http);
  json_close_object(writer);
}

void report_http_json(FILE *out, const struct report *report) {
  struct text text = {0};
  struct json_writer writer = {.out = &text, .layout = JSON_INDENTED};
  report_json_begin(&writer, report);
  add_counts(&writer, "total", NULL, &report->requests->all);
  json_open_array(&writer, "classes");
  for (int i = 0; i < NUM_HTTP_CLASSES; i++)
    add_counts(&writer, NULL, http_class_name((http_class)i), &report->requests->classes[i]);
  json_close_array(&writer);
  json_open_array(&writer, "cases");
  for (size_t i = 0; i < report->run->num_cases; i++) {
    add_case(&writer, report->run, &report->run->cases[i]);
    report_json_flush(out, &text, false);
  }
  json_close_array(&writer);
  json_close_object(&writer);
  report_json_end(out, &text, false);
}
