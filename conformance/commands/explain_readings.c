#include <stdio.h>

#include "base/terminal.h"
#include "commands/explain.h"
#include "lib/bytes.h"

enum { MAX_TEXT = 600 };

/* The values of all headers to add, one behind the other. False if it can't be signed so. */
static bool sign_to(const struct signing *signing, const reqsig_context *context, reqsig_buffer *values) {
  reqsig_header headers[REQSIG_MAX_ADDED_HEADERS];
  reqsig_status status;
  do {
    size_t num_headers = REQSIG_MAX_ADDED_HEADERS;
    if (values->len > 0) signing_reserve(values, values->len);
    status = reqsig_sign(context, &signing->request.request, signing->now_ms, values, headers, &num_headers);
  } while (status == REQSIG_ERR_BUFFER_TOO_SMALL);
  return status == REQSIG_OK;
}

/* Whether the profile, beside those chosen, changes what is sent. */
static bool changes(const struct signing *signing, const char *name, reqsig_slice values) {
  reqsig_context context;
  reqsig_buffer others = {NULL, 0, 0};
  bool differs = signing_init_with(signing, name, &context) == REQSIG_OK &&
                 sign_to(signing, &context, &others) &&
                 !rs_slice_equal(values, rs_slice(others.data, others.len));
  reqsig_context_wipe(&context);
  signing_release(&others);
  return differs;
}

static void print_reading(struct explain *explain, const reqsig_profile_info *info) {
  char text[MAX_TEXT];
  fprintf(explain->page.out, "%*s--profile %s\n", PAGE_INDENT, "", info->name);
  snprintf(text, sizeof text, "%s (%s)", info->meaning, info->row);
  fprintf(explain->page.out, "%*s", PAGE_INDENT + 3, "");
  terminal_wrap(explain->page.out, PAGE_INDENT + 3, PAGE_INDENT + 3, text);
}

void explain_readings(struct explain *explain) {
  const struct signing *signing = explain->signing;
  reqsig_buffer values = {NULL, 0, 0};
  reqsig_profile_info info;
  size_t num_readings = 0;
  bool is_signed = sign_to(signing, &signing->context, &values);
  for (size_t i = 0; is_signed && reqsig_scheme_profile(signing->scheme, i, &info) == REQSIG_OK; i++) {
    if (signing_has_profile(signing, info.name) ||
        !changes(signing, info.name, rs_slice(values.data, values.len)))
      continue;
    if (num_readings++ == 0)
      page_heading(&explain->page,
                   "Readings that the document leaves open and that sign this request otherwise", NULL);
    print_reading(explain, &info);
  }
  signing_release(&values);
}
