#include "runner/known_failures.h"

#include <fnmatch.h>
#include <string.h>

#include "base/file.h"
#include "lib/bytes.h"

enum { MAX_FILE = 1024 * 1024 };

static bool is_blank(uint8_t c) {
  return c == ' ' || c == '\t' || c == '\r';
}

static reqsig_slice trimmed(reqsig_slice line) {
  const uint8_t *comment = line.len > 0 ? memchr(line.data, '#', line.len) : NULL;
  if (comment) line.len = (size_t)(comment - line.data);
  while (line.len > 0 && is_blank(line.data[0])) line = rs_slice_after(line, 1);
  while (line.len > 0 && is_blank(line.data[line.len - 1])) line.len--;
  return line;
}

static size_t count_lines(reqsig_slice text) {
  size_t count = 1;
  for (size_t i = 0; i < text.len; i++) count += text.data[i] == '\n';
  return count;
}

static void read_lines(struct arena *arena, reqsig_slice rest, struct known_failures *known) {
  known->items = arena_get_array(arena, count_lines(rest), sizeof *known->items);
  for (size_t number = 1; rest.len > 0; number++) {
    const uint8_t *end = memchr(rest.data, '\n', rest.len);
    size_t len = end ? (size_t)(end - rest.data) : rest.len;
    reqsig_slice entry = trimmed(rs_slice(rest.data, len));
    if (entry.len > 0)
      known->items[known->count++] =
          (struct known_failure){.pattern = arena_copy(arena, entry), .line = number};
    rest = rs_slice_after(rest, end ? len + 1 : len);
  }
}

bool known_failures_read(struct arena *arena, const char *path, struct known_failures *known) {
  file_content content;
  if (!file_read(path, MAX_FILE, &content)) return false;
  known->path = path;
  read_lines(arena, rs_slice(content.data, content.len), known);
  file_free(&content);
  return true;
}

enum standing { NOT_JUDGED, PASSES, FAILS };

static enum standing case_standing(const struct test_case *test_case) {
  if (test_case->state != CASE_ANSWERED || test_case->grade.outcome == OUTCOME_OBSERVED) return NOT_JUDGED;
  return test_case->grade.outcome == OUTCOME_PASS || test_case->grade.outcome == OUTCOME_FLAGGED ? PASSES
                                                                                                 : FAILS;
}

/* A vector fails with any of its cases, and passes with all of them: one that was not answered leaves it
 * open. */
static enum standing vector_standing(const struct run *run, const struct vector *vector) {
  enum standing standing = NOT_JUDGED;
  bool open = false;
  for (size_t i = 0; i < run->num_cases; i++) {
    const struct test_case *test_case = &run->cases[i];
    if (test_case->vector != vector || !test_case->in_scope) continue;
    if (case_standing(test_case) == FAILS) return FAILS;
    if (case_standing(test_case) == PASSES) standing = PASSES;
    open = open || case_is_unanswered(test_case);
  }
  return open ? NOT_JUDGED : standing;
}

static void mark(struct run *run, const struct vector *vector) {
  for (size_t i = 0; i < run->num_cases; i++)
    if (run->cases[i].vector == vector && case_standing(&run->cases[i]) == FAILS)
      run->cases[i].is_known = true;
}

static const char *phrase(struct run *run, const char *id) {
  struct text words = {0};
  text_addf(&words, "lists %s, which does not fail", id);
  const char *kept = arena_copy(&run->arena, text_slice(&words));
  text_free(&words);
  return kept;
}

static void apply(struct known_failure *entry, const struct vector_set *set, struct run *run) {
  bool matches = false;
  for (size_t i = 0; i < set->count; i++) {
    const struct vector *vector = &set->items[i];
    if (fnmatch(entry->pattern, vector->id, 0) != 0) continue;
    matches = true;
    enum standing standing = vector_standing(run, vector);
    if (standing == FAILS) mark(run, vector);
    if (standing == PASSES && !entry->stale) entry->stale = phrase(run, vector->id);
  }
  if (!matches) entry->stale = "matches no vector";
}

void known_failures_apply(struct known_failures *known, const struct vector_set *set, struct run *run) {
  for (size_t i = 0; i < known->count; i++) apply(&known->items[i], set, run);
}

size_t known_failures_num_stale(const struct known_failures *known) {
  size_t num_stale = 0;
  for (size_t i = 0; i < known->count; i++) num_stale += known->items[i].stale != NULL;
  return num_stale;
}
