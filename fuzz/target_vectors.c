/*
 * A file of vectors, behind a byte that names it: http.json, or a scheme's. What is loaded is strict JSON
 * whose ids are unique, and is written, loaded and written again as it was, in any order of the file's
 * members; a refusal is told.
 */
#include "command_calls.h"
#include "reference/line.h"
#include "support.h"
#include "vectors/vector_set.h"

static bool load(reqsig_slice file, struct vector_set *set, struct text *problem) {
  embedded_vectors[0].data = file.data;
  embedded_vectors[0].len = file.len;
  return vector_set_load(NULL, set, problem);
}

static void write_file(const struct vector_set *set, struct text *out) {
  if (set->num_http > 0)
    http_vector_write_file(out, set->http, set->num_http);
  else
    vector_write_file(out, set->items[0].scheme, "p", set->items, set->count);
}

/* Loads and writes what was written, or says why it can't. */
static bool write_again(reqsig_slice file, struct text *out) {
  struct vector_set set = {0};
  bool loaded = load(file, &set, out);
  if (loaded) write_file(&set, out);
  vector_set_free(&set);
  return loaded;
}

/* The members of the file from the last to the first. */
static reqsig_slice reversed(fuzz_heap *heap, reqsig_slice file) {
  enum { MAX_MEMBERS = 16 };
  reference_part top, parts[MAX_MEMBERS];
  size_t num = 0;
  if (!reference_next_part(&file, &top)) return file;
  reqsig_slice inside = reference_inside(top.value);
  reqsig_buffer text = rs_fuzz_buffer(heap, top.value.len + MAX_MEMBERS);
  while (num < MAX_MEMBERS && reference_next_part(&inside, &parts[num])) num++;
  rs_put_byte(&text, '{');
  for (size_t i = num; i-- > 0;) {
    rs_put_slice(&text, parts[i].name);
    rs_put_byte(&text, ':');
    rs_put_slice(&text, parts[i].value);
    rs_put_byte(&text, i > 0 ? ',' : '}');
  }
  return fuzz_bytes_of(&text);
}

static void check_ids(const struct vector_set *set) {
  for (size_t i = 0; i < set->count; i++)
    for (size_t k = 0; k < i; k++)
      FUZZ_HOLDS(strcmp(set->items[i].id, set->items[k].id) != 0, "no two vectors have one id");
  for (size_t i = 0; i < set->num_http; i++)
    for (size_t k = 0; k < i; k++)
      FUZZ_HOLDS(strcmp(set->http[i].id, set->http[k].id) != 0, "no two raw requests have one id");
}

static void check_loaded(fuzz_heap *heap, reqsig_slice file, const struct vector_set *set) {
  struct text first = {0}, second = {0}, other = {0};
  reference_line line = reference_read_line(heap, file);
  FUZZ_HOLDS(line.valid && line.is_object && !line.has_nul && !line.has_half_pair && !line.has_name_twice,
             "what is loaded is an object of strict JSON");
  check_ids(set);
  write_file(set, &first);
  FUZZ_HOLDS(write_again(text_slice(&first), &second), "what is written is loaded");
  FUZZ_HOLDS(rs_slice_equal(text_slice(&first), text_slice(&second)), "what is written is loaded as it was");
  FUZZ_HOLDS(write_again(reversed(heap, file), &other) &&
                 rs_slice_equal(text_slice(&first), text_slice(&other)),
             "the order of a file's members does not matter");
  text_free(&first);
  text_free(&second);
  text_free(&other);
}

/* By the file's name, or by the scheme's, which is the same but for its end. */
static void check_refused(reqsig_slice told) {
  const char *name = embedded_vectors[0].name;
  reqsig_slice stem = rs_slice(name, strlen(name) - strlen(".json"));
  FUZZ_HOLDS(rs_slice_starts_with(told, stem) && told.len > stem.len, "a refusal says of which file it is");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char *const names[] = {"http.json", "ambro.json",  "calypso.json",
                                      "aet.json",  "bitpro.json", "crm.json"};
  fuzz_heap heap = {0};
  struct vector_set set = {0};
  struct text problem = {0};
  if (size == 0) return FUZZ_NOT_OF_FORMAT;
  embedded_vectors[0].name = names[data[0] % (sizeof names / sizeof *names)];
  reqsig_slice file = rs_fuzz_copy(&heap, rs_slice(data + 1, size - 1));
  if (load(file, &set, &problem))
    check_loaded(&heap, file, &set);
  else
    check_refused(text_slice(&problem));
  vector_set_free(&set);
  text_free(&problem);
  rs_fuzz_release(&heap);
  return FUZZ_TRIED;
}
