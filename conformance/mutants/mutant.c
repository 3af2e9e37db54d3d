#include "mutants/mutant.h"

#include <string.h>

#include "lib/bytes.h"
#include "vectors/library_answer.h"

static struct mutant_input input_of(const struct vector *vector, const reqsig_request *request) {
  return (struct mutant_input){vector->scheme, vector->credentials, vector->num_credentials, request,
                               vector->now_ms};
}

static bool same_headers(const struct header_list *a, const struct header_list *b) {
  bool same = a->count == b->count;
  for (size_t i = 0; same && i < a->count; i++)
    same = rs_slice_equal(a->items[i].name, b->items[i].name) &&
           rs_slice_equal(a->items[i].value, b->items[i].value);
  return same;
}

static bool same_answer(const struct signer_answer *a, const struct signer_answer *b) {
  return a->is_signed == b->is_signed && rs_slice_equal(a->message, b->message) &&
         same_headers(&a->headers, &b->headers);
}

/* Headers are what is sent; a message is compared only where a vector tells no headers. */
static struct mutant_run grade_signing(struct arena *arena, const struct vector *vector, bool is_signed,
                                       reqsig_slice message, const struct header_list *headers) {
  struct grade grade = {.outcome = OUTCOME_OBSERVED};
  if (vector_has_headers(vector))
    grade = grade_headers(arena, vector, headers);
  else if (vector_has_message(vector) && is_signed)
    grade = grade_message(arena, vector, message);
  return (struct mutant_run){.outcome = grade.outcome, .met = grade.met};
}

static struct mutant_run grade_broken(struct arena *arena, const struct vector *vector,
                                      reqsig_status status) {
  struct grade grade = grade_error(arena, vector, reqsig_status_text(status));
  return (struct mutant_run){.outcome = grade.outcome};
}

static struct mutant_run sign_run(struct arena *arena, const struct mistake *mistake,
                                  const struct vector *vector) {
  struct mutant_input input = input_of(vector, &vector->request);
  struct signer_answer wrong, right;
  reqsig_status status = mutant_sign(arena, mistake, &input, &wrong);
  if (status != REQSIG_OK) return grade_broken(arena, vector, status);
  struct mutant_run run = grade_signing(arena, vector, wrong.is_signed, wrong.message, &wrong.headers);
  if (!mistake || !mistake_is_same(mistake, vector->scheme)) return run;
  status = mutant_sign(arena, NULL, &input, &right);
  run.is_right = status == REQSIG_OK && same_answer(&wrong, &right);
  return run;
}

struct mutant_run library_sign_run(struct arena *arena, const struct vector *vector,
                                   const struct name_list *profiles) {
  struct library_answer answer = library_answer(arena, vector, profiles);
  if (answer.status == REQSIG_OK)
    return grade_signing(arena, vector, answer.is_signed, answer.message, &answer.headers);
  /* A profile may want another form of secret than this vector's. */
  if (answer.status == REQSIG_ERR_CREDENTIAL_INVALID && profiles->count > 0)
    return (struct mutant_run){.outcome = OUTCOME_UNSUPPORTED};
  return grade_broken(arena, vector, answer.status);
}

/* As the runner grades an adapter that tells its reasons. No answer is no rejection. */
static struct mutant_run grade_answer(struct arena *arena, const struct vector *vector,
                                      struct verifier_answer answer) {
  struct verdict verdict = {
      .given = true, .accepted = answer.kind == VERIFIER_ACCEPTS, .reason = answer.reason};
  struct grade grade = {.outcome = vector->class == VECTOR_SILENT ? OUTCOME_OBSERVED : OUTCOME_FAIL};
  if (answer.kind != VERIFIER_BREAKS) grade = grade_verdict(arena, vector, &verdict);
  return (struct mutant_run){.outcome = grade.outcome, .met = grade.met};
}

static struct mutant_run verify_run(struct arena *arena, const struct mistake *mistake,
                                    const struct vector *vector) {
  struct mutant_input input = input_of(vector, &vector->signed_request);
  return grade_answer(arena, vector, mutant_verify(arena, mistake, &input));
}

struct mutant_run library_verify_run(struct arena *arena, const struct vector *vector,
                                     const struct name_list *profiles) {
  reqsig_context context;
  reqsig_verdict verdict;
  reqsig_status status = reqsig_context_init(&context, vector->scheme, profiles->items, profiles->count,
                                             vector->credentials, vector->num_credentials);
  if (status == REQSIG_ERR_CREDENTIAL_INVALID && profiles->count > 0)
    return (struct mutant_run){.outcome = OUTCOME_UNSUPPORTED};
  if (status == REQSIG_OK)
    status = reqsig_verify(&context, &vector->signed_request, vector->now_ms, NULL, &verdict);
  reqsig_context_wipe(&context);
  if (status != REQSIG_OK) return grade_broken(arena, vector, status);
  bool accepts = verdict.reason == REQSIG_REASON_NONE;
  return grade_answer(
      arena, vector, (struct verifier_answer){accepts ? VERIFIER_ACCEPTS : VERIFIER_REJECTS, verdict.reason});
}

enum { LONG_BODY = 32 * 1024 };

void name_list_insert(struct arena *arena, struct name_list *list, const char *id, size_t at) {
  size_t count = list->count;
  if ((count & (count - 1)) == 0) {
    const char **grown = arena_get_array(arena, count > 0 ? 2 * count : 1, sizeof *grown);
    if (count > 0) memcpy(grown, list->items, count * sizeof *grown);
    list->items = grown;
  }
  if (at > count) at = count;
  memmove(&list->items[at + 1], &list->items[at], (count - at) * sizeof *list->items);
  list->items[at] = id;
  list->count++;
}

static bool has_name(const struct name_list *names, const char *name) {
  for (size_t i = 0; name && i < names->count; i++)
    if (strcmp(names->items[i], name) == 0) return true;
  return false;
}

static bool has_bug(const struct vector *vector, const struct mistake *mistake) {
  for (size_t i = 0; i < vector->bugs.count; i++)
    for (size_t k = 0; k < sizeof mistake->bugs / sizeof *mistake->bugs; k++)
      if (vector->bugs.items[i] == mistake->bugs[k]) return true;
  return false;
}

/* Vectors that name the mistake, or its row of the known bugs, come first. */
static void add_killer(struct arena *arena, struct mutant *mutant, const struct vector *vector) {
  bool meant = has_name(&vector->mistakes, mutant->mistake->slug);
  bool near = has_bug(vector, mutant->mistake);
  name_list_insert(arena, &mutant->killers, vector->id, meant || near ? mutant->num_meant : SIZE_MAX);
  mutant->num_meant += meant || near;
}

/* What all vectors of a scheme say of one mistake. */
struct tried {
  size_t num_failed, num_flagged, num_other_flagged, num_different;
  const char *silent_row; /* of a silent vector that sees it */
};

static bool is_met_under(const struct expectation *met, const char *profile) {
  return met && met->profiles.count == 1 && strcmp(met->profiles.items[0], profile) == 0;
}

/* The row of the register by which the vector is silent and sees the mistake; else NULL. */
static const char *silent_row(const struct mutant *mutant, const struct vector *vector,
                              struct mutant_run run) {
  const char *const *rows = mutant->mistake->silent;
  for (size_t i = 0; vector->class == VECTOR_SILENT && !run.met && i < MISTAKE_MAX_SILENT_ROWS && rows[i];
       i++)
    if (has_name(&vector->register_rows, rows[i])) return rows[i];
  return NULL;
}

static void count_run(struct arena *arena, struct mutant *mutant, const struct vector *vector,
                      struct mutant_run run, struct tried *tried) {
  bool failed = run.outcome == OUTCOME_FAIL, flagged = run.outcome == OUTCOME_FLAGGED;
  bool differs = mutant->state == MUTANT_SAME && !run.is_right;
  bool expected = flagged && mutant->state == MUTANT_PROFILE && is_met_under(run.met, mutant->note);
  tried->num_failed += failed;
  tried->num_different += differs;
  tried->num_flagged += expected;
  tried->num_other_flagged += flagged && !expected;
  if (!tried->silent_row) tried->silent_row = silent_row(mutant, vector, run);
  if (failed || differs) add_killer(arena, mutant, vector);
}

static void contradict(struct mutant *mutant, const char *words) {
  mutant->state = MUTANT_CONTRADICTED;
  mutant->note = words;
}

static void decide(struct mutant *mutant, const struct tried *tried) {
  switch (mutant->state) {
  case MUTANT_SAME:
    if (tried->num_different > 0) contradict(mutant, "said to give the same bytes, and does not");
    break;
  case MUTANT_PROFILE:
    if (tried->num_failed > 0)
      contradict(mutant, "said to be a profile, and fails");
    else if (tried->num_flagged == 0)
      contradict(mutant, "said to be a profile, and no vector flags it");
    break;
  default:
    mutant->state = tried->num_failed > 0 ? MUTANT_KILLED
                    : tried->silent_row   ? MUTANT_SILENT
                                          : MUTANT_SURVIVED;
    if (mutant->state == MUTANT_SILENT) mutant->note = tried->silent_row;
    if (mutant->state == MUTANT_SURVIVED && tried->num_other_flagged > 0)
      mutant->note = "only flagged, and not said to be a profile";
    break;
  }
}

static void begin_trying(struct mutant *mutant) {
  const struct mistake *mistake = mutant->mistake;
  mutant->state = MUTANT_SURVIVED;
  if (mistake_is_same(mistake, mutant->scheme)) {
    mutant->state = MUTANT_SAME;
    mutant->note = mistake->same;
  } else if (mistake_is_profile(mistake, mutant->scheme)) {
    mutant->state = MUTANT_PROFILE;
    mutant->note = mistake->profile;
  }
}

static void try_vector(struct arena *arena, const struct vector *vector, struct mutant *mutant,
                       struct tried *tried) {
  struct arena own = {0};
  struct mutant_run run = mutant->mistake->verify ? verify_run(&own, mutant->mistake, vector)
                                                  : sign_run(&own, mutant->mistake, vector);
  count_run(arena, mutant, vector, run, tried);
  arena_free(&own);
}

static void try_all(struct arena *arena, const struct vector_set *set, bool long_ones, struct mutant *mutant,
                    struct tried *tried) {
  for (size_t i = 0; i < set->count; i++) {
    const struct vector *vector = &set->items[i];
    bool asked = mutant->mistake->verify ? vector_has_verdict(vector) : !vector->twin;
    bool is_long = vector->request.body.len > LONG_BODY;
    if (vector->scheme == mutant->scheme && asked && is_long == long_ones)
      try_vector(arena, vector, mutant, tried);
  }
}

void mutant_try(struct arena *arena, const struct vector_set *set, bool all, struct mutant *mutant) {
  struct tried tried = {0};
  begin_trying(mutant);
  try_all(arena, set, false, mutant, &tried);
  /* Long bodies take most of the time, and few mistakes need them. */
  if (all || mutant->state != MUTANT_SURVIVED || tried.num_failed == 0)
    try_all(arena, set, true, mutant, &tried);
  decide(mutant, &tried);
}
