/*
 * What the parts of the reader of scheme files share: the recipe that comes to be, the caller's memory, and
 * the fault. Each function that reads returns false after a fault.
 */
#ifndef REQSIG_SCHEME_FILE_READER_H
#define REQSIG_SCHEME_FILE_READER_H

#include "json_walk.h"
#include "vocabulary.h"

enum { RS_MAX_NAMED_PARTS = RS_MAX_GROUPS }; /* each may be a group */

/* A part: its template, as it stands in the file. */
typedef struct rs_named_text {
  const char *name;
  reqsig_slice value;
  size_t num_uses;
  bool is_coded; /* used in base64 */
} rs_named_text;

enum {
  RS_MAX_PROFILES = 32,
  RS_MAX_CLAUSES = 64,
  RS_MAX_NAME = 64,
  RS_MAX_PART_TEXT = 1024, /* of a named part, and of texts that are joined where one stands */
  RS_MAX_PART_USES = 16,
  RS_MAX_ITEMS = RS_MAX_VALUE_PARTS / 2,
  RS_MAX_ITEM_SEPARATOR = 64,
  RS_MAX_SCHEME_FILE = 65536
};

typedef struct rs_reader {
  reqsig_slice text; /* the whole file */
  reqsig_buffer *memory;
  reqsig_scheme_fault *fault;
  reqsig_scheme *scheme;
  rs_profile *profiles;
  rs_profile *profile;    /* the one that is read */
  rs_time_rule *time;     /* the one that is read */
  rs_header_rule *header; /* the one that is read */
  reqsig_slice items;     /* of it, if it is a list */
  bool has_encoding;      /* a header or parameter with the MAC has been read */
  rs_list *lists;         /* NULL: there is none yet */
  rs_list *list;          /* the one that is read */
  rs_named_text parts[RS_MAX_NAMED_PARTS];
  reqsig_slice credentials[RS_MAX_CREDENTIALS], list_places[RS_MAX_LISTS]; /* where they stand in the file */
  bool in_key;                                                             /* a step of the key is read */
  bool in_part;     /* the template of one is read, or a place that takes none */
  rs_group *groups; /* NULL: there is none yet */
} rs_reader;

/* Sets the fault: what was expected at where, a slice of the text. Returns false. */
RS_FORMAT(3, 4) bool rs_reader_fail(rs_reader *reader, reqsig_slice where, const char *format, ...);

/* The same, and the candidate that is nearest to the word. */
bool rs_reader_fail_near(rs_reader *reader, reqsig_slice where, reqsig_slice word,
                         const char *const *candidates, size_t num_candidates, const char *expected);

/* What gives memory of the scheme gives NULL, or false, once that is too small: reading then ends as after a
 * fault, and the memory's length tells which of the two it was. */

/* Zeroed memory. */
void *rs_reader_take(rs_reader *reader, size_t size);

/* One text behind the other. */
bool rs_reader_join(rs_reader *reader, reqsig_slice before, reqsig_slice behind, reqsig_slice *joined);

/* A JSON string's bytes with a NUL behind them; NULL after a fault. Any characters but NUL; a text for people
 * has no control characters and is not empty. */
char *rs_read_string(rs_reader *reader, reqsig_slice value);
const char *rs_read_text(rs_reader *reader, reqsig_slice value);

bool rs_read_int64(rs_reader *reader, reqsig_slice value, int64_t *number);
bool rs_read_true(rs_reader *reader, reqsig_slice value, bool *flag);

/* A word of the vocabulary, as a whole JSON string. */
bool rs_read_word(rs_reader *reader, rs_word_kind kind, reqsig_slice value, int *meaning);

/* The members of an object that may have any name: 1 to max. The index counts them. */
typedef bool rs_entry_fn(rs_reader *reader, const char *name, reqsig_slice value, size_t index);
bool rs_read_entries(rs_reader *reader, reqsig_slice object, size_t max, rs_entry_fn *read);

/* The members of an object that may have these names; they are read in the order of the table. */
typedef struct rs_member {
  const char *name;
  bool (*read)(rs_reader *reader, reqsig_slice value);
  bool required;
} rs_member;
enum { RS_MAX_MEMBERS = 20 };
bool rs_read_members(rs_reader *reader, reqsig_slice object, const rs_member *members, size_t num);

/* The members of a scheme file that have files of their own. */
bool rs_read_message(rs_reader *reader, reqsig_slice value);
bool rs_read_headers(rs_reader *reader, reqsig_slice value);
bool rs_read_query(rs_reader *reader, reqsig_slice value);
bool rs_read_lists(rs_reader *reader, reqsig_slice value);
bool rs_read_parts(rs_reader *reader, reqsig_slice value);
bool rs_read_key(rs_reader *reader, reqsig_slice value);
bool rs_read_also_sent(rs_reader *reader, reqsig_slice value);
bool rs_read_clauses(rs_reader *reader, reqsig_slice value);
bool rs_read_timestamp(rs_reader *reader, reqsig_slice value);
bool rs_read_profiles(rs_reader *reader, reqsig_slice value);

/* The same for a scheme and for a profile that changes it. */
bool rs_read_methods(rs_reader *reader, reqsig_slice value, rs_signed_requests *signs);
bool rs_read_key_of(rs_reader *reader, reqsig_slice value, rs_mac_rule *mac);
bool rs_read_leniency(rs_reader *reader, const char *name, reqsig_slice value, rs_variation *lenient);
/* A name of a credential or a list. */
bool rs_check_name(rs_reader *reader, const char *name, reqsig_slice value);
/* *format: the format changes. */
bool rs_read_time_change(rs_reader *reader, reqsig_slice value, rs_time_rule *time, bool *format);

/* Whether each part is used. */
bool rs_check_parts(rs_reader *reader);

/* What holds between members: each credential is used, the time is where it is said to be. */
bool rs_check_scheme(rs_reader *reader);

#endif
