#include "runner/protocol.h"

#include <string.h>

#include "generate/generate.h"
#include "lib/bytes.h"
#include "lib/claims.h"
#include "lib/recipe.h"
#include "lib/sent_query.h"
#include "lib/timestamp.h"
#include "request/recipe_text.h"

static const int64_t MAX_FROM_CLOCK_MS = 60 * 1000;

static bool is_near(int64_t time_ms, int64_t clock_ms) {
  return time_ms >= clock_ms - MAX_FROM_CLOCK_MS && time_ms <= clock_ms + MAX_FROM_CLOCK_MS;
}

/* A profile may write the time in another unit: the one in which it is near to the clock. */
static bool read_near_time(const reqsig_scheme *scheme, reqsig_slice text, int64_t clock_ms,
                           int64_t *time_ms) {
  if (rs_time_read(scheme->time.format, text, time_ms) && is_near(*time_ms, clock_ms)) return true;
  for (const rs_profile *profile = scheme->profiles; profile && profile->info.name; profile++)
    for (size_t i = 0; i < RS_MAX_VARIATIONS; i++)
      if (profile->variations[i].kind == RS_VARY_TIME_FORMAT &&
          rs_time_read(profile->variations[i].time_format, text, time_ms) && is_near(*time_ms, clock_ms))
        return true;
  return false;
}

/* The time that the answer carries; the clock's if that is not near, so that the report shows both. */
static int64_t time_of_answer(const reqsig_scheme *scheme, const struct header_list *headers,
                              int64_t clock_ms) {
  int64_t time_ms;
  const reqsig_header *header = header_list_find(headers, recipe_timestamp_header(scheme), NULL);
  return header && read_near_time(scheme, header->value, clock_ms, &time_ms) ? time_ms : clock_ms;
}

static bool carries_mac(const reqsig_scheme *scheme, reqsig_slice name) {
  return recipe_header_part(recipe_header_rule(scheme, name), RS_FROM_MAC) != NULL;
}

static void keep_header(struct arena *arena, const reqsig_header *header, struct header_list *list) {
  list->items[list->count++] = (reqsig_header){rs_slice(arena_copy(arena, header->name), header->name.len),
                                               rs_slice(arena_copy(arena, header->value), header->value.len)};
}

/* What is asked of a signer alone: no message, which may be long. With signature_only, of the headers the
 * signature's is required and no other. */
static struct expectation keep_headers(struct arena *arena, const reqsig_scheme *scheme,
                                       const struct expectation *expect, bool signature_only) {
  struct expectation kept = {.profiles = expect->profiles, .has_headers = true, .absent = expect->absent};
  size_t most = expect->headers.count + expect->also_sent.count;
  kept.headers.items = arena_get_array(arena, most, sizeof(reqsig_header));
  kept.also_sent.items = arena_get_array(arena, most, sizeof(reqsig_header));
  for (size_t i = 0; i < expect->headers.count; i++) {
    bool required = !signature_only || carries_mac(scheme, expect->headers.items[i].name);
    keep_header(arena, &expect->headers.items[i], required ? &kept.headers : &kept.also_sent);
  }
  for (size_t i = 0; i < expect->also_sent.count; i++)
    keep_header(arena, &expect->also_sent.items[i], &kept.also_sent);
  return kept;
}

static void keep_names(struct arena *arena, struct name_list *names) {
  const char **items = arena_get_array(arena, names->count, sizeof *items);
  for (size_t i = 0; i < names->count; i++) items[i] = arena_copy_string(arena, names->items[i]);
  names->items = items;
}

static const struct vector *keep(struct arena *arena, const struct vector *vector, bool signature_only) {
  struct vector *kept = arena_get(arena, sizeof *kept);
  *kept = *vector;
  kept->profile_expects = arena_get_array(arena, vector->num_profile_expects, sizeof *kept->profile_expects);
  for (size_t i = 0; i <= vector->num_profile_expects; i++) {
    const struct expectation *from = i == 0 ? &vector->expect : &vector->profile_expects[i - 1];
    struct expectation *to = i == 0 ? &kept->expect : &kept->profile_expects[i - 1];
    *to = keep_headers(arena, vector->scheme, from, signature_only);
    keep_names(arena, &to->profiles);
    keep_names(arena, &to->absent);
  }
  return kept;
}

/* False: the request is sent as it was given, and signed for the time that was told. */
static bool take_what_is_sent(const struct answer *answer, const struct limits *limits, int64_t clock_ms,
                              struct vector *vector) {
  const reqsig_request given = vector->request;
  int64_t now_ms = vector->now_ms;
  if (answer->sends_target && !rs_adds_parameters(vector->scheme))
    vector->request.target = answer->sent_target;
  if (answer->sends_body) vector->request.body = answer->sent_body;
  if (limits->stated[LIMIT_OWN_CLOCK] && vector->scheme->time.place == RS_TIME_IN_HEADER)
    vector->now_ms = time_of_answer(vector->scheme, &answer->headers, clock_ms);
  return vector->now_ms != now_ms || !rs_slice_equal(vector->request.target, given.target) ||
         !rs_slice_equal(vector->request.body, given.body);
}

/* What is answered, with the target to send among it where the scheme signs in the query. */
static struct header_list answered(struct arena *arena, const reqsig_scheme *scheme,
                                   const struct answer *answer) {
  const struct header_list *given = &answer->headers;
  struct header_list list = {arena_get_array(arena, given->count + 1, sizeof *list.items), given->count};
  if (given->count > 0) memcpy(list.items, given->items, given->count * sizeof *list.items);
  if (answer->sends_target && rs_adds_parameters(scheme))
    list.items[list.count++] = (reqsig_header){RS_LITERAL(REQSIG_PATH_HEADER), answer->sent_target};
  return list;
}

struct grade grade_signature(struct arena *arena, const struct vector *vector, const struct answer *answer,
                             const struct limits *limits, int64_t clock_ms) {
  struct arena scratch = {0};
  struct vector sent = *vector;
  bool signature_only = limits->stated[LIMIT_SIGNATURE_ONLY];
  bool differs = take_what_is_sent(answer, limits, clock_ms, &sent);
  if (differs) {
    sent.expect = (struct expectation){0};
    sent.profile_expects = NULL;
    sent.num_profile_expects = 0;
    differs = expect_signing(&scratch, &sent);
    if (differs) expect_profiles(&scratch, &sent);
  }
  if (differs || signature_only) vector = keep(arena, differs ? &sent : vector, signature_only);
  const struct header_list headers = answered(arena, vector->scheme, answer);
  struct grade grade = grade_headers(arena, vector, &headers);
  grade.as_sent = differs && (answer->sends_target || answer->sends_body);
  arena_free(&scratch);
  return grade;
}
