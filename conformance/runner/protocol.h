/* The adapter protocol, version 1: one JSON object a line. */
#ifndef REQSIG_PROTOCOL_H
#define REQSIG_PROTOCOL_H

#include "base/arena.h"
#include "base/text.h"
#include "vectors/grade.h"
#include "vectors/vector.h"

enum {
  PROTOCOL_VERSION = 1,
  PROTOCOL_MAX_NAME = 200, /* bytes of a name, a version or a language in hello's answer */
  PROTOCOL_MAX_NAMES = 100 /* of its schemes, and of its ops */
};

struct hello {
  const char *name, *version, *language;
  struct name_list schemes, ops;
};

enum answer_kind {
  ANSWER_MESSAGE,
  ANSWER_HEADERS,
  ANSWER_VERDICT,
  ANSWER_UNSUPPORTED,
  ANSWER_ERROR,
  ANSWER_MALFORMED /* of the form that its request asks for it is not */
};

struct answer {
  const char *id;
  enum answer_kind kind;
  reqsig_slice message;
  struct header_list headers;
  struct verdict verdict;
  const char *words; /* what is unsupported, went wrong, or is malformed */
};

/* Each adds one line. */
void protocol_add_hello(struct text *lines);
void protocol_add_request(struct text *lines, const char *id, enum op op, const struct vector *vector);

/* False: *problem says what was expected instead. What is read is in the arena. */
bool protocol_read_hello(struct arena *arena, reqsig_slice line, struct hello *hello, struct text *problem);

/*
 * False: the line can't be taken for an answer to anything, and *problem says why. Which kind of answer is
 * right depends on what was asked under that id, which protocol_check_answer looks at.
 */
bool protocol_read_answer(struct arena *arena, reqsig_slice line, struct answer *answer,
                          struct text *problem);
void protocol_check_answer(struct arena *arena, struct answer *answer, enum op op);

#endif
