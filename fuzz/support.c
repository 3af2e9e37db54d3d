#include "support.h"

#include <stdio.h>
#include <stdlib.h>

void rs_fuzz_fail(const char *file, int line, const char *sentence) {
  fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, sentence);
  abort();
}
