/*
 * The allocator of the whole process, libcrypto and the C library included, replaced by one that counts and
 * that fails where it is told to. It never gives memory back.
 */
#ifndef REQSIG_TESTS_ALLOCATOR_H
#define REQSIG_TESTS_ALLOCATOR_H

#include <stdbool.h>
#include <stddef.h>

/* Allocations so far, those that failed included. */
size_t allocator_count(void);

typedef enum allocator_failing { ALLOCATOR_FAILS_ONCE = 0, ALLOCATOR_FAILS_FROM_THEN_ON } allocator_failing;

/* Lets after more allocations succeed; the next one fails, or it and all that follow. */
void allocator_fail(size_t after, allocator_failing failing);
void allocator_fail_never(void);

/* Whether it is in place here and in libcrypto: otherwise a count of zero would say nothing. */
bool allocator_is_in_place(void);

#endif
