/* Lists of a scheme file at their limits, and what can't stand beside them. */
#include "scheme_file_case.h"

#define HEAD "{\"reqsig_scheme\": 1, \"name\": \"l\", \"title\": \"L\", \"hmac\": \"sha1\", "

#define LISTED                                                                                               \
  HEAD "\"credentials\": {\"secret\": \"secret\"}, \"lists\": {\"all\": {\"each\": \"query\", \"without\": " \
       "[\"a\", \"b\", \"c\", \"d\", \"e\", \"f\", \"g\", \"Sign\"], \"write\": \"{name}={value}\", "        \
       "\"join\": "                                                                                          \
       "\"&\"}}, \"message\": "                                                                              \
       "\"{method}{path}{body}{all}{method}{path}{body}{all}{method}{path}\", \"key\": \"{secret}\", "       \
       "\"query\": {\"Sign\": \"{mac|hex}\"}}"

Test(scheme_file_lists, leave_out_eight_names) {
  static const char *const names[] = {"a", "b", "c", "d", "e", "f", "g", "Sign"};
  const reqsig_scheme *scheme = holds(LISTED);
  for (size_t i = 0; i < 8; i++)
    cr_assert(rs_slice_equal(scheme->lists[0].without[i], reqsig_text(names[i])), "%s", names[i]);
  REFUSES(LISTED, {"\"Sign\"]", "\"Sign\", \"h\"]", "lists.all.without", "1 to 8 names"},
          {"\"g\", \"Sign\"]", "\"Sign\", \"a\"]", "lists.all.without", "each name once"});
}

Test(scheme_file_lists, are_written_by_texts) {
  REFUSES(LISTED, {"\"{name}={value}\"", "1", "lists.all.write", "a string"},
          {"\"&\"", "1", "lists.all.join", "a string"});
}

Test(scheme_file_lists, of_the_query_are_without_the_mac) {
#define NOT_SIGNED "{query|without:Sign}"
#define OWN        "\"each\": \"query\", \"without\": [\"a\", \"b\", \"c\", \"d\", \"e\", \"f\", \"g\", \"Sign\"]"
  accepts(edited(LISTED, OWN, "\"each\": \"form\""));
  REFUSES(LISTED, {OWN, "\"each\": [\"query\", \"form\"]", "", NOT_SIGNED},
          {"{method}{path}\"", "{method}{query}\"", "", NOT_SIGNED},
          {"{method}{path}\"", "{method}{?query|without:a}\"", "", NOT_SIGNED});
}

Test(scheme_file_lists, have_no_name_of_any_credential) {
#define CREDENTIALS                                                                                          \
  HEAD "\"credentials\": {\"a\": \"public\", \"b\": \"public\", \"c\": \"public\", \"e\": \"public\", "      \
       "\"f\": \"public\", \"g\": \"public\", \"h\": \"public\", \"d\": \"secret\"}, "                       \
       "\"lists\": {\"all\": {\"each\": \"query\", \"write\": \"{name}{value}\"}}, \"message\": "            \
       "\"{a}{b}{c}{e}{f}{g}{h}{all}\", \"key\": \"{d}\", \"headers\": {\"Sign\": \"{mac|hex}\"}}"
  cr_assert_str_eq(holds(CREDENTIALS)->lists[0].name, "all");
  accepts(edited(CREDENTIALS, "\"message\": \"", "\"parts\": {\"x\": \"y\"}, \"message\": \"{x}"));
  REFUSES(CREDENTIALS, {"{a}{b}", "{x}{b}", "message", "a source"},
          {"\"{d}\"", "\"{x}\"", "key", "a secret credential"},
          {"{\"all\"", "{\"d\"", "lists.d", "another name than a credential's"},
          {"{\"all\"", "{\"a\"", "lists.a", "another name than a credential's"});
}

Test(scheme_file_lists, a_list_says_how_it_is_written) {
  REFUSES(CREDENTIALS, {", \"write\": \"{name}{value}\"", "", "lists.all", "the member \"write\""},
          {"\"each\": \"query\", ", "", "lists.all", "the member \"each\""});
}

#define OF_QUERY "{\"each\": \"query\", \"write\": \"{name}{value}\"}"
#define SEVEN(lists, message)                                                                                \
  HEAD "\"credentials\": {\"secret\": \"secret\"}, \"lists\": {\"a\": " OF_QUERY ", \"b\": " OF_QUERY        \
       ", \"c\": " OF_QUERY ", \"d\": " OF_QUERY ", \"e\": " OF_QUERY ", \"f\": " OF_QUERY                   \
       ", \"g\": " OF_QUERY lists "}, \"message\": \"{a}{b}{c}{d}{e}{f}{g}" message                          \
       "\", \"key\": \"{secret}\", "                                                                         \
       "\"headers\": {\"Sign\": \"{mac|hex}\"}, \"query\": {\"v\": \"1\"}}"

Test(scheme_file_lists, are_eight_with_the_query_that_is_added_to) {
  const reqsig_scheme *scheme = holds(SEVEN("", "{?query}"));
  cr_assert_eq(scheme->message[7].from, RS_FROM_LIST);
  cr_assert_eq(scheme->message[7].list, 7);
  cr_assert(scheme->lists[7].in_place && scheme->lists[7].mark);
  cr_assert_eq(scheme->lists[8].each, 0);
  holds(SEVEN(", \"h\": " OF_QUERY, "{h}"));
#define EIGHT SEVEN(", \"h\": " OF_QUERY, "{h}.")
  REFUSES(EIGHT, {"{h}.", "{h}{query}", "query", "at most 8 lists"},
          {"{h}.", "{h}{query|without:a}", "message", "at most 8 lists"},
          {"{h}.", "{h}{form:a}", "message", "at most 8 lists"},
          {"\"h\": ", "\"i\": " OF_QUERY ", \"h\": ", "lists.h", "at most 8 members"});
}

/* A parameter is no header, so that what they are called may be the same. */
Test(scheme_file_lists, of_headers_hold_no_parameters) {
#define HEADERS                                                                                              \
  HEAD "\"credentials\": {\"secret\": \"secret\"}, \"lists\": {\"own\": {\"each\": \"header\", \"only\": "   \
       "[\"x-a-*\"], \"write\": \"{name}:{value}\"}}, \"message\": \"{own}{header:Version}\", "              \
       "\"key\": \"{secret}\", \"headers\": {\"Sign\": \"{mac|hex}\"}, \"query\": {\"x-a-v\": \"1\", "       \
       "\"version\": \"2\"}}"
  const reqsig_scheme *scheme = holds(HEADERS);
  cr_assert_eq(scheme->headers[1].place, RS_IN_QUERY);
  cr_assert_eq(scheme->headers[2].place, RS_IN_QUERY);
#define PARAMETERS "\"query\": {\"x-a-v\": \"1\", \"version\": \"2\"}"
  REFUSES(HEADERS,
          {PARAMETERS, "\"query\": {\"v\": \"1\"}, \"also_sent\": {\"version\": \"2\"}", "",
           "in the message, a header that"},
          {PARAMETERS, "\"also_sent\": {\"version\": \"2\"}", "", "in the message, a header that"});
}

#define LONG "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" /* 65 */

Test(scheme_file_lists, stand_beside_a_long_text_alone) {
  const reqsig_scheme *scheme = accepts(edited(LISTED, "{\"Sign\"", "{\"v\": \"" LONG "\", \"Sign\""));
  cr_assert_eq(scheme->headers[0].value[0].literal.len, 65);
  REFUSES(LISTED, {"\"{mac|hex}\"", "\"{mac|hex}" LONG "\"", "query.Sign", "texts of at most 64 bytes"});
}

Test(scheme_file_lists, are_not_in_profiles) {
#define MAC_END "{\"Sign\": \"{mac|hex}\"}"
#define PROFILES(change)                                                                                     \
  MAC_END                                                                                                    \
  ", \"profiles\": {\"p\": {\"meaning\": \"m\", \"source\": \"s\", \"change\": {\"replace\": {" change "}}}" \
  "}"
  accepts(edited(LISTED, MAC_END, PROFILES("\"body\": \"{body|unless-empty}\"")));
  REFUSES(LISTED,
          {MAC_END, PROFILES("\"body\": \"{body}{all}\""), "profiles.p.change.replace.body",
           "no list in a profile"},
          {MAC_END, PROFILES("\"body\": \"{query|without:Sign}{body}\""), "profiles.p.change.replace.body",
           "no list in a profile"});
}
