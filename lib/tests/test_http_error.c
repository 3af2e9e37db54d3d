#include <ctype.h>

#include "http_case.h"

enum { NUM_ERRORS = REQSIG_HTTP_BODY_BUFFER_TOO_SMALL + 1 };

#define LINE                   "POST / HTTP/1.1\r\n"
#define CHUNKED                HTTP_POST "Transfer-Encoding: chunked\r\n\r\n"
#define DIGITS                 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define ROW(error, good, rest) [error] = {#error, HTTP_TEXT(good), HTTP_TEXT(rest), error}

static const http_rejection one_each[NUM_ERRORS] = {
    ROW(REQSIG_HTTP_EMPTY, "", ""),
    ROW(REQSIG_HTTP_LEADING_EMPTY_LINE, "", "\r\n"),
    ROW(REQSIG_HTTP_METHOD, "", "@"),
    ROW(REQSIG_HTTP_TARGET, "GET ", "*"),
    ROW(REQSIG_HTTP_TARGET_BYTE, "GET /", "#"),
    ROW(REQSIG_HTTP_TARGET_ESCAPE, "GET /%", "g"),
    ROW(REQSIG_HTTP_VERSION, "GET / HTTP/", "2"),
    ROW(REQSIG_HTTP_BARE_CR, LINE, "\r "),
    ROW(REQSIG_HTTP_BARE_LF, LINE, "\n"),
    ROW(REQSIG_HTTP_FIELD_NAME, LINE, ":"),
    ROW(REQSIG_HTTP_SPACE_BEFORE_COLON, LINE "a", " :"),
    ROW(REQSIG_HTTP_FIELD_VALUE, LINE "a:", "\x1F"),
    ROW(REQSIG_HTTP_FOLDED_LINE, LINE, " "),
    ROW(REQSIG_HTTP_TOO_MANY_HEADERS, LINE "a:\r\nb:\r\nc:\r\nd:\r\n", "e"),
    ROW(REQSIG_HTTP_HEAD_TRUNCATED, LINE "a:\r\n", ""),
    ROW(REQSIG_HTTP_HOST_MISSING, LINE, "\r\n"),
    ROW(REQSIG_HTTP_HOST_TWICE, HTTP_POST, "host:\r\n"),
    ROW(REQSIG_HTTP_HOST, LINE "Host:", "/\r\n"),
    ROW(REQSIG_HTTP_HOST_MISMATCH, "GET http://a HTTP/1.1\r\nHost:", "b\r\n\r\n"),
    ROW(REQSIG_HTTP_CONTENT_LENGTH, LINE "Content-Length:", "x\r\n"),
    ROW(REQSIG_HTTP_CONTENT_LENGTH_TWICE, LINE "Content-Length:1\r\n", "Content-Length:1\r\n"),
    ROW(REQSIG_HTTP_LENGTH_AND_ENCODING, LINE "Content-Length:1\r\n", "Transfer-Encoding:chunked\r\n"),
    ROW(REQSIG_HTTP_TRANSFER_ENCODING, LINE "Transfer-Encoding:", "x\r\n"),
    ROW(REQSIG_HTTP_CHUNK_SIZE, CHUNKED, "x"),
    ROW(REQSIG_HTTP_CHUNK_EXTENSION, CHUNKED "1", ";"),
    ROW(REQSIG_HTTP_CHUNK_END, CHUNKED "1\r\nx", "x"),
    ROW(REQSIG_HTTP_TRAILER, CHUNKED "0\r\n", "a"),
    ROW(REQSIG_HTTP_BODY_TRUNCATED, CHUNKED "1\r\n", ""),
    ROW(REQSIG_HTTP_TRAILING_BYTES, HTTP_POST "\r\n", "x"),
    ROW(REQSIG_HTTP_BODY_BUFFER_TOO_SMALL, CHUNKED "41\r\n" DIGITS, "x\r\n0\r\n\r\n"),
};

Test(http_error, reaches_every_reason) {
  for (int error = 1; error < NUM_ERRORS; error++) {
    cr_assert(one_each[error].label, "no request for %s", reqsig_http_error_name((reqsig_http_error)error));
    http_expect_rejection(&one_each[error]);
  }
}

static bool is_slug(const char *name) {
  for (const char *c = name; *c; c++)
    if (!islower((unsigned char)*c) && (*c != '-' || c == name)) return false;
  return *name != '\0';
}

Test(http_error, names_and_explains_each_reason_differently) {
  for (int i = 0; i < NUM_ERRORS; i++) {
    const char *name = reqsig_http_error_name((reqsig_http_error)i);
    const char *text = reqsig_http_error_text((reqsig_http_error)i);
    cr_expect(is_slug(name), "%d: %s", i, name);
    cr_expect(strlen(text) > 20 && text[strlen(text) - 1] != '.', "%s", text);
    for (int k = 0; k < i; k++) {
      cr_expect_str_neq(name, reqsig_http_error_name((reqsig_http_error)k));
      cr_expect_str_neq(text, reqsig_http_error_text((reqsig_http_error)k));
    }
  }
}

Test(http_error, has_words_for_a_number_of_no_reason) {
  cr_expect_str_eq(reqsig_http_error_name((reqsig_http_error)NUM_ERRORS), "unknown");
  cr_expect(reqsig_http_error_text((reqsig_http_error)-1) != NULL);
}

Test(http_error, says_what_helps_where_people_stumble) {
  cr_expect(strstr(reqsig_http_error_text(REQSIG_HTTP_BARE_LF), "CR LF"));
  cr_expect(strstr(reqsig_http_error_text(REQSIG_HTTP_TRAILING_BYTES), "Content-Length"));
  cr_expect(strstr(reqsig_http_error_text(REQSIG_HTTP_HEAD_TRUNCATED), "empty line"));
  cr_expect(strstr(reqsig_http_error_text(REQSIG_HTTP_VERSION), "%20"));
  cr_expect(strstr(reqsig_http_error_text(REQSIG_HTTP_HOST), "a port alone names no host"));
  cr_expect(strstr(reqsig_http_error_text(REQSIG_HTTP_HOST), "[v1...]"));
}
