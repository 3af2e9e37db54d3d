#include "check_verdict.h"

static void check_consistency(const reqsig_verdict *v) {
  bool accepted = v->reason == REQSIG_REASON_NONE;
  bool stale = v->reason == REQSIG_REASON_EXPIRED || v->reason == REQSIG_REASON_NOT_YET_VALID;
  bool no_fields = v->reason == REQSIG_REASON_MALFORMED || v->reason == REQSIG_REASON_MISSING;
  FUZZ_HOLDS((v->well_formed == REQSIG_NO) == no_fields, "only a fault of a field makes a request malformed");
  FUZZ_HOLDS(no_fields == (v->authentic == REQSIG_UNKNOWN && v->well_formed == REQSIG_NO),
             "nothing is said of who sent a malformed request");
  FUZZ_HOLDS(!stale || (v->authentic == REQSIG_YES && v->fresh == REQSIG_NO),
             "a reason of freshness is only given for an authentic request");
  FUZZ_HOLDS(!accepted ||
                 (v->well_formed == REQSIG_YES && v->authentic != REQSIG_NO && v->fresh != REQSIG_NO),
             "an accepted request has no question answered with no");
  FUZZ_HOLDS(v->has_timestamp || v->fresh == REQSIG_UNKNOWN, "only what has a time is fresh or stale");
  FUZZ_HOLDS(accepted == (v->expected == NULL) && accepted == (v->field.len == 0),
             "a rejection names its field and what was expected, an acceptance nothing");
}

static void check_against(const reqsig_verdict *v, const reference_verdict *expected) {
  FUZZ_HOLDS(v->reason == expected->reason, "two verifiers give the same reason");
  FUZZ_HOLDS(v->well_formed == expected->well_formed && v->authentic == expected->authentic &&
                 v->fresh == expected->fresh,
             "two verifiers answer the three questions alike");
  FUZZ_HOLDS(v->has_timestamp == expected->has_timestamp &&
                 (!v->has_timestamp || v->timestamp_ms == expected->timestamp_ms),
             "two verifiers read the same time");
}

reqsig_verdict check_verdict(fuzz_heap *heap, const reqsig_context *context, const fuzz_case *c) {
  reqsig_verdict verdict;
  const reqsig_request request = rs_fuzz_case_request(c);
  reqsig_status status =
      reqsig_verify(context, &request, c->now_ms, c->has_window ? &c->window : NULL, &verdict);
  bool no_window = c->has_window && !reference_takes_window(c);
  FUZZ_HOLDS(status == (no_window ? REQSIG_ERR_ARGUMENT : REQSIG_OK),
             "only a window is refused as an argument");
  if (status != REQSIG_OK) {
    FUZZ_HOLDS(verdict.reason != REQSIG_REASON_NONE, "an error is no acceptance");
    return verdict;
  }
  reference_verdict expected = reference_verify(heap, c);
  check_consistency(&verdict);
  check_against(&verdict, &expected);
  return verdict;
}
