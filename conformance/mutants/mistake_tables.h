/* The mistakes by the place where they happen. A table ends with one that has no slug. */
#ifndef REQSIG_MISTAKE_TABLES_H
#define REQSIG_MISTAKE_TABLES_H

#include "mutants/mistakes.h"
#include "mutants/verifier.h"

extern const struct mistake mistakes_of_keys[];
extern const struct mistake mistakes_of_json[];
extern const struct mistake mistakes_of_numbers[];
extern const struct mistake mistakes_of_bodies[];
extern const struct mistake mistakes_of_texts[];
extern const struct mistake mistakes_of_forms[];
extern const struct mistake mistakes_of_targets[];
extern const struct mistake mistakes_of_messages[];
extern const struct mistake mistakes_of_macs[];
extern const struct mistake mistakes_of_outputs[];
extern const struct mistake mistakes_of_digests[];
extern const struct mistake mistakes_of_times[];
extern const struct mistake mistakes_of_dates[];
extern const struct mistake mistakes_of_headers[];
extern const struct mistake verifiers_of_macs[];
extern const struct mistake verifiers_of_headers[];
extern const struct mistake verifiers_of_times[];
extern const struct mistake verifiers_of_answers[];

#endif
