#include "diagnose/search.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "lib/bytes.h"
#include "mutants/transforms.h"

static size_t num_rows(const struct mistake *rows) {
  size_t num = 0;
  while (rows[num].slug) num++;
  return num;
}

static void add_cause(struct arena *arena, struct cause_list *list, const reqsig_scheme *recipe,
                      struct cause cause) {
  char name[MISTAKE_MAX_NAME];
  if (!cause.name) cause.name = arena_copy_string(arena, mistake_name_in(cause.mistake, recipe, name));
  cause.order = list->count;
  list->items[list->count++] = cause;
}

/* A profile as a mistake: the same recipe varied in the same way. */
static void add_profile(struct arena *arena, struct cause_list *list, const reqsig_scheme *recipe,
                        const rs_profile *profile) {
  struct mistake *mistake = arena_get(arena, sizeof *mistake);
  mistake->slug = profile->info.name;
  memcpy(mistake->variations, profile->variations, sizeof mistake->variations);
  add_cause(arena, list, recipe, (struct cause){CAUSE_PROFILE, mistake, profile, profile->info.name});
}

/* The register numbers mistakes by how often they are reported. */
static int compare(const void *first, const void *second) {
  const struct cause *a = first, *b = second;
  if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
  if (a->kind == CAUSE_MISTAKE && a->mistake->number != b->mistake->number)
    return a->mistake->number < b->mistake->number ? -1 : 1;
  return a->order < b->order ? -1 : 1;
}

/* Of all that gives a message without its last line end, that mistake changes least. */
static size_t order_of(const struct cause *cause, size_t place) {
  return strcmp(cause->name, "sent-differs-from-signed/last-line-end") == 0 ? 0 : place + 1;
}

static bool is_signers(const struct mistake *mistake, const reqsig_scheme *recipe, uint64_t traits) {
  return !mistake->verify && mistake_fits_traits(mistake, recipe, traits) &&
         !mistake_is_profile(mistake, recipe);
}

static void add_rows(struct arena *arena, struct cause_list *list, enum cause_kind kind,
                     const struct mistake *rows, const reqsig_scheme *recipe, uint64_t traits) {
  for (; rows->slug; rows++)
    if (is_signers(rows, recipe, traits))
      add_cause(arena, list, recipe, (struct cause){.kind = kind, .mistake = rows});
}

struct cause_list causes_of(struct arena *arena, const reqsig_scheme *recipe) {
  size_t max = 0;
  uint64_t traits = recipe_traits(recipe);
  while (mistake_at(max)) max++;
  max += num_rows(mistakes_of_files) + num_rows(more_mistakes) + num_rows(mistakes_of_scheme_files) +
         num_rows(mistakes_of_scheme_messages);
  for (const rs_profile *profile = recipe->profiles; profile && profile->info.name; profile++) max++;
  struct cause_list list = {arena_get_array(arena, max, sizeof *list.items), 0};
  add_rows(arena, &list, CAUSE_FILE, mistakes_of_files, recipe, traits);
  for (const rs_profile *profile = recipe->profiles; profile && profile->info.name; profile++)
    add_profile(arena, &list, recipe, profile);
  for (size_t i = 0; mistake_at(i); i++)
    if (is_signers(mistake_at(i), recipe, traits))
      add_cause(arena, &list, recipe, (struct cause){.kind = CAUSE_MISTAKE, .mistake = mistake_at(i)});
  add_rows(arena, &list, CAUSE_MISTAKE, more_mistakes, recipe, traits);
  add_rows(arena, &list, CAUSE_MISTAKE, mistakes_of_scheme_files, recipe, traits);
  add_rows(arena, &list, CAUSE_MISTAKE, mistakes_of_scheme_messages, recipe, traits);
  qsort(list.items, list.count, sizeof *list.items, compare);
  for (size_t i = 0; i < list.count; i++) list.items[i].order = order_of(&list.items[i], i);
  return list;
}

struct cause_list causes_of_verifiers(struct arena *arena, const reqsig_scheme *recipe) {
  size_t max = 0;
  uint64_t traits = recipe_traits(recipe);
  while (mistake_at(max)) max++;
  struct cause_list list = {arena_get_array(arena, max, sizeof *list.items), 0};
  for (size_t i = 0; i < max; i++)
    if (mistake_at(i)->verify && mistake_fits_traits(mistake_at(i), recipe, traits))
      add_cause(arena, &list, recipe, (struct cause){.kind = CAUSE_MISTAKE, .mistake = mistake_at(i)});
  return list;
}

static bool take_variations(rs_variation *to, const rs_variation *from) {
  size_t at = 0;
  while (at < RS_MAX_VARIATIONS && to[at].kind) at++;
  for (size_t i = 0; i < RS_MAX_VARIATIONS && from[i].kind; i++) {
    for (size_t k = 0; k < at; k++)
      if (to[k].kind == from[i].kind && to[k].at == from[i].at) return false;
    if (at == RS_MAX_VARIATIONS) return false;
    to[at++] = from[i];
  }
  return true;
}

static bool take_numbers(struct mistake *to, const struct mistake *from) {
  if ((to->signed_clock_ms && from->signed_clock_ms) || (to->clock_ms && from->clock_ms) ||
      (to->key_clock_ms && from->key_clock_ms) || (to->construction && from->construction) ||
      (to->credentials_swapped && from->credentials_swapped) || (to->list.make && from->list.make) ||
      (to->recipe.make && from->recipe.make))
    return false;
  to->signed_clock_ms += from->signed_clock_ms;
  to->clock_ms += from->clock_ms;
  to->key_clock_ms += from->key_clock_ms;
  to->construction |= from->construction;
  if (from->list.make) to->list = from->list;
  if (from->recipe.make) to->recipe = from->recipe;
  to->mac_signed |= from->mac_signed;
  to->steps_in_hex |= from->steps_in_hex;
  to->key_signed |= from->key_signed;
  to->shown_credential_signed |= from->shown_credential_signed;
  to->credentials_swapped |= from->credentials_swapped;
  to->no_digest_without_body |= from->no_digest_without_body;
  return true;
}

/* Where a signer's transforms stand in its mistake. */
#define AT(member) offsetof(struct mistake, member)
static const size_t transforms[] = {AT(credential),   AT(key),  AT(method),       AT(target),
                                    AT(body),         AT(host), AT(signed_nonce), AT(parameters),
                                    AT(header_lines), AT(time), AT(signed_time),  AT(digest),
                                    AT(message),      AT(mac),  AT(output),       AT(value)};

static const struct transform *transform_of(const struct mistake *mistake, size_t at) {
  return (const struct transform *)(const void *)((const char *)mistake + at);
}

static bool share_a_transform(const struct mistake *first, const struct mistake *second) {
  for (size_t i = 0; i < sizeof transforms / sizeof *transforms; i++)
    if (transform_of(first, transforms[i])->make && transform_of(second, transforms[i])->make) return true;
  return false;
}

static void take_transforms(struct mistake *to, const struct mistake *from) {
  for (size_t i = 0; i < sizeof transforms / sizeof *transforms; i++) {
    const struct transform *transform = transform_of(from, transforms[i]);
    if (transform->make) memcpy((char *)to + transforms[i], transform, sizeof *transform);
  }
}

/* Most pairs of a long list are of one transform, so that is looked at before anything is copied. */
const struct mistake *causes_together(struct arena *arena, const struct mistake *first,
                                      const struct mistake *second) {
  if (share_a_transform(first, second)) return NULL;
  struct mistake both = *first;
  if (!take_numbers(&both, second) || !take_variations(both.variations, second->variations)) return NULL;
  take_transforms(&both, second);
  struct mistake *kept = arena_get_unset(arena, sizeof *kept);
  *kept = both;
  return kept;
}
