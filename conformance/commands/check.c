#include "commands/check.h"

#include "base/escape.h"
#include "report/report.h"

static void print_names(FILE *out, const struct name_list *names) {
  for (size_t i = 0; i < names->count; i++) fprintf(out, "%s%s", i > 0 ? "+" : "", names->items[i]);
  if (names->count == 0) fputs("default", out);
}

void check_begin_wrong(struct check *check, const struct name_list *profiles) {
  if (check->is_wrong) return;
  check->is_wrong = true;
  check->num_wrong++;
  fprintf(check->out, "%sDIFFERS%s  %s, ", terminal_style_on(check->terminal, STYLE_RED),
          terminal_style_on(check->terminal, STYLE_PLAIN), check->vector->id);
  print_names(check->out, profiles);
  fputs("\n", check->out);
}

void check_print_grade(struct check *check, const struct name_list *profiles, const struct grade *grade) {
  if (grade->num_differences > 0) check_begin_wrong(check, profiles);
  for (size_t i = 0; i < grade->num_differences; i++)
    text_difference(check->out, &grade->differences[i], check->terminal);
}

void check_complain(struct check *check, const struct name_list *profiles, const char *what,
                    const char *expected, const char *found) {
  check_begin_wrong(check, profiles);
  fprintf(check->out, "  %s\n    expected  ", what);
  escape_write_string(check->out, expected, check->terminal.utf8);
  fputs("\n    the library gives  ", check->out);
  escape_write_string(check->out, found, check->terminal.utf8);
  fputs("\n", check->out);
}

struct vector check_alone(const struct check *check, const struct expectation *expect) {
  struct vector vector = *check->vector;
  vector.class = VECTOR_DERIVED;
  vector.expect = *expect;
  vector.num_profile_expects = 0;
  return vector;
}

void check_combinations(struct check *check, void (*look)(struct check *, const struct name_list *)) {
  const char *items[CHECK_MAX_PROFILES];
  for (size_t chosen = 1; chosen < (size_t)1 << check->num_profiles; chosen++) {
    struct name_list profiles = {.items = items};
    for (size_t i = 0; i < check->num_profiles; i++)
      if (chosen >> i & 1) items[profiles.count++] = check->profiles[i];
    check->is_wrong = false;
    look(check, &profiles);
  }
}
