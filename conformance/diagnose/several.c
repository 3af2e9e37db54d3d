#include "diagnose/diagnose.h"

#include <string.h>

#include "diagnose/search.h"
#include "lib/bytes.h"
#include "lib/request.h"

void explanation_add_names(struct text *text, const struct explanation *explanation) {
  for (size_t i = 0; i < explanation->num_names; i++)
    text_addf(text, "%s%s", i > 0 ? " and " : "", explanation->names[i]);
}

static reqsig_slice keep(struct arena *arena, reqsig_slice bytes) {
  return rs_slice(arena_copy(arena, bytes), bytes.len);
}

static const char *keep_string(struct arena *arena, const char *string) {
  return string ? arena_copy_string(arena, string) : NULL;
}

static struct explanation keep_explanation(struct arena *arena, const struct explanation *from) {
  struct explanation kept = *from;
  for (size_t i = 0; i < from->num_names; i++) kept.names[i] = keep_string(arena, from->names[i]);
  kept.sentence = keep_string(arena, from->sentence);
  kept.clause = keep_string(arena, from->clause);
  kept.change = keep_string(arena, from->change);
  kept.vector = keep_string(arena, from->vector);
  return kept;
}

static reqsig_slice signature_of(const struct opened_request *opened) {
  const rs_header_rule *rule = evidence_rule_with(rs_context_of(&opened->context)->recipe, RS_FROM_MAC);
  const reqsig_header *header = rule ? rs_header_find(&opened->request.request, rule->name) : NULL;
  return header ? header->value : rs_slice(NULL, 0);
}

struct one_of_several several_keep(struct arena *arena, const char *label,
                                   const struct opened_request *opened, const struct diagnosis *diagnosis) {
  const reqsig_request *request = &opened->request.request;
  struct one_of_several one = {.label = keep_string(arena, label)};
  one.diagnosis.verdict = diagnosis->verdict;
  one.diagnosis.wrong_time = diagnosis->wrong_time;
  one.diagnosis.wrong_unit = diagnosis->wrong_unit;
  one.diagnosis.num_macs = diagnosis->num_macs;
  one.diagnosis.is_no_request = diagnosis->is_no_request;
  one.diagnosis.lacks_body = diagnosis->lacks_body;
  for (size_t i = 0; i < diagnosis->num_explanations; i++)
    diagnosis_add_explanation(arena, &one.diagnosis, keep_explanation(arena, &diagnosis->explanations[i]));
  for (size_t i = 0; i < diagnosis->hints.count; i++)
    diagnosis_add_hint(arena, &one.diagnosis, diagnosis->hints.items[i]);
  if (opened->request.error != REQSIG_HTTP_NONE) return one;
  one.signature = keep(arena, signature_of(opened));
  one.request = (reqsig_request){.method = keep(arena, request->method),
                                 .target = keep(arena, request->target),
                                 .body = keep(arena, request->body)};
  return one;
}

static bool is_same(const struct explanation *a, const struct explanation *b) {
  bool same = a->num_names == b->num_names;
  for (size_t i = 0; same && i < a->num_names; i++) same = strcmp(a->names[i], b->names[i]) == 0;
  return same;
}

/* The place among the request's explanations; their number if it is none of them. */
static size_t place_of(const struct one_of_several *one, const struct explanation *explanation) {
  size_t i = 0;
  while (i < one->diagnosis.num_explanations && !is_same(&one->diagnosis.explanations[i], explanation)) i++;
  return i;
}

static bool holds_for(const struct one_of_several *one, const struct explanation *explanation) {
  return place_of(one, explanation) < one->diagnosis.num_explanations;
}

/* The requests at work: those that no cause was found for yet are open. */
struct several {
  struct arena *arena;
  const struct one_of_several *items;
  size_t count;
  bool *is_open;
};

static void add_name(struct arena *arena, struct name_list *list, const char *name) {
  const char **items = arena_get_array(arena, list->count + 1, sizeof *items);
  if (list->count > 0) memcpy(items, list->items, list->count * sizeof *items);
  items[list->count++] = name;
  list->items = items;
}

/* How many open requests it holds for, and how far down their lists it stands in all. */
static size_t count_holding(const struct several *several, const struct explanation *explanation,
                            size_t *depth) {
  size_t num = 0;
  *depth = 0;
  for (size_t i = 0; i < several->count; i++) {
    if (!several->is_open[i] || !holds_for(&several->items[i], explanation)) continue;
    *depth += place_of(&several->items[i], explanation);
    num++;
  }
  return num;
}

/* The explanation that holds for most open requests, the likeliest of several; NULL if none is open. */
static const struct explanation *find_widest(const struct several *several) {
  const struct explanation *widest = NULL;
  size_t most = 0, least_depth = 0, depth;
  for (size_t i = 0; i < several->count; i++) {
    const struct diagnosis *diagnosis = &several->items[i].diagnosis;
    for (size_t k = 0; several->is_open[i] && k < diagnosis->num_explanations; k++) {
      size_t num = count_holding(several, &diagnosis->explanations[k], &depth);
      if (num < most || (num == most && depth >= least_depth)) continue;
      widest = &diagnosis->explanations[k];
      most = num;
      least_depth = depth;
    }
  }
  return widest;
}

/* Others that hold for each open request that this one holds for. */
static void add_alike(const struct several *several, const struct one_of_several *first,
                      struct shared_explanation *cause) {
  for (size_t k = 0; k < first->diagnosis.num_explanations; k++) {
    const struct explanation *other = &first->diagnosis.explanations[k];
    bool is_alike = !is_same(other, &cause->explanation);
    for (size_t i = 0; i < several->count && is_alike; i++)
      is_alike = !several->is_open[i] || !holds_for(&several->items[i], &cause->explanation) ||
                 holds_for(&several->items[i], other);
    if (!is_alike) continue;
    struct text names = {0};
    explanation_add_names(&names, other);
    add_name(several->arena, &cause->alike, arena_copy_string(several->arena, text_string(&names)));
    text_free(&names);
  }
}

static struct shared_explanation close_requests(struct several *several,
                                                const struct explanation *explanation) {
  struct shared_explanation cause = {.explanation = *explanation};
  size_t first = 0;
  while (!several->is_open[first] || !holds_for(&several->items[first], explanation)) first++;
  add_alike(several, &several->items[first], &cause);
  for (size_t i = first; i < several->count; i++) {
    if (!several->is_open[i] || !holds_for(&several->items[i], explanation)) continue;
    several->is_open[i] = false;
    add_name(several->arena, &cause.requests, several->items[i].label);
  }
  return cause;
}

/* Those that can be compared: requests with all that was sent. */
static size_t take_whole_requests(const struct one_of_several *items, size_t count,
                                  struct one_of_several *whole) {
  size_t num = 0;
  for (size_t i = 0; i < count; i++) {
    const struct diagnosis *diagnosis = &items[i].diagnosis;
    bool lacks_body = diagnosis->lacks_body && diagnosis->verdict == DIAGNOSIS_UNEXPLAINED;
    if (!diagnosis->is_no_request && !lacks_body) whole[num++] = items[i];
  }
  return num;
}

static enum diagnosis_verdict verdict_of_all(const struct one_of_several *items, size_t count) {
  enum diagnosis_verdict worst = DIAGNOSIS_RIGHT;
  size_t num_requests = 0;
  for (size_t i = 0; i < count; i++) {
    if (items[i].diagnosis.is_no_request) continue;
    if (items[i].diagnosis.verdict > worst) worst = items[i].diagnosis.verdict;
    num_requests++;
  }
  return num_requests > 0 ? worst : DIAGNOSIS_UNEXPLAINED;
}

struct diagnosis_of_several diagnose_several(struct arena *arena, const struct one_of_several *items,
                                             size_t count) {
  struct one_of_several *whole = arena_get_array(arena, count, sizeof *whole);
  size_t num_whole = take_whole_requests(items, count, whole);
  struct several several = {arena, whole, num_whole, arena_get_array(arena, count, sizeof(bool))};
  struct diagnosis_of_several found = {.verdict = verdict_of_all(items, count)};
  found.causes = arena_get_array(arena, count, sizeof *found.causes);
  for (size_t i = 0; i < num_whole; i++)
    several.is_open[i] = whole[i].diagnosis.verdict == DIAGNOSIS_EXPLAINED;
  for (const struct explanation *widest; (widest = find_widest(&several)) != NULL;)
    found.causes[found.num_causes++] = close_requests(&several, widest);
  hints_of_several(arena, whole, num_whole, &found.hints);
  return found;
}
