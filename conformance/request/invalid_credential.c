/* Why the library rejects a credential: it has one status for all of it. */
#include <string.h>

#include "base/arena.h"
#include "base/message.h"
#include "base/text.h"
#include "lib/context.h"
#include "lib/header_value.h"
#include "lib/request.h"
#include "request/opened_request.h"

/* The one that is rejected also when the others are harmless. */
static const reqsig_credential *find_invalid(const struct opened_request *opened) {
  const struct credentials *credentials = &opened->credentials;
  for (size_t i = 0; i < credentials->num_items; i++) {
    reqsig_credential items[RS_MAX_CREDENTIALS];
    reqsig_context context;
    for (size_t k = 0; k < credentials->num_items; k++)
      items[k] = k == i ? credentials->items[k]
                        : (reqsig_credential){credentials->items[k].name, reqsig_text("AAAA")};
    reqsig_status status = reqsig_context_init(&context, &opened->recipe, items, credentials->num_items);
    reqsig_context_wipe(&context);
    if (status == REQSIG_ERR_CREDENTIAL_INVALID) return &credentials->items[i];
  }
  return NULL;
}

static const char *words_in_header(const rs_header_rule *rule, size_t at, reqsig_slice value) {
  if (rule->place == RS_IN_HEADER && !rs_can_be_field_value(value))
    return "holds a byte that no header can carry: a control character, or a space or tab at its end or "
           "beginning";
  if (!rs_header_value_holds(rule, at, value))
    return "holds the text that stands before it in its header, or that parts its items, so that no verifier "
           "could read it back";
  return rule->place == RS_IN_CODED_HEADER
             ? "is too long for a header in base64, whose texts and credentials have 160 bytes at most"
             : NULL;
}

/* What no header can carry is looked at first in the library too. */
static const char *words_in_headers(const reqsig_scheme *scheme, const reqsig_credential *item) {
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && scheme->headers[i].name.len; i++)
    for (size_t k = 0; k < RS_MAX_VALUE_PARTS && scheme->headers[i].value[k].from; k++) {
      const rs_part *part = &scheme->headers[i].value[k];
      bool is_it = part->from == RS_FROM_CREDENTIAL && !rs_is_hmac(part->transforms[0]) &&
                   strcmp(scheme->credentials[part->credential].name, item->name) == 0;
      const char *words = is_it ? words_in_header(&scheme->headers[i], k, item->value) : NULL;
      if (words) return words;
    }
  return NULL;
}

static const char *words_of_form(rs_key_form form) {
  switch (form) {
  case RS_KEY_BASE64_DECODED: return "canonical, padded base64";
  case RS_KEY_BASE64URL_DECODED: return "canonical, padded base64 of the alphabet for URLs";
  case RS_KEY_HEX_DECODED: return "pairs of hex digits";
  default: return NULL;
  }
}

static bool is_of_form(rs_key_form form, reqsig_slice text) {
  const rs_mac_rule rule = {.key_form = form};
  reqsig_buffer key = {.capacity = 3 * text.len};
  key.data = memory_get(key.capacity);
  bool is_it = rs_key_put(&rule, &text, &key);
  buffer_release(&key);
  return is_it;
}

static void add_reason_of_key(struct text *reason, const struct opened_request *opened,
                              const reqsig_credential *item) {
  const reqsig_scheme *recipe = &opened->recipe;
  bool is_key = strcmp(recipe->credentials[recipe->mac.key].name, item->name) == 0;
  rs_key_form form = recipe->mac.key_form;
  reqsig_slice prefix = recipe->mac.key_cut, secret = item->value;
  bool is_cut = prefix.len > 0 && rs_slice_starts_with(secret, prefix);
  if (is_cut) secret = rs_slice_after(secret, prefix.len);
  if (!is_key || (secret.len > 0 && is_of_form(form, secret))) {
    text_add_string(reason, "makes the key too long, which has 4096 bytes at most");
    return;
  }
  text_add_string(reason, secret.len == 0 ? "is empty" : "is not ");
  if (secret.len > 0) text_add_string(reason, words_of_form(form));
  if (is_cut) text_add_string(reason, " without its prefix ");
  if (is_cut) text_add_escaped(reason, prefix, false);
  if (secret.len > 0)
    text_addf(reason, ", which is what the %s decodes",
              form == opened->scheme->mac.key_form ? "scheme" : "profile");
}

bool request_tell_invalid_credential(const struct opened_request *opened) {
  const reqsig_credential *item = find_invalid(opened);
  struct text reason = {0};
  if (!item) return false;
  const char *words = words_in_headers(opened->scheme, item);
  if (words)
    text_add_string(&reason, words);
  else
    add_reason_of_key(&reason, opened, item);
  message_error("%s: member \"%s\" %s", opened->credentials_path, item->name, text_string(&reason));
  text_free(&reason);
  return true;
}
