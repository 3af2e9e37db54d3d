/*
 * What signers and verifiers get wrong, as data. A mistake is a variation that the document does not leave
 * open: the recipe varied in one named way, the bytes on their way through it changed at one named place, or
 * a verifier that judges by something else. Each stands in one table, once, and is applied to every scheme
 * whose recipe it fits; no scheme is named.
 */
#ifndef REQSIG_MISTAKES_H
#define REQSIG_MISTAKES_H

#include "base/arena.h"
#include "lib/crypto.h"
#include "lib/recipe.h"
#include "mutants/transform_memo.h"
#include "mutants/transforms.h"
#include "vectors/vector.h"

/* How signers make a MAC of a key and a message, rightly or not. */

enum mac_construction {
  MAC_HMAC,
  MAC_HMAC_SWAPPED,         /* the message is the key, the key is the message */
  MAC_HMAC_OF_NOTHING,      /* the message is the key, nothing is the message */
  MAC_HASH_KEY_FIRST,       /* no HMAC: the digest of key and message */
  MAC_HASH_MESSAGE_FIRST,   /* the digest of message and key */
  MAC_HASH_OF_MESSAGE_ONLY, /* no key at all */
  MAC_HMAC_SHA3,            /* with SHA-3 of the same length */
  MAC_HMAC_KECCAK
};

/* What a signer hands to its MAC. */
struct mac_input {
  reqsig_slice key, message;
  rs_digest digest;
  enum mac_construction construction;
};

/* Keccak in progress; the first byte of its padding comes last. */
struct keccak {
  uint64_t lanes[25];
  size_t rate, filled;
};

/* A key with all done that does not depend on the message. */
struct mac_key {
  rs_digest digest;
  enum mac_construction construction;
  reqsig_slice key;
  union {
    rs_mac_key hmac;
    rs_hash begun; /* of MAC_HASH_KEY_FIRST */
    struct {
      struct keccak inner, outer;
    } keccak;
  };
};

/* The key's bytes stay the caller's. */
void mac_key_prepare(struct mac_key *prepared, rs_digest digest, enum mac_construction construction,
                     reqsig_slice key);

/* The raw MAC, of the digest's length. */
void mac_key_use(const struct mac_key *prepared, reqsig_slice message, uint8_t mac[RS_MAX_DIGEST]);

/* SHA-3 and Keccak take a message alike and differ at its end: the same of either, by one key and one
 * message. *taken starts all-zero, and is what both share. */
void mac_key_use_taken(const struct mac_key *prepared, reqsig_slice message, struct keccak *taken,
                       uint8_t mac[RS_MAX_DIGEST]);

/* Both at once. */
void mutant_mac(const struct mac_input *input, uint8_t mac[RS_MAX_DIGEST]);

/* What a recipe has. A variation must find what it works on anyway; these are for what can't be told from it.
 */
#define RECIPE_TRAIT(bit)     (UINT64_C(1) << (bit))
#define HAS_RAW_BODY          RECIPE_TRAIT(0)  /* the body itself stands in the message, not its digest */
#define HAS_BODY_DIGEST       RECIPE_TRAIT(1)  /* its digest does */
#define HAS_PATH              RECIPE_TRAIT(2)  /* the path is signed */
#define HAS_SEVERAL_PARTS     RECIPE_TRAIT(3)  /* the message is not one part alone */
#define HAS_HEX               RECIPE_TRAIT(4)  /* the MAC is sent so */
#define HAS_BASE64            RECIPE_TRAIT(5)  /* in the standard alphabet */
#define HAS_PREFIX            RECIPE_TRAIT(6)  /* fixed text stands before the MAC in its header */
#define HAS_KEY_ID            RECIPE_TRAIT(7)  /* a credential beside the key */
#define HAS_SECOND_KEY_ID     RECIPE_TRAIT(8)  /* two of them */
#define HAS_SHOWN_CREDENTIAL  RECIPE_TRAIT(9)  /* one that is sent with the request, and is not signed */
#define HAS_SIGNED_CREDENTIAL RECIPE_TRAIT(10) /* one is part of the message */
#define HAS_TIME_IN_HEADER    RECIPE_TRAIT(11)
#define HAS_TIME_IN_BODY      RECIPE_TRAIT(12)
#define HAS_UNIX_TIME         RECIPE_TRAIT(13) /* a number of seconds or milliseconds */
#define HAS_SECONDS           RECIPE_TRAIT(14)
#define HAS_MILLISECONDS      RECIPE_TRAIT(15)
#define HAS_DATE              RECIPE_TRAIT(16)
#define HAS_DATE_HEADER       RECIPE_TRAIT(17) /* the timestamp's header is Date */
#define HAS_SENT_KEY          RECIPE_TRAIT(18) /* the secret itself stands in a header */
#define HAS_METHOD            RECIPE_TRAIT(19)
#define HAS_BODY              RECIPE_TRAIT(20)
#define HAS_TIME              RECIPE_TRAIT(21)
#define HAS_WINDOW            RECIPE_TRAIT(22) /* the document names one */
#define HAS_DIGEST_PREFIX     RECIPE_TRAIT(23) /* the text before the MAC names its digest, sha256= */
#define HAS_KEY_ID_HEADER     RECIPE_TRAIT(24) /* a header carries a credential and no MAC */
#define HAS_HYPHEN            RECIPE_TRAIT(25) /* a hyphen stands in the name of a header that is read */
#define HAS_MULTIPART         RECIPE_TRAIT(26) /* the body of a multipart form is left out */
#define HAS_TEXT_BODY         RECIPE_TRAIT(27) /* the body is signed, or a digest of it that is no Content-MD5 */
#define HAS_SHA2              RECIPE_TRAIT(28) /* the digest is one of that family */
#define HAS_QUERY_PART        RECIPE_TRAIT(29) /* the query stands in the message as it is sent */
#define HAS_BASE64URL         RECIPE_TRAIT(30)
#define HAS_TEXT_KEY          RECIPE_TRAIT(37) /* the secret is the key as it is written, not in base64 or hex */
#define HAS_CODED_KEY         RECIPE_TRAIT(38) /* the secret stands for the key, in base64 or hex */
#define HAS_CREDENTIAL_HEADER RECIPE_TRAIT(36) /* a header carries a credential */
#define HAS_READ_HEADER       RECIPE_TRAIT(32) /* a header is read, not only parameters of the query */
#define HAS_SIGNATURE_HEADER  RECIPE_TRAIT(33) /* one of them carries the MAC */
#define HAS_TIME_HEADER       RECIPE_TRAIT(34) /* one of them is the timestamp, and nothing else */
/* A header is read that is not the MAC or the time alone: a comma in one of these makes it malformed anyway.
 */
#define HAS_FREE_VALUE      RECIPE_TRAIT(35)
#define HAS_CLOSED_FUTURE   RECIPE_TRAIT(31) /* the window ends ahead of the clock */
#define HAS_TIME_BESIDE_MAC RECIPE_TRAIT(39) /* one field carries the time and something else */
#define HAS_SENT_CREDENTIALS                                                                                 \
  RECIPE_TRAIT(40)                         /* a header carries each credential but the secrets of the key */
#define HAS_MADE_KEY      RECIPE_TRAIT(41) /* the key is a secret with something around it, or encoded */
#define HAS_FORM_FIELD    RECIPE_TRAIT(42) /* a field of a form is signed */
#define HAS_CODED_HEADER  RECIPE_TRAIT(43) /* a header is written in base64 */
#define HAS_DAY           RECIPE_TRAIT(44) /* the day of the time is used */
#define HAS_COMMA_ITEMS   RECIPE_TRAIT(46) /* a comma parts the items of the MAC's field */
#define HAS_UPPER_PREFIX  RECIPE_TRAIT(47) /* no letter before the MAC is in lower case */
#define HAS_SCHEME_PREFIX RECIPE_TRAIT(48) /* the name of an authentication scheme stands before the MAC */
#define HAS_PADDING       RECIPE_TRAIT(49) /* the MAC is sent in base64 with padding */
#define HAS_NO_PADDING    RECIPE_TRAIT(50) /* the MAC is sent in base64 without padding */
#define HAS_WIDE_WINDOW   RECIPE_TRAIT(51) /* the window has a width */
#define HAS_CODED_LIST    RECIPE_TRAIT(52) /* parameters are signed, sorted and percent-encoded */
#define HAS_RAW_DIGEST    RECIPE_TRAIT(45) /* the message has the bytes of a digest */
#define HAS_SIGNED_HOST   RECIPE_TRAIT(53) /* the header Host is signed */
#define HAS_SIGNED_PORT   RECIPE_TRAIT(54) /* ... with its port, as it stands there */
#define HAS_NONCE         RECIPE_TRAIT(55)
#define HAS_HEADER_LINES  RECIPE_TRAIT(56) /* a list of headers with their values is signed */
#define HAS_SIGNED_QUERY  RECIPE_TRAIT(57) /* the query, or parameters of it, are signed by the document */
#define HAS_OPEN_ITEMS    RECIPE_TRAIT(58) /* the MAC is an item among others, of which any may be right */
#define HAS_ITEMS         RECIPE_TRAIT(59) /* the MAC is an item of a list that has others */
#define HAS_LIFETIME      RECIPE_TRAIT(60) /* the timestamp is the end of validity */
#define HAS_SENT_NAMES    RECIPE_TRAIT(61) /* a header tells the names of the headers that are signed */
#define HAS_MAC_PARAMETER RECIPE_TRAIT(62) /* the MAC stands in the query */
#define HAS_STEPS         RECIPE_TRAIT(63) /* the key is made in steps */

enum { MISTAKE_MAX_SILENT_ROWS = 4 };

struct verifier;
struct verifier_answer;
typedef struct verifier_answer verifier_fn(struct verifier *verifier);

struct mistake {
  const char *slug;
  const char *variant; /* tells mistakes of one slug apart; NULL if it has only one */
  int number;          /* of a signer's entry in vectors/MISTAKES.md */
  const char *words;   /* a sentence: what the signer or the verifier does, and how that comes about */
  uint64_t requires;   /* traits: the recipe must have all of them */
  verifier_fn *verify; /* how a verifier with the mistake judges a request; NULL: it is a signer's mistake */
  uint64_t lacks;      /* traits: the recipe must have none of them */

  /* The recipe's variation. What is not said here and below is as the document has it. */
  rs_variation variations[RS_MAX_VARIATIONS];
  struct list_change list;
  struct recipe_change recipe;

  /* A verifier's: */
  struct transform change; /* what it changes is verify's to say */
  int bugs[3];             /* rows of the known bugs that it belongs to */

  /* A signer's: */
  bool shown_credential_signed; /* the credential that travels with the request stands before the message */
  bool key_signed;              /* ... the secret does */
  int credentials_swapped; /* the secret and the other credential of that number, from 1, wherever they stand
                            */
  struct transform credential; /* every credential but the key */
  struct transform key;
  struct transform method, target, body; /* of the request, as the signer sees it */
  struct transform host;                 /* the value of its header Host */
  int64_t clock_ms;                      /* the signer's clock is ahead by this */
  struct transform time;                 /* the timestamp, as it is signed and sent */
  int64_t signed_clock_ms;               /* what is signed is ahead by this of what is sent */
  struct transform signed_time;          /* the timestamp that is signed, not the one that is sent */
  struct transform signed_nonce;         /* the nonce that is signed, not the one that is sent */
  struct transform parameters;           /* the text of lists of parameters */
  struct transform header_lines;         /* the text of lists of headers with their values */
  bool mac_signed;                       /* the parameter with the MAC is signed, empty */
  int64_t key_clock_ms;                  /* the time in the key's steps is ahead by this of the timestamp */
  bool steps_in_hex;                     /* the text of each MAC in hex is the next step's key */
  struct transform digest;               /* made of the body, in the place of the digest of the body */
  bool no_digest_without_body;           /* a body that is empty has no place in the message, nor a digest */
  struct transform message;
  enum mac_construction construction;
  struct transform mac;    /* the raw bytes */
  struct transform output; /* their text */
  struct transform value;  /* the value of the header that carries the text */

  const char *file_slug;  /* its slug in schemes of files, where the other one misleads; NULL: the same */
  const char *profile;    /* in a scheme that has it, this is no mistake but its profile */
  const char *same;       /* why it gives the document's own bytes for every input */
  uint64_t same_requires; /* ... of a recipe that has all this */
  const char *never;      /* why no variation can express it, and then there is none above */

  /* Rows of the register by which the document says nothing of it: there it is observed, not failed. */
  const char *silent[MISTAKE_MAX_SILENT_ROWS];
};

/* All tables, one after the other: signers' mistakes, then verifiers'. NULL past the last. */
const struct mistake *mistake_at(size_t index);

/* The tables, by the place where the mistakes happen. Each ends with one that has no slug. */
extern const struct mistake mistakes_of_keys[];
extern const struct mistake mistakes_of_settings[];
extern const struct mistake mistakes_of_json[];
extern const struct mistake mistakes_of_numbers[];
extern const struct mistake mistakes_of_bodies[];
extern const struct mistake mistakes_of_texts[];
extern const struct mistake mistakes_of_forms[];
extern const struct mistake mistakes_of_targets[];
extern const struct mistake mistakes_of_messages[];
extern const struct mistake mistakes_of_macs[];
extern const struct mistake mistakes_of_outputs[];
extern const struct mistake mistakes_of_digests[];
extern const struct mistake mistakes_of_times[];
extern const struct mistake mistakes_of_dates[];
extern const struct mistake mistakes_of_headers[];
extern const struct mistake mistakes_of_lists[];
extern const struct mistake mistakes_of_made_keys[];
extern const struct mistake mistakes_of_parts[];
extern const struct mistake verifiers_of_macs[];
extern const struct mistake verifiers_of_headers[];
extern const struct mistake verifiers_of_times[];
extern const struct mistake verifiers_of_answers[];
extern const struct mistake verifiers_of_parts[];

/* By a name as these two write it; NULL if there is none. */
const struct mistake *mistake_find(const char *name);

/* "json-escaped-slash/undone", in at most MISTAKE_MAX_NAME bytes, the NUL included. */
enum { MISTAKE_MAX_NAME = 64 };
const char *mistake_name(const struct mistake *mistake, char name[MISTAKE_MAX_NAME]);
const char *mistake_name_in(const struct mistake *mistake, const reqsig_scheme *scheme,
                            char name[MISTAKE_MAX_NAME]);

/* Varies the recipe, the caller's own, as the mistake has it; all that it then points to is in the arena or
 * the scheme's. False: it has nothing that the mistake varies. */
bool mistake_vary(struct arena *arena, const struct mistake *mistake, reqsig_scheme *recipe);
/* Whether it is one that changes a recipe. */
bool mistake_varies(const struct mistake *mistake);

/* Whether the mistake can be made with the scheme: decided by its recipe. Never for one that is never. */
bool mistake_fits(const struct mistake *mistake, const reqsig_scheme *scheme);
/* The same for who asks of many mistakes: all that the recipe has is found once. */
uint64_t recipe_traits(const reqsig_scheme *recipe);
bool mistake_fits_traits(const struct mistake *mistake, const reqsig_scheme *scheme, uint64_t traits);

/* Whether the mistake is a profile of the scheme, or said to change nothing there. */
bool mistake_is_profile(const struct mistake *mistake, const reqsig_scheme *scheme);
bool mistake_is_same(const struct mistake *mistake, const reqsig_scheme *scheme);

/* Why the mistake changes nothing there, in words; NULL if it is not said to. */
const char *mistake_same(const struct mistake *mistake, const reqsig_scheme *scheme);

/* same.c: the same of a recipe with these traits, where it is not the mistake that says it. */
const char *mistake_same_by_kind(const struct mistake *mistake, uint64_t traits);

/* What is to be signed or verified; the scheme may be one that profiles have varied. */
struct mutant_input {
  const reqsig_scheme *scheme;
  const reqsig_credential *credentials;
  size_t num_credentials;
  const reqsig_request *request;
  int64_t now_ms;
  const reqsig_slice *sent_time; /* the timestamp as its header has it, where a request is looked at that was
                                    signed already; else NULL, and the timestamp is that of now_ms */
  reqsig_slice json;             /* a text that is known to be JSON, or nothing */
  struct transform_memo *memo;   /* of the request's body, where many signers sign it; or NULL */
};

/* The vector's, signed or to be signed, at its time. */
struct mutant_input mutant_input_of(const struct vector *vector, const reqsig_request *request);

struct signer_answer {
  bool is_signed;
  reqsig_slice message; /* empty if nothing is signed */
  struct header_list headers;
};

/*
 * Signs with the mistake, a signer's that must fit; with NULL for it, rightly. All that *answer points to is
 * in the arena or the input's. Errors: those of reqsig_context_init and reqsig_sign.
 */
reqsig_status mutant_sign(struct arena *arena, const struct mistake *mistake,
                          const struct mutant_input *input, struct signer_answer *answer);

/* What that signer would hand to its MAC, also for a request that the scheme does not sign. *made is in the
 * arena or the input's. */
reqsig_status mutant_mac_input(struct arena *arena, const struct mistake *mistake,
                               const struct mutant_input *input, struct mac_input *made);

/* VERIFIER_BREAKS: it answers neither yes nor no, as a server does with status 500. */
enum verifier_kind { VERIFIER_ACCEPTS, VERIFIER_REJECTS, VERIFIER_BREAKS };

struct verifier_answer {
  enum verifier_kind kind;
  reqsig_reason reason;
};

/* What a verifier with the mistake, a verifier's that must fit, says of the request. */
struct verifier_answer mutant_verify(struct arena *arena, const struct mistake *mistake,
                                     const struct mutant_input *input);

#endif
