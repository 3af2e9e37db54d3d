#include "diagnose/search.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/bytes.h"
#include "lib/claims.h"
#include "lib/date.h"
#include "lib/json.h"
#include "lib/timestamp.h"
#include "request/opened_request.h"
#include "request/recipe_text.h"

const rs_header_rule *evidence_rule_with(const reqsig_scheme *recipe, rs_source source) {
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && recipe->headers[i].name.len > 0; i++)
    for (size_t k = 0; k < RS_MAX_VALUE_PARTS && recipe->headers[i].value[k].from; k++)
      if (recipe->headers[i].value[k].from == source) return &recipe->headers[i];
  return NULL;
}

static void collect_header_time(struct arena *arena, struct evidence *evidence) {
  const rs_header_rule *rule = evidence_rule_with(evidence->recipe, RS_FROM_TIMESTAMP);
  if (rule) evidence->time_header = sent_field(arena, evidence->signer.request, rule);
  if (!evidence->time_header) return;
  evidence->time_text = recipe_sent_time(arena, evidence->recipe, evidence->signer.request);
  if (!evidence->time_text.data && rule->item_separator.len > 0)
    evidence->time_text = list_element(rule, RS_FROM_TIMESTAMP, evidence->time_header->value);
  else if (!evidence->time_text.data && !recipe_header_part(rule, RS_FROM_MAC))
    evidence->time_text = evidence->time_header->value;
  evidence->has_time = rs_time_read(evidence->recipe->time.format, evidence->time_text, &evidence->time_ms);
}

static void collect_body_time(struct evidence *evidence) {
  reqsig_slice value;
  const char *name = evidence->recipe->time.name;
  evidence->has_time =
      rs_json_member(evidence->signer.request->body, reqsig_text(name), &value) == RS_JSON_FOUND &&
      rs_json_int64(value, &evidence->time_ms) == REQSIG_OK;
}

static void take_nonce(struct arena *arena, struct evidence *evidence) {
  const rs_header_rule *rule = evidence_rule_with(evidence->recipe, RS_FROM_NONCE);
  if (!rule || evidence->request.nonce.len > 0 || rule->item_separator.len == 0) return;
  const reqsig_header *header = sent_field(arena, &evidence->request, rule);
  if (header) evidence->request.nonce = list_element(rule, RS_FROM_NONCE, header->value);
}

bool evidence_lacks_nonce(const struct evidence *evidence) {
  return recipe_has_nonce(evidence->recipe) && evidence->request.nonce.len == 0;
}

void evidence_collect(struct arena *arena, const struct opened_request *opened, struct evidence *evidence) {
  *evidence = (struct evidence){
      .opened = opened, .context = rs_context_of(&opened->context), .request = opened->request.request};
  const reqsig_scheme *recipe = evidence->recipe = evidence->context->recipe;
  const reqsig_request *request = &evidence->request;
  take_nonce(arena, evidence);
  evidence->time_ms = opened->now_ms;
  evidence->signer = (struct mutant_input){.scheme = recipe,
                                           .credentials = opened->credentials.items,
                                           .num_credentials = opened->credentials.num_items,
                                           .request = request};
  evidence->rule = evidence_rule_with(recipe, RS_FROM_MAC);
  if (evidence->rule) evidence->header = sent_field(arena, request, evidence->rule);
  if (evidence->header)
    notation_read(arena, recipe, evidence->rule, evidence->header->value, &evidence->claims);
  if (recipe->time.place == RS_TIME_IN_HEADER) collect_header_time(arena, evidence);
  if (recipe->time.place == RS_TIME_IN_BODY_MEMBER) collect_body_time(evidence);
  bool is_far = evidence->time_ms < 0 || evidence->time_ms > INT64_MAX / 4;
  evidence->signer.now_ms = is_far ? opened->now_ms : evidence->time_ms;
  evidence->signer.sent_time = &evidence->time_text;
}

enum { MAX_NUMBER = 40, MAX_DATE = 80, NUM_MONTHS = 12 };

static const char *const month_names[NUM_MONTHS][3] = {
    {"jan"},
    {"feb", "f\xc3\xa9v"},
    {"mar", "m\xc3\xa4r"},
    {"apr", "avr"},
    {"may", "mai"},
    {"jun", "juin"},
    {"jul", "juil"},
    {"aug", "ao\xc3\xbb"},
    {"sep"},
    {"oct", "okt"},
    {"nov"},
    {"dec",
     "d\xc3\xa9"
     "c",
     "dez"},
};

struct civil_time {
  int year, month, day, second; /* month from 0; second of the day; -1: not found yet */
};

/* Days since 1970-01-01 by the Gregorian calendar; years here begin with March. */
static int64_t days_of(const struct civil_time *at) {
  int64_t year = at->month < 2 ? at->year - 1 : at->year, month = (at->month + 10) % 12;
  return year * 365 + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + at->day - 1 - 719468;
}

static bool is_letter(uint8_t c) {
  return (rs_upper(c) >= 'A' && rs_upper(c) <= 'Z') || c >= 0x80;
}

static void take_word(struct civil_time *at, reqsig_slice word) {
  for (int month = 0; month < NUM_MONTHS; month++)
    for (int i = 0; i < 3 && month_names[month][i]; i++) {
      reqsig_slice name = reqsig_text(month_names[month][i]);
      if (word.len >= name.len && rs_slice_equal_ignoring_case(rs_slice(word.data, name.len), name))
        at->month = month;
    }
}

static void take_number(struct civil_time *at, long number, size_t num_digits) {
  if (num_digits == 4 && number >= 1000)
    at->year = (int)number;
  else if (num_digits <= 2 && at->day < 0 && number >= 1 && number <= 31)
    at->day = (int)number;
}

static int two_digits(const char *text) {
  return (text[0] - '0') * 10 + (text[1] - '0');
}

/* "14:15:23" at the beginning of text; how long it is, or 0. */
static size_t take_clock(struct civil_time *at, const char *text) {
  for (size_t i = 0; i < 8; i++)
    if (i % 3 == 2 ? text[i] != ':' : !rs_is_digit((uint8_t)text[i])) return 0;
  at->second = two_digits(text) * 3600 + two_digits(text + 3) * 60 + two_digits(text + 6);
  return 8;
}

static int num_digits(const char *text) {
  int num = 0;
  while (rs_is_digit((uint8_t)text[num])) num++;
  return num;
}

/* "2023-11-14", or "20231114T221320", at the beginning of text; how long it is, or 0. */
static size_t take_iso_date(struct civil_time *at, const char *text) {
  bool is_basic = num_digits(text) == 8 && text[8] == 'T' && num_digits(text + 9) == 6;
  bool is_extended = num_digits(text) == 4 && text[4] == '-' && num_digits(text + 5) == 2 && text[7] == '-' &&
                     num_digits(text + 8) == 2;
  if (!is_basic && !is_extended) return 0;
  size_t gap = is_extended;
  at->year = two_digits(text) * 100 + two_digits(text + 2);
  at->month = two_digits(text + 4 + gap) - 1;
  at->day = two_digits(text + 6 + 2 * gap);
  if (is_basic) at->second = two_digits(text + 9) * 3600 + two_digits(text + 11) * 60 + two_digits(text + 13);
  return is_basic ? 15 : 10;
}

static size_t take_token(struct civil_time *at, const char *text) {
  size_t len = take_clock(at, text);
  if (len == 0) len = take_iso_date(at, text);
  if (len > 0) return len;
  while (rs_is_digit((uint8_t)text[len])) len++;
  if (len > 0) {
    take_number(at, strtol(text, NULL, 10), len);
    return len;
  }
  while (is_letter((uint8_t)text[len])) len++;
  take_word(at, rs_slice(text, len));
  return len ? len : 1;
}

int sent_time_zone_hours(reqsig_slice text) {
  /* RFC 2822 section 4.3, and Central Europe's. */
  static const struct {
    const char *name;
    int hours;
  } zones[] = {{"GMT", 0},  {"UTC", 0},  {"UT", 0},   {"EDT", -4}, {"EST", -5}, {"CDT", -5}, {"CST", -6},
               {"MDT", -6}, {"MST", -7}, {"PDT", -7}, {"PST", -8}, {"CET", 1},  {"CEST", 2}};
  size_t at = text.len;
  while (at > 0 && text.data[at - 1] >= 'A' && text.data[at - 1] <= 'Z') at--;
  reqsig_slice name = rs_slice_after(text, at);
  for (size_t i = 0; i < sizeof zones / sizeof *zones; i++)
    if (rs_slice_equal(name, reqsig_text(zones[i].name))) return zones[i].hours;
  return name.len > 1 ? ZONE_UNKNOWN : 0;
}

static bool read_date(reqsig_slice text, int64_t *time_ms) {
  char copy[MAX_DATE + 1] = "";
  struct civil_time at = {-1, -1, -1, -1};
  if (text.len > MAX_DATE) return false;
  memcpy(copy, text.data, text.len);
  for (size_t i = 0; copy[i];) i += take_token(&at, copy + i);
  if (at.year < 0 || at.month < 0 || at.day < 0 || at.second < 0) return false;
  int hours = sent_time_zone_hours(text);
  *time_ms = (days_of(&at) * 86400 + at.second - (hours == ZONE_UNKNOWN ? 0 : hours) * 3600) * 1000;
  return true;
}

static bool is_near(double time_ms, int64_t now_ms) {
  static const double FIFTY_YEARS_MS = 50.0 * 31556952000.0;
  return fabs(time_ms - (double)now_ms) < FIFTY_YEARS_MS && time_ms > 0;
}

/* Quotes, a sign, a fraction and an exponent are read too. */
static bool read_number(reqsig_slice text, double *number) {
  char copy[MAX_NUMBER + 1] = "", *end;
  size_t quote = text.len >= 2 && text.data[0] == '"';
  if (text.len > MAX_NUMBER || text.len <= 2 * quote) return false;
  memcpy(copy, text.data + quote, text.len - 2 * quote);
  if (!rs_is_digit((uint8_t)copy[0])) return false;
  *number = strtod(copy, &end);
  return *end == '\0';
}

enum time_unit sent_time_guess(reqsig_slice text, int64_t now_ms, int64_t *time_ms) {
  static const double unit_ms[] = {
      [UNIT_SECONDS] = 1000, [UNIT_MILLISECONDS] = 1, [UNIT_MICROSECONDS] = 1e-3, [UNIT_NANOSECONDS] = 1e-6};
  double number;
  if (text.len == 0) return UNIT_NONE;
  if (!read_number(text, &number)) return read_date(text, time_ms) ? UNIT_DATE : UNIT_NONE;
  for (int unit = UNIT_SECONDS; unit <= UNIT_NANOSECONDS; unit++) {
    if (!is_near(number * unit_ms[unit], now_ms)) continue;
    *time_ms = (int64_t)(number * unit_ms[unit] + 0.5);
    return (enum time_unit)unit;
  }
  return UNIT_NONE;
}

const char *sent_time_unit_name(enum time_unit unit) {
  static const char *const names[] = {[UNIT_NONE] = "no time",
                                      [UNIT_SECONDS] = "seconds",
                                      [UNIT_MILLISECONDS] = "milliseconds",
                                      [UNIT_MICROSECONDS] = "microseconds",
                                      [UNIT_NANOSECONDS] = "nanoseconds",
                                      [UNIT_DATE] = "a date"};
  return names[unit];
}

enum time_unit sent_time_unit_of(const reqsig_scheme *recipe) {
  static const enum time_unit units[] = {[RS_UNIX_SECONDS] = UNIT_SECONDS,
                                         [RS_UNIX_MILLISECONDS] = UNIT_MILLISECONDS,
                                         [RS_IMF_FIXDATE] = UNIT_DATE};
  return rs_is_date(recipe->time.format) ? UNIT_DATE : units[recipe->time.format];
}

bool sent_time_is_in_other_unit(const struct evidence *evidence, int64_t *time_ms) {
  enum time_unit unit = sent_time_guess(evidence->time_text, evidence->opened->now_ms, time_ms);
  enum time_unit due = sent_time_unit_of(evidence->recipe);
  return unit != UNIT_NONE && unit != UNIT_DATE && due != UNIT_DATE && unit != due;
}

bool sent_time_add(struct text *text, const reqsig_scheme *recipe, int64_t time_ms) {
  uint8_t room[RS_DATE_LEN + 1];
  reqsig_buffer buffer = {room, sizeof room, 0};
  if (time_ms < 0) return false;
  reqsig_status status = rs_time_write(recipe->time.format, time_ms, &buffer);
  if (status == REQSIG_OK) text_add(text, rs_slice(room, buffer.len));
  return status == REQSIG_OK;
}
