#include "request/sent_fields.h"

#include "lib/coded_value.h"
#include "lib/parameters.h"
#include "lib/request.h"

static reqsig_slice decoded(struct arena *arena, reqsig_slice written) {
  reqsig_buffer text = {(uint8_t *)arena_get(arena, written.len + 1), written.len, 0};
  rs_parameter_decode(written, &text);
  text.data[text.len] = '\0';
  return rs_slice(text.data, text.len);
}

reqsig_header *sent_parameters(struct arena *arena, reqsig_slice target, reqsig_slice name, size_t *count) {
  reqsig_slice all = rs_bare_query_of(target), unused = {NULL, 0};
  reqsig_header *fields = arena_get_array(arena, rs_parameter_find(all, name, &unused), sizeof *fields);
  *count = 0;
  for (rs_parameter parameter; rs_parameter_next(&all, &parameter);)
    if (rs_parameter_is(parameter.name, name))
      fields[(*count)++] = (reqsig_header){name, decoded(arena, parameter.value)};
  return fields;
}

reqsig_slice sent_coded_value(struct arena *arena, const rs_header_rule *rule, reqsig_slice sent) {
  reqsig_buffer plain = {(uint8_t *)arena_get(arena, sent.len + 1), sent.len, 0};
  return rs_coded_value_read(rule, sent, &plain) ? rs_slice(plain.data, plain.len) : sent;
}

reqsig_slice sent_code_value(struct arena *arena, const rs_header_rule *rule, reqsig_slice plain) {
  size_t room = 4 * (plain.len + 2) / 3 + 4 + plain.len;
  reqsig_buffer sent = {(uint8_t *)arena_get(arena, room), room, 0};
  rs_coded_value_write(rule, plain, &sent);
  return rs_slice(sent.data, sent.len);
}

reqsig_header *sent_fields(struct arena *arena, const reqsig_request *request, const rs_header_rule *rule,
                           size_t *count) {
  if (rule->place == RS_IN_QUERY) return sent_parameters(arena, request->target, rule->name, count);
  reqsig_header *fields = arena_get_array(arena, request->num_headers, sizeof *fields);
  *count = 0;
  for (size_t i = 0; i < request->num_headers; i++)
    if (rs_slice_equal_ignoring_case(request->headers[i].name, rule->name))
      fields[(*count)++] = request->headers[i];
  for (size_t i = 0; rule->place == RS_IN_CODED_HEADER && i < *count; i++)
    fields[i].value = sent_coded_value(arena, rule, fields[i].value);
  return fields;
}

const reqsig_header *sent_field(struct arena *arena, const reqsig_request *request,
                                const rs_header_rule *rule) {
  size_t count;
  if (rule->place == RS_IN_HEADER) return rs_header_find(request, rule->name);
  const reqsig_header *fields = sent_fields(arena, request, rule, &count);
  return count > 0 ? fields : NULL;
}
