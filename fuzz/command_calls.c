/* What the command's readers call of the rest of the command: a hint is counted, and an advice is only there.
 */
#include "diagnose/diagnose.h"
#include "support.h"

void diagnosis_add_hint(struct arena *arena, struct diagnosis *diagnosis, const char *sentence) {
  (void)arena;
  FUZZ_NEEDS(sentence[0] != '\0', "a hint is a sentence");
  diagnosis->hints.count++;
}

const char *request_fault_advice(const request_input *input) {
  return reqsig_http_error_text(input->error);
}
