#include "base/terminal.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/text.h"
#include "lib/bytes.h"

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

/* Up to the next space; one of a snippet in backquotes is part of it, so that it is not taken for a line
 * break. */
static size_t unbroken_len(const char *at, int columns) {
  size_t len = strcspn(at, " ");
  const char *open = memchr(at, '`', len), *close = open ? strchr(open + 1, '`') : NULL;
  if (!close || close - at >= columns) return len;
  size_t whole = (size_t)(close - at) + 1;
  whole += strcspn(close + 1, " ");
  return whole > len ? whole : len;
}

void terminal_wrap(FILE *out, int first, int rest, const char *text) {
  int column = first, columns = terminal_columns(out);
  for (const char *at = text; *at;) {
    size_t len = unbroken_len(at, columns - rest);
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

enum { SHOWN_WHOLE = 1200, SHOWN_HEAD = 600, SHOWN_TAIL = 200, ROW = 16, MAX_ROWS = 12 };

struct page page_begin(FILE *out) {
  return (struct page){.out = out, .terminal = terminal_of(out)};
}

void page_heading(struct page *page, const char *text, const char *clause) {
  struct text heading = {0};
  page->num_headings++;
  text_addf(&heading, "%d. %s", page->num_headings, text);
  fprintf(page->out, "\n%s", terminal_style_on(page->terminal, STYLE_BOLD));
  terminal_wrap(page->out, 0, PAGE_INDENT, text_string(&heading));
  fputs(terminal_style_on(page->terminal, STYLE_PLAIN), page->out);
  page_quote(page, PAGE_INDENT, clause);
  fputc('\n', page->out);
  text_free(&heading);
}

PAGE_FORMAT(3, 4) void page_headingf(struct page *page, const char *clause, const char *format, ...) {
  struct text text = {0};
  va_list arguments;
  va_start(arguments, format);
  text_addv(&text, format, arguments);
  va_end(arguments);
  page_heading(page, text_string(&text), clause);
  text_free(&text);
}

void page_row(const struct page *page, const char *label, const char *text) {
  page_label(page, label);
  terminal_wrap(page->out, PAGE_VALUE, PAGE_VALUE, text);
}

PAGE_FORMAT(3, 4) void page_rowf(const struct page *page, const char *label, const char *format, ...) {
  struct text text = {0};
  va_list arguments;
  va_start(arguments, format);
  text_addv(&text, format, arguments);
  va_end(arguments);
  page_row(page, label, text_string(&text));
  text_free(&text);
}

void page_label(const struct page *page, const char *label) {
  fprintf(page->out, "%*s%-*s", PAGE_INDENT, "", PAGE_LABEL, label);
}

void page_text(const struct page *page, const char *text) {
  fprintf(page->out, "%*s", PAGE_INDENT, "");
  terminal_wrap(page->out, PAGE_INDENT, PAGE_INDENT, text);
}

PAGE_FORMAT(2, 3) void page_textf(const struct page *page, const char *format, ...) {
  struct text text = {0};
  va_list arguments;
  va_start(arguments, format);
  text_addv(&text, format, arguments);
  va_end(arguments);
  page_text(page, text_string(&text));
  text_free(&text);
}

void page_quote(const struct page *page, int column, const char *clause) {
  if (!clause) return;
  struct text quote = {0};
  text_addf(&quote, "\"%s\"", clause);
  fprintf(page->out, "%*s%s", column, "", terminal_style_on(page->terminal, STYLE_DIM));
  terminal_wrap(page->out, column, column, text_string(&quote));
  fputs(terminal_style_on(page->terminal, STYLE_PLAIN), page->out);
  text_free(&quote);
}

static int write_some(struct page *page, reqsig_slice bytes, int column, int rest) {
  escape_unit unit;
  int columns = terminal_columns(page->out);
  bool is_due = false; /* the next line */
  while (bytes.len > 0) {
    bool is_line_end = bytes.data[0] == '\n';
    bytes = rs_slice_after(bytes, escape_next(bytes, page->terminal.utf8, &unit));
    page->has_escapes |= unit.escaped;
    bool is_full = column > rest && column + (int)unit.num_columns > columns;
    page->has_breaks |= is_full;
    if (is_due || is_full) {
      fprintf(page->out, "\n%*s", rest, "");
      column = rest;
    }
    fputs(unit.text, page->out);
    column += (int)unit.num_columns;
    is_due = is_line_end;
  }
  return column;
}

/* Moves a cut back to where a UTF-8 character begins. */
static size_t cut_at(reqsig_slice bytes, size_t at) {
  for (size_t i = 0; i < 3 && at > 0 && (bytes.data[at] & 0xC0) == 0x80; i++) at--;
  return at;
}

int page_bytes(struct page *page, reqsig_slice bytes, int first, int rest, terminal_style style) {
  const char *on = terminal_style_on(page->terminal, style),
             *off = terminal_style_on(page->terminal, STYLE_PLAIN);
  fputs(on, page->out);
  int column = first;
  if (bytes.len <= SHOWN_WHOLE) {
    column = write_some(page, bytes, first, rest);
  } else {
    size_t head = cut_at(bytes, SHOWN_HEAD), tail = cut_at(bytes, bytes.len - SHOWN_TAIL);
    write_some(page, rs_slice(bytes.data, head), first, rest);
    fprintf(page->out, "%s\n%*s<%zu more bytes, not shown>\n%*s%s", off, rest, "", tail - head, rest, "", on);
    column = write_some(page, rs_slice_after(bytes, tail), rest, rest);
  }
  fputs(off, page->out);
  return column;
}

#define SECRET_FORMAT "<%s, %zu byte%s, not shown>"

void page_secret(const struct page *page, const char *what, size_t len) {
  fputs(terminal_style_on(page->terminal, STYLE_YELLOW), page->out);
  fprintf(page->out, SECRET_FORMAT, what, len, text_plural(len));
  fputs(terminal_style_on(page->terminal, STYLE_PLAIN), page->out);
}

size_t page_secret_columns(const char *what, size_t len) {
  return (size_t)snprintf(NULL, 0, SECRET_FORMAT, what, len, text_plural(len));
}

/* Line ends and tabs have names that everybody knows, a backslash is seen: those need no dump. */
static bool is_unseen(const escape_unit *unit) {
  return unit->escaped && !strchr("nrt\\", unit->text[1]);
}

static void dump_row(const struct page *page, reqsig_slice bytes, size_t at) {
  size_t len = bytes.len - at < ROW ? bytes.len - at : ROW;
  fprintf(page->out, "%*s%7zu  ", PAGE_INDENT, "", at);
  for (size_t i = 0; i < ROW; i++) {
    if (i < len)
      fprintf(page->out, "%02x ", bytes.data[at + i]);
    else
      fputs("   ", page->out);
    if (i == ROW / 2 - 1) fputc(' ', page->out);
  }
  fputs(" |", page->out);
  for (size_t i = at; i < at + len; i++)
    fputc(bytes.data[i] >= ' ' && bytes.data[i] <= '~' ? bytes.data[i] : '.', page->out);
  fputs("|\n", page->out);
}

void page_dump_unseen(const struct page *page, reqsig_slice bytes) {
  escape_unit unit;
  size_t num_rows = 0, next_row = 0;
  for (size_t at = 0, len; at < bytes.len; at += len) {
    len = escape_next(rs_slice_after(bytes, at), true, &unit);
    if (!is_unseen(&unit)) continue;
    for (size_t row = at / ROW; row <= (at + len - 1) / ROW; row++) {
      if (row < next_row) continue;
      if (num_rows == 0)
        fprintf(page->out, "\n%*sThe rows of the message with invisible bytes (offset, hex, text):\n",
                PAGE_INDENT, "");
      if (num_rows++ < MAX_ROWS) dump_row(page, bytes, row * ROW);
      next_row = row + 1;
    }
  }
  if (num_rows > MAX_ROWS)
    fprintf(page->out, "%*s(%zu more such rows)\n", PAGE_INDENT, "", num_rows - MAX_ROWS);
}

void page_note_snippets(struct page *page, const char *sentence) {
  bool is_inside = false;
  for (; *sentence; sentence++) {
    if (*sentence == '`') is_inside = !is_inside;
    if (*sentence == '\\' && is_inside) page->has_escapes = true;
  }
}

void page_end(const struct page *page) {
  static const char escapes[] =
      "Escapes: \\n line feed, \\r carriage return, \\t tab, \\0 NUL, \\xNN any other byte, "
      "\\u{NNNN} an invisible character, \\\\ one backslash. "
      "A line break, after \\n too, is only for reading: it adds no byte.";
  static const char breaks[] =
      "A value that is too long for a line goes on in the next one: the line break adds no byte.";
  if (!page->has_escapes && !page->has_breaks) return;
  fprintf(page->out, "\n%*s", PAGE_INDENT, "");
  terminal_wrap(page->out, PAGE_INDENT, PAGE_INDENT, page->has_escapes ? escapes : breaks);
}
