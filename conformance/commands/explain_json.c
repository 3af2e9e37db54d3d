/* What reqsig explain shows, as one JSON object. vectors/explain.schema.json tells its members. */
#include "base/json_io.h"
#include "commands/explain.h"
#include "lib/context.h"
#include "lib/hex.h"
#include "lib/mac_text.h"

/* As json_add_bytes; where they must not be shown, NAME_withheld says what they are in place of the bytes. */
static void add_bytes(struct json_writer *json, const char *name, reqsig_slice bytes, const char *withheld) {
  struct text member = {0};
  if (!withheld) {
    json_add_bytes(json, name, bytes);
    return;
  }
  text_addf(&member, "%s_length", name);
  json_add_integer(json, text_string(&member), (int64_t)bytes.len);
  text_clear(&member);
  text_addf(&member, "%s_withheld", name);
  json_add_string(json, text_string(&member), withheld);
  text_free(&member);
}

static void add_request(struct json_writer *json, const struct explain *explain) {
  static const char *const sources[] = {
      [NOW_FROM_CLOCK] = "clock", [NOW_FROM_OPTION] = "option", [NOW_FROM_REQUEST] = "request"};
  const struct opened_request *opened = explain->opened;
  json_add_string(json, "scheme", reqsig_scheme_name(opened->scheme));
  json_add_string(json, "document", reqsig_scheme_document(opened->scheme));
  json_add_string(json, "document_title", reqsig_scheme_document_title(opened->scheme));
  json_open_array(json, "profiles");
  for (size_t i = 0; i < opened->num_profiles; i++) json_add_string(json, NULL, opened->profiles[i]);
  json_close_array(json);
  json_add_integer(json, "now_ms", opened->now_ms);
  json_add_string(json, "now_from", sources[opened->now_source]);
  if (opened->nonce_source != NONCE_NONE) json_add_text(json, "nonce", opened->request.request.nonce);
}

static void add_parts(struct json_writer *json, const struct explain_steps *steps) {
  size_t offset = 0;
  json_open_array(json, "parts");
  for (size_t i = 0; i < steps->count; i++) {
    const reqsig_step *step = &steps->items[i].step;
    if (step->kind == REQSIG_STEP_PART) {
      json_open_object(json, NULL);
      json_add_string(json, "source", step->what);
      json_add_string(json, "clause", step->clause);
      json_add_integer(json, "offset", (int64_t)offset);
      add_bytes(json, "value", step->bytes, steps->items[i].withheld);
      json_close_object(json);
    }
    if (step->kind == REQSIG_STEP_PART || step->kind == REQSIG_STEP_SEPARATOR) offset += step->bytes.len;
  }
  json_close_array(json);
}

/* What the message has only the digest of. */
static void add_groups(struct json_writer *json, const struct explain *explain) {
  if (!explain->recipe->groups) return;
  json_open_array(json, "digested");
  for (size_t i = 0; i < explain->steps.count; i++) {
    const struct explain_step *step = &explain->steps.items[i];
    if (step->step.kind != REQSIG_STEP_DIGESTED) continue;
    json_open_object(json, NULL);
    json_add_string(json, "part", step->step.what);
    add_bytes(json, "value", step->step.bytes, step->withheld);
    json_close_object(json);
  }
  json_close_array(json);
}

static void add_message(struct json_writer *json, const struct explain *explain) {
  add_groups(json, explain);
  const struct explain_step *message = explain_steps_find(&explain->steps, REQSIG_STEP_MESSAGE);
  if (explain->recipe->separator.len > 0) json_add_text(json, "separator", explain->recipe->separator);
  add_bytes(json, "message", message->step.bytes, message->withheld);
  json_add_string(json, "message_clause", message->step.clause);
}

static void add_key(struct json_writer *json, const struct explain *explain) {
  const rs_mac_rule *rule = &explain->recipe->mac;
  json_open_object(json, "key");
  json_add_string(json, "credential", explain->recipe->credentials[rule->key].name);
  json_add_bool(json, "base64_decoded", rule->key_form == RS_KEY_BASE64_DECODED);
  const reqsig_step *step = &explain_steps_find(&explain->steps, REQSIG_STEP_KEY)->step;
  json_add_string(json, "clause", step->clause);
  json_add_string(json, "words", step->what);
  json_add_integer(json, "credential_length",
                   (int64_t)rs_context_of(&explain->opened->context)->credentials[rule->key].len);
  json_add_integer(json, "length", (int64_t)explain_key_len(explain));
  json_close_object(json);
}

static void add_mac(struct json_writer *json, const struct explain *explain) {
  const reqsig_step *step = &explain_steps_find(&explain->steps, REQSIG_STEP_MAC)->step;
  uint8_t room[RS_MAX_MAC_TEXT];
  reqsig_buffer text = {room, sizeof room, 0};
  rs_hex_encode(step->bytes, &text);
  json_open_object(json, "mac");
  json_add_string(json, "algorithm", step->what);
  json_add_text(json, "hex", rs_slice(text.data, text.len));
  json_add_string(json, "clause", step->clause);
  json_close_object(json);
  text.len = 0;
  rs_mac_text_write(explain->recipe, explain->steps.mac, &text);
  json_add_text(json, "signature", rs_slice(text.data, text.len));
}

static void add_header(struct json_writer *json, const struct explain_steps *steps,
                       const struct explain_step *header) {
  const char *withheld;
  reqsig_slice value = explain_header_value(steps, header, &withheld);
  json_open_object(json, NULL);
  json_add_text(json, "name", header->step.bytes);
  add_bytes(json, "value", value, withheld);
  json_add_string(json, "clause", header->step.clause);
  json_close_object(json);
}

static void add_headers(struct json_writer *json, const struct explain_steps *steps) {
  json_open_array(json, "headers");
  for (size_t i = 0; i < steps->count; i++)
    if (steps->items[i].step.kind == REQSIG_STEP_HEADER) add_header(json, steps, &steps->items[i]);
  json_close_array(json);
  json_open_array(json, "kept_headers");
  for (size_t i = 0; i < steps->count; i++)
    if (steps->items[i].step.kind == REQSIG_STEP_HEADER_KEPT)
      json_add_text(json, NULL, steps->items[i].step.bytes);
  json_close_array(json);
}

void explain_print_json(const struct explain *explain) {
  struct text text = {0};
  struct json_writer json = {.out = &text, .layout = JSON_INDENTED};
  bool is_signed = explain_steps_find(&explain->steps, REQSIG_STEP_MESSAGE) != NULL;
  json_open_object(&json, NULL);
  add_request(&json, explain);
  json_add_bool(&json, "signed", is_signed);
  if (is_signed) {
    add_parts(&json, &explain->steps);
    add_message(&json, explain);
    add_key(&json, explain);
    add_mac(&json, explain);
  }
  add_headers(&json, &explain->steps);
  findings_add_json(&explain->findings, &json);
  struct arena arena = {0};
  const char *own_message = explain_own_message(explain, &arena);
  if (own_message) json_add_string(&json, "own_message", own_message);
  arena_wipe(&arena);
  json_close_object(&json);
  fprintf(explain->page.out, "%s\n", text_string(&text));
  text_free(&text);
}
