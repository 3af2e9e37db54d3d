/* Over random requests: what was signed is accepted, and what was changed since is refused if it counts. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "json.h"
#include "random_case.h"

enum { CASES = 3000, FLIPS = 6, VIEW_ROOM = 1024 };

static bool allow_all(const char *profile) {
  (void)profile;
  return true;
}

static bool reads(const random_case *c, const char *profile) {
  for (size_t i = 0; i < c->num_profiles; i++)
    if (strcmp(c->profiles[i], profile) == 0) return true;
  return false;
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

static size_t path_len(reqsig_slice target) {
  size_t len = 0;
  while (len < target.len && target.data[len] != '?') len++;
  return len;
}

static void put_percent_decoded(view *v, reqsig_slice text) {
  for (size_t i = 0; i < text.len; i++) {
    int high = text.len - i > 2 ? rs_hex_value(text.data[i + 1]) : -1;
    int low = text.len - i > 2 ? rs_hex_value(text.data[i + 2]) : -1;
    bool escaped = text.data[i] == '%' && high >= 0 && low >= 0;
    rs_put_byte(&v->text, escaped ? (uint8_t)(16 * high + low) : text.data[i]);
    if (escaped) i += 2;
  }
}

/* The path, and behind it the query where the reading covers it. */
static void put_target(view *v, const random_case *c, bool cut_slash) {
  reqsig_slice target = c->request.target, path = rs_slice(target.data, path_len(target));
  reqsig_slice query = rs_slice_after(target, path.len);
  if (cut_slash && path.len > 0 && path.data[0] == '/') path = rs_slice_after(path, 1);
  if (reads(c, "path-decoded"))
    put_percent_decoded(v, path);
  else
    rs_put_slice(&v->text, path);
  put_field(v, reads(c, "query-included") ? query : rs_slice(NULL, 0), false);
}

/* Without the white space outside of strings. */
static void put_compact(view *v, reqsig_slice text) {
  bool quoted = false;
  for (size_t i = 0; i < text.len; i++) {
    uint8_t c = text.data[i];
    bool is_escape = quoted && c == '\\' && i + 1 < text.len;
    if (c == '"') quoted = !quoted;
    if (quoted || !strchr(" \t\r\n", c) || c == '\0') rs_put_byte(&v->text, c);
    if (is_escape) rs_put_byte(&v->text, text.data[++i]);
  }
}

/* What stands for the body: where the reading says so, the query instead of none. */
static reqsig_slice digested(const random_case *c) {
  reqsig_slice target = c->request.target;
  size_t mark = path_len(target);
  if (c->request.body.len > 0 || mark == target.len || !reads(c, "md5-of-query")) return c->request.body;
  return rs_slice_after(target, mark + 1);
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
  size_t offset;
  if (reads(c, "json-compact") && rs_json_check(c->request.body, &offset) == REQSIG_OK)
    put_compact(v, c->request.body);
  else
    put_field(v, left_out ? rs_slice(NULL, 0) : digested(c), false);
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

/* Of a signature in hex, which is at the end of its header, where the reading takes either letter case. */
static bool may_be_in_either_case(const random_case *c, size_t header, size_t at) {
  reqsig_slice name = c->headers[header].name;
  size_t len = c->headers[header].value.len, mac_len = 2 * rs_digest_len(c->scheme->mac.digest);
  bool has_mac = rs_slice_equal_ignoring_case(name, RS_LITERAL("sign")) ||
                 rs_slice_equal_ignoring_case(name, RS_LITERAL("signature")) ||
                 rs_slice_equal_ignoring_case(name, RS_LITERAL("x-amb-access-sig"));
  return has_mac && reads(c, "uppercase-hex") && at + mac_len >= len;
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
    bool same = rs_upper(kept) == rs_upper(flipped) && (i % 2 == 0 || may_be_in_either_case(c, header, at));
    bool accepted = verify(c) == REQSIG_REASON_NONE;
    if (accepted != same) {
      show(c, "header");
      cr_assert_fail("byte %zu of %.*s", at, (int)name.len, (const char *)name.data);
    }
    bytes[at] = kept;
  }
}

/* Each is a secret, or signed, or sent to tell whose the request is. */
static void check_credential(random_case *c, rng *random, size_t credential) {
  reqsig_slice secret = c->credentials[credential].value;
  uint8_t *bytes = random_case_bytes(c, secret);
  for (size_t i = 0; i < FLIPS; i++) {
    size_t at = random_below(random, secret.len);
    uint8_t kept = bytes[at];
    bytes[at] ^= (uint8_t)(1u << random_below(random, 8));
    /* One that is also sent may have become one that no header can carry. */
    bool accepted = random_case_init(c) == REQSIG_OK && verify(c) == REQSIG_REASON_NONE;
    bytes[at] = kept;
    cr_assert_not(accepted, "%s: byte %zu of the %zu of %s", c->scheme->name, at, secret.len,
                  c->credentials[credential].name);
  }
  cr_assert_eq(random_case_init(c), REQSIG_OK);
}

static void check_flips(const char *scheme) {
  rng random = random_begin_for("property_verify", scheme, CASES);
  random_case c;
  for (size_t i = 0; i < CASES; i++) {
    random_case_begin(&c, &random, scheme, allow_all);
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
    for (size_t k = 0; k < c.num_credentials; k++) check_credential(&c, &random, k);
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
  rng random = random_begin_for("property_verify_accepted", scheme, 2 * CASES);
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
