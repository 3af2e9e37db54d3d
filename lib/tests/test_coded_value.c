/* Headers in base64. The value is that of Duo's documentation. */
#include "coded_value.h"

#include "engine_case.h"
#include "recipe_compare.h"
#include "scheme_file_case.h"

#define DUO                                                                                                  \
  "{\"reqsig_scheme\": 1, \"name\": \"duo\", \"title\": \"D\", \"credentials\": {\"id\": \"public\", "       \
  "\"key\": \"secret\"}, \"timestamp\": {\"format\": \"Www, DD Mmm YYYY hh:mm:ss -0000\"}, \"parts\": "      \
  "{\"pair\": \"{id}:{mac|hex}\"}, \"message\": \"{timestamp}\\n{method}\\n{header:Host|lower}\\n{path}\\n"  \
  "{body}\", \"hmac\": \"sha1\", \"key\": \"{key}\", \"headers\": {\"Date\": \"{timestamp}\", "              \
  "\"Authorization\": \"Basic {pair|base64}\"}}"
#define DATE  "Tue, 21 Aug 2012 17:29:18 -0000"
#define VALUE "Basic RElXSjhYNkFFWU9SNU9NQzZUUTE6MmQ5N2Q2MTY2MzE5NzgxYjVhM2EwN2FmMzlkMzY2ZjQ5MTIzNGVkYw=="
#define NOW   INT64_C(1345570158000)

static const reqsig_header host = {RS_TEXT("Host"), RS_TEXT("api-XXXXXXXX.duosecurity.com")};

static reqsig_status context_as(reqsig_context *context, const char *text, const char *id) {
  const reqsig_credential credentials[] = {{"id", reqsig_text(id)},
                                           {"key", RS_TEXT("Zh5eGmUq9zpfQnyUIu5OL9iWoMMv5ZNmk3zLJ4Ep")}};
  return reqsig_context_init(context, holds(text), credentials, 2);
}

static const reqsig_context *duo(void) {
  static reqsig_context context;
  cr_assert_eq(context_as(&context, DUO, "DIWJ8X6AEYOR5OMC6TQ1"), REQSIG_OK);
  return &context;
}

static reqsig_request list_accounts(const reqsig_header *headers, size_t num) {
  return (reqsig_request){RS_TEXT("POST"),
                          RS_TEXT("/accounts/v1/account/list"),
                          headers,
                          num,
                          RS_TEXT("realname=First%20Last&username=root"),
                          RS_TEXT("")};
}

Test(coded_value, is_written_in_base64_behind_its_text) {
  signed_case out;
  const reqsig_request request = list_accounts(&host, 1);
  sign_case(&out, duo(), &request, NOW);
  cr_assert(text_is(signed_value(&out, "Date"), DATE));
  cr_assert(text_is(signed_value(&out, "Authorization"), VALUE));
}

Test(coded_value, may_have_no_text_before_it) {
  static char text[1024];
  reqsig_slice bare = edited(DUO, "Basic {pair", "{pair");
  snprintf(text, sizeof text, "%.*s", (int)bare.len, (const char *)bare.data);
  reqsig_context context;
  signed_case out;
  const reqsig_request request = list_accounts(&host, 1);
  cr_assert_eq(context_as(&context, text, "DIWJ8X6AEYOR5OMC6TQ1"), REQSIG_OK);
  sign_case(&out, &context, &request, NOW);
  cr_assert(text_is(signed_value(&out, "Authorization"), &VALUE[sizeof "Basic " - 1]));
}

static reqsig_verdict verdict_of(const char *date, const char *value) {
  const reqsig_header headers[] = {
      host, {RS_TEXT("Date"), reqsig_text(date)}, {RS_TEXT("Authorization"), reqsig_text(value)}};
  const reqsig_request request = list_accounts(headers, 3);
  reqsig_verdict verdict;
  cr_assert_eq(reqsig_verify(duo(), &request, NOW, NULL, &verdict), REQSIG_OK);
  return verdict;
}

Test(coded_value, is_read_back) {
  static char longest[1024] = "Basic ";
  reqsig_verdict verdict = verdict_of(DATE, VALUE);
  cr_assert_eq(verdict.reason, REQSIG_REASON_NONE);
  cr_assert_eq(verdict.timestamp_ms, NOW);
  cr_assert_eq(verdict_of(DATE, "basic RElX").reason, REQSIG_REASON_MALFORMED);
  cr_assert_eq(verdict_of(DATE, "Basic RElX=").reason, REQSIG_REASON_MALFORMED);
  cr_assert_eq(verdict_of(DATE, "Basic RElX").reason, REQSIG_REASON_MALFORMED);
  memset(longest + 6, 'A', 700);
  verdict = verdict_of(DATE, longest);
  cr_assert_eq(verdict.reason, REQSIG_REASON_MALFORMED);
  cr_assert_str_eq(verdict.expected, "base64 of at most 512 bytes, behind the text before it");
}

Test(coded_value, a_mail_date_is_an_http_date_with_another_zone) {
  static const char *const wrong[] = {"Tue, 21 Aug 2012 17:29:18 GMT", "Tue, 21 Aug 2012 17:29:18 +0000",
                                      "Mon, 21 Aug 2012 17:29:18 -0000"};
  uint8_t room[64];
  reqsig_buffer message = {room, sizeof room, 0};
  const reqsig_request request = list_accounts(&host, 1);
  for (size_t i = 0; i < 3; i++)
    cr_assert_eq(verdict_of(wrong[i], VALUE).reason, REQSIG_REASON_MALFORMED, "%s", wrong[i]);
  cr_assert_eq(reqsig_message(duo(), &request, INT64_MAX, &message), REQSIG_ERR_TIME_RANGE);
}

Test(coded_value, has_no_credential_longer_than_its_room) {
  static char id[161];
  reqsig_context context;
  memset(id, 'i', 159);
  cr_assert_eq(context_as(&context, DUO, id), REQSIG_ERR_CREDENTIAL_INVALID, "with the text before it");
  id[154] = '\0';
  cr_assert_eq(context_as(&context, DUO, id), REQSIG_ERR_CREDENTIAL_INVALID, "one too many");
  id[153] = '\0';
  cr_assert_eq(context_as(&context, DUO, id), REQSIG_OK);
}

static void count(void *user, const reqsig_step *step) {
  size_t *num = user;
  if (step->kind != REQSIG_STEP_HEADER_PART || !rs_slice_equal(step->bytes, RS_LITERAL(VALUE))) return;
  cr_assert_str_eq(step->what, "\"Basic \", credential id, \":\", MAC as hex in lower case, in base64");
  ++*num;
}

Test(coded_value, is_traced_as_one) {
  uint8_t room[2048];
  size_t num = 0;
  reqsig_buffer scratch = {room, sizeof room, 0};
  const reqsig_request request = list_accounts(&host, 1);
  cr_assert_eq(reqsig_trace(duo(), &request, NOW, &scratch, count, &num), REQSIG_OK);
  cr_assert_eq(num, 1);
}

Test(coded_value, needs_no_text_before_it) {
  static reqsig_scheme scheme = {.headers = {{.value = {{RS_FROM_CREDENTIAL}}}}};
  uint8_t room[32];
  reqsig_buffer text = {room, sizeof room, 0};
  rs_coded_value_write(&scheme.headers[0], RS_LITERAL("abcd"), &text);
  cr_assert(text_is(rs_slice(room, text.len), "YWJjZA=="));
  scheme.headers[0].value[0] = (rs_part){.from = RS_FROM_LITERAL, .literal = RS_LITERAL("B ")};
  text.len = 0;
  rs_coded_value_write(&scheme.headers[0], RS_LITERAL("B abc"), &text);
  cr_assert(text_is(rs_slice(room, text.len), "B YWJj"));
  text.len = 0;
  rs_coded_value_write(&scheme.headers[0], RS_LITERAL("abc"), &text);
  cr_assert(text_is(rs_slice(room, text.len), "YWJj"));
  static char bare[sizeof DUO];
  reqsig_slice edit = edited(DUO, "Basic {pair|base64}", "{pair|base64}");
  memcpy(bare, edit.data, edit.len);
  holds(bare);
}

Test(coded_value, refuses_other_places) {
  REFUSES(
      DUO, {"Basic {pair|base64}", "Basic {pair|base64}!", "parts.pair", "at the end"},
      {"Basic {pair|base64}", "B {id} {pair|base64}", "headers.Authorization", "at the end"},
      {"{id}:{mac|hex}", "id={id}:{mac|hex}", "headers.Authorization", "begins with a placeholder"},
      {"{path}", "{pair|base64}", "parts.pair", "no base64 of a part"},
      {"{path}", "{pair}", "parts.pair", "no mac"},
      {"\"Basic {pair|base64}\"", "\"Basic {pair|base64}{pair}\"", "headers.Authorization", "there alone"},
      {"\"Basic {pair|base64}\"", "\"Basic {pair}{pair|base64}\"", "headers.Authorization", "there alone"},
      {"\"{key}\"", "[\"{key}\", \"{pair|base64}\"]", "key", "alone"},
      {"\"headers\": {\"Date\": \"{timestamp}\", \"Authorization\": \"Basic {pair|base64}\"}",
       "\"headers\": {\"Date\": \"{timestamp}\"}, \"query\": {\"a\": \"{pair|base64}\"}", "query.a",
       "it is of headers"});
}

Test(coded_value, is_no_item) {
  static const char text[] =
      "{\"reqsig_scheme\": 1, \"name\": \"i\", \"title\": \"I\", \"credentials\": {\"key\": \"secret\"}, "
      "\"parts\": {\"pair\": \"{mac|hex}\"}, \"message\": \"{body}\", \"hmac\": \"sha1\", \"key\": "
      "\"{key}\", "
      "\"headers\": {\"A\": \"{pair|base64}\"}}";
  REFUSES(text, {"\"{pair|base64}\"", "{\"items\": [\"a={pair|base64}\"], \"separator\": \";\"}",
                 "parts.pair", "in an item"});
}

#define WITH(pair, value)                                                                                    \
  "{\"reqsig_scheme\": 1, \"name\": \"w\", \"title\": \"W\", \"credentials\": {\"id\": \"public\", "         \
  "\"key\": \"secret\"}, \"parts\": {\"pair\": \"" pair "\"}, \"message\": \"{body}\", \"hmac\": \"sha1\", " \
  "\"key\": \"{key}\", \"headers\": {\"A\": \"" value "\"}}"

static void find_value(void *user, const reqsig_step *step) {
  if (step->kind == REQSIG_STEP_HEADER_PART)
    snprintf(user, 256, "%.*s", (int)step->bytes.len, (const char *)step->bytes.data);
}

Test(coded_value, is_of_twelve_pieces) {
  char plain[256] = "a-a-a-a-a-", value[256] = "B ", traced[256];
  uint8_t room[2048];
  reqsig_buffer scratch = {room, sizeof room, 0};
  reqsig_verdict verdict;
  const reqsig_context *context =
      context_with(WITH("{id}-{id}-{id}-{id}-{id}-{mac|hex}", "B {pair|base64}"), "a", "key", NULL, NULL);
  plain_mac_hex(EVP_sha1(), "key", RS_LITERAL("body"), plain + strlen(plain));
  EVP_EncodeBlock((unsigned char *)value + 2, (const unsigned char *)plain, (int)strlen(plain));
  reqsig_request request = request_of("POST", "/", "body");
  cr_assert_eq(reqsig_trace(context, &request, NOW, &scratch, find_value, traced), REQSIG_OK);
  cr_assert_str_eq(traced, value);
  const reqsig_header header = {RS_TEXT("A"), reqsig_text(value)};
  request.headers = &header;
  request.num_headers = 1;
  cr_assert_eq(reqsig_verify(context, &request, NOW, NULL, &verdict), REQSIG_OK);
  cr_assert_eq(verdict.reason, REQSIG_REASON_NONE);
}

/* Joined to the text before it, the text behind would be encoded too. */
Test(coded_value, ends_before_a_text) {
  REFUSES(WITH("{id}:{mac|hex}.", "{pair|base64}"),
          {"{pair|base64}", "{pair|base64}!", "parts.pair", "at the end"});
}

static void find_secret_value(void *user, const reqsig_step *step) {
  if (step->kind == REQSIG_STEP_HEADER_PART && strstr(step->what, "base64")) *(int *)user = step->secret;
}

Test(coded_value, is_secret_wherever_a_secret_stands_in_it) {
  static const struct {
    const char *text;
    int secret;
  } cases[] = {{WITH("{id}-{mac|hex}", "B {pair|base64}"), 0},
               {WITH("{key}-{id}-{mac|hex}", "B {pair|base64}"), 1},
               {WITH("{id}-{key}-{mac|hex}", "B {pair|base64}"), 1},
               {WITH("{id}-{mac|hex}-{key}", "{pair|base64}"), 1}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    uint8_t room[2048];
    int secret = -1;
    reqsig_buffer scratch = {room, sizeof room, 0};
    const reqsig_request request = request_of("POST", "/", "body");
    const reqsig_context *context = context_with(cases[i].text, "a", "key", NULL, NULL);
    cr_assert_eq(reqsig_trace(context, &request, NOW, &scratch, find_secret_value, &secret), REQSIG_OK);
    cr_assert_eq(secret, cases[i].secret, "%s", cases[i].text);
  }
}
