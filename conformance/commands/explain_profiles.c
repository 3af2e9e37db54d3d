#include <stdio.h>

#include "commands/explain.h"
#include "lib/bytes.h"
#include "request/recipe_text.h"

enum { MAX_TEXT = 600 };

/* The values of all headers to add, one behind the other. False if it can't be signed so. */
static bool sign_to(const struct opened_request *opened, const reqsig_context *context,
                    reqsig_buffer *values) {
  reqsig_header headers[REQSIG_MAX_ADDED_HEADERS];
  reqsig_status status;
  do {
    size_t num_headers = REQSIG_MAX_ADDED_HEADERS;
    if (values->len > 0) buffer_reserve(values, values->len);
    status = reqsig_sign(context, &opened->request.request, opened->now_ms, values, headers, &num_headers);
  } while (status == REQSIG_ERR_BUFFER_TOO_SMALL);
  return status == REQSIG_OK;
}

/* Whether the profile, beside those chosen, changes what is sent. */
static bool changes(const struct opened_request *opened, const char *name, reqsig_slice values) {
  reqsig_context context;
  reqsig_buffer others = {NULL, 0, 0};
  bool differs = request_context_with(opened, name, &context) == REQSIG_OK &&
                 sign_to(opened, &context, &others) &&
                 !rs_slice_equal(values, rs_slice(others.data, others.len));
  reqsig_context_wipe(&context);
  buffer_release(&others);
  return differs;
}

static void print_profile_row(struct explain *explain, const reqsig_profile_info *info) {
  char text[MAX_TEXT];
  fprintf(explain->page.out, "%*s--profile %s\n", PAGE_INDENT, "", info->name);
  snprintf(text, sizeof text, "%s (%s)", info->meaning, info->row);
  fprintf(explain->page.out, "%*s", PAGE_INDENT + 3, "");
  terminal_wrap(explain->page.out, PAGE_INDENT + 3, PAGE_INDENT + 3, text);
}

void explain_profiles(struct explain *explain) {
  const struct opened_request *opened = explain->opened;
  reqsig_buffer values = {NULL, 0, 0};
  reqsig_profile_info info;
  size_t num_profiles = 0;
  bool is_signed = sign_to(opened, &opened->context, &values);
  for (size_t i = 0; is_signed && reqsig_scheme_profile(opened->scheme, i, &info) == REQSIG_OK; i++) {
    if (request_has_profile(opened, info.name) ||
        !changes(opened, info.name, rs_slice(values.data, values.len)))
      continue;
    if (num_profiles++ == 0) page_heading(&explain->page, "Profiles that sign this request otherwise", NULL);
    print_profile_row(explain, &info);
  }
  buffer_release(&values);
}
