#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "fuzz/fuzz.h"
#include "lib/bytes.h"
#include "lib/nearest.h"

enum { MAX_FILE = 1024 * 1024 };

static reqsig_slice trimmed(reqsig_slice line) {
  const uint8_t *hash = memchr(line.data, '#', line.len);
  if (hash) line.len = (size_t)(hash - line.data);
  while (line.len > 0 && strchr(" \t\r", line.data[0])) line = rs_slice_after(line, 1);
  while (line.len > 0 && strchr(" \t\r", line.data[line.len - 1])) line.len--;
  return line;
}

bool fuzz_read_known(struct fuzz *fuzz, const char *path) {
  file_content content = {0};
  if (!file_read(path, MAX_FILE, &content)) return false;
  fuzz->known.items = arena_get_array(&fuzz->arena, content.len, sizeof *fuzz->known.items);
  reqsig_slice rest = rs_slice(content.data, content.len);
  while (rest.len > 0) {
    const uint8_t *end = memchr(rest.data, '\n', rest.len);
    size_t len = end ? (size_t)(end - rest.data) : rest.len;
    reqsig_slice name = trimmed(rs_slice(rest.data, len));
    if (name.len > 0) fuzz->known.items[fuzz->known.count++] = arena_copy(&fuzz->arena, name);
    rest = rs_slice_after(rest, end ? len + 1 : len);
  }
  file_free(&content);
  return true;
}

bool fuzz_is_known(const struct fuzz *fuzz, const char *name) {
  for (size_t i = 0; i < fuzz->known.count; i++)
    if (strcmp(fuzz->known.items[i], name) == 0) return true;
  return false;
}

static bool is_of_run(const struct fuzz *fuzz, const char *name) {
  for (size_t i = 0; i < fuzz->plan->num_schemes; i++) {
    const char *scheme = fuzz_subject(fuzz->plan->schemes[i]);
    if (strncmp(name, scheme, strlen(scheme)) == 0 && name[strlen(scheme)] == ' ') return true;
  }
  return false;
}

/* Of a name whose scheme there is not, no run could tell. */
static bool is_of_scheme(const char *name) {
  const char *end = strchr(name, ' ');
  if (strncmp(name, "http ", 5) == 0) return true;
  for (size_t i = 0; end && i < reqsig_num_schemes(); i++) {
    const char *scheme = reqsig_scheme_name(reqsig_scheme_at(i));
    if (strlen(scheme) == (size_t)(end - name) && strncmp(name, scheme, strlen(scheme)) == 0) return true;
  }
  return false;
}

void fuzz_find_stale(struct fuzz *fuzz) {
  fuzz->is_stale = arena_get_array(&fuzz->arena, fuzz->known.count, sizeof *fuzz->is_stale);
  for (size_t i = 0; i < fuzz->known.count; i++) {
    const char *name = fuzz->known.items[i];
    bool is_there = false;
    for (size_t k = 0; k < fuzz->num_findings; k++) is_there |= strcmp(fuzz->findings[k].name, name) == 0;
    fuzz->is_stale[i] = !is_there && (is_of_run(fuzz, name) || !is_of_scheme(name));
    fuzz->num_stale += fuzz->is_stale[i];
  }
}

const char *fuzz_nearest(const struct fuzz *fuzz, const char *stale) {
  const char **names = memory_get((fuzz->num_findings + 1) * sizeof *names);
  for (size_t i = 0; i < fuzz->num_findings; i++) names[i] = fuzz->findings[i].name;
  const char *nearest = rs_nearest(reqsig_text(stale), names, fuzz->num_findings);
  free(names);
  return nearest;
}
