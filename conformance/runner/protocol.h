/* The adapter protocol, version 1: one JSON object a line. */
#ifndef REQSIG_PROTOCOL_H
#define REQSIG_PROTOCOL_H

#include <cjson/cJSON.h>

#include "base/arena.h"
#include "base/text.h"
#include "vectors/grade.h"
#include "vectors/vector.h"

enum { PROTOCOL_VERSION = 1 };

enum answer_kind {
  ANSWER_MESSAGE,
  ANSWER_HEADERS,
  ANSWER_VERDICT,
  ANSWER_REQUEST, /* what a parser took the bytes for */
  ANSWER_REFUSED, /* or why it did not take them */
  ANSWER_UNSUPPORTED,
  ANSWER_ERROR,
  ANSWER_MALFORMED /* of the form that its request asks for it is not */
};

struct answer {
  const char *id;
  enum answer_kind kind;
  reqsig_slice message;
  struct header_list headers;
  bool sends_target,
      sends_body; /* beside the headers: what the request is really sent with, if that is told */
  reqsig_slice sent_target, sent_body;
  struct verdict verdict;
  reqsig_request request; /* its headers are also in headers */
  const char *words;      /* why it was refused, what is unsupported, went wrong, or is malformed */
};

/* Each adds one line. */
void protocol_add_hello(struct text *lines);
void protocol_add_request(struct text *lines, const char *id, enum op op, const struct vector *vector);
void protocol_add_raw(struct text *lines, const char *id, reqsig_slice raw);

/* The object that a line is; NULL: *problem says what it is instead. Free it with cJSON_Delete. */
const cJSON *protocol_parse_line(struct arena *arena, reqsig_slice line, struct text *problem);

/*
 * False: the line can't be taken for an answer to anything, and *problem says why. Which kind of answer is
 * right depends on what was asked under that id, which protocol_check_answer looks at.
 */
bool protocol_read_answer(struct arena *arena, reqsig_slice line, struct answer *answer,
                          struct text *problem);
void protocol_check_answer(struct arena *arena, struct answer *answer, enum op op);

#endif
