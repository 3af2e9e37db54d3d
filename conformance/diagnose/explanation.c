#include "diagnose/explanation.h"

#include "lib/bytes.h"
#include "request/findings.h"
#include "request/recipe_text.h"

enum { MAX_SHOWN = 40, SHOWN_BEFORE = 12 };

const char *explanation_keep(struct arena *arena, struct text *text) {
  const char *copy = arena_copy_string(arena, text_string(text));
  text_free(text);
  return copy;
}

static void add_sentence(struct text *text, const char *sentence) {
  text_addf(text, "%s%s", text->len > 0 ? " " : "", sentence);
}

/* What stands around the byte at, on one line. */
static void add_excerpt(struct text *text, reqsig_slice bytes, size_t at) {
  size_t begin = at > SHOWN_BEFORE ? at - SHOWN_BEFORE : 0;
  if (begin >= bytes.len) begin = bytes.len > SHOWN_BEFORE ? bytes.len - SHOWN_BEFORE : 0;
  if (bytes.len == 0) {
    text_add_string(text, "nothing");
    return;
  }
  text_addf(text, "`%s", begin > 0 ? "..." : "");
  text_add_shortened(text, rs_slice_after(bytes, begin), MAX_SHOWN);
  text_add_string(text, "`");
}

/* Where two messages part: the first of their bytes that differ. */
static size_t difference_at(reqsig_slice a, reqsig_slice b) {
  size_t at = 0;
  while (at < a.len && at < b.len && a.data[at] == b.data[at]) at++;
  return at;
}

static void add_difference(struct text *text, const struct evidence *evidence, reqsig_slice right,
                           reqsig_slice wrong) {
  if (rs_slice_equal(right, wrong) || !own_message_can_be_shown(evidence, right, wrong)) return;
  size_t at = difference_at(right, wrong);
  text_add_string(text, " What was signed has ");
  add_excerpt(text, wrong, at);
  text_addf(text, " where %s signs ", evidence->recipe->title);
  add_excerpt(text, right, at);
  text_add_string(text, ".");
}

static void add_cause(struct text *sentence, struct text *change, const struct cause *cause) {
  if (cause->kind == CAUSE_PROFILE) {
    const reqsig_profile_info *info = &cause->profile->info;
    text_addf(sentence, "%sThe request was signed by the profile %s: %s.", sentence->len > 0 ? " " : "",
              info->name, info->meaning);
    text_addf(change,
              "%sIf the server follows that profile, verify with --profile %s; if not, sign by the default.",
              change->len > 0 ? " " : "", info->name);
    return;
  }
  add_sentence(sentence, cause->mistake ? cause->mistake->words : cause->words);
  const char *advice = advice_for(cause->name);
  if (advice) add_sentence(change, advice);
}

static void add_notation(struct text *sentence, struct text *change, const struct match *match) {
  const struct mac_claim *claim = match->claim;
  for (size_t i = 0; claim && i < claim->num_steps; i++) {
    add_sentence(sentence, claim->steps[i]->words);
    add_sentence(change, claim->steps[i]->change);
  }
}

static const char *clause_of_match(const struct evidence *evidence, const struct match *match) {
  const reqsig_scheme *recipe = evidence->recipe;
  if (match->num_causes > 0 && !match->causes[0]->mistake) return recipe->message_clause;
  if (match->num_causes > 0) return clause_of(recipe, evidence->rule, match->causes[0]->mistake);
  reqsig_slice step = reqsig_text(match->claim->steps[0]->name);
  bool is_of_header = rs_slice_starts_with(step, RS_LITERAL("prefix-missing")) ||
                      rs_slice_equal(step, RS_LITERAL("header-whitespace/items")) ||
                      rs_slice_equal(step, RS_LITERAL("header-whitespace/equals")) ||
                      rs_slice_equal(step, RS_LITERAL("bytes-repr/whole-value"));
  return is_of_header ? evidence->rule->clause : recipe->encoding.clause;
}

struct explanation explanation_of_match(struct arena *arena, const struct evidence *evidence,
                                        const struct match *match, const reqsig_slice *right_message) {
  if (match->of_time) return explanation_of_time(arena, evidence, match);
  struct explanation explanation = {.clause = clause_of_match(evidence, match)};
  struct text sentence = {0}, change = {0};
  if (match->of_notation || match->num_causes == 0)
    text_add_string(&sentence, "The signature is right but for its notation.");
  for (size_t i = 0; i < match->num_causes; i++) {
    explanation.names[explanation.num_names++] = match->causes[i]->name;
    add_cause(&sentence, &change, match->causes[i]);
  }
  if (right_message) add_difference(&sentence, evidence, *right_message, match->message);
  add_notation(&sentence, &change, match);
  for (size_t i = 0; match->claim && i < match->claim->num_steps; i++)
    explanation.names[explanation.num_names++] = match->claim->steps[i]->name;
  if (change.len == 0) text_addf(&change, "Sign what %s signs here.", evidence->recipe->title);
  explanation.sentence = explanation_keep(arena, &sentence);
  explanation.change = explanation_keep(arena, &change);
  return explanation;
}

/* What the field must be; a header with fixed text in it has a form to show. */
static void add_wanted(struct text *change, const reqsig_scheme *recipe, const reqsig_verdict *verdict) {
  const rs_header_rule *rule = recipe_header_rule(recipe, verdict->field);
  text_addf(change, "%s wants %s", recipe->title, verdict->expected);
  if (verdict->reason == REQSIG_REASON_MALFORMED && rule && recipe_header_part(rule, RS_FROM_LITERAL)) {
    text_add_string(change, ": ");
    recipe_add_header_value(change, recipe, rule);
  }
  text_add_string(change, ".");
}

/* ": \"t=\" is there twice", of a list. */
static void add_item_remarks(struct text *sentence, const struct evidence *evidence,
                             const reqsig_verdict *verdict) {
  const rs_header_rule *rule = recipe_header_rule(evidence->recipe, verdict->field);
  bool is_list = evidence->header && rule == evidence->rule && rule->item_separator.len > 0;
  struct text remarks = {0};
  if (is_list && verdict->reason == REQSIG_REASON_MALFORMED)
    findings_add_item_remarks(&remarks, rule, evidence->header->value);
  if (remarks.len > 0) text_addf(sentence, ":%s", text_string(&remarks) + 1);
  text_free(&remarks);
}

struct explanation explanation_of_fault(struct arena *arena, const struct evidence *evidence,
                                        const reqsig_verdict *verdict) {
  struct explanation explanation = {.names = {reqsig_reason_name(verdict->reason)}, .num_names = 1};
  struct text sentence = {0}, change = {0};
  const char *const problems[] = {[REQSIG_REASON_MALFORMED] = "has a wrong form",
                                  [REQSIG_REASON_MISSING] = "is missing",
                                  [REQSIG_REASON_UNKNOWN_KEY] =
                                      "does not have the key id of the credentials file",
                                  [REQSIG_REASON_DIGEST_MISMATCH] = "has the digest of another body"};
  text_add_string(&sentence, "The signature is right, and ");
  text_add_shortened(&sentence, verdict->field, MAX_SHOWN);
  text_addf(&sentence, " %s", problems[verdict->reason]);
  add_item_remarks(&sentence, evidence, verdict);
  text_add_string(&sentence, ".");
  add_wanted(&change, evidence->recipe, verdict);
  explanation.sentence = explanation_keep(arena, &sentence);
  explanation.change = explanation_keep(arena, &change);
  explanation.clause = verdict->clause;
  return explanation;
}

enum { MAX_BODY = 4096 };

/* What the two do together; NULL if that is no signer's mistake. */
static const struct mistake *mistake_of(struct arena *arena, const struct match *match) {
  if (match->num_causes == 0 || !match->causes[0]->mistake) return NULL;
  if (match->num_causes == 1) return match->causes[0]->mistake;
  return match->causes[1]->mistake
             ? causes_together(arena, match->causes[0]->mistake, match->causes[1]->mistake)
             : NULL;
}

/* The signature's header; empty if nothing is signed. */
static reqsig_slice signature(struct arena *arena, const struct mistake *mistake,
                              const struct vector *vector) {
  const rs_header_rule *rule = evidence_rule_with(vector->scheme, RS_FROM_MAC);
  struct signer_answer answer;
  struct mutant_input input = mutant_input_of(vector, &vector->request);
  if (!rule || mutant_sign(arena, mistake, &input, &answer) != REQSIG_OK) return rs_slice(NULL, 0);
  const reqsig_header *header = header_list_find(&answer.headers, rule->name, NULL);
  return header ? header->value : rs_slice(NULL, 0);
}

static bool tells(const struct vector *vector, const struct match *first, const struct match *second) {
  struct arena arena = {0};
  const struct mistake *a = mistake_of(&arena, first), *b = mistake_of(&arena, second);
  bool differ = a && b && !rs_slice_equal(signature(&arena, a, vector), signature(&arena, b, vector));
  arena_wipe(&arena);
  return differ;
}

const char *telling_vector(const struct vector_set *set, const reqsig_scheme *scheme,
                           const struct match *first, const struct match *second) {
  for (size_t i = 0; i < set->count; i++) {
    const struct vector *vector = &set->items[i];
    if (vector->scheme == scheme && !vector->twin && vector->request.body.len <= MAX_BODY &&
        tells(vector, first, second))
      return vector->id;
  }
  return NULL;
}
