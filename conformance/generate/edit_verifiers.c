#include <string.h>

#include "base/text.h"
#include "generate/edit.h"
#include "lib/bytes.h"

/* Edits of who verifies, and when. */

static bool set_credential(struct edit *edit, size_t index, reqsig_slice value, const char *words) {
  struct vector *vector = edit->vector;
  struct text changes = {0};
  reqsig_credential *credentials =
      arena_get_array(edit->generator->arena, vector->num_credentials, sizeof *credentials);
  memcpy(credentials, vector->credentials, vector->num_credentials * sizeof *credentials);
  credentials[index].value = value;
  vector->credentials = credentials;
  text_addf(&changes, "credential:%s", credentials[index].name);
  edit_tell(edit, arena_copy(edit->generator->arena, text_slice(&changes)), words);
  text_free(&changes);
  return value.len > 0 && !rs_slice_equal(value, edit->twin->credentials[index].value);
}

/* Where the secret travels too, another one is another key id as well: two things. */
static bool has_secret_alone(const struct edit *edit) {
  return !draw_is_sent(edit->twin->scheme, edit->twin->scheme->mac.key);
}

static bool verify_with_another_secret(struct edit *edit) {
  size_t key = edit->twin->scheme->mac.key;
  return has_secret_alone(edit) &&
         set_credential(edit, key, draw_credential(edit->generator, key), "verified with another secret");
}

/* Canonical base64 stays that, so that whoever decodes it can. */
static bool verify_with_shorter_secret(struct edit *edit) {
  size_t key = edit->twin->scheme->mac.key;
  reqsig_slice secret = edit->twin->credentials[key].value;
  size_t len = draw_may_be_decoded(edit->twin->scheme) ? 4 : 1;
  if (!has_secret_alone(edit) || secret.len <= len) return false;
  return set_credential(edit, key, rs_slice(edit_copy(edit, rs_slice_after(secret, len)), secret.len - len),
                        "verified with a secret that lacks its beginning");
}

static bool verify_with_secret_in_other_case(struct edit *edit) {
  size_t key = edit->twin->scheme->mac.key;
  return has_secret_alone(edit) &&
         set_credential(edit, key, edit_change_case(edit, edit->twin->credentials[key].value, 0),
                        "verified with a letter of the secret in the other letter case");
}

/* A header of the secret alone is empty too. */
static bool empty_sent_secret(struct edit *edit) {
  size_t key = edit->twin->scheme->mac.key;
  const rs_header_rule *rule = edit_rule_with(edit, RS_FROM_CREDENTIAL);
  reqsig_header *header = edit_header_of(edit, rule);
  if (!header || rule->value[0].credential != key || rule->value[1].from) return false;
  header->value.len = 0;
  return true;
}

/* As anybody signs who guesses that the verifier has no secret. */
static bool verify_without_secret(struct edit *edit) {
  size_t key = edit->twin->scheme->mac.key;
  if (edit_is_built_in(edit) || !edit_sign_with_empty_key(edit)) return false;
  if (!has_secret_alone(edit) && !empty_sent_secret(edit)) return false;
  set_credential(edit, key, rs_slice("", 0), "");
  edit_tell(edit, "secret", "the verifier's secret empty, and signed with an empty key");
  return true;
}

/* The index of a key id; num_credentials if none is sent but the secret. */
static size_t find_key_id(const struct edit *edit) {
  const reqsig_scheme *scheme = edit->twin->scheme;
  size_t i = 0;
  while (i < edit->twin->num_credentials && (i == scheme->mac.key || !draw_is_sent(scheme, i))) i++;
  return i;
}

static bool verify_for_another_key_id(struct edit *edit) {
  size_t index = find_key_id(edit);
  return index < edit->twin->num_credentials &&
         set_credential(edit, index, draw_credential(edit->generator, index), "verified for another key id");
}

static bool verify_for_shorter_key_id(struct edit *edit) {
  size_t index = find_key_id(edit);
  if (index == edit->twin->num_credentials) return false;
  reqsig_slice value = edit->twin->credentials[index].value;
  uint8_t *copy = edit_copy(edit, rs_slice(value.data, value.len - 1));
  return set_credential(edit, index, rs_slice(copy, value.len - 1),
                        "verified for a key id that lacks the last letter");
}

static bool verify_for_key_id_in_other_case(struct edit *edit) {
  size_t index = find_key_id(edit);
  return index < edit->twin->num_credentials &&
         set_credential(edit, index, edit_change_case(edit, edit->twin->credentials[index].value, 0),
                        "verified for a key id with a letter in the other letter case");
}

static bool set_now(struct edit *edit, int64_t now_ms, const char *words) {
  if (!edit->twin->scheme->time.window.given || now_ms < 0 || now_ms == edit->twin->now_ms) return false;
  edit->vector->now_ms = now_ms;
  edit_tell(edit, "now", words);
  return true;
}

static bool verify_at_end(struct edit *edit) {
  const rs_window *window = &edit->twin->scheme->time.window;
  return !edit_is_open(window->past_ms) &&
         set_now(edit, edit->generator->timestamp_ms + window->past_ms, "verified at the end of the window");
}

static bool verify_behind_end(struct edit *edit) {
  const rs_window *window = &edit->twin->scheme->time.window;
  return !edit_is_open(window->past_ms) && set_now(edit, edit->generator->timestamp_ms + window->past_ms + 1,
                                                   "verified a millisecond behind the end of the window");
}

static bool verify_long_after(struct edit *edit) {
  return set_now(edit, edit->generator->timestamp_ms + (INT64_C(1) << 32), "verified seven weeks later");
}

/* Where the window is open ahead, that is accepted. */
static bool verify_long_before(struct edit *edit) {
  return !edit_is_built_in(edit) &&
         set_now(edit, edit->generator->timestamp_ms - (INT64_C(1) << 32), "verified seven weeks earlier");
}

static bool verify_at_beginning(struct edit *edit) {
  const rs_window *window = &edit->twin->scheme->time.window;
  return set_now(edit, edit->generator->timestamp_ms - window->future_ms,
                 "verified at the beginning of the window");
}

static bool verify_before_beginning(struct edit *edit) {
  const rs_window *window = &edit->twin->scheme->time.window;
  return set_now(edit, edit->generator->timestamp_ms - window->future_ms - 1,
                 "verified a millisecond before the beginning of the window");
}

edit_fn *const edits_of_verifiers[] = {verify_with_another_secret,
                                       verify_with_shorter_secret,
                                       verify_with_secret_in_other_case,
                                       verify_without_secret,
                                       verify_for_another_key_id,
                                       verify_for_shorter_key_id,
                                       verify_for_key_id_in_other_case,
                                       verify_at_end,
                                       verify_behind_end,
                                       verify_long_after,
                                       verify_long_before,
                                       verify_at_beginning,
                                       verify_before_beginning,
                                       NULL};
