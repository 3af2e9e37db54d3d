/* Keys that are joined or come one from the other, credentials that are sent as HMACs, and lists of headers.
 * MACs are made by OpenSSL's one-shot function. */
#include "engine_case.h"
#include "recipe_compare.h"
#include "scheme_file_case.h"

/* Reads it, writes it and reads that again; a context of that, with these credentials in their order. */
static const reqsig_context *context_of(reqsig_slice text, const char *first, const char *second,
                                        const char *third) {
  static uint8_t room[8192], memory[REQSIG_SCHEME_ROOM(8192)];
  static reqsig_context context;
  const char *values[] = {first, second, third};
  reqsig_buffer again = {room, sizeof room, 0}, buffer = {memory, sizeof memory, 0};
  const reqsig_scheme *scheme = accepts(text), *read;
  reqsig_scheme_fault fault;
  cr_assert_eq(reqsig_scheme_write(scheme, &again), REQSIG_OK);
  cr_assert_eq(reqsig_scheme_read(rs_slice(room, again.len), &buffer, &read, &fault), REQSIG_OK, "%s: %s",
               fault.member, fault.expected);
  cr_assert(same_scheme(scheme, read), "%.*s", (int)again.len, (const char *)room);
  reqsig_credential credentials[3];
  size_t num = 0;
  for (; num < 3 && values[num]; num++)
    credentials[num] = (reqsig_credential){reqsig_scheme_credential(read, num), reqsig_text(values[num])};
  cr_assert_eq(reqsig_context_init(&context, read, credentials, num), REQSIG_OK);
  return &context;
}

#define JOINED                                                                                               \
  "{\"reqsig_scheme\": 1, \"name\": \"joined\", \"title\": \"J\", \"credentials\": {\"secret\": "            \
  "\"secret\"}, "                                                                                            \
  "\"message\": \"{body}\", \"hmac\": \"sha256\", \"key\": \"AWS4{secret}&\", "                              \
  "\"headers\": {\"Sign\": \"{mac|hex}\"}}"

static void signs_with(reqsig_slice text, const char *secret, const char *key) {
  signed_case out;
  char mac[CASE_MAX_MAC_TEXT];
  const reqsig_request request = request_of("POST", "/", "message");
  sign_case(&out, context_of(text, secret, NULL, NULL), &request, CASE_NOW);
  plain_mac_hex(EVP_sha256(), key, RS_LITERAL("message"), mac);
  cr_assert(text_is(signed_value(&out, "Sign"), mac), "%s", key);
}

Test(scheme_file_keys, texts_stand_around_the_secret) {
  signs_with(reqsig_text(JOINED), "key", "AWS4key&");
  signs_with(edited(JOINED, "AWS4{secret}&", "{secret}&"), "key", "key&");
  signs_with(edited(JOINED, "AWS4{secret}&", "a {secret}"), "key", "a key");
  signs_with(edited(JOINED, "AWS4{secret}&", "-{secret|cut:w_|from-base64}-"), "w_a2V5", "-key-");
  signs_with(edited(JOINED, "AWS4{secret}&", "-{secret|cut:w|from-base64}-"), "wa2V5", "-key-");
  signs_with(edited(JOINED, "AWS4{secret}&", "-{secret|from-hex}"), "6b6579", "-key");
  signs_with(edited(JOINED, "AWS4{secret}&", "{secret|from-base64url}"), "Pj8-Pz8_", ">?>???");
}

Test(scheme_file_keys, what_is_joined_is_of_its_form) {
  reqsig_context context;
  const reqsig_scheme *scheme = accepts(edited(JOINED, "AWS4{secret}&", "-{secret|cut:w_|from-base64}-"));
  static const char *const wrong[] = {"w_", "w_a2V5=", "w_%"};
  for (size_t i = 0; i < 3; i++) {
    const reqsig_credential credential = {"secret", reqsig_text(wrong[i])};
    cr_assert_eq(reqsig_context_init(&context, scheme, &credential, 1), REQSIG_ERR_CREDENTIAL_INVALID, "%s",
                 wrong[i]);
  }
  static char large[5000];
  memset(large, 'a', sizeof large - 1);
  const reqsig_credential credential = {"secret", reqsig_text(large)};
  cr_assert_eq(reqsig_context_init(&context, accepts(reqsig_text(JOINED)), &credential, 1),
               REQSIG_ERR_CREDENTIAL_INVALID, "it does not fit, and is never cut");
}

/* The key, the URL and the signature that Google's page prints. */
Test(scheme_file_keys, base64_may_be_that_for_urls) {
  static const char maps[] = "{\"reqsig_scheme\": 1, \"name\": \"maps\", \"title\": \"M\", \"credentials\": "
                             "{\"secret\": \"secret\"}, \"message\": \"{path}{?query|without:signature}\", "
                             "\"hmac\": \"sha1\", \"key\": \"{secret|from-base64url}\", "
                             "\"query\": {\"signature\": \"{mac|base64url}\"}}";
  const reqsig_request request =
      request_of("GET", "/maps/api/geocode/json?address=New+York&client=clientID", "");
  signed_case out;
  sign_case(&out, context_of(reqsig_text(maps), "vNIXE0xscrmjlyV-12Nj_BvUPaw=", NULL, NULL), &request,
            CASE_NOW);
  cr_assert(text_is(signed_value(&out, REQSIG_PATH_HEADER),
                    "/maps/api/geocode/json?address=New+York&client=clientID"
                    "&signature=chaRF2hTJKOScPr-RQCEhZbSzIE%3D"));
  const reqsig_credential standard = {"secret", RS_TEXT("vNIXE0xscrmjlyV+12Nj/BvUPaw=")};
  reqsig_context context;
  cr_assert_eq(reqsig_context_init(&context, accepts(reqsig_text(maps)), &standard, 1),
               REQSIG_ERR_CREDENTIAL_INVALID);
}

Test(scheme_file_keys, credentials_that_a_verifier_could_not_part_are_refused) {
  static const char parted[] =
      "{\"reqsig_scheme\": 1, \"name\": \"parted\", \"title\": \"P\", \"credentials\": "
      "{\"secret\": \"secret\", \"id\": \"public\", \"realm\": \"public\"}, "
      "\"message\": \"{body}\", \"hmac\": \"sha256\", \"key\": \"{secret}\", "
      "\"headers\": {\"Sign\": \"{id}--{realm}--{mac|hex}\"}}";
  const reqsig_scheme *scheme = accepts(reqsig_text(parted));
  reqsig_context context;
  reqsig_credential credentials[] = {
      {"secret", RS_TEXT("s")}, {"id", RS_TEXT("a--b")}, {"realm", RS_TEXT("c-d")}};
  cr_assert_eq(reqsig_context_init(&context, scheme, credentials, 3), REQSIG_OK);
  credentials[2].value = RS_LITERAL("c--d");
  cr_assert_eq(reqsig_context_init(&context, scheme, credentials, 3), REQSIG_ERR_CREDENTIAL_INVALID);
}

Test(scheme_file_keys, refuses_other_keys) {
  REFUSES(JOINED, {"AWS4{secret}&", "AWS4", "key", "one credential"},
          {"AWS4{secret}&", "{secret}{secret}", "key", "another secret credential"},
          {"AWS4{secret}&", "}{secret}", "key", "one credential"},
          {"AWS4{secret}&", "a{secret}}", "key", "one credential"},
          {"AWS4{secret}&", "a{", "key", "one credential"}, {"AWS4{secret}&", "a{}", "key", "one credential"},
          {"AWS4{secret}&", "a{other}", "key", "the name of a secret"});
}

Test(scheme_file_keys, a_profile_changes_the_form_alone) {
#define SIGN "{\"Sign\": \"{mac|hex}\"}"
#define PROFILE(key)                                                                                         \
  SIGN ", \"profiles\": {\"p\": {\"meaning\": \"m\", \"source\": \"s\", \"change\": {\"key\": \"" key "\"}}" \
       "}"
  const reqsig_scheme *scheme = accepts(edited(JOINED, SIGN, PROFILE("AWS4{secret|from-hex}&")));
  cr_assert_eq(scheme->profiles[0].variations[0].key_form, RS_KEY_HEX_DECODED);
  REFUSES(JOINED, {SIGN, PROFILE("AWS3{secret|from-hex}&"), "profiles.p.change.key", "own key in another"},
          {SIGN, PROFILE("{secret|from-hex}&"), "profiles.p.change.key", "own key in another"},
          {SIGN, PROFILE("AWS4{secret|from-hex}"), "profiles.p.change.key", "own key in another"},
          {SIGN, PROFILE("AWS4{secret}&"), "profiles.p.change.key", "own key in another"});
}

#define KUCOIN                                                                                               \
  "{\"reqsig_scheme\": 1, \"name\": \"kucoin\", \"title\": \"K\", \"credentials\": {\"secret\": "            \
  "\"secret\", \"passphrase\": \"secret\"}, \"message\": \"{path}\", \"hmac\": \"sha256\", \"key\": "        \
  "\"{secret}\", \"headers\": {\"Sign\": \"{mac|base64}\", \"Pass\": \"p {passphrase|hmac|base64}\"}}"

static reqsig_reason verdict_of(const reqsig_context *context, const char *sign, const char *pass) {
  const reqsig_header headers[] = {{RS_TEXT("Sign"), reqsig_text(sign)},
                                   {RS_TEXT("Pass"), reqsig_text(pass)}};
  const reqsig_request request = {RS_TEXT("GET"), RS_TEXT("/a"), headers, 2, rs_slice(NULL, 0)};
  reqsig_verdict verdict;
  cr_assert_eq(reqsig_verify(context, &request, CASE_NOW, NULL, &verdict), REQSIG_OK);
  return verdict.reason;
}

Test(scheme_file_keys, a_credential_is_sent_as_its_hmac) {
  const reqsig_context *context = context_of(reqsig_text(KUCOIN), "key", "pass\nphrase", NULL);
  char mac[CASE_MAX_MAC_TEXT], pass[CASE_MAX_MAC_TEXT], value[CASE_MAX_MAC_TEXT + 8];
  signed_case out;
  const reqsig_request request = request_of("GET", "/a", "");
  plain_mac_base64(EVP_sha256(), "key", RS_LITERAL("/a"), mac);
  plain_mac_base64(EVP_sha256(), "key", RS_LITERAL("pass\nphrase"), pass);
  snprintf(value, sizeof value, "p %s", pass);
  sign_case(&out, context, &request, CASE_NOW);
  cr_assert(text_is(signed_value(&out, "Pass"), value));
  cr_assert_eq(verdict_of(context, mac, value), REQSIG_REASON_NONE);
  value[2] = value[2] == 'A' ? 'B' : 'A';
  cr_assert_eq(verdict_of(context, mac, value), REQSIG_REASON_UNKNOWN_KEY);
  cr_assert_eq(verdict_of(context, mac, "p pass\nphrase"), REQSIG_REASON_UNKNOWN_KEY);
  cr_assert_eq(verdict_of(context, mac, pass), REQSIG_REASON_MALFORMED);
}

Test(scheme_file_keys, an_hmac_may_be_in_hex) {
  signed_case out;
  char pass[CASE_MAX_MAC_TEXT];
  const reqsig_request request = request_of("GET", "/a", "");
  sign_case(
      &out,
      context_of(edited(KUCOIN, "p {passphrase|hmac|base64}", "{passphrase|hmac|hex}"), "key", "p", NULL),
      &request, CASE_NOW);
  plain_mac_hex(EVP_sha256(), "key", RS_LITERAL("p"), pass);
  cr_assert(text_is(signed_value(&out, "Pass"), pass));
}

Test(scheme_file_keys, refuses_other_hmacs) {
  REFUSES(
      KUCOIN, {"{passphrase|hmac|base64}", "{passphrase|hmac}", "headers.Pass", "a form behind", "hmac|hex"},
      {"{passphrase|hmac|base64}", "{passphrase|upper|hmac|base64}", "headers.Pass", "hmac right behind"},
      {"{passphrase|hmac|base64}", "{passphrase|unless-empty|hmac|hex}", "headers.Pass", "hmac right behind"},
      {"{passphrase|hmac|base64}", "{passphrase|cut:/|hmac|hex}", "headers.Pass", "hmac right behind"},
      {"{passphrase|hmac|base64}", "{body|hmac|base64}", "headers.Pass", "hmac right behind"},
      {"{passphrase|hmac|base64}", "{passphrase|hmac|hex|upper}", "headers.Pass", "nothing behind"},
      {"{passphrase|hmac|base64}", "{passphrase|upper}", "headers.Pass", "as it is"},
      {"\"{path}\"", "\"{passphrase|hmac|hex}\"", "message", "no hmac in the message"},
      {"\"hmac\": \"sha256\"", "\"query\": {\"p\": \"{passphrase|hmac|hex}\"}, \"hmac\": \"sha256\"",
       "query.p", "as the whole value"});
}

#define STEPS "[\"{secret}\", \"{region}\"]"
#define STEPPED                                                                                              \
  "{\"reqsig_scheme\": 1, \"name\": \"stepped\", \"title\": \"S\", \"credentials\": {\"secret\": "           \
  "\"secret\", \"region\": \"public\"}, \"message\": \"{path}\", \"hmac\": \"sha256\", \"key\": " STEPS      \
  ", \"headers\": {\"Sign\": \"{mac|hex}\"}}"

Test(scheme_file_keys, a_step_signs_with_the_key_before_it) {
  uint8_t key[EVP_MAX_MD_SIZE], mac[EVP_MAX_MD_SIZE];
  char expected[2 * 32 + 1];
  signed_case out;
  const reqsig_request request = request_of("GET", "/a", "");
  size_t len = plain_mac(EVP_sha256(), reqsig_text("key"), reqsig_text("eu"), key);
  cr_assert_eq(plain_mac(EVP_sha256(), rs_slice(key, len), reqsig_text("/a"), mac), 32);
  for (size_t i = 0; i < 32; i++) snprintf(expected + 2 * i, 3, "%02x", mac[i]);
  sign_case(&out, context_of(reqsig_text(STEPPED), "key", "eu", NULL), &request, CASE_NOW);
  cr_assert(text_is(signed_value(&out, "Sign"), expected));
}

Test(scheme_file_keys, refuses_other_steps) {
#define BEHIND(step) "[\"{secret}\", \"{region}\", \"" step "\"]"
  REFUSES(STEPPED, {STEPS, "[\"{secret}\", \"x\"]", "credentials.region", "a use of the credential region"},
          {STEPS, "[\"{secret\", \"x\"]", "key", "one credential"},
          {STEPS, BEHIND("{region"), "key", "\"}\" behind"},
          {STEPS, BEHIND("{region|unless-empty}"), "key", "alone"},
          {STEPS, BEHIND("{region|cut:/}"), "key", "alone"},
          {STEPS, BEHIND("{timestamp}"), "", "the member \"timestamp\""},
          {STEPS, BEHIND("{timestamp|as:YYYYMMDD}"), "", "the member \"timestamp\""},
          {"\"Sign\"", "\"Pass\": \"{region|hmac|hex}\", \"Sign\"", "", "where the key has steps"},
          {"\"message\": \"{path}\", \"hmac\": \"sha256\", \"key\": " STEPS,
           "\"parts\": {\"p\": \"{region}\"}, \"message\": \"{path}\", \"hmac\": \"sha256\", \"key\": "
           "[\"{secret}\", \"{p|sha1|hex}\"]",
           "key", "alone"},
          {SIGN, PROFILE("{secret|from-hex}"), "profiles.p.change.key", "own key in another"});
}

#define HEADERS                                                                                              \
  "{\"reqsig_scheme\": 1, \"name\": \"headers\", \"title\": \"H\", \"credentials\": {\"secret\": "           \
  "\"secret\"}, \"lists\": {\"own\": {\"each\": \"header\", \"only\": [\"x-a-*\"], \"write\": "              \
  "\"{name}:{value}\\n\", \"repeated\": \",\"}}, \"message\": \"{own}{path}\", \"hmac\": \"sha1\", "         \
  "\"key\": \"{secret}\", \"headers\": {\"Sign\": \"{mac|base64}\"}}"

Test(scheme_file_keys, headers_of_a_beginning_are_listed) {
  const reqsig_header headers[] = {{RS_TEXT("X-A-c"), RS_TEXT("3")},  {RS_TEXT("x-a-B"), RS_TEXT("2 B")},
                                   {RS_TEXT("x-a"), RS_TEXT("no")},   {RS_TEXT("X-A-C"), RS_TEXT("1")},
                                   {RS_TEXT("x-b-a"), RS_TEXT("no")}, {RS_TEXT("x-a-"), RS_TEXT("%41+")}};
  const reqsig_request request = {RS_TEXT("GET"), RS_TEXT("/p"), headers, 6, rs_slice(NULL, 0)};
  case_message message;
  message_case(&message, context_of(reqsig_text(HEADERS), "key", NULL, NULL), &request, CASE_NOW);
  cr_assert(text_is(message.bytes, "x-a-:%41+\nx-a-b:2 B\nx-a-c:3,1\n/p"), "%.*s", (int)message.bytes.len,
            (const char *)message.bytes.data);
}

Test(scheme_file_keys, refuses_other_lists_of_headers) {
  REFUSES(HEADERS, {"\"only\": [\"x-a-*\"], ", "", "lists.own", "which ones only"},
          {"[\"x-a-*\"]", "[\"X-a-*\"]", "lists.own.only", "in lower case"},
          {"[\"x-a-*\"]", "[\"*\"]", "lists.own.only", "in lower case"},
          {"[\"x-a-*\"]", "\"x-a-*\"", "lists.own.only", "an array of names"},
          {"[\"x-a-*\"]", "[]", "lists.own.only", "a name of a header"},
          {"[\"x-a-*\"]", "[\"x-a-*+\"]", "lists.own.only", "in lower case"},
          {"\"header\"", "\"query\"", "lists.own.only", "an array of names"},
          {"\"repeated\"", "\"without\": [\"x-a-b\"], \"repeated\"", "lists.own", "which ones only"},
          {"{name}", "{name|percent-encode}", "lists.own", "nothing encoded"},
          {"{value}", "{value|percent-encode}", "lists.own", "nothing encoded"},
          {"\"Sign\"", "\"X-A-Sign\"", "lists.own", "unless it is of one piece"});
}

#define WALKED                                                                                               \
  "{\"reqsig_scheme\": 1, \"name\": \"steps\", \"title\": \"S\", \"credentials\": {\"k\": \"secret\", "      \
  "\"id\": \"public\"}, \"timestamp\": {\"format\": \"unix-seconds\"}, \"parts\": {\"part\": \"{id}\"}, "    \
  "\"message\": \"{path}{id}\", \"hmac\": \"sha1\", \"key\": [\"{k}\", \"{timestamp}\", \"{id}\", "          \
  "\"t\"], "                                                                                                 \
  "\"headers\": {\"T\": \"{timestamp}\", \"S\": \"{mac|hex}\"}}"

Test(scheme_file_keys, a_step_is_one_thing_as_it_is) {
  REFUSES(WALKED, {"\"{id}\", \"t\"]", "\"{id|unless-empty}\", \"t\"]", "key", "a text, a credential or"},
          {"\"{id}\", \"t\"]", "\"{id|upper}\", \"t\"]", "key", "a text, a credential or"},
          {"\"{id}\", \"t\"]", "\"{id}t\"]", "key", "a text, a credential or"},
          {"\"{id}\", \"t\"]", "\"{part|base64}\", \"t\"]", "key", "a text, a credential or"},
          {"\"{id}\", \"t\"]", "\"{part|if-body}\", \"t\"]", "key", "a text, a credential or"},
          {"\"{id}\", \"t\"]", "\"{body}\", \"t\"]", "key", "a text, a credential or"});
}
