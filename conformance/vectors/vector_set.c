#include "vectors/vector_set.h"

#include <stdlib.h>
#include <string.h>

#include "base/json_io.h"
#include "base/message.h"
#include "lib/bytes.h"
#include "request/known_schemes.h"
#include "vectors/grade.h"
#include "vectors/vector_reader.h"

/* A scheme's file while it is read. */
struct scheme_file {
  struct vector_set *set;
  const char *stem; /* its name without ".json" */
  const reqsig_scheme *scheme;
  const char *document, *document_title;
};

/* All-zero. */
static struct vector *add_vector(struct vector_set *set) {
  if ((set->count & (set->count - 1)) == 0)
    set->items = memory_resize(set->items, (set->count ? set->count * 2 : 1) * sizeof *set->items);
  set->items[set->count] = (struct vector){0};
  return &set->items[set->count++];
}

static bool parse_head(struct vector_reader *reader, const cJSON *object, void *user) {
  static const char *const names[] = {"$schema",        "format",     "scheme", "document",
                                      "document_title", "provenance", "vectors"};
  struct scheme_file *file = user;
  const char *scheme = NULL, *schema = NULL, *provenance = NULL;
  int64_t format = 0;
  if (!reader_knows_members(reader, object, names, sizeof names / sizeof *names) ||
      !reader_string(reader, object, "$schema", OPTIONAL, &schema) ||
      !reader_integer(reader, object, "format", &format) ||
      !reader_string(reader, object, "scheme", REQUIRED, &scheme) ||
      !reader_string(reader, object, "document", REQUIRED, &file->document) ||
      !reader_string(reader, object, "document_title", OPTIONAL, &file->document_title) ||
      !reader_string(reader, object, "provenance", OPTIONAL, &provenance))
    return false;
  if (format != 1) return reader_fail(reader, "format", "expected 1, the only format that is read");
  file->scheme = scheme_find(scheme);
  if (!file->scheme) return reader_fail(reader, "scheme", "\"%s\" is not a scheme of this library", scheme);
  size_t len = strlen(scheme);
  return (strncmp(scheme, file->stem, len) == 0 && (file->stem[len] == '\0' || file->stem[len] == '.')) ||
         reader_fail(reader, "scheme", "\"%s\", so the file must be named %s.json, not %s.json", scheme,
                     scheme, file->stem);
}

static bool take_vector(struct vector_reader *reader, const cJSON *object, void *user) {
  const struct scheme_file *file = user;
  return vector_parse(reader, object, file->scheme, file->document, add_vector(file->set));
}

/* The title may stand behind the vectors. */
static void add_document_title(const struct scheme_file *file, size_t first) {
  for (size_t i = first; i < file->set->count; i++) {
    struct vector *vector = &file->set->items[i];
    if (vector->document == file->document) vector->document_title = file->document_title;
  }
}

/* Its text is the set's, as the vectors' strings stand in it. */
static bool read_file(struct vector_set *set, struct vector_reader *reader, const struct vector_file *from,
                      const struct vector_format *format, void *user) {
  struct loaded_file *file = &set->files[set->num_files++];
  file->name = from->name;
  if (!vector_text_load(reader, from, &file->text)) return false;
  sha256_hex(rs_slice(file->text.data, file->text.len), file->sha256);
  return vector_text_read(reader, from, file->text, format, user);
}

static struct vector_reader begin_reading(struct vector_set *set, const struct vector_file *from,
                                          struct text *problem) {
  return (struct vector_reader){.arena = &set->arena, .problem = problem, .file = from->path, .in = ""};
}

static reqsig_slice stem_of(const struct vector_file *file) {
  return rs_slice(file->name, strlen(file->name) - strlen(".json"));
}

static bool load_scheme(struct vector_set *set, const struct vector_file *from, struct text *problem) {
  static const char *const needed[] = {"format", "scheme", "document", NULL};
  static const struct vector_format format = {needed, parse_head, take_vector};
  struct vector_reader reader = begin_reading(set, from, problem);
  struct scheme_file file = {set, arena_copy(&set->arena, stem_of(from)), NULL, NULL, NULL};
  size_t first = set->count;
  if (!read_file(set, &reader, from, &format, &file)) return false;
  add_document_title(&file, first);
  return true;
}

void vector_set_index(struct vector_set *set) {
  set->by_id = id_index_begin(&set->arena, set->count);
  for (size_t i = 0; i < set->count; i++) id_index_add(&set->by_id, set->items[i].id);
}

static bool check_ids(struct vector_set *set, struct text *problem) {
  vector_set_index(set);
  const char *id = set->by_id.repeated;
  if (id)
    text_addf(problem, "%s: vector %s: the id is used twice",
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
    text_addf(problem, "%s: vector %s: twin: %s: %s", reqsig_scheme_name(vector->scheme), vector->id,
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
  const char *id = set->http_by_id.repeated;
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

static bool parse_requests_head(struct vector_reader *reader, const cJSON *object, void *unused) {
  (void)unused;
  static const char *const names[] = {"$schema", "format", "vectors"};
  const char *schema = NULL;
  int64_t format = 0;
  if (!reader_knows_members(reader, object, names, sizeof names / sizeof *names) ||
      !reader_string(reader, object, "$schema", OPTIONAL, &schema) ||
      !reader_integer(reader, object, "format", &format))
    return false;
  return format == 1 || reader_fail(reader, "format", "expected 1, the only format that is read");
}

static bool take_request(struct vector_reader *reader, const cJSON *object, void *user) {
  struct vector_set *set = user;
  if ((set->num_http & (set->num_http - 1)) == 0)
    set->http = memory_resize(set->http, (set->num_http ? set->num_http * 2 : 1) * sizeof *set->http);
  set->http[set->num_http] = (struct http_vector){0};
  return http_vector_parse(reader, object, &set->http[set->num_http++]);
}

static bool check_requests(struct vector_reader *reader, struct vector_set *set) {
  bool right = check_request_ids(reader, set);
  for (size_t i = 0; right && i < set->num_http; i++) right = check_request_twin(reader, set, &set->http[i]);
  return right;
}

static bool load_requests(struct vector_set *set, const struct vector_file *from, struct text *problem) {
  static const char *const needed[] = {"format", NULL};
  static const struct vector_format format = {needed, parse_requests_head, take_request};
  struct vector_reader reader = begin_reading(set, from, problem);
  return read_file(set, &reader, from, &format, set) && check_requests(&reader, set);
}

/* A scheme may have several files: "crm.json", "crm.more.json". */
static bool is_of_scheme(const struct vector_file *file, const reqsig_scheme *scheme) {
  reqsig_slice stem = stem_of(file), name = reqsig_text(reqsig_scheme_name(scheme));
  return rs_slice_starts_with(stem, name) && (stem.len == name.len || stem.data[name.len] == '.');
}

/* In the library's order; those of no scheme last, as to read them says what is wrong with them. */
static bool load_schemes(struct vector_set *set, const struct vector_files *files, struct text *problem) {
  bool *loaded = arena_get_array(&set->arena, files->count, sizeof *loaded);
  for (size_t s = 0; s <= num_schemes(); s++)
    for (size_t i = 0; i < files->count; i++) {
      const struct vector_file *file = &files->items[i];
      bool is_next = s == num_schemes() || is_of_scheme(file, scheme_at(s));
      bool is_other = set->only && !is_of_scheme(file, set->only);
      if (loaded[i] || !is_next || is_other || strcmp(file->name, "http.json") == 0) continue;
      if (!load_scheme(set, file, problem)) return false;
      loaded[i] = true;
    }
  return true;
}

static bool load_files(struct vector_set *set, const struct vector_files *files, struct text *problem) {
  const struct vector_file *requests = NULL;
  set->files = arena_get_array(&set->arena, files->count, sizeof *set->files);
  for (size_t i = 0; i < files->count; i++)
    if (!set->only && strcmp(files->items[i].name, "http.json") == 0) requests = &files->items[i];
  if (!load_schemes(set, files, problem)) return false;
  bool is_empty = set->count == 0 && !requests;
  const char *of = set->only ? reqsig_scheme_name(set->only) : NULL;
  if (is_empty && of)
    text_addf(problem, "%s: no vectors of %s: expected a file %s.json", set->directory, of, of);
  else if (is_empty)
    text_addf(problem, "%s: no vectors: expected at least one file SCHEME.json", set->directory);
  return !is_empty && check_ids(set, problem) && check_twins(set, problem) &&
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
  set->items = memory_resize(set->items, (set->count + count) * sizeof *set->items);
  for (size_t i = 0; i < count; i++) set->items[set->count++] = (struct vector){0};
  return set->items + set->count - count;
}

void vector_set_free(struct vector_set *set) {
  for (size_t i = 0; i < set->num_files; i++) free(set->files[i].text.data);
  arena_free(&set->arena);
  free(set->items);
  free(set->http);
  set->items = NULL;
  set->http = NULL;
  set->count = set->num_http = set->num_files = set->by_id.count = set->http_by_id.count = 0;
}

const struct vector *vector_set_find(const struct vector_set *set, const char *id) {
  ptrdiff_t at = id_index_find(&set->by_id, id);
  return at == ID_NOT_THERE ? NULL : &set->items[at];
}

const struct http_vector *vector_set_find_http(const struct vector_set *set, const char *id) {
  ptrdiff_t at = id_index_find(&set->http_by_id, id);
  return at == ID_NOT_THERE ? NULL : &set->http[at];
}

static const char *digest_when_loaded(const struct vector_set *set, const char *name) {
  for (size_t i = 0; i < set->num_files; i++)
    if (strcmp(set->files[i].name, name) == 0) return set->files[i].sha256;
  return NULL;
}

static bool add_digest(struct text *lines, const struct vector_set *set, const struct vector_file *file) {
  file_content content = {0};
  char hex[65];
  const char *known = digest_when_loaded(set, file->name);
  bool is_read = known || file->is_embedded || file_read(file->path, VECTOR_FILE_MAX, &content);
  if (!known) sha256_hex(file->is_embedded ? file->embedded : rs_slice(content.data, content.len), hex);
  text_addf(lines, "%s  %s\n", known ? known : hex, file->name);
  file_free(&content);
  return is_read;
}

bool vectors_sha256(const char *command, const struct vector_set *set, char hex[65]) {
  struct arena arena = {0};
  struct vector_files files = {0};
  struct text lines = {0}, problem = {0};
  bool is_read = vector_source_list(&arena, set->directory, &files, &problem);
  if (!is_read) message_error("%s: %s", command, text_string(&problem));
  for (size_t i = 0; is_read && i < files.count; i++) is_read = add_digest(&lines, set, &files.items[i]);
  sha256_hex(text_slice(&lines), hex);
  text_free(&lines);
  text_free(&problem);
  arena_free(&arena);
  return is_read;
}
