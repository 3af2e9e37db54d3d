/* Random cases that can be had again: splitmix64 from a printed seed. */
#ifndef REQSIG_TESTS_RNG_H
#define REQSIG_TESTS_RNG_H

#include "bytes.h"

typedef struct rng {
  uint64_t state;
} rng;

/* The seed is REQSIG_SEED of the environment, else the clock's; it is printed with the test's name and how
 * many cases it draws. Each name draws other numbers from the same seed. */
rng random_begin(const char *test, size_t num_cases);
/* The same for a test of one scheme: its name is both. */
rng random_begin_for(const char *test, const char *scheme, size_t num_cases);

uint64_t random_next(rng *random);
/* 0 to n - 1; n is not 0. */
size_t random_below(rng *random, size_t n);
/* 1 of n times. */
bool random_one_in(rng *random, size_t n);
void random_bytes(rng *random, uint8_t *to, size_t len);
/* Bytes of the given set. */
void random_bytes_of(rng *random, const char *set, uint8_t *to, size_t len);
/* Flips one bit of the slice's bytes, which the caller can write; it is not empty. Gives the byte's index. */
size_t random_flip(rng *random, uint8_t *bytes, size_t len);

#endif
