/* Lists of parameters and of fields of a form: decoded, sorted and written anew. */
#include "engine_case.h"
#include "scheme_file_case.h"

#define NOW INT64_C(1499827319559)

static reqsig_reason reason_of(const reqsig_context *context, const char *target) {
  const reqsig_request request = request_of("GET", target, "");
  reqsig_verdict verdict;
  cr_assert_eq(reqsig_verify(context, &request, NOW, NULL, &verdict), REQSIG_OK);
  return verdict.reason;
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

Test(scheme_file_sorted, lists_are_decoded_sorted_and_written) {
  const reqsig_context *context = context_with(SORTED, "key", "a b", NULL, NULL);
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

Test(scheme_file_sorted, a_listed_time_has_its_texts_around_it) {
  const reqsig_context *context = context_with(AROUND, "key", NULL, NULL, NULL);
  GET_MESSAGE_IS(context, "/?a=1", NOW, "MD5=d41d8cd98f00b204e9800998ecf8427e;a=1;time=t 1499827319.");
  signed_case out;
  const reqsig_request request = request_of("GET", "/?a=1", "");
  sign_case(&out, context, &request, NOW);
  reqsig_slice path = signed_value(&out, ":path");
  char target[512];
  snprintf(target, sizeof target, "%.*s", (int)path.len, (const char *)path.data);
  cr_assert_eq(reason_of(context, target), REQSIG_REASON_NONE);
}

Test(scheme_file_sorted, credentials_digests_and_texts_are_compared) {
  const reqsig_context *context = context_with(SORTED, "key", "a b", NULL, NULL);
  signed_case out;
  const reqsig_request request = request_of("GET", "/?b=2", "");
  sign_case(&out, context, &request, NOW);
  reqsig_slice path = signed_value(&out, ":path");
  char target[512], edit[512];
  snprintf(target, sizeof target, "%.*s", (int)path.len, (const char *)path.data);
  cr_assert_eq(reason_of(context, target), REQSIG_REASON_NONE, "%s", target);
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
    cr_assert_eq(reason_of(context, edit), cases[i].reason, "%s", edit);
  }
}

Test(scheme_file_sorted, more_than_256_parameters_are_not_sorted) {
  const reqsig_context *context = context_with(SORTED, "key", "id", NULL, NULL);
  static char target[2048] =
      "/?Id=id&Version=2+a&Time=2017-07-12T02:41:59&MD5=d41d8cd98f00b204e9800998ecf8427e&"
      "Sign=AAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  for (size_t i = 0; i < 252; i++) strcat(target, "&a=1");
  cr_assert_eq(reason_of(context, target), REQSIG_REASON_SIGNATURE_MISMATCH);
  strcat(target, "&a=1");
  cr_assert_eq(reason_of(context, target), REQSIG_REASON_MALFORMED);
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
  message_case(&message, context_with(FORM, "key", NULL, NULL, NULL), &request, NOW);
  cr_assert(text_is(message.bytes, expected), "%s: %.*s", type, (int)message.bytes.len,
            (const char *)message.bytes.data);
}

Test(scheme_file_sorted, fields_of_a_form_are_listed) {
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

Test(scheme_file_sorted, the_content_type_of_a_form_stands_there_once) {
  const reqsig_header headers[] = {{RS_TEXT("content-type"), RS_TEXT("text/plain")},
                                   {RS_TEXT("content-type"), RS_TEXT("application/x-www-form-urlencoded")},
                                   {RS_TEXT("Sign"), RS_TEXT("AAAAAAAAAAAAAAAAAAAAAAAAAAA=")}};
  const reqsig_request request = {RS_TEXT("POST"), RS_TEXT("/"), headers, 3, RS_TEXT("a=1")};
  reqsig_verdict verdict;
  const reqsig_context *context = context_with(FORM, "key", NULL, NULL, NULL);
  cr_assert_eq(reqsig_verify(context, &request, NOW, NULL, &verdict), REQSIG_OK);
  cr_assert_eq(verdict.reason, REQSIG_REASON_MALFORMED);
}

Test(scheme_file_sorted, refuses_lists_that_say_nothing) {
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
      {"<{name|percent-encode}=", "<", "lists.all.write", "{name} and {value}"},
      {"={value|percent-encode}>", "={value}{", "lists.all.write", "{name} and {value}"},
      {"\"join\": \"&\"", "\"join\": \"\"", "lists.all.join", "leave join out"},
      {"{\"all\": {", "{\"body\": {", "lists.body", "no source's"},
      {"{\"all\": {", "{\"secret\": {", "lists.secret", "another name"},
      {"\\n{all}", "", "lists.all", "a use of the list all"},
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

#define REPEATED                                                                                             \
  "{\"reqsig_scheme\": 1, \"name\": \"repeated\", \"title\": \"R\", \"credentials\": {\"secret\": "          \
  "\"secret\"}, \"lists\": {\"all\": {\"each\": \"query\", \"write\": \"<{name}={value}>\", \"join\": "      \
  "\"&\", \"repeated\": \",\"}}, \"message\": \"{all}\", \"hmac\": \"sha1\", \"key\": \"{secret}\", "        \
  "\"headers\": {\"Sign\": \"{mac|base64}\"}}"

Test(scheme_file_sorted, repeated_values_are_one) {
  const reqsig_context *context = context_with(REPEATED, "key", NULL, NULL, NULL);
  GET_MESSAGE_IS(context, "/?b=2&a=3&b=1&c=0&b=2", NOW, "<a=3>&<b=2,1,2>&<c=0>");
  GET_MESSAGE_IS(context, "/?a=2&a=1", NOW, "<a=2,1>");
  GET_MESSAGE_IS(context, "/?a&aa=1&a=", NOW, "<a=,>&<aa=1>");
  GET_MESSAGE_IS(context, "/", NOW, "");
  REFUSES(REPEATED, {"\"repeated\": \",\"", "\"repeated\": \"\"", "lists.all.repeated", "a text"},
          {"\"repeated\": \",\"", "\"repeated\": true", "lists.all.repeated", "a string"});
}

Test(scheme_file_sorted, traces_the_target) {
  uint8_t room[4096];
  const reqsig_request request = request_of("GET", "/?b=2", "");
  reqsig_buffer scratch = {room, sizeof room, 0}, small = {room, 150, 0};
  const reqsig_context *context = context_with(SORTED, "key", "a b", NULL, NULL);
  size_t num = 0;
  cr_assert_eq(reqsig_trace(context, &request, NOW, &scratch, count_targets, &num), REQSIG_OK);
  cr_assert_eq(num, 2, "a header and its value, once");
  cr_assert_eq(reqsig_trace(context, &request, NOW, &small, count_targets, &num),
               REQSIG_ERR_BUFFER_TOO_SMALL);
}
