#include "base/terminal.h"
#include "base/text.h"
#include "report/report.h"

static void print_profile(FILE *out, const struct followed_profile *followed, terminal t) {
  const reqsig_profile_info *profile = &followed->profile;
  fprintf(out, "  %s%s %s%s (%s) in %zu case%s: %s\n", terminal_style_on(t, STYLE_YELLOW),
          reqsig_scheme_name(followed->scheme), profile->name, terminal_style_on(t, STYLE_PLAIN),
          profile->row, followed->num_followed, text_plural(followed->num_followed), profile->meaning);
  fprintf(out, "    why: %s\n", profile->source);
  if (followed->num_rejections == followed->num_followed)
    fputs("    only by rejecting what the default accepts\n", out);
  if (followed_profile_is_inconsistent(followed))
    fprintf(out, "    not in %zu other%s that can tell: the implementation is inconsistent\n",
            followed->num_not, text_plural(followed->num_not));
}

void text_flags(FILE *out, const struct report *report, terminal t) {
  const struct followed_profiles *followed = &report->summary->followed;
  if (report->summary->total.outcomes[OUTCOME_FLAGGED] == 0) return;
  fputs("\nFlagged: right under a profile, where the document leaves a choice\n", out);
  for (size_t i = 0; i < followed->count; i++) print_profile(out, &followed->items[i], t);
}
