#include "bytes.h"
#include "coded_value.h"
#include "message_mac.h"
#include "sent_query.h"

reqsig_status reqsig_message(const reqsig_context *context, const reqsig_request *request, int64_t now_ms,
                             reqsig_buffer *message) {
  if (!message) return REQSIG_ERR_ARGUMENT;
  rs_builder builder;
  reqsig_status status = rs_builder_begin(&builder, context, request);
  if (status == REQSIG_OK) status = rs_builder_take_time(&builder, now_ms);
  if (status != REQSIG_OK) return status;
  if (!builder.is_signed) return REQSIG_ERR_NOT_SIGNED;
  rs_sink sink = rs_sink_to_buffer(message);
  rs_message_emit(&builder, &sink, NULL, NULL);
  status = rs_builder_status(&builder);
  return status == REQSIG_OK ? rs_buffer_status(message) : status;
}

/* Parameters go into the target that stands in the place of the first of them. */
static bool is_later_parameter(const reqsig_scheme *recipe, size_t at) {
  for (size_t i = 0; recipe->headers[at].place == RS_IN_QUERY && i < at; i++)
    if (recipe->headers[i].place == RS_IN_QUERY) return true;
  return false;
}

static reqsig_slice put_other(rs_builder *builder, const rs_header_rule *rule, rs_sink *to) {
  if (rule->place == RS_IN_CODED_HEADER) {
    rs_coded_value_emit(builder, rule, to);
    return rule->name;
  }
  rs_target_emit(builder, to);
  return RS_LITERAL(REQSIG_PATH_HEADER);
}

static reqsig_slice put_header(rs_builder *builder, const rs_header_rule *rule, rs_sink *to) {
  if (rule->place != RS_IN_HEADER) return put_other(builder, rule, to);
  rs_header_value_emit(builder, rule, to);
  return rule->name;
}

/* Counts the headers even where the array or the text is too small for them. */
static reqsig_status add_headers(rs_builder *builder, reqsig_buffer *text, reqsig_header *headers,
                                 size_t *num_headers) {
  const reqsig_scheme *recipe = builder->context->recipe;
  rs_sink sink = rs_sink_to_buffer(text);
  size_t capacity = *num_headers, num = 0;
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && recipe->headers[i].name.len > 0; i++) {
    if (!rs_header_is_added(builder, &recipe->headers[i]) || is_later_parameter(recipe, i)) continue;
    size_t at = text->len;
    reqsig_slice name = put_header(builder, &recipe->headers[i], &sink);
    if (text->len == at) continue;
    if (num < capacity && text->len <= text->capacity)
      headers[num] = (reqsig_header){name, rs_slice(text->data + at, text->len - at)};
    num++;
  }
  *num_headers = num;
  return num <= capacity ? rs_buffer_status(text) : REQSIG_ERR_TOO_MANY_HEADERS;
}

reqsig_status reqsig_sign(const reqsig_context *context, const reqsig_request *request, int64_t now_ms,
                          reqsig_buffer *text, reqsig_header *headers, size_t *num_headers) {
  if (!text || !num_headers || (*num_headers > 0 && !headers)) return REQSIG_ERR_ARGUMENT;
  rs_builder builder;
  reqsig_status status = rs_builder_begin(&builder, context, request);
  if (status == REQSIG_OK) status = rs_builder_take_time(&builder, now_ms);
  if (status != REQSIG_OK) return status;
  if (builder.is_signed) {
    uint8_t mac[RS_MAX_DIGEST];
    rs_message_mac(&builder, mac);
    status = rs_builder_status(&builder);
    if (status != REQSIG_OK) return status;
    rs_builder_take_mac(&builder, mac);
  }
  return add_headers(&builder, text, headers, num_headers);
}
