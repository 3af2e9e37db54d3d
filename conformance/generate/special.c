/* What is seldom drawn, and what programs get wrong: of schemes from files, in turn. */
#include <string.h>

#include "generate/draw.h"
#include "lib/base64.h"
#include "lib/bytes.h"
#include "lib/hex.h"
#include "vectors/grade.h"

enum { EVERY = 3, NUM_SPECIALS = 23 };

/* False: there is nothing of the kind in this scheme. */
typedef bool special_fn(struct generator *generator, struct vector *vector);

/* Behind the field that a form must have. */
static bool set_body(struct generator *generator, struct vector *vector, reqsig_slice body) {
  const reqsig_scheme *scheme = generator->scheme;
  struct text form = {0};
  if (vector->request.body.len == 0 && scheme->signs.methods[0]) return false;
  if (vector->request.body.len == 0) vector->request.method = RS_LITERAL("POST");
  for (const rs_list *list = scheme->lists; list && list->each; list++)
    if (list->single.len > 0)
      text_addf(&form, "%.*s=1&v=", (int)list->single.len, (const char *)list->single.data);
  text_add(&form, body);
  vector->request.body = draw_keep(generator, &form);
  return true;
}

/* Letters of two bytes from an odd place on: any buffer of an even size ends within one. */
static bool set_long_body(struct generator *generator, struct vector *vector) {
  struct text body = {0};
  text_add_string(&body, "{\"n\":\"x");
  while (body.len < 67000) text_add_string(&body, "\xc3\xa9");
  text_add_string(&body, "\"}");
  return set_body(generator, vector, draw_keep(generator, &body));
}

static bool set_body_with_nul(struct generator *generator, struct vector *vector) {
  return set_body(generator, vector, RS_LITERAL("before\0after"));
}

static bool set_base64_body(struct generator *generator, struct vector *vector) {
  return set_body(generator, vector, RS_LITERAL("aGVsbG8gd29ybGQ="));
}

static bool set_form_envelope(struct generator *generator, struct vector *vector) {
  return set_body(generator, vector, RS_LITERAL("payload=%7B%22a%22%3A1%7D"));
}

static bool set_body_with_line_ends(struct generator *generator, struct vector *vector) {
  return set_body(generator, vector, RS_LITERAL("one\r\ntwo\nthree\rfour\\n {{id}} \r\n"));
}

static bool set_array(struct generator *generator, struct vector *vector) {
  return set_body(generator, vector, RS_LITERAL("[{\"a\":1},{\"a\":2}]"));
}

static bool set_body_with_mark(struct generator *generator, struct vector *vector) {
  return set_body(generator, vector, RS_LITERAL("\xEF\xBB\xBF{\"e\":\"e\xcc\x81 \xef\xac\x81\"}"));
}

/* Adapters that take bodies as text state that as their limit. */
static bool set_body_that_is_no_text(struct generator *generator, struct vector *vector) {
  return set_body(generator, vector, RS_LITERAL("\x80{\"a\":\"\xe9\"}\xff"));
}

/* "hello", by gzip. */
static bool set_gzip_body(struct generator *generator, struct vector *vector) {
  static const uint8_t gzip[] = {0x1f, 0x8b, 8,    0,    0,    0,    0,    0,    2, 0xff, 0xcb, 0x48, 0xcd,
                                 0xc9, 0xc9, 0x07, 0x00, 0x86, 0xa6, 0x10, 0x36, 5, 0,    0,    0};
  return set_body(generator, vector, rs_slice(gzip, sizeof gzip));
}

static bool signs_path(const reqsig_scheme *scheme) {
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS; i++)
    if (scheme->message[i].from == RS_FROM_PATH) return true;
  return false;
}

static bool set_path(struct generator *generator, struct vector *vector, const char *path) {
  struct text target = {0};
  reqsig_slice old = vector->request.target;
  const uint8_t *mark = memchr(old.data, '?', old.len);
  text_add_string(&target, path);
  if (mark) text_add(&target, rs_slice_after(old, (size_t)(mark - old.data)));
  vector->request.target = draw_keep(generator, &target);
  return signs_path(generator->scheme);
}

static bool end_path_with_slash(struct generator *generator, struct vector *vector) {
  return set_path(generator, vector, "/v1/orders/");
}

static bool double_slash(struct generator *generator, struct vector *vector) {
  return set_path(generator, vector, "/v1//orders");
}

static bool put_dots_into_path(struct generator *generator, struct vector *vector) {
  return set_path(generator, vector, "/v1/./a/../orders");
}

static bool put_parameter_into_path(struct generator *generator, struct vector *vector) {
  return set_path(generator, vector, "/v1/orders;v=2");
}

/* The secret is not sent, and may be any text. */
static bool set_secret(struct generator *generator, struct vector *vector, reqsig_slice secret) {
  const rs_mac_rule *mac = &generator->scheme->mac;
  bool is_text = mac->key_form == RS_KEY_AS_IS || mac->key_form == RS_KEY_PERCENT_ENCODED;
  if (generator->credentials || !is_text || mac->key_cut.len > 0 || draw_is_sent(generator->scheme, mac->key))
    return false;
  vector->credentials[mac->key].value = secret;
  return true;
}

static bool set_key_text(struct generator *generator, struct vector *vector, const char *alphabet,
                         size_t len) {
  const rs_mac_rule *mac = &generator->scheme->mac;
  if (generator->credentials || mac->key_cut.len > 0 || draw_is_sent(generator->scheme, mac->key))
    return false;
  vector->credentials[mac->key].value = draw_text(generator, alphabet, len, len);
  return true;
}

/* More than 4 KiB, or as much as a text may stand for. */
static bool lengthen_secret(struct generator *generator, struct vector *vector) {
  const rs_mac_rule *mac = &generator->scheme->mac;
  bool joined = mac->key_before.len + mac->key_behind.len > 0;
  switch (mac->key_form) {
  case RS_KEY_AS_IS:
    return set_secret(generator, vector, draw_text(generator, DRAW_LETTERS, 4090, joined ? 4090 : 5000));
  case RS_KEY_PERCENT_ENCODED: return set_key_text(generator, vector, DRAW_LETTERS, 3000);
  case RS_KEY_HEX_DECODED: return set_key_text(generator, vector, "0123456789abcdef", 8190);
  default: return set_key_text(generator, vector, DRAW_LETTERS, 5460);
  }
}

/* A key that is as long as the digest's block, with a line feed at its end. */
static bool fill_block_with_key(struct generator *generator, struct vector *vector) {
  const rs_mac_rule *mac = &generator->scheme->mac;
  size_t len = rs_digest_block(mac->digest);
  uint8_t *raw = (uint8_t *)arena_copy(generator->arena, draw_text(generator, DRAW_LETTERS, len, len));
  reqsig_buffer text = {arena_get(generator->arena, 2 * len + 4), 2 * len + 4, 0};
  raw[len - 1] = '\n';
  if (generator->credentials || mac->key_cut.len > 0 || draw_is_sent(generator->scheme, mac->key))
    return false;
  switch (mac->key_form) {
  case RS_KEY_BASE64_DECODED: rs_base64_encode(rs_slice(raw, len), &text); break;
  case RS_KEY_BASE64URL_DECODED: rs_base64url_encode(rs_slice(raw, len), &text); break;
  case RS_KEY_HEX_DECODED: rs_hex_encode(rs_slice(raw, len), &text); break;
  default: return false;
  }
  vector->credentials[mac->key].value = rs_slice(text.data, text.len);
  return true;
}

/* A secret that programs read, trim, normalise or encode otherwise. */
static bool set_hostile_secret(struct generator *generator, struct vector *vector) {
  static const char *const secrets[] = {"a-secret-0123456789\n",         "a-secret-0123456789\u00a0",
                                        "\ufeffa-secret-0123456789",     "a-secret-0123456789\u200b",
                                        "clé-secrète-0123456789",        "cle\u0301-secre\u0300te-0123456789",
                                        "\ufb01ne-secret-\uff11-234567", "00012345678901234567"};
  enum { NUM_SECRETS = sizeof secrets / sizeof *secrets };
  size_t round = generator->number / EVERY / NUM_SPECIALS, nth = generator->number / EVERY % NUM_SPECIALS;
  return set_secret(generator, vector,
                    reqsig_text(secrets[(2 * round + (nth > NUM_SPECIALS / 2)) % NUM_SECRETS]));
}

static bool sign_at_the_epoch(struct generator *generator, struct vector *vector) {
  const rs_time_rule *time = &generator->scheme->time;
  bool is_number = time->format == RS_UNIX_SECONDS || time->format == RS_UNIX_MILLISECONDS;
  vector->now_ms = generator->timestamp_ms = 0;
  return time->place == RS_TIME_IN_HEADER && is_number && time->lifetime_ms == 0;
}

static bool lengthen_path(struct generator *generator, struct vector *vector) {
  struct text path = {0};
  text_add_string(&path, "/v1/");
  text_add(&path, draw_text(generator, DRAW_LETTERS, 4090, 4200));
  bool is_signed = set_path(generator, vector, text_string(&path));
  text_free(&path);
  return is_signed;
}

static bool lengthen_query(struct generator *generator, struct vector *vector) {
  struct text target = {0};
  reqsig_slice old = vector->request.target;
  text_add(&target, old);
  text_addf(&target, "%slong=", memchr(old.data, '?', old.len) ? "&" : "?");
  text_add(&target, draw_text(generator, DRAW_LETTERS, 4100, 4200));
  vector->request.target = draw_keep(generator, &target);
  return draw_lists(generator->scheme, RS_PAIRS_OF_QUERY);
}

/* Of credentials that are signed, or else of one header that is. */
static bool lengthen_signed_values(struct generator *generator, struct vector *vector) {
  const rs_part *parts = generator->scheme->message;
  size_t num = vector->request.num_headers;
  reqsig_header *headers = arena_get_array(generator->arena, num, sizeof *headers);
  bool is_any = false;
  if (num > 0) memcpy(headers, vector->request.headers, num * sizeof *headers);
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS && parts[i].from; i++) {
    reqsig_slice value = draw_text(generator, DRAW_LETTERS, 4100, 4200);
    bool is_own = parts[i].from == RS_FROM_CREDENTIAL && !generator->credentials &&
                  parts[i].credential != generator->scheme->mac.key;
    if (is_own) vector->credentials[parts[i].credential].value = value;
    for (size_t k = 0; !is_any && parts[i].from == RS_FROM_HEADER && k < num; k++) {
      if (!rs_slice_equal_ignoring_case(headers[k].name, parts[i].literal)) continue;
      headers[k].value = value;
      is_any = true;
    }
    is_any |= is_own;
  }
  vector->request.headers = headers;
  return is_any;
}

static bool lengthen_parameters(struct generator *generator, struct vector *vector) {
  bool is_any = false;
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && !generator->credentials; i++) {
    const rs_header_rule *rule = &generator->scheme->headers[i];
    size_t credential = rule->value[0].credential;
    bool is_key = credential == generator->scheme->mac.key;
    if (rule->place != RS_IN_QUERY || rule->value[0].from != RS_FROM_CREDENTIAL || is_key) continue;
    vector->credentials[credential].value = draw_text(generator, DRAW_LETTERS, 4100, 4200);
    is_any = true;
  }
  return is_any;
}

/* The headers of an attempt a minute earlier are still there. */
static bool keep_earlier_headers(struct generator *generator, struct vector *vector) {
  struct vector earlier = *vector;
  struct name_list none = {NULL, 0};
  earlier.now_ms -= 60000;
  struct library_answer answer = library_answer(generator->arena, &earlier, &none);
  size_t num = vector->request.num_headers;
  reqsig_header *headers = arena_get_array(generator->arena, num + answer.headers.count, sizeof *headers);
  if (num > 0) memcpy(headers, vector->request.headers, num * sizeof *headers);
  for (size_t i = 0; answer.status == REQSIG_OK && i < answer.headers.count; i++)
    if (answer.headers.items[i].name.data[0] != ':') headers[num++] = answer.headers.items[i];
  bool is_any = num > vector->request.num_headers;
  vector->request.headers = headers;
  vector->request.num_headers = num;
  return is_any;
}

bool draw_is_special(size_t number) {
  return number > 0 && number % EVERY == 0;
}

void draw_special(struct generator *generator, struct vector *vector) {
  static special_fn *const all[] = {set_long_body,
                                    end_path_with_slash,
                                    lengthen_secret,
                                    set_body_with_nul,
                                    double_slash,
                                    set_base64_body,
                                    put_dots_into_path,
                                    set_form_envelope,
                                    put_parameter_into_path,
                                    set_body_that_is_no_text,
                                    set_gzip_body,
                                    set_hostile_secret,
                                    sign_at_the_epoch,
                                    lengthen_path,
                                    keep_earlier_headers,
                                    set_hostile_secret,
                                    set_body_with_line_ends,
                                    lengthen_query,
                                    set_array,
                                    lengthen_signed_values,
                                    set_body_with_mark,
                                    fill_block_with_key,
                                    lengthen_parameters};
  _Static_assert(sizeof all / sizeof *all == NUM_SPECIALS, "each has its turn");
  const struct vector drawn = *vector;
  bool is_built_in = reqsig_scheme_find(reqsig_scheme_name(generator->scheme)) == generator->scheme;
  if (is_built_in || !draw_is_special(generator->number)) return;
  if (all[generator->number / EVERY % NUM_SPECIALS](generator, vector)) return;
  *vector = drawn;
}
