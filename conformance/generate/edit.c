#include "generate/edit.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "lib/bytes.h"
#include "lib/parameters.h"
#include "lib/request.h"
#include "lib/transform.h"
#include "request/opened_request.h"
#include "vectors/grade.h"

void edit_tell(struct edit *edit, const char *changes, const char *words) {
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

void edit_tell_header(struct edit *edit, const rs_header_rule *rule, const char *words) {
  const char *name = arena_copy(edit->generator->arena, rule->name);
  edit_tell(edit, join(edit, "header:", name), join(edit, name, words));
}

bool edit_carries(const rs_header_rule *rule, rs_source source) {
  for (size_t i = 0; i < RS_MAX_VALUE_PARTS && rule->value[i].from; i++)
    if (rule->value[i].from == source) return true;
  return false;
}

const rs_header_rule *edit_rule_with(const struct edit *edit, rs_source source) {
  const rs_header_rule *rules = edit->twin->scheme->headers;
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && rules[i].name.len > 0; i++)
    if (edit_carries(&rules[i], source)) return &rules[i];
  return NULL;
}

reqsig_header *edit_header_of(struct edit *edit, const rs_header_rule *rule) {
  if (!rule) return NULL;
  for (size_t i = 0; i < edit->vector->request.num_headers; i++)
    if (rs_slice_equal_ignoring_case(edit->headers[i].name, rule->name)) return &edit->headers[i];
  return NULL;
}

reqsig_header *edit_field_of(struct edit *edit, const rs_header_rule *rule) {
  if (!rule || rule->place == RS_IN_HEADER) return edit_header_of(edit, rule);
  const reqsig_header *sent = sent_field(edit->generator->arena, &edit->twin->signed_request, rule);
  if (!sent) return NULL;
  if (edit->parameter_rule != rule) edit->parameter = *sent;
  edit->parameter_rule = rule;
  return &edit->parameter;
}

/* The target, or the header, with the changed value in it. */
static void put_parameter(struct edit *edit) {
  reqsig_slice target = edit->twin->signed_request.target, written;
  struct text text = {0};
  if (!edit->parameter_rule) return;
  if (edit->parameter_rule->place == RS_IN_CODED_HEADER) {
    edit_header_of(edit, edit->parameter_rule)->value =
        sent_code_value(edit->generator->arena, edit->parameter_rule, edit->parameter.value);
    return;
  }
  if (rs_parameter_find(rs_bare_query_of(target), edit->parameter_rule->name, &written) == 0) return;
  size_t before = (size_t)(written.data - target.data);
  text_add(&text, rs_slice(target.data, before));
  for (size_t i = 0; i < edit->parameter.value.len; i++) {
    uint8_t c = edit->parameter.value.data[i];
    text_addf(&text, rs_is_unreserved(c) ? "%c" : "%%%02X", c);
  }
  text_add(&text, rs_slice_after(target, before + written.len));
  edit->vector->request.target = draw_keep(edit->generator, &text);
  edit->vector->changes = "target";
}

uint8_t *edit_copy(struct edit *edit, reqsig_slice bytes) {
  return (uint8_t *)arena_copy(edit->generator->arena, bytes);
}

reqsig_slice edit_insert(struct edit *edit, reqsig_slice bytes, size_t at, const char *others) {
  struct text text = {0};
  text_add(&text, rs_slice(bytes.data, at));
  text_add_string(&text, others);
  text_add(&text, rs_slice_after(bytes, at));
  reqsig_slice copy = rs_slice(arena_copy(edit->generator->arena, text_slice(&text)), text.len);
  text_free(&text);
  return copy;
}

reqsig_slice edit_change_case(struct edit *edit, reqsig_slice bytes, size_t start) {
  uint8_t *copy = edit_copy(edit, bytes);
  size_t at = start;
  while (at < bytes.len && !isalpha(copy[at])) at++;
  if (at < bytes.len) copy[at] = (uint8_t)(isupper(copy[at]) ? tolower(copy[at]) : toupper(copy[at]));
  return rs_slice(copy, bytes.len);
}

/* What is answered for the rule: a header, or a parameter of the target that is answered. */
static const reqsig_header *given_field(struct arena *arena, const struct library_answer *answer,
                                        const rs_header_rule *rule) {
  if (answer->status != REQSIG_OK) return NULL;
  const reqsig_request answered = {.headers = answer->headers.items, .num_headers = answer->headers.count};
  if (rule->place != RS_IN_QUERY) return sent_field(arena, &answered, rule);
  const reqsig_header *path = header_list_find(&answer->headers, RS_LITERAL(REQSIG_PATH_HEADER), NULL);
  return path ? sent_field(arena, &(reqsig_request){.target = path->value}, rule) : NULL;
}

bool edit_take_signature(struct edit *edit, const struct vector *other) {
  struct arena scratch = {0};
  struct name_list none = {NULL, 0};
  const rs_header_rule *rule = edit_rule_with(edit, RS_FROM_MAC);
  reqsig_header *own = edit_field_of(edit, rule);
  struct library_answer answer = library_answer(&scratch, other, &none);
  const reqsig_header *given = own ? given_field(&scratch, &answer, rule) : NULL;
  bool taken = given && !rs_slice_equal(given->value, own->value);
  if (taken) own->value = rs_slice(edit_copy(edit, given->value), given->value.len);
  arena_free(&scratch);
  return taken;
}

bool edit_take_header(struct edit *edit, const reqsig_header *given) {
  reqsig_slice value = rs_slice(edit_copy(edit, given->value), given->value.len);
  if (rs_slice_equal(given->name, RS_LITERAL(REQSIG_PATH_HEADER))) {
    bool is_other = !rs_slice_equal(value, edit->vector->request.target);
    edit->vector->request.target = value;
    return is_other;
  }
  reqsig_header *own = edit_header_of(edit, &(rs_header_rule){.name = given->name});
  bool is_other = own && !rs_slice_equal(value, own->value);
  if (own) own->value = value;
  return is_other;
}

bool edit_take_headers(struct edit *edit, const struct vector *other) {
  struct arena scratch = {0};
  struct name_list none = {NULL, 0};
  struct library_answer answer = library_answer(&scratch, other, &none);
  bool taken = false;
  for (size_t i = 0; answer.status == REQSIG_OK && answer.is_signed && i < answer.headers.count; i++)
    taken |= edit_take_header(edit, &answer.headers.items[i]);
  arena_free(&scratch);
  return taken;
}

bool edit_is_built_in(const struct edit *edit) {
  return reqsig_scheme_find(reqsig_scheme_name(edit->twin->scheme)) == edit->twin->scheme;
}

bool edit_is_open(int64_t end) {
  return end == INT64_MAX;
}

void edit_drop_header(struct edit *edit, const reqsig_header *header) {
  size_t at = (size_t)(header - edit->headers), num = --edit->vector->request.num_headers;
  memmove(&edit->headers[at], &edit->headers[at + 1], (num - at) * sizeof *edit->headers);
}

static edit_fn *const *const lists[] = {edits_of_signatures, edits_of_macs,      edits_of_headers,
                                        edits_of_parameters, edits_of_requests,  edits_of_signers,
                                        edits_of_times,      edits_of_verifiers, edits_of_items};

size_t edit_num_kinds(void) {
  size_t num = 0;
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
    for (edit_fn *const *kind = lists[i]; *kind; kind++) num++;
  return num;
}

size_t edit_kind_of_shared_mistakes(void) {
  size_t kind = 0;
  for (size_t i = 0; lists[i] != edits_of_signers; i++)
    for (edit_fn *const *at = lists[i]; *at; at++) kind++;
  return kind + 1;
}

static edit_fn *find_kind(size_t kind) {
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
    for (edit_fn *const *at = lists[i]; *at; at++)
      if (kind-- == 0) return *at;
  return NULL;
}

bool edit_vector(struct generator *generator, const struct vector *twin, size_t kind, reqsig_header *headers,
                 struct vector *edited) {
  const reqsig_request *request = &twin->signed_request;
  struct edit edit = {.generator = generator, .twin = twin, .vector = edited, .headers = headers};
  *edited = *twin;
  edited->twin = twin->id;
  edited->expect = (struct expectation){0};
  edited->profile_expects = NULL;
  edited->num_profile_expects = 0;
  if (request->num_headers > 0) memcpy(headers, request->headers, request->num_headers * sizeof *headers);
  edited->request = *request;
  edited->request.headers = headers;
  if (!find_kind(kind)(&edit)) return false;
  put_parameter(&edit);
  edited->signed_request = edited->request;
  return true;
}
