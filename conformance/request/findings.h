/*
 * What people are told of a request: computed once as a list, laid out by each command in its own way. No
 * finding has a secret in it, so that each of them may be printed as it stands. Sentences have no stop at
 * their end.
 */
#ifndef REQSIG_FINDINGS_H
#define REQSIG_FINDINGS_H

#include "base/arena.h"
#include "base/json_io.h"
#include "base/text.h"
#include "request/opened_request.h"

enum finding_kind { FINDING_MATCH, FINDING_MISMATCH, FINDING_WARNING, FINDING_HINT };

enum finding_topic {
  TOPIC_NOT_SIGNED,     /* a warning: the scheme does not sign such a request; what: which ones it signs */
  TOPIC_BODY_TIME,      /* a warning: the body does not carry the time as the scheme wants it */
  TOPIC_AGE,            /* a warning: the body's time is outside the window */
  TOPIC_KEY,            /* a warning: the key begins or ends with white space */
  TOPIC_SENT_ALREADY,   /* a warning: the request has headers that signing makes anew */
  TOPIC_HEADER,         /* see findings_of_headers */
  TOPIC_MEMBER,         /* see findings_of_member */
  TOPIC_UNSIGNED_PARTS, /* a hint: parts of the request are not signed; what: "the method, the query ?page=2"
                         */
  TOPIC_UNREAD_HEADERS  /* a hint: the scheme does not read some headers; what: "Host, Accept (2 times)" */
};

struct finding {
  enum finding_kind kind;
  enum finding_topic topic;
  const char *what;
  const char *sentence;
  /* Of TOPIC_HEADER and TOPIC_MEMBER alone. Slices that must not be shown, or are not there, have data NULL.
   */
  const rs_header_rule *header; /* NULL of a member */
  size_t num_sent;              /* how often the request has it */
  reqsig_slice found;           /* where it is NULL, the sentence stands for it */
  reqsig_slice wanted;
  const char *remark; /* a sentence on what was sent in the query, or NULL */
};

/* Start all-zero; end with findings_free. What it holds lives as long as the opened request. */
struct findings {
  struct arena arena;
  struct finding *items;
  size_t count;
  reqsig_buffer computed; /* what the wanted slices are of */
};

void findings_free(struct findings *findings);

/* The first about that topic; NULL if there is none. */
const struct finding *findings_about(const struct findings *findings, enum finding_topic topic);

/* Finds the warnings, in the order of their topics, and the hints. utf8: what the reader's terminal shows. */
void findings_of_request(const struct opened_request *opened, bool utf8, struct findings *findings);

/*
 * header_findings.c: compares the headers that were sent with those that signing gives at that time. One
 * finding for each time that a header of the scheme is sent, and one, with num_sent 0, for each that is
 * missing. Of a header that signing does not give for such a request the kind is a hint.
 */
void findings_of_headers(const struct opened_request *opened, int64_t time_ms, struct findings *findings);

/* header_findings.c: the same of the header of that name alone, also of one that a request need not have. */
void findings_of_header(const struct opened_request *opened, reqsig_slice name, int64_t time_ms,
                        struct findings *findings);

/* body_findings.c: one finding, a hint, of what stands in the body's member of that name. */
void findings_of_member(const struct opened_request *opened, reqsig_slice name, struct findings *findings);

/* findings.c: the array "findings". vectors/explain.schema.json tells its members. */
void findings_add_json(const struct findings *findings, struct json_writer *json);

/* For the files that fill the list. Moves the text into the list: it lives as long as that. */
const char *findings_keep(struct findings *findings, struct text *text);
void findings_add(struct findings *findings, struct finding finding);
void findings_add_warning(struct findings *findings, enum finding_topic topic, struct text *sentence);

/* Adds "5 bytes, not shown, as the token may be among them"; without the secret's name if that is NULL. */
void findings_add_withheld(struct text *text, reqsig_slice value, const char *secret);

/* item_remarks.c: adds "; \"t=\" is there twice" and the like, of a list that has not the rule's form. */
void findings_add_item_remarks(struct text *text, const rs_header_rule *rule, reqsig_slice value);

/* body_findings.c: the warnings about the time in the body. */
void findings_of_body_time(const struct opened_request *opened, struct findings *findings);

#endif
