#include "scheme_file/reader.h"

#include <stdarg.h>
#include <stdio.h>

#include "nearest.h"

/* Lines and columns begin at 1; a column counts characters. */
static void set_place(reqsig_scheme_fault *fault, reqsig_slice text, size_t offset) {
  fault->offset = offset;
  fault->line = fault->column = 1;
  for (size_t i = 0; i < offset; i++) {
    bool continues = (text.data[i] & 0xc0) == 0x80;
    fault->column = text.data[i] == '\n' ? 1 : fault->column + !continues;
    fault->line += text.data[i] == '\n';
  }
}

static void set_member(reqsig_scheme_fault *fault, reqsig_slice text) {
  reqsig_buffer path = {(uint8_t *)fault->member, sizeof fault->member - 1, 0};
  rs_json_path(text, fault->offset, &path);
  size_t len = path.len <= path.capacity ? path.len : 0;
  fault->member[len] = '\0';
}

bool rs_reader_fail(rs_reader *reader, reqsig_slice where, const char *format, ...) {
  reqsig_scheme_fault *fault = reader->fault;
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(fault->expected, sizeof fault->expected, format, arguments);
  va_end(arguments);
  set_place(fault, reader->text, (size_t)(where.data - reader->text.data));
  set_member(fault, reader->text);
  return false;
}

bool rs_reader_fail_near(rs_reader *reader, reqsig_slice where, reqsig_slice word,
                         const char *const *candidates, size_t num_candidates, const char *expected) {
  const char *near = rs_nearest(word, candidates, num_candidates);
  if (near) snprintf(reader->fault->nearest, sizeof reader->fault->nearest, "%s", near);
  return rs_reader_fail(reader, where, "%s", expected);
}

void *rs_reader_take(rs_reader *reader, size_t size) {
  void *taken = rs_reserve_aligned(reader->memory, size);
  return taken ? memset(taken, 0, size) : NULL;
}

bool rs_reader_join(rs_reader *reader, reqsig_slice before, reqsig_slice behind, reqsig_slice *joined) {
  *joined = rs_slice(reader->memory->data + reader->memory->len, before.len + behind.len);
  rs_put_slice(reader->memory, before);
  rs_put_slice(reader->memory, behind);
  return rs_buffer_status(reader->memory) == REQSIG_OK;
}

/* Appends what the text between the quotes stands for, and a NUL. */
static char *unescape(rs_reader *reader, reqsig_slice escaped, reqsig_slice where) {
  char *begin = (char *)reader->memory->data + reader->memory->len;
  for (reqsig_slice rest = escaped; rest.len > 0;) {
    uint8_t bytes[4];
    size_t len = rs_json_string_next(&rest, bytes);
    if (len == 0 || bytes[0] == '\0') {
      rs_reader_fail(reader, where, "text without NUL and without half a surrogate pair");
      return NULL;
    }
    rs_put(reader->memory, bytes, len);
  }
  rs_put_byte(reader->memory, '\0');
  return rs_buffer_status(reader->memory) == REQSIG_OK ? begin : NULL;
}

char *rs_read_string(rs_reader *reader, reqsig_slice value) {
  if (value.data[0] == '"') return unescape(reader, rs_slice(value.data + 1, value.len - 2), value);
  rs_reader_fail(reader, value, "a string");
  return NULL;
}

const char *rs_read_text(rs_reader *reader, reqsig_slice value) {
  const char *text = rs_read_string(reader, value);
  if (!text) return NULL;
  const char *at = text;
  while ((uint8_t)*at >= ' ' && *at != 0x7f) at++;
  if (at > text && *at == '\0') return text;
  rs_reader_fail(reader, value, "a text that is not empty and has no control characters");
  return NULL;
}

bool rs_read_int64(rs_reader *reader, reqsig_slice value, int64_t *number) {
  if (rs_json_int64(value, number) == REQSIG_OK && *number >= 0 && *number < INT64_MAX) return true;
  return rs_reader_fail(reader, value, "a whole number that is not negative");
}

bool rs_read_true(rs_reader *reader, reqsig_slice value, bool *flag) {
  *flag = rs_slice_equal(value, RS_LITERAL("true"));
  if (*flag) return true;
  return rs_reader_fail(reader, value, "true; leave the member out where it is not so");
}

static bool fail_of_choice(rs_reader *reader, reqsig_slice where, reqsig_slice word, const char *expected,
                           const char *const *candidates, size_t num_candidates) {
  char list[sizeof reader->fault->expected];
  size_t len = (size_t)snprintf(list, sizeof list, "%s", expected);
  for (size_t i = 0; i < num_candidates; i++)
    len += (size_t)snprintf(list + len, sizeof list - len, "%s \"%s\"", i > 0 ? "," : "", candidates[i]);
  return rs_reader_fail_near(reader, where, word, candidates, num_candidates, list);
}

bool rs_read_word(rs_reader *reader, rs_word_kind kind, reqsig_slice value, int *meaning) {
  const char *given = rs_read_string(reader, value);
  if (!given) return false;
  reqsig_slice text = reqsig_text(given);
  const rs_word *word = rs_word_match(kind, text);
  if (word && strlen(word->text) == text.len) {
    *meaning = word->value;
    return true;
  }
  const char *words[RS_MAX_WORDS];
  return fail_of_choice(reader, value, text, "one of", words, rs_words_of(kind, words));
}

static bool is_new(const char *const *names, size_t num, const char *name) {
  for (size_t i = 0; i < num; i++)
    if (strcmp(names[i], name) == 0) return false;
  return true;
}

bool rs_read_entries(rs_reader *reader, reqsig_slice object, size_t max, rs_entry_fn *read) {
  const char *names[RS_MAX_CLAUSES];
  if (object.data[0] != '{') return rs_reader_fail(reader, object, "an object");
  rs_json_items items = rs_json_items_of(object);
  reqsig_slice escaped, value;
  size_t num = 0;
  for (; rs_json_items_next(&items, &escaped, &value); num++) {
    if (num == max) return rs_reader_fail(reader, escaped, "at most %zu members", max);
    names[num] = unescape(reader, escaped, escaped);
    if (!names[num]) return false;
    if (escaped.len == 0 || escaped.len > RS_MAX_NAME)
      return rs_reader_fail(reader, escaped, "a name of 1 to %d bytes", RS_MAX_NAME);
    if (!is_new(names, num, names[num])) return rs_reader_fail(reader, escaped, "each member once");
    if (!read(reader, names[num], value, num)) return false;
  }
  if (num > 0) return true;
  return rs_reader_fail(reader, object, "a member; leave the object out where there is none");
}

static size_t find_member(const rs_member *members, size_t num, reqsig_slice escaped) {
  size_t at = 0;
  while (at < num && !rs_slice_equal(reqsig_text(members[at].name), escaped)) at++;
  return at;
}

static bool fail_of_member(rs_reader *reader, reqsig_slice escaped, const rs_member *members, size_t num) {
  const char *names[RS_MAX_MEMBERS];
  for (size_t i = 0; i < num; i++) names[i] = members[i].name;
  return fail_of_choice(reader, escaped, escaped, "one of the members", names, num);
}

bool rs_read_members(rs_reader *reader, reqsig_slice object, const rs_member *members, size_t num) {
  reqsig_slice values[RS_MAX_MEMBERS] = {{NULL, 0}}, escaped, value;
  if (object.data[0] != '{') return rs_reader_fail(reader, object, "an object");
  rs_json_items items = rs_json_items_of(object);
  while (rs_json_items_next(&items, &escaped, &value)) {
    size_t at = find_member(members, num, escaped);
    if (at == num) return fail_of_member(reader, escaped, members, num);
    if (values[at].data) return rs_reader_fail(reader, escaped, "each member once");
    values[at] = value;
  }
  bool any = false;
  for (size_t i = 0; i < num; i++) {
    any |= values[i].data != NULL;
    if (values[i].data && !members[i].read(reader, values[i])) return false;
    if (!values[i].data && members[i].required)
      return rs_reader_fail(reader, object, "the member \"%s\"", members[i].name);
  }
  if (any) return true;
  return rs_reader_fail(reader, object, "a member; leave the object out where there is none");
}
