/* Bitpro: 003_e447c3fd7c208423.txt. */
#include "schemes.h"

enum { API_KEY, SECRET_KEY };

static const rs_profile profiles[] = {
    {.info = {.name = "query-included",
              .row = "BIT-01",
              .meaning = "the query, with its \"?\" and as sent, is signed behind the path",
              .source =
                  "the document's \"uri\" has no query to show; the api_auth library, which it resembles, "
                  "signs the whole request URI"},
     .variations = {{.kind = RS_VARY_AFTER, .at = RS_FROM_PATH, .part = {RS_FROM_QUERY}}}},
    {.info =
         {.name = "md5-of-query",
          .row = "BIT-02",
          .meaning = "without a body, the query's parameters are the params whose MD5 is taken",
          .source =
              "the document lists `page` under \"URL Parameters\" and digests \"the url encoded params\""},
     .variations = {{.kind = RS_VARY_SOURCE, .at = RS_FROM_BODY, .source = RS_FROM_BODY_OR_QUERY}}},
    {.info = {.name = "empty-md5-field",
              .row = "BIT-03",
              .meaning = "without params the message's MD5 field is empty and no Content-MD5 is sent",
              .source =
                  "the api_auth library leaves the field blank; the document's samples send an empty body"},
     .variations = {{.kind = RS_VARY_OMIT, .at = RS_FROM_BODY, .omit = RS_OMIT_IF_EMPTY}}},
    {.info =
         {.name = "window-900s",
          .row = "BIT-14",
          .meaning = "verifying rejects dates 15 minutes or more away",
          .source =
              "the document promises protection from replay without a number; api_auth's default is 900 s"},
     .variations = {{.kind = RS_VARY_WINDOW,
                     .window = {.given = true, .past_ms = 900000, .future_ms = 900000, .exclusive = true}}}},
    {.info = {.name = "unpadded-base64",
              .row = "BIT-25",
              .meaning = "verifying accepts the signature without the padding of its base64 too",
              .source = "the word \"base64\" names no variant, and many decoders take it without padding"},
     .variations = {{.kind = RS_VARY_ACCEPT_UNPADDED}}},
    {.info = {.name = NULL}},
};

#define DATE_CLAUSE                                                                                          \
  "The `Date` header is always on GMT timezone with the following format `Mon, 10 Apr 2017 04:43:12 GMT`"
#define MD5_PART(quoted)                                                                                     \
  { RS_FROM_BODY, .transforms = {RS_MD5_BASE64}, .clause = quoted }

const reqsig_scheme rs_scheme_bitpro = {
    .name = "bitpro",
    .title = "Bitpro",
    .document = "003_e447c3fd7c208423.txt",
    .document_title = "Bitpro, \"API Reference\" (no date)",
    .credentials =
        {
            [API_KEY] = {"api_key", .clause = "A Merchant will need an `access_key` and a `secret_key`"},
            [SECRET_KEY] = {"secret_key", .secret = true, .clause = "openssl sha1 -hmac $SECRET_KEY"},
        },
    .signs = {.clause = "as Authorization on all our endpoints"},
    .time = {RS_TIME_IN_HEADER, .format = RS_IMF_FIXDATE, .clause = DATE_CLAUSE},
    .message =
        {
            {RS_FROM_METHOD, .transforms = {RS_UPPER_CASE},
             .clause = "the `method` in capitalized letters (GET, POST)"},
            MD5_PART("The `Content-MD5` header is a MD5 base64 digest of the url encoded params"),
            {RS_FROM_PATH, .clause = "the `uri` of the request"},
            {RS_FROM_TIMESTAMP, .clause = "the previously calculated `date` as a string"},
        },
    .separator = RS_TEXT(","),
    .message_clause = "a canonical string the following format ```method,content_md5,uri,timestamp```",
    .mac = {RS_SHA1, SECRET_KEY, .clause = "The signature is a base64 HMAC-SHA-1 of a canonical string"},
    .encoding = {RS_BASE64, .clause = "The signature is a base64 HMAC-SHA-1 of a canonical string"},
    .headers =
        {
            {RS_TEXT("Authorization"), .sending = RS_SENT_IF_SIGNED,
             .value = {{RS_FROM_LITERAL, .literal = RS_TEXT("Bitpro ")},
                       {RS_FROM_CREDENTIAL, .credential = API_KEY},
                       {RS_FROM_LITERAL, .literal = RS_TEXT(":")},
                       {RS_FROM_MAC}},
             .clause = "a string with the format ```Bitpro api_key:signature```"},
            {RS_TEXT("Content-MD5"), .sending = RS_SENT_IF_SIGNED,
             .value = {MD5_PART("a MD5 base64 digest of the url encoded params")},
             .clause = "a MD5 base64 digest of the url encoded params"},
            {RS_TEXT("Date"), .sending = RS_SENT_IF_SIGNED, .value = {{RS_FROM_TIMESTAMP}},
             .clause = DATE_CLAUSE},
        },
    .profiles = profiles,
};
