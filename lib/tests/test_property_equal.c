/* Over random requests of few letters: equal messages are of equal fields. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "random_case.h"

/*
 * Requests over an alphabet so small that many messages are equal. Fields that the document joins without
 * anything between them may then be cut elsewhere; all others must be equal too.
 */
enum { SMALL_CASES = 3000, SMALL_ROOM = 32, SMALL_MESSAGE = 96 };

typedef struct small_request {
  reqsig_slice method, target, body;
  size_t now; /* an index */
  reqsig_slice signed_bytes;
  uint8_t message_room[SMALL_MESSAGE];
  uint8_t room[SMALL_ROOM];
} small_request;

static reqsig_slice draw_small(rng *random, uint8_t *to, const char *set, size_t min, size_t max) {
  size_t len = min + random_below(random, max - min + 1);
  random_bytes_of(random, set, to, len);
  return rs_slice(to, len);
}

static const int64_t nows[] = {1000, 11000, 21000};

static void draw_small_request(small_request *r, rng *random, const reqsig_context *context) {
  r->room[4] = '/';
  r->method = draw_small(random, r->room, "PQ", 1, 2);
  r->target = draw_small(random, r->room + 5, "PQ/,?", 0, 3);
  r->target = rs_slice(r->room + 4, r->target.len + 1);
  r->body = draw_small(random, r->room + 16, "PQ/", 0, 3);
  r->now = random_below(random, 3);
  const reqsig_request request = {r->method, r->target, NULL, 0, r->body};
  reqsig_buffer text = {r->message_room, SMALL_MESSAGE, 0};
  cr_assert_eq(reqsig_message(context, &request, nows[r->now], &text), REQSIG_OK);
  r->signed_bytes = rs_slice(r->message_room, text.len);
}

static reqsig_slice path_of(reqsig_slice target) {
  size_t len = 0;
  while (len < target.len && target.data[len] != '?') len++;
  return rs_slice(target.data, len);
}

static void begin_small(reqsig_context *context, const char *scheme) {
  static const char *const values[] = {"a", "b", "c"};
  const reqsig_scheme *found = reqsig_scheme_find(scheme);
  reqsig_credential list[RS_MAX_CREDENTIALS];
  size_t num = 0;
  for (; reqsig_scheme_credential(found, num); num++)
    list[num] = (reqsig_credential){reqsig_scheme_credential(found, num), reqsig_text(values[num])};
  cr_assert_eq(reqsig_context_init(context, found, list, num), REQSIG_OK);
}

/* Asks is_right of each pair of requests with equal messages, and gives their number. */
static size_t for_equal_messages(const char *scheme,
                                 bool (*is_right)(const small_request *, const small_request *)) {
  static small_request requests[SMALL_CASES];
  rng random = random_begin_for("property_equal_messages", scheme, SMALL_CASES);
  reqsig_context context;
  begin_small(&context, scheme);
  size_t num = 0;
  for (size_t i = 0; i < SMALL_CASES; i++) {
    draw_small_request(&requests[i], &random, &context);
    for (size_t k = 0; k < i; k++) {
      if (!rs_slice_equal(requests[i].signed_bytes, requests[k].signed_bytes)) continue;
      if (!is_right(&requests[i], &requests[k])) cr_assert_fail("%s: requests %zu and %zu", scheme, k, i);
      num++;
    }
  }
  return num;
}

static bool is_right_bitpro(const small_request *a, const small_request *b) {
  return rs_slice_equal(a->method, b->method) && rs_slice_equal(path_of(a->target), path_of(b->target)) &&
         rs_slice_equal(a->body, b->body) && a->now == b->now;
}

/* Under one key. */
static bool is_right_ambro(const small_request *a, const small_request *b) {
  return a->now == b->now;
}

static reqsig_slice joined_by_aet(const small_request *r, char room[SMALL_MESSAGE]) {
  reqsig_slice path = path_of(r->target);
  int len = snprintf(room, SMALL_MESSAGE, "%lld%.*s%.*s%.*s", (long long)nows[r->now], (int)r->method.len,
                     (const char *)r->method.data, (int)path.len - 1, (const char *)path.data + 1,
                     (int)r->body.len, (const char *)r->body.data);
  return rs_slice(room, (size_t)len);
}

/* The same bytes in a row, which the fields may cut elsewhere; if they don't, the fields are equal. */
static bool is_right_aet(const small_request *a, const small_request *b) {
  char of_a[SMALL_MESSAGE], of_b[SMALL_MESSAGE];
  if (!rs_slice_equal(joined_by_aet(a, of_a), joined_by_aet(b, of_b))) return false;
  if (a->now != b->now || a->method.len != b->method.len || a->body.len != b->body.len) return true;
  return rs_slice_equal(a->method, b->method) && rs_slice_equal(path_of(a->target), path_of(b->target)) &&
         rs_slice_equal(a->body, b->body);
}

Test(property_equal, messages_are_of_equal_fields) {
  cr_assert_gt(for_equal_messages("ambro", is_right_ambro), 0);
  cr_assert_gt(for_equal_messages("aet", is_right_aet), 0);
  cr_assert_gt(for_equal_messages("bitpro", is_right_bitpro), 0);
}

static size_t for_equal_bodies(const char *scheme) {
  static uint8_t rooms[SMALL_CASES][SMALL_ROOM];
  static reqsig_slice bodies[SMALL_CASES];
  rng random = random_begin_for("property_equal_bodies", scheme, SMALL_CASES);
  reqsig_context context;
  begin_small(&context, scheme);
  size_t num = 0;
  for (size_t i = 0; i < SMALL_CASES; i++) {
    uint8_t message_room[SMALL_ROOM];
    bodies[i] = draw_small(&random, rooms[i], "{}\n", 1, 4);
    const reqsig_request request = {reqsig_text("POST"), reqsig_text("/"), NULL, 0, bodies[i]};
    reqsig_buffer text = {message_room, sizeof message_room, 0};
    cr_assert_eq(reqsig_message(&context, &request, 0, &text), REQSIG_OK);
    cr_assert(rs_slice_equal(rs_slice(message_room, text.len), bodies[i]));
    for (size_t k = 0; k < i; k++) num += rs_slice_equal(bodies[k], bodies[i]);
  }
  return num;
}

Test(property_equal, bodies_give_equal_messages) {
  cr_assert_gt(for_equal_bodies("calypso"), 0);
  cr_assert_gt(for_equal_bodies("crm"), 0);
}
