#include "mutants/trial.h"

#include "lib/bytes.h"
#include "vectors/library_answer.h"

static struct mistake_input input_of(const struct vector *vector) {
  return (struct mistake_input){vector->scheme, vector->credentials, vector->num_credentials,
                                &vector->request, vector->now_ms};
}

static bool same_headers(const struct header_list *a, const struct header_list *b) {
  bool same = a->count == b->count;
  for (size_t i = 0; same && i < a->count; i++)
    same = rs_slice_equal(a->items[i].name, b->items[i].name) &&
           rs_slice_equal(a->items[i].value, b->items[i].value);
  return same;
}

static bool same_answer(const struct mistake_answer *a, const struct mistake_answer *b) {
  return a->is_signed == b->is_signed && rs_slice_equal(a->message, b->message) &&
         same_headers(&a->headers, &b->headers);
}

/* Headers are what is sent; a message is compared only where a vector tells no headers. */
static struct trial graded(struct arena *arena, const struct vector *vector, bool is_signed,
                           reqsig_slice message, const struct header_list *headers) {
  struct grade grade = {.outcome = OUTCOME_OBSERVED};
  if (vector_has_headers(vector))
    grade = grade_headers(arena, vector, headers);
  else if (vector_has_message(vector) && is_signed)
    grade = grade_message(arena, vector, message);
  return (struct trial){.outcome = grade.outcome, .met = grade.met};
}

static struct trial broken(struct arena *arena, const struct vector *vector, reqsig_status status) {
  struct grade grade = grade_error(arena, vector, reqsig_status_text(status));
  return (struct trial){.outcome = grade.outcome};
}

struct trial trial_sign(struct arena *arena, const struct mistake *mistake, const struct vector *vector) {
  struct mistake_input input = input_of(vector);
  struct mistake_answer wrong, right;
  reqsig_status status = mistake_sign(arena, mistake, &input, &wrong);
  if (status != REQSIG_OK) return broken(arena, vector, status);
  struct trial trial = graded(arena, vector, wrong.is_signed, wrong.message, &wrong.headers);
  if (!mistake || !mistake_is_same(mistake, vector->scheme)) return trial;
  status = mistake_sign(arena, NULL, &input, &right);
  trial.is_right = status == REQSIG_OK && same_answer(&wrong, &right);
  return trial;
}

struct trial trial_library(struct arena *arena, const struct vector *vector,
                           const struct name_list *profiles) {
  struct library_answer answer = library_answer(arena, vector, profiles);
  if (answer.status == REQSIG_OK)
    return graded(arena, vector, answer.is_signed, answer.message, &answer.headers);
  /* A profile may want another form of secret than this vector's. */
  if (answer.status == REQSIG_ERR_CREDENTIAL_INVALID && profiles->count > 0)
    return (struct trial){.outcome = OUTCOME_UNSUPPORTED};
  return broken(arena, vector, answer.status);
}

/* As the runner grades an adapter that tells its reasons. No answer is no rejection. */
static struct trial ruled(struct arena *arena, const struct vector *vector, struct verifier_answer answer) {
  struct verdict verdict = {
      .given = true, .accepted = answer.kind == VERIFIER_ACCEPTS, .reason = answer.reason};
  struct grade grade = {.outcome = vector->class == VECTOR_SILENT ? OUTCOME_OBSERVED : OUTCOME_FAIL};
  if (answer.kind != VERIFIER_BROKEN) grade = grade_verdict(arena, vector, &verdict);
  return (struct trial){.outcome = grade.outcome, .met = grade.met};
}

struct trial trial_verify(struct arena *arena, const struct verifier_mistake *mistake,
                          const struct vector *vector) {
  return ruled(arena, vector, verifier_ask(arena, mistake, vector));
}

struct trial trial_library_verify(struct arena *arena, const struct vector *vector,
                                  const struct name_list *profiles) {
  reqsig_context context;
  reqsig_verdict verdict;
  reqsig_status status = reqsig_context_init(&context, vector->scheme, profiles->items, profiles->count,
                                             vector->credentials, vector->num_credentials);
  if (status == REQSIG_ERR_CREDENTIAL_INVALID && profiles->count > 0)
    return (struct trial){.outcome = OUTCOME_UNSUPPORTED};
  if (status == REQSIG_OK)
    status = reqsig_verify(&context, &vector->signed_request, vector->now_ms, NULL, &verdict);
  reqsig_context_wipe(&context);
  if (status != REQSIG_OK) return broken(arena, vector, status);
  bool accepts = verdict.reason == REQSIG_REASON_NONE;
  return ruled(arena, vector, accepts ? verify_accepts : verify_rejects(verdict.reason));
}
