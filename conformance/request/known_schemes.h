/* The schemes that a command knows: the library's, then those of the scheme files that its command line
 * names. */
#ifndef REQSIG_KNOWN_SCHEMES_H
#define REQSIG_KNOWN_SCHEMES_H

#include <stdbool.h>

#include "reqsig.h"

size_t num_schemes(void);
/* NULL past the last. */
const reqsig_scheme *scheme_at(size_t index);
/* A file's scheme is found before a built-in one of the same name; NULL if there is none. */
const reqsig_scheme *scheme_find(const char *name);
bool scheme_is_of_file(const reqsig_scheme *scheme);

/* Whether what stands for a scheme names a file: it has a "/", or ends in ".json". */
bool scheme_names_file(const char *argument);

/* Reads a scheme file; it is known until the program ends. NULL: what is wrong was said on standard error. */
const reqsig_scheme *scheme_read_file(const char *command, const char *path);

#endif
