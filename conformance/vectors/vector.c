#include "vectors/vector.h"

#include <string.h>

static const char *const class_names[] = {[VECTOR_GOLDEN] = "golden",
                                          [VECTOR_DERIVED] = "derived",
                                          [VECTOR_PROFILE] = "profile",
                                          [VECTOR_SILENT] = "silent"};

const char *vector_class_name(vector_class class) {
  return class_names[class];
}

bool vector_class_find(const char *name, vector_class *class) {
  for (size_t i = 0; i < sizeof class_names / sizeof *class_names; i++) {
    if (strcmp(name, class_names[i]) != 0) continue;
    *class = (vector_class)i;
    return true;
  }
  return false;
}

bool vector_has_message(const struct vector *vector) {
  return vector->expect.has_message;
}

bool vector_has_headers(const struct vector *vector) {
  return vector->expect.has_headers;
}

bool vector_has_verdict(const struct vector *vector) {
  return vector->expect.verdict.given;
}
