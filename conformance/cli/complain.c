#include "complain.h"

#include <stdarg.h>
#include <stdio.h>

static void print(const char *before, const char *format, va_list arguments) {
  fputs(before, stderr);
  vfprintf(stderr, format, arguments);
  fputc('\n', stderr);
}

void complain(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  print("reqsig: ", format, arguments);
  va_end(arguments);
}

void complain_warning(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  print("reqsig: warning: ", format, arguments);
  va_end(arguments);
}

void complain_more(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  print("  ", format, arguments);
  va_end(arguments);
}
