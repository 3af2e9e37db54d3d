#include "generate/edit.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "lib/bytes.h"

/* The vector that is being made out of its twin. */
struct edit {
  struct generator *generator;
  const struct vector *twin;
  struct vector *vector;
  reqsig_header *headers; /* the vector's own, with room for one more */
};

typedef bool edit_fn(struct edit *edit);

static void tell(struct edit *edit, const char *changes, const char *words) {
  edit->vector->changes = changes;
  edit->vector->edit = words;
}

static const char *join(struct edit *edit, const char *first, const char *second) {
  struct text text = {0};
  text_addf(&text, "%s%s", first, second);
  const char *joined = arena_copy(edit->generator->arena, text_slice(&text));
  text_free(&text);
  return joined;
}

static void tell_header(struct edit *edit, const rs_header_rule *rule, const char *words) {
  const char *name = arena_copy(edit->generator->arena, rule->name);
  tell(edit, join(edit, "header:", name), join(edit, name, words));
}

static uint8_t *copy_bytes(struct edit *edit, reqsig_slice bytes) {
  return (uint8_t *)arena_copy(edit->generator->arena, bytes);
}

static const rs_header_rule *rule_with(const struct edit *edit, rs_source source) {
  const reqsig_scheme *scheme = edit->twin->scheme;
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && scheme->headers[i].name.len > 0; i++)
    for (size_t k = 0; k < RS_MAX_VALUE_PARTS && scheme->headers[i].value[k].from; k++)
      if (scheme->headers[i].value[k].from == source) return &scheme->headers[i];
  return NULL;
}

static reqsig_header *header_of(struct edit *edit, const rs_header_rule *rule) {
  if (!rule) return NULL;
  for (size_t i = 0; i < edit->vector->request.num_headers; i++)
    if (rs_slice_equal_ignoring_case(edit->headers[i].name, rule->name)) return &edit->headers[i];
  return NULL;
}

/* The signature stands at the end of its header in every form that a recipe can say. */
static bool change_signature(struct edit *edit) {
  const rs_header_rule *rule = rule_with(edit, RS_FROM_MAC);
  reqsig_header *header = header_of(edit, rule);
  if (!header) return false;
  size_t back = 4 + random_below(&edit->generator->random, 16);
  if (header->value.len < back + 1) return false;
  uint8_t *value = copy_bytes(edit, header->value), *digit = &value[header->value.len - back];
  *digit = *digit == '0' ? '1' : '0';
  header->value = rs_slice(value, header->value.len);
  tell_header(edit, rule, " with another character in the signature");
  return !rs_slice_equal(header->value, edit->twin->signed_request.headers[header - edit->headers].value);
}

static bool cut_signature(struct edit *edit) {
  const rs_header_rule *rule = rule_with(edit, RS_FROM_MAC);
  reqsig_header *header = header_of(edit, rule);
  if (!header) return false;
  header->value.len -= 2;
  tell_header(edit, rule, " without its last two characters");
  return true;
}

static void drop_header(struct edit *edit, const reqsig_header *header) {
  size_t at = (size_t)(header - edit->headers), num = --edit->vector->request.num_headers;
  memmove(&edit->headers[at], &edit->headers[at + 1], (num - at) * sizeof *edit->headers);
}

static bool drop_one_with(struct edit *edit, rs_source source) {
  const rs_header_rule *rule = rule_with(edit, source);
  reqsig_header *header = header_of(edit, rule);
  if (!header) return false;
  drop_header(edit, header);
  tell_header(edit, rule, " left out");
  return true;
}

static bool drop_signature(struct edit *edit) {
  return drop_one_with(edit, RS_FROM_MAC);
}
static bool drop_timestamp(struct edit *edit) {
  return drop_one_with(edit, RS_FROM_TIMESTAMP);
}
static bool drop_key_id(struct edit *edit) {
  return drop_one_with(edit, RS_FROM_CREDENTIAL);
}
static bool drop_digest(struct edit *edit) {
  return drop_one_with(edit, RS_FROM_BODY);
}

static bool double_signature(struct edit *edit) {
  const rs_header_rule *rule = rule_with(edit, RS_FROM_MAC);
  const reqsig_header *header = header_of(edit, rule);
  if (!header) return false;
  edit->headers[edit->vector->request.num_headers++] = *header;
  tell_header(edit, rule, " twice with the same value");
  return true;
}

static bool change_case_of_name(struct edit *edit) {
  const rs_header_rule *rule = rule_with(edit, RS_FROM_MAC);
  reqsig_header *header = header_of(edit, rule);
  if (!header) return false;
  uint8_t *name = copy_bytes(edit, header->name);
  for (size_t i = 0; i < header->name.len; i++)
    name[i] = (uint8_t)(isupper(name[i]) ? tolower(name[i]) : toupper(name[i]));
  header->name = rs_slice(name, header->name.len);
  tell_header(edit, rule, " with its name in the other letter case");
  return true;
}

/* The header carries nothing but the key id: beside a signature another one would be the signer's. */
static bool is_key_id_alone(const rs_header_rule *rule) {
  bool has_key_id = false, has_mac = false;
  for (size_t k = 0; k < RS_MAX_VALUE_PARTS && rule->value[k].from; k++) {
    has_key_id |= rule->value[k].from == RS_FROM_CREDENTIAL;
    has_mac |= rule->value[k].from == RS_FROM_MAC;
  }
  return has_key_id && !has_mac;
}

static bool send_another_key_id(struct edit *edit) {
  const rs_header_rule *rule = rule_with(edit, RS_FROM_CREDENTIAL);
  reqsig_header *header = header_of(edit, rule);
  if (!header || !is_key_id_alone(rule)) return false;
  uint8_t *value = copy_bytes(edit, header->value), *last = &value[header->value.len - 1];
  *last = *last == 'x' ? 'y' : 'x';
  header->value = rs_slice(value, header->value.len);
  tell_header(edit, rule, " with another last letter");
  return true;
}

static bool add_unrelated_header(struct edit *edit) {
  edit->headers[edit->vector->request.num_headers++] =
      (reqsig_header){RS_LITERAL("X-Added"), draw_text(edit->generator, "abc123", 1, 8)};
  tell(edit, "header:X-Added", "a header X-Added that nobody reads");
  return true;
}

static bool change_body(struct edit *edit) {
  reqsig_slice body = edit->vector->request.body;
  uint8_t *bytes = copy_bytes(edit, body);
  for (size_t i = body.len; i-- > 0;) {
    if (!isalnum(bytes[i])) continue;
    bytes[i] = bytes[i] == 'x' ? 'y' : 'x';
    edit->vector->request.body = rs_slice(bytes, body.len);
    tell(edit, "body", "another letter in place of the body's last one");
    /* a member's timestamp must stay as it is: that would be a second thing changed */
    return edit->twin->scheme->time.place != RS_TIME_IN_BODY_MEMBER;
  }
  return false;
}

static bool append_to_body(struct edit *edit) {
  if (edit->vector->request.body.len == 0) return false;
  struct text body = {0};
  text_add(&body, edit->vector->request.body);
  text_add_string(&body, " ");
  edit->vector->request.body = rs_slice(arena_copy(edit->generator->arena, text_slice(&body)), body.len);
  text_free(&body);
  tell(edit, "body", "a space behind the body");
  return true;
}

/* Whether a scheme signs a request may depend on its method: then it is not changed. */
static bool change_method(struct edit *edit) {
  if (edit->twin->scheme->signs.methods[0]) return false;
  bool is_put = rs_slice_equal(edit->vector->request.method, RS_LITERAL("PUT"));
  edit->vector->request.method = is_put ? RS_LITERAL("PATCH") : RS_LITERAL("PUT");
  tell(edit, "method", is_put ? "the method PATCH" : "the method PUT");
  return true;
}

static bool change_target(struct edit *edit, size_t at, const char *added, const char *words) {
  struct text target = {0};
  reqsig_slice from = edit->vector->request.target;
  text_add(&target, rs_slice(from.data, at));
  text_add_string(&target, added);
  text_add(&target, rs_slice_after(from, at));
  edit->vector->request.target =
      rs_slice(arena_copy(edit->generator->arena, text_slice(&target)), target.len);
  text_free(&target);
  tell(edit, "target", words);
  return true;
}

static bool change_path(struct edit *edit) {
  return change_target(edit, 1, "x", "a letter at the beginning of the path");
}

static bool change_query(struct edit *edit) {
  reqsig_slice target = edit->vector->request.target;
  bool has_query = memchr(target.data, '?', target.len) != NULL;
  return change_target(edit, target.len, has_query ? "&x=1" : "?x=1", "one more parameter in the query");
}

static bool change_credential(struct edit *edit, size_t index, const char *words) {
  struct vector *vector = edit->vector;
  reqsig_credential *credentials =
      arena_get_array(edit->generator->arena, vector->num_credentials, sizeof *credentials);
  memcpy(credentials, vector->credentials, vector->num_credentials * sizeof *credentials);
  credentials[index].value = draw_credential(edit->generator, index);
  vector->credentials = credentials;
  tell(edit, join(edit, "credential:", credentials[index].name), words);
  return !rs_slice_equal(credentials[index].value, edit->twin->credentials[index].value);
}

/* Where the secret travels too, another one is another key id as well: two things. */
static bool change_secret(struct edit *edit) {
  size_t key = edit->twin->scheme->mac.key;
  if (draw_is_sent(edit->twin->scheme, key)) return false;
  return change_credential(edit, key, "verified with another secret");
}

static bool change_key_id(struct edit *edit) {
  const reqsig_scheme *scheme = edit->twin->scheme;
  for (size_t i = 0; i < edit->twin->num_credentials; i++)
    if (i != scheme->mac.key && draw_is_sent(scheme, i))
      return change_credential(edit, i, "verified for another key id");
  return false;
}

static bool change_now(struct edit *edit, int64_t now_ms, const char *words) {
  if (!edit->twin->scheme->time.window.given || now_ms < 0) return false;
  edit->vector->now_ms = now_ms;
  tell(edit, "now", words);
  return true;
}

static bool verify_long_after(struct edit *edit) {
  return change_now(edit, edit->twin->now_ms + 2 * edit->twin->scheme->time.window.past_ms + 1,
                    "verified after the end of the window");
}

static bool verify_long_before(struct edit *edit) {
  return change_now(edit, edit->twin->now_ms - 2 * edit->twin->scheme->time.window.future_ms - 1,
                    "verified before the beginning of the window");
}

static edit_fn *const kinds[] = {
    change_signature, cut_signature,       drop_signature,       drop_timestamp,     drop_key_id,
    drop_digest,      double_signature,    change_case_of_name,  change_body,        append_to_body,
    change_method,    change_path,         add_unrelated_header, change_query,       change_secret,
    change_key_id,    send_another_key_id, verify_long_after,    verify_long_before,
};

size_t edit_num_kinds(void) {
  return sizeof kinds / sizeof *kinds;
}

bool edit_vector(struct generator *generator, const struct vector *twin, size_t kind, struct vector *edited) {
  const reqsig_request *request = &twin->signed_request;
  struct edit edit = {generator, twin, edited,
                      arena_get_array(generator->arena, request->num_headers + 1, sizeof(reqsig_header))};
  *edited = *twin;
  edited->twin = twin->id;
  edited->expect = (struct expectation){0};
  edited->profile_expects = NULL;
  edited->num_profile_expects = 0;
  memcpy(edit.headers, request->headers, request->num_headers * sizeof *edit.headers);
  edited->request = *request;
  edited->request.headers = edit.headers;
  if (!kinds[kind](&edit)) return false;
  edited->signed_request = edited->request;
  return true;
}
