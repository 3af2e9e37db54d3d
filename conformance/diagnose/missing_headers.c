/* The headers and parameters that a scheme wants and a request lacks, and what it has in their place. */
#include <string.h>

#include "diagnose/explanation.h"
#include "lib/bytes.h"
#include "lib/message_builder.h"
#include "request/opened_request.h"
#include "request/recipe_text.h"

enum { MAX_SHOWN = 60 };

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
  diagnosis_add_hint(arena, diagnosis, text_string(&sentence));
  text_free(&sentence);
}

void hints_of_missing_headers(struct arena *arena, const struct evidence *evidence,
                              struct diagnosis *diagnosis) {
  const reqsig_scheme *recipe = evidence->recipe;
  bool is_signed = rs_is_signed(recipe, evidence->signer.request);
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && recipe->headers[i].name.len > 0; i++)
    if (is_signed || evidence->header || recipe->headers[i].sending != RS_SENT_IF_SIGNED)
      hint_at_missing_header(arena, evidence, &recipe->headers[i], diagnosis);
}
