/* The search at work: what search.c, search_pairs.c and time_search.c share. */
#ifndef REQSIG_SEARCH_STATE_H
#define REQSIG_SEARCH_STATE_H

#include "diagnose/search.h"

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
  rs_mac_key *prepared; /* of a key: for the right digest; NULL until it is used */
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
  const struct component *message, *method;
};

/* The key for the right digest, prepared once. */
const rs_mac_key *search_prepared(struct search *search, struct component *key);

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
