/*
 * Hostile requests. The verdict is the reference's, whatever the order of the headers and whatever stands
 * beside them; an accepted request, signed again at the time that it claims, gets the same signature; and
 * no change of one bit in a header that is read leaves it accepted, unless its profile says so.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "check_verdict.h"

enum { MAX_SCHEMES = 16 };

/* Executions, and those that passed the MAC check, by scheme. */
static unsigned long num_tried[MAX_SCHEMES], num_authentic[MAX_SCHEMES];

static void print_share(void) {
  for (size_t i = 0; i < reqsig_num_schemes(); i++)
    fprintf(stderr, "mac-share %s %lu %lu\n", reqsig_scheme_name(reqsig_scheme_at(i)), num_tried[i],
            num_authentic[i]);
}

/* REQSIG_FUZZ_MAC_SHARE in the environment has the counts printed at the end: ci/fuzz --mac-share. */
static void count(const fuzz_case *c, const reqsig_verdict *verdict) {
  static bool asked;
  if (!asked && getenv("REQSIG_FUZZ_MAC_SHARE")) atexit(print_share);
  asked = true;
  size_t i = 0;
  while (reqsig_scheme_at(i) != c->scheme) i++;
  num_tried[i]++;
  num_authentic[i] += verdict->authentic == REQSIG_YES;
}

static bool is_same(const reqsig_verdict *a, const reqsig_verdict *b) {
  return a->reason == b->reason && a->authentic == b->authentic && a->fresh == b->fresh &&
         a->timestamp_ms == b->timestamp_ms && a->age_ms == b->age_ms;
}

static void check_order(fuzz_heap *heap, const reqsig_context *context, const fuzz_case *c,
                        const reqsig_verdict *verdict) {
  fuzz_case other = *c;
  other.request.num_headers = 0;
  for (size_t i = c->request.num_headers; i-- > 0;)
    rs_fuzz_case_add_header(&other, c->headers[i].name, c->headers[i].value);
  rs_fuzz_case_add_header(&other, RS_LITERAL("x-unrelated"), RS_LITERAL("timestamp: 1"));
  reqsig_verdict again = check_verdict(heap, context, &other);
  FUZZ_HOLDS(is_same(verdict, &again), "a verdict depends on no order of headers, and on no others");
}

/* What a profile lets the sender leave out of a value is put there again. */
static bool is_among(fuzz_heap *heap, reqsig_slice value, const fuzz_case *c, const char *name) {
  const reference_field *signature = reference_field_of(reference_of(c), REFERENCE_MAC);
  reqsig_slice sent = reqsig_fuzz_header(c, name), prefix = reqsig_text(signature->prefix);
  reqsig_buffer whole = rs_fuzz_buffer(heap, sent.len + prefix.len + 1);
  if (reference_follows(c, REFERENCE_PREFIX_OPTIONAL) && value.len == sent.len + prefix.len)
    rs_put_slice(&whole, prefix);
  rs_put_slice(&whole, sent);
  if (reference_follows(c, REFERENCE_BASE64_UNPADDED) && value.len == sent.len + 1) rs_put_byte(&whole, '=');
  return reference_equal_ignoring_case(value, fuzz_bytes_of(&whole));
}

/* A time in the body isn't what signing writes, so there it is the same at any time. */
static void check_signed_again(fuzz_heap *heap, const reqsig_context *context, const fuzz_case *c,
                               const reqsig_verdict *verdict) {
  reqsig_header added[REQSIG_MAX_ADDED_HEADERS];
  size_t num_added = REQSIG_MAX_ADDED_HEADERS;
  reqsig_buffer text = rs_fuzz_buffer(heap, 4096);
  const reqsig_request request = rs_fuzz_case_request(c);
  int64_t now = verdict->has_timestamp && !reference_of(c)->time_member ? verdict->timestamp_ms : 0;
  if (now < 0 || reqsig_sign(context, &request, now, &text, added, &num_added) != REQSIG_OK) return;
  for (size_t i = 0; i < num_added; i++) {
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)added[i].name.len, (const char *)added[i].name.data);
    bool is_fixed = strcmp(name, "accept") == 0 ||
                    reference_equal_ignoring_case(added[i].name, RS_LITERAL("content-type"));
    FUZZ_HOLDS(is_fixed || is_among(heap, added[i].value, c, name),
               "signed again, an accepted request is the same");
  }
}

static bool is_read(const reqsig_context *context, const fuzz_case *c, const reqsig_header *header) {
  reqsig_verdict verdict;
  fuzz_case doubled = *c;
  if (!rs_fuzz_case_add_header(&doubled, header->name, header->value)) return false;
  const reqsig_request request = rs_fuzz_case_request(&doubled);
  reqsig_verify(context, &request, c->now_ms, NULL, &verdict);
  return verdict.well_formed == REQSIG_NO &&
         !reference_equal_ignoring_case(header->name, RS_LITERAL("content-type"));
}

static void check_flipped(fuzz_heap *heap, fuzz_choice *choice, const reqsig_context *context,
                          const fuzz_case *c) {
  fuzz_case changed = *c;
  if (c->request.num_headers == 0) return;
  reqsig_header *header = &changed.headers[rs_fuzz_choose(choice, c->request.num_headers)];
  if (header->value.len == 0 || !is_read(context, c, header)) return;
  header->value = rs_fuzz_flip_a_bit(heap, choice, header->value);
  reqsig_verdict verdict = check_verdict(heap, context, &changed);
  FUZZ_HOLDS(verdict.authentic != REQSIG_YES || reference_follows(c, REFERENCE_HEX_ANY_CASE),
             "no bit of a header that is read may change");
}

static void check_case(fuzz_heap *heap, fuzz_choice *choice, const reqsig_context *context,
                       const fuzz_case *c) {
  reqsig_verdict verdict = check_verdict(heap, context, c);
  count(c, &verdict);
  if (c->request.num_headers < REQSIG_FUZZ_MAX_HEADERS) check_order(heap, context, c, &verdict);
  if (verdict.authentic != REQSIG_YES) return;
  check_signed_again(heap, context, c, &verdict);
  check_flipped(heap, choice, context, c);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_heap heap = {0};
  fuzz_case c;
  reqsig_context context;
  fuzz_choice choice = rs_fuzz_choice_from(rs_slice(data, size));
  bool taken = rs_fuzz_case_read(&heap, NULL, rs_slice(data, size), &c) &&
               rs_fuzz_case_context(&heap, &c, &context) == REQSIG_OK;
  if (taken) check_case(&heap, &choice, &context, &c);
  rs_fuzz_release(&heap);
  return taken ? FUZZ_TRIED : FUZZ_NOT_OF_FORMAT;
}
