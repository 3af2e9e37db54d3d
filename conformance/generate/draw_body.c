#include <inttypes.h>

#include "base/text.h"
#include "generate/draw.h"
#include "lib/bytes.h"

enum { MAX_DEPTH = 3, LONG_TEXT = 5000 };

/* White space between tokens is the sender's choice, and each choice is signed as it is sent. */
struct layout {
  const char *colon, *comma, *line;
};

static struct layout draw_layout(struct generator *generator) {
  static const struct layout layouts[] = {
      {":", ",", ""}, {":", ",", ""}, {": ", ", ", ""}, {" : ", " ,", ""}, {": ", ",", "\n  "}};
  size_t num = sizeof layouts / sizeof *layouts;
  return layouts[random_below(&generator->random, num)];
}

static void add_string(struct generator *generator, struct text *to) {
  static const char *const pieces[] = {"Ada",     "a/b",     "a\\/b", "\\\"", "\\\\",   "\\n",
                                       "\\u00e9", "\\u00E9", "é",     "Łódź", "日本語", "😀",
                                       "  ",      "<&>",     "'",     "+",    "%41",    "\\ud83d\\ude00",
                                       "x = y",   "#1",      "$HOME", "{}",   "[1, 2]", "timestamp: 1"};
  text_add_string(to, "\"");
  for (size_t i = random_below(&generator->random, 4); i > 0; i--)
    text_add_string(to, DRAW_WORD(generator, pieces));
  text_add_string(to, "\"");
}

static void add_value(struct generator *generator, struct layout layout, size_t depth, struct text *to);

static void add_members(struct generator *generator, struct layout layout, size_t depth, struct text *to) {
  static const char *const names[] = {"id", "name", "amount", "b", "a", "10", "2", "currency", "données"};
  size_t first = random_below(&generator->random, 9), num = random_below(&generator->random, 4);
  for (size_t i = 0; i < num; i++) {
    if (i > 0) text_add_string(to, layout.comma);
    text_addf(to, "%s\"%s\"%s", layout.line, names[(first + 2 * i) % 9], layout.colon);
    add_value(generator, layout, depth + 1, to);
  }
}

static void add_items(struct generator *generator, struct layout layout, size_t depth, struct text *to) {
  for (size_t i = 0, num = random_below(&generator->random, 4); i < num; i++) {
    if (i > 0) text_add_string(to, layout.comma);
    add_value(generator, layout, depth + 1, to);
  }
}

static void add_value(struct generator *generator, struct layout layout, size_t depth, struct text *to) {
  static const char *const scalars[] = {"0",    "1",     "-1",   "1.0", "12.50", "1e3", "9007199254740993",
                                        "true", "false", "null", "{}",  "[]",    "0.1", "1E+2"};
  size_t kind = random_below(&generator->random, depth < MAX_DEPTH ? 5 : 3);
  if (kind == 0) {
    text_add_string(to, DRAW_WORD(generator, scalars));
  } else if (kind < 3) {
    add_string(generator, to);
  } else {
    text_add_string(to, kind == 3 ? "{" : "[");
    (kind == 3 ? add_members : add_items)(generator, layout, depth, to);
    text_add_string(to, kind == 3 ? "}" : "]");
  }
}

/* Now and then the body is long, and its letters are beyond ASCII to the end. */
static void add_long_member(struct generator *generator, struct layout layout, struct text *to) {
  size_t len = random_below(&generator->random, LONG_TEXT);
  text_addf(to, "%s\"note\"%s\"", layout.line, layout.colon);
  for (size_t end = to->len + len; to->len < end;)
    text_add_string(to, random_one_in(&generator->random, 3) ? "žluť" : "abc");
  text_add_string(to, "\"");
}

static void add_timestamp(const struct generator *generator, struct layout layout, int64_t timestamp_ms,
                          struct text *to) {
  const rs_time_rule *time = &generator->scheme->time;
  int64_t value = time->format == RS_UNIX_SECONDS ? timestamp_ms / 1000 : timestamp_ms;
  text_addf(to, "%s\"%s\"%s%" PRId64, layout.line, time->name, layout.colon, value);
}

static void add_object(struct generator *generator, int64_t timestamp_ms, struct text *to) {
  struct layout layout = draw_layout(generator);
  bool timed = generator->scheme->time.place == RS_TIME_IN_BODY_MEMBER;
  bool first = random_one_in(&generator->random, 2), is_long = random_one_in(&generator->random, 8);
  struct text members = {0};
  add_members(generator, layout, 0, &members);
  text_add_string(to, "{");
  if (timed && first) add_timestamp(generator, layout, timestamp_ms, to);
  if (timed && first && members.len > 0) text_add_string(to, layout.comma);
  text_add(to, text_slice(&members));
  if (is_long && to->len > 1) text_add_string(to, layout.comma);
  if (is_long) add_long_member(generator, layout, to);
  if (timed && !first && to->len > 1) text_add_string(to, layout.comma);
  if (timed && !first) add_timestamp(generator, layout, timestamp_ms, to);
  text_addf(to, "%s}", *layout.line ? "\n" : "");
  text_free(&members);
}

static bool is_digested(const reqsig_scheme *scheme) {
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS && scheme->message[i].from; i++)
    if (scheme->message[i].from == RS_FROM_BODY && scheme->message[i].transforms[0] == RS_MD5_BASE64)
      return true;
  return false;
}

static void add_form(struct generator *generator, struct text *to) {
  static const char *const pairs[] = {"a=1",         "b=2",     "name=Ada+B", "city=%C5%81%C3%B3d%C5%BA",
                                      "empty=",      "flag",    "x=%20+%2B",  "a=2",
                                      "amount=1.50", "c=~*-._", "d=%2f%2F"};
  for (size_t i = 0, num = 1 + random_below(&generator->random, 5); i < num; i++)
    text_addf(to, "%s%s", i > 0 ? "&" : "", DRAW_WORD(generator, pairs));
}

reqsig_slice draw_body(struct generator *generator, int64_t timestamp_ms) {
  struct text body = {0};
  if (is_digested(generator->scheme))
    add_form(generator, &body);
  else if (generator->scheme->time.place != RS_TIME_IN_BODY_MEMBER && random_one_in(&generator->random, 5))
    add_value(generator, draw_layout(generator), 0, &body);
  else
    add_object(generator, timestamp_ms, &body);
  reqsig_slice copy = rs_slice(arena_copy(generator->arena, text_slice(&body)), body.len);
  text_free(&body);
  return copy;
}

reqsig_slice draw_multipart(struct generator *generator) {
  struct text body = {0};
  reqsig_slice value = draw_text(generator, "abc 0123", 1, 40);
  text_addf(&body, "--b\r\nContent-Disposition: form-data; name=\"n\"\r\n\r\n%.*s\r\n--b--\r\n",
            (int)value.len, (const char *)value.data);
  reqsig_slice copy = rs_slice(arena_copy(generator->arena, text_slice(&body)), body.len);
  text_free(&body);
  return copy;
}
