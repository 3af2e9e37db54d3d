/* A folder of its own for each test, and in it a vector file that is right but for what the test changes. */
#ifndef REQSIG_TESTS_VECTOR_FOLDER_H
#define REQSIG_TESTS_VECTOR_FOLDER_H

#include "vectors/vector_set.h"

extern char folder[];
extern struct vector_set folder_set;
extern struct text folder_problem;

/* What a right file consists of; each refusal is one change of it. */
extern const char right_head[], right_begin[], right_inputs[], right_expect[], right_end[];

void folder_set_up(void);
void folder_tear_down(void);
void folder_path(char path[64], const char *name);
void folder_write(const char *name, const char *content);
/* All that the pieces make, as crm.json. */
void folder_write_pieces(const char *a, const char *b, const char *c, const char *d, const char *e);
/* The same, between a right head and a right end. */
void folder_write_with(const char *b, const char *c, const char *d);

/* Loading is refused, and the problem has both texts. */
void folder_assert_refused(const char *where, const char *what);

/* NULL stands for the right piece. */
struct refusal {
  const char *begin, *inputs, *expect, *where, *what;
};
void folder_assert_all_refused(const struct refusal *refusals, size_t count);

#endif
