#include "request.h"

const reqsig_header *rs_header_find(const reqsig_request *request, reqsig_slice name) {
  for (size_t i = 0; i < request->num_headers; i++)
    if (rs_slice_equal_ignoring_case(request->headers[i].name, name)) return &request->headers[i];
  return NULL;
}

/* Names of one length mostly differ in their first letters. */
static bool begin_alike(reqsig_slice a, reqsig_slice b) {
  return ((a.data[0] ^ b.data[0]) & ~('a' ^ 'A')) == 0;
}

rs_named_headers rs_headers_named(const reqsig_request *request, reqsig_slice name) {
  rs_named_headers found = {0, NULL};
  for (size_t i = 0; i < request->num_headers; i++) {
    const reqsig_header *header = &request->headers[i];
    if (header->name.len != name.len || !begin_alike(header->name, name)) continue;
    if (!rs_bytes_equal_ignoring_case(header->name.data, name.data, name.len)) continue;
    if (found.num++ == 0) found.first = header;
  }
  return found;
}

/* What the content-type has behind the prefix; false if it does not begin so. */
static bool type_begins(const reqsig_request *request, reqsig_slice prefix, reqsig_slice *rest) {
  const reqsig_header *type = rs_header_find(request, RS_LITERAL("content-type"));
  if (!type || type->value.len < prefix.len ||
      !rs_slice_equal_ignoring_case(rs_slice(type->value.data, prefix.len), prefix))
    return false;
  *rest = rs_slice_after(type->value, prefix.len);
  return true;
}

bool rs_is_multipart(const reqsig_request *request) {
  reqsig_slice rest;
  return type_begins(request, RS_LITERAL("multipart/"), &rest);
}

bool rs_is_form(const reqsig_request *request) {
  reqsig_slice rest;
  if (!type_begins(request, RS_LITERAL("application/x-www-form-urlencoded"), &rest)) return false;
  size_t at = 0;
  while (at < rest.len && (rest.data[at] == ' ' || rest.data[at] == '\t')) at++;
  return at == rest.len || rest.data[at] == ';'; /* RFC 9110 section 8.3.1 */
}

reqsig_slice rs_path_of(reqsig_slice target) {
  const uint8_t *mark = target.len ? memchr(target.data, '?', target.len) : NULL;
  return mark ? rs_slice(target.data, (size_t)(mark - target.data)) : target;
}

reqsig_slice rs_query_of(reqsig_slice target) {
  return rs_slice_after(target, rs_path_of(target).len);
}

reqsig_slice rs_bare_query_of(reqsig_slice target) {
  reqsig_slice query = rs_query_of(target);
  return query.len > 0 ? rs_slice_after(query, 1) : query;
}

reqsig_slice rs_body_or_query(const reqsig_request *request) {
  return request->body.len > 0 ? request->body : rs_bare_query_of(request->target);
}
