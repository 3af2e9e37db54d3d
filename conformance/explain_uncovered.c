#include <stdio.h>
#include <string.h>

#include "explain.h"
#include "lib/bytes.h"
#include "visible.h"

enum { MAX_TEXT = 400, MAX_QUERY = 120 };

static bool takes(const reqsig_scheme *recipe, rs_source source) {
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS; i++)
    if (recipe->message[i].from == source) return true;
  return false;
}

/* Whether the bytes of the message depend on the body: a part may leave it out for such a request. */
static bool takes_body(const struct explain *explain) {
  size_t number = 0;
  for (size_t i = 0; i < explain->steps.num_steps; i++) {
    const reqsig_step *step = &explain->steps.steps[i];
    if (step->kind != REQSIG_STEP_PART) continue;
    rs_source from = explain->recipe->message[number++].from;
    if ((from == RS_FROM_BODY || from == RS_FROM_BODY_OR_QUERY) && step->bytes.len > 0) return true;
  }
  return false;
}

static void add(char *text, const char *what, const char *detail) {
  size_t len = strlen(text);
  snprintf(text + len, MAX_TEXT - len, "%s%s%s", len > 0 ? ", " : "", what, detail);
}

static void add_query(const struct explain *explain, char *text) {
  const reqsig_request *request = &explain->signing->request.request;
  const uint8_t *mark = request->target.len ? memchr(request->target.data, '?', request->target.len) : NULL;
  bool instead_of_body = takes(explain->recipe, RS_FROM_BODY_OR_QUERY) && request->body.len == 0;
  if (!mark || instead_of_body || takes(explain->recipe, RS_FROM_QUERY)) return;
  char query[MAX_QUERY];
  size_t at = (size_t)(mark - request->target.data);
  visible_text(rs_slice_after(request->target, at), explain->page.term.utf8, query, sizeof query);
  add(text, "the query ", query);
}

void explain_uncovered(struct explain *explain) {
  char text[MAX_TEXT] = "", line[MAX_TEXT + 100];
  if (!takes(explain->recipe, RS_FROM_METHOD)) add(text, "the method", "");
  if (!takes(explain->recipe, RS_FROM_PATH)) add(text, "the path", "");
  add_query(explain, text);
  if (explain->signing->request.request.body.len > 0 && !takes_body(explain)) add(text, "the body", "");
  if (!*text) return;
  snprintf(line, sizeof line, "Of the request, these are no part of the message: %s.", text);
  fputc('\n', explain->page.out);
  page_text(&explain->page, line);
}
