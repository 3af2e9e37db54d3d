#include "mutants/kill_matrix.h"

#include "lib/bytes.h"
#include "vectors/grade.h"

struct mutant_input mutant_input_of(const struct vector *vector, const reqsig_request *request) {
  return (struct mutant_input){vector->scheme, vector->credentials, vector->num_credentials, request,
                               vector->now_ms};
}

static bool same_answer(const struct signer_answer *a, const struct signer_answer *b) {
  return a->is_signed == b->is_signed && rs_slice_equal(a->message, b->message) &&
         header_list_equal(&a->headers, &b->headers);
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

static struct mutant_run run_signer(struct arena *arena, const struct mistake *mistake,
                                    const struct vector *vector) {
  struct mutant_input input = mutant_input_of(vector, &vector->request);
  struct signer_answer wrong, right;
  reqsig_status status = mutant_sign(arena, mistake, &input, &wrong);
  if (status != REQSIG_OK) return grade_broken(arena, vector, status);
  struct mutant_run run = grade_signing(arena, vector, wrong.is_signed, wrong.message, &wrong.headers);
  if (!mistake_is_same(mistake, vector->scheme)) return run;
  status = mutant_sign(arena, NULL, &input, &right);
  run.is_right = status == REQSIG_OK && same_answer(&wrong, &right);
  return run;
}

static struct mutant_run run_library_signer(struct arena *arena, const struct vector *vector,
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
  struct grade grade = answer.kind == VERIFIER_BREAKS ? grade_error(arena, vector, "it breaks")
                                                      : grade_verdict(arena, vector, &verdict);
  if (grade.outcome == OUTCOME_ERROR) grade.outcome = OUTCOME_FAIL;
  return (struct mutant_run){.outcome = grade.outcome, .met = grade.met};
}

static struct mutant_run run_verifier(struct arena *arena, const struct mistake *mistake,
                                      const struct vector *vector) {
  struct mutant_input input = mutant_input_of(vector, &vector->signed_request);
  struct mutant_run run = grade_answer(arena, vector, mutant_verify(arena, mistake, &input));
  run.is_right = run.outcome != OUTCOME_FAIL;
  return run;
}

static struct mutant_run run_library_verifier(struct arena *arena, const struct vector *vector,
                                              const struct name_list *profiles) {
  struct verdict verdict;
  reqsig_status status = library_verdict(vector, profiles, &verdict);
  if (status == REQSIG_ERR_CREDENTIAL_INVALID && profiles->count > 0)
    return (struct mutant_run){.outcome = OUTCOME_UNSUPPORTED};
  if (status != REQSIG_OK) return grade_broken(arena, vector, status);
  return grade_answer(
      arena, vector,
      (struct verifier_answer){verdict.accepted ? VERIFIER_ACCEPTS : VERIFIER_REJECTS, verdict.reason});
}

struct mutant_run mutant_run(struct arena *arena, const struct mistake *mistake,
                             const struct vector *vector) {
  return mistake->verify ? run_verifier(arena, mistake, vector) : run_signer(arena, mistake, vector);
}

struct mutant_run library_run(struct arena *arena, const struct vector *vector, const char *profile,
                              bool verifies) {
  struct name_list profiles = {&profile, profile != NULL};
  return verifies ? run_library_verifier(arena, vector, &profiles)
                  : run_library_signer(arena, vector, &profiles);
}
