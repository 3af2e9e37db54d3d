#include "diagnose/cause.h"

#include <stdlib.h>
#include <string.h>

static size_t num_rows(const struct mistake *rows) {
  size_t num = 0;
  while (rows[num].slug) num++;
  return num;
}

static void add(struct arena *arena, struct cause_list *list, struct cause cause) {
  char name[MISTAKE_MAX_NAME];
  if (!cause.name) cause.name = arena_copy_string(arena, mistake_name(cause.mistake, name));
  cause.order = list->count;
  list->items[list->count++] = cause;
}

/* A profile as a mistake: the same recipe varied in the same way. */
static void add_profile(struct arena *arena, struct cause_list *list, const rs_profile *profile) {
  struct mistake *mistake = arena_get(arena, sizeof *mistake);
  mistake->slug = profile->info.name;
  memcpy(mistake->variations, profile->variations, sizeof mistake->variations);
  add(arena, list, (struct cause){CAUSE_PROFILE, mistake, profile, profile->info.name});
}

/* The register numbers mistakes by how often they are reported. */
static int compare(const void *first, const void *second) {
  const struct cause *a = first, *b = second;
  if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
  if (a->kind == CAUSE_MISTAKE && a->mistake->number != b->mistake->number)
    return a->mistake->number < b->mistake->number ? -1 : 1;
  return a->order < b->order ? -1 : 1;
}

static bool is_signers(const struct mistake *mistake, const reqsig_scheme *recipe) {
  return !mistake->verify && mistake_fits(mistake, recipe) && !mistake_is_profile(mistake, recipe);
}

static void add_rows(struct arena *arena, struct cause_list *list, enum cause_kind kind,
                     const struct mistake *rows, const reqsig_scheme *recipe) {
  for (; rows->slug; rows++)
    if (is_signers(rows, recipe)) add(arena, list, (struct cause){.kind = kind, .mistake = rows});
}

struct cause_list causes_of(struct arena *arena, const reqsig_scheme *recipe) {
  size_t max = 0;
  while (mistake_at(max)) max++;
  max += num_rows(mistakes_of_files) + num_rows(more_mistakes);
  for (const rs_profile *profile = recipe->profiles; profile && profile->info.name; profile++) max++;
  struct cause_list list = {arena_get_array(arena, max, sizeof *list.items), 0};
  add_rows(arena, &list, CAUSE_FILE, mistakes_of_files, recipe);
  for (const rs_profile *profile = recipe->profiles; profile && profile->info.name; profile++)
    add_profile(arena, &list, profile);
  for (size_t i = 0; mistake_at(i); i++)
    if (is_signers(mistake_at(i), recipe))
      add(arena, &list, (struct cause){.kind = CAUSE_MISTAKE, .mistake = mistake_at(i)});
  add_rows(arena, &list, CAUSE_MISTAKE, more_mistakes, recipe);
  qsort(list.items, list.count, sizeof *list.items, compare);
  for (size_t i = 0; i < list.count; i++) list.items[i].order = i;
  return list;
}

struct cause_list causes_of_verifiers(struct arena *arena, const reqsig_scheme *recipe) {
  size_t max = 0;
  while (mistake_at(max)) max++;
  struct cause_list list = {arena_get_array(arena, max, sizeof *list.items), 0};
  for (size_t i = 0; i < max; i++)
    if (mistake_at(i)->verify && mistake_fits(mistake_at(i), recipe))
      add(arena, &list, (struct cause){.kind = CAUSE_MISTAKE, .mistake = mistake_at(i)});
  return list;
}

static bool take_transform(struct transform *to, const struct transform *from) {
  if (!from->make) return true;
  if (to->make) return false;
  *to = *from;
  return true;
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
      (to->construction && from->construction))
    return false;
  to->signed_clock_ms += from->signed_clock_ms;
  to->clock_ms += from->clock_ms;
  to->construction |= from->construction;
  to->key_signed |= from->key_signed;
  to->shown_credential_signed |= from->shown_credential_signed;
  to->credentials_swapped |= from->credentials_swapped;
  to->no_digest_without_body |= from->no_digest_without_body;
  return true;
}

const struct mistake *causes_together(struct arena *arena, const struct mistake *first,
                                      const struct mistake *second) {
  struct mistake both = *first;
  bool fit = take_numbers(&both, second) && take_variations(both.variations, second->variations) &&
             take_transform(&both.credential, &second->credential) &&
             take_transform(&both.key, &second->key) && take_transform(&both.method, &second->method) &&
             take_transform(&both.target, &second->target) && take_transform(&both.body, &second->body) &&
             take_transform(&both.time, &second->time) &&
             take_transform(&both.signed_time, &second->signed_time) &&
             take_transform(&both.digest, &second->digest) &&
             take_transform(&both.message, &second->message) && take_transform(&both.mac, &second->mac) &&
             take_transform(&both.output, &second->output) && take_transform(&both.value, &second->value);
  if (!fit) return NULL;
  struct mistake *kept = arena_get(arena, sizeof *kept);
  *kept = both;
  return kept;
}
