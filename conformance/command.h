/* The subcommands of reqsig. argv[0] is the subcommand's name; the answer is the exit code. */
#ifndef REQSIG_COMMAND_H
#define REQSIG_COMMAND_H

/* Exit codes, a contract of the command line. */
enum command_exit {
  COMMAND_OK = 0,    /* done, or conformant */
  COMMAND_NOT = 1,   /* not conformant, not accepted */
  COMMAND_USAGE = 2, /* the arguments, or a file that they name, are wrong */
  COMMAND_BROKEN = 3 /* the adapter, the harness or the output broke */
};

/* For COMMAND_BROKEN, of a command that has said itself why standard output can't be written. */
enum { COMMAND_OUTPUT_LOST = 256 };

int command_list(int argc, char **argv);
int command_sign(int argc, char **argv);
int command_explain(int argc, char **argv);
int command_verify(int argc, char **argv);
int command_test(int argc, char **argv);
int command_vectors(int argc, char **argv);

#endif
