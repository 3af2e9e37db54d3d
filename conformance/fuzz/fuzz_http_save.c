#include <ctype.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/message.h"
#include "fuzz/fuzz_http.h"

#define TWIN_ID  "http-fuzz-twin"
#define TWIN_RAW "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

/* Of an earlier run. False, said on standard error: it can't be read. */
static bool load(const char *command, const char *directory, const char *path, struct vector_set *set) {
  struct stat status;
  struct text problem = {0};
  if (stat(path, &status) != 0) return true;
  bool loaded = vector_set_load(directory, set, &problem);
  if (!loaded) message_error("%s: --save: %s", command, text_string(&problem));
  text_free(&problem);
  return loaded;
}

static const char *id_of(struct fuzz *fuzz, const char *name) {
  struct text id = {0};
  text_add_string(&id, "http-fuzz");
  bool gap = true;
  for (const char *at = strchr(name, ' '); *at; at++) {
    char c = (char)tolower((unsigned char)*at);
    bool is_plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (is_plain && gap) text_add_string(&id, "-");
    if (is_plain) text_add_byte(&id, c);
    gap = !is_plain;
  }
  const char *kept = arena_copy(&fuzz->arena, text_slice(&id));
  text_free(&id);
  return kept;
}

static bool has_id(const struct http_vector *vectors, size_t count, const char *id) {
  for (size_t i = 0; i < count; i++)
    if (strcmp(vectors[i].id, id) == 0) return true;
  return false;
}

static struct http_vector twin_of(struct fuzz *fuzz) {
  struct fuzz_raw *raw = arena_get(&fuzz->arena, sizeof *raw);
  struct fuzz_vector drawn;
  raw->kind = RAW_WELL_FORMED;
  raw->vector.id = TWIN_ID;
  raw->vector.raw = reqsig_text(TWIN_RAW);
  fuzz_http_expect(&fuzz->arena, fuzz->plan->seeds, raw, &drawn);
  raw->vector.tests = "A plain request, beside those that reqsig fuzz found.";
  return raw->vector;
}

static struct http_vector found(struct fuzz *fuzz, const struct fuzz_finding *finding) {
  struct http_vector vector = finding->vector.raw->vector;
  struct text tests = {0};
  text_addf(&tests, "Found by reqsig fuzz: %s.", finding->name);
  vector.id = finding->id;
  vector.tests = arena_copy(&fuzz->arena, text_slice(&tests));
  vector.twin = vector.reason == REQSIG_HTTP_NONE ? NULL : TWIN_ID;
  vector.edit = vector.twin ? "what reqsig fuzz found, in place of all of it" : NULL;
  text_free(&tests);
  return vector;
}

static bool write_all(const struct http_vector *vectors, size_t count, const char *command,
                      const char *path) {
  struct text text = {0};
  http_vector_write_file(&text, vectors, count);
  bool is_written = output_file_save(command, path, text_slice(&text));
  text_free(&text);
  return is_written;
}

bool fuzz_http_save(struct fuzz *fuzz, const char *command, const char *directory) {
  struct text path = {0};
  struct vector_set set = {0};
  text_addf(&path, "%s/http.json", directory);
  bool saved = load(command, directory, text_string(&path), &set);
  struct http_vector *vectors =
      arena_get_array(&fuzz->arena, set.num_http + fuzz->num_findings + 1, sizeof *vectors);
  size_t count = 0;
  for (size_t i = 0; i < set.num_http && saved; i++) vectors[count++] = set.http[i];
  if (!has_id(vectors, count, TWIN_ID)) vectors[count++] = twin_of(fuzz);
  for (size_t i = 0; i < fuzz->num_findings; i++) {
    struct fuzz_finding *finding = &fuzz->findings[i];
    if (finding->is_known) continue;
    finding->id = id_of(fuzz, finding->name);
    if (!has_id(vectors, count, finding->id)) vectors[count++] = found(fuzz, finding);
  }
  saved = saved && write_all(vectors, count, command, text_string(&path));
  vector_set_free(&set);
  text_free(&path);
  return saved;
}
