/* A mistaken verifier at work: what it can look at, change and ask the library. */
#ifndef REQSIG_VERIFICATION_H
#define REQSIG_VERIFICATION_H

#include "base/arena.h"
#include "mutants/change.h"
#include "vectors/vector.h"

/* BROKEN: it answers neither yes nor no, as a server does with status 500. */
enum verifier_kind { VERIFIER_ACCEPTS, VERIFIER_REJECTS, VERIFIER_BROKEN };

struct verifier_answer {
  enum verifier_kind kind;
  reqsig_reason reason;
};

struct verification {
  struct arena *arena;
  const struct vector *vector;
  const struct change *change; /* the mistake's */
  reqsig_scheme recipe;        /* may be edited */
  reqsig_request request;      /* may be changed; headers are its own, and as many as it has may be dropped */
  reqsig_header *headers;
  const reqsig_window *window; /* NULL: the document's */
  const reqsig_slice *key;     /* in place of the secret; NULL: the secret */
  const reqsig_slice *key_id;  /* in place of the credential number key_id_at; NULL: none */
  size_t key_id_at;
  reqsig_verdict verdict; /* of the last verify_check */
};

typedef struct verifier_answer verifier_fn(struct verification *verification);

/* Asks the library, with all of the above. */
struct verifier_answer verify_check(struct verification *verification);

extern const struct verifier_answer verify_accepts;
struct verifier_answer verify_rejects(reqsig_reason reason);
extern const struct verifier_answer verify_breaks;

/* The bytes changed; as they are, if that does nothing to them. */
reqsig_slice verify_changed(struct verification *verification, reqsig_slice bytes);

/* The header that a rule names, letter case aside; NULL if it is absent. */
reqsig_header *verify_header(struct verification *verification, const rs_header_rule *rule);
/* The first rule with a part from source; NULL if none has. */
const rs_header_rule *verify_rule(const struct verification *verification, rs_source source);

/* The text of the MAC as it was sent, behind the fixed text before it; empty if it is absent. */
reqsig_slice verify_mac_text(struct verification *verification);
/* Puts another text in its place. */
void verify_set_mac_text(struct verification *verification, reqsig_slice text);
/* The text that it should have, for the timestamp that was sent. */
reqsig_slice verify_right_mac_text(struct verification *verification);

/* Takes a header out of the request. */
void verify_drop_header(struct verification *verification, size_t index);

/* The timestamp is signed as it was sent, whatever it is, and never looked at. */
void verify_ignore_time(struct verification *verification);

#endif
