#include "rulings.h"

#include <string.h>

bool reason_find(const char *name, reqsig_reason *reason) {
  for (int i = REQSIG_REASON_MALFORMED; i <= REQSIG_REASON_NOT_YET_VALID; i++) {
    if (strcmp(reqsig_reason_name((reqsig_reason)i), name) != 0) continue;
    *reason = (reqsig_reason)i;
    return true;
  }
  return false;
}
