/* How the benchmarks measure: rounds of calls in the thread's CPU time, of which the median counts. */
#ifndef REQSIG_TESTS_BENCH_TIME_H
#define REQSIG_TESTS_BENCH_TIME_H

#include <stdlib.h>
#include <time.h>

enum { BENCH_ROUNDS = 41, BENCH_CALLS = 4000 };

static inline double bench_cpu_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static inline int bench_ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static inline double bench_median(double values[BENCH_ROUNDS]) {
  qsort(values, BENCH_ROUNDS, sizeof *values, bench_ascending);
  return values[BENCH_ROUNDS / 2];
}

#endif
