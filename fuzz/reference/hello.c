#include "reference/line.h"

#include <stdlib.h>

enum { MAX_LEN = 200 };

static void wrong_unless(bool right, const char *name, reference_hello *hello) {
  if (!right) hello->wrong[hello->num_wrong++] = name;
}

/* A number may be written in many ways; all of them are the version, if they are 1 as a double. */
static bool is_version(fuzz_heap *heap, reference_json json) {
  if (json.num_named == 0 || !(json.value.data[0] == '-' || rs_is_digit(json.value.data[0]))) return false;
  reqsig_buffer text = fuzz_buffer(heap, json.value.len + 1);
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

static void read_of_implementation(fuzz_heap *heap, reqsig_slice object, const char *name, size_t least_len,
                                   reqsig_slice *value, reference_hello *hello) {
  reference_json json = reference_read_json(heap, object, reqsig_text(name));
  bool is_name = json.num_named == 1 && read_name(heap, json.value, value);
  wrong_unless(is_name && value->len >= least_len, name, hello);
}

reference_hello reference_read_hello(fuzz_heap *heap, reqsig_slice line) {
  reference_hello hello = {0};
  reference_json implementation = reference_read_json(heap, line, RS_LITERAL("implementation"));
  wrong_unless(is_version(heap, reference_read_json(heap, line, RS_LITERAL("protocol"))), "protocol", &hello);
  if (implementation.num_named == 1 && implementation.value.data[0] == '{') {
    read_of_implementation(heap, implementation.value, "name", 1, &hello.name, &hello);
    read_of_implementation(heap, implementation.value, "version", 0, &hello.version, &hello);
    read_of_implementation(heap, implementation.value, "language", 0, &hello.language, &hello);
  } else {
    wrong_unless(false, "implementation", &hello);
  }
  read_list(heap, line, "schemes", &hello.schemes, &hello);
  read_list(heap, line, "ops", &hello.ops, &hello);
  return hello;
}
