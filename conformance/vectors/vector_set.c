#include "vectors/vector_set.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/strict_json.h"
#include "vectors/vector_parse.h"

static bool is_vector_file(const char *name) {
  static const char *const others[] = {"http.json", "http.schema.json", "schema.json"};
  size_t len = strlen(name);
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    if (strcmp(name, others[i]) == 0) return false;
  return len > 5 && name[0] != '.' && strcmp(name + len - 5, ".json") == 0;
}

static int by_name(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool list_files(const char *directory, struct arena *arena, struct name_list *files,
                       struct text *problem) {
  DIR *stream = opendir(directory);
  if (!stream) {
    text_addf(problem, "%s: can't be opened as a directory of vectors: %s", directory, strerror(errno));
    return false;
  }
  size_t capacity = 0;
  const char **items = NULL;
  for (struct dirent *entry; (entry = readdir(stream)) != NULL;) {
    if (!is_vector_file(entry->d_name)) continue;
    if (files->count == capacity) {
      capacity = capacity ? capacity * 2 : 16;
      items = memory_resize(items, capacity * sizeof *items);
    }
    items[files->count++] = arena_copy_string(arena, entry->d_name);
  }
  closedir(stream);
  files->items = arena_get_array(arena, files->count, sizeof *items);
  if (files->count > 0) memcpy(files->items, items, files->count * sizeof *items);
  free(items);
  qsort(files->items, files->count, sizeof *files->items, by_name);
  if (files->count == 0)
    text_addf(problem, "%s: no vectors: expected at least one file SCHEME.json", directory);
  return files->count > 0;
}

struct vector_file {
  const char *path;
  const char *stem; /* the name without its directory and ".json" */
  const reqsig_scheme *scheme;
  struct vector *items;
  size_t count;
};

static bool parse_head(struct vector_reader *reader, const cJSON *object, struct vector_file *file,
                       const char **document, const char **document_title) {
  static const char *const names[] = {"$schema", "format", "scheme", "document", "document_title", "vectors"};
  const char *scheme = NULL, *schema = NULL;
  int64_t format = 0;
  if (!reader_knows_members(reader, object, names, sizeof names / sizeof *names) ||
      !reader_string(reader, object, "$schema", OPTIONAL, &schema) ||
      !reader_integer(reader, object, "format", &format) ||
      !reader_string(reader, object, "scheme", REQUIRED, &scheme) ||
      !reader_string(reader, object, "document", REQUIRED, document) ||
      !reader_string(reader, object, "document_title", OPTIONAL, document_title))
    return false;
  if (format != 1) return reader_refuse(reader, "format", "expected 1, the only format that is read");
  file->scheme = reqsig_scheme_find(scheme);
  if (!file->scheme) return reader_refuse(reader, "scheme", "\"%s\" is not a scheme of this library", scheme);
  return strcmp(scheme, file->stem) == 0 ||
         reader_refuse(reader, "scheme", "expected \"%s\", as the file is named", file->stem);
}

static bool parse_file(struct vector_reader *reader, const cJSON *object, struct vector_file *file) {
  const char *document = NULL, *document_title = NULL;
  if (!parse_head(reader, object, file, &document, &document_title)) return false;
  const cJSON *list = strict_json_member(object, "vectors");
  if (!cJSON_IsArray(list) || !list->child)
    return reader_refuse(reader, "vectors", "expected a list of at least one vector");
  file->items = arena_get_array(reader->arena, (size_t)cJSON_GetArraySize(list), sizeof *file->items);
  for (const cJSON *item = list->child; item; item = item->next) {
    struct text nth = {0};
    text_addf(&nth, "number %zu", file->count + 1);
    reader->id = arena_copy(reader->arena, text_slice(&nth));
    text_free(&nth);
    struct vector *vector = &file->items[file->count++];
    if (!vector_parse(reader, item, file->scheme, document, vector)) return false;
    if (vector->document == document) vector->document_title = document_title;
  }
  return true;
}

static bool load_file(struct arena *arena, struct vector_file *file, struct text *problem) {
  struct vector_reader reader = {.arena = arena, .problem = problem, .file = file->path, .in = ""};
  cJSON *object = reader_open(&reader);
  bool loaded = object && parse_file(&reader, object, file);
  cJSON_Delete(object);
  return loaded;
}

static struct vector_file name_file(struct arena *arena, const char *directory, const char *name) {
  struct text path = {0};
  text_addf(&path, "%s/%s", directory, name);
  struct vector_file file = {.path = arena_copy(arena, text_slice(&path)),
                             .stem =
                                 arena_copy(arena, (reqsig_slice){(const uint8_t *)name, strlen(name) - 5})};
  text_free(&path);
  return file;
}

static void append(struct vector_set *set, const struct vector_file *files, size_t num_files,
                   const reqsig_scheme *scheme) {
  for (size_t i = 0; i < num_files; i++) {
    if (files[i].scheme != scheme) continue;
    memcpy(set->items + set->count, files[i].items, files[i].count * sizeof *files[i].items);
    set->count += files[i].count;
  }
}

static void gather(struct vector_set *set, const struct vector_file *files, size_t num_files) {
  size_t count = 0;
  for (size_t i = 0; i < num_files; i++) count += files[i].count;
  set->items = arena_get_array(&set->arena, count, sizeof *set->items);
  for (size_t i = 0; i < reqsig_num_schemes(); i++) append(set, files, num_files, reqsig_scheme_at(i));
}

static int by_id(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool check_ids(struct vector_set *set, struct text *problem) {
  const char **ids = arena_get_array(&set->arena, set->count, sizeof *ids);
  for (size_t i = 0; i < set->count; i++) ids[i] = set->items[i].id;
  qsort(ids, set->count, sizeof *ids, by_id);
  for (size_t i = 1; i < set->count; i++) {
    if (strcmp(ids[i - 1], ids[i]) != 0) continue;
    text_addf(problem, "%s.json: vector %s: the id is used twice",
              reqsig_scheme_name(vector_set_find(set, ids[i])->scheme), ids[i]);
    return false;
  }
  return true;
}

static bool check_twin(const struct vector_set *set, const struct vector *vector, struct text *problem) {
  const struct vector *twin = vector_set_find(set, vector->twin);
  const char *what = !twin                            ? "there is no such vector"
                     : twin->scheme != vector->scheme ? "it is of another scheme"
                     : twin->expect.verdict.accepted  ? NULL
                                                      : "it is not one that is accepted";
  if (what)
    text_addf(problem, "%s.json: vector %s: twin: %s: %s", reqsig_scheme_name(vector->scheme), vector->id,
              vector->twin, what);
  return !what;
}

static bool check_twins(const struct vector_set *set, struct text *problem) {
  for (size_t i = 0; i < set->count; i++)
    if (set->items[i].twin && !check_twin(set, &set->items[i], problem)) return false;
  return true;
}

static bool load_http(const char *directory, struct vector_set *set, struct text *problem) {
  const char *path = name_file(&set->arena, directory, "http.json").path;
  return access(path, F_OK) != 0 || vector_set_load_http(path, set, problem);
}

bool vector_set_load(const char *directory, struct vector_set *set, struct text *problem) {
  struct name_list names = {0};
  if (!list_files(directory, &set->arena, &names, problem)) return false;
  struct vector_file *files = arena_get_array(&set->arena, names.count, sizeof *files);
  for (size_t i = 0; i < names.count; i++) {
    files[i] = name_file(&set->arena, directory, names.items[i]);
    if (!load_file(&set->arena, &files[i], problem)) return false;
  }
  gather(set, files, names.count);
  return check_ids(set, problem) && check_twins(set, problem) && load_http(directory, set, problem);
}

void vector_set_free(struct vector_set *set) {
  arena_free(&set->arena);
  set->items = NULL;
  set->http = NULL;
  set->count = set->num_http = 0;
}

const struct vector *vector_set_find(const struct vector_set *set, const char *id) {
  for (size_t i = 0; i < set->count; i++)
    if (strcmp(set->items[i].id, id) == 0) return &set->items[i];
  return NULL;
}
