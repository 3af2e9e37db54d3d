#include "base/message.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/escape.h"
#include "lib/bytes.h"

/* A backslash stays as it is: it may be that of what was made visible before. */
static void print_visible(reqsig_slice message) {
  escape_unit unit;
  while (message.len > 0) {
    bool backslash = message.data[0] == '\\';
    message = rs_slice_after(message, escape_next(message, true, &unit));
    fputs(backslash ? "\\" : unit.text, stderr);
  }
}

static void print(const char *before, const char *format, va_list arguments) {
  va_list again;
  va_copy(again, arguments);
  int len = vsnprintf(NULL, 0, format, again);
  va_end(again);
  char *message = len >= 0 ? malloc((size_t)len + 1) : NULL;
  if (message) vsnprintf(message, (size_t)len + 1, format, arguments);
  fputs(before, stderr);
  print_visible(reqsig_text(message ? message : format));
  fputc('\n', stderr);
  free(message);
}

void message_error(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  print("reqsig: ", format, arguments);
  va_end(arguments);
}

void message_warning(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  print("reqsig: warning: ", format, arguments);
  va_end(arguments);
}

void message_hint(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  print("  ", format, arguments);
  va_end(arguments);
}
