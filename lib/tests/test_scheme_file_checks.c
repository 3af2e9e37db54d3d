/* What holds between the members of a scheme file holds wherever in them it stands: in the first place, in
 * the second one, in the last. */
#include "scheme_file_case.h"

#define HEAD "{\"reqsig_scheme\": 1, \"name\": \"c\", \"title\": \"C\", "
#define CREDENTIALS                                                                                          \
  HEAD "\"credentials\": {\"a\": \"public\", \"b\": \"public\", \"k\": \"secret\", \"l\": \"secret\"}, "
#define USED                                                                                                 \
  CREDENTIALS "\"message\": \"{b}{body}\", \"hmac\": \"sha256\", \"key\": \"{k}\", "                         \
              "\"headers\": {\"A\": \"{a}\", \"S\": \"{mac|hex}\", \"L\": \"{l}\"}}"

Test(scheme_file_checks, each_credential_is_used) {
  accepts(RS_LITERAL(USED));
  REFUSES(USED, {"\"A\": \"{a}\", ", "", "credentials.a", "a use of the credential a"},
          {"{b}", "", "credentials.b", "a use of the credential b"},
          {"\"{k}\"", "\"{l}\"", "credentials.k", "a use of the credential k"},
          {", \"L\": \"{l}\"", "", "credentials.l", "a use of the credential l"});
}

#define JOINED                                                                                               \
  CREDENTIALS "\"message\": \"{b}{body}\", \"hmac\": \"sha256\", \"key\": \"{k}{l}\", "                      \
              "\"headers\": {\"A\": \"{a}\", \"S\": \"{mac|hex}\"}}"

Test(scheme_file_checks, a_key_of_two_uses_no_third_credential) {
  accepts(RS_LITERAL(JOINED));
  REFUSES(JOINED, {"\"A\": \"{a}\", ", "", "credentials.a", "a use of the credential a"},
          {"{b}", "", "credentials.b", "a use of the credential b"});
}

Test(scheme_file_checks, a_time_that_one_header_tells_is_a_member) {
  REFUSES(
      GITHUB,
      {"\"sha256={mac|hex}\"", "\"sha256={mac|hex}\", \"T\": \"{timestamp}\"", "", "member \"timestamp\""},
      {"\"sha256={mac|hex}\"", "\"sha256={mac|hex}.{timestamp}\"", "", "member \"timestamp\""});
}

#define IN_QUERY                                                                                             \
  HEAD "\"credentials\": {\"k\": \"secret\"}, \"message\": \"{method}{path}{body}\", \"hmac\": \"sha256\", " \
       "\"key\": \"{k}\", \"query\": {\"S\": \"{mac|hex}\"}, \"profiles\": {"                                \
       "\"p\": {\"meaning\": \"m\", \"source\": \"s\", \"change\": {\"hmac\": \"sha1\"}}, "                  \
       "\"q\": {\"meaning\": \"m\", \"source\": \"s\", \"change\": {\"replace\": {"                          \
       "\"method\": \"{method|upper}\", \"path\": \"{path|upper}\"}}}}}"

Test(scheme_file_checks, no_change_of_any_profile_signs_the_parameter_with_the_mac) {
  accepts(RS_LITERAL(IN_QUERY));
  REFUSES(IN_QUERY, {"{path|upper}", "{path}{?query}", "", "no profile that signs the query"},
          {"{method|upper}", "{?query}{method}", "", "no profile that signs the query"},
          {"\"hmac\": \"sha1\"", "\"replace\": {\"path\": \"{query}{path}\"}", "", "no profile that signs"});
}

#define STEPPED                                                                                              \
  HEAD "\"credentials\": {\"a\": \"public\", \"k\": \"secret\"}, \"message\": \"{body}\", "                  \
       "\"hmac\": \"sha256\", \"key\": [\"{k}\", \"step\"], "                                                \
       "\"headers\": {\"S\": \"{mac|hex}\", \"A\": \"<{a}>\", \"B\": \"{a}\"}}"

Test(scheme_file_checks, no_header_has_an_hmac_beside_a_key_of_steps) {
  accepts(RS_LITERAL(STEPPED));
  REFUSES(STEPPED, {"<{a}>", "<{a|hmac|hex}>", "", "no hmac of a credential"},
          {"\"{a}\"", "\"{a|hmac|hex}\"", "", "no hmac of a credential"},
          {"\"{a}\"", "\"{timestamp|hmac|hex}\"", "headers.B", "hmac right behind a credential"});
}

Test(scheme_file_checks, what_the_whole_lacks_is_told_where_it_begins) {
  const file_case *file = read_scheme(edited(" \n " GITHUB, "sha256={mac|hex}", "{secret}"));
  cr_assert_eq(file->status, REQSIG_ERR_MALFORMED);
  cr_assert_eq(file->fault.line, 2);
  cr_assert_eq(file->fault.column, 2);
}

#define LISTED                                                                                               \
  HEAD "\"credentials\": {\"i\": \"public\", \"k\": \"secret\"}, \"timestamp\": {\"format\": "               \
       "\"YYYY-MM-DDThh:mm:ss+hh:mm\"}, \"lists\": {"                                                        \
       "\"names\": {\"each\": \"header\", \"only\": [\"x-*\", \"z\"], \"write\": \"{name}\", \"join\": "     \
       "\"a;\"}, "                                                                                           \
       "\"other\": {\"each\": \"header\", \"only\": [\"y\"], \"write\": \"{name}\", \"join\": \";\"}}, "     \
       "\"message\": \"{names}{other}{body}\", \"hmac\": \"sha256\", \"key\": \"{k}\", "                     \
       "\"headers\": {\"N\": \"{names}\", \"T\": \"{i};{timestamp}\", \"S\": \"{mac|hex}\"}}"
#define MAY_CARRY "what a header may carry"

Test(scheme_file_checks, one_header_carries_the_names_of_a_list) {
  accepts(RS_LITERAL(LISTED));
  REFUSES(LISTED, {"\"N\": ", "\"O\": \"{names}\", \"N\": ", "headers.N", MAY_CARRY},
          {"\"N\": ", "\"O\": \"{other}\", \"N\": ", "headers.N", MAY_CARRY},
          {"\"{names}\"", "\"{names|sha1|hex}\"", "headers.N", MAY_CARRY},
          {"\"{name}\", \"join\": \"a;\"", "\"<{name}>\", \"join\": \"a;\"", "headers.N", MAY_CARRY},
          {"\"a;\"", "\"a\"", "headers.N", MAY_CARRY});
}

/* A request may have none of the others, and an empty header is not sent. */
Test(scheme_file_checks, a_header_of_names_alone_has_one_always) {
  accepts(edited(LISTED, "\"x-*\", \"z\"", "\"a?\", \"b*\", \"c\", \"d\", \"e\", \"f\", \"g\", \"h?\""));
  REFUSES(LISTED, {"\"z\"", "\"z?\"", "headers.N", "an empty header is not sent"},
          {"\"z\"", "\"z*\"", "headers.N", "an empty header is not sent"});
}

#define APART(value, time)                                                                                   \
  HEAD "\"credentials\": {\"i\": \"public\", \"k\": \"secret\"}, \"timestamp\": {\"format\": "               \
       "\"unix-seconds\"}, \"message\": \"{timestamp}\", \"hmac\": \"sha256\", \"key\": \"{k}\", "           \
       "\"headers\": {\"S\": " value "}, \"profiles\": {\"p\": {\"meaning\": \"m\", \"source\": \"s\", "     \
       "\"change\": {\"timestamp\": {\"format\": \"" time "\"}}}}}"
#define IN_ITEMS                                                                                             \
  "{\"items\": [\"t={timestamp}\", \"m={i|hmac|hex}\", \"v={mac|hex}\"], \"separator\": \", \"}"

Test(scheme_file_checks, no_time_of_a_profile_holds_what_parts_a_header) {
  accepts(RS_LITERAL(APART("\"{i}:{timestamp};{mac|hex}\"", "unix-milliseconds")));
  accepts(RS_LITERAL(APART(IN_ITEMS, "unix-milliseconds")));
  REFUSES(APART("\"{i}:{timestamp};{mac|hex}\"", "unix-milliseconds"),
          {"unix-milliseconds", "YYYY-MM-DDThh:mm:ssZ", "profiles.p.change.timestamp", "times cannot hold"});
  REFUSES(APART(IN_ITEMS, "unix-milliseconds"), {"unix-milliseconds", "Www, DD Mmm YYYY hh:mm:ss GMT",
                                                 "profiles.p.change.timestamp", "times cannot hold"});
}

#define UNUSED                                                                                               \
  HEAD "\"credentials\": {\"k\": \"secret\"}, \"lists\": {\"q\": {\"each\": \"query\", \"write\": "          \
       "\"{name}{value}\"}}, \"message\": \"{path}\", \"hmac\": \"sha256\", \"key\": \"{k}\", "              \
       "\"query\": {\"S\": \"{mac|hex}\"}}"

Test(scheme_file_checks, a_list_that_is_not_used_signs_no_mac) {
  REFUSES(UNUSED, {"{path}", "{body}", "lists.q", "a use of the list q"},
          {"{path}", "{path}{q}", "", "the query without the parameter S"});
}

#define ITEMS_FIRST                                                                                          \
  HEAD "\"credentials\": {\"k\": \"secret\"}, \"timestamp\": {\"format\": \"unix-seconds\"}, "               \
       "\"message\": \"{body}\", \"hmac\": \"sha256\", \"key\": \"{k}\", \"headers\": {"                     \
       "\"S\": {\"items\": [\"v={mac|hex}\"], \"separator\": \";\"}, \"T\": \"{timestamp}\"}}"

Test(scheme_file_checks, a_header_behind_items_is_one_of_its_own) {
  accepts(RS_LITERAL(ITEMS_FIRST));
}

Test(scheme_file_checks, the_headers_of_a_list_are_of_one_piece_under_any_name) {
  REFUSES(LISTED, {"\"y\"", "\"t\"", "lists.other", "in the list other, no header that the scheme adds"},
          {"\"y\"", "\"s\"", "lists.other", "in the list other, no header that the scheme adds"});
}

/* A text stands between two placeholders only if what stands behind it never holds all of its characters. */
Test(scheme_file_checks, a_text_parts_placeholders_by_a_character_of_its_own) {
  static const char *const of_times[] = {"0", "9", "-", ":", "+", ",", " ", "a", "Z", "._~"},
                           *const of_digests[] = {"0", "A", "z", "+", "/", "="},
                           *const part[] = {";", "|", "0;", ";0", "(", "\x7f"};
  char new[64];
  for (size_t i = 0; i < sizeof of_times / sizeof *of_times; i++) {
    snprintf(new, sizeof new, "{i}%s{timestamp}", of_times[i]);
    const file_case *file = read_scheme(edited(LISTED, "{i};{timestamp}", new));
    cr_assert(strstr(file->fault.expected, "a literal before it with a character"), "%s", new);
  }
  for (size_t i = 0; i < sizeof of_digests / sizeof *of_digests; i++) {
    snprintf(new, sizeof new, "{secret}%s{body|md5|base64}", of_digests[i]);
    const file_case *file = read_scheme(edited(GITHUB, "sha256={mac|hex}", new));
    cr_assert(strstr(file->fault.expected, "a literal before it with a character"), "%s", new);
  }
  for (size_t i = 0; i < 5; i++) {
    snprintf(new, sizeof new, "{i}%s{timestamp}", part[i]);
    accepts(edited(LISTED, "{i};{timestamp}", new));
  }
}

Test(scheme_file_checks, a_value_has_visible_characters_and_tabs) {
  accepts(edited(GITHUB, "sha256=", "a\\tb"));
  REFUSES(GITHUB, {"sha256=", "a\\u0008b", "headers.X-Hub-Signature-256", "text that can stand"},
          {"sha256=", "a\\u000ab", "headers.X-Hub-Signature-256", "text that can stand"},
          {"sha256=", "a\\u001fb", "headers.X-Hub-Signature-256", "text that can stand"});
}

#define PARTED                                                                                               \
  HEAD "\"credentials\": {\"i\": \"public\", \"k\": \"secret\"}, \"parts\": {\"g\": \"{i}\"}, "              \
       "\"message\": \"{body}\", \"hmac\": \"sha256\", \"key\": \"{k}\", "                                   \
       "\"headers\": {\"S\": \"{mac|hex}\", \"G\": \"Basic {g|base64}\"}}"

Test(scheme_file_checks, a_part_in_a_header_is_refused_by_its_first_piece) {
  accepts(RS_LITERAL(PARTED));
  REFUSES(PARTED, {"Basic {g|base64}", "{i}{g|base64}", "headers.G", "a part in base64 at the end"},
          {"Basic {g|base64}", "{g|sha1|hex}", "parts.g", "no forms and no condition of a part"},
          {"Basic {g|base64}", "{g|if-body}", "parts.g", "no forms and no condition of a part"});
}
