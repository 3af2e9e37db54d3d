#include <ctype.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/message.h"
#include "fuzz/fuzz.h"
#include "fuzz/fuzz_http.h"
#include "generate/generate.h"

/* "leading-slash-kept" of "aet leading-slash/kept": words of small letters and digits. */
static void add_slug(struct text *text, const char *name) {
  bool begun = false, gap = false;
  for (const char *at = strchr(name, ' '); *at; at++) {
    char c = (char)tolower((unsigned char)*at);
    bool is_plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    gap |= !is_plain;
    if (!is_plain) continue;
    if (begun && gap) text_add_string(text, "-");
    text_addf(text, "%c", c);
    begun = true;
    gap = false;
  }
}

static const char *id_of(struct fuzz *fuzz, const struct fuzz_finding *finding, const char *kind) {
  struct text id = {0};
  text_addf(&id, "%s-%sfuzz-", reqsig_scheme_name(finding->scheme), kind);
  add_slug(&id, finding->name);
  const char *copy = arena_copy(&fuzz->arena, text_slice(&id));
  text_free(&id);
  return copy;
}

static const char *http_id_of(struct fuzz *fuzz, const struct fuzz_finding *finding) {
  struct text id = {0};
  text_add_string(&id, "http-fuzz-");
  add_slug(&id, finding->name);
  const char *copy = arena_copy(&fuzz->arena, text_slice(&id));
  text_free(&id);
  return copy;
}

static struct vector named(const struct vector *vector, const char *id, const char *tests) {
  struct vector copy = *vector;
  copy.id = id;
  copy.tests = tests;
  return copy;
}

static const char *tests_of(struct fuzz *fuzz, const struct fuzz_finding *finding) {
  struct text text = {0};
  text_addf(&text, "Found by reqsig fuzz: %s.", finding->name);
  const char *copy = arena_copy(&fuzz->arena, text_slice(&text));
  text_free(&text);
  return copy;
}

/* Those of a twin before those of an edit of it. */
static void add_vectors(struct fuzz *fuzz, struct fuzz_finding *finding, struct vector_set *set) {
  const char *id = id_of(fuzz, finding, ""), *tests = tests_of(fuzz, finding);
  const struct fuzz_vector *twin = finding->vector.twin;
  finding->id = twin ? id_of(fuzz, finding, "verify-") : id;
  if (vector_set_find(set, finding->id)) return;
  struct vector *added = vector_set_extend(set, twin ? 2 : 1);
  added[0] = named(twin ? &twin->vector : &finding->vector.vector, id,
                   twin ? "The request without the edit." : tests);
  if (twin) added[1] = named(&finding->vector.vector, finding->id, tests);
  if (twin) added[1].twin = id;
  vector_set_index(set);
}

static bool write_scheme(const struct vector_set *set, const reqsig_scheme *scheme, const char *command,
                         const char *path) {
  struct arena scratch = {0};
  struct vector *vectors = arena_get_array(&scratch, set->count, sizeof *vectors);
  struct text text = {0}, provenance = {0};
  size_t num = 0;
  for (size_t i = 0; i < set->count; i++)
    if (set->items[i].scheme == scheme) vectors[num++] = set->items[i];
  text_addf(&provenance, "Found by reqsig fuzz of version %s. " GENERATE_PROVENANCE, reqsig_version());
  vector_write_file(&text, scheme, text_string(&provenance), vectors, num);
  bool is_written = output_file_save(command, path, text_slice(&text));
  text_free(&text);
  text_free(&provenance);
  arena_free(&scratch);
  return is_written;
}

/* A vector has one question, of a new process: no relation between answers, nothing that comes and goes.
 * Those of the suite need not be saved. */
static bool is_saved(const struct fuzz_finding *finding, const reqsig_scheme *scheme) {
  return finding->scheme == scheme && !finding->is_known && !finding->relation && !finding->vector.is_given &&
         finding->steadiness == FUZZ_STEADY;
}

static bool has_any(const struct fuzz *fuzz, const reqsig_scheme *scheme) {
  for (size_t i = 0; i < fuzz->num_findings; i++)
    if (is_saved(&fuzz->findings[i], scheme)) return true;
  return false;
}

/* Of an earlier run. False, said on standard error: it can't be read. */
static bool load(const char *command, const char *directory, const char *path, struct vector_set *set) {
  struct stat status;
  struct text problem = {0};
  if (stat(path, &status) != 0) {
    vector_set_index(set);
    return true;
  }
  bool loaded = vector_set_load(directory, set, &problem);
  if (!loaded) message_error("%s: --save: %s", command, text_string(&problem));
  text_free(&problem);
  return loaded;
}

/* Vectors of other files of the folder are left where they are. */
static void keep_own(struct vector_set *set) {
  size_t num = 0;
  for (size_t i = 0; i < set->count; i++)
    if (strstr(set->items[i].id, "-fuzz-")) set->items[num++] = set->items[i];
  set->count = num;
  vector_set_index(set);
}

static bool save_scheme(struct fuzz *fuzz, const reqsig_scheme *scheme, const char *command,
                        const char *directory) {
  struct text path = {0};
  struct vector_set set = {0};
  text_addf(&path, "%s/%s.fuzz.json", directory, reqsig_scheme_name(scheme));
  bool saved = load(command, directory, text_string(&path), &set);
  if (saved) keep_own(&set);
  for (size_t i = 0; i < fuzz->num_findings && saved; i++)
    if (is_saved(&fuzz->findings[i], scheme)) add_vectors(fuzz, &fuzz->findings[i], &set);
  saved = saved && write_scheme(&set, scheme, command, text_string(&path));
  vector_set_free(&set);
  text_free(&path);
  return saved;
}

/* Raw requests. */

#define TWIN_ID  "http-fuzz-twin"
#define TWIN_RAW "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

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
  vector.id = finding->id;
  vector.tests = tests_of(fuzz, finding);
  vector.twin = vector.reason == REQSIG_HTTP_NONE ? NULL : TWIN_ID;
  vector.edit = vector.twin ? "what reqsig fuzz found, in place of all of it" : NULL;
  return vector;
}

static bool write_requests(const struct http_vector *vectors, size_t count, const char *command,
                           const char *path) {
  struct text text = {0};
  http_vector_write_file(&text, vectors, count);
  bool is_written = output_file_save(command, path, text_slice(&text));
  text_free(&text);
  return is_written;
}

static bool save_requests(struct fuzz *fuzz, const char *command, const char *directory) {
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
    finding->id = http_id_of(fuzz, finding);
    if (!has_id(vectors, count, finding->id)) vectors[count++] = found(fuzz, finding);
  }
  saved = saved && write_requests(vectors, count, command, text_string(&path));
  vector_set_free(&set);
  text_free(&path);
  return saved;
}

/* "found/crm.fuzz.json"; raw requests have one name alone. */
static void add_path(struct text *path, const char *directory, const reqsig_scheme *scheme) {
  text_addf(path, scheme ? "%s/%s.fuzz.json" : "%s/%s.json", directory, fuzz_subject(scheme));
}

static bool can_write(const reqsig_scheme *scheme, const char *command, const char *directory) {
  struct text path = {0};
  struct output_file file = {0};
  struct vector_set set = {0};
  add_path(&path, directory, scheme);
  const char *problem = output_file_open(&file, text_string(&path));
  if (problem) message_error("%s: --save: %s: can't be written: %s", command, text_string(&path), problem);
  output_file_close(&file);
  bool loaded = !problem && load(command, directory, text_string(&path), &set);
  vector_set_free(&set);
  text_free(&path);
  return loaded;
}

bool fuzz_can_save(const struct fuzz *fuzz, const char *command, const char *directory) {
  bool can_be_written = true;
  mkdir(directory, 0777); /* if it can't be made, it can't be written to either */
  for (size_t i = 0; i < fuzz->plan->num_schemes && can_be_written; i++)
    can_be_written = can_write(fuzz->plan->schemes[i], command, directory);
  return can_be_written;
}

bool fuzz_save(struct fuzz *fuzz, const char *command, const char *directory) {
  bool saved = true;
  if (fuzz->plan->http) return !has_any(fuzz, NULL) || save_requests(fuzz, command, directory);
  for (size_t i = 0; i < fuzz->plan->num_schemes && saved; i++)
    if (has_any(fuzz, fuzz->plan->schemes[i]))
      saved = save_scheme(fuzz, fuzz->plan->schemes[i], command, directory);
  return saved;
}
