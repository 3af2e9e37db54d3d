#include <criterion/criterion.h>
#include <string.h>

#include "lib/bytes.h"
#include "runner/protocol.h"

#define LOGS " (logs belong on standard error: each line of standard output is an answer)"

static struct arena arena;
static struct text problem;

static void free_all(void) {
  arena_free(&arena);
  text_free(&problem);
}

TestSuite(protocol, .fini = free_all);

static struct answer read_answer(const char *line, enum op op) {
  struct answer answer = {0};
  cr_assert(protocol_read_answer(&arena, reqsig_text(line), &answer, &problem), "%s", text_string(&problem));
  protocol_check_answer(&arena, &answer, op);
  return answer;
}

Test(protocol, reads_a_verdict_with_and_without_its_reason) {
  struct answer answer = read_answer("{\"id\":\"1\",\"verdict\":\"accept\"}", OP_VERIFY);
  cr_assert_eq(answer.kind, ANSWER_VERDICT);
  cr_assert(answer.verdict.accepted);
  answer = read_answer("{\"id\":\"1\",\"verdict\":\"reject\"}", OP_VERIFY);
  cr_assert_eq(answer.kind, ANSWER_VERDICT);
  cr_assert_not(answer.verdict.accepted);
  cr_assert_eq(answer.verdict.reason, REQSIG_REASON_NONE);
  answer = read_answer("{\"id\":\"1\",\"verdict\":\"reject\",\"reason\":\"unknown_key\"}", OP_VERIFY);
  cr_assert_eq(answer.verdict.reason, REQSIG_REASON_UNKNOWN_KEY);
}

Test(protocol, names_what_is_malformed_in_a_verdict) {
  static const struct {
    const char *members, *what;
  } cases[] = {
      {"\"verdict\":true", "\"verdict\" is not a string"},
      {"\"verdict\":\"Accept\"", "\"verdict\" is \"Accept\", neither \"accept\" nor \"reject\""},
      {"\"verdict\":\"\"", "\"verdict\" is \"\", neither"},
      {"\"verdict\":\"accept, as the signature is right and the time is within its window\"",
       "\"verdict\" is \"accept, as the signature is right and the time is within its wi...\", neither"},
      {"\"verdict\":\"reject\",\"reason\":null", "\"reason\" is not a string"},
      {"\"verdict\":\"reject\",\"reason\":\"stale\"",
       "\"reason\" is \"stale\", which the protocol doesn't know"},
      {"\"verdict\":\"reject\",\"reason\":\"none\"", "\"reason\" is \"none\""},
      {"\"verdict\":\"reject\",\"reason\":\"\\u001b[31m\"", "\"reason\" is \"\\x1B[31m\""},
      {"\"verdict\":\"accept\",\"reason\":\"expired\"", "beside the verdict \"accept\""},
      {"\"verdict\":\"accept\",\"headers\":[]", "not exactly one of"},
      {"\"headers\":[]", "\"headers\" answered where \"verdict\" was asked for"},
      {"\"message_base64\":\"\"", "\"message_base64\" answered where \"verdict\" was asked for"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct text line = {0};
    text_addf(&line, "{\"id\":\"1\",%s}", cases[i].members);
    struct answer answer = read_answer(text_string(&line), OP_VERIFY);
    text_free(&line);
    cr_assert_eq(answer.kind, ANSWER_MALFORMED, "%s", cases[i].members);
    cr_assert(strstr(answer.words, cases[i].what), "\"%s\" doesn't say %s", answer.words, cases[i].what);
  }
}

Test(protocol, writes_a_raw_request) {
  struct text line = {0};
  protocol_add_raw(&line, 7, RS_LITERAL("GET / HTTP/1.1\r\n\0\xff"));
  cr_expect_str_eq(text_string(&line),
                   "{\"id\":\"7\",\"op\":\"parse\",\"raw_base64\":\"R0VUIC8gSFRUUC8xLjENCgD/\"}\n");
  text_free(&line);
}

Test(protocol, reads_what_a_parser_answers) {
  struct answer answer =
      read_answer("{\"id\":\"7\",\"request\":{\"method\":\"GET\",\"target\":\"/\",\"headers\":"
                  "[[\"A\",\"b\"],[\"A\",\"\"]],\"body_base64\":\"YQ==\"}}",
                  OP_PARSE);
  cr_assert_eq(answer.kind, ANSWER_REQUEST);
  cr_expect(rs_slice_equal(answer.request.method, RS_LITERAL("GET")));
  cr_expect(rs_slice_equal(answer.request.target, RS_LITERAL("/")));
  cr_expect(rs_slice_equal(answer.request.body, RS_LITERAL("a")));
  cr_assert_eq(answer.request.num_headers, 2);
  cr_expect(rs_slice_equal(answer.request.headers[0].value, RS_LITERAL("b")));
  answer = read_answer("{\"id\":\"7\",\"request\":{\"method\":\"\",\"target\":\"\",\"headers_base64\":"
                       "[[\"A\",\"AP8=\"]],\"body_base64\":\"\"}}",
                       OP_PARSE);
  cr_assert_eq(answer.kind, ANSWER_REQUEST);
  cr_expect(rs_slice_equal(answer.request.headers[0].value, RS_LITERAL("\0\xff")));
  answer = read_answer("{\"id\":\"7\",\"refused\":\"400\"}", OP_PARSE);
  cr_assert_eq(answer.kind, ANSWER_REFUSED);
  cr_expect_str_eq(answer.words, "400");
}

#define PARSED(members) "\"request\":{\"method\":\"GET\",\"target\":\"/\"," members "}"

Test(protocol, names_what_is_malformed_in_what_a_parser_answers) {
  static const struct {
    const char *members, *what;
  } cases[] = {
      {"\"request\":[]", "\"request\" is not an object"},
      {"\"request\":{\"target\":\"/\",\"headers\":[],\"body_base64\":\"\"}",
       "\"method\" of \"request\" is not"},
      {"\"request\":{\"method\":\"A\",\"target\":1,\"headers\":[]}",
       "\"target\" of \"request\" is not a string"},
      {PARSED("\"body_base64\":\"\""), "not exactly one of \"headers\" and \"headers_base64\""},
      {PARSED("\"headers\":[],\"headers_base64\":[],\"body_base64\":\"\""), "not exactly one of \"headers\""},
      {PARSED("\"headers\":[[\"a\"]],\"body_base64\":\"\""), "\"headers\" of \"request\" is not a list"},
      {PARSED("\"headers_base64\":[[\"a\",\"b\"]],\"body_base64\":\"\""), "the value in base64"},
      {PARSED("\"headers\":[]"), "\"body_base64\" of \"request\" is not base64"},
      {PARSED("\"headers\":[],\"body_base64\":\"YQ\""), "\"body_base64\" of \"request\" is not base64"},
      {"\"refused\":false", "\"refused\" is not a string"},
      {"\"refused\":\"\",\"request\":{}", "not exactly one of"},
      {"\"verdict\":\"reject\"", "\"verdict\" answered where \"request\" was asked for"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct text line = {0};
    text_addf(&line, "{\"id\":\"1\",%s}", cases[i].members);
    struct answer answer = read_answer(text_string(&line), OP_PARSE);
    text_free(&line);
    cr_assert_eq(answer.kind, ANSWER_MALFORMED, "%s", cases[i].members);
    cr_assert(strstr(answer.words, cases[i].what), "\"%s\" doesn't say %s", answer.words, cases[i].what);
  }
  struct answer refused = read_answer("{\"id\":\"1\",\"refused\":\"no\"}", OP_VERIFY);
  cr_expect_eq(refused.kind, ANSWER_MALFORMED);
}

Test(protocol, shows_what_a_rejected_line_begins_with) {
  char deep[600], control[40];
  memset(deep, '[', sizeof deep);
  memset(control, 0x1B, sizeof control);
  const struct {
    reqsig_slice line;
    const char *problem;
  } cases[] = {
      {reqsig_text("debug: signing"), "a line that is not valid JSON: debug: signing" LOGS},
      {{(const uint8_t *)deep, 64},
       "a line that is not valid JSON: "
       "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[..."},
      {{(const uint8_t *)deep, sizeof deep},
       "a line that is JSON that nests too deep: "
       "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[..."},
      {{(const uint8_t *)control, sizeof control},
       "a line that is not valid JSON: "
       "\\x1B\\x1B\\x1B\\x1B\\x1B\\x1B\\x1B\\x1B\\x1B\\x1B\\x1B\\x1B\\x1B\\x1B\\x1B..." LOGS},
      {reqsig_text("{\"id\":\"\\udc00\"}"),
       "a line that is JSON with half a surrogate pair, or a number of more than 63 characters: "
       "{\"id\":\"\\\\udc00\"}"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct answer answer = {0};
    text_clear(&problem);
    cr_assert_not(protocol_read_answer(&arena, cases[i].line, &answer, &problem));
    cr_assert_str_eq(text_string(&problem), cases[i].problem);
  }
}

Test(protocol, takes_the_character_nul_in_the_text_of_an_error_only) {
  struct answer answer = read_answer("{\"id\":\"1\",\"error\":\"\\\\u0000 a\\u0000b\\\\\\u0000\"}", OP_SIGN);
  cr_assert_eq(answer.kind, ANSWER_ERROR);
  cr_assert_str_eq(answer.words, "\\u0000 a\xef\xbf\xbd"
                                 "b\\\xef\xbf\xbd");
  static const char *const wrong[] = {
      "{\"id\":\"1\\u0000\",\"error\":\"a\\u0000\"}", "{\"id\":\"1\",\"error\":\"a\",\"more\":\"\\u0000\"}",
      "{\"id\":\"1\",\"error\":[\"\\u0000\"]}", "{\"id\":\"1\",\"error\":\"\\u0000\",\"error\":\"\"}",
      "{\"id\":\"1\",\"unsupported\":\"\\u0000\"}"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    text_clear(&problem);
    cr_assert_not(protocol_read_answer(&arena, reqsig_text(wrong[i]), &answer, &problem), "%s", wrong[i]);
    cr_assert(strstr(text_string(&problem), "JSON with the character \\u0000"), "%s", text_string(&problem));
  }
}

Test(protocol, reads_what_a_signer_really_sends) {
  struct answer answer = read_answer(
      "{\"id\":\"1\",\"headers\":[],\"sent\":{\"target\":\"/a?b\",\"body_base64\":\"QUI=\",\"more\":1}}",
      OP_SIGN);
  cr_assert_eq(answer.kind, ANSWER_HEADERS);
  cr_assert(answer.sends_target);
  cr_assert(answer.sends_body);
  cr_assert_str_eq((const char *)answer.sent_target.data, "/a?b");
  cr_assert(rs_slice_equal(answer.sent_body, reqsig_text("AB")));
  answer = read_answer("{\"id\":\"1\",\"headers\":[],\"sent\":{\"body_base64\":\"\"}}", OP_SIGN);
  cr_assert_not(answer.sends_target);
  cr_assert(answer.sends_body);
  cr_assert_eq(answer.sent_body.len, 0);
}

Test(protocol, names_what_is_malformed_in_what_is_sent) {
  static const struct {
    const char *sent, *what;
  } cases[] = {
      {"null", "\"sent\" is not an object"},
      {"[]", "\"sent\" is not an object"},
      {"{}", "\"sent\" has neither \"target\" nor \"body_base64\""},
      {"{\"target\":\"\"}", "\"target\" of \"sent\" is not a string, or is empty"},
      {"{\"target\":1}", "\"target\" of \"sent\" is not a string, or is empty"},
      {"{\"target\":\"/\",\"body_base64\":\"_\"}", "\"body_base64\" of \"sent\" is not base64"},
      {"{\"body_base64\":null}", "\"body_base64\" of \"sent\" is not base64"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct text line = {0};
    text_addf(&line, "{\"id\":\"1\",\"headers\":[],\"sent\":%s}", cases[i].sent);
    struct answer answer = read_answer(text_string(&line), OP_SIGN);
    text_free(&line);
    cr_assert_eq(answer.kind, ANSWER_MALFORMED, "%s", cases[i].sent);
    cr_assert(strstr(answer.words, cases[i].what), "\"%s\" doesn't say %s", answer.words, cases[i].what);
  }
}

Test(protocol, rejects_a_verdict_where_none_was_asked_for) {
  cr_assert_eq(read_answer("{\"id\":\"1\",\"verdict\":\"accept\"}", OP_SIGN).kind, ANSWER_MALFORMED);
  cr_assert_eq(read_answer("{\"id\":\"1\",\"verdict\":\"accept\"}", OP_MESSAGE).kind, ANSWER_MALFORMED);
}

Test(protocol, never_takes_unsupported_or_an_error_for_a_verdict) {
  cr_assert_eq(read_answer("{\"id\":\"1\",\"unsupported\":\"x\"}", OP_VERIFY).kind, ANSWER_UNSUPPORTED);
  cr_assert_eq(read_answer("{\"id\":\"1\",\"error\":\"x\"}", OP_VERIFY).kind, ANSWER_ERROR);
}

Test(protocol, asks_to_verify_the_signed_request) {
  reqsig_header header = {reqsig_text("signature"), reqsig_text("s")};
  struct vector vector = {.scheme = reqsig_scheme_find("crm"),
                          .request = {.method = reqsig_text("PUT"), .target = reqsig_text("/")}};
  struct text lines = {0};
  vector.signed_request = vector.request;
  vector.signed_request.headers = &header;
  vector.signed_request.num_headers = 1;
  protocol_add_request(&lines, 1, OP_SIGN, &vector);
  cr_assert(strstr(text_string(&lines), "\"headers\":[]"));
  text_clear(&lines);
  protocol_add_request(&lines, 1, OP_VERIFY, &vector);
  cr_assert(strstr(text_string(&lines), "\"op\":\"verify\""));
  cr_assert(strstr(text_string(&lines), "\"headers\":[[\"signature\",\"s\"]]"));
  cr_assert_not(strstr(text_string(&lines), "\"verdict\""));
  text_free(&lines);
}
