/* What mistakes do to some bytes on their way into a signature, to what a verifier reads, or to a recipe. */
#ifndef REQSIG_TRANSFORMS_H
#define REQSIG_TRANSFORMS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/text.h"
#include "lib/recipe.h"

/* What a transform can look at beside the bytes themselves. */
struct transform_input {
  const reqsig_scheme *recipe;
  const reqsig_slice *credentials; /* by their place in the recipe */
  const reqsig_request *request;
  reqsig_slice json; /* a text that is known to be JSON, or nothing */
  int64_t time_ms;   /* the timestamp as a number */
  reqsig_slice mac;  /* the raw MAC, once there is one */
};

struct transform;

/* Where wanted, which is not empty, stands in from at that place or behind it; from.len if it does not. */
size_t place_of_bytes(reqsig_slice wanted, reqsig_slice from, size_t at);

/* Adds what becomes of the bytes. False: they are not of the kind that it changes, so they stay. */
typedef bool transform_fn(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                          struct text *to);

/* Each function says what it makes of text, other, number and style. */
struct transform {
  transform_fn *make; /* NULL: none */
  const char *text, *other;
  size_t number;
  const struct json_style *style;
};

/* Of any bytes: transform_bytes.c. */
transform_fn transform_to_text;       /* text, whatever it was */
transform_fn transform_empty_to_text; /* ... only if it was empty */
transform_fn transform_append;        /* text behind it */
transform_fn transform_wrap;          /* text before it and other behind it */
transform_fn transform_prepend;       /* text before it, unless it begins so */
transform_fn transform_replace;       /* each text becomes other */
transform_fn transform_remove;        /* each byte that is in text goes */
transform_fn transform_trim;          /* such bytes go at both ends only */
transform_fn transform_strip_prefix;  /* text at its beginning goes */
transform_fn transform_strip_suffix;  /* text at its end goes */
transform_fn transform_squeeze;    /* white space at the ends goes, each other run of it becomes one space */
transform_fn transform_cut_at_nul; /* it ends at its first zero byte */
transform_fn transform_cut;        /* its first number bytes */
transform_fn transform_lower;
transform_fn transform_upper;
transform_fn transform_capital; /* lower case behind a capital */

/* What happens to a secret in a settings file: transform_bytes.c. */
transform_fn transform_up_to;           /* it ends before its first text, one character */
transform_fn transform_unwrap;          /* text before it and other behind it go */
transform_fn transform_percent_decoded; /* number 1: "+" is a space */
transform_fn transform_unset_variables; /* each $NAME and ${NAME} goes */
transform_fn transform_as_number;       /* digits lose the zeros at their beginning */
transform_fn transform_trim_characters; /* any of text's characters goes at both ends */

/* Unicode's normal forms: transform_text.c. */
transform_fn transform_composed;   /* NFC */
transform_fn transform_decomposed; /* NFD */
transform_fn transform_compatible; /* NFKC */

/* Encodings and digests: transform_encoding.c. */
transform_fn transform_base64;
transform_fn
    transform_base64_decoded;        /* forgivingly: other bytes skipped, both alphabets, no padding needed */
transform_fn transform_base64_again; /* ... and encoded again */
transform_fn transform_base64_padded;   /* base64 with the padding that it lacks */
transform_fn transform_base64url_again; /* ... in the alphabet for URLs */
transform_fn transform_base64_text;     /* only of what is base64 as RFC 4648 section 4 has it */
transform_fn transform_hex_decoded;     /* both letter cases */
transform_fn transform_hash;            /* rs_digest number, in hex */
transform_fn transform_hash_raw;        /* ... the bytes */
transform_fn transform_hash_base64;     /* ... base64 */
transform_fn transform_hash_base64_of_hex;
transform_fn transform_hash_cut_at_nul; /* ... base64 of its bytes up to the first zero */

/* Of keys: transform_bytes.c. */
transform_fn transform_to_credential;   /* the number-th other than the key */
transform_fn transform_cut_at_block;    /* to the block of the recipe's digest */
transform_fn transform_hashed_at_block; /* hashed if it is just as long as the block */
transform_fn transform_hashed;          /* hashed if it is no longer than the block */

/* Text encodings: transform_text.c. */
transform_fn transform_latin1;             /* of UTF-8 text; what it has not is "?" */
transform_fn transform_ascii;              /* each character that ASCII has not becomes "?" */
transform_fn transform_utf16;              /* number 0: little-endian, 1: big-endian */
transform_fn transform_replacement;        /* each byte that is not of valid UTF-8 becomes U+FFFD */
transform_fn transform_chunks;             /* number bytes at a time, what is wrong in each becomes U+FFFD */
transform_fn transform_latin1_to_utf8;     /* each byte taken for a character */
transform_fn transform_invalid_to_nothing; /* bytes that are not valid UTF-8 go */

/* Of targets and form text: transform_target.c, transform_form.c. */
transform_fn transform_path;           /* in the path only: each text becomes other */
transform_fn transform_path_prefix;    /* text before the path */
transform_fn transform_path_segment;   /* the path's first segment goes */
transform_fn transform_path_slash;     /* a slash behind the path: number 1: added, 0: gone */
transform_fn transform_path_slashes;   /* several slashes become one */
transform_fn transform_path_dots;      /* RFC 3986 section 5.2.4 */
transform_fn transform_path_lower;     /* ASCII letters of the path */
transform_fn transform_path_decoded;   /* percent-escapes are read */
transform_fn transform_query_decoded;  /* ... of the query */
transform_fn transform_escape_case;    /* number 1: upper case, 0: lower */
transform_fn transform_absolute;       /* text, the host, other, and the target */
transform_fn transform_path_escaped;   /* but letters, digits, the characters of text, "/" if number is not 2,
                                          and "%" if it is 0 */
transform_fn transform_to_post;        /* of a method that is GET */
transform_fn transform_query_order;    /* number 0: sorted, 1: reversed */
transform_fn transform_query_param;    /* text becomes one more parameter */
transform_fn transform_query_left_out; /* the target without it */
transform_fn transform_query_shorter;  /* the last parameter goes */
transform_fn transform_without_port;   /* of a host: the colon and the digits at its end go */
transform_fn transform_with_port;      /* text behind a host that has no port */
transform_fn transform_form_order;     /* as for the query */
transform_fn transform_form_decoded;   /* "+" and escapes are read */
transform_fn transform_form_encoded;   /* written anew, as a browser does */
transform_fn transform_form_percent;   /* written anew, by RFC 3986 */
transform_fn transform_form_no_empty;  /* parameters without a value go */
transform_fn transform_form_numbers;   /* numbers in the style's form */
transform_fn transform_form_envelope;  /* the value of the parameter text */
transform_fn transform_form_enveloped; /* ... the reverse */
transform_fn transform_form_as_json;   /* an object of the parameters, in the style */
transform_fn transform_templates;      /* each {{name}} becomes text */

/* For both: adds form text with its escapes read, and with each "+" as a space if that is so. */
void params_decode(reqsig_slice text, bool plus_is_space, struct text *to);

/* JSON: transform_json.c. */
transform_fn transform_json;         /* written anew in style */
transform_fn transform_json_string;  /* as a JSON string; it must be UTF-8 */
transform_fn transform_json_element; /* the first of an array */
transform_fn transform_json_member;  /* the value of the member text */

/* Compression: transform_text.c. */
transform_fn transform_gzip;
transform_fn transform_gunzip;

/* Of a MAC's text: transform_encoding.c. */
transform_fn transform_hex_pairs;        /* text between each two digits; number 1: in upper case */
transform_fn transform_hex_number;       /* as a number has it: no zeros at the beginning */
transform_fn transform_hex_bytes_short;  /* each byte as short as its own value */
transform_fn transform_base64url;        /* number 1: without padding */
transform_fn transform_signed_byte_list; /* [12, -3] of the raw MAC */
transform_fn transform_base64_of;        /* base64 of the text */

/* Of the value of the header that carries it, which begins with fixed text: transform_encoding.c. */
transform_fn transform_without_prefix;
transform_fn transform_prefix_twice;
transform_fn transform_prefix_to; /* text in its place, or other if it is text */
transform_fn transform_prefix_upper;
transform_fn transform_prefix_added;   /* if it is missing */
transform_fn transform_prefix_found;   /* what stands before it goes */
transform_fn transform_prefix_once;    /* if it is there twice */
transform_fn transform_prefix_as_told; /* if it is there in other letters' case */

/* Timestamps: transform_time.c. */
transform_fn transform_unit;          /* seconds for milliseconds, or the reverse */
transform_fn transform_to_unix;       /* a number of seconds for a date; number 1: of milliseconds */
transform_fn transform_fraction;      /* seconds with a fraction, as short as it can be */
transform_fn transform_rounded;       /* to the nearest second */
transform_fn transform_exponent;      /* 1.7E+12 */
transform_fn transform_no_last_zeros; /* digits 0 at the end go */
transform_fn transform_zero_to_text;  /* text, if it is 0 */
transform_fn transform_quoted;        /* a number in quotes, or a quoted one out of them */
transform_fn transform_of_header;     /* what the request's own header of that name has */
transform_fn transform_date_locale;   /* number 0: French, 1: German */

/*
 * JSON text written anew, as programs do that parse a body and serialise it again. Only what the style
 * names is changed; tokens and white space else stay as they are, byte for byte.
 *
 * Numbers: the doubles that they stand for (strtod, round to nearest), written with the fewest digits that
 * read back as the same double, in the layout of the language named. Python and Ruby keep integers of any
 * size, PHP those of 64 bits; JavaScript has doubles only. What is beyond a double is "Infinity" in Python
 * and "null" elsewhere.
 */

enum json_numbers { JSON_NUMBERS_KEPT, JSON_JAVASCRIPT, JSON_PYTHON, JSON_PHP, JSON_RUBY };

enum json_strings {
  JSON_STRINGS_KEPT = 0,
  JSON_NO_NEEDLESS_ESCAPES = 1 << 0, /* what may stand for itself does, and the rest has its short escape */
  JSON_SLASH_ESCAPED = 1 << 1,
  JSON_SLASH_PLAIN = 1 << 2,
  JSON_NON_ASCII_ESCAPED = 1 << 3,
  JSON_NON_ASCII_PLAIN = 1 << 4,
  JSON_UPPER_HEX = 1 << 5, /* \u00E9: also those escapes that were there */
  JSON_LOWER_HEX = 1 << 6,
  JSON_DEL_ESCAPED = 1 << 7 /* U+007F */
};

enum json_order { JSON_ORDER_KEPT, JSON_SORTED, JSON_INTEGERS_FIRST };
enum json_duplicates { JSON_DUPLICATES_KEPT, JSON_FIRST_WINS, JSON_LAST_WINS };

struct json_style {
  bool respaced;             /* white space is what the next three say, and no other */
  const char *comma, *colon; /* NULL: "," and ":" */
  const char *indent;        /* for each level; NULL: all in one line */
  const char *end;           /* behind the text; NULL: nothing */
  enum json_numbers numbers;
  unsigned strings;        /* enum json_strings */
  const char *escaped_too; /* ASCII characters that become \u escapes */
  bool python_literals;    /* True, False, None */
  bool python_quotes;      /* strings as Python's repr() writes them */
  bool no_empty_objects;   /* {} becomes [], as PHP's arrays have it */
  enum json_order order;
  enum json_duplicates duplicates;
};

/* Whether the text is JSON: one that is known is not read again. */
bool transform_is_json(const struct transform_input *at, reqsig_slice text);

/* Adds the text in that style. False, and nothing added, if it is not JSON. */
bool json_rewrite(const struct json_style *style, reqsig_slice json, struct text *to);
/* Adds the value with its members in the style's order; they lose the white space around them. */
void json_reorder(const struct json_style *style, reqsig_slice value, struct text *to);

void json_write_string(const struct json_style *style, reqsig_slice token, struct text *to);
void json_write_number(enum json_numbers numbers, reqsig_slice token, struct text *to);

/* What mistakes change of a recipe where no variation of the library says it: change_lists.c,
 * change_recipe.c. */

/* Changes one list. False: there is nothing of the kind in it. */
typedef bool list_fn(rs_list *list);

struct list_change {
  rs_pairs_of of; /* of lists with any of these */
  list_fn *make;  /* NULL: none */
};

list_fn list_in_place;           /* as they stand in the query, with its separators */
list_fn list_decoded;            /* names and values are not encoded */
list_fn list_unsorted;           /* in the order of the request */
list_fn list_as_form;            /* as name=value, with & between them */
list_fn list_not_joined;         /* with nothing between two of them */
list_fn list_glued;              /* with nothing between a name and its value, nor between two of them */
list_fn list_each_value;         /* each of several values of one name with the name */
list_fn list_own_case;           /* in their own letter case, where lower case is due */
list_fn list_names_kept;         /* the names of headers in their own letter case */
list_fn list_spaces_kept;        /* runs of spaces stay */
list_fn list_values_spaced;      /* values of one name with a comma and a space between them */
list_fn list_marked_left_out;    /* headers that are signed only if they are there are not signed */
list_fn list_joined_with_commas; /* names with commas between them */
list_fn list_any_names;          /* a verifier takes any names that a header gives */

/* Whether a list of the recipe has anything of the kind; it is changed then. */
bool change_lists(struct arena *arena, const struct list_change *change, reqsig_scheme *recipe);

/* Changes the recipe, which is the caller's own but for lists and steps of the key: those are copied. False:
 * there is nothing of the kind in it. */
typedef bool recipe_fn(struct arena *arena, size_t nth, reqsig_scheme *recipe);

struct recipe_change {
  recipe_fn *make; /* NULL: none */
  size_t nth;      /* from 1, where there may be several */
};

recipe_fn recipe_parts_swapped;          /* the nth part of the message and the next one */
recipe_fn recipe_time_first;             /* the timestamp before all else */
recipe_fn recipe_digest_kept;            /* a header with a digest is sent only if there is none yet */
recipe_fn recipe_names_signed_otherwise; /* the names of headers are sent right, and signed in capitals */
recipe_fn recipe_mac_parameter_kept;     /* lists leave the parameter with the MAC in */
recipe_fn recipe_step_lost;              /* the nth step of the key */
recipe_fn recipe_steps_swapped;          /* that and the next one */
recipe_fn recipe_no_steps;
recipe_fn recipe_secret_alone;  /* two or more of: the steps, the text around the secret, the second secret */
recipe_fn recipe_key_text_lost; /* what stands around the secret in the key */
recipe_fn recipe_other_key_lost;     /* the second secret of the key */
recipe_fn recipe_base64_key_as_text; /* the secret itself, where base64 in it is decoded */
recipe_fn recipe_key_not_percent_encoded;
recipe_fn recipe_key_prefix_kept;     /* what is to be cut off the secret */
recipe_fn recipe_valid_until_now;     /* the time in the place of the end of validity */
recipe_fn recipe_credential_plain;    /* a credential is sent in the place of its HMAC */
recipe_fn recipe_part_undigested;     /* a named part or a body, itself in the place of its digest */
recipe_fn recipe_part_hashed;         /* the digest of a part by SHA-1, SHA-256 or SHA-512, as nth counts */
recipe_fn recipe_part_encoded;        /* its digest in another encoding */
recipe_fn recipe_part_upper;          /* a digest in hex in upper case */
recipe_fn recipe_line_feeds_as_typed; /* the fixed text's line feeds as the two characters \n */
recipe_fn recipe_line_feeds_as_crlf;
recipe_fn recipe_part_always; /* a part that only some requests have */
recipe_fn recipe_part_never;
recipe_fn recipe_list_plain;     /* a list in the message is not encoded as a whole */
recipe_fn recipe_added_lost;     /* lists leave out parameters that signing adds: nth counts which */
recipe_fn recipe_url_begin_lost; /* https:// and the host before the path */
recipe_fn recipe_http;           /* a URL that begins with https is signed as one with http */

#endif
