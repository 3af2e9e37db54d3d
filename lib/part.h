/* What the message and the values of headers are made of: parts, groups of them, and lists of parameters. */
#ifndef REQSIG_PART_H
#define REQSIG_PART_H

#include <stdbool.h>

#include "reqsig.h"

enum {
  RS_MAX_CREDENTIALS = 8,
  RS_MAX_METHODS = 8,
  RS_MAX_MESSAGE_PARTS = 32,
  RS_MAX_VALUE_PARTS = 12,
  RS_MAX_TRANSFORMS = 3,
  RS_MAX_VARIATIONS = 3,
  RS_MAX_LISTS = 8,
  RS_MAX_LIST_NAMES = 8,
  RS_MAX_GROUPS = 8,
  RS_MAX_KEY_STEPS = 5
};

/* Where a part's bytes come from. */
typedef enum rs_source {
  RS_FROM_NOTHING = 0,
  RS_FROM_LITERAL,       /* .literal */
  RS_FROM_CREDENTIAL,    /* .credential */
  RS_FROM_TIMESTAMP,     /* as it is written in its header */
  RS_FROM_METHOD,        /* as in the request line */
  RS_FROM_PATH,          /* the target up to its "?" */
  RS_FROM_QUERY,         /* the target's "?" and what follows it, or nothing */
  RS_FROM_BODY,          /* the content */
  RS_FROM_BODY_OR_QUERY, /* the content; if that is empty, what follows the target's "?" */
  RS_FROM_MAC,           /* the encoded MAC; in header values only */
  RS_FROM_BARE_QUERY,    /* what follows the target's "?" */
  RS_FROM_HEADER,        /* the value of the request's own header .literal; in messages only */
  RS_FROM_LIST,          /* the scheme's list .list; in messages only */
  RS_FROM_BODY_LENGTH,   /* how many bytes the content has, in digits; nothing if it is empty */
  RS_FROM_NONCE          /* as it is written in its header or parameter */
} rs_source;

/* What is cut off the bytes first. */
typedef enum rs_cut {
  RS_CUT_NOTHING = 0,
  RS_CUT_LEADING_SLASH, /* one "/", if there is one */
  RS_CUT_TO_HOST,       /* ":" and the digits behind it, at the end, if they are there */
  RS_CUT_TO_PORT        /* all but these digits; without them it is 443 */
} rs_cut;

/* How the bytes are changed then. */
typedef enum rs_transform {
  RS_AS_IS = 0,
  RS_UPPER_CASE,      /* a-z become A-Z */
  RS_PERCENT_DECODED, /* %41 becomes A; a "%" without two hex digits stays */
  RS_PERCENT_ENCODED, /* all bytes but A-Z a-z 0-9 - . _ ~ become %41 (RFC 3986 section 2.3) */
  RS_JSON_COMPACT, /* drops white space between tokens; as the first transform only if rs_json_check accepts
                      the bytes */
  RS_LOWER_CASE,   /* A-Z become a-z */
  RS_SQUEEZED,     /* of spaces that stand side by side one stays */
  RS_PATH_ENCODED, /* as RS_PERCENT_ENCODED, but "/" stays */
  RS_AS_DAY,       /* of a timestamp alone: its day, 20150830 */
  RS_AS_DATE,      /* the same, 2015-08-30 */
  RS_MD5_BASE64,   /* base64 of the MD5 digest of the bytes; this and the following are digests */
  RS_SHA1_HEX,
  RS_SHA1_BASE64,
  RS_SHA256_HEX,
  RS_SHA256_BASE64,
  RS_SHA512_HEX,
  RS_SHA512_BASE64,
  RS_MD5_HEX,
  RS_MD5_RAW, /* the bytes of the digest; this and the following are for what is signed alone */
  RS_SHA1_RAW,
  RS_SHA256_RAW,
  RS_SHA512_RAW,
  /* The HMAC of the bytes under the scheme's own key and digest, in hex; of a credential alone, or of a step
   * of the key, which is then the next key. */
  RS_HMAC_HEX,
  RS_HMAC_BASE64
} rs_transform;

/* Whether the transform is a digest. */
static inline bool rs_is_digest(rs_transform transform) {
  return transform >= RS_MD5_BASE64 && transform < RS_HMAC_HEX;
}

/* Whether it is one whose bytes are not text. */
static inline bool rs_is_raw(rs_transform transform) {
  return transform >= RS_MD5_RAW && transform < RS_HMAC_HEX;
}

/* Whether the transform tells the day of a timestamp. */
static inline bool rs_is_day(rs_transform transform) {
  return transform == RS_AS_DAY || transform == RS_AS_DATE;
}

/* Whether the transform needs the key. */
static inline bool rs_is_hmac(rs_transform transform) {
  return transform >= RS_HMAC_HEX;
}

/* When the part contributes nothing. */
typedef enum rs_omission {
  RS_OMIT_NEVER = 0,
  RS_OMIT_IF_EMPTY,    /* its source is empty, even if its transforms would make something of no bytes */
  RS_OMIT_IF_MULTIPART /* the request's content-type is multipart/... */
} rs_omission;

/* A part of the message or of a header's value. */
typedef struct rs_part {
  rs_source from;
  rs_cut cut;
  rs_transform transforms[RS_MAX_TRANSFORMS]; /* applied in this order */
  rs_omission omit;
  bool glued;         /* no separator before it */
  uint8_t credential; /* index into credentials */
  uint8_t list;       /* index into lists */
  uint8_t group;      /* the group of the message that it belongs to, from 1; 0: none */
  reqsig_slice literal;
  const char *clause;      /* the document's words, quoted */
  const char *omit_clause; /* the words for .omit, or NULL */
} rs_part;

/* Which requests have a group. */
typedef enum rs_condition { RS_ALWAYS = 0, RS_IF_BODY, RS_IF_METHOD } rs_condition;

/* Parts of the message that stand side by side, and of which the digest is signed, or which only some
 * requests have. */
typedef struct rs_group {
  const char *name; /* NULL: it is none */
  rs_condition condition;
  reqsig_slice method; /* of RS_IF_METHOD; letter case does not matter */
  rs_transform transforms[RS_MAX_TRANSFORMS];
} rs_group;

/* Whose parameters. */
typedef enum rs_pairs_of {
  RS_PAIRS_OF_QUERY = 1,
  RS_PAIRS_OF_FORM = 2, /* of a body whose content type is application/x-www-form-urlencoded */
  RS_PAIRS_OF_BOTH = RS_PAIRS_OF_QUERY | RS_PAIRS_OF_FORM,
  RS_PAIRS_OF_HEADERS = 4 /* names in lower case, values as they are */
} rs_pairs_of;

/* Parameters, chosen and written anew. Those that signing adds to the query are among them, but never one
 * that carries the MAC. */
typedef struct rs_list {
  const char *name; /* NULL: it has none */
  rs_pairs_of each;
  reqsig_slice single; /* the list is the one value of that name, decoded */
  /* Of headers: the names, in lower case, of those that are taken; "?" behind one that may be absent, "*"
   * behind the beginning of names. */
  reqsig_slice only[RS_MAX_LIST_NAMES];
  uint8_t like; /* the list, from 1, that chooses the headers of this one; 0: it chooses its own */
  bool sent;    /* a header carries the list: a verifier takes the names that stand there */
  bool names;   /* names alone, each once */
  reqsig_slice without[RS_MAX_LIST_NAMES]; /* the names, decoded, of those that are left out */
  bool in_place;                           /* as they are written, in their order, "&" between them */
  bool mark;                               /* of those in place: with a "?" before them, if there are any */
  /* Of others: names and values are decoded, written anew, and sorted by that, byte by byte. */
  bool name_encoded, value_encoded; /* as RS_PERCENT_ENCODED does; else they stay decoded */
  bool name_lower;                  /* of parameters: in lower case */
  bool value_squeezed, value_lower; /* of headers: a run of spaces is one; in lower case */
  /* Of a signer that does it wrong: in the order of the request; headers' names in their letter case. */
  bool unsorted, name_kept;
  reqsig_slice before, between, behind; /* text before a name, between it and its value, behind that */
  reqsig_slice join;                    /* text between two of them */
  reqsig_slice
      repeated; /* if it is not empty, values of one name are one, in their order, with this between */
} rs_list;

#endif
