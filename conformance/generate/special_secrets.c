/* Secrets and other credentials that are seldom drawn. */
#include "generate/draw.h"
#include "lib/base64.h"
#include "lib/bytes.h"
#include "lib/hex.h"
#include "lib/message_builder.h"

/* A header may carry it as it is. */
static bool can_be_sent(reqsig_slice text) {
  return rs_can_be_field_value(text) && text.data[0] != ' ' && text.data[text.len - 1] != ' ';
}

/* Behind the prefix that is cut off a secret, if there is one. */
static reqsig_slice behind_prefix(struct generator *generator, reqsig_slice secret) {
  struct text text = {0};
  text_add(&text, generator->scheme->mac.key_cut);
  text_add(&text, secret);
  return draw_keep(generator, &text);
}

/* The secret may be any text. */
static bool set_secret(struct generator *generator, struct vector *vector, reqsig_slice secret) {
  const rs_mac_rule *mac = &generator->scheme->mac;
  bool is_text = mac->key_form == RS_KEY_AS_IS || mac->key_form == RS_KEY_PERCENT_ENCODED;
  if (generator->credentials || !is_text) return false;
  if (draw_is_sent(generator->scheme, mac->key) && !can_be_sent(secret)) return false;
  vector->credentials[mac->key].value = secret;
  return true;
}

static bool set_key_text(struct generator *generator, struct vector *vector, const char *alphabet,
                         size_t len) {
  const rs_mac_rule *mac = &generator->scheme->mac;
  if (generator->credentials || draw_is_sent(generator->scheme, mac->key)) return false;
  vector->credentials[mac->key].value = behind_prefix(generator, draw_text(generator, alphabet, len, len));
  return true;
}

/* A signed request, where the scheme signs only some. */
static void be_signed(const reqsig_scheme *scheme, struct vector *vector) {
  if (rs_is_signed(scheme, &vector->request)) return;
  vector->request.method = reqsig_text(scheme->signs.methods[0]);
  if (vector->request.body.len == 0) vector->request.body = RS_LITERAL("{}");
}

/* More than 4 KiB, or as much as a text may stand for. */
bool special_long_secret(struct generator *generator, struct vector *vector) {
  const rs_mac_rule *mac = &generator->scheme->mac;
  be_signed(generator->scheme, vector);
  bool joined = mac->key_before.len + mac->key_behind.len > 0;
  switch (mac->key_form) {
  case RS_KEY_AS_IS:
    return set_secret(
        generator, vector,
        behind_prefix(generator, draw_text(generator, DRAW_LETTERS, 4090, joined ? 4090 : 5000)));
  case RS_KEY_PERCENT_ENCODED: return set_key_text(generator, vector, DRAW_LETTERS, 3000);
  case RS_KEY_HEX_DECODED: return set_key_text(generator, vector, "0123456789abcdef", 8190);
  default: return set_key_text(generator, vector, DRAW_LETTERS, 5460);
  }
}

/* A key that is as long as the digest's block, with a line feed at its end. */
bool special_key_of_a_block(struct generator *generator, struct vector *vector) {
  const rs_mac_rule *mac = &generator->scheme->mac;
  size_t len = rs_digest_block(mac->digest);
  uint8_t *raw = (uint8_t *)arena_copy(generator->arena, draw_text(generator, DRAW_LETTERS, len, len));
  reqsig_buffer text = {arena_get(generator->arena, 2 * len + 4), 2 * len + 4, 0};
  raw[len - 1] = '\n';
  if (generator->credentials || draw_is_sent(generator->scheme, mac->key)) return false;
  switch (mac->key_form) {
  case RS_KEY_BASE64_DECODED: rs_base64_encode(rs_slice(raw, len), &text); break;
  case RS_KEY_BASE64URL_DECODED: rs_base64url_encode(rs_slice(raw, len), &text); break;
  case RS_KEY_HEX_DECODED: rs_hex_encode(rs_slice(raw, len), &text); break;
  default: return false;
  }
  vector->credentials[mac->key].value = behind_prefix(generator, rs_slice(text.data, text.len));
  return true;
}

/* A secret that programs read, trim, normalise or encode otherwise. */
bool special_hostile_secret(struct generator *generator, struct vector *vector) {
  static const struct {
    const char *text;
    bool is_whole; /* a prefix before it would hide what is hostile */
  } secrets[] = {{"a-secret-0123456789\n", false},         {"a-secret-0123456789\u00a0", false},
                 {"\ufeffa-secret-0123456789", true},      {"a-secret-0123456789\u200b", false},
                 {"clé secrète-\\n-%41-$HOME", false},     {"cle\u0301-secre\u0300te-0123456789", false},
                 {"\ufb01ne-secret-\uff11-234567", false}, {"00012345678901234567", true}};
  enum { NUM_SECRETS = sizeof secrets / sizeof *secrets };
  size_t which = special_use(generator) % NUM_SECRETS;
  reqsig_slice secret = reqsig_text(secrets[which].text);
  be_signed(generator->scheme, vector);
  return set_secret(generator, vector, secrets[which].is_whole ? secret : behind_prefix(generator, secret));
}

static bool carries_key(const reqsig_scheme *scheme, const rs_part *part) {
  return part->credential == scheme->mac.key ||
         (scheme->mac.is_joined && part->credential == scheme->mac.other_key);
}

/* Of credentials that are sent. What is in base64 as a whole has room for less. */
bool special_long_credentials(struct generator *generator, struct vector *vector) {
  bool is_any = false;
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && !generator->credentials; i++) {
    const rs_header_rule *rule = &generator->scheme->headers[i];
    size_t len = rule->place == RS_IN_CODED_HEADER ? 70 : 4100;
    for (size_t k = 0; k < RS_MAX_VALUE_PARTS; k++) {
      const rs_part *part = &rule->value[k];
      if (part->from != RS_FROM_CREDENTIAL || carries_key(generator->scheme, part)) continue;
      vector->credentials[part->credential].value = draw_text(generator, DRAW_LETTERS, len, len + 10);
      is_any = true;
    }
  }
  return is_any;
}
