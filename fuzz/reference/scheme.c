#include <stdio.h>
#include <stdlib.h>

#include "reference/reference.h"
#include "schemes/schemes.h"

/* Of the library only the list of names. */
#define DECLARE(name) extern const reference_scheme reference_##name;
RS_FOR_EACH_SCHEME(DECLARE)

#define ADDRESS(name) &reference_##name,
static const reference_scheme *const schemes[] = {RS_FOR_EACH_SCHEME(ADDRESS)};

const reference_scheme *reference_of(const fuzz_case *c) {
  for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
    if (strcmp(schemes[i]->name, reqsig_scheme_name(c->scheme)) == 0) return schemes[i];
  fprintf(stderr, "fuzz/reference has no scheme %s: see \"A new scheme\" in fuzz/README.md\n",
          reqsig_scheme_name(c->scheme));
  abort();
}

const reference_field *reference_field_of(const reference_scheme *scheme, reference_kind kind) {
  for (const reference_field *field = scheme->fields; field->name; field++)
    if (field->kind == kind || (kind == REFERENCE_MAC && field->kind == REFERENCE_KEY_AND_MAC)) return field;
  return NULL;
}

const char *reference_time_header(const fuzz_case *c) {
  const reference_field *field = reference_field_of(reference_of(c), REFERENCE_TIME);
  return field ? field->name : "";
}

int64_t reference_time_unit(const fuzz_case *c) {
  bool in_ms = reference_of(c)->clock == REFERENCE_MILLISECONDS || fuzz_case_reads(c, "milliseconds");
  return in_ms ? 1 : 1000;
}
