/* The message that the signer made, compared with the one that the scheme signs. */
#ifndef REQSIG_OWN_MESSAGE_H
#define REQSIG_OWN_MESSAGE_H

#include "diagnose/diagnose.h"

/* Without the LF or CR LF that an editor put at its end. */
reqsig_slice own_message_without_line_end(reqsig_slice own);

/* Whether what stands in these messages may be shown. */
bool own_message_can_be_shown(const struct evidence *evidence, reqsig_slice right, reqsig_slice other);

/* Adds where the signer's message differs first, in which part, and how; or that it does not differ. */
void own_message_compare(struct arena *arena, const struct evidence *evidence, reqsig_slice right,
                         reqsig_slice own, struct text *sentence);

#endif
