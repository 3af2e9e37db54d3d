/*
 * The vocabulary for a document's rules. A recipe is data: the engine follows it to sign, to verify and to
 * explain. A profile or a mistake is the same recipe with a few variations. Arrays end at their first element
 * that is all zero, or at their capacity.
 */
#ifndef REQSIG_RECIPE_H
#define REQSIG_RECIPE_H

#include <stdbool.h>

#include "crypto.h"
#include "part.h"
#include "reqsig.h"

typedef struct rs_credential_rule {
  const char *name;
  bool secret; /* never shown */
  const char *clause;
} rs_credential_rule;

/* Which requests are signed. Methods are compared without letter case. */
typedef struct rs_signed_requests {
  const char *methods[RS_MAX_METHODS]; /* none: every method */
  bool any_method_with_body;           /* a request of any other method is signed too, if it has a body */
  bool only_with_body;                 /* one of these methods is signed only if it has a body */
  const char *clause;
} rs_signed_requests;

typedef enum rs_time_place {
  RS_TIME_NOWHERE = 0,
  RS_TIME_IN_HEADER, /* or in a parameter that signing adds */
  RS_TIME_IN_BODY_MEMBER
} rs_time_place;
typedef enum rs_time_format {
  RS_UNIX_SECONDS = 0,
  RS_UNIX_MILLISECONDS,
  RS_IMF_FIXDATE, /* this and the following are dates */
  RS_ISO_SECONDS,
  RS_ISO_MILLISECONDS,
  RS_ISO_BASIC,
  RS_ISO_WITHOUT_ZONE,
  RS_ISO_OFFSET,
  RS_ISO_BASIC_OFFSET,
  RS_MAIL_DATE
} rs_time_format;

static inline bool rs_is_date(rs_time_format format) {
  return format >= RS_IMF_FIXDATE;
}

/* How far a timestamp may be from now: in the past, and in the future. */
typedef struct rs_window {
  bool given; /* the document names a window */
  int64_t past_ms;
  int64_t future_ms;
  bool exclusive; /* the ends themselves are outside */
} rs_window;

typedef struct rs_time_rule {
  rs_time_place place;
  const char *name; /* the body's member; a header has an RS_FROM_TIMESTAMP part instead */
  rs_time_format format;
  bool has_day;        /* parts tell its day */
  int64_t lifetime_ms; /* what is written is the end of validity, so far from now; 0: it is now */
  rs_window window;
  const char *clause;
} rs_time_rule;

typedef enum rs_key_form {
  RS_KEY_AS_IS = 0,
  RS_KEY_BASE64_DECODED,
  RS_KEY_HEX_DECODED,
  RS_KEY_BASE64URL_DECODED,
  RS_KEY_PERCENT_ENCODED
} rs_key_form;

typedef struct rs_mac_rule {
  rs_digest digest;
  uint8_t key;          /* index into credentials */
  reqsig_slice key_cut; /* is cut off the key's front first, if it is there */
  rs_key_form key_form;
  reqsig_slice key_before, key_behind; /* texts around what the form gives */
  bool is_joined;                      /* another credential stands behind these: */
  uint8_t other_key;                   /* index into credentials */
  bool other_encoded;                  /* as RS_KEY_PERCENT_ENCODED */
  const rs_part *steps; /* NULL: none. Each is signed with that key and gives the next one, until one that is
                           of nothing */
  const char *clause;
} rs_mac_rule;

typedef enum rs_encoding {
  RS_HEX = 0,
  RS_BASE64,
  RS_BASE64URL,
  RS_BASE64_UNPADDED,
  RS_BASE64URL_UNPADDED
} rs_encoding;

static inline bool rs_encoding_is_url_safe(rs_encoding encoding) {
  return encoding == RS_BASE64URL || encoding == RS_BASE64URL_UNPADDED;
}

static inline bool rs_encoding_is_padded(rs_encoding encoding) {
  return encoding == RS_BASE64 || encoding == RS_BASE64URL;
}

typedef struct rs_encoding_rule {
  rs_encoding encoding;
  /* Verifying only: */
  bool upper_case_accepted; /* hex digits in upper case too */
  bool unpadded_accepted;   /* base64 without its padding too */
  bool prefix_optional;     /* the literal that the value begins with, right before the MAC, may be missing */
  const char *clause;
} rs_encoding_rule;

typedef enum rs_sending {
  RS_SENT_ALWAYS = 0,
  RS_SENT_IF_SIGNED,
  RS_SENT_UNLESS_PRESENT /* a fixed value, added only where the request has no such header */
} rs_sending;

typedef enum rs_place {
  RS_IN_HEADER = 0,
  RS_IN_QUERY,       /* a parameter, added behind the others */
  RS_IN_CODED_HEADER /* what stands behind the literal that the value begins with, if it does, is in base64 */
} rs_place;

/* A header to add, or a parameter of the query. A header whose value is empty is not sent. */
typedef struct rs_header_rule {
  reqsig_slice name;
  rs_sending sending;
  rs_place place;
  const char *coded; /* of RS_IN_CODED_HEADER: the name of what is in base64 */
  rs_part value[RS_MAX_VALUE_PARTS];
  /* If this is not empty, the value is a list, "t=1,v1=ab": each placeholder stands behind a literal that
   * tells its item, from the second on with the separator before it. A verifier reads the items in any order.
   */
  reqsig_slice item_separator;
  bool open; /* a verifier passes other items over, and takes any of several MACs */
  const char *clause;
} rs_header_rule;

typedef enum rs_variation_kind {
  RS_VARY_NONE = 0,
  RS_VARY_SOURCE,      /* parts from .at take their bytes from .source */
  RS_VARY_TRANSFORM,   /* parts from .at get .transform behind their others */
  RS_VARY_OMIT,        /* parts from .at get .omit */
  RS_VARY_BEFORE,      /* .part stands before the message's part from .at, without a separator between */
  RS_VARY_AFTER,       /* .part stands behind it in the same way */
  RS_VARY_TIME_FORMAT, /* .time_format */
  RS_VARY_WINDOW,      /* .window; if .window.given is false, only its .exclusive */
  RS_VARY_KEY_FORM,    /* .key_form */
  RS_VARY_SIGNS,       /* .signs */
  RS_VARY_ACCEPT_UPPER_CASE,
  RS_VARY_ACCEPT_UNPADDED,
  RS_VARY_ACCEPT_NO_PREFIX,
  RS_VARY_CUT,       /* parts from .at get .cut */
  RS_VARY_PLAIN,     /* parts from .at lose their transforms */
  RS_VARY_DROP,      /* parts from .at leave the message, with the separators before them */
  RS_VARY_SEPARATOR, /* .separator */
  RS_VARY_DIGEST,    /* .digest, of the MAC */
  RS_VARY_ENCODING,  /* .encoding */
  RS_VARY_SENDING,   /* headers with a part from .at get .sending */
  RS_VARY_UNSENT     /* headers with a part from .at are not sent */
} rs_variation_kind;

typedef struct rs_variation {
  rs_variation_kind kind;
  rs_source at;
  union {
    rs_source source;
    rs_transform transform;
    rs_omission omit;
    rs_part part;
    rs_time_format time_format;
    rs_window window;
    rs_key_form key_form;
    rs_signed_requests signs;
    rs_cut cut;
    reqsig_slice separator;
    rs_digest digest;
    rs_encoding encoding;
    rs_sending sending;
  };
} rs_variation;

/* A profile: what it is called, where it comes from, and what it varies. */
typedef struct rs_profile {
  reqsig_profile_info info;
  bool sends_what_it_signs; /* right only if the request is sent as it is signed, which nobody can do for a
                               request as given */
  rs_variation variations[RS_MAX_VARIATIONS];
} rs_profile;

struct reqsig_scheme {
  const char *name;
  const char *title;
  const char *document;
  const char *document_title; /* vendor, page and date, as the document gives them */
  rs_credential_rule credentials[RS_MAX_CREDENTIALS];
  rs_signed_requests signs;
  rs_time_rule time;
  const rs_list *lists;   /* NULL: none */
  const rs_group *groups; /* NULL: none */
  rs_part message[RS_MAX_MESSAGE_PARTS];
  reqsig_slice separator;
  const char *message_clause;
  rs_mac_rule mac;
  rs_encoding_rule encoding;
  rs_header_rule headers[REQSIG_MAX_ADDED_HEADERS];
  const rs_profile *profiles; /* ends with one without a name; NULL: none */
};

/* The document's profile of that name, or NULL. */
const rs_profile *rs_profile_find(const reqsig_scheme *scheme, const char *name);

/* Whether both change one thing, so that what they give together would depend on their order. */
bool rs_profiles_clash(const rs_profile *one, const rs_profile *other);

/* Varies the recipe by its own profiles of these names, and leaves it those. Errors: those of
 * reqsig_scheme_vary; the recipe is then varied by some of them. */
reqsig_status rs_profiles_apply(const char *const *names, size_t num_names, reqsig_scheme *recipe);

/* Whether variations at a source change the part. */
bool rs_part_draws_on(const rs_part *part, rs_source at);

/* Whether the part is a list with parameters of the query or fields of the body, or with the timestamp or the
 * nonce. */
bool rs_part_lists(const reqsig_scheme *recipe, const rs_part *part, rs_source from);

/* The index behind that part of the message, or behind its group. */
size_t rs_part_behind(const reqsig_scheme *recipe, size_t at);

/* The first part of the message that draws on the source, or else of a header; NULL if there is none. */
const rs_part *rs_part_find(const reqsig_scheme *recipe, rs_source at);

/* Applies one variation to *recipe. False if nothing in the recipe fits it, or if the recipe has that cut,
 * separator, digest or encoding already: it then stays as it was. */
bool rs_variation_apply(const rs_variation *variation, reqsig_scheme *recipe);

#endif
