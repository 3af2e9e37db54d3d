#include "diagnose/explanation.h"

#include <string.h>

#include "lib/bytes.h"
#include "lib/mac_text.h"
#include "lib/message_builder.h"
#include "lib/utf8.h"
#include "request/opened_request.h"
#include "request/recipe_text.h"

enum { MAX_SHOWN = 60 };

static void add_hint(struct arena *arena, struct diagnosis *diagnosis, struct text *sentence) {
  diagnosis_add_hint(arena, diagnosis, text_string(sentence));
  text_free(sentence);
}

/* Letters and digits alone, letter case aside: X_Amb_Access_Sig is near X-Amb-Access-Sig. */
static bool is_near(reqsig_slice a, reqsig_slice b) {
  size_t i = 0, k = 0;
  while (i < a.len || k < b.len) {
    if (i < a.len && memchr("-_ .", a.data[i], 4))
      i++;
    else if (k < b.len && memchr("-_ .", b.data[k], 4))
      k++;
    else if (i == a.len || k == b.len || rs_upper(a.data[i++]) != rs_upper(b.data[k++]))
      return false;
  }
  return true;
}

static bool ends_so(reqsig_slice name, reqsig_slice end) {
  return name.len > end.len && name.data[name.len - end.len - 1] == '-' &&
         rs_slice_equal_ignoring_case(rs_slice_after(name, name.len - end.len), end);
}

/* svix-timestamp is like webhook-timestamp. */
static bool ends_alike(reqsig_slice a, reqsig_slice b) {
  size_t end = b.len;
  while (end > 0 && b.data[end - 1] != '-') end--;
  size_t first = 0;
  while (first < a.len && a.data[first] != '-') first++;
  return end > 0 && first + 1 + b.len - end == a.len && ends_so(a, rs_slice_after(b, end));
}

/* X-Hub-Signature is the beginning of X-Hub-Signature-256. */
static bool begins_so(reqsig_slice name, reqsig_slice begin) {
  return name.len > begin.len && name.data[begin.len] == '-' &&
         rs_slice_equal_ignoring_case(rs_slice(name.data, begin.len), begin);
}

/* The header that was sent under a name like the wanted one, or NULL. */
static const reqsig_header *near_miss(const struct evidence *evidence, reqsig_slice wanted) {
  const reqsig_request *request = evidence->signer.request;
  for (size_t i = 0; i < request->num_headers; i++) {
    reqsig_slice name = request->headers[i].name;
    bool is_like = is_near(name, wanted) || ends_so(name, wanted) || ends_so(wanted, name) ||
                   begins_so(wanted, name) || ends_alike(name, wanted);
    if (is_like && !recipe_header_rule(evidence->recipe, name)) return &request->headers[i];
  }
  return NULL;
}

static bool is_fixed(const rs_header_rule *rule) {
  for (size_t i = 0; i < RS_MAX_VALUE_PARTS && rule->value[i].from; i++)
    if (rule->value[i].from != RS_FROM_LITERAL) return false;
  return true;
}

/* What anybody may know of the value: a digest of the body. */
static void add_known_value(const struct evidence *evidence, const rs_header_rule *rule,
                            struct text *sentence) {
  uint8_t room[2 * RS_MAX_DIGEST];
  reqsig_buffer value = {room, sizeof room, 0};
  rs_sink sink = rs_sink_to_buffer(&value);
  rs_builder builder;
  if (rule->value[0].from != RS_FROM_BODY ||
      rs_builder_begin(&builder, &evidence->opened->context, evidence->signer.request) != REQSIG_OK)
    return;
  rs_header_value_emit(&builder, rule, &sink);
  text_addf(sentence, " Of this body it is %.*s.", (int)value.len, (const char *)value.data);
}

static void hint_at_missing_header(struct arena *arena, const struct evidence *evidence,
                                   const rs_header_rule *rule, struct diagnosis *diagnosis) {
  const reqsig_request *request = evidence->signer.request;
  bool in_query = rule->place == RS_IN_QUERY;
  if (is_fixed(rule) || sent_field(arena, request, rule)) return;
  const reqsig_header *near = in_query ? NULL : near_miss(evidence, rule->name);
  struct text sentence = {0};
  text_addf(&sentence, "The request has no %s %.*s%s.", in_query ? "parameter" : "header",
            (int)rule->name.len, (const char *)rule->name.data,
            rule == evidence->rule ? ", which carries the signature" : "");
  add_known_value(evidence, rule, &sentence);
  if (near && !secrets_find(evidence->opened, near->name)) {
    text_add_string(&sentence, " It has ");
    text_add_shortened(&sentence, near->name, MAX_SHOWN);
    text_add_string(&sentence,
                    memchr(near->name.data, '_', near->name.len)
                        ? " in its place, with underscores: some servers and CGI name headers so, and many "
                          "proxies drop such a header."
                        : " in its place: send it under the document's name.");
  }
  add_hint(arena, diagnosis, &sentence);
}

static void hint_at_missing_headers(struct arena *arena, const struct evidence *evidence,
                                    struct diagnosis *diagnosis) {
  const reqsig_scheme *recipe = evidence->recipe;
  bool is_signed = rs_is_signed(recipe, evidence->signer.request);
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && recipe->headers[i].name.len > 0; i++)
    if (is_signed || evidence->header || recipe->headers[i].sending != RS_SENT_IF_SIGNED)
      hint_at_missing_header(arena, evidence, &recipe->headers[i], diagnosis);
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

static bool is_indented_json(reqsig_slice body) {
  return body.len > 3 && (body.data[0] == '{' || body.data[0] == '[') &&
         (rs_slice_starts_with(rs_slice_after(body, 1), RS_LITERAL("\n ")) ||
          rs_slice_starts_with(rs_slice_after(body, 1), RS_LITERAL("\r\n ")) ||
          rs_slice_starts_with(rs_slice_after(body, 1), RS_LITERAL("\n\t")));
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
  if (is_indented_json(body))
    diagnosis_add_hint(arena, diagnosis,
                       "The body is indented JSON: if the capture tool formats JSON, these are not the bytes "
                       "that were sent. "
                       "Capture the raw bytes.");
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
  hint_at_missing_headers(arena, evidence, diagnosis);
  hint_at_plus(arena, evidence, verdict, diagnosis);
  hint_at_no_nonce(arena, evidence, diagnosis);
  if (diagnosis->verdict != DIAGNOSIS_UNEXPLAINED || !evidence->header) return;
  hint_at_body(arena, evidence, diagnosis);
  hint_at_signature(arena, evidence, diagnosis);
}
