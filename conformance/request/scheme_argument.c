#include "request/scheme_argument.h"

#include <stdio.h>

#include "base/message.h"

enum { MAX_SCHEMES = 64 };

static size_t list_names(const char *names[MAX_SCHEMES]) {
  size_t num_names = 0;
  for (; num_names < MAX_SCHEMES && num_names < reqsig_num_schemes(); num_names++)
    names[num_names] = reqsig_scheme_name(reqsig_scheme_at(num_names));
  return num_names;
}

const reqsig_scheme *scheme_argument(const char *command, const char *name) {
  const reqsig_scheme *scheme = reqsig_scheme_find(name);
  if (scheme) return scheme;
  const char *names[MAX_SCHEMES];
  size_t num_names = list_names(names);
  message_error("%s: unknown scheme \"%s\"", command, name);
  message_did_you_mean(name, names, num_names);
  fputs("  the schemes are", stderr);
  for (size_t i = 0; i < num_names; i++) fprintf(stderr, "%s %s", i > 0 ? "," : "", names[i]);
  fputs("; see reqsig list\n", stderr);
  return NULL;
}

void scheme_argument_show_credentials(const reqsig_scheme *scheme) {
  fprintf(stderr, "  %s needs a file like this:  {", reqsig_scheme_name(scheme));
  const char *name;
  for (size_t i = 0; (name = reqsig_scheme_credential(scheme, i)); i++)
    fprintf(stderr, "%s\"%s\": \"...\"", i > 0 ? ", " : "", name);
  fputs("}\n", stderr);
}
