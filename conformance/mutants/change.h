/* A change of some bytes on their way into a signature: the material that mistakes are made of. */
#ifndef REQSIG_CHANGE_H
#define REQSIG_CHANGE_H

#include <stdbool.h>

#include "base/text.h"
#include "lib/recipe.h"
#include "mutants/json_style.h"

/* Where a change happens. */
struct situation {
  const reqsig_scheme *recipe;
  const reqsig_slice *credentials; /* by their place in the recipe */
  const reqsig_request *request;
  int64_t time_ms;  /* the timestamp as a number */
  reqsig_slice mac; /* the raw MAC, once there is one */
};

struct change;

/* Adds what becomes of the bytes. False: they are not of the kind that it changes, so they stay. */
typedef bool change_fn(const struct change *how, const struct situation *at, reqsig_slice from,
                       struct text *to);

/* What its function makes of text, other, number and style is said there. */
struct change {
  change_fn *make; /* NULL: no change */
  const char *text, *other;
  size_t number;
  const struct json_style *style;
};

/* Of any bytes: change_bytes.c. */
change_fn change_to_text;       /* text, whatever it was */
change_fn change_empty_to_text; /* ... only if it was empty */
change_fn change_append;        /* text behind it */
change_fn change_wrap;          /* text before it and other behind it */
change_fn change_prepend;       /* text before it, unless it begins so */
change_fn change_replace;       /* each text becomes other */
change_fn change_remove;        /* each byte that is in text goes */
change_fn change_trim;          /* such bytes go at both ends only */
change_fn change_strip_prefix;  /* text at its beginning goes */
change_fn change_strip_suffix;  /* text at its end goes */
change_fn change_squeeze;       /* white space at the ends goes, each other run of it becomes one space */
change_fn change_cut_at_nul;    /* it ends at its first zero byte */
change_fn change_cut;           /* its first number bytes */
change_fn change_lower;
change_fn change_upper;
change_fn change_capital; /* lower case behind a capital */

/* Encodings and digests: change_encoding.c. */
change_fn change_base64;
change_fn change_base64_decoded; /* forgivingly: other bytes skipped, both alphabets, no padding needed */
change_fn change_base64_again;   /* ... and encoded again */
change_fn change_base64_text;    /* only of what is base64 as RFC 4648 section 4 has it */
change_fn change_hex_decoded;    /* both letter cases */
change_fn change_hash;           /* rs_digest number, in hex */
change_fn change_hash_raw;       /* ... the bytes */
change_fn change_hash_base64;    /* ... base64 */
change_fn change_hash_base64_of_hex;
change_fn change_hash_cut_at_nul; /* ... base64 of its bytes up to the first zero */

/* Of keys: change_key.c. */
change_fn change_to_credential;   /* the number-th other than the key */
change_fn change_cut_at_block;    /* to the block of the recipe's digest */
change_fn change_hashed_at_block; /* hashed if it is just as long as the block */
change_fn change_hashed;          /* hashed if it is no longer than the block */

/* Text encodings: change_charset.c. */
change_fn change_latin1;             /* of UTF-8 text; what it has not is "?" */
change_fn change_ascii;              /* each character that ASCII has not becomes "?" */
change_fn change_utf16;              /* number 0: little-endian, 1: big-endian */
change_fn change_replacement;        /* each byte that is not of valid UTF-8 becomes U+FFFD */
change_fn change_latin1_to_utf8;     /* each byte taken for a character */
change_fn change_invalid_to_nothing; /* bytes that are not valid UTF-8 go */

/* Of targets and form text: change_target.c, change_form.c. */
change_fn change_path;           /* in the path only: each text becomes other */
change_fn change_path_prefix;    /* text before the path */
change_fn change_path_segment;   /* the path's first segment goes */
change_fn change_path_slash;     /* a slash behind the path: number 1: added, 0: gone */
change_fn change_path_slashes;   /* several slashes become one */
change_fn change_path_dots;      /* RFC 3986 section 5.2.4 */
change_fn change_path_decoded;   /* percent-escapes are read */
change_fn change_query_decoded;  /* ... of the query */
change_fn change_escape_case;    /* number 1: upper case, 0: lower */
change_fn change_absolute;       /* text, the host, and the target */
change_fn change_query_order;    /* number 0: sorted, 1: reversed */
change_fn change_query_param;    /* text becomes one more parameter */
change_fn change_query_shorter;  /* the last parameter goes */
change_fn change_form_order;     /* as for the query */
change_fn change_form_decoded;   /* "+" and escapes are read */
change_fn change_form_encoded;   /* written anew, as a browser does */
change_fn change_form_percent;   /* written anew, by RFC 3986 */
change_fn change_form_no_empty;  /* parameters without a value go */
change_fn change_form_numbers;   /* numbers in the style's form */
change_fn change_form_envelope;  /* the value of the parameter text */
change_fn change_form_enveloped; /* ... the reverse */
change_fn change_templates;      /* each {{name}} becomes text */

/* JSON: change_json.c. */
change_fn change_json;        /* written anew in style */
change_fn change_json_string; /* as a JSON string; it must be UTF-8 */

/* Compression: change_gzip.c. */
change_fn change_gzip;
change_fn change_gunzip;

/* Of a MAC's text: change_output.c. */
change_fn change_hex_pairs;        /* text between each two digits; number 1: in upper case */
change_fn change_hex_number;       /* as a number has it: no zeros at the beginning */
change_fn change_hex_bytes_short;  /* each byte as short as its own value */
change_fn change_base64url;        /* number 1: without padding */
change_fn change_signed_byte_list; /* [12, -3] of the raw MAC */
change_fn change_base64_of;        /* base64 of the text */

/* Of the value of the header that carries it, which begins with fixed text: change_prefix.c. */
change_fn change_without_prefix;
change_fn change_prefix_twice;
change_fn change_prefix_to; /* text in its place */
change_fn change_prefix_upper;
change_fn change_prefix_added;   /* if it is missing */
change_fn change_prefix_once;    /* if it is there twice */
change_fn change_prefix_as_told; /* if it is there in other letters' case */

/* Timestamps: change_time.c. */
change_fn change_unit;          /* seconds for milliseconds, or the reverse */
change_fn change_to_unix;       /* a number of seconds for a date */
change_fn change_fraction;      /* seconds with a fraction, as short as it can be */
change_fn change_rounded;       /* to the nearest second */
change_fn change_exponent;      /* 1.7E+12 */
change_fn change_no_last_zeros; /* digits 0 at the end go */
change_fn change_zero_to_text;  /* text, if it is 0 */
change_fn change_quoted;        /* a number in quotes, or a quoted one out of them */
change_fn change_of_header;     /* what the request's own header of that name has */
change_fn change_date_locale;   /* number 0: French, 1: German */

#endif
