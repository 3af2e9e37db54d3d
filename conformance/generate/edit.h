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

#endif
