/* Numbers drawn from a seed: the same seed draws the same ones, on every machine. Not for secrets. */
#ifndef REQSIG_RANDOM_H
#define REQSIG_RANDOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct random {
  uint64_t state;
};

/* Each purpose, any text, draws other numbers from the same seed. */
struct random random_of(uint64_t seed, const char *purpose);

uint64_t random_next(struct random *random);
/* 0 to n - 1; n is not 0. */
size_t random_below(struct random *random, size_t n);
/* True once in n times. */
bool random_one_in(struct random *random, size_t n);
/* Puts count items of size bytes each into another order. */
void random_shuffle(struct random *random, void *items, size_t count, size_t size);

#endif
