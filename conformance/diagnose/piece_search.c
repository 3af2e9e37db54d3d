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

/* What is tried: its name, slug/variant and the piece's name, and its sentence, of which each may be "". */
struct joining {
  const char *slug, *variant, *piece;
  const char *words;
  reqsig_slice text;      /* fixed text that the sentence tells of */
  const char *then, *end; /* before and behind the piece's name */
};

static void try_joining(struct piece_search *search, const struct pieces *changed,
                        const struct joining *joining) {
  const struct mac_claim *claim = pieces_try(search, changed);
  struct text name = {0}, words = {0};
  if (!claim) return;
  text_addf(&name, "%s/%s%s", joining->slug, joining->variant, joining->piece);
  text_add_string(&words, joining->words);
  if (joining->text.len > 0) {
    text_add_string(&words, "`");
    text_add_shortened(&words, joining->text, MAX_SHOWN);
    text_add_string(&words, "`");
  }
  text_addf(&words, "%s%s%s", joining->then, joining->piece, joining->end);
  pieces_add_match(search, claim, &name, &words);
}

/* Each text that stands before a piece or behind the last one. */
static void try_without_texts(struct piece_search *search) {
  const struct pieces *right = search->right;
  struct joining joining = {.slug = "separator-missing", .words = "The signer leaves out ", .end = "."};
  for (size_t i = 0; i < right->count; i++) {
    struct pieces changed = *right;
    joining.variant = "before-";
    joining.piece = right->items[i].name;
    joining.text = right->items[i].gap;
    joining.then = " before the ";
    changed.items[i].gap.len = 0;
    try_joining(search, &changed, &joining);
  }
  struct pieces changed = *right;
  joining.variant = "at-the-end";
  joining.piece = "";
  joining.text = right->end;
  joining.then = " at the end of the message";
  changed.end.len = 0;
  try_joining(search, &changed, &joining);
}

/* Each piece alone; then with the text before it, or behind it if it is the first. */
static void try_without_pieces(struct piece_search *search) {
  const struct pieces *right = search->right;
  for (size_t i = 0; i < right->count; i++) {
    struct pieces changed = *right;
    const struct joining joining = {.slug = "part-missing",
                                    .variant = "",
                                    .piece = right->items[i].name,
                                    .words = "The signer leaves the ",
                                    .then = "",
                                    .end = " out of the message."};
    changed.items[i].bytes.len = 0;
    try_joining(search, &changed, &joining);
    changed.items[i == 0 && right->count > 1 ? 1 : i].gap.len = 0;
    try_joining(search, &changed, &joining);
  }
}

static bool is_query(const struct piece_search *search, const struct piece *piece) {
  const rs_part *part = piece->part;
  return part->from == RS_FROM_QUERY || part->from == RS_FROM_BARE_QUERY ||
         rs_part_lists(search->search->evidence->recipe, part, RS_FROM_QUERY);
}

static bool follows_path(const struct pieces *pieces, size_t at) {
  return at > 0 && pieces->items[at - 1].part->from == RS_FROM_PATH;
}

static void try_query(struct piece_search *search, size_t at, struct piece piece, const char *variant,
                      const char *words) {
  struct pieces changed = *search->right;
  const struct joining joining = {
      .slug = "query-mark", .variant = variant, .piece = "", .words = words, .then = "", .end = ""};
  changed.items[at] = piece;
  try_joining(search, &changed, &joining);
}

/* The query with its question mark behind the path, as it is signed or as it is sent. */
static void try_behind_path(struct piece_search *search, size_t at) {
  struct piece piece = search->right->items[at];
  piece.gap = RS_LITERAL("?");
  try_query(search, at, piece, "on-one-line",
            "The signer signs the path and the query on one line, with the question mark between them.");
  piece.gap.len = 0;
  piece.bytes = rs_query_of(search->search->evidence->signer.request->target);
  try_query(search, at, piece, "as-sent",
            "The signer signs the target as it is sent, where path and query each have their own place.");
}

/* Where no path stands before it, its question mark is signed with it. */
static void try_kept_mark(struct piece_search *search, size_t at) {
  struct piece piece = search->right->items[at];
  struct text marked = {0};
  text_add_string(&marked, "?");
  text_add(&marked, piece.bytes);
  piece.bytes = text_slice(&marked);
  try_query(search, at, piece, "kept", "The signer signs the ? that stands before the query.");
  text_free(&marked);
}

static void try_queries(struct piece_search *search) {
  for (size_t i = 0; i < search->right->count; i++) {
    struct piece piece = search->right->items[i];
    if (!is_query(search, &piece)) continue;
    if (rs_slice_starts_with(piece.bytes, RS_LITERAL("?"))) {
      piece.bytes = rs_slice_after(piece.bytes, 1);
      try_query(search, i, piece, "lost", "The signer signs the query without its question mark.");
    } else if (follows_path(search->right, i)) {
      try_behind_path(search, i);
    } else {
      try_kept_mark(search, i);
    }
  }
}

void piece_search(struct search *search) {
  struct pieces_list list;
  struct piece_search pieces = {.search = search, .num_left = MAX_HASHED / (search->found.message.len + 256)};
  pieces_take(search->arena, search->evidence, &list);
  for (size_t i = 0; i < list.count && !pieces.is_found; i++) {
    pieces.right = &list.items[i];
    try_without_texts(&pieces);
    try_without_pieces(&pieces);
    try_queries(&pieces);
    pieces_search_orders(&pieces);
  }
  text_free(&pieces.message);
}
