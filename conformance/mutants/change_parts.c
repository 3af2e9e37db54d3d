/* Digests in the message, and parts that only some requests have, as signers take them wrongly. */
#include <string.h>

#include "mutants/mistakes.h"

/* Changes one of a part's transforms, which is a digest; false if it is so already. */
typedef bool digest_fn(rs_transform *transforms, rs_transform *digest, size_t nth);

/* The MD5 digest in base64 has mistakes of its own, which are made of the digest. */
static rs_transform *find_digest(rs_transform *transforms) {
  for (size_t i = 0; i < RS_MAX_TRANSFORMS; i++)
    if (rs_is_digest(transforms[i]) && transforms[i] != RS_MD5_BASE64) return &transforms[i];
  return NULL;
}

static bool drop(rs_transform *transforms, rs_transform *dropped, size_t nth) {
  (void)nth;
  size_t behind = (size_t)(transforms + RS_MAX_TRANSFORMS - dropped) - 1;
  memmove(dropped, dropped + 1, behind * sizeof *dropped);
  transforms[RS_MAX_TRANSFORMS - 1] = RS_AS_IS;
  return true;
}

static bool encode_otherwise(rs_transform *transforms, rs_transform *digest, size_t nth) {
  static const rs_transform others[] = {
      [RS_SHA1_HEX] = RS_SHA1_BASE64,     [RS_SHA1_BASE64] = RS_SHA1_HEX,
      [RS_SHA256_HEX] = RS_SHA256_BASE64, [RS_SHA256_BASE64] = RS_SHA256_HEX,
      [RS_SHA512_HEX] = RS_SHA512_BASE64, [RS_SHA512_BASE64] = RS_SHA512_HEX,
      [RS_MD5_HEX] = RS_MD5_BASE64,       [RS_MD5_RAW] = RS_MD5_HEX,
      [RS_SHA1_RAW] = RS_SHA1_HEX,        [RS_SHA256_RAW] = RS_SHA256_HEX,
      [RS_SHA512_RAW] = RS_SHA512_HEX};
  (void)transforms, (void)nth;
  *digest = others[*digest];
  return true;
}

static bool write_in_upper_case(rs_transform *transforms, rs_transform *digest, size_t nth) {
  bool is_hex =
      *digest == RS_SHA1_HEX || *digest == RS_SHA256_HEX || *digest == RS_SHA512_HEX || *digest == RS_MD5_HEX;
  (void)nth;
  if (!is_hex || digest == transforms + RS_MAX_TRANSFORMS - 1 || digest[1] != RS_AS_IS) return false;
  digest[1] = RS_UPPER_CASE;
  return true;
}

static bool hash_otherwise(rs_transform *transforms, rs_transform *digest, size_t nth) {
  static const rs_transform by_form[][3] = {{RS_SHA1_HEX, RS_SHA256_HEX, RS_SHA512_HEX},
                                            {RS_SHA1_BASE64, RS_SHA256_BASE64, RS_SHA512_BASE64},
                                            {RS_SHA1_RAW, RS_SHA256_RAW, RS_SHA512_RAW}};
  bool in_base64 = *digest == RS_SHA1_BASE64 || *digest == RS_SHA256_BASE64 || *digest == RS_SHA512_BASE64;
  rs_transform was = *digest;
  (void)transforms;
  *digest = by_form[rs_is_raw(was) ? 2 : in_base64][nth - 1];
  return *digest != was;
}

/* What is signed alone: a header that repeats the digest stays right. */
static bool change_digests(reqsig_scheme *recipe, digest_fn *change, size_t nth, rs_group *groups) {
  bool is_any = false;
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS; i++) {
    rs_transform *digest = find_digest(recipe->message[i].transforms);
    if (digest) is_any |= change(recipe->message[i].transforms, digest, nth);
  }
  for (rs_group *group = groups; group && group->name; group++) {
    rs_transform *digest = find_digest(group->transforms);
    if (digest) is_any |= change(group->transforms, digest, nth);
  }
  return is_any;
}

static rs_group *take_groups(struct arena *arena, reqsig_scheme *recipe) {
  if (!recipe->groups) return NULL;
  rs_group *groups = arena_get_array(arena, RS_MAX_GROUPS + 1, sizeof *groups);
  memset(groups, 0, (RS_MAX_GROUPS + 1) * sizeof *groups);
  for (size_t i = 0; recipe->groups[i].name; i++) groups[i] = recipe->groups[i];
  recipe->groups = groups;
  return groups;
}

bool recipe_part_undigested(struct arena *arena, size_t nth, reqsig_scheme *recipe) {
  return change_digests(recipe, drop, nth, take_groups(arena, recipe));
}

bool recipe_part_encoded(struct arena *arena, size_t nth, reqsig_scheme *recipe) {
  return change_digests(recipe, encode_otherwise, nth, take_groups(arena, recipe));
}

bool recipe_part_upper(struct arena *arena, size_t nth, reqsig_scheme *recipe) {
  return change_digests(recipe, write_in_upper_case, nth, take_groups(arena, recipe));
}

bool recipe_part_hashed(struct arena *arena, size_t nth, reqsig_scheme *recipe) {
  return change_digests(recipe, hash_otherwise, nth, take_groups(arena, recipe));
}

/* A request has no method without a name. */
static bool set_conditions(reqsig_scheme *recipe, rs_condition condition, rs_group *groups) {
  bool is_any = false;
  (void)recipe;
  for (rs_group *group = groups; group && group->name; group++) {
    if (group->condition == RS_ALWAYS) continue;
    group->condition = condition;
    group->method = rs_slice("", 0);
    is_any = true;
  }
  return is_any;
}

bool recipe_part_always(struct arena *arena, size_t nth, reqsig_scheme *recipe) {
  (void)nth;
  return set_conditions(recipe, RS_ALWAYS, take_groups(arena, recipe));
}

bool recipe_part_never(struct arena *arena, size_t nth, reqsig_scheme *recipe) {
  (void)nth;
  return set_conditions(recipe, RS_IF_METHOD, take_groups(arena, recipe));
}
