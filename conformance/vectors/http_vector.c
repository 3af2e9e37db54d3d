#include "vectors/http_vector.h"

#include <string.h>

static const char *const class_names[] = {
    [HTTP_MUST] = "must", [HTTP_SHOULD] = "should", [HTTP_MAY] = "may", [HTTP_STRICT] = "strict"};

const char *http_class_name(http_class class) {
  return class_names[class];
}

bool http_class_find(const char *name, http_class *class) {
  for (size_t i = 0; i < sizeof class_names / sizeof *class_names; i++) {
    if (strcmp(name, class_names[i]) != 0) continue;
    *class = (http_class)i;
    return true;
  }
  return false;
}

/* Numbers of reasons have no gaps; one that is past the last has the name of none. */
reqsig_http_error http_reason_next(reqsig_http_error reason) {
  reqsig_http_error next = (reqsig_http_error)((int)reason + 1);
  return strcmp(reqsig_http_error_name(next), "unknown") == 0 ? REQSIG_HTTP_NONE : next;
}

bool http_reason_find(const char *name, reqsig_http_error *reason) {
  for (*reason = http_reason_next(REQSIG_HTTP_NONE); *reason; *reason = http_reason_next(*reason))
    if (strcmp(reqsig_http_error_name(*reason), name) == 0) return true;
  return false;
}
