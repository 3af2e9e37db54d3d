#include "commands/vectors_filter.h"

#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "base/terminal.h"

enum { INDENT = 4 };

/* Of vectors; each has classes and reasons of its own. */
enum kind { OF_SCHEMES, RAW_REQUESTS };

static bool is_class(enum kind kind, const char *name) {
  vector_class class;
  http_class of_requests;
  return kind == OF_SCHEMES ? vector_class_find(name, &class) : http_class_find(name, &of_requests);
}

static bool is_reason(enum kind kind, const char *name) {
  reqsig_reason reason;
  reqsig_http_error of_parser;
  return kind == OF_SCHEMES ? reason_find(name, &reason) || strcmp(name, "any") == 0
                            : http_reason_find(name, &of_parser);
}

bool vectors_filter_class(struct vectors_filter *filter, const char *name) {
  filter->class = name;
  return is_class(OF_SCHEMES, name) || is_class(RAW_REQUESTS, name);
}

bool vectors_filter_reason(struct vectors_filter *filter, const char *name) {
  filter->reason = name;
  return is_reason(OF_SCHEMES, name) || is_reason(RAW_REQUESTS, name);
}

static void add_value(struct text *values, const char *value) {
  text_addf(values, "%s%s", values->len > 0 ? ", " : "", value);
}

static void list_classes(enum kind kind, struct text *values) {
  for (int i = VECTOR_GOLDEN; kind == OF_SCHEMES && i <= VECTOR_SILENT; i++)
    add_value(values, vector_class_name((vector_class)i));
  for (int i = HTTP_MUST; kind == RAW_REQUESTS && i <= HTTP_STRICT; i++)
    add_value(values, http_class_name((http_class)i));
}

static void list_reasons(enum kind kind, struct text *values) {
  for (int i = REQSIG_REASON_MALFORMED; kind == OF_SCHEMES && i <= REQSIG_REASON_NOT_YET_VALID; i++)
    add_value(values, reqsig_reason_name((reqsig_reason)i));
  if (kind == OF_SCHEMES) add_value(values, "any");
  if (kind == OF_SCHEMES) return;
  for (reqsig_http_error i = http_reason_next(REQSIG_HTTP_NONE); i; i = http_reason_next(i))
    add_value(values, reqsig_http_error_name(i));
}

static void tell_values(const char *what, enum kind kind, void (*list)(enum kind, struct text *)) {
  struct text values = {0};
  list(kind, &values);
  message_hint("the %s of %s are:", what, kind == OF_SCHEMES ? "a scheme's vectors" : "raw requests");
  fprintf(stderr, "%*s", INDENT, "");
  terminal_wrap(stderr, INDENT, INDENT, text_string(&values));
  text_free(&values);
}

void vectors_filter_tell_reasons(void) {
  tell_values("reasons", OF_SCHEMES, list_reasons);
  tell_values("reasons", RAW_REQUESTS, list_reasons);
}

/* The first of them tells which kind is asked for. */
bool vectors_filter_check(const struct vectors_filter *filter, const char *command) {
  const char *by = filter->scheme ? "--scheme" : filter->http ? "--http" : filter->class ? "--class" : NULL;
  bool of_requests =
      filter->http || (!filter->scheme && filter->class && is_class(RAW_REQUESTS, filter->class));
  enum kind kind = of_requests ? RAW_REQUESTS : OF_SCHEMES;
  if (!by) return true;
  if (filter->class && !is_class(kind, filter->class)) {
    message_error("%s: --class %s does not go with %s", command, filter->class, by);
    tell_values("classes", kind, list_classes);
    return false;
  }
  if (filter->reason && !is_reason(kind, filter->reason)) {
    message_error("%s: --reason %s does not go with %s", command, filter->reason, by);
    tell_values("reasons", kind, list_reasons);
    return false;
  }
  return true;
}

static bool is_wanted(const char *wanted, const char *name) {
  return !wanted || strcmp(wanted, name) == 0;
}

static bool has_outcome(const struct vectors_filter *filter, bool accepted, const char *reason) {
  if (filter->reason && accepted) return false;
  return is_wanted(filter->verdict, accepted ? "accept" : "reject") && is_wanted(filter->reason, reason);
}

bool vectors_filter_has(const struct vectors_filter *filter, const struct vector *vector) {
  const struct verdict *verdict = &vector->expect.verdict;
  if (filter->http || (filter->scheme && vector->scheme != filter->scheme)) return false;
  if (!is_wanted(filter->class, vector_class_name(vector->class))) return false;
  if (!verdict->given) return !filter->verdict && !filter->reason;
  return has_outcome(filter, verdict->accepted, verdict_reason(verdict));
}

bool vectors_filter_has_request(const struct vectors_filter *filter, const struct http_vector *vector) {
  if (filter->scheme || !is_wanted(filter->class, http_class_name(vector->class))) return false;
  return has_outcome(filter, vector->reason == REQSIG_HTTP_NONE, reqsig_http_error_name(vector->reason));
}
