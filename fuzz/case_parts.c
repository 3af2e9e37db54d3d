#include "case.h"

#include "reference/reference.h"

bool fuzz_case_reads(const fuzz_case *c, const char *profile) {
  for (size_t i = 0; i < c->num_profiles; i++)
    if (strcmp(c->profiles[i], profile) == 0) return true;
  return false;
}

reqsig_slice fuzz_case_credential(const fuzz_case *c, const char *name) {
  for (size_t i = 0; i < c->num_credentials; i++)
    if (strcmp(c->credentials[i].name, name) == 0) return c->credentials[i].value;
  return rs_slice(NULL, 0);
}

static bool is_named(const reqsig_header *header, const char *name) {
  return reference_equal_ignoring_case(header->name, reqsig_text(name));
}

size_t fuzz_case_num_headers(const fuzz_case *c, const char *name) {
  size_t num = 0;
  for (size_t i = 0; i < c->request.num_headers; i++) num += is_named(&c->headers[i], name);
  return num;
}

reqsig_slice fuzz_case_header(const fuzz_case *c, const char *name) {
  for (size_t i = 0; i < c->request.num_headers; i++)
    if (is_named(&c->headers[i], name)) return c->headers[i].value;
  return rs_slice(NULL, 0);
}

void fuzz_case_drop_headers(fuzz_case *c, const char *name) {
  size_t kept = 0;
  for (size_t i = 0; i < c->request.num_headers; i++)
    if (!is_named(&c->headers[i], name)) c->headers[kept++] = c->headers[i];
  c->request.num_headers = kept;
}

bool fuzz_case_add_header(fuzz_case *c, reqsig_slice name, reqsig_slice value) {
  if (c->request.num_headers == FUZZ_MAX_HEADERS) return false;
  c->headers[c->request.num_headers++] = (reqsig_header){name, value};
  return true;
}

void fuzz_case_set_header(fuzz_case *c, const char *name, reqsig_slice value) {
  fuzz_case_drop_headers(c, name);
  fuzz_case_add_header(c, reqsig_text(name), value);
}

bool fuzz_case_window_is_taken(const fuzz_case *c) {
  return c->has_window && reference_of(c)->clock != REFERENCE_NO_TIME && c->window.max_age_ms >= 0 &&
         c->window.max_skew_ms >= 0;
}

reqsig_status fuzz_case_context(const fuzz_case *c, reqsig_context *context) {
  return reqsig_context_init(context, c->scheme, c->profiles, c->num_profiles, c->credentials,
                             c->num_credentials);
}
