/* A mistaken verifier at work: what it can look at, change and ask the library. */
#ifndef REQSIG_VERIFIER_H
#define REQSIG_VERIFIER_H

#include "mutants/mistakes.h"

struct verifier {
  struct arena *arena;
  const struct mutant_input *input;
  const struct transform *change; /* the mistake's */
  reqsig_scheme recipe;           /* may be edited */
  reqsig_request request; /* may be changed; headers are its own, and as many as it has may be dropped */
  reqsig_header *headers;
  const reqsig_window *window; /* NULL: the document's */
  const reqsig_slice *key;     /* in place of the secret; NULL: the secret */
  const reqsig_slice *key_id;  /* in place of the credential number key_id_at; NULL: none */
  size_t key_id_at;
  reqsig_verdict verdict; /* of the last verify_check */
};

/* Asks the library, with all of the above. */
verifier_fn verify_check;

extern const struct verifier_answer verify_accepts;
struct verifier_answer verify_rejects(reqsig_reason reason);
extern const struct verifier_answer verify_breaks;

/* The bytes changed; as they are, if that does nothing to them. */
reqsig_slice verify_changed(struct verifier *verifier, reqsig_slice bytes);

/* The header that a rule names, letter case aside; NULL if it is absent. */
reqsig_header *verify_header(struct verifier *verifier, const rs_header_rule *rule);
/* The first rule with a part from source; NULL if none has. */
const rs_header_rule *verify_rule(const struct verifier *verifier, rs_source source);

/* The timestamp as it was sent in a header or a parameter; false if it is in none, or that has not the rule's
 * form. */
bool verify_sent_time(struct verifier *verifier, reqsig_slice *time);

/* The text of the MAC as it was sent, behind the fixed text before it; empty if it is absent. */
reqsig_slice verify_mac_text(struct verifier *verifier);
/* Puts another text in its place. */
void verify_set_mac_text(struct verifier *verifier, reqsig_slice text);
/* The text that it should have, for the timestamp that was sent. */
reqsig_slice verify_right_mac_text(struct verifier *verifier);

/* Takes a header out of the request. */
void verify_drop_header(struct verifier *verifier, size_t index);

/* The timestamp is signed as it was sent, whatever it is, and never looked at. */
void verify_ignore_time(struct verifier *verifier);

/* verifier_signature.c */
verifier_fn verify_other_text;  /* the change is made to the MAC's text first */
verifier_fn verify_other_value; /* ... to the value of its header */
verifier_fn verify_other_body;  /* ... to the body */
verifier_fn verify_beginning;   /* only as much of the MAC is compared as was sent */
verifier_fn verify_longer;      /* what follows the MAC is not looked at */
verifier_fn verify_until_nul;   /* only the bytes before the first zero byte of the raw MACs are compared */
verifier_fn verify_first_bytes; /* only the first change.number bytes are compared */
verifier_fn verify_list_any;    /* several MACs with commas between them: any of them is accepted */
verifier_fn verify_either_encoding; /* both hex and base64 are accepted */
verifier_fn verify_empty_key;       /* a MAC with an empty key is accepted too */
verifier_fn verify_unset_secret;    /* a secret that is empty is a key like any other */
verifier_fn verify_sent_key;        /* the key is the one that the request carries */
verifier_fn verify_nothing_signed;  /* a MAC of an empty message is accepted too */
verifier_fn verify_any_case;        /* the text of the MAC is compared without letter case */
verifier_fn verify_multipart_like;  /* a content type that only begins with multipart counts as multipart */
verifier_fn verify_other_target;    /* a MAC of the changed target is accepted too */
verifier_fn verify_method_header;   /* X-HTTP-Method-Override replaces the method */
verifier_fn verify_path_header;     /* X-Original-URI replaces the path */
verifier_fn verify_algorithm_header;
verifier_fn verify_algorithm_prefix;
verifier_fn verify_fallback_sha1;

/* verifier_fields.c */
verifier_fn verify_first_header;       /* the first of several headers with one name is taken */
verifier_fn verify_last_header;        /* ... the last */
verifier_fn verify_joined_headers;     /* ... all of them, with commas between */
verifier_fn verify_name_begins;        /* a name that begins with the right one is accepted too */
verifier_fn verify_name_ends;          /* ... that ends with it */
verifier_fn verify_name_case;          /* names are compared with their letter case */
verifier_fn verify_name_underscores;   /* an underscore counts as a hyphen */
verifier_fn verify_values_trimmed;     /* white space beyond ASCII is removed at the ends of values */
verifier_fn verify_any_key_id;         /* the key id is not checked */
verifier_fn verify_key_id_beginning;   /* ... is compared up to the shorter one's length */
verifier_fn verify_key_id_case;        /* ... without letter case */
verifier_fn verify_unsigned_accepted;  /* a request without a signature is accepted */
verifier_fn verify_key_id_absent;      /* a request without a key id is not checked for it */
verifier_fn verify_digest_added;       /* a digest that is missing or blank is filled in */
verifier_fn verify_digest_any_case;    /* ... is compared without letter case */
verifier_fn verify_digest_from_header; /* the digest that was sent is trusted */

/* verifier_items.c */
verifier_fn verify_first_mac;      /* of several MACs only the first is looked at */
verifier_fn verify_last_mac;       /* ... only the last */
verifier_fn verify_items_in_order; /* items must stand in the order in which they are written */
verifier_fn verify_known_items;    /* an item that is none of the scheme's is refused */
verifier_fn verify_valid_from_end; /* the end of validity is taken for the time of signing */
verifier_fn verify_changed_host;   /* the change is made to the header Host first */

/* verifier_time.c */
verifier_fn verify_malformed_time;       /* a timestamp that can't be read is not checked */
verifier_fn verify_atoi_time;            /* ... is read as far as it is a number */
verifier_fn verify_lenient_date;         /* ... that has the numbers of a date is not checked further */
verifier_fn verify_no_time_needed;       /* a timestamp that is absent is not checked */
verifier_fn verify_future_accepted;      /* a timestamp in the future is accepted */
verifier_fn verify_past_accepted;        /* an old timestamp is accepted */
verifier_fn verify_any_time;             /* both */
verifier_fn verify_window_times;         /* the window is change.number times as long */
verifier_fn verify_window_part;          /* ... as long, divided by change.number */
verifier_fn verify_none_ahead;           /* a timestamp a millisecond ahead is rejected */
verifier_fn verify_whole_units;          /* ages are counted in whole units of change.number milliseconds */
verifier_fn verify_times_in_whole_units; /* ... both times are, before they are compared */
verifier_fn verify_age_32_bits;          /* ... in 32 bits */
verifier_fn verify_age_wraps;            /* the difference wraps around */
verifier_fn verify_age_abs;              /* ... and then the absolute value is taken */
verifier_fn verify_header_time;          /* the time of another header is checked, if there is one */
verifier_fn verify_window_open;          /* the two ends of the window are rejected */

/* verifier_body_time.c: how the timestamp is found in the body */
verifier_fn verify_json_cjson;        /* cJSON's parser, look-up and double */
verifier_fn verify_json_valueint;     /* ... and int */
verifier_fn verify_json_last;         /* the last of several members with one name is taken */
verifier_fn verify_json_first;        /* ... the first */
verifier_fn verify_json_any_case;     /* the member's name without letter case */
verifier_fn verify_json_anywhere;     /* the first that looks like it, at any depth */
verifier_fn verify_json_quoted;       /* a string of digits is accepted */
verifier_fn verify_json_number;       /* any number is accepted */
verifier_fn verify_json_double;       /* an integer is kept as a double */
verifier_fn verify_json_wraps;        /* an integer past 64 bits loses its high bits */
verifier_fn verify_json_out_of_range; /* ... is not checked */

/* verifier_fields.c: how it answers */
verifier_fn verify_throws_on_length; /* a MAC of another length breaks the verifier */
verifier_fn verify_throws_on_header; /* ... bytes beyond ASCII in a header that is read */
verifier_fn verify_throws_on_any_header;
verifier_fn verify_throws_on_body;    /* ... bytes in the body that are not UTF-8 */
verifier_fn verify_one_reason;        /* the reason of every reject is signature_mismatch */
verifier_fn verify_malformed_only;    /* ... is malformed */
verifier_fn verify_malformed_missing; /* the reason for a missing field is malformed */
verifier_fn
    verify_malformed_wrong; /* the reason for a key id, digest or signature that is wrong is malformed */

#endif
