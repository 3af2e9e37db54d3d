#include "diagnose/hints.h"

#include "base/time_text.h"
#include "lib/message_builder.h"

static void add_hint(struct arena *arena, struct diagnosis *diagnosis, struct text *sentence) {
  diagnosis_add_hint(arena, diagnosis, text_string(sentence));
  text_free(sentence);
}

static int64_t magnitude(int64_t span_ms) {
  if (span_ms >= 0) return span_ms;
  return span_ms == INT64_MIN ? INT64_MAX : -span_ms;
}

static void hint_at_time(struct arena *arena, const reqsig_verdict *verdict, struct diagnosis *diagnosis) {
  bool is_old = verdict->reason == REQSIG_REASON_EXPIRED;
  if (!is_old && verdict->reason != REQSIG_REASON_NOT_YET_VALID) return;
  struct text sentence = {0};
  text_add_string(&sentence, "The signature is right; its timestamp is ");
  text_add_span(&sentence, magnitude(verdict->age_ms));
  text_addf(&sentence, " %s, which the window does not allow.", is_old ? "old" : "ahead");
  add_hint(arena, diagnosis, &sentence);
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
  if (verdict) hint_at_time(arena, verdict, diagnosis);
  hint_at_missing_signature(arena, evidence, diagnosis);
}
