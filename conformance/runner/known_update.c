/* The list of known failures, written anew after a run. */
#include <string.h>

#include "lib/bytes.h"
#include "runner/known_failures.h"

struct update {
  FILE *out;
  struct known_failures *known;
  const struct run *run;
  const struct known_failure *entry; /* that is written anew */
  reqsig_slice comment;              /* behind it; written once */
  struct case_index *cases;
  bool *written; /* of each case */
};

static void write_slice(FILE *out, reqsig_slice bytes) {
  if (bytes.len > 0) fwrite(bytes.data, 1, bytes.len, out);
}

static void end_line(struct update *update) {
  if (update->comment.len > 0) fputc(' ', update->out);
  write_slice(update->out, update->comment);
  update->comment.len = 0;
  fputc('\n', update->out);
  update->known->num_lines_new++;
}

static void write_case(struct update *update, size_t nth) {
  struct text pins = {0};
  if (update->written[nth]) return;
  update->written[nth] = true;
  known_failure_add_pins(&pins, &update->run->cases[nth]);
  fprintf(update->out, "%s %s", update->run->cases[nth].vector->id, text_string(&pins));
  text_free(&pins);
  end_line(update);
}

/* What was not run, or not in scope, stays as it was listed. */
static void write_not_judged(struct update *update, const struct vector *vector) {
  fputs(vector->id, update->out);
  for (int pin = 0; pin < NUM_PINS; pin++)
    if (update->entry->pins[pin])
      fprintf(update->out, " %s=%s", known_failure_pin_names[pin], update->entry->pins[pin]);
  end_line(update);
}

static void write_vector(void *user, const struct vector *vector) {
  struct update *update = user;
  bool is_judged = false;
  for (size_t i = case_index_first(update->cases, vector);
       i < update->run->num_cases && update->run->cases[i].vector == vector; i++) {
    const struct test_case *test_case = &update->run->cases[i];
    if (!known_failure_means_op(update->entry, test_case->op)) continue;
    enum standing standing = known_failure_standing(test_case);
    is_judged |= standing != NOT_JUDGED;
    if (standing == FAILS) write_case(update, i);
  }
  if (!is_judged) write_not_judged(update, vector);
}

static void write_stale(struct update *update, reqsig_slice line, size_t number) {
  struct arena arena = {0};
  struct known_failure entry;
  const uint8_t *comment = memchr(line.data, '#', line.len);
  update->comment = rs_slice_after(line, comment ? (size_t)(comment - line.data) : line.len);
  update->known->num_lines_gone++;
  if (known_failure_parse(&arena, update->known->path, line, number, &entry)) {
    update->entry = &entry;
    known_failure_list(&entry, update->cases, write_vector, update);
  }
  arena_free(&arena);
}

static void write_lines(struct update *update) {
  const struct known_failures *known = update->known;
  const struct stale_entry *stale = known->stale, *end = stale + known->num_stale;
  struct known_lines lines = {.rest = reqsig_text(known->text)};
  for (reqsig_slice line; known_lines_next(&lines, &line);) {
    if (stale < end && stale->line == lines.number) {
      write_stale(update, line, lines.number);
      stale++;
      continue;
    }
    write_slice(update->out, line);
    fputc('\n', update->out);
  }
}

void known_failures_write(FILE *out, struct known_failures *known, const struct vector_set *set,
                          size_t num_fresh, const struct run *run) {
  struct arena arena = {0};
  struct case_index cases = case_index_of(&arena, set, run);
  struct update update = {.out = out,
                          .known = known,
                          .run = run,
                          .cases = &cases,
                          .written = arena_get_array(&arena, run->num_cases, sizeof(bool))};
  const struct vector *fresh = set->items + set->count - num_fresh;
  write_lines(&update);
  update.comment.len = 0;
  for (size_t i = 0; i < run->num_cases; i++) {
    const struct test_case *test_case = &run->cases[i];
    bool listed = test_case->is_known || test_case->vector >= fresh;
    if (!listed && known_failure_standing(test_case) == FAILS) write_case(&update, i);
  }
  arena_free(&arena);
}
