#include "reference/line.h"

#include <stdlib.h>

enum { MAX_LEN = 200 };

static void wrong_unless(bool right, const char *name, reference_hello *hello) {
  if (!right) hello->wrong[hello->num_wrong++] = name;
}

/* A number may be written in many ways; all of them are the version, if they are 1 as a double. */
static bool is_version(fuzz_heap *heap, reference_json json) {
  if (json.num_named == 0 || !(json.value.data[0] == '-' || rs_is_digit(json.value.data[0]))) return false;
  reqsig_buffer text = rs_fuzz_buffer(heap, json.value.len + 1);
  rs_put_slice(&text, json.value);
  rs_put_byte(&text, '\0');
  return strtod((const char *)text.data, NULL) == 1;
}

static bool read_name(fuzz_heap *heap, reqsig_slice json, reqsig_slice *name) {
  return reference_json_text(heap, json, name) && name->len <= MAX_LEN;
}

static bool read_names(fuzz_heap *heap, reference_json json, reference_names *names) {
  reference_part part;
  if (json.num_named == 0 || json.value.data[0] != '[') return false;
  reqsig_slice inside = reference_inside(json.value);
  while (reference_next_part(&inside, &part))
    if (names->num == REFERENCE_MAX_NAMES || !read_name(heap, part.value, &names->items[names->num++]))
      return false;
  return true;
}

static void read_list(fuzz_heap *heap, reqsig_slice line, const char *name, reference_names *names,
                      reference_hello *hello) {
  reference_json json = reference_read_json(heap, line, reqsig_text(name));
  wrong_unless(read_names(heap, json, names), name, hello);
}

static void read_of_implementation(fuzz_heap *heap, reqsig_slice object, const char *name, bool required,
                                   reqsig_slice *value, reference_hello *hello) {
  reference_json json = reference_read_json(heap, object, reqsig_text(name));
  if (json.num_named == 0 && !required) return;
  bool is_name = json.num_named == 1 && read_name(heap, json.value, value);
  wrong_unless(is_name && (value->len > 0 || !required), name, hello);
}

/* "methods:" and at least one token of RFC 9110, with commas between. */
static bool are_methods(reqsig_slice list) {
  bool in_token = false;
  for (size_t i = 0; i < list.len; i++) {
    bool is_comma = list.data[i] == ',';
    if (is_comma ? !in_token : !rs_is_token_char(list.data[i])) return false;
    in_token = !is_comma;
  }
  return in_token;
}

/* The number of the limit that a word states; -1 if it states none. */
static int limit_of(reqsig_slice word) {
  static const char *const words[] = {"utf8-bodies", "json-bodies", "base64-secrets", "no-multipart",
                                      "no-get-body", "no-window",   "own-clock",      "signature-only"};
  const int num_words = sizeof words / sizeof *words;
  const reqsig_slice begin = RS_LITERAL("methods:");
  if (rs_slice_starts_with(word, begin) && are_methods(rs_slice_after(word, begin.len))) return num_words;
  for (int i = 0; i < num_words; i++)
    if (rs_slice_equal(word, reqsig_text(words[i]))) return i;
  return -1;
}

static bool are_limits(const reference_names *names) {
  unsigned seen = 0;
  for (size_t i = 0; i < names->num; i++) {
    int limit = limit_of(names->items[i]);
    if (limit < 0 || (seen & (1U << limit))) return false;
    seen |= 1U << limit;
  }
  return true;
}

static void read_limits(fuzz_heap *heap, reqsig_slice line, reference_hello *hello) {
  reference_json json = reference_read_json(heap, line, RS_LITERAL("limits"));
  bool right = json.num_named == 0 || (read_names(heap, json, &hello->limits) && are_limits(&hello->limits));
  wrong_unless(right, "limits", hello);
}

reference_hello reference_read_hello(fuzz_heap *heap, reqsig_slice line) {
  reference_hello hello = {0};
  reference_json implementation = reference_read_json(heap, line, RS_LITERAL("implementation"));
  wrong_unless(is_version(heap, reference_read_json(heap, line, RS_LITERAL("protocol"))), "protocol", &hello);
  if (implementation.num_named == 1 && implementation.value.data[0] == '{') {
    read_of_implementation(heap, implementation.value, "name", true, &hello.name, &hello);
    read_of_implementation(heap, implementation.value, "version", false, &hello.version, &hello);
    read_of_implementation(heap, implementation.value, "language", false, &hello.language, &hello);
  } else {
    wrong_unless(false, "implementation", &hello);
  }
  read_list(heap, line, "schemes", &hello.schemes, &hello);
  read_list(heap, line, "ops", &hello.ops, &hello);
  read_limits(heap, line, &hello);
  return hello;
}
