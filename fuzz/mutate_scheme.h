/* Scheme files, for the mutator of JSON: words of the vocabulary go into templates. */
#ifndef REQSIG_FUZZ_MUTATE_SCHEME_H
#define REQSIG_FUZZ_MUTATE_SCHEME_H

#include "mutate_json.h"

extern const json_kind mutate_scheme;

enum { SCHEME_MAX_CHOICES = 24 };

typedef struct scheme_rule {
  const char *name;
  const char *choices[SCHEME_MAX_CHOICES];
} scheme_rule;

extern const scheme_rule scheme_grammar[];
extern const size_t scheme_grammar_num_rules;

/* A scheme file by the grammar of the format and the words of the vocabulary: mostly right, or wrong in a
 * place. */
reqsig_slice rs_draw_scheme(json_mutator *m);

#endif
