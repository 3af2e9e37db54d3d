/* Schemes that sign in the query, and lists of parameters. The values of Binance are those that its page
 * prints; other MACs are made by OpenSSL's one-shot function. */
#include "engine_case.h"
#include "recipe_compare.h"
#include "scheme_file_case.h"

#define BINANCE                                                                                              \
  "{\"reqsig_scheme\": 1, \"name\": \"binance\", \"title\": \"B\", \"credentials\": {\"secret\": "           \
  "\"secret\", \"id\": \"public\"}, \"timestamp\": {\"format\": \"unix-milliseconds\", \"past_ms\": 5000, "  \
  "\"future_ms\": 1000}, \"message\": \"{query|without:signature}{body}\", \"hmac\": \"sha256\", \"key\": "  \
  "\"{secret}\", \"headers\": {\"Key\": \"{id}\"}, \"query\": {\"timestamp\": \"{timestamp}\", "             \
  "\"signature\": \"{mac|hex}\"}, \"clauses\": {\"query.signature\": \"c\"}}"
#define SECRET "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j"
#define ORDER  "symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000"
#define NOW    INT64_C(1499827319559)
#define MAC    "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71"

/* Reads it, writes it and reads that again; a context of that, with these credentials in their order. */
static const reqsig_context *context_of(reqsig_slice text, const char *first, const char *second) {
  static uint8_t room[8192], memory[REQSIG_SCHEME_ROOM(8192)];
  static reqsig_context context;
  reqsig_buffer again = {room, sizeof room, 0}, buffer = {memory, sizeof memory, 0};
  const reqsig_scheme *scheme = accepts(text), *read;
  reqsig_scheme_fault fault;
  cr_assert_eq(reqsig_scheme_write(scheme, &again), REQSIG_OK);
  cr_assert_eq(reqsig_scheme_read(rs_slice(room, again.len), &buffer, &read, &fault), REQSIG_OK, "%s: %s",
               fault.member, fault.expected);
  cr_assert(same_scheme(scheme, read), "%.*s", (int)again.len, (const char *)room);
  const reqsig_credential credentials[] = {{reqsig_scheme_credential(read, 0), reqsig_text(first)},
                                           {reqsig_scheme_credential(read, 1), reqsig_text(second)}};
  cr_assert_eq(reqsig_context_init(&context, read, NULL, 0, credentials, second ? 2 : 1), REQSIG_OK);
  return &context;
}

static const reqsig_context *binance(void) {
  return context_of(reqsig_text(BINANCE), SECRET, "id");
}

static reqsig_reason verdict_at(const reqsig_context *context, const char *target, int64_t now_ms) {
  static const reqsig_header header = {RS_TEXT("Key"), RS_TEXT("id")};
  const reqsig_request request = {RS_TEXT("POST"), reqsig_text(target), &header, 1, rs_slice(NULL, 0)};
  reqsig_verdict verdict;
  cr_assert_eq(reqsig_verify(context, &request, now_ms, NULL, &verdict), REQSIG_OK);
  return verdict.reason;
}

static void signs_to(const reqsig_context *context, const char *target, const char *expected) {
  signed_case out;
  const reqsig_request request = request_of("POST", target, "");
  sign_case(&out, context, &request, NOW);
  cr_assert_eq(out.status, REQSIG_OK);
  reqsig_slice path = signed_value(&out, ":path");
  cr_assert(text_is(path, expected), "%.*s", (int)path.len, (const char *)path.data);
}

Test(scheme_file_query, signs_by_the_target_to_send) {
  const reqsig_context *context = binance();
  signs_to(context, "/api?" ORDER, "/api?" ORDER "&timestamp=1499827319559&signature=" MAC);
  signs_to(context, "/api?signature=old&" ORDER "&%74imestamp=1",
           "/api?" ORDER "&timestamp=1499827319559&signature=" MAC);
  char mac[CASE_MAX_MAC_TEXT], expected[256];
  plain_mac_hex(EVP_sha256(), SECRET, RS_LITERAL("timestamp=1499827319559"), mac);
  snprintf(expected, sizeof expected, "/api?timestamp=1499827319559&signature=%s", mac);
  signs_to(context, "/api", expected);
  signs_to(context, "/api?", expected);
}

Test(scheme_file_query, the_message_has_what_will_be_sent) {
  case_message message;
  const reqsig_request request = request_of("POST", "/api?a=%20&&signature=x&b", "body");
  message_case(&message, binance(), &request, NOW);
  cr_assert_eq(message.status, REQSIG_OK);
  cr_assert(text_is(message.bytes, "a=%20&&b&timestamp=1499827319559body"));
}

#define SIGNED "/api?" ORDER "&timestamp=1499827319559&signature=" MAC

Test(scheme_file_query, verifies_what_is_sent) {
  static const struct {
    const char *target;
    reqsig_reason reason;
  } cases[] = {
      {SIGNED, REQSIG_REASON_NONE},
      {"/other?" ORDER "&timestamp=1499827319559&signature=" MAC, REQSIG_REASON_NONE},
      {"/api?" ORDER "&signature=" MAC "&timestamp=1499827319559", REQSIG_REASON_NONE},
      {"/api?" ORDER "&timestamp=1499827319559&%73ignature=%63"
       "8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71",
       REQSIG_REASON_NONE},
      {"/api?timestamp=1499827319559&" ORDER "&signature=" MAC, REQSIG_REASON_SIGNATURE_MISMATCH},
      {"/api?" ORDER "&timestamp=1499827319558&signature=" MAC, REQSIG_REASON_SIGNATURE_MISMATCH},
      {SIGNED "&x=1", REQSIG_REASON_SIGNATURE_MISMATCH},
      {SIGNED "&Signature=1", REQSIG_REASON_SIGNATURE_MISMATCH},
      {SIGNED "&signature=" MAC, REQSIG_REASON_MALFORMED},
      {SIGNED "0", REQSIG_REASON_MALFORMED},
      {"/api?" ORDER "&timestamp=1499827319559", REQSIG_REASON_MISSING},
      {"/api?" ORDER "&signature=" MAC, REQSIG_REASON_MISSING},
      {"/api", REQSIG_REASON_MISSING},
      {"/api?" ORDER "&timestamp=1499827319559&signature=", REQSIG_REASON_MALFORMED},
      {"/api?" ORDER "&timestamp=1499827319559&signature", REQSIG_REASON_MALFORMED},
      {"/api?" ORDER "&timestamp=now&signature=" MAC, REQSIG_REASON_MALFORMED},
      {"/api?" ORDER "&timestamp=0123456789012345678901234567890123456789&signature=" MAC,
       REQSIG_REASON_MALFORMED},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    cr_assert_eq(verdict_at(binance(), cases[i].target, NOW), cases[i].reason, "%s", cases[i].target);
  cr_assert_eq(verdict_at(binance(), SIGNED, NOW + 5000), REQSIG_REASON_NONE);
  cr_assert_eq(verdict_at(binance(), SIGNED, NOW + 5001), REQSIG_REASON_EXPIRED);
  cr_assert_eq(verdict_at(binance(), SIGNED, NOW - 1001), REQSIG_REASON_NOT_YET_VALID);
}

Test(scheme_file_query, a_long_value_is_malformed) {
  char target[1200] = "/api?timestamp=1499827319559&signature=";
  memset(target + strlen(target), 'a', 600);
  cr_assert_eq(verdict_at(binance(), target, NOW), REQSIG_REASON_MALFORMED);
}

/* "{timestamp}-{mac|base64}" in one parameter, of requests with a body only. */
#define TOKEN                                                                                                \
  "{\"reqsig_scheme\": 1, \"name\": \"token\", \"title\": \"T\", \"credentials\": {\"secret\": "             \
  "\"secret\"}, \"signs\": [\"any with body\"], \"timestamp\": {\"format\": \"unix-seconds\"}, "             \
  "\"message\": \"{path}{timestamp}{?query|without:verify,utm}\", \"hmac\": \"sha256\", \"key\": "           \
  "\"{secret}\", \"query\": {\"verify\": \"{timestamp}-{mac|base64}\"}, \"clauses\": {\"message.?query\": "  \
  "\"q\"}}"

static reqsig_reason token_verdict(const reqsig_context *context, const char *target, const char *body) {
  const reqsig_request request = request_of("GET", target, body);
  reqsig_verdict verdict;
  cr_assert_eq(reqsig_verify(context, &request, NOW, NULL, &verdict), REQSIG_OK);
  return verdict.reason;
}

Test(scheme_file_query, one_parameter_may_hold_time_and_mac) {
  const reqsig_context *context = context_of(reqsig_text(TOKEN), "key", NULL);
  signed_case out;
  const reqsig_request request = request_of("GET", "/a?utm=1&x=2", "b"),
                       unsigned_one = request_of("GET", "/a", "");
  sign_case(&out, context, &request, NOW);
  reqsig_slice path = signed_value(&out, ":path");
  char mac[CASE_MAX_MAC_TEXT], target[512], expected[256] = "";
  plain_mac_base64(EVP_sha256(), "key", RS_LITERAL("/a1499827319?x=2"), mac);
  for (const char *c = mac; *c; c++)
    snprintf(expected + strlen(expected), 4, *c == '+' || *c == '/' || *c == '=' ? "%%%02X" : "%c",
             (unsigned)*c);
  snprintf(target, sizeof target, "/a?utm=1&x=2&verify=1499827319-%s", expected);
  cr_assert(text_is(path, target), "%.*s", (int)path.len, (const char *)path.data);
  cr_assert_eq(token_verdict(context, target, "b"), REQSIG_REASON_NONE);
  cr_assert_eq(token_verdict(context, target, ""), REQSIG_REASON_NONE, "it is signed all the same");
  cr_assert_eq(token_verdict(context, "/a?verify=1-x", ""), REQSIG_REASON_MALFORMED);
  cr_assert_eq(token_verdict(context, "/a?x=1", ""), REQSIG_REASON_NONE, "nothing is signed");
  cr_assert_eq(token_verdict(context, "/a?x=1", "b"), REQSIG_REASON_MISSING);
  sign_case(&out, context, &unsigned_one, NOW);
  cr_assert_eq(out.num_headers, 0);
}

#define SORTED                                                                                               \
  "{\"reqsig_scheme\": 1, \"name\": \"sorted\", \"title\": \"S\", \"credentials\": {\"secret\": "            \
  "\"secret\", \"id\": \"public\"}, \"timestamp\": {\"format\": \"YYYY-MM-DDThh:mm:ss\"}, \"lists\": "       \
  "{\"all\": {\"each\": \"query\", \"without\": [\"Sign\", \"skip\"], \"write\": "                           \
  "\"<{name|percent-encode}={value|percent-encode}>\", \"join\": \"&\"}}, \"message\": "                     \
  "\"{method}\\n{all}\", \"hmac\": \"sha1\", \"key\": \"{secret}\", \"query\": {\"Id\": \"{id}\", "          \
  "\"Version\": \"2 a\", \"Time\": \"{timestamp}\", \"MD5\": \"{body|md5|hex}\", \"Sign\": "                 \
  "\"{mac|base64}\"}}"

#define OWN_ID                                                                                               \
  "<Id=a%20b>&<MD5=d41d8cd98f00b204e9800998ecf8427e>&<Time=2017-07-12T02%3A41%3A59>&<Version=2%20a>"

Test(scheme_file_query, lists_are_decoded_sorted_and_written) {
  const reqsig_context *context = context_of(reqsig_text(SORTED), "key", "a b");
  GET_MESSAGE_IS(context, "/", NOW, "GET\n" OWN_ID);
  GET_MESSAGE_IS(context, "/?Id=x&sk%69p=1&Sign=y", NOW, "GET\n" OWN_ID);
  GET_MESSAGE_IS(context, "/?b=2&a=%7e+%2b%2F%zz&&b=1&A", NOW,
                 "GET\n<A=>&" OWN_ID "&<a=~%20%2B%2F%25zz>&<b=1>&<b=2>");
  GET_MESSAGE_IS(context, "/?%C3%A9=1&z=1&za=&%7a=0", NOW, "GET\n<%C3%A9=1>&" OWN_ID "&<z=0>&<z=1>&<za=>");
}

#define AROUND                                                                                               \
  "{\"reqsig_scheme\": 1, \"name\": \"around\", \"title\": \"A\", \"credentials\": {\"secret\": "            \
  "\"secret\"}, "                                                                                            \
  "\"timestamp\": {\"format\": \"unix-seconds\"}, \"lists\": {\"all\": {\"each\": \"query\", \"without\": "  \
  "[\"sign\"], \"write\": \"{name}={value}\", \"join\": \";\"}}, \"message\": \"{all}\", \"hmac\": "         \
  "\"sha1\", "                                                                                               \
  "\"key\": \"{secret}\", \"query\": {\"time\": \"t {timestamp}.\", \"MD5\": \"{body|md5|hex}\", \"sign\": " \
  "\"{mac|hex}\"}}"

Test(scheme_file_query, a_listed_time_has_its_texts_around_it) {
  const reqsig_context *context = context_of(reqsig_text(AROUND), "key", NULL);
  GET_MESSAGE_IS(context, "/?a=1", NOW, "MD5=d41d8cd98f00b204e9800998ecf8427e;a=1;time=t 1499827319.");
  signed_case out;
  const reqsig_request request = request_of("GET", "/?a=1", "");
  sign_case(&out, context, &request, NOW);
  reqsig_slice path = signed_value(&out, ":path");
  char target[512];
  snprintf(target, sizeof target, "%.*s", (int)path.len, (const char *)path.data);
  cr_assert_eq(token_verdict(context, target, ""), REQSIG_REASON_NONE);
}

Test(scheme_file_query, credentials_digests_and_texts_are_compared) {
  const reqsig_context *context = context_of(reqsig_text(SORTED), "key", "a b");
  signed_case out;
  const reqsig_request request = request_of("GET", "/?b=2", "");
  sign_case(&out, context, &request, NOW);
  reqsig_slice path = signed_value(&out, ":path");
  char target[512], edit[512];
  snprintf(target, sizeof target, "%.*s", (int)path.len, (const char *)path.data);
  cr_assert_eq(token_verdict(context, target, ""), REQSIG_REASON_NONE, "%s", target);
  static const struct {
    const char *old, *new;
    reqsig_reason reason;
  } cases[] = {{"Id=a%20b", "Id=a+b", REQSIG_REASON_NONE},
               {"Id=a%20b", "Id=a%20c", REQSIG_REASON_UNKNOWN_KEY},
               {"Id=a%20b", "Id=a%20bc", REQSIG_REASON_UNKNOWN_KEY},
               {"Id=a%20b", "Id=a%20", REQSIG_REASON_UNKNOWN_KEY},
               {"Version=2%20a", "Version=2%20b", REQSIG_REASON_MALFORMED},
               {"MD5=d4", "MD5=d5", REQSIG_REASON_DIGEST_MISMATCH},
               {"MD5=d4", "MD5=D4", REQSIG_REASON_MALFORMED},
               {"b=2", "b=3", REQSIG_REASON_SIGNATURE_MISMATCH},
               {"Time=2017-07-12T02%3A41%3A59", "Time=2017-07-12T02:41:59", REQSIG_REASON_NONE},
               {"Time=2017-07-12T02%3A41%3A59", "Time=2017-07-12T02:41:5", REQSIG_REASON_MALFORMED}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const char *at = strstr(target, cases[i].old);
    snprintf(edit, sizeof edit, "%.*s%s%s", (int)(at - target), target, cases[i].new,
             at + strlen(cases[i].old));
    cr_assert_eq(token_verdict(context, edit, ""), cases[i].reason, "%s", edit);
  }
}

Test(scheme_file_query, more_than_256_parameters_are_not_sorted) {
  const reqsig_context *context = context_of(reqsig_text(SORTED), "key", "id");
  static char target[2048] =
      "/?Id=id&Version=2+a&Time=2017-07-12T02:41:59&MD5=d41d8cd98f00b204e9800998ecf8427e&"
      "Sign=AAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  for (size_t i = 0; i < 252; i++) strcat(target, "&a=1");
  cr_assert_eq(token_verdict(context, target, ""), REQSIG_REASON_SIGNATURE_MISMATCH);
  strcat(target, "&a=1");
  cr_assert_eq(token_verdict(context, target, ""), REQSIG_REASON_MALFORMED);
  signed_case out;
  case_message message;
  const reqsig_request request = request_of("GET", target, "");
  sign_case(&out, context, &request, NOW);
  cr_assert_eq(out.status, REQSIG_ERR_OUT_OF_RANGE);
  message_case(&message, context, &request, NOW);
  cr_assert_eq(message.status, REQSIG_ERR_OUT_OF_RANGE);
}

#define FORM                                                                                                 \
  "{\"reqsig_scheme\": 1, \"name\": \"form\", \"title\": \"F\", \"credentials\": {\"secret\": \"secret\"}, " \
  "\"lists\": {\"fields\": {\"each\": \"form\", \"write\": \"{name}{value}\"}, \"both\": {\"each\": "        \
  "[\"query\", \"form\"], \"write\": \"{name|percent-encode}:{value},\"}}, \"message\": "                    \
  "\"{path}{fields}/{both|percent-encode}/{both|upper|sha1|hex}\", \"hmac\": \"sha1\", \"key\": "            \
  "\"{secret}\", \"headers\": {\"Sign\": \"{mac|base64}\"}}"

static void form_message_is(const char *type, const char *expected) {
  case_message message;
  const reqsig_header header = {RS_TEXT("content-type"), reqsig_text(type)};
  const reqsig_request request = {RS_TEXT("POST"), RS_TEXT("/p?q=%2C"), &header, 1, RS_TEXT("b=%20+&a=1&b=")};
  message_case(&message, context_of(reqsig_text(FORM), "key", NULL), &request, NOW);
  cr_assert(text_is(message.bytes, expected), "%s: %.*s", type, (int)message.bytes.len,
            (const char *)message.bytes.data);
}

Test(scheme_file_query, fields_of_a_form_are_listed) {
  /* printf 'A:1,B:,B:  ,Q:,,' | openssl sha1 */
  static const char with_form[] =
      "/pa1bb  /a%3A1%2Cb%3A%2Cb%3A%20%20%2Cq%3A%2C%2C/d6e03a5792cc532af221f983e59123c6bf19d3aa";
  static const char without[] = "/p/q%3A%2C%2C/5fbc4abe04efc7409d08b59f5d6958a582c62462";
  form_message_is("application/x-www-form-urlencoded", with_form);
  form_message_is("Application/X-WWW-Form-Urlencoded; charset=utf-8", with_form);
  form_message_is("application/x-www-form-urlencoded ;a=b", with_form);
  form_message_is("application/x-www-form-urlencoded\t; a=b", with_form);
  form_message_is("application/x-www-form-urlencoded-x", without);
  form_message_is("application/x-www-form-urlencoded x", without);
  form_message_is("application/json", without);
  form_message_is("", without);
}

Test(scheme_file_query, the_content_type_of_a_form_stands_there_once) {
  const reqsig_header headers[] = {{RS_TEXT("content-type"), RS_TEXT("text/plain")},
                                   {RS_TEXT("content-type"), RS_TEXT("application/x-www-form-urlencoded")},
                                   {RS_TEXT("Sign"), RS_TEXT("AAAAAAAAAAAAAAAAAAAAAAAAAAA=")}};
  const reqsig_request request = {RS_TEXT("POST"), RS_TEXT("/"), headers, 3, RS_TEXT("a=1")};
  reqsig_verdict verdict;
  const reqsig_context *context = context_of(reqsig_text(FORM), "key", NULL);
  cr_assert_eq(reqsig_verify(context, &request, NOW, NULL, &verdict), REQSIG_OK);
  cr_assert_eq(verdict.reason, REQSIG_REASON_MALFORMED);
}

Test(scheme_file_query, refuses_what_can_not_be_read_back) {
  REFUSES(
      BINANCE, {"{query|without:signature}", "{query}", "", "{query|without:signature}"},
      {"{query|without:signature}", "{?query}", "", "{query|without:signature}"},
      {"{query|without:signature}{body}", "{query|without:signature}{body|else:query}", "",
       "no body|else:query"},
      {"{query|without:signature}", "{query|without:Signature}", "", "{query|without:signature}"},
      {"{query|without:signature}", "{query|without:}", "message", "1 to 4 names"},
      {"{query|without:signature}", "{query|without:a,,b}", "message", "1 to 4 names"},
      {"{query|without:signature}", "{query|without:a,b,c,d,e}", "message", "1 to 4 names"},
      {"{query|without:signature}", "{query|without:a,a}", "message", "each name once"},
      {"{query|without:signature}", "{query|without:signature|json-compact}", "message", "a form that fits"},
      {"{query|without:signature}", "{query|without:signature|unless-empty}", "message", "a form that fits"},
      {"{query|without:signature}",
       "{query|without:a}{query|without:b}{query|without:c}{query|without:d}{query|without:e}", "message",
       "at most 4 lists"},
      {"\"signature\": \"{mac|hex}\"", "\"signature\": \"{mac|hex}{timestamp}\"", "query.signature",
       "a literal between"},
      {"\"signature\": \"{mac|hex}\"", "\"signature\": \"{mac|hex}-{id}\"", "query.signature",
       "as the whole value"},
      {"\"signature\": \"{mac|hex}\"",
       "\"signature\": \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa{mac|hex}\"",
       "query.signature", "short texts"},
      {"\"signature\": \"{mac|hex}\"", "\"signature\": [\"{mac|hex}\"]", "query.signature", "a template"},
      {"\"signature\": \"{mac|hex}\"", "\"key\": \"{mac|hex}\"", "query.key",
       "each header or parameter once"},
      {"\"Key\": \"{id}\"", "\"Key\": \"{mac|hex} {id}\"", "query.signature",
       "the MAC in one header or parameter"},
      {"\"timestamp\": \"{timestamp}\", ", "", "", "one header or parameter with {timestamp}"},
      {"\"clauses\": {\"query.signature\"", "\"clauses\": {\"headers.signature\"",
       "clauses.headers.signature", "the name of a rule"});
}

Test(scheme_file_query, refuses_lists_that_say_nothing) {
  REFUSES(
      SORTED, {"\"each\": \"query\"", "\"each\": \"body\"", "lists.all.each", "\"query\", \"form\""},
      {"\"each\": \"query\"", "\"each\": []", "lists.all.each", "\"query\", \"form\""},
      {"\"each\": \"query\"", "\"each\": [\"query\", \"query\"]", "lists.all.each", "\"query\", \"form\""},
      {"[\"Sign\", \"skip\"]", "[\"skip\"]", "", "{query|without:Sign}"},
      {"[\"Sign\", \"skip\"]", "[]", "lists.all.without", "a name of a parameter"},
      {"[\"Sign\", \"skip\"]", "\"Sign\"", "lists.all.without", "an array"},
      {"[\"Sign\", \"skip\"]", "[\"Sign\", 1]", "lists.all.without", "a string"},
      {"\"<{name|percent-encode}", "\"<{name|upper}", "lists.all.write", "{name} and {value}"},
      {"\"<{name|percent-encode}", "\"<{value}", "lists.all.write", "{name} and {value}"},
      {"={value|percent-encode}>", "=", "lists.all.write", "{name} and {value}"},
      {"={value|percent-encode}>", "={value}{", "lists.all.write", "{name} and {value}"},
      {"\"join\": \"&\"", "\"join\": \"\"", "lists.all.join", "leave join out"},
      {"{\"all\": {", "{\"body\": {", "lists.body", "no source's"},
      {"{\"all\": {", "{\"secret\": {", "lists.secret", "another name"},
      {"\\n{all}", "", "", "a use of the list all"},
      {"{method}\\n{all}", "{method|upper}\\n{al}", "message", "a source"},
      {"\"{body|md5|hex}\"", "\"{body|else:query|md5|hex}\"", "", "no body|else:query"},
      {"\"Version\": \"2 a\"", "\"SHA\": \"{body|sha1|hex}\"", "", "at most one digest"});
}

static void count_targets(void *user, const reqsig_step *step) {
  bool is_header = step->kind == REQSIG_STEP_HEADER && rs_slice_equal(step->bytes, RS_LITERAL(":path"));
  bool is_value = step->kind == REQSIG_STEP_HEADER_PART &&
                  rs_slice_starts_with(step->bytes, RS_LITERAL("/?b=2&Id=a%20b&"));
  *(size_t *)user += is_header + is_value;
}

/* As Twilio's: the MAC in a header, of a URL that has the body's digest. */
#define DIGEST                                                                                               \
  "{\"reqsig_scheme\": 1, \"name\": \"digest\", \"title\": \"D\", \"credentials\": {\"secret\": "            \
  "\"secret\"}, \"message\": \"{path}{?query}\", \"hmac\": \"sha1\", \"key\": \"{secret}\", "                \
  "\"headers\": {\"Sign\": \"{mac|base64}\"}, \"query\": {\"h\": \"{body|unless-empty|md5|hex}\"}}"

Test(scheme_file_query, a_header_may_sign_what_is_added) {
  const reqsig_context *context = context_of(reqsig_text(DIGEST), "key", NULL);
  case_message message;
  const reqsig_request with = request_of("POST", "/a?b=1", "abc"), without = request_of("POST", "/a?b=1", "");
  message_case(&message, context, &with, NOW);
  cr_assert(text_is(message.bytes, "/a?b=1&h=900150983cd24fb0d6963f7d28e17f72"));
  message_case(&message, context, &without, NOW);
  cr_assert(text_is(message.bytes, "/a?b=1"));
  signed_case out;
  sign_case(&out, context, &without, NOW);
  cr_assert(text_is(signed_value(&out, ":path"), "/a?b=1"));
  cr_assert_eq(out.num_headers, 2);
  REFUSES(DIGEST, {"{?query}", "{?query|upper}", "query", "no forms of the query"},
          {"{?query}", "{query|unless-empty}", "query", "no forms of the query"},
          {"{path}{?query}", "{body|else:query}", "", "no body|else:query"});
}

static reqsig_reason digest_verdict(const char *target, const char *signed_target, const char *body) {
  char mac[CASE_MAX_MAC_TEXT];
  plain_mac_base64(EVP_sha1(), "key", reqsig_text(signed_target), mac);
  const reqsig_header header = {RS_TEXT("Sign"), reqsig_text(mac)};
  const reqsig_request request = {RS_TEXT("POST"), reqsig_text(target), &header, 1, reqsig_text(body)};
  reqsig_verdict verdict;
  const reqsig_context *context = context_of(reqsig_text(DIGEST), "key", NULL);
  cr_assert_eq(reqsig_verify(context, &request, NOW, NULL, &verdict), REQSIG_OK);
  return verdict.reason;
}

Test(scheme_file_query, a_digest_in_the_query_is_checked) {
#define ABC "900150983cd24fb0d6963f7d28e17f72"
  cr_assert_eq(digest_verdict("/?h=" ABC "&b", "/?h=" ABC "&b", "abc"), REQSIG_REASON_NONE);
  cr_assert_eq(digest_verdict("/?h=" ABC, "/?h=" ABC, "abd"), REQSIG_REASON_DIGEST_MISMATCH);
  cr_assert_eq(digest_verdict("/?b", "/?b", "abc"), REQSIG_REASON_MISSING);
  cr_assert_eq(digest_verdict("/?b", "/?b", ""), REQSIG_REASON_NONE);
  cr_assert_eq(digest_verdict("/?b", "/", ""), REQSIG_REASON_SIGNATURE_MISMATCH);
}

#define REPEATED                                                                                             \
  "{\"reqsig_scheme\": 1, \"name\": \"repeated\", \"title\": \"R\", \"credentials\": {\"secret\": "          \
  "\"secret\"}, \"lists\": {\"all\": {\"each\": \"query\", \"write\": \"<{name}={value}>\", \"join\": "      \
  "\"&\", \"repeated\": \",\"}}, \"message\": \"{all}\", \"hmac\": \"sha1\", \"key\": \"{secret}\", "        \
  "\"headers\": {\"Sign\": \"{mac|base64}\"}}"

Test(scheme_file_query, repeated_values_are_one) {
  const reqsig_context *context = context_of(reqsig_text(REPEATED), "key", NULL);
  GET_MESSAGE_IS(context, "/?b=2&a=3&b=1&c=0&b=2", NOW, "<a=3>&<b=2,1,2>&<c=0>");
  GET_MESSAGE_IS(context, "/?a=2&a=1", NOW, "<a=2,1>");
  GET_MESSAGE_IS(context, "/?a&aa=1&a=", NOW, "<a=,>&<aa=1>");
  GET_MESSAGE_IS(context, "/", NOW, "");
  REFUSES(REPEATED, {"\"repeated\": \",\"", "\"repeated\": \"\"", "lists.all.repeated", "a text"},
          {"\"repeated\": \",\"", "\"repeated\": true", "lists.all.repeated", "a string"});
}

Test(scheme_file_query, traces_the_target) {
  uint8_t room[4096];
  const reqsig_request request = request_of("GET", "/?b=2", "");
  reqsig_buffer scratch = {room, sizeof room, 0}, small = {room, 150, 0};
  const reqsig_context *context = context_of(reqsig_text(SORTED), "key", "a b");
  size_t num = 0;
  cr_assert_eq(reqsig_trace(context, &request, NOW, &scratch, count_targets, &num), REQSIG_OK);
  cr_assert_eq(num, 2, "a header and its value, once");
  cr_assert_eq(reqsig_trace(context, &request, NOW, &small, count_targets, &num),
               REQSIG_ERR_BUFFER_TOO_SMALL);
}
