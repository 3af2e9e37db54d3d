/* The SCHEME of a command line and its --profile. */
#ifndef REQSIG_SCHEME_ARGUMENT_H
#define REQSIG_SCHEME_ARGUMENT_H

#include <stdbool.h>
#include <stdio.h>

#include "reqsig.h"

/* The scheme of that name; NULL, after a message that lists the names there are, if there is none. */
const reqsig_scheme *scheme_argument(const char *command, const char *name);

/* True if the scheme has a profile of that name; *info tells of it. */
bool profiles_find(const reqsig_scheme *scheme, const char *name, reqsig_profile_info *info);

/* Each profile of the scheme with its meaning, indented by that many columns. */
void profiles_print(FILE *out, const reqsig_scheme *scheme, int indent);

/* Says on standard error that the scheme has no such profile, and which ones it has. */
void profiles_complain(const reqsig_scheme *scheme, const char *name);

#endif
