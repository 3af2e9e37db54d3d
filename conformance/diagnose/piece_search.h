/* What a signer does wrong as it joins the message: the order of its parts, what stands between them. */
#ifndef REQSIG_PIECE_SEARCH_H
#define REQSIG_PIECE_SEARCH_H

#include "diagnose/message_pieces.h"

/* The search for it: of the message's own parts, and of those that a part is the digest of. */
void piece_search(struct search *search);

/* What piece_search.c and order_search.c share. */
struct piece_search {
  struct search *search;
  const struct pieces *right; /* as the scheme has them */
  struct text message;        /* the one that is tried */
  size_t num_left;            /* how many may still be tried */
  bool is_found;
};

/* The claim that these fulfil, or NULL. */
const struct mac_claim *pieces_try(struct piece_search *pieces, const struct pieces *changed);

/* Adds the cause of that name; frees both texts. */
void pieces_add_match(struct piece_search *pieces, const struct mac_claim *claim, struct text *name,
                      struct text *words);

/* order_search.c: all orders of a few pieces; of more, each at every other place, and each two exchanged. */
void pieces_search_orders(struct piece_search *search);

#endif
