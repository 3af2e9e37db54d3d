/* Each fault is told with its place, a line and a column of characters, with the member that it is in, and
 * with all that was expected. */
#include "scheme_file_case.h"

Test(scheme_file_places, of_what_is_wrong) {
  static const struct {
    const char *old, *new;
    size_t line, column;
  } cases[] = {
      {"{\n  \"reqsig_scheme\"", "x\n  \"reqsig_scheme\"", 1, 1},
      {"{\n  \"reqsig_scheme\"", "{ x\n  \"reqsig_scheme\"", 1, 3},
      {"  \"hmac\": \"sha256\",\n", "", 1, 1},
      {"1,\n", "2,\n", 2, 20},
      {"\"name\"", "\"nom\"", 3, 4},
      {"\"github\"", "\"git_hub\"", 3, 11},
      {"\"secret\" }", "\"privat\" }", 5, 30},
      {"{body}", "{bdoy}", 6, 15},
      {"{body}", "a{bdoy}", 6, 16},
      {"{body}", "{{{bdoy}", 6, 17},
      {"{body}", "a}b", 6, 16},
      {"{body}", "{body}}", 6, 21},
      {"{body}", "{body}{path", 6, 21},
      {"{body}", "{body|uper}", 6, 15},
      {"{body}", "\\n{x}", 6, 17},
      {"{body}", "\\u00e9\\ud83d\\ude00{x}", 6, 33},
      {"{body}", "\xC3\xA9\xF0\x9F\x98\x80{x}", 6, 17},
      {": \"sha256\"", ": x", 7, 11},
      {"\"sha256\"", "\"sha265\"", 7, 11},
      {"\"{secret}\"", "\"{secre}\"", 8, 10},
      {"sha256={mac|hex}", "\\ta{mac|hex}", 9, 40},
      {"sha256={mac|hex}", "a{mac|hex}\\t", 9, 50},
      {"\" }\n}\n", "\" }\n", 10, 1},
      {"\" }\n}\n", "\" }\n}\n\n ]", 12, 2},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const file_case *file = read_scheme(edited(GITHUB, cases[i].old, cases[i].new));
    cr_assert_eq(file->status, REQSIG_ERR_MALFORMED, "%s", cases[i].new);
    cr_assert_eq(file->fault.line, cases[i].line, "%s: line %zu", cases[i].new, file->fault.line);
    cr_assert_eq(file->fault.column, cases[i].column, "%s: column %zu", cases[i].new, file->fault.column);
  }
}

Test(scheme_file_places, a_member_is_told_if_it_has_127_bytes) {
  for (size_t len = 127; len <= 128; len++) {
    char name[256] = "\"";
    memset(name + 1, 'n', len);
    strcpy(name + 1 + len, "\"");
    const file_case *file = read_scheme(edited(GITHUB, "\"title\"", name));
    cr_assert_eq(file->status, REQSIG_ERR_MALFORMED);
    cr_assert_eq(strlen(file->fault.member), len == 127 ? 127 : 0, "%s", file->fault.member);
    cr_assert_eq(file->fault.line, 4);
    cr_assert_eq(file->fault.column, 4);
  }
}

Test(scheme_file_places, all_words_that_fit_are_told) {
  REFUSES(GITHUB, {"\"sha256\"", "\"x\"", "hmac", "one of \"sha1\", \"sha256\", \"sha384\", \"sha512\""},
          {"\"title\"", "\"timestamp\": {\"format\": \"x\"}, \"title\"", "timestamp.format",
           "\"YYYY-MM-DDThh:mm:ss+hh:mm\", \"Www, DD Mmm YYYY hh:mm:ss -0000\", \"YYYYMMDDThh:mm:ss+0000\""});
}

Test(scheme_file_places, numbers_are_whole_and_not_the_largest) {
#define PAST(number)                                                                                         \
  "\"timestamp\": {\"format\": \"unix-seconds\", \"past_ms\": " number "}, \"message\": \"{timestamp}\", "   \
  "\"also_sent\": {\"f\": \"x\"}"
  REFUSES(GITHUB, {"\"message\": \"{body}\"", PAST("-1"), "timestamp.past_ms", "a whole number"},
          {"\"message\": \"{body}\"", PAST("9223372036854775807"), "timestamp.past_ms", "a whole number"},
          {"\"message\": \"{body}\"", PAST("9223372036854775806"), "", "one header or parameter with {time"},
          {"\"message\": \"{body}\"", PAST("0"), "", "one header or parameter with {timestamp}"});
}
