/*
 * The list of what an implementation is known to fail, an entry a line: the id of a vector, or a pattern of
 * ids, and what is pinned of the failure; "#" begins a comment. What it lists doesn't count as long as it
 * fails as pinned; an entry that is no longer true is stale, and that counts.
 *
 *     aet-get-*                                   # fails in any way
 *     crm-post-json op=sign outcome=fail difference=header-value cause=leading-slash/kept
 *     bitpro-slow outcome=flaky                   # fails now and then
 */
#ifndef REQSIG_KNOWN_FAILURES_H
#define REQSIG_KNOWN_FAILURES_H

#include <stdio.h>

#include "runner/run.h"

/* What an entry may pin, as the JSON report names it: the first difference of the case, and its mistakes,
 * joined by "+"; "none" if none explains it. */
enum pin { PIN_OP, PIN_OUTCOME, PIN_ERROR, PIN_DIFFERENCE, PIN_CAUSE, NUM_PINS };

struct known_failure {
  const char *pattern;
  size_t line;
  const char *pins[NUM_PINS]; /* NULL: not pinned */
  bool is_flaky;              /* pinned as such: it may pass too */
  const char *stale;          /* why it is: a phrase whose subject is the entry; NULL if it isn't */
  struct name_list passing;   /* ids that it lists and that don't fail */
};

/* Start all-zero. */
struct known_failures {
  const char *path;
  const char *text; /* of the file */
  struct known_failure *items;
  size_t count;
  size_t num_lines_gone, num_lines_new; /* of an update */
};

/* False, said on standard error, if the file can't be read or an entry can't. */
bool known_failures_read(struct arena *arena, const char *path, struct known_failures *known);

bool known_failures_pin_causes(const struct known_failures *known);

/* Marks the cases that failed and are listed, and the entries that are stale. set is what an entry can mean.
 */
void known_failures_apply(struct known_failures *known, const struct vector_set *set, struct run *run);

/*
 * Writes the list anew: entries that are not stale as they are, comments too; for a stale one the cases that
 * fail among what it lists; behind them all others that fail, but for fresh vectors, of which the next run
 * has others.
 */
void known_failures_write(FILE *out, struct known_failures *known, const struct vector_set *set,
                          size_t num_fresh, const struct run *run);

size_t known_failures_num_stale(const struct known_failures *known);

/* "op=sign outcome=fail difference=header-value cause=none", as an entry pins it. */
void known_failure_add_pins(struct text *text, const struct test_case *test_case);
/* Adds what would be pinned; nothing if the case has no such thing. */
void known_failure_add_pin(struct text *text, enum pin pin, const struct test_case *test_case);
extern const char *const known_failure_pin_names[NUM_PINS];

/* Whether the entry is about that op. */
bool known_failure_means_op(const struct known_failure *entry, enum op op);

/* Where the cases of a vector are in a run: they stand together. */
struct case_index {
  const struct vector *vectors; /* of the set */
  size_t *first;                /* of each; the number of cases if it has none */
};
struct case_index case_index_of(struct arena *arena, const struct vector_set *set, const struct run *run);
size_t case_index_first(const struct case_index *index, const struct vector *vector);

/* Whether a case was judged, and how. */
enum standing { NOT_JUDGED, PASSES, FAILS };
enum standing known_failure_standing(const struct test_case *test_case);

/* Calls each with every vector of the set that the entry lists; how many there are. */
size_t known_failure_list(const struct known_failure *entry, const struct vector_set *set,
                          void (*each)(void *user, const struct vector *vector), void *user);

#endif
