/* The commands of reqsig. */
#ifndef REQSIG_COMMAND_H
#define REQSIG_COMMAND_H

#include "base/message.h"
#include "base/options.h"

extern const struct command command_list, command_sign, command_explain, command_verify, command_test,
    command_vectors_list, command_vectors_show, command_vectors_check, command_kill_matrix;

/* For scripts: complete prints the words that may stand somewhere, pages writes manual pages and completion.
 */
extern const struct command command_complete, command_pages;

/* All commands, in the order of the help. */
extern const struct program program;

#endif
