#include "base/random.h"

struct random random_of(uint64_t seed, const char *purpose) {
  struct random random = {seed};
  for (; *purpose; purpose++) random.state = random.state * UINT64_C(1099511628211) + (uint8_t)*purpose;
  return random;
}

/* splitmix64 */
uint64_t random_next(struct random *random) {
  uint64_t z = random->state += UINT64_C(0x9e3779b97f4a7c15);
  z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
  return z ^ z >> 31;
}

/* The remainder's bias is below n / 2^64. */
size_t random_below(struct random *random, size_t n) {
  return (size_t)(random_next(random) % n);
}

bool random_one_in(struct random *random, size_t n) {
  return random_below(random, n) == 0;
}

static void swap(uint8_t *a, uint8_t *b, size_t size) {
  for (size_t i = 0; i < size; i++) {
    uint8_t kept = a[i];
    a[i] = b[i];
    b[i] = kept;
  }
}

/* Fisher and Yates. */
void random_shuffle(struct random *random, void *items, size_t count, size_t size) {
  uint8_t *bytes = items;
  for (size_t left = count; left > 1; left--)
    swap(bytes + (left - 1) * size, bytes + random_below(random, left) * size, size);
}
