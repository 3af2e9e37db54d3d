/* Each rule of a scheme has a name by which a file gives it a clause, and is written with it. */
#include "scheme_file_case.h"

/* "headers." before it makes 64 bytes, and no name is longer. */
#define LONG_NAME "Header-Of-56-Bytes-That-Is-As-Long-As-A-Clause-Can-Tell-"
#define RULES                                                                                                \
  "{\"reqsig_scheme\": 1, \"name\": \"c\", \"title\": \"C\", \"credentials\": {\"a\": \"public\", \"k\": "   \
  "\"secret\"}, \"lists\": {\"l\": {\"each\": \"query\", \"without\": [\"S\"], \"write\": "                  \
  "\"{name}={value}\"}}, \"message\": "                                                                      \
  "\"{l}{form:f}{query|without:S}{?query|without:S}{header:h|unless-empty}{a}{path}.\", "                    \
  "\"hmac\": \"sha1\", \"key\": \"{k}\", \"headers\": {\"" LONG_NAME "\": \"{a}\", "                         \
  "\"D\": \"{body|unless-multipart|md5|hex}\"}, \"query\": {\"S\": \"v{mac|hex}\"}, "                        \
  "\"also_sent\": {\"F\": \"b\"}"

Test(scheme_file_clauses, each_rule_has_a_name) {
  const reqsig_scheme *scheme = holds(
      RULES ", \"clauses\": {\"credentials.a\": \"1\", \"credentials.k\": \"2\", \"message.l\": \"3\", "
            "\"message.form:f\": \"4\", \"message.query\": \"5\", \"message.?query\": \"6\", "
            "\"message.header:h\": \"7\", \"message.header:h|unless-empty\": \"8\", \"message.a\": \"9\", "
            "\"message.path\": \"10\", \"headers." LONG_NAME
            "\": \"11\", \"headers.D.body|unless-multipart\": "
            "\"12\", \"query.S\": \"13\", \"query.S.mac\": \"14\", \"also_sent.F\": \"15\"}}");
  const char *const clauses[] = {scheme->credentials[0].clause, scheme->credentials[1].clause,
                                 scheme->message[0].clause,     scheme->message[1].clause,
                                 scheme->message[2].clause,     scheme->message[3].clause,
                                 scheme->message[4].clause,     scheme->message[4].omit_clause,
                                 scheme->message[5].clause,     scheme->message[6].clause,
                                 scheme->headers[0].clause,     scheme->headers[1].value[0].omit_clause,
                                 scheme->headers[2].clause,     scheme->headers[2].value[1].clause,
                                 scheme->headers[3].clause};
  for (size_t i = 0; i < sizeof clauses / sizeof *clauses; i++) {
    char expected[4];
    snprintf(expected, sizeof expected, "%zu", i + 1);
    cr_assert_str_eq(clauses[i], expected);
  }
  cr_assert_null(scheme->message[7].clause, "a text has no name");
  cr_assert_null(scheme->headers[1].clause);
  cr_assert_null(scheme->headers[1].value[0].clause);
}

Test(scheme_file_clauses, no_other_rule_has_one) {
#define CLAUSE(name)                                                                                         \
  "\"clauses\": {\"" name "\": \"x\"}, \"title\"", "clauses." name, "the name of a rule of this"
  REFUSES(RULES "}", {"\"title\"", CLAUSE("message.m")}, {"\"title\"", CLAUSE("message.form")},
          {"\"title\"", CLAUSE("message.query|without:S")}, {"\"title\"", CLAUSE("headers.S")},
          {"\"title\"", CLAUSE("headers.F")}, {"\"title\"", CLAUSE("query.D")},
          {"\"title\"", CLAUSE("also_sent.D")}, {"\"title\"", CLAUSE("headers.D.body|unless-empty")},
          {"\"title\"", CLAUSE("credentials.b")});
}
