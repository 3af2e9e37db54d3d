/* The key and the other credentials, as a mistaken signer takes them. */
#include "mutants/signer.h"

/* False: the secret is not of the form that the recipe wants, and stays as it is. */
static bool take_key(struct signer *signer) {
  const rs_mac_rule *rule = &signer_context(signer)->recipe.mac;
  const reqsig_slice *credentials = signer_context(signer)->credentials;
  reqsig_slice secret = credentials[rule->key];
  size_t other = rule->is_joined ? credentials[rule->other_key].len : 0;
  size_t room = rule->key_before.len + 3 * (secret.len + other) + rule->key_behind.len;
  reqsig_buffer made = {arena_get(signer->arena, room), room, 0};
  bool is_made = rs_key_put(rule, credentials, &made);
  signer->key = is_made || secret.len == 0 ? rs_slice(made.data, made.len) : secret;
  return is_made;
}

/* The nth credential beside the key, from 1. */
static size_t other_credential(const reqsig_scheme *recipe, int nth) {
  size_t at = (size_t)nth - 1;
  return at < recipe->mac.key ? at : at + 1;
}

/* A change of the key is one of the secret, wherever that is text, before anything is made of it. */
static bool take_changed_key(struct signer *signer) {
  rs_context *context = signer_context(signer);
  const struct transform *change = &signer->mistake->key;
  rs_key_form form = context->recipe.mac.key_form;
  reqsig_slice *secret = &context->credentials[context->recipe.mac.key], own = *secret;
  bool is_text = form == RS_KEY_AS_IS || form == RS_KEY_PERCENT_ENCODED;
  if (is_text) *secret = signer_change(signer, change, own);
  bool is_made = take_key(signer);
  *secret = own;
  if (!is_text) signer->key = signer_change(signer, change, signer->key);
  return is_made || (is_text && change->make);
}

reqsig_status signer_take_credentials(struct signer *signer) {
  rs_context *context = signer_context(signer);
  size_t key = context->recipe.mac.key;
  reqsig_slice *values = context->credentials;
  if (!take_changed_key(signer)) return REQSIG_ERR_CREDENTIAL_INVALID;
  if (signer->mistake->credentials_swapped) {
    size_t other = other_credential(&context->recipe, signer->mistake->credentials_swapped);
    reqsig_slice secret = values[key];
    values[key] = values[other];
    values[other] = secret;
    take_key(signer);
  }
  for (size_t i = 0; i < RS_MAX_CREDENTIALS && context->recipe.credentials[i].name; i++)
    if (i != key) values[i] = signer_change(signer, &signer->mistake->credential, values[i]);
  return REQSIG_OK;
}
