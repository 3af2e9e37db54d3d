/* The notations in which a signature may have been sent: what they are called, and the MAC inside. */
#ifndef REQSIG_NOTATION_H
#define REQSIG_NOTATION_H

#include "base/arena.h"
#include "base/text.h"
#include "lib/recipe.h"

/* One way in which the text of a signature is not as the scheme writes it. */
struct notation {
  const char *name;   /* of the catalogue's mistake, or one of this search's own */
  const char *words;  /* what is wrong, a sentence */
  const char *change; /* what to do, a sentence */
};

enum { NOTATION_MAX_STEPS = 4 };

/* How much of a MAC a text spells. */
enum claim_kind {
  CLAIM_WHOLE,
  CLAIM_UP_TO_ZERO, /* the MAC ends at its first zero byte, which is missing with the rest */
  CLAIM_CUT,        /* its beginning, with a byte other than zero behind it */
  CLAIM_SHORT_HEX   /* each byte in as few hex digits as it takes: what text has */
};

/* A MAC that the signature's text may spell. */
struct mac_claim {
  enum claim_kind kind;
  uint8_t bytes[RS_MAX_DIGEST];
  size_t len;
  reqsig_slice text; /* of CLAIM_SHORT_HEX */
  const struct notation *steps[NOTATION_MAX_STEPS];
  size_t num_steps; /* 0: it is written as the scheme writes it */
};

enum { NOTATION_MAX_CLAIMS = 24 };

struct mac_claims {
  struct mac_claim items[NOTATION_MAX_CLAIMS];
  size_t count;
};

/* All MACs that the value of the header with the signature may spell; the plainest first. */
void notation_read(struct arena *arena, const reqsig_scheme *recipe, const rs_header_rule *rule,
                   reqsig_slice value, struct mac_claims *claims);

/* Whether the claim is that MAC, of len bytes. */
bool notation_claims(const struct mac_claim *claim, const uint8_t *mac, size_t len);

/* The value that carries the signature, and who takes the texts in it that may be the MAC's. */
struct signature_value {
  struct arena *arena;
  const reqsig_scheme *recipe;
  const rs_header_rule *rule;
  reqsig_slice value;
  void (*add)(void *user, const struct notation *step, reqsig_slice text); /* step: what is wrong before it */
  void *user;
};

/* The likeliest first. */
void signature_texts(const struct signature_value *whole);

/* Of a list, in whatever form: the first element for what is from that source, behind its tag; no data if
 * there is none. */
reqsig_slice list_element(const rs_header_rule *rule, rs_source source, reqsig_slice value);

/* What a language, a tool or a proxy wraps around a signature, and how it is taken off. */

/* Adds what is inside; false if the text has no such wrapping. */
typedef bool peel_fn(reqsig_slice text, struct text *inside);

struct peel {
  peel_fn *take_off;
  struct notation notation;
};

/* The table ends with a row without a function. */
extern const struct peel peels[];

/* How long "word=" at the beginning of the text is; 0 if there is none. */
size_t peel_word(reqsig_slice text);

#endif
