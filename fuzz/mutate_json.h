/* A mutator of JSON text: it changes members and items, at any depth, and seldom so that the text is no JSON
 * any more, which ends its reading at once. */
#ifndef REQSIG_FUZZ_MUTATE_JSON_H
#define REQSIG_FUZZ_MUTATE_JSON_H

#include "reference/reference.h"

enum { JSON_MAX_PARTS = 300 };

typedef struct json_mutator json_mutator;

/* What the texts are of. */
typedef struct json_kind {
  reqsig_slice (*begin)(json_mutator *m); /* a text to begin with, where the input is no JSON */
  const char *const *names;               /* of members, in their quotes */
  size_t num_names;
  const char *const *values; /* JSON */
  size_t num_values;
  /* What becomes of what stands between the quotes of a string; NULL: plain bytes are changed. */
  reqsig_slice (*change_string)(json_mutator *m, reqsig_slice inside);
} json_kind;

struct json_mutator {
  fuzz_heap *heap;
  fuzz_choice *choice;
  const json_kind *kind;
  reqsig_slice text;
  reference_part parts[JSON_MAX_PARTS];
  size_t num_parts;
};

/* libFuzzer's custom mutator for inputs that are such a text. */
size_t rs_mutate_json_input(const json_kind *kind, uint8_t *data, size_t size, size_t max_size,
                            unsigned seed);

/* The same where a byte before the text chooses what it is of. */
size_t rs_mutate_json_behind_a_byte(const json_kind *kind, uint8_t *data, size_t size, size_t max_size,
                                    unsigned seed);

/* A changed text. */
reqsig_slice rs_mutate_json(fuzz_heap *heap, fuzz_choice *choice, const json_kind *kind, reqsig_slice input);

/* By libFuzzer, which knows the dictionary and what comparisons looked for. */
reqsig_slice rs_mutate_plain(fuzz_heap *heap, reqsig_slice old);

static inline bool json_one_in(json_mutator *m, size_t n) {
  return rs_fuzz_choose(m->choice, n) == 0;
}

#define JSON_PICK(m, texts) reqsig_text((texts)[rs_fuzz_choose((m)->choice, sizeof(texts) / sizeof *(texts))])

#endif
