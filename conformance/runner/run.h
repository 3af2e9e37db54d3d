/* One run of an adapter over selected vectors: what was asked, what came of it. */
#ifndef REQSIG_RUN_H
#define REQSIG_RUN_H

#include "base/arena.h"
#include "diagnose/shared_cause.h"
#include "runner/adapter.h"
#include "runner/hello.h"
#include "vectors/grade.h"
#include "vectors/vector_set.h"

enum case_state {
  CASE_NOT_ASKED,
  CASE_ASKED,
  CASE_ANSWERED,
  CASE_LEFT_OUT /* it is beyond the adapter's limits, and never asked */
};

struct test_case {
  const struct vector *vector;
  enum op op;
  enum case_state state;
  struct grade grade;               /* of a case without an answer: an error that says so */
  bool in_scope;                    /* hello declares its scheme and its op */
  bool is_known;                    /* it failed, and the list of known failures has it */
  bool is_known_flaky;              /* as one that fails now and then */
  const struct shared_cause *cause; /* the mistake that gives its wrong answer, or NULL */
};

/* What is run. All of it outlives the run. */
struct run_plan {
  const struct vector **vectors;
  size_t num_vectors;
  uint64_t seed;  /* of the order in which their cases are asked */
  char **adapter; /* a NULL at its end */
  uint64_t timeout_ms;
};

struct run {
  struct arena arena;
  bool greeted; /* hello was answered */
  struct hello hello;
  struct test_case *cases; /* in the order of the vectors, those out of scope included */
  size_t num_cases;
  enum adapter_trouble trouble;
  const char *trouble_text; /* "" if there is none */
  int caught_signal;        /* that asked the runner to end, or 0 */
  const struct test_case
      *culprit;           /* the first case that was asked for and not answered, if there is trouble */
  const char *last_words; /* the end of what the adapter wrote on standard error */
};

/* Whether a case that should have been answered was not. */
bool case_is_unanswered(const struct test_case *test_case);

/* *run starts all-zero. Whatever happens to the adapter ends up in *run. */
void run_adapter(const struct run_plan *plan, struct run *run);
/* Fails what vectors of class strict flag. */
void run_be_strict(struct run *run);
void run_free(struct run *run);

#endif
