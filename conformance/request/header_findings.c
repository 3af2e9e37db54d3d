#include "lib/bytes.h"
#include "lib/context.h"
#include "lib/header_value.h"
#include "lib/mac_text.h"
#include "lib/message_builder.h"
#include "request/findings.h"
#include "request/opened_request.h"
#include "request/recipe_text.h"

/* What is wrong with a value that must not be shown: remarks, each after a semicolon, in words that tell one
 * character of the value at most. */
struct remarks {
  const rs_context *context;
  struct text *text;
};

static void remark_length(struct remarks to, const char *what, size_t len, size_t expected) {
  if (len == expected) return;
  text_addf(to.text, "; the %s has %zu character%s, the right one %zu", what, len, text_plural(len),
            expected);
}

static void add_shown_byte(struct text *text, uint8_t byte) {
  if (byte == ' ' || byte == '\t') {
    text_add_string(text, byte == ' ' ? "a space" : "a tab");
    return;
  }
  text_add_string(text, "\"");
  text_add_escaped(text, rs_slice(&byte, 1), false);
  text_add_string(text, "\"");
}

/* Of a public key the first character that differs, of a secret one none. */
static void remark_key(struct remarks to, uint8_t credential, reqsig_slice sent) {
  const rs_credential_rule *rule = &to.context->recipe->credentials[credential];
  reqsig_slice own = to.context->credentials[credential];
  size_t at = 0;
  if (rs_slice_equal(sent, own)) return;
  remark_length(to, rule->name, sent.len, own.len);
  while (at < sent.len && at < own.len && sent.data[at] == own.data[at]) at++;
  if (rule->secret || at == sent.len || at == own.len) {
    text_addf(to.text, "; it is another %s", rule->name);
    return;
  }
  text_addf(to.text, "; character %zu of the %s is ", at + 1, rule->name);
  add_shown_byte(to.text, sent.data[at]);
  text_add_string(to.text, ", of the right one ");
  add_shown_byte(to.text, own.data[at]);
}

static bool is_letter(uint8_t c) {
  return rs_upper(c) >= 'A' && rs_upper(c) <= 'Z';
}

/* What no signature has there, or NULL. */
static const char *wrong_character(const rs_encoding_rule *encoding, uint8_t c, bool is_padding) {
  if (encoding->encoding == RS_HEX && rs_hex_value(c) < 0) return "which is no hex digit";
  if (encoding->encoding == RS_HEX)
    return is_letter(c) && c == rs_upper(c) && !encoding->upper_case_accepted ? "a hex digit in upper case"
                                                                              : NULL;
  if (is_padding) return c == '=' ? NULL : "where = is the padding";
  bool is_sign = rs_encoding_is_url_safe(encoding->encoding) ? c == '-' || c == '_' : c == '+' || c == '/';
  return rs_is_digit(c) || is_letter(c) || is_sign ? NULL : "which is not of the alphabet";
}

/* The first wrong one, and nothing else of the text. */
static bool remark_character(struct remarks to, reqsig_slice text, size_t num_padding) {
  for (size_t i = 0; i < text.len; i++) {
    bool is_padding = i + num_padding >= text.len;
    const char *wrong = wrong_character(&to.context->recipe->encoding, text.data[i], is_padding);
    if (!wrong) continue;
    text_addf(to.text, "; character %zu of the signature is ", i + 1);
    add_shown_byte(to.text, text.data[i]);
    text_addf(to.text, ", %s", wrong);
    return true;
  }
  return false;
}

static void remark_signature(struct remarks to, reqsig_slice text) {
  const reqsig_scheme *recipe = to.context->recipe;
  size_t expected = rs_mac_text_len_at_end(recipe, text), whole = rs_mac_text_len(recipe);
  uint8_t mac[RS_MAX_DIGEST];
  if (text.len != expected) expected = whole;
  remark_length(to, "signature", text.len, expected);
  bool padded = text.len == whole;
  if (remark_character(to, text, padded ? rs_mac_text_padding(recipe) : 0) || text.len != expected) return;
  if (!rs_mac_text_read(recipe, text, mac))
    text_add_string(to.text, "; the last character that is not padding has bits that belong to no byte");
}

static void remark_literal(struct remarks to, reqsig_slice literal, reqsig_slice rest) {
  bool is_other_case =
      rest.len >= literal.len && rs_slice_equal_ignoring_case(rs_slice(rest.data, literal.len), literal);
  text_add_string(to.text, "; it does not begin with \"");
  text_add(to.text, literal);
  text_addf(to.text, "\"%s", is_other_case ? " in this letter case" : "");
}

/* Nothing if the value has the form that the rule gives it, with these credentials. */
static void remark_value(struct remarks to, const rs_header_rule *rule, reqsig_slice value) {
  const rs_part *parts = rule->value;
  reqsig_slice pieces[RS_MAX_VALUE_PARTS];
  const rs_part *missing = rs_header_value_split(to.context->recipe, rule, value, pieces);
  if (missing && rule->item_separator.len > 0)
    findings_add_item_remarks(to.text, rule, value);
  else if (missing == parts)
    remark_literal(to, parts->literal, value);
  else if (missing)
    text_add_string(to.text, "; it has not all parts of the form");
  for (size_t i = 0; !missing && i < RS_MAX_VALUE_PARTS && parts[i].from; i++) {
    if (parts[i].from == RS_FROM_CREDENTIAL && !parts[i].transforms[0])
      remark_key(to, parts[i].credential, pieces[i]);
    if (parts[i].from == RS_FROM_MAC) remark_signature(to, pieces[i]);
  }
}

/* What stands for a value that must not be shown; nothing if it may be. What is sent in place of a signature
 * may be somebody's secret, unless it has a signature's form. */
static void withhold(const struct opened_request *opened, const rs_header_rule *rule, reqsig_slice value,
                     struct text *text) {
  struct text remarks = {0};
  const char *secret = secrets_in_header(opened, rule->name);
  if (!secret) secret = secrets_find(opened, value);
  remark_value((struct remarks){rs_context_of(&opened->context), &remarks}, rule, value);
  if (value.len == 0) {
    text_add_string(text, "an empty value");
  } else if (secret || (remarks.len > 0 && secrets_withhold(opened, rule->name))) {
    findings_add_withheld(text, value, secret);
    text_add(text, text_slice(&remarks));
  }
  text_free(&remarks);
}

struct comparison {
  const struct opened_request *opened;
  const rs_header_rule *rule;
  bool is_computed;
  reqsig_slice computed; /* may hold a secret */
  struct findings *findings;
};

static struct finding begin_finding(const struct comparison *compared) {
  struct finding finding = {FINDING_HINT, TOPIC_HEADER, .header = compared->rule};
  if (compared->is_computed) finding.kind = FINDING_MISMATCH;
  if (sent_has_plus(&compared->opened->request.request, compared->rule)) finding.remark = SENT_PLUS_WORDS;
  if (!secrets_in_header(compared->opened, compared->rule->name) &&
      !secrets_find(compared->opened, compared->computed))
    finding.wanted = compared->computed;
  return finding;
}

static void compare_value(const struct comparison *compared, struct finding finding, reqsig_slice sent) {
  struct text text = {0};
  if (compared->is_computed && rs_slice_equal(sent, compared->computed)) finding.kind = FINDING_MATCH;
  withhold(compared->opened, compared->rule, sent, &text);
  if (text.len > 0)
    finding.sentence = findings_keep(compared->findings, &text);
  else
    finding.found = sent;
  findings_add(compared->findings, finding);
}

static void compare_header(const struct comparison *compared) {
  const reqsig_request *request = &compared->opened->request.request;
  bool in_query = compared->rule->place == RS_IN_QUERY;
  struct finding finding = begin_finding(compared);
  const reqsig_header *sent =
      sent_fields(&compared->findings->arena, request, compared->rule, &finding.num_sent);
  for (size_t i = 0; i < finding.num_sent; i++) compare_value(compared, finding, sent[i].value);
  if (finding.num_sent > 0) return;
  finding.sentence = in_query ? "no parameter of that name" : "no header of that name";
  findings_add(compared->findings, finding);
}

/* A header whose value is empty is computed, and not sent. */
static bool is_computed(const struct opened_request *opened, const rs_header_rule *rule) {
  if (rule->sending == RS_SENT_UNLESS_PRESENT) return false;
  return rule->sending == RS_SENT_ALWAYS ||
         rs_is_signed(rs_context_of(&opened->context)->recipe, &opened->request.request);
}

static reqsig_slice value_of(const reqsig_header *headers, size_t num_headers, reqsig_slice name) {
  for (size_t i = 0; i < num_headers; i++)
    if (rs_slice_equal(headers[i].name, name)) return headers[i].value;
  return reqsig_text("");
}

/* What signing gives at that time; none where it fails. */
struct signed_headers {
  reqsig_status status;
  reqsig_header items[REQSIG_MAX_ADDED_HEADERS];
  size_t count;
};

static void sign_anew(const struct opened_request *opened, int64_t time_ms, struct findings *findings,
                      struct signed_headers *anew) {
  anew->status =
      request_sign(opened, &opened->context, time_ms, &findings->computed, anew->items, &anew->count);
}

/* A parameter's stands in the target that signing gives. */
static reqsig_slice computed_value(const struct signed_headers *anew, const rs_header_rule *rule,
                                   struct findings *findings) {
  reqsig_slice own = value_of(anew->items, anew->count, rule->name);
  if (rule->place == RS_IN_HEADER) return own;
  if (rule->place == RS_IN_CODED_HEADER) return sent_coded_value(&findings->arena, rule, own);
  size_t count;
  reqsig_slice target = value_of(anew->items, anew->count, RS_LITERAL(REQSIG_PATH_HEADER));
  const reqsig_header *made = sent_parameters(&findings->arena, target, rule->name, &count);
  return count > 0 ? made->value : rs_slice("", 0);
}

static void compare_with(const struct signed_headers *anew, const struct opened_request *opened,
                         const rs_header_rule *rule, struct findings *findings) {
  struct comparison compared = {opened, rule, .findings = findings};
  compared.is_computed = anew->status == REQSIG_OK && is_computed(opened, rule);
  if (compared.is_computed) compared.computed = computed_value(anew, rule, findings);
  compare_header(&compared);
}

void findings_of_headers(const struct opened_request *opened, int64_t time_ms, struct findings *findings) {
  const reqsig_scheme *recipe = rs_context_of(&opened->context)->recipe;
  struct signed_headers anew = {0};
  sign_anew(opened, time_ms, findings, &anew);
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && recipe->headers[i].name.len; i++)
    if (recipe->headers[i].sending != RS_SENT_UNLESS_PRESENT)
      compare_with(&anew, opened, &recipe->headers[i], findings);
}

void findings_of_header(const struct opened_request *opened, reqsig_slice name, int64_t time_ms,
                        struct findings *findings) {
  const rs_header_rule *rule = recipe_header_rule(rs_context_of(&opened->context)->recipe, name);
  struct signed_headers anew = {0};
  if (!rule) return;
  sign_anew(opened, time_ms, findings, &anew);
  compare_with(&anew, opened, rule, findings);
}
