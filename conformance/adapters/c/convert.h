/* Between cJSON's values and reqsig's types. */
#ifndef CONVERT_H
#define CONVERT_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "reqsig.h"

/* What a line asks of the library. It points into the line's JSON. */
typedef struct question {
  reqsig_context context;
  reqsig_request request;
  int64_t now_ms;
  reqsig_header *headers; /* the request's */
  uint8_t *body;          /* the request's */
  reqsig_buffer room;     /* for what the library writes */
} question;

/* Any other status than REQSIG_OK says what is wrong with the line, whose size is that of its text. To be
 * freed in any case. */
reqsig_status question_read(question *asked, const cJSON *line, size_t size, const reqsig_scheme *scheme);
void question_free(question *asked);

/* The text of an object's member: "" if it isn't a string, or isn't there. */
const char *text_of(const cJSON *object, const char *name);

/* True if a string of that JSON holds U+0000: cJSON ends it there, and so takes another for it. */
bool has_escaped_nul(const char *json);

void add_base64(cJSON *answer, const char *name, reqsig_buffer bytes);
void add_headers(cJSON *answer, const char *name, const reqsig_header *headers, size_t num_headers);

#endif
