#include "http_case.h"

#define CHUNKED HTTP_POST "Transfer-Encoding: chunked\r\n\r\n"
#define ZEROS15 "000000000000000"

Test(http_body, rejects_missing_and_surplus_bytes) {
  static const http_rejection rows[] = {
      {"one missing", HTTP_TEXT(HTTP_POST "Content-Length: 5\r\n\r\nhell"), HTTP_TEXT(""),
       REQSIG_HTTP_BODY_TRUNCATED},
      {"all missing", HTTP_TEXT(HTTP_POST "Content-Length: 5\r\n\r\n"), HTTP_TEXT(""),
       REQSIG_HTTP_BODY_TRUNCATED},
      {"editor's line end", HTTP_TEXT(HTTP_POST "Content-Length: 5\r\n\r\nhello"), HTTP_TEXT("\n"),
       REQSIG_HTTP_TRAILING_BYTES},
      {"empty line behind", HTTP_TEXT(HTTP_GET "\r\n"), HTTP_TEXT("\r\n"), REQSIG_HTTP_TRAILING_BYTES},
      {"no Content-Length", HTTP_TEXT(HTTP_POST "\r\n"), HTTP_TEXT("hello"), REQSIG_HTTP_TRAILING_BYTES},
      {"23: name that Content-Length begins", HTTP_TEXT(HTTP_POST "Content-Length-: 5\r\n\r\n"),
       HTTP_TEXT("hello"), REQSIG_HTTP_TRAILING_BYTES},
      {"second request", HTTP_TEXT(HTTP_GET "\r\n"), HTTP_TEXT(HTTP_GET "\r\n"), REQSIG_HTTP_TRAILING_BYTES},
      {"behind the chunks", HTTP_TEXT(CHUNKED "0\r\n\r\n"), HTTP_TEXT("\r\n"), REQSIG_HTTP_TRAILING_BYTES},
  };
  HTTP_EXPECT_REFUSALS(rows);
}

Test(http_body, rejects_chunk_sizes_that_are_no_plain_hexadecimal) {
  static const http_rejection rows[] = {
      {"empty", HTTP_TEXT(CHUNKED), HTTP_TEXT("\r\n\r\n"), REQSIG_HTTP_CHUNK_SIZE},
      {"0x", HTTP_TEXT(CHUNKED "0"), HTTP_TEXT("x5\r\nhello\r\n0\r\n\r\n"), REQSIG_HTTP_CHUNK_SIZE},
      {"plus", HTTP_TEXT(CHUNKED), HTTP_TEXT("+5\r\nhello\r\n0\r\n\r\n"), REQSIG_HTTP_CHUNK_SIZE},
      {"minus", HTTP_TEXT(CHUNKED), HTTP_TEXT("-1\r\nhello\r\n0\r\n\r\n"), REQSIG_HTTP_CHUNK_SIZE},
      {"space before", HTTP_TEXT(CHUNKED), HTTP_TEXT(" 5\r\nhello\r\n0\r\n\r\n"), REQSIG_HTTP_CHUNK_SIZE},
      {"space behind", HTTP_TEXT(CHUNKED "5"), HTTP_TEXT(" \r\nhello\r\n0\r\n\r\n"), REQSIG_HTTP_CHUNK_SIZE},
      {"underscore", HTTP_TEXT(CHUNKED "1"), HTTP_TEXT("_0\r\nhello\r\n0\r\n\r\n"), REQSIG_HTTP_CHUNK_SIZE},
      {"g", HTTP_TEXT(CHUNKED), HTTP_TEXT("g\r\nhello\r\n0\r\n\r\n"), REQSIG_HTTP_CHUNK_SIZE},
      {"NUL", HTTP_TEXT(CHUNKED "5"), HTTP_TEXT("\0\r\nhello\r\n0\r\n\r\n"), REQSIG_HTTP_CHUNK_SIZE},
      {"2^63", HTTP_TEXT(CHUNKED "800000000000000"), HTTP_TEXT("0\r\nhello\r\n0\r\n\r\n"),
       REQSIG_HTTP_CHUNK_SIZE},
      {"2^64 + 5",
       HTTP_TEXT(CHUNKED "100000000000000"
                         "0"),
       HTTP_TEXT("5\r\nhello\r\n0\r\n\r\n"), REQSIG_HTTP_CHUNK_SIZE},
      {"2^63-1 is of the grammar", HTTP_TEXT(CHUNKED "7FFFFFFFFFFFFFFF\r\nhello"), HTTP_TEXT(""),
       REQSIG_HTTP_BODY_TRUNCATED},
      {"run of zeros", HTTP_TEXT(CHUNKED ZEROS15 "0"), HTTP_TEXT("5\r\nhello\r\n0\r\n\r\n"),
       REQSIG_HTTP_CHUNK_SIZE},
      {"bare LF", HTTP_TEXT(CHUNKED "5"), HTTP_TEXT("\nhello\r\n0\r\n\r\n"), REQSIG_HTTP_BARE_LF},
      {"bare CR", HTTP_TEXT(CHUNKED "5"), HTTP_TEXT("\rhello\r\n0\r\n\r\n"), REQSIG_HTTP_BARE_CR},
      {"extension", HTTP_TEXT(CHUNKED "5"), HTTP_TEXT(";a=b\r\nhello\r\n0\r\n\r\n"),
       REQSIG_HTTP_CHUNK_EXTENSION},
      {"extension of the last", HTTP_TEXT(CHUNKED "0"), HTTP_TEXT(";a\r\n\r\n"), REQSIG_HTTP_CHUNK_EXTENSION},
  };
  HTTP_EXPECT_REFUSALS(rows);
}

Test(http_body, rejects_chunks_that_do_not_end_where_they_say) {
  static const http_rejection rows[] = {
      {"longer", HTTP_TEXT(CHUNKED "5\r\nhello"), HTTP_TEXT("!\r\n0\r\n\r\n"), REQSIG_HTTP_CHUNK_END},
      {"one byte shorter", HTTP_TEXT(CHUNKED "5\r\nhell\r"), HTTP_TEXT("\n0\r\n\r\n"), REQSIG_HTTP_CHUNK_END},
      {"two bytes shorter", HTTP_TEXT(CHUNKED "5\r\nhel\r\n"), HTTP_TEXT("0\r\n\r\n"), REQSIG_HTTP_CHUNK_END},
      {"CR and another byte", HTTP_TEXT(CHUNKED "5\r\nhello\r"), HTTP_TEXT("0\r\n\r\n"),
       REQSIG_HTTP_CHUNK_END},
      {"no end", HTTP_TEXT(CHUNKED "5\r\nhello"), HTTP_TEXT(""), REQSIG_HTTP_BODY_TRUNCATED},
      {"half an end", HTTP_TEXT(CHUNKED "5\r\nhello\r"), HTTP_TEXT(""), REQSIG_HTTP_BODY_TRUNCATED},
      {"no last chunk", HTTP_TEXT(CHUNKED "5\r\nhello\r\n"), HTTP_TEXT(""), REQSIG_HTTP_BODY_TRUNCATED},
      {"no empty line", HTTP_TEXT(CHUNKED "0\r\n"), HTTP_TEXT(""), REQSIG_HTTP_BODY_TRUNCATED},
      {"trailer", HTTP_TEXT(CHUNKED "0\r\n"), HTTP_TEXT("Host: b\r\n\r\n"), REQSIG_HTTP_TRAILER},
      {"chunk behind the last", HTTP_TEXT(CHUNKED "0\r\n"), HTTP_TEXT("5\r\nhello\r\n0\r\n\r\n"),
       REQSIG_HTTP_TRAILER},
      {"empty line of LF", HTTP_TEXT(CHUNKED "0\r\n"), HTTP_TEXT("\n"), REQSIG_HTTP_BARE_LF},
      {"empty line of CR", HTTP_TEXT(CHUNKED "0\r\n"), HTTP_TEXT("\rx"), REQSIG_HTTP_BARE_CR},
  };
  HTTP_EXPECT_REFUSALS(rows);
}

/* A byte of the data that has no room is no bare LF either. */
static const reqsig_slice two_chunks = HTTP_TEXT(CHUNKED "3\r\nab\n\r\n2\r\nde\r\n0\r\n\r\n");

/* The offset of the n-th byte of "ab\nde" in two_chunks. */
static size_t offset_of(size_t n) {
  return sizeof CHUNKED - 1 + 3 + n + (n < 3 ? 0 : 5);
}

Test(http_body, tells_the_room_that_chunks_need) {
  for (size_t capacity = 0; capacity <= 5; capacity++) {
    uint8_t *room = malloc(capacity + 1); /* never of size zero */
    reqsig_buffer body = {room, capacity, 0};
    reqsig_header headers[2];
    size_t num_headers = 2, offset;
    reqsig_request request = {0};
    reqsig_http_error error;
    room[capacity] = '!';
    reqsig_status status =
        reqsig_parse_request(two_chunks, headers, &num_headers, &body, &request, &error, &offset);
    cr_expect_eq(body.len, 5);
    cr_expect_eq(room[capacity], '!');
    cr_expect_eq(status, capacity == 5 ? REQSIG_OK : REQSIG_ERR_BUFFER_TOO_SMALL);
    cr_expect_eq(error, capacity == 5 ? REQSIG_HTTP_NONE : REQSIG_HTTP_BODY_BUFFER_TOO_SMALL);
    cr_expect_eq(offset, capacity == 5 ? two_chunks.len : offset_of(capacity));
    free(room);
  }
}

Test(http_body, takes_no_buffer_for_one_without_room) {
  reqsig_header headers[2];
  size_t num_headers = 2, offset;
  reqsig_request request = {0};
  reqsig_http_error error;
  cr_expect_eq(reqsig_parse_request(two_chunks, headers, &num_headers, NULL, &request, &error, &offset),
               REQSIG_ERR_BUFFER_TOO_SMALL);
  cr_expect_eq(error, REQSIG_HTTP_BODY_BUFFER_TOO_SMALL);
  cr_expect_eq(offset, offset_of(0));
  cr_expect_eq(reqsig_parse_request(reqsig_text(CHUNKED "0\r\n\r\n"), headers, &num_headers, NULL, &request,
                                    &error, &offset),
               REQSIG_OK);
  cr_expect_eq(request.body.len, 0);
}

Test(http_body, appends_chunks_behind_what_the_buffer_holds) {
  uint8_t room[8] = "xyz";
  reqsig_buffer body = {room, sizeof room, 3};
  reqsig_header headers[2];
  size_t num_headers = 2, offset;
  reqsig_request request;
  reqsig_http_error error;
  cr_assert_eq(reqsig_parse_request(two_chunks, headers, &num_headers, &body, &request, &error, &offset),
               REQSIG_OK);
  cr_expect_arr_eq(room, "xyzab\nde", 8);
  cr_expect_eq(request.body.data, room + 3);
  cr_expect_eq(request.body.len, 5);
}

/* Malformed outweighs too small: no larger buffer would help. */
Test(http_body, leaves_the_outputs_alone_when_the_chunks_are_malformed) {
  uint8_t room[4] = "x";
  reqsig_buffer body = {room, sizeof room, 1};
  reqsig_header headers[2];
  size_t num_headers = 2, offset;
  reqsig_request request = {.num_headers = 77};
  reqsig_http_error error;
  cr_expect_eq(reqsig_parse_request(reqsig_text(CHUNKED "5\r\nhello\r\nx"), headers, &num_headers, &body,
                                    &request, &error, &offset),
               REQSIG_ERR_MALFORMED);
  cr_expect_eq(error, REQSIG_HTTP_CHUNK_SIZE);
  cr_expect_eq(body.len, 1);
  cr_expect_eq(request.num_headers, 77);
}
