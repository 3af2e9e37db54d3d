#include "vectors/vector_reader.h"

#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/json_io.h"
#include "lib/base64.h"
#include "lib/json.h"

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

static const double LARGEST_INTEGER = 9007199254740991.0; /* 2^53 - 1 */

bool reader_fail(struct vector_reader *reader, const char *member, const char *format, ...) {
  va_list arguments;
  text_addf(reader->problem, "%s: ", reader->file);
  if (reader->id) text_addf(reader->problem, "vector %s: ", reader->id);
  if (!reader->id && reader->nth > 0) text_addf(reader->problem, "vector number %zu: ", reader->nth);
  if (reader->in && *reader->in) text_addf(reader->problem, "%s%s", reader->in, member ? "." : ": ");
  if (member) text_addf(reader->problem, "%s: ", member);
  va_start(arguments, format);
  text_addv(reader->problem, format, arguments);
  va_end(arguments);
  return false;
}

static bool is_one_of(const char *name, const char *const *names, size_t num_names) {
  for (size_t i = 0; i < num_names; i++)
    if (name[0] == names[i][0] && strcmp(name, names[i]) == 0) return true;
  return false;
}

bool reader_knows_members(struct vector_reader *reader, const cJSON *object, const char *const *names,
                          size_t num_names) {
  if (!cJSON_IsObject(object)) return reader_fail(reader, NULL, "expected an object");
  for (const cJSON *member = object->child; member; member = member->next)
    if (!is_one_of(member->string, names, num_names))
      return reader_fail(reader, member->string, "a member that is not known here");
  return true;
}

static bool missing(struct vector_reader *reader, const char *name, enum presence presence) {
  return presence == OPTIONAL || reader_fail(reader, name, "missing");
}

bool reader_string(struct vector_reader *reader, const cJSON *object, const char *name,
                   enum presence presence, const char **value) {
  const cJSON *member = strict_json_member(object, name);
  if (!member) return missing(reader, name, presence);
  if (!cJSON_IsString(member)) return reader_fail(reader, name, "expected a string");
  *value = member->valuestring;
  return true;
}

static bool is_slug(const char *id) {
  size_t len = strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-");
  return len > 0 && id[len] == '\0' && id[0] != '-' && id[len - 1] != '-' && !strstr(id, "--");
}

bool reader_id(struct vector_reader *reader, const cJSON *object, const char *prefix, const char **id) {
  size_t len = strlen(prefix);
  if (!reader_string(reader, object, "id", REQUIRED, id)) return false;
  reader->id = *id;
  if (is_slug(*id) && strncmp(*id, prefix, len) == 0 && (*id)[len] == '-') return true;
  return reader_fail(reader, "id", "expected lower-case words joined by \"-\", the first one \"%s\"", prefix);
}

/* cJSON's valueint saturates at 2^31 - 1, so the double is asked. */
bool reader_integer(struct vector_reader *reader, const cJSON *object, const char *name, int64_t *value) {
  const cJSON *member = strict_json_member(object, name);
  if (!member) return missing(reader, name, REQUIRED);
  double number = cJSON_IsNumber(member) ? member->valuedouble : -1;
  if (!(number >= 0 && number <= LARGEST_INTEGER && (double)(int64_t)number == number))
    return reader_fail(reader, name, "expected an integer from 0 to 2^53-1");
  *value = (int64_t)number;
  return true;
}

bool reader_flag(struct vector_reader *reader, const cJSON *object, const char *name, bool *value) {
  const cJSON *member = strict_json_member(object, name);
  if (!member) return true;
  if (!cJSON_IsTrue(member)) return reader_fail(reader, name, "expected true, or no such member");
  *value = true;
  return true;
}

static size_t count_items(const cJSON *array) {
  size_t count = 0;
  for (const cJSON *item = array->child; item; item = item->next) count++;
  return count;
}

bool reader_names(struct vector_reader *reader, const cJSON *object, const char *name,
                  struct name_list *names) {
  const cJSON *member = strict_json_member(object, name);
  if (!member) return true;
  if (!cJSON_IsArray(member) || !member->child)
    return reader_fail(reader, name, "expected a list of at least one string");
  names->items = arena_get_array(reader->arena, count_items(member), sizeof *names->items);
  for (const cJSON *item = member->child; item; item = item->next) {
    if (!cJSON_IsString(item)) return reader_fail(reader, name, "expected a list of strings");
    names->items[names->count++] = item->valuestring;
  }
  return true;
}

bool reader_rows(struct vector_reader *reader, const cJSON *object, const char *name, struct row_list *rows) {
  const cJSON *list = strict_json_member(object, name);
  if (!list) return true;
  if (!cJSON_IsArray(list) || !list->child) return reader_fail(reader, name, "expected a list of numbers");
  int64_t *items = arena_get_array(reader->arena, count_items(list), sizeof *items);
  for (const cJSON *item = list->child; item; item = item->next) {
    double number = cJSON_IsNumber(item) ? item->valuedouble : 0;
    if (!(number >= 1 && number <= 9999 && (double)(int64_t)number == number))
      return reader_fail(reader, name, "expected a list of row numbers");
    items[rows->count++] = (int64_t)number;
  }
  rows->items = items;
  return true;
}

static bool is_pair(const cJSON *item) {
  return cJSON_IsArray(item) && count_items(item) == 2 && cJSON_IsString(item->child) &&
         cJSON_IsString(item->child->next) && item->child->valuestring[0] != '\0';
}

bool reader_pairs(struct vector_reader *reader, const cJSON *object, const char *name, enum presence presence,
                  struct header_list *headers) {
  const cJSON *member = strict_json_member(object, name);
  if (!member) return missing(reader, name, presence);
  if (!cJSON_IsArray(member)) return reader_fail(reader, name, "expected a list of [name, value] pairs");
  headers->items = arena_get_array(reader->arena, count_items(member), sizeof *headers->items);
  for (const cJSON *item = member->child; item; item = item->next) {
    if (!is_pair(item)) return reader_fail(reader, name, "expected a list of [name, value] pairs of strings");
    headers->items[headers->count++] =
        (reqsig_header){reqsig_text(item->child->valuestring), reqsig_text(item->child->next->valuestring)};
  }
  return true;
}

bool reader_base64(struct vector_reader *reader, const char *name, const char *encoded, reqsig_slice *bytes) {
  reqsig_slice from = reqsig_text(encoded);
  reqsig_buffer to = {arena_get(reader->arena, from.len + 1), from.len, 0};
  if (rs_base64_decode(from, &to) != REQSIG_OK)
    return reader_fail(reader, name, "expected base64 with the standard alphabet and padding");
  *bytes = rs_slice(to.data, to.len);
  return true;
}

bool reader_hex(struct vector_reader *reader, const cJSON *object, const char *name, size_t len,
                const char **value) {
  if (!reader_string(reader, object, name, OPTIONAL, value)) return false;
  if (!*value) return true;
  size_t got = strspn(*value, "0123456789abcdef");
  bool right = (*value)[got] == '\0' && (len ? got == len : got > 0 && got % 2 == 0);
  if (right) return true;
  if (len) return reader_fail(reader, name, "expected %zu lower-case hexadecimal digits", len);
  return reader_fail(reader, name, "expected lower-case hexadecimal digits, two a byte");
}
