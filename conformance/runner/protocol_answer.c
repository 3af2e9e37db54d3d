#include <string.h>

#include "base/json_io.h"
#include "lib/base64.h"
#include "lib/bytes.h"
#include "lib/json.h"
#include "runner/protocol.h"

enum { MAX_SHOWN = 63 /* columns of a word that is wrong */ };

static void malformed(struct answer *answer, const char *what) {
  answer->kind = ANSWER_MALFORMED;
  answer->words = what;
}

static bool read_base64(struct arena *arena, const cJSON *member, reqsig_slice *bytes) {
  if (!cJSON_IsString(member)) return false;
  reqsig_slice encoded = reqsig_text(member->valuestring);
  reqsig_buffer to = {arena_get(arena, encoded.len + 1), encoded.len, 0};
  if (rs_base64_decode(encoded, &to) != REQSIG_OK) return false;
  *bytes = (reqsig_slice){to.data, to.len};
  return true;
}

static void read_message(struct arena *arena, const cJSON *member, struct answer *answer) {
  answer->kind = ANSWER_MESSAGE;
  if (!cJSON_IsString(member))
    malformed(answer, "\"message_base64\" is not a string");
  else if (!read_base64(arena, member, &answer->message))
    malformed(answer, "\"message_base64\" is not base64 of the standard alphabet, padded and on one line");
}

/* What the request is really sent with, told beside the headers. */
static void read_sent(struct arena *arena, const cJSON *sent, struct answer *answer) {
  if (!sent) return;
  const cJSON *target = strict_json_member(sent, "target"), *body = strict_json_member(sent, "body_base64");
  answer->sends_target = target != NULL;
  answer->sends_body = body != NULL;
  if (!cJSON_IsObject(sent))
    malformed(answer, "\"sent\" is not an object");
  else if (!target && !body)
    malformed(answer, "\"sent\" has neither \"target\" nor \"body_base64\"");
  else if (target && !(cJSON_IsString(target) && target->valuestring[0] != '\0'))
    malformed(answer, "\"target\" of \"sent\" is not a string, or is empty");
  else if (body && !read_base64(arena, body, &answer->sent_body))
    malformed(answer,
              "\"body_base64\" of \"sent\" is not base64 of the standard alphabet, padded and on one line");
  else if (target)
    answer->sent_target = reqsig_text(target->valuestring);
}

static bool is_header(const cJSON *item) {
  return cJSON_IsArray(item) && cJSON_GetArraySize(item) == 2 && cJSON_IsString(item->child) &&
         cJSON_IsString(item->child->next);
}

/* Pairs; of an encoded one the value is in base64. */
static bool read_pairs(struct arena *arena, const cJSON *member, bool encoded, struct header_list *headers) {
  if (!cJSON_IsArray(member)) return false;
  headers->items = arena_get_array(arena, (size_t)cJSON_GetArraySize(member), sizeof(reqsig_header));
  for (const cJSON *item = member->child; item; item = item->next) {
    if (!is_header(item)) return false;
    reqsig_header *header = &headers->items[headers->count++];
    const cJSON *value = item->child->next;
    header->name = reqsig_text(item->child->valuestring);
    if (encoded && !read_base64(arena, value, &header->value)) return false;
    if (!encoded) header->value = reqsig_text(value->valuestring);
  }
  return true;
}

static void read_headers(struct arena *arena, const cJSON *object, const cJSON *member,
                         struct answer *answer) {
  answer->kind = ANSWER_HEADERS;
  if (read_pairs(arena, member, false, &answer->headers))
    read_sent(arena, strict_json_member(object, "sent"), answer);
  else
    malformed(answer, "\"headers\" is not a list of [name, value] pairs, both strings");
}

static bool read_string(const cJSON *object, const char *name, reqsig_slice *value) {
  const cJSON *member = strict_json_member(object, name);
  if (!cJSON_IsString(member)) return false;
  *value = reqsig_text(member->valuestring);
  return true;
}

static void read_request(struct arena *arena, const cJSON *member, struct answer *answer) {
  const cJSON *headers = strict_json_member(member, "headers");
  const cJSON *encoded = strict_json_member(member, "headers_base64");
  reqsig_request *request = &answer->request;
  answer->kind = ANSWER_REQUEST;
  if (!cJSON_IsObject(member))
    malformed(answer, "\"request\" is not an object");
  else if (!read_string(member, "method", &request->method))
    malformed(answer, "\"method\" of \"request\" is not a string");
  else if (!read_string(member, "target", &request->target))
    malformed(answer, "\"target\" of \"request\" is not a string");
  else if ((headers != NULL) == (encoded != NULL))
    malformed(answer, "\"request\" has not exactly one of \"headers\" and \"headers_base64\"");
  else if (!read_pairs(arena, headers ? headers : encoded, encoded, &answer->headers))
    malformed(answer, headers
                          ? "\"headers\" of \"request\" is not a list of [name, value] pairs, both strings"
                          : "\"headers_base64\" of \"request\" is not a list of [name, value] pairs, the "
                            "value in base64");
  else if (!read_base64(arena, strict_json_member(member, "body_base64"), &request->body))
    malformed(answer, "\"body_base64\" of \"request\" is not base64 of the standard alphabet, padded and on "
                      "one line");
  request->headers = answer->headers.items;
  request->num_headers = answer->headers.count;
}

static void malformed_word(struct arena *arena, struct answer *answer, const char *member, const char *word,
                           const char *what_about) {
  struct text what = {0};
  text_addf(&what, "\"%s\" is \"", member);
  text_add_shortened(&what, reqsig_text(word), MAX_SHOWN);
  text_addf(&what, "\", %s", what_about);
  malformed(answer, arena_copy(arena, text_slice(&what)));
  text_free(&what);
}

static void read_reason(struct arena *arena, const cJSON *member, struct answer *answer) {
  if (!member) return;
  if (!cJSON_IsString(member))
    malformed(answer, "\"reason\" is not a string");
  else if (answer->verdict.accepted)
    malformed(answer, "\"reason\" stands beside the verdict \"accept\"");
  else if (!reason_find(member->valuestring, &answer->verdict.reason))
    malformed_word(arena, answer, "reason", member->valuestring, "which the protocol doesn't know");
}

static void read_verdict(struct arena *arena, const cJSON *object, const cJSON *member,
                         struct answer *answer) {
  answer->kind = ANSWER_VERDICT;
  if (!cJSON_IsString(member)) {
    malformed(answer, "\"verdict\" is not a string");
    return;
  }
  answer->verdict.given = true;
  answer->verdict.accepted = strcmp(member->valuestring, "accept") == 0;
  if (answer->verdict.accepted || strcmp(member->valuestring, "reject") == 0)
    read_reason(arena, strict_json_member(object, "reason"), answer);
  else
    malformed_word(arena, answer, "verdict", member->valuestring, "neither \"accept\" nor \"reject\"");
}

static void read_words(const cJSON *member, struct answer *answer, enum answer_kind kind) {
  answer->kind = kind;
  if (cJSON_IsString(member))
    answer->words = member->valuestring;
  else
    malformed(answer, kind == ANSWER_ERROR     ? "\"error\" is not a string"
                      : kind == ANSWER_REFUSED ? "\"refused\" is not a string"
                                               : "\"unsupported\" is not a string");
}

/* The members of which an answer has one. */
static const char *const contents[] = {[ANSWER_MESSAGE] = "message_base64",
                                       [ANSWER_HEADERS] = "headers",
                                       [ANSWER_VERDICT] = "verdict",
                                       [ANSWER_REQUEST] = "request",
                                       [ANSWER_REFUSED] = "refused",
                                       [ANSWER_UNSUPPORTED] = "unsupported",
                                       [ANSWER_ERROR] = "error"};

/* The only one that there is; NULL if there is none, or more. */
static const cJSON *find_content(const cJSON *object, enum answer_kind *kind) {
  const cJSON *found = NULL;
  size_t count = 0;
  for (enum answer_kind i = ANSWER_MESSAGE; i < ANSWER_MALFORMED; i++) {
    const cJSON *member = strict_json_member(object, contents[i]);
    if (!member) continue;
    found = member;
    *kind = i;
    count++;
  }
  return count == 1 ? found : NULL;
}

/* Members that the protocol doesn't name are left alone: a later version may have them. */
static void read_content(struct arena *arena, const cJSON *object, struct answer *answer) {
  enum answer_kind kind = ANSWER_MALFORMED;
  const cJSON *content = find_content(object, &kind);
  if (!content) kind = ANSWER_MALFORMED;
  switch (kind) {
  case ANSWER_MESSAGE: read_message(arena, content, answer); break;
  case ANSWER_HEADERS: read_headers(arena, object, content, answer); break;
  case ANSWER_VERDICT: read_verdict(arena, object, content, answer); break;
  case ANSWER_REQUEST: read_request(arena, content, answer); break;
  case ANSWER_REFUSED:
  case ANSWER_UNSUPPORTED:
  case ANSWER_ERROR: read_words(content, answer, kind); break;
  case ANSWER_MALFORMED:
    malformed(answer, "the answer has not exactly one of \"headers\", \"message_base64\", \"verdict\", "
                      "\"request\", \"refused\", \"unsupported\" and \"error\"");
  }
}

/* Adds a string of JSON, its escapes of U+0000 as those of U+FFFD: cJSON would end the text there. */
static void add_without_nul(struct text *line, reqsig_slice string) {
  for (size_t i = 0; i < string.len;) {
    bool escapes_nul = rs_slice_starts_with(rs_slice_after(string, i), RS_LITERAL("\\u0000"));
    size_t len = escapes_nul ? 6 : string.data[i] == '\\' ? 2 : 1;
    text_add(line, escapes_nul ? RS_LITERAL("\\ufffd") : rs_slice(string.data + i, len));
    i += len;
  }
}

/* The text of an error may quote anything, so it is no break of the protocol if that holds U+0000. */
static const cJSON *parse_answer(struct arena *arena, reqsig_slice line, struct text *problem) {
  reqsig_slice error;
  if (!strict_json_has_nul(line) || rs_json_member(line, RS_LITERAL("error"), &error) != RS_JSON_FOUND ||
      error.data[0] != '"')
    return protocol_parse_line(arena, line, problem);
  struct text shown = {0};
  size_t at = (size_t)(error.data - line.data);
  text_add(&shown, rs_slice(line.data, at));
  add_without_nul(&shown, error);
  text_add(&shown, rs_slice_after(line, at + error.len));
  const cJSON *object = protocol_parse_line(arena, text_slice(&shown), problem);
  text_free(&shown);
  if (object) return object;
  text_clear(problem);
  return protocol_parse_line(arena, line, problem);
}

bool protocol_read_answer(struct arena *arena, reqsig_slice line, struct answer *answer,
                          struct text *problem) {
  const cJSON *object = parse_answer(arena, line, problem);
  if (!object) return false;
  const cJSON *id = strict_json_member(object, "id");
  bool read = id && cJSON_IsString(id);
  if (!id) text_add_string(problem, "an answer without \"id\"");
  if (id && !read) text_add_string(problem, "an answer whose \"id\" is not the string that the request had");
  if (read) {
    answer->id = id->valuestring;
    read_content(arena, object, answer);
  }
  return read;
}

void protocol_check_answer(struct arena *arena, struct answer *answer, enum op op) {
  static const enum answer_kind kinds[] = {[OP_MESSAGE] = ANSWER_MESSAGE,
                                           [OP_SIGN] = ANSWER_HEADERS,
                                           [OP_VERIFY] = ANSWER_VERDICT,
                                           [OP_PARSE] = ANSWER_REQUEST};
  bool is_right_whatever_was_asked = answer->kind >= ANSWER_UNSUPPORTED;
  if (is_right_whatever_was_asked || answer->kind == kinds[op] ||
      (op == OP_PARSE && answer->kind == ANSWER_REFUSED))
    return;
  struct text what = {0};
  text_addf(&what, "\"%s\" answered where \"%s\" was asked for", contents[answer->kind], contents[kinds[op]]);
  malformed(answer, arena_copy(arena, text_slice(&what)));
  text_free(&what);
}
