#include <inttypes.h>
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

/* An end of a window that is no limit has no place to verify at, and nothing is beyond it. */
static bool is_open(int64_t end) {
  return end == INT64_MAX;
}

static bool verify_at_end(struct edit *edit) {
  const rs_window *window = &edit->twin->scheme->time.window;
  return !is_open(window->past_ms) &&
         set_now(edit, edit->generator->timestamp_ms + window->past_ms, "verified at the end of the window");
}

static bool verify_behind_end(struct edit *edit) {
  const rs_window *window = &edit->twin->scheme->time.window;
  return !is_open(window->past_ms) && set_now(edit, edit->generator->timestamp_ms + window->past_ms + 1,
                                              "verified a millisecond behind the end of the window");
}

static bool verify_long_after(struct edit *edit) {
  return set_now(edit, edit->generator->timestamp_ms + (INT64_C(1) << 32), "verified seven weeks later");
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
                                       verify_for_another_key_id,
                                       verify_for_shorter_key_id,
                                       verify_for_key_id_in_other_case,
                                       verify_at_end,
                                       verify_behind_end,
                                       verify_long_after,
                                       verify_at_beginning,
                                       verify_before_beginning,
                                       NULL};

/* Edits of a time that the body tells, signed as they are: nothing but the time is wrong. */

static bool set_time(struct edit *edit, struct text *members, const char *words) {
  struct vector other = *edit->twin;
  bool is_timed = edit->twin->scheme->time.place == RS_TIME_IN_BODY_MEMBER;
  if (is_timed) other.request.body = draw_object(edit->generator, text_string(members));
  text_free(members);
  if (!is_timed || !edit_take_signature(edit, &other)) return false;
  edit->vector->request.body = other.request.body;
  edit_tell(edit, "timestamp", words);
  return true;
}

static bool set_time_to(struct edit *edit, const char *value, const char *words) {
  const char *name = edit->twin->scheme->time.name;
  struct text members = {0};
  text_addf(&members, "\"%s\":%s", name ? name : "", value);
  return set_time(edit, &members, words);
}

static bool set_time_to_number(struct edit *edit, int64_t value, const char *words) {
  const reqsig_scheme *scheme = edit->twin->scheme;
  struct text number = {0};
  text_addf(&number, "%" PRId64, scheme->time.format == RS_UNIX_SECONDS ? value / 1000 : value);
  bool done = scheme->time.window.given && set_time_to(edit, text_string(&number), words);
  text_free(&number);
  return done;
}

static bool set_time_too_old(struct edit *edit) {
  int64_t past_ms = edit->twin->scheme->time.window.past_ms;
  return !is_open(past_ms) && set_time_to_number(edit, edit->twin->now_ms - past_ms - 1,
                                                 "a timestamp a millisecond too old, and signed so");
}

static bool set_time_too_far_ahead(struct edit *edit) {
  int64_t future_ms = edit->twin->scheme->time.window.future_ms;
  return !is_open(future_ms) && set_time_to_number(edit, edit->twin->now_ms + future_ms + 1,
                                                   "a timestamp a millisecond too far ahead, and signed so");
}

static bool set_time_to_zero(struct edit *edit) {
  return set_time_to_number(edit, 0, "0 as the timestamp, and signed so");
}

static bool set_largest_time(struct edit *edit) {
  bool in_ms = edit->twin->scheme->time.format == RS_UNIX_MILLISECONDS;
  return in_ms && set_time_to_number(edit, INT64_MAX, "2^63-1 as the timestamp, and signed so");
}

static bool set_smallest_time(struct edit *edit) {
  bool in_ms = edit->twin->scheme->time.format == RS_UNIX_MILLISECONDS;
  return in_ms && set_time_to_number(edit, INT64_MIN, "-2^63 as the timestamp, and signed so");
}

static bool set_time_beyond_64_bits(struct edit *edit) {
  return set_time_to(edit, "18446744073709551616", "2^64 as the timestamp, and signed so");
}

static bool set_time_to_a_word(struct edit *edit) {
  return set_time_to(edit, "\"now\"", "a word as the timestamp, and signed so");
}

static bool set_time_to_null(struct edit *edit) {
  return set_time_to(edit, "null", "null as the timestamp, and signed so");
}

static bool put_zero_before_time(struct edit *edit) {
  struct text value = {0};
  text_addf(&value, "0%" PRId64, edit->generator->timestamp_ms);
  bool done = set_time_to(edit, text_string(&value), "a zero before the timestamp, and signed so");
  text_free(&value);
  return done;
}

static bool leave_time_out(struct edit *edit) {
  return set_time(edit, &(struct text){0}, "the timestamp left out, and signed so");
}

/* Which of them counts, programs decide in different ways. */
static bool set_two_times(struct edit *edit) {
  const char *name = edit->twin->scheme->time.name;
  int64_t times[] = {edit->generator->timestamp_ms, 1};
  size_t first = random_below(&edit->generator->random, 2);
  struct text members = {0};
  text_addf(&members, "\"%s\":%" PRId64 ",\"%s\":%" PRId64, name ? name : "", times[first], name ? name : "",
            times[1 - first]);
  return set_time(edit, &members, "a stale timestamp beside the fresh one, and signed so");
}

edit_fn *const edits_of_times[] = {set_time_too_old,   set_time_too_far_ahead, set_time_to_zero,
                                   set_largest_time,   set_smallest_time,      set_time_beyond_64_bits,
                                   set_time_to_a_word, set_time_to_null,       put_zero_before_time,
                                   leave_time_out,     set_two_times,          NULL};
