/* reqsig vectors make: a file of vectors that are drawn from a recipe. */
#include <string.h>

#include "base/file.h"
#include "base/message.h"
#include "base/text.h"
#include "commands/command.h"
#include "generate/generate.h"
#include "request/arguments.h"
#include "request/opened_request.h"
#include "vectors/vector.h"

enum { OPTION_COUNT, OPTION_SEED, OPTION_CREDENTIALS, OPTION_OUTPUT };
enum { DEFAULT_COUNT = 100, MAX_COUNT = 100000, DEFAULT_SEED = 1 };

struct making {
  const reqsig_scheme *scheme;
  uint64_t count, seed;
  const char *credentials_path, *output_path;
  struct output_file output;
  struct credentials credentials;
};

static bool take(struct making *making, int option, const char *value) {
  switch (option) {
  case OPTION_COUNT:
    return options_number(&command_vectors_make, "--count", value, 1, MAX_COUNT, "", &making->count);
  case OPTION_SEED:
    return options_number(&command_vectors_make, "--seed", value, 0, NUMBER_MAX, "", &making->seed);
  case OPTION_CREDENTIALS: making->credentials_path = value; return true;
  case OPTION_OUTPUT: making->output_path = value; return true;
  case OPTIONS_OPERAND: making->scheme = scheme_argument(command_vectors_make.name, value); break;
  default: return false;
  }
  return making->scheme;
}

static bool tell_of_output(const struct making *making, const char *problem) {
  if (problem) message_error("vectors make: %s: can't be written: %s", making->output_path, problem);
  return !problem;
}

static bool open_output(struct making *making) {
  struct stat status;
  if (!making->output_path) return true;
  if (!tell_of_output(making, output_file_open(&making->output, making->output_path))) return false;
  bool is_input = making->credentials_path && stat(making->credentials_path, &status) == 0 &&
                  output_file_is(&making->output, &status);
  return !is_input || tell_of_output(making, "it is the credentials file");
}

static bool is_named_so(const char *path, const char *scheme) {
  const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
  size_t len = strlen(scheme), name_len = strlen(name);
  return name_len >= len + 5 && strncmp(name, scheme, len) == 0 && name[len] == '.' &&
         strcmp(name + name_len - 5, ".json") == 0;
}

/* Vectors are looked for by the names of their files. */
static void warn_of_name(const struct making *making) {
  const char *scheme = reqsig_scheme_name(making->scheme);
  if (!is_named_so(making->output_path, scheme))
    message_warning("vectors make: %s: to be read as vectors, the file must be named %s.json",
                    making->output_path, scheme);
}

static bool write_output(struct making *making, reqsig_slice file) {
  if (!making->output_path) return fwrite(file.data, 1, file.len, stdout) == file.len;
  if (!tell_of_output(making, output_file_write(&making->output, file))) return false;
  warn_of_name(making);
  return true;
}

/* The credentials of the file in the scheme's order; NULL: there is no file. */
static const reqsig_credential *ordered_credentials(const struct making *making, reqsig_credential *ordered) {
  const struct credentials *read = &making->credentials;
  for (size_t i = 0; i < read->num_items; i++)
    for (size_t k = 0; k < read->num_items; k++)
      if (strcmp(read->items[k].name, reqsig_scheme_credential(making->scheme, i)) == 0)
        ordered[i] = (reqsig_credential){reqsig_scheme_credential(making->scheme, i), read->items[k].value};
  return making->credentials_path ? ordered : NULL;
}

static bool draw(const struct making *making, struct text *file) {
  struct arena arena = {0};
  struct text provenance = {0};
  size_t count = (size_t)making->count;
  struct vector *vectors = arena_get_array(&arena, count, sizeof *vectors);
  reqsig_credential ordered[RS_MAX_CREDENTIALS];
  struct generation from = {making->scheme, "made", making->seed, ordered_credentials(making, ordered)};
  bool drawn = generate_vectors(&arena, &from, vectors, count);
  text_addf(&provenance, "Made by reqsig vectors make of version %s, with --seed %llu. " GENERATE_PROVENANCE,
            reqsig_version(), (unsigned long long)making->seed);
  if (drawn)
    vector_write_file(file, making->scheme, text_string(&provenance), vectors, count);
  else
    message_error("vectors make: %s: no request that is drawn is signed so that it is accepted%s",
                  reqsig_scheme_name(making->scheme), from.credentials ? " with these credentials" : "");
  text_free(&provenance);
  arena_free(&arena);
  return drawn;
}

static int make(struct making *making) {
  if (making->credentials_path &&
      !credentials_read(making->credentials_path, making->scheme, &making->credentials))
    return COMMAND_USAGE;
  struct text file = {0};
  bool made = open_output(making);
  int exit_code = made ? COMMAND_BROKEN : COMMAND_USAGE;
  if (made && draw(making, &file) && write_output(making, text_slice(&file))) exit_code = COMMAND_OK;
  output_file_close(&making->output);
  if (making->credentials_path) credentials_free(&making->credentials);
  text_free(&file);
  return exit_code;
}

static int run(int argc, char **argv) {
  struct making making = {.count = DEFAULT_COUNT, .seed = DEFAULT_SEED};
  struct options options = options_begin(&command_vectors_make, argc, argv);
  const char *value = NULL;
  options.exit_code = COMMAND_USAGE;
  for (int option; (option = options_next(&options, &value)) != OPTIONS_END;)
    if (!take(&making, option, value)) return options.exit_code;
  return make(&making);
}

static const struct operand operands[] = {SCHEME_OPERAND, {0}};

static const struct option option_rows[] = {
    {.id = OPTION_COUNT, .name = "--count", .value = "N", .text = "how many vectors; default: 100"},
    {.id = OPTION_SEED,
     .name = "--seed",
     .value = "N",
     .text = "draw them by this number; another number draws others; default: 1"},
    {.id = OPTION_CREDENTIALS,
     .name = "--credentials",
     .value = "FILE",
     .kind = VALUE_FILE,
     .text = "sign all of them with the credentials of this file, a JSON object as sign takes it; default: "
             "they are drawn too. They stand in the vectors: take credentials that are for tests alone"},
    {.id = OPTION_OUTPUT,
     .name = "--output",
     .letter = "-o",
     .value = "FILE",
     .kind = VALUE_FILE,
     .text = "write them to this file, whole or not at all; default: standard output"},
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
                                            {"2", "wrong usage, or a file that can't be read or written"},
                                            {"3", "the scheme can't be drawn from, or the output broke"},
                                            {0}},
    .examples =
        (const struct example[]){{NULL, "reqsig vectors make aet --count 500 --seed 7 -o aet.json"}, {0}},
    .run = run,
};
