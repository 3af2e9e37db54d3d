#include "request/unsigned_parts.h"

#include "lib/message_builder.h"
#include "request/secrets.h"

static bool takes(const reqsig_scheme *recipe, rs_source source) {
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS; i++)
    if (recipe->message[i].from == source) return true;
  return false;
}

/* Whether the part gives the message any byte: it may be left out for such a request. */
static bool gives_bytes(const struct opened_request *opened, const rs_part *part) {
  rs_builder builder;
  reqsig_buffer text = {NULL, 0, 0};
  rs_sink sink = rs_sink_to_buffer(&text);
  if (rs_builder_begin(&builder, &opened->context, &opened->request.request) != REQSIG_OK) return false;
  rs_part_emit(&builder, part, &sink);
  return text.len > 0;
}

static bool takes_body(const struct opened_request *opened, const reqsig_scheme *recipe) {
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS; i++) {
    const rs_part *part = &recipe->message[i];
    bool is_body = part->from == RS_FROM_BODY || part->from == RS_FROM_BODY_OR_QUERY;
    if (is_body && gives_bytes(opened, part)) return true;
  }
  return false;
}

/* Where a list goes on; the words before it stay. */
static void add_item(struct text *list, size_t begin, const char *what) {
  text_addf(list, "%s%s", list->len > begin ? ", " : "", what);
}

static void add_query(const struct opened_request *opened, const reqsig_scheme *recipe, bool utf8,
                      struct text *list, size_t begin) {
  const reqsig_request *request = &opened->request.request;
  reqsig_slice query = rs_query_of(request->target);
  bool instead_of_body = takes(recipe, RS_FROM_BODY_OR_QUERY) && request->body.len == 0;
  if (query.len == 0 || instead_of_body || takes(recipe, RS_FROM_QUERY)) return;
  add_item(list, begin, "the query");
  if (secrets_find(opened, query)) return;
  text_add_string(list, " ");
  text_add_escaped(list, query, utf8);
}

bool add_unsigned_parts(const struct opened_request *opened, bool utf8, struct text *to) {
  const reqsig_scheme *recipe = &rs_context_of(&opened->context)->recipe;
  size_t begin = to->len;
  if (!takes(recipe, RS_FROM_METHOD)) add_item(to, begin, "the method");
  if (!takes(recipe, RS_FROM_PATH)) add_item(to, begin, "the path");
  add_query(opened, recipe, utf8, to, begin);
  if (opened->request.request.body.len > 0 && !takes_body(opened, recipe)) add_item(to, begin, "the body");
  return to->len > begin;
}

static bool is_read(const reqsig_scheme *recipe, reqsig_slice name) {
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && recipe->headers[i].name.len; i++)
    if (recipe->headers[i].sending != RS_SENT_UNLESS_PRESENT &&
        rs_slice_equal_ignoring_case(recipe->headers[i].name, name))
      return true;
  return false;
}

bool add_unread_headers(const struct opened_request *opened, bool utf8, struct text *to) {
  const reqsig_request *request = &opened->request.request;
  const reqsig_scheme *recipe = &rs_context_of(&opened->context)->recipe;
  size_t begin = to->len;
  for (size_t i = 0; i < request->num_headers; i++) {
    reqsig_slice name = request->headers[i].name;
    if (is_read(recipe, name) || secrets_find(opened, name)) continue;
    add_item(to, begin, "");
    text_add_escaped(to, name, utf8);
  }
  return to->len > begin;
}
