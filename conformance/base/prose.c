#include "base/prose.h"

#include <string.h>

void prose_wrap(FILE *out, int first, int rest, const char *text) {
  int column = first;
  for (const char *at = text; *at;) {
    int len = (int)strcspn(at, " ");
    if (at > text && column + 1 + len > PROSE_COLUMNS) {
      fprintf(out, "\n%*s", rest, "");
      column = rest;
    } else if (at > text) {
      fputc(' ', out);
      column++;
    }
    fwrite(at, 1, (size_t)len, out);
    column += len;
    at += len;
    at += strspn(at, " ");
  }
  fputc('\n', out);
}

const char *prose_plural(size_t number) {
  return number == 1 ? "" : "s";
}
