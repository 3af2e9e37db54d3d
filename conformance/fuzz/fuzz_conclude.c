#include "base/message.h"
#include "fuzz/fuzz.h"

static void add_part(struct text *words, size_t number, const char *what) {
  if (number > 0) text_addf(words, ", %zu %s", number, what);
}

struct totals {
  size_t num_cases, num_unsupported, num_right, num_new, num_known;
};

static struct totals totals_of(const struct fuzz *fuzz) {
  struct totals totals = {0};
  const struct fuzz_counts *counts = fuzz->sides[0].counts;
  for (size_t i = 0; counts && i < fuzz->plan->num_schemes; i++) {
    totals.num_cases += counts[i].num_cases;
    totals.num_unsupported += counts[i].outcomes[OUTCOME_UNSUPPORTED];
    totals.num_right += counts[i].outcomes[OUTCOME_PASS] + counts[i].outcomes[OUTCOME_FLAGGED];
  }
  for (size_t i = 0; i < fuzz->num_findings; i++)
    ++*(fuzz->findings[i].is_known ? &totals.num_known : &totals.num_new);
  return totals;
}

/* Schemes of which nothing was asked, as no hello declares them or they are beyond its limits. */
static size_t num_not_asked(const struct fuzz *fuzz) {
  size_t num = 0;
  for (size_t i = 0; i < fuzz->num_sides; i++)
    for (size_t k = 0; k < fuzz->plan->num_schemes; k++)
      num += fuzz->sides[i].counts && fuzz->sides[i].counts[k].num_cases == 0;
  return num;
}

static void add_broken(struct text *words, const struct fuzz *fuzz) {
  text_add_string(words, "Broken: the adapter ");
  if (fuzz->num_sides > 1) text_addf(words, "number %zu ", fuzz->broken_side + 1);
  text_addf(words, "%s; until then", fuzz->sides[fuzz->broken_side].asker.run.trouble_text);
}

int fuzz_conclude(const struct fuzz *fuzz, bool came_to_end, struct text *words) {
  struct totals totals = totals_of(fuzz);
  bool is_not = totals.num_new > 0 || totals.num_right == 0 || fuzz->num_stale > 0 || num_not_asked(fuzz) > 0;
  if (!came_to_end)
    add_broken(words, fuzz);
  else if (totals.num_new > 0)
    text_addf(words, "Found: %zu cause%s of disagreement in", totals.num_new, text_plural(totals.num_new));
  else if (totals.num_cases == 0)
    text_add_string(words, "Nothing was asked:");
  else if (totals.num_right == 0)
    text_add_string(words, "Nothing was right in");
  else
    text_add_string(words, "Found: nothing in");
  text_addf(words, " %zu case%s", totals.num_cases, text_plural(totals.num_cases));
  add_part(words, totals.num_known, "known");
  add_part(words, fuzz->num_stale, "stale in the list of known findings");
  add_part(words, totals.num_unsupported, "unsupported");
  text_addf(words, ", in %.1f s.", (double)fuzz->took_ms / 1000);
  if (!came_to_end) return COMMAND_BROKEN;
  return is_not ? COMMAND_NOT : COMMAND_OK;
}
