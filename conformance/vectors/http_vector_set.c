#include <stdlib.h>
#include <string.h>

#include "base/strict_json.h"
#include "vectors/vector_set.h"

static bool refuse(struct vector_reader *reader, const char *id, const char *member, const char *what) {
  reader->id = id;
  reader->in = "";
  return reader_refuse(reader, member, "%s", what);
}

static int by_id(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool check_ids(struct vector_reader *reader, const struct vector_set *set) {
  const char **ids = arena_get_array(reader->arena, set->num_http, sizeof *ids);
  for (size_t i = 0; i < set->num_http; i++) ids[i] = set->http[i].id;
  qsort(ids, set->num_http, sizeof *ids, by_id);
  for (size_t i = 1; i < set->num_http; i++)
    if (strcmp(ids[i - 1], ids[i]) == 0) return refuse(reader, ids[i], "id", "it is used twice");
  return true;
}

static bool check_twin(struct vector_reader *reader, const struct vector_set *set,
                       const struct http_vector *vector) {
  if (!vector->twin) return true;
  const struct http_vector *twin = vector_set_find_http(set, vector->twin);
  if (!twin) return refuse(reader, vector->id, "twin", "there is no such vector");
  if (twin->reason != REQSIG_HTTP_NONE)
    return refuse(reader, vector->id, "twin", "it is not one that is accepted");
  return twin != vector || refuse(reader, vector->id, "twin", "it is the vector itself");
}

static bool parse_head(struct vector_reader *reader, const cJSON *object) {
  static const char *const names[] = {"$schema", "format", "vectors"};
  const char *schema = NULL;
  int64_t format = 0;
  if (!reader_knows_members(reader, object, names, sizeof names / sizeof *names) ||
      !reader_string(reader, object, "$schema", OPTIONAL, &schema) ||
      !reader_integer(reader, object, "format", &format))
    return false;
  return format == 1 || reader_refuse(reader, "format", "expected 1, the only format that is read");
}

static bool parse_file(struct vector_reader *reader, const cJSON *object, struct vector_set *set) {
  if (!parse_head(reader, object)) return false;
  const cJSON *list = strict_json_member(object, "vectors");
  if (!cJSON_IsArray(list) || !list->child)
    return reader_refuse(reader, "vectors", "expected a list of at least one vector");
  set->http = arena_get_array(reader->arena, (size_t)cJSON_GetArraySize(list), sizeof *set->http);
  for (const cJSON *item = list->child; item; item = item->next) {
    struct text nth = {0};
    text_addf(&nth, "number %zu", set->num_http + 1);
    reader->id = arena_copy(reader->arena, text_slice(&nth));
    text_free(&nth);
    if (!http_vector_parse(reader, item, &set->http[set->num_http++])) return false;
  }
  bool right = check_ids(reader, set);
  for (size_t i = 0; right && i < set->num_http; i++) right = check_twin(reader, set, &set->http[i]);
  return right;
}

bool vector_set_load_http(const char *path, struct vector_set *set, struct text *problem) {
  struct vector_reader reader = {.arena = &set->arena, .problem = problem, .file = path, .in = ""};
  cJSON *object = reader_open(&reader);
  bool loaded = object && parse_file(&reader, object, set);
  cJSON_Delete(object);
  return loaded;
}

const struct http_vector *vector_set_find_http(const struct vector_set *set, const char *id) {
  for (size_t i = 0; i < set->num_http; i++)
    if (strcmp(set->http[i].id, id) == 0) return &set->http[i];
  return NULL;
}
