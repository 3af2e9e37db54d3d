/* reqsig vectors check: whether this library gives what the vectors say. */
#include <stdio.h>
#include <string.h>

#include "commands/check.h"
#include "commands/command.h"
#include "commands/http_check.h"
#include "lib/recipe.h"
#include "vectors/vector_set.h"

static bool lists(const struct vector_set *set, const reqsig_scheme *scheme, const char *profile) {
  for (size_t i = 0; i < set->count; i++) {
    const struct vector *vector = &set->items[i];
    for (size_t j = 0; vector->scheme == scheme && j < vector->num_profile_expects; j++)
      if (vector->profile_expects[j].profiles.count == 1 &&
          strcmp(vector->profile_expects[j].profiles.items[0], profile) == 0)
        return true;
  }
  return false;
}

/* The profiles that some vector lists. One that none does, no answer can be right under, and none is asked
 * for. */
static size_t list_profiles(const struct vector_set *set, const reqsig_scheme *scheme,
                            const char *names[CHECK_MAX_PROFILES]) {
  reqsig_profile_info info;
  size_t count = 0;
  for (size_t i = 0; count < CHECK_MAX_PROFILES && reqsig_scheme_profile(scheme, i, &info) == REQSIG_OK; i++)
    if (lists(set, scheme, info.name)) names[count++] = info.name;
  return count;
}

static size_t count_schemes_without(const struct vector_set *set, FILE *out) {
  size_t num_without = 0;
  for (size_t i = 0, j; i < reqsig_num_schemes(); i++) {
    for (j = 0; j < set->count && set->items[j].scheme != reqsig_scheme_at(i); j++) continue;
    if (j < set->count) continue;
    fprintf(out, "%s has no vectors\n", reqsig_scheme_name(reqsig_scheme_at(i)));
    num_without++;
  }
  return num_without;
}

static bool changes(struct arena *arena, const struct vector *vector, const char *profile) {
  const char *names[] = {profile};
  struct name_list none = {0}, one = {names, 1};
  struct verdict usual, other;
  if (vector_has_verdict(vector) && library_verdict(vector, &none, &usual) == REQSIG_OK &&
      library_verdict(vector, &one, &other) == REQSIG_OK && !verdict_matches(&other, &usual))
    return true;
  if (vector->twin) return false;
  struct library_answer a = library_answer(arena, vector, &none), b = library_answer(arena, vector, &one);
  return b.status == REQSIG_OK && !check_same_answer(&a, &b);
}

static size_t count_changed(const struct vector_set *set, const reqsig_scheme *scheme, const char *profile) {
  size_t num_changed = 0;
  for (size_t i = 0; i < set->count; i++) {
    struct arena arena = {0};
    num_changed += set->items[i].scheme == scheme && changes(&arena, &set->items[i], profile);
    arena_free(&arena);
  }
  return num_changed;
}

/*
 * A profile under which something else is sent too can't be told by a vector, whose request is given: one
 * that lists it is wrong. Any other should be listed by some vector. False: wrong.
 */
static bool check_profile(const struct vector_set *set, const reqsig_scheme *scheme,
                          const reqsig_profile_info *info, FILE *out) {
  bool can_tell = !rs_profile_find(scheme, info->name)->sends_what_it_signs;
  bool listed = lists(set, scheme, info->name);
  size_t num_changed = can_tell && !listed ? count_changed(set, scheme, info->name) : 0;
  if (listed && !can_tell)
    fprintf(out, "%s %s is listed, and no vector can tell it: %s\n", reqsig_scheme_name(scheme), info->name,
            info->meaning);
  if (num_changed > 0)
    fprintf(out, "note: %s %s changes %zu vectors, and none lists it: %s\n", reqsig_scheme_name(scheme),
            info->name, num_changed, info->meaning);
  return can_tell || !listed;
}

static size_t count_wrong_profiles(const struct vector_set *set, FILE *out) {
  size_t num_wrong = 0;
  for (size_t i = 0; i < reqsig_num_schemes(); i++) {
    const reqsig_scheme *scheme = reqsig_scheme_at(i);
    reqsig_profile_info info;
    for (size_t j = 0; reqsig_scheme_profile(scheme, j, &info) == REQSIG_OK; j++)
      num_wrong += !check_profile(set, scheme, &info, out);
  }
  return num_wrong;
}

static void check_vector(struct check *check, const struct vector *vector) {
  struct arena arena = {0};
  check->arena = &arena;
  check->vector = vector;
  check->num_profiles = list_profiles(check->set, vector->scheme, check->profiles);
  check_signing(check);
  check_verdicts(check);
  arena_free(&arena);
}

/* Prints each difference and a sentence at the end. False if there is one, or a scheme has no vector. */
static bool check_vectors(const struct vector_set *set, FILE *out) {
  struct check check = {.out = out, .terminal = terminal_of(out), .set = set};
  size_t num_amiss = count_schemes_without(set, out) + count_wrong_profiles(set, out);
  for (size_t i = 0; i < set->count; i++) check_vector(&check, &set->items[i]);
  if (check.num_wrong > 0)
    fprintf(out, "The library differs in %zu place%s: %zu vectors, %zu signatures, %zu verdicts checked.\n",
            check.num_wrong, text_plural(check.num_wrong), set->count, check.num_signings,
            check.num_verdicts);
  else
    fprintf(out, "%zu vectors: the library gives their %zu signatures and %zu verdicts.\n", set->count,
            check.num_signings, check.num_verdicts);
  return check.num_wrong == 0 && num_amiss == 0;
}

static int check_all(const struct vector_set *set) {
  bool requests_right = http_check(set, stdout);
  return check_vectors(set, stdout) && requests_right ? COMMAND_OK : COMMAND_NOT;
}

static int run(int argc, char **argv) {
  struct vector_set set = {0};
  struct options options = options_begin(&command_vectors_check, argc, argv);
  const char *directory = NULL;
  for (int option; (option = options_next(&options, &directory)) != OPTIONS_END;)
    if (option == OPTIONS_STOP) return options.exit_code;
  int exit_code = COMMAND_BROKEN;
  if (vectors_load(command_vectors_check.name, directory, &set)) exit_code = check_all(&set);
  vector_set_free(&set);
  return exit_code;
}

static const struct operand operands[] = {{0}};

static const struct option option_rows[] = {
    {.name = "--vectors",
     .value = "DIR",
     .text =
         "the vectors of this directory instead of the built-in ones, as REQSIG_VECTORS of the environment",
     .kind = VALUE_DIRECTORY},
    {0}};

const struct command command_vectors_check = {
    .name = "vectors check",
    .summary = "check that this library gives what the vectors say",
    .description = "Checks that this library gives what the vectors say, and prints each difference.",
    .operands = operands,
    .options = option_rows,
    .exit_codes = (const struct help_row[]){{"0", "the library gives what the vectors say"},
                                            {"1", "the library differs"},
                                            {"2", "wrong usage"},
                                            {"3", "the vectors can't be read"},
                                            {0}},
    .examples = (const struct example[]){{NULL, "reqsig vectors check"}, {0}},
    .run = run,
};
