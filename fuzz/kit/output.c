#include "kit/output.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

void reqsig_fuzz_put_line(reqsig_fuzz_output *output, reqsig_slice method, reqsig_slice target) {
  output->has_line = true;
  output->method = rs_fuzz_copy(output->heap, method);
  output->target = rs_fuzz_copy(output->heap, target);
}

void reqsig_fuzz_put_header(reqsig_fuzz_output *output, reqsig_slice name, reqsig_slice value) {
  if (output->num_headers == FUZZ_MAX_OUTPUT_HEADERS) {
    output->too_many = true;
    return;
  }
  output->headers[output->num_headers++] =
      (reqsig_header){rs_fuzz_copy(output->heap, name), rs_fuzz_copy(output->heap, value)};
}

void reqsig_fuzz_put_body(reqsig_fuzz_output *output, reqsig_slice body) {
  output->has_body = true;
  output->body = rs_fuzz_copy(output->heap, body);
}

/* The length of the setup's secret that text begins with, or 0. */
static size_t secret_at(const fuzz_frame *frame, reqsig_slice text) {
  const reqsig_fuzz_setup *setup = frame->setup;
  for (size_t i = 0; frame->scheme && i < setup->num_credentials; i++) {
    reqsig_slice value = setup->credentials[i].value;
    const char *name;
    for (size_t k = 0; (name = reqsig_scheme_credential(frame->scheme, k)); k++)
      if (strcmp(name, setup->credentials[i].name) == 0 && value.len > 0 &&
          reqsig_scheme_credential_is_secret(frame->scheme, k) && rs_slice_starts_with(text, value))
        return value.len;
  }
  return 0;
}

/* Each line indented; what can't be seen as \x0d, but for the ends of lines. */
static void print_raw(const fuzz_frame *frame, reqsig_slice raw) {
  fputs("  ", stderr);
  for (size_t i = 0; i < raw.len; i++) {
    size_t secret = secret_at(frame, rs_slice_after(raw, i));
    uint8_t c = raw.data[i];
    bool ends = c == '\r' && i + 1 < raw.len && raw.data[i + 1] == '\n';
    if (secret > 0) {
      fputs("***", stderr);
      i += secret - 1;
    } else if (ends) {
      fputs("\n  ", stderr);
      i++;
    } else if (c >= ' ' && c < 0x7f)
      fputc(c, stderr);
    else
      fprintf(stderr, "\\x%02x", c);
  }
  fputc('\n', stderr);
}

static void print_part(const char *label, const char *text) {
  if (text) fprintf(stderr, "  %-9s %s\n", label, text);
}

void rs_fuzz_tell(const fuzz_frame *frame, const fuzz_finding *finding, const fuzz_case *c,
                  reqsig_slice raw) {
  fprintf(stderr, "reqsig-fuzz: %s%s%s\n", finding->sentence, finding->reason ? ": " : "",
          finding->reason ? finding->reason : "");
  if (finding->field.len > 0)
    fprintf(stderr, "  %-9s %.*s\n", "field", (int)finding->field.len, (const char *)finding->field.data);
  print_part("expected", finding->expected);
  print_part("clause", finding->clause);
  if (c) {
    fprintf(stderr, "  %-9s %s", "scheme", reqsig_scheme_name(c->scheme));
    for (size_t i = 0; i < c->num_profiles; i++) fprintf(stderr, " %s", c->profiles[i]);
    fprintf(stderr, "\n  %-9s %" PRId64 " ms\n", "now", c->now_ms);
  }
  print_raw(frame, raw);
  abort();
}
