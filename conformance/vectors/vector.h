/*
 * A test vector: a request, what signs it, and what each stage gives. vectors/README.md tells what each
 * member means. Everything here lives in the arena of the set, and the slices have a NUL behind them.
 */
#ifndef REQSIG_VECTOR_H
#define REQSIG_VECTOR_H

#include <stdbool.h>
#include <stdio.h>

#include "base/text.h"
#include "reqsig.h"

typedef enum vector_class {
  VECTOR_GOLDEN,
  VECTOR_DERIVED,
  VECTOR_PROFILE,
  VECTOR_STRICT,
  VECTOR_SILENT
} vector_class;

struct name_list {
  const char **items;
  size_t count;
};

struct row_list {
  const int64_t *items;
  size_t count;
};

struct header_list {
  reqsig_header *items;
  size_t count;
};

/* What a verifier says of a request. */
struct verdict {
  bool given;
  bool accepted;
  reqsig_reason reason; /* why it is rejected; REQSIG_REASON_NONE if an adapter does not tell, or accepts; of
                           an expected reject: any reason is right, and so is an error */
};

/* What the default, or some profiles together, give. */
struct expectation {
  struct name_list profiles; /* none: the default */
  bool not_signed;           /* the request gets no signature, and so there is no message */
  bool has_message;
  reqsig_slice message;
  const char *message_sha256; /* instead of a message that is too long to be written down; or NULL */
  const char *content_md5;    /* NULL if not told */
  const char *mac;            /* lower-case hex; NULL if not told */
  bool has_headers;
  struct header_list headers;   /* each must be answered */
  struct header_list also_sent; /* wrong only if answered with another value */
  struct name_list absent;      /* must not be answered */
  struct verdict verdict;       /* on the request as the default signs it */
};

struct vector {
  const char *id;
  const char *twin;    /* the id of an accepted vector; not NULL: this one is to be verified only */
  const char *changes; /* where it differs from the twin's signed request: "body", "header:Sign"; and */
  const char *edit;    /* in words; NULL without a twin */
  const reqsig_scheme *scheme;
  vector_class class;
  const char *document;       /* the source of the clause */
  const char *document_title; /* how to find the document; NULL if the source is another */
  const char *tests;
  const char *clause;
  struct name_list register_rows;
  struct name_list mistakes;
  struct row_list bugs;
  reqsig_credential *credentials;
  size_t num_credentials;
  int64_t now_ms;
  reqsig_request request;
  reqsig_request signed_request; /* the one to verify, if the default has a verdict */
  struct expectation expect;
  struct expectation *profile_expects; /* of the profiles that give something else */
  size_t num_profile_expects;
};

/* The first header of that name, its case ignored, and how many there are, if count is not NULL. NULL: none.
 */
const reqsig_header *header_list_find(const struct header_list *headers, reqsig_slice name, size_t *count);

/* The same names and values, byte by byte, in the same order. */
bool header_list_equal(const struct header_list *a, const struct header_list *b);

const char *vector_class_name(vector_class class);
/* False if there is none of that name. */
bool vector_class_find(const char *name, vector_class *class);

/* Whether a message, or the headers, can be asked for and compared. */
bool vector_has_message(const struct vector *vector);
bool vector_has_headers(const struct vector *vector);
/* Whether its signed request can be verified. */
bool vector_has_verdict(const struct vector *vector);

/* "expired"; false if there is none of that name. */
bool reason_find(const char *name, reqsig_reason *reason);

/* Whether an answer is this verdict. One that rejects and gives no reason is right, if rejecting is. */
bool verdict_matches(const struct verdict *answer, const struct verdict *verdict);

/* Whether an expected verdict is a reject for any reason. */
bool verdict_is_any_reject(const struct verdict *verdict);
/* "expired"; "any" of a reject for any reason; NULL of one that accepts. */
const char *verdict_reason(const struct verdict *verdict);

/* "reject expired" */
void verdict_write(FILE *out, const struct verdict *verdict);

/* Vectors as a file, in the format of vectors/schema.json. */

/* Adds the file of the scheme with these count vectors. provenance: where they come from, a sentence or more.
 */
void vector_write_file(struct text *out, const reqsig_scheme *scheme, const char *provenance,
                       const struct vector *vectors, size_t count);

/*
 * A raw request, and what a parser of HTTP makes of it. vectors/README.md tells what each member means.
 * Everything here lives in the arena of the set.
 */

/* What the RFCs say of the verdict. */
typedef enum http_class { HTTP_MUST, HTTP_SHOULD, HTTP_MAY, HTTP_STRICT } http_class;

struct http_vector {
  const char *id;
  const char *twin; /* the id of an accepted one; NULL if it has none, and then */
  const char *edit; /* NULL too */
  http_class class;
  const char *tests;
  const char *clause;
  const char *source;
  const char *choice; /* or NULL */
  struct row_list bugs;
  reqsig_slice raw;
  size_t max_headers;       /* SIZE_MAX: room for all; */
  size_t max_body;          /* the same */
  reqsig_http_error reason; /* REQSIG_HTTP_NONE: it is accepted */
  size_t offset;            /* of the byte that is rejected */
  reqsig_request request;   /* what is accepted is taken for */
};

struct json_writer;

/* Adds the members that tell of a vector what it tests, why, and its bytes. */
void http_vector_add_telling(struct json_writer *writer, const struct http_vector *vector);

/* Adds the file with these count raw requests, in the format of vectors/http.schema.json. */
void http_vector_write_file(struct text *out, const struct http_vector *vectors, size_t count);

/* "must" */
const char *http_class_name(http_class class);
/* False if there is none of that name. */
bool http_class_find(const char *name, http_class *class);

/* "bare-lf"; false if there is none of that name, or it is no reason to reject. */
bool http_reason_find(const char *name, reqsig_http_error *reason);
/* The next one, from REQSIG_HTTP_NONE on; that again behind the last. */
reqsig_http_error http_reason_next(reqsig_http_error reason);

#endif
