#include "vectors/vector_set.h"

#include <stdlib.h>
#include <string.h>

#include "base/json_io.h"
#include "base/message.h"
#include "lib/bytes.h"
#include "request/known_schemes.h"
#include "vectors/vector_reader.h"

/* A scheme's file, read. */
struct scheme_file {
  const char *stem; /* its name without ".json" */
  const reqsig_scheme *scheme;
  struct vector *items;
  size_t count;
};

static bool parse_head(struct vector_reader *reader, const cJSON *object, struct scheme_file *file,
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
  if (format != 1) return reader_fail(reader, "format", "expected 1, the only format that is read");
  file->scheme = scheme_find(scheme);
  if (!file->scheme) return reader_fail(reader, "scheme", "\"%s\" is not a scheme of this library", scheme);
  return strcmp(scheme, file->stem) == 0 ||
         reader_fail(reader, "scheme", "expected \"%s\", as the file is named", file->stem);
}

static bool parse_file(struct vector_reader *reader, const cJSON *object, struct scheme_file *file) {
  const char *document = NULL, *document_title = NULL;
  if (!parse_head(reader, object, file, &document, &document_title)) return false;
  const cJSON *list = strict_json_member(object, "vectors");
  if (!cJSON_IsArray(list) || !list->child)
    return reader_fail(reader, "vectors", "expected a list of at least one vector");
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

static struct vector_reader begin_reading(struct vector_set *set, const struct vector_file *from,
                                          struct text *problem) {
  return (struct vector_reader){.arena = &set->arena, .problem = problem, .file = from->path, .in = ""};
}

static bool load_scheme(struct vector_set *set, const struct vector_file *from, struct scheme_file *file,
                        struct text *problem) {
  struct vector_reader reader = begin_reading(set, from, problem);
  file->stem = arena_copy(&set->arena, rs_slice(from->name, strlen(from->name) - strlen(".json")));
  cJSON *object = reader_open(&reader, from);
  bool loaded = object && parse_file(&reader, object, file);
  cJSON_Delete(object);
  return loaded;
}

static void add_vectors_of(struct vector_set *set, const struct scheme_file *files, size_t num_files,
                           const reqsig_scheme *scheme) {
  for (size_t i = 0; i < num_files; i++) {
    if (files[i].scheme != scheme) continue;
    memcpy(set->items + set->count, files[i].items, files[i].count * sizeof *files[i].items);
    set->count += files[i].count;
  }
}

static void gather(struct vector_set *set, const struct scheme_file *files, size_t num_files) {
  size_t count = 0;
  for (size_t i = 0; i < num_files; i++) count += files[i].count;
  set->items = arena_get_array(&set->arena, count, sizeof *set->items);
  for (size_t i = 0; i < num_schemes(); i++) add_vectors_of(set, files, num_files, scheme_at(i));
}

void vector_set_index(struct vector_set *set) {
  set->by_id = id_index_begin(&set->arena, set->count);
  for (size_t i = 0; i < set->count; i++) id_index_add(&set->by_id, set->items[i].id);
  id_index_sort(&set->by_id);
}

static bool check_ids(struct vector_set *set, struct text *problem) {
  vector_set_index(set);
  const char *id = id_index_repeated(&set->by_id);
  if (id)
    text_addf(problem, "%s.json: vector %s: the id is used twice",
              reqsig_scheme_name(vector_set_find(set, id)->scheme), id);
  return !id;
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

static bool fail_request(struct vector_reader *reader, const char *id, const char *member, const char *what) {
  reader->id = id;
  reader->in = "";
  return reader_fail(reader, member, "%s", what);
}

static bool check_request_ids(struct vector_reader *reader, struct vector_set *set) {
  set->http_by_id = id_index_begin(reader->arena, set->num_http);
  for (size_t i = 0; i < set->num_http; i++) id_index_add(&set->http_by_id, set->http[i].id);
  id_index_sort(&set->http_by_id);
  const char *id = id_index_repeated(&set->http_by_id);
  return !id || fail_request(reader, id, "id", "it is used twice");
}

static bool check_request_twin(struct vector_reader *reader, const struct vector_set *set,
                               const struct http_vector *vector) {
  if (!vector->twin) return true;
  const struct http_vector *twin = vector_set_find_http(set, vector->twin);
  if (!twin) return fail_request(reader, vector->id, "twin", "there is no such vector");
  if (twin->reason != REQSIG_HTTP_NONE)
    return fail_request(reader, vector->id, "twin", "it is not one that is accepted");
  return twin != vector || fail_request(reader, vector->id, "twin", "it is the vector itself");
}

static bool parse_requests_head(struct vector_reader *reader, const cJSON *object) {
  static const char *const names[] = {"$schema", "format", "vectors"};
  const char *schema = NULL;
  int64_t format = 0;
  if (!reader_knows_members(reader, object, names, sizeof names / sizeof *names) ||
      !reader_string(reader, object, "$schema", OPTIONAL, &schema) ||
      !reader_integer(reader, object, "format", &format))
    return false;
  return format == 1 || reader_fail(reader, "format", "expected 1, the only format that is read");
}

static bool parse_requests(struct vector_reader *reader, const cJSON *object, struct vector_set *set) {
  if (!parse_requests_head(reader, object)) return false;
  const cJSON *list = strict_json_member(object, "vectors");
  if (!cJSON_IsArray(list) || !list->child)
    return reader_fail(reader, "vectors", "expected a list of at least one vector");
  set->http = arena_get_array(reader->arena, (size_t)cJSON_GetArraySize(list), sizeof *set->http);
  for (const cJSON *item = list->child; item; item = item->next) {
    struct text nth = {0};
    text_addf(&nth, "number %zu", set->num_http + 1);
    reader->id = arena_copy(reader->arena, text_slice(&nth));
    text_free(&nth);
    if (!http_vector_parse(reader, item, &set->http[set->num_http++])) return false;
  }
  bool right = check_request_ids(reader, set);
  for (size_t i = 0; right && i < set->num_http; i++) right = check_request_twin(reader, set, &set->http[i]);
  return right;
}

static bool load_requests(struct vector_set *set, const struct vector_file *from, struct text *problem) {
  struct vector_reader reader = begin_reading(set, from, problem);
  cJSON *object = reader_open(&reader, from);
  bool loaded = object && parse_requests(&reader, object, set);
  cJSON_Delete(object);
  return loaded;
}

static bool load_files(struct vector_set *set, const struct vector_files *files, struct text *problem) {
  const struct vector_file *requests = NULL;
  struct scheme_file *schemes = arena_get_array(&set->arena, files->count, sizeof *schemes);
  size_t num_schemes = 0;
  for (size_t i = 0; i < files->count; i++) {
    if (strcmp(files->items[i].name, "http.json") == 0)
      requests = &files->items[i];
    else if (!load_scheme(set, &files->items[i], &schemes[num_schemes++], problem))
      return false;
  }
  gather(set, schemes, num_schemes);
  if (set->count == 0)
    text_addf(problem, "%s: no vectors: expected at least one file SCHEME.json", set->directory);
  return set->count > 0 && check_ids(set, problem) && check_twins(set, problem) &&
         (!requests || load_requests(set, requests, problem));
}

bool vector_set_load(const char *directory, struct vector_set *set, struct text *problem) {
  struct vector_files files = {0};
  set->directory = directory;
  return vector_source_list(&set->arena, directory, &files, problem) && load_files(set, &files, problem);
}

bool vectors_load(const char *command, const char *directory, struct vector_set *set) {
  struct text problem = {0};
  bool loaded = vector_set_load(directory ? directory : vector_source_default(), set, &problem);
  if (!loaded) message_error("%s: %s", command, text_string(&problem));
  if (!loaded && !directory && set->directory) message_hint("the environment's REQSIG_VECTORS names it");
  text_free(&problem);
  return loaded;
}

struct vector *vector_set_extend(struct vector_set *set, size_t count) {
  struct vector *items = arena_get_array(&set->arena, set->count + count, sizeof *items);
  if (set->count > 0) memcpy(items, set->items, set->count * sizeof *items);
  set->items = items;
  set->count += count;
  return items + set->count - count;
}

void vector_set_free(struct vector_set *set) {
  arena_free(&set->arena);
  set->items = NULL;
  set->http = NULL;
  set->count = set->num_http = set->by_id.count = set->http_by_id.count = 0;
}

const struct vector *vector_set_find(const struct vector_set *set, const char *id) {
  const struct indexed_id *found = id_index_find(&set->by_id, id);
  return found ? &set->items[found->at] : NULL;
}

const struct http_vector *vector_set_find_http(const struct vector_set *set, const char *id) {
  const struct indexed_id *found = id_index_find(&set->http_by_id, id);
  return found ? &set->http[found->at] : NULL;
}
