#include "request/profiles.h"

#include <string.h>

#include "base/message.h"
#include "base/terminal.h"
#include "base/text.h"

enum { MAX_PROFILES = 32 };

bool profiles_find(const reqsig_scheme *scheme, const char *name, reqsig_profile_info *info) {
  for (size_t i = 0; reqsig_scheme_profile(scheme, i, info) == REQSIG_OK; i++)
    if (strcmp(info->name, name) == 0) return true;
  return false;
}

static void print_indented(FILE *out, int indent, const char *text) {
  fprintf(out, "%*s", indent, "");
  terminal_wrap(out, indent, indent, text);
}

void profiles_print(FILE *out, const reqsig_scheme *scheme, int indent) {
  struct text source = {0};
  reqsig_profile_info info;
  for (size_t i = 0; reqsig_scheme_profile(scheme, i, &info) == REQSIG_OK; i++) {
    text_clear(&source);
    text_addf(&source, "%s: %s", info.row, info.source);
    fprintf(out, "%*s%s\n", indent, "", info.name);
    print_indented(out, indent + 4, info.meaning);
    print_indented(out, indent + 4, text_string(&source));
  }
  text_free(&source);
}

void profiles_complain(const reqsig_scheme *scheme, const char *name) {
  const char *names[MAX_PROFILES];
  reqsig_profile_info info;
  size_t num_names = 0;
  while (num_names < MAX_PROFILES && reqsig_scheme_profile(scheme, num_names, &info) == REQSIG_OK)
    names[num_names++] = info.name;
  message_error("%s has no profile \"%s\"", reqsig_scheme_name(scheme), name);
  if (num_names == 0) {
    message_hint("it has none at all: its document leaves nothing open that changes what is sent");
    return;
  }
  message_did_you_mean(name, names, num_names);
  fputs("  its profiles:\n", stderr);
  profiles_print(stderr, scheme, 4);
}
