#include "request/findings.h"

#include <stdlib.h>

#include "lib/claims.h"
#include "lib/context.h"
#include "lib/message_builder.h"
#include "request/opened_request.h"
#include "request/recipe_text.h"

enum { MAX_QUERY = 50 };

/* What the findings are made from. */
struct source {
  const struct opened_request *opened;
  const reqsig_request *request;
  const reqsig_scheme *recipe; /* with its profiles */
  bool is_signed;
  bool utf8;
  struct findings *findings;
};

void findings_free(struct findings *findings) {
  buffer_release(&findings->computed);
  free(findings->items);
  arena_free(&findings->arena);
  *findings = (struct findings){0};
}

const struct finding *findings_about(const struct findings *findings, enum finding_topic topic) {
  for (size_t i = 0; i < findings->count; i++)
    if (findings->items[i].topic == topic) return &findings->items[i];
  return NULL;
}

const char *findings_keep(struct findings *findings, struct text *text) {
  const char *kept = arena_copy(&findings->arena, text_slice(text));
  text_free(text);
  return kept;
}

void findings_add(struct findings *findings, struct finding finding) {
  findings->items = memory_resize(findings->items, (findings->count + 1) * sizeof finding);
  findings->items[findings->count++] = finding;
}

void findings_add_warning(struct findings *findings, enum finding_topic topic, struct text *sentence) {
  findings_add(findings,
               (struct finding){FINDING_WARNING, topic, .sentence = findings_keep(findings, sentence)});
}

void findings_add_withheld(struct text *text, reqsig_slice value, const char *secret) {
  text_addf(text, "%zu byte%s, not shown", value.len, text_plural(value.len));
  if (secret) text_addf(text, ", as the %s may be among them", secret);
}

/* "POST requests, and this is a GET without a body" */
static void add_signed_and_given(const struct source *source, struct text *text) {
  recipe_add_signed_requests(text, &source->recipe->signs);
  text_add_string(text, ", and this is a ");
  if (secrets_find(source->opened, source->request->method))
    text_add_string(text, "request of a method that is not shown,");
  else
    text_add_escaped(text, source->request->method, source->utf8);
  text_addf(text, " %s a body", source->request->body.len > 0 ? "with" : "without");
}

static void find_not_signed(const struct source *source) {
  struct text what = {0}, sentence = {0};
  text_addf(&what, "%s signs ", source->recipe->name);
  text_addf(&sentence, "%s does not sign this request: it signs ", source->recipe->name);
  add_signed_and_given(source, &what);
  add_signed_and_given(source, &sentence);
  if (rs_claims_carry_signature(source->recipe, source->request))
    text_add_string(&sentence, "; as it has a signature all the same, a verifier checks that");
  findings_add(source->findings, (struct finding){FINDING_WARNING, TOPIC_NOT_SIGNED,
                                                  .what = findings_keep(source->findings, &what),
                                                  .sentence = findings_keep(source->findings, &sentence)});
}

/* A line end that an editor or `echo` put after a secret is the commonest wrong key there is. */
static void find_blank_in_key(const struct source *source) {
  uint8_t key = source->recipe->mac.key;
  reqsig_slice secret = rs_context_of(&source->opened->context)->credentials[key];
  bool at_front = secret.len > 0 && secret.data[0] <= ' ';
  bool at_end = secret.len > 0 && secret.data[secret.len - 1] <= ' ';
  if (!at_front && !at_end) return;
  struct text text = {0};
  text_addf(&text, "%s %s white space (a line end, perhaps), and that is a part of the key",
            source->recipe->credentials[key].name, at_front ? "begins with" : "ends in");
  findings_add_warning(source->findings, TOPIC_KEY, &text);
}

static void add_to_list(struct text *list, const char *item) {
  text_addf(list, "%s%s", list->len > 0 ? ", " : "", item);
}

static bool is_sent_anew(const struct source *source, const rs_header_rule *rule) {
  if (rule->sending == RS_SENT_UNLESS_PRESENT) return false;
  if (rule->sending == RS_SENT_IF_SIGNED && !source->is_signed) return false;
  return rule->place != RS_IN_QUERY && rs_header_find(source->request, rule->name) != NULL;
}

static void find_sent_already(const struct source *source) {
  struct text names = {0}, text = {0};
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && source->recipe->headers[i].name.len; i++) {
    if (!is_sent_anew(source, &source->recipe->headers[i])) continue;
    add_to_list(&names, "");
    text_add(&names, source->recipe->headers[i].name);
  }
  if (names.len > 0) {
    text_addf(&text, "the request has %s already: send each only once, with the value given here",
              text_string(&names));
    findings_add_warning(source->findings, TOPIC_SENT_ALREADY, &text);
  }
  text_free(&names);
}

static bool message_takes(const struct source *source, rs_source from) {
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS; i++) {
    const rs_part *part = &source->recipe->message[i];
    if (part->from == from || rs_part_lists(source->recipe, part, from)) return true;
  }
  return false;
}

/* Whether the part gives the message any byte: it may be left out for such a request. */
static bool gives_bytes(const struct source *source, const rs_part *part) {
  rs_builder builder;
  reqsig_buffer text = {NULL, 0, 0};
  rs_sink sink = rs_sink_to_buffer(&text);
  if (rs_builder_begin(&builder, &source->opened->context, source->request) != REQSIG_OK) return false;
  rs_part_emit(&builder, part, &sink);
  return text.len > 0;
}

static bool message_takes_body(const struct source *source) {
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS; i++) {
    const rs_part *part = &source->recipe->message[i];
    bool is_body = part->from == RS_FROM_BODY || part->from == RS_FROM_BODY_OR_QUERY ||
                   rs_part_lists(source->recipe, part, RS_FROM_BODY);
    if (is_body && gives_bytes(source, part)) return true;
  }
  return false;
}

static void add_unsigned_query(const struct source *source, struct text *list) {
  reqsig_slice query = rs_query_of(source->request->target);
  bool instead_of_body = message_takes(source, RS_FROM_BODY_OR_QUERY) && source->request->body.len == 0;
  bool taken = message_takes(source, RS_FROM_QUERY) || message_takes(source, RS_FROM_BARE_QUERY);
  if (query.len == 0 || instead_of_body || taken) return;
  add_to_list(list, "the query");
  if (secrets_find(source->opened, query)) return;
  text_add_string(list, " ");
  text_add_shortened(list, query, MAX_QUERY);
}

static void find_unsigned_parts(const struct source *source) {
  struct text list = {0}, sentence = {0};
  if (!message_takes(source, RS_FROM_METHOD)) add_to_list(&list, "the method");
  if (!message_takes(source, RS_FROM_PATH)) add_to_list(&list, "the path");
  add_unsigned_query(source, &list);
  if (source->request->body.len > 0 && !message_takes_body(source)) add_to_list(&list, "the body");
  if (list.len == 0) return;
  text_addf(&sentence, "Not signed: %s", text_string(&list));
  findings_add(source->findings, (struct finding){FINDING_HINT, TOPIC_UNSIGNED_PARTS,
                                                  .what = findings_keep(source->findings, &list),
                                                  .sentence = findings_keep(source->findings, &sentence)});
}

static bool is_read(const reqsig_scheme *recipe, reqsig_slice name) {
  const rs_header_rule *rule = recipe_header_rule(recipe, name);
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS; i++)
    if (recipe->message[i].from == RS_FROM_HEADER &&
        rs_slice_equal_ignoring_case(name, recipe->message[i].literal))
      return true;
  if (rs_slice_equal_ignoring_case(name, RS_LITERAL("content-type")) &&
      rs_claims_depend_on_content_type(recipe))
    return true;
  return rule && rule->sending != RS_SENT_UNLESS_PRESENT;
}

/* How many headers of that name stand from the one at start up to end. */
static size_t count_headers(const reqsig_request *request, reqsig_slice name, size_t start, size_t end) {
  size_t count = 0;
  for (size_t i = start; i < end; i++) count += rs_slice_equal_ignoring_case(request->headers[i].name, name);
  return count;
}

/* Each name once, at its first place. */
static void find_unread_headers(const struct source *source) {
  struct text list = {0}, sentence = {0};
  const reqsig_request *request = source->request;
  for (size_t i = 0; i < request->num_headers; i++) {
    reqsig_slice name = request->headers[i].name;
    if (is_read(source->recipe, name) || count_headers(request, name, 0, i) > 0) continue;
    if (secrets_find(source->opened, name)) continue;
    size_t count = count_headers(request, name, i, request->num_headers);
    add_to_list(&list, "");
    text_add_escaped(&list, name, source->utf8);
    if (count > 1) text_addf(&list, " (%zu times)", count);
  }
  if (list.len == 0) return;
  text_addf(&sentence, "the headers that the scheme does not read: %s", text_string(&list));
  findings_add(source->findings, (struct finding){FINDING_HINT, TOPIC_UNREAD_HEADERS,
                                                  .what = findings_keep(source->findings, &list),
                                                  .sentence = findings_keep(source->findings, &sentence)});
}

void findings_of_request(const struct opened_request *opened, bool utf8, struct findings *findings) {
  const reqsig_scheme *recipe = rs_context_of(&opened->context)->recipe;
  const reqsig_request *request = &opened->request.request;
  const struct source source = {opened, request, recipe, rs_is_signed(recipe, request), utf8, findings};
  if (source.is_signed)
    findings_of_body_time(opened, findings);
  else
    find_not_signed(&source);
  if (source.is_signed || rs_claims_carry_signature(recipe, request)) find_blank_in_key(&source);
  find_sent_already(&source);
  find_unsigned_parts(&source);
  find_unread_headers(&source);
}

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
  if (finding->remark) json_add_string(json, "remark", finding->remark);
  if (finding->found.data) json_add_bytes(json, "found", finding->found);
  if (finding->wanted.data) json_add_bytes(json, "expected", finding->wanted);
  json_close_object(json);
}

void findings_add_json(const struct findings *findings, struct json_writer *json) {
  json_open_array(json, "findings");
  for (size_t i = 0; i < findings->count; i++) add_finding(&findings->items[i], json);
  json_close_array(json);
}
