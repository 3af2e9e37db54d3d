/* The search: which mistakes give the MAC that was sent. */
#ifndef REQSIG_SEARCH_H
#define REQSIG_SEARCH_H

#include "base/text.h"
#include "diagnose/notation.h"
#include "lib/context.h"
#include "lib/recipe.h"
#include "mutants/mistakes.h"
#include "request/opened_request.h"

/* What a request that was sent tells of how it was signed. */

struct evidence {
  const struct opened_request *opened;
  const rs_context *context;
  const reqsig_scheme *recipe;      /* with the profiles that were asked for */
  const rs_header_rule *rule;       /* of the header that carries the signature; NULL if none does */
  const reqsig_header *header;      /* that header as it was sent; NULL if it is missing */
  struct mac_claims claims;         /* the MACs that it may spell */
  const reqsig_header *time_header; /* the timestamp's, or NULL */
  reqsig_slice time_text;           /* what it has; empty if it is missing */
  bool has_time;                    /* the timestamp can be read by the scheme's form */
  int64_t time_ms;                  /* ... and is this; else the time to judge at */
  reqsig_request request;           /* with the nonce, also from a header that has a wrong form */
  struct mutant_input signer;       /* the request as its signer saw it */
};

void evidence_collect(struct arena *arena, const struct opened_request *opened, struct evidence *evidence);

/* Whether the scheme has a nonce, and none can be read. */
bool evidence_lacks_nonce(const struct evidence *evidence);

/* The rule of the header with a part from that source; NULL if there is none. */
const rs_header_rule *evidence_rule_with(const reqsig_scheme *recipe, rs_source source);

/* The unit of a timestamp that was sent, as a person reads it. */
enum time_unit { UNIT_NONE, UNIT_SECONDS, UNIT_MILLISECONDS, UNIT_MICROSECONDS, UNIT_NANOSECONDS, UNIT_DATE };

/* The unit that makes the number a time within fifty years of now_ms, and that time; UNIT_DATE of a date in
 * any language's form; UNIT_NONE of anything else. */
enum time_unit sent_time_guess(reqsig_slice text, int64_t now_ms, int64_t *time_ms);

/* How many hours the zone that a date names at its end is ahead of GMT; 0 if it names none. */
enum { ZONE_UNKNOWN = 100 };
int sent_time_zone_hours(reqsig_slice text);

/* "seconds" */
const char *sent_time_unit_name(enum time_unit unit);
/* The unit that the scheme wants. */
enum time_unit sent_time_unit_of(const reqsig_scheme *recipe);

/* Whether the timestamp was sent as a number in a unit that is not the scheme's, and its time. */
bool sent_time_is_in_other_unit(const struct evidence *evidence, int64_t *time_ms);

/* Adds the time as the scheme writes it; false if it can't be written so. */
bool sent_time_add(struct text *text, const reqsig_scheme *recipe, int64_t time_ms);

/* What may be wrong with a signature: the mistakes that the search tries, likeliest first. */

enum cause_kind {
  CAUSE_FILE,    /* the credentials file differs from what its signer has */
  CAUSE_PROFILE, /* a profile of the scheme */
  CAUSE_MISTAKE, /* a signer's mistake */
  CAUSE_PIECES,  /* the message's parts were joined otherwise, see piece_search.h */
  CAUSE_MESSAGE  /* the message that the signer made, from a file */
};

struct cause {
  enum cause_kind kind;
  const struct mistake *mistake; /* what is varied; NULL of the last two kinds */
  const rs_profile *profile;     /* of CAUSE_PROFILE */
  const char *name;
  const char *words; /* a sentence, where no mistake and no profile has one */
  size_t order;      /* its place in the list */
};

struct cause_list {
  struct cause *items;
  size_t count;
};

/* In the arena: all that can be made with the scheme. */
struct cause_list causes_of(struct arena *arena, const reqsig_scheme *recipe);

/* In the arena: verifiers' mistakes that fit the scheme. */
struct cause_list causes_of_verifiers(struct arena *arena, const reqsig_scheme *recipe);

/* In the arena: both mistakes at once; NULL if they change the same thing. */
const struct mistake *causes_together(struct arena *arena, const struct mistake *first,
                                      const struct mistake *second);

/* How a credentials file differs from its signer's, and mistakes that no vector can show: rows that end with
 * one without a slug. */
extern const struct mistake mistakes_of_files[];
extern const struct mistake more_mistakes[];
extern const struct mistake mistakes_of_scheme_files[];
extern const struct mistake mistakes_of_scheme_messages[];

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

/* The search at work: what search.c, search_macs.c, search_pairs.c and time_search.c share. */

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
  size_t num_causes, causes_capacity;
  struct mac_key
      *prepared;        /* a key for the right method, a method for the right key; NULL until it is used */
  struct keccak *taken; /* a message for the right key; NULL until it is used */
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
  size_t kept_bytes, max_kept_bytes;   /* of these */
  bool is_any_not_kept;                /* pairs would lack it */
  const struct mac_claim *right_claim; /* that of the right MAC, or NULL */
  struct findings_of_search found;
  size_t matches_capacity;
};

/* One MAC to try. */
struct trial {
  struct component *key, *message, *method;
};

bool search_is_same_method(struct mac_method a, struct mac_method b);

/* search_macs.c */

/* The right key, prepared. */
const rs_mac_key *search_right_key(struct search *search);

/* The claim that is that MAC, or NULL; counts it. */
const struct mac_claim *search_claim(struct search *search, rs_digest digest, const uint8_t *mac);

/* The claim that the MAC of these fulfils, or NULL. */
const struct mac_claim *search_try(struct search *search, struct trial trial);

/* On the way, where a long body makes it a long one. */
void search_show_progress(const struct search *search, size_t done, size_t total, const char *of);

void search_add_match(struct search *search, const struct match *match);

/* All pairs of mistakes, unless that takes too long at this depth. */
void search_pairs(struct search *search, enum search_depth depth);

/* time_search.c: around the time that was sent, a second or five minutes for seconds; whole half hours of a
 * zone; the time to judge at. */
void time_search_near(struct search *search);

/* Each millisecond of five minutes either way, of a short message. */
void time_search_far(struct search *search);

#endif
