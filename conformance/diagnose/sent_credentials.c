/* The public credentials that the request has where the credentials file has others: region, service, key id.
 */
#include "diagnose/explanation.h"

#include <string.h>

#include "lib/header_value.h"
#include "request/varied_context.h"

enum { MAX_SHOWN = 60 };

struct sent_credentials {
  reqsig_credential items[RS_MAX_CREDENTIALS]; /* the request's where it has one, else the file's */
  reqsig_slice others[RS_MAX_CREDENTIALS];     /* the request's where it differs; else empty */
  size_t num_others;
};

static void take(const struct evidence *evidence, const rs_part *part, reqsig_slice sent,
                 struct sent_credentials *found) {
  const rs_credential_rule *rule = &evidence->recipe->credentials[part->credential];
  bool is_other = part->from == RS_FROM_CREDENTIAL && !rule->secret && sent.len > 0 &&
                  !rs_slice_equal(sent, evidence->context->credentials[part->credential]);
  if (!is_other || secrets_find(evidence->opened, sent)) return;
  found->num_others += found->others[part->credential].len == 0;
  found->others[part->credential] = sent;
}

static void collect(struct arena *arena, const struct evidence *evidence, struct sent_credentials *found) {
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && evidence->recipe->headers[i].name.len > 0; i++) {
    const rs_header_rule *rule = &evidence->recipe->headers[i];
    const reqsig_header *header = sent_field(arena, evidence->signer.request, rule);
    reqsig_slice pieces[RS_MAX_VALUE_PARTS];
    if (!header || rs_header_value_split(evidence->recipe, rule, header->value, pieces)) continue;
    for (size_t k = 0; k < RS_MAX_VALUE_PARTS && rule->value[k].from; k++)
      take(evidence, &rule->value[k], pieces[k], found);
  }
}

static void exchange(const struct evidence *evidence, struct sent_credentials *found) {
  const struct credentials *own = &evidence->opened->credentials;
  for (size_t i = 0; i < own->num_items; i++) {
    found->items[i] = own->items[i];
    for (size_t k = 0; k < RS_MAX_CREDENTIALS; k++)
      if (found->others[k].len > 0 && strcmp(own->items[i].name, evidence->recipe->credentials[k].name) == 0)
        found->items[i].value = found->others[k];
  }
}

/* Whether the MAC is right with them, whatever the time. */
static bool sign_so(const struct evidence *evidence, const struct sent_credentials *found) {
  const struct opened_request *opened = evidence->opened;
  struct varied_context varied;
  reqsig_verdict verdict = {.reason = REQSIG_REASON_MALFORMED};
  bool done =
      varied_context_init(&varied, opened->scheme, opened->profiles, opened->num_profiles, found->items,
                          opened->credentials.num_items) == REQSIG_OK &&
      reqsig_verify(&varied.context, &opened->request.request, opened->now_ms, NULL, &verdict) == REQSIG_OK;
  reqsig_context_wipe(&varied.context);
  return done && (verdict.reason == REQSIG_REASON_NONE || verdict.reason > REQSIG_REASON_SIGNATURE_MISMATCH);
}

/* "The request has the region us-east-1, and the credentials file eu-west-1." of each. */
static void add_differences(struct text *text, const struct evidence *evidence,
                            const struct sent_credentials *found) {
  for (size_t i = 0; i < RS_MAX_CREDENTIALS; i++) {
    if (found->others[i].len == 0) continue;
    text_addf(text, "%sThe request has the %s ", text->len > 0 ? " " : "",
              evidence->recipe->credentials[i].name);
    text_add_shortened(text, found->others[i], MAX_SHOWN);
    text_add_string(text, ", and the credentials file ");
    text_add_shortened(text, evidence->context->credentials[i], MAX_SHOWN);
    text_add_string(text, ".");
  }
}

static struct explanation explanation_of(struct arena *arena, const struct evidence *evidence,
                                         const struct sent_credentials *found, struct text *sentence) {
  struct explanation explanation = {
      .change = "Put the request's into the credentials file; or, if that is right, let the signer use its."};
  for (size_t i = 0; i < RS_MAX_CREDENTIALS; i++) {
    struct text name = {0};
    if (found->others[i].len == 0) continue;
    text_addf(&name, "credential-differs/%s", evidence->recipe->credentials[i].name);
    explanation.names[explanation.num_names++] = explanation_keep(arena, &name);
    explanation.clause = evidence->recipe->credentials[i].clause;
  }
  text_addf(sentence, " With what the request has the signature is right.");
  explanation.sentence = explanation_keep(arena, sentence);
  return explanation;
}

bool explain_sent_credentials(struct arena *arena, const struct evidence *evidence,
                              struct diagnosis *diagnosis) {
  struct sent_credentials found = {.num_others = 0};
  struct text sentence = {0};
  collect(arena, evidence, &found);
  if (found.num_others == 0) return false;
  exchange(evidence, &found);
  add_differences(&sentence, evidence, &found);
  if (sign_so(evidence, &found)) {
    diagnosis->verdict = DIAGNOSIS_EXPLAINED;
    diagnosis_add_explanation(arena, diagnosis, explanation_of(arena, evidence, &found, &sentence));
  } else {
    diagnosis_add_hint(arena, diagnosis, explanation_keep(arena, &sentence));
  }
  return true;
}
