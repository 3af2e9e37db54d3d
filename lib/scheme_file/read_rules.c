/* Which requests are signed, and when. */
#include "scheme_file/reader.h"

static const char with_body[] = " with body";
static const int64_t MAX_LIFETIME_MS = INT64_C(366) * 24 * 3600 * 1000;

/* "POST", "POST with body" or "any with body", in rule; *only: it wants a body. */
static bool read_method(rs_reader *reader, rs_signed_requests *signs, reqsig_slice value, bool *only) {
  char *text = rs_read_string(reader, value);
  if (!text) return false;
  size_t len = strlen(text), suffix = sizeof with_body - 1, num = 0;
  *only = len > suffix && strcmp(text + len - suffix, with_body) == 0;
  if (*only) text[len -= suffix] = '\0';
  if (strcmp(text, "any") == 0 && *only) {
    signs->any_method_with_body = true;
    return true;
  }
  size_t upper = 0;
  while (text[upper] >= 'A' && text[upper] <= 'Z') upper++;
  if (upper == 0 || upper < len)
    return rs_reader_fail(reader, value,
                          "a method in upper case, with or without \" with body\", or \"any with body\"");
  while (num < RS_MAX_METHODS && signs->methods[num]) num++;
  if (num == RS_MAX_METHODS) return rs_reader_fail(reader, value, "at most %d methods", RS_MAX_METHODS);
  signs->methods[num] = text;
  return true;
}

bool rs_read_methods(rs_reader *reader, reqsig_slice value, rs_signed_requests *signs) {
  bool any = false, all = true;
  if (value.data[0] != '[') return rs_reader_fail(reader, value, "an array of methods");
  rs_json_items items = rs_json_items_of(value);
  for (reqsig_slice name, item; rs_json_items_next(&items, &name, &item);) {
    bool is_any = signs->any_method_with_body, only;
    if (!read_method(reader, signs, item, &only)) return false;
    if (signs->any_method_with_body != is_any) continue;
    any |= only;
    all &= only;
  }
  if (!signs->methods[0] && !signs->any_method_with_body)
    return rs_reader_fail(reader, value, "a method; leave signs out where all requests are signed");
  if (any && (!all || signs->any_method_with_body))
    return rs_reader_fail(reader, value,
                          "\" with body\" behind all methods or behind none, or \"any with body\" alone");
  signs->only_with_body = any || !signs->methods[0];
  signs->any_method_with_body &= signs->methods[0] != NULL;
  return true;
}

static bool read_format(rs_reader *reader, reqsig_slice value) {
  int format;
  if (!rs_read_word(reader, RS_WORD_TIME_FORMAT, value, &format)) return false;
  reader->time->format = (rs_time_format)format;
  return true;
}

/* A member of the object at the top of a JSON body. */
static bool read_from(rs_reader *reader, reqsig_slice value) {
  static const char prefix[] = "json-number:/";
  char *text = rs_read_string(reader, value);
  if (!text) return false;
  const char *name = text + sizeof prefix - 1;
  if (strncmp(text, prefix, sizeof prefix - 1) != 0 || *name == '\0' || strpbrk(name, "/~"))
    return rs_reader_fail(reader, value,
                          "\"json-number:/NAME\", a member of the object at the top of the body");
  if (rs_is_date(reader->time->format))
    return rs_reader_fail(reader, value, "no from, or a format of digits: the member is a number");
  reader->time->place = RS_TIME_IN_BODY_MEMBER;
  reader->time->name = name;
  return true;
}

static bool read_past(rs_reader *reader, reqsig_slice value) {
  reader->time->window.given = true;
  return rs_read_int64(reader, value, &reader->time->window.past_ms);
}

static bool read_future(rs_reader *reader, reqsig_slice value) {
  reader->time->window.given = true;
  return rs_read_int64(reader, value, &reader->time->window.future_ms);
}

/* What is written is the end of validity: no time behind it is right, and any before. */
static bool read_lifetime(rs_reader *reader, reqsig_slice value) {
  rs_time_rule *time = reader->time;
  if (time->window.given || time->place == RS_TIME_IN_BODY_MEMBER)
    return rs_reader_fail(reader, value, "no from and no window beside lifetime_ms");
  time->window = (rs_window){.given = true, .past_ms = 0, .future_ms = INT64_MAX};
  if (!rs_read_int64(reader, value, &time->lifetime_ms)) return false;
  if (time->lifetime_ms > 0 && time->lifetime_ms <= MAX_LIFETIME_MS) return true;
  return rs_reader_fail(reader, value, "a lifetime of a millisecond to a year");
}

static bool read_exclusive(rs_reader *reader, reqsig_slice value) {
  return rs_read_true(reader, value, &reader->time->window.exclusive);
}

/* An end that is not given is open. */
static rs_time_rule open_window(rs_time_place place) {
  return (rs_time_rule){.place = place, .window = {.past_ms = INT64_MAX, .future_ms = INT64_MAX}};
}

static void close_window(rs_window *window) {
  if (!window->given) window->past_ms = window->future_ms = 0;
}

bool rs_read_timestamp(rs_reader *reader, reqsig_slice value) {
  static const rs_member members[] = {
      {"format", read_format, true},         {"from", read_from, false},
      {"past_ms", read_past, false},         {"future_ms", read_future, false},
      {"lifetime_ms", read_lifetime, false}, {"exclusive", read_exclusive, false},
  };
  reader->time = &reader->scheme->time;
  *reader->time = open_window(RS_TIME_IN_HEADER);
  if (!rs_read_members(reader, value, members, sizeof members / sizeof *members)) return false;
  if (reader->time->window.exclusive && !reader->time->window.given)
    return rs_reader_fail(reader, value, "past_ms or future_ms beside exclusive");
  close_window(&reader->time->window);
  return true;
}

/* A profile changes the format, or the window, or whether the window's ends are outside. */
bool rs_read_time_change(rs_reader *reader, reqsig_slice value, rs_time_rule *time, bool *format) {
  static const rs_member members[] = {
      {"format", read_format, false},
      {"past_ms", read_past, false},
      {"future_ms", read_future, false},
      {"exclusive", read_exclusive, false},
  };
  enum { NO_FORMAT = -1 };
  *time = open_window(RS_TIME_IN_HEADER);
  reader->time = time;
  time->format = (rs_time_format)NO_FORMAT;
  if (!rs_read_members(reader, value, members, sizeof members / sizeof *members)) return false;
  *format = time->format != (rs_time_format)NO_FORMAT;
  close_window(&time->window);
  return true;
}
