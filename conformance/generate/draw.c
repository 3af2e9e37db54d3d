#include "generate/draw.h"

#include <string.h>

#include "lib/bytes.h"
#include "request/recipe_text.h"

#define FIRST_TIME INT64_C(1000000000000)
#define LAST_TIME  INT64_C(253402214400000)

reqsig_slice draw_text(struct generator *generator, const char *alphabet, size_t min, size_t max) {
  size_t len = min + random_below(&generator->random, max - min + 1), num = strlen(alphabet);
  char *text = arena_get(generator->arena, len + 1);
  for (size_t i = 0; i < len; i++) text[i] = alphabet[random_below(&generator->random, num)];
  return rs_slice(text, len);
}

const char *draw_word(struct generator *generator, const char *const *words, size_t num_words) {
  return words[random_below(&generator->random, num_words)];
}

size_t draw_end(struct generator *generator) {
  static const size_t ends[] = {64, 256, 1024, 4096};
  return ends[random_below(&generator->random, 4)] - 1 + random_below(&generator->random, 4);
}

size_t draw_length(struct generator *generator, size_t max) {
  if (random_one_in(&generator->random, 16)) return draw_end(generator);
  return 1 + random_below(&generator->random, max);
}

reqsig_slice draw_keep(struct generator *generator, struct text *text) {
  reqsig_slice kept = rs_slice(arena_copy(generator->arena, text_slice(text)), text->len);
  text_free(text);
  return kept;
}

static reqsig_slice draw_joined(struct generator *generator, reqsig_slice first, const char *second) {
  struct text text = {0};
  text_add(&text, first);
  text_add_string(&text, second);
  return draw_keep(generator, &text);
}

static void draw_credentials(struct generator *generator, struct vector *vector) {
  size_t num = 0;
  while (reqsig_scheme_credential(generator->scheme, num)) num++;
  vector->credentials = arena_get_array(generator->arena, num, sizeof *vector->credentials);
  for (size_t i = 0; i < num; i++)
    vector->credentials[i] = generator->credentials
                                 ? generator->credentials[i]
                                 : (reqsig_credential){reqsig_scheme_credential(generator->scheme, i),
                                                       draw_credential(generator, i)};
  vector->num_credentials = num;
}

/* From 2001 to the last day but one of 9999: what stands beyond is often left open. Around the ends of
 * seconds and days digits are carried and formats change. */
static int64_t draw_time(struct generator *generator) {
  static const int64_t units[] = {1000, 60000, 3600000, 86400000};
  int64_t now = FIRST_TIME + (int64_t)(random_next(&generator->random) % (uint64_t)(LAST_TIME - FIRST_TIME));
  if (random_one_in(&generator->random, 2))
    now = INT64_C(1500000000000) + (int64_t)random_below(&generator->random, 400000000) * 1000;
  int64_t unit = units[random_below(&generator->random, 4)];
  if (random_one_in(&generator->random, 3))
    now = now / unit * unit - (int64_t)random_below(&generator->random, 2);
  return now;
}

/* An end that is open is nowhere: what is drawn in its place is now, or a millisecond from it. */
static int64_t closed_end(int64_t end) {
  return end == INT64_MAX ? 1 : end;
}

/* Within the window: at one of its ends, a millisecond inside it, or anywhere. */
static int64_t draw_timestamp(struct generator *generator, int64_t now_ms) {
  const rs_window *window = &generator->scheme->time.window;
  if (!window->given || random_one_in(&generator->random, 3)) return now_ms;
  int64_t past = closed_end(window->past_ms), future = closed_end(window->future_ms);
  const int64_t edges[] = {-past, 1 - past, future, future - 1};
  return now_ms + edges[random_below(&generator->random, 4)];
}

/* The time that the request tells: of a body one that is drawn, of a header the signer's clock. */
static int64_t draw_told_time(struct generator *generator, int64_t now_ms) {
  const rs_time_rule *time = &generator->scheme->time;
  if (time->place == RS_TIME_IN_BODY_MEMBER) return draw_timestamp(generator, now_ms) + time->lifetime_ms;
  int64_t told = now_ms + time->lifetime_ms;
  return time->format == RS_UNIX_MILLISECONDS ? told : told / 1000 * 1000;
}

static size_t num_signed_methods(const reqsig_scheme *scheme) {
  size_t num = 0;
  while (num < RS_MAX_METHODS && scheme->signs.methods[num]) num++;
  return num;
}

/* Where only some methods are signed, what the others do with a body is often left open: none is drawn. */
static bool draw_has_body(struct generator *generator) {
  const reqsig_scheme *scheme = generator->scheme;
  bool must = scheme->time.place == RS_TIME_IN_BODY_MEMBER || draw_needs_form(scheme) ||
              (num_signed_methods(scheme) > 0 && !scheme->signs.only_with_body);
  return must || !random_one_in(&generator->random, 3);
}

/* A part of the message that only requests of a method have; NULL if there is none. */
static const rs_group *draw_part_of_method(const reqsig_scheme *scheme) {
  for (const rs_group *group = scheme->groups; group && group->name; group++)
    if (group->condition == RS_IF_METHOD) return group;
  return NULL;
}

/* In lower case only where every method is signed: else it is open whether that one is. */
static reqsig_slice draw_method(struct generator *generator, bool has_body) {
  static const char *const any[] = {"POST", "PUT", "PATCH", "GET", "DELETE", "HEAD"};
  static const char *const with_body[] = {"POST", "PUT", "PATCH", "POST", "DELETE", "post", "Put", "pAtch"};
  size_t num_methods = num_signed_methods(generator->scheme);
  const rs_group *part = draw_part_of_method(generator->scheme);
  if (part && random_one_in(&generator->random, 2)) return part->method;
  if (!has_body) return reqsig_text(DRAW_WORD(generator, any));
  if (num_methods == 0) return reqsig_text(DRAW_WORD(generator, with_body));
  return reqsig_text(draw_word(generator, generator->scheme->signs.methods, num_methods));
}

static reqsig_slice draw_nonce(struct generator *generator) {
  bool is_long = random_one_in(&generator->random, 8);
  return draw_text(generator, DRAW_LETTERS "-._~", is_long ? 1 : 8, is_long ? REQSIG_MAX_NONCE : 36);
}

void draw_vector(struct generator *generator, struct vector *vector) {
  vector->now_ms = draw_time(generator);
  generator->timestamp_ms = draw_told_time(generator, vector->now_ms);
  draw_credentials(generator, vector);
  bool has_body = draw_has_body(generator);
  vector->request.method = draw_method(generator, has_body);
  vector->request.target = draw_target(generator);
  if (has_body) vector->request.body = draw_body(generator, generator->timestamp_ms);
  draw_headers(generator, vector);
  if (recipe_has_nonce(generator->scheme)) vector->request.nonce = draw_nonce(generator);
}

static const char sent_letters[] = DRAW_LETTERS "-._~+/=";
static const char secret_letters[] = DRAW_LETTERS "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

bool draw_is_sent(const reqsig_scheme *scheme, size_t credential) {
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && scheme->headers[i].name.len > 0; i++)
    for (size_t k = 0; k < RS_MAX_VALUE_PARTS && scheme->headers[i].value[k].from; k++)
      if (scheme->headers[i].value[k].from == RS_FROM_CREDENTIAL &&
          scheme->headers[i].value[k].credential == credential)
        return true;
  return false;
}

bool draw_may_be_decoded(const reqsig_scheme *scheme) {
  bool decoded = scheme->mac.key_form == RS_KEY_BASE64_DECODED;
  for (const rs_profile *profile = scheme->profiles; profile && profile->info.name; profile++)
    for (size_t i = 0; i < RS_MAX_VARIATIONS; i++)
      decoded |= profile->variations[i].kind == RS_VARY_KEY_FORM &&
                 profile->variations[i].key_form == RS_KEY_BASE64_DECODED;
  return decoded;
}

/* Canonical base64, with none, one or two signs of padding. */
static reqsig_slice draw_base64(struct generator *generator) {
  static const char *const ends[] = {"", "aQ==", "abA="};
  struct text text = {0};
  size_t len = (draw_length(generator, 128) + 3) / 4 * 4;
  text_add(&text, draw_text(generator, DRAW_LETTERS "+/", len, len));
  text_add_string(&text, DRAW_WORD(generator, ends));
  return draw_keep(generator, &text);
}

/* The same in the alphabet for URLs. */
static reqsig_slice draw_base64url(struct generator *generator) {
  reqsig_slice text = draw_base64(generator);
  uint8_t *bytes = (uint8_t *)arena_copy(generator->arena, text);
  for (size_t i = 0; i < text.len; i++) bytes[i] = bytes[i] == '+' ? '-' : bytes[i] == '/' ? '_' : bytes[i];
  return rs_slice(bytes, text.len);
}

static reqsig_slice draw_hex(struct generator *generator) {
  size_t len = 2 * draw_length(generator, 64);
  return draw_text(generator, "0123456789abcdef", len, len);
}

/* With the prefix that is cut off it, mostly. */
static reqsig_slice draw_prefixed(struct generator *generator, reqsig_slice key) {
  struct text text = {0};
  reqsig_slice cut = generator->scheme->mac.key_cut;
  if (cut.len == 0 || random_one_in(&generator->random, 8)) return key;
  text_add(&text, cut);
  text_add(&text, key);
  return draw_keep(generator, &text);
}

/* What settings files, shells and programs take for something else than a part of the secret. */
static void add_hostile(struct generator *generator, struct text *to, bool may_have_spaces) {
  static const char *const pieces[] = {"#", "$", "$HOME", "${HOME}", "%41",  "%2B",  "\\n",  "\\",   ":",
                                       ";", ",", "=",     "\"",      "'",    "`id`", "!!",   "*",    "&",
                                       "|", "<", "007",   "1e3",     "0x41", "true", "null", "{{a}}"};
  if (may_have_spaces && random_one_in(&generator->random, 4)) text_add_string(to, " ");
  text_add_string(to, DRAW_WORD(generator, pieces));
}

static reqsig_slice draw_hostile(struct generator *generator, bool may_have_spaces) {
  static const char *const around[][2] = {
      {"\"", "\""}, {"'", "'"}, {"whsec_", ""}, {"sk_live_", ""}, {"", ""}};
  size_t which = random_below(&generator->random, 5);
  struct text secret = {0};
  text_add_string(&secret, around[which][0]);
  for (size_t i = random_below(&generator->random, 4); i > 0; i--) {
    text_add(&secret, draw_text(generator, DRAW_LETTERS, 1, 12));
    add_hostile(generator, &secret, may_have_spaces);
  }
  text_add(&secret, draw_text(generator, DRAW_LETTERS, 1, 12));
  if (may_have_spaces && random_one_in(&generator->random, 4)) text_add_string(&secret, " ");
  text_add_string(&secret, around[which][1]);
  return draw_keep(generator, &secret);
}

static reqsig_slice draw_secret(struct generator *generator, bool is_sent) {
  size_t block = rs_digest_block(generator->scheme->mac.digest), len = draw_length(generator, 80);
  switch (random_below(&generator->random, 8)) {
  case 0:
  case 1: return draw_text(generator, secret_letters, block - 1, block + 1);
  case 2:
  case 3: return draw_hostile(generator, !is_sent);
  case 4: return draw_text(generator, "0123456789", 1, 20);
  case 5: return draw_text(generator, "0123456789abcdef", 32, 32);
  case 6: return draw_base64(generator);
  default: return draw_text(generator, secret_letters, len, len);
  }
}

reqsig_slice draw_credential(struct generator *generator, size_t index) {
  const reqsig_scheme *scheme = generator->scheme;
  bool is_key = index == scheme->mac.key, is_sent = draw_is_sent(scheme, index);
  /* The others are beyond what an implementation that decodes it can do. */
  bool must = scheme->mac.key_form == RS_KEY_BASE64_DECODED;
  bool in_base64 = is_key && draw_may_be_decoded(scheme) && (must || !random_one_in(&generator->random, 3));
  if (is_key && scheme->mac.key_form == RS_KEY_HEX_DECODED) return draw_hex(generator);
  if (is_key && scheme->mac.key_form == RS_KEY_BASE64URL_DECODED)
    return draw_prefixed(generator, draw_base64url(generator));
  if (in_base64) return draw_prefixed(generator, draw_base64(generator));
  if (is_key) return draw_prefixed(generator, draw_secret(generator, is_sent));
  /* By the look of it a list, as headers may hold. */
  if (is_sent && generator->uses && random_one_in(&generator->random, 16)) return RS_LITERAL("one, two");
  size_t len = draw_length(generator, 60);
  reqsig_slice text = draw_text(generator, is_sent ? sent_letters : secret_letters, len, len);
  /* With a space at its end, which no header could carry. */
  bool is_spaced = !is_sent && generator->uses && random_one_in(&generator->random, 16);
  return is_spaced ? draw_joined(generator, text, " ") : text;
}
