#include "context.h"

#include <string.h>

#include "base64.h"
#include "header_value.h"
#include "hex.h"
#include "transform.h"

/* Enough for any sensible decoded secret; a longer one is an error and never cut. */
enum { MAX_DECODED_SECRET = 4096 };

static size_t credential_index(const reqsig_scheme *recipe, const char *name) {
  size_t i = 0;
  while (i < RS_MAX_CREDENTIALS && recipe->credentials[i].name &&
         strcmp(recipe->credentials[i].name, name) != 0)
    i++;
  return i;
}

static reqsig_status take_credentials(rs_context *context, const reqsig_credential *given, size_t num_given) {
  const reqsig_scheme *recipe = context->recipe;
  bool taken[RS_MAX_CREDENTIALS] = {false};
  for (size_t i = 0; i < num_given; i++) {
    if (!given[i].name) return REQSIG_ERR_ARGUMENT;
    size_t at = credential_index(recipe, given[i].name);
    if (at == RS_MAX_CREDENTIALS || !recipe->credentials[at].name || taken[at])
      return REQSIG_ERR_CREDENTIAL_UNKNOWN;
    taken[at] = true;
    context->credentials[at] = given[i].value;
  }
  for (size_t i = 0; i < RS_MAX_CREDENTIALS && recipe->credentials[i].name; i++) {
    if (!taken[i]) return REQSIG_ERR_CREDENTIAL_MISSING;
    if (context->credentials[i].len == 0) return REQSIG_ERR_CREDENTIAL_EMPTY;
  }
  return REQSIG_OK;
}

/* A verifier decodes a value in base64 in 512 bytes; 352 are more than a MAC in hex, a time and a nonce. */
static bool has_room(const rs_context *context, const rs_part *value) {
  size_t len = 0;
  for (size_t k = 0; k < RS_MAX_VALUE_PARTS && value[k].from; k++)
    len += value[k].from == RS_FROM_CREDENTIAL ? context->credentials[value[k].credential].len
                                               : value[k].literal.len;
  return len <= 512 - 352;
}

/* Whether the header can carry its credentials, so that a verifier reads them back. */
static bool carries_credentials(const rs_context *context, const rs_header_rule *rule) {
  for (size_t k = 0; k < RS_MAX_VALUE_PARTS && rule->value[k].from; k++) {
    const rs_part *part = &rule->value[k];
    if (part->from != RS_FROM_CREDENTIAL || rs_is_hmac(part->transforms[0])) continue;
    reqsig_slice credential = context->credentials[part->credential];
    /* In a parameter, or in base64, it is encoded. */
    if (rule->place == RS_IN_HEADER && !rs_can_be_field_value(credential)) return false;
    if (!rs_header_value_holds(rule, k, credential)) return false;
  }
  return rule->place != RS_IN_CODED_HEADER || has_room(context, rule->value);
}

static reqsig_status check_sent_credentials(const rs_context *context) {
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && context->recipe->headers[i].name.len > 0; i++)
    if (!carries_credentials(context, &context->recipe->headers[i])) return REQSIG_ERR_CREDENTIAL_INVALID;
  return REQSIG_OK;
}

static reqsig_slice key_text(const rs_mac_rule *rule, reqsig_slice secret) {
  bool is_there = rule->key_cut.len > 0 && rs_slice_starts_with(secret, rule->key_cut);
  return is_there ? rs_slice_after(secret, rule->key_cut.len) : secret;
}

static void put_encoded(reqsig_slice text, reqsig_buffer *key) {
  const rs_transform encoded[RS_MAX_TRANSFORMS] = {RS_PERCENT_ENCODED};
  rs_sink sink = rs_sink_to_buffer(key);
  rs_transforms_put(encoded, text, &sink);
}

static bool put_form(rs_key_form form, reqsig_slice text, reqsig_buffer *key) {
  switch (form) {
  case RS_KEY_BASE64_DECODED: return rs_base64_decode(text, key) == REQSIG_OK;
  case RS_KEY_BASE64URL_DECODED: return rs_base64url_decode(text, key) == REQSIG_OK;
  case RS_KEY_HEX_DECODED: return rs_hex_decode(text, RS_HEX_ANY_CASE, key) == REQSIG_OK;
  case RS_KEY_PERCENT_ENCODED: put_encoded(text, key); return true;
  case RS_KEY_AS_IS: break;
  }
  rs_put_slice(key, text);
  return true;
}

bool rs_key_put(const rs_mac_rule *rule, const reqsig_slice *credentials, reqsig_buffer *key) {
  rs_put_slice(key, rule->key_before);
  size_t begin = key->len;
  bool of_form = put_form(rule->key_form, key_text(rule, credentials[rule->key]), key) && key->len > begin;
  rs_put_slice(key, rule->key_behind);
  if (rule->is_joined)
    put_form(rule->other_encoded ? RS_KEY_PERCENT_ENCODED : RS_KEY_AS_IS, credentials[rule->other_key], key);
  return of_form && rs_buffer_status(key) == REQSIG_OK;
}

static reqsig_status prepare_key(rs_context *context) {
  const rs_mac_rule *mac = &context->recipe->mac;
  reqsig_slice secret = context->credentials[mac->key];
  bool joined = mac->key_before.len + mac->key_behind.len > 0 || mac->is_joined;
  if (mac->key_form == RS_KEY_AS_IS && mac->key_cut.len == 0 && !joined) {
    rs_mac_key_init(&context->key, mac->digest, secret);
    return REQSIG_OK;
  }
  uint8_t decoded[MAX_DECODED_SECRET];
  reqsig_buffer buffer = {decoded, sizeof decoded, 0};
  bool usable = rs_key_put(mac, context->credentials, &buffer);
  if (usable) rs_mac_key_init(&context->key, mac->digest, rs_slice(decoded, buffer.len));
  rs_wipe(decoded, sizeof decoded);
  return usable ? REQSIG_OK : REQSIG_ERR_CREDENTIAL_INVALID;
}

reqsig_status rs_context_take_credentials(rs_context *context, const reqsig_credential *credentials,
                                          size_t num_credentials) {
  memset(context->credentials, 0, sizeof context->credentials);
  reqsig_status status = take_credentials(context, credentials, num_credentials);
  return status == REQSIG_OK ? check_sent_credentials(context) : status;
}

reqsig_status reqsig_context_init(reqsig_context *context, const reqsig_scheme *scheme,
                                  const reqsig_credential *credentials, size_t num_credentials) {
  /* If this fails and the caller does not notice, an earlier secret must not sign. */
  reqsig_context_wipe(context);
  if (!context || !scheme || (num_credentials > 0 && !credentials)) return REQSIG_ERR_ARGUMENT;
  rs_context *own = (rs_context *)(void *)context->opaque;
  own->recipe = scheme;
  reqsig_status status = rs_context_take_credentials(own, credentials, num_credentials);
  if (status == REQSIG_OK) status = prepare_key(own);
  if (status != REQSIG_OK) reqsig_context_wipe(context);
  return status;
}

void reqsig_context_wipe(reqsig_context *context) {
  if (context) rs_wipe(context->opaque, sizeof context->opaque);
}
