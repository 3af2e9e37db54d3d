/* The recipes, one file a document. */
#ifndef REQSIG_SCHEMES_H
#define REQSIG_SCHEMES_H

#include "bytes.h"
#include "recipe.h"

extern const reqsig_scheme rs_scheme_ambro;
extern const reqsig_scheme rs_scheme_calypso;
extern const reqsig_scheme rs_scheme_aet;
extern const reqsig_scheme rs_scheme_bitpro;
extern const reqsig_scheme rs_scheme_crm;

#endif
