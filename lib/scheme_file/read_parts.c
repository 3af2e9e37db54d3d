/* Parts of the message with names of their own:
 *   "parts": { "request": "{method}\n{path}" }, "message": "{timestamp}\n{request|sha256|hex}"
 * One without forms stands for its template. Of one with forms, or a condition, the pieces are a group of the
 * message. */
#include "scheme_file/template.h"

static bool is_taken(const rs_reader *reader, const char *name) {
  uint8_t index;
  for (size_t i = 0; i < RS_MAX_CREDENTIALS && reader->scheme->credentials[i].name; i++)
    if (strcmp(reader->scheme->credentials[i].name, name) == 0) return true;
  return rs_find_list(reader, reqsig_text(name), &index);
}

static bool read_part(rs_reader *reader, const char *name, reqsig_slice value, size_t index) {
  if (!rs_check_name(reader, name, value)) return false;
  if (is_taken(reader, name))
    return rs_reader_fail(reader, value, "another name than that of a credential or a list");
  if (value.data[0] != '"' || value.len > RS_MAX_PART_TEXT)
    return rs_reader_fail(reader, value, "a template of at most %d bytes", RS_MAX_PART_TEXT);
  reader->parts[index] = (rs_named_text){name, value, 0};
  return true;
}

bool rs_read_parts(rs_reader *reader, reqsig_slice value) {
  return rs_read_entries(reader, value, RS_MAX_NAMED_PARTS, read_part);
}

rs_named_text *rs_find_part(rs_reader *reader, reqsig_slice name) {
  for (size_t i = 0; i < RS_MAX_NAMED_PARTS && reader->parts[i].name; i++)
    if (rs_slice_equal(reqsig_text(reader->parts[i].name), name)) return &reader->parts[i];
  return NULL;
}

bool rs_check_parts(rs_reader *reader) {
  for (size_t i = 0; i < RS_MAX_NAMED_PARTS && reader->parts[i].name; i++)
    if (reader->parts[i].num_uses == 0)
      return rs_reader_fail(reader, reader->parts[i].value, "a use of the part %s", reader->parts[i].name);
  return true;
}

static size_t num_uses(const rs_reader *reader) {
  size_t num = 0;
  for (size_t i = 0; i < RS_MAX_NAMED_PARTS; i++) num += reader->parts[i].num_uses;
  return num;
}

/* A group has the condition and the forms that stand behind the part's name. */
static bool begin_group(rs_reader *reader, const rs_named_text *part, const rs_piece *forms, uint8_t *group) {
  if (!reader->groups) reader->groups = rs_reader_take(reader, (RS_MAX_GROUPS + 1) * sizeof *reader->groups);
  if (!reader->groups) return false;
  reader->scheme->groups = reader->groups;
  size_t at = 0;
  for (; reader->groups[at].name; at++)
    if (strcmp(reader->groups[at].name, part->name) == 0)
      return rs_reader_fail(reader, forms->where, "a part with forms or a condition once");
  reader->groups[at].name = part->name;
  reader->groups[at].condition = forms->condition;
  reader->groups[at].method = forms->method;
  memcpy(reader->groups[at].transforms, forms->part.transforms, sizeof forms->part.transforms);
  *group = (uint8_t)(at + 1);
  return true;
}

bool rs_add_piece(rs_reader *reader, rs_template *template, const rs_piece *piece) {
  rs_piece *last = template->num > 0 ? &template->pieces[template->num - 1] : NULL;
  const rs_part *part = &piece->part;
  if (last && last->part.from == RS_FROM_LITERAL && part->from == RS_FROM_LITERAL &&
      last->part.group == part->group && last->coded == piece->coded) {
    size_t len = last->part.literal.len + part->literal.len;
    if (len > RS_MAX_PART_TEXT)
      return rs_reader_fail(reader, piece->where, "at most %d bytes of text beside a part", RS_MAX_PART_TEXT);
    return rs_reader_join(reader, last->part.literal, part->literal, &last->part.literal);
  }
  if (template->num == RS_MAX_PIECES)
    return rs_reader_fail(reader, piece->where, "a template of at most %d pieces", RS_MAX_PIECES);
  template->pieces[template->num++] = *piece;
  return true;
}

bool rs_put_part(rs_reader *reader, rs_template *template, rs_named_text *part, const rs_piece *forms) {
  rs_template inner;
  uint8_t group = 0;
  if (reader->in_part) return rs_reader_fail(reader, forms->where, "no part within a part or a profile");
  if (num_uses(reader) == RS_MAX_PART_USES)
    return rs_reader_fail(reader, forms->where, "at most %d uses of parts", RS_MAX_PART_USES);
  if (part->num_uses > 0 && (forms->coded || part->is_coded))
    return rs_reader_fail(reader, forms->where, "a part in base64 there alone");
  part->is_coded = forms->coded != NULL;
  part->num_uses++;
  reader->in_part = true;
  bool is_read = rs_read_template(reader, part->value, &inner);
  reader->in_part = false;
  if (!is_read) return false;
  if (forms->coded && inner.pieces[0].part.from == RS_FROM_LITERAL)
    return rs_reader_fail(reader, forms->where, "base64 of a part that begins with a placeholder");
  bool is_group = forms->condition || forms->part.transforms[0];
  if (is_group && !begin_group(reader, part, forms, &group)) return false;
  for (size_t i = 0; i < inner.num; i++) {
    inner.pieces[i].part.group = group;
    inner.pieces[i].coded = forms->coded;
    if (!rs_add_piece(reader, template, &inner.pieces[i])) return false;
  }
  return true;
}
