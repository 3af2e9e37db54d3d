#include "reqsig.h"

typedef struct http_error_info {
  const char *name;
  const char *text;
} http_error_info;

static const http_error_info infos[] = {
    [REQSIG_HTTP_NONE] = {"none", "the request is well-formed"},
    [REQSIG_HTTP_EMPTY] = {"empty", "there are no bytes: a whole HTTP/1.1 request was expected"},
    [REQSIG_HTTP_LEADING_EMPTY_LINE] =
        {"leading-empty-line", "an empty line stands before the request line: remove it, so that the "
                               "first byte is the method's"},
    [REQSIG_HTTP_METHOD] = {"method",
                            "a request begins with a method such as GET and exactly one space; nothing "
                            "may stand before it, not even a byte order mark"},
    [REQSIG_HTTP_TARGET] = {"target",
                            "behind the method and one space a target was expected: a path that begins "
                            "with \"/\", or an http:// or https:// URL without user information; \"*\" "
                            "only with OPTIONS; for CONNECT host:port and nothing else"},
    [REQSIG_HTTP_TARGET_BYTE] =
        {"target-byte", "this byte can't stand as it is in a path or query: write it as \"%\" and two "
                        "hexadecimal digits; \"#\" and what follows it is never sent"},
    [REQSIG_HTTP_TARGET_ESCAPE] =
        {"target-escape", "two hexadecimal digits must follow a \"%\" in the target; the sign itself is "
                          "written \"%25\""},
    [REQSIG_HTTP_VERSION] = {"version",
                             "one space behind the target the line must end in HTTP/1.1 or HTTP/1.0; a "
                             "space within the target is written \"%20\""},
    [REQSIG_HTTP_BARE_CR] = {"bare-cr",
                             "a CR stands without the LF that makes it the end of a line: end lines in "
                             "CR LF and put a CR nowhere else"},
    [REQSIG_HTTP_BARE_LF] =
        {"bare-lf",
         "a line ends in LF alone, as editors save it, but HTTP ends the lines of the head in CR LF: "
         "convert these and leave the body as it is, for instance with: "
         "sed -i '1,/^\\r\\{0,1\\}$/s/\\r\\{0,1\\}$/\\r/' FILE"},
    [REQSIG_HTTP_FIELD_NAME] = {"field-name", "a header line was expected: a name of letters, digits and "
                                              "!#$%&'*+-.^_`|~ with a colon right behind it"},
    [REQSIG_HTTP_SPACE_BEFORE_COLON] =
        {"space-before-colon", "white space follows a header's name: the colon must stand right behind "
                               "the name"},
    [REQSIG_HTTP_FIELD_VALUE] = {"field-value",
                                 "a header's value holds a control character; of these only the "
                                 "horizontal tab is allowed"},
    [REQSIG_HTTP_FOLDED_LINE] = {"folded-line",
                                 "a line of the head begins with white space: folded headers are "
                                 "rejected, so write each header on one line"},
    [REQSIG_HTTP_TOO_MANY_HEADERS] = {"too-many-headers",
                                      "there are more headers than the reader has room for"},
    [REQSIG_HTTP_HEAD_TRUNCATED] = {"head-truncated",
                                    "the input ends before the head does: an empty line must "
                                    "follow the last header, even if there is no body"},
    [REQSIG_HTTP_HOST_MISSING] = {"host-missing",
                                  "an HTTP/1.1 request must have a Host header, and the head ends "
                                  "without one"},
    [REQSIG_HTTP_HOST_TWICE] = {"host-twice", "there is a second Host header; exactly one is allowed"},
    [REQSIG_HTTP_HOST] = {"host",
                          "the Host header must be a host name or an IPv6 address in brackets, which a colon "
                          "and a port up to 65535 may follow; it is no URL, a port alone names no host, and "
                          "\"[v1...]\" is an address of a version that nobody has defined"},
    [REQSIG_HTTP_HOST_MISMATCH] = {"host-mismatch",
                                   "the Host header and the host in the target differ; they must "
                                   "be the same, port included"},
    [REQSIG_HTTP_CONTENT_LENGTH] = {"content-length",
                                    "Content-Length must be one plain decimal number up to "
                                    "9223372036854775807, without sign, list or leading zero"},
    [REQSIG_HTTP_CONTENT_LENGTH_TWICE] = {"content-length-twice",
                                          "there is a second Content-Length header; only "
                                          "one is allowed, even if they agree"},
    [REQSIG_HTTP_LENGTH_AND_ENCODING] = {"length-and-encoding",
                                         "Content-Length and Transfer-Encoding exclude each "
                                         "other: remove one of them"},
    [REQSIG_HTTP_TRANSFER_ENCODING] = {"transfer-encoding",
                                       "Transfer-Encoding may stand once, in HTTP/1.1 only, "
                                       "and say nothing but \"chunked\""},
    [REQSIG_HTTP_CHUNK_SIZE] = {"chunk-size",
                                "a chunk begins with its size in hexadecimal digits, at most 16 of "
                                "them and 7fffffffffffffff, and CR LF right behind"},
    [REQSIG_HTTP_CHUNK_EXTENSION] = {"chunk-extension",
                                     "chunk extensions, \";\" behind a chunk's size, are rejected"},
    [REQSIG_HTTP_CHUNK_END] = {"chunk-end",
                               "CR LF must follow a chunk's data; the chunk's size may be wrong"},
    [REQSIG_HTTP_TRAILER] = {"trailer",
                             "trailer fields are rejected: an empty line must follow the last chunk"},
    [REQSIG_HTTP_BODY_TRUNCATED] = {"body-truncated",
                                    "the input ends before the body does: fewer bytes follow the "
                                    "head than Content-Length or the chunks announce"},
    [REQSIG_HTTP_TRAILING_BYTES] =
        {"trailing-bytes", "bytes follow the end of the request: a body needs a Content-Length header with "
                           "its exact number of bytes, and an editor may have added a line end"},
    [REQSIG_HTTP_BODY_BUFFER_TOO_SMALL] = {"body-buffer-too-small",
                                           "the joined chunks are larger than the room for the body"},
};

static const http_error_info *info_of(reqsig_http_error error) {
  static const http_error_info unknown = {"unknown", "there is no such reason"};
  size_t i = (size_t)error;
  return i < sizeof infos / sizeof infos[0] ? &infos[i] : &unknown;
}

const char *reqsig_http_error_name(reqsig_http_error error) {
  return info_of(error)->name;
}

const char *reqsig_http_error_text(reqsig_http_error error) {
  return info_of(error)->text;
}
