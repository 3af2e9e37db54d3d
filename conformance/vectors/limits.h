/*
 * What an implementation states in hello that it can't do, of its language or its role. A case beyond its
 * limits is not asked: it neither passes nor fails.
 */
#ifndef REQSIG_LIMITS_H
#define REQSIG_LIMITS_H

#include "base/arena.h"
#include "base/text.h"
#include "vectors/grade.h"
#include "vectors/vector.h"

/* The whole list: a word that is not here is wrong. */
enum limit {
  LIMIT_UTF8_BODIES,    /* it takes bodies only as text */
  LIMIT_JSON_BODIES,    /* it takes bodies only as JSON, or writes the JSON itself */
  LIMIT_BASE64_SECRETS, /* where a profile decodes the key from base64, it does, and takes no other secret */
  LIMIT_NO_MULTIPART,
  LIMIT_NO_GET_BODY,    /* no GET or HEAD with a body */
  LIMIT_METHODS,        /* no other methods than those listed */
  LIMIT_NO_WINDOW,      /* it judges signatures, not times */
  LIMIT_SIGNATURE_ONLY, /* of the headers to add it answers only the signature's; leaves no case out */
  LIMIT_OWN_CLOCK,      /* it can't be told the time */
  NUM_LIMITS
};

struct limits {
  bool stated[NUM_LIMITS];
  struct name_list methods; /* of LIMIT_METHODS */
  struct name_list words;   /* as they were stated */
};

/* "utf8-bodies"; of LIMIT_METHODS "methods". */
const char *limit_name(enum limit limit);

/* Takes the words that were stated. False: *problem says what is wrong with one, behind "an answer to hello
 * with ". */
bool limits_read(struct arena *arena, struct name_list words, struct limits *limits, struct text *problem);

/* The first limit that a case is beyond; NUM_LIMITS if there is none. */
enum limit limits_exceeded(const struct limits *limits, const struct vector *vector, enum op op);

#endif
