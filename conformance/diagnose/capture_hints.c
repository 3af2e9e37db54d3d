/* A signature that a mistake explains may be right all the same, where the input is not what was sent. */
#include <string.h>

#include "diagnose/capture.h"
#include "diagnose/explanation.h"
#include "lib/bytes.h"

/* Whether one of these alone explains the signature. */
static bool is_explained_by(const struct diagnosis *diagnosis, const char *const *beginnings, size_t num) {
  for (size_t i = 0; i < diagnosis->num_explanations; i++) {
    const struct explanation *explanation = &diagnosis->explanations[i];
    for (size_t k = 0; k < num && explanation->num_names == 1; k++)
      if (strncmp(explanation->names[0], beginnings[k], strlen(beginnings[k])) == 0) return true;
  }
  return false;
}

void hints_of_capture(struct arena *arena, const struct evidence *evidence, struct diagnosis *diagnosis) {
  static const char *const layouts[] = {"body-reserialised/", "json-compact", "json-python-spaces",
                                        "key-order/"};
  static const char *const line_ends[] = {"sent-differs-from-signed/last-line-end"};
  reqsig_slice body = evidence->signer.request->body;
  if (body_is_indented_json(body) && !diagnosis->is_laid_out &&
      is_explained_by(diagnosis, layouts, sizeof layouts / sizeof *layouts))
    diagnosis_add_hint(
        arena, diagnosis,
        "The body is indented JSON, as jq and HTTPie print it. If such a tool wrote the input, these are not "
        "the bytes that were sent, and the signer may be right: capture the raw bytes, with http "
        "--pretty=none or curl --trace FILE.");
  else if (body.len > 0 && body.data[body.len - 1] == '\n' && is_explained_by(diagnosis, line_ends, 1))
    diagnosis_add_hint(
        arena, diagnosis,
        "If an editor saved the input, as it does a .http file, the line end behind the body may not have "
        "been sent, and the signer may be right: look at the raw bytes with curl --trace FILE, or take the "
        "line end off and diagnose again.");
}
