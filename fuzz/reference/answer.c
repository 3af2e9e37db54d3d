#include "reference/line.h"

static bool read_base64(fuzz_heap *heap, reqsig_slice value, reqsig_slice *bytes) {
  reqsig_slice encoded;
  if (!reference_json_text(heap, value, &encoded)) return false;
  reqsig_buffer decoded = rs_fuzz_buffer(heap, encoded.len);
  bool right = reference_unbase64(encoded, &decoded);
  *bytes = fuzz_bytes_of(&decoded);
  return right;
}

static bool read_message(fuzz_heap *heap, reqsig_slice value, reference_answer *answer) {
  return read_base64(heap, value, &answer->text);
}

/* U+FFFD stands for U+0000. */
static bool read_words(fuzz_heap *heap, reqsig_slice value, reference_answer *answer) {
  reqsig_slice text;
  if (!reference_json_text(heap, value, &text)) return false;
  reqsig_buffer words = rs_fuzz_buffer(heap, 3 * text.len);
  for (size_t i = 0; i < text.len; i++)
    if (text.data[i] == '\0')
      rs_put_slice(&words, RS_LITERAL("\xef\xbf\xbd"));
    else
      rs_put_byte(&words, text.data[i]);
  answer->text = fuzz_bytes_of(&words);
  return true;
}

typedef bool value_reader(fuzz_heap *heap, reqsig_slice json, reqsig_slice *value);

static bool read_header(fuzz_heap *heap, reqsig_slice json, value_reader *read_value, reqsig_header *header) {
  reference_part name, value, third;
  if (json.data[0] != '[') return false;
  reqsig_slice inside = reference_inside(json);
  return reference_next_part(&inside, &name) && reference_next_part(&inside, &value) &&
         !reference_next_part(&inside, &third) && reference_json_text(heap, name.value, &header->name) &&
         read_value(heap, value.value, &header->value);
}

static bool read_headers(fuzz_heap *heap, reqsig_slice value, value_reader *read_value,
                         reference_answer *answer) {
  reference_part part;
  if (value.data[0] != '[') return false;
  answer->headers = (reqsig_header *)(void *)rs_fuzz_take(heap, (value.len + 1) * sizeof *answer->headers);
  reqsig_slice inside = reference_inside(value);
  while (reference_next_part(&inside, &part))
    if (!read_header(heap, part.value, read_value, &answer->headers[answer->num_headers++])) return false;
  return true;
}

/* Beside headers. */
static bool read_sent(fuzz_heap *heap, reqsig_slice line, reference_answer *answer) {
  reference_json sent = reference_read_json(heap, line, RS_LITERAL("sent"));
  if (sent.num_named == 0) return true;
  if (sent.value.data[0] != '{') return false;
  reference_json target = reference_read_json(heap, sent.value, RS_LITERAL("target"));
  reference_json body = reference_read_json(heap, sent.value, RS_LITERAL("body_base64"));
  answer->sends_target = target.num_named == 1;
  answer->sends_body = body.num_named == 1;
  if (answer->sends_target &&
      (!reference_json_text(heap, target.value, &answer->sent_target) || answer->sent_target.len == 0))
    return false;
  if (answer->sends_body && !read_base64(heap, body.value, &answer->sent_body)) return false;
  return answer->sends_target || answer->sends_body;
}

static bool read_member(fuzz_heap *heap, reqsig_slice object, const char *name, value_reader *read,
                        reqsig_slice *value) {
  reference_json json = reference_read_json(heap, object, reqsig_text(name));
  return json.num_named == 1 && read(heap, json.value, value);
}

static bool read_request(fuzz_heap *heap, reqsig_slice value, reference_answer *answer) {
  if (value.data[0] != '{') return false;
  reference_json plain = reference_read_json(heap, value, RS_LITERAL("headers"));
  reference_json encoded = reference_read_json(heap, value, RS_LITERAL("headers_base64"));
  return plain.num_named + encoded.num_named == 1 &&
         read_headers(heap, plain.num_named ? plain.value : encoded.value,
                      plain.num_named ? reference_json_text : read_base64, answer) &&
         read_member(heap, value, "method", reference_json_text, &answer->method) &&
         read_member(heap, value, "target", reference_json_text, &answer->target) &&
         read_member(heap, value, "body_base64", read_base64, &answer->body);
}

static bool read_verdict(fuzz_heap *heap, reqsig_slice value, reference_answer *answer) {
  reqsig_slice verdict;
  if (!reference_json_text(heap, value, &verdict)) return false;
  answer->accepted = rs_slice_equal(verdict, RS_LITERAL("accept"));
  return answer->accepted || rs_slice_equal(verdict, RS_LITERAL("reject"));
}

/* Beside a verdict. */
static bool read_reason(fuzz_heap *heap, reqsig_slice line, reference_answer *answer) {
  static const struct {
    const char *word;
    reqsig_reason reason;
  } reasons[] = {{"malformed", REQSIG_REASON_MALFORMED},
                 {"missing", REQSIG_REASON_MISSING},
                 {"unknown_key", REQSIG_REASON_UNKNOWN_KEY},
                 {"digest_mismatch", REQSIG_REASON_DIGEST_MISMATCH},
                 {"signature_mismatch", REQSIG_REASON_SIGNATURE_MISMATCH},
                 {"expired", REQSIG_REASON_EXPIRED},
                 {"not_yet_valid", REQSIG_REASON_NOT_YET_VALID}};
  reqsig_slice word;
  reference_json json = reference_read_json(heap, line, RS_LITERAL("reason"));
  if (json.num_named == 0) return true;
  if (answer->accepted || !reference_json_text(heap, json.value, &word)) return false;
  for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
    if (rs_slice_equal(word, reqsig_text(reasons[i].word))) answer->reason = reasons[i].reason;
  return answer->reason != REQSIG_REASON_NONE;
}

static bool read_content(fuzz_heap *heap, reqsig_slice line, reqsig_slice value, reference_answer *answer) {
  switch (answer->kind) {
  case ANSWER_MESSAGE: return read_message(heap, value, answer);
  case ANSWER_HEADERS:
    return read_headers(heap, value, reference_json_text, answer) && read_sent(heap, line, answer);
  case ANSWER_VERDICT: return read_verdict(heap, value, answer) && read_reason(heap, line, answer);
  case ANSWER_REQUEST: return read_request(heap, value, answer);
  case ANSWER_REFUSED:
  case ANSWER_UNSUPPORTED:
  case ANSWER_ERROR: return read_words(heap, value, answer);
  case ANSWER_MALFORMED: break;
  }
  return false;
}

reference_answer reference_read_answer(fuzz_heap *heap, reqsig_slice line) {
  static const struct {
    const char *name;
    enum answer_kind kind;
  } members[] = {{"message_base64", ANSWER_MESSAGE},
                 {"headers", ANSWER_HEADERS},
                 {"verdict", ANSWER_VERDICT},
                 {"request", ANSWER_REQUEST},
                 {"refused", ANSWER_REFUSED},
                 {"unsupported", ANSWER_UNSUPPORTED},
                 {"error", ANSWER_ERROR}};
  reference_answer answer = {0};
  reqsig_slice value = {0};
  size_t num_members = 0;
  reference_json id = reference_read_json(heap, line, RS_LITERAL("id"));
  answer.has_id = id.num_named == 1 && reference_json_text(heap, id.value, &answer.id);
  for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
    reference_json json = reference_read_json(heap, line, reqsig_text(members[i].name));
    if (json.num_named == 0) continue;
    answer.kind = members[i].kind;
    value = json.value;
    num_members++;
  }
  if (num_members != 1 || !read_content(heap, line, value, &answer)) answer.kind = ANSWER_MALFORMED;
  return answer;
}
