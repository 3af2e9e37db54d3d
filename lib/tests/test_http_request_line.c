#include "http_case.h"

#define REST " HTTP/1.1\r\nHost: a\r\n\r\n"

Test(http_request_line, rejects_what_stands_before_the_method) {
  static const http_rejection rows[] = {
      {"nothing", HTTP_TEXT(""), HTTP_TEXT(""), REQSIG_HTTP_EMPTY},
      {"empty line", HTTP_TEXT(""), HTTP_TEXT("\r\nGET /" REST), REQSIG_HTTP_LEADING_EMPTY_LINE},
      {"half an empty line", HTTP_TEXT(""), HTTP_TEXT("\r"), REQSIG_HTTP_LEADING_EMPTY_LINE},
      {"empty line of LF", HTTP_TEXT(""), HTTP_TEXT("\nGET /" REST), REQSIG_HTTP_BARE_LF},
      {"empty line of CR", HTTP_TEXT(""), HTTP_TEXT("\rGET /" REST), REQSIG_HTTP_BARE_CR},
      {"space", HTTP_TEXT(""), HTTP_TEXT(" GET /" REST), REQSIG_HTTP_METHOD},
      {"byte order mark", HTTP_TEXT(""), HTTP_TEXT("\xEF\xBB\xBFGET /" REST), REQSIG_HTTP_METHOD},
      {"NUL", HTTP_TEXT(""), HTTP_TEXT("\0GET /" REST), REQSIG_HTTP_METHOD},
  };
  HTTP_EXPECT_REFUSALS(rows);
}

Test(http_request_line, rejects_a_method_that_is_no_token_with_one_space) {
  static const http_rejection rows[] = {
      {"none", HTTP_TEXT(""), HTTP_TEXT("/" REST), REQSIG_HTTP_METHOD},
      {"brackets", HTTP_TEXT("GE"), HTTP_TEXT("(T) /" REST), REQSIG_HTTP_METHOD},
      {"colon", HTTP_TEXT("Host"), HTTP_TEXT(": a\r\n\r\n"), REQSIG_HTTP_METHOD},
      {"tab behind it", HTTP_TEXT("GET"), HTTP_TEXT("\t/" REST), REQSIG_HTTP_METHOD},
      {"tab behind the space", HTTP_TEXT("GET "), HTTP_TEXT("\t/" REST), REQSIG_HTTP_TARGET},
      {"two spaces behind it", HTTP_TEXT("GET "), HTTP_TEXT(" /" REST), REQSIG_HTTP_TARGET},
      {"line end behind it", HTTP_TEXT("GET"), HTTP_TEXT("\r\nHost: a\r\n\r\n"), REQSIG_HTTP_METHOD},
      {"LF behind it", HTTP_TEXT("GET"), HTTP_TEXT("\n/" REST), REQSIG_HTTP_BARE_LF},
      {"CR behind it", HTTP_TEXT("GET"), HTTP_TEXT("\r/" REST), REQSIG_HTTP_BARE_CR},
      {"NUL in it", HTTP_TEXT("GE"), HTTP_TEXT("\0T /" REST), REQSIG_HTTP_METHOD},
      {"non-ASCII letter", HTTP_TEXT("G"), HTTP_TEXT("\xC3\x89T /" REST), REQSIG_HTTP_METHOD},
  };
  HTTP_EXPECT_REFUSALS(rows);
}

Test(http_request_line, rejects_a_target_of_no_form_for_the_method) {
  static const http_rejection rows[] = {
      {"relative path", HTTP_TEXT("GET "), HTTP_TEXT("users" REST), REQSIG_HTTP_TARGET},
      {"relative path like a scheme", HTTP_TEXT("GET http"), HTTP_TEXT("d" REST), REQSIG_HTTP_TARGET},
      {"empty", HTTP_TEXT("GET "), HTTP_TEXT("\r\nHost: a\r\n\r\n"), REQSIG_HTTP_TARGET},
      {"query alone", HTTP_TEXT("GET "), HTTP_TEXT("?a=b" REST), REQSIG_HTTP_TARGET},
      {"asterisk with GET", HTTP_TEXT("GET "), HTTP_TEXT("*" REST), REQSIG_HTTP_TARGET},
      {"asterisk with options", HTTP_TEXT("options "), HTTP_TEXT("*" REST), REQSIG_HTTP_TARGET},
      {"asterisk and more", HTTP_TEXT("OPTIONS *"), HTTP_TEXT("/" REST), REQSIG_HTTP_TARGET},
      {"authority with GET", HTTP_TEXT("GET "), HTTP_TEXT("a:80" REST), REQSIG_HTTP_TARGET},
      {"origin-form with CONNECT", HTTP_TEXT("CONNECT "), HTTP_TEXT("/" REST), REQSIG_HTTP_TARGET},
      {"absolute-form with CONNECT", HTTP_TEXT("CONNECT http:"), HTTP_TEXT("//a/" REST), REQSIG_HTTP_TARGET},
      {"no port with CONNECT", HTTP_TEXT("CONNECT a"), HTTP_TEXT(REST), REQSIG_HTTP_TARGET},
      {"empty port with CONNECT", HTTP_TEXT("CONNECT a:"), HTTP_TEXT(REST), REQSIG_HTTP_TARGET},
      {"path behind the port", HTTP_TEXT("CONNECT a:80"), HTTP_TEXT("/" REST), REQSIG_HTTP_TARGET},
      {"another scheme", HTTP_TEXT("GET "), HTTP_TEXT("ftp://a/" REST), REQSIG_HTTP_TARGET},
      {"one slash", HTTP_TEXT("GET http:/"), HTTP_TEXT("a/" REST), REQSIG_HTTP_TARGET},
      {"no host", HTTP_TEXT("GET http://"), HTTP_TEXT("/x" REST), REQSIG_HTTP_TARGET},
      {"port without host", HTTP_TEXT("GET http://"), HTTP_TEXT(":80/" REST), REQSIG_HTTP_TARGET},
      {"user", HTTP_TEXT("GET http://u"), HTTP_TEXT("@a/" REST), REQSIG_HTTP_TARGET},
      {"user and password", HTTP_TEXT("GET http://u:"), HTTP_TEXT("p@a/" REST), REQSIG_HTTP_TARGET},
      {"port out of range", HTTP_TEXT("GET http://a:6553"), HTTP_TEXT("6/" REST), REQSIG_HTTP_TARGET},
      {"open bracket", HTTP_TEXT("GET http://[::1"), HTTP_TEXT("/" REST), REQSIG_HTTP_TARGET},
      {"empty brackets", HTTP_TEXT("GET http://["), HTTP_TEXT("]/" REST), REQSIG_HTTP_TARGET},
      {"escape in the host", HTTP_TEXT("GET http://a"), HTTP_TEXT("%62/" REST), REQSIG_HTTP_TARGET},
      {"fragment behind the host", HTTP_TEXT("GET http://a"), HTTP_TEXT("#x" REST), REQSIG_HTTP_TARGET},
  };
  HTTP_EXPECT_REFUSALS(rows);
}

Test(http_request_line, takes_exactly_the_bytes_of_a_token_in_a_method) {
  char text[] = "GET /" REST;
  const char *token = HTTP_ALPHA HTTP_DIGIT "!#$%&'*+-.^_`|~";
  http_expect_bytes(text, 0, token, "\r\n", REQSIG_HTTP_METHOD);
  http_expect_bytes(text, 1, token, "\r\n ", REQSIG_HTTP_METHOD);
}

/* In the path, in the query, and in that of an absolute target: RFC 3986 sections 3.3 and 3.4. */
Test(http_request_line, takes_exactly_the_bytes_of_a_path_and_query) {
  char origin[] = "GET /p?q" REST, absolute[] = "GET http://a/p" REST;
  const char *allowed = HTTP_ALPHA HTTP_DIGIT "-._~!$&'()*+,;=:@/?";
  http_expect_bytes(origin, 5, allowed, "%\r\n ", REQSIG_HTTP_TARGET_BYTE);
  http_expect_bytes(origin, 7, allowed, "%\r\n ", REQSIG_HTTP_TARGET_BYTE);
  http_expect_bytes(absolute, 13, allowed, "%\r\n ", REQSIG_HTTP_TARGET_BYTE);
}

/* RFC 3986 section 3.2.2, less the escape and the comma. Host is read by the same function. */
Test(http_request_line, takes_exactly_the_bytes_of_a_host_and_port) {
  char name[] = "GET http://abc:80/ HTTP/1.0\r\n\r\n", address[] = "GET http://[1:2]/ HTTP/1.0\r\n\r\n";
  http_expect_bytes(name, 12, HTTP_ALPHA HTTP_DIGIT "-._~!$&'()*+;=", "\r\n :/?", REQSIG_HTTP_TARGET);
  http_expect_bytes(name, 16, HTTP_DIGIT, "\r\n /?", REQSIG_HTTP_TARGET);
  http_expect_bytes(address, 13, HTTP_HEX ":.", "\r\n", REQSIG_HTTP_TARGET);
}

Test(http_request_line, takes_exactly_two_hexadecimal_digits_in_an_escape) {
  char text[] = "GET /%41" REST;
  http_expect_bytes(text, 6, HTTP_HEX, "\r\n", REQSIG_HTTP_TARGET_ESCAPE);
  http_expect_bytes(text, 7, HTTP_HEX, "\r\n", REQSIG_HTTP_TARGET_ESCAPE);
}

Test(http_request_line, rejects_malformed_escapes_and_other_bytes_in_a_target) {
  static const http_rejection rows[] = {
      {"no hexadecimal digits", HTTP_TEXT("GET /%"), HTTP_TEXT("zz" REST), REQSIG_HTTP_TARGET_ESCAPE},
      {"one hexadecimal digit", HTTP_TEXT("GET /?a=%4"), HTTP_TEXT("g" REST), REQSIG_HTTP_TARGET_ESCAPE},
      {"percent sign at the end", HTTP_TEXT("GET /100%"), HTTP_TEXT(REST), REQSIG_HTTP_TARGET_ESCAPE},
      {"fragment", HTTP_TEXT("GET /a"), HTTP_TEXT("#b" REST), REQSIG_HTTP_TARGET_BYTE},
      {"raw UTF-8", HTTP_TEXT("GET /caf"), HTTP_TEXT("\xC3\xA9" REST), REQSIG_HTTP_TARGET_BYTE},
      {"square brackets", HTTP_TEXT("GET /?a"), HTTP_TEXT("[]=1" REST), REQSIG_HTTP_TARGET_BYTE},
      {"absolute-form", HTTP_TEXT("GET http://a/?b="), HTTP_TEXT("\"c\"" REST), REQSIG_HTTP_TARGET_BYTE},
      {"tab", HTTP_TEXT("GET /"), HTTP_TEXT("\tHTTP/1.1\r\n\r\n"), REQSIG_HTTP_TARGET_BYTE},
      {"NUL", HTTP_TEXT("GET /a"), HTTP_TEXT("\0b" REST), REQSIG_HTTP_TARGET_BYTE},
      {"LF", HTTP_TEXT("GET /a"), HTTP_TEXT("\nb" REST), REQSIG_HTTP_BARE_LF},
      {"CR", HTTP_TEXT("GET /a"), HTTP_TEXT("\rb" REST), REQSIG_HTTP_BARE_CR},
      {"ends in an escape", HTTP_TEXT("GET /%4"), HTTP_TEXT(""), REQSIG_HTTP_HEAD_TRUNCATED},
  };
  HTTP_EXPECT_REFUSALS(rows);
}

Test(http_request_line, rejects_other_versions) {
  static const http_rejection rows[] = {
      {"HTTP/0.9's request", HTTP_TEXT("GET /"), HTTP_TEXT("\r\n\r\n"), REQSIG_HTTP_VERSION},
      {"HTTP/0.9 by name", HTTP_TEXT("GET / HTTP/"), HTTP_TEXT("0.9\r\nHost: a\r\n\r\n"),
       REQSIG_HTTP_VERSION},
      {"HTTP/1.2", HTTP_TEXT("GET / HTTP/1."), HTTP_TEXT("2\r\nHost: a\r\n\r\n"), REQSIG_HTTP_VERSION},
      {"HTTP/2.0", HTTP_TEXT("GET / HTTP/"), HTTP_TEXT("2.0\r\nHost: a\r\n\r\n"), REQSIG_HTTP_VERSION},
      {"27: version overflow to 1.1", HTTP_TEXT("GET / HTTP/"),
       HTTP_TEXT("4294967297.4294967297\r\nHost: a\r\n\r\n"), REQSIG_HTTP_VERSION},
      {"27: version overflow by a digit", HTTP_TEXT("GET / HTTP/1.1"), HTTP_TEXT("1\r\nHost: a\r\n\r\n"),
       REQSIG_HTTP_VERSION},
      {"leading zero", HTTP_TEXT("GET / HTTP/"), HTTP_TEXT("01.1\r\nHost: a\r\n\r\n"), REQSIG_HTTP_VERSION},
      {"lower case", HTTP_TEXT("GET / "), HTTP_TEXT("http/1.1\r\nHost: a\r\n\r\n"), REQSIG_HTTP_VERSION},
      {"another protocol", HTTP_TEXT("GET / HT"), HTTP_TEXT("CPCP/1.0\r\n\r\n"), REQSIG_HTTP_VERSION},
      {"two spaces before it", HTTP_TEXT("GET / "), HTTP_TEXT(REST), REQSIG_HTTP_VERSION},
      {"space in the target", HTTP_TEXT("GET /a "), HTTP_TEXT("b" REST), REQSIG_HTTP_VERSION},
      {"space behind it", HTTP_TEXT("GET / HTTP/1.1"), HTTP_TEXT(" \r\nHost: a\r\n\r\n"),
       REQSIG_HTTP_VERSION},
      {"27: bare LF behind it", HTTP_TEXT("GET / HTTP/1.1"), HTTP_TEXT("\nHost: a\r\n\r\n"),
       REQSIG_HTTP_BARE_LF},
      {"27: bare CR behind it", HTTP_TEXT("GET / HTTP/1.1"), HTTP_TEXT("\rHost: a\r\n\r\n"),
       REQSIG_HTTP_BARE_CR},
      {"CR CR LF behind it", HTTP_TEXT("GET / HTTP/1.1"), HTTP_TEXT("\r\r\nHost: a\r\n\r\n"),
       REQSIG_HTTP_BARE_CR},
  };
  HTTP_EXPECT_REFUSALS(rows);
}
