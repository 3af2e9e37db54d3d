#include "base/json_io.h"
#include "commands/diagnose_output.h"

static void write_explanation(struct json_writer *json, const struct explanation *explanation) {
  json_open_object(json, NULL);
  json_open_array(json, "mistakes");
  for (size_t i = 0; i < explanation->num_names; i++) json_add_string(json, NULL, explanation->names[i]);
  json_close_array(json);
  json_add_string(json, "sentence", explanation->sentence);
  json_add_string(json, "clause", explanation->clause);
  json_add_string(json, "change", explanation->change);
  json_add_string(json, "vector", explanation->vector);
  json_close_object(json);
}

void diagnose_print_json(FILE *out, const struct opened_request *opened, const struct diagnosis *diagnosis) {
  struct text text = {0};
  struct json_writer json = {.out = &text, .layout = JSON_INDENTED};
  json_open_object(&json, NULL);
  json_add_string(&json, "scheme", reqsig_scheme_name(opened->scheme));
  json_add_string(&json, "verdict", diagnosis_verdict_name(diagnosis->verdict));
  json_open_array(&json, "explanations");
  for (size_t i = 0; i < diagnosis->num_explanations; i++)
    write_explanation(&json, &diagnosis->explanations[i]);
  json_close_array(&json);
  json_open_array(&json, "hints");
  for (size_t i = 0; i < diagnosis->hints.count; i++) json_add_string(&json, NULL, diagnosis->hints.items[i]);
  json_close_array(&json);
  json_add_integer(&json, "macs", (int64_t)diagnosis->num_macs);
  json_close_object(&json);
  fprintf(out, "%s\n", text_string(&text));
  text_free(&text);
}
