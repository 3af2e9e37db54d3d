/* Mistakes that only a scheme of a file can have, and no scheme of the library has: the search alone tries
 * them. */
#include <stdlib.h>
#include <string.h>

#include "diagnose/search.h"
#include "lib/parameters.h"
#include "lib/request.h"

enum { DAY_MS = 86400000 };

/* What stands behind the prefix that is to be cut off the secret; empty if it has none. */
static reqsig_slice behind_prefix(const struct transform_input *at, reqsig_slice secret) {
  reqsig_slice cut = at->recipe->mac.key_cut;
  return rs_slice_starts_with(secret, cut) ? rs_slice_after(secret, cut.len) : rs_slice(NULL, 0);
}

static bool decoded_behind_prefix(const struct transform *how, const struct transform_input *at,
                                  reqsig_slice from, struct text *to) {
  reqsig_slice rest = behind_prefix(at, from);
  if (rest.len == 0) return false;
  return how->number == 16 ? transform_hex_decoded(how, at, rest, to)
                           : transform_base64_decoded(how, at, rest, to);
}

static bool without_first_behind_prefix(const struct transform *how, const struct transform_input *at,
                                        reqsig_slice from, struct text *to) {
  (void)how;
  reqsig_slice rest = behind_prefix(at, from);
  text_add(to, rs_slice_after(rest, rest.len > 0));
  return rest.len > 0;
}

/* Varies nothing: the key's change is for schemes with such a prefix. */
static bool recipe_key_has_prefix(struct arena *arena, size_t nth, reqsig_scheme *recipe) {
  (void)arena, (void)nth;
  return recipe->mac.key_cut.len > 0;
}

static bool recipe_key_prefix_shorter(struct arena *arena, size_t nth, reqsig_scheme *recipe) {
  (void)arena;
  if (recipe->mac.key_cut.len <= nth) return false;
  recipe->mac.key_cut.len -= nth;
  return true;
}

static bool recipe_hex_key_as_text(struct arena *arena, size_t nth, reqsig_scheme *recipe) {
  (void)arena, (void)nth;
  bool is_hex = recipe->mac.key_form == RS_KEY_HEX_DECODED;
  if (is_hex) recipe->mac.key_form = RS_KEY_AS_IS;
  return is_hex;
}

/* Varies nothing: the key's time is for schemes whose key is of a day. */
static bool recipe_key_is_of_a_day(struct arena *arena, size_t nth, reqsig_scheme *recipe) {
  (void)arena, (void)nth;
  bool is_of_a_day = false;
  for (const rs_part *step = recipe->mac.steps; step && step->from; step++)
    is_of_a_day |= rs_is_day(step->transforms[0]);
  return is_of_a_day;
}

static bool recipe_path_not_encoded(struct arena *arena, size_t nth, reqsig_scheme *recipe) {
  (void)arena, (void)nth;
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS && recipe->message[i].from; i++) {
    rs_part *part = &recipe->message[i];
    if (part->from != RS_FROM_PATH || part->transforms[0] != RS_PATH_ENCODED) continue;
    memmove(part->transforms, part->transforms + 1, sizeof part->transforms - sizeof *part->transforms);
    part->transforms[RS_MAX_TRANSFORMS - 1] = RS_AS_IS;
    return true;
  }
  return false;
}

/* Parameters that a request has. */
struct parameters {
  reqsig_slice whole[64];
  size_t count;
};

static bool is_added(const reqsig_scheme *recipe, reqsig_slice name) {
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++)
    if (recipe->headers[i].place == RS_IN_QUERY && rs_slice_equal(recipe->headers[i].name, name)) return true;
  return false;
}

/* False if there are more of them than have room. */
static bool take_parameters(const reqsig_scheme *recipe, reqsig_slice query, bool added,
                            struct parameters *to) {
  for (rs_parameter parameter; rs_parameter_next(&query, &parameter);) {
    if (is_added(recipe, parameter.name) != added) continue;
    if (to->count == sizeof to->whole / sizeof *to->whole) return false;
    to->whole[to->count++] = parameter.whole;
  }
  return true;
}

static void add_parameters(struct text *target, const struct parameters *all, bool reversed,
                           const char **before) {
  for (size_t i = 0; i < all->count; i++) {
    text_add_string(target, *before);
    text_add(target, all->whole[reversed ? all->count - 1 - i : i]);
    *before = "&";
  }
}

/* number 0: the last of them first; 1: all of them before the others. */
static bool added_parameters_otherwise(const struct transform *how, const struct transform_input *at,
                                       reqsig_slice from, struct text *to) {
  struct parameters own = {.count = 0}, added = {.count = 0};
  reqsig_slice query = rs_bare_query_of(from);
  const char *before = "?";
  if (!take_parameters(at->recipe, query, false, &own) || !take_parameters(at->recipe, query, true, &added))
    return false;
  text_add(to, rs_path_of(from));
  if (how->number == 1) add_parameters(to, &added, false, &before);
  add_parameters(to, &own, false, &before);
  if (how->number == 0) add_parameters(to, &added, true, &before);
  return added.count > 0;
}

static rs_octets name_of(reqsig_slice whole) {
  rs_parameter parameter = {.name = whole};
  rs_parameter_next(&whole, &parameter);
  return (rs_octets){.rest = parameter.name, .decode = true};
}

/* By name alone; of one name the first in the query first. */
static int compare_names(const void *first, const void *second) {
  const reqsig_slice *a = first, *b = second;
  rs_octets names[] = {name_of(*a), name_of(*b)};
  for (int c = 0, d = 0; c >= 0;) {
    c = rs_octets_next(&names[0]);
    d = rs_octets_next(&names[1]);
    if (c != d) return c - d;
  }
  return a->data < b->data ? -1 : 1;
}

static bool parameters_by_name(const struct transform *how, const struct transform_input *at,
                               reqsig_slice from, struct text *to) {
  (void)how;
  struct parameters all = {.count = 0};
  reqsig_slice query = rs_bare_query_of(from);
  const char *before = "?";
  if (!take_parameters(at->recipe, query, false, &all) || !take_parameters(at->recipe, query, true, &all))
    return false;
  qsort(all.whole, all.count, sizeof *all.whole, compare_names);
  text_add(to, rs_path_of(from));
  add_parameters(to, &all, false, &before);
  return all.count > 1;
}

/* Without the number-th of those that the scheme does not add. */
static bool without_parameter(const struct transform *how, const struct transform_input *at,
                              reqsig_slice from, struct text *to) {
  reqsig_slice query = rs_bare_query_of(from);
  const char *before = "?";
  size_t num = 0;
  text_add(to, rs_path_of(from));
  for (rs_parameter parameter; rs_parameter_next(&query, &parameter);) {
    if (!is_added(at->recipe, parameter.name) && ++num == how->number) continue;
    text_add_string(to, before);
    text_add(to, parameter.whole);
    before = "&";
  }
  return how->number <= num;
}

#define PARAMETER_LEFT_OUT(nth, ordinal)                                                                     \
  {                                                                                                          \
    "query-omitted", "parameter-" #nth, 5,                                                                   \
        "The signer leaves the " ordinal                                                                     \
        " of the request's own parameters out, as if it were added after signing.",                          \
        HAS_SIGNED_QUERY, .target = {                                                                        \
          without_parameter,                                                                                 \
          .number = nth                                                                                      \
        }                                                                                                    \
  }

const struct mistake mistakes_of_scheme_files[] = {
    {"secret-base64-decoded", "behind-prefix", 8,
     "The signer decodes as base64 what stands behind the secret's prefix, where that text is the key.",
     HAS_TEXT_KEY, .recipe = {recipe_key_has_prefix}, .key = {decoded_behind_prefix}},
    {"secret-hex-decoded", "behind-prefix", 60,
     "The signer decodes as hex what stands behind the secret's prefix, where that text is the key.",
     HAS_TEXT_KEY, .recipe = {recipe_key_has_prefix}, .key = {decoded_behind_prefix, .number = 16}},
    {"secret-hex-not-decoded", NULL, 8,
     "The signer takes the hex digits of the secret as the key, and not the bytes that they stand for.",
     HAS_CODED_KEY, .recipe = {recipe_hex_key_as_text}},
    {"secret-prefix-kept", "last-character", 77,
     "The signer cuts all but the last character of the prefix off the secret.", HAS_TEXT_KEY,
     .recipe = {recipe_key_prefix_shorter, 1}},
    {"secret-prefix-kept", "last-two-characters", 77,
     "The signer cuts all but the last two characters of the prefix off the secret.", HAS_TEXT_KEY,
     .recipe = {recipe_key_prefix_shorter, 2}},
    {"secret-prefix-kept", "one-more-cut", 77,
     "The signer cuts the prefix and one more character off the secret.", HAS_TEXT_KEY,
     .recipe = {recipe_key_has_prefix}, .key = {without_first_behind_prefix}},
    {"derived-key", "day-before", 78,
     "The signing key is the one of the day before the timestamp's, as of a key that is kept past midnight "
     "UTC.",
     .recipe = {recipe_key_is_of_a_day}, .key_clock_ms = -DAY_MS},
    {"derived-key", "day-after", 78,
     "The signing key is the one of the day after the timestamp's, as of a day that is taken in local time.",
     .recipe = {recipe_key_is_of_a_day}, .key_clock_ms = DAY_MS},
    {"urlencode-dialect", "path-once", 5,
     "The signer encodes the path once, as it is sent; the scheme encodes it a second time (%20 as %2520).",
     .recipe = {recipe_path_not_encoded}},
    {"query-order", "by-name-alone", 5,
     "The signer sorts the parameters by name, and leaves those of one name in the order of the request.",
     HAS_SIGNED_QUERY, .list = {RS_PAIRS_OF_BOTH, list_unsorted}, .target = {parameters_by_name}},
    {"query-order", "sorted-as-sent", 5,
     "The signer sorts the parameters as they are written in the query, and does not encode them anew.",
     HAS_SIGNED_QUERY, .list = {RS_PAIRS_OF_QUERY, list_in_place}, .target = {transform_query_order}},
    {"query-order", "added-reversed", 5,
     "The signer signs the parameters that it adds in another order than it sends them.",
     HAS_SIGNED_QUERY | HAS_QUERY_PART, .target = {added_parameters_otherwise}},
    {"query-order", "added-first", 5,
     "The signer signs the parameters that it adds before the others, and sends them behind these.",
     HAS_SIGNED_QUERY | HAS_QUERY_PART, .target = {added_parameters_otherwise, .number = 1}},
    PARAMETER_LEFT_OUT(1, "first"),
    PARAMETER_LEFT_OUT(2, "second"),
    PARAMETER_LEFT_OUT(3, "third"),
    PARAMETER_LEFT_OUT(4, "fourth"),
    PARAMETER_LEFT_OUT(5, "fifth"),
    PARAMETER_LEFT_OUT(6, "sixth"),
    PARAMETER_LEFT_OUT(7, "seventh"),
    PARAMETER_LEFT_OUT(8, "eighth"),
    {NULL},
};
