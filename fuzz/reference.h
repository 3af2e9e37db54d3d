/*
 * A second implementation of what the library does, to compare it with. It is written from the documents
 * and RFCs in the plainest way: a branch for each scheme, the whole text in memory, no state machines. Of
 * lib/ it uses slices and buffers only, and it need not be fast.
 */
#ifndef REQSIG_FUZZ_REFERENCE_H
#define REQSIG_FUZZ_REFERENCE_H

#include "case.h"

/* reference_text.c: both append to bytes, which has room for as many as text is long. */
bool reference_unhex(reqsig_slice text, bool any_case, reqsig_buffer *bytes);
bool reference_unbase64(reqsig_slice text, reqsig_buffer *bytes);
bool reference_equal_ignoring_case(reqsig_slice a, reqsig_slice b);
/* -1 if c is no digit in hexadecimal. */
int reference_hex_digit(uint8_t c);

/* reference_time.c */

/* A decimal number without sign, or, if negatives, with one minus at most; no zero in front, within int64.
 * *too_large: it is one, but past int64. */
bool reference_int64(reqsig_slice text, bool negatives, int64_t *value, bool *too_large);
/* An IMF-fixdate, in seconds. */
bool reference_date(reqsig_slice text, int64_t *seconds);

/* reference_json.c */
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

/* reference_message.c */

/* Whether the scheme signs the case's request. */
bool reference_signs(const fuzz_case *c);
/* The text of Content-MD5: Bitpro only. Empty where the reading leaves it out. */
reqsig_slice reference_body_digest(fuzz_heap *heap, const fuzz_case *c);
/* The message; timestamp is the text that its header bears. */
reqsig_slice reference_message(fuzz_heap *heap, const fuzz_case *c, reqsig_slice timestamp);

/* reference_mac.c: the raw MAC of the message, by OpenSSL's one-shot function. */
reqsig_slice reference_mac(fuzz_heap *heap, const fuzz_case *c, reqsig_slice timestamp);
/* The same as text, without a prefix. */
reqsig_slice reference_mac_text(fuzz_heap *heap, const fuzz_case *c, reqsig_slice timestamp);
reqsig_slice reference_md5_base64(fuzz_heap *heap, reqsig_slice bytes);

/* reference_verify.c: the fields that say nothing in words. */
typedef struct reference_verdict {
  reqsig_reason reason;
  reqsig_answer well_formed, authentic, fresh;
  int has_timestamp;
  int64_t timestamp_ms;
} reference_verdict;

reference_verdict reference_verify(fuzz_heap *heap, const fuzz_case *c);

#endif
