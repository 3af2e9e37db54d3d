#include <string.h>

#include "bytes.h"
#include "recipe.h"

const rs_profile *rs_profile_find(const reqsig_scheme *scheme, const char *name) {
  for (const rs_profile *profile = scheme->profiles; profile && profile->info.name; profile++)
    if (strcmp(profile->info.name, name) == 0) return profile;
  return NULL;
}

/* Forms are dropped and added: both change them. */
static rs_variation_kind thing_changed(const rs_variation *variation) {
  return variation->kind == RS_VARY_PLAIN ? RS_VARY_TRANSFORM : variation->kind;
}

static bool changes(const rs_profile *profile, const rs_variation *as) {
  for (size_t i = 0; i < RS_MAX_VARIATIONS && profile->variations[i].kind; i++)
    if (thing_changed(&profile->variations[i]) == thing_changed(as) && profile->variations[i].at == as->at)
      return true;
  return false;
}

bool rs_profiles_clash(const rs_profile *one, const rs_profile *other) {
  for (size_t i = 0; i < RS_MAX_VARIATIONS && one->variations[i].kind; i++)
    if (changes(other, &one->variations[i])) return true;
  return false;
}

reqsig_status rs_profiles_apply(const char *const *names, size_t num_names, reqsig_scheme *recipe) {
  for (size_t i = 0; i < num_names; i++) {
    if (!names[i]) return REQSIG_ERR_ARGUMENT;
    for (size_t k = 0; k < i; k++)
      if (strcmp(names[i], names[k]) == 0) return REQSIG_ERR_PROFILE_UNKNOWN;
    const rs_profile *profile = rs_profile_find(recipe, names[i]);
    if (!profile) return REQSIG_ERR_PROFILE_UNKNOWN;
    for (size_t k = 0; k < i; k++)
      if (rs_profiles_clash(profile, rs_profile_find(recipe, names[k]))) return REQSIG_ERR_PROFILES_CLASH;
    for (size_t k = 0; k < RS_MAX_VARIATIONS && profile->variations[k].kind; k++)
      rs_variation_apply(&profile->variations[k], recipe);
  }
  return REQSIG_OK;
}

_Static_assert(sizeof(reqsig_scheme) + RS_MAX_GAP <= REQSIG_VARIED_ROOM,
               "REQSIG_VARIED_ROOM has room for a recipe");

reqsig_status reqsig_scheme_vary(const reqsig_scheme *scheme, const char *const *profiles,
                                 size_t num_profiles, reqsig_buffer *memory, const reqsig_scheme **varied) {
  if (!scheme || !varied || (num_profiles > 0 && (!profiles || !memory))) return REQSIG_ERR_ARGUMENT;
  *varied = num_profiles == 0 ? scheme : NULL;
  if (num_profiles == 0) return REQSIG_OK;
  size_t begin = memory->len;
  if (!rs_reserve(memory, REQSIG_VARIED_ROOM)) return REQSIG_ERR_BUFFER_TOO_SMALL;
  memory->len = begin;
  reqsig_scheme *recipe = rs_reserve_aligned(memory, sizeof *recipe);
  *recipe = *scheme;
  reqsig_status status = rs_profiles_apply(profiles, num_profiles, recipe);
  recipe->profiles = NULL;
  if (status == REQSIG_OK)
    *varied = recipe;
  else
    memory->len = begin;
  return status;
}
