#include "http_case.h"

#define LINE "GET / HTTP/1.1\r\n"
#define REST "\r\n\r\n"

Test(http_fields, rejects_a_name_that_is_no_token_with_a_colon) {
  static const http_rejection rows[] = {
      {"27: missing name and colon", HTTP_TEXT(HTTP_GET), HTTP_TEXT("\"b\"" REST), REQSIG_HTTP_FIELD_NAME},
      {"27: empty name", HTTP_TEXT(HTTP_GET), HTTP_TEXT(": b" REST), REQSIG_HTTP_FIELD_NAME},
      {"27: missing colon", HTTP_TEXT(HTTP_GET "b"), HTTP_TEXT(REST), REQSIG_HTTP_FIELD_NAME},
      {"27: space before the colon", HTTP_TEXT(HTTP_GET "B"), HTTP_TEXT(" : c" REST),
       REQSIG_HTTP_SPACE_BEFORE_COLON},
      {"27: tab before the colon", HTTP_TEXT(LINE "Host"), HTTP_TEXT("\t: a" REST),
       REQSIG_HTTP_SPACE_BEFORE_COLON},
      {"space within", HTTP_TEXT(HTTP_GET "B"), HTTP_TEXT(" c: d" REST), REQSIG_HTTP_SPACE_BEFORE_COLON},
      {"27: NUL in a name", HTTP_TEXT(HTTP_GET "B"), HTTP_TEXT("\0c: d" REST), REQSIG_HTTP_FIELD_NAME},
      {"27: 0x85 in a name", HTTP_TEXT(HTTP_GET "B"), HTTP_TEXT("\x85: d" REST), REQSIG_HTTP_FIELD_NAME},
      {"27: 0xA0 in a name", HTTP_TEXT(HTTP_GET "B"), HTTP_TEXT("\xA0: d" REST), REQSIG_HTTP_FIELD_NAME},
      {"slash", HTTP_TEXT(HTTP_GET "B"), HTTP_TEXT("/c: d" REST), REQSIG_HTTP_FIELD_NAME},
      {"quoted", HTTP_TEXT(HTTP_GET), HTTP_TEXT("\"B\": d" REST), REQSIG_HTTP_FIELD_NAME},
      {"24: LF in a name", HTTP_TEXT(HTTP_GET "B"), HTTP_TEXT("\nC: d" REST), REQSIG_HTTP_BARE_LF},
      {"24: CR in a name", HTTP_TEXT(HTTP_GET "B"), HTTP_TEXT("\rC: d" REST), REQSIG_HTTP_BARE_CR},
      {"24: CR LF in a name", HTTP_TEXT(HTTP_GET "B"), HTTP_TEXT("\r\nC: d" REST), REQSIG_HTTP_FIELD_NAME},
  };
  HTTP_EXPECT_REFUSALS(rows);
}

Test(http_fields, rejects_bare_line_ends) {
  static const http_rejection rows[] = {
      {"27: bare LF behind a value", HTTP_TEXT(HTTP_GET "B: c"), HTTP_TEXT("\nD: e" REST),
       REQSIG_HTTP_BARE_LF},
      {"27: bare CR behind a value", HTTP_TEXT(HTTP_GET "B: c"), HTTP_TEXT("\rD: e" REST),
       REQSIG_HTTP_BARE_CR},
      {"CR CR LF", HTTP_TEXT(HTTP_GET "B: c"), HTTP_TEXT("\r\r\n\r\n"), REQSIG_HTTP_BARE_CR},
      {"LF CR", HTTP_TEXT(HTTP_GET "B: c"), HTTP_TEXT("\n\r"), REQSIG_HTTP_BARE_LF},
      {"LF behind the colon", HTTP_TEXT(HTTP_GET "B:"), HTTP_TEXT("\nD: e" REST), REQSIG_HTTP_BARE_LF},
      {"empty line of LF", HTTP_TEXT(HTTP_GET), HTTP_TEXT("\n"), REQSIG_HTTP_BARE_LF},
      {"empty line of CR", HTTP_TEXT(HTTP_GET), HTTP_TEXT("\rx"), REQSIG_HTTP_BARE_CR},
      {"saved by an editor", HTTP_TEXT("GET / HTTP/1.1"), HTTP_TEXT("\nHost: a\n\n"), REQSIG_HTTP_BARE_LF},
  };
  HTTP_EXPECT_REFUSALS(rows);
}

Test(http_fields, rejects_lines_that_begin_with_white_space) {
  static const http_rejection rows[] = {
      {"27: folded by a space, CVE-2024-27982", HTTP_TEXT(HTTP_GET), HTTP_TEXT(" Content-Length: 1" REST "x"),
       REQSIG_HTTP_FOLDED_LINE},
      {"27: folded by a tab", HTTP_TEXT(HTTP_GET), HTTP_TEXT("\tb" REST), REQSIG_HTTP_FOLDED_LINE},
      {"the first line", HTTP_TEXT(LINE), HTTP_TEXT(" Host: a" REST), REQSIG_HTTP_FOLDED_LINE},
      {"white space alone", HTTP_TEXT(HTTP_GET), HTTP_TEXT(" " REST), REQSIG_HTTP_FOLDED_LINE},
  };
  HTTP_EXPECT_REFUSALS(rows);
}

Test(http_fields, takes_exactly_the_bytes_of_a_token_in_a_name) {
  char text[] = HTTP_GET "BCD: e\r\n\r\n";
  const char *token = HTTP_ALPHA HTTP_DIGIT "!#$%&'*+-.^_`|~";
  http_expect_bytes(text, sizeof HTTP_GET - 1, token, "\r\n\t ", REQSIG_HTTP_FIELD_NAME);
  http_expect_bytes(text, sizeof HTTP_GET, token, "\r\n\t :", REQSIG_HTTP_FIELD_NAME);
  http_expect_bytes(text, sizeof HTTP_GET + 1, token, "\r\n\t :", REQSIG_HTTP_FIELD_NAME);
}

/* RFC 9110 section 5.5: VCHAR, obs-text, SP and HTAB, at the ends and in the middle; more than two of the
 * words in which the parser looks. */
Test(http_fields, takes_exactly_the_bytes_of_a_value) {
  char text[] = HTTP_GET "B: cccccccccccccccccc\r\n\r\n", allowed[256] = "\t";
  for (size_t byte = ' ', i = 1; byte < 256; byte++)
    if (byte != 127) allowed[i++] = (char)byte;
  for (size_t i = 2; i < 20; i++)
    http_expect_bytes(text, sizeof HTTP_GET + i, allowed, "\r\n", REQSIG_HTTP_FIELD_VALUE);
}

Test(http_fields, rejects_control_characters_in_values) {
  static const http_rejection rows[] = {
      {"27: NUL in a value", HTTP_TEXT(HTTP_GET "B: c"), HTTP_TEXT("\0d" REST), REQSIG_HTTP_FIELD_VALUE},
      {"NUL alone", HTTP_TEXT(HTTP_GET "B:"), HTTP_TEXT("\0" REST), REQSIG_HTTP_FIELD_VALUE},
      {"form feed", HTTP_TEXT(HTTP_GET "B: c"), HTTP_TEXT("\f" REST), REQSIG_HTTP_FIELD_VALUE},
      {"vertical tab", HTTP_TEXT(HTTP_POST "Transfer-Encoding: "), HTTP_TEXT("\vchunked" REST "0" REST),
       REQSIG_HTTP_FIELD_VALUE},
      {"DEL", HTTP_TEXT(HTTP_GET "B: "), HTTP_TEXT("\x7F" REST), REQSIG_HTTP_FIELD_VALUE},
  };
  HTTP_EXPECT_REFUSALS(rows);
}

Test(http_fields, rejects_more_headers_than_the_array_holds) {
  static const http_rejection rows[] = {
      {"23: one more", HTTP_TEXT(HTTP_GET "B: 1\r\nC: 2\r\nD: 3\r\n"), HTTP_TEXT("E: 4" REST),
       REQSIG_HTTP_TOO_MANY_HEADERS},
      {"a broken one too", HTTP_TEXT(HTTP_GET "B: 1\r\nC: 2\r\nD: 3\r\n"), HTTP_TEXT("(" REST),
       REQSIG_HTTP_TOO_MANY_HEADERS},
      {"but first a line folded by a space", HTTP_TEXT(HTTP_GET "B: 1\r\nC: 2\r\nD: 3\r\n"),
       HTTP_TEXT(" 4" REST), REQSIG_HTTP_FOLDED_LINE},
      {"or by a tab", HTTP_TEXT(HTTP_GET "B: 1\r\nC: 2\r\nD: 3\r\n"), HTTP_TEXT("\t4" REST),
       REQSIG_HTTP_FOLDED_LINE},
  };
  HTTP_EXPECT_REFUSALS(rows);
}

Test(http_fields, never_writes_past_the_header_array) {
  guarded raw = guard_copy(reqsig_text(HTTP_GET "B: 1\r\nC: 2\r\nD: 3\r\n\r\n"));
  for (size_t capacity = 0; capacity <= 4; capacity++) {
    guarded array = guard_copy(rs_slice((reqsig_header[4]){{{0}, {0}}}, capacity * sizeof(reqsig_header)));
    reqsig_header *headers = (reqsig_header *)(void *)((uint8_t *)array.memory +
                                                       (array.slice.data - (const uint8_t *)array.memory));
    reqsig_request request = {0};
    reqsig_http_error error;
    size_t offset, num_headers = capacity;
    reqsig_status status =
        reqsig_parse_request(raw.slice, headers, &num_headers, NULL, &request, &error, &offset);
    cr_expect_eq(status, capacity == 4 ? REQSIG_OK : REQSIG_ERR_TOO_MANY_HEADERS);
    cr_expect_eq(num_headers, capacity);
    guard_free(array);
  }
  guard_free(raw);
}
