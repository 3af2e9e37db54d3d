#include "vectors/verdict.h"

#include <string.h>

bool reason_find(const char *name, reqsig_reason *reason) {
  for (int i = REQSIG_REASON_MALFORMED; i <= REQSIG_REASON_NOT_YET_VALID; i++) {
    if (strcmp(reqsig_reason_name((reqsig_reason)i), name) != 0) continue;
    *reason = (reqsig_reason)i;
    return true;
  }
  return false;
}

bool verdict_matches(const struct verdict *answer, const struct verdict *verdict) {
  if (!verdict->given || answer->accepted != verdict->accepted) return false;
  return answer->reason == REQSIG_REASON_NONE || answer->reason == verdict->reason;
}

void verdict_write(FILE *out, const struct verdict *verdict) {
  fputs(verdict->accepted ? "accept" : "reject", out);
  if (verdict->reason != REQSIG_REASON_NONE) fprintf(out, " %s", reqsig_reason_name(verdict->reason));
}
