/* What reqsig fuzz is told. */
#ifndef REQSIG_FUZZ_OPTIONS_H
#define REQSIG_FUZZ_OPTIONS_H

#include "commands/command.h"
#include "fuzz/fuzz.h"

enum { FUZZ_MAX_SCHEMES = 16 };

/* Start all-zero but for the defaults. */
struct fuzzing {
  struct arena arena;
  const reqsig_scheme *schemes[FUZZ_MAX_SCHEMES];
  struct fuzz_plan plan;
  struct run_plan run;                /* of the adapter; the others are run alike */
  char **against[FUZZ_MAX_SIDES - 1]; /* their commands, a NULL at the end of each */
  size_t num_against;
  const char *known, *save; /* or NULL */
  bool seed_given, http, json;
};

extern const struct operand fuzz_operands[];
extern const struct option fuzz_option_rows[];

/* False: the command ends with *exit_code. */
bool fuzz_options_read(struct fuzzing *fuzzing, int argc, char **argv, int *exit_code);

#endif
