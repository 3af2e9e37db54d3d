/* Over random requests: what was signed is accepted, and what was changed since is refused if it counts. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "random_case.h"

enum { CASES = 2000, FLIPS = 6, VIEW_ROOM = 1024 };

static bool allow_all(const char *profile) {
  (void)profile;
  return true;
}

/* The readings of which view_of knows what they cover. */
static bool allow_query(const char *profile) {
  return strcmp(profile, "query-included") == 0;
}

static reqsig_reason verify(const random_case *c) {
  reqsig_verdict verdict;
  cr_assert_eq(reqsig_verify(&c->context, &c->request, c->now_ms, NULL, &verdict), REQSIG_OK);
  return verdict.reason;
}

static void show(const random_case *c, const char *what) {
  const reqsig_request *r = &c->request;
  fprintf(stderr, "%s: %s %.*s %.*s now %lld, body of %zu: %.*s\n", what, reqsig_scheme_name(c->scheme),
          (int)r->method.len, (const char *)r->method.data, (int)r->target.len, (const char *)r->target.data,
          (long long)c->now_ms, r->body.len, (int)r->body.len, (const char *)r->body.data);
  for (size_t i = 0; i < r->num_headers; i++)
    fprintf(stderr, "  %.*s: %.*s\n", (int)r->headers[i].name.len, (const char *)r->headers[i].name.data,
            (int)r->headers[i].value.len, (const char *)r->headers[i].value.data);
}

/* What a document says is signed of a request, told in other code than the library's. */
typedef struct view {
  reqsig_buffer text;
  uint8_t room[VIEW_ROOM];
} view;

static void put_field(view *v, reqsig_slice field, bool upper) {
  for (size_t i = 0; i < field.len; i++)
    rs_put_byte(&v->text,
                upper && field.data[i] >= 'a' && field.data[i] <= 'z' ? field.data[i] - 32 : field.data[i]);
  rs_put(&v->text, "\n---\n", 5);
}

static bool bears_multipart(const random_case *c) {
  for (size_t i = 0; i < c->request.num_headers; i++) {
    reqsig_header h = c->request.headers[i];
    if (rs_slice_equal_ignoring_case(h.name, RS_LITERAL("content-type")))
      return h.value.len >= 10 &&
             rs_slice_equal_ignoring_case(rs_slice(h.value.data, 10), RS_LITERAL("multipart/"));
  }
  return false;
}

static void put_target(view *v, const random_case *c, bool cut_slash) {
  reqsig_slice target = c->request.target;
  size_t path_len = 0;
  while (path_len < target.len && target.data[path_len] != '?') path_len++;
  reqsig_slice covered = c->num_profiles ? target : rs_slice(target.data, path_len);
  if (cut_slash && covered.len > 0 && covered.data[0] == '/') covered = rs_slice_after(covered, 1);
  put_field(v, covered, false);
}

static void view_of(const random_case *c, view *v) {
  char scheme = c->scheme->name[1];
  v->text = (reqsig_buffer){v->room, sizeof v->room, 0};
  if (scheme == 'e' || scheme == 'i') { /* aet, bitpro */
    put_field(v, c->request.method, true);
    put_target(v, c, scheme == 'e');
  }
  if (scheme == 'm') return; /* ambro covers no part of a request */
  bool left_out = scheme == 'e' && bears_multipart(c);
  put_field(v, left_out ? rs_slice(NULL, 0) : c->request.body, false);
}

static bool is_same_view(const view *a, const view *b) {
  cr_assert_eq(rs_buffer_status(&a->text), REQSIG_OK);
  return rs_slice_equal(rs_slice(a->room, a->text.len), rs_slice(b->room, b->text.len));
}

/* Flips a bit of the slice, verifies, and flips it back. */
static void check_flip(random_case *c, rng *random, reqsig_slice slice, const char *what) {
  if (slice.len == 0) return;
  uint8_t *bytes = random_case_bytes(c, slice);
  for (size_t i = 0; i < FLIPS; i++) {
    view before, after;
    view_of(c, &before);
    size_t at = random_below(random, slice.len);
    uint8_t kept = bytes[at];
    bytes[at] ^= (uint8_t)(1u << random_below(random, 8));
    view_of(c, &after);
    bool accepted = verify(c) == REQSIG_REASON_NONE;
    if (accepted != is_same_view(&before, &after)) {
      show(c, what);
      cr_assert_fail("byte %zu of the %s: %s", at, what, accepted ? "accepted" : "refused");
    }
    bytes[at] = kept;
  }
}

static bool is_read(const random_case *c, size_t header) {
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++)
    if (c->scheme->headers[i].sending != RS_SENT_UNLESS_PRESENT &&
        rs_slice_equal_ignoring_case(c->scheme->headers[i].name, c->headers[header].name))
      return true;
  return false;
}

/* No bit of a header that the scheme reads may change, but for the letter case of its name. */
static void check_read_header(random_case *c, rng *random, size_t header) {
  for (size_t i = 0; i < 2 * FLIPS; i++) {
    reqsig_slice part = i % 2 ? c->headers[header].value : c->headers[header].name;
    uint8_t *bytes = random_case_bytes(c, part);
    reqsig_slice name = c->headers[header].name;
    size_t at = random_below(random, part.len);
    uint8_t kept = bytes[at], flipped = kept ^ (uint8_t)(1u << random_below(random, 8));
    bytes[at] = flipped;
    bool same = i % 2 == 0 && rs_upper(kept) == rs_upper(flipped);
    bool accepted = verify(c) == REQSIG_REASON_NONE;
    if (accepted != same) {
      show(c, "header");
      cr_assert_fail("byte %zu of %.*s", at, (int)name.len, (const char *)name.data);
    }
    bytes[at] = kept;
  }
}

static void check_secret(random_case *c, rng *random) {
  reqsig_slice secret = c->credentials[c->num_credentials - 1].value;
  uint8_t *bytes = random_case_bytes(c, secret);
  for (size_t i = 0; i < FLIPS; i++) {
    size_t at = random_below(random, secret.len);
    uint8_t kept = bytes[at];
    bytes[at] ^= (uint8_t)(1u << random_below(random, 8));
    /* One that is also sent may have become one that no header can carry. */
    bool accepted = random_case_init(c) == REQSIG_OK && verify(c) == REQSIG_REASON_NONE;
    bytes[at] = kept;
    cr_assert_not(accepted, "%s: byte %zu of the secret's %zu", c->scheme->name, at, secret.len);
  }
  cr_assert_eq(random_case_init(c), REQSIG_OK);
}

static void check_flips(const char *scheme) {
  rng random = random_begin(scheme);
  random_case c;
  for (size_t i = 0; i < CASES; i++) {
    random_case_begin(&c, &random, scheme, allow_query);
    random_case_sign(&c);
    check_flip(&c, &random, c.request.method, "method");
    check_flip(&c, &random, c.request.target, "target");
    check_flip(&c, &random, c.request.body, "body");
    for (size_t k = 0; k < c.request.num_headers; k++) {
      if (is_read(&c, k)) {
        check_read_header(&c, &random, k);
      } else {
        check_flip(&c, &random, c.headers[k].value, "value of a header");
        if (k < c.num_unrelated) check_flip(&c, &random, c.headers[k].name, "name of a header");
      }
    }
    check_secret(&c, &random);
    cr_assert_eq(verify(&c), REQSIG_REASON_NONE);
  }
}

Test(property_verify, one_bit_counts_where_ambro_covers_it) {
  check_flips("ambro");
}

Test(property_verify, one_bit_counts_where_calypso_covers_it) {
  check_flips("calypso");
}

Test(property_verify, one_bit_counts_where_aet_covers_it) {
  check_flips("aet");
}

Test(property_verify, one_bit_counts_where_bitpro_covers_it) {
  check_flips("bitpro");
}

Test(property_verify, one_bit_counts_where_crm_covers_it) {
  check_flips("crm");
}

static void check_accepted(const char *scheme) {
  rng random = random_begin(scheme);
  random_case c;
  for (size_t i = 0; i < 2 * CASES; i++) {
    random_case_begin(&c, &random, scheme, allow_all);
    random_case_sign(&c);
    if (verify(&c) != REQSIG_REASON_NONE) {
      show(&c, "signed");
      cr_assert_fail("%s is refused: %s", scheme, reqsig_reason_name(verify(&c)));
    }
  }
}

Test(property_verify, what_ambro_signs_is_accepted_under_all_profiles) {
  check_accepted("ambro");
}

Test(property_verify, what_calypso_signs_is_accepted_under_all_profiles) {
  check_accepted("calypso");
}

Test(property_verify, what_aet_signs_is_accepted_under_all_profiles) {
  check_accepted("aet");
}

Test(property_verify, what_bitpro_signs_is_accepted_under_all_profiles) {
  check_accepted("bitpro");
}

Test(property_verify, what_crm_signs_is_accepted_under_all_profiles) {
  check_accepted("crm");
}
