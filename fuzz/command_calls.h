/* What the command's readers call of the rest of the command. */
#ifndef REQSIG_FUZZ_COMMAND_CALLS_H
#define REQSIG_FUZZ_COMMAND_CALLS_H

#include "reqsig.h"

/* What every file holds, whatever its name. */
extern reqsig_slice command_calls_file;

#endif
