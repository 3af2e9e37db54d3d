/* A context of a scheme that profiles vary. It points into itself, so it is not to be copied. */
#ifndef REQSIG_VARIED_CONTEXT_H
#define REQSIG_VARIED_CONTEXT_H

#include "reqsig.h"

struct varied_context {
  reqsig_context context;
  uint8_t room[REQSIG_VARIED_ROOM];
};

/* Errors: those of reqsig_scheme_vary and reqsig_context_init. Wipe the context either way. */
reqsig_status varied_context_init(struct varied_context *varied, const reqsig_scheme *scheme,
                                  const char *const *profiles, size_t num_profiles,
                                  const reqsig_credential *credentials, size_t num_credentials);

#endif
