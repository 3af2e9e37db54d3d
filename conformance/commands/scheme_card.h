/* A scheme on a card, told from its recipe. */
#ifndef REQSIG_SCHEME_CARD_H
#define REQSIG_SCHEME_CARD_H

#include "reqsig.h"

void scheme_card_print(const reqsig_scheme *scheme);

/* A further row. */
void scheme_card_row(const char *label, const char *text);

#endif
