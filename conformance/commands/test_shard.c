/* The part of a run that one of several machines does. */
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "commands/test_options.h"

enum { MAX_SHARDS = 10000 };

bool test_shard_read(struct test_options *options, const struct command *command, const char *value) {
  const char *slash = strchr(value, '/');
  char first[8] = "";
  uint64_t shard, num_shards;
  if (slash && (size_t)(slash - value) < sizeof first) memcpy(first, value, (size_t)(slash - value));
  bool taken = slash && number_read(slash + 1, 1, MAX_SHARDS, &num_shards) &&
               number_read(first, 1, num_shards, &shard);
  if (taken) options->shard = (size_t)shard;
  if (taken) options->num_shards = (size_t)num_shards;
  if (!taken)
    options_complain(command, "--shard %s: expected I/N, a part and how many there are, such as 1/4", value);
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
