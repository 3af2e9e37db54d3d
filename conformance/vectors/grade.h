/* Where an answer differs from what is expected. */
#ifndef REQSIG_GRADE_H
#define REQSIG_GRADE_H

#include "base/arena.h"
#include "base/text.h"
#include "request/varied_context.h"
#include "vectors/vector.h"

enum difference_kind {
  DIFFERENCE_MESSAGE,
  DIFFERENCE_VALUE,    /* a header has another value */
  DIFFERENCE_MISSING,  /* a header was not answered */
  DIFFERENCE_TWICE,    /* a header was answered more than once */
  DIFFERENCE_UNWANTED, /* a header must not be answered */
  DIFFERENCE_ACCEPTED, /* what must be rejected: the worst of all mistakes */
  DIFFERENCE_REJECTED, /* what must be accepted */
  DIFFERENCE_REASON,   /* rejected for a wrong one */
  DIFFERENCE_METHOD,   /* of a raw request: a part of it is read otherwise */
  DIFFERENCE_TARGET,
  DIFFERENCE_BODY
};

/* "header-missing" */
const char *difference_name(enum difference_kind kind);

struct difference {
  enum difference_kind kind;
  const char *header; /* NULL for a message or a verdict */
  reqsig_slice expected;
  const char *expected_sha256; /* instead of expected, or NULL */
  char received_sha256[65];    /* only beside it */
  reqsig_slice received;       /* of a long message only what stands around the difference, */
  size_t received_at;          /* from here on */
  size_t received_len;         /* of all that was received */
  struct name_list instead;    /* of a missing header: names that were answered and that nobody asked for */
  struct verdict expected_verdict, received_verdict; /* in the place of all these */
};

struct differences {
  struct difference *items;
  size_t count;
};

bool expectation_meets_message(const struct expectation *expect, reqsig_slice message);
bool expectation_meets_headers(const struct expectation *expect, const struct header_list *answered);

/* Of an answer that does not meet what is expected. */
struct differences differences_of_message(struct arena *arena, const struct expectation *expect,
                                          reqsig_slice message);
struct differences differences_of_headers(struct arena *arena, const struct expectation *expect,
                                          const struct header_list *answered);
struct differences differences_of_verdict(struct arena *arena, const struct verdict *expected,
                                          const struct verdict *received);

/* "accepted what must be rejected"; NULL if it is no difference of verdicts. */
const char *difference_of_verdicts(enum difference_kind kind);

/* The digest in lower-case hex, with a NUL behind it. */
void sha256_hex(reqsig_slice bytes, char hex[65]);

/* Where two texts first differ: the length of the shorter one, if that is how the other one begins. */
size_t first_difference(reqsig_slice a, reqsig_slice b);

/* How an answer is graded: it is compared with the default, then with the profiles. */

/* What an adapter can be asked for. */
enum op { OP_MESSAGE, OP_SIGN, OP_VERIFY, OP_PARSE, NUM_OPS };
enum { NUM_SCHEME_OPS = OP_PARSE /* those before it are about a scheme's vectors */ };

/* "message" */
const char *op_name(enum op op);

enum outcome {
  OUTCOME_PASS,
  OUTCOME_FLAGGED, /* right under a profile, or lenient where only this suite is strict */
  OUTCOME_FAIL,
  OUTCOME_OBSERVED, /* class silent: whatever it is, it can't be wrong */
  OUTCOME_UNSUPPORTED,
  OUTCOME_OUT_OF_LIMITS, /* the adapter states that it can't do such a thing: not asked */
  OUTCOME_ERROR,         /* no answer that can be graded: see error_kind */
  NUM_OUTCOMES
};

/* Why a case has the outcome error. */
enum error_kind {
  ERROR_NONE,     /* it has another outcome, or was not asked for */
  ERROR_ANSWERED, /* the adapter says that it failed */
  ERROR_CRASH,    /* the adapter ended, or closed a stream, before it answered */
  ERROR_TIME_OUT,
  ERROR_PROTOCOL /* what it answered is not what the protocol says */
};

/* "pass" */
const char *outcome_name(enum outcome outcome);

/* "time-out"; NULL of none. */
const char *error_kind_name(enum error_kind kind);

/* An expectation that a wrong answer does not meet. */
struct unmet {
  const struct expectation *expect;
  struct differences differences;
};

/* Packed, as there is one for each case of a run. */
struct grade {
  enum outcome outcome : 8;
  enum error_kind error_kind : 8;
  bool as_sent; /* compared with what is right for another request, which the adapter says it sends */
  struct verdict verdict;         /* that was received, to verify */
  const struct expectation *met;  /* the expectation that the answer meets, or NULL */
  struct difference *differences; /* from what it is compared with, if none was met */
  size_t num_differences;
  const struct expectation
      *compared;       /* the default, or what grade_compare chose; NULL if there are no differences */
  bool lacks_required; /* it is right, but not by the profile that is required */
  struct unmet *unmet; /* the default's, then the profiles' */
  size_t num_unmet;
  struct name_list not_sent; /* headers that the document wants too, and that were not answered */
  const char *words;         /* of the adapter, or on it; or NULL */
};

/* What the grade points to is the vector's, or is copied to the arena. */
struct grade grade_message(struct arena *arena, const struct vector *vector, reqsig_slice message);
struct grade grade_headers(struct arena *arena, const struct vector *vector,
                           const struct header_list *headers);
struct grade grade_verdict(struct arena *arena, const struct vector *vector, const struct verdict *verdict);
/* The implementation follows none of the profiles by which its verdict is right. */
struct grade grade_by_default(struct arena *arena, const struct vector *vector,
                              const struct verdict *verdict);
/* Shows a wrong answer beside what these profiles give, or as many of them as tell of the vector. */
void grade_compare(struct grade *grade, const struct name_list *followed);
/* Flagged by a vector of class strict, as the answer meets no expectation. */
bool grade_is_lenient(const struct grade *grade);
/* Whether two answers to one question come to the same, as far as that is kept: not what was said in words.
 */
bool grades_are_alike(const struct grade *a, const struct grade *b);
/* Fails what is lenient. */
void grade_be_strict(struct grade *grade);
/* The adapter says that it can't do that, that it failed, or what is wrong with its answer. */
struct grade grade_unsupported(struct arena *arena, const struct vector *vector, const char *words);
struct grade grade_error(struct arena *arena, const struct vector *vector, const char *words);
struct grade grade_malformed(struct arena *arena, const char *what);
/* The adapter's words, as much of them as a report shows. */
const char *grade_keep_words(struct arena *arena, const char *words);

/*
 * What a parser answers to a raw request. Headers of one name count as one, their values joined by ", ", and
 * the order of different names does not count: RFC 9110 section 5.3. What is wrong by a vector of class must
 * fails. It is flagged by one of class should, and where the RFCs let a recipient accept the request if it
 * mends it; by the other classes it is observed.
 */
struct grade grade_parsed(struct arena *arena, const struct http_vector *vector,
                          const reqsig_request *request);
struct grade grade_refused(struct arena *arena, const struct http_vector *vector, const char *words);

/* What this library itself makes of a vector, under some of the scheme's profiles. */

struct library_answer {
  reqsig_status status; /* of the first function that failed; then the rest is empty */
  bool is_signed;
  reqsig_slice message;
  const char *mac; /* lower-case hex; "" if nothing is signed */
  struct header_list headers;
};

struct library_answer library_answer(struct arena *arena, const struct vector *vector,
                                     const struct name_list *profiles);
/* The same by a context of these: */
reqsig_status library_context(struct varied_context *varied, const struct vector *vector,
                              const struct name_list *profiles);
struct library_answer library_answer_by(struct arena *arena, const reqsig_context *context,
                                        const struct vector *vector);

/* Whether a part of the message that it signs has that text. */
bool library_signs_part(const struct vector *vector, const struct name_list *profiles, const char *text);

/* Whether the message, the MAC and the headers are the same, these in any order. */
bool library_answers_equal(const struct library_answer *a, const struct library_answer *b);

/* Whether both are signed, with the same message and the same headers. */
bool library_signs_alike(const reqsig_context *context, const struct vector *a, const struct vector *b);

/* Whether a header of that name and value is among headers. */
bool library_answer_has(const struct header_list *headers, const reqsig_header *header);

/* What it says of the signed request; with an error the verdict is not given. */
reqsig_status library_verdict(const struct vector *vector, const struct name_list *profiles,
                              struct verdict *verdict);
reqsig_status library_verdict_by(const reqsig_context *context, const struct vector *vector,
                                 struct verdict *verdict);

/*
 * What an implementation states in hello that it can't do, of its language or its role. A case beyond its
 * limits is not asked: it neither passes nor fails.
 */

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
