#include "diagnose/search.h"

#include <stdlib.h>
#include <string.h>

#include "diagnose/explanation.h"
#include "diagnose/piece_search.h"
#include "lib/json.h"

/* Messages beyond this many bytes in all are tried once, and not kept for pairs. */
static const size_t MAX_KEPT = (size_t)64 * 1024 * 1024;
/* A search of a longer body takes seconds. */
static const size_t LONG_BODY = (size_t)1024 * 1024;

static void *grow(struct arena *arena, void *items, size_t count, size_t *capacity, size_t size) {
  if (count < *capacity) return items;
  size_t wider = *capacity ? 2 * *capacity : 16;
  void *moved = arena_get_array(arena, wider, size);
  if (count > 0) memcpy(moved, items, count * size);
  *capacity = wider;
  return moved;
}

void search_show_progress(const struct search *search, size_t done, size_t total, const char *of) {
  struct progress *progress = search->evidence->opened->progress;
  if (progress && search->signer.request->body.len > LONG_BODY) progress_show(progress, done, total, of);
}

void search_add_match(struct search *search, const struct match *match) {
  struct findings_of_search *found = &search->found;
  found->matches = grow(search->arena, found->matches, found->num_matches, &search->matches_capacity,
                        sizeof *found->matches);
  found->matches[found->num_matches++] = *match;
}

bool search_is_same_method(struct mac_method a, struct mac_method b) {
  return a.digest == b.digest && a.construction == b.construction;
}

static struct component *find(struct component_list *list, reqsig_slice bytes, struct mac_method method) {
  for (size_t i = 0; i < list->count; i++)
    if (rs_slice_equal(list->items[i].bytes, bytes) && search_is_same_method(list->items[i].method, method))
      return &list->items[i];
  return NULL;
}

/* The component of that value, with a copy of the bytes if there is none yet. */
static struct component *take(struct search *search, struct component_list *list, reqsig_slice bytes,
                              struct mac_method method) {
  struct component *component = find(list, bytes, method);
  if (component) return component;
  list->items = grow(search->arena, list->items, list->count, &list->capacity, sizeof *list->items);
  component = &list->items[list->count++];
  *component =
      (struct component){.bytes = rs_slice(arena_copy(search->arena, bytes), bytes.len), .method = method};
  search->kept_bytes += bytes.len;
  return component;
}

static void add_cause(struct search *search, struct component *component, const struct cause *cause) {
  component->causes = grow(search->arena, component->causes, component->num_causes,
                           &component->causes_capacity, sizeof *component->causes);
  component->causes[component->num_causes++] = cause;
}

/* A mistake that changes more than one of the three is tried at once, and in no pair. */
static void try_mixed(struct search *search, const struct cause *cause, const struct mac_input *input) {
  struct component key = {.bytes = input->key}, message = {.bytes = input->message};
  struct component method = {.method = {input->digest, input->construction}};
  struct match match = {.causes = {cause}, .num_causes = 1};
  match.claim = search_try(search, (struct trial){&key, &message, &method});
  if (!match.claim) return;
  match.message = rs_slice(arena_copy(search->arena, input->message), input->message.len);
  search_add_match(search, &match);
}

/* A timestamp is there as it was sent. */
static bool can_show_in_part(rs_source from, const struct mistake *mistake) {
  switch (from) {
  case RS_FROM_LITERAL:
  case RS_FROM_TIMESTAMP:
  case RS_FROM_MAC: return false;
  case RS_FROM_CREDENTIAL: return mistake->credential.make || mistake->credentials_swapped;
  default: return true;
  }
}

/* Whether the mistake can change the header with the signature and leave the MAC as it is. */
static bool can_show_in_text(const rs_header_rule *rule, const struct mistake *mistake) {
  bool can = mistake_varies(mistake) || mistake->mac.make || mistake->output.make || mistake->value.make;
  for (size_t i = 0; i < RS_MAX_VALUE_PARTS && rule->value[i].from; i++)
    can |= can_show_in_part(rule->value[i].from, mistake);
  return can;
}

/* A mistake that leaves the MAC as it is may show in the header's text. Of a text that spells no MAC nothing
 * is known but that it is the same. */
static void try_text(struct search *search, const struct cause *cause) {
  const struct evidence *evidence = search->evidence;
  if (!can_show_in_text(evidence->rule, cause->mistake)) return;
  struct arena scratch = {0};
  struct signer_answer answer;
  if (mutant_sign(&scratch, cause->mistake, &search->signer, &answer) == REQSIG_OK) {
    const reqsig_header *header = header_list_find(&answer.headers, evidence->rule->name, NULL);
    if (header && rs_slice_equal(header->value, evidence->header->value))
      search_add_match(search, &(struct match){.causes = {cause},
                                               .num_causes = 1,
                                               .of_notation = search->right_claim != NULL,
                                               .message = search->found.message});
  }
  arena_wipe(&scratch);
}

static void sort_in(struct search *search, const struct cause *cause, const struct mac_input *input) {
  static const struct mac_method none;
  static const reqsig_slice nothing;
  struct mac_method method = {input->digest, input->construction};
  bool other_key = !rs_slice_equal(input->key, search->keys.items[0].bytes);
  bool other_message = !rs_slice_equal(input->message, search->messages.items[0].bytes);
  bool other_method = !search_is_same_method(method, search->methods.items[0].method);
  if (other_key + other_message + other_method > 1)
    try_mixed(search, cause, input);
  else if (other_key)
    add_cause(search, take(search, &search->keys, input->key, none), cause);
  else if (other_message)
    add_cause(search, take(search, &search->messages, input->message, none), cause);
  else if (other_method)
    add_cause(search, take(search, &search->methods, nothing, method), cause);
  else
    try_text(search, cause);
}

/* Who reads the clock twice sends one of the two times. */
static bool can_be(const struct search *search, const struct cause *cause) {
  return !cause->mistake || !cause->mistake->signed_clock_ms || search->evidence->has_time;
}

/* Copies live in the search's arena; the signer's own memory is used again at once. */
static void make_components(struct search *search) {
  struct arena scratch = {0};
  for (size_t i = 0; i < search->causes.count; i++) {
    const struct cause *cause = &search->causes.items[i];
    struct mac_input input;
    search_show_progress(search, i, search->causes.count, "mistakes");
    if (can_be(search, cause) &&
        mutant_mac_input(&scratch, cause->mistake, &search->signer, &input) == REQSIG_OK) {
      search->is_any_not_kept |= search->kept_bytes > search->max_kept_bytes;
      if (search->is_any_not_kept)
        try_mixed(search, cause, &input);
      else
        sort_in(search, cause, &input);
    }
    arena_clear(&scratch);
  }
  arena_wipe(&scratch);
}

/* The message from the signer's file, with and without a line end behind it. Where a mistake gives it, that
 * says more. */
static void take_own_message(struct search *search) {
  static const struct mac_method none;
  const file_content *file = &search->evidence->opened->message;
  struct cause *cause = arena_get(search->arena, sizeof *cause);
  *cause = (struct cause){.kind = CAUSE_MESSAGE,
                          .name = "own-message",
                          .words = "The signature is that of the signer's own message.",
                          .order = search->causes.count};
  reqsig_slice own = rs_slice(file->data, file->len);
  for (int i = 0; i < 2; i++) {
    struct component *message = take(search, &search->messages, own, none);
    if (message != search->messages.items && message->num_causes == 0) add_cause(search, message, cause);
    own = own_message_without_line_end(own);
  }
}

static bool begin_with_the_right_way(struct search *search) {
  static const struct mac_method none;
  static const reqsig_slice nothing;
  struct arena scratch = {0};
  struct mac_input input;
  reqsig_status status = mutant_mac_input(&scratch, NULL, &search->signer, &input);
  if (status == REQSIG_OK) {
    take(search, &search->keys, input.key, none);
    take(search, &search->messages, input.message, none);
    take(search, &search->methods, nothing, (struct mac_method){input.digest, input.construction});
    search->found.message = search->messages.items[0].bytes;
  }
  arena_wipe(&scratch);
  return status == REQSIG_OK;
}

/* Whether the signature is right, and written as the scheme writes it. */
static bool try_the_right_way(struct search *search) {
  search->right_claim =
      search_try(search, (struct trial){search->keys.items, search->messages.items, search->methods.items});
  if (!search->right_claim || search->right_claim->num_steps > 0) return false;
  search_add_match(search, &(struct match){.claim = search->right_claim, .message = search->found.message});
  return true;
}

static void try_single(struct search *search, struct trial trial, const struct component *changed) {
  const struct mac_claim *claim = search_try(search, trial);
  for (size_t i = 0; claim && i < changed->num_causes; i++)
    search_add_match(search, &(struct match){.causes = {changed->causes[i]},
                                             .num_causes = 1,
                                             .claim = claim,
                                             .message = trial.message->bytes});
}

static void try_singles(struct search *search) {
  const struct trial right = {search->keys.items, search->messages.items, search->methods.items};
  for (size_t i = 1; i < search->keys.count; i++)
    try_single(search, (struct trial){&right.key[i], right.message, right.method}, &right.key[i]);
  for (size_t i = 1; i < search->messages.count; i++)
    try_single(search, (struct trial){right.key, &right.message[i], right.method}, &right.message[i]);
  for (size_t i = 1; i < search->methods.count; i++)
    try_single(search, (struct trial){right.key, right.message, &right.method[i]}, &right.method[i]);
}

static size_t rank(const struct match *match) {
  size_t sum = 0;
  for (size_t i = 0; i < match->num_causes; i++) sum += match->causes[i]->order;
  return sum;
}

static int compare(const void *first, const void *second) {
  size_t a = rank(first), b = rank(second);
  return a < b ? -1 : a > b;
}

struct findings_of_search search(struct arena *arena, const struct evidence *evidence,
                                 enum search_depth depth) {
  struct search *search = arena_get(arena, sizeof *search);
  size_t unused;
  search->arena = arena;
  search->evidence = evidence;
  search->signer = evidence->signer;
  search->max_kept_bytes = depth == SEARCH_DEEP ? SIZE_MAX : MAX_KEPT;
  search->memo = (struct transform_memo){.arena = arena, .body = evidence->signer.request->body};
  search->signer.memo = &search->memo;
  if (rs_json_check(evidence->signer.request->body, &unused) == REQSIG_OK)
    search->signer.json = evidence->signer.request->body;
  search->causes = causes_of(arena, evidence->recipe);
  search->found.num_causes = search->causes.count;
  if (!begin_with_the_right_way(search) || !evidence->header || try_the_right_way(search))
    return search->found;
  make_components(search);
  if (search->right_claim && search->found.num_matches == 0)
    search_add_match(search, &(struct match){.claim = search->right_claim, .message = search->found.message});
  if (evidence->opened->message_path) take_own_message(search);
  if (!search->right_claim) try_singles(search);
  if (search->found.num_matches == 0) piece_search(search);
  if (search->found.num_matches == 0) time_search_near(search);
  if (depth != SEARCH_SINGLES && search->found.num_matches == 0) search_pairs(search, depth);
  if (depth != SEARCH_SINGLES && search->found.num_matches == 0) time_search_far(search);
  if (search->found.num_matches > 1)
    qsort(search->found.matches, search->found.num_matches, sizeof *search->found.matches, compare);
  return search->found;
}
