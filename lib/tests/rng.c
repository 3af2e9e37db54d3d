#include "rng.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static uint64_t seed(void) {
  const char *given = getenv("REQSIG_SEED");
  if (given && *given) return strtoull(given, NULL, 10);
  struct timespec now;
  timespec_get(&now, TIME_UTC);
  return (uint64_t)now.tv_sec * 1000000007 + (uint64_t)now.tv_nsec;
}

rng random_begin(const char *test, size_t num_cases) {
  uint64_t chosen = seed();
  fprintf(stderr, "%s: %zu cases, REQSIG_SEED=%" PRIu64 "\n", test, num_cases, chosen);
  rng random = {chosen};
  for (; *test; test++) random.state = random.state * 1099511628211u + (uint8_t)*test;
  return random;
}

rng random_begin_for(const char *test, const char *scheme, size_t num_cases) {
  char name[100];
  snprintf(name, sizeof name, "%s %s", test, scheme);
  return random_begin(name, num_cases);
}

uint64_t random_next(rng *random) {
  uint64_t z = random->state += UINT64_C(0x9e3779b97f4a7c15);
  z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
  return z ^ z >> 31;
}

/* The remainder's bias is below n / 2^64. */
size_t random_below(rng *random, size_t n) {
  return (size_t)(random_next(random) % n);
}

bool random_one_in(rng *random, size_t n) {
  return random_below(random, n) == 0;
}

void random_bytes(rng *random, uint8_t *to, size_t len) {
  for (size_t i = 0; i < len; i++) to[i] = (uint8_t)random_next(random);
}

void random_bytes_of(rng *random, const char *set, uint8_t *to, size_t len) {
  size_t num = strlen(set);
  for (size_t i = 0; i < len; i++) to[i] = (uint8_t)set[random_below(random, num)];
}

size_t random_flip(rng *random, uint8_t *bytes, size_t len) {
  size_t at = random_below(random, len);
  bytes[at] ^= (uint8_t)(1u << random_below(random, 8));
  return at;
}
