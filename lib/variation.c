#include <string.h>

#include "recipe.h"

/* A part that falls back to the query still counts as the body's, so that variations fit in any order. */
bool rs_part_draws_on(const rs_part *part, rs_source at) {
  return part->from == at || (part->from == RS_FROM_BODY_OR_QUERY && at == RS_FROM_BODY);
}

/* Whether a parameter that signing adds is of that source. */
static bool adds_parameter(const reqsig_scheme *recipe, rs_source from) {
  bool adds = false;
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++)
    for (size_t k = 0; k < RS_MAX_VALUE_PARTS; k++)
      adds |= recipe->headers[i].value[k].from == from && recipe->headers[i].place == RS_IN_QUERY;
  return adds;
}

bool rs_part_lists(const reqsig_scheme *recipe, const rs_part *part, rs_source from) {
  if (part->from != RS_FROM_LIST) return false;
  rs_pairs_of each = recipe->lists[part->list].each;
  switch (from) {
  case RS_FROM_QUERY: return each & RS_PAIRS_OF_QUERY;
  case RS_FROM_BODY: return each & RS_PAIRS_OF_FORM;
  case RS_FROM_TIMESTAMP:
  case RS_FROM_NONCE: return each & RS_PAIRS_OF_QUERY && adds_parameter(recipe, from);
  default: return false;
  }
}

size_t rs_part_behind(const reqsig_scheme *recipe, size_t at) {
  uint8_t group = recipe->message[at++].group;
  while (group > 0 && at < RS_MAX_MESSAGE_PARTS && recipe->message[at].group == group) at++;
  return at;
}

const rs_part *rs_part_find(const reqsig_scheme *recipe, rs_source at) {
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS; i++)
    if (rs_part_draws_on(&recipe->message[i], at)) return &recipe->message[i];
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++)
    for (size_t k = 0; k < RS_MAX_VALUE_PARTS; k++)
      if (rs_part_draws_on(&recipe->headers[i].value[k], at)) return &recipe->headers[i].value[k];
  return NULL;
}

static bool vary_cut(const rs_variation *variation, rs_part *part) {
  if (part->cut == variation->cut) return false;
  part->cut = variation->cut;
  return true;
}

static bool drop_transforms(rs_part *part) {
  if (part->transforms[0] == RS_AS_IS) return false;
  memset(part->transforms, 0, sizeof part->transforms);
  return true;
}

static bool vary_part(const rs_variation *variation, rs_part *part) {
  if (!rs_part_draws_on(part, variation->at)) return false;
  switch (variation->kind) {
  case RS_VARY_SOURCE: part->from = variation->source; return true;
  case RS_VARY_OMIT: part->omit = variation->omit; return true;
  case RS_VARY_CUT: return vary_cut(variation, part);
  case RS_VARY_PLAIN: return drop_transforms(part);
  case RS_VARY_TRANSFORM:
    for (size_t i = 0; i < RS_MAX_TRANSFORMS; i++) {
      if (part->transforms[i] != RS_AS_IS) continue;
      part->transforms[i] = variation->transform;
      return true;
    }
    return false;
  default: return false;
  }
}

/* A header that repeats a part of the message, such as Content-MD5, varies with it. The timestamp is sent in
 * its own format, by which a verifier reads it. */
static bool vary_parts(const rs_variation *variation, reqsig_scheme *recipe) {
  bool fits = false;
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS; i++) fits |= vary_part(variation, &recipe->message[i]);
  if (variation->at == RS_FROM_TIMESTAMP) return fits;
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++)
    for (size_t k = 0; k < RS_MAX_VALUE_PARTS; k++)
      fits |= vary_part(variation, &recipe->headers[i].value[k]);
  return fits;
}

static bool insert_part(const rs_variation *variation, reqsig_scheme *recipe) {
  rs_part *parts = recipe->message;
  if (parts[RS_MAX_MESSAGE_PARTS - 1].from) return false;
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS - 1; i++) {
    if (parts[i].from != variation->at) continue;
    size_t at = variation->kind == RS_VARY_BEFORE ? i : i + 1;
    memmove(&parts[at + 1], &parts[at], (RS_MAX_MESSAGE_PARTS - at - 1) * sizeof *parts);
    parts[at] = variation->part;
    parts[at].group = parts[at == i ? i + 1 : i].group;
    parts[at].glued = variation->kind == RS_VARY_AFTER || parts[at + 1].glued;
    if (variation->kind == RS_VARY_BEFORE) parts[at + 1].glued = true;
    return true;
  }
  return false;
}

static bool drop_part(const rs_variation *variation, reqsig_scheme *recipe) {
  rs_part *parts = recipe->message;
  size_t num_left = 0;
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS; i++)
    if (!rs_part_draws_on(&parts[i], variation->at)) parts[num_left++] = parts[i];
  if (num_left == RS_MAX_MESSAGE_PARTS) return false;
  memset(&parts[num_left], 0, (RS_MAX_MESSAGE_PARTS - num_left) * sizeof *parts);
  return true;
}

static bool has_part_from(const rs_header_rule *rule, rs_source at) {
  for (size_t i = 0; i < RS_MAX_VALUE_PARTS; i++)
    if (rs_part_draws_on(&rule->value[i], at)) return true;
  return false;
}

static bool vary_sending(const rs_variation *variation, reqsig_scheme *recipe) {
  bool fits = false;
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++) {
    if (!has_part_from(&recipe->headers[i], variation->at)) continue;
    recipe->headers[i].sending = variation->sending;
    fits = true;
  }
  return fits;
}

static bool drop_header(const rs_variation *variation, reqsig_scheme *recipe) {
  rs_header_rule *headers = recipe->headers;
  size_t num_left = 0;
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++)
    if (!has_part_from(&headers[i], variation->at)) headers[num_left++] = headers[i];
  if (num_left == REQSIG_MAX_ADDED_HEADERS) return false;
  memset(&headers[num_left], 0, (REQSIG_MAX_ADDED_HEADERS - num_left) * sizeof *headers);
  return true;
}

static bool vary_separator(const rs_variation *variation, reqsig_scheme *recipe) {
  bool joins = recipe->message[0].from && recipe->message[1].from;
  if (!joins || rs_slice_equal(recipe->separator, variation->separator)) return false;
  recipe->separator = variation->separator;
  return true;
}

static bool vary_digest(const rs_variation *variation, reqsig_scheme *recipe) {
  if (recipe->mac.digest == variation->digest) return false;
  recipe->mac.digest = variation->digest;
  return true;
}

static bool vary_encoding(const rs_variation *variation, reqsig_scheme *recipe) {
  if (recipe->encoding.encoding == variation->encoding) return false;
  recipe->encoding.encoding = variation->encoding;
  return true;
}

static bool vary_window(const rs_variation *variation, reqsig_scheme *recipe) {
  if (recipe->time.place == RS_TIME_NOWHERE) return false;
  if (variation->window.given)
    recipe->time.window = variation->window;
  else if (recipe->time.window.given)
    recipe->time.window.exclusive = variation->window.exclusive;
  else
    return false;
  return true;
}

static bool vary_time_format(const rs_variation *variation, reqsig_scheme *recipe) {
  if (recipe->time.place == RS_TIME_NOWHERE) return false;
  recipe->time.format = variation->time_format;
  return true;
}

static bool accept_upper_case(reqsig_scheme *recipe) {
  bool fits = recipe->encoding.encoding == RS_HEX;
  recipe->encoding.upper_case_accepted |= fits;
  return fits;
}

static bool accept_unpadded(reqsig_scheme *recipe) {
  bool fits = rs_encoding_is_padded(recipe->encoding.encoding);
  recipe->encoding.unpadded_accepted |= fits;
  return fits;
}

/* A literal between a key id and the MAC is no prefix: without it nobody can tell where the MAC begins.
 */
static bool has_prefix(const rs_header_rule *rule) {
  return rule->value[0].from == RS_FROM_LITERAL && rule->value[1].from == RS_FROM_MAC;
}

static bool accept_no_prefix(reqsig_scheme *recipe) {
  bool fits = false;
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++) fits |= has_prefix(&recipe->headers[i]);
  recipe->encoding.prefix_optional |= fits;
  return fits;
}

bool rs_variation_apply(const rs_variation *variation, reqsig_scheme *recipe) {
  switch (variation->kind) {
  case RS_VARY_SOURCE:
  case RS_VARY_TRANSFORM:
  case RS_VARY_OMIT:
  case RS_VARY_CUT:
  case RS_VARY_PLAIN: return vary_parts(variation, recipe);
  case RS_VARY_BEFORE:
  case RS_VARY_AFTER: return insert_part(variation, recipe);
  case RS_VARY_TIME_FORMAT: return vary_time_format(variation, recipe);
  case RS_VARY_WINDOW: return vary_window(variation, recipe);
  case RS_VARY_KEY_FORM: recipe->mac.key_form = variation->key_form; return true;
  case RS_VARY_SIGNS: recipe->signs = variation->signs; return true;
  case RS_VARY_ACCEPT_UPPER_CASE: return accept_upper_case(recipe);
  case RS_VARY_ACCEPT_UNPADDED: return accept_unpadded(recipe);
  case RS_VARY_ACCEPT_NO_PREFIX: return accept_no_prefix(recipe);
  case RS_VARY_DROP: return drop_part(variation, recipe);
  case RS_VARY_SEPARATOR: return vary_separator(variation, recipe);
  case RS_VARY_DIGEST: return vary_digest(variation, recipe);
  case RS_VARY_ENCODING: return vary_encoding(variation, recipe);
  case RS_VARY_SENDING: return vary_sending(variation, recipe);
  case RS_VARY_UNSENT: return drop_header(variation, recipe);
  case RS_VARY_NONE: break;
  }
  return false;
}
