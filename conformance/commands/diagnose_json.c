#include "base/json_io.h"
#include "commands/diagnose_output.h"

static void write_list(struct json_writer *json, const char *name, const struct name_list *list) {
  json_open_array(json, name);
  for (size_t i = 0; i < list->count; i++) json_add_string(json, NULL, list->items[i]);
  json_close_array(json);
}

/* With the requests that it holds for, of several. */
static void write_explanation(struct json_writer *json, const struct explanation *explanation,
                              const struct name_list *requests) {
  json_open_object(json, NULL);
  json_open_array(json, "mistakes");
  for (size_t i = 0; i < explanation->num_names; i++) json_add_string(json, NULL, explanation->names[i]);
  json_close_array(json);
  json_add_string(json, "sentence", explanation->sentence);
  json_add_string(json, "clause", explanation->clause);
  json_add_string(json, "change", explanation->change);
  json_add_string(json, "vector", explanation->vector);
  if (requests) write_list(json, "requests", requests);
  json_close_object(json);
}

static void write_diagnosis(struct json_writer *json, const struct diagnosis *diagnosis) {
  json_add_string(json, "verdict", diagnosis_verdict_name(diagnosis->verdict));
  json_open_array(json, "explanations");
  for (size_t i = 0; i < diagnosis->num_explanations; i++)
    write_explanation(json, &diagnosis->explanations[i], NULL);
  json_close_array(json);
  write_list(json, "hints", &diagnosis->hints);
  json_add_integer(json, "macs", (int64_t)diagnosis->num_macs);
  json_add_bool(json, "is_request", !diagnosis->is_no_request);
  if (diagnosis->wrong_time) json_add_string(json, "rejected_as", diagnosis->wrong_time);
  if (diagnosis->wrong_unit) json_add_string(json, "timestamp_unit", diagnosis->wrong_unit);
}

void diagnose_print_json(FILE *out, const struct opened_request *opened, const struct diagnosis *diagnosis) {
  struct text text = {0};
  struct json_writer json = {.out = &text, .layout = JSON_INDENTED};
  json_open_object(&json, NULL);
  json_add_string(&json, "scheme", reqsig_scheme_name(opened->scheme));
  write_diagnosis(&json, diagnosis);
  json_close_object(&json);
  fprintf(out, "%s\n", text_string(&text));
  text_free(&text);
}

/* Explanations of an unexplained whole stand with its requests. */
static void write_whole(struct json_writer *json, const struct one_of_several *items, size_t count,
                        const struct diagnosis_of_several *found) {
  size_t num_macs = 0;
  json_add_string(json, "verdict", diagnosis_verdict_name(found->verdict));
  json_open_array(json, "explanations");
  for (size_t i = 0; found->verdict == DIAGNOSIS_EXPLAINED && i < found->num_causes; i++)
    write_explanation(json, &found->causes[i].explanation, &found->causes[i].requests);
  json_close_array(json);
  write_list(json, "hints", &found->hints);
  for (size_t i = 0; i < count; i++) num_macs += items[i].diagnosis.num_macs;
  json_add_integer(json, "macs", (int64_t)num_macs);
}

void diagnose_print_several_json(FILE *out, const struct opened_request *opened,
                                 const struct one_of_several *items, size_t count,
                                 const struct diagnosis_of_several *found) {
  struct text text = {0};
  struct json_writer json = {.out = &text, .layout = JSON_INDENTED};
  json_open_object(&json, NULL);
  json_add_string(&json, "scheme", reqsig_scheme_name(opened->scheme));
  write_whole(&json, items, count, found);
  json_open_array(&json, "requests");
  for (size_t i = 0; i < count; i++) {
    json_open_object(&json, NULL);
    json_add_string(&json, "file", items[i].label);
    write_diagnosis(&json, &items[i].diagnosis);
    json_close_object(&json);
  }
  json_close_array(&json);
  json_close_object(&json);
  fprintf(out, "%s\n", text_string(&text));
  text_free(&text);
}
