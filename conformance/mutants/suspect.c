#include "mutants/kill_matrix.h"

struct suspect suspect_at(size_t index) {
  size_t num_signers = 0;
  while (mistake_at(num_signers)) num_signers++;
  if (index < num_signers) return (struct suspect){.signer = mistake_at(index)};
  return (struct suspect){.verifier = verifier_at(index - num_signers)};
}

const char *suspect_slug(struct suspect suspect) {
  return suspect.signer ? suspect.signer->slug : suspect.verifier->slug;
}

const char *suspect_variant(struct suspect suspect) {
  return suspect.signer ? suspect.signer->variant : suspect.verifier->variant;
}

const char *suspect_words(struct suspect suspect) {
  return suspect.signer ? suspect.signer->words : suspect.verifier->words;
}

const char *suspect_never(struct suspect suspect) {
  return suspect.signer ? suspect.signer->never : suspect.verifier->never;
}
