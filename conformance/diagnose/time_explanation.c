#include <stdlib.h>

#include "base/text.h"
#include "diagnose/explanation.h"
#include "diagnose/search.h"
#include "lib/bytes.h"
#include "lib/json.h"
#include "lib/window.h"
#include "request/opened_request.h"

enum { SECOND_MS = 1000, MINUTE_MS = 60000, HALF_HOUR_MS = 1800000, MINUTES_5_MS = 300000, MAX_SHOWN = 40 };

struct time_difference {
  const char *name, *sentence, *change; /* sentence: NULL where the units are told */
};

static const struct time_difference not_sent = {
    "date-forbidden-header",
    "The request does not have the timestamp that was signed: a browser or a proxy removed it.",
    "Send the header from a place that may set it, or let the server read another header."};
static const struct time_difference left_out = {
    "malformed", "The header with the signature has no timestamp in it, or not in its form.",
    "Send the timestamp that was signed in that header, in the form that the scheme gives it."};
static const struct time_difference zone = {
    "date-zone/local", "The two differ by whole half hours: one of them is the local time of a zone.",
    "Use UTC in the message and in the header."};
static const struct time_difference two_units = {
    "seconds-vs-ms/signed", "The signer signs the timestamp in another unit than it sends.",
    "Sign the timestamp just as it is sent."};
static const struct time_difference sent_in_other_unit = {"seconds-vs-ms/sent", NULL,
                                                          "Send the timestamp just as it is signed."};
static const struct time_difference two_requests = {"stale-digest/time-header",
                                                    "The header has the timestamp of an earlier attempt.",
                                                    "Make timestamp and signature anew for each attempt."};
static const struct time_difference two_clocks = {
    "ts-two-clocks", "The signer reads the clock twice: once for the message and once for the header.",
    "Read the clock once, and use that value in both places."};

static int64_t magnitude(int64_t span_ms) {
  if (span_ms >= 0) return span_ms;
  return span_ms == INT64_MIN ? INT64_MAX : -span_ms;
}

static bool is_same_second_in_other_unit(const struct evidence *evidence, int64_t signed_ms) {
  int64_t sent_ms;
  return sent_time_is_in_other_unit(evidence, &sent_ms) && signed_ms / SECOND_MS == sent_ms / SECOND_MS;
}

static const struct time_difference *difference_of(const struct evidence *evidence,
                                                   const struct match *match) {
  int64_t apart_ms = match->signed_ms - evidence->time_ms;
  if (evidence->recipe->time.place == RS_TIME_IN_HEADER && !evidence->time_header) return &not_sent;
  if (evidence->recipe->time.place == RS_TIME_IN_HEADER && evidence->time_text.len == 0) return &left_out;
  if (apart_ms == 0) return &two_units;
  if (is_same_second_in_other_unit(evidence, match->signed_ms)) return &sent_in_other_unit;
  if (apart_ms % HALF_HOUR_MS == 0 && magnitude(apart_ms) <= 28 * (int64_t)HALF_HOUR_MS) return &zone;
  return magnitude(apart_ms) > MINUTES_5_MS ? &two_requests : &two_clocks;
}

static void add_time(struct text *text, const struct evidence *evidence, reqsig_slice time) {
  if (secrets_find(evidence->opened, time))
    text_add_string(text, "that is not shown, as it holds a secret");
  else
    text_add_shortened(text, time, MAX_SHOWN);
}

static bool tells_span(const struct time_difference *difference) {
  return difference != &not_sent && difference != &left_out && difference != &two_units &&
         difference != &sent_in_other_unit;
}

static void add_difference(struct text *text, const struct evidence *evidence,
                           const struct time_difference *difference) {
  int64_t time_ms;
  if (difference->sentence)
    text_add_string(text, difference->sentence);
  else
    text_addf(text, "The signer signs the time in %s and sends it in %s.",
              sent_time_unit_name(sent_time_unit_of(evidence->recipe)),
              sent_time_unit_name(sent_time_guess(evidence->time_text, evidence->opened->now_ms, &time_ms)));
}

struct explanation explanation_of_time(struct arena *arena, const struct evidence *evidence,
                                       const struct match *match) {
  const struct time_difference *difference = difference_of(evidence, match);
  int64_t apart_ms = match->signed_ms - evidence->time_ms;
  struct text sentence = {0};
  text_add_string(&sentence, "The signature is right for the timestamp ");
  add_time(&sentence, evidence, match->time_text);
  if (tells_span(difference)) {
    text_add_string(&sentence, ", ");
    text_add_span(&sentence, magnitude(apart_ms));
    text_addf(&sentence, " %s the one that was sent", apart_ms < 0 ? "before" : "after");
  }
  text_add_string(&sentence, ". ");
  add_difference(&sentence, evidence, difference);
  return (struct explanation){.names = {difference->name},
                              .num_names = 1,
                              .sentence = explanation_keep(arena, &sentence),
                              .clause = evidence->recipe->time.clause,
                              .change = difference->change};
}

/* Whether the mistake writes that time as it was sent. */
static bool writes_so(const struct evidence *evidence, const struct mistake *mistake, int64_t time_ms) {
  struct text right = {0}, text = {0};
  const reqsig_request without_headers = {.num_headers = 0};
  struct transform_input at = {.recipe = evidence->recipe, .request = &without_headers, .time_ms = time_ms};
  bool is_it = sent_time_add(&right, evidence->recipe, time_ms) &&
               mistake->time.make(&mistake->time, &at, text_slice(&right), &text) &&
               rs_slice_equal(text_slice(&text), evidence->time_text);
  text_free(&right);
  text_free(&text);
  return is_it;
}

static void add_form_change(struct text *change, const struct evidence *evidence, int64_t time_ms) {
  int hours = sent_time_zone_hours(evidence->time_text);
  bool is_as_sent = evidence->recipe->time.format == RS_IMF_FIXDATE && hours == 0;
  if (hours == ZONE_UNKNOWN) {
    text_add_string(change, advice_for("date-zone"));
    return;
  }
  text_add_string(change, "Write it as ");
  sent_time_add(change, evidence->recipe, time_ms);
  text_addf(change, " (%s).", is_as_sent ? "if the time that was sent is in GMT" : "the same time");
}

static void add_form(struct arena *arena, const struct evidence *evidence, struct diagnosis *diagnosis,
                     const char *name, const char *words, int64_t time_ms) {
  struct text sentence = {0}, change = {0};
  text_addf(&sentence, "The signature is right; the timestamp is not written as %s wants it. %s",
            evidence->recipe->title, words);
  add_form_change(&change, evidence, time_ms);
  diagnosis_add_explanation(arena, diagnosis,
                            (struct explanation){.names = {name},
                                                 .num_names = 1,
                                                 .sentence = explanation_keep(arena, &sentence),
                                                 .clause = evidence->recipe->time.clause,
                                                 .change = explanation_keep(arena, &change)});
}

void explain_time_form(struct arena *arena, const struct evidence *evidence, struct diagnosis *diagnosis) {
  int64_t time_ms, now_ms = evidence->opened->now_ms;
  if (!evidence->time_header || sent_time_guess(evidence->time_text, now_ms, &time_ms) == UNIT_NONE) return;
  struct cause_list causes = causes_of(arena, evidence->recipe);
  for (size_t i = 0; i < causes.count; i++) {
    const struct mistake *mistake = causes.items[i].mistake;
    if (!mistake->time.make || causes.items[i].kind == CAUSE_PROFILE) continue;
    if (writes_so(evidence, mistake, time_ms) || writes_so(evidence, mistake, now_ms))
      add_form(arena, evidence, diagnosis, causes.items[i].name, mistake->words, time_ms);
  }
  if (diagnosis->num_explanations > 0) return;
  if (sent_time_zone_hours(evidence->time_text) != 0)
    add_form(arena, evidence, diagnosis, "date-zone/local-named",
             "The signer writes the local time with the name of its own zone.", time_ms);
  else
    add_form(arena, evidence, diagnosis, "malformed", "", time_ms);
}

static reqsig_slice sent_text(const struct evidence *evidence) {
  reqsig_slice value = evidence->time_text;
  if (evidence->recipe->time.place == RS_TIME_IN_BODY_MEMBER &&
      rs_json_member(evidence->signer.request->body, reqsig_text(evidence->recipe->time.name), &value) !=
          RS_JSON_FOUND)
    return rs_slice(NULL, 0);
  return value;
}

/* The profile by which the timestamp is in that unit, or NULL. */
static const char *profile_of_unit(const reqsig_scheme *recipe, enum time_unit unit) {
  for (const rs_profile *profile = recipe->profiles; profile && profile->info.name; profile++) {
    reqsig_scheme varied = *recipe;
    const rs_variation *variation = &profile->variations[0];
    if (variation->kind == RS_VARY_TIME_FORMAT && rs_variation_apply(variation, &varied) &&
        sent_time_unit_of(&varied) == unit)
      return profile->info.name;
  }
  return NULL;
}

static bool hint_at_unit(struct arena *arena, const struct evidence *evidence, reqsig_slice text,
                         struct diagnosis *diagnosis) {
  int64_t time_ms;
  enum time_unit unit = sent_time_guess(text, evidence->opened->now_ms, &time_ms);
  enum time_unit due = sent_time_unit_of(evidence->recipe);
  if (unit == UNIT_NONE || unit == due || due == UNIT_DATE || unit == UNIT_DATE) return false;
  diagnosis->wrong_unit = sent_time_unit_name(unit);
  const char *profile = profile_of_unit(evidence->recipe, unit);
  struct text sentence = {0};
  text_add_string(&sentence, "The timestamp ");
  text_add_shortened(&sentence, text, MAX_SHOWN);
  text_addf(&sentence, " is in %s (", diagnosis->wrong_unit);
  text_add_time(&sentence, time_ms);
  text_addf(&sentence, "), and %s wants %s.", evidence->recipe->title, sent_time_unit_name(due));
  if (profile) text_addf(&sentence, " The profile %s takes it so: --profile %s.", profile, profile);
  diagnosis_add_hint(arena, diagnosis, text_string(&sentence));
  text_free(&sentence);
  return true;
}

/* --now in seconds makes each timestamp one of the far future. */
static bool hint_at_now(struct arena *arena, const struct evidence *evidence, struct diagnosis *diagnosis) {
  int64_t now_ms = evidence->opened->now_ms;
  bool is_asked = evidence->opened->now_source == NOW_FROM_OPTION && evidence->has_time;
  if (!is_asked || now_ms <= 0 || now_ms > INT64_C(100000000000) ||
      magnitude(rs_window_age(now_ms * SECOND_MS, evidence->time_ms)) > INT64_C(31556952000))
    return false;
  struct text sentence = {0};
  text_addf(&sentence, "--now wants milliseconds, and %lld looks like seconds: give %lld000.",
            (long long)now_ms, (long long)now_ms);
  diagnosis_add_hint(arena, diagnosis, text_string(&sentence));
  text_free(&sentence);
  return true;
}

/* A whole number of half hours, but for a few minutes. */
static bool looks_like_a_zone(int64_t apart_ms) {
  int64_t rest_ms = (apart_ms + MINUTES_5_MS) % HALF_HOUR_MS;
  return apart_ms >= HALF_HOUR_MS - MINUTES_5_MS && apart_ms <= 28 * (int64_t)HALF_HOUR_MS &&
         rest_ms <= 2 * (int64_t)MINUTES_5_MS;
}

static void hint_at_age(struct arena *arena, const struct evidence *evidence, const reqsig_verdict *verdict,
                        struct diagnosis *diagnosis) {
  int64_t age_ms = rs_window_age(evidence->opened->now_ms, evidence->time_ms), apart_ms = magnitude(age_ms);
  bool is_rejected =
      verdict->reason == REQSIG_REASON_EXPIRED || verdict->reason == REQSIG_REASON_NOT_YET_VALID;
  if (!is_rejected && age_ms >= 0 && age_ms < MINUTE_MS) return;
  struct text sentence = {0};
  text_add_string(&sentence, "The timestamp is ");
  text_add_time(&sentence, evidence->time_ms);
  text_add_string(&sentence, ", ");
  text_add_span(&sentence, apart_ms);
  text_addf(&sentence, age_ms < 0 ? " ahead of %s" : " before %s",
            evidence->opened->now_source == NOW_FROM_OPTION ? "--now" : "the clock");
  text_add_string(&sentence, is_rejected ? ", which the window does not allow." : ".");
  if (looks_like_a_zone(apart_ms))
    text_add_string(&sentence,
                    " That is close to a whole number of half hours: it may be the local time of a zone "
                    "where UTC is due.");
  diagnosis_add_hint(arena, diagnosis, text_string(&sentence));
  text_free(&sentence);
}

bool hint_of_unit(struct arena *arena, const struct evidence *evidence, struct diagnosis *diagnosis) {
  reqsig_slice text = sent_text(evidence);
  return text.len > 0 && !secrets_find(evidence->opened, text) &&
         (hint_at_now(arena, evidence, diagnosis) || hint_at_unit(arena, evidence, text, diagnosis));
}

void hints_of_time(struct arena *arena, const struct evidence *evidence, const reqsig_verdict *verdict,
                   struct diagnosis *diagnosis) {
  reqsig_slice text = sent_text(evidence);
  if (text.len == 0 || secrets_find(evidence->opened, text)) return;
  if (hint_of_unit(arena, evidence, diagnosis)) return;
  if (evidence->has_time && verdict) hint_at_age(arena, evidence, verdict, diagnosis);
}
