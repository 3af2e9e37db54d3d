/* The text of a file of vectors, read once: it is changed, as its strings end in it. */
#include <string.h>

#include "base/json_io.h"
#include "lib/bytes.h"
#include "vectors/vector_reader.h"

struct text_walk {
  struct vector_reader *reader;
  const struct vector_format *format;
  void *user;
  struct json_source source;
  struct arena scratch; /* of one vector */
  cJSON head;           /* the object, its member "vectors" empty */
  cJSON **head_end;
  size_t list_at; /* of a list that is read when all else was; 0: none waits */
  size_t item_at; /* of the vector that is read; 0: none */
};

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
  text_clear(reader->problem);
  reader->nth = 0;
  reader->id = NULL;
  reader->in = "";
  return reader_fail(reader, NULL, "is not valid JSON: line %zu, byte %zu", place.line, place.byte);
}

/* What the list has next is no object, or not one that is read. */
static void fail_item(struct vector_reader *reader, rs_json_scan scan) {
  size_t from = scan.at;
  if (rs_json_scan_peek(&scan) != '{') {
    reader_fail(reader, NULL, "expected an object");
    return;
  }
  rs_json_scan_value(&scan, 0);
  cJSON_Delete(parse_object(reader, rs_slice(scan.text.data + from, scan.at - from)));
}

/* Of a text as it was before it was read. What keeps all of it from being JSON comes first. */
static void find_problem(struct text_walk *walk, reqsig_slice text) {
  struct vector_reader *reader = walk->reader;
  if (!check_syntax(reader, text) || reader->problem->len > 0) return;
  if (walk->item_at > 0)
    fail_item(reader, (rs_json_scan){text, walk->item_at});
  else
    cJSON_Delete(parse_object(reader, text));
  if (reader->problem->len == 0) reader_fail(reader, NULL, "has changed while it was read");
}

bool vector_text_load(struct vector_reader *reader, const struct vector_file *file, file_content *content) {
  if (!file->is_embedded)
    return file_read(file->path, VECTOR_FILE_MAX, content) || reader_fail(reader, NULL, "can't be read");
  *content = (file_content){memory_get(file->embedded.len), file->embedded.len};
  memcpy(content->data, file->embedded.data, content->len);
  return true;
}

static bool fail(struct text_walk *walk, const struct vector_file *file) {
  file_content content = {0};
  if (vector_text_load(walk->reader, file, &content)) find_problem(walk, rs_slice(content.data, content.len));
  file_free(&content);
  return false;
}

static bool take_items(struct text_walk *walk) {
  struct vector_reader *reader = walk->reader;
  rs_json_scan *scan = &walk->source.scan;
  do {
    rs_json_scan_space(scan);
    walk->item_at = scan->at;
    reader->nth++;
    reader->id = NULL;
    const cJSON *object = rs_json_scan_peek(scan) == '{' ? strict_json_read_value(&walk->source, 2) : NULL;
    if (!object || !walk->format->take_vector(reader, object, walk->user)) return false;
    arena_reset(&walk->scratch);
    rs_json_scan_space(scan);
  } while (rs_json_scan_take(scan, ','));
  walk->item_at = 0;
  return rs_json_scan_take(scan, ']');
}

static bool take_list(struct text_walk *walk) {
  struct arena *arena = walk->source.arena;
  rs_json_scan_take(&walk->source.scan, '[');
  rs_json_scan_space(&walk->source.scan);
  if (rs_json_scan_take(&walk->source.scan, ']')) return true;
  walk->source.arena = &walk->scratch;
  bool taken = take_items(walk);
  walk->source.arena = arena;
  walk->reader->id = NULL;
  return taken;
}

static bool take_head(struct text_walk *walk) {
  size_t nth = walk->reader->nth;
  walk->reader->nth = 0;
  bool taken = walk->format->take_head(walk->reader, &walk->head, walk->user);
  walk->reader->nth = nth;
  return taken;
}

static bool has_what_vectors_need(const struct text_walk *walk) {
  for (const char *const *name = walk->format->needed; *name; name++)
    if (!strict_json_member(&walk->head, *name)) return false;
  return true;
}

/* The list is read where it stands, if what its vectors need stands before it. */
static bool pass_list(struct text_walk *walk) {
  if (has_what_vectors_need(walk)) return take_head(walk) && take_list(walk);
  walk->list_at = walk->source.scan.at;
  return rs_json_scan_value(&walk->source.scan, 1) == REQSIG_OK;
}

static bool take_member(struct text_walk *walk) {
  struct json_source *source = &walk->source;
  char *name = strict_json_read_name(source);
  if (!name) return false;
  rs_json_scan_space(&source->scan);
  bool is_list = strcmp(name, "vectors") == 0 && rs_json_scan_peek(&source->scan) == '[';
  cJSON *value = is_list ? arena_get(source->arena, sizeof *value) : strict_json_read_value(source, 1);
  if (!value) return false;
  value->string = name;
  if (is_list) value->type = cJSON_Array;
  if (is_list && !pass_list(walk)) return false;
  *walk->head_end = value;
  walk->head_end = &value->next;
  rs_json_scan_space(&source->scan);
  return true;
}

static bool take_object(struct text_walk *walk) {
  rs_json_scan *scan = &walk->source.scan;
  rs_json_scan_space(scan);
  if (!rs_json_scan_take(scan, '{')) return false;
  rs_json_scan_space(scan);
  if (!rs_json_scan_take(scan, '}')) {
    do {
      if (!take_member(walk)) return false;
    } while (rs_json_scan_take(scan, ','));
    if (!rs_json_scan_take(scan, '}')) return false;
  }
  rs_json_scan_space(scan);
  return scan->at == scan->text.len && !strict_json_repeats_a_name(&walk->head) && take_head(walk);
}

static bool take_waiting_list(struct text_walk *walk) {
  if (walk->list_at == 0) return true;
  walk->source.scan.at = walk->list_at;
  return take_list(walk);
}

bool vector_text_read(struct vector_reader *reader, const struct vector_file *file, file_content text,
                      const struct vector_format *format, void *user) {
  struct text_walk walk = {
      .reader = reader,
      .format = format,
      .user = user,
      .source = {{rs_slice(text.data, text.len), 0}, reader->arena, (char *)text.data},
      .head = {.type = cJSON_Object},
  };
  walk.head_end = &walk.head.child;
  bool taken = take_object(&walk) && take_waiting_list(&walk);
  arena_free(&walk.scratch);
  if (!taken) return fail(&walk, file);
  return reader->nth > 0 || reader_fail(reader, "vectors", "expected a list of at least one vector");
}
