#include "diagnose/search.h"

/* Bytes that pairs may hash before they are left out: about a second. */
static const size_t MAX_HASHED = (size_t)512 * 1024 * 1024;

static void add_products(struct search *search, const struct component *first, const struct component *second,
                         const struct mac_claim *claim, reqsig_slice message) {
  for (size_t i = 0; i < first->num_causes; i++)
    for (size_t k = 0; k < second->num_causes; k++)
      search_add_match(search, &(struct match){.causes = {first->causes[i], second->causes[k]},
                                               .num_causes = 2,
                                               .claim = claim,
                                               .message = message});
}

static void try_key_and(struct search *search, struct component *key) {
  struct component *messages = search->messages.items;
  struct component *methods = search->methods.items;
  for (size_t i = 1; i < search->messages.count; i++) {
    const struct mac_claim *claim = search_try(search, (struct trial){key, &messages[i], &methods[0]});
    if (claim) add_products(search, key, &messages[i], claim, messages[i].bytes);
  }
  for (size_t i = 1; i < search->methods.count; i++) {
    const struct mac_claim *claim = search_try(search, (struct trial){key, &messages[0], &methods[i]});
    if (claim) add_products(search, key, &methods[i], claim, messages[0].bytes);
  }
}

static void try_method_and_messages(struct search *search, struct component *method) {
  struct component *messages = search->messages.items;
  for (size_t i = 1; i < search->messages.count; i++) {
    const struct mac_claim *claim =
        search_try(search, (struct trial){search->keys.items, &messages[i], method});
    if (claim) add_products(search, &messages[i], method, claim, messages[i].bytes);
  }
}

/* Two mistakes in the message: what the path is signed as, say, and what the body is. */
static void try_together(struct search *search, struct arena *scratch, const struct cause *first,
                         const struct cause *second) {
  struct mac_input input;
  if (!first->mistake || !second->mistake) return;
  const struct mistake *both = causes_together(scratch, first->mistake, second->mistake);
  if (both && mutant_mac_input(scratch, both, &search->signer, &input) == REQSIG_OK) {
    struct component message = {.bytes = input.message};
    struct match match = {.causes = {first, second}, .num_causes = 2};
    match.claim = search_try(search, (struct trial){search->keys.items, &message, search->methods.items});
    if (match.claim) {
      match.message = rs_slice(arena_copy(search->arena, input.message), input.message.len);
      search_add_match(search, &match);
    }
  }
  arena_clear(scratch);
}

static void try_messages_together(struct search *search) {
  const struct component_list *messages = &search->messages;
  struct arena scratch = {0};
  for (size_t i = 1; i < messages->count; i++) {
    search_show_progress(search, i, messages->count, "messages, in pairs");
    for (size_t k = i + 1; k < messages->count; k++)
      try_together(search, &scratch, messages->items[i].causes[0], messages->items[k].causes[0]);
  }
  arena_wipe(&scratch);
}

static bool takes_too_long(const struct search *search) {
  size_t messages = search->messages.count, others = search->keys.count + search->methods.count;
  size_t message = search->messages.items[0].bytes.len, body = search->signer.request->body.len;
  size_t len = (message > body ? message : body) + 256; /* a digest of the body may be signed */
  return messages * (messages / 2 + others) > MAX_HASHED / len;
}

void search_pairs(struct search *search, enum search_depth depth) {
  if (depth == SEARCH_USUAL && (search->is_any_not_kept || takes_too_long(search))) {
    search->found.left_out = true;
    return;
  }
  for (size_t i = 1; i < search->keys.count; i++) {
    search_show_progress(search, i, search->keys.count, "keys, in pairs");
    try_key_and(search, &search->keys.items[i]);
  }
  for (size_t i = 1; i < search->methods.count; i++)
    try_method_and_messages(search, &search->methods.items[i]);
  try_messages_together(search);
}
