#include "diagnose/search.h"

#include <string.h>

#include "lib/bytes.h"
#include "lib/json.h"
#include "lib/parameters.h"
#include "lib/request.h"

enum {
  SECOND_MS = 1000,
  MINUTES_5_MS = 300000,
  HALF_HOUR_MS = 1800000,
  HALF_HOURS = 28, /* of the zones there are: 14 hours either way */
  MAX_MESSAGE = 1024
};

/* Bytes that the times near the one that was sent may hash: some hundredths of a second. */
static const size_t MAX_HASHED_NEAR = (size_t)24 * 1024 * 1024;

/* The message up to the timestamp, and from its end on. */
struct timed_message {
  struct search *search;
  reqsig_slice before, behind;
  rs_hash begun;    /* the MAC up to the timestamp */
  struct text time; /* the one that is tried */
  bool is_found;
  size_t num_left; /* how many times may still be tried */
};

static bool body_time(const struct evidence *evidence, reqsig_slice *value) {
  return rs_json_member(evidence->signer.request->body, reqsig_text(evidence->recipe->time.name), value) ==
         RS_JSON_FOUND;
}

/* The bytes with other ones in the place of a slice of them. */
static reqsig_slice with_other(struct arena *arena, reqsig_slice whole, reqsig_slice part,
                               reqsig_slice other) {
  struct text changed = {0};
  size_t at = (size_t)(part.data - whole.data);
  text_add(&changed, rs_slice(whole.data, at));
  text_add(&changed, other);
  text_add(&changed, rs_slice_after(whole, at + part.len));
  reqsig_slice kept = rs_slice(arena_copy(arena, text_slice(&changed)), changed.len);
  text_free(&changed);
  return kept;
}

/* The target with text for the parameter that is the timestamp; as it is if none is. */
static reqsig_slice target_at(struct arena *arena, const struct evidence *evidence, reqsig_slice text) {
  const rs_header_rule *rule = evidence_rule_with(evidence->recipe, RS_FROM_TIMESTAMP);
  reqsig_slice target = evidence->signer.request->target, query = rs_bare_query_of(target);
  if (!rule || rule->place != RS_IN_QUERY) return target;
  for (rs_parameter parameter; rs_parameter_next(&query, &parameter);)
    if (rs_slice_equal(parameter.name, rule->name) && rs_slice_equal(parameter.value, evidence->time_text))
      return with_other(arena, target, parameter.value, text);
  return target;
}

/* The message of a request that has text for its timestamp. */
static bool message_at(struct arena *arena, const struct evidence *evidence, reqsig_slice text,
                       reqsig_slice *message) {
  struct mutant_input input = evidence->signer;
  reqsig_request request = *input.request;
  struct mac_input made;
  reqsig_slice value;
  if (evidence->recipe->time.place == RS_TIME_IN_BODY_MEMBER) {
    if (!body_time(evidence, &value)) return false;
    request.body = with_other(arena, request.body, value, text);
    input.request = &request;
  } else {
    request.target = target_at(arena, evidence, text);
    input.request = &request;
    input.sent_time = &text;
  }
  if (mutant_mac_input(arena, NULL, &input, &made) != REQSIG_OK) return false;
  *message = made.message;
  return true;
}

/* A byte that stands in no timestamp tells where it stands. */
static bool part_message(struct timed_message *timed) {
  static const reqsig_slice mark = RS_TEXT("\x01");
  const struct evidence *evidence = timed->search->evidence;
  reqsig_slice with, without;
  if (!message_at(timed->search->arena, evidence, mark, &with) ||
      !message_at(timed->search->arena, evidence, rs_slice(mark.data, 0), &without) ||
      with.len != without.len + 1)
    return false;
  size_t at = 0;
  while (at < without.len && with.data[at] == without.data[at]) at++;
  if (with.data[at] != *mark.data) return false;
  timed->before = rs_slice(with.data, at);
  timed->behind = rs_slice_after(with, at + 1);
  return true;
}

static bool can_be_searched(const struct search *search) {
  const struct evidence *evidence = search->evidence;
  bool has_place = evidence->recipe->time.place != RS_TIME_NOWHERE;
  return has_place && evidence->claims.count > 0 && evidence->time_ms > 0 &&
         evidence->time_ms < INT64_MAX / 4;
}

/* The digest up to the timestamp is made once for all. */
static bool begin(struct search *search, struct timed_message *timed) {
  *timed = (struct timed_message){.search = search, .num_left = SIZE_MAX};
  if (!can_be_searched(search) || !part_message(timed)) return false;
  timed->begun = search_right_key(search)->inner;
  rs_hash_update(&timed->begun, timed->before.data, timed->before.len);
  return true;
}

static reqsig_slice message_with(const struct timed_message *timed, reqsig_slice time) {
  struct text message = {0};
  text_add(&message, timed->before);
  text_add(&message, time);
  text_add(&message, timed->behind);
  reqsig_slice kept = rs_slice(arena_copy(timed->search->arena, text_slice(&message)), message.len);
  text_free(&message);
  return kept;
}

static void try_text(struct timed_message *timed, int64_t time_ms) {
  struct search *search = timed->search;
  reqsig_slice text = text_slice(&timed->time);
  rs_hash hash = timed->begun;
  uint8_t mac[RS_MAX_DIGEST];
  rs_hash_update(&hash, text.data, text.len);
  rs_hash_update(&hash, timed->behind.data, timed->behind.len);
  rs_mac_end(search_right_key(search), &hash, mac);
  const struct mac_claim *claim = search_claim(search, search->evidence->recipe->mac.digest, mac);
  timed->num_left--;
  if (!claim) return;
  reqsig_slice time = rs_slice(arena_copy(search->arena, text), text.len);
  search_add_match(search, &(struct match){.of_time = true,
                                           .signed_ms = time_ms,
                                           .claim = claim,
                                           .message = message_with(timed, time),
                                           .time_text = time});
  timed->is_found = true;
}

static void try_time(struct timed_message *timed, int64_t time_ms) {
  text_clear(&timed->time);
  if (sent_time_add(&timed->time, timed->search->evidence->recipe, time_ms)) try_text(timed, time_ms);
}

/* Both ways from the time that was sent, the nearest first. */
static void try_around(struct timed_message *timed, int64_t step_ms, int64_t end_ms) {
  int64_t sent_ms = timed->search->evidence->time_ms;
  for (int64_t away = step_ms; away <= end_ms && !timed->is_found && timed->num_left > 1; away += step_ms) {
    try_time(timed, sent_ms - away);
    if (!timed->is_found) try_time(timed, sent_ms + away);
  }
}

/* One instant in two units: the header's is not the scheme's. Milliseconds are cut off seconds. */
static void try_other_unit(struct timed_message *timed) {
  const struct evidence *evidence = timed->search->evidence;
  int64_t guess_ms;
  if (!sent_time_is_in_other_unit(evidence, &guess_ms)) return;
  int num = sent_time_unit_of(evidence->recipe) == UNIT_MILLISECONDS ? SECOND_MS : 1;
  for (int i = 0; i < num && !timed->is_found && timed->num_left > 0; i++) try_time(timed, guess_ms + i);
}

/* A client that sends seconds may sign the milliseconds that they were cut from. */
static void try_digits_behind(struct timed_message *timed) {
  const struct evidence *evidence = timed->search->evidence;
  if (!evidence->has_time || rs_is_date(evidence->recipe->time.format)) return;
  bool is_in_seconds = evidence->recipe->time.format == RS_UNIX_SECONDS;
  int64_t sent = is_in_seconds ? evidence->time_ms / SECOND_MS : evidence->time_ms;
  for (int i = 0; i < 1000 && !timed->is_found && timed->num_left > 0; i++) {
    text_clear(&timed->time);
    text_add_integer(&timed->time, sent);
    text_add_byte(&timed->time, (char)('0' + i / 100));
    text_add(&timed->time, rs_slice((const uint8_t *)rs_two_digits[i % 100], 2));
    try_text(timed, evidence->time_ms);
  }
}

void time_search_near(struct search *search) {
  struct timed_message timed;
  if (!begin(search, &timed)) return;
  bool has_milliseconds = search->evidence->recipe->time.format == RS_UNIX_MILLISECONDS;
  try_time(&timed, search->evidence->opened->now_ms);
  try_around(&timed, HALF_HOUR_MS, (int64_t)HALF_HOURS * HALF_HOUR_MS);
  timed.num_left = MAX_HASHED_NEAR / (timed.behind.len + 1);
  try_other_unit(&timed);
  try_around(&timed, has_milliseconds ? 1 : SECOND_MS, has_milliseconds ? SECOND_MS : MINUTES_5_MS);
  try_digits_behind(&timed);
  text_free(&timed.time);
}

void time_search_far(struct search *search) {
  struct timed_message timed;
  if (search->evidence->recipe->time.format != RS_UNIX_MILLISECONDS ||
      search->found.message.len > MAX_MESSAGE || !begin(search, &timed))
    return;
  try_around(&timed, 1, MINUTES_5_MS);
  text_free(&timed.time);
}
