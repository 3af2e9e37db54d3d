/* Scheme files at their limits, and every kind of change: each is written as it was read. */
#include "scheme_file_case.h"
#include "vocabulary.h"

#define HEAD "{\"reqsig_scheme\": 1, \"name\": \"f\", \"title\": \"F\", "

#define ELEVEN "{body}{body}{body}{body}{body}{body}{body}{body}{body}{body}{body}"

#define FULL                                                                                                 \
  HEAD "\"credentials\": {\"a\": \"public\", \"b\": \"public\", \"c\": \"secret\", \"d\": \"secret\"}, "     \
       "\"signs\": [\"GET\", \"PUT\", \"POST\", \"PATCH\", \"LOCK\", \"COPY\", \"MOVE\", "                   \
       "\"LINK\"], \"message\": "                                                                            \
       "\"{a}{b}{c}{method|upper|percent-decode|json-compact}{path}{query}{?query}{body}{body}{body}" ELEVEN \
           ELEVEN "\", "                                                                                     \
       "\"hmac\": \"sha256\", \"key\": \"{d}\", \"headers\": {\"1\": \"v{mac|hex}.{a}.\", \"2\": "           \
       "\"1{a}2{a}3\", "                                                                                     \
       "\"3\": \"{a}\", \"4\": \"{a}\", \"5\": \"{a}\", \"6\": \"{a}\", \"7\": \"{a}\", \"8\": "             \
       "\"{body|else:query|md5|hex}\"}, \"clauses\": {\"message.body\": \"b\", \"headers.8.body\": \"h\"}"

Test(scheme_file_full, a_file_at_its_limits) {
  const reqsig_scheme *scheme = holds(FULL "}");
  for (size_t i = 7; i < 32; i++) cr_assert_str_eq(scheme->message[i].clause, "b");
  cr_assert_str_eq(scheme->headers[7].value[0].clause, "h");
  REFUSES(FULL "}", {"{a}{b}{c}", "{a}{b}{e}", "message", "a source"},
          {"\"{d}\"", "\"{a}\"", "key", "a secret credential"},
          {"\"{d}\"", "\"{e}\"", "key", "a secret credential"});
  REFUSES(FULL ", \"profiles\": {\"p\": {\"meaning\": \"m\", \"source\": \"s\", \"change\": {\"replace\": "
               "{\"path\": \"{path}\"}}}}}",
          {"\"{path}\"", "\"a{path}\"", "profiles.p.change.replace.path", "fits this scheme"},
          {"\"{path}\"", "\"{path}{body}\"", "profiles.p.change.replace.path", "fits this scheme"});
}

#define SMALL                                                                                                \
  HEAD "\"credentials\": {\"k\": \"secret\", \"l\": \"secret\"}, \"timestamp\": {\"format\": "               \
       "\"unix-seconds\", \"past_ms\": 1, \"exclusive\": true}, \"message\": "                               \
       "\"{l}{timestamp}.{path|upper|percent-decode}.{body|else:query}.{method|cut:/}\", \"hmac\": "         \
       "\"sha1\", "                                                                                          \
       "\"key\": \"{k|cut:k_}\", \"headers\": {\"S\": \"v{mac|hex}\", \"T\": \"{timestamp}\"}"
#define PROFILED(change)                                                                                     \
  SMALL ", \"profiles\": {\"p\": {\"meaning\": \"m\", \"source\": \"s\", \"change\": " change "}}}"

Test(scheme_file_full, each_kind_of_change) {
  static const char *const files[] = {
      PROFILED("{\"replace\": {\"path\": \"{path}\"}}"),
      PROFILED("{\"replace\": {\"path\": \"{path|percent-decode}\"}}"),
      PROFILED("{\"replace\": {\"path\": \"{path|upper|percent-decode|json-compact}\"}}"),
      PROFILED("{\"replace\": {\"path\": \"{path|unless-empty|cut:/|upper|percent-decode}{?query}\"}}"),
      PROFILED("{\"replace\": {\"path\": \"a{path|upper|percent-decode}\", \"body\": "
               "\"{body|else:query|md5|hex}\"}}"),
      PROFILED("{\"replace\": {\"path\": \"a{path|upper|percent-decode}b\", \"method\": \"{method}\"}}"),
      PROFILED("{\"replace\": {\"body\": \"{body}.\"}}"),
      PROFILED("{\"replace\": {\"timestamp\": \"{timestamp|upper}\"}}"),
      PROFILED("{\"signs\": [\"any with body\"]}"),
      PROFILED("{\"signs\": [\"PUT with body\", \"ABCDEFGHIJKLMNOP with body\"]}"),
      PROFILED("{\"signs\": [\"ABCDEFGHIJKLMNOP\", \"any with body\"]}"),
      PROFILED("{\"timestamp\": {\"format\": \"unix-milliseconds\"}}"),
      PROFILED("{\"timestamp\": {\"future_ms\": 5}}"),
      PROFILED("{\"timestamp\": {\"format\": \"unix-milliseconds\", \"past_ms\": 5, \"exclusive\": true}}"),
      PROFILED("{\"timestamp\": {\"exclusive\": true}}"),
      PROFILED("{\"hmac\": \"sha384\", \"key\": \"{k|cut:k_|from-hex}\"}"),
      PROFILED("{\"accepts\": {\"upper_case_hex\": true, \"no_prefix\": true}}"),
      SMALL ", \"accepts\": {\"upper_case_hex\": true}}",
      SMALL ", \"accepts\": {\"no_prefix\": true}, \"also_sent\": {\"A\": \"b\", \"C\": \"d\"}}",
      SMALL ", \"signs\": [\"any with body\"], \"document\": \"d\"}",
  };
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) holds(files[i]);
}

Test(scheme_file_full, a_change_to_the_first_format_is_one) {
  reqsig_slice text = edited(PROFILED("{\"timestamp\": {\"format\": \"unix-seconds\"}}"),
                             "\"unix-seconds\", \"past_ms\"", "\"unix-milliseconds\", \"past_ms\"");
  const reqsig_scheme *scheme = holds((const char *)text.data);
  cr_assert_eq(scheme->profiles[0].variations[0].kind, RS_VARY_TIME_FORMAT);
}

#define THREE "\"replace\": {\"path\": \"a{path|cut:/|upper|percent-decode}{?query}\"}"

Test(scheme_file_full, a_profile_has_three_changes) {
  REFUSES(
      PROFILED("{" THREE "}"),
      {THREE, THREE ", \"signs\": [\"PUT\"]", "profiles.p.change.signs", "at most 3"},
      {THREE, THREE ", \"hmac\": \"sha512\"", "profiles.p.change.hmac", "at most 3"},
      {THREE, THREE ", \"timestamp\": {\"format\": \"unix-milliseconds\"}", "profiles.p.change.timestamp",
       "at most 3"},
      {THREE, THREE ", \"timestamp\": {\"past_ms\": 2}", "profiles.p.change.timestamp", "at most 3"},
      {THREE, THREE ", \"key\": \"{k|cut:k_|from-hex}\"", "profiles.p.change.key", "at most 3"},
      {THREE, THREE ", \"accepts\": {\"upper_case_hex\": true}", "profiles.p.change.accepts.upper_case_hex",
       "at most 3"},
      {THREE, THREE ", \"key\": \"{l}\"", "profiles.p.change.key", "own key"},
      {THREE, THREE ", \"key\": \"{k|cut:j_|from-hex}\"", "profiles.p.change.key", "own key"},
      {THREE, "\"replace\": {\"body|else:query\": \"a{body|else:query}\"}",
       "profiles.p.change.replace.body|else:query", "a source of the message"},
      {THREE, "\"replace\": {\"header:NAME\": \"a\"}", "profiles.p.change.replace.header:NAME",
       "or a header"},
      {THREE, "\"replace\": {\"method\": \"a{method|unless-empty|upper}b\"}",
       "profiles.p.change.replace.method", "at most 3"},
      {THREE, "\"replace\": {\"path\": \"a{path|unless-empty|cut:/|percent-decode}\"}",
       "profiles.p.change.replace.path", "at most 3"},
      {THREE,
       "\"replace\": {\"path\": \"a{path|upper|percent-decode}\", \"method\": \"b{method|unless-empty}\"}",
       "profiles.p.change.replace.method", "at most 3"},
      {THREE,
       "\"replace\": {\"path\": \"a{path|upper|percent-decode}b\", \"body\": "
       "\"{body|else:query|upper|upper}\"}",
       "profiles.p.change.replace.body", "at most 3"},
      {THREE,
       "\"replace\": {\"path\": \"a{path|cut:/|upper|percent-decode}{?query}\", \"method\": "
       "\"{method|unless-empty|cut:/}\"}",
       "profiles.p.change.replace.method", "at most 3"},
      {THREE, THREE ", \"replace\": 1", "profiles.p.change.replace", "each member once"});
}

#define DIGESTED                                                                                             \
  HEAD "\"credentials\": {\"k\": \"secret\", \"l\": \"secret\"}, \"timestamp\": {\"format\": "               \
       "\"unix-seconds\", \"past_ms\": 1}, \"message\": \"{l}{timestamp}.{path}\", \"hmac\": \"sha1\", "     \
       "\"key\": \"{k}\", \"headers\": {\"S\": \"v{mac|hex}\", \"T\": \"{timestamp}\", \"D\": "              \
       "\"{body|unless-empty|md5|hex}\"}"
#define CLAUSES                                                                                              \
  DIGESTED ", \"clauses\": {\"credentials.l\": \"1\", \"signs\": \"2\", \"timestamp\": \"3\", \"message\": " \
           "\"4\", "                                                                                         \
           "\"message.path\": \"5\", \"hmac\": \"6\", \"encoding\": \"7\", \"headers.T\": \"8\", "           \
           "\"headers.S.mac\": \"9\", \"headers.D.body\": \"10\", \"headers.D.body|unless-empty\": \"11\"}}"

Test(scheme_file_full, each_rule_has_its_clause) {
  const reqsig_scheme *scheme = holds(CLAUSES);
  cr_assert_str_eq(scheme->credentials[1].clause, "1");
  cr_assert_str_eq(scheme->signs.clause, "2");
  cr_assert_str_eq(scheme->time.clause, "3");
  cr_assert_str_eq(scheme->message_clause, "4");
  cr_assert_str_eq(scheme->mac.clause, "6");
  cr_assert_str_eq(scheme->encoding.clause, "7");
  cr_assert_str_eq(scheme->headers[1].clause, "8");
  cr_assert_str_eq(scheme->headers[0].value[1].clause, "9");
  cr_assert_str_eq(scheme->headers[2].value[0].clause, "10");
  cr_assert_str_eq(scheme->headers[2].value[0].omit_clause, "11");
}

/* "/%61b" in upper case and decoded is "/aB". */
Test(scheme_file_full, a_replaced_part_has_the_forms_of_its_own) {
  const reqsig_scheme *scheme = holds(PROFILED("{\"replace\": {\"path\": \"{path|percent-decode}\"}}"));
  const reqsig_credential credentials[] = {{"k", RS_TEXT("k")}, {"l", RS_TEXT("l")}};
  const char *profile = "p";
  const reqsig_request request = {.method = RS_TEXT("GET"), .target = RS_TEXT("/%61b")};
  for (size_t num = 0; num <= 1; num++) {
    reqsig_context context;
    uint8_t room[64], of_varied[REQSIG_VARIED_ROOM];
    const reqsig_scheme *varied;
    reqsig_buffer memory = {of_varied, sizeof of_varied, 0};
    reqsig_buffer message = {room, sizeof room, 0};
    cr_assert_eq(reqsig_scheme_vary(scheme, &profile, num, &memory, &varied), REQSIG_OK);
    cr_assert_eq(reqsig_context_init(&context, varied, credentials, 2), REQSIG_OK);
    cr_assert_eq(reqsig_message(&context, &request, 1000, &message), REQSIG_OK);
    cr_assert(rs_slice_equal(rs_slice(room, message.len), reqsig_text(num ? "l1./ab..GET" : "l1./aB..GET")));
  }
}

#define PARTED                                                                                               \
  HEAD "\"credentials\": {\"k\": \"secret\"}, \"parts\": {\"a\": \"b\"}, \"message\": \"{a}{path}\", "       \
       "\"hmac\": \"sha1\", \"key\": \"{k}\", \"headers\": {\"S\": \"{mac|hex}\"}, \"profiles\": {\"p\": "   \
       "{\"meaning\": \"m\", \"source\": \"s\", \"change\": {\"replace\": {\"path\": \"a{path}\"}}}}}"

Test(scheme_file_full, a_part_is_used_in_no_profile) {
  holds(PARTED);
  REFUSES(PARTED, {"\"a{path}\"", "\"{a}{path}\"", "profiles.p.change.replace.path", "no part within"});
}

Test(scheme_file_full, a_digest_in_a_header_alone_can_be_replaced) {
  holds(HEAD "\"credentials\": {\"k\": \"secret\"}, \"message\": \"{path}\", \"hmac\": \"sha1\", \"key\": "
             "\"{k}\", \"headers\": {\"S\": \"{mac|hex}\", \"D\": \"{body|md5|hex}\"}, \"profiles\": {\"p\": "
             "{\"meaning\": \"m\", \"source\": \"s\", \"change\": {\"replace\": {\"body\": "
             "\"{body|unless-empty|md5|hex}\"}}}}}");
}

Test(scheme_file_full, a_list_of_no_profiles_is_left_out) {
  static const rs_profile none[] = {{.info = {.name = NULL}}};
  static uint8_t room[4096];
  reqsig_scheme scheme = *accepts(RS_LITERAL(GITHUB));
  reqsig_buffer text = {room, sizeof room, 0};
  scheme.profiles = none;
  cr_assert_eq(reqsig_scheme_write(&scheme, &text), REQSIG_OK);
  cr_assert_not_null(read_scheme(rs_slice(room, text.len))->scheme);
}

/* The notation's words, as its page has them. */
static void has_words(rs_word_kind kind, const char *const *words, size_t num) {
  for (size_t i = 0; i < num; i++) {
    const rs_word *word = rs_word_match(kind, reqsig_text(words[i]));
    cr_assert(word && strcmp(word->text, words[i]) == 0, "%s", words[i]);
  }
}

#define HAS_WORDS(kind, ...)                                                                                 \
  do {                                                                                                       \
    static const char *const words_[] = {__VA_ARGS__};                                                       \
    has_words(kind, words_, sizeof words_ / sizeof *words_);                                                 \
  } while (0)

Test(scheme_file_full, words_of_the_notation) {
  HAS_WORDS(RS_WORD_SOURCE, "method", "path", "query", "?query", "body", "body-length", "body|else:query",
            "header:NAME", "query|without:NAMES", "form:NAME", "timestamp", "nonce", "mac");
  HAS_WORDS(RS_WORD_CONDITION, "unless-empty", "unless-multipart");
  HAS_WORDS(RS_WORD_PART_CONDITION, "if-body", "if-method:NAME");
  HAS_WORDS(RS_WORD_CUT, "cut:/", "host", "port");
  HAS_WORDS(RS_WORD_FORM, "upper", "lower", "squeeze", "percent-decode", "percent-encode", "percent-encode:/",
            "json-compact", "as:YYYYMMDD", "as:YYYY-MM-DD", "md5", "md5|hex", "md5|base64", "sha1",
            "sha1|hex", "sha1|base64", "sha256", "sha256|hex", "sha256|base64", "sha512", "sha512|hex",
            "sha512|base64", "hmac|hex", "hmac|base64");
  HAS_WORDS(RS_WORD_ENCODING, "hex", "base64", "base64url", "base64-unpadded", "base64url-unpadded");
  HAS_WORDS(RS_WORD_KEY_FORM, "cut:TEXT", "from-base64", "from-base64url", "from-hex", "percent-encode");
  HAS_WORDS(RS_WORD_HMAC, "sha1", "sha256", "sha384", "sha512");
  HAS_WORDS(RS_WORD_TIME_FORMAT, "unix-seconds", "unix-milliseconds", "Www, DD Mmm YYYY hh:mm:ss GMT",
            "YYYY-MM-DDThh:mm:ssZ", "YYYY-MM-DDThh:mm:ss.sssZ", "YYYYMMDDThhmmssZ", "YYYY-MM-DDThh:mm:ss",
            "YYYY-MM-DDThh:mm:ss+hh:mm", "Www, DD Mmm YYYY hh:mm:ss -0000", "YYYYMMDDThh:mm:ss+0000");
  HAS_WORDS(RS_WORD_ACCEPTS, "upper_case_hex", "unpadded_base64", "no_prefix");
}

Test(scheme_file_full, words) {
  size_t num = 0;
  while (rs_word_at(num)) num++;
  cr_assert_gt(num, 30);
  for (size_t i = 0; i < num; i++) {
    const rs_word *word = rs_word_at(i);
    cr_assert(*word->text && *word->sentence);
    cr_assert_eq(rs_word_match(word->kind, reqsig_text(word->text)), word, "%s", word->text);
    bool is_list = word->kind == RS_WORD_SOURCE && word->value == RS_FROM_LIST; /* lists have two words */
    cr_assert(is_list || rs_word_for(word->kind, word->value) == word, "%s", word->text);
  }
  cr_assert_null(rs_word_match(RS_WORD_SOURCE, RS_LITERAL("bodyx")));
  cr_assert_str_eq(rs_phrase_for(RS_WORD_CUT, RS_CUT_NOTHING), "");
}

#define LONG                                                                                                 \
  "abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcd" \
  "efghij"

Test(scheme_file_full, refusals_at_the_limits) {
  REFUSES(GITHUB, {"{body}", "{bodyx}", "message", "a source", "body"},
          {"\"github\"", "\"git{\"", "name", "single hyphens"},
          {"\"github\"", "\"git:\"", "name", "single hyphens"},
          {"\"message\"", "\"signs\": [\"POSTx\"], \"message\"", "signs", "in upper case"},
          {"\"message\"", "\"signs\": [\"ABCDEFGHIJKLMNOPx\"], \"message\"", "signs", "in upper case"},
          {"\"X-Hub-Signature-256\"", "\"" LONG "\"", "headers." LONG, "a name of 1 to"},
          {"\"title\"", "\"clauses\": {\"" LONG LONG "\": \"x\"}, \"title\"", "", "a name of 1 to"},
          {"\"sha256={mac|hex}\"",
           "{\"items\": [\"a{mac|hex}\", \"b{secret}{secret}\"], \"separator\": \",\"}",
           "headers.X-Hub-Signature-256.items", "a literal that tells"});
  REFUSES(GITHUB, {"GitHub webhooks", "a\\u0001", "title", "no control characters"},
          {"\"sha256={mac|hex}\"", "{\"items\": [\"{mac|hex}a\"], \"separator\": \",\"}",
           "headers.X-Hub-Signature-256.items", "a literal that tells"},
          {"\"message\": \"{body}\"",
           "\"message\": \"{header:NAME}\", \"profiles\": {\"p\": {\"meaning\": \"m\", \"source\": \"s\", "
           "\"change\": {\"replace\": {\"header:NAME\": \"a{header:NAME}\"}}}}",
           "profiles.p.change.replace.header:NAME", "or a header"});
  holds(HEAD "\"credentials\": {\"k9\": \"secret\"}, \"message\": \"a\", \"hmac\": \"sha1\", \"key\": "
             "\"{k9}\", \"headers\": {\"S\": \"{mac|hex}\"}}");
  REFUSES(GITHUB, {"\"headers\"", "\"timestamp\": {\"format\": \"unix-seconds\"}, \"headers\"", "",
                   "one header or parameter with {timestamp}"});
}

#define ONE_LETTER                                                                                           \
  HEAD "\"credentials\": {\"k\": \"secret\"}, \"signs\": [\"POST\"], \"message\": \"{path}\", \"hmac\": "    \
       "\"sha1\", \"key\": \"{k}\", \"headers\": {\"S\": \"{mac|hex}\"}}"

/* It is checked although the scheme does not sign the request. */
Test(scheme_file_full, a_header_of_one_letter_carries_a_signature) {
  const reqsig_header wrong = {RS_TEXT("S"), RS_TEXT("0123456789012345678901234567890123456789")};
  const reqsig_credential secret = {"k", RS_TEXT("k")};
  const reqsig_request request = {
      .method = RS_TEXT("GET"), .target = RS_TEXT("/"), .headers = &wrong, .num_headers = 1};
  reqsig_context context;
  reqsig_verdict verdict;
  cr_assert_eq(reqsig_context_init(&context, holds(ONE_LETTER), &secret, 1), REQSIG_OK);
  cr_assert_eq(reqsig_verify(&context, &request, 1000, NULL, &verdict), REQSIG_OK);
  cr_assert_eq(verdict.reason, REQSIG_REASON_SIGNATURE_MISMATCH);
}
