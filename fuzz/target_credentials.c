/*
 * A credentials file, behind a byte that chooses the scheme: it is taken exactly if a second reader finds in
 * it what the scheme wants, with the same values; and what is said of one that is refused shows no value and
 * is visible.
 */
#include <stdio.h>
#include <unistd.h>

#include "command_calls.h"
#include "reference/line.h"
#include "request/opened_request.h"

#define SECRET "S3cret-9"

/* What the reader writes on standard error goes into a file. */
typedef struct caught {
  FILE *file;
  int own; /* standard error itself */
} caught;

static caught begin_catching(void) {
  static FILE *file;
  if (!file) file = tmpfile();
  FUZZ_NEEDS(file && ftruncate(fileno(file), 0) == 0, "there is room for messages");
  rewind(file);
  fflush(stderr);
  caught c = {file, dup(STDERR_FILENO)};
  FUZZ_NEEDS(c.own >= 0 && dup2(fileno(file), STDERR_FILENO) >= 0, "standard error can be turned");
  return c;
}

static reqsig_slice end_catching(fuzz_heap *heap, caught c) {
  fflush(stderr);
  dup2(c.own, STDERR_FILENO);
  close(c.own);
  off_t len = lseek(fileno(c.file), 0, SEEK_END);
  uint8_t *told = rs_fuzz_take(heap, (size_t)len);
  FUZZ_NEEDS(pread(fileno(c.file), told, (size_t)len, 0) == len, "what was written is read");
  return rs_slice(told, (size_t)len);
}

/* An array's values, or the one string; false if there is something else. */
static bool read_values(fuzz_heap *heap, reqsig_slice json, size_t *num, reqsig_slice *first) {
  reference_part part;
  reqsig_slice text, inside = reference_inside(json);
  *num = 0;
  if (json.data[0] == '"') {
    *num = 1;
    return reference_json_text(heap, json, first) && first->len > 0;
  }
  if (json.data[0] != '[') return false;
  while (reference_next_part(&inside, &part)) {
    if (!reference_json_text(heap, part.value, &text) || text.len == 0) return false;
    if ((*num)++ == 0) *first = text;
  }
  return *num > 0;
}

static size_t index_of(const reqsig_scheme *scheme, reqsig_slice name) {
  size_t i = 0;
  for (const char *own; (own = reqsig_scheme_credential(scheme, i)); i++)
    if (rs_slice_equal(reqsig_text(own), name)) break;
  return i;
}

/* Whether the file has just what the scheme wants, and the first of the values. */
static bool read_expected(fuzz_heap *heap, const reqsig_scheme *scheme, reqsig_slice file,
                          reqsig_slice values[RS_MAX_CREDENTIALS]) {
  reference_line line = reference_read_line(heap, file);
  reference_part top, part;
  size_t num = 0, num_choices = 1;
  if (!line.valid || !line.is_object || line.has_nul || line.has_half_pair || line.has_name_twice)
    return false;
  reference_next_part(&file, &top);
  for (reqsig_slice inside = reference_inside(top.value), name; reference_next_part(&inside, &part); num++) {
    size_t num_values = 0, i;
    if (!reference_json_text(heap, part.name, &name) ||
        !reqsig_scheme_credential(scheme, i = index_of(scheme, name)))
      return false;
    if (!read_values(heap, part.value, &num_values, &values[i])) return false;
    num_choices *= num_values;
    if (num_choices > CREDENTIALS_MAX_CHOICES) return false;
  }
  return !reqsig_scheme_credential(scheme, num);
}

static bool stands_in(reqsig_slice part, reqsig_slice text) {
  for (size_t i = 0; i + part.len <= text.len; i++)
    if (memcmp(text.data + i, part.data, part.len) == 0) return true;
  return false;
}

static void check_refused(reqsig_slice told) {
  FUZZ_HOLDS(told.len > 0, "a refusal is told");
  FUZZ_HOLDS(!stands_in(RS_LITERAL(SECRET), told), "a refusal shows no secret");
  for (size_t i = 0; i < told.len; i++)
    FUZZ_HOLDS(told.data[i] == '\n' || (told.data[i] >= ' ' && told.data[i] != 0x7f), "a refusal is visible");
}

static void check_taken(const reqsig_scheme *scheme, const struct credentials *taken,
                        const reqsig_slice *values) {
  for (size_t i = 0; i < taken->num_items; i++)
    FUZZ_HOLDS(
        rs_slice_equal(taken->items[i].value, values[index_of(scheme, reqsig_text(taken->items[i].name))]),
        "two readers find the same values");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_heap heap = {0};
  if (size == 0) return FUZZ_NOT_OF_FORMAT;
  const reqsig_scheme *scheme = reqsig_scheme_at(data[0] % reqsig_num_schemes());
  reqsig_slice values[RS_MAX_CREDENTIALS] = {{NULL, 0}};
  struct credentials credentials;
  command_calls_file = rs_fuzz_copy(&heap, rs_slice(data + 1, size - 1));
  caught c = begin_catching();
  bool taken = credentials_read("file", scheme, &credentials);
  reqsig_slice told = end_catching(&heap, c);
  FUZZ_HOLDS(taken == read_expected(&heap, scheme, command_calls_file, values),
             "two readers take the same files");
  if (taken) {
    check_taken(scheme, &credentials, values);
    credentials_free(&credentials);
  } else {
    check_refused(told);
  }
  rs_fuzz_release(&heap);
  return FUZZ_TRIED;
}
