#include "diagnose/capture.h"
#include "diagnose/explanation.h"

#include <string.h>

#include "lib/bytes.h"
#include "lib/mac_text.h"
#include "lib/message_builder.h"
#include "lib/request.h"
#include "lib/utf8.h"
#include "request/opened_request.h"
#include "request/recipe_text.h"

enum { MAX_SHOWN = 60 };

static void add_hint(struct arena *arena, struct diagnosis *diagnosis, struct text *sentence) {
  diagnosis_add_hint(arena, diagnosis, text_string(sentence));
  text_free(sentence);
}

static void hint_at_unsigned_request(struct arena *arena, const struct evidence *evidence,
                                     struct diagnosis *diagnosis) {
  const reqsig_request *request = evidence->signer.request;
  if (rs_is_signed(evidence->recipe, request)) return;
  struct text sentence = {0};
  text_addf(&sentence, "%s does not sign such a request", evidence->recipe->title);
  if (!evidence->header)
    text_add_string(&sentence, ", and it has no signature: nothing of it is authenticated.");
  else if (request->body.len == 0)
    text_add_string(
        &sentence,
        ", yet it has a signature and no body: a redirect may have made a GET of a POST and "
        "dropped its body, or the capture has lost it. Send to the final address, or redirect with "
        "307 or 308.");
  else
    text_add_string(&sentence, ", yet it has a signature.");
  add_hint(arena, diagnosis, &sentence);
}

static size_t count_question_marks(reqsig_slice body) {
  size_t num = 0;
  for (size_t i = 0; i < body.len; i++) num += body.data[i] == '?';
  return num;
}

/* Digits of an integer past 2^53 that end in zeros: a tool has rounded it. */
static bool has_rounded_integer(reqsig_slice body) {
  for (size_t i = 0, len; i < body.len; i += len + 1) {
    for (len = 0; i + len < body.len && rs_is_digit(body.data[i + len]);) len++;
    if (len >= 17 && body.data[i + len - 1] == '0' && body.data[i + len - 2] == '0') return true;
  }
  return false;
}

/* Of a body that no search explains: what shows that it is not the one that was signed. */
static void hint_at_body(struct arena *arena, const struct evidence *evidence, struct diagnosis *diagnosis) {
  reqsig_slice body = evidence->signer.request->body;
  if (body.len == 0) return;
  if (has_rounded_integer(body))
    diagnosis_add_hint(
        arena, diagnosis,
        "The body has an integer of more than 16 digits that ends in zeros: a tool that reads JSON may have "
        "rounded it, and then these are not the bytes that were signed. Capture the raw bytes.");
  if (body_is_indented_json(body) && !diagnosis->is_laid_out)
    diagnosis_add_hint(
        arena, diagnosis,
        "The body is indented JSON: if the capture tool formats JSON, as jq and HTTPie do, these "
        "are not the bytes that were sent, and the members may have been sorted. Capture the "
        "raw bytes, with http --pretty=none or curl --trace FILE.");
  if (!rs_utf8_is_valid(body))
    diagnosis_add_hint(
        arena, diagnosis,
        "The body is not UTF-8: a client may have sent text in Latin-1 and signed it in UTF-8.");
  else if (count_question_marks(body) > 0)
    diagnosis_add_hint(arena, diagnosis,
                       "The body has ? in it: a client that sends ASCII or Latin-1 writes ? for each letter "
                       "that it does not "
                       "have, and then the signature is of other bytes.");
}

static void hint_at_no_nonce(struct arena *arena, const struct evidence *evidence,
                             struct diagnosis *diagnosis) {
  if (!evidence->header || !evidence_lacks_nonce(evidence)) return;
  diagnosis_add_hint(arena, diagnosis,
                     "No nonce can be read from the request, so what was signed is not known.");
}

static void hint_at_plus(struct arena *arena, const struct evidence *evidence, const reqsig_verdict *verdict,
                         struct diagnosis *diagnosis) {
  const rs_header_rule *rule =
      verdict && verdict->reason ? recipe_header_rule(evidence->recipe, verdict->field) : NULL;
  struct text sentence = {0};
  if (!rule || !sent_has_plus(evidence->signer.request, rule)) return;
  recipe_add_place(&sentence, rule);
  sentence.data[0] = 'T';
  text_add_string(&sentence, " is at fault. " SENT_PLUS_WORDS);
  add_hint(arena, diagnosis, &sentence);
}

/* The name that the sender called can't be guessed, only asked for. */
static void hint_at_host(struct arena *arena, const struct evidence *evidence, struct diagnosis *diagnosis) {
  const reqsig_header *host = rs_header_find(evidence->signer.request, RS_LITERAL("host"));
  bool is_signed = recipe_traits(evidence->recipe) & HAS_SIGNED_HOST;
  if (!host || !is_signed || secrets_find(evidence->opened, host->value)) return;
  struct text sentence = {0};
  text_addf(&sentence, "%s signs the host, and this request has ", evidence->recipe->title);
  text_add_shortened(&sentence, host->value, MAX_SHOWN);
  text_add_string(&sentence,
                  ". Behind a proxy or a tunnel that may be another one than the sender called: put "
                  "the sender's into the header Host.");
  add_hint(arena, diagnosis, &sentence);
}

/* A whole MAC, of the scheme's digest if there is one of it; NULL if there is none. */
static const struct mac_claim *find_whole_mac(const struct evidence *evidence) {
  const struct mac_claim *found = NULL;
  for (size_t i = 0; i < evidence->claims.count; i++) {
    const struct mac_claim *claim = &evidence->claims.items[i];
    if (claim->kind != CLAIM_WHOLE) continue;
    if (claim->len == rs_digest_len(evidence->recipe->mac.digest)) return claim;
    found = claim;
  }
  return found;
}

static void hint_at_secret_sent(struct arena *arena, const struct evidence *evidence, const char *secret,
                                struct diagnosis *diagnosis) {
  struct text sentence = {0};
  text_addf(&sentence,
            "The header %.*s holds the credential %s itself. It is the key to sign with and is never sent: "
            "replace it, as everybody who reads this request has it.",
            (int)evidence->rule->name.len, (const char *)evidence->rule->name.data, secret);
  add_hint(arena, diagnosis, &sentence);
}

static void hint_at_wrong_length(struct arena *arena, const struct evidence *evidence,
                                 const struct mac_claim *claim, struct diagnosis *diagnosis) {
  const rs_header_rule *rule = evidence->rule;
  struct text sentence = {0};
  if (claim)
    text_addf(&sentence, "The header %.*s has a MAC of %zu bytes.", (int)rule->name.len,
              (const char *)rule->name.data, claim->len);
  else
    text_addf(&sentence, "No MAC can be read from the header %.*s.", (int)rule->name.len,
              (const char *)rule->name.data);
  text_addf(&sentence, " %s wants %s: %zu characters.", evidence->recipe->title,
            rs_mac_text_words(&evidence->recipe->encoding), rs_mac_text_len(evidence->recipe));
  add_hint(arena, diagnosis, &sentence);
}

/* What no search finds. */
static void hint_at_other_secret(struct arena *arena, const struct evidence *evidence,
                                 struct diagnosis *diagnosis) {
  uint8_t key = evidence->recipe->mac.key;
  size_t len = evidence->context->credentials[key].len;
  struct text sentence = {0};
  text_addf(
      &sentence,
      "Any other secret gives other signatures, and a search cannot guess one: check that the request was "
      "signed with the %s of the credentials file (%zu byte%s), and not with one of another account, of a "
      "test "
      "system, or from before it was replaced.",
      evidence->recipe->credentials[key].name, len, text_plural(len));
  add_hint(arena, diagnosis, &sentence);
}

/* Of a signature that no search explains. */
static void hint_at_signature(struct arena *arena, const struct evidence *evidence,
                              struct diagnosis *diagnosis) {
  const char *secret = secrets_find(evidence->opened, evidence->header->value);
  const struct mac_claim *claim = find_whole_mac(evidence);
  if (secret) {
    hint_at_secret_sent(arena, evidence, secret, diagnosis);
  } else if (!claim || claim->len != rs_digest_len(evidence->recipe->mac.digest)) {
    hint_at_wrong_length(arena, evidence, claim, diagnosis);
  } else {
    hint_at_host(arena, evidence, diagnosis);
    hint_at_other_secret(arena, evidence, diagnosis);
  }
}

void hints_add(struct arena *arena, const struct evidence *evidence, const reqsig_verdict *verdict,
               struct diagnosis *diagnosis) {
  hints_of_time(arena, evidence, verdict, diagnosis);
  hint_at_unsigned_request(arena, evidence, diagnosis);
  hints_of_missing_headers(arena, evidence, diagnosis);
  hint_at_plus(arena, evidence, verdict, diagnosis);
  hint_at_no_nonce(arena, evidence, diagnosis);
  hints_of_capture(arena, evidence, diagnosis);
  if (diagnosis->verdict != DIAGNOSIS_UNEXPLAINED || !evidence->header) return;
  hint_at_body(arena, evidence, diagnosis);
  hint_at_signature(arena, evidence, diagnosis);
}
