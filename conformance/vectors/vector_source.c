#include "vectors/vector_source.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "vectors/embedded_vectors.h"

static bool ends_with(const char *name, const char *end) {
  size_t len = strlen(name), end_len = strlen(end);
  return len > end_len && strcmp(name + len - end_len, end) == 0;
}

static bool is_vector_file(const char *name) {
  bool is_schema = strcmp(name, "schema.json") == 0 || ends_with(name, ".schema.json");
  return name[0] != '.' && ends_with(name, ".json") && !is_schema;
}

static void list_embedded(struct arena *arena, struct vector_files *files) {
  files->items = arena_get_array(arena, num_embedded_vectors, sizeof *files->items);
  for (size_t i = 0; i < num_embedded_vectors; i++) {
    const struct embedded_file *file = &embedded_vectors[i];
    if (!is_vector_file(file->name)) continue;
    files->items[files->count++] = (struct vector_file){
        .name = file->name, .path = file->name, .is_embedded = true, .embedded = {file->data, file->len}};
  }
}

static struct vector_file file_of(struct arena *arena, const char *directory, const char *name) {
  struct text path = {0};
  text_addf(&path, "%s/%s", directory, name);
  struct vector_file file = {.name = arena_copy_string(arena, name),
                             .path = arena_copy(arena, text_slice(&path))};
  text_free(&path);
  return file;
}

/* Room for one more is made in items, which the caller frees. */
static void add_file(struct vector_files *files, struct vector_file file) {
  if ((files->count & (files->count - 1)) == 0)
    files->items = memory_resize(files->items, (files->count ? files->count * 2 : 1) * sizeof file);
  files->items[files->count++] = file;
}

static int by_name(const void *a, const void *b) {
  return strcmp(((const struct vector_file *)a)->name, ((const struct vector_file *)b)->name);
}

static bool list_directory(struct arena *arena, const char *directory, struct vector_files *files,
                           struct text *problem) {
  DIR *stream = opendir(directory);
  if (!stream) {
    text_addf(problem, "%s: can't be opened as a directory of vectors: %s", directory, strerror(errno));
    return false;
  }
  struct vector_files found = {0};
  for (struct dirent *entry; (entry = readdir(stream)) != NULL;)
    if (is_vector_file(entry->d_name)) add_file(&found, file_of(arena, directory, entry->d_name));
  closedir(stream);
  files->count = found.count;
  files->items = arena_get_array(arena, found.count, sizeof *found.items);
  if (found.count > 0) memcpy(files->items, found.items, found.count * sizeof *found.items);
  free(found.items);
  qsort(files->items, files->count, sizeof *files->items, by_name);
  return true;
}

bool vector_source_list(struct arena *arena, const char *directory, struct vector_files *files,
                        struct text *problem) {
  if (directory) return list_directory(arena, directory, files, problem);
  list_embedded(arena, files);
  return true;
}

const char *vector_source_default(void) {
  const char *directory = getenv("REQSIG_VECTORS");
  return directory && *directory ? directory : NULL;
}
