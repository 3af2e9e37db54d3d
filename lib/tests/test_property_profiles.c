/* Nothing reads past the end of its input: each slice ends at a page that may not be read. */
#include <criterion/criterion.h>

#include "base64.h"
#include "date.h"
#include "form_decode.h"
#include "guard.h"
#include "hex.h"
#include "json.h"
#include "random_case.h"
#include "timestamp.h"

enum { CASES = 3000, REQUESTS = 300, MAX_GUARDED = 2 * RANDOM_MAX_HEADERS + 3 };

static const char *const seeds[] = {
    "{\"a\":{\"timestamp\":1},\"timestamp\":1700000000123,\"s\":\"\\u0074\\ud800\\udc00\xe2\x82\xac\"}",
    "[1,-0.5e+3,true,false,null,[{}],{\"x\":\"\\\\\\\"\"}]",
    "Tue, 14 Nov 2023 22:13:20 GMT",
    "1700000000123",
    "-9223372036854775808",
    "0z0s56BuwvzpT7WUlW2EHh0qxzzjxHMaSS9+8muJgKI=",
    "fad89a85c0ffe0e30d5e35ff260d2d0b2722c20c2363890f2c06cbd12136477e",
    "a+b=%2B1&c=&=&d=%FF",
};

static void read_all(reqsig_slice text) {
  uint8_t room[256];
  reqsig_buffer bytes = {room, sizeof room, 0};
  int64_t number;
  size_t offset = 0;
  reqsig_slice value = text, rest = text;
  reqsig_form_pair pair;
  cr_assert(rs_json_check(text, &offset) == REQSIG_OK || offset <= text.len);
  if (rs_json_member(text, RS_LITERAL("timestamp"), &value) == RS_JSON_FOUND) rs_json_int64(value, &number);
  rs_json_int64(text, &number);
  rs_timestamp_parse(text, &number);
  rs_date_parse(text, &number);
  rs_hex_decode(text, RS_HEX_ANY_CASE, &bytes);
  rs_base64_decode(text, &bytes);
  while (rest.len > 0 && form_decode_next(&rest, &bytes, &pair) == REQSIG_OK) bytes.len = 0;
}

/* A beginning of a seed, with some bytes changed. */
static reqsig_slice vary(rng *random, uint8_t *room) {
  reqsig_slice seed = reqsig_text(seeds[random_below(random, sizeof seeds / sizeof *seeds)]);
  memcpy(room, seed.data, seed.len);
  for (size_t i = random_below(random, 4); i > 0; i--)
    room[random_below(random, seed.len)] = (uint8_t)random_next(random);
  return rs_slice(room, random_one_in(random, 3) ? seed.len : random_below(random, seed.len + 1));
}

Test(property_profiles, of_texts_ends_at_their_end) {
  rng random = random_begin("property_profile_texts", CASES);
  for (size_t i = 0; i < CASES; i++) {
    uint8_t room[128];
    guarded text = guard_copy(vary(&random, room));
    read_all(text.slice);
    guard_free(text);
  }
}

typedef struct guarded_request {
  reqsig_request request;
  reqsig_header headers[RANDOM_MAX_HEADERS];
  guarded copies[MAX_GUARDED];
  size_t num;
} guarded_request;

static reqsig_slice keep(guarded_request *to, reqsig_slice slice) {
  to->copies[to->num] = guard_copy(slice);
  return to->copies[to->num++].slice;
}

static void guard_request(guarded_request *to, const reqsig_request *from) {
  to->num = 0;
  to->request = (reqsig_request){keep(to, from->method), keep(to, from->target), to->headers,
                                 from->num_headers, keep(to, from->body)};
  for (size_t i = 0; i < from->num_headers; i++)
    to->headers[i] = (reqsig_header){keep(to, from->headers[i].name), keep(to, from->headers[i].value)};
}

static bool allow_all(const char *profile) {
  (void)profile;
  return true;
}

static void ignore_step(void *user, const reqsig_step *step) {
  (void)user;
  (void)step;
}

static void use(const random_case *c, const reqsig_request *request) {
  uint8_t room[4096];
  reqsig_buffer text = {room, sizeof room, 0};
  reqsig_header added[REQSIG_MAX_ADDED_HEADERS];
  size_t num = REQSIG_MAX_ADDED_HEADERS;
  reqsig_verdict verdict;
  reqsig_message(&c->context, request, c->now_ms, &text);
  reqsig_sign(&c->context, request, c->now_ms, &text, added, &num);
  reqsig_trace(&c->context, request, c->now_ms, &text, ignore_step, NULL);
  cr_assert_eq(reqsig_verify(&c->context, request, c->now_ms, NULL, &verdict), REQSIG_OK);
}

/* Cuts or empties a field, so that what the library looks for is at its end or past it. */
static void cut_somewhere(random_case *c, rng *random) {
  size_t which = random_below(random, c->request.num_headers + 3);
  reqsig_slice *slice = which == 0   ? &c->request.method
                        : which == 1 ? &c->request.target
                        : which == 2 ? &c->request.body
                                     : &c->headers[which - 3].value;
  slice->len = random_below(random, slice->len + 1);
}

Test(property_profiles, of_requests_ends_at_the_end_of_each_field) {
  rng random = random_begin("property_profile_requests", reqsig_num_schemes() * REQUESTS);
  static random_case c;
  static guarded_request guarded_copy;
  for (size_t s = 0; s < reqsig_num_schemes(); s++)
    for (size_t i = 0; i < REQUESTS; i++) {
      random_case_begin(&c, &random, reqsig_scheme_name(reqsig_scheme_at(s)), allow_all);
      random_case_sign(&c);
      if (i % 2) cut_somewhere(&c, &random);
      guard_request(&guarded_copy, &c.request);
      use(&c, &guarded_copy.request);
      for (size_t k = 0; k < guarded_copy.num; k++) guard_free(guarded_copy.copies[k]);
    }
}
