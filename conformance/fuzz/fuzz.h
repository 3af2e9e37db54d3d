/*
 * The black-box fuzzer: requests drawn from a scheme's recipe, and such requests with one edit, are asked of
 * an adapter; where its answer is not the library's, by any profile, there is a disagreement. Each cause of
 * disagreements is told once, by the smallest request that still shows it.
 */
#ifndef REQSIG_FUZZ_H
#define REQSIG_FUZZ_H

#include "base/random.h"
#include "runner/run.h"
#include "runner/summary.h"

/* A drawn vector, and what makes it again out of another request. */
struct fuzz_vector {
  struct vector vector;
  const struct fuzz_vector *twin; /* NULL: it is to be signed and verified */
  size_t edit_kind;               /* of one with a twin */
  struct random random;           /* before the edit was drawn */
  int64_t timestamp_ms;           /* that the twin carries, or could carry */
  bool is_given;                  /* a vector of the suite to verify only: it can't be made again */
  struct fuzz_raw *raw;           /* of a parser; then vector is a place holder. Else NULL */
  struct fuzz_vector *incomplete; /* itself, as long as what profiles give is not known; else NULL */
};

enum { FUZZ_MAX_SIDES = 9 };

/* One case of each implementation. */
struct fuzz_group {
  const struct test_case *cases[FUZZ_MAX_SIDES];
  size_t num_sides;
};

/* What makes outcomes another kind of disagreement; of each kind only a few cases are kept. */
struct fuzz_key {
  const reqsig_scheme *scheme;
  enum op op;
  size_t edit_kind;     /* SIZE_MAX: no edit */
  const char *outcomes; /* of all implementations */
  enum outcome outcome; /* of the first */
  bool is_told;         /* something is wrong, or they disagree */
  size_t num_cases, num_kept;
};

/* What holds of an implementation's own answers, whatever its recipe is. */
struct fuzz_relation {
  const char *name, *sentence; /* of who breaks it */
  enum op op;
};
enum { FUZZ_NUM_RELATIONS = 6 };
extern const struct fuzz_relation fuzz_relations[FUZZ_NUM_RELATIONS];

/* Makes what is asked of a vector that the implementation has signed itself: expect.headers are its own.
 * False: the relation says nothing of it. */
bool fuzz_make_related(struct arena *arena, size_t relation, struct vector *own);

struct fuzz_broken_relation {
  const reqsig_scheme *scheme;
  const struct fuzz_relation *relation;
  size_t num_cases;
  struct fuzz_vector drawn;   /* the first that shows it, */
  struct test_case test_case; /* and how */
};

/* What happens if a new process is asked the same again and again. */
enum fuzz_steadiness {
  FUZZ_STEADY,   /* it does the same wrong */
  FUZZ_STATEFUL, /* it does it never: something is kept of earlier requests */
  FUZZ_RANDOM    /* it comes and goes */
};

struct fuzz_finding {
  const char *name; /* "aet leading-slash/kept": the same from run to run */
  const reqsig_scheme *scheme;
  size_t num_cases;
  bool is_known;
  struct fuzz_vector vector;              /* the smallest that was found */
  struct test_case cases[FUZZ_MAX_SIDES]; /* of each implementation */
  const struct fuzz_relation *relation;   /* that is broken; NULL: the answer itself is wrong */
  size_t lead;                            /* the implementation that is wrong, or the first */
  const char *id;                         /* as it is saved */
  enum fuzz_steadiness steadiness;        /* if it is not steady, it stands for all that are not */
};

struct fuzz_counts {
  const reqsig_scheme *scheme;
  size_t num_vectors, num_cases, outcomes[NUM_OUTCOMES];
};

struct fuzz_plan {
  const reqsig_scheme **schemes;
  size_t num_schemes;
  uint64_t seed, time_ms;
  size_t max_cases;               /* 0: as many as there is time for */
  const struct vector_set *seeds; /* the suite's vectors; of raw requests those for a parser */
  bool http;                      /* a parser is fuzzed: the one scheme is NULL */
};

/* An implementation: the one under test is the first, those that it is compared with follow. */
struct fuzz_side {
  struct asker asker;
  struct fuzz_counts *counts; /* of each scheme */
  struct run kept; /* the cases that causes are searched in; those of one group stand at the same place of all
                      sides. Their vectors are fuzz_vectors */
  struct followed_profiles followed;
  struct failure_causes causes;
};

/* The vectors that are asked together, and what is asked of each. */
struct fuzz_batch {
  struct arena arena;
  size_t scheme;           /* of the plan's */
  size_t first, num_pairs; /* their numbers */
  size_t num_drawn;        /* of these */
  struct fuzz_vector *vectors;
  size_t num_vectors;
  struct test_case *cases[FUZZ_MAX_SIDES]; /* of each implementation */
  size_t num_cases;
  bool is_undrawable; /* the scheme can't be drawn from */
};

/* A round has one batch of each scheme. */
struct fuzz_turn {
  size_t num_asked, num_pairs; /* in the rounds before, and in this one */
  size_t scheme;               /* whose batch is next */
};

/* Start all-zero. */
struct fuzz {
  struct arena arena; /* of all that is told at the end */
  const struct fuzz_plan *plan;
  struct fuzz_side sides[FUZZ_MAX_SIDES];
  size_t num_sides;
  size_t broken_side; /* if the run did not come to its end */
  struct fuzz_turn turn;
  struct fuzz_batch next; /* which is drawn while the one before is answered */
  bool has_next;
  struct fuzz_key *keys;
  size_t num_keys, max_keys;
  size_t *key_of_kept; /* of each place of the sides' kept cases */
  size_t num_kept, max_kept;
  struct arena *held; /* of the batches that these are of */
  size_t num_held;
  struct fuzz_broken_relation *broken;
  size_t num_broken;
  struct fuzz_finding *findings; /* those of most cases first */
  size_t num_findings;
  size_t num_shrinking; /* cases that were asked to make requests smaller */
  uint64_t begun_ms, took_ms;
  struct name_list known; /* names of findings */
  bool *is_stale;         /* which of them no finding has, of the schemes that were fuzzed */
  size_t num_stale;
  bool is_undrawable; /* the scheme of that number can't be drawn from */
  size_t undrawable;
};

/* Asks, then searches causes and makes requests smaller. The askers are open. False: an adapter broke for
 * good, or the scheme can't be drawn from. What was found until then is told all the same. */
bool fuzz_run(struct fuzz *fuzz);
void fuzz_free(struct fuzz *fuzz);

/* What the parts of the fuzzer share. */

/* Draws vector number `number` of the scheme, and one with an edit, if one fits; by turns with those of the
 * suite, as long as there are any. Gives how many; 0: the scheme can't be drawn from. */
size_t fuzz_draw(struct arena *arena, const struct fuzz_plan *plan, const reqsig_scheme *scheme,
                 size_t number, struct fuzz_vector pair[2]);

/* A batch has its scheme, first and num_pairs, and is else all-zero. */
void fuzz_batch_begin(const struct fuzz *fuzz, struct fuzz_batch *batch);
/* Draws a little more of it. False: there is nothing to be drawn. */
bool fuzz_batch_draw_on(const struct fuzz *fuzz, struct fuzz_batch *batch);
/* Draws all of it, and says what is asked. False: the scheme can't be drawn from. */
bool fuzz_batch_finish(const struct fuzz *fuzz, struct fuzz_batch *batch);

/* Sets what profiles give in a fuzz_vector that has the default alone, and in its twin. Most answers are the
 * default's, and need no more. True: it has more expectations now. */
bool fuzz_complete(struct arena *arena, const struct vector *vector);

/* Makes a request of it, without a twin, that no document decides, of class silent. False: it stays as it
 * was. */
bool fuzz_make_hostile(struct arena *arena, uint64_t seed, struct fuzz_vector *drawn);

/* Makes what `from` is out of another request: its edit, or the request itself. Only method, target, headers,
 * body, credentials and time are taken from the request. False: it can't be made, or is accepted no more. */
bool fuzz_make_again(struct arena *arena, const struct fuzz_vector *from, const struct vector *request,
                     struct fuzz_vector *twin, struct fuzz_vector *made);

/* Asks all implementations the cases: those of side i are cases[i]. False: one broke for good. */
bool fuzz_ask(struct fuzz *fuzz, struct arena *arena, struct test_case *const *cases, size_t num_cases);

/* Counts a case of that vector, and keeps it if it may tell something. True: the vector must stay. */
bool fuzz_keep(struct fuzz *fuzz, const struct fuzz_vector *vector, const struct fuzz_group *group);

/* fuzz_outcome.c: outcomes in words, alike where they are: "right", "leading-slash/kept", "crash". */

bool fuzz_is_wrong(const struct test_case *test_case);
/* Of one side. Where no document decides, answers that are alike have one letter. */
void fuzz_add_outcome(struct text *words, const struct fuzz_group *group, size_t side);
/* Of all: "right | leading-slash/kept". */
void fuzz_add_outcomes(struct text *words, const struct fuzz_group *group);
/* Something is wrong, or two answers that can be compared are not alike. */
bool fuzz_is_disagreement(const struct fuzz_group *group);
struct fuzz_group fuzz_group_of(const struct fuzz_finding *finding, size_t num_sides);

bool fuzz_time_is_over(const struct fuzz *fuzz);

/* Makes findings of what was kept. */
void fuzz_find(struct fuzz *fuzz);

/* Makes one finding of those that are not steady. */
void fuzz_join_unsteady(struct fuzz *fuzz);

/* Puts a smaller request in the place of the finding's, as long as the adapter does the same wrong with it.
 */
void fuzz_shrink(struct fuzz *fuzz, struct fuzz_finding *finding);

/* Asks the implementation under test to sign some of the vectors, and then what the relations say of its
 * answers. *is_kept: a vector must stay. False: the adapter broke for good. */
bool fuzz_relate(struct fuzz *fuzz, struct arena *arena, const struct fuzz_vector *drawn, size_t num_drawn,
                 bool *is_kept);
/* Whether the finding's relation is broken with it too, which is then the finding's. */
bool fuzz_relate_again(struct fuzz *fuzz, struct fuzz_finding *finding, const struct fuzz_vector *vector);

/* The same of a raw request. */
void fuzz_http_shrink(struct fuzz *fuzz, struct fuzz_finding *finding);

/* Asks all implementations; true: they do the same with it as with the finding's, whose it is now. */
bool fuzz_ask_again(struct fuzz *fuzz, struct fuzz_finding *finding, const struct fuzz_vector *vector);
/* How many cases may be asked to make a request smaller, where an implementation breaks so; else max. */
size_t fuzz_max_asked(const struct fuzz *fuzz, const struct fuzz_finding *finding, size_t max);

/* "aet"; "http" of NULL. */
const char *fuzz_subject(const reqsig_scheme *scheme);

/* The list of known findings: their names, one a line; "#" begins a comment. False, said on standard error,
 * if it can't be read. */
bool fuzz_read_known(struct fuzz *fuzz, const char *path);
bool fuzz_is_known(const struct fuzz *fuzz, const char *name);
/* The run came to its end: which names no finding has. */
void fuzz_find_stale(struct fuzz *fuzz);
/* The name of a finding that is nearest to a stale one; NULL if none is near. */
const char *fuzz_nearest(const struct fuzz *fuzz, const char *stale);

/* Whether that can be done, before anything is asked: the folder is made. False, said on standard error. */
bool fuzz_can_save(const struct fuzz *fuzz, const char *command, const char *directory);

/* The last line of the report. Gives the exit code. */
int fuzz_conclude(const struct fuzz *fuzz, bool came_to_end, struct text *words);

/* Writes the findings that are not known as vectors, DIRECTORY/SCHEME.fuzz.json, or http.json; what other
 * runs wrote there stays. False, said on standard error, if that can't be done. */
bool fuzz_save(struct fuzz *fuzz, const char *command, const char *directory);

#endif
