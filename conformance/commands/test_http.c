/* Which raw requests reqsig test --http hands to a parser. */
#include <fnmatch.h>

#include "base/message.h"
#include "commands/test_options.h"

/* What has limits is for a parser that has the same ones. */
static bool is_for_all(const struct http_vector *vector) {
  return vector->max_headers == SIZE_MAX && vector->max_body == SIZE_MAX;
}

static bool is_matched(const struct test_options *options, const struct http_vector *vector) {
  for (size_t i = 0; i < options->num_patterns; i++)
    if (fnmatch(options->patterns[i], vector->id, 0) == 0) return true;
  return options->num_patterns == 0;
}

static bool matches_any(const struct run_plan *plan, const char *pattern) {
  for (size_t i = 0; i < plan->num_http; i++)
    if (fnmatch(pattern, plan->http[i]->id, 0) == 0) return true;
  return false;
}

static bool complain_of_pattern(struct arena *arena, const char *command, const struct vector_set *set,
                                const char *pattern) {
  const char **ids = arena_get_array(arena, set->num_http, sizeof *ids);
  for (size_t i = 0; i < set->num_http; i++) ids[i] = set->http[i].id;
  message_error("%s: --run %s: no raw request for parsers of any limits has such an id", command, pattern);
  message_did_you_mean(pattern, ids, set->num_http);
  return false;
}

bool test_select_http(struct arena *arena, const struct test_options *options, const char *command,
                      const struct vector_set *set, struct run_plan *plan) {
  plan->http = arena_get_array(arena, set->num_http, sizeof *plan->http);
  for (size_t i = 0; i < set->num_http; i++)
    if (is_for_all(&set->http[i]) && is_matched(options, &set->http[i]))
      plan->http[plan->num_http++] = &set->http[i];
  for (size_t i = 0; i < options->num_patterns; i++)
    if (!matches_any(plan, options->patterns[i]))
      return complain_of_pattern(arena, command, set, options->patterns[i]);
  if (plan->num_http > 0) return true;
  message_error("%s: --http: the vectors have no http.json with raw requests", command);
  return false;
}
