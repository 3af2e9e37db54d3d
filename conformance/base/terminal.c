#include "base/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/escape.h"

enum { USUAL_COLUMNS = 80, LEAST_COLUMNS = 40, MOST_COLUMNS = 100 };

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

terminal terminal_of(FILE *stream) {
  bool dumb = strcmp(variable("TERM"), "dumb") == 0;
  bool unwanted = *variable("NO_COLOR") != '\0';
  bool on_screen = isatty(fileno(stream)) == 1;
  return (terminal){.colour = on_screen && !dumb && !unwanted, .utf8 = locale_is_utf8()};
}

const char *terminal_style_on(terminal t, terminal_style style) {
  static const char *const sequences[] = {
      [STYLE_PLAIN] = "\x1b[0m",   [STYLE_BOLD] = "\x1b[0;1m",     [STYLE_DIM] = "\x1b[0;2m",
      [STYLE_RED] = "\x1b[0;31m",  [STYLE_GREEN] = "\x1b[0;32m",   [STYLE_YELLOW] = "\x1b[0;33m",
      [STYLE_BLUE] = "\x1b[0;34m", [STYLE_MAGENTA] = "\x1b[0;35m", [STYLE_CYAN] = "\x1b[0;36m",
  };
  return t.colour ? sequences[style] : "";
}

static int measured_columns(FILE *stream) {
  long asked = strtol(variable("COLUMNS"), NULL, 10);
  if (asked > 0) return asked < MOST_COLUMNS ? (int)asked : MOST_COLUMNS;
  struct winsize window = {0};
  if (isatty(fileno(stream)) != 1 || ioctl(fileno(stream), TIOCGWINSZ, &window) != 0) return USUAL_COLUMNS;
  return window.ws_col > 0 ? window.ws_col : USUAL_COLUMNS;
}

int terminal_columns(FILE *stream) {
  int columns = measured_columns(stream);
  return columns < LEAST_COLUMNS ? LEAST_COLUMNS : columns > MOST_COLUMNS ? MOST_COLUMNS : columns;
}

void terminal_wrap(FILE *out, int first, int rest, const char *text) {
  int column = first, columns = terminal_columns(out);
  for (const char *at = text; *at;) {
    size_t len = strcspn(at, " ");
    int width = (int)escape_columns_as_is((reqsig_slice){(const uint8_t *)at, len});
    if (at > text && column + 1 + width > columns) {
      fprintf(out, "\n%*s", rest, "");
      column = rest;
    } else if (at > text) {
      fputc(' ', out);
      column++;
    }
    fwrite(at, 1, len, out);
    column += width;
    at += len;
    at += strspn(at, " ");
  }
  fputc('\n', out);
}
