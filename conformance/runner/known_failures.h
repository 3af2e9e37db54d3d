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
  const char *pattern; /* NULL: the line has no entry */
  size_t line;
  const char *pins[NUM_PINS]; /* NULL: not pinned */
  bool is_flaky;              /* pinned as such: it may pass too */
};

struct stale_entry {
  const char *pattern;
  size_t line;
  const char *op;           /* that it pins, or NULL */
  bool passes;              /* it is of one vector, which passes now; nothing else is said of it */
  const char *reason;       /* a phrase whose subject is the entry */
  struct name_list passing; /* ids that it lists and that don't fail */
};

/* Start all-zero. */
struct known_failures {
  const char *path;
  const char *text; /* of the file, the entries of which are read each time: there may be very many */
  bool pins_causes;
  struct stale_entry *stale;
  size_t num_stale;
  size_t num_lines_gone, num_lines_new; /* of an update */
};

/* False, said on standard error, if the file can't be read or an entry can't. */
bool known_failures_read(struct arena *arena, const char *path, struct known_failures *known);

/* The lines of a text, one after the other; they start at number 0. */
struct known_lines {
  reqsig_slice rest;
  size_t number;
};
/* False: there is no other. */
bool known_lines_next(struct known_lines *lines, reqsig_slice *line);
/* False, said on standard error: it can't be read. */
bool known_failure_parse(struct arena *arena, const char *path, reqsig_slice line, size_t number,
                         struct known_failure *entry);

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

/* "op=sign outcome=fail difference=header-value cause=none", as an entry pins it. */
void known_failure_add_pins(struct text *text, const struct test_case *test_case);
/* Adds what would be pinned; nothing if the case has no such thing. */
void known_failure_add_pin(struct text *text, enum pin pin, const struct test_case *test_case);
extern const char *const known_failure_pin_names[NUM_PINS];

/* Whether the entry is about that op. */
bool known_failure_means_op(const struct known_failure *entry, enum op op);

/* Where the cases of a vector are in a run: they stand together. */
struct case_index {
  struct arena *arena;
  const struct vector_set *set;
  size_t *first;            /* of each vector; the number of cases if it has none */
  struct sorted_ids sorted; /* made when a pattern needs them */
};
struct case_index case_index_of(struct arena *arena, const struct vector_set *set, const struct run *run);
size_t case_index_first(const struct case_index *index, const struct vector *vector);

/* Whether a case was judged, and how. */
enum standing { NOT_JUDGED, PASSES, FAILS };
enum standing known_failure_standing(const struct test_case *test_case);

/* Calls each with every vector that the entry lists; how many there are. */
size_t known_failure_list(const struct known_failure *entry, struct case_index *index,
                          void (*each)(void *user, const struct vector *vector), void *user);

#endif
