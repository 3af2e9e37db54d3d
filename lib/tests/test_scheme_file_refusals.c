/* What a scheme file can't say is refused: where, what was expected, and the nearest word. */
#include "scheme_file_case.h"

#define NO_TIME "\"message\": \"{body}\""
#define WITH_TIME(members)                                                                                   \
  "\"timestamp\": {" members "}, \"message\": \"{timestamp}{body}\", \"also_sent\": {\"a\": \"b\"}"
#define TIMED                                                                                                \
  "{\"reqsig_scheme\": 1, \"name\": \"timed\", \"title\": \"T\", \"credentials\": {\"id\": \"public\", "     \
  "\"secret\": \"secret\"}, \"timestamp\": {\"format\": \"unix-seconds\", \"past_ms\": 1}, \"message\": "    \
  "\"{timestamp}.{method}.{path|cut:/}.{body}\", \"hmac\": \"sha256\", \"key\": \"{secret}\", "              \
  "\"headers\": {\"Id\": \"{id}\", \"Sign\": \"t {mac|hex}\", \"Time\": \"{timestamp}\"}, "                  \
  "\"profiles\": {\"p\": {\"meaning\": \"m\", \"source\": \"s\", \"change\": {\"hmac\": \"sha1\"}}}}"
#define CHANGE "{\"hmac\": \"sha1\"}"

Test(scheme_file_refusals, text_that_is_no_json) {
  REFUSES(GITHUB, {"\"name\":", "\"name\"", "", "JSON"},
          {"{body}\",", "{body}\"", "", "no place for \" here"}, {"}\n}\n", "}\n", "", "ends too early"},
          {"}\n}\n", "}\n}\n}", "", "no place for } here"}, {"}\n}\n", "},\n}\n", "", "no place for } here"},
          {"GitHub", "Git\nHub", "", "JSON (RFC 8259)"}, {": \"sha256\"", ": \x7f", "", "JSON (RFC 8259)"});
  cr_assert_eq(read_scheme(rs_slice(NULL, 0))->status, REQSIG_ERR_MALFORMED);
  cr_assert_eq(read_scheme(RS_LITERAL("[]"))->status, REQSIG_ERR_MALFORMED);
  cr_assert_eq(read_scheme(RS_LITERAL(" \"text\" "))->status, REQSIG_ERR_MALFORMED);
}

Test(scheme_file_refusals, a_file_that_is_too_large) {
  static uint8_t large[65537];
  memset(large, ' ', sizeof large);
  const file_case *file = read_scheme(rs_slice(large, sizeof large));
  cr_assert_eq(file->status, REQSIG_ERR_MALFORMED);
  cr_assert_str_eq(file->fault.expected, "a scheme file of at most 65536 bytes");
  cr_assert_eq(file->fault.offset, 65536);
}

Test(scheme_file_refusals, tells_the_place) {
  const file_case *file = read_scheme(edited(GITHUB, "GitHub webhooks", "\xC3\xA9\\u0000"));
  cr_assert_eq(file->fault.line, 4);
  cr_assert_eq(file->fault.column, 12);
  file = read_scheme(edited(GITHUB, "sha256={mac|hex}", "sha256={mac|hec}"));
  cr_assert_eq(file->fault.line, 9);
  cr_assert_eq(file->fault.column, 47);
  file = read_scheme(edited(GITHUB, "sha256={mac|hex}", "\\u0073ha256={mac|hec}"));
  cr_assert_eq(file->fault.column, 52, "%zu: behind an escape", file->fault.column);
  file =
      read_scheme(edited(GITHUB, "\"title\": \"GitHub webhooks\"", "\"title\": \"\xC3\xA9\", \"titel\": 1"));
  cr_assert_eq(file->fault.column, 18, "%zu: characters are counted", file->fault.column);
}

Test(scheme_file_refusals, members) {
  REFUSES(GITHUB, {"\"name\"", "\"nam\"", "nam", "one of the members \"reqsig_scheme\", \"name\"", "name"},
          {"\"title\"", "\"frobnicate\": 1, \"title\"", "frobnicate", "\"profiles\""},
          {"\"title\"", "\"name\": \"again\", \"title\"", "name", "each member once"},
          {"  \"hmac\": \"sha256\",\n", "", "", "the member \"hmac\""},
          {"\"reqsig_scheme\": 1", "\"reqsig_scheme\": 2", "reqsig_scheme", "1, the version"},
          {"\"github\"", "7", "name", "a string"}, {"\"github\"", "\"\"", "name", "not empty"},
          {"\"github\"", "\"git--hub\"", "name", "single hyphens"},
          {"\"github\"", "\"github-\"", "name", "single hyphens"},
          {"\"github\"", "\"-github\"", "name", "single hyphens"},
          {"\"github\"", "\"GitHub\"", "name", "single hyphens"},
          {"\"github\"", "\"git.hub\"", "name", "single hyphens"},
          {"\"github\"", "\"abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghij\"", "name",
           "a name of 1 to 62"},
          {"\"GitHub webhooks\"", "\"\\u001b[2J\"", "title", "no control characters"},
          {"\"GitHub webhooks\"", "\"\x7f\"", "title", "no control characters"},
          {"\"GitHub webhooks\"", "\"\\ud800\"", "title", "without half a surrogate pair"},
          {"\"GitHub webhooks\"", "null", "title", "a string"},
          {"\"title\"", "\"document\": 1, \"title\"", "document", "a string"},
          {"\"title\"", "\"document_title\": [], \"title\"", "document_title", "a string"},
          {"\"sha256\"", "\"sha265\"", "hmac", "one of \"sha1\", \"sha256\"", "sha256"},
          {"\"sha256\"", "\"sha\"", "hmac", "one of", "sha1"}, {"\"sha256\"", "1", "hmac", "a string"},
          {"\"sha256\"", "\"sha256|hex\"", "hmac", "one of"});
}

Test(scheme_file_refusals, credentials) {
  REFUSES(
      GITHUB, {"{ \"secret\": \"secret\" }", "{}", "credentials", "leave the object out"},
      {"{ \"secret\": \"secret\" }", "[]", "credentials", "an object"},
      {"{ \"secret\": \"secret\" }", "{ \"secret\": \"private\" }", "credentials.secret", "\"public\""},
      {"{ \"secret\": \"secret\" }", "{ \"body\": \"secret\" }", "credentials.body", "no source's"},
      {"{ \"secret\": \"secret\" }", "{ \"a b\": \"secret\" }", "credentials.a b", "a name of"},
      {"{ \"secret\": \"secret\" }", "{ \"\": \"secret\" }", "credentials", "a name of 1 to"},
      {"{ \"secret\": \"secret\" }", "{ \"s\\u0000\": \"secret\" }", "credentials.s\\u0000", "without NUL"},
      {"{ \"secret\": \"secret\" }", "{ \"secret\": \"secret\", \"secret\": \"public\" }",
       "credentials.secret", "each member once"},
      {"{ \"secret\": \"secret\" }", "{ \"secret\": \"secret\", \"b\": \"public\", \"b\": \"public\" }",
       "credentials.b", "each member once"},
      {"{ \"secret\": \"secret\" }", "{ \"secret\": \"secret\", \"other\": \"public\" }", "credentials.other",
       "a use of the credential other"},
      {"{ \"secret\": \"secret\" }",
       "{ \"secret\": \"secret\", \"b\": \"public\", \"c\": \"public\", \"d\": \"public\", \"e\": "
       "\"public\", "
       "\"f\": \"public\", \"g\": \"public\", \"h\": \"public\", \"i\": \"public\" "
       "}",
       "credentials.i", "at most 8"});
}

#define BODIES                                                                                               \
  "{body}{body}{body}{body}{body}{body}{body}{body}{body}{body}{body}{body}{body}{body}{body}{body}"

Test(scheme_file_refusals, templates) {
  REFUSES(GITHUB, {"{body}", "", "message", "not empty"}, {"{body}", "{bdoy}", "message", "a source", "body"},
          {"{body}", "{}", "message", "a source"}, {"{body}", "{body", "message", "\"}\" behind \"{\""},
          {"{body}", "body}", "message", "\"{\" before \"}\""},
          {"{body}", "{{body}", "message", "\"{\" before \"}\""},
          {"{body}", "{sceret}", "message", "a source", "secret"},
          {"{body}", "{sec|upper}", "message", "a source", NULL},
          {"{body}", "{body|uper}", "message", "a form", "upper"}, {"{body}", "{body|}", "message", "a form"},
          {"{body}", "{body|upper|unless-empty}", "message", "one condition"},
          {"{body}", "{body|cut:/|unless-empty}", "message", "one condition"},
          {"{body}", "{body|unless-empty|unless-multipart}", "message", "one condition"},
          {"{body}", "{path|cut:/|cut:/}", "message", "cut:/ once"},
          {"{body}", "{path|upper|cut:/}", "message", "before the forms"},
          {"{body}", "{body|upper|upper|upper|upper}", "message", "at most 3 forms"},
          {"{body}", "{mac|hex}", "message", "no mac"},
          {"{body}", "{timestamp}{body}", "", "member \"timestamp\""},
          {"{body}", BODIES BODIES "{body}", "message", "at most 32 parts"},
          {"{body}", BODIES BODIES BODIES BODIES "{body}{body}", "message", "at most 65 pieces"},
          {"{body}", BODIES BODIES BODIES BODIES "{body}.", "message", "at most 65 pieces"});
}

Test(scheme_file_refusals, keys) {
  REFUSES(GITHUB, {"\"{secret}\"", "1", "key", "a string"},
          {"\"{secret}\"", "\"secret\"", "key", "\"{NAME}\""}, {"\"{secret}\"", "\"\"", "key", "\"{NAME}\""},
          {"\"{secret}\"", "\"{secret\"", "key", "\"{NAME}\""},
          {"\"{secret}\"", "\"secret}\"", "key", "\"{NAME}\""},
          {"\"{secret}\"", "\"{secret}{secret}\"", "key", "\"{NAME}\""},
          {"\"{secret}\"", "\"{secre}\"", "key", "a secret credential"},
          {"\"{secret}\"", "\"{secret|from-base46}\"", "key", "from-base64", "from-base64"},
          {"\"{secret}\"", "\"{secret|from-base64|upper}\"", "key", "from-base64", NULL});
  REFUSES(TIMED, {"\"{secret}\"", "\"{id}\"", "key", "a secret credential"});
  REFUSES(
      "{\"reqsig_scheme\": 1, \"name\": \"n\", \"title\": \"T\", \"credentials\": {\"a\": \"secret\", \"b\": "
      "\"secret\", \"c\": \"secret\", \"d\": \"secret\"}, \"message\": \"{body}\", \"hmac\": \"sha1\", "
      "\"key\": "
      "\"{a}\"}",
      {"\"{a}\"", "\"{e}\"", "key", "a secret credential"});
}

#define SIX_MORE "b{secret}c{secret}d{secret}"

Test(scheme_file_refusals, headers) {
#define HEADER "\"sha256={mac|hex}\""
  REFUSES(
      GITHUB, {HEADER, "\"{mac}\"", "headers.X-Hub-Signature-256", "the MAC's encoding"},
      {HEADER, "\"{mac|hxe}\"", "headers.X-Hub-Signature-256", "the MAC's encoding", "hex"},
      {HEADER, "\"{mac|hex|upper}\"", "headers.X-Hub-Signature-256", "nothing else", NULL},
      {HEADER, "\"{secret}\"", "", "a header or a parameter of the query with the MAC"},
      {HEADER, "\"fixed\"", "headers.X-Hub-Signature-256", "belongs into also_sent"},
      {HEADER, "\"{mac|hex},{mac|hex}\"", "headers.X-Hub-Signature-256", "in one header or parameter, once"},
      {HEADER, "\"{secret}{mac|hex}\"", "headers.X-Hub-Signature-256", "a literal between"},
      {HEADER, "\"{secret|upper} {mac|hex}\"", "headers.X-Hub-Signature-256", "no form here"},
      {HEADER, "\"{secret|cut:/} {mac|hex}\"", "headers.X-Hub-Signature-256", "no form here"},
      {HEADER, "\"{secret|unless-empty} {mac|hex}\"", "headers.X-Hub-Signature-256", "no form here"},
      {HEADER, "\"{body} {mac|hex}\"", "headers.X-Hub-Signature-256", "what a header may carry"},
      {HEADER, "\"{body|md5|base64|upper} {mac|hex}\"", "headers.X-Hub-Signature-256", "what a header"},
      {HEADER, "\"{path} {mac|hex}\"", "headers.X-Hub-Signature-256", "what a header may carry"},
      {HEADER, "\"a{mac|hex}" SIX_MORE SIX_MORE "\"", "headers.X-Hub-Signature-256", "at most 12 pieces"},
      {HEADER, "\" a{mac|hex}\"", "headers.X-Hub-Signature-256", "text that can stand"},
      {HEADER, "\"\\ta{mac|hex}\"", "headers.X-Hub-Signature-256", "text that can stand"},
      {HEADER, "\"{mac|hex}a \"", "headers.X-Hub-Signature-256", "text that can stand"},
      {HEADER, "\"{mac|hex}a\\t\"", "headers.X-Hub-Signature-256", "text that can stand"},
      {HEADER, "\"a\\r\\nb{mac|hex}\"", "headers.X-Hub-Signature-256", "text that can stand"},
      {HEADER, "\"a\x7f{mac|hex}\"", "headers.X-Hub-Signature-256", "text that can stand"},
      {HEADER, "1", "headers.X-Hub-Signature-256", "a string"},
      {"\"X-Hub-Signature-256\"", "\"X Hub\"", "headers.X Hub", "a header's name"},
      {HEADER, "\"{mac|hex}\", \"x-hub-signature-256\": \"{secret}\"", "headers.x-hub-signature-256",
       "letter case aside"},
      {HEADER " }", "\"{mac|hex}\" }, \"also_sent\": {\"a\": \"{secret}\"}", "also_sent.a", "fixed text"},
      {HEADER " }", "\"{mac|hex}\" }, \"also_sent\": {\"a\": \"b{secret}\"}", "also_sent.a", "fixed text"},
      {HEADER " }",
       "\"{mac|hex}\" }, \"also_sent\": {\"1\": \"b\", \"2\": \"b\", \"3\": \"b\", \"4\": \"b\", \"5\": "
       "\"b\", "
       "\"6\": \"b\", \"7\": \"b\", \"8\": \"b\"}",
       "also_sent.8", "at most 8 headers"});
}

Test(scheme_file_refusals, methods) {
#define SIGNS(methods) "\"signs\": " methods ", \"message\""
  REFUSES(
      GITHUB, {"\"message\"", SIGNS("\"POST\""), "signs", "an array"},
      {"\"message\"", SIGNS("[]"), "signs", "a method"}, {"\"message\"", SIGNS("[1]"), "signs", "a string"},
      {"\"message\"", SIGNS("[\"post\"]"), "signs", "in upper case"},
      {"\"message\"", SIGNS("[\"\"]"), "signs", "in upper case"},
      {"\"message\"", SIGNS("[\"A[\"]"), "signs", "in upper case"},
      {"\"message\"", SIGNS("[\"A@\"]"), "signs", "in upper case"},
      {"\"message\"", SIGNS("[\"any\"]"), "signs", "in upper case"},
      {"\"message\"", SIGNS("[\" with body\"]"), "signs", "in upper case"},
      {"\"message\"", SIGNS("[\"POST\", \"PUT with body\"]"), "signs", "behind all methods or behind none"},
      {"\"message\"", SIGNS("[\"POST with body\", \"any with body\"]"), "signs", "alone"},
      {"\"message\"", SIGNS("[\"A\", \"B\", \"C\", \"D\", \"E\", \"F\", \"G\", \"H\", \"I\"]"), "signs",
       "at most 8 methods"});
}

Test(scheme_file_refusals, but_not_methods_of_any_letters) {
  accepts(edited(GITHUB, "\"message\"", SIGNS("[\"AZ\", \"ZA\"]")));
  const reqsig_scheme *scheme = accepts(edited(GITHUB, "\"message\"", SIGNS("[\"any with body\"]")));
  cr_assert(scheme->signs.only_with_body && !scheme->signs.any_method_with_body,
            "it is a rule of all methods");
}

Test(scheme_file_refusals, times) {
#define TIME "{\"format\": \"unix-seconds\", \"past_ms\": 1}"
  REFUSES(
      TIMED, {TIME, "{}", "timestamp", "the member \"format\""}, {TIME, "[]", "timestamp", "an object"},
      {TIME, "{\"format\": \"unix-second\"}", "timestamp.format", "one of", "unix-seconds"},
      {TIME, "{\"format\": \"noon\"}", "timestamp.format", ", \"YYYYMMDDThh:mm:ss+0000\"", NULL},
      {TIME, "{\"format\": \"unix-seconds\", \"past\": 1}", "timestamp.past", "one of the members",
       "past_ms"},
      {TIME, "{\"format\": \"unix-seconds\", \"past_ms\": -1}", "timestamp.past_ms", "not negative"},
      {TIME, "{\"format\": \"unix-seconds\", \"future_ms\": 1.5}", "timestamp.future_ms", "a whole number"},
      {TIME, "{\"format\": \"unix-seconds\", \"future_ms\": 9223372036854775807}", "timestamp.future_ms",
       "a whole number"},
      {TIME, "{\"format\": \"unix-seconds\", \"exclusive\": true}", "timestamp", "beside exclusive"},
      {TIME, "{\"format\": \"unix-seconds\", \"past_ms\": 1, \"exclusive\": false}", "timestamp.exclusive",
       "true; leave"},
      {TIME, "{\"format\": \"unix-seconds\", \"from\": 1}", "timestamp.from", "a string"},
      {TIME, "{\"format\": \"unix-seconds\", \"from\": \"header:Date\"}", "timestamp.from", "json-number:"},
      {TIME, "{\"format\": \"unix-seconds\", \"from\": \"json-number:/\"}", "timestamp.from", "json-number:"},
      {TIME, "{\"format\": \"unix-seconds\", \"from\": \"json-number:.a\"}", "timestamp.from",
       "json-number:"},
      {TIME, "{\"format\": \"unix-seconds\", \"from\": \"json-number:/a/b\"}", "timestamp.from",
       "at the top"},
      {TIME, "{\"format\": \"Www, DD Mmm YYYY hh:mm:ss GMT\", \"from\": \"json-number:/a\"}",
       "timestamp.from", "a format of digits"},
      {TIME, "{\"format\": \"unix-seconds\", \"from\": \"json-number:/a\"}", "", "no {timestamp}"},
      {", \"Time\": \"{timestamp}\"", "", "", "one header or parameter with {timestamp}"},
      {"\"Id\": \"{id}\"", "\"Id\": \"{id} {timestamp}\"", "", "one header or parameter with {timestamp}"});
}

Test(scheme_file_refusals, leniencies_and_clauses) {
#define ACCEPTS(flags) "\"accepts\": {" flags "}, \"title\""
  REFUSES(
      GITHUB,
      {"\"title\"", ACCEPTS("\"upper_case\": true"), "accepts.upper_case", "a leniency", "upper_case_hex"},
      {"\"title\"", ACCEPTS("\"no_prefix|\": true"), "accepts.no_prefix|", "a leniency", "no_prefix"},
      {"\"title\"", ACCEPTS("\"upper_case_hex\": 1"), "accepts.upper_case_hex", "true; leave"},
      {"\"title\"", ACCEPTS("\"unpadded_base64\": true"), "accepts.unpadded_base64", "fits the encoding"},
      {"\"title\"", "\"clauses\": {\"mac\": \"x\"}, \"title\"", "clauses.mac", "the name of a rule"},
      {"\"title\"", "\"clauses\": {\"hmac\": 1}, \"title\"", "clauses.hmac", "a string"},
      {"\"title\"", "\"clauses\": {\"headers.\": \"x\"}, \"title\"", "clauses.headers.", "a rule of this"},
      {"\"title\"", "\"clauses\": {\"timestamp\": \"x\"}, \"title\"", "clauses.timestamp", "a rule of this"});
}

Test(scheme_file_refusals, profiles) {
  REFUSES(
      TIMED, {"\"meaning\": \"m\", ", "", "profiles.p", "the member \"meaning\""},
      {"\"source\": \"s\", ", "", "profiles.p", "the member \"source\""},
      {", \"change\": " CHANGE, "", "profiles.p", "the member \"change\""},
      {"\"source\": \"s\"", "\"source\": 1", "profiles.p.source", "a string"},
      {"\"meaning\": \"m\"", "\"meaning\": 1", "profiles.p.meaning", "a string"},
      {"\"meaning\": \"m\"", "\"meaning\": \"m\", \"row\": 1", "profiles.p.row", "a string"},
      {"\"meaning\": \"m\"", "\"meaning\": \"m\", \"sends_what_it_signs\": 1",
       "profiles.p.sends_what_it_signs", "true"},
      {"\"meaning\": \"m\"", "\"meaning\": \"m\", \"clause\": 1", "profiles.p.clause", "a string"},
      {"\"meaning\": \"m\"", "\"meaning\": \"m\", \"clause\": \"c\"", "profiles.p.clause", "of signs alone"},
      {CHANGE, "{}", "profiles.p.change", "leave the object out"},
      {CHANGE, "{\"hmac\": \"sha256\"}", "profiles.p.change.hmac", "changes something"},
      {CHANGE, "{\"hmac\": 1}", "profiles.p.change.hmac", "a string"},
      {CHANGE, "{\"key\": \"{secret}\"}", "profiles.p.change.key", "in another form"},
      {CHANGE, "{\"key\": \"{id}\"}", "profiles.p.change.key", "a secret credential"},
      {CHANGE, "{\"signs\": 1}", "profiles.p.change.signs", "an array"},
      {CHANGE, "{\"timestamp\": {\"from\": \"\"}}", "profiles.p.change.timestamp.from", "one of the members",
       NULL},
      {CHANGE, "{\"accepts\": {\"lower\": true}}", "profiles.p.change.accepts.lower", "a leniency"},
      {CHANGE, "{\"accepts\": {\"unpadded_base64\": true}}", "profiles.p.change.accepts.unpadded_base64",
       "fits this"},
      {CHANGE, "{\"message\": \"{body}\"}", "profiles.p.change.message", "one of the members"});
}

Test(scheme_file_refusals, replacements) {
#define REPLACE(member) "{\"replace\": {" member "}}"
  REFUSES(
      TIMED, {CHANGE, REPLACE("\"id\": \"{id}\""), "profiles.p.change.replace.id", "a source of the message"},
      {CHANGE, REPLACE("\"mac\": \"{mac|hex}\""), "profiles.p.change.replace.mac", "a source of the message"},
      {CHANGE, REPLACE("\"?query\": \"{?query}\""), "profiles.p.change.replace.?query",
       "a source of the message"},
      {CHANGE, REPLACE("\"body|else:query\": \"{body}\""), "profiles.p.change.replace.body|else:query",
       "a source of the message"},
      {CHANGE, REPLACE("\"path\": 1"), "profiles.p.change.replace.path", "a string"},
      {CHANGE, REPLACE("\"path\": \"{body}\""), "profiles.p.change.replace.path", "the source itself"},
      {CHANGE, REPLACE("\"path\": \"a{body}{path|cut:/}\""), "profiles.p.change.replace.path",
       "the source itself"},
      {CHANGE, REPLACE("\"path\": \"{path|cut:/}{body}a\""), "profiles.p.change.replace.path",
       "the source itself"},
      {CHANGE, REPLACE("\"path\": \"{path|cut:/}\""), "profiles.p.change.replace.path", "changes something"},
      {CHANGE, REPLACE("\"path\": \"a{path|upper|upper|upper}\""), "profiles.p.change.replace.path",
       "at most 3 changes"});
}
