#include "lib/bytes.h"
#include "mutants/tables.h"

#define SEPARATED_BY(text)                                                                                   \
  {                                                                                                          \
    { .kind = RS_VARY_SEPARATOR, .separator = RS_TEXT(text) }                                                \
  }
#define WITHOUT(source)                                                                                      \
  {                                                                                                          \
    { .kind = RS_VARY_DROP, .at = source }                                                                   \
  }
#define METHOD_AS_GIVEN                                                                                      \
  {                                                                                                          \
    { .kind = RS_VARY_PLAIN, .at = RS_FROM_METHOD }                                                          \
  }

const struct mistake mistakes_of_messages[] = {
    {"method-case", "as-given", 33, "the method is signed as the caller wrote it",
     .variations = METHOD_AS_GIVEN},
    {"method-case", "lower", 33, "the method is signed in lower case, as some clients hold it",
     .variations = METHOD_AS_GIVEN, .method = {change_lower}},
    {"method-case", "capital", 33, "the method is signed with one capital", .variations = METHOD_AS_GIVEN,
     .method = {change_capital}},
    {"method-missing", "method", 34, "the method is not signed, as in an older canonical string",
     .variations = WITHOUT(RS_FROM_METHOD)},
    {"method-missing", "path", 34, "the path is not signed, as in a scheme of the body alone",
     .variations = WITHOUT(RS_FROM_PATH)},
    {"method-missing", "timestamp", 34, "the timestamp is not signed", NEEDS_SEVERAL_PARTS,
     .variations = WITHOUT(RS_FROM_TIMESTAMP)},
    {"method-missing", "body", 34, "the body, or its digest, is not signed", NEEDS_SEVERAL_PARTS,
     .variations = WITHOUT(RS_FROM_BODY)},
    {"method-missing", "credential", 34, "the key id is not signed", NEEDS_SEVERAL_PARTS,
     .variations = WITHOUT(RS_FROM_CREDENTIAL)},
    {"method-missing", "timestamp-moved", 34, "method and timestamp change places",
     .variations = {{.kind = RS_VARY_DROP, .at = RS_FROM_TIMESTAMP},
                    {.kind = RS_VARY_AFTER, .at = RS_FROM_METHOD, .part = {RS_FROM_TIMESTAMP}}}},
    {"method-missing", "timestamp-first", 34, "the timestamp stands first, where it should be last",
     .variations = {{.kind = RS_VARY_DROP, .at = RS_FROM_TIMESTAMP},
                    {.kind = RS_VARY_BEFORE, .at = RS_FROM_CREDENTIAL, .part = {RS_FROM_TIMESTAMP}}}},
    {"method-missing", "content-type", 34, "the content type is signed too, as in api_auth",
     .variations = {{.kind = RS_VARY_AFTER,
                     .at = RS_FROM_METHOD,
                     .part = {RS_FROM_LITERAL, .literal = RS_TEXT(",application/json")}}}},
    {"method-missing", "nonce", 34, "a nonce is signed that the scheme has not",
     .message = {change_append, "5b3a9c"}},
    {"method-missing", "line-feeds", 34, "the parts are joined by line feeds, as a sibling scheme does",
     .variations = SEPARATED_BY("\n")},
    {"method-missing", "commas", 34, "the parts are joined by commas", .variations = SEPARATED_BY(",")},
    {"method-missing", "comma-space", 34, "the parts are joined by commas and spaces",
     .variations = SEPARATED_BY(", ")},
    {"method-missing", "spaces", 34, "the parts are joined by spaces", .variations = SEPARATED_BY(" ")},
    {"method-missing", "ampersands", 34, "the parts are joined by ampersands",
     .variations = SEPARATED_BY("&")},
    {"method-missing", "joined", 34, "the parts are joined by nothing", .variations = SEPARATED_BY("")},
    {"app-id-included", NULL, 70, "the id that travels with the request is signed too, as the prose has it",
     .shown_credential_signed = true},
    {"secret-in-message", NULL, 70, "the secret is part of the message, as the prose has it",
     .key_signed = true},
    {"secret-in-message", "both", 70, "secret and id are part of the message, as the prose has it",
     .shown_credential_signed = true, .key_signed = true},
    {"header-whitespace", "trimmed-credential", 74,
     "a credential loses its space at the end in a header, and so it is signed", NEEDS_SIGNED_CREDENTIAL,
     .credential = {change_trim, " \t"}},
    {"nul-truncation", "message", 62, "strlen measures the message", NEEDS_RAW_BODY,
     .message = {change_cut_at_nul}},
    {NULL},
};
