#include <inttypes.h>

#include "base/text.h"
#include "generate/draw.h"
#include "lib/bytes.h"

enum { MAX_DEPTH = 3, LONG_TEXT = 3000 };

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
  static const char *const pieces[] = {"Ada",      "a/b",          "a\\/b",
                                       "\\\"",     "\\\\",         "\\n",
                                       "\\u00e9",  "\\u00E9",      "é",
                                       "e\u0301",  "Łódź",         "日本語",
                                       "😀",        "ﬁ①Ａ",         "\u00a0",
                                       "  ",       "<&>",          "'",
                                       "+",        "%41",          "x = y",
                                       "#1",       "$HOME",        "{}",
                                       "[1, 2]",   "timestamp: 1", "\\ud83d\\ude00",
                                       "{{name}}", "\\ud7ff",      "*",
                                       "aGVsbG8="};
  text_add_string(to, "\"");
  for (size_t i = random_below(&generator->random, 4); i > 0; i--)
    text_add_string(to, DRAW_WORD(generator, pieces));
  text_add_string(to, "\"");
}

static void add_value(struct generator *generator, struct layout layout, size_t depth, struct text *to);

static void add_members(struct generator *generator, struct layout layout, size_t depth, struct text *to) {
  static const char *const names[] = {"id", "data", "amount",     "b",      "payload",
                                      "10", "2",    "n\\u0061me", "données"};
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
                                        "true", "false", "null", "{}",  "[]",    "0.1", "1E+2",
                                        "1e-7", "1e21",  "-0"};
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

/* Its letters are beyond ASCII to the end. */
static void add_long_member(struct generator *generator, struct layout layout, struct text *to) {
  size_t len = random_one_in(&generator->random, 2) ? draw_end(generator) : draw_length(generator, LONG_TEXT);
  text_addf(to, "%s\"note\"%s\"", layout.line, layout.colon);
  for (size_t end = to->len + len; to->len < end;)
    text_add_string(to, random_one_in(&generator->random, 3) ? "žluť" : "abc");
  text_add_string(to, "\"");
}

static void add_object(struct generator *generator, const char *fixed, struct text *to) {
  struct layout layout = draw_layout(generator);
  bool first = random_one_in(&generator->random, 2), is_long = random_one_in(&generator->random, 12);
  struct text parts[3] = {{0}, {0}, {0}};
  text_add_string(&parts[first ? 0 : 2], *fixed ? layout.line : "");
  text_add_string(&parts[first ? 0 : 2], fixed);
  add_members(generator, layout, 0, &parts[1]);
  if (is_long && parts[1].len > 0) text_add_string(&parts[1], layout.comma);
  if (is_long) add_long_member(generator, layout, &parts[1]);
  text_add_string(to, "{");
  for (size_t i = 0, begun = 0; i < 3; i++) {
    if (begun && parts[i].len > 0) text_add_string(to, layout.comma);
    text_add(to, text_slice(&parts[i]));
    begun = begun || parts[i].len > 0;
    text_free(&parts[i]);
  }
  text_addf(to, "%s}", *layout.line ? "\n" : "");
}

reqsig_slice draw_object(struct generator *generator, const char *members) {
  struct text object = {0};
  add_object(generator, members, &object);
  return draw_keep(generator, &object);
}

static void add_timed_object(struct generator *generator, int64_t timestamp_ms, struct text *to) {
  static const char *const colons[] = {":", ": ", " : ", ":"};
  const rs_time_rule *time = &generator->scheme->time;
  struct text member = {0};
  int64_t value = time->format == RS_UNIX_SECONDS ? timestamp_ms / 1000 : timestamp_ms;
  if (time->place == RS_TIME_IN_BODY_MEMBER)
    text_addf(&member, "\"%s\"%s%" PRId64, time->name, DRAW_WORD(generator, colons), value);
  add_object(generator, text_string(&member), to);
  text_free(&member);
}

static bool is_digested(const reqsig_scheme *scheme) {
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS && scheme->message[i].from; i++)
    if (scheme->message[i].from == RS_FROM_BODY && rs_is_digest(scheme->message[i].transforms[0]))
      return true;
  return false;
}

static void add_form(struct generator *generator, struct text *to) {
  static const char *const pairs[] = {"a=1",         "b=2",     "name=Ada+B", "city=%C5%81%C3%B3d%C5%BA",
                                      "empty=",      "flag",    "x=%20+%2B",  "a=2",
                                      "amount=1.50", "c=~*-._", "d=%2f%2F",   "rate=1e-7",
                                      "big=1e21",    "t=a  b",  "n=a\\nb",    "j={\"a\": [1.0]}"};
  size_t least = random_one_in(&generator->random, 12) ? draw_end(generator) : 1;
  for (const rs_list *list = generator->scheme->lists; list && list->each; list++)
    if (list->single.len > 0)
      text_addf(to, "%s%.*s=%zu", to->len > 0 ? "&" : "", (int)list->single.len,
                (const char *)list->single.data, random_below(&generator->random, 1000000000));
  do text_addf(to, "%s%s", to->len > 0 ? "&" : "", DRAW_WORD(generator, pairs));
  while (to->len < least || !random_one_in(&generator->random, 3));
}

/* Whoever trims the body, or takes a byte order mark or what stands behind a zero byte off it, signs another.
 */
static void add_around(struct generator *generator, struct text *body, bool is_text) {
  static const char *const behind[] = {"\n", " ", "\r\n", " \t"};
  if (random_one_in(&generator->random, 12)) text_add_string(body, DRAW_WORD(generator, behind));
  if (is_text && random_one_in(&generator->random, 30)) text_add(body, RS_LITERAL("\0abc"));
}

static void add_text(struct generator *generator, struct text *to) {
  static const char *const before[] = {"\xEF\xBB\xBF", " ", "\n", "[", "[", ""};
  static const char *const texts[] = {"aGVsbG8gd29ybGQ=", "payload=%7b%22a%22%3A%201%7D",
                                      "a line\nand another\r\n", "e\u0301 ﬁ", "null"};
  const char *first = DRAW_WORD(generator, before);
  text_add_string(to, first);
  if (random_one_in(&generator->random, 4) && *first != '[')
    text_add_string(to, DRAW_WORD(generator, texts));
  else
    add_value(generator, draw_layout(generator), 0, to);
  if (*first != '[') return;
  text_add_string(to, ",");
  add_value(generator, draw_layout(generator), 0, to);
  text_add_string(to, "]");
}

reqsig_slice draw_body(struct generator *generator, int64_t timestamp_ms) {
  struct text body = {0};
  bool is_timed = generator->scheme->time.place == RS_TIME_IN_BODY_MEMBER;
  bool is_text = !is_timed && random_one_in(&generator->random, 4);
  bool is_form =
      draw_lists(generator->scheme, RS_PAIRS_OF_FORM) ||
      (is_digested(generator->scheme) && (!generator->uses || random_one_in(&generator->random, 2)));
  if (is_form) {
    add_form(generator, &body);
    return draw_keep(generator, &body);
  }
  if (is_text)
    add_text(generator, &body);
  else
    add_timed_object(generator, timestamp_ms, &body);
  add_around(generator, &body, is_text);
  return draw_keep(generator, &body);
}

reqsig_slice draw_multipart(struct generator *generator) {
  struct text body = {0};
  reqsig_slice value = draw_text(generator, "abc 0123", 1, 40);
  text_addf(&body, "--b\r\nContent-Disposition: form-data; name=\"n\"\r\n\r\n%.*s\r\n--b--\r\n",
            (int)value.len, (const char *)value.data);
  return draw_keep(generator, &body);
}
