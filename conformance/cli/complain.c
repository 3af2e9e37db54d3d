#include "complain.h"

#include <stdarg.h>
#include <stdio.h>

COMPLAIN_FORMAT void complain(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fputs("reqsig: ", stderr);
  vfprintf(stderr, format, arguments);
  fputc('\n', stderr);
  va_end(arguments);
}

COMPLAIN_FORMAT void complain_warning(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fputs("reqsig: warning: ", stderr);
  vfprintf(stderr, format, arguments);
  fputc('\n', stderr);
  va_end(arguments);
}

COMPLAIN_FORMAT void complain_more(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fputs("  ", stderr);
  vfprintf(stderr, format, arguments);
  fputc('\n', stderr);
  va_end(arguments);
}
