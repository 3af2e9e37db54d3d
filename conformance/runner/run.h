/* A run of an adapter over selected vectors: what was asked, what came of it. */
#ifndef REQSIG_RUN_H
#define REQSIG_RUN_H

#include "base/arena.h"
#include "base/text.h"
#include "diagnose/shared_cause.h"
#include "runner/adapter.h"
#include "runner/protocol.h"
#include "vectors/grade.h"
#include "vectors/vector_set.h"

enum case_state {
  CASE_NOT_ASKED,
  CASE_ASKED,
  CASE_ANSWERED, /* or the adapter broke on it: see its breakdown */
  CASE_LEFT_OUT  /* it is beyond the adapter's limits, and never asked */
};

/* How an instance of the adapter broke. */
struct breakdown {
  enum adapter_trouble trouble;
  const char *text;        /* a phrase behind "the adapter" */
  reqsig_slice last_words; /* the end of what it wrote on standard error */
};

/* Packed, as there may be very many. */
struct test_case {
  const struct vector *vector;    /* or, of the op parse, */
  const struct http_vector *http; /* NULL of all other ops */
  enum op op : 8;
  enum case_state state : 8;
  bool in_scope;                     /* hello declares its scheme and its op */
  bool is_known;                     /* it failed, and the list of known failures has it */
  bool is_known_flaky;               /* as one that fails now and then */
  bool is_asked_again;               /* it failed, and was asked once more */
  bool is_flaky;                     /* the second answer is another one. The grade is that of the first */
  struct grade grade;                /* of a case without an answer: an error that says so */
  const struct breakdown *breakdown; /* of an instance that was asked this case alone, or NULL */
  const struct shared_cause *cause;  /* the mistake that gives its wrong answer, or NULL */
  const char *answer;                /* by normal_answer, if the plan keeps it and it was answered */
  const struct header_list *headers; /* the answer's, if the plan keeps them; or NULL */
};

/* What is run. All of it outlives the run. */
struct run_plan {
  const struct vector **vectors;
  size_t num_vectors;
  const struct http_vector **http; /* raw requests, for a parser */
  size_t num_http;
  uint64_t seed;  /* of the order in which their cases are asked */
  char **adapter; /* a NULL at its end */
  uint64_t timeout_ms;
  uint64_t run_timeout_ms; /* of the whole run; 0: none */
  size_t max_restarts;     /* SIZE_MAX: as long as it answers anything in between */
  size_t num_jobs;         /* instances side by side */
  bool oneshot;            /* an instance for each case */
  bool keeps_answers;      /* for who compares those of two implementations */
  bool keeps_headers;      /* for who asks on with what was signed */
  /* Adds what profiles expect of a vector, where an answer is not the default's; false: nothing. NULL: all
   * vectors have it. */
  bool (*complete)(struct arena *, const struct vector *);
  /* Does a little of what is to be done while the adapter has plenty to answer; false: there is nothing.
   * NULL: never. */
  bool (*meanwhile)(void *user);
  void *user;
};

struct session;

struct run {
  struct arena arena;
  struct session *session; /* NULL: none has begun, or it is over */
  bool greeted;            /* hello was answered */
  struct hello hello;
  struct test_case *cases; /* in the order of the vectors, those out of scope included */
  size_t num_cases;
  struct name_list undeclared; /* schemes whose cases were left out, as hello does not declare them */
  bool is_broken;              /* it did not come to its end: see trouble */
  enum adapter_trouble
      trouble; /* the last that no single case is to blame for, and that ended the run if it is broken */
  const char *trouble_text; /* "" if there is none */
  reqsig_slice last_words;  /* the end of what the adapter then had written on standard error */
  size_t num_troubles;      /* that no single case is to blame for */
  size_t num_restarts;
  size_t num_vain_restarts; /* of these: in a row, since the last answer */
  size_t num_babbles;       /* instances in a row that broke the protocol after a few answers at most */
  int caught_signal;        /* that asked the runner to end, or 0 */
  const struct test_case
      *culprit; /* if the run is broken: the first case that was asked for and not answered */
};

/* Of its vector. */
const char *case_id(const struct test_case *test_case);
/* Whether a case that should have been answered was not. */
bool case_is_unanswered(const struct test_case *test_case);

/* Where no number of restarts is given: so many in a row are in vain, and then it is not started again. */
enum { RUN_MAX_VAIN_RESTARTS = 100 };
/* So many babbles are no matter of single cases: it logs to standard output, say, or answers all twice. */
enum { RUN_MAX_BABBLES = 20 };

/* *run starts all-zero. Starts the adapter, which gets ready meanwhile; vectors may still come into the plan.
 */
void run_begin(const struct run_plan *plan, struct run *run);
/* Once. Whatever happens to the adapter ends up in *run. libuv is not used after this. */
void run_adapter(struct run *run);
/* Drops the cases of schemes that hello does not declare, and that are not among those that somebody asked
 * for by name: they say nothing of the implementation. */
void run_drop_undeclared(struct run *run, const reqsig_scheme *const *named, size_t num_named);
/* Fails what vectors of class strict flag. */
void run_be_strict(struct run *run);
/* Ends an adapter that was started in vain. */
void run_free(struct run *run);

/* An adapter that stays, for who decides by its answers what to ask next. */

/* Start all-zero. */
struct asker {
  struct run run; /* hello, and how the adapter broke; it has no cases */
  struct run_plan plan;
  struct session *session;
  struct arena kept;
};

/* Starts the adapter and waits for its hello; of the plan no vectors are looked at. False: run tells why.
 * Close it either way. */
bool asker_open(struct asker *asker, const struct run_plan *plan);

/*
 * Asks all cases that are in scope and within the limits, which is then told in each. An adapter that broke
 * is started again, and the case found that broke it. What is answered wrongly is asked twice. The grades are
 * in the arena. False: the adapter broke for good, or the run was ended; some cases may have no answer.
 */
bool asker_ask(struct asker *asker, struct arena *arena, struct test_case *cases, size_t num_cases);

/* Ends the adapter: the next case is asked of a new process. */
void asker_renew(struct asker *asker);

/* For good. */
void asker_close(struct asker *asker);
void asker_free(struct asker *asker);

/*
 * What is secret of an adapter: the values of the environment whose names say so (API_TOKEN, DB_PASSWORD),
 * and arguments behind such an option (--token X, --token=X). A report is shown to others, and an adapter may
 * print its environment when it breaks.
 *
 * Puts *** in the place of each in all that the adapter said: its names, words, answers and standard error.
 * What is cut off at an end of these counts too, from 4 bytes on.
 */
void adapter_secrets_hide(struct run *run);

/* A word of the adapter's command line, for a shell; the one before it may be NULL. */
void adapter_secrets_add_word(struct text *text, const char *before, const char *word);

#endif
