/* The SCHEME of a command line. */
#ifndef REQSIG_SCHEME_ARGUMENT_H
#define REQSIG_SCHEME_ARGUMENT_H

#include "reqsig.h"

/* The scheme of that name; NULL, said on standard error with the names there are, if there is none. */
const reqsig_scheme *scheme_argument(const char *command, const char *name);

/* What the scheme's credentials file looks like, as a line on standard error. */
void scheme_argument_show_credentials(const reqsig_scheme *scheme);

#endif
