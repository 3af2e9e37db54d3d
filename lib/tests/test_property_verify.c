/* Over random requests: what was signed is accepted, and what was changed since is rejected if it counts. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "json.h"
#include "random_case.h"

enum { CASES = 1000, FLIPS = 6, VIEW_ROOM = 1024 };

static bool allow_all(const char *profile) {
  (void)profile;
  return true;
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

/* What is signed of a request, told from the recipe in other code than the library's. Whether the recipe is
 * the document's is for the vectors, and for the reference of the fuzz targets. */
typedef struct view {
  reqsig_buffer text;
  uint8_t room[VIEW_ROOM];
} view;

static bool is_multipart(const random_case *c) {
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

static void put_upper(view *v, reqsig_slice text) {
  for (size_t i = 0; i < text.len; i++) {
    uint8_t c = text.data[i];
    rs_put_byte(&v->text, c >= 'a' && c <= 'z' ? c - 32 : c);
  }
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

/* The bytes of the request that the part takes; none for what is no part of a request. */
static reqsig_slice source_of(const random_case *c, rs_source from) {
  reqsig_slice target = c->request.target;
  size_t mark = path_len(target);
  bool has_body = c->request.body.len > 0;
  switch (from) {
  case RS_FROM_METHOD: return c->request.method;
  case RS_FROM_PATH: return rs_slice(target.data, mark);
  case RS_FROM_QUERY: return rs_slice_after(target, mark);
  case RS_FROM_BODY: return c->request.body;
  case RS_FROM_BODY_OR_QUERY:
    return has_body || mark == target.len ? c->request.body : rs_slice_after(target, mark + 1);
  default: return rs_slice(NULL, 0);
  }
}

static bool has_transform(const rs_part *part, rs_transform transform) {
  for (size_t i = 0; i < RS_MAX_TRANSFORMS; i++)
    if (part->transforms[i] == transform) return true;
  return false;
}

/* A digest tells any two texts apart, so it shows its input. */
static void put_part(view *v, const random_case *c, const rs_part *part) {
  reqsig_slice text = source_of(c, part->from);
  size_t offset;
  if (part->omit == RS_OMIT_IF_MULTIPART && is_multipart(c)) return;
  if (part->cut == RS_CUT_LEADING_SLASH && text.len > 0 && text.data[0] == '/')
    text = rs_slice_after(text, 1);
  if (has_transform(part, RS_UPPER_CASE))
    put_upper(v, text);
  else if (has_transform(part, RS_PERCENT_DECODED))
    put_percent_decoded(v, text);
  else if (has_transform(part, RS_JSON_COMPACT) && rs_json_check(text, &offset) == REQSIG_OK)
    put_compact(v, text);
  else
    rs_put_slice(&v->text, text);
}

/* Each part ends with a mark, but for the parts that follow each other with nothing between. */
static void view_of(const random_case *c, view *v) {
  const reqsig_scheme *recipe = rs_context_of(&c->context)->recipe;
  v->text = (reqsig_buffer){v->room, sizeof v->room, 0};
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS && recipe->message[i].from; i++) {
    if (i > 0 && !recipe->message[i].glued) rs_put(&v->text, "\n---\n", 5);
    put_part(v, c, &recipe->message[i]);
  }
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
      cr_assert_fail("%s: byte %zu of the %s: %s", c->scheme->name, at, what,
                     accepted ? "accepted" : "rejected");
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

static bool has_mac(const reqsig_scheme *recipe, reqsig_slice header) {
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++)
    for (size_t k = 0; k < RS_MAX_VALUE_PARTS; k++)
      if (recipe->headers[i].value[k].from == RS_FROM_MAC)
        return rs_slice_equal_ignoring_case(recipe->headers[i].name, header);
  return false;
}

/* Of a signature in hex, which is at the end of its header, where a profile accepts either letter case. */
static bool may_be_in_either_case(const random_case *c, size_t header, size_t at) {
  const reqsig_scheme *recipe = rs_context_of(&c->context)->recipe;
  size_t len = c->headers[header].value.len, mac_len = 2 * rs_digest_len(recipe->mac.digest);
  return recipe->encoding.upper_case_accepted && has_mac(recipe, c->headers[header].name) &&
         at + mac_len >= len;
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
      cr_assert_fail("%s: byte %zu of %.*s", c->scheme->name, at, (int)name.len, (const char *)name.data);
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

Test(property_verify, one_bit_counts_where_the_scheme_covers_it) {
  for (size_t i = 0; i < reqsig_num_schemes(); i++) check_flips(reqsig_scheme_name(reqsig_scheme_at(i)));
}

static void check_accepted(const char *scheme) {
  rng random = random_begin_for("property_verify_accepted", scheme, 2 * CASES);
  random_case c;
  for (size_t i = 0; i < 2 * CASES; i++) {
    random_case_begin(&c, &random, scheme, allow_all);
    random_case_sign(&c);
    if (verify(&c) != REQSIG_REASON_NONE) {
      show(&c, "signed");
      cr_assert_fail("%s is rejected: %s", scheme, reqsig_reason_name(verify(&c)));
    }
  }
}

Test(property_verify, what_a_scheme_signs_is_accepted_under_all_profiles) {
  for (size_t i = 0; i < reqsig_num_schemes(); i++) check_accepted(reqsig_scheme_name(reqsig_scheme_at(i)));
}
