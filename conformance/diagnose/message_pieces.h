/* The message taken apart: what each of its parts gives, and the fixed text between them. */
#ifndef REQSIG_MESSAGE_PIECES_H
#define REQSIG_MESSAGE_PIECES_H

#include "diagnose/search.h"

struct piece {
  const rs_part *part;
  const char *name;   /* "path" */
  reqsig_slice gap;   /* what stands before it */
  reqsig_slice bytes; /* what the part gives */
};

/* The pieces of the message, or those that a part of it is the digest of. */
struct pieces {
  struct piece items[RS_MAX_MESSAGE_PARTS];
  size_t count;
  reqsig_slice end;                          /* what stands behind the last */
  const rs_group *group;                     /* the part with the digest; NULL: the message itself */
  reqsig_slice before_digest, behind_digest; /* of the message */
};

/* The message's, and those of each part with a digest. In the arena. */
struct pieces_list {
  struct pieces items[1 + RS_MAX_GROUPS];
  size_t count; /* 0: the message can't be taken apart */
};

void pieces_take(struct arena *arena, const struct evidence *evidence, struct pieces_list *list);

/* All of them as they stand. */
reqsig_slice pieces_joined(const struct pieces *pieces);

/* With pieces that have nothing between them as one. */
void pieces_unite(struct arena *arena, const struct pieces *pieces, struct pieces *united);

#endif
