/*
 * Ambro: 000_7648c483d8cc54f1.txt. The document's rules stand in its four code samples; its prose
 * disagrees with them in part, and the samples agree with one another but for the unit of time.
 */
#include "schemes.h"

enum { APP_ID, API_KEY, API_SECRET };

static const rs_profile profiles[] = {
    {.info = {.name = "milliseconds",
              .row = "AMB-01",
              .meaning = "the timestamp is in milliseconds",
              .source =
                  "the document's JavaScript sample, `Date.now().toString()`; the other three use seconds"},
     .variations = {{.kind = RS_VARY_TIME_FORMAT, .time_format = RS_UNIX_MILLISECONDS}}},
    {.info = {.name = "uppercase-hex",
              .row = "AMB-09",
              .meaning = "verifying accepts hex digits in upper case; signing writes lower case as before",
              .source = "the text names no letter case; every sample writes lower case"},
     .variations = {{.kind = RS_VARY_ACCEPT_UPPER_CASE}}},
    {.info = {.name = NULL}},
};

const reqsig_scheme rs_scheme_ambro = {
    .name = "ambro",
    .title = "Ambro",
    .document = "000_7648c483d8cc54f1.txt",
    .document_title = "Ambro, \"Ambro API\" (no date)",
    .credentials =
        {
            [APP_ID] = {"app_id",
                        .clause = "you received an **APP\\_ID**, **API\\_KEY** and an **API\\_SECRET**"},
            [API_KEY] = {"api_key", .secret = true, .clause = "API\\_SECRET or API\\_KEY is corrupt"},
            [API_SECRET] = {"api_secret", .secret = true, .clause = "createHmac('sha256', apiSecret)"},
        },
    .signs = {.clause = "You must send each request the signature"},
    .time = {RS_TIME_IN_HEADER, .format = RS_UNIX_SECONDS, .clause = "int(time.time())"},
    .message =
        {
            {RS_FROM_CREDENTIAL, .credential = API_KEY, .clause = ".update(apiKey + timestamp)"},
            {RS_FROM_TIMESTAMP, .clause = "$apiKey . $timestamp"},
        },
    .message_clause = "$apiKey . $timestamp",
    .mac = {RS_SHA256, API_SECRET, .clause = "hash_hmac('sha256', $apiKey . $timestamp, $apiSecret)"},
    .encoding = {RS_HEX, .clause = ".digest('hex')"},
    .headers =
        {
            {RS_TEXT("X-Amb-Access-Sig"), .sending = RS_SENT_IF_SIGNED, .value = {{RS_FROM_MAC}},
             .clause = "in the header as the **X-Amb-Access-Sig** key"},
            {RS_TEXT("X-Amb-Access-Ts"), .sending = RS_SENT_IF_SIGNED, .value = {{RS_FROM_TIMESTAMP}},
             .clause = "the timestamp in the key **X-Amb-Access-Ts**"},
            {RS_TEXT("X-Amb-App-Id"), .value = {{RS_FROM_CREDENTIAL, .credential = APP_ID}},
             .clause = "\"X-Amb-App-Id\": appId"},
        },
    .profiles = profiles,
};
