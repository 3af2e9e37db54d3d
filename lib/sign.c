#include "bytes.h"
#include "walk.h"

reqsig_status reqsig_message(const reqsig_context *context, const reqsig_request *request, int64_t now_ms,
                             reqsig_buffer *message) {
  if (!message) return REQSIG_ERR_ARGUMENT;
  rs_subject subject;
  reqsig_status status = rs_subject_begin(&subject, context, request);
  if (status == REQSIG_OK) status = rs_subject_take_time(&subject, now_ms);
  if (status != REQSIG_OK) return status;
  if (!subject.is_signed) return REQSIG_ERR_NOT_SIGNED;
  rs_sink sink = rs_sink_to_buffer(message);
  rs_message_emit(&subject, &sink, NULL, NULL);
  return rs_buffer_status(message);
}

/* Its number is counted also where the array or the text is too small for it. */
static reqsig_status add_headers(rs_subject *subject, reqsig_buffer *text, reqsig_header *headers,
                                 size_t *num_headers) {
  const reqsig_scheme *recipe = &subject->context->recipe;
  rs_sink sink = rs_sink_to_buffer(text);
  size_t capacity = *num_headers, num = 0;
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && recipe->headers[i].name.len > 0; i++) {
    if (!rs_header_is_added(subject, &recipe->headers[i])) continue;
    size_t at = text->len;
    rs_header_value_emit(subject, &recipe->headers[i], &sink);
    if (text->len == at) continue;
    if (num < capacity && text->len <= text->capacity)
      headers[num] = (reqsig_header){recipe->headers[i].name, rs_slice(text->data + at, text->len - at)};
    num++;
  }
  *num_headers = num;
  return num <= capacity ? rs_buffer_status(text) : REQSIG_ERR_TOO_MANY_HEADERS;
}

reqsig_status reqsig_sign(const reqsig_context *context, const reqsig_request *request, int64_t now_ms,
                          reqsig_buffer *text, reqsig_header *headers, size_t *num_headers) {
  if (!text || !num_headers || (*num_headers > 0 && !headers)) return REQSIG_ERR_ARGUMENT;
  rs_subject subject;
  reqsig_status status = rs_subject_begin(&subject, context, request);
  if (status == REQSIG_OK) status = rs_subject_take_time(&subject, now_ms);
  if (status != REQSIG_OK) return status;
  if (subject.is_signed) {
    uint8_t mac[RS_MAX_DIGEST];
    rs_message_mac(&subject, mac);
    rs_subject_take_mac(&subject, mac);
  }
  return add_headers(&subject, text, headers, num_headers);
}
