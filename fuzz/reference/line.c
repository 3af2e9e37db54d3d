#include "reference/line.h"

/* The names of an object so far, the last one first. */
typedef struct name_before {
  reqsig_slice text;
  const struct name_before *before;
} name_before;

static void look_at_text(fuzz_heap *heap, reqsig_slice json, reference_line *line) {
  reqsig_slice text;
  line->has_half_pair |= !reference_json_text(heap, json, &text);
  line->has_nul |= text.len > 0 && memchr(text.data, 0, text.len) != NULL;
}

static const name_before *look_at_name(fuzz_heap *heap, reqsig_slice json, const name_before *before,
                                       reference_line *line) {
  name_before *name = (name_before *)(void *)rs_fuzz_take(heap, sizeof *name);
  *name = (name_before){.before = before};
  look_at_text(heap, json, line);
  if (!reference_json_text(heap, json, &name->text)) return before;
  for (; before; before = before->before) line->has_name_twice |= rs_slice_equal(before->text, name->text);
  return name;
}

static void look_at(fuzz_heap *heap, reqsig_slice value, reference_line *line) {
  reference_part part;
  const name_before *names = NULL;
  uint8_t c = value.data[0];
  if (c == '"') look_at_text(heap, value, line);
  if (c == '-' || (c >= '0' && c <= '9')) line->has_long_number |= value.len > 63;
  if (c != '{' && c != '[') return;
  reqsig_slice inside = reference_inside(value);
  while (reference_next_part(&inside, &part)) {
    if (part.name.data) names = look_at_name(heap, part.name, names, line);
    look_at(heap, part.value, line);
  }
}

/* Looks at the object again, without the text of its error. */
static bool has_other_nul(fuzz_heap *heap, reqsig_slice line) {
  reference_line rest = {0};
  reference_part part;
  reference_json error = reference_read_json(heap, line, RS_LITERAL("error"));
  bool excused = error.num_named == 1 && error.value.data[0] == '"';
  reference_next_part(&line, &part);
  reqsig_slice inside = reference_inside(part.value);
  while (reference_next_part(&inside, &part)) {
    look_at_text(heap, part.name, &rest);
    if (!excused || part.value.data != error.value.data) look_at(heap, part.value, &rest);
  }
  return rest.has_nul;
}

reference_line reference_read_line(fuzz_heap *heap, reqsig_slice line) {
  reference_json json = reference_read_json(heap, line, rs_slice(NULL, 0));
  reference_line read = {
      .text = line, .valid = json.valid, .too_deep = json.too_deep, .is_object = json.is_object};
  reference_part top;
  if (json.valid && reference_next_part(&line, &top)) look_at(heap, top.value, &read);
  if (read.has_nul) read.has_other_nul = !read.is_object || has_other_nul(heap, read.text);
  return read;
}
