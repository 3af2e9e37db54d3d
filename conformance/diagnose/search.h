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

/* The search at work: what search.c, search_pairs.c and time_search.c share. */

/* The digest and how the MAC is made with it. */
struct mac_method {
  rs_digest digest;
  enum mac_construction construction;
};

/* A key, a message or a method, and the mistakes that give it, the likeliest first. The first of each kind is
 * the right one and has none. */
struct component {
  reqsig_slice bytes;
  struct mac_method method;
  const struct cause **causes;
  size_t num_causes;
  struct mac_key
      *prepared; /* a key for the right method, a method for the right key; NULL until it is used */
};

struct component_list {
  struct component *items;
  size_t count, capacity;
};

struct search {
  struct arena *arena;
  const struct evidence *evidence;
  struct cause_list causes;
  struct mutant_input signer; /* the evidence's, with a memo of its body */
  struct transform_memo memo;
  struct component_list keys, messages, methods;
  const struct mac_claim *right_claim; /* that of the right MAC, or NULL */
  struct findings_of_search found;
  size_t matches_capacity;
};

/* One MAC to try. */
struct trial {
  struct component *key;
  const struct component *message;
  struct component *method;
};

/* The right key, prepared. */
const rs_mac_key *search_right_key(struct search *search);

/* The claim that is that MAC, or NULL; counts it. */
const struct mac_claim *search_claim(struct search *search, rs_digest digest, const uint8_t *mac);

/* The claim that the MAC of these fulfils, or NULL. */
const struct mac_claim *search_try(struct search *search, struct trial trial);

void search_add_match(struct search *search, const struct match *match);

/* All pairs of mistakes, unless that takes too long at this depth. */
void search_pairs(struct search *search, enum search_depth depth);

/* time_search.c: around the time that was sent, a second or five minutes for seconds; whole half hours of a
 * zone; the time to judge at. */
void time_search_near(struct search *search);

/* Each millisecond of five minutes either way, of a short message. */
void time_search_far(struct search *search);

#endif
