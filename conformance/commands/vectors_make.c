/* reqsig vectors make: a file of vectors that are drawn from a recipe. */
#include <stdio.h>

#include "base/quantity.h"
#include "commands/command.h"
#include "generate/generate.h"
#include "request/arguments.h"
#include "vectors/vector.h"

enum { OPTION_COUNT, OPTION_SEED };
enum { DEFAULT_COUNT = 100, MAX_COUNT = 100000, DEFAULT_SEED = 1 };

struct making {
  const reqsig_scheme *scheme;
  uint64_t count, seed;
};

static bool take(struct making *making, int option, const char *value) {
  switch (option) {
  case OPTION_COUNT:
    return options_number(&command_vectors_make, "--count", value, 1, MAX_COUNT, "", &making->count);
  case OPTION_SEED:
    return options_number(&command_vectors_make, "--seed", value, 0, NUMBER_MAX, "", &making->seed);
  case OPTIONS_OPERAND: making->scheme = scheme_argument(command_vectors_make.name, value); break;
  default: return false;
  }
  return making->scheme;
}

static int print_vectors(const struct making *making) {
  struct arena arena = {0};
  struct text file = {0};
  size_t count = (size_t)making->count;
  struct vector *vectors = arena_get_array(&arena, count, sizeof *vectors);
  bool drawn = generate_vectors(&arena, making->scheme, "made", making->seed, vectors, count);
  if (drawn) vector_write_file(&file, making->scheme, vectors, count);
  if (drawn) fwrite(file.data, 1, file.len, stdout);
  if (!drawn)
    message_error("vectors make: %s: no request that is drawn is signed so that it is accepted",
                  reqsig_scheme_name(making->scheme));
  text_free(&file);
  arena_free(&arena);
  return drawn ? COMMAND_OK : COMMAND_BROKEN;
}

static int run(int argc, char **argv) {
  struct making making = {.count = DEFAULT_COUNT, .seed = DEFAULT_SEED};
  struct options options = options_begin(&command_vectors_make, argc, argv);
  const char *value = NULL;
  options.exit_code = COMMAND_USAGE;
  for (int option; (option = options_next(&options, &value)) != OPTIONS_END;)
    if (!take(&making, option, value)) return options.exit_code;
  return print_vectors(&making);
}

static const struct operand operands[] = {SCHEME_OPERAND, {0}};

static const struct option option_rows[] = {
    {.id = OPTION_COUNT, .name = "--count", .value = "N", .text = "how many vectors; default: 100"},
    {.id = OPTION_SEED,
     .name = "--seed",
     .value = "N",
     .text = "draw them by this number; another number draws others; default: 1"},
    {0}};

const struct command command_vectors_make = {
    .name = "vectors make",
    .summary = "print new vectors of a scheme, drawn from its rules",
    .description =
        "Prints a file of vectors in the format of the published ones. They are drawn from the scheme's "
        "rules by a seed; what they expect is what this library gives. About half of them are requests to "
        "sign and to verify, the others such a request with one edit, to verify only.\n\n"
        "reqsig test --fresh draws such vectors for one run.",
    .operands = operands,
    .options = option_rows,
    .exit_codes = (const struct help_row[]){{"0", "done"},
                                            {"2", "wrong usage"},
                                            {"3", "the scheme can't be drawn from, or the output broke"},
                                            {0}},
    .examples =
        (const struct example[]){{NULL, "reqsig vectors make aet --count 500 --seed 7 > aet.json"}, {0}},
    .run = run,
};
