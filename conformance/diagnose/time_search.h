/* The search for another time than the one that was sent. */
#ifndef REQSIG_TIME_SEARCH_H
#define REQSIG_TIME_SEARCH_H

#include "diagnose/search_state.h"

/* Around the time that was sent, a second or five minutes for seconds; whole half hours of a zone; the time
 * to judge at. */
void time_search_near(struct search *search);

/* Each millisecond of five minutes either way, of a short message. */
void time_search_far(struct search *search);

#endif
