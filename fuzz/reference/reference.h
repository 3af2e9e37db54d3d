/*
 * A second implementation of what the library does, to compare it with. It is written from the documents
 * and RFCs in the plainest way: the whole text in memory, no state machines. Of lib/ it uses slices and
 * buffers only, and it need not be fast. Each scheme is one file: a constant of what its document says, and
 * the function that writes its message.
 */
#ifndef REQSIG_FUZZ_REFERENCE_H
#define REQSIG_FUZZ_REFERENCE_H

#include "kit/case.h"
#include "support.h"

/* reference/text.c: both append to bytes, which has room for as many as text is long. */
bool reference_unhex(reqsig_slice text, bool any_case, reqsig_buffer *bytes);
bool reference_unbase64(reqsig_slice text, reqsig_buffer *bytes);
bool reference_equal_ignoring_case(reqsig_slice a, reqsig_slice b);
/* -1 if c is no digit in hexadecimal. */
int reference_hex_digit(uint8_t c);

/* reference/time.c */

/* A decimal number without sign, or, if negatives, with one minus at most; no zero in front, within int64.
 * *too_large: it is one, but past int64. */
bool reference_int64(reqsig_slice text, bool negatives, int64_t *value, bool *too_large);
/* An IMF-fixdate, in seconds. */
bool reference_date(reqsig_slice text, int64_t *seconds);

/* reference/json.c */
typedef struct reference_json {
  bool valid;
  bool too_deep; /* more than 512 levels; valid is then false */
  bool is_object;
  size_t num_named;    /* members of the top object with the name asked for */
  reqsig_slice value;  /* the last one's */
  reqsig_slice a_name; /* the name of the top object's last member, escapes read; NULL data if it has none */
} reference_json;

/* Reads text; a_name is in heap. */
reference_json reference_read_json(fuzz_heap *heap, reqsig_slice text, reqsig_slice name);
/* What a string says, its escapes read, in heap. False if json is none, or with half of a surrogate pair,
 * which is left out of *text. */
bool reference_json_text(fuzz_heap *heap, reqsig_slice json, reqsig_slice *text);

/* reference/json_part.c: a member of an object, or an item of an array, whose name is NULL; as they stand in
 * the text. */
typedef struct reference_part {
  reqsig_slice name, value;
} reference_part;

/* Takes the first part off *inside, what is left of valid JSON between brackets; false if there is none. Of
 * all of a text it gives the value at the top. */
bool reference_next_part(reqsig_slice *inside, reference_part *part);
/* What stands between the brackets. */
static inline reqsig_slice reference_inside(reqsig_slice json) {
  return rs_slice(json.data + 1, json.len - 2);
}

/* reference/http.c */
enum { REFERENCE_MAX_HEADERS = 64 };

/* What reqsig_parse_request gives with an array of so many headers and a body's buffer of the input's length.
 * The parts are set if there is no error. */
typedef struct reference_request {
  reqsig_http_error error;
  size_t offset;
  reqsig_slice method, target, body;
  reqsig_header headers[REFERENCE_MAX_HEADERS];
  size_t num_headers;
} reference_request;

void reference_read_request(fuzz_heap *heap, reqsig_slice raw, reference_request *to);

/* What the value of a header says behind its prefix. */
typedef enum reference_kind {
  REFERENCE_MAC,
  REFERENCE_TIME,
  REFERENCE_KEY,
  REFERENCE_KEY_AND_MAC, /* "key:mac" */
  REFERENCE_BODY_DIGEST
} reference_kind;

/* A header that is read. */
typedef struct reference_field {
  const char *name; /* NULL ends the list */
  const char *prefix;
  reference_kind kind;
  const char *credential; /* that the key is, or NULL */
  bool unsigned_too;      /* required even of a request that the scheme does not sign */
} reference_field;

typedef enum reference_clock {
  REFERENCE_NO_TIME,
  REFERENCE_SECONDS,
  REFERENCE_MILLISECONDS,
  REFERENCE_DATE
} reference_clock;

/* What a profile changes outside of the scheme's own file. */
typedef enum reference_effect {
  REFERENCE_HEX_ANY_CASE = 1,
  REFERENCE_BASE64_UNPADDED,
  REFERENCE_PREFIX_OPTIONAL,
  REFERENCE_TIME_IN_MS,
  REFERENCE_KEY_IS_BASE64,
  REFERENCE_WINDOW_OPEN,     /* a timestamp exactly at an end of the window is rejected */
  REFERENCE_QUERY_DIGESTED,  /* where there is no body */
  REFERENCE_NO_EMPTY_DIGEST, /* the digest of an empty body is left blank */
  REFERENCE_ANY_METHOD       /* of a request with a body */
} reference_effect;

typedef struct reference_profile {
  const char *name; /* NULL ends the list */
  reference_effect effect;
  int64_t window_ms; /* of REFERENCE_WINDOW_OPEN: in place of the scheme's, if not 0 */
} reference_profile;

enum { REFERENCE_MAX_FIELDS = 5, REFERENCE_MAX_METHODS = 4, REFERENCE_MAX_PROFILES = 5 };

/* What a document says. */
typedef struct reference_scheme {
  const char *name;
  const char *digest; /* as OpenSSL calls it: "SHA256" */
  size_t mac_len;
  bool in_base64;                               /* the MAC is sent so; else in hex */
  const char *key;                              /* the credential that the MAC is keyed with */
  reference_field fields[REFERENCE_MAX_FIELDS]; /* in the document's order */
  reference_clock clock;
  const char *time_member;                    /* of the body, a JSON object; or NULL */
  int64_t window_ms;                          /* 0: the document names none */
  const char *methods[REFERENCE_MAX_METHODS]; /* that are signed; none: every one */
  bool only_with_body;
  bool reads_content_type; /* it must not come twice */
  /* A request without its signature, as the lines of a case behind the scheme's name, into which the target
   * header_fields puts values. */
  const char *base;
  reference_profile profiles[REFERENCE_MAX_PROFILES]; /* but for those that only put_message asks for */
  void (*put_message)(fuzz_heap *heap, const fuzz_case *c, reqsig_slice timestamp, reqsig_buffer *to);
  /* Whether what the message covers can be read back from it; NULL where there are no separators. */
  bool (*can_be_read_back)(fuzz_heap *heap, const fuzz_case *c, reqsig_slice message);
} reference_scheme;

/* reference/scheme.c. Ends the program with the scheme's name where it has no file in reference/. */
const reference_scheme *reference_of(const fuzz_case *c);
/* The field of that kind; NULL if there is none. A MAC stands in one of REFERENCE_KEY_AND_MAC too. */
const reference_field *reference_field_of(const reference_scheme *scheme, reference_kind kind);
/* The scheme's profile with that effect, if the case follows it; else NULL. */
const reference_profile *reference_follows(const fuzz_case *c, reference_effect effect);
/* The header that carries the timestamp, or "". */
const char *reference_time_header(const fuzz_case *c);
/* The unit of the timestamp in milliseconds, by the case's profiles. */
int64_t reference_time_unit(const fuzz_case *c);

/* reference/message.c */

/* Whether the scheme signs the case's request. */
bool reference_signs(const fuzz_case *c);
/* The base64 of the MD5 digest of the body, or of the query in its place; empty where a profile leaves it
 * out. */
reqsig_slice reference_body_digest(fuzz_heap *heap, const fuzz_case *c);
/* What messages are made of: each appends. */
void reference_put_upper(reqsig_buffer *to, reqsig_slice text);
void reference_put_percent_decoded(reqsig_buffer *to, reqsig_slice text);
void reference_put_json_compact(reqsig_buffer *to, reqsig_slice text);
/* The target up to its "?", and the rest. */
reqsig_slice reference_path(const fuzz_case *c);
reqsig_slice reference_query(const fuzz_case *c);
bool reference_is_multipart(const fuzz_case *c);
/* The message; timestamp is the text that its header has. */
reqsig_slice reference_message(fuzz_heap *heap, const fuzz_case *c, reqsig_slice timestamp);

/* reference/mac.c: OpenSSL's HMAC by a digest as OpenSSL calls it, and the raw MAC of the message. */
reqsig_slice reference_hmac(fuzz_heap *heap, const char *digest, reqsig_slice key, reqsig_slice message);
reqsig_slice reference_mac(fuzz_heap *heap, const fuzz_case *c, reqsig_slice timestamp);
/* The same as text, without a prefix. */
reqsig_slice reference_mac_text(fuzz_heap *heap, const fuzz_case *c, reqsig_slice timestamp);
reqsig_slice reference_md5_base64(fuzz_heap *heap, reqsig_slice bytes);

/* reference/verify.c: the fields that say nothing in words. */
typedef struct reference_verdict {
  reqsig_reason reason;
  reqsig_answer well_formed, authentic, fresh;
  int has_timestamp;
  int64_t timestamp_ms;
} reference_verdict;

reference_verdict reference_verify(fuzz_heap *heap, const fuzz_case *c);
/* Whether the case has a window that verifying takes: not where the scheme has no timestamp. */
bool reference_takes_window(const fuzz_case *c);

#endif
