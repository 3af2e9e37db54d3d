/* What reqsig_context holds. */
#ifndef REQSIG_CONTEXT_H
#define REQSIG_CONTEXT_H

#include "bytes.h"
#include "recipe.h"

typedef struct rs_context {
  const reqsig_scheme *recipe;
  reqsig_slice credentials[RS_MAX_CREDENTIALS];
  rs_mac_key key;
} rs_context;

_Static_assert(sizeof(rs_context) <= sizeof(reqsig_context), "reqsig_context has room for its content");

static inline const rs_context *rs_context_of(const reqsig_context *context) {
  return (const rs_context *)(const void *)context->opaque;
}

/* Appends the key that the rule makes of the credentials, in the recipe's order. False: the secret is not of
 * the rule's form, or too long. */
bool rs_key_put(const rs_mac_rule *rule, const reqsig_slice *credentials, reqsig_buffer *key);

/* Completes a context that has its recipe and is to make no MAC: the key is neither prepared nor checked. */
reqsig_status rs_context_take_credentials(rs_context *context, const reqsig_credential *credentials,
                                          size_t num_credentials);

#endif
