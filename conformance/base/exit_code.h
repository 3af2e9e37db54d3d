/* What the command's exit code says. */
#ifndef REQSIG_EXIT_CODE_H
#define REQSIG_EXIT_CODE_H

/* Exit codes, a contract of the command line. */
enum command_exit {
  COMMAND_OK = 0,    /* done, or conformant */
  COMMAND_NOT = 1,   /* not conformant, not accepted */
  COMMAND_USAGE = 2, /* the arguments, or a file that they name, are wrong */
  COMMAND_BROKEN = 3 /* the adapter, the harness or the output broke */
};

/* For COMMAND_BROKEN, of a command that has said itself why standard output can't be written. */
enum { COMMAND_OUTPUT_LOST = 256 };

#endif
