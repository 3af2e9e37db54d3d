#include "kit/case.h"
#include "recipe.h"

/* Not the library's function, which the targets test. */
static bool is_named(const reqsig_header *header, reqsig_slice name) {
  bool same = header->name.len == name.len;
  for (size_t i = 0; same && i < name.len; i++)
    same = rs_upper(header->name.data[i]) == rs_upper(name.data[i]);
  return same;
}

bool rs_fuzz_case_reads(const fuzz_case *c, const char *profile) {
  for (size_t i = 0; i < c->num_profiles; i++)
    if (strcmp(c->profiles[i], profile) == 0) return true;
  return false;
}

reqsig_slice reqsig_fuzz_credential(const fuzz_case *c, const char *name) {
  for (size_t i = 0; i < c->num_credentials; i++)
    if (strcmp(c->credentials[i].name, name) == 0) return c->credentials[i].value;
  return rs_slice(NULL, 0);
}

size_t rs_fuzz_case_num_headers(const fuzz_case *c, reqsig_slice name) {
  size_t num = 0;
  for (size_t i = 0; i < c->request.num_headers; i++) num += is_named(&c->headers[i], name);
  return num;
}

reqsig_slice reqsig_fuzz_header(const fuzz_case *c, const char *name) {
  for (size_t i = 0; i < c->request.num_headers; i++)
    if (is_named(&c->headers[i], reqsig_text(name))) return c->headers[i].value;
  return rs_slice(NULL, 0);
}

void rs_fuzz_case_drop_headers(fuzz_case *c, reqsig_slice name) {
  size_t kept = 0;
  for (size_t i = 0; i < c->request.num_headers; i++)
    if (!is_named(&c->headers[i], name)) c->headers[kept++] = c->headers[i];
  c->request.num_headers = kept;
}

bool rs_fuzz_case_add_header(fuzz_case *c, reqsig_slice name, reqsig_slice value) {
  if (c->request.num_headers == REQSIG_FUZZ_MAX_HEADERS) return false;
  c->headers[c->request.num_headers++] = (reqsig_header){name, value};
  return true;
}

void rs_fuzz_case_set_header(fuzz_case *c, reqsig_slice name, reqsig_slice value) {
  rs_fuzz_case_drop_headers(c, name);
  rs_fuzz_case_add_header(c, name, value);
}

bool rs_fuzz_case_window_is_taken(const fuzz_case *c) {
  return c->has_window && c->scheme->time.place != RS_TIME_NOWHERE && c->window.max_age_ms >= 0 &&
         c->window.max_skew_ms >= 0;
}

reqsig_status rs_fuzz_case_context(fuzz_heap *heap, const fuzz_case *c, reqsig_context *context) {
  const reqsig_scheme *varied;
  reqsig_buffer memory = rs_fuzz_buffer(heap, c->num_profiles > 0 ? REQSIG_VARIED_ROOM : 0);
  reqsig_status status = reqsig_scheme_vary(c->scheme, c->profiles, c->num_profiles, &memory, &varied);
  reqsig_context_wipe(context);
  if (status != REQSIG_OK) return status;
  return reqsig_context_init(context, varied, c->credentials, c->num_credentials);
}

bool rs_fuzz_case_flip_a_bit(fuzz_heap *heap, fuzz_choice *choice, fuzz_case *c) {
  reqsig_slice *parts[4 + REQSIG_FUZZ_MAX_CREDENTIALS + REQSIG_FUZZ_MAX_HEADERS] = {
      &c->request.method, &c->request.target, &c->request.body};
  size_t num = 3;
  for (size_t i = 0; i < c->num_credentials; i++) parts[num++] = &c->credentials[i].value;
  for (size_t i = 0; i < c->request.num_headers; i++) parts[num++] = &c->headers[i].value;
  reqsig_slice *part = parts[rs_fuzz_choose(choice, num)];
  if (part->len == 0) return false;
  *part = rs_fuzz_flip_a_bit(heap, choice, *part);
  return true;
}
