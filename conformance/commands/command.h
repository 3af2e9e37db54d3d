/* The commands of reqsig. */
#ifndef REQSIG_COMMAND_H
#define REQSIG_COMMAND_H

#include "base/exit_code.h"
#include "base/options.h"

extern const struct command command_list, command_sign, command_explain, command_verify, command_test,
    command_vectors_list, command_vectors_show, command_vectors_check, command_kill_matrix;

/* All of them, as the help has them, a NULL at the end. */
extern const struct command *const all_commands[];

#endif
