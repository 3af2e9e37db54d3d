#include "report/report.h"
#include "request/words.h"

static void print_profile(FILE *out, const struct following *following, terminal t) {
  const reqsig_profile_info *profile = &following->profile;
  fprintf(out, "  %s%s %s%s (%s) in %zu case%s: %s\n", terminal_style_on(t, STYLE_YELLOW),
          reqsig_scheme_name(following->scheme), profile->name, terminal_style_on(t, STYLE_PLAIN),
          profile->row, following->num_followed, text_plural(following->num_followed), profile->meaning);
  fprintf(out, "    read so by: %s\n", profile->source);
  if (following->num_refusals == following->num_followed)
    fputs("    only ever by refusing what the default reading accepts\n", out);
  if (following_is_of_two_minds(following))
    fprintf(out, "    not in %zu other%s that can tell: the implementation is of two minds\n",
            following->num_not, text_plural(following->num_not));
}

void text_flags(FILE *out, const struct report *report, terminal t) {
  const struct following_list *following = &report->verdict->following;
  if (report->verdict->total.outcomes[OUTCOME_FLAGGED] == 0) return;
  fputs("\nFlagged: right, under a reading that the document leaves open\n", out);
  for (size_t i = 0; i < following->count; i++) print_profile(out, &following->items[i], t);
}
