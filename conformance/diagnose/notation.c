#include "diagnose/notation.h"

#include <string.h>

#include "lib/base64.h"
#include "lib/hex.h"
#include "lib/mac_text.h"

enum { MAX_TEXTS = 48, MAX_TEXT_LEN = 4096, MIN_BEGINNING = 8 };

/* A text that may spell the MAC, and what was taken off to get at it. */
struct signature_text {
  reqsig_slice text;
  const struct notation *steps[NOTATION_MAX_STEPS];
  size_t num_steps;
};

struct notation_reader {
  struct arena *arena;
  const reqsig_scheme *recipe;
  struct mac_claims *claims;
  struct signature_text texts[MAX_TEXTS];
  size_t num_texts;
};

static const struct notation hex_for_base64 = {"hex-instead-of-base64",
                                               "The MAC was written in hex where base64 is due.",
                                               "Encode the MAC's raw bytes in base64, not in hex."};
static const struct notation base64_for_hex = {"base64-instead-of-hex",
                                               "The MAC was written in base64 where hex is due.",
                                               "Write the MAC's bytes in lower-case hex, not in base64."};
static const struct notation of_hex = {
    "base64-of-hex", "The base64 is that of the MAC's hex text, not of its bytes.",
    "Take the raw MAC before it is encoded: hash_hmac(..., true) in PHP, digest() in place of hexdigest()."};
static const struct notation of_hex_in_hex_scheme = {
    "base64-of-hex/hex-scheme", "The hex text was encoded in base64 once more.", "Send the hex text itself."};
static const struct notation upper_case = {"hex-upper", "The hex digits are in capitals.",
                                           "Write the hex digits in lower case."};
static const struct notation url_safe = {"base64url", "The base64 is of the URL-safe alphabet.",
                                         "Use the standard alphabet of base64, with + and /."};
static const struct notation url_safe_unpadded = {"base64url/unpadded",
                                                  "The base64 is of the URL-safe alphabet, without padding.",
                                                  "Use the standard alphabet of base64, with its padding."};
static const struct notation not_url_safe = {"base64-instead-of-base64url",
                                             "The base64 is of the standard alphabet.",
                                             "Use the alphabet of base64 for URLs, with - and _."};
static const struct notation url_padding_lost = {"base64-instead-of-base64url/padding-lost",
                                                 "The base64 has no padding.",
                                                 "Keep the = at the end of the base64."};
static const struct notation unpadded = {"base64url/padding-lost", "The base64 has no padding.",
                                         "Keep the = at the end of the base64."};
static const struct notation padding_kept = {"base64-padding-kept", "The base64 has its padding.",
                                             "Leave out the = at the end of the base64."};
static const struct notation zeros_lost = {
    "hex-leading-zero-lost/number",
    "The MAC was written as a number, so that the zeros at its beginning are missing.",
    "Write two hex digits for each byte: String.format(\"%064x\", number) in Java, for 32 bytes."};
static const struct notation digits_lost = {"hex-leading-zero-lost/bytes",
                                            "Some bytes of the MAC were written with one hex digit.",
                                            "Write two hex digits for each byte: %02x, not %x."};
static const struct notation cut_at_zero = {"nul-truncation/mac",
                                            "The MAC ends at its first zero byte, as strlen measures it.",
                                            "Pass the digest's own length on, not that of strlen."};
static const struct notation cut_short = {"notation/cut-short", "Only the beginning of the MAC was sent.",
                                          "Send the whole MAC."};

static void add_text(struct notation_reader *reader, const struct signature_text *from,
                     const struct notation *step, reqsig_slice text) {
  if (reader->num_texts == MAX_TEXTS || text.len == 0) return;
  struct signature_text next = from ? *from : (struct signature_text){.num_steps = 0};
  if (step && next.num_steps == NOTATION_MAX_STEPS - 1) return;
  if (step) next.steps[next.num_steps++] = step;
  next.text = text;
  for (size_t i = 0; i < reader->num_texts; i++)
    if (rs_slice_equal(reader->texts[i].text, text)) return;
  reader->texts[reader->num_texts++] = next;
}

static struct mac_claim *add_claim(struct notation_reader *reader, const struct signature_text *from,
                                   enum claim_kind kind, const struct notation *step) {
  struct mac_claims *claims = reader->claims;
  if (claims->count == NOTATION_MAX_CLAIMS) return NULL;
  struct mac_claim *claim = &claims->items[claims->count++];
  *claim = (struct mac_claim){.kind = kind, .num_steps = from->num_steps, .text = from->text};
  memcpy(claim->steps, from->steps, sizeof from->steps);
  if (step) claim->steps[claim->num_steps++] = step;
  return claim;
}

static bool is_digest_len(size_t len) {
  return len == 16 || len == 20 || len == 28 || len == 32 || len == 48 || len == 64;
}

static void claim_beginning(struct notation_reader *reader, const struct signature_text *from,
                            enum claim_kind kind, const struct notation *step, reqsig_slice raw) {
  if (from->num_steps + 1 + (step != NULL) > NOTATION_MAX_STEPS) return;
  struct mac_claim *claim = add_claim(reader, from, kind, step);
  if (!claim) return;
  claim->steps[claim->num_steps++] = kind == CLAIM_UP_TO_ZERO ? &cut_at_zero : &cut_short;
  memcpy(claim->bytes, raw.data, raw.len);
  claim->len = raw.len;
}

/* Bytes that a text spells: a MAC, or the beginning of one. */
static void claim_bytes(struct notation_reader *reader, const struct signature_text *from, reqsig_slice raw,
                        const struct notation *step) {
  if (raw.len > RS_MAX_DIGEST) return;
  struct mac_claim *claim = is_digest_len(raw.len) ? add_claim(reader, from, CLAIM_WHOLE, step) : NULL;
  if (claim) {
    memcpy(claim->bytes, raw.data, raw.len);
    claim->len = raw.len;
  }
  if (raw.len < MIN_BEGINNING || raw.len >= rs_digest_len(reader->recipe->mac.digest)) return;
  claim_beginning(reader, from, CLAIM_UP_TO_ZERO, step, raw);
  claim_beginning(reader, from, CLAIM_CUT, step, raw);
}

static size_t count_hex(reqsig_slice text) {
  size_t num = 0;
  while (num < text.len && rs_hex_value(text.data[num]) >= 0) num++;
  return num;
}

/* Digits of a number that lost its zeros: at most six of them, as more are less likely than other causes. */
static void claim_short_hex(struct notation_reader *reader, const struct signature_text *from) {
  size_t due = 2 * rs_digest_len(reader->recipe->mac.digest), lacks = due - from->text.len;
  if (from->text.len >= due || from->num_steps >= NOTATION_MAX_STEPS - 1) return;
  add_claim(reader, from, CLAIM_SHORT_HEX, &digits_lost);
  if (lacks > 6) return;
  uint8_t digits[2 * RS_MAX_DIGEST], raw[RS_MAX_DIGEST];
  reqsig_buffer bytes = {raw, sizeof raw, 0};
  memset(digits, '0', lacks);
  memcpy(digits + lacks, from->text.data, from->text.len);
  if (rs_hex_decode(rs_slice(digits, due), RS_HEX_ANY_CASE, &bytes) == REQSIG_OK)
    claim_bytes(reader, from, rs_slice(raw, bytes.len), &zeros_lost);
}

static void read_hex(struct notation_reader *reader, const struct signature_text *from) {
  uint8_t raw[RS_MAX_DIGEST];
  reqsig_buffer bytes = {raw, sizeof raw, 0};
  if (count_hex(from->text) < from->text.len) return;
  bool is_due = reader->recipe->encoding.encoding == RS_HEX;
  if (is_due) claim_short_hex(reader, from);
  bool is_lower = rs_hex_decode(from->text, RS_HEX_LOWER_ONLY, &bytes) == REQSIG_OK;
  if (!is_lower && rs_hex_decode(from->text, RS_HEX_ANY_CASE, &bytes) != REQSIG_OK) return;
  bool is_upper = is_due && !is_lower && !reader->recipe->encoding.upper_case_accepted;
  claim_bytes(reader, from, rs_slice(raw, bytes.len),
              !is_due    ? &hex_for_base64
              : is_upper ? &upper_case
                         : NULL);
}

/* The text in the standard alphabet and padded; the notation that it was in, or NULL. */
static const struct notation *normalise_base64(reqsig_slice text, struct text *to) {
  bool is_url_safe = memchr(text.data, '-', text.len) || memchr(text.data, '_', text.len);
  for (size_t i = 0; i < text.len; i++) {
    uint8_t c = text.data[i] == '-' ? '+' : text.data[i] == '_' ? '/' : text.data[i];
    text_add(to, rs_slice(&c, 1));
  }
  bool is_unpadded = text.len % 4 != 0;
  while (to->len % 4 != 0) text_add_string(to, "=");
  if (is_url_safe) return is_unpadded ? &url_safe_unpadded : &url_safe;
  return is_unpadded ? &unpadded : NULL;
}

/* The same where the URL-safe alphabet is due. */
static const struct notation *notation_for_url_safe(reqsig_slice text, const struct notation *step) {
  if (memchr(text.data, '+', text.len) || memchr(text.data, '/', text.len)) return &not_url_safe;
  return step == &unpadded || step == &url_safe_unpadded ? &url_padding_lost : NULL;
}

/* The same where no padding is due. */
static const struct notation *notation_for_unpadded(reqsig_slice text, const struct notation *step) {
  if (step == &unpadded || step == &url_padding_lost) return NULL;
  if (step == &url_safe_unpadded) return &url_safe;
  return !step && text.data[text.len - 1] == '=' ? &padding_kept : step;
}

/* Hex digits as a shell has them: with a line end, or behind what openssl prints before them. */
static reqsig_slice printed_hex(reqsig_slice text) {
  while (text.len > 0 && (text.data[text.len - 1] == '\n' || text.data[text.len - 1] == '\r')) text.len--;
  for (size_t i = text.len; i > 2; i--)
    if (text.data[i - 2] == '=' && text.data[i - 1] == ' ') return rs_slice_after(text, i);
  return text;
}

/* What base64 spells may be hex digits, or base64 once more. */
static void read_decoded(struct notation_reader *reader, const struct signature_text *from, reqsig_slice raw,
                         const struct notation *step) {
  bool is_base64_due = reader->recipe->encoding.encoding != RS_HEX;
  reqsig_slice hex = printed_hex(raw);
  if (hex.len >= 32 && count_hex(hex) == hex.len) {
    uint8_t mac[RS_MAX_DIGEST];
    reqsig_buffer bytes = {mac, sizeof mac, 0};
    if (rs_hex_decode(hex, RS_HEX_ANY_CASE, &bytes) == REQSIG_OK)
      claim_bytes(reader, from, rs_slice(mac, bytes.len), is_base64_due ? &of_hex : &of_hex_in_hex_scheme);
  } else {
    claim_bytes(reader, from, raw, is_base64_due ? step : &base64_for_hex);
  }
}

static void read_base64(struct notation_reader *reader, const struct signature_text *from) {
  uint8_t raw[4 * RS_MAX_DIGEST];
  reqsig_buffer bytes = {raw, sizeof raw, 0};
  struct text standard = {0};
  const struct notation *step = normalise_base64(from->text, &standard);
  rs_encoding due = reader->recipe->encoding.encoding;
  if (rs_encoding_is_url_safe(due)) step = notation_for_url_safe(from->text, step);
  if (due != RS_HEX && !rs_encoding_is_padded(due)) step = notation_for_unpadded(from->text, step);
  bool is_unpadded = step == &unpadded || step == &url_padding_lost;
  if (is_unpadded && reader->recipe->encoding.unpadded_accepted) step = NULL;
  if (rs_base64_decode(text_slice(&standard), &bytes) == REQSIG_OK && bytes.len <= sizeof raw)
    read_decoded(reader, from, rs_slice(raw, bytes.len), step);
  text_free(&standard);
}

static void peel_text(struct notation_reader *reader, const struct signature_text *from) {
  struct signature_text kept = *from;
  for (const struct peel *peel = peels; peel->take_off; peel++) {
    struct text inside = {0};
    if (peel->take_off(kept.text, &inside))
      add_text(reader, &kept, &peel->notation,
               rs_slice(arena_copy(reader->arena, text_slice(&inside)), inside.len));
    text_free(&inside);
  }
}

static void take_text(void *user, const struct notation *step, reqsig_slice text) {
  add_text(user, NULL, step, text);
}

void notation_read(struct arena *arena, const reqsig_scheme *recipe, const rs_header_rule *rule,
                   reqsig_slice value, struct mac_claims *claims) {
  struct notation_reader *reader = arena_get(arena, sizeof *reader);
  reader->arena = arena;
  reader->recipe = recipe;
  reader->claims = claims;
  claims->count = 0;
  if (value.len > MAX_TEXT_LEN) value.len = MAX_TEXT_LEN;
  signature_texts(&(struct signature_value){arena, recipe, rule, value, take_text, reader});
  for (size_t i = 0; i < reader->num_texts; i++) {
    const struct signature_text *text = &reader->texts[i];
    read_hex(reader, text);
    read_base64(reader, text);
    peel_text(reader, text);
  }
}

static bool is_short_hex(reqsig_slice text, const uint8_t *mac, size_t len) {
  struct text digits = {0};
  for (size_t i = 0; i < len; i++) text_addf(&digits, "%x", mac[i]);
  bool is_it = rs_slice_equal_ignoring_case(text_slice(&digits), text);
  text_free(&digits);
  return is_it;
}

bool notation_claims(const struct mac_claim *claim, const uint8_t *mac, size_t len) {
  switch (claim->kind) {
  case CLAIM_WHOLE: return claim->len == len && rs_equal_in_constant_time(claim->bytes, mac, len);
  case CLAIM_UP_TO_ZERO:
  case CLAIM_CUT:
    return claim->len < len && (mac[claim->len] == 0) == (claim->kind == CLAIM_UP_TO_ZERO) &&
           memcmp(claim->bytes, mac, claim->len) == 0;
  case CLAIM_SHORT_HEX: return claim->text.len < 2 * len && is_short_hex(claim->text, mac, len);
  }
  return false;
}
