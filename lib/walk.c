#include "walk.h"

#include <string.h>

#include "base64.h"
#include "date.h"
#include "hex.h"
#include "timestamp.h"

static bool lists_method(const rs_signed_requests *signs, reqsig_slice method) {
  if (!signs->methods[0]) return true;
  for (size_t i = 0; i < RS_MAX_METHODS && signs->methods[i]; i++)
    if (rs_slice_equal_ignoring_case(reqsig_text(signs->methods[i]), method)) return true;
  return false;
}

bool rs_is_signed(const reqsig_scheme *recipe, const reqsig_request *request) {
  const rs_signed_requests *signs = &recipe->signs;
  bool has_body = request->body.len > 0;
  if (lists_method(signs, request->method)) return has_body || !signs->only_with_body;
  return has_body && signs->any_method_with_body;
}

reqsig_status rs_subject_begin(rs_subject *subject, const reqsig_context *context,
                               const reqsig_request *request) {
  if (!context || !request || (request->num_headers > 0 && !request->headers)) return REQSIG_ERR_ARGUMENT;
  if (!rs_context_of(context)->recipe.name) return REQSIG_ERR_ARGUMENT;
  subject->context = rs_context_of(context);
  subject->request = request;
  subject->is_signed = rs_is_signed(&subject->context->recipe, request);
  subject->timestamp = subject->mac = rs_slice(NULL, 0);
  subject->digested = NULL;
  return REQSIG_OK;
}

reqsig_status rs_subject_take_time(rs_subject *subject, int64_t now_ms) {
  const rs_time_rule *time = &subject->context->recipe.time;
  if (now_ms < 0) return REQSIG_ERR_TIME_RANGE;
  if (time->place != RS_TIME_IN_HEADER) return REQSIG_OK;
  reqsig_buffer text = {subject->timestamp_room, sizeof subject->timestamp_room, 0};
  reqsig_status status = REQSIG_OK;
  if (time->format == RS_IMF_FIXDATE)
    status = rs_date_write(now_ms / 1000, &text);
  else
    rs_timestamp_write(time->format == RS_UNIX_SECONDS ? now_ms / 1000 : now_ms, &text);
  subject->timestamp = rs_slice(text.data, text.len);
  return status == REQSIG_OK ? REQSIG_OK : REQSIG_ERR_TIME_RANGE;
}

const reqsig_header *rs_header_find(const reqsig_request *request, reqsig_slice name) {
  for (size_t i = 0; i < request->num_headers; i++)
    if (rs_slice_equal_ignoring_case(request->headers[i].name, name)) return &request->headers[i];
  return NULL;
}

static bool is_multipart(const reqsig_request *request) {
  const reqsig_header *type = rs_header_find(request, RS_LITERAL("content-type"));
  reqsig_slice prefix = RS_LITERAL("multipart/");
  return type && type->value.len >= prefix.len &&
         rs_slice_equal_ignoring_case(rs_slice(type->value.data, prefix.len), prefix);
}

/* The target up to its first "?", and the rest from there. */
static reqsig_slice path_of(reqsig_slice target) {
  const uint8_t *mark = target.len ? memchr(target.data, '?', target.len) : NULL;
  return mark ? rs_slice(target.data, (size_t)(mark - target.data)) : target;
}

static reqsig_slice query_of(reqsig_slice target) {
  return rs_slice_after(target, path_of(target).len);
}

static reqsig_slice body_or_query(const reqsig_request *request) {
  reqsig_slice query = query_of(request->target);
  if (request->body.len > 0 || query.len == 0) return request->body;
  return rs_slice_after(query, 1);
}

static reqsig_slice source_bytes(const rs_subject *subject, const rs_part *part) {
  switch (part->from) {
  case RS_FROM_LITERAL: return part->literal;
  case RS_FROM_CREDENTIAL: return subject->context->credentials[part->credential];
  case RS_FROM_TIMESTAMP: return subject->timestamp;
  case RS_FROM_METHOD: return subject->request->method;
  case RS_FROM_PATH: return path_of(subject->request->target);
  case RS_FROM_QUERY: return query_of(subject->request->target);
  case RS_FROM_BODY: return subject->request->body;
  case RS_FROM_BODY_OR_QUERY: return body_or_query(subject->request);
  case RS_FROM_MAC: return subject->mac;
  case RS_FROM_NOTHING: break;
  }
  return rs_slice(NULL, 0);
}

bool rs_part_is_omitted(const rs_subject *subject, const rs_part *part) {
  switch (part->omit) {
  case RS_OMIT_IF_EMPTY: return source_bytes(subject, part).len == 0;
  case RS_OMIT_IF_MULTIPART: return is_multipart(subject->request);
  case RS_OMIT_NEVER: break;
  }
  return false;
}

static void emit_formed(const rs_part *part, reqsig_slice bytes, rs_sink *to) {
  rs_filter filters[RS_MAX_FORMS];
  size_t num = 0;
  while (num < RS_MAX_FORMS && part->forms[num] != RS_AS_IS) num++;
  for (size_t i = num; i > 0; i--) {
    rs_filter_begin(&filters[i - 1], part->forms[i - 1], to);
    to = &filters[i - 1].sink;
  }
  rs_sink_put(to, bytes);
  for (size_t i = 0; i < num; i++) rs_filter_end(&filters[i]);
}

static bool is_same_part(const rs_part *a, const rs_part *b) {
  return a->from == b->from && a->cut == b->cut && a->credential == b->credential &&
         rs_slice_equal(a->literal, b->literal) && memcmp(a->forms, b->forms, sizeof a->forms) == 0;
}

static void emit_digested(rs_subject *subject, const rs_part *part, reqsig_slice bytes, rs_sink *to) {
  if (!subject->digested || !is_same_part(subject->digested, part)) {
    subject->digested = part;
    subject->digest = (reqsig_buffer){subject->digest_room, sizeof subject->digest_room, 0};
    rs_sink sink = rs_sink_to_buffer(&subject->digest);
    emit_formed(part, bytes, &sink);
  }
  rs_sink_put(to, rs_slice(subject->digest.data, subject->digest.len));
}

void rs_part_emit(rs_subject *subject, const rs_part *part, rs_sink *to) {
  reqsig_slice bytes = source_bytes(subject, part);
  if (part->omit && rs_part_is_omitted(subject, part)) return;
  if (part->cut == RS_CUT_LEADING_SLASH && bytes.len > 0 && bytes.data[0] == '/')
    bytes = rs_slice_after(bytes, 1);
  if (part->forms[0] == RS_AS_IS)
    rs_sink_put(to, bytes);
  else if (part->forms[0] == RS_MD5_BASE64)
    emit_digested(subject, part, bytes, to);
  else
    emit_formed(part, bytes, to);
}

void rs_message_emit(rs_subject *subject, rs_sink *to, rs_part_fn *on_part, void *user) {
  const reqsig_scheme *recipe = &subject->context->recipe;
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS && recipe->message[i].from; i++) {
    const rs_part *part = &recipe->message[i];
    if (i > 0 && !part->glued && recipe->separator.len > 0) {
      rs_sink_put(to, recipe->separator);
      if (on_part) on_part(user, NULL);
    }
    rs_part_emit(subject, part, to);
    if (on_part) on_part(user, part);
  }
}

/* Small parts are gathered in the sink's room, so that the digest sees few and long pieces. */
typedef struct mac_sink {
  rs_sink sink;
  size_t used; /* of the room, before it was last emptied */
  rs_hash hash;
} mac_sink;

static void mac_take(rs_sink *sink, reqsig_slice bytes) {
  mac_sink *mac = (mac_sink *)sink;
  rs_hash *hash = &mac->hash;
  if (sink->room->len > mac->used) mac->used = sink->room->len;
  rs_hash_update(hash, sink->room->data, sink->room->len);
  sink->room->len = 0;
  if (!rs_put_if_fits(sink->room, bytes)) rs_hash_update(hash, bytes.data, bytes.len);
}

void rs_message_mac(rs_subject *subject, uint8_t mac[RS_MAX_DIGEST]) {
  uint8_t gathered[256];
  reqsig_buffer room = {gathered, sizeof gathered, 0};
  mac_sink sink = {{&room, mac_take}, 0, subject->context->key.inner};
  rs_message_emit(subject, &sink.sink, NULL, NULL);
  rs_hash_update(&sink.hash, room.data, room.len);
  rs_mac_end(&subject->context->key, &sink.hash, mac);
  rs_wipe(gathered, room.len > sink.used ? room.len : sink.used); /* the message may hold a credential */
}

void rs_subject_take_mac(rs_subject *subject, const uint8_t *mac) {
  const reqsig_scheme *recipe = &subject->context->recipe;
  reqsig_slice raw = rs_slice(mac, rs_digest_len(recipe->mac.digest));
  reqsig_buffer text = {subject->mac_room, sizeof subject->mac_room, 0};
  if (recipe->encoding.encoding == RS_HEX)
    rs_hex_encode(raw, &text);
  else
    rs_base64_encode(raw, &text);
  subject->mac = rs_slice(text.data, text.len);
}

bool rs_header_is_added(const rs_subject *subject, const rs_header_rule *rule) {
  switch (rule->sending) {
  case RS_SENT_IF_SIGNED: return subject->is_signed;
  case RS_SENT_UNLESS_PRESENT: return rs_header_find(subject->request, rule->name) == NULL;
  case RS_SENT_ALWAYS: break;
  }
  return true;
}

void rs_header_value_emit(rs_subject *subject, const rs_header_rule *rule, rs_sink *to) {
  for (size_t i = 0; i < RS_MAX_VALUE_PARTS && rule->value[i].from; i++)
    rs_part_emit(subject, &rule->value[i], to);
}
