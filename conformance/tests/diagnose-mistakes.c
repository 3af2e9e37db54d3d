/*
 * Makes each signer's mistake on a request of each scheme that it fits, and asks diagnose for the cause.
 * Prints how many are named; fails if they are fewer than the goal. usage: diagnose-mistakes [NAME [SCHEME]]:
 * lists those that are not named; with a name only that mistake's.
 */
#include <stdio.h>
#include <string.h>

#include "diagnose/diagnose.h"
#include "diagnose/explanation.h"
#include "vectors/vector_set.h"

static const double GOAL = 98.0;

enum outcome_of_diagnosis {
  NAMED_FIRST, /* it is the first explanation */
  NAMED_ALSO,  /* it is among those that can't be told apart from the first */
  OF_TIME,     /* the signature is right, and a hint tells of the time */
  NOT_NAMED,   /* another explanation alone, or none */
  UNSEEN,      /* no vector's request shows the mistake */
  NUM_OUTCOMES
};

/* The vector's request with the signer's headers, as a server would get it. */
static reqsig_request sent(struct arena *arena, const struct vector *vector,
                           const struct signer_answer *answer) {
  reqsig_request request = vector->request;
  size_t count = 0;
  reqsig_header *headers =
      arena_get_array(arena, request.num_headers + answer->headers.count, sizeof *headers);
  for (size_t i = 0; i < request.num_headers; i++)
    if (!header_list_find(&answer->headers, request.headers[i].name, NULL))
      headers[count++] = request.headers[i];
  for (size_t i = 0; i < answer->headers.count; i++) headers[count++] = answer->headers.items[i];
  request.headers = headers;
  request.num_headers = count;
  return request;
}

static bool names(const struct explanation *explanation, const char *name) {
  for (size_t i = 0; i < explanation->num_names; i++)
    if (strcmp(explanation->names[i], name) == 0) return true;
  return false;
}

static enum outcome_of_diagnosis judge(const struct diagnosis *diagnosis, const char *name) {
  for (size_t i = 0; i < diagnosis->num_explanations; i++)
    if (names(&diagnosis->explanations[i], name)) return i == 0 ? NAMED_FIRST : NAMED_ALSO;
  return diagnosis->verdict == DIAGNOSIS_RIGHT && diagnosis->hints.count > 0 ? OF_TIME : NOT_NAMED;
}

static enum outcome_of_diagnosis diagnose_one(const struct vector *vector, const struct signer_answer *answer,
                                              const char *name, bool is_told) {
  struct arena arena = {0};
  struct diagnosis diagnosis = {.verdict = DIAGNOSIS_UNEXPLAINED};
  struct opened_request opened = {.scheme = vector->scheme,
                                  .now_ms = vector->now_ms,
                                  .now_source = NOW_FROM_OPTION,
                                  .max_age_ms = -1,
                                  .max_skew_ms = -1};
  enum outcome_of_diagnosis outcome = UNSEEN;
  opened.credentials.num_items = vector->num_credentials;
  memcpy(opened.credentials.items, vector->credentials,
         vector->num_credentials * sizeof *vector->credentials);
  opened.request.request = sent(&arena, vector, answer);
  if (reqsig_context_init(&opened.context, vector->scheme, NULL, 0, vector->credentials,
                          vector->num_credentials) == REQSIG_OK) {
    diagnose(&arena, &opened, SEARCH_USUAL, &diagnosis);
    outcome = judge(&diagnosis, name);
    if (is_told && outcome == NOT_NAMED)
      printf("  %s %s: %s: %s\n", vector->id, name, diagnosis_verdict_name(diagnosis.verdict),
             diagnosis.num_explanations ? diagnosis.explanations[0].names[0] : "-");
  }
  reqsig_context_wipe(&opened.context);
  arena_wipe(&arena);
  return outcome;
}

/* The first request on which the mistake shows. */
static enum outcome_of_diagnosis try_mistake(const struct vector_set *set, const struct mistake *mistake,
                                             const reqsig_scheme *scheme, bool is_told) {
  char name[MISTAKE_MAX_NAME];
  enum outcome_of_diagnosis outcome = UNSEEN;
  mistake_name(mistake, name);
  for (size_t i = 0; i < set->count && outcome == UNSEEN; i++) {
    const struct vector *vector = &set->items[i];
    if (vector->scheme != scheme || vector->twin || vector->request.body.len > 4096) continue;
    struct arena arena = {0};
    struct signer_answer right, wrong;
    struct mutant_input input = mutant_input_of(vector, &vector->request);
    if (mutant_sign(&arena, NULL, &input, &right) == REQSIG_OK && right.is_signed &&
        mutant_sign(&arena, mistake, &input, &wrong) == REQSIG_OK && wrong.is_signed &&
        !header_list_equal(&right.headers, &wrong.headers))
      outcome = diagnose_one(vector, &wrong, mistake_is_profile(mistake, scheme) ? mistake->profile : name,
                             is_told);
    arena_free(&arena);
  }
  return outcome;
}

/* Each mistake has its advice. */
static size_t count_without_advice(void) {
  size_t num = 0;
  for (size_t i = 0; mistake_at(i); i++) {
    char name[MISTAKE_MAX_NAME];
    if (mistake_at(i)->verify || mistake_at(i)->never || advice_for(mistake_name(mistake_at(i), name)))
      continue;
    printf("no advice for %s: conformance/diagnose/advice.c\n", name);
    num++;
  }
  return num;
}

static void print_row(const char *name, const size_t counts[NUM_OUTCOMES]) {
  printf("%-10s", name);
  for (size_t i = 0; i < NUM_OUTCOMES; i++) printf("%9zu", counts[i]);
  putchar('\n');
}

int main(int argc, char **argv) {
  struct vector_set set = {0};
  struct text problem = {0};
  size_t all[NUM_OUTCOMES] = {0};
  if (!vector_set_load(NULL, &set, &problem)) return 2;
  printf("%-10s%9s%9s%9s%9s%9s\n", "", "first", "also", "time", "not", "unseen");
  for (size_t s = 0; reqsig_scheme_at(s); s++) {
    const reqsig_scheme *scheme = reqsig_scheme_at(s);
    size_t counts[NUM_OUTCOMES] = {0};
    if (argc > 2 && strcmp(argv[2], reqsig_scheme_name(scheme)) != 0) continue;
    for (size_t i = 0; mistake_at(i); i++) {
      const struct mistake *mistake = mistake_at(i);
      char name[MISTAKE_MAX_NAME];
      bool is_asked =
          argc < 2 || strcmp(argv[1], "-") == 0 || strcmp(mistake_name(mistake, name), argv[1]) == 0;
      if (!is_asked || mistake->verify || !mistake_fits(mistake, scheme) || mistake_is_same(mistake, scheme))
        continue;
      enum outcome_of_diagnosis outcome = try_mistake(&set, mistake, scheme, argc > 1);
      counts[outcome]++;
      all[outcome]++;
    }
    print_row(reqsig_scheme_name(scheme), counts);
  }
  print_row("all", all);
  size_t named = all[NAMED_FIRST] + all[NAMED_ALSO] + all[OF_TIME], seen = named + all[NOT_NAMED];
  double share = seen ? 100.0 * (double)named / (double)seen : 0;
  printf("\n%.1f %% are named; the goal is %.0f %%\n", share, GOAL);
  vector_set_free(&set);
  return count_without_advice() > 0 || share < GOAL;
}
