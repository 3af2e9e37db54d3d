/* Signatures that are well formed, of another message or under another key. */
#include <ctype.h>
#include <string.h>

#include "generate/edit.h"
#include "lib/bytes.h"
#include "lib/hex.h"
#include "mutants/mistakes.h"
#include "request/recipe_text.h"

/* An HMAC of a credential is made anew too. */
bool edit_sign_with_empty_key(struct edit *edit) {
  const struct vector *twin = edit->twin;
  struct arena scratch = {0};
  struct signer_answer answer;
  struct mutant_input input = {.scheme = twin->scheme,
                               .credentials = twin->credentials,
                               .num_credentials = twin->num_credentials,
                               .request = &twin->request,
                               .now_ms = twin->now_ms};
  bool taken = false;
  if (mutant_sign(&scratch, mistake_find("key-silently-empty"), &input, &answer) == REQSIG_OK)
    for (size_t i = 0; answer.is_signed && i < answer.headers.count; i++)
      taken |= edit_take_header(edit, &answer.headers.items[i]);
  arena_free(&scratch);
  return taken;
}

static bool sign_with_empty_key(struct edit *edit) {
  bool is_signed = !edit_is_built_in(edit) && edit_sign_with_empty_key(edit);
  if (is_signed)
    edit_tell_header(edit, edit_rule_with(edit, RS_FROM_MAC), " with the MAC under an empty key");
  return is_signed;
}

static bool read_mac(const struct edit *edit, uint8_t mac[RS_MAX_DIGEST], size_t *len) {
  reqsig_buffer raw = {mac, RS_MAX_DIGEST, 0};
  const char *hex = edit->twin->expect.mac;
  bool done = hex && *hex && rs_hex_decode(reqsig_text(hex), RS_HEX_LOWER_ONLY, &raw) == REQSIG_OK;
  *len = raw.len;
  return done;
}

/* Whoever compares the bytes as a string of C stops at the zero. */
static bool change_behind_zero_byte(struct edit *edit) {
  uint8_t mac[RS_MAX_DIGEST];
  size_t len;
  if (edit_is_built_in(edit) || !read_mac(edit, mac, &len) || !memchr(mac, 0, len - 1)) return false;
  mac[len - 1] ^= 1;
  bool is_set = edit_set_mac(edit, mac);
  if (is_set)
    edit_tell_header(edit, edit_rule_with(edit, RS_FROM_MAC),
                     " with another byte behind a zero byte of the MAC");
  return is_set;
}

static bool tell_signature(struct edit *edit, bool taken, const char *words) {
  if (taken) edit_tell_header(edit, edit_rule_with(edit, RS_FROM_MAC), words);
  return taken;
}

static bool sign_another_request(struct edit *edit) {
  struct vector other = {.scheme = edit->twin->scheme};
  int64_t timestamp_ms = edit->generator->timestamp_ms;
  draw_vector(edit->generator, &other);
  edit->generator->timestamp_ms = timestamp_ms;
  other.credentials = edit->twin->credentials;
  return tell_signature(edit, edit_take_signature(edit, &other), " of another request");
}

static bool sign_path_in_other_case(struct edit *edit) {
  struct vector other = *edit->twin;
  other.request.target = edit_change_case(edit, other.request.target, 1);
  return tell_signature(edit, edit_take_signature(edit, &other),
                        " of the path with a letter in the other letter case");
}

static bool sign_path_in_lower_case(struct edit *edit) {
  struct vector other = *edit->twin;
  reqsig_slice target = other.request.target;
  uint8_t *lower = edit_copy(edit, target);
  for (size_t i = 0; i < target.len && target.data[i] != '?'; i++) lower[i] = (uint8_t)tolower(lower[i]);
  other.request.target = rs_slice(lower, target.len);
  return !edit_is_built_in(edit) &&
         tell_signature(edit, edit_take_signature(edit, &other), " of the path in lower case");
}

static bool sign_another_method(struct edit *edit) {
  struct vector other = *edit->twin;
  if (other.scheme->signs.methods[0]) return false;
  other.request.method = RS_LITERAL("OPTIONS");
  return tell_signature(edit, edit_take_signature(edit, &other), " of the method OPTIONS");
}

static bool sign_a_second_later(struct edit *edit) {
  struct vector other = *edit->twin;
  other.now_ms += 1000;
  return tell_signature(edit, edit_take_signature(edit, &other), " of a second later");
}

static bool sign_nothing(struct edit *edit) {
  struct vector other = *edit->twin;
  reqsig_scheme altered = *edit->twin->scheme;
  memset(altered.message, 0, sizeof altered.message);
  other.scheme = &altered;
  return !edit_is_built_in(edit) &&
         tell_signature(edit, edit_take_signature(edit, &other), " of an empty message");
}

/* As by who forgets that part: whoever leaves it out verifies that. */
static bool sign_without_a_part(struct edit *edit) {
  static const struct {
    rs_source source;
    const char *words;
  } parts[] = {{RS_FROM_BODY, " of a message without the body"},
               {RS_FROM_PATH, " of a message without the path"},
               {RS_FROM_METHOD, " of a message without the method"},
               {RS_FROM_TIMESTAMP, " of a message without the timestamp"},
               {RS_FROM_CREDENTIAL, " of a message without the credential"},
               {RS_FROM_NONCE, " of a message without the nonce"}};
  size_t num = sizeof parts / sizeof *parts - (recipe_has_nonce(edit->twin->scheme) ? 0 : 1);
  size_t i = random_below(&edit->generator->random, num);
  const rs_variation left_out = {.kind = RS_VARY_DROP, .at = parts[i].source};
  reqsig_scheme altered = *edit->twin->scheme;
  struct vector other = *edit->twin;
  other.scheme = &altered;
  if (!rs_variation_apply(&left_out, &altered)) return false;
  return tell_signature(edit, edit_take_signature(edit, &other), parts[i].words);
}

edit_fn *const edits_of_macs[] = {sign_another_request,    sign_path_in_other_case,
                                  sign_another_method,     sign_a_second_later,
                                  sign_without_a_part,     sign_nothing,
                                  sign_path_in_lower_case, change_behind_zero_byte,
                                  sign_with_empty_key,     NULL};
