/*
 * Makes each signer's mistake on a request of each built-in scheme that it fits, and those of what scheme
 * files alone have on drawn requests of the library's schemes, and asks diagnose for the cause. Prints how
 * many are named; fails if they are fewer than the goal. usage: diagnose-mistakes [NAME [SCHEME]]: lists
 * those that are not named; with a name only that mistake's.
 */
#include <stdio.h>
#include <string.h>

#include "diagnose/diagnose.h"
#include "diagnose/explanation.h"
#include "generate/generate.h"
#include "lib/bytes.h"
#include "request/known_schemes.h"
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
  for (size_t i = 0; i < answer->headers.count; i++) {
    const reqsig_header *header = &answer->headers.items[i];
    if (rs_slice_equal(header->name, RS_LITERAL(REQSIG_PATH_HEADER)))
      request.target = header->value;
    else
      headers[count++] = *header;
  }
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
  if (reqsig_context_init(&opened.context, vector->scheme, vector->credentials, vector->num_credentials) ==
      REQSIG_OK) {
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

static bool is_asked(int argc, char **argv, const struct mistake *mistake) {
  char name[MISTAKE_MAX_NAME];
  return argc < 2 || strcmp(argv[1], "-") == 0 || strcmp(mistake_name(mistake, name), argv[1]) == 0;
}

static void try_scheme(const struct vector_set *set, const reqsig_scheme *scheme,
                       const struct mistake *mistake, bool is_told, size_t counts[NUM_OUTCOMES]) {
  if (mistake->verify || !mistake_fits(mistake, scheme) || mistake_is_same(mistake, scheme)) return;
  counts[try_mistake(set, mistake, scheme, is_told)]++;
}

enum { NUM_DRAWN = 200 };

/* Vectors of one scheme at a time. */
static bool try_library(int argc, char **argv, size_t counts[NUM_OUTCOMES]) {
  static const struct mistake *const tables[] = {mistakes_of_lists, mistakes_of_made_keys, mistakes_of_parts};
  for (size_t s = 0; scheme_library_name(s); s++) {
    struct vector_set set = {0};
    const reqsig_scheme *scheme = scheme_find(scheme_library_name(s));
    if (argc > 2 && strcmp(argv[2], scheme_library_name(s)) != 0) continue;
    struct generation from = {scheme, "made", 1, NULL};
    if (!generate_vectors(&set.arena, &from, vector_set_extend(&set, NUM_DRAWN), NUM_DRAWN)) return false;
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
      for (const struct mistake *mistake = tables[t]; mistake->slug; mistake++)
        if (is_asked(argc, argv, mistake)) try_scheme(&set, scheme, mistake, argc > 1, counts);
    vector_set_free(&set);
  }
  return true;
}

int main(int argc, char **argv) {
  struct vector_set set = {0};
  struct text problem = {0};
  size_t all[NUM_OUTCOMES] = {0}, of_library[NUM_OUTCOMES] = {0};
  if (!vector_set_load(NULL, &set, &problem)) return 2;
  printf("%-10s%9s%9s%9s%9s%9s\n", "", "first", "also", "time", "not", "unseen");
  for (size_t s = 0; reqsig_scheme_at(s); s++) {
    const reqsig_scheme *scheme = reqsig_scheme_at(s);
    size_t counts[NUM_OUTCOMES] = {0};
    if (argc > 2 && strcmp(argv[2], reqsig_scheme_name(scheme)) != 0) continue;
    for (size_t i = 0; mistake_at(i); i++)
      if (is_asked(argc, argv, mistake_at(i))) try_scheme(&set, scheme, mistake_at(i), argc > 1, counts);
    for (size_t i = 0; i < NUM_OUTCOMES; i++) all[i] += counts[i];
    print_row(reqsig_scheme_name(scheme), counts);
  }
  if (!try_library(argc, argv, of_library)) return 2;
  for (size_t i = 0; i < NUM_OUTCOMES; i++) all[i] += of_library[i];
  print_row("library", of_library);
  print_row("all", all);
  size_t named = all[NAMED_FIRST] + all[NAMED_ALSO] + all[OF_TIME], seen = named + all[NOT_NAMED];
  double share = seen ? 100.0 * (double)named / (double)seen : 0;
  printf("\n%.1f %% are named; the goal is %.0f %%\n", share, GOAL);
  vector_set_free(&set);
  return count_without_advice() > 0 || share < GOAL;
}
