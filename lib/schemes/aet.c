/* AET (American Estate & Trust): 002_35a95cee3cab5bd3.txt. */
#include "schemes.h"

enum { TOKEN, SECRET_KEY };

static const rs_profile profiles[] = {
    {.info = {.name = "query-included",
              .row = "AET-01",
              .meaning = "the query, with its \"?\" and as sent, is signed behind the path",
              .source =
                  "the document never names the query; APIs with a text like it (Coinbase, OKX) sign it, "
                  "AET's older documentation leaves it out"},
     .variations = {{.kind = RS_VARY_AFTER, .at = RS_FROM_PATH, .part = {RS_FROM_QUERY}}}},
    {.info = {.name = "base-path-included",
              .row = "AET-03",
              .meaning = "the path is signed with the base path \"api/\" before it",
              .source = "the document prints v3/users; a public client signs api/v3/users"},
     .variations = {{.kind = RS_VARY_BEFORE,
                     .at = RS_FROM_PATH,
                     .part = {RS_FROM_LITERAL, .literal = RS_TEXT("api/")}}}},
    {.info = {.name = "secret-base64-decoded",
              .row = "AET-10",
              .meaning = "the secret key is base64 text, and its bytes are the key",
              .source =
                  "the document says only \"the secret key\"; secrets that AET issues look like base64"},
     .variations = {{.kind = RS_VARY_KEY_FORM, .key_form = RS_KEY_BASE64_DECODED}}},
    {.info = {.name = "path-decoded",
              .row = "AET-13",
              .meaning = "percent-escapes of the path are decoded before it is signed",
              .source = "the document doesn't say; AET's own C# wrapper signs the path as it is sent"},
     .variations = {{.kind = RS_VARY_TRANSFORM, .at = RS_FROM_PATH, .transform = RS_PERCENT_DECODED}}},
    {.info = {.name = "unpadded-base64",
              .row = "AET-11",
              .meaning = "verifying accepts the signature without the padding of its base64 too",
              .source = "the word \"base64\" names no variant, and many decoders take it without padding"},
     .variations = {{.kind = RS_VARY_ACCEPT_UNPADDED}}},
    {.info = {.name = NULL}},
};

const reqsig_scheme rs_scheme_aet = {
    .name = "aet",
    .title = "AET",
    .document = "002_35a95cee3cab5bd3.txt",
    .document_title = "AET, \"Authentication\" (updated \"2 months ago\")",
    .credentials =
        {
            [TOKEN] = {"token", .secret = true, .clause = "Bearer ${TOKEN}"},
            [SECRET_KEY] = {"secret_key", .secret = true, .clause = "a SHA256 HMAC using the secret key"},
        },
    .signs = {.clause = "Include the following headers in your requests"},
    .time = {RS_TIME_IN_HEADER, .format = RS_UNIX_MILLISECONDS,
             .clause = "must be the number of milliseconds since Unix Epoch"},
    .message =
        {
            {RS_FROM_TIMESTAMP, .clause = "the number of milliseconds since Unix Epoch"},
            {RS_FROM_METHOD, .transforms = {RS_UPPER_CASE},
             .clause = "The HTTP method should be in UPPER CASE."},
            {RS_FROM_PATH, .cut = RS_CUT_LEADING_SLASH, .clause = "should not include the leading slash (/)"},
            {RS_FROM_BODY, .omit = RS_OMIT_IF_MULTIPART, .clause = "The body is the request body string",
             .omit_clause = "For multipart form uploads, use an empty string as the body"},
        },
    .message_clause = "concatenating the timestamp, HTTP method, requestPath, and the request body",
    .mac = {RS_SHA256, SECRET_KEY, .clause = "generating a SHA256 HMAC using the secret key"},
    .encoding = {RS_BASE64, .clause = "The resulting HMAC is then base64 encoded."},
    .headers =
        {
            {RS_TEXT("timestamp"), .sending = RS_SENT_IF_SIGNED, .value = {{RS_FROM_TIMESTAMP}},
             .clause = "Current timestamp in milliseconds."},
            {RS_TEXT("signature"), .sending = RS_SENT_IF_SIGNED, .value = {{RS_FROM_MAC}},
             .clause = "The signature generated as outlined below."},
            {RS_TEXT("authorization"),
             .value = {{RS_FROM_LITERAL, .literal = RS_TEXT("Bearer ")},
                       {RS_FROM_CREDENTIAL, .credential = TOKEN}},
             .clause = "Bearer ${TOKEN}"},
            {RS_TEXT("accept"), .sending = RS_SENT_UNLESS_PRESENT,
             .value = {{RS_FROM_LITERAL, .literal = RS_TEXT("application/json")}},
             .clause = "application/json"},
            {RS_TEXT("content-type"), .sending = RS_SENT_UNLESS_PRESENT,
             .value = {{RS_FROM_LITERAL, .literal = RS_TEXT("application/json")}},
             .clause = "application/json"},
        },
    .profiles = profiles,
};
