/* reqsig vectors kill-matrix */
#ifndef REQSIG_KILL_COMMAND_H
#define REQSIG_KILL_COMMAND_H

/* argv[0] is "kill-matrix"; the answer is the exit code. */
int command_kill_matrix(int argc, char **argv);

#endif
