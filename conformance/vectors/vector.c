#include "vectors/vector.h"

#include <string.h>

#include "lib/bytes.h"

static const char *const class_names[] = {[VECTOR_GOLDEN] = "golden",
                                          [VECTOR_DERIVED] = "derived",
                                          [VECTOR_PROFILE] = "profile",
                                          [VECTOR_STRICT] = "strict",
                                          [VECTOR_SILENT] = "silent"};

const char *vector_class_name(vector_class class) {
  return class_names[class];
}

bool vector_class_find(const char *name, vector_class *class) {
  for (size_t i = 0; i < sizeof class_names / sizeof *class_names; i++) {
    if (strcmp(name, class_names[i]) != 0) continue;
    *class = (vector_class)i;
    return true;
  }
  return false;
}

bool vector_has_message(const struct vector *vector) {
  return vector->expect.has_message;
}

bool vector_has_headers(const struct vector *vector) {
  return vector->expect.has_headers;
}

bool vector_has_verdict(const struct vector *vector) {
  return vector->expect.verdict.given;
}

bool reason_find(const char *name, reqsig_reason *reason) {
  for (int i = REQSIG_REASON_MALFORMED; i <= REQSIG_REASON_NOT_YET_VALID; i++) {
    if (strcmp(reqsig_reason_name((reqsig_reason)i), name) != 0) continue;
    *reason = (reqsig_reason)i;
    return true;
  }
  return false;
}

bool verdict_matches(const struct verdict *answer, const struct verdict *verdict) {
  if (!verdict->given || answer->accepted != verdict->accepted) return false;
  return answer->reason == REQSIG_REASON_NONE || answer->reason == verdict->reason;
}

void verdict_write(FILE *out, const struct verdict *verdict) {
  fputs(verdict->accepted ? "accept" : "reject", out);
  if (verdict->reason != REQSIG_REASON_NONE) fprintf(out, " %s", reqsig_reason_name(verdict->reason));
}

const reqsig_header *header_list_find(const struct header_list *headers, reqsig_slice name, size_t *count) {
  const reqsig_header *found = NULL;
  size_t num_found = 0;
  for (size_t i = 0; i < headers->count; i++) {
    if (!rs_slice_equal_ignoring_case(headers->items[i].name, name)) continue;
    if (!found) found = &headers->items[i];
    num_found++;
  }
  if (count) *count = num_found;
  return found;
}

bool header_list_equal(const struct header_list *a, const struct header_list *b) {
  if (a->count != b->count) return false;
  for (size_t i = 0; i < a->count; i++)
    if (!rs_slice_equal(a->items[i].name, b->items[i].name) ||
        !rs_slice_equal(a->items[i].value, b->items[i].value))
      return false;
  return true;
}
