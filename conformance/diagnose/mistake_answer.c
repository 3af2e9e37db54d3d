#include "diagnose/shared_cause.h"

#include <string.h>

#include "lib/bytes.h"
#include "lib/request.h"
#include "mutants/verifier.h"
#include "request/recipe_text.h"

static struct mutant_input input_of(const struct vector *vector, const reqsig_scheme *recipe,
                                    const reqsig_request *request) {
  struct mutant_input input = mutant_input_of(vector, request);
  input.scheme = recipe;
  return input;
}

/* Of a long message only a part was kept, and its length; of a very long one the digest. */
static bool is_received_message(const struct difference *difference, reqsig_slice message) {
  if (difference->expected_sha256) {
    struct expectation received = {.has_message = true, .message_sha256 = difference->received_sha256};
    return expectation_meets_message(&received, message);
  }
  reqsig_slice kept = difference->received;
  return message.len == difference->received_len && difference->received_at + kept.len <= message.len &&
         rs_slice_equal(rs_slice(message.data + difference->received_at, kept.len), kept);
}

static bool gives_message(struct arena *arena, const struct mistake *mistake, const reqsig_scheme *recipe,
                          const struct graded_case *graded) {
  struct mutant_input input = input_of(graded->vector, recipe, &graded->vector->request);
  struct mac_input made;
  if (mutant_mac_input(arena, mistake, &input, &made) != REQSIG_OK) return false;
  if (graded->is_wrong) return is_received_message(graded->grade->differences, made.message);
  return expectation_meets_message(graded->grade->met, made.message);
}

static bool is_in_place_of_missing(const struct header_list *made, const struct difference *difference) {
  if (header_list_find(made, reqsig_text(difference->header), NULL)) return false;
  return difference->instead.count == 0 ||
         header_list_find(made, reqsig_text(difference->instead.items[0]), NULL);
}

static bool gives_difference(const struct header_list *made, const struct difference *difference) {
  const reqsig_header *header = header_list_find(made, reqsig_text(difference->header), NULL);
  switch (difference->kind) {
  case DIFFERENCE_MISSING: return is_in_place_of_missing(made, difference);
  case DIFFERENCE_VALUE:
  case DIFFERENCE_UNWANTED:
    return header && difference->received_len == difference->received.len &&
           rs_slice_equal(header->value, difference->received);
  default: return false;
  }
}

static bool differs_in(const struct grade *grade, reqsig_slice name) {
  for (size_t i = 0; i < grade->num_differences; i++)
    if (rs_slice_equal_ignoring_case(reqsig_text(grade->differences[i].header), name)) return true;
  return false;
}

static bool is_known(const struct graded_case *graded, reqsig_slice name) {
  const rs_header_rule *rule = recipe_header_rule(graded->vector->scheme, name);
  return !graded->signature_only || recipe_header_part(rule, RS_FROM_MAC);
}

/* The headers that were answered rightly, although another was wrong. */
static bool gives_right_headers(const struct header_list *made, const struct graded_case *graded) {
  const struct header_list *expected = &graded->grade->compared->headers;
  for (size_t i = 0; i < expected->count; i++) {
    const reqsig_header *right = &expected->items[i];
    if (differs_in(graded->grade, right->name) || !is_known(graded, right->name)) continue;
    const reqsig_header *header = header_list_find(made, right->name, NULL);
    if (!header || !rs_slice_equal(header->value, right->value)) return false;
  }
  return true;
}

static bool gives_headers(struct arena *arena, const struct mistake *mistake, const reqsig_scheme *recipe,
                          const struct graded_case *graded) {
  const struct grade *grade = graded->grade;
  struct mutant_input input = input_of(graded->vector, recipe, &graded->vector->request);
  struct signer_answer answer;
  if (mutant_sign(arena, mistake, &input, &answer) != REQSIG_OK) return false;
  if (!graded->is_wrong) return expectation_meets_headers(grade->met, &answer.headers);
  for (size_t i = 0; i < grade->num_differences; i++)
    if (!gives_difference(&answer.headers, &grade->differences[i])) return false;
  return gives_right_headers(&answer.headers, graded);
}

static bool is_same_input(const struct mac_input *a, const struct mac_input *b) {
  return a->digest == b->digest && a->construction == b->construction && rs_slice_equal(a->key, b->key) &&
         rs_slice_equal(a->message, b->message);
}

/* The request to verify, as its signer saw it. */
static struct mutant_input signed_input(const struct vector *vector, const reqsig_scheme *recipe) {
  struct mutant_input input = input_of(vector, recipe, &vector->signed_request);
  reqsig_slice name = recipe_timestamp_header(vector->scheme);
  const reqsig_header *time = name.len > 0 ? rs_header_find(&vector->signed_request, name) : NULL;
  input.sent_time = time ? &time->value : NULL;
  return input;
}

/* Whether a verifier with the mistake makes another MAC than a right one. */
static bool makes_another_mac(struct arena *arena, const struct mistake *mistake, const reqsig_scheme *recipe,
                              const struct vector *vector) {
  struct mutant_input input = signed_input(vector, recipe), right = signed_input(vector, vector->scheme);
  struct mac_input made, due;
  return mutant_mac_input(arena, mistake, &input, &made) == REQSIG_OK &&
         mutant_mac_input(arena, NULL, &right, &due) == REQSIG_OK && !is_same_input(&made, &due);
}

/* The header with the signature, as a signer with the mistake makes it of that request; NULL if it makes
 * none. */
static const reqsig_header *signature_by(struct arena *arena, const struct mistake *mistake,
                                         const reqsig_scheme *recipe, const struct vector *vector) {
  struct mutant_input input = signed_input(vector, recipe);
  struct signer_answer answer;
  if (mutant_sign(arena, mistake, &input, &answer) != REQSIG_OK) return NULL;
  for (size_t i = 0; i < answer.headers.count; i++)
    if (recipe_header_part(recipe_header_rule(recipe, answer.headers.items[i].name), RS_FROM_MAC))
      return &answer.headers.items[i];
  return NULL;
}

/* Whether the signature that was sent, a wrong one, is right for a verifier with the mistake. */
static bool makes_sent_signature(struct arena *arena, const struct mistake *mistake,
                                 const reqsig_scheme *recipe, const struct vector *vector) {
  const reqsig_header *made = signature_by(arena, mistake, recipe, vector);
  const reqsig_header *sent = made ? rs_header_find(&vector->signed_request, made->name) : NULL;
  return sent && rs_slice_equal(sent->value, made->value);
}

/* Whether a verifier with the mistake makes the right MAC, and looks for another text of it. */
static bool expects_another_text(struct arena *arena, const struct mistake *mistake,
                                 const reqsig_scheme *recipe, const struct vector *vector) {
  if (!mistake->output.make && !mistake->value.make && !mistake->mac.make && !mistake->variations[0].kind)
    return false;
  const reqsig_header *made = signature_by(arena, mistake, recipe, vector);
  const reqsig_header *due = signature_by(arena, NULL, vector->scheme, vector);
  return made && due && !rs_slice_equal(made->value, due->value) &&
         !makes_another_mac(arena, mistake, recipe, vector);
}

/* The reasons of a verifier that finds no such text as it looks for. */
static const reqsig_reason reasons_of_text[] = {REQSIG_REASON_MALFORMED, REQSIG_REASON_SIGNATURE_MISMATCH};

/* The verdict of a verifier with the mistake, of which the signature is judged before the time, and after all
 * else; the second reason that it may have, if it can have two. False: the mistake changes nothing here. */
static bool verdict_by(struct arena *arena, const struct mistake *mistake, const reqsig_scheme *recipe,
                       const struct vector *vector, const struct verdict *due, struct verdict given[2]) {
  bool is_judged = due->accepted || due->reason >= REQSIG_REASON_SIGNATURE_MISMATCH;
  bool is_of_text = expects_another_text(arena, mistake, recipe, vector);
  given[0] = given[1] = *due;
  if (!is_of_text && !(is_judged && makes_another_mac(arena, mistake, recipe, vector))) return false;
  if (!due->accepted && due->reason <= REQSIG_REASON_SIGNATURE_MISMATCH &&
      makes_sent_signature(arena, mistake, recipe, vector))
    given[0] = given[1] = (struct verdict){.given = true, .accepted = true};
  else if (is_of_text && is_judged)
    for (int i = 0; i < 2; i++) given[i] = (struct verdict){.given = true, .reason = reasons_of_text[i]};
  else if (is_of_text)
    given[1] = (struct verdict){.given = true, .reason = REQSIG_REASON_MALFORMED}; /* seen before the fault */
  else if (is_judged)
    given[0] = given[1] = (struct verdict){.given = true, .reason = REQSIG_REASON_SIGNATURE_MISMATCH};
  return true;
}

static bool gives_verdict(struct arena *arena, const struct mistake *mistake, const reqsig_scheme *recipe,
                          const struct graded_case *graded) {
  const struct vector *vector = graded->vector;
  const struct verdict *due = graded->is_wrong ? &graded->grade->compared->verdict : &vector->expect.verdict;
  struct verdict given[2];
  bool changes = verdict_by(arena, mistake, recipe, vector, due, given);
  if (!graded->is_wrong) return given[0].accepted == graded->grade->met->verdict.accepted;
  const struct verdict *received = &graded->grade->differences[0].received_verdict;
  return changes && (verdict_matches(received, &given[0]) || verdict_matches(received, &given[1]));
}

/* The reasons of what is rejected rightly tell mistakes apart too, where the verifier tells them. */
static bool is_right_answer(const struct grade *grade, const struct verifier_answer *answer) {
  const struct verdict *met = &grade->met->verdict;
  if (verdict_is_any_reject(met)) return answer->kind != VERIFIER_ACCEPTS;
  bool is_told = grade->verdict.reason != REQSIG_REASON_NONE;
  return answer->kind != VERIFIER_BREAKS && (answer->kind == VERIFIER_ACCEPTS) == met->accepted &&
         (!is_told || answer->reason == grade->verdict.reason);
}

static bool gives_mutant_verdict(struct arena *arena, const struct mistake *mistake,
                                 const reqsig_scheme *recipe, const struct graded_case *graded) {
  struct mutant_input input = input_of(graded->vector, recipe, &graded->vector->signed_request);
  struct verifier_answer answer = mutant_verify(arena, mistake, &input);
  struct verdict given = {
      .given = true, .accepted = answer.kind == VERIFIER_ACCEPTS, .reason = answer.reason};
  if (!graded->is_wrong) return is_right_answer(graded->grade, &answer);
  return answer.kind != VERIFIER_BREAKS &&
         verdict_matches(&graded->grade->differences[0].received_verdict, &given);
}

bool mistake_gives_answer(const struct mistake *mistake, const reqsig_scheme *recipe,
                          const struct graded_case *graded) {
  static bool (*const ops[])(struct arena *, const struct mistake *, const reqsig_scheme *,
                             const struct graded_case *) = {
      [OP_MESSAGE] = gives_message, [OP_SIGN] = gives_headers, [OP_VERIFY] = gives_verdict};
  struct arena arena = {0};
  static const struct mistake none = {.verify = verify_check};
  if (!mistake && graded->op == OP_VERIFY) mistake = &none;
  bool is_verifiers = mistake && mistake->verify;
  if (is_verifiers && graded->op != OP_VERIFY) return !graded->is_wrong;
  bool gives = (is_verifiers ? gives_mutant_verdict : ops[graded->op])(&arena, mistake, recipe, graded);
  arena_wipe(&arena);
  return gives;
}

static bool is_meant_for(const struct vector *vector, const struct mistake *mistake) {
  for (size_t i = 0; i < vector->mistakes.count; i++)
    if (strcmp(vector->mistakes.items[i], mistake->slug) == 0) return true;
  for (size_t i = 0; i < vector->bugs.count; i++)
    for (size_t k = 0; k < sizeof mistake->bugs / sizeof *mistake->bugs; k++)
      if (mistake->bugs[k] != 0 && vector->bugs.items[i] == mistake->bugs[k]) return true;
  return false;
}

/* Few verifiers accept what must be rejected; many reject what must be accepted. */
static bool is_shown_by_accept(const struct graded_case *graded) {
  const struct grade *grade = graded->grade;
  return graded->is_wrong && grade->num_differences > 0 && grade->differences[0].kind == DIFFERENCE_ACCEPTED;
}

bool mistake_is_shown_by(const struct mistake *mistake, const struct graded_case *graded) {
  if (!mistake->verify) return graded->op != OP_VERIFY || is_shown_by_accept(graded);
  return is_meant_for(graded->vector, mistake) || is_shown_by_accept(graded);
}
