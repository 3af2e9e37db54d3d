/* The section on the key that the message is signed with: all of it but its bytes. */
#include "base/arena.h"
#include "base/text.h"
#include "commands/explain.h"
#include "lib/base64.h"
#include "lib/context.h"
#include "lib/hex.h"
#include "request/opened_request.h"

enum { MIN_BASE64 = 16 };

/* A decoder without room answers MALFORMED, or that the text is right. */
static bool is_hex(reqsig_slice text) {
  reqsig_buffer nothing = {NULL, 0, 0};
  return rs_hex_decode(text, RS_HEX_ANY_CASE, &nothing) != REQSIG_ERR_MALFORMED;
}

/* A short word may have only base64 characters by chance. */
static bool is_base64(reqsig_slice text) {
  reqsig_buffer nothing = {NULL, 0, 0};
  return text.len >= MIN_BASE64 && rs_base64_decode(text, &nothing) != REQSIG_ERR_MALFORMED;
}

struct key_characters {
  bool beyond_ascii, invisible, backslash;
};

static struct key_characters look_at_characters(reqsig_slice key) {
  struct key_characters seen = {0};
  escape_unit unit;
  for (size_t at = 0, len; at < key.len; at += len) {
    len = escape_next(rs_slice_after(key, at), true, &unit);
    seen.beyond_ascii |= key.data[at] > 0x7F;
    seen.backslash |= key.data[at] == '\\';
    seen.invisible |= unit.escaped && key.data[at] != '\\';
  }
  return seen;
}

static const char *words_key_characters(reqsig_slice key) {
  if (is_hex(key)) return "all of them hex digits";
  if (is_base64(key)) return "all of them base64 characters";
  const struct key_characters seen = look_at_characters(key);
  if (seen.beyond_ascii && seen.invisible) return "some not ASCII, some invisible";
  if (seen.beyond_ascii) return "some not ASCII";
  if (seen.invisible) return "ASCII, some invisible";
  return seen.backslash ? "printable ASCII with a backslash" : "printable ASCII";
}

size_t explain_key_len(const struct explain *explain) {
  const rs_context *context = rs_context_of(&explain->opened->context);
  reqsig_buffer key = {NULL, 0, 0};
  rs_key_put(&explain->recipe->mac, context->credentials, &key);
  return key.len;
}

/* What stands behind the prefix that is cut off, or all of the secret. */
static reqsig_slice print_key_cut(const struct explain *explain, reqsig_slice secret) {
  reqsig_slice prefix = explain->recipe->mac.key_cut;
  struct text shown = {0};
  if (prefix.len == 0) return secret;
  text_add_escaped(&shown, prefix, false);
  if (rs_slice_starts_with(secret, prefix)) {
    secret = rs_slice_after(secret, prefix.len);
    page_textf(&explain->page, "Behind \"%s\": %zu byte%s, %s.", text_string(&shown), secret.len,
               text_plural(secret.len), words_key_characters(secret));
  } else {
    page_textf(&explain->page, "It does not begin with \"%s\": nothing is cut off.", text_string(&shown));
  }
  text_free(&shown);
  return secret;
}

static bool is_text_itself(const rs_mac_rule *rule) {
  return rule->key_form == RS_KEY_AS_IS && rule->key_before.len + rule->key_behind.len == 0 &&
         !rule->is_joined;
}

static void print_key_form(const struct explain *explain, reqsig_slice text) {
  static const char *const words[] = {
      [RS_KEY_AS_IS] = "The key is this text with what stands around it",
      [RS_KEY_BASE64_DECODED] = "The key is the bytes that this base64 text encodes",
      [RS_KEY_HEX_DECODED] = "The key is the bytes that these hex digits encode",
      [RS_KEY_BASE64URL_DECODED] = "The key is the bytes that this text encodes in base64 for URLs",
      [RS_KEY_PERCENT_ENCODED] = "The key is this text, percent-encoded"};
  const rs_mac_rule *rule = &explain->recipe->mac;
  size_t len = explain_key_len(explain);
  if (!is_text_itself(rule))
    page_textf(&explain->page, "%s: %zu byte%s.", words[rule->key_form], len, text_plural(len));
  else if (is_hex(text) || is_base64(text))
    page_text(&explain->page, "The key is this text itself: nothing is decoded.");
  else if (rule->key_cut.len > 0)
    page_text(&explain->page, "The key is this text itself.");
}

void explain_key(struct explain *explain) {
  const reqsig_scheme *recipe = explain->recipe;
  const reqsig_step *step = &explain_steps_find(&explain->steps, REQSIG_STEP_KEY)->step;
  reqsig_slice secret = rs_context_of(&explain->opened->context)->credentials[recipe->mac.key];
  page_headingf(&explain->page, step->clause, "The key: %s", step->what);
  page_textf(&explain->page, recipe->mac.key_cut.len > 0 ? "The secret: %zu byte%s, %s." : "%zu byte%s, %s.",
             secret.len, text_plural(secret.len), words_key_characters(secret));
  print_key_form(explain, print_key_cut(explain, secret));
}
