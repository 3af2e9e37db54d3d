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
  max += num_rows(mistakes_of_files) + num_rows(more_mistakes) + num_rows(mistakes_of_scheme_files);
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
  qsort(list.items, list.count, sizeof *list.items, compare);
  for (size_t i = 0; i < list.count; i++) list.items[i].order = i;
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
      (to->construction && from->construction) || (to->credentials_swapped && from->credentials_swapped) ||
      (to->list.make && from->list.make) || (to->recipe.make && from->recipe.make))
    return false;
  to->signed_clock_ms += from->signed_clock_ms;
  to->clock_ms += from->clock_ms;
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

/* Signers' mistakes that the search alone tries: a credentials file whose secret differs from its signer's,
 * and what no vector shows. */
/* Characters of UTF-8 that nobody sees, which paste along with a secret. */
static const char *const unseen[] = {"\xc2\xa0",     "\xe2\x80\x8b", "\xe2\x80\x8c", "\xe2\x80\x8d",
                                     "\xe2\x80\x8e", "\xe2\x80\xaf", "\xe2\x81\xa0", "\xe3\x80\x80",
                                     "\xef\xbb\xbf", "\xc2\xad",     "\xe2\x80\xa8"};
/* What word processors write, and what was typed. */
static const char *const typographic[][2] = {
    {"\xe2\x80\x90", "-"}, {"\xe2\x80\x91", "-"},  {"\xe2\x80\x92", "-"},  {"\xe2\x80\x93", "-"},
    {"\xe2\x80\x94", "-"}, {"\xe2\x80\x95", "-"},  {"\xe2\x88\x92", "-"},  {"\xe2\x80\x98", "'"},
    {"\xe2\x80\x99", "'"}, {"\xe2\x80\x9c", "\""}, {"\xe2\x80\x9d", "\""}, {"\xe2\x80\xa6", "..."}};

static size_t unseen_at(reqsig_slice rest) {
  for (size_t i = 0; i < sizeof unseen / sizeof *unseen; i++)
    if (rs_slice_starts_with(rest, reqsig_text(unseen[i]))) return reqsig_text(unseen[i]).len;
  return 0;
}

static bool without_unseen(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                           struct text *to) {
  (void)how;
  (void)at;
  for (size_t i = 0; i < from.len;) {
    size_t len = unseen_at(rs_slice_after(from, i));
    if (len == 0) text_add(to, rs_slice(from.data + i, 1));
    i += len ? len : 1;
  }
  return to->len < from.len;
}

static bool as_typed(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                     struct text *to) {
  (void)how;
  (void)at;
  for (size_t i = 0, k; i < from.len;) {
    size_t num = sizeof typographic / sizeof *typographic;
    for (k = 0; k < num; k++)
      if (rs_slice_starts_with(rs_slice_after(from, i), reqsig_text(typographic[k][0]))) break;
    if (k == num)
      text_add(to, rs_slice(from.data + i, 1));
    else
      text_add_string(to, typographic[k][1]);
    i += k == num ? 1 : reqsig_text(typographic[k][0]).len;
  }
  return to->len != from.len;
}

static bool in_hex(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                   struct text *to) {
  (void)how;
  (void)at;
  for (size_t i = 0; i < from.len; i++) text_addf(to, "%02x", from.data[i]);
  return true;
}

const struct mistake mistakes_of_files[] = {
    {"credentials-file", "line-end", 7,
     "The secret in the credentials file ends in a line end, and the signer's has none.",
     .key = {transform_trim, "\r\n"}},
    {"credentials-file", "white-space", 7,
     "The secret in the credentials file has white space at an end, and the signer's has none.",
     .key = {transform_trim, " \t\r\n"}},
    {"credentials-file", "unseen", 7,
     "The secret in the credentials file has a character that nobody sees, such as U+00A0 or U+FEFF, and the "
     "signer's has none.",
     .key = {without_unseen}},
    {"credentials-file", "double-quotes", 7,
     "The secret in the credentials file stands in double quotes, and the signer's does not.",
     .key = {transform_unwrap, "\"", "\""}},
    {"credentials-file", "single-quotes", 7,
     "The secret in the credentials file stands in single quotes, and the signer's does not.",
     .key = {transform_unwrap, "'", "'"}},
    {"credentials-file", "typographic", 7,
     "The secret in the credentials file has a typographic dash or quote, such as U+2014, where the signer's "
     "has a plain one.",
     .key = {as_typed}},
    {"credentials-file", "prefix", 7,
     "The secret in the credentials file begins with whsec_, and the signer's key does not.",
     .key = {transform_unwrap, "whsec_", ""}},
    {"credentials-file", "escapes", 7,
     "The secret in the credentials file has the two characters \\n where the signer's has a line feed.",
     .key = {transform_replace, "\\n", "\n"}},
    {"credentials-file", "decoded", 8,
     "The credentials file has the secret's bytes, and the signer's key is their base64 text.", HAS_TEXT_KEY,
     .key = {transform_base64}},
    {"credentials-file", "decoded-hex", 8,
     "The credentials file has the secret's bytes, and the signer's key is their hex text.", HAS_TEXT_KEY,
     .key = {in_hex}},
    {"credentials-file", "percent-encoded", 7,
     "The secret in the credentials file is percent-encoded, and the signer's is not.",
     .key = {transform_form_decoded}},
    {NULL},
};

/* What the catalogue does not have as no vector shows it. */
#define SIGNS_PREFIX(prefix, variant)                                                                        \
  {                                                                                                          \
    "path-prefix", variant, 30,                                                                              \
        "The signer signs " prefix " before the path, as a gateway or a base URL "                           \
        "has it.",                                                                                           \
        .target = {                                                                                          \
          transform_path_prefix,                                                                             \
          prefix                                                                                             \
        }                                                                                                    \
  }

const struct mistake more_mistakes[] = {
    {"secret-hashed", "sha256-hex", 8, "The signer's key is the SHA-256 of the secret, in hex.",
     .key = {transform_hash, .number = RS_SHA256}},
    {"secret-hashed", "sha256-raw", 8, "The signer's key is the SHA-256 of the secret, its raw bytes.",
     .key = {transform_hash_raw, .number = RS_SHA256}},
    {"secret-hashed", "md5-hex", 8, "The signer's key is the MD5 of the secret, in hex.",
     .key = {transform_hash, .number = RS_MD5}},
    {"secret-ampersand", NULL, 12, "The signer puts & behind the secret, as OAuth 1.0 does.",
     .key = {transform_append, "&"}},
    {"absolute-url", "port-80", 32, "The signer signs the whole URL with its port: http://host:80/path.",
     .target = {transform_absolute, "http://", ":80"}},
    {"absolute-url", "http", 32, "The signer signs the whole URL with http:// before it.",
     .target = {transform_absolute, "http://"}},
    {"path-prefix", "lost-two", 30,
     "The signer signs the path without its first two segments, such as /api/v1 of a base URL.",
     .target = {transform_path_segment, .number = 1}},
    SIGNS_PREFIX("/v1", "v1"),
    SIGNS_PREFIX("/v2", "v2"),
    SIGNS_PREFIX("/v3", "v3"),
    SIGNS_PREFIX("/api/v1", "api-v1"),
    SIGNS_PREFIX("/api/v2", "api-v2"),
    SIGNS_PREFIX("/api/v3", "api-v3"),
    {"message-case", "lower", 33, "The signer signs the whole message in lower case.",
     .message = {transform_lower}},
    {"message-case", "upper", 33, "The signer signs the whole message in capitals.",
     .message = {transform_upper}},
    {NULL},
};
