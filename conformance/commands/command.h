/* The subcommands of reqsig. argv[0] is the subcommand's name; the answer is the exit code. */
#ifndef REQSIG_COMMAND_H
#define REQSIG_COMMAND_H

#include "base/exit_code.h"

int command_list(int argc, char **argv);
int command_sign(int argc, char **argv);
int command_explain(int argc, char **argv);
int command_verify(int argc, char **argv);
int command_test(int argc, char **argv);
int command_vectors(int argc, char **argv);

#endif
