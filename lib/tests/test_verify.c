#include "verify_case.h"

/* Made with Python's hmac of what each document says, for the requests of verify_case.c. */
static const struct {
  const char *scheme, *mac;
} by_others[] = {
    {"ambro", "aaa45e8056d17054a018adf22c6d69f1ff6bf1b7062b75e246b80f8e5dfd582e"},
    {"calypso",
     "1eb31baefcf11493ad2960e810dbe7d87fba4cd875ee3ae1f35778ace9df86b040df139d937a9416ed9d6ced8e21151e"
     "e134c82c04719cb1f6bbfcfb2f15db20"},
    {"aet", "LzTPmjQMOla+jj4GTPFOj1MFYUaugr+OnCzpisioK4E="},
    {"bitpro", "YGVS6LntlrRmmf4XM79/WppPERA="},
    {"crm", "35ec6ba8bc52f7f5147024ca2ce0016fa93d669408aff1a17a1a37328d93b704"},
};

Test(verify, accepts_signatures_that_others_made) {
  for (size_t i = 0; i < sizeof by_others / sizeof *by_others; i++) {
    verify_case c;
    case_begin(&c, by_others[i].scheme, NULL);
    case_set_mac(&c, reqsig_text(by_others[i].mac));
    case_check_accepted(&c, "by others");
    cr_assert_eq(c.verdict.authentic, REQSIG_YES);
  }
}

Test(verify, accepts_what_each_profile_signs) {
  for (size_t i = 0; case_scheme(i); i++) {
    const reqsig_scheme *scheme = reqsig_scheme_find(case_scheme(i));
    reqsig_profile_info info;
    for (size_t k = 0; reqsig_scheme_profile(scheme, k, &info) == REQSIG_OK; k++) {
      if (strcmp(info.name, "secret-base64-decoded") == 0) continue; /* the case's secret is no base64 */
      verify_case c;
      case_begin(&c, case_scheme(i), info.name);
      case_check_accepted(&c, info.name);
      c.request.body = RS_LITERAL("");
      if (c.scheme->time.place == RS_TIME_IN_BODY_MEMBER) continue;
      case_sign(&c, CASE_NOW);
      case_check_accepted(&c, info.name);
    }
  }
}

Test(verify, rejects_what_was_signed_with_another_secret) {
  for (size_t i = 0; case_scheme(i); i++) {
    verify_case c;
    case_begin(&c, case_scheme(i), NULL);
    if (c.num_credentials == 1) continue; /* CRM's only credential is also its key id */
    c.credentials[c.num_credentials - 1].value = RS_LITERAL("another secret");
    cr_assert_eq(reqsig_context_init(&c.context, c.scheme, c.credentials, c.num_credentials), REQSIG_OK);
    case_check_rejected(&c, REQSIG_REASON_SIGNATURE_MISMATCH, case_signature_header(&c), "secret");
  }
}

Test(verify, rejects_a_changed_message) {
  static const struct {
    const char *scheme, *what;
    bool rejected;
  } cases[] = {
      {"ambro", "method", false}, {"ambro", "path", false},   {"ambro", "query", false},
      {"ambro", "body", false},   {"calypso", "path", false}, {"calypso", "query", false},
      {"calypso", "body", true},  {"aet", "method", true},    {"aet", "path", true},
      {"aet", "query", false},    {"aet", "body", true},      {"bitpro", "method", true},
      {"bitpro", "path", true},   {"bitpro", "query", false}, {"crm", "method", false},
      {"crm", "path", false},     {"crm", "query", false},    {"crm", "body", true},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    verify_case c;
    case_begin(&c, cases[i].scheme, NULL);
    reqsig_slice target = c.request.target;
    switch (cases[i].what[0]) {
    case 'm': c.request.method = RS_LITERAL("PUT"); break;
    case 'p': c.request.target = case_join(&c, RS_LITERAL("/x"), target, RS_LITERAL("")); break;
    case 'q': c.request.target = case_join(&c, target, RS_LITERAL("?"), RS_LITERAL("x")); break;
    default: c.request.body = RS_LITERAL("{\"amount\":\"99.50\",\"timestamp\":1700000000123}");
    }
    /* "?" is where a path ends, so one behind it all begins a query if there was none. */
    if (cases[i].rejected)
      case_check_rejected(&c, REQSIG_REASON_SIGNATURE_MISMATCH, case_signature_header(&c), cases[i].what);
    else
      case_check_accepted(&c, cases[i].what);
  }
}

static bool signs_method_as_it_is(const reqsig_scheme *scheme) {
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS && scheme->message[i].from; i++)
    if (scheme->message[i].from == RS_FROM_METHOD && scheme->message[i].transforms[0] != RS_UPPER_CASE)
      return true;
  return false;
}

Test(verify, takes_letters_of_the_method_in_any_case) {
  for (size_t i = 0; case_scheme(i); i++) {
    verify_case c;
    case_begin(&c, case_scheme(i), NULL);
    if (signs_method_as_it_is(c.scheme)) continue;
    c.request.method = RS_LITERAL("pOsT");
    case_check_accepted(&c, "pOsT");
  }
}

Test(verify, asks_the_three_questions_apart) {
  const reqsig_window narrow = {1000, 1000};
  verify_case c;
  case_begin(&c, "aet", NULL);
  c.window = &narrow;
  c.now_ms = CASE_NOW + 1001;
  case_check_rejected(&c, REQSIG_REASON_EXPIRED, "timestamp", "authentic and stale");
  cr_assert_eq(c.verdict.well_formed, REQSIG_YES);
  c.request.body = RS_LITERAL("x");
  case_check_rejected(&c, REQSIG_REASON_SIGNATURE_MISMATCH, "signature", "neither authentic nor fresh");
  cr_assert_eq(c.verdict.fresh, REQSIG_NO);
  c.now_ms = CASE_NOW;
  case_check_rejected(&c, REQSIG_REASON_SIGNATURE_MISMATCH, "signature", "fresh, not authentic");
  cr_assert_eq(c.verdict.fresh, REQSIG_YES);
  case_set(&c, "timestamp", RS_LITERAL("01700000000123"));
  case_check_rejected(&c, REQSIG_REASON_MALFORMED, "timestamp", "nothing can be asked");
}

Test(verify, tells_the_timestamp_and_its_age_whatever_the_reason) {
  static const char *const schemes[] = {"ambro", "calypso", "aet", "bitpro"};
  for (size_t i = 0; i < 4; i++) {
    verify_case c;
    case_begin(&c, schemes[i], NULL);
    bool milliseconds = i == 1 || i == 2;
    int64_t expected = milliseconds ? CASE_NOW : CASE_NOW_SECOND;
    c.now_ms = CASE_NOW - 5;
    case_check_accepted(&c, "time");
    cr_assert_eq(c.verdict.has_timestamp, 1);
    cr_assert_eq(c.verdict.timestamp_ms, expected);
    cr_assert_eq(c.verdict.age_ms, c.now_ms - expected);
    cr_assert_eq(c.verdict.fresh, i == 1 ? REQSIG_YES : REQSIG_UNKNOWN);
    case_set(&c, case_signature_header(&c), case_get(&c, case_signature_header(&c)));
    c.now_ms = INT64_MIN;
    case_verify(&c);
    cr_assert_eq(c.verdict.age_ms, INT64_MIN);
  }
  verify_case c;
  case_begin(&c, "crm", NULL);
  case_check_accepted(&c, "no time");
  cr_assert_eq(c.verdict.has_timestamp, 0);
  cr_assert_eq(c.verdict.fresh, REQSIG_UNKNOWN);
}

Test(verify, names_the_earliest_stage_that_rejects) {
  const reqsig_window narrow = {0, 0};
  verify_case c;
  case_begin(&c, "bitpro", NULL);
  c.window = &narrow;
  c.now_ms = CASE_NOW_SECOND + 1;
  case_check_rejected(&c, REQSIG_REASON_EXPIRED, "Date", "stale");
  c.request.target = RS_LITERAL("/other");
  case_check_rejected(&c, REQSIG_REASON_SIGNATURE_MISMATCH, "Authorization", "and another path");
  c.request.body = RS_LITERAL("other");
  case_check_rejected(&c, REQSIG_REASON_DIGEST_MISMATCH, "Content-MD5", "and another body");
  case_set(&c, "Authorization", case_join(&c, RS_LITERAL("Bitpro other:"), case_mac(&c), RS_LITERAL("")));
  case_check_rejected(&c, REQSIG_REASON_UNKNOWN_KEY, "Authorization", "and another key");
  case_remove(&c, "Date");
  case_check_rejected(&c, REQSIG_REASON_MISSING, "Date", "and no date");
  case_set(&c, "Authorization", RS_LITERAL("Basic x"));
  case_check_rejected(&c, REQSIG_REASON_MALFORMED, "Authorization", "and another authorization");
}

static reqsig_status verify_in(verify_case *c, int64_t max_age_ms, int64_t max_skew_ms) {
  const reqsig_window window = {max_age_ms, max_skew_ms};
  reqsig_status status = reqsig_verify(&c->context, &c->request, c->now_ms, &window, &c->verdict);
  if (status != REQSIG_OK) {
    cr_assert_neq(c->verdict.reason, REQSIG_REASON_NONE);
    cr_assert_eq(c->verdict.well_formed, REQSIG_UNKNOWN);
    cr_assert_eq(c->verdict.authentic, REQSIG_UNKNOWN);
  }
  return status;
}

Test(verify, rejects_windows_with_a_negative_end) {
  for (size_t i = 0; i < 4; i++) {
    verify_case c;
    case_begin(&c, case_scheme(i), NULL);
    cr_assert_eq(verify_in(&c, -1, 0), REQSIG_ERR_ARGUMENT);
    cr_assert_eq(verify_in(&c, 0, -1), REQSIG_ERR_ARGUMENT);
    cr_assert_eq(verify_in(&c, INT64_MIN, INT64_MIN), REQSIG_ERR_ARGUMENT);
    cr_assert_eq(verify_in(&c, INT64_MAX, INT64_MAX), REQSIG_OK);
    cr_assert_eq(c.verdict.reason, REQSIG_REASON_NONE);
    cr_assert_eq(c.verdict.fresh, REQSIG_YES);
  }
}

Test(verify, rejects_any_window_for_a_scheme_without_a_timestamp) {
  verify_case c;
  case_begin(&c, "crm", NULL);
  cr_assert_eq(verify_in(&c, 1000, 1000), REQSIG_ERR_ARGUMENT);
  cr_assert_eq(verify_in(&c, INT64_MAX, INT64_MAX), REQSIG_ERR_ARGUMENT);
  case_check_accepted(&c, "without a window");
}

Test(verify, accepts_nothing_where_it_reports_an_error) {
  verify_case c;
  case_begin(&c, "aet", NULL);
  reqsig_request no_headers = c.request;
  no_headers.headers = NULL;
  reqsig_context wiped = {{0}};
  const struct {
    const reqsig_context *context;
    const reqsig_request *request;
  } cases[] = {{NULL, &c.request}, {&c.context, NULL}, {&c.context, &no_headers}, {&wiped, &c.request}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    reqsig_verdict verdict = {.reason = REQSIG_REASON_NONE, .authentic = REQSIG_YES};
    cr_assert_eq(reqsig_verify(cases[i].context, cases[i].request, 0, NULL, &verdict), REQSIG_ERR_ARGUMENT);
    cr_assert_neq(verdict.reason, REQSIG_REASON_NONE, "row %zu", i);
    cr_assert_eq(verdict.authentic, REQSIG_UNKNOWN, "row %zu", i);
    cr_assert_not_null(verdict.expected);
  }
  cr_assert_eq(reqsig_verify(&c.context, &c.request, 0, NULL, NULL), REQSIG_ERR_ARGUMENT);
}

/* Of a request that is signed, so every header counts but those of fixed text. */
static const char *first_header(const reqsig_scheme *scheme) {
  const rs_header_rule *rule = scheme->headers;
  while (rule->sending == RS_SENT_UNLESS_PRESENT) rule++;
  return (const char *)rule->name.data;
}

Test(verify, rejects_a_request_without_headers) {
  for (size_t i = 0; case_scheme(i); i++) {
    verify_case c;
    case_begin(&c, case_scheme(i), NULL);
    c.request.num_headers = 0;
    c.request.headers = NULL;
    case_check_rejected(&c, REQSIG_REASON_MISSING, first_header(c.scheme), "no headers");
  }
}

Test(verify, takes_the_clauses_from_the_documents) {
  verify_case c;
  case_begin(&c, "calypso", NULL);
  c.now_ms = CASE_NOW + 180001;
  case_check_rejected(&c, REQSIG_REASON_EXPIRED, "timestamp", "stale");
  cr_assert_not_null(strstr(c.verdict.clause, "3 minutes in the past"));
  case_set(&c, "Sign", RS_LITERAL("x"));
  case_check_rejected(&c, REQSIG_REASON_MALFORMED, "Sign", "garbage");
  cr_assert_not_null(strstr(c.verdict.clause, "HEX-encoded signature"));
}

static void check_expected(verify_case *c, const char *part, const char *label) {
  case_verify(c);
  cr_assert_not_null(c->verdict.expected, "%s", label);
  cr_assert_not_null(strstr(c->verdict.expected, part), "%s: expected is \"%s\"", label, c->verdict.expected);
}

Test(verify, says_what_was_expected) {
  static const char *const bodies[][2] = {
      {"{\"timestamp\":1,\"timestamp\":1}", "exactly once"},
      {"[]", "JSON object"},
      {"{}", "at the top"},
      {"{\"timestamp\":1.5}", "without fraction"},
  };
  verify_case c;
  case_begin(&c, "calypso", NULL);
  for (size_t i = 0; i < 4; i++) {
    c.request.body = reqsig_text(bodies[i][0]);
    check_expected(&c, bodies[i][1], bodies[i][0]);
  }
  case_set_mac(&c, RS_LITERAL("x"));
  check_expected(&c, "hex digits", "no hex");
  case_add(&c, "sign", RS_LITERAL("x"));
  check_expected(&c, "exactly once", "two signatures");
  case_remove(&c, "sign");
  check_expected(&c, "exactly once", "no signature");
  case_begin(&c, "aet", NULL);
  case_set_mac(&c, RS_LITERAL("x"));
  check_expected(&c, "base64", "no base64");
  case_set(&c, "timestamp", RS_LITERAL("-1"));
  check_expected(&c, "digits only", "no number");
  case_begin(&c, "bitpro", NULL);
  case_set(&c, "Date", RS_LITERAL("now"));
  check_expected(&c, "in GMT", "no date");
  case_set(&c, "Content-MD5", RS_LITERAL("x"));
  check_expected(&c, "16 bytes", "no digest");
  case_set(&c, "Authorization", RS_LITERAL("x"));
  check_expected(&c, "form", "no form");
  case_set(&c, "Authorization", RS_LITERAL(""));
  check_expected(&c, "not empty", "empty");
}

Test(verify, has_a_name_for_each_reason) {
  static const char *const names[] = {"none",        "malformed",       "missing",
                                      "unknown_key", "digest_mismatch", "signature_mismatch",
                                      "expired",     "not_yet_valid"};
  for (int i = 0; i < 8; i++) cr_assert_str_eq(reqsig_reason_name((reqsig_reason)i), names[i]);
  cr_assert_str_eq(reqsig_reason_name((reqsig_reason)8), "no reason of this version");
}
