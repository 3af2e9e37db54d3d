/* The schemes that a command knows: the library's, then those of the scheme files that its command line
 * names. */
#ifndef REQSIG_KNOWN_SCHEMES_H
#define REQSIG_KNOWN_SCHEMES_H

#include <stdbool.h>

#include "base/file.h"
#include "reqsig.h"

size_t num_schemes(void);
/* NULL past the last. */
const reqsig_scheme *scheme_at(size_t index);
/* A file's scheme is found before a built-in one of the same name, and that before one of the library; NULL
 * if there is none. One of the library is read then, and known from then on. */
const reqsig_scheme *scheme_find(const char *name);

/* The names of the library's schemes; NULL past the last. */
const char *scheme_library_name(size_t index);

/* Whether what stands for a scheme names a file: it has a "/", or ends in ".json". */
bool scheme_names_file(const char *argument);

/* Reads a scheme file; it is known until the program ends. NULL: what is wrong was said on standard error. */
const reqsig_scheme *scheme_read_file(const char *command, const char *path);

/* The library: embedded_schemes.c is made of vectors/library/ when the program is built. */
extern const struct embedded_file embedded_schemes[];
extern const size_t num_embedded_schemes;

#endif
