/* Parts with forms, in messages that are as long as they may be. Digests are those of the openssl command. */
#include "context.h"
#include "engine_case.h"
#include "scheme_file_case.h"

#define NOW INT64_C(1440938160000)

#define FIVE "{path}-{path}-{path}-{path}-{path}-"

/* 32 parts: three of one group, the method, and 28 of another one. */
#define FULL                                                                                                 \
  "{\"reqsig_scheme\": 1, \"name\": \"full\", \"title\": \"F\", \"credentials\": {\"k\": \"secret\", "       \
  "\"s\": \"secret\"}, \"lists\": {\"q\": {\"each\": \"query\", \"without\": [\"S\"], \"write\": "           \
  "\"{name}{value}\"}}, \"parts\": {\"a\": \"{s}.{path}\", \"b\": \"{q}-" FIVE FIVE                          \
  "{path}-{path}-{path}-\"}, \"message\": \"{a|lower|percent-encode|sha256|hex}{method}{b|md5|hex}\", "      \
  "\"hmac\": \"sha256\", \"key\": \"{k}\", \"headers\": {\"S\": \"{mac|hex}\"}}"

/* printf 's%%20t.%%2Fp' | openssl sha256; printf 'd2-/P-/P-/P-/P-/P-/P-/P-/P-/P-/P-/P-/P-/P-' | openssl md5
 */
#define FULL_MESSAGE                                                                                         \
  "d45d780d77c2e83a8bb6d1a9de31cb8fe396b82a775087f262a9a85eaef6126aGET1d46c777c061e24dd1aec1ead3e22136"

static const reqsig_context *full(void) {
  return context_with(FULL, "key", "S t", NULL, NULL);
}

Test(scheme_file_groups, a_message_of_groups_has_32_parts) {
  const reqsig_scheme *scheme = holds(FULL);
  cr_assert_eq(scheme->message[2].group, 1);
  cr_assert_eq(scheme->message[3].group, 0);
  cr_assert_eq(scheme->message[31].group, 2);
  GET_MESSAGE_IS(full(), "/P?d=2", NOW, FULL_MESSAGE);
  REFUSES(FULL, {"{method}", "{method}.", "parts.b", "at most 32 parts"},
          {"\"parts\": {", "\"parts\": {\"k\": \"x\", ", "parts.k", "another name than that of"},
          {"\"parts\": {", "\"parts\": {\"s\": \"x\", ", "parts.s", "another name than that of"},
          {"\"parts\": {", "\"parts\": {\"q\": \"x\", ", "parts.q", "another name than that of"});
}

#define ONE_TEXT                                                                                             \
  "{\"reqsig_scheme\": 1, \"name\": \"t\", \"title\": \"T\", \"credentials\": {\"k\": \"secret\"}, "         \
  "\"parts\": {\"g\": \"{method};{path}\"}, \"message\": \"{method};{g|upper};{path}\", \"hmac\": "          \
  "\"sha256\", \"key\": \"{k}\", \"headers\": {\"S\": \"{mac|hex}\"}}"

Test(scheme_file_groups, a_message_of_groups_has_no_separator) {
  cr_assert_eq(holds(ONE_TEXT)->separator.len, 0);
  GET_MESSAGE_IS(context_with(ONE_TEXT, "key", NULL, NULL, NULL), "/p", NOW, "GET;GET;/P;/p");
}

Test(scheme_file_groups, a_message_of_32_parts_is_verified) {
  char mac[CASE_MAX_MAC_TEXT];
  plain_mac_hex(EVP_sha256(), "key", RS_LITERAL(FULL_MESSAGE), mac);
  const reqsig_header headers[] = {{RS_TEXT("S"), reqsig_text(mac)},
                                   {RS_TEXT("Content-Type"), RS_TEXT("text/plain")},
                                   {RS_TEXT("Content-Type"), RS_TEXT("text/html")}};
  const reqsig_request request = {RS_TEXT("GET"), RS_TEXT("/P?d=2"), headers, 3, rs_slice(NULL, 0)};
  reqsig_verdict verdict;
  cr_assert_eq(reqsig_verify(full(), &request, NOW, NULL, &verdict), REQSIG_OK);
  cr_assert_eq(verdict.reason, REQSIG_REASON_NONE, "what is signed does not depend on the content type");
}

Test(scheme_file_groups, the_mac_may_stand_in_the_query) {
  accepts(edited(FULL, "\"headers\"", "\"query\""));
}

typedef struct traced {
  size_t num, parts;
  int secret[2];
  char bytes[2][64];
} traced;

static void note_digested(void *user, const reqsig_step *step) {
  traced *told = user;
  told->parts += step->kind == REQSIG_STEP_PART;
  if (step->kind != REQSIG_STEP_DIGESTED) return;
  cr_assert_lt(told->num, 2);
  cr_assert_eq(told->parts, 0, "before the message");
  told->secret[told->num] = step->secret;
  snprintf(told->bytes[told->num++], sizeof told->bytes[0], "%.*s", (int)step->bytes.len,
           (const char *)step->bytes.data);
}

Test(scheme_file_groups, each_group_is_traced_once_and_is_secret_if_a_part_of_it_is) {
  uint8_t room[4096];
  traced told = {0};
  reqsig_buffer scratch = {room, sizeof room, 0};
  const reqsig_request request = request_of("GET", "/P?d=2", "");
  cr_assert_eq(reqsig_trace(full(), &request, NOW, &scratch, note_digested, &told), REQSIG_OK);
  cr_assert_eq(told.num, 2);
  cr_assert_eq(told.parts, 3, "a group is told as one part");
  cr_assert_str_eq(told.bytes[0], "S t./P");
  cr_assert_str_eq(told.bytes[1], "d2-/P-/P-/P-/P-/P-/P-/P-/P-/P-/P-/P-/P-/P-");
  cr_assert_eq(told.secret[0], 1);
  cr_assert_eq(told.secret[1], 0);
}

/* No file says so, but a variation of one does. */
Test(scheme_file_groups, a_separator_parts_groups_and_what_is_in_them) {
  static const rs_group groups[] = {{"g", .transforms = {RS_LOWER_CASE}}, {.name = NULL}};
  static const reqsig_scheme recipe = {
      .name = "separated",
      .credentials = {{"k", true}},
      .groups = groups,
      .message = {{RS_FROM_METHOD, .group = 1},
                  {RS_FROM_PATH, .group = 1},
                  {RS_FROM_LITERAL, .literal = RS_TEXT("X"), .group = 1, .glued = true},
                  {RS_FROM_METHOD},
                  {RS_FROM_LITERAL, .literal = RS_TEXT("Y"), .glued = true}},
      .separator = RS_TEXT("|"),
      .mac = {RS_SHA256, 0}};
  const reqsig_credential credential = {"k", RS_TEXT("key")};
  reqsig_context context;
  cr_assert_eq(reqsig_context_init(&context, &recipe, &credential, 1), REQSIG_OK);
  GET_MESSAGE_IS(&context, "/P", NOW, "get|/px|GETY");
}

#define EIGHT                                                                                                \
  "{\"reqsig_scheme\": 1, \"name\": \"eight\", \"title\": \"E\", \"credentials\": {\"k\": \"secret\"}, "     \
  "\"parts\": {\"a\": \"1\", \"b\": \"2\", \"c\": \"3\", \"d\": \"4\", \"e\": \"5\", \"f\": \"6\", \"g\": "  \
  "\"7\", \"h\": \"8\"}, \"message\": \"{a}{b}{c}{d}{e}{f}{g}{h}{method}\", \"hmac\": \"sha1\", \"key\": "   \
  "\"{k}\", \"headers\": {\"S\": \"{mac|hex}\"}}"

Test(scheme_file_groups, a_file_has_eight_parts) {
  GET_MESSAGE_IS(context_with(EIGHT, "key", NULL, NULL, NULL), "/", NOW, "12345678GET");
  REFUSES(EIGHT, {"{method}", "{metod}", "message", "a source", "method"},
          {"{h}", "", "parts.h", "a use of the part h"},
          {"\"h\": \"8\"", "\"h\": \"8\", \"i\": \"9\"", "parts.i", "at most 8 members"},
          {"{a}{b}{c}", "{a}{b}{b}{b}{b}{b}{b}{b}{b}{b}{b}{c}", "message", "at most 16 uses"});
}

Test(scheme_file_groups, each_of_eight_parts_may_be_a_group) {
  const reqsig_scheme *scheme =
      accepts(edited(EIGHT, "{a}{b}{c}{d}{e}{f}{g}{h}",
                     "{a|if-method:GET}{b|if-method:PUT}{c|if-method:POST}{d|if-method:PATCH}"
                     "{e|if-method:DELETE}{f|if-method:HEAD}{g|if-method:OPTIONS}{h|if-method:LOCK}"));
  const reqsig_credential key = {"k", RS_TEXT("key")};
  reqsig_context context;
  case_message message;
  cr_assert_eq(reqsig_context_init(&context, scheme, &key, 1), REQSIG_OK);
  GET_MESSAGE_IS(&context, "/", NOW, "1GET");
  const reqsig_request request = request_of("LOCK", "/", "");
  message_case(&message, &context, &request, NOW);
  cr_assert(text_is(message.bytes, "8LOCK"));
}

#define ONE                                                                                                  \
  "{\"reqsig_scheme\": 1, \"name\": \"one\", \"title\": \"O\", \"credentials\": {\"k\": \"secret\"}, "       \
  "\"parts\": {\"a\": \"x\"}, \"message\": \"{a}\", \"hmac\": \"sha1\", \"key\": \"{k}\", \"headers\": "     \
  "{\"S\": \"{mac|hex}\"}}"

#define TEN_TIMES(text)     text text text text text text text text text text
#define SIXTEEN_TIMES(text) TEN_TIMES(text) text text text text text text
#define BYTES_511           TEN_TIMES(TEN_TIMES("12345")) "12345678901"

Test(scheme_file_groups, parts_are_used_sixteen_times) {
  GET_MESSAGE_IS(context_with(ONE, "key", NULL, NULL, NULL), "/", NOW, "x");
  accepts(edited(ONE, "\"{a}\"", "\"" SIXTEEN_TIMES("{a}") "\""));
  REFUSES(ONE, {"\"{a}\"", "\"" SIXTEEN_TIMES("{a}") "{a}\"", "message", "at most 16 uses"});
}

Test(scheme_file_groups, parts_are_no_longer_than_a_message_can_be) {
  accepts(edited(ONE, "\"x\"", "\"" BYTES_511 BYTES_511 "\""));
  REFUSES(ONE, {"\"x\"", "\"" BYTES_511 BYTES_511 "x\"", "parts.a", "a template of at most 1024 bytes"},
          {"\"x\"}, \"message\": \"{a}\"", "\"" BYTES_511 "\"}, \"message\": \"{a}{a}123\"", "message",
           "at most 1024 bytes of text"},
          {"\"x\"}, \"message\": \"{a}\"",
           "\"" TEN_TIMES("{path}{path}{path}") "{path}{path}{path}\"}, \"message\": \"{a}{a}\"", "parts.a",
           "at most 65 pieces"});
  accepts(edited(ONE, "\"x\"}, \"message\": \"{a}\"", "\"" BYTES_511 "\"}, \"message\": \"{a}{a}12\""));
}
