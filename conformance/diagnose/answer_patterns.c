#include "diagnose/shared_cause.h"

#include <string.h>

#include "lib/bytes.h"
#include "request/recipe_text.h"

enum { MIN_WRONG = 3, MIN_TIMES = 20 };

/* The signature's value; NULL if it is not wrong. */
static const struct difference *wrong_signature(const struct graded_case *graded) {
  for (size_t i = 0; i < graded->grade->num_differences; i++) {
    const struct difference *difference = &graded->grade->differences[i];
    if (difference->kind != DIFFERENCE_VALUE) continue;
    const rs_header_rule *rule = recipe_header_rule(graded->vector->scheme, reqsig_text(difference->header));
    if (recipe_header_part(rule, RS_FROM_MAC)) return difference;
  }
  return NULL;
}

static bool is_wrong_signature(const struct graded_case *graded) {
  return graded->is_wrong && graded->op == OP_SIGN && wrong_signature(graded);
}

const struct mac_claim *notation_of_signature(struct arena *arena, const struct graded_case *graded) {
  const struct difference *difference = is_wrong_signature(graded) ? wrong_signature(graded) : NULL;
  if (!difference || difference->expected_sha256) return NULL;
  const reqsig_scheme *scheme = graded->vector->scheme;
  const rs_header_rule *rule = recipe_header_rule(scheme, reqsig_text(difference->header));
  struct mac_claims *due = arena_get(arena, sizeof *due), *claims = arena_get(arena, sizeof *claims);
  notation_read(arena, scheme, rule, difference->expected, due);
  notation_read(arena, scheme, rule, difference->received, claims);
  if (due->count == 0 || due->items[0].num_steps > 0) return NULL;
  for (size_t i = 0; i < claims->count; i++)
    if (claims->items[i].num_steps > 0 &&
        notation_claims(&claims->items[i], due->items[0].bytes, due->items[0].len))
      return &claims->items[i];
  return NULL;
}

/* A right answer, with another signature. */
static bool has_other_signature(const struct graded_case *graded, reqsig_slice signature) {
  if (graded->is_wrong || graded->op != OP_SIGN) return false;
  const struct header_list *headers = &graded->grade->met->headers;
  for (size_t i = 0; i < headers->count; i++)
    if (recipe_header_part(recipe_header_rule(graded->vector->scheme, headers->items[i].name), RS_FROM_MAC))
      return !rs_slice_equal(headers->items[i].value, signature);
  return false;
}

static const struct difference *first_signature(const struct worthless_answers *kind,
                                                const struct graded_case *cases, size_t num_cases) {
  for (size_t i = 0; i < num_cases; i++)
    if (kind->is_one(&cases[i])) return wrong_signature(&cases[i]);
  return NULL;
}

/* Where other ones are due. */
static bool signs_always_the_same(const struct worthless_answers *kind, const struct graded_case *cases,
                                  size_t num_cases) {
  const struct difference *first = first_signature(kind, cases, num_cases);
  size_t num = 0, num_others = 0;
  for (size_t i = 0; first && i < num_cases; i++) {
    if (has_other_signature(&cases[i], first->received)) return false;
    if (!kind->is_one(&cases[i])) continue;
    const struct difference *difference = wrong_signature(&cases[i]);
    if (!rs_slice_equal(first->received, difference->received)) return false;
    num_others += !rs_slice_equal(first->expected, difference->expected);
    num++;
  }
  return num >= MIN_WRONG && num_others > 0;
}

static bool is_verdict(const struct graded_case *graded, enum difference_kind kind) {
  return graded->is_wrong && graded->op == OP_VERIFY && graded->grade->differences[0].kind == kind;
}

static bool is_false_reject(const struct graded_case *graded) {
  return is_verdict(graded, DIFFERENCE_REJECTED);
}

static bool is_false_accept(const struct graded_case *graded) {
  return is_verdict(graded, DIFFERENCE_ACCEPTED);
}

static size_t num_wrong(const struct worthless_answers *kind, const struct graded_case *cases,
                        size_t num_cases) {
  size_t num = 0;
  for (size_t i = 0; i < num_cases; i++) num += kind->is_one(&cases[i]);
  return num;
}

/* Right verdicts that accept, or reject. */
static size_t num_right(const struct graded_case *cases, size_t num_cases, bool accepts) {
  size_t num = 0;
  for (size_t i = 0; i < num_cases; i++)
    num += cases[i].op == OP_VERIFY && !cases[i].is_wrong && cases[i].grade->met->verdict.accepted == accepts;
  return num;
}

/* A vector's signature stands before its verdict. */
static size_t num_signed_wrongly(const struct worthless_answers *kind, const struct graded_case *cases,
                                 size_t num_cases) {
  size_t num = 0;
  for (size_t i = 1; i < num_cases; i++)
    num += kind->is_one(&cases[i]) && cases[i - 1].vector == cases[i].vector && cases[i - 1].op == OP_SIGN &&
           cases[i - 1].is_wrong;
  return num;
}

/* Who signs most of it wrongly rejects it for that. */
static bool rejects_all(const struct worthless_answers *kind, const struct graded_case *cases,
                        size_t num_cases) {
  size_t num = num_wrong(kind, cases, num_cases);
  return num >= MIN_WRONG && num_right(cases, num_cases, true) == 0 &&
         2 * num_signed_wrongly(kind, cases, num_cases) < num;
}

/* It may still refuse what has another fault than its signature, such as a secret that is empty. */
static bool accepts_all(const struct worthless_answers *kind, const struct graded_case *cases,
                        size_t num_cases) {
  size_t num = num_wrong(kind, cases, num_cases);
  return num >= MIN_WRONG && num_right(cases, num_cases, false) * MIN_TIMES < num;
}

static bool is_flaky(const struct graded_case *graded) {
  return graded->is_wrong && graded->is_flaky;
}

static bool is_any_wrong(const struct worthless_answers *kind, const struct graded_case *cases,
                         size_t num_cases) {
  return num_wrong(kind, cases, num_cases) > 0;
}

const struct worthless_answers worthless_answers[] = {
    {"two-answers", "The implementation gives two answers to one question.",
     "Look for what is kept from one call to the next or shared by threads, for a clock and for random "
     "bytes.",
     NUM_OPS, is_flaky, is_any_wrong},
    {"constant-signature", "The signer answers the same signature to all requests.",
     "Look for a signature that is kept from an earlier request, or made of no request at all.", OP_SIGN,
     is_wrong_signature, signs_always_the_same},
    {"rejects-all", "The verifier accepts no right signature at all.",
     "Begin with one request that must be accepted, and compare the message that the verifier makes with the "
     "one of reqsig explain.",
     OP_VERIFY, is_false_reject, rejects_all},
    {"accepts-all", "The verifier accepts whatever the signature is.",
     "Look whether the verifier is called, and whether its answer is used.", OP_VERIFY, is_false_accept,
     accepts_all},
    {NULL},
};

static const struct {
  const char *name, *words;
} kinds[NUM_CONTRADICTIONS] = {
    [CONTRADICTS_MESSAGE] =
        {"message-alone-wrong",
         "the signature is right and the message is not: what is answered to message is not what "
         "is signed."},
    [CONTRADICTS_SIGNATURE] =
        {"signature-alone-wrong",
         "the message is right and the signature is not: look at the key, the hash function and "
         "how the MAC is written."},
    [CONTRADICTS_BOTH] =
        {"signature-of-another-message",
         "the signature is not that of the message that is answered: let message and sign use the "
         "same code."},
    [CONTRADICTS_HEADER] = {"header-alone-wrong",
                            "the message is right and the header %s is not: look at its name and at what is "
                            "written into it."},
};

const char *contradiction_name(enum contradiction_kind kind) {
  return kinds[kind].name;
}

void contradiction_add_words(struct text *text, enum contradiction_kind kind,
                             const struct contradiction *found) {
  reqsig_slice words = reqsig_text(kinds[kind].words);
  size_t before = found->header ? (size_t)(strchr(kinds[kind].words, '%') - kinds[kind].words) : words.len;
  text_add(text, rs_slice(words.data, before));
  if (!found->header) return;
  text_add_escaped(text, reqsig_text(found->header), true);
  text_add(text, rs_slice_after(words, before + 2));
}

/* A signer's mistake: text, of number bytes, is signed in place of the message. */
static bool take_text(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                      struct text *to) {
  (void)at, (void)from;
  text_add(to, rs_slice(how->text, how->number));
  return true;
}

/* Of a long message not all was kept: then nothing is said. */
static bool is_signature_of_answer(const struct graded_case *message, const struct graded_case *signature) {
  const struct difference *difference = &message->grade->differences[0];
  if (difference->received_len != difference->received.len || difference->received_at > 0) return true;
  const struct mistake signs_answer = {
      .slug = "",
      .message = {take_text, (const char *)difference->received.data, .number = difference->received.len}};
  return mistake_gives_answer(&signs_answer, signature->vector->scheme, signature);
}

enum contradiction_kind contradiction_of(const struct graded_case *message,
                                         const struct graded_case *signature, const struct mistake *mistake,
                                         const reqsig_scheme *recipe) {
  if (!signature->is_wrong) return message->is_wrong ? CONTRADICTS_MESSAGE : CONTRADICTS_NOT;
  if (mistake && mistake_gives_answer(mistake, recipe, message)) return CONTRADICTS_NOT;
  if (!message->is_wrong && !wrong_signature(signature)) return CONTRADICTS_HEADER;
  if (!message->is_wrong) return mistake ? CONTRADICTS_BOTH : CONTRADICTS_SIGNATURE;
  return is_signature_of_answer(message, signature) ? CONTRADICTS_NOT : CONTRADICTS_BOTH;
}
