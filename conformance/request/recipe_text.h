/* What a recipe says, in words for people, beyond what lib/describe.h has. */
#ifndef REQSIG_RECIPE_TEXT_H
#define REQSIG_RECIPE_TEXT_H

#include "base/arena.h"
#include "base/text.h"
#include "lib/recipe.h"

/* Adds the document's title, and what it is cited as. */
void recipe_add_document(struct text *text, const reqsig_scheme *recipe);

/* Adds "every request", "POST, PATCH and PUT requests with a body". */
void recipe_add_signed_requests(struct text *text, const rs_signed_requests *signs);

/* Adds where the timestamp stands, its unit, the document's window. */
void recipe_add_time(struct text *text, const reqsig_scheme *recipe);

/* Adds "joined by \",\"", or "joined" of parts without a separator. "some directly": not before each
 * part. */
void recipe_add_joined(struct text *text, const reqsig_scheme *recipe);

/* Adds "path without its leading slash". */
void recipe_add_part(struct text *text, const reqsig_scheme *recipe, const rs_part *part);

/* Adds "content (if there is a body)". */
void recipe_add_group(struct text *text, const rs_group *group);

/* Adds "secret_key, base64-decoded". */
void recipe_add_key(struct text *text, const reqsig_scheme *recipe);

/* Adds "Bearer {token}". */
void recipe_add_header_value(struct text *text, const reqsig_scheme *recipe, const rs_header_rule *rule);

/* Adds "(items in any order, each once)", with what an open list allows beside; nothing of a value that is no
 * list. */
void recipe_add_items(struct text *text, const rs_header_rule *rule);

/* The timestamp as the request has it in a header or parameter, alone or in a longer value; its data are NULL
 * if there is none. */
reqsig_slice recipe_sent_time(struct arena *arena, const reqsig_scheme *recipe,
                              const reqsig_request *request);

/* The header or parameter with the nonce; NULL if there is none. */
const rs_header_rule *recipe_nonce_rule(const reqsig_scheme *recipe);

/* Whether requests have a nonce that the signer draws; and the one that the request has, likewise. */
bool recipe_has_nonce(const reqsig_scheme *recipe);
reqsig_slice recipe_sent_nonce(struct arena *arena, const reqsig_scheme *recipe,
                               const reqsig_request *request);

/* "the header Date", "the parameter timestamp" */
void recipe_add_place(struct text *text, const rs_header_rule *rule);

/* The name of the header that is the timestamp and nothing else; empty if there is none. */
reqsig_slice recipe_timestamp_header(const reqsig_scheme *recipe);

/* The rule of the header of that name, in whatever letter case; NULL if the scheme has none. */
const rs_header_rule *recipe_header_rule(const reqsig_scheme *recipe, reqsig_slice name);

/* The rule's first part from that source; NULL if it has none, or there is no rule. */
const rs_part *recipe_header_part(const rs_header_rule *rule, rs_source source);

/* What a scheme leaves unprotected, told from its recipe. */

/* Adds "the method, the path and the query": what the message has of a request. Or what it has not. */
void scheme_add_signed_parts(struct text *text, const reqsig_scheme *scheme, bool is_signed);

struct scheme_lint {
  const char *name; /* "no-timestamp" */
  /* Adds what is found, as sentences, and returns true; false if there is nothing. */
  bool (*find)(const reqsig_scheme *scheme, struct text *text);
};

/* Whether the message has bytes of that source. */
bool scheme_signs_source(const reqsig_scheme *scheme, rs_source from);

/* scheme_collisions.c: adds two requests that have one signature; false if none are found. The second: where
 * a nonce holds the text that stands beside it. */
bool scheme_find_collision(const reqsig_scheme *scheme, struct text *text);
bool scheme_find_nonce_collision(const reqsig_scheme *scheme, struct text *text);

/* Ends with one without a name. */
extern const struct scheme_lint scheme_lints[];

#endif
