/*
 * What signers get wrong, as data. A mistake is a reading that the document does not leave open: the
 * recipe varied in one named way, and the bytes on their way through it changed at one named place. Each
 * stands in one table, once, and is applied to every scheme whose recipe it fits; no scheme is named.
 */
#ifndef REQSIG_MISTAKES_H
#define REQSIG_MISTAKES_H

#include "base/arena.h"
#include "lib/recipe.h"
#include "mutants/change.h"
#include "mutants/needs.h"
#include "vectors/vector.h"

/* How the MAC is made of key and message. */
enum mac_construction {
  MAC_HMAC,
  MAC_HMAC_SWAPPED,        /* the message is the key, the key is the message */
  MAC_HMAC_OF_NOTHING,     /* the message is the key, nothing is the message */
  MAC_HASH_KEY_FIRST,      /* no HMAC: the digest of key and message */
  MAC_HASH_MESSAGE_FIRST,  /* the digest of message and key */
  MAC_HASH_OF_MESSAGE_ONLY /* no key at all */
};

struct mistake {
  const char *slug;
  const char *variant; /* tells mistakes of one slug apart; NULL if it has only one */
  int number;          /* of the catalogue's entry */
  const char *words;   /* what the signer does wrong, and how that comes about */
  unsigned needs;      /* enum mistake_needs */

  /* The variation. What is not said is as the document has it. */
  rs_variation variations[RS_MAX_VARIATIONS];
  bool shown_credential_signed; /* the credential that travels with the request stands before the message */
  bool key_signed;              /* ... the secret does */
  bool credentials_swapped;     /* the secret and the first other credential, wherever they stand */
  struct change credential;     /* every credential but the key */
  struct change key;
  struct change method, target, body; /* of the request, as the signer sees it */
  int64_t clock_ms;                   /* the signer's clock is ahead by this */
  struct change time;                 /* the timestamp, as it is signed and sent */
  int64_t signed_clock_ms;            /* what is signed is ahead by this of what is sent */
  struct change signed_time;          /* the timestamp that is signed, not the one that is sent */
  struct change digest;               /* made of the body, in the place of the digest of the body */
  bool no_digest_without_body;        /* a body that is empty has no place in the message, nor a digest */
  struct change message;
  enum mac_construction construction;
  struct change mac;    /* the raw bytes */
  struct change output; /* their text */
  struct change value;  /* the value of the header that carries the text */

  const char *profile;   /* in a scheme that has it, this is no mistake but its profile */
  const char *same;      /* why it gives the document's own bytes for every input */
  unsigned same_needs;   /* ... of a recipe that has all this */
  const char *silent[2]; /* rows of the register by which a document says nothing of it: it is observed */
  const char *never;     /* why no variation can express it, and then there is none above */
};

/* The tables, one after the other. NULL past the last. */
const struct mistake *mistake_at(size_t index);

/* "json-escaped-slash/undone", in at most MISTAKE_MAX_NAME bytes, the NUL included. */
enum { MISTAKE_MAX_NAME = 64 };
const char *mistake_name(const struct mistake *mistake, char name[MISTAKE_MAX_NAME]);

/* Whether the mistake can be made with the scheme: decided by its recipe. Never for one that is never. */
bool mistake_fits(const struct mistake *mistake, const reqsig_scheme *scheme);

/* Whether the mistake is a profile of the scheme, or said to change nothing there. */
bool mistake_is_profile(const struct mistake *mistake, const reqsig_scheme *scheme);
bool mistake_is_same(const struct mistake *mistake, const reqsig_scheme *scheme);

/* What is to be signed; the scheme may be one that profiles have edited. */
struct mistake_input {
  const reqsig_scheme *scheme;
  const reqsig_credential *credentials;
  size_t num_credentials;
  const reqsig_request *request;
  int64_t now_ms;
};

struct mistake_answer {
  bool is_signed;
  reqsig_slice message; /* empty if nothing is signed */
  struct header_list headers;
};

/*
 * Signs with the mistake, which must fit; with NULL for it, rightly. All that *answer points to is in the
 * arena or the input's. Errors: those of reqsig_context_init and reqsig_sign.
 */
reqsig_status mistake_sign(struct arena *arena, const struct mistake *mistake,
                           const struct mistake_input *input, struct mistake_answer *answer);

#endif
