#include <stdio.h>
#include <stdlib.h>

#include "reference/reference.h"
#include "schemes/schemes.h"

/* Of the library only the list of names. */
#define DECLARE(name) extern const reference_scheme reference_##name;
RS_FOR_EACH_SCHEME(DECLARE)

#define ADDRESS(name) &reference_##name,
static const reference_scheme *const schemes[] = {RS_FOR_EACH_SCHEME(ADDRESS)};

/* The member that the scheme's file leaves out, or NULL. */
static const char *missing_member(const reference_scheme *scheme) {
  bool has_time = reference_field_of(scheme, REFERENCE_TIME) || scheme->time_member;
  if (!scheme->digest) return "digest";
  if (scheme->mac_len == 0) return "mac_len";
  if (!scheme->key) return "key";
  if (!reference_field_of(scheme, REFERENCE_MAC)) return "fields: one with the MAC";
  if (has_time != (scheme->clock != REFERENCE_NO_TIME))
    return has_time ? "clock" : "fields: one with the time";
  if (!scheme->base) return "base";
  return scheme->put_message ? NULL : "put_message";
}

static const reference_scheme *reference_named(const char *name) {
  for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
    if (!schemes[i]->name || strcmp(schemes[i]->name, name) != 0) continue;
    const char *missing = missing_member(schemes[i]);
    if (!missing) return schemes[i];
    fprintf(stderr, "fuzz/reference/%s.c lacks .%s: see fuzz/reference/reference.h\n", name, missing);
    abort();
  }
  fprintf(stderr,
          "fuzz/reference has no scheme with .name = \"%s\": see \"A new scheme\" in fuzz/README.md\n", name);
  abort();
}

/* One and the same case is asked for often. */
const reference_scheme *reference_of(const fuzz_case *c) {
  static const reqsig_scheme *last;
  static const reference_scheme *found;
  if (c->scheme != last) found = reference_named(reqsig_scheme_name(c->scheme));
  last = c->scheme;
  return found;
}

const reference_field *reference_field_of(const reference_scheme *scheme, reference_kind kind) {
  for (const reference_field *field = scheme->fields; field->name; field++)
    if (field->kind == kind || (kind == REFERENCE_MAC && field->kind == REFERENCE_KEY_AND_MAC)) return field;
  return NULL;
}

const reference_profile *reference_follows(const fuzz_case *c, reference_effect effect) {
  for (const reference_profile *profile = reference_of(c)->profiles; profile->name; profile++)
    if (profile->effect == effect && rs_fuzz_case_reads(c, profile->name)) return profile;
  return NULL;
}

const char *reference_time_header(const fuzz_case *c) {
  const reference_field *field = reference_field_of(reference_of(c), REFERENCE_TIME);
  return field ? field->name : "";
}

int64_t reference_time_unit(const fuzz_case *c) {
  bool in_ms = reference_of(c)->clock == REFERENCE_MILLISECONDS || reference_follows(c, REFERENCE_TIME_IN_MS);
  return in_ms ? 1 : 1000;
}
