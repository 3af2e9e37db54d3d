#include "diagnose/diagnose.h"

#include <string.h>

#include "base/text.h"
#include "diagnose/explanation.h"
#include "diagnose/message_pieces.h"
#include "lib/message_builder.h"
#include "lib/request.h"
#include "lib/window.h"
#include "request/recipe_text.h"

enum { MAX_EXPLANATIONS = 16, MAX_SHOWN = 60 };

const char *diagnosis_verdict_name(enum diagnosis_verdict verdict) {
  static const char *const names[] = {[DIAGNOSIS_RIGHT] = "right",
                                      [DIAGNOSIS_EXPLAINED] = "explained",
                                      [DIAGNOSIS_UNEXPLAINED] = "unexplained"};
  return names[verdict];
}

void diagnosis_add_hint(struct arena *arena, struct diagnosis *diagnosis, const char *sentence) {
  struct name_list *hints = &diagnosis->hints;
  for (size_t i = 0; i < hints->count; i++)
    if (strcmp(hints->items[i], sentence) == 0) return;
  const char **items = arena_get_array(arena, hints->count + 1, sizeof *items);
  if (hints->count > 0) memcpy(items, hints->items, hints->count * sizeof *items);
  items[hints->count++] = arena_copy_string(arena, sentence);
  hints->items = items;
}

void diagnosis_add_explanation(struct arena *arena, struct diagnosis *diagnosis,
                               struct explanation explanation) {
  size_t count = diagnosis->num_explanations;
  struct explanation *items = arena_get_array(arena, count + 1, sizeof *items);
  if (count > 0) memcpy(items, diagnosis->explanations, count * sizeof *items);
  items[count] = explanation;
  diagnosis->explanations = items;
  diagnosis->num_explanations++;
}

static reqsig_status judge(const struct opened_request *opened, reqsig_verdict *verdict) {
  const rs_window *own = &rs_context_of(&opened->context)->recipe->time.window;
  bool has_own_window = opened->max_age_ms < 0 && opened->max_skew_ms < 0;
  reqsig_window window = rs_window_complete(own, opened->max_age_ms, opened->max_skew_ms);
  return reqsig_verify(&opened->context, &opened->request.request, opened->now_ms,
                       has_own_window ? NULL : &window, verdict);
}

/* The scheme's vectors are loaded only where something can't be told apart. */
static void name_telling_vectors(struct arena *arena, const struct evidence *evidence,
                                 const struct findings_of_search *found, struct diagnosis *diagnosis) {
  struct vector_set set = {.only = evidence->opened->scheme};
  struct text problem = {0};
  if (diagnosis->num_explanations > 1 && vector_set_load(NULL, &set, &problem))
    for (size_t i = 1; i < diagnosis->num_explanations; i++) {
      const char *id = telling_vector(&set, evidence->opened->scheme, &found->matches[0], &found->matches[i]);
      if (id) diagnosis->explanations[i].vector = arena_copy_string(arena, id);
    }
  vector_set_free(&set);
  text_free(&problem);
}

/* Where the signed message differs is said once, of matches that agree in it. */
static void explain_matches(struct arena *arena, const struct evidence *evidence,
                            const struct findings_of_search *found, struct diagnosis *diagnosis) {
  diagnosis->verdict = DIAGNOSIS_EXPLAINED;
  for (size_t i = 0; i < found->num_matches && i < MAX_EXPLANATIONS; i++) {
    const struct match *match = &found->matches[i];
    bool is_told = i > 0 && rs_slice_equal(match->message, found->matches[0].message);
    diagnosis_add_explanation(arena, diagnosis,
                              explanation_of_match(arena, evidence, match, is_told ? NULL : &found->message));
  }
}

/* Whether the mistake gives what was sent: the header at fault, and the signature. */
static bool gives_headers(const struct evidence *evidence, const struct mistake *mistake,
                          reqsig_slice field) {
  const reqsig_slice names[] = {field, evidence->rule->name};
  struct arena scratch = {0};
  struct signer_answer answer;
  bool is_it = mutant_sign(&scratch, mistake, &evidence->signer, &answer) == REQSIG_OK;
  for (size_t i = 0; is_it && i < 2; i++) {
    const reqsig_header *given = header_list_find(&answer.headers, names[i], NULL);
    const reqsig_header *sent = rs_header_find(evidence->signer.request, names[i]);
    is_it = given && sent && rs_slice_equal(given->value, sent->value);
  }
  arena_wipe(&scratch);
  return is_it;
}

static void explain_field(struct arena *arena, const struct evidence *evidence, reqsig_slice field,
                          struct diagnosis *diagnosis) {
  if (!evidence->header || field.len == 0 || gives_headers(evidence, NULL, field)) return;
  struct cause_list causes = causes_of(arena, evidence->recipe);
  for (size_t i = 0; i < causes.count; i++) {
    const struct match match = {.causes = {&causes.items[i]}, .num_causes = 1};
    if (gives_headers(evidence, causes.items[i].mistake, field))
      diagnosis_add_explanation(arena, diagnosis, explanation_of_match(arena, evidence, &match, NULL));
  }
}

/* The MAC is right; the request may be rejected for another field. */
static void explain_rest(struct arena *arena, const struct evidence *evidence, struct diagnosis *diagnosis,
                         const reqsig_verdict *verdict) {
  bool is_at_fault =
      verdict->reason != REQSIG_REASON_NONE && verdict->reason < REQSIG_REASON_SIGNATURE_MISMATCH;
  diagnosis->verdict = is_at_fault ? DIAGNOSIS_EXPLAINED : DIAGNOSIS_RIGHT;
  if (verdict->reason > REQSIG_REASON_SIGNATURE_MISMATCH)
    diagnosis->wrong_time = reqsig_reason_name(verdict->reason);
  if (is_at_fault && !evidence->has_time) explain_time_form(arena, evidence, diagnosis);
  if (is_at_fault && diagnosis->num_explanations == 0)
    explain_field(arena, evidence, verdict->field, diagnosis);
  if (is_at_fault && diagnosis->num_explanations == 0)
    diagnosis_add_explanation(arena, diagnosis, explanation_of_fault(arena, evidence, verdict));
}

/* Of a signature that nothing explains: what verifying stumbles over before it. */
static void hint_at_rejection(struct arena *arena, const struct evidence *evidence,
                              const reqsig_verdict *verdict, struct diagnosis *diagnosis) {
  struct text sentence = {0};
  bool is_missing_signed =
      verdict->reason == REQSIG_REASON_MISSING && !recipe_header_rule(evidence->recipe, verdict->field);
  if (verdict->reason != REQSIG_REASON_MALFORMED && verdict->reason != REQSIG_REASON_UNKNOWN_KEY &&
      !is_missing_signed)
    return;
  text_addf(&sentence, "Verifying rejects the request as %s: of ", reqsig_reason_name(verdict->reason));
  text_add_shortened(&sentence, verdict->field, MAX_SHOWN);
  text_addf(&sentence, " it expects %s.", verdict->expected);
  if (recipe_header_rule(evidence->recipe, verdict->field)) sent_day_add(arena, evidence, &sentence);
  diagnosis_add_hint(arena, diagnosis, explanation_keep(arena, &sentence));
}

static void compare_own_message(struct arena *arena, const struct evidence *evidence,
                                struct diagnosis *diagnosis) {
  const file_content *file = &evidence->opened->message;
  struct text sentence = {0};
  reqsig_slice own = rs_slice(file->data, file->len);
  bool is_part = false;
  for (size_t i = 0; i < diagnosis->num_digested && !is_part; i++)
    is_part = own_part_compare(evidence, diagnosis->message, &diagnosis->digested[i], own, &sentence);
  if (!is_part) own_message_compare(arena, evidence, diagnosis->message, own, &sentence);
  diagnosis_add_hint(arena, diagnosis, text_string(&sentence));
  text_free(&sentence);
}

static bool lacks_signed_header(const struct evidence *evidence, const rs_part *part) {
  return part->from == RS_FROM_HEADER && part->omit == RS_OMIT_NEVER && part->group == 0 &&
         !rs_header_find(evidence->signer.request, part->literal);
}

/* Without it nobody knows the message that was signed. */
static bool lacks_signed_value(const struct evidence *evidence) {
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS && evidence->recipe->message[i].from; i++) {
    const rs_part *part = &evidence->recipe->message[i];
    bool lacks_time = part->from == RS_FROM_TIMESTAMP && evidence->recipe->time.place == RS_TIME_IN_HEADER &&
                      !evidence->time_header;
    if (lacks_time || lacks_signed_header(evidence, part)) return true;
  }
  return evidence_lacks_nonce(evidence);
}

static void take_digested(struct arena *arena, const struct evidence *evidence, struct diagnosis *diagnosis) {
  struct pieces_list *list = arena_get(arena, sizeof *list);
  pieces_take(arena, evidence, list);
  diagnosis->digested = arena_get_array(arena, list->count + 1, sizeof *diagnosis->digested);
  for (size_t i = 1; i < list->count; i++) {
    reqsig_slice bytes = pieces_joined(&list->items[i]);
    if (own_message_can_be_shown(evidence, bytes, bytes))
      diagnosis->digested[diagnosis->num_digested++] =
          (struct digested_part){list->items[i].group->name, bytes};
  }
}

static void take_message(struct arena *arena, const struct evidence *evidence, reqsig_slice message,
                         struct diagnosis *diagnosis) {
  diagnosis->message_is_secret = !own_message_can_be_shown(evidence, message, message);
  if (lacks_signed_value(evidence)) return;
  diagnosis->message = message;
  if (message.len > 0) take_digested(arena, evidence, diagnosis);
}

static bool is_right_way(const struct match *match) {
  return match->num_causes == 0 && !match->of_time && match->claim->num_steps == 0;
}

void diagnose(struct arena *arena, const struct opened_request *opened, enum search_depth depth,
              struct diagnosis *diagnosis) {
  struct evidence *evidence = arena_get(arena, sizeof *evidence);
  reqsig_verdict verdict = {.reason = REQSIG_REASON_NONE};
  diagnosis->verdict = DIAGNOSIS_UNEXPLAINED;
  evidence_collect(arena, opened, evidence);
  struct findings_of_search found = search(arena, evidence, depth);
  bool is_judged = judge(opened, &verdict) == REQSIG_OK;
  diagnosis->num_macs = found.num_macs;
  diagnosis->num_causes = found.num_causes;
  diagnosis->pairs_left_out = found.left_out;
  take_message(arena, evidence, found.message, diagnosis);
  bool is_right = found.num_matches > 0 && is_right_way(&found.matches[0]);
  bool is_accepted = is_judged && verdict.reason == REQSIG_REASON_NONE;
  if ((is_right || is_accepted) && is_judged)
    explain_rest(arena, evidence, diagnosis, &verdict);
  else if (found.num_matches > 0)
    explain_matches(arena, evidence, &found, diagnosis);
  else if (evidence->header && !explain_sent_day(arena, evidence, diagnosis) &&
           !explain_sent_credentials(arena, evidence, diagnosis))
    hint_at_rejection(arena, evidence, &verdict, diagnosis);
  if (depth != SEARCH_SINGLES && found.num_matches > 1 && !is_right && !is_accepted)
    name_telling_vectors(arena, evidence, &found, diagnosis);
  if (opened->message_path) compare_own_message(arena, evidence, diagnosis);
  hints_add(arena, evidence, is_judged ? &verdict : NULL, diagnosis);
  if (!opened->message_path && diagnosis->verdict == DIAGNOSIS_UNEXPLAINED && evidence->header)
    diagnosis_add_hint(
        arena, diagnosis,
        "If the signer can print the message that it signs, its string to sign, put that into a file: "
        "--message FILE tells where it differs.");
}
