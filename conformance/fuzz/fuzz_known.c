#include <string.h>

#include "base/file.h"
#include "fuzz/fuzz.h"
#include "lib/bytes.h"

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
