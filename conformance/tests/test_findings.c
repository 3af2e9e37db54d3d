#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "lib/bytes.h"
#include "request/findings.h"

#define RIGHT_LENGTH "0123456789abcdef0123456789abcdef0123456789Y="

static struct opened_request opened;
static struct findings findings;
static reqsig_header headers[8];
static uint8_t body[256];

static void receive(const char *scheme, const char *raw) {
  const reqsig_credential aet[] = {{"token", reqsig_text("A-Long-Token")},
                                   {"secret_key", reqsig_text("A-Long-Secret ")}};
  const reqsig_credential calypso[] = {{"api_key", reqsig_text("A-Key")},
                                       {"secret_key", reqsig_text("A-Long-Secret")}};
  bool is_aet = strcmp(scheme, "aet") == 0;
  reqsig_buffer room = {body, sizeof body, 0};
  reqsig_http_error error;
  size_t num_headers = sizeof headers / sizeof *headers, offset;
  opened.scheme = reqsig_scheme_find(scheme);
  cr_assert_eq(reqsig_context_init(&opened.context, opened.scheme, is_aet ? aet : calypso, 2), REQSIG_OK);
  cr_assert_eq(reqsig_parse_request(reqsig_text(raw), headers, &num_headers, &room, &opened.request.request,
                                    &error, &offset),
               REQSIG_OK);
}

static const struct finding *about(enum finding_topic topic) {
  const struct finding *finding = findings_about(&findings, topic);
  cr_assert(finding, "nothing about topic %d", topic);
  return finding;
}

/* The number-th finding about the header of that name, from 0. */
static const struct finding *of_header(const char *name, size_t number) {
  for (size_t i = 0; i < findings.count; i++) {
    const struct finding *finding = &findings.items[i];
    if (finding->topic != TOPIC_HEADER) continue;
    if (rs_slice_equal_ignoring_case(finding->header->name, reqsig_text(name)) && number-- == 0)
      return finding;
  }
  cr_assert(false, "nothing about %s", name);
  return NULL;
}

static bool is_text(reqsig_slice slice, const char *text) {
  return slice.data && rs_slice_equal(slice, reqsig_text(text));
}

Test(findings, name_what_is_not_signed_and_not_read) {
  receive("calypso", "POST /a?b=1 HTTP/1.1\r\nHost: a\r\nAccept: x\r\nContent-Length: 2\r\n\r\n{}");
  findings_of_request(&opened, true, &findings);
  cr_assert_str_eq(about(TOPIC_UNREAD_HEADERS)->what, "Host, Accept, Content-Length");
  cr_assert_eq(about(TOPIC_UNREAD_HEADERS)->kind, FINDING_HINT);
  cr_assert_str_eq(about(TOPIC_UNSIGNED_PARTS)->what, "the method, the path, the query ?b=1");
  cr_assert_str_eq(about(TOPIC_UNSIGNED_PARTS)->sentence, "Not signed: the method, the path, the query ?b=1");
  cr_assert_null(findings_about(&findings, TOPIC_NOT_SIGNED));
  cr_assert_null(findings_about(&findings, TOPIC_SENT_ALREADY));
  cr_assert_eq(about(TOPIC_BODY_TIME)->kind, FINDING_WARNING);
  findings_free(&findings);
}

Test(findings, name_a_header_that_is_sent_twice_once) {
  receive("aet", "GET /a HTTP/1.1\r\nHost: a\r\nX-A: 1\r\nAccept: x\r\nx-a: 2\r\n\r\n");
  findings_of_request(&opened, true, &findings);
  cr_assert_str_eq(about(TOPIC_UNREAD_HEADERS)->what, "Host, X-A (2 times), Accept");
  findings_free(&findings);
}

Test(findings, ask_a_get_for_no_time_in_its_body) {
  receive("calypso", "GET /a HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx");
  findings_of_request(&opened, true, &findings);
  cr_assert_null(findings_about(&findings, TOPIC_BODY_TIME));
  cr_assert_str_eq(about(TOPIC_NOT_SIGNED)->sentence,
                   "calypso does not sign this request: it signs POST requests, and this is a GET "
                   "with a body");
  findings_free(&findings);
}

Test(findings, tell_that_a_signature_is_checked_where_none_is_asked_for) {
  receive("calypso", "GET /a HTTP/1.1\r\nHost: a\r\nSign: x\r\n\r\n");
  findings_of_request(&opened, true, &findings);
  cr_assert(strstr(about(TOPIC_NOT_SIGNED)->sentence,
                   "as it has a signature all the same, a verifier checks that"));
  findings_free(&findings);
}

Test(findings, compare_each_time_that_a_header_is_sent) {
  receive("aet", "GET /a HTTP/1.1\r\nHost: a\r\nTimestamp: 1\r\nSignature: " RIGHT_LENGTH "\r\n"
                 "Signature: my-secret\r\nSignature:\r\n\r\n");
  findings_of_headers(&opened, 1, &findings);
  cr_assert_eq(of_header("timestamp", 0)->kind, FINDING_MATCH);
  cr_assert(is_text(of_header("timestamp", 0)->found, "1"));
  const struct finding *first = of_header("signature", 0);
  cr_assert_eq(first->num_sent, 3);
  cr_assert_eq(first->kind, FINDING_MISMATCH);
  cr_assert_eq(first->wanted.len, 44);
  cr_assert(is_text(first->found, RIGHT_LENGTH));
  cr_assert_null(first[1].found.data);
  cr_assert(
      strstr(first[1].sentence, "9 bytes, not shown; the signature has 9 characters, the right one 44"));
  cr_assert_str_eq(first[2].sentence, "an empty value");
  findings_free(&findings);
}

Test(findings, hold_no_secret_that_a_header_carries) {
  receive("aet", "GET /a HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer A-Long-Token\r\n\r\n");
  findings_of_headers(&opened, 1, &findings);
  const struct finding *token = of_header("authorization", 0);
  cr_assert_eq(token->kind, FINDING_MATCH);
  cr_assert_null(token->found.data);
  cr_assert_null(token->wanted.data);
  cr_assert_str_eq(token->sentence, "19 bytes, not shown, as the token may be among them");
  findings_free(&findings);
}

Test(findings, tell_which_header_is_missing) {
  receive("aet", "GET /a HTTP/1.1\r\nHost: a\r\n\r\n");
  findings_of_headers(&opened, 1, &findings);
  cr_assert_eq(of_header("timestamp", 0)->num_sent, 0);
  cr_assert_eq(of_header("timestamp", 0)->kind, FINDING_MISMATCH);
  cr_assert(is_text(of_header("timestamp", 0)->wanted, "1"));
  cr_assert_str_eq(of_header("timestamp", 0)->sentence, "no header of that name");
  findings_free(&findings);
}

Test(findings, warn_of_a_blank_in_the_key_and_of_headers_that_are_there) {
  receive("aet", "GET /a HTTP/1.1\r\nHost: a\r\nTIMESTAMP: 1\r\n\r\n");
  findings_of_request(&opened, true, &findings);
  cr_assert(strstr(about(TOPIC_KEY)->sentence, "secret_key ends in white space"));
  cr_assert(strstr(about(TOPIC_SENT_ALREADY)->sentence, "the request has timestamp already"));
  findings_free(&findings);
}

static void member_is(const char *raw_body, const char *found, const char *sentence) {
  char raw[512];
  snprintf(raw, sizeof raw, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: %zu\r\n\r\n%s", strlen(raw_body),
           raw_body);
  receive("calypso", raw);
  findings_of_member(&opened, reqsig_text("timestamp"), &findings);
  const struct finding *member = about(TOPIC_MEMBER);
  if (found)
    cr_assert(is_text(member->found, found));
  else
    cr_assert(strstr(member->sentence, sentence), "%s", member->sentence);
  findings_free(&findings);
}

Test(findings, tell_what_a_member_of_the_body_holds) {
  member_is("{\"timestamp\":17}", "17", NULL);
  member_is("{\"time\":17}", NULL, "no member of that name");
  member_is("{\"timestamp\":1,\"timestamp\":1}", NULL, "this member more than once");
  member_is("{\"timestamp\":\"A-Long-Secret\"}", NULL,
            "15 bytes, not shown, as the secret_key may be among them");
  member_is("{'timestamp':1}", NULL, "not JSON: line 1, byte 2: JSON takes double quotes, not single ones");
  member_is("{\n\"timestamp\":1", NULL, "not JSON: line 2, byte 14: it ends before its JSON does");
  member_is("[1]", NULL, "JSON, but not an object");
}
