#include "http_case.h"

/* The parsed request told as "METHOD|target|name=value|…||body". */
typedef struct accepted {
  const char *label;
  reqsig_slice raw, told;
} accepted;

static void tell(const reqsig_request *request, reqsig_buffer *told) {
  rs_put_slice(told, request->method);
  rs_put_byte(told, '|');
  rs_put_slice(told, request->target);
  for (size_t i = 0; i < request->num_headers; i++) {
    rs_put_byte(told, '|');
    rs_put_slice(told, request->headers[i].name);
    rs_put_byte(told, '=');
    rs_put_slice(told, request->headers[i].value);
  }
  rs_put(told, "||", 2);
  rs_put_slice(told, request->body);
}

static void expect_accepted(const accepted *row) {
  http_parsed parsed;
  uint8_t room[512];
  reqsig_buffer told = {room, sizeof room, 0};
  guarded raw = guard_copy(row->raw);
  http_parse(raw.slice, &parsed);
  cr_expect(parsed.status == REQSIG_OK && parsed.error == REQSIG_HTTP_NONE, "%s: %s at %zu", row->label,
            reqsig_http_error_name(parsed.error), parsed.offset);
  if (parsed.status == REQSIG_OK) {
    tell(&parsed.request, &told);
    cr_expect(rs_slice_equal(rs_slice(room, told.len), row->told), "%s: %.*s", row->label, (int)told.len,
              room);
    cr_expect(parsed.offset == row->raw.len && parsed.num_headers == parsed.request.num_headers, "%s",
              row->label);
    cr_expect(parsed.request.headers == parsed.headers, "%s", row->label);
  }
  guard_free(raw);
}

#define EXPECT_ACCEPTED(rows)                                                                                \
  for (size_t row_ = 0; row_ < sizeof(rows) / sizeof *(rows); row_++) expect_accepted(&(rows)[row_])

#define REST " HTTP/1.1\r\nHost: a\r\n\r\n"

Test(http_accept, takes_every_form_of_the_request_line) {
  static const accepted rows[] = {
      {"origin-form", HTTP_TEXT("GET /v3/users" REST), HTTP_TEXT("GET|/v3/users|Host=a||")},
      {"query", HTTP_TEXT("GET /a?b=c&d=?/" REST), HTTP_TEXT("GET|/a?b=c&d=?/|Host=a||")},
      {"empty query", HTTP_TEXT("GET /?" REST), HTTP_TEXT("GET|/?|Host=a||")},
      {"escapes are kept", HTTP_TEXT("GET /%2F%2f%00%25" REST), HTTP_TEXT("GET|/%2F%2f%00%25|Host=a||")},
      {"two slashes in front", HTTP_TEXT("GET //a//b" REST), HTTP_TEXT("GET|//a//b|Host=a||")},
      {"dot segments", HTTP_TEXT("GET /a/../b/./" REST), HTTP_TEXT("GET|/a/../b/./|Host=a||")},
      {"absolute-form", HTTP_TEXT("GET http://a/b?c" REST), HTTP_TEXT("GET|http://a/b?c|Host=a||")},
      {"absolute-form, no path", HTTP_TEXT("GET https://A" REST), HTTP_TEXT("GET|https://A|Host=a||")},
      {"absolute-form, query at once", HTTP_TEXT("GET HTTP://a?b" REST),
       HTTP_TEXT("GET|HTTP://a?b|Host=a||")},
      {"absolute-form, empty port", HTTP_TEXT("GET http://a:/ HTTP/1.1\r\nHost: a:\r\n\r\n"),
       HTTP_TEXT("GET|http://a:/|Host=a:||")},
      {"absolute-form, address", HTTP_TEXT("GET http://[::1]:8080/ HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n"),
       HTTP_TEXT("GET|http://[::1]:8080/|Host=[::1]:8080||")},
      {"absolute-form, HTTP/1.0", HTTP_TEXT("GET http://a/ HTTP/1.0\r\n\r\n"), HTTP_TEXT("GET|http://a/||")},
      {"authority-form", HTTP_TEXT("CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n"),
       HTTP_TEXT("CONNECT|a:443|Host=a:443||")},
      {"authority-form, Host without port", HTTP_TEXT("CONNECT a:443" REST),
       HTTP_TEXT("CONNECT|a:443|Host=a||")},
      {"authority-form, address", HTTP_TEXT("CONNECT [::1]:1 HTTP/1.1\r\nHost: [::1]\r\n\r\n"),
       HTTP_TEXT("CONNECT|[::1]:1|Host=[::1]||")},
      {"asterisk-form", HTTP_TEXT("OPTIONS *" REST), HTTP_TEXT("OPTIONS|*|Host=a||")},
      {"OPTIONS with a path", HTTP_TEXT("OPTIONS /" REST), HTTP_TEXT("OPTIONS|/|Host=a||")},
      {"method in lower case", HTTP_TEXT("get /" REST), HTTP_TEXT("get|/|Host=a||")},
      {"method of one letter", HTTP_TEXT("M /" REST), HTTP_TEXT("M|/|Host=a||")},
      {"any token as method", HTTP_TEXT("!#$%&'*+-.^_`|~1x /" REST),
       HTTP_TEXT("!#$%&'*+-.^_`|~1x|/|Host=a||")},
      {"HTTP/1.0 without Host", HTTP_TEXT("GET / HTTP/1.0\r\n\r\n"), HTTP_TEXT("GET|/||")},
      {"HTTP/1.0 with Host", HTTP_TEXT("GET / HTTP/1.0\r\nHost: a\r\n\r\n"), HTTP_TEXT("GET|/|Host=a||")},
  };
  EXPECT_ACCEPTED(rows);
}

Test(http_accept, takes_every_form_of_a_header) {
  static const accepted rows[] = {
      {"no space behind the colon", HTTP_TEXT(HTTP_GET "B:c\r\n\r\n"), HTTP_TEXT("GET|/|Host=a|B=c||")},
      {"white space around", HTTP_TEXT(HTTP_GET "B: \t c d\t \r\n\r\n"), HTTP_TEXT("GET|/|Host=a|B=c d||")},
      {"empty value", HTTP_TEXT(HTTP_GET "B:\r\n\r\n"), HTTP_TEXT("GET|/|Host=a|B=||")},
      {"value of white space", HTTP_TEXT(HTTP_GET "B: \t \r\n\r\n"), HTTP_TEXT("GET|/|Host=a|B=||")},
      {"colons in the value", HTTP_TEXT(HTTP_GET "B::c:\r\n\r\n"), HTTP_TEXT("GET|/|Host=a|B=:c:||")},
      {"27: 0x85 and 0xA0 are not stripped",
       HTTP_TEXT(HTTP_GET "B: \x85"
                          "c\xA0 \r\n\r\n"),
       HTTP_TEXT("GET|/|Host=a|B=\x85"
                 "c\xA0||")},
      {"0xFF", HTTP_TEXT(HTTP_GET "B: \xFF\r\n\r\n"), HTTP_TEXT("GET|/|Host=a|B=\xFF||")},
      {"any token as name", HTTP_TEXT(HTTP_GET "!#$%&'*+-.^_`|~1x: c\r\n\r\n"),
       HTTP_TEXT("GET|/|Host=a|!#$%&'*+-.^_`|~1x=c||")},
      {"19: duplicates stay, in order", HTTP_TEXT(HTTP_GET "B: 2\r\nb: 1\r\n\r\n"),
       HTTP_TEXT("GET|/|Host=a|B=2|b=1||")},
      {"23: names that begin alike", HTTP_TEXT(HTTP_GET "Host-B: x\r\nHos: y\r\n\r\n"),
       HTTP_TEXT("GET|/|Host=a|Host-B=x|Hos=y||")},
      {"as many as fit", HTTP_TEXT(HTTP_GET "B: 1\r\nC: 2\r\nD: 3\r\n\r\n"),
       HTTP_TEXT("GET|/|Host=a|B=1|C=2|D=3||")},
      {"Host that is an address", HTTP_TEXT("GET / HTTP/1.1\r\nHost: [::]\r\n\r\n"),
       HTTP_TEXT("GET|/|Host=[::]||")},
      {"empty Host", HTTP_TEXT("GET / HTTP/1.1\r\nHost:\r\n\r\n"), HTTP_TEXT("GET|/|Host=||")},
      {"Host with the last port", HTTP_TEXT("GET / HTTP/1.1\r\nhOST: a.b-c_d~:65535\r\n\r\n"),
       HTTP_TEXT("GET|/|hOST=a.b-c_d~:65535||")},
      {"Host with a port of many zeros",
       HTTP_TEXT("GET / HTTP/1.1\r\nHost: a:00000000000000000000080\r\n\r\n"),
       HTTP_TEXT("GET|/|Host=a:00000000000000000000080||")},
  };
  EXPECT_ACCEPTED(rows);
}

#define CHUNKED "Transfer-Encoding: chunked\r\n\r\n"

Test(http_accept, takes_every_form_of_a_body) {
  static const accepted rows[] = {
      {"of no length", HTTP_TEXT(HTTP_POST "\r\n"), HTTP_TEXT("POST|/|Host=a||")},
      {"of length zero", HTTP_TEXT(HTTP_POST "Content-Length: 0\r\n\r\n"),
       HTTP_TEXT("POST|/|Host=a|Content-Length=0||")},
      {"of a length", HTTP_TEXT(HTTP_POST "content-length:\t10 \r\n\r\n0123456789"),
       HTTP_TEXT("POST|/|Host=a|content-length=10||0123456789")},
      {"with NUL and CR LF", HTTP_TEXT(HTTP_POST "Content-Length: 6\r\n\r\n\0\r\n\r\n\xFF"),
       HTTP_TEXT("POST|/|Host=a|Content-Length=6||\0\r\n\r\n\xFF")},
      {"with GET", HTTP_TEXT(HTTP_GET "Content-Length: 1\r\n\r\nx"),
       HTTP_TEXT("GET|/|Host=a|Content-Length=1||x")},
      {"in HTTP/1.0", HTTP_TEXT("POST / HTTP/1.0\r\nContent-Length: 1\r\n\r\nx"),
       HTTP_TEXT("POST|/|Content-Length=1||x")},
      {"without chunks", HTTP_TEXT(HTTP_POST CHUNKED "0\r\n\r\n"),
       HTTP_TEXT("POST|/|Host=a|Transfer-Encoding=chunked||")},
      {"in one chunk", HTTP_TEXT(HTTP_POST "transfer-encoding: CHUNKed \r\n\r\n5\r\nhello\r\n0\r\n\r\n"),
       HTTP_TEXT("POST|/|Host=a|transfer-encoding=CHUNKed||hello")},
      {"in three chunks",
       HTTP_TEXT(HTTP_POST CHUNKED "1\r\n1\r\nA\r\n23456789ab\r\n02\r\n\r\n\r\n00\r\n\r\n"),
       HTTP_TEXT("POST|/|Host=a|Transfer-Encoding=chunked||123456789ab\r\n")},
      {"in a chunk of 31 bytes",
       HTTP_TEXT(HTTP_POST CHUNKED "1f\r\n0123456789012345678901234567890\r\n0\r\n\r\n"),
       HTTP_TEXT("POST|/|Host=a|Transfer-Encoding=chunked||0123456789012345678901234567890")},
      {"in a size of 16 digits",
       HTTP_TEXT(HTTP_POST CHUNKED "0000000000000001\r\nx\r\n0000000000000000\r\n\r\n"),
       HTTP_TEXT("POST|/|Host=a|Transfer-Encoding=chunked||x")},
  };
  EXPECT_ACCEPTED(rows);
}

Test(http_accept, copies_nothing_but_chunks) {
  static const reqsig_slice raw = HTTP_TEXT(HTTP_POST "Content-Length: 2\r\nB:\r\n\r\nhi");
  http_parsed parsed;
  http_parse(raw, &parsed);
  cr_assert_eq(parsed.status, REQSIG_OK);
  cr_expect_eq(parsed.request.method.data, raw.data);
  cr_expect_eq(parsed.request.target.data, raw.data + 5);
  cr_expect_eq(parsed.request.headers[0].value.data, raw.data + sizeof HTTP_POST - 4);
  cr_expect_eq(parsed.request.body.data, raw.data + raw.len - 2);
}

Test(http_accept, wants_its_pointers) {
  reqsig_slice raw = reqsig_text("GET / HTTP/1.0\r\n\r\n");
  reqsig_request request;
  reqsig_http_error error;
  size_t offset, none = 0, one = 1;
  cr_expect_eq(reqsig_parse_request(raw, NULL, &none, NULL, &request, &error, &offset), REQSIG_OK);
  cr_expect_eq(reqsig_parse_request(raw, NULL, &one, NULL, &request, &error, &offset), REQSIG_ERR_ARGUMENT);
  cr_expect_eq(reqsig_parse_request(raw, NULL, NULL, NULL, &request, &error, &offset), REQSIG_ERR_ARGUMENT);
  cr_expect_eq(reqsig_parse_request(raw, NULL, &none, NULL, NULL, &error, &offset), REQSIG_ERR_ARGUMENT);
  cr_expect_eq(reqsig_parse_request(raw, NULL, &none, NULL, &request, NULL, &offset), REQSIG_ERR_ARGUMENT);
  cr_expect_eq(reqsig_parse_request(raw, NULL, &none, NULL, &request, &error, NULL), REQSIG_ERR_ARGUMENT);
  cr_expect_eq(reqsig_parse_request(rs_slice(NULL, 0), NULL, &none, NULL, &request, &error, &offset),
               REQSIG_ERR_MALFORMED);
  cr_expect_eq(error, REQSIG_HTTP_EMPTY);
  cr_expect_eq(reqsig_parse_request(rs_slice(NULL, 1), NULL, &none, NULL, &request, &error, &offset),
               REQSIG_ERR_ARGUMENT);
}
