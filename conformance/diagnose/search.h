/* The search: which mistakes give the MAC that was sent. */
#ifndef REQSIG_SEARCH_H
#define REQSIG_SEARCH_H

#include "diagnose/cause.h"

enum { SEARCH_MAX_TOGETHER = 2 };

/* Mistakes that give the MAC; none of them: the scheme's own way does. */
struct match {
  const struct cause *causes[SEARCH_MAX_TOGETHER];
  size_t num_causes;
  const struct mac_claim
      *claim;       /* the MAC is right in this notation; NULL if the text was compared as it is */
  bool of_notation; /* the mistake is one of notation: the MAC itself is right */
  bool of_time;     /* another time was signed than was sent: signed_ms, written as time_text */
  int64_t signed_ms;
  reqsig_slice time_text;
  reqsig_slice message; /* that was signed */
};

struct findings_of_search {
  struct match *matches; /* the likeliest first */
  size_t num_matches;
  size_t num_macs;      /* how many MACs were made */
  size_t num_causes;    /* how many mistakes the scheme allows to try */
  reqsig_slice message; /* the right one */
  bool left_out;        /* pairs were not tried, as the request is too long */
};

enum search_depth {
  SEARCH_SINGLES, /* no pairs, and only times near the one that was sent */
  SEARCH_USUAL,
  SEARCH_DEEP /* pairs on long requests too */
};

/* What it finds is in the arena, which must be wiped with arena_free afterwards as it holds keys. */
struct findings_of_search search(struct arena *arena, const struct evidence *evidence,
                                 enum search_depth depth);

#endif
