/* The words of each source, form and format, as people read them. */
#include <criterion/criterion.h>
#include <string.h>

#include "describe.h"
#include "vocabulary.h"

static const reqsig_scheme scheme = {.credentials = {{"id"}, {"key", true}, {"other", true}},
                                     .time = {.format = RS_IMF_FIXDATE},
                                     .encoding = {RS_BASE64URL},
                                     .mac = {RS_SHA1, 1}};

static void reads(const reqsig_buffer *words, const char *expected) {
  cr_assert(rs_slice_equal(rs_slice(words->data, words->len), reqsig_text(expected)), "%.*s", (int)words->len,
            (const char *)words->data);
}

Test(describe_words, of_each_source) {
  static const struct {
    rs_part part;
    const char *words;
  } cases[] = {
      {{RS_FROM_CREDENTIAL, .credential = 2}, "credential other"},
      {{RS_FROM_TIMESTAMP}, "timestamp, HTTP date, GMT"},
      {{RS_FROM_METHOD}, "method"},
      {{RS_FROM_PATH}, "path"},
      {{RS_FROM_QUERY}, "query with its \"?\""},
      {{RS_FROM_BODY}, "body"},
      {{RS_FROM_BODY_OR_QUERY}, "body, or the query if there is none"},
      {{RS_FROM_MAC}, "MAC as base64, alphabet for URLs, padded"},
      {{RS_FROM_BARE_QUERY}, "query without its \"?\""},
      {{RS_FROM_HEADER, .literal = RS_TEXT("Host")}, "header Host"},
      {{RS_FROM_BODY_LENGTH}, "length of the body"},
      {{RS_FROM_NONCE}, "nonce"},
      {{RS_FROM_LITERAL, .literal = RS_TEXT(" \x1f\x7e")}, "\" \\x1F~\""},
      {{RS_FROM_BODY, .transforms = {RS_LOWER_CASE, RS_SQUEEZED, RS_SHA512_HEX}},
       "body in lower case, each run of spaces as one, its SHA-512 in hex"},
      {{RS_FROM_HEADER, RS_CUT_TO_PORT, .literal = RS_TEXT("h"), .omit = RS_OMIT_IF_EMPTY},
       "header h, its port (nothing if it is empty)"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    uint8_t room[128];
    reqsig_buffer words = {room, sizeof room, 0};
    rs_part_words(&scheme, &cases[i].part, &words);
    reads(&words, cases[i].words);
  }
}

Test(describe_words, of_a_part_with_forms_or_a_condition) {
  static const struct {
    rs_group group;
    const char *words;
  } cases[] = {
      {{"g", .transforms = {RS_UPPER_CASE, RS_SHA1_RAW, RS_PERCENT_ENCODED}},
       "g in upper case, the bytes of its SHA-1, percent-encoded"},
      {{"g", RS_IF_BODY, .transforms = {RS_MD5_HEX}}, "g, its MD5 in hex (if there is a body)"},
      {{"g", RS_IF_METHOD, RS_TEXT("PUT")}, "g (if the method is PUT)"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    uint8_t room[128];
    reqsig_buffer words = {room, sizeof room, 0};
    rs_group_words(&cases[i].group, &words);
    reads(&words, cases[i].words);
  }
}

Test(describe_words, of_a_key_of_two) {
  uint8_t room[128];
  reqsig_buffer words = {room, sizeof room, 0};
  reqsig_scheme joined = scheme;
  joined.mac = (rs_mac_rule){RS_SHA1,
                             1,
                             .key_cut = RS_TEXT("k_"),
                             .key_form = RS_KEY_HEX_DECODED,
                             .is_joined = true,
                             .other_key = 2,
                             .other_encoded = true};
  rs_key_words(&joined, &words);
  reads(&words, "key without \"k_\", hex-decoded and other, percent-encoded");
}

Test(describe_words, of_formats) {
  cr_assert_str_eq(rs_time_format_words(RS_UNIX_SECONDS), "seconds since 1970");
  cr_assert_str_eq(rs_time_format_words(RS_UNIX_MILLISECONDS), "milliseconds since 1970");
  cr_assert_str_eq(rs_time_format_words(RS_MAIL_DATE), "RFC 2822 date in UTC");
  cr_assert_str_eq(rs_encoding_words(RS_HEX), "hex in lower case");
  cr_assert_str_eq(rs_encoding_words(RS_BASE64URL_UNPADDED), "base64, alphabet for URLs, without padding");
  cr_assert_str_eq(rs_key_form_words(RS_KEY_AS_IS), "");
  cr_assert_str_eq(rs_word_for(RS_WORD_HMAC, RS_SHA1)->sentence, "HMAC-SHA-1");
  cr_assert_str_eq(rs_word_for(RS_WORD_HMAC, RS_SHA256)->sentence, "HMAC-SHA-256");
  cr_assert_str_eq(rs_word_for(RS_WORD_HMAC, RS_SHA384)->sentence, "HMAC-SHA-384");
  cr_assert_str_eq(rs_word_for(RS_WORD_HMAC, RS_SHA512)->sentence, "HMAC-SHA-512");
}

Test(describe_words, of_formats_with_examples) {
  static const struct {
    rs_time_format format;
    const char *sentence;
  } cases[] = {
      {RS_IMF_FIXDATE, "an HTTP date, \"Mon, 10 Apr 2017 04:43:12 GMT\""},
      {RS_ISO_SECONDS, "ISO 8601 and RFC 3339 in UTC, \"2017-04-10T04:43:12Z\""},
      {RS_ISO_MILLISECONDS, "ISO 8601 and RFC 3339 in UTC, \"2017-04-10T04:43:12.345Z\""},
      {RS_ISO_BASIC_OFFSET, "ISO 8601 in UTC, \"20170410T04:43:12+0000\""},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    cr_assert_str_eq(rs_word_for(RS_WORD_TIME_FORMAT, (int)cases[i].format)->sentence, cases[i].sentence);
}

Test(describe_words, of_macs) {
  static const struct {
    rs_digest digest;
    const char *words;
  } cases[] = {{RS_MD5, "HMAC-MD5"},        {RS_SHA1, "HMAC-SHA-1"},     {RS_SHA224, "HMAC-SHA-224"},
               {RS_SHA256, "HMAC-SHA-256"}, {RS_SHA384, "HMAC-SHA-384"}, {RS_SHA512, "HMAC-SHA-512"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    uint8_t room[32];
    reqsig_buffer words = {room, sizeof room, 0};
    reqsig_scheme other = scheme;
    other.mac.digest = cases[i].digest;
    rs_mac_words(&other, &words);
    reads(&words, cases[i].words);
  }
}
