#include "commands/show_parts.h"

#include <inttypes.h>

#include "base/escape.h"
#include "lib/bytes.h"

enum { MAX_SHOWN = 2048 };

void show_head(FILE *out, const char *head, terminal t) {
  fprintf(out, "\n%s%s%s\n", terminal_style_on(t, STYLE_BOLD), head, terminal_style_on(t, STYLE_PLAIN));
}

void show_bytes(FILE *out, const char *label, reqsig_slice bytes, terminal t) {
  reqsig_slice shown = rs_slice(bytes.data, bytes.len < MAX_SHOWN ? bytes.len : MAX_SHOWN);
  fprintf(out, "  %-14s", label);
  escape_write(out, shown, t.utf8);
  if (shown.len < bytes.len) fputs("...", out);
  fprintf(out, "%s%s(%zu bytes)%s\n", bytes.len > 0 ? "  " : "", terminal_style_on(t, STYLE_DIM), bytes.len,
          terminal_style_on(t, STYLE_PLAIN));
}

void show_string(FILE *out, const char *label, const char *string, terminal t) {
  fprintf(out, "  %-14s", label);
  escape_write_string(out, string, t.utf8);
  fputs("\n", out);
}

void show_headers(FILE *out, const char *label, const reqsig_header *headers, size_t count, terminal t) {
  for (size_t i = 0; i < count; i++) {
    fprintf(out, "  %-14s", i == 0 ? label : "");
    escape_write(out, headers[i].name, t.utf8);
    fputs(": ", out);
    escape_write(out, headers[i].value, t.utf8);
    fputs("\n", out);
  }
}

void show_rows(FILE *out, const char *label, const struct row_list *rows) {
  if (rows->count == 0) return;
  fprintf(out, "  %-14s", label);
  for (size_t i = 0; i < rows->count; i++) fprintf(out, "%s%" PRId64, i > 0 ? ", " : "", rows->items[i]);
  fputs("\n", out);
}
