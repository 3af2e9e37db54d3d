#include "message_builder.h"

#include <string.h>

#include "date.h"
#include "list.h"
#include "message_mac.h"
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

reqsig_status rs_builder_begin(rs_builder *builder, const reqsig_context *context,
                               const reqsig_request *request) {
  if (!context || !request || (request->num_headers > 0 && !request->headers)) return REQSIG_ERR_ARGUMENT;
  if (!rs_context_of(context)->recipe) return REQSIG_ERR_ARGUMENT;
  builder->context = rs_context_of(context);
  builder->request = request;
  builder->is_signed = rs_is_signed(builder->context->recipe, request);
  /* One after the other: what is copied from the one before waits until that is written. */
  builder->timestamp = rs_slice(NULL, 0);
  builder->mac = rs_slice(NULL, 0);
  builder->missing = rs_slice(NULL, 0);
  builder->nonce = rs_slice(NULL, 0);
  builder->sent_list = NULL;
  builder->digested = NULL;
  builder->is_signing = builder->too_many = builder->has_no_day = false;
  return REQSIG_OK;
}

reqsig_status rs_builder_take_time(rs_builder *builder, int64_t now_ms) {
  const rs_time_rule *time = &builder->context->recipe->time;
  builder->is_signing = builder->is_signed;
  if (now_ms < 0) return REQSIG_ERR_TIME_RANGE;
  if (time->place != RS_TIME_IN_HEADER) return REQSIG_OK;
  reqsig_buffer text = {builder->timestamp_room, sizeof builder->timestamp_room, 0};
  if (now_ms > INT64_MAX - time->lifetime_ms) return REQSIG_ERR_TIME_RANGE;
  int64_t sent_ms = now_ms + time->lifetime_ms;
  if (time->has_day && sent_ms / 1000 > RS_DATE_MAX) return REQSIG_ERR_TIME_RANGE;
  reqsig_status status = rs_time_write(time->format, sent_ms, &text);
  builder->timestamp = rs_slice(text.data, text.len);
  return status == REQSIG_OK ? REQSIG_OK : REQSIG_ERR_TIME_RANGE;
}

reqsig_slice rs_header_bytes(rs_builder *builder, const rs_part *part) {
  const reqsig_header *header = rs_header_find(builder->request, part->literal);
  if (header) return header->value;
  if (part->omit != RS_OMIT_IF_EMPTY) builder->missing = part->literal;
  return rs_slice(NULL, 0);
}

static bool is_nonce(reqsig_slice text) {
  bool fits = text.len > 0 && text.len <= REQSIG_MAX_NONCE;
  for (size_t i = 0; fits && i < text.len; i++) fits = rs_is_unreserved(text.data[i]);
  return fits;
}

reqsig_slice rs_nonce_bytes(rs_builder *builder) {
  if (!builder->is_signing) return builder->nonce;
  if (is_nonce(builder->request->nonce)) return builder->request->nonce;
  builder->missing = RS_LITERAL("nonce");
  return rs_slice(NULL, 0);
}

reqsig_slice rs_body_length(rs_builder *builder) {
  reqsig_buffer text = {builder->length_room, sizeof builder->length_room, 0};
  if (builder->request->body.len > 0) rs_timestamp_write((int64_t)builder->request->body.len, &text);
  return rs_slice(text.data, text.len);
}

/* Of a part that some requests leave out. */
static bool is_left_out(const rs_builder *builder, rs_omission omit, reqsig_slice bytes) {
  return omit == RS_OMIT_IF_EMPTY ? bytes.len == 0 : rs_is_multipart(builder->request);
}

bool rs_part_is_omitted(rs_builder *builder, const rs_part *part) {
  return part->omit != RS_OMIT_NEVER && is_left_out(builder, part->omit, rs_source_bytes(builder, part));
}

static bool is_same_part(const rs_part *a, const rs_part *b) {
  return a->from == b->from && a->cut == b->cut && a->credential == b->credential &&
         rs_slice_equal(a->literal, b->literal) &&
         memcmp(a->transforms, b->transforms, sizeof a->transforms) == 0;
}

static void put_digest(rs_builder *builder, const rs_part *part, reqsig_slice bytes, rs_sink *to) {
  if (!builder->digested || !is_same_part(builder->digested, part)) {
    builder->digested = part;
    builder->digest = (reqsig_buffer){builder->digest_room, sizeof builder->digest_room, 0};
    rs_sink sink = rs_sink_to_buffer(&builder->digest);
    rs_transforms_put(part->transforms, bytes, &sink);
  }
  rs_sink_put(to, rs_slice(builder->digest.data, builder->digest.len));
}

/* Transforms in their order, the first of which takes bytes. */
typedef struct filter_chain {
  rs_filter filters[RS_MAX_TRANSFORMS];
  size_t num;
} filter_chain;

static rs_sink *begin_chain(filter_chain *chain, const rs_transform *transforms, rs_sink *to) {
  chain->num = 0;
  while (chain->num < RS_MAX_TRANSFORMS && transforms[chain->num]) chain->num++;
  for (size_t i = chain->num; i > 0; i--) {
    rs_filter_begin(&chain->filters[i - 1], transforms[i - 1], to);
    to = &chain->filters[i - 1].sink;
  }
  return to;
}

static void end_chain(filter_chain *chain) {
  for (size_t i = 0; i < chain->num; i++) rs_filter_end(&chain->filters[i]);
}

static void put_list(rs_builder *builder, const rs_part *part, rs_sink *to) {
  filter_chain chain;
  to = begin_chain(&chain, part->transforms, to);
  rs_list_emit(builder, &builder->context->recipe->lists[part->list], to);
  end_chain(&chain);
}

static void put_day(rs_builder *builder, const rs_part *part, reqsig_slice timestamp, rs_sink *to) {
  const char *pattern = part->transforms[0] == RS_AS_DAY ? "YYYYMMDD" : "YYYY-MM-DD";
  uint8_t room[RS_MAX_TIMESTAMP];
  reqsig_buffer text = {room, sizeof room, 0};
  int64_t ms;
  if (rs_time_read(builder->context->recipe->time.format, timestamp, &ms) &&
      rs_date_write_by(pattern, ms, &text) == REQSIG_OK)
    rs_sink_put(to, rs_slice(room, text.len));
  else
    builder->has_no_day = true;
}

/* Where ":8000" begins at the end of a host; its length if nothing like that is there. */
static size_t port_at(reqsig_slice host) {
  size_t at = host.len;
  while (at > 0 && rs_is_digit(host.data[at - 1])) at--;
  return at > 0 && at < host.len && host.data[at - 1] == ':' ? at - 1 : host.len;
}

static reqsig_slice cut(rs_cut how, reqsig_slice bytes) {
  if (how == RS_CUT_LEADING_SLASH) return rs_slice_after(bytes, rs_slice_starts_with(bytes, RS_LITERAL("/")));
  size_t port = port_at(bytes);
  if (how == RS_CUT_TO_HOST) return rs_slice(bytes.data, port);
  return port < bytes.len ? rs_slice_after(bytes, port + 1) : RS_LITERAL("443");
}

/* The forms of text come first, as most parts have no other. */
void rs_part_put_by_rules(rs_builder *builder, const rs_part *part, reqsig_slice bytes, rs_sink *to) {
  rs_transform first = part->transforms[0];
  if (part->from == RS_FROM_LIST) {
    put_list(builder, part, to);
    return;
  }
  if (part->omit != RS_OMIT_NEVER && is_left_out(builder, part->omit, bytes)) return;
  if (part->cut != RS_CUT_NOTHING) bytes = cut(part->cut, bytes);
  if (first < RS_AS_DAY)
    rs_transforms_put(part->transforms, bytes, to);
  else if (rs_is_digest(first))
    put_digest(builder, part, bytes, to);
  else if (rs_is_hmac(first))
    rs_hmac_put(builder, part, bytes, to);
  else
    put_day(builder, part, bytes, to);
}

static void put_separator(const reqsig_scheme *recipe, size_t at, rs_sink *to) {
  if (at > 0 && !recipe->message[at].glued && recipe->separator.len > 0) rs_sink_put(to, recipe->separator);
}

void rs_group_put(rs_builder *builder, size_t first, rs_sink *to) {
  const reqsig_scheme *recipe = builder->context->recipe;
  size_t end = rs_part_behind(recipe, first);
  for (size_t i = first; i < end; i++) {
    if (i > first) put_separator(recipe, i, to);
    rs_part_emit(builder, &recipe->message[i], to);
  }
}

static void put_group(rs_builder *builder, size_t first, rs_sink *to) {
  const reqsig_scheme *recipe = builder->context->recipe;
  filter_chain chain;
  const rs_group *group = &recipe->groups[recipe->message[first].group - 1];
  rs_group_put(builder, first, begin_chain(&chain, group->transforms, to));
  end_chain(&chain);
}

bool rs_group_is_there(const rs_builder *builder, const rs_group *group) {
  switch (group->condition) {
  case RS_IF_BODY: return builder->request->body.len > 0;
  case RS_IF_METHOD: return rs_slice_equal_ignoring_case(builder->request->method, group->method);
  case RS_ALWAYS: break;
  }
  return true;
}

/* The parts of a group are told as one, the first of them. */
static void emit_groups(rs_builder *builder, rs_sink *to, rs_part_fn *on_part, void *user) {
  const reqsig_scheme *recipe = builder->context->recipe;
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS && recipe->message[i].from; i = rs_part_behind(recipe, i)) {
    const rs_part *part = &recipe->message[i];
    put_separator(recipe, i, to);
    if (part->group == 0)
      rs_part_emit(builder, part, to);
    else if (rs_group_is_there(builder, &recipe->groups[part->group - 1]))
      put_group(builder, i, to);
    if (on_part) on_part(user, part);
  }
}

void rs_message_emit(rs_builder *builder, rs_sink *to, rs_part_fn *on_part, void *user) {
  const reqsig_scheme *recipe = builder->context->recipe;
  if (recipe->groups) {
    emit_groups(builder, to, on_part, user);
    return;
  }
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS && recipe->message[i].from; i++) {
    const rs_part *part = &recipe->message[i];
    if (i > 0 && !part->glued && recipe->separator.len > 0) {
      rs_sink_put(to, recipe->separator);
      if (on_part) on_part(user, NULL);
    }
    rs_part_emit(builder, part, to);
    if (on_part) on_part(user, part);
  }
}
