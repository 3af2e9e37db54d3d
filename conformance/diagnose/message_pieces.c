#include "diagnose/message_pieces.h"

#include "lib/message_builder.h"
#include "lib/transform.h"

/* The message as it is written; where pieces stand is known once it has its room. */
struct piece_walk {
  struct arena *arena;
  rs_builder *builder;
  reqsig_buffer *to;
  struct pieces *pieces;
  size_t last_end; /* of the piece before */
};

/* One field of a form has no list with a name. */
static const char *list_name(struct arena *arena, const rs_list *list) {
  if (list->single.len > 0) return arena_copy(arena, list->single);
  return list->name ? list->name : "query";
}

static const char *name_of(struct arena *arena, const reqsig_scheme *recipe, const rs_part *part) {
  switch (part->from) {
  case RS_FROM_CREDENTIAL: return recipe->credentials[part->credential].name;
  case RS_FROM_TIMESTAMP: return rs_is_day(part->transforms[0]) ? "day" : "time";
  case RS_FROM_METHOD: return "method";
  case RS_FROM_PATH: return "path";
  case RS_FROM_QUERY:
  case RS_FROM_BARE_QUERY: return "query";
  case RS_FROM_BODY:
  case RS_FROM_BODY_OR_QUERY: return "body";
  case RS_FROM_HEADER: return arena_copy(arena, part->literal);
  case RS_FROM_LIST: return list_name(arena, &recipe->lists[part->list]);
  case RS_FROM_BODY_LENGTH: return "length";
  case RS_FROM_NONCE: return "nonce";
  default: return "text";
  }
}

/* What was written from begin on is a piece, unless neither it nor the gap before it has anything. */
static void add_piece(struct piece_walk *walk, const rs_part *part, const char *name, size_t begin) {
  const uint8_t *data = walk->to->data;
  size_t end = walk->to->len;
  if (!data || end == walk->last_end) return;
  walk->pieces->items[walk->pieces->count++] =
      (struct piece){part, name, rs_slice(data + walk->last_end, begin - walk->last_end),
                     rs_slice(data + begin, end - begin)};
  walk->last_end = end;
}

static void put_digest(struct piece_walk *walk, size_t first, const rs_group *group) {
  reqsig_buffer digested = {NULL, 0, 0};
  size_t begin = walk->to->len;
  for (int pass = 0; pass < 2; pass++) {
    rs_sink sink = rs_sink_to_buffer(&digested);
    digested = (reqsig_buffer){pass == 0 ? NULL : arena_get(walk->arena, digested.len),
                               digested.len * (size_t)pass, 0};
    rs_group_put(walk->builder, first, &sink);
  }
  rs_sink sink = rs_sink_to_buffer(walk->to);
  rs_transforms_put(group->transforms, rs_slice(digested.data, digested.len), &sink);
  add_piece(walk, &walk->builder->context->recipe->message[first], group->name, begin);
}

static void put_part(struct piece_walk *walk, const rs_part *part) {
  const reqsig_scheme *recipe = walk->builder->context->recipe;
  rs_sink sink = rs_sink_to_buffer(walk->to);
  size_t begin = walk->to->len;
  rs_part_emit(walk->builder, part, &sink);
  if (part->from != RS_FROM_LITERAL) add_piece(walk, part, name_of(walk->arena, recipe, part), begin);
}

/* Parts with a condition are as others, if it holds. */
static void put_parts(struct piece_walk *walk, size_t first, size_t end, bool in_group) {
  const reqsig_scheme *recipe = walk->builder->context->recipe;
  for (size_t i = first, behind; i < end && recipe->message[i].from; i = behind) {
    const rs_part *part = &recipe->message[i];
    const rs_group *group = part->group > 0 && !in_group ? &recipe->groups[part->group - 1] : NULL;
    rs_sink sink = rs_sink_to_buffer(walk->to);
    behind = group ? rs_part_behind(recipe, i) : i + 1;
    if (i > first && !part->glued) rs_sink_put(&sink, recipe->separator);
    if (group && !rs_group_is_there(walk->builder, group)) continue;
    if (group && group->transforms[0])
      put_digest(walk, i, group);
    else if (group)
      put_parts(walk, i, behind, true);
    else
      put_part(walk, part);
  }
}

/* Once to count, and once to write. */
static void take_range(struct arena *arena, rs_builder *builder, size_t first, size_t end, bool in_group,
                       struct pieces *pieces) {
  reqsig_buffer to = {NULL, 0, 0};
  struct piece_walk walk = {arena, builder, &to, pieces, 0};
  put_parts(&walk, first, end, in_group);
  to = (reqsig_buffer){arena_get(arena, to.len + 1), to.len, 0};
  walk.last_end = 0;
  put_parts(&walk, first, end, in_group);
  pieces->end = rs_slice(to.data + walk.last_end, to.len - walk.last_end);
}

/* Those of the part whose digest the piece is. */
static void take_digested(struct arena *arena, rs_builder *builder, const struct pieces *message, size_t nth,
                          struct pieces *pieces) {
  const reqsig_scheme *recipe = builder->context->recipe;
  const struct piece *piece = &message->items[nth], *last = &message->items[message->count - 1];
  const uint8_t *begin = message->items[0].gap.data, *end = last->bytes.data + last->bytes.len;
  const uint8_t *behind = piece->bytes.data + piece->bytes.len;
  size_t first = (size_t)(piece->part - recipe->message);
  take_range(arena, builder, first, rs_part_behind(recipe, first), true, pieces);
  pieces->group = &recipe->groups[piece->part->group - 1];
  pieces->before_digest = rs_slice(begin, (size_t)(piece->bytes.data - begin));
  pieces->behind_digest = rs_slice(behind, (size_t)(end - behind) + message->end.len);
}

void pieces_take(struct arena *arena, const struct evidence *evidence, struct pieces_list *list) {
  rs_builder *builder = arena_get(arena, sizeof *builder);
  *list = (struct pieces_list){.count = 0};
  if (rs_builder_begin(builder, &evidence->opened->context, evidence->signer.request) != REQSIG_OK) return;
  builder->is_signed = true;
  builder->timestamp = evidence->time_text;
  builder->nonce = evidence->signer.request->nonce;
  struct pieces *message = &list->items[list->count++];
  take_range(arena, builder, 0, RS_MAX_MESSAGE_PARTS, false, message);
  for (size_t i = 0; i < message->count && list->count <= RS_MAX_GROUPS; i++) {
    uint8_t group = message->items[i].part->group;
    if (group > 0 && builder->context->recipe->groups[group - 1].transforms[0])
      take_digested(arena, builder, message, i, &list->items[list->count++]);
  }
}

reqsig_slice pieces_joined(const struct pieces *pieces) {
  const uint8_t *begin = pieces->count > 0 ? pieces->items[0].gap.data : pieces->end.data;
  return rs_slice(begin, (size_t)(pieces->end.data - begin) + pieces->end.len);
}

static const char *both_names(struct arena *arena, const char *first, const char *second) {
  struct text text = {0};
  text_addf(&text, "%s, %s", first, second);
  const char *names = arena_copy_string(arena, text_string(&text));
  text_free(&text);
  return names;
}

void pieces_unite(struct arena *arena, const struct pieces *pieces, struct pieces *united) {
  *united = *pieces;
  united->count = 0;
  for (size_t i = 0; i < pieces->count; i++) {
    const struct piece *piece = &pieces->items[i];
    if (i == 0 || piece->gap.len > 0) {
      united->items[united->count++] = *piece;
      continue;
    }
    struct piece *last = &united->items[united->count - 1];
    last->name = both_names(arena, last->name, piece->name);
    last->bytes.len += piece->bytes.len;
  }
}
