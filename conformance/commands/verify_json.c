/* The verdict as one JSON object. vectors/verify.schema.json tells its members. */
#include "base/json_io.h"
#include "commands/verify.h"

static void add_unit(struct json_writer *json, const struct judgement *judged) {
  struct arena arena = {0};
  struct unit_remark remark = verify_find_unit(judged, &arena);
  if (remark.of_timestamp) json_add_string(json, "timestamp_unit", remark.of_timestamp);
  arena_wipe(&arena);
}

static void add_time(struct json_writer *json, const struct judgement *judged) {
  const reqsig_verdict *verdict = &judged->verdict;
  const char *secret = verdict->has_timestamp ? verify_secret_in_time(judged) : NULL;
  if (secret) {
    json_add_string(json, "timestamp_withheld", secret);
  } else if (verdict->has_timestamp) {
    json_add_integer(json, "timestamp_ms", verdict->timestamp_ms);
    json_add_integer(json, "age_ms", verdict->age_ms);
    add_unit(json, judged);
  }
  if (!judged->window.given) return;
  json_open_object(json, "window");
  json_add_integer(json, "past_ms", judged->window.past_ms);
  json_add_integer(json, "future_ms", judged->window.future_ms);
  json_add_bool(json, "exclusive", judged->window.exclusive);
  json_close_object(json);
}

/* What was sent in the field at fault: the bytes, or words where they can't be shown. */
static void add_found(struct json_writer *json, const struct judgement *judged) {
  struct findings found = {0};
  verify_find_field(judged, &found);
  json_open_array(json, "found");
  for (size_t i = 0; i < found.count; i++) {
    json_open_object(json, NULL);
    if (found.items[i].found.data)
      json_add_bytes(json, "value", found.items[i].found);
    else
      json_add_string(json, "sentence", found.items[i].sentence);
    if (found.items[i].remark) json_add_string(json, "remark", found.items[i].remark);
    json_close_object(json);
  }
  json_close_array(json);
  findings_free(&found);
}

static void add_profiles(struct json_writer *json, const struct judgement *judged) {
  const struct opened_request *opened = judged->opened;
  reqsig_profile_info info;
  json_open_array(json, "accepted_under");
  for (size_t i = 0; reqsig_scheme_profile(opened->scheme, i, &info) == REQSIG_OK; i++)
    if (!request_has_profile(opened, info.name) && verify_is_accepted_under(judged, info.name))
      json_add_string(json, NULL, info.name);
  json_close_array(json);
}

static void add_explanation(struct json_writer *json, const struct judgement *judged) {
  struct arena arena = {0};
  struct explanation first;
  if (verify_find_cause(judged, &arena, &first)) {
    json_open_object(json, "explanation");
    json_open_array(json, "mistakes");
    for (size_t i = 0; i < first.num_names; i++) json_add_string(json, NULL, first.names[i]);
    json_close_array(json);
    json_add_string(json, "sentence", first.sentence);
    json_add_string(json, "clause", first.clause);
    json_add_string(json, "change", first.change);
    json_close_object(json);
  }
  arena_wipe(&arena);
}

static void add_fault(struct json_writer *json, const struct judgement *judged) {
  const reqsig_verdict *verdict = &judged->verdict;
  json_add_text(json, "field", verdict->field);
  json_add_string(json, "expected", verdict->expected);
  json_add_string(json, "clause", verdict->clause);
  add_found(json, judged);
  add_profiles(json, judged);
  add_explanation(json, judged);
}

static void add_http_error(struct json_writer *json, const struct opened_request *opened) {
  struct text advice = {0};
  json_add_string(json, "http_error", reqsig_http_error_name(opened->request.error));
  json_add_integer(json, "http_offset", (int64_t)opened->request.offset);
  verify_add_advice(&advice, opened);
  json_add_string(json, "advice", text_string(&advice));
  text_free(&advice);
}

/* Where there are several signatures, or several secrets in the credentials file. */
static void add_signatures(struct json_writer *json, const struct judgement *judged) {
  const struct signatures signatures = verify_count_signatures(judged);
  struct text choice = {0};
  if (signatures.count > 1) {
    json_open_object(json, "signatures");
    json_add_integer(json, "count", (int64_t)signatures.count);
    json_add_integer(json, "right", (int64_t)signatures.right);
    json_close_object(json);
  }
  credentials_add_choice(&choice, &judged->opened->credentials, judged->choice);
  if (choice.len > 0 && judged->verdict.authentic == REQSIG_YES)
    json_add_string(json, "credentials_choice", text_string(&choice));
  text_free(&choice);
}

static void add_request(struct json_writer *json, const struct judgement *judged) {
  json_add_bool(json, "signed", judged->is_signed);
  add_time(json, judged);
  add_signatures(json, judged);
  if (judged->verdict.reason != REQSIG_REASON_NONE) add_fault(json, judged);
  findings_add_json(&judged->findings, json);
}

void verify_print_json(struct judgement *judged) {
  const struct opened_request *opened = judged->opened;
  reqsig_reason reason = judged->verdict.reason;
  bool is_accepted = reason == REQSIG_REASON_NONE;
  struct text text = {0};
  struct json_writer json = {.out = &text, .layout = JSON_INDENTED};
  json_open_object(&json, NULL);
  json_add_string(&json, "scheme", reqsig_scheme_name(opened->scheme));
  json_add_string(&json, "verdict", is_accepted ? "accept" : "reject");
  json_add_string(&json, "reason", is_accepted ? NULL : reqsig_reason_name(reason));
  json_open_array(&json, "profiles");
  for (size_t i = 0; i < opened->num_profiles; i++) json_add_string(&json, NULL, opened->profiles[i]);
  json_close_array(&json);
  json_add_integer(&json, "now_ms", opened->now_ms);
  if (opened->request.error != REQSIG_HTTP_NONE)
    add_http_error(&json, opened);
  else
    add_request(&json, judged);
  json_close_object(&json);
  fprintf(judged->page.out, "%s\n", text_string(&text));
  text_free(&text);
}
