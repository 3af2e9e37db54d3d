#include "request/unsigned_parts.h"

#include <stdio.h>
#include <string.h>

#include "base/escape.h"
#include "lib/message_builder.h"
#include "request/secrets.h"

enum { MAX_NAME = 120 };

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

static void add(char *text, const char *what, const char *detail) {
  size_t len = strlen(text);
  snprintf(text + len, UNCOVERED_MAX - len, "%s%s%s", len > 0 ? ", " : "", what, detail);
}

static void add_query(const struct opened_request *opened, const reqsig_scheme *recipe, bool utf8,
                      char *text) {
  const reqsig_request *request = &opened->request.request;
  reqsig_slice query = rs_query_of(request->target);
  bool instead_of_body = takes(recipe, RS_FROM_BODY_OR_QUERY) && request->body.len == 0;
  if (query.len == 0 || instead_of_body || takes(recipe, RS_FROM_QUERY)) return;
  char shown[MAX_NAME] = "";
  if (!secrets_find(opened, query)) escape_text(query, utf8, shown, sizeof shown);
  add(text, *shown ? "the query " : "the query", shown);
}

bool unsigned_parts(const struct opened_request *opened, bool utf8, char text[UNCOVERED_MAX]) {
  const reqsig_scheme *recipe = &rs_context_of(&opened->context)->recipe;
  text[0] = '\0';
  if (!takes(recipe, RS_FROM_METHOD)) add(text, "the method", "");
  if (!takes(recipe, RS_FROM_PATH)) add(text, "the path", "");
  add_query(opened, recipe, utf8, text);
  if (opened->request.request.body.len > 0 && !takes_body(opened, recipe)) add(text, "the body", "");
  return *text != '\0';
}

static bool is_read(const reqsig_scheme *recipe, reqsig_slice name) {
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && recipe->headers[i].name.len; i++)
    if (recipe->headers[i].sending != RS_SENT_UNLESS_PRESENT &&
        rs_slice_equal_ignoring_case(recipe->headers[i].name, name))
      return true;
  return false;
}

bool unsigned_headers(const struct opened_request *opened, bool utf8, char text[UNCOVERED_MAX]) {
  const reqsig_request *request = &opened->request.request;
  const reqsig_scheme *recipe = &rs_context_of(&opened->context)->recipe;
  char name[MAX_NAME];
  text[0] = '\0';
  for (size_t i = 0; i < request->num_headers; i++)
    if (!is_read(recipe, request->headers[i].name) && !secrets_find(opened, request->headers[i].name))
      add(text, escape_text(request->headers[i].name, utf8, name, sizeof name), "");
  return *text != '\0';
}
