#include "commands/test_inputs.h"

#include <string.h>
#include <unistd.h>

#include "runner/start_problem.h"
#include "vectors/vector_reader.h"

static bool is_same(const struct stat *a, const struct stat *b) {
  return a->st_dev == b->st_dev && a->st_ino == b->st_ino && !S_ISCHR(a->st_mode);
}

static bool is_at(const char *path, const struct stat *file) {
  struct stat status;
  return stat(path, &status) == 0 && is_same(&status, file);
}

static bool is_known_failures(const struct test_options *options, const struct stat *file) {
  const char *path = options->known_failures;
  struct stat status;
  if (!path || strcmp(path, "-") != 0) return path && is_at(path, file);
  return fstat(STDIN_FILENO, &status) == 0 && is_same(&status, file);
}

/* The program, and each argument that is a file: what an interpreter reads is among them. */
static bool is_adapter(char *const *adapter, const struct stat *file) {
  struct text program = {0};
  bool found = start_problem_find_program(&program, adapter[0]) && is_at(text_string(&program), file);
  for (size_t i = 1; adapter[i] && !found; i++) found = is_at(adapter[i], file);
  text_free(&program);
  return found;
}

static bool is_vectors(const struct vector_set *set, const struct stat *file) {
  struct arena arena = {0};
  struct text problem = {0};
  struct vector_files files = {0};
  bool found = false;
  if (set->directory) vector_source_list(&arena, set->directory, &files, &problem);
  for (size_t i = 0; i < files.count && !found; i++) found = is_at(files.items[i].path, file);
  text_free(&problem);
  arena_free(&arena);
  return found;
}

const char *test_input_of(const struct test_options *options, const struct vector_set *set,
                          const struct stat *file) {
  if (is_known_failures(options, file)) return "the list of known failures";
  if (is_adapter(options->adapter, file)) return "a part of the adapter";
  return is_vectors(set, file) ? "a file of vectors" : NULL;
}
