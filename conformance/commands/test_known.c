#include "commands/test.h"

#include <string.h>
#include <unistd.h>

#include "base/message.h"
#include "runner/summary.h"

static bool complain(const struct test_options *options, const char *command, const char *problem) {
  if (problem) message_error("%s: %s: can't be written: %s", command, options->known_failures, problem);
  return !problem;
}

static bool open_for_update(const struct test_options *options, const char *command,
                            struct output_file *file) {
  if (!options->known_failures) {
    message_error("%s: --update-known-failures: --known-failures FILE is missing", command);
    message_hint("see reqsig help %s", command);
    return false;
  }
  if (strcmp(options->known_failures, "-") != 0)
    return complain(options, command, output_file_open(file, options->known_failures));
  return complain(options, command, "standard input is no file that can be written anew");
}

bool test_known_open(struct arena *arena, const struct test_options *options, const char *command,
                     struct test_known *known) {
  const char *path = options->known_failures;
  known->list = (struct known_failures){.path = path, .text = ""};
  if (options->update_known_failures && !open_for_update(options, command, &known->file)) return false;
  bool begins = options->update_known_failures && !known->file.is_there;
  return !path || begins || known_failures_read(arena, path, &known->list);
}

/* The causes of all failures, those that are known among them. */
static void find_causes(struct arena *arena, struct run *run) {
  struct followed_profiles followed = followed_profiles_of(arena, run);
  failure_causes_find(arena, run, &followed);
}

static bool write_anew(const struct test_options *options, const char *command, const struct vector_set *set,
                       const struct run *run, struct test_known *known) {
  const char *problem = output_file_begin(&known->file);
  if (!problem) known_failures_write(known->file.out, &known->list, set, options->num_fresh, run);
  if (!problem) problem = output_file_finish(&known->file);
  return complain(options, command, problem);
}

static bool read_again(struct arena *arena, const struct vector_set *set, struct run *run,
                       struct known_failures *list) {
  const struct known_failures before = *list;
  if (!known_failures_read(arena, before.path, list)) return false;
  list->num_lines_gone = before.num_lines_gone;
  list->num_lines_new = before.num_lines_new;
  for (size_t i = 0; i < run->num_cases; i++) run->cases[i].is_known = run->cases[i].is_known_flaky = false;
  known_failures_apply(list, set, run);
  return true;
}

bool test_known_apply(struct arena *arena, const struct test_options *options, const char *command,
                      const struct vector_set *set, struct run *run, struct test_known *known) {
  bool updates = options->update_known_failures && !run->is_broken;
  if (updates || known->list.pins_causes) find_causes(arena, run);
  known_failures_apply(&known->list, set, run);
  if (options->update_known_failures && !updates)
    message_warning("%s stays as it is, as the run broke", options->known_failures);
  if (!updates) return true;
  return write_anew(options, command, set, run, known) && read_again(arena, set, run, &known->list);
}

void test_known_close(struct test_known *known) {
  output_file_close(&known->file);
}
