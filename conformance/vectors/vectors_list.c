#include "vectors_list.h"

#include <string.h>

#include "rulings.h"

bool vectors_filter_class(struct vectors_filter *filter, const char *name) {
  vector_class class;
  http_class of_requests;
  filter->class = name;
  return vector_class_find(name, &class) || http_class_find(name, &of_requests);
}

bool vectors_filter_reason(struct vectors_filter *filter, const char *name) {
  reqsig_reason reason;
  reqsig_http_error of_parser;
  filter->reason = name;
  return reason_find(name, &reason) || http_reason_find(name, &of_parser);
}

static bool is_wanted(const char *wanted, const char *name) {
  return !wanted || strcmp(wanted, name) == 0;
}

static bool has_outcome(const struct vectors_filter *filter, bool accepted, const char *reason) {
  if (filter->reason && accepted) return false;
  return is_wanted(filter->verdict, accepted ? "accept" : "reject") && is_wanted(filter->reason, reason);
}

static bool is_listed(const struct vectors_filter *filter, const struct vector *vector) {
  const struct ruling *ruling = &vector->expect.ruling;
  if (filter->http || (filter->scheme && vector->scheme != filter->scheme)) return false;
  if (!is_wanted(filter->class, vector_class_name(vector->class))) return false;
  if (!ruling->given) return !filter->verdict && !filter->reason;
  return has_outcome(filter, ruling->accepted, reqsig_reason_name(ruling->reason));
}

static bool is_request_listed(const struct vectors_filter *filter, const struct http_vector *vector) {
  if (filter->scheme || !is_wanted(filter->class, http_class_name(vector->class))) return false;
  return has_outcome(filter, vector->reason == REQSIG_HTTP_NONE, reqsig_http_error_name(vector->reason));
}

static size_t width_of(const struct vector_set *set) {
  size_t width = 0;
  for (size_t i = 0; i < set->count; i++)
    if (strlen(set->items[i].id) > width) width = strlen(set->items[i].id);
  for (size_t i = 0; i < set->num_http; i++)
    if (strlen(set->http[i].id) > width) width = strlen(set->http[i].id);
  return width;
}

static void print(FILE *out, int width, const char *id, const char *class, const char *tests) {
  fprintf(out, "%-*s  %-7s  %s\n", width, id, class, tests);
}

void vectors_list(const struct vectors_filter *filter, const struct vector_set *set, FILE *out) {
  int width = (int)width_of(set);
  for (size_t i = 0; i < set->count; i++) {
    const struct vector *vector = &set->items[i];
    if (is_listed(filter, vector))
      print(out, width, vector->id, vector_class_name(vector->class), vector->tests);
  }
  for (size_t i = 0; i < set->num_http; i++) {
    const struct http_vector *vector = &set->http[i];
    if (is_request_listed(filter, vector))
      print(out, width, vector->id, http_class_name(vector->class), vector->tests);
  }
}
