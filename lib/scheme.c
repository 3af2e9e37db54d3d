#include <string.h>

#include "recipe.h"
#include "schemes/schemes.h"

#define ADDRESS_OF_SCHEME(name) &rs_scheme_##name,
static const reqsig_scheme *const schemes[] = {RS_FOR_EACH_SCHEME(ADDRESS_OF_SCHEME)};

size_t reqsig_num_schemes(void) {
  return sizeof schemes / sizeof *schemes;
}

const reqsig_scheme *reqsig_scheme_at(size_t index) {
  return index < reqsig_num_schemes() ? schemes[index] : NULL;
}

const reqsig_scheme *reqsig_scheme_find(const char *name) {
  for (size_t i = 0; name && i < reqsig_num_schemes(); i++)
    if (strcmp(schemes[i]->name, name) == 0) return schemes[i];
  return NULL;
}

const char *reqsig_scheme_name(const reqsig_scheme *scheme) {
  return scheme->name;
}

const char *reqsig_scheme_title(const reqsig_scheme *scheme) {
  return scheme->title;
}

const char *reqsig_scheme_document(const reqsig_scheme *scheme) {
  return scheme->document;
}

const char *reqsig_scheme_document_title(const reqsig_scheme *scheme) {
  return scheme->document_title;
}

const char *reqsig_scheme_credential(const reqsig_scheme *scheme, size_t index) {
  return index < RS_MAX_CREDENTIALS ? scheme->credentials[index].name : NULL;
}

int reqsig_scheme_credential_is_secret(const reqsig_scheme *scheme, size_t index) {
  return index < RS_MAX_CREDENTIALS && scheme->credentials[index].secret;
}

reqsig_status reqsig_scheme_profile(const reqsig_scheme *scheme, size_t index, reqsig_profile_info *info) {
  if (!scheme || !info) return REQSIG_ERR_ARGUMENT;
  const rs_profile *profile = scheme->profiles;
  for (size_t i = 0; profile && profile->info.name && i < index; i++) profile++;
  if (!profile || !profile->info.name) return REQSIG_ERR_OUT_OF_RANGE;
  *info = profile->info;
  return REQSIG_OK;
}
