/*
 * A raw request, and what a parser of HTTP makes of it. vectors/README.md tells what each member means.
 * Everything here lives in the arena of the set.
 */
#ifndef REQSIG_HTTP_VECTOR_H
#define REQSIG_HTTP_VECTOR_H

#include "vectors/vector_reader.h"

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

/* "must" */
const char *http_class_name(http_class class);
/* False if there is none of that name. */
bool http_class_find(const char *name, http_class *class);

/* "bare-lf"; false if there is none of that name, or it is no reason to reject. */
bool http_reason_find(const char *name, reqsig_http_error *reason);
/* The next one, from REQSIG_HTTP_NONE on; that again behind the last. */
reqsig_http_error http_reason_next(reqsig_http_error reason);

/* One raw request of a file. False: what is wrong is said in the reader's problem. */
bool http_vector_parse(struct vector_reader *reader, const cJSON *object, struct http_vector *vector);

#endif
