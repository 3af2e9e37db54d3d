/* One thing changed in a signed request, or in who verifies it when: what makes an accepted vector a rejected
 * one, or shows that the scheme does not protect it. */
#ifndef REQSIG_EDIT_H
#define REQSIG_EDIT_H

#include "generate/draw.h"

/* How many kinds of edit there are. */
size_t edit_num_kinds(void);

/* Makes *edited out of a signed vector by an edit of that kind, with its twin, changes and edit set, and no
 * expectation yet. headers, which become its own, have room for one more than the twin's. False if there is
 * nothing of the kind in this vector. */
bool edit_vector(struct generator *generator, const struct vector *twin, size_t kind, reqsig_header *headers,
                 struct vector *edited);

/* The same by a signer's mistake that verifiers share, if one makes another signature of this vector. */
size_t edit_kind_of_shared_mistakes(void);

/* What the kinds of edits share. Each kind is a function: it changes the vector that is being made out of its
 * twin, and tells what it changed; false if there is nothing of the kind in this vector. */

struct edit {
  struct generator *generator;
  const struct vector *twin;
  struct vector *vector;
  reqsig_header *headers;               /* the vector's own, with room for one more */
  const rs_header_rule *parameter_rule; /* of the field that is changed as plain text; or NULL */
  reqsig_header parameter;
};

typedef bool edit_fn(struct edit *edit);

/* NULL ends each. */
extern edit_fn *const edits_of_signatures[];
extern edit_fn *const edits_of_macs[];
extern edit_fn *const edits_of_headers[];
extern edit_fn *const edits_of_parameters[];
extern edit_fn *const edits_of_requests[];
extern edit_fn *const edits_of_signers[];
extern edit_fn *const edits_of_times[];
extern edit_fn *const edits_of_verifiers[];
extern edit_fn *const edits_of_items[];

/* Sets changes and edit. */
void edit_tell(struct edit *edit, const char *changes, const char *words);
/* The same for a header; words follow its name. */
void edit_tell_header(struct edit *edit, const rs_header_rule *rule, const char *words);

/* The first header that carries something of that source; NULL if there is none. */
const rs_header_rule *edit_rule_with(const struct edit *edit, rs_source source);
bool edit_carries(const rs_header_rule *rule, rs_source source);
/* The vector's header of that rule; NULL if there is none, or the rule is NULL. */
reqsig_header *edit_header_of(struct edit *edit, const rs_header_rule *rule);

/* Whether the scheme comes from no file: then what its document leaves open is said by other vectors. */
bool edit_is_built_in(const struct edit *edit);

/* Whether that end of a window is no limit: it has no place to verify at, and nothing is beyond it. */
bool edit_is_open(int64_t end);

void edit_drop_header(struct edit *edit, const reqsig_header *header);

/* Writes that MAC in the place of the one that was sent. False if there is none, or it is the same. */
bool edit_set_mac(struct edit *edit, const uint8_t *mac);

/* The same with the MAC of the twin's message under an empty key. */
bool edit_sign_with_empty_key(struct edit *edit);

/* Gives the vector a header, or the target, in the place of its own. False if that is the same. */
bool edit_take_header(struct edit *edit, const reqsig_header *given);

/* Gives the vector all headers, and the target, that the library answers to another request. False if that is
 * not signed, or signed the same. */
bool edit_take_headers(struct edit *edit, const struct vector *other);

/* Gives the vector the MAC's header that the library answers to another request, by the twin's credentials.
 * False if that is not signed, or signed the same. */
bool edit_take_signature(struct edit *edit, const struct vector *other);

/* The same; of a rule for a parameter, that as a header with its value decoded, which is put into the target
 * once the edit is done. */
reqsig_header *edit_field_of(struct edit *edit, const rs_header_rule *rule);

uint8_t *edit_copy(struct edit *edit, reqsig_slice bytes);
/* The bytes with others put in at some place. */
reqsig_slice edit_insert(struct edit *edit, reqsig_slice bytes, size_t at, const char *others);
/* The bytes with the letter case of the first letter behind start changed; the same bytes if there is none.
 */
reqsig_slice edit_change_case(struct edit *edit, reqsig_slice bytes, size_t start);

#endif
