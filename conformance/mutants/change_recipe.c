/* The message's parts, the key and its steps, as signers take them wrongly. */
#include <string.h>

#include "lib/bytes.h"
#include "mutants/mistakes.h"

/* The nth part, from 1, that is no fixed text; NULL if there are not so many. */
static rs_part *part_at(reqsig_scheme *recipe, size_t nth) {
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS && recipe->message[i].from; i++)
    if (recipe->message[i].from != RS_FROM_LITERAL && --nth == 0) return &recipe->message[i];
  return NULL;
}

/* Fixed text and separators stay where they are. */
bool recipe_parts_swapped(struct arena *arena, size_t nth, reqsig_scheme *recipe) {
  (void)arena;
  rs_part *first = part_at(recipe, nth), *second = part_at(recipe, nth + 1);
  if (!first || !second) return false;
  rs_part kept = *first;
  *first = *second;
  first->glued = kept.glued;
  first->group = kept.group;
  kept.glued = second->glued;
  kept.group = second->group;
  *second = kept;
  return true;
}

bool recipe_time_first(struct arena *arena, size_t nth, reqsig_scheme *recipe) {
  (void)arena, (void)nth;
  const rs_variation dropped = {.kind = RS_VARY_DROP, .at = RS_FROM_TIMESTAMP};
  if (recipe->message[0].from == RS_FROM_TIMESTAMP || !rs_variation_apply(&dropped, recipe)) return false;
  const rs_variation first = {
      .kind = RS_VARY_BEFORE, .at = recipe->message[0].from, .part = {RS_FROM_TIMESTAMP}};
  return rs_variation_apply(&first, recipe);
}

bool recipe_digest_kept(struct arena *arena, size_t nth, reqsig_scheme *recipe) {
  (void)arena, (void)nth;
  bool is_any = false;
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++) {
    rs_header_rule *rule = &recipe->headers[i];
    if (rule->value[0].from != RS_FROM_BODY || rule->place == RS_IN_QUERY) continue;
    rule->sending = RS_SENT_UNLESS_PRESENT;
    is_any = true;
  }
  return is_any;
}

static size_t num_steps(const reqsig_scheme *recipe) {
  size_t num = 0;
  while (recipe->mac.steps && recipe->mac.steps[num].from) num++;
  return num;
}

static rs_part *take_steps(struct arena *arena, reqsig_scheme *recipe) {
  size_t num = num_steps(recipe);
  rs_part *steps = arena_get_array(arena, num + 1, sizeof *steps);
  memset(steps, 0, (num + 1) * sizeof *steps);
  memcpy(steps, recipe->mac.steps, num * sizeof *steps);
  recipe->mac.steps = steps;
  return steps;
}

/* Without its only step the key has none. */
bool recipe_step_lost(struct arena *arena, size_t nth, reqsig_scheme *recipe) {
  size_t num = num_steps(recipe);
  if (num < 2 || nth > num) return false;
  rs_part *steps = take_steps(arena, recipe);
  memmove(&steps[nth - 1], &steps[nth], (num + 1 - nth) * sizeof *steps);
  return true;
}

bool recipe_steps_swapped(struct arena *arena, size_t nth, reqsig_scheme *recipe) {
  if (nth >= num_steps(recipe)) return false;
  rs_part *steps = take_steps(arena, recipe), first = steps[nth - 1];
  steps[nth - 1] = steps[nth];
  steps[nth] = first;
  return true;
}

bool recipe_no_steps(struct arena *arena, size_t nth, reqsig_scheme *recipe) {
  (void)arena, (void)nth;
  bool has = recipe->mac.steps != NULL;
  recipe->mac.steps = NULL;
  return has;
}

bool recipe_key_text_lost(struct arena *arena, size_t nth, reqsig_scheme *recipe) {
  (void)arena, (void)nth;
  rs_mac_rule *mac = &recipe->mac;
  bool has = mac->key_before.len + mac->key_behind.len > 0;
  mac->key_before = mac->key_behind = rs_slice("", 0);
  return has;
}

bool recipe_other_key_lost(struct arena *arena, size_t nth, reqsig_scheme *recipe) {
  (void)arena, (void)nth;
  bool has = recipe->mac.is_joined;
  recipe->mac.is_joined = false;
  return has;
}

bool recipe_secret_alone(struct arena *arena, size_t nth, reqsig_scheme *recipe) {
  int num = recipe_no_steps(arena, nth, recipe);
  num += recipe_key_text_lost(arena, nth, recipe);
  num += recipe_other_key_lost(arena, nth, recipe);
  return num >= 2;
}

bool recipe_key_prefix_kept(struct arena *arena, size_t nth, reqsig_scheme *recipe) {
  (void)arena, (void)nth;
  bool has = recipe->mac.key_cut.len > 0;
  recipe->mac.key_cut = rs_slice("", 0);
  return has;
}

bool recipe_base64_key_as_text(struct arena *arena, size_t nth, reqsig_scheme *recipe) {
  (void)arena, (void)nth;
  rs_key_form *form = &recipe->mac.key_form;
  bool is_base64 = *form == RS_KEY_BASE64_DECODED || *form == RS_KEY_BASE64URL_DECODED;
  if (is_base64) *form = RS_KEY_AS_IS;
  return is_base64;
}

bool recipe_key_not_percent_encoded(struct arena *arena, size_t nth, reqsig_scheme *recipe) {
  (void)arena, (void)nth;
  bool is_encoded = recipe->mac.key_form == RS_KEY_PERCENT_ENCODED;
  if (is_encoded) recipe->mac.key_form = RS_KEY_AS_IS;
  return is_encoded;
}

bool recipe_valid_until_now(struct arena *arena, size_t nth, reqsig_scheme *recipe) {
  (void)arena, (void)nth;
  bool has = recipe->time.lifetime_ms > 0;
  recipe->time.lifetime_ms = 0;
  return has;
}

bool recipe_credential_plain(struct arena *arena, size_t nth, reqsig_scheme *recipe) {
  (void)arena, (void)nth;
  bool is_any = false;
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++)
    for (size_t k = 0; k < RS_MAX_VALUE_PARTS; k++) {
      rs_part *part = &recipe->headers[i].value[k];
      if (part->from != RS_FROM_CREDENTIAL || !rs_is_hmac(part->transforms[0])) continue;
      part->transforms[0] = RS_AS_IS;
      is_any = true;
    }
  return is_any;
}

static bool replace_line_feeds(struct arena *arena, const char *with, reqsig_slice *from) {
  struct text to = {0};
  const struct transform replaced = {transform_replace, "\n", with};
  bool is_any = replaced.make(&replaced, NULL, *from, &to);
  if (is_any) *from = rs_slice(arena_copy(arena, text_slice(&to)), to.len);
  text_free(&to);
  return is_any;
}

static bool write_line_feeds(struct arena *arena, const char *as, reqsig_scheme *recipe) {
  bool is_any = replace_line_feeds(arena, as, &recipe->separator);
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS; i++)
    if (recipe->message[i].from == RS_FROM_LITERAL)
      is_any |= replace_line_feeds(arena, as, &recipe->message[i].literal);
  return is_any;
}

bool recipe_line_feeds_as_typed(struct arena *arena, size_t nth, reqsig_scheme *recipe) {
  (void)nth;
  return write_line_feeds(arena, "\\n", recipe);
}

bool recipe_line_feeds_as_crlf(struct arena *arena, size_t nth, reqsig_scheme *recipe) {
  (void)nth;
  return write_line_feeds(arena, "\r\n", recipe);
}

static bool is_host(const rs_part *part) {
  return part->from == RS_FROM_HEADER && rs_slice_equal_ignoring_case(part->literal, RS_LITERAL("host"));
}

/* "https" and all behind it, at the end of the text before the host; nothing if that is no URL's beginning.
 */
static reqsig_slice https_in(const rs_part *part) {
  for (size_t at = 0; part->from == RS_FROM_LITERAL && at < part->literal.len; at++)
    if (rs_slice_starts_with(rs_slice_after(part->literal, at), RS_LITERAL("https")))
      return rs_slice_after(part->literal, at);
  return rs_slice(NULL, 0);
}

bool recipe_http(struct arena *arena, size_t nth, reqsig_scheme *recipe) {
  (void)nth;
  for (size_t i = 0; i + 1 < RS_MAX_MESSAGE_PARTS; i++) {
    rs_part *part = &recipe->message[i];
    reqsig_slice https = https_in(part);
    if (https.len == 0 || !is_host(&part[1])) continue;
    size_t before = part->literal.len - https.len + 4;
    char *text = arena_copy(arena, part->literal);
    memmove(text + before, text + before + 1, https.len - 5);
    part->literal = rs_slice(text, part->literal.len - 1);
    return true;
  }
  return false;
}

static void drop_parts(rs_part *parts, size_t at, size_t num) {
  size_t behind = RS_MAX_MESSAGE_PARTS - at - num;
  memmove(&parts[at], &parts[at + num], behind * sizeof *parts);
  memset(&parts[at + behind], 0, num * sizeof *parts);
}

bool recipe_url_begin_lost(struct arena *arena, size_t nth, reqsig_scheme *recipe) {
  (void)arena, (void)nth;
  for (size_t i = 0; i + 1 < RS_MAX_MESSAGE_PARTS; i++) {
    rs_part *part = &recipe->message[i];
    reqsig_slice https = https_in(part);
    if (https.len == 0 || !is_host(&part[1])) continue;
    part->literal.len -= https.len;
    bool is_kept = part->literal.len > 0;
    drop_parts(recipe->message, i + is_kept, 2 - is_kept);
    return recipe->message[0].from != RS_FROM_NOTHING;
  }
  return false;
}

bool recipe_list_plain(struct arena *arena, size_t nth, reqsig_scheme *recipe) {
  (void)arena, (void)nth;
  bool is_any = false;
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS; i++) {
    rs_part *part = &recipe->message[i];
    if (part->from != RS_FROM_LIST || part->transforms[0] != RS_PERCENT_ENCODED) continue;
    part->transforms[0] = RS_AS_IS;
    is_any = true;
  }
  return is_any;
}

static bool sign_credential(reqsig_scheme *recipe, size_t credential) {
  rs_variation edit = {.kind = RS_VARY_BEFORE, .at = recipe->message[0].from};
  edit.part = (rs_part){.from = RS_FROM_CREDENTIAL, .credential = (uint8_t)credential};
  return rs_variation_apply(&edit, recipe);
}

static size_t shown_credential(const reqsig_scheme *recipe) {
  size_t i = 0;
  while (i < RS_MAX_CREDENTIALS - 1 && recipe->credentials[i].secret) i++;
  return i;
}

bool mistake_varies(const struct mistake *mistake) {
  return mistake->list.make || mistake->recipe.make || mistake->variations[0].kind ||
         mistake->shown_credential_signed || mistake->key_signed;
}

bool mistake_vary(struct arena *arena, const struct mistake *mistake, reqsig_scheme *recipe) {
  bool has = true;
  if (mistake->list.make) has = change_lists(arena, &mistake->list, recipe);
  if (mistake->recipe.make) has &= mistake->recipe.make(arena, mistake->recipe.nth, recipe);
  for (size_t i = 0; i < RS_MAX_VARIATIONS && mistake->variations[i].kind; i++)
    has &= rs_variation_apply(&mistake->variations[i], recipe);
  if (mistake->shown_credential_signed) has &= sign_credential(recipe, shown_credential(recipe));
  if (mistake->key_signed) has &= sign_credential(recipe, recipe->mac.key);
  return has;
}
