/*
 * What a command tells beside its output: its exit code, and messages for people on standard error. Control
 * characters in them, of an argument or a file's name, are made visible. Where a backslash of what is quoted
 * must be told from an escape, it goes through escape_write of text.h first.
 */
#ifndef REQSIG_MESSAGE_H
#define REQSIG_MESSAGE_H

#include <stddef.h>

/* Exit codes, a contract of the command line. */
enum command_exit {
  COMMAND_OK = 0,    /* done, or conformant */
  COMMAND_NOT = 1,   /* not conformant, not accepted */
  COMMAND_USAGE = 2, /* the arguments, or a file that they name, are wrong */
  COMMAND_BROKEN = 3 /* the adapter, the vectors, the output or reqsig itself broke */
};

/* For COMMAND_BROKEN, of a command that has said itself why standard output can't be written. */
enum { COMMAND_OUTPUT_LOST = 256 };

#if defined(__GNUC__)
#define MESSAGE_FORMAT __attribute__((format(printf, 1, 2)))
#else
#define MESSAGE_FORMAT
#endif

/* "reqsig: " and the message, as a line. */
MESSAGE_FORMAT void message_error(const char *format, ...);

/* "reqsig: warning: " and the message, as a line. */
MESSAGE_FORMAT void message_warning(const char *format, ...);

/* "  " and the message, as a line: what helps, below an error. */
MESSAGE_FORMAT void message_hint(const char *format, ...);

/*
 * The candidate within two edits of word, one if it is short (a letter put in, left out, changed, or two
 * neighbours swapped) or that word begins, case ignored; NULL if there is none. The nearest wins, then the
 * first.
 */
const char *suggest(const char *word, const char *const *candidates, size_t num_candidates);

/* The hint "did you mean CANDIDATE?", if there is one. */
void message_did_you_mean(const char *word, const char *const *candidates, size_t num_candidates);

#endif
