#include <stdlib.h>
#include <string.h>

#include "mutants/mistakes.h"

static const char *join(const char *slug, const char *variant, char name[MISTAKE_MAX_NAME]) {
  size_t len = strlen(slug), behind = variant ? strlen(variant) : 0;
  if (len + 1 + behind >= MISTAKE_MAX_NAME) abort();
  memcpy(name, slug, len + 1);
  if (!variant) return name;
  name[len] = '/';
  memcpy(name + len + 1, variant, behind + 1);
  return name;
}

const char *mistake_name(const struct mistake *mistake, char name[MISTAKE_MAX_NAME]) {
  return join(mistake->slug, mistake->variant, name);
}

const char *mistake_name_in(const struct mistake *mistake, const reqsig_scheme *scheme,
                            char name[MISTAKE_MAX_NAME]) {
  bool of_file = mistake->file_slug && !reqsig_scheme_find(scheme->name);
  return join(of_file ? mistake->file_slug : mistake->slug, mistake->variant, name);
}

const struct mistake *mistake_find(const char *name) {
  char own[MISTAKE_MAX_NAME];
  const struct mistake *mistake;
  for (size_t i = 0; (mistake = mistake_at(i)); i++) {
    if (strcmp(mistake_name(mistake, own), name) == 0) return mistake;
    if (mistake->file_slug && strcmp(join(mistake->file_slug, mistake->variant, own), name) == 0)
      return mistake;
  }
  return NULL;
}
