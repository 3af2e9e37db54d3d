#include "report/report.h"

#include <string.h>

#include "base/text.h"
#include "lib/bytes.h"

/* XML 1.0 can't hold most control characters: what is written here was made visible first. */
static void write_xml(FILE *out, const char *string) {
  for (; *string; string++) {
    switch (*string) {
    case '&': fputs("&amp;", out); break;
    case '<': fputs("&lt;", out); break;
    case '>': fputs("&gt;", out); break;
    case '"': fputs("&quot;", out); break;
    default: fputc(*string, out); break;
    }
  }
}

/* A reference to a character is never taken for markup (CommonMark 0.30, section 2.5). */
static void write_markdown(FILE *out, const char *string) {
  for (; *string; string++) {
    if (strchr("\\`*_[]<>#|&~$@!", *string))
      fprintf(out, "&#%d;", *string);
    else
      fputc(*string, out);
  }
}

static void write_visible(FILE *out, reqsig_slice bytes, void (*write)(FILE *, const char *)) {
  escape_unit unit;
  while (bytes.len > 0) {
    bytes = rs_slice_after(bytes, escape_next(bytes, true, &unit));
    write(out, unit.text);
  }
}

void markup_write(FILE *out, reqsig_slice bytes) {
  write_visible(out, bytes, write_xml);
}

static void write_prose(FILE *out, const char *sentence, void (*write)(FILE *, const char *)) {
  struct text text = {0};
  text_add_prose(&text, sentence, true);
  write(out, text_string(&text));
  text_free(&text);
}

void markup_write_prose(FILE *out, const char *sentence) {
  write_prose(out, sentence, write_xml);
}

void markup_write_string(FILE *out, const char *string) {
  markup_write(out, reqsig_text(string));
}

void markdown_write(FILE *out, reqsig_slice bytes) {
  write_visible(out, bytes, write_markdown);
}

void markdown_write_prose(FILE *out, const char *sentence) {
  write_prose(out, sentence, write_markdown);
}

void markdown_write_string(FILE *out, const char *string) {
  markdown_write(out, reqsig_text(string));
}
