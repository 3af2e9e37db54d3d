/* The key and the other credentials, as a mistaken signer takes them. */
#include "lib/json.h"
#include "mutants/signer.h"

/* False: the secret is not of the form that the recipe wants, and stays as it is. */
static bool take_key(struct signer *signer) {
  const rs_mac_rule *rule = &signer->recipe->mac;
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
  rs_key_form form = context->recipe->mac.key_form;
  reqsig_slice *secret = &context->credentials[context->recipe->mac.key], own = *secret;
  bool is_text = form == RS_KEY_AS_IS || form == RS_KEY_PERCENT_ENCODED;
  if (is_text) *secret = signer_change(signer, change, own);
  bool is_made = take_key(signer);
  *secret = own;
  if (!is_text) signer->key = signer_change(signer, change, signer->key);
  return is_made || (is_text && change->make);
}

reqsig_status signer_take_credentials(struct signer *signer) {
  rs_context *context = signer_context(signer);
  size_t key = context->recipe->mac.key;
  reqsig_slice *values = context->credentials;
  if (!take_changed_key(signer)) return REQSIG_ERR_CREDENTIAL_INVALID;
  if (signer->mistake->credentials_swapped) {
    size_t other = other_credential(context->recipe, signer->mistake->credentials_swapped);
    reqsig_slice secret = values[key];
    values[key] = values[other];
    values[other] = secret;
    take_key(signer);
  }
  for (size_t i = 0; i < RS_MAX_CREDENTIALS && context->recipe->credentials[i].name; i++)
    if (i != key) values[i] = signer_change(signer, &signer->mistake->credential, values[i]);
  return REQSIG_OK;
}

static reqsig_slice time_text(struct signer *signer, int64_t now_ms, rs_builder *builder,
                              reqsig_status *status) {
  signer->at.time_ms = now_ms < 0 ? 0 : now_ms;
  *status = rs_builder_take_time(builder, signer->at.time_ms);
  return rs_slice(arena_copy(signer->arena, builder->timestamp), builder->timestamp.len);
}

reqsig_status signer_take_sent_time(struct signer *signer, const struct mutant_input *input) {
  const struct mistake *mistake = signer->mistake;
  reqsig_slice text = *input->sent_time;
  reqsig_status status = REQSIG_OK;
  signer->at.time_ms = input->now_ms;
  if (mistake->signed_clock_ms != 0)
    text = time_text(signer, input->now_ms + mistake->signed_clock_ms, &signer->builder, &status);
  signer->builder.timestamp = signer_change(signer, &mistake->signed_time, text);
  return status;
}

reqsig_status signer_take_time(struct signer *signer, int64_t now_ms, reqsig_slice *sent) {
  const struct mistake *mistake = signer->mistake;
  rs_builder *builder = &signer->builder;
  reqsig_status status;
  reqsig_slice text = time_text(signer, now_ms + mistake->clock_ms, builder, &status);
  if (status != REQSIG_OK || signer->recipe->time.place != RS_TIME_IN_HEADER) return status;
  *sent = signer_change(signer, &mistake->time, text);
  if (mistake->signed_clock_ms != 0) {
    text = time_text(signer, now_ms + mistake->clock_ms + mistake->signed_clock_ms, builder, &status);
    if (status != REQSIG_OK) return status;
  }
  text = signer_change(signer, &mistake->time, text);
  builder->timestamp = signer_change(signer, &mistake->signed_time, text);
  return REQSIG_OK;
}

static reqsig_slice body_time(struct signer *signer, reqsig_slice value) {
  const struct mistake *mistake = signer->mistake;
  struct text text = {0};
  int64_t ahead = mistake->clock_ms + mistake->signed_clock_ms;
  bool is_number = rs_json_int64(value, &signer->at.time_ms) == REQSIG_OK;
  if (is_number && ahead != 0 && signer->at.time_ms > INT64_MIN / 2 && signer->at.time_ms < INT64_MAX / 2) {
    signer->at.time_ms += ahead;
    text_addf(&text, "%lld", (long long)signer->at.time_ms);
    value = signer_keep(signer, &text);
  }
  return signer_change(signer, &mistake->signed_time, signer_change(signer, &mistake->time, value));
}

reqsig_slice signer_timed_body(struct signer *signer, reqsig_slice body) {
  const rs_time_rule *time = &signer->recipe->time;
  const struct mistake *mistake = signer->mistake;
  bool is_timed = mistake->time.make || mistake->signed_time.make || mistake->clock_ms != 0 ||
                  mistake->signed_clock_ms != 0;
  reqsig_slice value;
  if (time->place != RS_TIME_IN_BODY_MEMBER || !is_timed ||
      rs_json_member(body, reqsig_text(time->name), &value) != RS_JSON_FOUND)
    return body;
  reqsig_slice other = body_time(signer, value);
  struct text text = {0};
  size_t before = (size_t)(value.data - body.data);
  text_add(&text, rs_slice(body.data, before));
  text_add(&text, other);
  text_add(&text, rs_slice_after(body, before + value.len));
  return signer_keep(signer, &text);
}
