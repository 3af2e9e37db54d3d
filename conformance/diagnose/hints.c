#include "diagnose/hints.h"

#include "lib/message_builder.h"

static void add_hint(struct arena *arena, struct diagnosis *diagnosis, struct text *sentence) {
  diagnosis_add_hint(arena, diagnosis, text_string(sentence));
  text_free(sentence);
}

static void hint_at_missing_signature(struct arena *arena, const struct evidence *evidence,
                                      struct diagnosis *diagnosis) {
  struct text sentence = {0};
  if (evidence->header || !evidence->rule) return;
  bool is_signed = rs_is_signed(evidence->recipe, evidence->signer.request);
  reqsig_slice name = evidence->rule->name;
  if (is_signed)
    text_addf(&sentence, "The request has no header %.*s, which carries the signature.", (int)name.len,
              (const char *)name.data);
  else
    text_addf(&sentence, "%s does not sign this request, and it has no signature.", evidence->recipe->title);
  add_hint(arena, diagnosis, &sentence);
}

void hints_add(struct arena *arena, const struct evidence *evidence, const reqsig_verdict *verdict,
               struct diagnosis *diagnosis) {
  hints_of_time(arena, evidence, verdict, diagnosis);
  hint_at_missing_signature(arena, evidence, diagnosis);
}
