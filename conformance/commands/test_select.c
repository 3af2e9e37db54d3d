#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "commands/test.h"
#include "generate/generate.h"
#include "request/known_schemes.h"

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
  size_t num_drawn = options->num_schemes > 0 ? options->num_schemes : num_schemes();
  if (options->num_fresh == 0) return true;
  struct vector *vectors = vector_set_extend(selection->set, options->num_fresh);
  for (size_t i = 0; i < num_drawn; i++) {
    const reqsig_scheme *scheme = options->num_schemes > 0 ? options->schemes[i] : scheme_at(i);
    size_t count = options->num_fresh / num_drawn + (i < options->num_fresh % num_drawn);
    struct generation from = {scheme, FRESH, options->seed, NULL};
    if (!generate_vectors(&selection->set->arena, &from, vectors, count)) {
      message_error("%s: --fresh: %s: no request that is drawn is signed so that it is accepted",
                    selection->command, reqsig_scheme_name(scheme));
      return false;
    }
    vectors += count;
  }
  vector_set_index(selection->set);
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
    message_hint("raw requests are for parsers of HTTP: see --http");
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

/* The first ones of each scheme that are signed and verified, and of those to verify only. */
static void keep_few(struct run_plan *plan) {
  enum { FEW = 3 };
  const reqsig_scheme *scheme = NULL;
  size_t num_kept = 0, num_signed = 0, num_twins = 0;
  for (size_t i = 0; i < plan->num_vectors; i++) {
    const struct vector *vector = plan->vectors[i];
    if (vector->scheme != scheme) num_signed = num_twins = 0;
    scheme = vector->scheme;
    size_t *num = vector->twin ? &num_twins : vector_has_message(vector) ? &num_signed : NULL;
    if (num && vector->class != VECTOR_SILENT && (*num)++ < FEW) plan->vectors[num_kept++] = vector;
  }
  plan->num_vectors = num_kept;
}

bool test_select(struct arena *arena, const struct test_options *options, const char *command,
                 struct vector_set *set, struct run_plan *plan) {
  struct selection selection = {arena, options, command, set};
  if (!generate_for_files(set, command) || !draw_fresh_vectors(&selection)) return false;
  plan->vectors = arena_get_array(arena, set->count, sizeof *plan->vectors);
  for (size_t i = 0; i < set->count; i++)
    if (is_selected(options, &set->items[i])) plan->vectors[plan->num_vectors++] = &set->items[i];
  if (!check_selection(&selection, plan) || !test_shard_keep(options, command, plan)) return false;
  if (options->smoke) keep_few(plan);
  return true;
}

/* ---- Raw requests, which test --http hands to a parser. */

/* What has limits is for a parser that has the same ones. */
static bool is_for_all(const struct http_vector *vector) {
  return vector->max_headers == SIZE_MAX && vector->max_body == SIZE_MAX;
}

static bool is_request_matched(const struct test_options *options, const struct http_vector *vector) {
  for (size_t i = 0; i < options->num_patterns; i++)
    if (fnmatch(options->patterns[i], vector->id, 0) == 0) return true;
  return options->num_patterns == 0;
}

static bool is_any_matched(const struct run_plan *plan, const char *pattern) {
  for (size_t i = 0; i < plan->num_http; i++)
    if (fnmatch(pattern, plan->http[i]->id, 0) == 0) return true;
  return false;
}

static bool complain_of_request(struct arena *arena, const char *command, const struct vector_set *set,
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
    if (is_for_all(&set->http[i]) && is_request_matched(options, &set->http[i]))
      plan->http[plan->num_http++] = &set->http[i];
  for (size_t i = 0; i < options->num_patterns; i++)
    if (!is_any_matched(plan, options->patterns[i]))
      return complain_of_request(arena, command, set, options->patterns[i]);
  if (plan->num_http > 0) return true;
  message_error("%s: --http: the vectors have no http.json with raw requests", command);
  return false;
}

/* The part of a run that one of several machines does. */

enum { MAX_SHARDS = 10000 };

bool test_shard_read(struct test_options *options, const struct command *command, const char *value) {
  const char *slash = strchr(value, '/');
  char first[8] = "";
  uint64_t shard = 0, num_shards = 0;
  if (slash && (size_t)(slash - value) < sizeof first) memcpy(first, value, (size_t)(slash - value));
  bool are_numbers = slash && number_read(slash + 1, 1, MAX_SHARDS, &num_shards) &&
                     number_read(first, 1, NUMBER_MAX, &shard);
  bool taken = are_numbers && shard <= num_shards;
  if (taken) options->shard = (size_t)shard;
  if (taken) options->num_shards = (size_t)num_shards;
  if (!taken)
    options_complain(command,
                     "--shard %s: expected I/N, a part and how many there are, at most %d, such as 1/4%s",
                     value, MAX_SHARDS, are_numbers ? "; I is more than N" : "");
  return taken;
}

/* As Bazel tells its tests which part is theirs; the file, once touched, tells Bazel that they heed it. */
static bool take_shard_of_environment(struct test_options *options, const struct command *command) {
  const char *index = getenv("TEST_SHARD_INDEX"), *total = getenv("TEST_TOTAL_SHARDS");
  const char *status = getenv("TEST_SHARD_STATUS_FILE");
  uint64_t shard, num_shards;
  if (!total || *total == '\0' || options->num_shards > 0) return true;
  bool taken = index && number_read(total, 1, MAX_SHARDS, &num_shards) &&
               number_read(index, 0, num_shards - 1, &shard);
  if (!taken) {
    options_complain(command,
                     "TEST_SHARD_INDEX=%s and TEST_TOTAL_SHARDS=%s in the environment: expected a number "
                     "from 0, and a larger one",
                     index ? index : "", total);
    return false;
  }
  options->shard = (size_t)shard + 1;
  options->num_shards = (size_t)num_shards;
  FILE *file = status && *status ? fopen(status, "a") : NULL;
  if (file) fclose(file);
  return true;
}

/* Each part would draw other vectors, and all parts together would be no run of one seed. */
bool test_shard_settle(struct test_options *options, const struct command *command) {
  if (!take_shard_of_environment(options, command)) return false;
  if (options->num_shards == 0) options->shard = options->num_shards = 1;
  if (options->num_shards == 1 || options->num_fresh == 0 || options->seed_given) return true;
  options_complain(command, "--fresh in a part of the run: expected --seed, the same number for each part");
  return false;
}

/* Its vectors are dealt out one by one, so that each part has some of each scheme. */
bool test_shard_keep(const struct test_options *options, const char *command, struct run_plan *plan) {
  size_t num_kept = 0, num_all = plan->num_vectors;
  for (size_t i = options->shard - 1; i < num_all; i += options->num_shards)
    plan->vectors[num_kept++] = plan->vectors[i];
  plan->num_vectors = num_kept;
  if (num_kept > 0) return true;
  message_error("%s: part %zu of %zu has no vector: the whole has %zu", command, options->shard,
                options->num_shards, num_all);
  return false;
}
