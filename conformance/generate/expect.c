#include <string.h>

#include "generate/generate.h"
#include "lib/bytes.h"
#include "lib/recipe.h"
#include "vectors/grade.h"
#include "vectors/vector_reader.h"

enum { MAX_PROFILES = 8 };

/* Those that change what is signed without changing what is sent are no choice of a signer's. */
static size_t list_profiles(const reqsig_scheme *scheme, const char *names[MAX_PROFILES]) {
  size_t num = 0;
  for (const rs_profile *profile = scheme->profiles; profile && profile->info.name; profile++)
    if (!profile->sends_what_it_signs && num < MAX_PROFILES) names[num++] = profile->info.name;
  return num;
}

static struct name_list choose(struct arena *arena, const char *const *names, size_t num_names,
                               size_t chosen) {
  struct name_list list = {arena_get_array(arena, num_names, sizeof *list.items), 0};
  for (size_t i = 0; i < num_names; i++)
    if (chosen >> (num_names - 1 - i) & 1) list.items[list.count++] = names[i];
  return list;
}

static const rs_header_rule *rule_of(const reqsig_scheme *scheme, reqsig_slice name) {
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && scheme->headers[i].name.len > 0; i++)
    if (rs_slice_equal_ignoring_case(scheme->headers[i].name, name)) return &scheme->headers[i];
  return NULL;
}

/* A verifier reads them all but those of fixed text. */
static void sort_headers(struct arena *arena, const reqsig_scheme *scheme,
                         const struct library_answer *answer, struct expectation *expect) {
  expect->has_headers = true;
  expect->headers.items = arena_get_array(arena, answer->headers.count, sizeof(reqsig_header));
  expect->also_sent.items = arena_get_array(arena, answer->headers.count, sizeof(reqsig_header));
  for (size_t i = 0; i < answer->headers.count; i++) {
    const reqsig_header *header = &answer->headers.items[i];
    const rs_header_rule *rule = rule_of(scheme, header->name);
    bool fixed = rule && rule->sending == RS_SENT_UNLESS_PRESENT;
    struct header_list *list = fixed ? &expect->also_sent : &expect->headers;
    list->items[list->count++] = *header;
  }
}

static bool carries(const rs_header_rule *rule, rs_source source) {
  for (size_t i = 0; i < RS_MAX_VALUE_PARTS && rule->value[i].from; i++)
    if (rule->value[i].from == source) return true;
  return false;
}

/* The value is the MD5 of the body in base64, and nothing else. */
static bool is_md5_of_body(const rs_header_rule *rule) {
  const rs_part *part = rule->value;
  return rule->place == RS_IN_HEADER && part->from == RS_FROM_BODY && part->transforms[0] == RS_MD5_BASE64 &&
         !part[1].from;
}

/* A profile that leaves the digest empty sends no header of it. */
static const char *md5_of_body(struct arena *arena, const reqsig_scheme *scheme,
                               const struct header_list *headers) {
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && scheme->headers[i].name.len > 0; i++) {
    if (!is_md5_of_body(&scheme->headers[i])) continue;
    const reqsig_header *header = header_list_find(headers, scheme->headers[i].name, NULL);
    return header ? arena_copy(arena, header->value) : "";
  }
  return NULL;
}

static void list_absent(struct arena *arena, const reqsig_scheme *scheme, struct name_list *absent) {
  absent->items = arena_get_array(arena, REQSIG_MAX_ADDED_HEADERS, sizeof *absent->items);
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && scheme->headers[i].name.len > 0; i++)
    if (carries(&scheme->headers[i], RS_FROM_MAC))
      absent->items[absent->count++] = scheme->headers[i].place == RS_IN_QUERY
                                           ? REQSIG_PATH_HEADER
                                           : (const char *)scheme->headers[i].name.data;
}

static bool answer_of(struct arena *arena, const reqsig_context *context, const struct vector *vector,
                      struct expectation *expect) {
  struct library_answer answer = library_answer_by(arena, context, vector);
  if (answer.status != REQSIG_OK) return false;
  expect->not_signed = !answer.is_signed;
  expect->has_message = answer.is_signed;
  expect->message = answer.message;
  expect->mac = answer.is_signed ? answer.mac : NULL;
  sort_headers(arena, vector->scheme, &answer, expect);
  if (answer.is_signed) expect->content_md5 = md5_of_body(arena, vector->scheme, &expect->headers);
  if (!answer.is_signed) list_absent(arena, vector->scheme, &expect->absent);
  return true;
}

static bool same_expectation(const struct expectation *a, const struct expectation *b) {
  return a->not_signed == b->not_signed && rs_slice_equal(a->message, b->message) &&
         header_list_equal(&a->headers, &b->headers) && header_list_equal(&a->also_sent, &b->also_sent) &&
         a->verdict.accepted == b->verdict.accepted && a->verdict.reason == b->verdict.reason;
}

/* Of several sets that sign the same, the first, which is the smallest of them or as small. A verifier shows
 * by its answer to what the default signs which single profiles it may follow: each is told. */
static bool is_told(const struct vector *vector, const struct expectation *expect) {
  if (same_expectation(&vector->expect, expect)) return true;
  if (vector->twin && expect->profiles.count == 1) return false;
  for (size_t i = 0; i < vector->num_profile_expects; i++)
    if (same_expectation(&vector->profile_expects[i], expect)) return true;
  return false;
}

static reqsig_slice keep_bytes(struct arena *arena, reqsig_slice bytes) {
  return rs_slice(arena_copy(arena, bytes), bytes.len);
}

static void keep_headers(struct arena *arena, struct header_list *list) {
  reqsig_header *items = arena_get_array(arena, list->count, sizeof *items);
  for (size_t i = 0; i < list->count; i++)
    items[i] = (reqsig_header){list->items[i].name, keep_bytes(arena, list->items[i].value)};
  list->items = items;
}

/* Names of profiles, and of headers, are the recipe's own. */
static void keep_names(struct arena *arena, struct name_list *list) {
  const char **items = arena_get_array(arena, list->count, sizeof *items);
  if (list->count > 0) memcpy(items, list->items, list->count * sizeof *items);
  list->items = items;
}

/* Once kept, a message is there for all that sign the same, and for the body that it may be. */
static reqsig_slice keep_message(struct arena *arena, const struct vector *vector, reqsig_slice message) {
  if (rs_slice_equal(message, vector->request.body)) return vector->request.body;
  if (rs_slice_equal(message, vector->expect.message)) return vector->expect.message;
  for (size_t i = 0; i < vector->num_profile_expects; i++)
    if (rs_slice_equal(message, vector->profile_expects[i].message))
      return vector->profile_expects[i].message;
  return keep_bytes(arena, message);
}

/* The library's buffers are far larger than what it puts there: only that is kept. */
static struct expectation keep(struct arena *arena, const struct vector *vector,
                               const struct expectation *expect) {
  struct expectation kept = *expect;
  keep_names(arena, &kept.profiles);
  if (kept.has_message) kept.message = keep_message(arena, vector, kept.message);
  if (kept.mac) kept.mac = arena_copy_string(arena, kept.mac);
  if (kept.content_md5) kept.content_md5 = arena_copy_string(arena, kept.content_md5);
  keep_headers(arena, &kept.headers);
  keep_headers(arena, &kept.also_sent);
  keep_names(arena, &kept.absent);
  return kept;
}

typedef bool ask_fn(struct arena *arena, const reqsig_context *context, const struct vector *vector,
                    struct expectation *expect);

static bool ask_verdict(struct arena *arena, const reqsig_context *context, const struct vector *vector,
                        struct expectation *expect) {
  (void)arena;
  return library_verdict_by(context, vector, &expect->verdict) == REQSIG_OK;
}

static bool ask_signing(struct arena *arena, const reqsig_context *context, const struct vector *vector,
                        struct expectation *expect) {
  return answer_of(arena, context, vector, expect) && ask_verdict(arena, context, vector, expect);
}

static size_t num_bits(size_t set) {
  size_t num = 0;
  for (; set > 0; set >>= 1) num += set & 1;
  return num;
}

static void ask_set(struct arena *arena, struct vector *vector, const struct name_list *profiles, ask_fn *ask,
                    struct expectation *expects) {
  struct arena scratch = {0};
  struct varied_context varied;
  struct expectation expect = {.profiles = *profiles};
  vector->profile_expects = expects;
  if (library_context(&varied, vector, profiles) == REQSIG_OK &&
      ask(&scratch, &varied.context, vector, &expect) && !is_told(vector, &expect))
    expects[vector->num_profile_expects++] = keep(arena, vector, &expect);
  reqsig_context_wipe(&varied.context);
  arena_free(&scratch);
}

/* Smaller sets first, and of one size those with the document's earlier profiles. */
static void ask_profiles(struct arena *arena, struct vector *vector, ask_fn *ask) {
  const char *names[MAX_PROFILES];
  size_t num_names = list_profiles(vector->scheme, names);
  struct arena scratch = {0};
  struct expectation *expects = arena_get_array(&scratch, (size_t)1 << num_names, sizeof *expects);
  for (size_t size = 1; size <= num_names; size++)
    for (size_t chosen = ((size_t)1 << num_names) - 1; chosen > 0; chosen--) {
      if (num_bits(chosen) != size) continue;
      struct name_list profiles = choose(&scratch, names, num_names, chosen);
      ask_set(arena, vector, &profiles, ask, expects);
    }
  vector->profile_expects = arena_get_array(arena, vector->num_profile_expects, sizeof *expects);
  if (vector->num_profile_expects > 0)
    memcpy(vector->profile_expects, expects, vector->num_profile_expects * sizeof *expects);
  arena_free(&scratch);
}

static bool sign_by_default(struct arena *arena, const reqsig_context *context, struct vector *vector) {
  struct arena scratch = {0};
  struct expectation expect = {.has_message = false};
  bool answered = answer_of(&scratch, context, vector, &expect);
  vector->expect = keep(arena, vector, &expect);
  arena_free(&scratch);
  return answered;
}

bool expect_signing(struct arena *arena, struct vector *vector) {
  struct varied_context varied;
  bool answered = library_context(&varied, vector, &(struct name_list){0}) == REQSIG_OK &&
                  sign_by_default(arena, &varied.context, vector);
  if (answered) vector_sign_request(arena, vector);
  answered = answered && ask_verdict(arena, &varied.context, vector, &vector->expect);
  reqsig_context_wipe(&varied.context);
  return answered;
}

/* Without its secret a verifier may reject with any reason, or fail. */
static bool lacks_secret(const struct vector *vector) {
  return vector->credentials[vector->scheme->mac.key].value.len == 0;
}

bool expect_verdict(struct vector *vector) {
  if (!lacks_secret(vector))
    return library_verdict(vector, &(struct name_list){0}, &vector->expect.verdict) == REQSIG_OK;
  vector->expect.verdict = (struct verdict){.given = true};
  return true;
}

void expect_profiles(struct arena *arena, struct vector *vector) {
  struct verdict told = vector->expect.verdict;
  vector->profile_expects = NULL;
  vector->num_profile_expects = 0;
  if (vector->class == VECTOR_SILENT || lacks_secret(vector)) return;
  if (!told.given) expect_verdict(vector); /* profiles that give the same are told once */
  ask_profiles(arena, vector, vector->twin ? ask_verdict : ask_signing);
  if (told.given) return;
  vector->expect.verdict = told;
  for (size_t i = 0; i < vector->num_profile_expects; i++) vector->profile_expects[i].verdict = told;
}
