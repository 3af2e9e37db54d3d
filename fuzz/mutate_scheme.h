/* Scheme files, for the mutator of JSON: words of the vocabulary go into templates. */
#ifndef REQSIG_FUZZ_MUTATE_SCHEME_H
#define REQSIG_FUZZ_MUTATE_SCHEME_H

#include "mutate_json.h"

extern const json_kind mutate_scheme;

extern const char *const mutate_scheme_examples[];
extern const size_t mutate_scheme_num_examples;

#endif
