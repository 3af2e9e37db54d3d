#include "diagnose/piece_search.h"

#include "lib/bytes.h"
#include "lib/request.h"
#include "lib/transform.h"

/* Bytes that may be hashed: some hundredths of a second. */
static const size_t MAX_HASHED = (size_t)24 * 1024 * 1024;

enum { MAX_SHOWN = 40 };

static void join(const struct pieces *pieces, struct text *to) {
  for (size_t i = 0; i < pieces->count; i++) {
    text_add(to, pieces->items[i].gap);
    text_add(to, pieces->items[i].bytes);
  }
  text_add(to, pieces->end);
}

/* The message with the digest of what is joined. */
static void digest(const struct pieces *pieces, struct text *joined) {
  uint8_t room[2 * RS_MAX_DIGEST];
  reqsig_buffer text = {room, sizeof room, 0};
  rs_sink sink = rs_sink_to_buffer(&text);
  rs_transforms_put(pieces->group->transforms, text_slice(joined), &sink);
  text_clear(joined);
  text_add(joined, pieces->before_digest);
  text_add(joined, rs_slice(room, text.len));
  text_add(joined, pieces->behind_digest);
}

const struct mac_claim *pieces_try(struct piece_search *pieces, const struct pieces *changed) {
  struct search *search = pieces->search;
  if (pieces->is_found || pieces->num_left == 0) return NULL;
  pieces->num_left--;
  text_clear(&pieces->message);
  join(changed, &pieces->message);
  if (changed->group) digest(changed, &pieces->message);
  struct component message = {.bytes = text_slice(&pieces->message)};
  if (rs_slice_equal(message.bytes, search->found.message)) return NULL;
  return search_try(search, (struct trial){search->keys.items, &message, search->methods.items});
}

void pieces_add_match(struct piece_search *pieces, const struct mac_claim *claim, struct text *name,
                      struct text *words) {
  struct search *search = pieces->search;
  struct cause *cause = arena_get(search->arena, sizeof *cause);
  *cause = (struct cause){.kind = CAUSE_PIECES,
                          .name = arena_copy_string(search->arena, text_string(name)),
                          .words = arena_copy_string(search->arena, text_string(words)),
                          .order = search->causes.count};
  reqsig_slice message = text_slice(&pieces->message);
  search_add_match(search,
                   &(struct match){.causes = {cause},
                                   .num_causes = 1,
                                   .claim = claim,
                                   .message = rs_slice(arena_copy(search->arena, message), message.len)});
  pieces->is_found = true;
  text_free(name);
  text_free(words);
}

/* A sentence about the piece of that name; NULL: nothing is added to it. */
struct joining {
  const char *slug;
  const char *variant, *variant_of; /* before-path */
  const char *words;
  reqsig_slice shown; /* a literal that the words tell of */
  const char *behind;
};

static void try_change(struct piece_search *search, const struct pieces *changed,
                       const struct joining *change) {
  const struct mac_claim *claim = pieces_try(search, changed);
  struct text name = {0}, words = {0};
  if (!claim) return;
  text_addf(&name, "%s/%s%s", change->slug, change->variant, change->variant_of);
  text_add_string(&words, change->words);
  if (change->shown.len > 0) {
    text_add_string(&words, "`");
    text_add_shortened(&words, change->shown, MAX_SHOWN);
    text_add_string(&words, "`");
  }
  text_addf(&words, "%s%s.", change->behind, change->variant_of);
  pieces_add_match(search, claim, &name, &words);
}

/* Each text that stands before a piece or behind the last one. */
static void try_without_gaps(struct piece_search *search) {
  const struct pieces *right = search->right;
  for (size_t i = 0; i <= right->count; i++) {
    struct pieces changed = *right;
    reqsig_slice *gap = i < right->count ? &changed.items[i].gap : &changed.end, shown = *gap;
    if (gap->len == 0) continue;
    gap->len = 0;
    struct joining change = {"separator-missing",      "before-", "",
                             "The signer leaves out ", shown,     " before the "};
    if (i < right->count)
      change.variant_of = right->items[i].name;
    else
      change.variant = "at-the-end", change.behind = " at the end of the message";
    try_change(search, &changed, &change);
  }
}

/* Each piece: with the text before it, or behind it if it is the first; then without that. */
static void try_without_pieces(struct piece_search *search) {
  const struct pieces *right = search->right;
  for (size_t i = 0; i < right->count; i++) {
    struct pieces changed = *right;
    const char *name = right->items[i].name;
    const struct joining left_out = {
        "part-missing", "", name, "The signer leaves out of the message: ", {NULL, 0}, ""};
    changed.items[i].bytes.len = 0;
    try_change(search, &changed, &left_out);
    if (i > 0 || right->count == 1)
      changed.items[i].gap.len = 0;
    else
      changed.items[1].gap.len = 0;
    try_change(search, &changed, &left_out);
  }
}

static bool is_query(const struct piece_search *search, const struct piece *piece) {
  const rs_part *part = piece->part;
  return part->from == RS_FROM_QUERY || part->from == RS_FROM_BARE_QUERY ||
         rs_part_lists(search->search->evidence->recipe, part, RS_FROM_QUERY);
}

/* With or without its question mark; behind the path, as it is sent or as it is signed. */
static void try_queries(struct piece_search *search) {
  static const reqsig_slice mark = RS_TEXT("?");
  const struct pieces *right = search->right;
  reqsig_slice sent = rs_query_of(search->search->evidence->signer.request->target);
  for (size_t i = 0; i < right->count; i++) {
    const struct piece *piece = &right->items[i];
    struct pieces changed = *right;
    if (!is_query(search, piece)) continue;
    bool has_mark = rs_slice_starts_with(piece->bytes, mark);
    if (has_mark) {
      changed.items[i].bytes = rs_slice_after(piece->bytes, 1);
      try_change(search, &changed,
                 &(struct joining){"query-mark",
                                   "lost",
                                   "",
                                   "The signer signs the query without its question mark",
                                   {NULL, 0},
                                   ""});
      continue;
    }
    changed.items[i].gap = mark;
    try_change(search, &changed,
               &(struct joining){
                   "query-mark",
                   "on-one-line",
                   "",
                   "The signer signs the path and the query on one line, with the question mark between them",
                   {NULL, 0},
                   ""});
    changed.items[i].gap.len = 0;
    changed.items[i].bytes = sent;
    try_change(search, &changed,
               &(struct joining){"query-mark",
                                 "as-sent",
                                 "",
                                 "The signer signs the target as it is sent, where the path and the query "
                                 "each have a place of their own",
                                 {NULL, 0},
                                 ""});
  }
}

void piece_search(struct search *search) {
  struct pieces_list list;
  struct piece_search pieces = {.search = search, .num_left = MAX_HASHED / (search->found.message.len + 256)};
  pieces_take(search->arena, search->evidence, &list);
  for (size_t i = 0; i < list.count && !pieces.is_found; i++) {
    pieces.right = &list.items[i];
    try_without_gaps(&pieces);
    try_without_pieces(&pieces);
    try_queries(&pieces);
    pieces_search_orders(&pieces);
  }
  text_free(&pieces.message);
}
