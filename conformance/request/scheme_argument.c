#include "request/scheme_argument.h"

#include <string.h>

#include "base/file.h"
#include "base/message.h"
#include "base/terminal.h"
#include "base/text.h"

enum { MAX_NAMES = 64 };

static size_t list_schemes(const char *names[MAX_NAMES]) {
  size_t num_names = 0;
  for (; num_names < MAX_NAMES && num_names < reqsig_num_schemes(); num_names++)
    names[num_names] = reqsig_scheme_name(reqsig_scheme_at(num_names));
  return num_names;
}

/* A name that is near to none may be a secret, typed in the wrong place. */
const reqsig_scheme *scheme_argument(const char *command, const char *name) {
  const reqsig_scheme *scheme = reqsig_scheme_find(name);
  if (scheme) return scheme;
  const char *names[MAX_NAMES];
  size_t num_names = list_schemes(names);
  if (suggest(name, names, num_names))
    message_error("%s: unknown scheme \"%s\"", command, name);
  else
    message_error("%s: unknown scheme " NOT_SHOWN, command);
  message_did_you_mean(name, names, num_names);
  fputs("  the schemes are", stderr);
  for (size_t i = 0; i < num_names; i++) fprintf(stderr, "%s %s", i > 0 ? "," : "", names[i]);
  fputs("; see reqsig list\n", stderr);
  return NULL;
}

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

/* A name that is near to none may be a secret, typed in the wrong place. */
void profiles_complain(const reqsig_scheme *scheme, const char *name) {
  const char *names[MAX_NAMES];
  reqsig_profile_info info;
  size_t num_names = 0;
  while (num_names < MAX_NAMES && reqsig_scheme_profile(scheme, num_names, &info) == REQSIG_OK)
    names[num_names++] = info.name;
  if (suggest(name, names, num_names))
    message_error("%s has no profile \"%s\"", reqsig_scheme_name(scheme), name);
  else
    message_error("%s has no profile of that name " NOT_SHOWN, reqsig_scheme_name(scheme));
  if (num_names == 0) {
    message_hint("it has none at all: its document leaves nothing open that changes what is sent");
    return;
  }
  message_did_you_mean(name, names, num_names);
  fputs("  its profiles:\n", stderr);
  profiles_print(stderr, scheme, 4);
}
