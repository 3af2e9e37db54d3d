#include "http_case.h"

#define LINE "GET / HTTP/1.1\r\n"
#define REST "\r\n\r\n"

Test(http_framing, wants_exactly_one_host_of_its_grammar) {
  static const http_rejection rows[] = {
      {"none", HTTP_TEXT(LINE "B: c\r\n"), HTTP_TEXT("\r\n"), REQSIG_HTTP_HOST_MISSING},
      {"no headers", HTTP_TEXT(LINE), HTTP_TEXT("\r\n"), REQSIG_HTTP_HOST_MISSING},
      {"23: a prefix of the name", HTTP_TEXT(LINE "Hos: a\r\n"), HTTP_TEXT("\r\n"), REQSIG_HTTP_HOST_MISSING},
      {"23: a longer name", HTTP_TEXT(LINE "Hosts: a\r\n"), HTTP_TEXT("\r\n"), REQSIG_HTTP_HOST_MISSING},
      {"two", HTTP_TEXT(HTTP_GET), HTTP_TEXT("Host: b" REST), REQSIG_HTTP_HOST_TWICE},
      {"19: two equal ones in other case", HTTP_TEXT(HTTP_GET), HTTP_TEXT("hOST: a" REST),
       REQSIG_HTTP_HOST_TWICE},
      {"two in HTTP/1.0", HTTP_TEXT("GET / HTTP/1.0\r\nHost: a\r\n"), HTTP_TEXT("Host: a" REST),
       REQSIG_HTTP_HOST_TWICE},
      {"URL", HTTP_TEXT(LINE "Host: http:"), HTTP_TEXT("//a/" REST), REQSIG_HTTP_HOST},
      {"path", HTTP_TEXT(LINE "Host: a"), HTTP_TEXT("/b" REST), REQSIG_HTTP_HOST},
      {"user", HTTP_TEXT(LINE "Host: u"), HTTP_TEXT("@a" REST), REQSIG_HTTP_HOST},
      {"list", HTTP_TEXT(LINE "Host: a"), HTTP_TEXT(", b" REST), REQSIG_HTTP_HOST},
      {"space", HTTP_TEXT(LINE "Host: a"), HTTP_TEXT(" b" REST), REQSIG_HTTP_HOST},
      {"port alone", HTTP_TEXT(LINE "Host: "), HTTP_TEXT(":80" REST), REQSIG_HTTP_HOST},
      {"address of a later version", HTTP_TEXT(LINE "Host: ["), HTTP_TEXT("v1.a]" REST), REQSIG_HTTP_HOST},
      {"port of letters", HTTP_TEXT(LINE "Host: a:"), HTTP_TEXT("b" REST), REQSIG_HTTP_HOST},
      {"signed port", HTTP_TEXT(LINE "Host: a:"), HTTP_TEXT("-1" REST), REQSIG_HTTP_HOST},
      {"port out of range", HTTP_TEXT(LINE "Host: a:6553"), HTTP_TEXT("6" REST), REQSIG_HTTP_HOST},
      {"port out of any range", HTTP_TEXT(LINE "Host: a:42949"), HTTP_TEXT("67376" REST), REQSIG_HTTP_HOST},
      {"address without brackets", HTTP_TEXT(LINE "Host: fe80:"), HTTP_TEXT(":1" REST), REQSIG_HTTP_HOST},
      {"open bracket", HTTP_TEXT(LINE "Host: [::1"), HTTP_TEXT(REST), REQSIG_HTTP_HOST},
      {"empty brackets", HTTP_TEXT(LINE "Host: ["), HTTP_TEXT("]" REST), REQSIG_HTTP_HOST},
      {"one colon in brackets", HTTP_TEXT(LINE "Host: [:"), HTTP_TEXT("]" REST), REQSIG_HTTP_HOST},
      {"name in brackets", HTTP_TEXT(LINE "Host: ["), HTTP_TEXT("host]" REST), REQSIG_HTTP_HOST},
      {"non-ASCII", HTTP_TEXT(LINE "Host: "), HTTP_TEXT("\xC3\xA9" REST), REQSIG_HTTP_HOST},
      {"27: 0xA0 is no white space", HTTP_TEXT(LINE "Host: a"), HTTP_TEXT("\xA0" REST), REQSIG_HTTP_HOST},
  };
  HTTP_EXPECT_REFUSALS(rows);
}

Test(http_framing, wants_the_host_to_repeat_the_targets) {
  static const http_rejection rows[] = {
      {"another host", HTTP_TEXT("GET http://a/ HTTP/1.1\r\nHost: "), HTTP_TEXT("b" REST),
       REQSIG_HTTP_HOST_MISMATCH},
      {"prefix", HTTP_TEXT("GET http://ab/ HTTP/1.1\r\nHost: "), HTTP_TEXT("a" REST),
       REQSIG_HTTP_HOST_MISMATCH},
      {"no port", HTTP_TEXT("GET http://a:80/ HTTP/1.1\r\nHost: "), HTTP_TEXT("a" REST),
       REQSIG_HTTP_HOST_MISMATCH},
      {"port added", HTTP_TEXT("GET http://a HTTP/1.1\r\nHost: "), HTTP_TEXT("a:80" REST),
       REQSIG_HTTP_HOST_MISMATCH},
      {"empty", HTTP_TEXT("GET http://a/ HTTP/1.1\r\nHost: "), HTTP_TEXT(REST), REQSIG_HTTP_HOST_MISMATCH},
      {"other port with CONNECT", HTTP_TEXT("CONNECT a:80 HTTP/1.1\r\nHost: "), HTTP_TEXT("a:81" REST),
       REQSIG_HTTP_HOST_MISMATCH},
      {"in HTTP/1.0", HTTP_TEXT("GET http://a/ HTTP/1.0\r\nHost: "), HTTP_TEXT("b" REST),
       REQSIG_HTTP_HOST_MISMATCH},
      {"none", HTTP_TEXT("GET http://a/ HTTP/1.1\r\n"), HTTP_TEXT("\r\n"), REQSIG_HTTP_HOST_MISSING},
  };
  HTTP_EXPECT_REFUSALS(rows);
}

#define LENGTH HTTP_POST "Content-Length: "

Test(http_framing, rejects_content_lengths_that_are_no_plain_number) {
  static const http_rejection rows[] = {
      {"empty", HTTP_TEXT(LENGTH), HTTP_TEXT(REST), REQSIG_HTTP_CONTENT_LENGTH},
      {"27: signed with plus", HTTP_TEXT(LENGTH), HTTP_TEXT("+5" REST "hello"), REQSIG_HTTP_CONTENT_LENGTH},
      {"27: signed with minus", HTTP_TEXT(LENGTH), HTTP_TEXT("-5" REST "hello"), REQSIG_HTTP_CONTENT_LENGTH},
      {"minus zero", HTTP_TEXT(LENGTH), HTTP_TEXT("-0" REST), REQSIG_HTTP_CONTENT_LENGTH},
      {"27: octal", HTTP_TEXT(LENGTH "0"), HTTP_TEXT("10" REST "12345678"), REQSIG_HTTP_CONTENT_LENGTH},
      {"two zeros", HTTP_TEXT(LENGTH "0"), HTTP_TEXT("0" REST), REQSIG_HTTP_CONTENT_LENGTH},
      {"27: prefix of hexadecimal", HTTP_TEXT(LENGTH "0"), HTTP_TEXT("x5" REST "hello"),
       REQSIG_HTTP_CONTENT_LENGTH},
      {"27: prefix is a number", HTTP_TEXT(LENGTH "5"), HTTP_TEXT("abc" REST "hello"),
       REQSIG_HTTP_CONTENT_LENGTH},
      {"list of equal values", HTTP_TEXT(LENGTH "5"), HTTP_TEXT(", 5" REST "hello"),
       REQSIG_HTTP_CONTENT_LENGTH},
      {"space within", HTTP_TEXT(LENGTH "5"), HTTP_TEXT(" 0" REST "hello"), REQSIG_HTTP_CONTENT_LENGTH},
      {"fraction", HTTP_TEXT(LENGTH "5"), HTTP_TEXT(".0" REST "hello"), REQSIG_HTTP_CONTENT_LENGTH},
      {"exponent", HTTP_TEXT(LENGTH "5"), HTTP_TEXT("e0" REST "hello"), REQSIG_HTTP_CONTENT_LENGTH},
      {"0xA0 is no white space", HTTP_TEXT(LENGTH "5"), HTTP_TEXT("\xA0" REST "hello"),
       REQSIG_HTTP_CONTENT_LENGTH},
      {"2^63", HTTP_TEXT(LENGTH "922337203685477580"), HTTP_TEXT("8" REST), REQSIG_HTTP_CONTENT_LENGTH},
      {"2^64 + 5", HTTP_TEXT(LENGTH "1844674407370955162"), HTTP_TEXT("1" REST "hello"),
       REQSIG_HTTP_CONTENT_LENGTH},
      {"digits without end", HTTP_TEXT(LENGTH "9223372036854775807"), HTTP_TEXT("0000000000" REST),
       REQSIG_HTTP_CONTENT_LENGTH},
      {"2^63-1 is of the grammar", HTTP_TEXT(LENGTH "9223372036854775807" REST "x"), HTTP_TEXT(""),
       REQSIG_HTTP_BODY_TRUNCATED},
  };
  HTTP_EXPECT_REFUSALS(rows);
}

Test(http_framing, rejects_two_framings) {
  static const http_rejection rows[] = {
      {"27: duplicate Content-Length", HTTP_TEXT(LENGTH "5\r\n"),
       HTTP_TEXT("Content-Length: 6" REST "hello!"), REQSIG_HTTP_CONTENT_LENGTH_TWICE},
      {"19: equal and in other case", HTTP_TEXT(LENGTH "5\r\n"), HTTP_TEXT("CONTENT-LENGTH: 5" REST "hello"),
       REQSIG_HTTP_CONTENT_LENGTH_TWICE},
      {"27: Content-Length, then Transfer-Encoding", HTTP_TEXT(LENGTH "5\r\n"),
       HTTP_TEXT("Transfer-Encoding: chunked" REST "0" REST), REQSIG_HTTP_LENGTH_AND_ENCODING},
      {"27: Transfer-Encoding, then Content-Length", HTTP_TEXT(HTTP_POST "Transfer-Encoding: chunked\r\n"),
       HTTP_TEXT("Content-Length: 5" REST "0" REST), REQSIG_HTTP_LENGTH_AND_ENCODING},
      {"two Transfer-Encodings", HTTP_TEXT(HTTP_POST "Transfer-Encoding: chunked\r\n"),
       HTTP_TEXT("transfer-encoding: chunked" REST "0" REST), REQSIG_HTTP_TRANSFER_ENCODING},
  };
  HTTP_EXPECT_REFUSALS(rows);
}

#define ENCODING HTTP_POST "Transfer-Encoding: "
#define EMPTY    REST "0" REST

Test(http_framing, rejects_transfer_codings_but_one_chunked) {
  static const http_rejection rows[] = {
      {"empty", HTTP_TEXT(ENCODING), HTTP_TEXT(EMPTY), REQSIG_HTTP_TRANSFER_ENCODING},
      {"another", HTTP_TEXT(ENCODING), HTTP_TEXT("gzip" EMPTY), REQSIG_HTTP_TRANSFER_ENCODING},
      {"identity", HTTP_TEXT(ENCODING), HTTP_TEXT("identity" EMPTY), REQSIG_HTTP_TRANSFER_ENCODING},
      {"another before it", HTTP_TEXT(ENCODING), HTTP_TEXT("gzip, chunked" EMPTY),
       REQSIG_HTTP_TRANSFER_ENCODING},
      {"twice", HTTP_TEXT(ENCODING "chunked"), HTTP_TEXT(", chunked" EMPTY), REQSIG_HTTP_TRANSFER_ENCODING},
      {"parameter", HTTP_TEXT(ENCODING "chunked"), HTTP_TEXT(";a=b" EMPTY), REQSIG_HTTP_TRANSFER_ENCODING},
      {"longer", HTTP_TEXT(ENCODING "chunked"), HTTP_TEXT("x" EMPTY), REQSIG_HTTP_TRANSFER_ENCODING},
      {"shorter", HTTP_TEXT(ENCODING "chunke"), HTTP_TEXT(EMPTY), REQSIG_HTTP_TRANSFER_ENCODING},
      {"quoted", HTTP_TEXT(ENCODING), HTTP_TEXT("\"chunked\"" EMPTY), REQSIG_HTTP_TRANSFER_ENCODING},
      {"27: 0x85 is no white space", HTTP_TEXT(ENCODING),
       HTTP_TEXT("\x85"
                 "chunked" EMPTY),
       REQSIG_HTTP_TRANSFER_ENCODING},
      {"27: 0xA0 is not stripped", HTTP_TEXT(ENCODING "chunked"), HTTP_TEXT("\xA0" EMPTY),
       REQSIG_HTTP_TRANSFER_ENCODING},
      {"HTTP/1.0", HTTP_TEXT("POST / HTTP/1.0\r\n"), HTTP_TEXT("Transfer-Encoding: chunked" EMPTY),
       REQSIG_HTTP_TRANSFER_ENCODING},
  };
  HTTP_EXPECT_REFUSALS(rows);
}
