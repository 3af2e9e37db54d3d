/* What stands between the braces of a placeholder, and that what stands behind them is text. */
#include "engine_case.h"
#include "scheme_file_case.h"

#define NOW INT64_C(1614265330000)

#define PARTED                                                                                               \
  "{\"reqsig_scheme\": 1, \"name\": \"p\", \"title\": \"P\", \"credentials\": {\"k\": \"secret\"}, "         \
  "\"parts\": {\"first\": \"1\", \"second\": \"2\"}, \"message\": \"{first}{second}\", \"hmac\": \"sha1\", " \
  "\"key\": \"{k}\", \"headers\": {\"S\": \"{mac|hex}\"}}"

Test(scheme_file_placeholders, text_behind_a_part_is_no_condition) {
  static const char *const messages[][2] = {
      {"{first}if-body|{second}", "1if-body|2"},
      {"{second}if-method:PUT|{first}", "2if-method:PUT|1"},
      {"{first}|if-body{second}", "1|if-body2"},
  };
  for (size_t i = 0; i < sizeof messages / sizeof *messages; i++) {
    reqsig_slice text = edited(PARTED, "{first}{second}", messages[i][0]);
    GET_MESSAGE_IS(context_with((const char *)text.data, "key", NULL, NULL, NULL), "/", NOW, messages[i][1]);
  }
}

Test(scheme_file_placeholders, a_condition_names_a_method_of_any_length) {
  accepts(edited(PARTED, "{first}", "{first|if-method:A}"));
  REFUSES(PARTED, {"{first}", "{first|if-method:}", "message", "a method behind"},
          {"{first}", "{first|if-method:(A}", "message", "a method behind"},
          {"{first}", "{first|if-method:A(}", "message", "a method behind"},
          {"{first}", "{first|}", "message", "a form"});
}

Test(scheme_file_placeholders, the_nearest_of_all_words_is_told) {
  REFUSES(PARTED, {"{first}", "{frist}", "message", "a source", "first"},
          {"{second}", "{secnod}", "message", "a source", "second"});
  REFUSES(GITHUB, {"{body}", "{body|unles-empty}", "message", "a form", "unless-empty"},
          {"{body}", "{path|cut/}", "message", "a form", "cut:/"},
          {"{body}", "{body|sha256|hexx}", "message", "a form", NULL},
          {"{body}", "{body|percent-encoed}", "message", "a form", "percent-encode"},
          {"{body}", "{nonse}", "message", "a source", "nonce"});
}

Test(scheme_file_placeholders, names_end_at_a_bar) {
  const reqsig_scheme *scheme = holds((const char *)edited(GITHUB, "{body}", "{form:a|upper}{form:b}").data);
  cr_assert(rs_slice_equal(scheme->lists[0].single, RS_LITERAL("a")));
  cr_assert(rs_slice_equal(scheme->lists[1].single, RS_LITERAL("b")));
  cr_assert_eq(scheme->message[0].transforms[0], RS_UPPER_CASE);
  cr_assert_eq(scheme->message[1].transforms[0], RS_AS_IS);
  REFUSES(GITHUB, {"{body}", "{form:|}", "message", "a field's name"},
          {"{body}", "{query|without:|}", "message", "1 to 8 names"},
          {"{body}", "{?query|without:|}", "message", "1 to 8 names"},
          {"{body}", "{query|without,a}", "message", "a form behind"},
          {"{body}", "{?query|without,a}", "message", "a form behind"},
          {"{body}", "{|}", "message", "a source"}, {"{body}", "{header:|}", "message", "a header's name"});
}

Test(scheme_file_placeholders, a_field_of_the_form_is_decoded) {
  const reqsig_header type = {RS_TEXT("Content-Type"), RS_TEXT("application/x-www-form-urlencoded")};
  const reqsig_request request = {RS_TEXT("POST"), RS_TEXT("/"), &type, 1, RS_TEXT("b=2&a=%41+%2B%e9")};
  case_message message;
  reqsig_slice text = edited(GITHUB, "{body}", "{form:a}.{form:b}");
  message_case(&message, context_with((const char *)text.data, "key", NULL, NULL, NULL), &request, NOW);
  cr_assert(text_is(message.bytes, "A +\xe9.2"));
}
