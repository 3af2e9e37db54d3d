#include "random_case.h"

#include <criterion/criterion.h>
#include <stdio.h>

#include "base64.h"

static const char visible[] =
    "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklm"
    "nopqrstuvwxyz{|}~";
static const char path_bytes[] = "abcXYZ012-._~%41/:@!$&'()*+,;=";
static const char token_bytes[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-.^_`|~";

static uint8_t *take_room(random_case *c, size_t len) {
  cr_assert_leq(len, sizeof c->room - c->used);
  c->used += len;
  return c->room + c->used - len;
}

static reqsig_slice copy(random_case *c, reqsig_slice slice) {
  uint8_t *to = take_room(c, slice.len);
  if (slice.len > 0) memcpy(to, slice.data, slice.len);
  return rs_slice(to, slice.len);
}

static reqsig_slice draw(random_case *c, rng *random, const char *set, size_t min, size_t max) {
  size_t len = min + random_below(random, max - min + 1);
  uint8_t *to = take_room(c, len);
  if (set)
    random_bytes_of(random, set, to, len);
  else
    random_bytes(random, to, len);
  return rs_slice(to, len);
}

uint8_t *random_case_bytes(random_case *c, reqsig_slice slice) {
  return c->room + (slice.data - c->room);
}

static bool is_sent(const reqsig_scheme *scheme, size_t credential) {
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++)
    for (size_t k = 0; k < RS_MAX_VALUE_PARTS; k++)
      if (scheme->headers[i].value[k].from == RS_FROM_CREDENTIAL &&
          scheme->headers[i].value[k].credential == credential)
        return true;
  return false;
}

static reqsig_slice draw_base64(random_case *c, rng *random) {
  uint8_t bytes[150], text[200];
  reqsig_buffer buffer = {text, sizeof text, 0};
  size_t len = 1 + random_below(random, sizeof bytes);
  random_bytes(random, bytes, len);
  rs_base64_encode(rs_slice(bytes, len), &buffer);
  return copy(c, rs_slice(text, buffer.len));
}

static void draw_credentials(random_case *c, rng *random) {
  bool decoded = false;
  for (size_t i = 0; i < c->num_profiles; i++)
    decoded |= strcmp(c->profiles[i], "secret-base64-decoded") == 0;
  for (size_t i = 0; reqsig_scheme_credential(c->scheme, i); i++) {
    bool sent = is_sent(c->scheme, i);
    size_t max = random_one_in(random, 4) ? 200 : 40; /* also longer than a block */
    c->credentials[i].name = reqsig_scheme_credential(c->scheme, i);
    c->credentials[i].value =
        decoded && !sent ? draw_base64(c, random) : draw(c, random, sent ? visible : NULL, 1, max);
    c->num_credentials = i + 1;
  }
}

static void draw_profiles(random_case *c, rng *random, bool (*allow)(const char *profile)) {
  reqsig_profile_info info;
  for (size_t i = 0; reqsig_scheme_profile(c->scheme, i, &info) == REQSIG_OK; i++)
    if (allow && allow(info.name) && random_one_in(random, 3)) c->profiles[c->num_profiles++] = info.name;
}

/* One that the scheme signs: if it names some, one of them in either letter case. */
static reqsig_slice draw_method(random_case *c, rng *random) {
  static const char *const usual[] = {"POST", "PATCH", "PUT", "post", "Put"};
  const char *const *named = c->scheme->signs.methods;
  size_t num_named = 0;
  while (num_named < RS_MAX_METHODS && named[num_named]) num_named++;
  if (num_named > 0) {
    reqsig_slice method = copy(c, reqsig_text(named[random_below(random, num_named)]));
    uint8_t *first = random_case_bytes(c, method);
    if (random_one_in(random, 4)) *first |= 0x20;
    return method;
  }
  if (random_one_in(random, 2)) return copy(c, reqsig_text(usual[random_below(random, 5)]));
  return draw(c, random, token_bytes, 1, 8);
}

static reqsig_slice draw_target(random_case *c, rng *random) {
  size_t at = c->used;
  copy(c, RS_LITERAL("/"));
  draw(c, random, path_bytes, 0, 24);
  if (random_one_in(random, 2)) {
    copy(c, RS_LITERAL("?"));
    draw(c, random, path_bytes, 0, 24);
  }
  return rs_slice(c->room + at, c->used - at);
}

/* A JSON object with the time in it, at the beginning or the end. */
static reqsig_slice draw_timed_body(random_case *c, rng *random) {
  char time[64];
  size_t at = c->used;
  bool first = random_one_in(random, 2);
  const rs_time_rule *rule = &c->scheme->time;
  int64_t unit = rule->format == RS_UNIX_SECONDS ? 1000 : 1;
  snprintf(time, sizeof time, "\"%s\":%lld", rule->name ? rule->name : "timestamp",
           (long long)(c->now_ms / unit));
  copy(c, reqsig_text(first ? "{" : "{ \"note\" : \""));
  if (first) copy(c, reqsig_text(time));
  copy(c, reqsig_text(first ? ",\"note\":\"" : ""));
  draw(c, random, "abc xyz{}[]:,timestamp", 0, 60);
  copy(c, reqsig_text(first ? "\"}" : "\","));
  if (!first) copy(c, reqsig_text(time));
  if (!first) copy(c, RS_LITERAL(" }\n"));
  return rs_slice(c->room + at, c->used - at);
}

static reqsig_slice draw_body(random_case *c, rng *random) {
  if (c->scheme->time.place == RS_TIME_IN_BODY_MEMBER || random_one_in(random, 4))
    return draw_timed_body(c, random);
  return draw(c, random, random_one_in(random, 2) ? visible : NULL, c->scheme->signs.only_with_body,
              random_one_in(random, 4) ? 300 : 20);
}

static void add_header(random_case *c, reqsig_slice name, reqsig_slice value) {
  cr_assert_lt(c->request.num_headers, RANDOM_MAX_HEADERS);
  c->headers[c->request.num_headers++] = (reqsig_header){copy(c, name), copy(c, value)};
}

static void draw_unrelated_headers(random_case *c, rng *random) {
  static const char *const types[] = {"application/json", "multipart/form-data; boundary=x",
                                      "MultiPart/mixed", "text/multipart/", "multipart"};
  char name[48];
  for (size_t i = 0, num = random_below(random, 6); i < num; i++) {
    uint8_t value[32];
    size_t len = random_below(random, sizeof value);
    snprintf(name, sizeof name, "X-Unrelated-%zu", i);
    random_bytes_of(random, visible, value, len);
    add_header(c, reqsig_text(name), rs_slice(value, len));
  }
  c->num_unrelated = c->request.num_headers;
  if (random_one_in(random, 2))
    add_header(c, RS_LITERAL("Content-Type"), reqsig_text(types[random_below(random, 5)]));
}

static int64_t draw_time(rng *random, const reqsig_scheme *scheme) {
  /* Up to 9999, the last year of a date; beyond it, where the format is a number. */
  int64_t now = (int64_t)(random_next(random) % UINT64_C(253402300800000));
  if (scheme->time.format == RS_IMF_FIXDATE || random_one_in(random, 2)) return now;
  return (int64_t)(random_next(random) >> (1 + random_below(random, 60)));
}

void random_case_begin(random_case *c, rng *random, const char *scheme, bool (*allow)(const char *profile)) {
  *c = (random_case){.scheme = reqsig_scheme_find(scheme)};
  c->now_ms = draw_time(random, c->scheme);
  draw_profiles(c, random, allow);
  draw_credentials(c, random);
  c->request.method = draw_method(c, random);
  c->request.target = draw_target(c, random);
  c->request.body = draw_body(c, random);
  c->request.headers = c->headers;
  draw_unrelated_headers(c, random);
  cr_assert_eq(random_case_init(c), REQSIG_OK);
}

reqsig_status random_case_init(random_case *c) {
  const reqsig_scheme *varied;
  reqsig_buffer memory = {c->varied, sizeof c->varied, 0};
  reqsig_status status = reqsig_scheme_vary(c->scheme, c->profiles, c->num_profiles, &memory, &varied);
  if (status != REQSIG_OK) return status;
  return reqsig_context_init(&c->context, varied, c->credentials, c->num_credentials);
}

void random_case_sign(random_case *c) {
  uint8_t room[2048];
  reqsig_buffer text = {room, sizeof room, 0};
  reqsig_header added[REQSIG_MAX_ADDED_HEADERS];
  size_t num = REQSIG_MAX_ADDED_HEADERS;
  cr_assert_eq(reqsig_sign(&c->context, &c->request, c->now_ms, &text, added, &num), REQSIG_OK);
  for (size_t i = 0; i < num; i++) add_header(c, added[i].name, added[i].value);
}
