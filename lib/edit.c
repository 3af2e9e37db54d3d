#include <string.h>

#include "recipe.h"

const rs_profile *rs_profile_find(const reqsig_scheme *scheme, const char *name) {
  for (const rs_profile *profile = scheme->profiles; profile && profile->info.name; profile++)
    if (strcmp(profile->info.name, name) == 0) return profile;
  return NULL;
}

/* A part that falls back to the query is the body's part still, so that edits fit in any order. */
static bool draws_on(const rs_part *part, rs_source at) {
  return part->from == at || (part->from == RS_FROM_BODY_OR_QUERY && at == RS_FROM_BODY);
}

static bool edit_cut(const rs_edit *edit, rs_part *part) {
  if (part->cut == edit->cut) return false;
  part->cut = edit->cut;
  return true;
}

static bool drop_forms(rs_part *part) {
  if (part->forms[0] == RS_AS_IS) return false;
  memset(part->forms, 0, sizeof part->forms);
  return true;
}

static bool edit_part(const rs_edit *edit, rs_part *part) {
  if (!draws_on(part, edit->at)) return false;
  switch (edit->kind) {
  case RS_EDIT_SOURCE: part->from = edit->source; return true;
  case RS_EDIT_OMIT: part->omit = edit->omit; return true;
  case RS_EDIT_CUT: return edit_cut(edit, part);
  case RS_EDIT_PLAIN: return drop_forms(part);
  case RS_EDIT_FORM:
    for (size_t i = 0; i < RS_MAX_FORMS; i++) {
      if (part->forms[i] != RS_AS_IS) continue;
      part->forms[i] = edit->form;
      return true;
    }
    return false;
  default: return false;
  }
}

/* A header that repeats a part of the message, as Content-MD5 does, is varied with it. */
static bool edit_parts(const rs_edit *edit, reqsig_scheme *recipe) {
  bool fits = false;
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS; i++) fits |= edit_part(edit, &recipe->message[i]);
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++)
    for (size_t k = 0; k < RS_MAX_VALUE_PARTS; k++) fits |= edit_part(edit, &recipe->headers[i].value[k]);
  return fits;
}

static bool insert_part(const rs_edit *edit, reqsig_scheme *recipe) {
  rs_part *parts = recipe->message;
  if (parts[RS_MAX_MESSAGE_PARTS - 1].from) return false;
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS - 1; i++) {
    if (parts[i].from != edit->at) continue;
    size_t at = edit->kind == RS_EDIT_BEFORE ? i : i + 1;
    memmove(&parts[at + 1], &parts[at], (RS_MAX_MESSAGE_PARTS - at - 1) * sizeof *parts);
    parts[at] = edit->part;
    parts[at].glued = edit->kind == RS_EDIT_AFTER || parts[at + 1].glued;
    if (edit->kind == RS_EDIT_BEFORE) parts[at + 1].glued = true;
    return true;
  }
  return false;
}

static bool drop_part(const rs_edit *edit, reqsig_scheme *recipe) {
  rs_part *parts = recipe->message;
  size_t num_left = 0;
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS; i++)
    if (!draws_on(&parts[i], edit->at)) parts[num_left++] = parts[i];
  if (num_left == RS_MAX_MESSAGE_PARTS) return false;
  memset(&parts[num_left], 0, (RS_MAX_MESSAGE_PARTS - num_left) * sizeof *parts);
  return true;
}

static bool bears(const rs_header_rule *rule, rs_source at) {
  for (size_t i = 0; i < RS_MAX_VALUE_PARTS; i++)
    if (draws_on(&rule->value[i], at)) return true;
  return false;
}

static bool edit_sending(const rs_edit *edit, reqsig_scheme *recipe) {
  bool fits = false;
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++) {
    if (!bears(&recipe->headers[i], edit->at)) continue;
    recipe->headers[i].sending = edit->sending;
    fits = true;
  }
  return fits;
}

static bool drop_header(const rs_edit *edit, reqsig_scheme *recipe) {
  rs_header_rule *headers = recipe->headers;
  size_t num_left = 0;
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++)
    if (!bears(&headers[i], edit->at)) headers[num_left++] = headers[i];
  if (num_left == REQSIG_MAX_ADDED_HEADERS) return false;
  memset(&headers[num_left], 0, (REQSIG_MAX_ADDED_HEADERS - num_left) * sizeof *headers);
  return true;
}

static bool edit_separator(const rs_edit *edit, reqsig_scheme *recipe) {
  bool joins = recipe->message[0].from && recipe->message[1].from;
  if (!joins || rs_slice_equal(recipe->separator, edit->separator)) return false;
  recipe->separator = edit->separator;
  return true;
}

static bool edit_digest(const rs_edit *edit, reqsig_scheme *recipe) {
  if (recipe->mac.digest == edit->digest) return false;
  recipe->mac.digest = edit->digest;
  return true;
}

static bool edit_encoding(const rs_edit *edit, reqsig_scheme *recipe) {
  if (recipe->encoding.encoding == edit->encoding) return false;
  recipe->encoding.encoding = edit->encoding;
  return true;
}

static bool edit_window(const rs_edit *edit, reqsig_scheme *recipe) {
  if (recipe->time.place == RS_TIME_NOWHERE) return false;
  if (edit->window.given)
    recipe->time.window = edit->window;
  else if (recipe->time.window.given)
    recipe->time.window.exclusive = edit->window.exclusive;
  else
    return false;
  return true;
}

static bool edit_time_format(const rs_edit *edit, reqsig_scheme *recipe) {
  if (recipe->time.place == RS_TIME_NOWHERE) return false;
  recipe->time.format = edit->time_format;
  return true;
}

static bool accept_upper_case(reqsig_scheme *recipe) {
  recipe->encoding.upper_case_accepted = recipe->encoding.encoding == RS_HEX;
  return recipe->encoding.upper_case_accepted;
}

static bool accept_unpadded(reqsig_scheme *recipe) {
  recipe->encoding.unpadded_accepted = recipe->encoding.encoding == RS_BASE64;
  return recipe->encoding.unpadded_accepted;
}

static bool has_prefix(const rs_header_rule *rule) {
  for (size_t i = 1; i < RS_MAX_VALUE_PARTS; i++)
    if (rule->value[i].from == RS_FROM_MAC && rule->value[i - 1].from == RS_FROM_LITERAL) return true;
  return false;
}

static bool accept_no_prefix(reqsig_scheme *recipe) {
  recipe->encoding.prefix_optional = false;
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++)
    recipe->encoding.prefix_optional |= has_prefix(&recipe->headers[i]);
  return recipe->encoding.prefix_optional;
}

bool rs_edit_apply(const rs_edit *edit, reqsig_scheme *recipe) {
  switch (edit->kind) {
  case RS_EDIT_SOURCE:
  case RS_EDIT_FORM:
  case RS_EDIT_OMIT:
  case RS_EDIT_CUT:
  case RS_EDIT_PLAIN: return edit_parts(edit, recipe);
  case RS_EDIT_BEFORE:
  case RS_EDIT_AFTER: return insert_part(edit, recipe);
  case RS_EDIT_TIME_FORMAT: return edit_time_format(edit, recipe);
  case RS_EDIT_WINDOW: return edit_window(edit, recipe);
  case RS_EDIT_KEY_FORM: recipe->mac.key_form = edit->key_form; return true;
  case RS_EDIT_SIGNS: recipe->signs = edit->signs; return true;
  case RS_EDIT_ACCEPT_UPPER_CASE: return accept_upper_case(recipe);
  case RS_EDIT_ACCEPT_UNPADDED: return accept_unpadded(recipe);
  case RS_EDIT_ACCEPT_NO_PREFIX: return accept_no_prefix(recipe);
  case RS_EDIT_DROP: return drop_part(edit, recipe);
  case RS_EDIT_SEPARATOR: return edit_separator(edit, recipe);
  case RS_EDIT_DIGEST: return edit_digest(edit, recipe);
  case RS_EDIT_ENCODING: return edit_encoding(edit, recipe);
  case RS_EDIT_SENDING: return edit_sending(edit, recipe);
  case RS_EDIT_UNSENT: return drop_header(edit, recipe);
  case RS_EDIT_NONE: break;
  }
  return false;
}
