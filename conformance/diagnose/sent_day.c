/* The day that a header has beside the timestamp, as Amazon's scope does, where it is another day. */
#include <string.h>

#include "diagnose/explanation.h"
#include "lib/bytes.h"
#include "lib/date.h"
#include "lib/message_builder.h"
#include "mutants/mistakes.h"

struct sent_day {
  reqsig_slice header; /* its name */
  reqsig_slice sent, due;
};

static const char *pattern_of(rs_transform transform) {
  return transform == RS_AS_DATE ? "YYYY-MM-DD" : "YYYYMMDD";
}

static bool has_form(reqsig_slice text, const char *pattern) {
  size_t len = strlen(pattern);
  bool has = text.len >= len && (text.len == len || !rs_is_digit(text.data[len]));
  for (size_t i = 0; i < len && has; i++)
    has = pattern[i] == '-' ? text.data[i] == '-' : rs_is_digit(text.data[i]);
  return has;
}

/* The first of the text that is of that form; empty if none is. */
static reqsig_slice find_day(reqsig_slice text, const char *pattern) {
  for (size_t i = 0; i < text.len; i++)
    if ((i == 0 || !rs_is_digit(text.data[i - 1])) && has_form(rs_slice_after(text, i), pattern))
      return rs_slice(text.data + i, strlen(pattern));
  return rs_slice(NULL, 0);
}

static bool is_other(struct arena *arena, const struct evidence *evidence, const rs_header_rule *rule,
                     rs_transform transform, struct sent_day *found) {
  const reqsig_header *header = sent_field(arena, evidence->signer.request, rule);
  reqsig_buffer due = {arena_get(arena, RS_MAX_TIMESTAMP), RS_MAX_TIMESTAMP, 0};
  if (!header || rs_date_write_by(pattern_of(transform), evidence->time_ms, &due) != REQSIG_OK) return false;
  *found = (struct sent_day){rule->name, find_day(header->value, pattern_of(transform)),
                             rs_slice(due.data, due.len)};
  return found->sent.len > 0 && !rs_slice_equal(found->sent, found->due);
}

static bool find_other_day(struct arena *arena, const struct evidence *evidence, struct sent_day *found) {
  const rs_header_rule *rules = evidence->recipe->headers;
  if (!evidence->has_time) return false;
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && rules[i].name.len > 0; i++)
    for (size_t k = 0; k < RS_MAX_VALUE_PARTS && rules[i].value[k].from; k++) {
      rs_transform transform = rules[i].value[k].transforms[0];
      if (rs_is_day(transform) && is_other(arena, evidence, &rules[i], transform, found)) return true;
    }
  return false;
}

static void put_day(rs_part *part, reqsig_slice day) {
  if (!rs_is_day(part->transforms[0])) return;
  memset(part->transforms, 0, sizeof part->transforms);
  part->from = RS_FROM_LITERAL;
  part->literal = day;
}

static const rs_part *steps_with(struct arena *arena, const rs_part *steps, reqsig_slice day) {
  size_t num = 0;
  while (steps[num].from) num++;
  rs_part *own = arena_get_array(arena, num + 1, sizeof *own);
  memcpy(own, steps, num * sizeof *own);
  for (size_t i = 0; i < num; i++) put_day(&own[i], day);
  return own;
}

/* Whether the MAC is right with that day in the message, and in the key too. */
static bool signs_so(struct arena *arena, const struct evidence *evidence, reqsig_slice day, bool in_key) {
  reqsig_scheme *recipe = arena_get(arena, sizeof *recipe);
  struct mutant_input signer = evidence->signer;
  struct mac_input made;
  uint8_t mac[RS_MAX_DIGEST];
  bool signs = false;
  *recipe = *evidence->recipe;
  signer.scheme = recipe;
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS && recipe->message[i].from; i++)
    put_day(&recipe->message[i], day);
  if (in_key && recipe->mac.steps) recipe->mac.steps = steps_with(arena, recipe->mac.steps, day);
  if (mutant_mac_input(arena, NULL, &signer, &made) != REQSIG_OK) return false;
  mutant_mac(&made, mac);
  for (size_t i = 0; i < evidence->claims.count && !signs; i++)
    signs = notation_claims(&evidence->claims.items[i], mac, rs_digest_len(made.digest));
  return signs;
}

void sent_day_add(struct arena *arena, const struct evidence *evidence, struct text *sentence) {
  struct sent_day found;
  if (!find_other_day(arena, evidence, &found)) return;
  text_addf(sentence, " It has the day %.*s, and the timestamp is of %.*s: take both from one clock, in UTC.",
            (int)found.sent.len, (const char *)found.sent.data, (int)found.due.len,
            (const char *)found.due.data);
}

bool explain_sent_day(struct arena *arena, const struct evidence *evidence, struct diagnosis *diagnosis) {
  struct sent_day found;
  struct text sentence = {0};
  if (!find_other_day(arena, evidence, &found)) return false;
  bool in_key = signs_so(arena, evidence, found.sent, true);
  if (!in_key && !signs_so(arena, evidence, found.sent, false)) return false;
  text_add(&sentence, found.header);
  text_addf(&sentence, " has the day %.*s, and the message%s too, but the timestamp is of %.*s.",
            (int)found.sent.len, (const char *)found.sent.data,
            in_key && evidence->recipe->mac.steps ? " and the key have it" : " has it", (int)found.due.len,
            (const char *)found.due.data);
  diagnosis->verdict = DIAGNOSIS_EXPLAINED;
  diagnosis_add_explanation(
      arena, diagnosis,
      (struct explanation){.names = {"day-differs"},
                           .num_names = 1,
                           .sentence = explanation_keep(arena, &sentence),
                           .change =
                               "Take the day and the timestamp from one time, in UTC, for each request."});
  return true;
}
