#include "runner/lines.h"

#include <string.h>

#include "lib/bytes.h"

/* The usual line arrives whole and is not copied. */
static bool give(struct lines *lines, reqsig_slice end, lines_fn *on_line, void *user) {
  if (lines->partial.len == 0) return on_line(user, end);
  text_add(&lines->partial, end);
  bool more = on_line(user, text_slice(&lines->partial));
  text_clear(&lines->partial);
  return more;
}

bool lines_take(struct lines *lines, reqsig_slice bytes, lines_fn *on_line, void *user) {
  while (bytes.len > 0) {
    const uint8_t *lf = memchr(bytes.data, '\n', bytes.len);
    size_t len = lf ? (size_t)(lf - bytes.data) : bytes.len;
    if (len > LINES_MAX - lines->partial.len) return false;
    if (!lf) {
      text_add(&lines->partial, bytes);
      return true;
    }
    if (!give(lines, rs_slice(bytes.data, len), on_line, user)) return true;
    bytes = rs_slice_after(bytes, len + 1);
  }
  return true;
}

void lines_free(struct lines *lines) {
  text_free(&lines->partial);
}
