#include "diagnose/shared_cause.h"

#include <string.h>

#include "diagnose/explanation.h"
#include "lib/request.h"

enum { MAX_CAUSES = 3, NUM_PROBES = 8, MIN_EXPLAINED = 2, MAX_BODY = 65536 };

/* The failed cases of one scheme. */
struct failures {
  const struct failed_case *cases;
  size_t count;
  bool *is_explained; /* by a cause that was found */
};

static bool has_message(const struct grade *grade, reqsig_slice message) {
  const struct difference *difference = grade->differences;
  if (grade->num_differences != 1 || difference->kind != DIFFERENCE_MESSAGE ||
      difference->received_len != message.len || difference->received_at > message.len)
    return false;
  reqsig_slice rest = rs_slice_after(message, difference->received_at);
  return rs_slice_starts_with(rest, difference->received) && difference->received.len > 0;
}

/* Each header that differs has just the value that the mistake gives it, or is missing with it too. */
static bool has_headers(const struct grade *grade, const struct header_list *headers) {
  size_t num_values = 0;
  for (size_t i = 0; i < grade->num_differences; i++) {
    const struct difference *difference = &grade->differences[i];
    if (!difference->header) return false;
    const reqsig_header *header = header_list_find(headers, reqsig_text(difference->header), NULL);
    bool is_value = difference->kind == DIFFERENCE_VALUE;
    if (is_value ? !header || !rs_slice_equal(header->value, difference->received)
                 : difference->kind != DIFFERENCE_MISSING || header)
      return false;
    num_values += is_value;
  }
  return num_values > 0;
}

/* Whether a verifier that makes the signature with the mistake finds the one that was sent. */
static bool agrees(struct arena *arena, const struct mistake *mistake, const struct vector *vector) {
  const rs_header_rule *rule = evidence_rule_with(vector->scheme, RS_FROM_MAC);
  const rs_header_rule *time = evidence_rule_with(vector->scheme, RS_FROM_TIMESTAMP);
  const reqsig_request *request = &vector->signed_request;
  const reqsig_header *sent = rule ? rs_header_find(request, rule->name) : NULL;
  const reqsig_header *sent_time = time ? rs_header_find(request, time->name) : NULL;
  struct signer_answer answer;
  struct mutant_input input = {vector->scheme, vector->credentials, vector->num_credentials,
                               request,        vector->now_ms,      sent_time ? &sent_time->value : NULL};
  if (!sent || mutant_sign(arena, mistake, &input, &answer) != REQSIG_OK) return false;
  const reqsig_header *header = header_list_find(&answer.headers, rule->name, NULL);
  return header && rs_slice_equal(header->value, sent->value);
}

/* Its verdict is what such a verifier answers. */
static bool has_verdict(struct arena *arena, const struct mistake *mistake,
                        const struct failed_case *failed) {
  const struct difference *difference = failed->grade->differences;
  if (failed->grade->num_differences != 1 || !difference_of_verdicts(difference->kind)) return false;
  const struct verdict *received = &difference->received_verdict;
  bool is_mismatch =
      received->reason == REQSIG_REASON_NONE || received->reason == REQSIG_REASON_SIGNATURE_MISMATCH;
  return agrees(arena, mistake, failed->vector) ? received->accepted : !received->accepted && is_mismatch;
}

static bool explains(const struct mistake *mistake, const struct failed_case *failed) {
  const struct vector *vector = failed->vector;
  struct arena arena = {0};
  struct signer_answer answer;
  struct mutant_input input = {vector->scheme,   vector->credentials, vector->num_credentials,
                               &vector->request, vector->now_ms,      NULL};
  bool is_it = false;
  if (failed->op == OP_VERIFY)
    is_it = has_verdict(&arena, mistake, failed);
  else if (mutant_sign(&arena, mistake, &input, &answer) == REQSIG_OK)
    is_it = failed->op == OP_MESSAGE ? has_message(failed->grade, answer.message)
                                     : has_headers(failed->grade, &answer.headers);
  arena_wipe(&arena);
  return is_it;
}

/* Whether it explains one of a few signed cases: most mistakes explain none, and are not tried on the rest.
 */
static bool is_promising(const struct failures *failures, const struct mistake *mistake) {
  size_t num_tried = 0;
  for (size_t i = 0; i < failures->count && num_tried < NUM_PROBES; i++) {
    const struct failed_case *failed = &failures->cases[i];
    if (failures->is_explained[i] || failed->op == OP_VERIFY || failed->vector->request.body.len > MAX_BODY)
      continue;
    num_tried++;
    if (explains(mistake, failed)) return true;
  }
  return false;
}

static size_t count_explained(const struct failures *failures, const struct mistake *mistake) {
  size_t num = 0;
  for (size_t i = 0; i < failures->count; i++)
    num += !failures->is_explained[i] && explains(mistake, &failures->cases[i]);
  return num;
}

static const struct cause *find_best(const struct failures *failures, const struct cause_list *causes,
                                     size_t *num) {
  const struct cause *best = NULL;
  *num = 0;
  for (size_t i = 0; i < causes->count; i++) {
    const struct cause *cause = &causes->items[i];
    if (cause->kind == CAUSE_FILE || !is_promising(failures, cause->mistake)) continue;
    size_t explained = count_explained(failures, cause->mistake);
    if (explained > *num) best = cause;
    if (explained > *num) *num = explained;
  }
  return best;
}

static void mark(struct failures *failures, struct shared_cause *shared, const struct mistake *mistake) {
  for (size_t i = 0; i < failures->count; i++) {
    if (failures->is_explained[i] || !explains(mistake, &failures->cases[i])) continue;
    failures->is_explained[i] = true;
    if (!shared->worked) shared->worked = failures->cases[i].vector;
  }
}

static struct shared_cause describe(const struct cause *cause, const reqsig_scheme *scheme,
                                    size_t num_explained, size_t num_failed) {
  return (struct shared_cause){
      .scheme = scheme,
      .name = cause->name,
      .sentence = cause->kind == CAUSE_PROFILE ? cause->profile->info.meaning : cause->mistake->words,
      .clause = clause_of(scheme, evidence_rule_with(scheme, RS_FROM_MAC), cause->mistake),
      .change = advice_for(cause->name),
      .num_explained = num_explained,
      .num_failed = num_failed};
}

static void find_of_scheme(struct arena *arena, struct failures failures, struct shared_causes *found) {
  const reqsig_scheme *scheme = failures.cases[0].vector->scheme;
  struct cause_list causes = causes_of(arena, scheme);
  failures.is_explained = arena_get_array(arena, failures.count, sizeof(bool));
  for (int i = 0; i < MAX_CAUSES; i++) {
    size_t num_explained;
    const struct cause *best = find_best(&failures, &causes, &num_explained);
    if (!best || num_explained < MIN_EXPLAINED) return;
    struct shared_cause *shared = &found->items[found->count++];
    *shared = describe(best, scheme, num_explained, failures.count);
    mark(&failures, shared, best->mistake);
  }
}

struct shared_causes shared_causes_find(struct arena *arena, const struct failed_case *cases,
                                        size_t num_cases) {
  struct shared_causes found = {
      arena_get_array(arena, (reqsig_num_schemes() + 1) * MAX_CAUSES, sizeof *found.items), 0};
  for (size_t begin = 0, end; begin < num_cases; begin = end) {
    for (end = begin; end < num_cases && cases[end].vector->scheme == cases[begin].vector->scheme;) end++;
    find_of_scheme(arena, (struct failures){.cases = cases + begin, .count = end - begin}, &found);
  }
  return found;
}
