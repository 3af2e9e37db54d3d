#include <stdio.h>

#include "base/escape.h"
#include "base/text.h"
#include "commands/explain.h"
#include "lib/base64.h"
#include "lib/bytes.h"
#include "lib/context.h"
#include "lib/hex.h"

enum { MAX_TEXT = 256, LEAST_BASE64 = 16 };

/* A decoder without room answers MALFORMED, or that the text is right. */
static bool is_hex(reqsig_slice text) {
  reqsig_buffer nothing = {NULL, 0, 0};
  return rs_hex_decode(text, RS_HEX_ANY_CASE, &nothing) != REQSIG_ERR_MALFORMED;
}

/* Short words are base64 by accident. */
static bool is_base64(reqsig_slice text) {
  reqsig_buffer nothing = {NULL, 0, 0};
  return text.len >= LEAST_BASE64 && rs_base64_decode(text, &nothing) != REQSIG_ERR_MALFORMED;
}

static const char *class_of(reqsig_slice key) {
  if (is_hex(key)) return "all of them hex digits";
  if (is_base64(key)) return "all of them characters of base64";
  for (size_t i = 0; i < key.len; i++)
    if (key.data[i] > '~')
      return escape_is_plain(key, true) ? "with letters that are not ASCII" : "not all of them ASCII or seen";
  return escape_is_plain(key, false) ? "printable ASCII"
                                     : "with a backslash, or with bytes that are not seen";
}

static void print_use(const struct explain *explain, reqsig_slice key) {
  char text[MAX_TEXT];
  if (explain->recipe->mac.key_form == RS_KEY_BASE64_DECODED)
    snprintf(text, sizeof text, "The bytes that this base64 stands for are the key.");
  else if (is_hex(key) || is_base64(key))
    snprintf(text, sizeof text, "%s %zu character%s %s the key: nothing is decoded.",
             key.len == 1 ? "This" : "These", key.len, text_plural(key.len),
             key.len == 1 ? "itself is" : "themselves are");
  else
    return;
  page_text(&explain->page, text);
}

void explain_key(struct explain *explain) {
  const reqsig_scheme *recipe = explain->recipe;
  const reqsig_step *step = explain_steps_find(&explain->steps, REQSIG_STEP_KEY);
  reqsig_slice key = rs_context_of(&explain->opened->context)->credentials[recipe->mac.key];
  char text[MAX_TEXT];
  snprintf(text, sizeof text, "The key: %s", step->what);
  page_heading(&explain->page, text, step->clause);
  snprintf(text, sizeof text, "%zu byte%s, %s.", key.len, text_plural(key.len), class_of(key));
  page_text(&explain->page, text);
  print_use(explain, key);
}
