/*
 * Lets the fuzzer loose on each mistake of each scheme that it fits, and looks whether it is found, and
 * named. The mistake answers in this process, as an adapter would. Prints a table, what is not found, and how
 * long a mistake takes of the processor's time, with what is drawn for it; fails if too few are found. usage:
 * fuzz-mistakes [--cases N] [--every N] [SCHEME [NAME]]; --every takes only each N-th mistake.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "fuzz/fuzz.h"
#include "runner/protocol.h"

static const double LEAST = 90.0; /* what is drawn in no vector finds nothing */

enum { MAX_VECTORS = 20000, SECONDS = 10 };

static double seconds_since(clock_t start) {
  return (double)(clock() - start) / CLOCKS_PER_SEC;
}

struct drawn {
  struct arena arena;
  struct fuzz_vector *vectors;
  size_t count;
};

/* As many vectors as make that many cases or a few more; complete, as they stay for all mistakes. */
static struct drawn draw(const struct fuzz_plan *plan, const reqsig_scheme *scheme, size_t num_cases) {
  struct drawn drawn = {.count = 0};
  drawn.vectors = arena_get_array(&drawn.arena, num_cases + 2, sizeof *drawn.vectors);
  for (size_t number = 1, cases = 0; cases < num_cases; number++) {
    size_t num = fuzz_draw(&drawn.arena, plan, scheme, number, &drawn.vectors[drawn.count]);
    if (num == 0) exit(2);
    fuzz_complete(&drawn.arena, &drawn.vectors[drawn.count + num - 1].vector);
    drawn.count += num;
    cases += drawn.vectors[drawn.count - num].is_given ? 1 : 2 + num;
  }
  return drawn;
}

static void take(struct fuzz *fuzz, const struct fuzz_vector *vector, enum op op, struct grade grade) {
  struct test_case test_case = {
      .vector = &vector->vector, .op = op, .state = CASE_ANSWERED, .grade = grade, .in_scope = true};
  const struct fuzz_group group = {{&test_case}, 1};
  fuzz_keep(fuzz, vector, &group);
}

static void sign(struct fuzz *fuzz, const struct mistake *mistake, const struct fuzz_vector *drawn) {
  const struct vector *vector = &drawn->vector;
  struct arena scratch = {0};
  struct mutant_input input = mutant_input_of(vector, &vector->request);
  struct signer_answer made;
  bool is_made = mutant_sign(&scratch, mistake, &input, &made) == REQSIG_OK;
  if (is_made && vector_has_message(vector))
    take(fuzz, drawn, OP_MESSAGE, grade_message(&fuzz->arena, vector, made.message));
  if (is_made && vector_has_headers(vector)) {
    struct answer answer = {.kind = ANSWER_HEADERS, .headers = made.headers};
    const struct limits none = {.words = {NULL, 0}};
    take(fuzz, drawn, OP_SIGN, grade_signature(&fuzz->arena, vector, &answer, &none, vector->now_ms));
  }
  arena_wipe(&scratch);
}

static void verify(struct fuzz *fuzz, const struct mistake *mistake, const struct fuzz_vector *drawn) {
  const struct vector *vector = &drawn->vector;
  struct arena scratch = {0};
  struct mutant_input input = mutant_input_of(vector, &vector->signed_request);
  struct verifier_answer made = mutant_verify(&scratch, mistake, &input);
  struct verdict verdict = {.given = true, .accepted = made.kind == VERIFIER_ACCEPTS, .reason = made.reason};
  take(fuzz, drawn, OP_VERIFY,
       made.kind == VERIFIER_BREAKS ? grade_error(&fuzz->arena, vector, "it breaks")
                                    : grade_verdict(&fuzz->arena, vector, &verdict));
  arena_wipe(&scratch);
}

/* Whether it is found, and whether a finding has its name, or stands for others with the same answers. */
struct result {
  bool found, named;
};

static bool is_named(const struct fuzz *fuzz, const char *name) {
  for (size_t i = 0; i < fuzz->num_findings; i++) {
    const struct shared_cause *cause = fuzz->findings[i].cases[0].cause;
    for (size_t k = 0; cause && k < cause->num_names; k++)
      if (strcmp(cause->names[k], name) == 0) return true;
    for (size_t k = 0; cause && k < cause->alike.count; k++)
      if (strcmp(cause->alike.items[k], name) == 0) return true;
  }
  return false;
}

static struct result try(const struct mistake *mistake, const reqsig_scheme *scheme,
                         const struct drawn *drawn) {
  const reqsig_scheme *schemes[] = {scheme};
  struct fuzz_plan plan = {.schemes = schemes, .num_schemes = 1};
  struct fuzz_counts counts = {.scheme = scheme};
  struct fuzz fuzz = {.plan = &plan, .sides = {{.counts = &counts}}, .num_sides = 1};
  char name[MISTAKE_MAX_NAME];
  for (size_t i = 0; i < drawn->count; i++) {
    const struct fuzz_vector *vector = &drawn->vectors[i];
    if (mistake->verify && vector_has_verdict(&vector->vector)) verify(&fuzz, mistake, vector);
    if (!mistake->verify && !vector->twin && !vector->is_given) sign(&fuzz, mistake, vector);
  }
  fuzz_find(&fuzz);
  struct result result = {fuzz.num_findings > 0, is_named(&fuzz, mistake_name(mistake, name))};
  fuzz_free(&fuzz);
  return result;
}

struct mistake_row {
  size_t num, found, named, in_time; /* found in as many seconds */
  double slowest;
};

static bool is_asked(const struct mistake *mistake, const reqsig_scheme *scheme, const char *asked) {
  char name[MISTAKE_MAX_NAME];
  if (!mistake_fits(mistake, scheme) || mistake_is_same(mistake, scheme)) return false;
  if (mistake_is_profile(mistake, scheme)) return false;
  return !asked || strcmp(mistake_name(mistake, name), asked) == 0;
}

static void print_row(const char *name, const struct mistake_row *row) {
  printf("%-10s%9zu%9zu%9zu%9zu%9.2f\n", name, row->num, row->found, row->named, row->in_time, row->slowest);
}

static void try_scheme(const struct fuzz_plan *plan, const reqsig_scheme *scheme, size_t num_cases,
                       size_t every, const char *asked, struct mistake_row *all) {
  clock_t start = clock();
  struct drawn drawn = draw(plan, scheme, num_cases);
  double drawing = seconds_since(start);
  struct mistake_row row = {0};
  char name[MISTAKE_MAX_NAME];
  for (size_t i = 0, nth = 0; mistake_at(i); i++) {
    const struct mistake *mistake = mistake_at(i);
    if (!is_asked(mistake, scheme, asked) || nth++ % every != 0) continue;
    start = clock();
    struct result result = try(mistake, scheme, &drawn);
    double seconds = drawing + seconds_since(start);
    row.num++;
    row.in_time += result.found && seconds < SECONDS;
    if (seconds > row.slowest) row.slowest = seconds;
    row.found += result.found;
    row.named += result.named;
    if (!result.named)
      printf("  %s %s: %s\n", reqsig_scheme_name(scheme), mistake_name(mistake, name),
             result.found ? "found, and not named" : "not found");
  }
  print_row(reqsig_scheme_name(scheme), &row);
  all->num += row.num;
  all->found += row.found;
  all->named += row.named;
  all->in_time += row.in_time;
  if (row.slowest > all->slowest) all->slowest = row.slowest;
  arena_free(&drawn.arena);
}

int main(int argc, char **argv) {
  size_t num_cases = 2000, every = 1;
  struct mistake_row all = {0};
  struct vector_set seeds = {0};
  struct text problem = {0};
  const struct fuzz_plan plan = {.seed = 1, .seeds = &seeds};
  int at = 1;
  for (; at + 1 < argc && strncmp(argv[at], "--", 2) == 0; at += 2)
    *(strcmp(argv[at], "--cases") == 0 ? &num_cases : &every) = strtoul(argv[at + 1], NULL, 10);
  if (num_cases == 0 || num_cases > MAX_VECTORS || every == 0) return 2;
  if (!vector_set_load(NULL, &seeds, &problem)) return 2;
  printf("%-10s%9s%9s%9s%6s%2ds%9s\n", "", "mistakes", "found", "named", "in", SECONDS, "slowest");
  for (size_t s = 0; reqsig_scheme_at(s); s++)
    if (at >= argc || strcmp(argv[at], reqsig_scheme_name(reqsig_scheme_at(s))) == 0)
      try_scheme(&plan, reqsig_scheme_at(s), num_cases, every, at + 1 < argc ? argv[at + 1] : NULL, &all);
  vector_set_free(&seeds);
  text_free(&problem);
  print_row("all", &all);
  double found = all.num ? 100.0 * (double)all.found / (double)all.num : 0;
  printf("\n%.1f %% of the mistakes are found within %zu cases; at least %.0f %% must be\n", found, num_cases,
         LEAST);
  return found >= LEAST ? 0 : 1;
}
