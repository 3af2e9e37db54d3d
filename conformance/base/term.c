#include "base/term.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *variable(const char *name) {
  const char *value = getenv(name);
  return value ? value : "";
}

/* The first of the three that is not empty decides, POSIX.1-2017 XBD section 8.2. */
static bool locale_is_utf8(void) {
  static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const char *value = variable(names[i]);
    if (*value == '\0') continue;
    return strstr(value, "UTF-8") || strstr(value, "utf8") || strstr(value, "utf-8") || strstr(value, "UTF8");
  }
  return false;
}

term term_of(FILE *stream) {
  bool dumb = strcmp(variable("TERM"), "dumb") == 0;
  bool refused = *variable("NO_COLOR") != '\0';
  bool terminal = isatty(fileno(stream)) == 1;
  return (term){.colour = terminal && !dumb && !refused, .utf8 = locale_is_utf8()};
}

const char *term_style_on(term t, term_style style) {
  static const char *const sequences[] = {
      [TERM_PLAIN] = "\x1b[0m",   [TERM_BOLD] = "\x1b[0;1m",     [TERM_DIM] = "\x1b[0;2m",
      [TERM_RED] = "\x1b[0;31m",  [TERM_GREEN] = "\x1b[0;32m",   [TERM_YELLOW] = "\x1b[0;33m",
      [TERM_BLUE] = "\x1b[0;34m", [TERM_MAGENTA] = "\x1b[0;35m", [TERM_CYAN] = "\x1b[0;36m",
  };
  return t.colour ? sequences[style] : "";
}
