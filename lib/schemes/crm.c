/*
 * CRM Open API, "Authentication V2": 004_debbb5943e8ff7c2.txt. The prose speaks of a SECRET_TOKEN,
 * every sample keys the MAC with the API key, which also travels in the clear.
 */
#include "schemes.h"

enum { API_KEY };

static const rs_profile profiles[] = {
    {.info = {.name = "json-compact",
              .row = "CRM-03",
              .meaning =
                  "the body is signed without the white space between its JSON tokens, which may change "
                  "unnoticed; a request is right by the document only if it is sent without it too",
              .source =
                  "the document's JavaScript and TypeScript samples sign a re-serialised body, its Ruby and "
                  "Python samples the payload itself"},
     .sends_what_it_signs = true,
     .variations = {{.kind = RS_VARY_TRANSFORM, .at = RS_FROM_BODY, .transform = RS_JSON_COMPACT}}},
    {.info = {.name = "uppercase-hex",
              .row = "CRM-12",
              .meaning = "verifying accepts hex digits in upper case too",
              .source = "no document forbids it, and decoders of hex take it"},
     .variations = {{.kind = RS_VARY_ACCEPT_UPPER_CASE}}},
    {.info = {.name = "prefix-optional",
              .row = "CRM-08",
              .meaning = "verifying accepts the signature without \"sha256=\" before it too",
              .source = "the document's prose speaks of the hex digest alone; its samples have the prefix"},
     .variations = {{.kind = RS_VARY_ACCEPT_NO_PREFIX}}},
    {.info = {.name = NULL}},
};

const reqsig_scheme rs_scheme_crm = {
    .name = "crm",
    .title = "CRM Open API",
    .document = "004_debbb5943e8ff7c2.txt",
    .document_title = "CRM Open API Documentation, \"Authentication V2\" (last updated 8/26/24)",
    .credentials = {[API_KEY] = {"api_key", .secret = true, .clause = "hmac.new(api_key.encode('utf-8')"}},
    .signs = {.methods = {"POST", "PATCH", "PUT"},
              .only_with_body = true,
              .clause = "Any POST/PATCH/PUT API that contains a request body will need to sign the request"},
    .message = {{RS_FROM_BODY, .clause = "msg=payload_body"}},
    .message_clause = "def generate_signature(payload_body)",
    .mac = {RS_SHA256, API_KEY, .clause = "hmac.new(api_key.encode('utf-8'), msg=payload_body"},
    .encoding = {RS_HEX, .clause = "CRM uses an HMAC hex digest to compute the hash"},
    .headers =
        {
            {RS_TEXT("key"), .value = {{RS_FROM_CREDENTIAL, .credential = API_KEY}},
             .clause = "Please attach the API key as a http header of the request"},
            {RS_TEXT("signature"), .sending = RS_SENT_IF_SIGNED,
             .value = {{RS_FROM_LITERAL, .literal = RS_TEXT("sha256=")},
                       {RS_FROM_MAC, .clause = "'sha256=' + OpenSSL::HMAC.hexdigest"}},
             .clause = "provide the signature as a HTTP header"},
        },
    .profiles = profiles,
};
