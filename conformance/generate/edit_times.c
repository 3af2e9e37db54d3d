/* Edits of a time that the body tells, signed as they are: nothing but the time is wrong. */
#include <inttypes.h>

#include "generate/edit_kinds.h"
#include "lib/bytes.h"

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
  return set_time_to_number(edit, edit->twin->now_ms - edit->twin->scheme->time.window.past_ms - 1,
                            "a timestamp a millisecond too old, and signed so");
}

static bool set_time_too_far_ahead(struct edit *edit) {
  return set_time_to_number(edit, edit->twin->now_ms + edit->twin->scheme->time.window.future_ms + 1,
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
