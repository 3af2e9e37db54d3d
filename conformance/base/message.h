/*
 * Messages for people on standard error. Control characters in them, of an argument or a file's name, are
 * made visible. Where a backslash of what is quoted must be told from an escape, it goes through escape.h
 * first.
 */
#ifndef REQSIG_MESSAGE_H
#define REQSIG_MESSAGE_H

#if defined(__GNUC__)
#define MESSAGE_FORMAT __attribute__((format(printf, 1, 2)))
#else
#define MESSAGE_FORMAT
#endif

/* "reqsig: " and the message, as a line. */
MESSAGE_FORMAT void message_error(const char *format, ...);

/* "reqsig: warning: " and the message, as a line. */
MESSAGE_FORMAT void message_warning(const char *format, ...);

/* "  " and the message, as a line: what helps after a complaint. */
MESSAGE_FORMAT void message_hint(const char *format, ...);

#endif
