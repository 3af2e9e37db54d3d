/* Inputs whose end touches a page that may not be read: one byte too far ends the test. */
#ifndef REQSIG_TESTS_GUARD_H
#define REQSIG_TESTS_GUARD_H

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "bytes.h"

typedef struct guarded {
  reqsig_slice slice; /* the copy; an empty one points at the page that may not be read */
  void *memory;
  size_t memory_len;
} guarded;

/* Copies slice to the end of memory of its own. guard_free gives it back. */
static inline guarded guard_copy(reqsig_slice slice) {
  size_t page = (size_t)sysconf(_SC_PAGESIZE);
  size_t readable = (slice.len + page - 1) / page * page;
  /* /dev/zero, as strict C11 hides MAP_ANONYMOUS. */
  static int zero = -1;
  if (zero < 0) zero = open("/dev/zero", O_RDWR);
  guarded copy = {.memory_len = readable + page};
  copy.memory = mmap(NULL, copy.memory_len, PROT_READ | PROT_WRITE, MAP_PRIVATE, zero, 0);
  if (zero < 0 || copy.memory == MAP_FAILED) abort();
  uint8_t *end = (uint8_t *)copy.memory + readable;
  if (slice.len > 0) memcpy(end - slice.len, slice.data, slice.len);
  if (mprotect(end, page, PROT_NONE) != 0) abort();
  copy.slice = rs_slice(end - slice.len, slice.len);
  return copy;
}

static inline void guard_free(guarded copy) {
  munmap(copy.memory, copy.memory_len);
}

#endif
