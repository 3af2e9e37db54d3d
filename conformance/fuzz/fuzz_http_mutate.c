#include <string.h>

#include "fuzz/fuzz_http.h"
#include "lib/bytes.h"

/* A request while it is changed. */
struct change {
  struct arena *arena;
  struct random *random;
  const struct vector_set *set;
  reqsig_slice raw;
};

static void replace(struct change *change, size_t at, size_t len, reqsig_slice with) {
  struct text text = {0};
  text_add(&text, rs_slice(change->raw.data, at));
  text_add(&text, with);
  text_add(&text, rs_slice_after(change->raw, at + len));
  change->raw = rs_slice(arena_copy(change->arena, text_slice(&text)), text.len);
  text_free(&text);
}

reqsig_slice fuzz_http_without(struct arena *arena, reqsig_slice raw, size_t at, size_t len) {
  struct change change = {.arena = arena, .raw = raw};
  replace(&change, at, len, RS_LITERAL(""));
  return change.raw;
}

struct line {
  size_t at, len; /* with its end */
};

static struct line draw_line(struct change *change) {
  size_t num = 1, nth;
  for (size_t i = 0; i + 1 < change->raw.len; i++) num += change->raw.data[i] == '\n';
  nth = random_below(change->random, num);
  struct line line = {0, change->raw.len};
  for (size_t i = 0; i < change->raw.len; i++) {
    if (change->raw.data[i] != '\n') continue;
    line.len = i + 1 - line.at;
    if (nth-- == 0) return line;
    if (i + 1 < change->raw.len) line = (struct line){i + 1, change->raw.len - i - 1};
  }
  return line;
}

/* Where the grammar has a mark, most often; else anywhere. */
static size_t draw_place(struct change *change) {
  size_t start = random_below(change->random, change->raw.len + 1);
  if (random_one_in(change->random, 4)) return start;
  for (size_t i = start; i < change->raw.len; i++)
    if (memchr("\r\n: ;,/?0123456789", change->raw.data[i], 19)) return i + random_below(change->random, 2);
  return start;
}

static reqsig_slice draw_byte(struct change *change) {
  static const char bytes[] = "\r\n\0\t :;,+-_\"'()/?#%0x1fF.\v\f\x7f\x80\xff\xa0";
  return rs_slice((const uint8_t *)bytes + random_below(change->random, sizeof bytes - 1), 1);
}

static void insert_byte(struct change *change) {
  replace(change, draw_place(change), 0, draw_byte(change));
}

static void replace_byte(struct change *change) {
  size_t at = draw_place(change);
  if (at < change->raw.len) replace(change, at, 1, draw_byte(change));
}

static void drop_byte(struct change *change) {
  size_t at = draw_place(change);
  if (at < change->raw.len) replace(change, at, 1, RS_LITERAL(""));
}

static void repeat_line(struct change *change) {
  struct line line = draw_line(change), before = draw_line(change);
  replace(change, before.at, 0, rs_slice(change->raw.data + line.at, line.len));
}

static void drop_line(struct change *change) {
  struct line line = draw_line(change);
  replace(change, line.at, line.len, RS_LITERAL(""));
}

static void insert_line(struct change *change) {
  static const char *const lines[] = {"Transfer-Encoding: chunked\r\n",
                                      "Transfer-Encoding: identity\r\n",
                                      "Transfer-Encoding: chunked, chunked\r\n",
                                      "Transfer-Encoding: gzip, chunked\r\n",
                                      "Transfer-Encoding:\tchunked\r\n",
                                      "Transfer-Encoding : chunked\r\n",
                                      "Transfer_Encoding: chunked\r\n",
                                      "Content-Length: 0\r\n",
                                      "Content-Length: 5\r\n",
                                      "Content-Length:5\r\n",
                                      "Content-Length: +5\r\n",
                                      "Content-Length: 5, 5\r\n",
                                      "Content-Length: 18446744073709551621\r\n",
                                      "Content_Length: 5\r\n",
                                      "Host: b.example\r\n",
                                      "Host:\r\n",
                                      "Expect: 100-continue\r\n",
                                      "Connection: close, Content-Length\r\n",
                                      "Trailer: X-Note\r\n",
                                      " folded\r\n",
                                      "\tfolded: too\r\n",
                                      "no colon\r\n",
                                      ": no name\r\n",
                                      "\r\n",
                                      "0\r\n\r\n",
                                      "5;a=b\r\n",
                                      "5 \r\n",
                                      "0x5\r\n",
                                      "GET / HTTP/1.1\r\n"};
  struct line line = draw_line(change);
  replace(change, line.at, 0, reqsig_text(lines[random_below(change->random, sizeof lines / sizeof *lines)]));
}

static void change_line_end(struct change *change) {
  static const char *const ends[] = {"\n", "\r", "\r\r\n", "\n\r", " \r\n", "\t\r\n", "\r\n\r\n", ""};
  struct line line = draw_line(change);
  size_t end = line.at + line.len;
  while (end > line.at && strchr("\r\n", change->raw.data[end - 1]) && change->raw.data[end - 1]) end--;
  replace(change, end, line.at + line.len - end,
          reqsig_text(ends[random_below(change->random, sizeof ends / sizeof *ends)]));
}

static void splice(struct change *change) {
  const struct http_vector *other = &change->set->http[random_below(change->random, change->set->num_http)];
  struct change of_other = {change->arena, change->random, change->set, other->raw};
  struct line from = draw_line(&of_other), at = draw_line(change);
  replace(change, at.at, change->raw.len - at.at, rs_slice_after(other->raw, from.at));
}

static void cut_end(struct change *change) {
  size_t len = random_below(change->random, change->raw.len + 1);
  replace(change, len, change->raw.len - len, RS_LITERAL(""));
}

static void add_end(struct change *change) {
  static const char *const ends[] = {"\r\n",     "\n",        "x",
                                     "\r\n\r\n", "0\r\n\r\n", "GET /b HTTP/1.1\r\nHost: b\r\n\r\n"};
  replace(change, change->raw.len, 0, reqsig_text(ends[random_below(change->random, 6)]));
}

static void change_case(struct change *change) {
  struct line line = draw_line(change);
  uint8_t *bytes = (uint8_t *)arena_copy(change->arena, change->raw);
  for (size_t i = line.at; i < line.at + line.len && bytes[i] != ':'; i++)
    if (rs_is_token_char(bytes[i]) && (bytes[i] | 0x20) >= 'a' && (bytes[i] | 0x20) <= 'z') bytes[i] ^= 0x20;
  change->raw = rs_slice(bytes, change->raw.len);
}

reqsig_slice fuzz_http_mutate(struct arena *arena, struct random *random, const struct vector_set *set,
                              reqsig_slice raw) {
  static void (*const changes[])(struct change *) = {
      insert_byte, insert_byte, replace_byte,    replace_byte, drop_byte, repeat_line, drop_line,
      insert_line, insert_line, change_line_end, splice,       cut_end,   add_end,     change_case};
  struct change change = {arena, random, set, raw};
  for (size_t i = 1 + random_below(random, 3); i > 0; i--)
    changes[random_below(random, sizeof changes / sizeof *changes)](&change);
  return change.raw;
}
