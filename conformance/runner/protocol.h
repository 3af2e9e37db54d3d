/* The adapter protocol, version 1: one JSON object a line. */
#ifndef REQSIG_PROTOCOL_H
#define REQSIG_PROTOCOL_H

#include <cjson/cJSON.h>

#include "base/arena.h"
#include "base/text.h"
#include "vectors/grade.h"
#include "vectors/vector.h"

/* What an adapter answers to hello: who it is, what it can do, and what it can't. */
enum {
  HELLO_MAX_NAME = 200, /* bytes of a name, a version, a language or a limit */
  HELLO_MAX_NAMES = 100 /* of the schemes, of the ops, and of the limits */
};

struct hello {
  const char *name;
  const char *version, *language; /* NULL if not told */
  struct name_list schemes, ops;
  struct limits limits;
};

/* False: *problem says what was expected instead. What is read is in the arena. */
bool hello_read(struct arena *arena, reqsig_slice line, struct hello *hello, struct text *problem);

bool hello_equals(const struct hello *a, const struct hello *b);

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
void protocol_add_request(struct text *lines, size_t id, enum op op, const struct vector *vector);
void protocol_add_raw(struct text *lines, size_t id, reqsig_slice raw);

/* The object that a line is; NULL: *problem says what it is instead. Free it with cJSON_Delete. */
const cJSON *protocol_parse_line(struct arena *arena, reqsig_slice line, struct text *problem);

/*
 * False: the line can't be taken for an answer to anything, and *problem says why. Which kind of answer is
 * right depends on what was asked under that id, which protocol_check_answer looks at.
 */
bool protocol_read_answer(struct arena *arena, reqsig_slice line, struct answer *answer,
                          struct text *problem);
void protocol_check_answer(struct arena *arena, struct answer *answer, enum op op);

struct test_case;

/*
 * Answers as they are compared between implementations: what may differ without a meaning is left out. Two
 * implementations answer alike if these texts are equal: of a signature the values of the scheme's headers,
 * of a verdict no reason, of a request that was parsed no order of headers. NULL: there is no answer, as it
 * is unsupported, an error or malformed.
 */
const char *normal_answer(struct arena *arena, const struct test_case *test_case,
                          const struct answer *answer);

/*
 * How the headers that a signer answers are graded: for the request that it sends, at the time that it signs
 * for. answer is of the kind ANSWER_HEADERS. clock_ms is the present, for who states own-clock: a time that
 * is further from it than 60 s is wrong.
 */
struct grade grade_signature(struct arena *arena, const struct vector *vector, const struct answer *answer,
                             const struct limits *limits, int64_t clock_ms);

#endif
