#include "commands/test_selection.h"

#include <fnmatch.h>
#include <string.h>

#include "base/message.h"
#include "generate/generate.h"

#define FRESH "fresh"

struct selection {
  struct arena *arena;
  const struct test_options *options;
  const char *command;
  struct vector_set *set;
};

/* As many of each scheme that is tested, and one more of the first ones where they don't come out even. */
static bool draw_fresh_vectors(const struct selection *selection) {
  const struct test_options *options = selection->options;
  size_t num_schemes = options->num_schemes > 0 ? options->num_schemes : reqsig_num_schemes();
  struct vector *vectors = vector_set_extend(selection->set, options->num_fresh);
  for (size_t i = 0; i < num_schemes; i++) {
    const reqsig_scheme *scheme = options->num_schemes > 0 ? options->schemes[i] : reqsig_scheme_at(i);
    size_t count = options->num_fresh / num_schemes + (i < options->num_fresh % num_schemes);
    if (!generate_vectors(&selection->set->arena, scheme, FRESH, options->seed, vectors, count)) {
      message_error("%s: --fresh: %s: no request that is drawn is signed so that it is accepted",
                    selection->command, reqsig_scheme_name(scheme));
      return false;
    }
    vectors += count;
  }
  return true;
}

static bool is_of_scheme(const struct test_options *options, const struct vector *vector) {
  bool of_scheme = options->num_schemes == 0;
  for (size_t i = 0; i < options->num_schemes; i++) of_scheme |= options->schemes[i] == vector->scheme;
  return of_scheme;
}

static bool matches(const char *pattern, const struct vector *vector) {
  return fnmatch(pattern, vector->id, 0) == 0;
}

static bool is_selected(const struct test_options *options, const struct vector *vector) {
  bool matched = options->num_patterns == 0;
  for (size_t i = 0; i < options->num_patterns && !matched; i++)
    matched = matches(options->patterns[i], vector);
  return matched && is_of_scheme(options, vector);
}

static bool selects_any(const struct selection *selection, const char *pattern) {
  for (size_t i = 0; i < selection->set->count; i++)
    if (is_of_scheme(selection->options, &selection->set->items[i]) &&
        matches(pattern, &selection->set->items[i]))
      return true;
  return false;
}

static bool has_any(const struct run_plan *plan, const reqsig_scheme *scheme) {
  for (size_t i = 0; i < plan->num_vectors; i++)
    if (plan->vectors[i]->scheme == scheme) return true;
  return false;
}

static bool matches_raw_request(const struct vector_set *set, const char *pattern) {
  for (size_t i = 0; i < set->num_http; i++)
    if (fnmatch(pattern, set->http[i].id, 0) == 0) return true;
  return false;
}

/* Whether ids that may be run begin with what somebody took for a pattern. */
static bool begins_any(const struct selection *selection, const char *pattern) {
  for (size_t i = 0; i < selection->set->count; i++)
    if (is_of_scheme(selection->options, &selection->set->items[i]) &&
        strncmp(selection->set->items[i].id, pattern, strlen(pattern)) == 0)
      return true;
  return false;
}

static void complain_of_pattern(const struct selection *selection, const char *pattern) {
  const char **ids = arena_get_array(selection->arena, selection->set->count, sizeof *ids);
  for (size_t i = 0; i < selection->set->count; i++) ids[i] = selection->set->items[i].id;
  message_error("%s: --run %s: no vector%s has such an id", selection->command, pattern,
                selection->options->num_schemes > 0 ? " of that scheme" : "");
  if (begins_any(selection, pattern))
    message_hint("did you mean --run '%s*'?", pattern);
  else
    message_did_you_mean(pattern, ids, selection->set->count);
  if (strstr(pattern, FRESH) && selection->options->num_fresh == 0)
    message_hint("a fresh vector is there with the --fresh N and --seed N that its report names");
  if (matches_raw_request(selection->set, pattern))
    message_hint("raw requests are for parsers of HTTP: no adapter is asked for one");
  message_hint("see reqsig vectors list");
}

static bool is_fresh(const struct selection *selection, const struct vector *vector) {
  return vector >= selection->set->items + selection->set->count - selection->options->num_fresh;
}

static bool has_fresh(const struct selection *selection, const struct run_plan *plan) {
  for (size_t i = 0; i < plan->num_vectors; i++)
    if (is_fresh(selection, plan->vectors[i])) return true;
  return false;
}

static bool check_fresh(const struct selection *selection, const struct run_plan *plan) {
  size_t num_fresh = selection->options->num_fresh;
  if (num_fresh == 0 || has_fresh(selection, plan)) return true;
  message_error("%s: --fresh %zu: no fresh vector is matched by --run", selection->command, num_fresh);
  message_hint("add --run '*-" FRESH "-*' for all of them");
  message_hint("see reqsig help %s", selection->command);
  return false;
}

/* What somebody named and nothing was run of would be taken for tested. */
static bool check_selection(const struct selection *selection, const struct run_plan *plan) {
  const struct test_options *options = selection->options;
  for (size_t i = 0; i < options->num_patterns; i++) {
    if (selects_any(selection, options->patterns[i])) continue;
    complain_of_pattern(selection, options->patterns[i]);
    return false;
  }
  for (size_t i = 0; i < options->num_schemes; i++) {
    if (has_any(plan, options->schemes[i])) continue;
    message_error("%s: --scheme %s: no vector of it is %s", selection->command,
                  reqsig_scheme_name(options->schemes[i]),
                  options->num_patterns > 0 ? "matched by --run" : "there");
    message_hint("see reqsig help %s", selection->command);
    return false;
  }
  return check_fresh(selection, plan);
}

bool test_select(struct arena *arena, const struct test_options *options, const char *command,
                 struct vector_set *set, struct run_plan *plan) {
  struct selection selection = {arena, options, command, set};
  if (!draw_fresh_vectors(&selection)) return false;
  plan->vectors = arena_get_array(arena, set->count, sizeof *plan->vectors);
  for (size_t i = 0; i < set->count; i++)
    if (is_selected(options, &set->items[i])) plan->vectors[plan->num_vectors++] = &set->items[i];
  return check_selection(&selection, plan);
}
