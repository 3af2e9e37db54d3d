#include "commands/check.h"
#include "vectors/rulings.h"

/* What a reading says; of the request that the default reading signs, the default's word is meant where it
 * has none. */
static const struct ruling *ruling_of(const struct vector *vector, const struct reading *reading) {
  return reading->ruling.given ? &reading->ruling : &vector->expect.ruling;
}

static void check_reading(struct check *check, const struct reading *reading) {
  struct ruling answer;
  struct vector vector = check_alone(check, reading);
  vector.expect.ruling = *ruling_of(check->vector, reading);
  reqsig_status status = library_ruling(check->vector, &reading->profiles, &answer);
  check->num_rulings++;
  check->is_wrong = false;
  if (status != REQSIG_OK) {
    check_complain(check, &reading->profiles, "the library", "a verdict", reqsig_status_text(status));
    return;
  }
  struct grade grade = grade_ruling(check->arena, &vector, &answer);
  check_print_grade(check, &reading->profiles, &grade);
}

static bool is_told(const struct vector *vector, const struct ruling *answer) {
  if (ruling_is(answer, &vector->expect.ruling)) return true;
  for (size_t i = 0; i < vector->num_readings; i++)
    if (ruling_is(answer, &vector->readings[i].ruling)) return true;
  return false;
}

/* Else a verifier that follows these profiles would fail instead of being flagged. */
static void check_combination(struct check *check, const struct name_list *profiles) {
  struct ruling answer;
  if (library_ruling(check->vector, profiles, &answer) == REQSIG_OK && !is_told(check->vector, &answer))
    check_complain(check, profiles, "profiles", "this reading, as it says something else", "not listed");
}

void check_rulings(struct check *check) {
  const struct vector *vector = check->vector;
  if (!vector_has_ruling(vector)) return;
  check_reading(check, &vector->expect);
  for (size_t i = 0; i < vector->num_readings; i++) check_reading(check, &vector->readings[i]);
  if (vector->class != VECTOR_GOLDEN && vector->class != VECTOR_SILENT)
    check_combinations(check, check_combination);
}
