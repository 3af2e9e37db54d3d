/*
 * Messages for people on standard error. Control characters in them, of an argument or a file's name, are
 * made visible. Where a backslash of what is quoted must be told from an escape, it goes through visible.h
 * first.
 */
#ifndef REQSIG_COMPLAIN_H
#define REQSIG_COMPLAIN_H

#if defined(__GNUC__)
#define COMPLAIN_FORMAT __attribute__((format(printf, 1, 2)))
#else
#define COMPLAIN_FORMAT
#endif

/* "reqsig: " and the message, as a line. */
COMPLAIN_FORMAT void complain(const char *format, ...);

/* "reqsig: warning: " and the message, as a line. */
COMPLAIN_FORMAT void complain_warning(const char *format, ...);

/* "  " and the message, as a line: what helps after a complaint. */
COMPLAIN_FORMAT void complain_more(const char *format, ...);

#endif
