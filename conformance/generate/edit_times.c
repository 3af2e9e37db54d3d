/* Edits of the time that a request tells, signed as they are: nothing but the time is wrong. */
#include <inttypes.h>
#include <string.h>

#include "generate/edit.h"
#include "lib/bytes.h"

static bool is_in_body(const struct edit *edit) {
  return edit->twin->scheme->time.place == RS_TIME_IN_BODY_MEMBER;
}

/* Of a built-in scheme other vectors say what the documents want of a time in a header. */
static bool is_in_header(const struct edit *edit) {
  return edit->twin->scheme->time.place == RS_TIME_IN_HEADER && !edit_is_built_in(edit);
}

static void write_literally(rs_part *parts, size_t num, reqsig_slice text) {
  for (size_t i = 0; i < num && parts[i].from; i++)
    if (parts[i].from == RS_FROM_TIMESTAMP) {
      parts[i].from = RS_FROM_LITERAL;
      parts[i].literal = text;
    }
}

/* Signs the text in the place of the time. */
static bool sign_time_text(struct edit *edit, reqsig_slice text) {
  reqsig_scheme altered = *edit->twin->scheme;
  struct vector other = *edit->twin;
  other.scheme = &altered;
  write_literally(altered.message, RS_MAX_MESSAGE_PARTS, text);
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && altered.headers[i].name.len > 0; i++)
    write_literally(altered.headers[i].value, RS_MAX_VALUE_PARTS, text);
  return edit_take_headers(edit, &other);
}

static bool sign_at(struct edit *edit, int64_t now_ms, const char *words) {
  struct vector other = *edit->twin;
  other.now_ms = now_ms;
  if (!is_in_header(edit) || now_ms < 0 || !edit_take_headers(edit, &other)) return false;
  edit_tell(edit, "timestamp", words);
  return true;
}

/* Signs the body in the place of the twin's. */
static bool set_timed_body(struct edit *edit, reqsig_slice body) {
  struct vector other = *edit->twin;
  other.request.body = body;
  if (!edit_take_signature(edit, &other)) return false;
  edit->vector->request.body = body;
  return true;
}

static bool set_named_member(struct edit *edit, const char *name, const char *value) {
  struct text member = {0};
  text_addf(&member, "\"%s\":%s", name ? name : "", value);
  reqsig_slice body = draw_object(edit->generator, text_string(&member));
  text_free(&member);
  return set_timed_body(edit, body);
}

static bool set_member(struct edit *edit, const char *value) {
  return set_named_member(edit, edit->twin->scheme->time.name, value);
}

/* value: as the body has it; a header has it as it is. */
static bool set_time(struct edit *edit, const char *value, const char *words) {
  bool is_set = is_in_body(edit) ? set_member(edit, value)
                : is_in_header(edit)
                    ? sign_time_text(edit, rs_slice(edit_copy(edit, reqsig_text(value)), strlen(value)))
                    : false;
  if (is_set) edit_tell(edit, "timestamp", words);
  return is_set;
}

static bool set_time_to_number(struct edit *edit, int64_t value, const char *words) {
  const rs_time_rule *time = &edit->twin->scheme->time;
  struct text number = {0};
  text_addf(&number, "%" PRId64, time->format == RS_UNIX_SECONDS ? value / 1000 : value);
  bool done = time->window.given && set_time(edit, text_string(&number), words);
  text_free(&number);
  return done;
}

static bool set_time_too_old(struct edit *edit) {
  int64_t past_ms = edit->twin->scheme->time.window.past_ms;
  if (!edit->twin->scheme->time.window.given || edit_is_open(past_ms)) return false;
  if (is_in_header(edit))
    return sign_at(edit, edit->twin->now_ms - past_ms - 1000, "a timestamp a second too old, and signed so");
  return set_time_to_number(edit, edit->twin->now_ms - past_ms - 1,
                            "a timestamp a millisecond too old, and signed so");
}

static bool set_time_too_far_ahead(struct edit *edit) {
  int64_t future_ms = edit->twin->scheme->time.window.future_ms;
  if (!edit->twin->scheme->time.window.given || edit_is_open(future_ms)) return false;
  if (is_in_header(edit))
    return sign_at(edit, edit->twin->now_ms + future_ms + 1000,
                   "a timestamp a second too far ahead, and signed so");
  return set_time_to_number(edit, edit->twin->now_ms + future_ms + 1,
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
  return set_time(edit, "18446744073709551616", "2^64 as the timestamp, and signed so");
}

static bool set_time_to_a_word(struct edit *edit) {
  return set_time(edit, is_in_body(edit) ? "\"now\"" : "now", "a word as the timestamp, and signed so");
}

static bool set_time_to_null(struct edit *edit) {
  return is_in_body(edit) && set_time(edit, "null", "null as the timestamp, and signed so");
}

/* The twin's timestamp as it is written in a body; false if it is no number. */
static bool add_number(const struct edit *edit, struct text *to) {
  const rs_time_rule *time = &edit->twin->scheme->time;
  int64_t told = edit->generator->timestamp_ms;
  if (time->format != RS_UNIX_SECONDS && time->format != RS_UNIX_MILLISECONDS) return false;
  text_addf(to, "%" PRId64, time->format == RS_UNIX_SECONDS ? told / 1000 : told);
  return true;
}

/* The number of the twin's timestamp, between others; false if it is none. */
static bool surround_number(struct edit *edit, const char *before, const char *behind, const char *words) {
  struct text value = {0};
  text_add_string(&value, before);
  bool done = add_number(edit, &value);
  text_add_string(&value, behind);
  done = done && set_time(edit, text_string(&value), words);
  text_free(&value);
  return done;
}

static bool put_zero_before_time(struct edit *edit) {
  return surround_number(edit, "0", "", "a zero before the timestamp, and signed so");
}

static bool put_junk_behind_time(struct edit *edit) {
  return is_in_header(edit) && surround_number(edit, "", "x", "a letter behind the timestamp, and signed so");
}

/* A header that carries nothing but the time. */
static bool drop_time_header(struct edit *edit) {
  const rs_header_rule *rule = edit_rule_with(edit, RS_FROM_TIMESTAMP);
  if (!is_in_header(edit) || !rule || rule->place != RS_IN_HEADER || edit_carries(rule, RS_FROM_MAC) ||
      !sign_time_text(edit, rs_slice(NULL, 0)))
    return false;
  const reqsig_header *header = edit_header_of(edit, rule);
  if (header) edit_drop_header(edit, header);
  return header != NULL;
}

/* A parameter that carries nothing but the time: what is signed has none then. */
static bool drop_time_parameter(struct edit *edit) {
  const rs_header_rule *rule = edit_rule_with(edit, RS_FROM_TIMESTAMP);
  const rs_variation unsent = {.kind = RS_VARY_UNSENT, .at = RS_FROM_TIMESTAMP};
  reqsig_scheme altered = *edit->twin->scheme;
  struct vector other = *edit->twin;
  other.scheme = &altered;
  if (!is_in_header(edit) || !rule || rule->place != RS_IN_QUERY || edit_carries(rule, RS_FROM_MAC))
    return false;
  write_literally(altered.message, RS_MAX_MESSAGE_PARTS, rs_slice(NULL, 0));
  return rs_variation_apply(&unsent, &altered) && edit_take_headers(edit, &other);
}

static bool leave_member_out(struct edit *edit) {
  return set_timed_body(edit, draw_object(edit->generator, ""));
}

static bool leave_time_out(struct edit *edit) {
  bool done = is_in_body(edit) ? leave_member_out(edit) : drop_time_header(edit) || drop_time_parameter(edit);
  if (done) edit_tell(edit, "timestamp", "the timestamp left out, and signed so");
  return done;
}

/* Which of them counts, programs decide in different ways. */
static bool set_two_times(struct edit *edit) {
  const char *name = edit->twin->scheme->time.name;
  int64_t times[] = {edit->generator->timestamp_ms, 1};
  size_t first = random_below(&edit->generator->random, 2);
  struct text second = {0};
  text_addf(&second, "%" PRId64 ",\"%s\":%" PRId64, times[first], name ? name : "", times[1 - first]);
  bool done = is_in_body(edit) &&
              set_time(edit, text_string(&second), "a stale timestamp beside the fresh one, and signed so");
  text_free(&second);
  return done;
}

static bool is_in_own_body(const struct edit *edit) {
  return is_in_body(edit) && !edit_is_built_in(edit);
}

static bool quote_time(struct edit *edit) {
  return is_in_own_body(edit) && surround_number(edit, "\"", "\"", "the timestamp in quotes, and signed so");
}

static bool name_time_in_other_case(struct edit *edit) {
  if (!is_in_own_body(edit)) return false;
  reqsig_slice name = edit_change_case(edit, reqsig_text(edit->twin->scheme->time.name), 0);
  struct text value = {0};
  bool done = add_number(edit, &value) &&
              set_named_member(edit, arena_copy(edit->generator->arena, name), text_string(&value));
  text_free(&value);
  if (done) edit_tell(edit, "timestamp", "the timestamp under a name in other letter case, and signed so");
  return done;
}

/* The time is the first that a double rounds, to a millisecond earlier, which the window would take. */
static bool round_time(struct edit *edit) {
  const int64_t odd = (INT64_C(1) << 53) + 1;
  const rs_window *window = &edit->twin->scheme->time.window;
  if (!is_in_own_body(edit) || edit_is_open(window->future_ms) || !set_time_to_number(edit, odd, ""))
    return false;
  edit->vector->now_ms = odd - window->future_ms - 1;
  edit_tell(edit, "timestamp", "2^53+1 as the timestamp, signed so, a millisecond too far ahead");
  return true;
}

/* The body with others before and behind it is no JSON object any more, and is signed. */
static bool surround_body(struct edit *edit, reqsig_slice before, reqsig_slice behind, const char *words) {
  struct text body = {0};
  if (!is_in_own_body(edit)) return false;
  text_add(&body, before);
  text_add(&body, edit->twin->request.body);
  text_add(&body, behind);
  bool done = set_timed_body(edit, draw_keep(edit->generator, &body));
  if (done) edit_tell(edit, "body", words);
  return done;
}

static bool put_mark_before_body(struct edit *edit) {
  return surround_body(edit, RS_LITERAL("\xEF\xBB\xBF"), rs_slice(NULL, 0),
                       "a byte order mark before the body, and signed so");
}

static bool put_nul_behind_body(struct edit *edit) {
  return surround_body(edit, rs_slice(NULL, 0), RS_LITERAL("\0abc"),
                       "a zero byte and letters behind the body, and signed so");
}

static bool put_body_into_array(struct edit *edit) {
  return surround_body(edit, RS_LITERAL("["), RS_LITERAL("]"), "the body in an array, and signed so");
}

static bool put_no_utf8_into_body(struct edit *edit) {
  return is_in_own_body(edit) &&
         surround_number(edit, "", ",\"n\":\"\xff\"", "a byte that is no UTF-8 in the body, and signed so");
}

edit_fn *const edits_of_times[] = {set_time_too_old,
                                   set_time_too_far_ahead,
                                   set_time_to_zero,
                                   set_largest_time,
                                   set_smallest_time,
                                   set_time_beyond_64_bits,
                                   set_time_to_a_word,
                                   set_time_to_null,
                                   put_zero_before_time,
                                   put_junk_behind_time,
                                   leave_time_out,
                                   set_two_times,
                                   quote_time,
                                   name_time_in_other_case,
                                   round_time,
                                   put_mark_before_body,
                                   put_nul_behind_body,
                                   put_body_into_array,
                                   put_no_utf8_into_body,
                                   NULL};
