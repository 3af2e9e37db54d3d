/* Parts with names, of which the digest is signed; keys of several steps; lists of headers that the request
 * itself names. The values are those that Kraken's and AWS's pages print, and those of the signing
 * test suite in AWS's C library. */
#include "engine_case.h"
#include "scheme_file_case.h"

#define NOW INT64_C(1440938160000) /* 2015-08-30T12:36:00Z */

#define KRAKEN                                                                                               \
  "{\"reqsig_scheme\": 1, \"name\": \"kraken\", \"title\": \"K\", \"credentials\": {\"key\": \"secret\"}, "  \
  "\"parts\": {\"encoded\": \"{form:nonce}{body}\"}, \"message\": \"{path}{encoded|sha256}\", \"hmac\": "    \
  "\"sha512\", \"key\": \"{key|from-base64}\", \"headers\": {\"API-Sign\": \"{mac|base64}\"}}"

#define AWS                                                                                                  \
  "{\"reqsig_scheme\": 1, \"name\": \"aws\", \"title\": \"A\", \"credentials\": {\"secret_key\": "           \
  "\"secret\", \"access_key\": \"public\", \"region\": \"public\", \"service\": \"public\"}, "               \
  "\"timestamp\": {\"format\": \"YYYYMMDDThhmmssZ\", \"past_ms\": 1}, \"lists\": {\"parameters\": "          \
  "{\"each\": \"query\", \"write\": \"{name|percent-encode}={value|percent-encode}\", \"join\": \"&\"}, "    \
  "\"names\": {\"each\": \"header\", \"only\": [\"host\", \"content-type?\", \"x-amz-*\"], \"write\": "      \
  "\"{name}\", \"join\": \";\"}, \"values\": {\"each\": \"names\", \"write\": \"{name}:{value|squeeze}\\n\"" \
  ", \"repeated\": \",\"}}, \"parts\": {\"scope\": \"{timestamp|as:YYYYMMDD}/{region}/{service}/"            \
  "aws4_request\", \"request\": \"{method}\\n{path|percent-encode:/}\\n{parameters}\\n{values}\\n{names}"    \
  "\\n{body|sha256|hex}\"}, \"message\": \"AWS4-HMAC-SHA256\\n{timestamp}\\n{scope}\\n{request|sha256|"      \
  "hex}\", \"hmac\": \"sha256\", \"key\": [\"AWS4{secret_key}\", \"{timestamp|as:YYYYMMDD}\", \"{region}\"," \
  " \"{service}\", \"aws4_request\"], \"headers\": {\"X-Amz-Date\": \"{timestamp}\", \"Authorization\": "    \
  "\"AWS4-HMAC-SHA256 Credential={access_key}/{scope}, SignedHeaders={names}, Signature={mac|hex}\"}}"

static const reqsig_context *aws(void) {
  return context_with(AWS, "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "AKIDEXAMPLE", "us-east-1", "service");
}

static const reqsig_context *kraken(void) {
  return context_with(
      KRAKEN,
      "kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==", NULL, NULL,
      NULL);
}

static reqsig_request form(const char *body, const reqsig_header *type) {
  return (reqsig_request){RS_TEXT("POST"), RS_TEXT("/0/private/AddOrder"), type, 1, reqsig_text(body)};
}

static const reqsig_header form_type = {RS_TEXT("Content-Type"),
                                        RS_TEXT("application/x-www-form-urlencoded")};

Test(scheme_file_parts, the_bytes_of_a_digest_are_signed) {
  const reqsig_request request =
      form("nonce=1616492376594&ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25", &form_type);
  signed_case out;
  sign_case(&out, kraken(), &request, NOW);
  cr_assert(text_is(signed_value(&out, "API-Sign"),
                    "4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aS"
                    "S8MPtnRfp32bAb0nmbRn6H8ndwLUQ=="));
}

static reqsig_reason kraken_reason(const char *body, const char *type) {
  const reqsig_header headers[] = {
      {RS_TEXT("Content-Type"), reqsig_text(type)},
      {RS_TEXT("API-Sign"),
       RS_TEXT("4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nmb"
               "Rn6H8ndwLUQ==")}};
  reqsig_request request = form(body, headers);
  request.num_headers = 2;
  reqsig_verdict verdict;
  cr_assert_eq(reqsig_verify(kraken(), &request, NOW, NULL, &verdict), REQSIG_OK);
  return verdict.reason;
}

Test(scheme_file_parts, a_field_of_the_form_is_there_once) {
  static const char type[] = "application/x-www-form-urlencoded";
  cr_assert_eq(
      kraken_reason("nonce=1616492376594&ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25", type),
      REQSIG_REASON_NONE);
  cr_assert_eq(kraken_reason("nonce=1", type), REQSIG_REASON_SIGNATURE_MISMATCH);
  cr_assert_eq(kraken_reason("a=1", type), REQSIG_REASON_MISSING);
  cr_assert_eq(kraken_reason("nonce=1", "text/plain"), REQSIG_REASON_MISSING);
  cr_assert_eq(kraken_reason("nonce=1&nonce=1", type), REQSIG_REASON_MALFORMED);
  signed_case out;
  const reqsig_request request = form("a=1", &form_type);
  out.num_headers = 0;
  reqsig_buffer text = {NULL, 0, 0};
  cr_assert_eq(reqsig_sign(kraken(), &request, NOW, &text, NULL, &out.num_headers),
               REQSIG_ERR_HEADER_MISSING);
}

static const reqsig_header host = {RS_TEXT("Host"), RS_TEXT("example.amazonaws.com")};

Test(scheme_file_parts, keys_come_one_from_the_other) {
  const reqsig_request request = {RS_TEXT("GET"), RS_TEXT("/?Param2=value2&Param1=value1"), &host, 1,
                                  rs_slice(NULL, 0)};
  signed_case out;
  sign_case(&out, aws(), &request, NOW);
  cr_assert(text_is(signed_value(&out, "X-Amz-Date"), "20150830T123600Z"));
  cr_assert(text_is(signed_value(&out, "Authorization"),
                    "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
                    "SignedHeaders=host;x-amz-date, Signature="
                    "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"));
}

/* A request with a Host, up to three headers and these names and signature. */
static reqsig_verdict judged(const char *const *others, size_t num, const char *day, const char *names,
                             const char *signature) {
  char authorization[512];
  reqsig_header headers[8] = {host, {RS_TEXT("X-Amz-Date"), RS_TEXT("20150830T123600Z")}};
  snprintf(authorization, sizeof authorization,
           "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/%s/us-east-1/service/aws4_request, SignedHeaders=%s, "
           "Signature=%s",
           day, names, signature);
  headers[2] = (reqsig_header){RS_TEXT("Authorization"), reqsig_text(authorization)};
  for (size_t i = 0; i < num; i++)
    headers[3 + i] = (reqsig_header){reqsig_text(others[2 * i]), reqsig_text(others[2 * i + 1])};
  const reqsig_request request = {RS_TEXT("GET"), RS_TEXT("/"), headers, 3 + num, rs_slice(NULL, 0)};
  reqsig_verdict verdict;
  cr_assert_eq(reqsig_verify(aws(), &request, NOW, NULL, &verdict), REQSIG_OK);
  verdict.field = rs_slice(NULL, verdict.field.len); /* what it points to ends here */
  return verdict;
}

static const char vanilla[] = "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31";

static reqsig_reason reason_of(const char *const *others, size_t num, const char *names,
                               const char *signature) {
  return judged(others, num, "20150830", names, signature).reason;
}

Test(scheme_file_parts, the_request_names_the_headers_that_are_signed) {
  static const char *const order[] = {"My-Header1", "value4", "My-Header1", "value1",
                                      "my-header1", "value3", "My-Header1", "value2"};
  static const char *const spaces[] = {"My-Header1", "value1", "My-Header2", "\"a   b   c\""};
  cr_assert_eq(reason_of(NULL, 0, "host;x-amz-date", vanilla), REQSIG_REASON_NONE);
  cr_assert_eq(reason_of(order, 4, "host;my-header1;x-amz-date",
                         "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01"),
               REQSIG_REASON_NONE);
  cr_assert_eq(reason_of(spaces, 2, "host;my-header1;my-header2;x-amz-date",
                         "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"),
               REQSIG_REASON_NONE);
  cr_assert_eq(reason_of(spaces, 2, "host;x-amz-date", vanilla), REQSIG_REASON_NONE, "others are not signed");
}

Test(scheme_file_parts, a_header_that_must_be_signed_is_there) {
  size_t num = 0;
  reqsig_buffer text = {NULL, 0, 0};
  const reqsig_request request = {RS_TEXT("GET"), RS_TEXT("/"), NULL, 0, rs_slice(NULL, 0)};
  cr_assert_eq(reqsig_sign(aws(), &request, NOW, &text, NULL, &num), REQSIG_ERR_HEADER_MISSING);
}

Test(scheme_file_parts, names_are_those_of_headers_that_must_be_signed) {
  static const char *const own[] = {"X-Amz-Acl", "a", "Content-Type", "b"};
  static const char *const wrong[] = {"host",
                                      "x-amz-date",
                                      "x-amz-date;host",
                                      "Host;x-amz-date",
                                      "host;host;x-amz-date",
                                      "host;x-amz-date ",
                                      "host;X-Amz-Date"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    cr_assert_neq(reason_of(NULL, 0, wrong[i], vanilla), REQSIG_REASON_NONE, "%s", wrong[i]);
  cr_assert_eq(reason_of(NULL, 0, "host;other;x-amz-date", vanilla), REQSIG_REASON_MISSING);
  cr_assert_eq(reason_of(NULL, 0, "host;;x-amz-date", vanilla), REQSIG_REASON_MISSING);
  cr_assert_eq(reason_of(own, 1, "host;x-amz-date", vanilla), REQSIG_REASON_MALFORMED);
  cr_assert_eq(reason_of(own + 2, 1, "host;x-amz-date", vanilla), REQSIG_REASON_MALFORMED);
  cr_assert_eq(reason_of(own + 2, 1, "content-type;host;x-amz-date", vanilla),
               REQSIG_REASON_SIGNATURE_MISMATCH);
}

Test(scheme_file_parts, names_of_more_than_4096_bytes_are_refused) {
  static char names[4099 + sizeof "host;x-amz-date"];
  static const char *const other[] = {"z", "1"};
  memset(names, 'z', sizeof names - 1);
  memcpy(names, "host;x-amz-date;", sizeof "host;x-amz-date;" - 1);
  names[sizeof names - 1] = '\0';
  char authorization[5000];
  snprintf(
      authorization, sizeof authorization,
      "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=%s, "
      "Signature=%s",
      names, vanilla);
  const reqsig_header headers[] = {host,
                                   {RS_TEXT("X-Amz-Date"), RS_TEXT("20150830T123600Z")},
                                   {RS_TEXT("Authorization"), reqsig_text(authorization)},
                                   {RS_TEXT("z"), reqsig_text(other[1])}};
  const reqsig_request request = {RS_TEXT("GET"), RS_TEXT("/"), headers, 4, rs_slice(NULL, 0)};
  reqsig_verdict verdict;
  cr_assert_eq(reqsig_verify(aws(), &request, NOW, NULL, &verdict), REQSIG_OK);
  cr_assert_eq(verdict.reason, REQSIG_REASON_MALFORMED);
  cr_assert_str_eq(verdict.expected, "at most 4096 bytes of names");
}

Test(scheme_file_parts, the_day_is_that_of_the_time) {
  reqsig_verdict verdict = judged(NULL, 0, "20150831", "host;x-amz-date", vanilla);
  cr_assert_eq(verdict.reason, REQSIG_REASON_MALFORMED);
  cr_assert_str_eq(verdict.expected, "the day of the timestamp");
}

static void count_digested(void *user, const reqsig_step *step) {
  size_t *num = user;
  if (step->kind == REQSIG_STEP_DIGESTED) cr_assert_str_eq(step->what, "request");
  num[0] += step->kind == REQSIG_STEP_DIGESTED && step->bytes.len > 100;
  num[1] += step->kind == REQSIG_STEP_PART && strcmp(step->what, "request, its SHA-256 in hex") == 0;
}

Test(scheme_file_parts, what_is_digested_is_traced_before_the_message) {
  uint8_t room[4096];
  size_t num[2] = {0, 0};
  reqsig_buffer scratch = {room, sizeof room, 0};
  const reqsig_request request = {RS_TEXT("GET"), RS_TEXT("/"), &host, 1, rs_slice(NULL, 0)};
  cr_assert_eq(reqsig_trace(aws(), &request, NOW, &scratch, count_digested, num), REQSIG_OK);
  cr_assert_eq(num[0], 1);
  cr_assert_eq(num[1], 1);
}

#define PARTS                  "\"parts\": {\"encoded\": \"{form:nonce}{body}\"}, \"message\": \"{path}{encoded|sha256}\""
#define PARTED(parts, message) "\"parts\": {" parts "}, \"message\": \"" message "\""

Test(scheme_file_parts, refuses_other_parts) {
  REFUSES(KRAKEN,
          {PARTS, PARTED("\"encoded\": \"{body}\"", "{path}"), "parts.encoded", "a use of the part encoded"},
          {PARTS, PARTED("\"a\": \"{body}\", \"b\": \"{a}\"", "{b}"), "parts.b", "no part within a part"},
          {PARTS, PARTED("\"key\": \"{body}\"", "{key}"), "parts.key", "another name"},
          {PARTS, PARTED("\"body\": \"{body}\"", "{body}"), "parts.body", "a name"},
          {PARTS, PARTED("\"a\": 1", "{a}"), "parts.a", "a template"},
          {PARTS, PARTED("\"a\": \"{body}\"", "{a|sha1|hex}{a|sha1|hex}"), "message",
           "a part with forms or a condition once"},
          {PARTS, PARTED("\"a\": \"{body}\"", "{a|json-compact}"), "message", "a form that fits"},
          {PARTS, PARTED("\"a\": \"{body}\"", "{a|cut:/}"), "message", "a form that fits"},
          {PARTS, PARTED("\"a\": \"{body}\"", "{a|sha1|upper}"), "message", "nothing behind"},
          {PARTS, PARTED("\"a\": \"{body}\"", "{a|as:YYYYMMDD}"), "message", "right behind timestamp"},
          {PARTS, PARTED("\"a\": \"{body}\"", "{b}"), "message", "a source"},
          {"{form:nonce}", "{form:}", "parts.encoded", "a field's name"});
}

Test(scheme_file_parts, refuses_other_keys_and_days) {
#define STEPS "\"{region}\", \"{service}\", \"aws4_request\"]"
  REFUSES(AWS, {STEPS, "\"{region}{service}\"]", "key", "alone"}, {STEPS, "\"{body}\"]", "key", "alone"},
          {STEPS, "\"{region|upper}\"]", "key", "alone"},
          {STEPS, "\"1\", \"2\", \"3\", \"4\", \"5\", \"6\"]", "key", "at most 5 steps"},
          {"[\"AWS4{secret_key}\", \"{timestamp|as:YYYYMMDD}\", " STEPS, "[\"AWS4{secret_key}\"]", "key",
           "a step"},
          {"[\"AWS4{secret_key}\", \"{timestamp|as:YYYYMMDD}\", " STEPS, "[]", "key", "a key"},
          {"\"{timestamp|as:YYYYMMDD}/{region}", "\"{timestamp|upper|as:YYYYMMDD}/{region}", "parts.scope",
           "right behind timestamp"},
          {"\"{timestamp|as:YYYYMMDD}/{region}", "\"{timestamp|as:YYYYMMDD|upper}/{region}", "parts.scope",
           "nothing behind"});
}

Test(scheme_file_parts, refuses_other_lists_of_headers) {
#define ONLY "[\"host\", \"content-type?\", \"x-amz-*\"]"
  REFUSES(
      AWS, {ONLY, "[]", "lists.names.only", "a name"}, {ONLY, "[\"Host\"]", "lists.names.only", "lower case"},
      {ONLY, "[\"*\"]", "lists.names.only", "lower case"},
      {ONLY, "[\"a\", \"b\", \"c\", \"d\", \"e\", \"f\", \"g\", \"h\", \"i\"]", "lists.names.only", "1 to 8"},
      {ONLY, "[\"authorization\"]", "lists.names", "of one piece"},
      {"\"each\": \"names\"", "\"each\": \"parameters\"", "lists.values.each", "a list of headers"},
      {"{value|squeeze}", "{value|percent-encode}", "lists.values", "nothing encoded"},
      {"={value|percent-encode}", "={value|squeeze}", "lists.parameters", "of headers alone"},
      {"SignedHeaders={names}", "SignedHeaders={values}", "headers.Authorization", "what a header may carry"},
      {"\"Authorization\"", "\"Other\": \"{names}\", \"Authorization\"", "headers.Authorization",
       "what a header may carry"},
      {"Credential={access_key}/{scope}", "Credential={scope|sha1|hex}", "parts.scope",
       "no forms and no condition of a part"});
}

#define LENGTH                                                                                               \
  "{\"reqsig_scheme\": 1, \"name\": \"length\", \"title\": \"L\", \"credentials\": {\"k\": \"secret\"}, "    \
  "\"lists\": {\"all\": {\"each\": \"query\", \"write\": \"\\n{name|lower}:{value}\", \"repeated\": "        \
  "\",\"}}, "                                                                                                \
  "\"message\": \"{body-length}{all}\", \"hmac\": \"sha1\", \"key\": \"{k}\", \"headers\": {\"S\": "         \
  "\"{mac|hex}\"}}"

Test(scheme_file_parts, the_length_of_the_body_and_names_in_lower_case) {
  const reqsig_context *context = context_with(LENGTH, "k", NULL, NULL, NULL);
  case_message message;
  reqsig_request request = request_of("PUT", "/?Comp=a&b=%41&COMP=c", "0123456789");
  message_case(&message, context, &request, NOW);
  cr_assert(text_is(message.bytes, "10\nb:A\ncomp:a,c"));
  request.body.len = 1;
  message_case(&message, context, &request, NOW);
  cr_assert(text_is(message.bytes, "1\nb:A\ncomp:a,c"));
  request.body.len = 0;
  request.target = RS_LITERAL("/");
  message_case(&message, context, &request, NOW);
  cr_assert_eq(message.bytes.len, 0);
}
