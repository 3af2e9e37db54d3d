/* Scheme files: what is written is read back, and a scheme that is read signs and verifies. */
#include <stdlib.h>

#include "context.h"
#include "recipe_compare.h"
#include "scheme_file_case.h"

static reqsig_slice written(const reqsig_scheme *scheme) {
  static uint8_t room[65536];
  reqsig_buffer text = {room, sizeof room, 0};
  cr_assert_eq(reqsig_scheme_write(scheme, &text), REQSIG_OK);
  return rs_slice(text.data, text.len);
}

Test(scheme_file, each_scheme_is_read_as_it_was_written) {
  for (size_t i = 0; i < reqsig_num_schemes(); i++) {
    const reqsig_scheme *scheme = reqsig_scheme_at(i);
    cr_assert(same_scheme(accepts(written(scheme)), scheme), "%s", scheme->name);
  }
}

Test(scheme_file, a_file_that_is_read_is_written_the_same) {
  static const char text[] =
      "{\n  \"reqsig_scheme\": 1,\n  \"name\": \"a\",\n  \"title\": \"A \\\"title\\\"\",\n"
      "  \"credentials\": {\n    \"key\": \"secret\"\n  },\n"
      "  \"message\": \"{{\\u0001\\n\\t\\r\\\\}}{method}-{?query}-{key}{body|unless-empty}.\",\n"
      "  \"hmac\": \"sha384\",\n  \"key\": \"{key|from-base64}\",\n"
      "  \"headers\": {\n    \"sign\": \"v0 {mac|base64}\"\n  },\n"
      "  \"accepts\": {\n    \"unpadded_base64\": true,\n    \"no_prefix\": true\n  }\n}\n";
  reqsig_slice again = written(accepts(RS_LITERAL(text)));
  cr_assert(rs_slice_equal(again, RS_LITERAL(text)), "%.*s", (int)again.len, (const char *)again.data);
}

Test(scheme_file, white_space_may_stand_around_it) {
  accepts(RS_LITERAL(" \r\n\t" GITHUB " \n"));
}

Test(scheme_file, a_name_may_have_single_hyphens) {
  cr_assert_str_eq(accepts(edited(GITHUB, "\"github\"", "\"git-hub-2\""))->name, "git-hub-2");
}

Test(scheme_file, a_separator_is_told_from_other_literals) {
  static const struct {
    const char *message, *separator;
    size_t num_parts;
  } cases[] = {
      {"{body}", "", 1},
      {"v0:{path}:{body}", ":", 3},
      {"{path}\\n{body}\\n", "\n", 3},
      {"{path},{method}{?query},{body}", ",", 4},
      {"{path},{method}.{body}", "", 5},
      {"{path}{method}https://{body}", "", 4},
      {"{path}{body}", "", 2},
      {"literal", "", 1},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const reqsig_scheme *scheme = accepts(edited(GITHUB, "{body}", cases[i].message));
    size_t num = 0;
    while (num < RS_MAX_MESSAGE_PARTS && scheme->message[num].from) num++;
    cr_assert_eq(num, cases[i].num_parts, "%s: %zu parts", cases[i].message, num);
    cr_assert(rs_slice_equal(scheme->separator, reqsig_text(cases[i].separator)), "%s", cases[i].message);
  }
}

/* The values that GitHub prints: docs.github.com, "Validating webhook deliveries". */
Test(scheme_file, a_webhook_of_github_is_verified) {
  const reqsig_scheme *scheme = accepts(RS_LITERAL(GITHUB));
  const reqsig_credential secret = {"secret", RS_TEXT("It's a Secret to Everybody")};
  reqsig_context context;
  cr_assert_eq(reqsig_context_init(&context, scheme, &secret, 1), REQSIG_OK);
  const reqsig_header signature = {
      RS_TEXT("x-hub-signature-256"),
      RS_TEXT("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")};
  reqsig_request request = {RS_TEXT("POST"), RS_TEXT("/hook"), &signature, 1, RS_TEXT("Hello, World!")};
  reqsig_verdict verdict;
  cr_assert_eq(reqsig_verify(&context, &request, 0, NULL, &verdict), REQSIG_OK);
  cr_assert_eq(verdict.reason, REQSIG_REASON_NONE);
  cr_assert_eq(verdict.authentic, REQSIG_YES);
  request.body = RS_LITERAL("Hello, World?");
  cr_assert_eq(reqsig_verify(&context, &request, 0, NULL, &verdict), REQSIG_OK);
  cr_assert_eq(verdict.reason, REQSIG_REASON_SIGNATURE_MISMATCH);
}

#define PROFILE(name, change)                                                                                \
  "\"" name "\": {\"meaning\": \"m\", \"source\": \"s\", \"change\": {" change "}}"
#define REPLACED(name, source, template) PROFILE(name, "\"replace\": {\"" source "\": \"" template "\"}")
#define CLASHING                                                                                                                                                                                         \
  "\"profiles\": {" REPLACED("base", "path", "v1{path}") ", " REPLACED(                                                                                                                                  \
      "other-base", "path",                                                                                                                                                                              \
      "v2{path}") ", " REPLACED("query", "path",                                                                                                                                                         \
                                "{path}{?query}") ", " REPLACED("decoded", "path",                                                                                                                       \
                                                                "{path|percent-decode}") ", " REPLACED("pla"                                                                                             \
                                                                                                       "in",                                                                                             \
                                                                                                       "bod"                                                                                             \
                                                                                                       "y",                                                                                              \
                                                                                                       "{bo"                                                                                             \
                                                                                                       "dy"                                                                                              \
                                                                                                       "}") ", " REPLACED("twice",                                                                       \
                                                                                                                          "body",                                                                        \
                                                                                                                          "{body|md5|hex|upper}") ", " PROFILE("old",                                    \
                                                                                                                                                               "\"hmac\": \"sha1\"") ", " PROFILE("new", \
                                                                                                                                                                                                  "\"hmac\": \"sha512\"") "}, \"message\": \"{path}{body|md5|hex}\""

static reqsig_status chosen(const reqsig_scheme *scheme, const char *one, const char *other) {
  static uint8_t room[REQSIG_VARIED_ROOM];
  const reqsig_scheme *varied;
  reqsig_buffer memory = {room, sizeof room, 0};
  return reqsig_scheme_vary(scheme, (const char *[]){one, other}, 2, &memory, &varied);
}

Test(scheme_file, profiles_that_change_the_same_thing_are_not_chosen_together) {
  const reqsig_scheme *scheme = accepts(edited(GITHUB, "\"message\": \"{body}\"", CLASHING));
  cr_assert_eq(chosen(scheme, "base", "other-base"), REQSIG_ERR_PROFILES_CLASH);
  cr_assert_eq(chosen(scheme, "old", "new"), REQSIG_ERR_PROFILES_CLASH);
  cr_assert_eq(chosen(scheme, "new", "old"), REQSIG_ERR_PROFILES_CLASH);
  cr_assert_eq(chosen(scheme, "plain", "twice"), REQSIG_ERR_PROFILES_CLASH);
  cr_assert_eq(chosen(scheme, "twice", "plain"), REQSIG_ERR_PROFILES_CLASH);
  cr_assert_eq(chosen(scheme, "base", "query"), REQSIG_OK);
  cr_assert_eq(chosen(scheme, "decoded", "base"), REQSIG_OK);
  cr_assert_eq(chosen(scheme, "decoded", "query"), REQSIG_OK);
  cr_assert_eq(chosen(scheme, "decoded", "plain"), REQSIG_OK);
  cr_assert_eq(chosen(scheme, "old", "base"), REQSIG_OK);
}

Test(scheme_file, a_window_may_be_open_at_one_end) {
  const reqsig_scheme *scheme =
      accepts(edited(GITHUB, "\"message\"",
                     "\"timestamp\": {\"format\": \"unix-seconds\", "
                     "\"from\": \"json-number:/sent_at\", \"past_ms\": 5000}, \"message\""));
  cr_assert(scheme->time.window.given);
  cr_assert_eq(scheme->time.window.past_ms, 5000);
  cr_assert_eq(scheme->time.window.future_ms, INT64_MAX);
  cr_assert_str_eq(scheme->time.name, "sent_at");
}

Test(scheme_file, wants_its_arguments) {
  uint8_t byte;
  reqsig_buffer memory = {&byte, 1, 0};
  const reqsig_scheme *scheme;
  reqsig_scheme_fault fault;
  reqsig_slice text = RS_LITERAL("{}"), no_text = {NULL, 1};
  cr_assert_eq(reqsig_scheme_read(text, NULL, &scheme, &fault), REQSIG_ERR_ARGUMENT);
  cr_assert_eq(reqsig_scheme_read(text, &memory, NULL, &fault), REQSIG_ERR_ARGUMENT);
  cr_assert_eq(reqsig_scheme_read(text, &memory, &scheme, NULL), REQSIG_ERR_ARGUMENT);
  cr_assert_eq(reqsig_scheme_read(no_text, &memory, &scheme, &fault), REQSIG_ERR_ARGUMENT);
  cr_assert_eq(reqsig_scheme_write(NULL, &memory), REQSIG_ERR_ARGUMENT);
  cr_assert_eq(reqsig_scheme_write(reqsig_scheme_at(0), NULL), REQSIG_ERR_ARGUMENT);
}
