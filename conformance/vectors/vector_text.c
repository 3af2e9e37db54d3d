/* The text of a file of vectors. */
#include <stdlib.h>

#include "base/json_io.h"
#include "lib/bytes.h"
#include "lib/json_scan.h"
#include "vectors/vector_reader.h"

static cJSON *parse_object(struct vector_reader *reader, reqsig_slice text) {
  const char *what = NULL;
  cJSON *object = strict_json_object(text, &what);
  if (!object) reader_fail(reader, NULL, "is %s", what);
  return object;
}

/* Says where it is no JSON. What else is wrong with it is said by the one who parses it. */
static bool check_syntax(struct vector_reader *reader, reqsig_slice text) {
  size_t offset = 0;
  if (rs_json_check(text, &offset) != REQSIG_ERR_MALFORMED) return true;
  struct text_place place = text_place_of(text, offset);
  return reader_fail(reader, NULL, "is not valid JSON: line %zu, byte %zu", place.line, place.byte);
}

/* The object with an empty list of vectors in place of what it has. */
static cJSON *parse_head(struct vector_reader *reader, reqsig_slice text, reqsig_slice list) {
  struct text head = {0};
  size_t before = (size_t)(list.data - text.data);
  text_add(&head, rs_slice(text.data, before));
  text_add_string(&head, "[]");
  text_add(&head, rs_slice_after(text, before + list.len));
  cJSON *object = parse_object(reader, text_slice(&head));
  text_free(&head);
  return object;
}

bool vector_text_open(struct vector_reader *reader, const struct vector_file *file,
                      struct vector_text *text) {
  if (!file->is_embedded && !file_read(file->path, VECTOR_FILE_MAX, &text->content))
    return reader_fail(reader, NULL, "can't be read");
  reqsig_slice all = file->is_embedded ? file->embedded : rs_slice(text->content.data, text->content.len);
  rs_json_result found = rs_json_member(all, RS_LITERAL("vectors"), &text->list);
  if (found == RS_JSON_MALFORMED && !check_syntax(reader, all)) return false;
  bool has_list = found == RS_JSON_FOUND && *text->list.data == '[';
  if (!has_list) text->list.len = 0;
  text->head = has_list ? parse_head(reader, all, text->list) : parse_object(reader, all);
  return text->head != NULL;
}

/* What the list has next is no object, or not one that is read. */
static bool fail_item(struct vector_reader *reader, rs_json_scan scan) {
  size_t from = scan.at;
  if (rs_json_scan_peek(&scan) != '{') return reader_fail(reader, NULL, "expected an object");
  rs_json_scan_value(&scan, 0);
  cJSON_Delete(parse_object(reader, rs_slice(scan.text.data + from, scan.at - from)));
  return false;
}

bool vector_text_each(struct vector_reader *reader, const struct vector_text *text, vector_taker *take,
                      void *user) {
  rs_json_scan scan = {text->list, 1};
  struct arena scratch = {0};
  bool taken = true;
  while (scan.at < text->list.len) {
    rs_json_scan_space(&scan);
    if (rs_json_scan_peek(&scan) == ']') break;
    reader->nth++;
    reader->id = NULL;
    rs_json_scan item = scan;
    const cJSON *object = strict_json_tree_next(&scratch, &scan);
    taken = object ? take(reader, object, user) : fail_item(reader, item);
    if (!taken) break;
    arena_reset(&scratch);
    rs_json_scan_space(&scan);
    rs_json_scan_take(&scan, ',');
  }
  arena_free(&scratch);
  if (!taken) return false;
  return reader->nth > 0 || reader_fail(reader, "vectors", "expected a list of at least one vector");
}

void vector_text_close(struct vector_text *text) {
  cJSON_Delete(text->head);
  file_free(&text->content);
}
