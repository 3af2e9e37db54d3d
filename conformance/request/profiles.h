/* The profiles of a scheme, as the command line names them. */
#ifndef REQSIG_PROFILES_H
#define REQSIG_PROFILES_H

#include <stdbool.h>
#include <stdio.h>

#include "reqsig.h"

/* True if the scheme has a profile of that name; *info tells of it. */
bool profiles_find(const reqsig_scheme *scheme, const char *name, reqsig_profile_info *info);

/* Each profile of the scheme with its meaning, indented by that many columns. */
void profiles_print(FILE *out, const reqsig_scheme *scheme, int indent);

/* Says on standard error that the scheme has no such profile, and which ones it has. */
void profiles_complain(const reqsig_scheme *scheme, const char *name);

#endif
