#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "lib/bytes.h"
#include "runner/adapter.h"

/* All lines, each with "|" behind it. */
static bool join(void *user, reqsig_slice line) {
  text_add(user, line);
  text_add_string(user, "|");
  return true;
}

static bool join_first(void *user, reqsig_slice line) {
  join(user, line);
  return false;
}

Test(lines, are_the_same_however_the_bytes_arrive) {
  static const char bytes[] = "one\n\ntwo\r\nthree\nfour";
  for (size_t size = 1; size < sizeof bytes; size++) {
    struct lines lines = {0};
    struct text joined = {0};
    for (size_t at = 0; at < sizeof bytes - 1; at += size) {
      size_t left = sizeof bytes - 1 - at;
      cr_assert(lines_take(&lines, rs_slice(bytes + at, left < size ? left : size), join, &joined));
    }
    cr_assert_str_eq(text_string(&joined), "one||two\r|three|", "in pieces of %zu", size);
    text_free(&joined);
    lines_free(&lines);
  }
}

Test(lines, end_when_no_more_are_wanted) {
  struct lines lines = {0};
  struct text joined = {0};
  cr_assert(lines_take(&lines, reqsig_text("one\ntwo\n"), join_first, &joined));
  cr_assert_str_eq(text_string(&joined), "one|");
  text_free(&joined);
  lines_free(&lines);
}

static bool count(void *user, reqsig_slice line) {
  *(size_t *)user = line.len;
  return true;
}

Test(lines, may_be_as_long_as_the_limit_and_no_longer) {
  char *bytes = malloc((size_t)LINES_MAX + 2);
  memset(bytes, 'x', (size_t)LINES_MAX + 1);
  for (size_t size = 65536; size <= (size_t)LINES_MAX; size *= 128) {
    struct lines lines = {0};
    size_t len = 0;
    for (size_t at = 0; at < (size_t)LINES_MAX; at += size)
      cr_assert(lines_take(&lines, rs_slice(bytes, size), count, &len));
    cr_assert(lines_take(&lines, reqsig_text("\n"), count, &len));
    cr_assert_eq(len, (size_t)LINES_MAX);
    for (size_t at = 0; at < (size_t)LINES_MAX; at += size)
      cr_assert(lines_take(&lines, rs_slice(bytes, size), count, &len));
    cr_assert_not(lines_take(&lines, reqsig_text("x"), count, &len));
    cr_assert_leq(lines.partial.capacity, 2 * (size_t)LINES_MAX + 2);
    lines_free(&lines);
  }
  free(bytes);
}
