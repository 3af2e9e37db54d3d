/*
 * A second reader of the lines that an adapter writes, from conformance/README.md. Where cJSON builds a tree
 * of all of a line, this looks a member up, in the text, whenever it wants one.
 */
#ifndef REQSIG_FUZZ_REFERENCE_LINE_H
#define REQSIG_FUZZ_REFERENCE_LINE_H

#include "reference/reference.h"
#include "runner/protocol.h"

/* reference/line.c: what may be wrong in a line whatever it says. */
typedef struct reference_line {
  reqsig_slice text;
  bool valid, too_deep, is_object;
  bool has_nul;         /* U+0000 in a name or a string, whatever the depth */
  bool has_other_nul;   /* the same, but not in the text of the error at the top, if there is one */
  bool has_half_pair;   /* half of a surrogate pair in one */
  bool has_name_twice;  /* in one object */
  bool has_long_number; /* of more than 63 characters: some versions of cJSON don't take it */
} reference_line;

reference_line reference_read_line(fuzz_heap *heap, reqsig_slice line);

/* reference/answer.c: of a line that is a right one by reference_read_line. */
typedef struct reference_answer {
  bool has_id; /* a string */
  reqsig_slice id;
  enum answer_kind kind;
  reqsig_slice text;                 /* the message, or the words of refused, unsupported and error */
  reqsig_slice method, target, body; /* of a parsed request */
  bool sends_target, sends_body;
  reqsig_slice sent_target, sent_body;
  reqsig_header *headers;
  size_t num_headers;
  bool accepted;
  reqsig_reason reason;
} reference_answer;

reference_answer reference_read_answer(fuzz_heap *heap, reqsig_slice line);

/* reference/hello.c: the same of hello's answer. */
enum { REFERENCE_MAX_NAMES = 100, REFERENCE_NUM_OF_HELLO = 7 };

typedef struct reference_names {
  reqsig_slice items[REFERENCE_MAX_NAMES];
  size_t num;
} reference_names;

typedef struct reference_hello {
  const char *wrong[REFERENCE_NUM_OF_HELLO]; /* the members at fault, as they are written */
  size_t num_wrong;
  reqsig_slice name, version, language; /* without data if not told */
  reference_names schemes, ops, limits;
} reference_hello;

reference_hello reference_read_hello(fuzz_heap *heap, reqsig_slice line);

#endif
