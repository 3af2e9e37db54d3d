/* What the command's readers call of the rest of the command. */
#ifndef REQSIG_FUZZ_COMMAND_CALLS_H
#define REQSIG_FUZZ_COMMAND_CALLS_H

#include "base/file.h"
#include "reqsig.h"

/* What every file holds, whatever its name. */
extern reqsig_slice command_calls_file;

/* The vectors in the program: one file, which the readers take for constant. */
extern struct embedded_file embedded_vectors[1];

#endif
