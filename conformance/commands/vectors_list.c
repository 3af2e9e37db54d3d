#include "commands/vectors_list.h"

#include <string.h>

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

size_t vectors_list(const struct vectors_filter *filter, const struct vector_set *set, FILE *out) {
  int width = (int)width_of(set);
  size_t num_listed = 0;
  for (size_t i = 0; i < set->count; i++) {
    const struct vector *vector = &set->items[i];
    if (!vectors_filter_has(filter, vector)) continue;
    print(out, width, vector->id, vector_class_name(vector->class), vector->tests);
    num_listed++;
  }
  for (size_t i = 0; i < set->num_http; i++) {
    const struct http_vector *vector = &set->http[i];
    if (!vectors_filter_has_request(filter, vector)) continue;
    print(out, width, vector->id, http_class_name(vector->class), vector->tests);
    num_listed++;
  }
  return num_listed;
}
