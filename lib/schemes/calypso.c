/* Calypso Pay: 001_14eee5da72928935.txt. */
#include "schemes.h"

enum { API_KEY, SECRET_KEY };

#define POST_DATA_CLAUSE "POST data (in the same format in which you want to send)"

static const rs_profile profiles[] = {
    {.info = {.name = "any-method",
              .row = "CAL-06",
              .meaning = "a request of any method that has a body is signed, not only POST",
              .source = "Calypso's own webhook reference sends DELETE with a JSON body and the same headers"},
     .variations = {{.kind = RS_VARY_SIGNS,
                     .signs = {.methods = {"POST"},
                               .any_method_with_body = true,
                               .clause = "All requests must contain the following headers"}}}},
    {.info = {.name = "uppercase-hex",
              .row = "CAL-03",
              .meaning = "verifying accepts hex digits in upper case; signing writes lower case as before",
              .source = "the text says \"HEX string\"; the printed example is in lower case"},
     .variations = {{.kind = RS_VARY_ACCEPT_UPPER_CASE}}},
    {.info = {.name = "window-exclusive",
              .row = "CAL-04",
              .meaning = "a timestamp exactly 3 minutes away is rejected",
              .source = "\"must not be less than\" and \"not greater than\" include the ends; other people "
                        "take them as "
                        "limits not to be reached"},
     .variations = {{.kind = RS_VARY_WINDOW, .window = {.exclusive = true}}}},
    {.info = {.name = NULL}},
};

const reqsig_scheme rs_scheme_calypso = {
    .name = "calypso",
    .title = "Calypso Pay",
    .document = "001_14eee5da72928935.txt",
    .document_title = "Calypso Pay, \"Get started with API\" (last updated \"3 days ago\")",
    .credentials =
        {
            [API_KEY] = {"api_key", .clause = "a new pair of API keys (public and secret keys)"},
            [SECRET_KEY] = {"secret_key", .secret = true,
                            .clause = "using the body as a message and the secret key as a key"},
        },
    .signs = {.methods = {"POST"}, .clause = POST_DATA_CLAUSE},
    .time = {RS_TIME_IN_BODY_MEMBER, .name = "timestamp", .format = RS_UNIX_MILLISECONDS,
             .window = {.given = true, .past_ms = 180000, .future_ms = 180000},
             .clause =
                 "current unix UTC timestamp in milliseconds. The value must not be less than 3 minutes "
                 "in the past and not greater than 3 minutes in the future"},
    .message = {{RS_FROM_BODY, .clause = POST_DATA_CLAUSE}},
    .message_clause = "The body is the request body string",
    .mac = {RS_SHA512, SECRET_KEY, .clause = "encrypted with the method HMAC-SHA512 using secret key"},
    .encoding = {RS_HEX, .clause = "the result object is converted to a HEX string"},
    .headers =
        {
            {RS_TEXT("Key"), .value = {{RS_FROM_CREDENTIAL, .credential = API_KEY}},
             .clause = "The api key as a string."},
            {RS_TEXT("Sign"), .sending = RS_SENT_IF_SIGNED, .value = {{RS_FROM_MAC}},
             .clause = "The HEX-encoded signature (see below)."},
            {RS_TEXT("Content-Type"), .sending = RS_SENT_UNLESS_PRESENT,
             .value = {{RS_FROM_LITERAL, .literal = RS_TEXT("application/json")}},
             .clause = "All request bodies should have content type application/json"},
        },
    .profiles = profiles,
};
