#include "base/number.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_DIGITS = 15 }; /* those of NUMBER_MAX */

bool number_read(const char *text, uint64_t min, uint64_t max, uint64_t *number) {
  size_t len = strlen(text);
  bool plain = len > 0 && len <= MAX_DIGITS && text[strspn(text, "0123456789")] == '\0';
  *number = plain ? strtoull(text, NULL, 10) : 0;
  return plain && *number >= min && *number <= max;
}
