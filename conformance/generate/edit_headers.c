/* Edits of headers that carry no MAC, and of whole ones. */
#include <ctype.h>
#include <string.h>

#include "generate/edit.h"
#include "lib/bytes.h"
#include "lib/header_value.h"

/* A verifier does not read headers of fixed text. */
static const rs_header_rule *draw_rule(struct edit *edit) {
  const rs_header_rule *rules = edit->twin->scheme->headers, *read[REQSIG_MAX_ADDED_HEADERS];
  size_t num = 0;
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && rules[i].name.len > 0; i++)
    if (rules[i].sending != RS_SENT_UNLESS_PRESENT) read[num++] = &rules[i];
  return num > 0 ? read[random_below(&edit->generator->random, num)] : NULL;
}

static bool drop_header(struct edit *edit) {
  const rs_header_rule *rule = draw_rule(edit);
  const reqsig_header *header = edit_header_of(edit, rule);
  if (!header) return false;
  edit_drop_header(edit, header);
  edit_tell_header(edit, rule, " left out");
  return true;
}

/* What every scheme reads, whichever header is drawn above. */
static bool drop_signature(struct edit *edit) {
  const rs_header_rule *rule = edit_rule_with(edit, RS_FROM_MAC);
  const reqsig_header *header = edit_header_of(edit, rule);
  if (edit_is_built_in(edit) || !header) return false;
  edit_drop_header(edit, header);
  edit_tell_header(edit, rule, " left out");
  return true;
}

/* Of a built-in scheme the header carries nothing but the key id: beside a signature another one would be the
 * signer's. */
static const rs_header_rule *key_id_rule(const struct edit *edit) {
  const rs_header_rule *rule = edit_rule_with(edit, RS_FROM_CREDENTIAL);
  bool taken =
      rule && rule->place != RS_IN_QUERY && (!edit_is_built_in(edit) || !edit_carries(rule, RS_FROM_MAC));
  return taken ? rule : NULL;
}

static bool drop_key_id(struct edit *edit) {
  const rs_header_rule *rule = key_id_rule(edit);
  const reqsig_header *header = edit_header_of(edit, rule);
  if (edit_is_built_in(edit) || !header || edit_carries(rule, RS_FROM_MAC)) return false;
  edit_drop_header(edit, header);
  edit_tell_header(edit, rule, " left out");
  return true;
}

static bool empty_header(struct edit *edit) {
  const rs_header_rule *rule = draw_rule(edit);
  reqsig_header *header = edit_header_of(edit, rule);
  if (!header || header->value.len == 0) return false;
  header->value.len = 0;
  edit_tell_header(edit, rule, " emptied");
  return true;
}

static bool double_header(struct edit *edit) {
  const rs_header_rule *rule = draw_rule(edit);
  const reqsig_header *header = edit_header_of(edit, rule);
  if (!header) return false;
  edit->headers[edit->vector->request.num_headers++] = *header;
  edit_tell_header(edit, rule, " twice with the same value");
  return true;
}

/* Whoever joins headers of one name, as HTTP allows for lists, has the value again. */
static bool split_header(struct edit *edit) {
  const rs_header_rule *rules = edit->twin->scheme->headers;
  for (size_t i = 0; !edit_is_built_in(edit) && i < REQSIG_MAX_ADDED_HEADERS && rules[i].name.len > 0; i++) {
    reqsig_header *header = edit_header_of(edit, &rules[i]);
    const char *comma = header ? strstr(arena_copy(edit->generator->arena, header->value), ", ") : NULL;
    if (!comma || !edit_carries(&rules[i], RS_FROM_CREDENTIAL)) continue;
    size_t behind = strlen(comma), at = header->value.len - behind;
    edit->headers[edit->vector->request.num_headers++] =
        (reqsig_header){header->name, rs_slice_after(header->value, at + 2)};
    header->value.len = at;
    edit_tell_header(edit, &rules[i], " as two headers, split at its first comma");
    return true;
  }
  return false;
}

/* Of what only this suite wants, as a gateway may not tell the two apart. */
static bool send_name_with_underscores(struct edit *edit) {
  const rs_header_rule *rule = draw_rule(edit);
  const reqsig_header *header = edit_header_of(edit, rule);
  if (edit_is_built_in(edit) || !header || !memchr(header->name.data, '-', header->name.len)) return false;
  uint8_t *name = edit_copy(edit, header->name);
  for (size_t i = 0; i < header->name.len; i++)
    if (name[i] == '-') name[i] = '_';
  edit->headers[edit->vector->request.num_headers++] =
      (reqsig_header){rs_slice(name, header->name.len), header->value};
  edit_tell_header(edit, rule, " a second time with underscores in its name");
  edit->vector->class = VECTOR_STRICT;
  return true;
}

static bool put_odd_space_before(struct edit *edit) {
  const rs_header_rule *rule = draw_rule(edit);
  reqsig_header *header = edit_header_of(edit, rule);
  if (edit_is_built_in(edit) || !header) return false;
  bool is_next_line = random_one_in(&edit->generator->random, 2);
  header->value = edit_insert(edit, header->value, 0, is_next_line ? "\xc2\x85" : "\xc2\xa0");
  edit_tell_header(edit, rule,
                   is_next_line ? " with U+0085 before its value" : " with U+00A0 before its value");
  edit->vector->class = VECTOR_STRICT;
  return true;
}

static bool change_case_of_name(struct edit *edit) {
  const rs_header_rule *rule = draw_rule(edit);
  reqsig_header *header = edit_header_of(edit, rule);
  if (!header) return false;
  uint8_t *name = edit_copy(edit, header->name);
  for (size_t i = 0; i < header->name.len; i++)
    name[i] = (uint8_t)(isupper(name[i]) ? tolower(name[i]) : toupper(name[i]));
  header->name = rs_slice(name, header->name.len);
  edit_tell_header(edit, rule, " with its name in the other letter case");
  return true;
}

/* The first credential in its header; false if there is none as it is. */
static bool find_key_id(struct edit *edit, reqsig_slice *key_id) {
  const rs_header_rule *rule = key_id_rule(edit);
  const reqsig_header *header = edit_field_of(edit, rule);
  reqsig_slice pieces[RS_MAX_VALUE_PARTS];
  size_t part = 0;
  if (!header || rs_header_value_split(edit->twin->scheme, rule, header->value, pieces)) return false;
  while (rule->value[part].from != RS_FROM_CREDENTIAL) part++;
  *key_id = pieces[part];
  return !rule->value[part].transforms[0] && key_id->len > 0;
}

static bool set_key_id(struct edit *edit, reqsig_slice old, reqsig_slice new, const char *words) {
  reqsig_header *header = edit_field_of(edit, key_id_rule(edit));
  struct text value = {0};
  size_t before = (size_t)(old.data - header->value.data);
  bool changed = !rs_slice_equal(old, new);
  text_add(&value, rs_slice(header->value.data, before));
  text_add(&value, new);
  text_add(&value, rs_slice_after(header->value, before + old.len));
  header->value = draw_keep(edit->generator, &value);
  edit_tell_header(edit, key_id_rule(edit), words);
  return changed;
}

static bool send_another_key_id(struct edit *edit) {
  reqsig_slice key_id;
  if (!find_key_id(edit, &key_id)) return false;
  uint8_t *other = edit_copy(edit, key_id), *last = &other[key_id.len - 1];
  *last = *last == 'x' ? 'y' : 'x';
  return set_key_id(edit, key_id, rs_slice(other, key_id.len), " with another last letter");
}

static bool send_longer_key_id(struct edit *edit) {
  reqsig_slice key_id;
  return find_key_id(edit, &key_id) &&
         set_key_id(edit, key_id, edit_insert(edit, key_id, key_id.len, "0"), " with one digit more");
}

static bool send_key_id_in_other_case(struct edit *edit) {
  reqsig_slice key_id;
  return find_key_id(edit, &key_id) && set_key_id(edit, key_id, edit_change_case(edit, key_id, 0),
                                                  " with a letter in the other letter case");
}

static uint8_t next_digit(uint8_t digit) {
  return digit == '9' ? '0' : (uint8_t)(digit + 1);
}

/* The last digit of a number, and of the seconds of a date, so that it stays one. */
static bool change_timestamp(struct edit *edit) {
  const rs_header_rule *rule = edit_rule_with(edit, RS_FROM_TIMESTAMP);
  reqsig_header *header = edit_header_of(edit, rule);
  if (!header || edit_carries(rule, RS_FROM_MAC)) return false;
  size_t at = header->value.len;
  while (at > 0 && !isdigit(header->value.data[at - 1])) at--;
  if (at == 0) return false;
  uint8_t *value = edit_copy(edit, header->value);
  value[at - 1] = next_digit(value[at - 1]);
  header->value = rs_slice(value, header->value.len);
  edit_tell_header(edit, rule, " with another last digit");
  return true;
}

static bool set_digest(struct edit *edit, reqsig_header *header, reqsig_slice value, const char *words) {
  bool changed = !rs_slice_equal(value, header->value);
  header->value = value;
  edit_tell_header(edit, edit_rule_with(edit, RS_FROM_BODY), words);
  return changed;
}

static bool change_digest(struct edit *edit) {
  reqsig_header *header = edit_header_of(edit, edit_rule_with(edit, RS_FROM_BODY));
  if (!header) return false;
  uint8_t *value = edit_copy(edit, header->value);
  value[0] = value[0] == 'A' ? 'B' : 'A';
  return set_digest(edit, header, rs_slice(value, header->value.len), " with another first character");
}

/* Not in its last characters, which may be padding. */
static bool change_case_of_digest(struct edit *edit) {
  reqsig_header *header = edit_header_of(edit, edit_rule_with(edit, RS_FROM_BODY));
  if (!header) return false;
  reqsig_slice value = edit_change_case(edit, header->value, 0);
  if (memcmp(value.data, header->value.data, value.len - 4) == 0) return false;
  return set_digest(edit, header, value, " with a letter in the other letter case");
}

/* One of the request's own that is signed. */
static bool change_signed_header(struct edit *edit) {
  const rs_part *parts = edit->twin->scheme->message;
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS && parts[i].from; i++)
    for (size_t k = 0; parts[i].from == RS_FROM_HEADER && k < edit->vector->request.num_headers; k++) {
      reqsig_header *header = &edit->headers[k];
      if (!rs_slice_equal_ignoring_case(header->name, parts[i].literal) || header->value.len == 0) continue;
      header->value = edit_insert(edit, header->value, header->value.len, "x");
      edit_tell_header(edit, &(rs_header_rule){.name = parts[i].literal}, " with a letter behind its value");
      return true;
    }
  return false;
}

static bool add_header(struct edit *edit, const char *name, const char *value, const char *words) {
  struct text changes = {0};
  text_addf(&changes, "header:%s", name);
  edit->headers[edit->vector->request.num_headers++] = (reqsig_header){reqsig_text(name), reqsig_text(value)};
  edit_tell(edit, (const char *)draw_keep(edit->generator, &changes).data, words);
  return true;
}

static bool add_unrelated_header(struct edit *edit) {
  return add_header(edit, "X-Added", "1", "a header X-Added that nobody reads");
}

/* Headers that some frameworks obey. */

static bool override_method(struct edit *edit) {
  bool is_delete = rs_slice_equal_ignoring_case(edit->twin->request.method, RS_LITERAL("DELETE"));
  return add_header(edit, "X-HTTP-Method-Override", is_delete ? "PUT" : "DELETE",
                    "a header that names another method");
}

static bool override_path(struct edit *edit) {
  return add_header(edit, "X-Original-URI", "/other", "a header that names another path");
}

static bool override_host(struct edit *edit) {
  return add_header(edit, "X-Forwarded-Host", "other.example", "a header that names another host");
}

static bool override_digest(struct edit *edit) {
  bool is_sha1 = edit->twin->scheme->mac.digest == RS_SHA1;
  return add_header(edit, "X-Algorithm", is_sha1 ? "sha256" : "sha1",
                    "a header that names another hash function");
}

static bool override_time(struct edit *edit) {
  return add_header(edit, "X-Date", "Thu, 01 Jan 1970 00:00:00 GMT", "a header that names another time");
}

static bool add_header_beyond_ascii(struct edit *edit) {
  return !edit_is_built_in(edit) &&
         add_header(edit, "X-Added", "\xc3\xa9", "a header with a letter beyond ASCII that nobody reads");
}

edit_fn *const edits_of_headers[] = {drop_header,
                                     drop_signature,
                                     drop_key_id,
                                     empty_header,
                                     double_header,
                                     send_name_with_underscores,
                                     put_odd_space_before,
                                     change_case_of_name,
                                     send_another_key_id,
                                     send_longer_key_id,
                                     send_key_id_in_other_case,
                                     change_timestamp,
                                     change_digest,
                                     change_case_of_digest,
                                     add_unrelated_header,
                                     override_method,
                                     override_path,
                                     override_host,
                                     override_digest,
                                     override_time,
                                     add_header_beyond_ascii,
                                     change_signed_header,
                                     split_header,
                                     NULL};
