#include "generate/draw.h"

#include <string.h>

#include "base/text.h"
#include "lib/bytes.h"

#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

static const char path_letters[] = LETTERS "-_.~!$&'()*+,;=:@";
static const char query_letters[] = LETTERS "-._~";
static const char sent_letters[] = LETTERS "-._~+/=";
static const char secret_letters[] = LETTERS "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

#define LAST_OF_9999 INT64_C(253402300799999)

reqsig_slice draw_text(struct generator *generator, const char *alphabet, size_t min, size_t max) {
  size_t len = min + random_below(&generator->random, max - min + 1), num = strlen(alphabet);
  char *text = arena_get(generator->arena, len + 1);
  for (size_t i = 0; i < len; i++) text[i] = alphabet[random_below(&generator->random, num)];
  return rs_slice(text, len);
}

const char *draw_word(struct generator *generator, const char *const *words, size_t num_words) {
  return words[random_below(&generator->random, num_words)];
}

static bool has_source(const rs_part *parts, size_t max, rs_source source) {
  for (size_t i = 0; i < max && parts[i].from; i++)
    if (parts[i].from == source) return true;
  return false;
}

bool draw_reads(const reqsig_scheme *scheme, rs_source source) {
  if (has_source(scheme->message, RS_MAX_MESSAGE_PARTS, source)) return true;
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && scheme->headers[i].name.len > 0; i++)
    if (has_source(scheme->headers[i].value, RS_MAX_VALUE_PARTS, source)) return true;
  return false;
}

bool draw_is_sent(const reqsig_scheme *scheme, size_t credential) {
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && scheme->headers[i].name.len > 0; i++)
    for (size_t k = 0; k < RS_MAX_VALUE_PARTS && scheme->headers[i].value[k].from; k++)
      if (scheme->headers[i].value[k].from == RS_FROM_CREDENTIAL &&
          scheme->headers[i].value[k].credential == credential)
        return true;
  return false;
}

static bool may_be_decoded(const reqsig_scheme *scheme) {
  bool decoded = scheme->mac.key_form == RS_KEY_BASE64_DECODED;
  for (const rs_profile *profile = scheme->profiles; profile && profile->info.name; profile++)
    for (size_t i = 0; i < RS_MAX_VARIATIONS; i++)
      decoded |= profile->variations[i].kind == RS_VARY_KEY_FORM &&
                 profile->variations[i].key_form == RS_KEY_BASE64_DECODED;
  return decoded;
}

/* Canonical base64 of 3 to 96 bytes, a multiple of three: each text of the alphabet is. */
static reqsig_slice draw_base64(struct generator *generator) {
  size_t len = 4 * (1 + random_below(&generator->random, 32));
  return draw_text(generator, LETTERS "+/", len, len);
}

reqsig_slice draw_credential(struct generator *generator, size_t index) {
  const reqsig_scheme *scheme = generator->scheme;
  size_t block = rs_digest_block(scheme->mac.digest);
  if (draw_is_sent(scheme, index)) return draw_text(generator, sent_letters, 1, 60);
  if (index == scheme->mac.key && may_be_decoded(scheme)) return draw_base64(generator);
  if (random_one_in(&generator->random, 4)) return draw_text(generator, secret_letters, block - 1, block + 1);
  return draw_text(generator, secret_letters, 1, random_one_in(&generator->random, 8) ? 600 : 80);
}

static void draw_credentials(struct generator *generator, struct vector *vector) {
  vector->credentials = arena_get_array(generator->arena, RS_MAX_CREDENTIALS, sizeof *vector->credentials);
  const char *name;
  for (size_t i = 0; (name = reqsig_scheme_credential(generator->scheme, i)); i++)
    vector->credentials[vector->num_credentials++] = (reqsig_credential){name, draw_credential(generator, i)};
}

static void add_path(struct generator *generator, struct text *to) {
  static const char *const escapes[] = {"%20", "%2F", "%41", "%c3%a9", "%E6%97%A5"};
  for (size_t i = 0, num = 1 + random_below(&generator->random, 4); i < num; i++) {
    text_add_string(to, "/");
    /* a letter first, so that it is no dot segment */
    text_add(to, draw_text(generator, LETTERS, 1, 1));
    text_add(to, draw_text(generator, path_letters, 0, random_one_in(&generator->random, 12) ? 300 : 16));
    if (random_one_in(&generator->random, 6)) text_add_string(to, DRAW_WORD(generator, escapes));
  }
}

static void add_query(struct generator *generator, struct text *to) {
  for (size_t i = 0, num = 1 + random_below(&generator->random, 3); i < num; i++) {
    text_add_string(to, i > 0 ? "&" : "?");
    text_add(to, draw_text(generator, query_letters, 1, 8));
    text_add_string(to, "=");
    text_add(to, draw_text(generator, query_letters, 0, 8));
  }
}

static reqsig_slice draw_target(struct generator *generator) {
  struct text target = {0};
  add_path(generator, &target);
  if (random_one_in(&generator->random, 3)) add_query(generator, &target);
  reqsig_slice copy = rs_slice(arena_copy(generator->arena, text_slice(&target)), target.len);
  text_free(&target);
  return copy;
}

/* Around the ends of seconds and days, where digits are carried and formats change. */
static int64_t draw_time(struct generator *generator) {
  static const int64_t units[] = {1000, 60000, 3600000, 86400000};
  int64_t now = (int64_t)(random_next(&generator->random) % (uint64_t)LAST_OF_9999);
  if (random_one_in(&generator->random, 2))
    now = INT64_C(1500000000000) + (int64_t)random_below(&generator->random, 400000000) * 1000;
  int64_t unit = units[random_below(&generator->random, 4)];
  if (random_one_in(&generator->random, 3))
    now = now / unit * unit - (int64_t)random_below(&generator->random, 2);
  return now < 0 ? 0 : now;
}

/* Within the window: at one of its ends, a millisecond inside it, or anywhere. */
static int64_t draw_timestamp(struct generator *generator, int64_t now_ms) {
  const rs_window *window = &generator->scheme->time.window;
  if (!window->given || random_one_in(&generator->random, 3)) return now_ms;
  const int64_t edges[] = {-window->past_ms, 1 - window->past_ms, window->future_ms, window->future_ms - 1};
  int64_t timestamp = now_ms + edges[random_below(&generator->random, 4)];
  return timestamp < 0 || timestamp > LAST_OF_9999 ? now_ms : timestamp;
}

/* Where only some methods are signed, what the others do with a body is often left open: none is drawn. */
static void draw_method_and_body(struct generator *generator, struct vector *vector) {
  static const char *const with_body[] = {"POST", "PUT", "PATCH"}, *const others[] = {"GET", "DELETE",
                                                                                      "HEAD"};
  const rs_signed_requests *signs = &generator->scheme->signs;
  bool must_have_body = generator->scheme->time.place == RS_TIME_IN_BODY_MEMBER ||
                        (signs->methods[0] && !signs->only_with_body);
  bool has_body = must_have_body || !random_one_in(&generator->random, 3);
  const char *method = DRAW_WORD(generator, with_body);
  if (!has_body && random_one_in(&generator->random, 2)) method = DRAW_WORD(generator, others);
  size_t num_methods = 0;
  while (num_methods < RS_MAX_METHODS && signs->methods[num_methods]) num_methods++;
  if (num_methods > 0 && has_body) method = draw_word(generator, signs->methods, num_methods);
  vector->request.method = reqsig_text(method);
  if (has_body) vector->request.body = draw_body(generator, draw_timestamp(generator, vector->now_ms));
}

enum { MAX_HEADERS = 3 };

static bool leaves_multipart_out(const reqsig_scheme *scheme) {
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS && scheme->message[i].from; i++)
    if (scheme->message[i].omit == RS_OMIT_IF_MULTIPART) return true;
  return false;
}

static void draw_headers(struct generator *generator, struct vector *vector) {
  static const char *const names[] = {"X-Request-Id", "User-Agent", "Accept-Language", "X-Note", "Cookie"};
  reqsig_header headers[MAX_HEADERS];
  size_t num = 0;
  if (vector->request.body.len > 0 && leaves_multipart_out(generator->scheme) &&
      random_one_in(&generator->random, 6)) {
    vector->request.body = draw_multipart(generator);
    headers[num++] =
        (reqsig_header){RS_LITERAL("Content-Type"), RS_LITERAL("multipart/form-data; boundary=b")};
  } else if (vector->request.body.len > 0) {
    headers[num++] = (reqsig_header){RS_LITERAL("Content-Type"), RS_LITERAL("application/json")};
  }
  for (size_t i = 0, first = random_below(&generator->random, 5), more = random_below(&generator->random, 3);
       i < more; i++)
    headers[num++] =
        (reqsig_header){reqsig_text(names[(first + i) % 5]), draw_text(generator, query_letters, 1, 20)};
  reqsig_header *kept = arena_get_array(generator->arena, num, sizeof *kept);
  if (num > 0) memcpy(kept, headers, num * sizeof *kept);
  vector->request.headers = kept;
  vector->request.num_headers = num;
}

void draw_vector(struct generator *generator, struct vector *vector) {
  vector->now_ms = draw_time(generator);
  draw_credentials(generator, vector);
  vector->request.target = draw_target(generator);
  draw_method_and_body(generator, vector);
  draw_headers(generator, vector);
}
