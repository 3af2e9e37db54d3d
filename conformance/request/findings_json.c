#include "request/findings.h"

static const char *kind_name(enum finding_kind kind) {
  static const char *const names[] = {[FINDING_MATCH] = "match",
                                      [FINDING_MISMATCH] = "mismatch",
                                      [FINDING_WARNING] = "warning",
                                      [FINDING_HINT] = "hint"};
  return names[kind];
}

static const char *topic_name(enum finding_topic topic) {
  static const char *const names[] = {[TOPIC_NOT_SIGNED] = "not-signed",
                                      [TOPIC_BODY_TIME] = "body-time",
                                      [TOPIC_AGE] = "age",
                                      [TOPIC_KEY] = "key",
                                      [TOPIC_SENT_ALREADY] = "sent-already",
                                      [TOPIC_HEADER] = "header",
                                      [TOPIC_MEMBER] = "member",
                                      [TOPIC_UNSIGNED_PARTS] = "unsigned-parts",
                                      [TOPIC_UNREAD_HEADERS] = "unread-headers"};
  return names[topic];
}

static void add_finding(const struct finding *finding, struct json_writer *json) {
  json_open_object(json, NULL);
  json_add_string(json, "kind", kind_name(finding->kind));
  json_add_string(json, "topic", topic_name(finding->topic));
  if (finding->header) {
    json_add_text(json, "header", finding->header->name);
    json_add_integer(json, "times_sent", (int64_t)finding->num_sent);
  }
  if (finding->what) json_add_string(json, "what", finding->what);
  if (finding->sentence) json_add_string(json, "sentence", finding->sentence);
  if (finding->found.data) json_add_bytes(json, "found", finding->found);
  if (finding->wanted.data) json_add_bytes(json, "expected", finding->wanted);
  json_close_object(json);
}

void findings_add_json(const struct findings *findings, struct json_writer *json) {
  json_open_array(json, "findings");
  for (size_t i = 0; i < findings->count; i++) add_finding(&findings->items[i], json);
  json_close_array(json);
}
