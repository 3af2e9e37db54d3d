#include <criterion/criterion.h>
#include <ctype.h>

#include "engine_case.h"

enum { MAX_STEPS = 64 };

typedef struct told {
  size_t num;
  reqsig_step_kind kinds[MAX_STEPS];
  int secret[MAX_STEPS];
  reqsig_slice bytes[MAX_STEPS];
  const char *clauses[MAX_STEPS];
  char words[MAX_STEPS][128];
  uint8_t mac[64];
  uint8_t room[2048];
} told;

static void remember(void *user, const reqsig_step *step) {
  told *all = user;
  cr_assert_lt(all->num, MAX_STEPS);
  cr_assert_not_null(step->what);
  cr_assert(isalnum((unsigned char)step->what[0]) || step->what[0] == '"', "%s", step->what);
  all->kinds[all->num] = step->kind;
  all->secret[all->num] = step->secret;
  all->bytes[all->num] = step->bytes;
  all->clauses[all->num] = step->clause;
  snprintf(all->words[all->num], sizeof all->words[0], "%s", step->what);
  if (step->kind == REQSIG_STEP_MAC) {
    memcpy(all->mac, step->bytes.data, step->bytes.len);
    all->bytes[all->num].data = all->mac;
  }
  all->num++;
}

static void trace(told *all, const reqsig_context *context, const reqsig_request *request) {
  all->num = 0;
  reqsig_buffer scratch = {all->room, sizeof all->room, 0};
  cr_assert_eq(reqsig_trace(context, request, CASE_NOW, &scratch, remember, all), REQSIG_OK);
}

/* A letter for each step: n not signed, p part, "," separator, m message, k key, a MAC, h header, v part of
 * its value, o header kept. */
static void check_kinds(const told *all, const char *expected) {
  static const char letters[] = "np,mkahvo";
  char got[MAX_STEPS + 1] = "";
  for (size_t i = 0; i < all->num; i++) got[i] = letters[all->kinds[i]];
  cr_assert_str_eq(got, expected);
}

static void trace_any(told *all, const char *scheme, const char *profile, const reqsig_request *request) {
  reqsig_context context;
  cr_assert_eq(init_any(&context, scheme, profile), REQSIG_OK);
  trace(all, &context, request);
}

Test(trace, tells_the_steps_in_the_order_of_signing) {
  told all;
  reqsig_request request = request_of("POST", "/a", "body");
  trace_any(&all, "bitpro", NULL, &request);
  check_kinds(&all, "p,p,p,pmkahvvvvhvhv");
  cr_assert(text_is(all.bytes[10], "Authorization"));
  cr_assert(text_is(all.bytes[15], "Content-MD5"));
  cr_assert(text_is(all.bytes[17], "Date"));
}

Test(trace, no_separator_stands_before_a_glued_part) {
  told all;
  reqsig_request request = request_of("POST", "/a?b", "body");
  trace_any(&all, "bitpro", "query-included", &request);
  check_kinds(&all, "p,p,pp,pmkahvvvvhvhv");
  cr_assert(text_is(all.bytes[4], "/a"));
  cr_assert(text_is(all.bytes[5], "?b"));
}

Test(trace, tells_which_headers_the_request_keeps) {
  const reqsig_header accept = {reqsig_text("ACCEPT"), reqsig_text("text/plain")};
  told all;
  reqsig_request request = request_of("GET", "/a", "");
  request.headers = &accept;
  request.num_headers = 1;
  trace_any(&all, "aet", NULL, &request);
  check_kinds(&all, "ppppmkahvhvhvvohv");
  cr_assert(text_is(all.bytes[14], "accept"));
}

Test(trace, a_part_that_is_left_out_has_the_clause_that_says_so) {
  const reqsig_header type = {reqsig_text("Content-Type"), reqsig_text("multipart/form-data; boundary=b")};
  told all;
  reqsig_request request = request_of("POST", "/a", "--b--");
  trace_any(&all, "aet", NULL, &request);
  cr_assert_str_eq(all.clauses[3], "The body is the request body string");
  request.headers = &type;
  request.num_headers = 1;
  trace_any(&all, "aet", NULL, &request);
  check_kinds(&all, "ppppmkahvhvhvvhvo");
  cr_assert_str_eq(all.clauses[3], "For multipart form uploads, use an empty string as the body");
}

Test(trace, does_not_tell_what_scratch_held_before) {
  told all = {.num = 0};
  reqsig_context context;
  cr_assert_eq(init_any(&context, "calypso", NULL), REQSIG_OK);
  reqsig_request request = request_of("POST", "/a", "body");
  reqsig_buffer scratch = {all.room, sizeof all.room, 6};
  memcpy(all.room, "before", 6);
  cr_assert_eq(reqsig_trace(&context, &request, CASE_NOW, &scratch, remember, &all), REQSIG_OK);
  cr_assert(text_is(all.bytes[0], "body"));
  cr_assert(text_is(all.bytes[1], "body"));
  cr_assert(rs_slice_starts_with(rs_slice(all.room, scratch.len), reqsig_text("beforebody")));
}

Test(trace, tells_that_nothing_is_signed) {
  told all;
  reqsig_request request = request_of("GET", "/a", "");
  trace_any(&all, "crm", NULL, &request);
  check_kinds(&all, "nhv");
  cr_assert_not_null(all.clauses[0]);
  cr_assert(text_is(all.bytes[1], "key"));
  cr_assert_eq(all.secret[2], 1);
}

Test(trace, does_not_tell_a_header_that_is_not_sent) {
  told all;
  reqsig_request request = request_of("GET", "/a", "");
  trace_any(&all, "bitpro", "empty-md5-field", &request);
  for (size_t i = 0; i < all.num; i++) cr_assert_not(text_is(all.bytes[i], "Content-MD5"));
}

static void join(const told *all, reqsig_step_kind a, reqsig_step_kind b, reqsig_buffer *text) {
  for (size_t i = 0; i < all->num; i++)
    if (all->kinds[i] == a || all->kinds[i] == b) rs_put_slice(text, all->bytes[i]);
}

static size_t find(const told *all, reqsig_step_kind kind) {
  size_t i = 0;
  while (i < all->num && all->kinds[i] != kind) i++;
  return i;
}

static void check_parts_are_the_message(const told *all, const reqsig_context *context,
                                        const reqsig_request *request, const char *label) {
  case_message message;
  message_case(&message, context, request, CASE_NOW);
  uint8_t room[2048];
  reqsig_buffer joined = {room, sizeof room, 0};
  join(all, REQSIG_STEP_PART, REQSIG_STEP_SEPARATOR, &joined);
  size_t at = find(all, REQSIG_STEP_MESSAGE);
  if (message.status == REQSIG_ERR_NOT_SIGNED) {
    cr_assert_eq(all->kinds[0], REQSIG_STEP_NOT_SIGNED, "%s", label);
    cr_assert_eq(find(all, REQSIG_STEP_MAC), all->num, "%s", label);
    cr_assert_eq(joined.len, 0, "%s", label);
    return;
  }
  cr_assert(rs_slice_equal(rs_slice(room, joined.len), message.bytes), "%s", label);
  cr_assert_lt(at, all->num, "%s", label);
  cr_assert(rs_slice_equal(all->bytes[at], message.bytes), "%s", label);
}

static void check_headers_are_the_signed(const told *all, const reqsig_context *context,
                                         const reqsig_request *request, const char *label) {
  signed_case got;
  sign_case(&got, context, request, CASE_NOW);
  cr_assert_eq(got.status, REQSIG_OK, "%s", label);
  size_t header = 0;
  for (size_t i = 0; i < all->num; i++) {
    if (all->kinds[i] != REQSIG_STEP_HEADER) continue;
    cr_assert_lt(header, got.num_headers, "%s", label);
    cr_assert(rs_slice_equal(all->bytes[i], got.headers[header].name), "%s", label);
    uint8_t room[512];
    reqsig_buffer value = {room, sizeof room, 0};
    while (i + 1 < all->num && all->kinds[i + 1] == REQSIG_STEP_HEADER_PART)
      rs_put_slice(&value, all->bytes[++i]);
    cr_assert(rs_slice_equal(rs_slice(room, value.len), got.headers[header++].value), "%s", label);
  }
  cr_assert_eq(header, got.num_headers, "%s", label);
}

static void check_mac(const told *all, const reqsig_context *context, const reqsig_scheme *scheme) {
  static const size_t lengths[] = {
      [RS_SHA1] = 20, [RS_SHA256] = 32, [RS_SHA512] = 64, [RS_MD5] = 16, [RS_SHA224] = 28, [RS_SHA384] = 48};
  (void)context;
  size_t at = find(all, REQSIG_STEP_MAC);
  if (at == all->num) return;
  cr_assert_eq(all->bytes[at].len, lengths[scheme->mac.digest]);
  cr_assert_eq(all->bytes[find(all, REQSIG_STEP_KEY)].len, 0);
}

static void check_profile(const reqsig_scheme *scheme, const char *profile) {
  static const char *const inputs[][3] = {{"POST", "/a%20b?c=%41", "{ \"timestamp\": 1 }"},
                                          {"get", "/a?b", ""},
                                          {"GET", "", ""},
                                          {"put", "//x", "body"}};
  reqsig_context context;
  cr_assert_eq(init_any(&context, reqsig_scheme_name(scheme), profile), REQSIG_OK);
  for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
    told all;
    reqsig_request request = request_of(inputs[i][0], inputs[i][1], inputs[i][2]);
    trace(&all, &context, &request);
    check_parts_are_the_message(&all, &context, &request, reqsig_scheme_name(scheme));
    check_headers_are_the_signed(&all, &context, &request, reqsig_scheme_name(scheme));
    check_mac(&all, &context, scheme);
  }
}

Test(trace, joined_steps_are_the_message_and_the_headers) {
  for (size_t s = 0; s < reqsig_num_schemes(); s++) {
    reqsig_profile_info info;
    check_profile(reqsig_scheme_at(s), NULL);
    for (size_t p = 0; reqsig_scheme_profile(reqsig_scheme_at(s), p, &info) == REQSIG_OK; p++)
      check_profile(reqsig_scheme_at(s), info.name);
  }
}

static bool shows(reqsig_slice bytes, reqsig_slice credential_value) {
  return holds_any_of(bytes.data, bytes.len, credential_value, credential_value.len);
}

Test(trace, marks_each_step_that_shows_a_secret) {
  for (size_t s = 0; s < reqsig_num_schemes(); s++) {
    const reqsig_scheme *scheme = reqsig_scheme_at(s);
    case_credentials all_credentials = credentials_of(scheme);
    told all;
    reqsig_request request = request_of("POST", "/a", "body");
    trace_any(&all, reqsig_scheme_name(scheme), NULL, &request);
    for (size_t i = 0; i < all.num; i++) {
      bool secret = all.kinds[i] == REQSIG_STEP_KEY;
      for (size_t c = 0; c < all_credentials.num; c++)
        secret |= reqsig_scheme_credential_is_secret(scheme, c) &&
                  shows(all.bytes[i], all_credentials.list[c].value);
      cr_assert_eq(all.secret[i], secret, "%s, step %zu: %s", reqsig_scheme_name(scheme), i, all.words[i]);
    }
  }
}

Test(trace, says_where_each_part_comes_from) {
  told all;
  reqsig_request request = request_of("POST", "/a", "body");
  trace_any(&all, "aet", "path-decoded", &request);
  cr_assert_str_eq(all.words[0], "timestamp, milliseconds since 1970");
  cr_assert_str_eq(all.words[1], "method in upper case");
  cr_assert_str_eq(all.words[2], "path without its leading slash, percent-decoded");
  cr_assert_str_eq(all.words[3], "body (nothing for multipart)");
  cr_assert_str_eq(all.words[5], "secret_key");
  cr_assert_str_eq(all.words[6], "HMAC-SHA-256");
  cr_assert_str_eq(all.words[10], "MAC as base64, standard alphabet, padded");
  cr_assert_str_eq(all.words[12], "\"Bearer \"");
  cr_assert_str_eq(all.words[13], "credential token");
  trace_any(&all, "aet", "secret-base64-decoded", &request);
  cr_assert_str_eq(all.words[5], "secret_key, base64-decoded");
}
