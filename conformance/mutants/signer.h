/* What the parts of a mistaken signer share. */
#ifndef REQSIG_SIGNER_H
#define REQSIG_SIGNER_H

#include "lib/context.h"
#include "lib/message_builder.h"
#include "mutants/mistakes.h"

/* A mistaken signer at work. */
struct signer {
  struct arena *arena;
  const struct mistake *mistake;
  const reqsig_scheme *recipe; /* with the mistake */
  reqsig_scheme own_recipe;    /* that, if the mistake changes the recipe */
  reqsig_context context;
  reqsig_request request; /* as the signer sees it */
  struct transform_input at;
  reqsig_slice key;
  rs_builder builder;
  struct transform_memo *memo; /* NULL if the body is none that it knows */
};

rs_context *signer_context(struct signer *signer);

/* A copy of the recipe to change, made once: it is large, and most mistakes leave it as it is. */
reqsig_scheme *signer_own_recipe(struct signer *signer);

/* The text in the signer's arena; it is freed. */
reqsig_slice signer_keep(struct signer *signer, struct text *text);

/* What the change makes of it; itself if there is no change, or nothing to change in it. */
reqsig_slice signer_change(struct signer *signer, const struct transform *change, reqsig_slice from);

/* signer_inputs.c: the credentials and the key that is made of them.
 * REQSIG_ERR_CREDENTIAL_INVALID: the secret is not of the form that the recipe wants. */
reqsig_status signer_take_credentials(struct signer *signer);

/* The timestamp in the headers; the one that is signed goes to the builder. */
reqsig_status signer_take_time(struct signer *signer, int64_t now_ms, reqsig_slice *sent);

/* The timestamp was sent already; the one that is signed goes to the builder. */
reqsig_status signer_take_sent_time(struct signer *signer, const struct mutant_input *input);

/* Where the timestamp stands in the body, a signer that is wrong about time signs a body with another. */
reqsig_slice signer_timed_body(struct signer *signer, reqsig_slice body);

/* signer_message.c: what goes into the MAC. */

/* What of a rule is written; a message and a target have none. */
enum emission { EMIT_MESSAGE, EMIT_HEADER, EMIT_TARGET };

/* What the library writes for the signer's recipe. */
reqsig_slice signer_emit(struct signer *signer, enum emission what, const rs_header_rule *rule);

/* The message, before the mistake's change of all of it. */
reqsig_slice signer_message(struct signer *signer);

/* The key itself, or the last of those that come from it. */
reqsig_slice signer_last_key(struct signer *signer);

#endif
