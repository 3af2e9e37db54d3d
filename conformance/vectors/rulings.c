#include "vectors/rulings.h"

#include <string.h>

bool reason_find(const char *name, reqsig_reason *reason) {
  for (int i = REQSIG_REASON_MALFORMED; i <= REQSIG_REASON_NOT_YET_VALID; i++) {
    if (strcmp(reqsig_reason_name((reqsig_reason)i), name) != 0) continue;
    *reason = (reqsig_reason)i;
    return true;
  }
  return false;
}

bool ruling_is(const struct ruling *answer, const struct ruling *ruling) {
  if (!ruling->given || answer->accepted != ruling->accepted) return false;
  return answer->reason == REQSIG_REASON_NONE || answer->reason == ruling->reason;
}

void ruling_write(FILE *out, const struct ruling *ruling) {
  fputs(ruling->accepted ? "accept" : "reject", out);
  if (ruling->reason != REQSIG_REASON_NONE) fprintf(out, " %s", reqsig_reason_name(ruling->reason));
}
