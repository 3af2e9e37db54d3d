#include <string.h>

#include "generate/draw.h"
#include "lib/bytes.h"

#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

static const char sent_letters[] = LETTERS "-._~+/=";
static const char secret_letters[] = LETTERS "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

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
  text_add(&text, draw_text(generator, LETTERS "+/", len, len));
  text_add_string(&text, DRAW_WORD(generator, ends));
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
    text_add(&secret, draw_text(generator, LETTERS, 1, 12));
    add_hostile(generator, &secret, may_have_spaces);
  }
  text_add(&secret, draw_text(generator, LETTERS, 1, 12));
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
  bool in_base64 = is_key && draw_may_be_decoded(scheme) && !random_one_in(&generator->random, 3);
  if (in_base64) return draw_base64(generator);
  if (is_key) return draw_secret(generator, is_sent);
  size_t len = draw_length(generator, 60);
  return draw_text(generator, is_sent ? sent_letters : secret_letters, len, len);
}
