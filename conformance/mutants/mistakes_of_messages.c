#include "mutants/mistake_tables.h"

#include "lib/bytes.h"

/* The query, as sent, behind the path: what most of this table's signers sign too. */
#define WITH_QUERY                                                                                           \
  {                                                                                                          \
    {                                                                                                        \
      .kind = RS_VARY_AFTER, .at = RS_FROM_PATH, .part = { RS_FROM_QUERY }                                   \
    }                                                                                                        \
  }

const struct mistake mistakes_of_targets[] = {
    {"query-included", NULL, 4, "the query is signed with the path, as most APIs want it",
     .variations = WITH_QUERY, .profile = "query-included"},
    {"query-omitted", NULL, 4, "the path is signed without the query",
     .never = "no document signs the query by its words, so leaving it out is the default of each"},
    {"query-order", "sorted", 5, "the query is signed with its parameters sorted", .variations = WITH_QUERY,
     .target = {transform_query_order}},
    {"query-order", "reversed", 5, "the query is signed with its parameters in the order that a hash gives",
     .variations = WITH_QUERY, .target = {transform_query_order, .number = 1}},
    {"urlencode-dialect", "query-decoded", 6, "the query is signed without its escapes",
     .variations = WITH_QUERY, .target = {transform_query_decoded}},
    {"urlencode-dialect", "path-decoded", 6, "the path is signed without its escapes",
     .target = {transform_path_decoded}, .profile = "path-decoded"},
    {"urlencode-dialect", "path-twice", 6, "the path's escapes are escaped once more",
     .target = {transform_path, "%", "%25"}},
    {"urlencode-dialect", "path-upper", 6, "the digits of the path's escapes become capitals",
     .target = {transform_escape_case, .number = 1}},
    {"urlencode-dialect", "path-lower", 6, "the digits of the path's escapes become small letters",
     .target = {transform_escape_case}},
    {"urlencode-dialect", "path-plus", 6, "%20 in the path becomes +",
     .target = {transform_path, "%20", "+"}},
    {"urlencode-dialect", "path-plus-escaped", 6, "+ in the path becomes %2B",
     .target = {transform_path, "+", "%2B"}},
    {"urlencode-dialect", "path-plus-space", 6, "+ in the path becomes %20",
     .target = {transform_path, "+", "%20"}},
    {"leading-slash", "kept", 29, "the path keeps the slash that it should lose",
     .variations = {{.kind = RS_VARY_CUT, .at = RS_FROM_PATH, .cut = RS_CUT_NOTHING}}},
    {"leading-slash", "lost", 29, "the path loses the slash that it should keep",
     .variations = {{.kind = RS_VARY_CUT, .at = RS_FROM_PATH, .cut = RS_CUT_LEADING_SLASH}}},
    {"path-prefix", "api", 30, "a gateway's prefix is signed that the document leaves out",
     .target = {transform_path_prefix, "/api"}, .profile = "base-path-included"},
    {"path-prefix", "stage", 30, "a gateway's name for its stage is signed before the path",
     .target = {transform_path_prefix, "/Prod"}},
    {"path-prefix", "lost", 30, "a proxy takes the path's first segment away",
     .target = {transform_path_segment}},
    {"trailing-slash", "added", 31, "a client or framework puts a slash behind the path",
     .target = {transform_path_slash, .number = 1}},
    {"trailing-slash", "lost", 31, "a client or framework takes the slash behind the path away",
     .target = {transform_path_slash}, .silent = {"AET-18"}},
    {"double-slash", NULL, 31, "two slashes in the path are signed as one",
     .target = {transform_path_slashes}},
    {"dot-segments", NULL, 31, "dot segments are resolved in what is signed, and sent",
     .target = {transform_path_dots}, .silent = {"AET-18"}},
    {"dot-segments", "any-dots", 31, "a pattern that should resolve dot segments takes other dots for them",
     .target = {transform_path, "..", ""}},
    {"absolute-url", NULL, 32, "scheme and host are signed before the path",
     .target = {transform_absolute, "https://"}},
    {"absolute-url", "host", 32, "the host is signed before the path", .target = {transform_absolute, ""}},
    {"param-appended-after", "signed", 72, "the query is signed with one more parameter than is sent",
     .variations = WITH_QUERY, .target = {transform_query_param, "nonce=1"}},
    {"param-appended-after", "sent", 72, "the query is signed without its last parameter",
     .variations = WITH_QUERY, .target = {transform_query_shorter}},
    {"param-appended-after", "path-parameters", 72,
     "the path is signed without the parameters behind its semicolon, as Python's urlparse gives it",
     .target = {transform_path, ";v=2", ""}},
    {NULL},
};

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
     .variations = METHOD_AS_GIVEN, .method = {transform_lower}},
    {"method-case", "capital", 33, "the method is signed with one capital", .variations = METHOD_AS_GIVEN,
     .method = {transform_capital}},
    {"method-missing", "method", 34, "the method is not signed, as in an older canonical string",
     .variations = WITHOUT(RS_FROM_METHOD)},
    {"method-missing", "path", 34, "the path is not signed, as in a scheme of the body alone",
     .variations = WITHOUT(RS_FROM_PATH)},
    {"method-missing", "timestamp", 34, "the timestamp is not signed", HAS_SEVERAL_PARTS,
     .variations = WITHOUT(RS_FROM_TIMESTAMP)},
    {"method-missing", "body", 34, "the body, or its digest, is not signed", HAS_SEVERAL_PARTS,
     .variations = WITHOUT(RS_FROM_BODY)},
    {"method-missing", "credential", 34, "the key id is not signed", HAS_SEVERAL_PARTS,
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
     .message = {transform_append, "5b3a9c"}},
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
     "a credential loses its space at the end in a header, and so it is signed", HAS_SIGNED_CREDENTIAL,
     .credential = {transform_trim, " \t"}},
    {"nul-truncation", "message", 62, "strlen measures the message", HAS_RAW_BODY,
     .message = {transform_cut_at_nul}},
    {NULL},
};

const struct mistake mistakes_of_digests[] = {
    {"md5-hex", NULL, 47, "the body's digest is written in hex",
     .digest = {transform_hash, .number = RS_MD5}},
    {"md5-hex", "base64-of-hex", 47, "the body's digest is the base64 of its hex text",
     .digest = {transform_hash_base64_of_hex, .number = RS_MD5}},
    {"md5-hex", "sha256", 47, "the body's digest is made with SHA-256, as newer APIs do",
     .digest = {transform_hash_base64, .number = RS_SHA256}},
    {"md5-on-get", "of-query", 48, "without a body the digest is that of the query",
     .variations = {{.kind = RS_VARY_SOURCE, .at = RS_FROM_BODY, .source = RS_FROM_BODY_OR_QUERY}},
     .requires = HAS_BODY_DIGEST, .profile = "md5-of-query"},
    {"md5-on-get", "blank", 48, "without a body the digest is left blank",
     .variations = {{.kind = RS_VARY_OMIT, .at = RS_FROM_BODY, .omit = RS_OMIT_IF_EMPTY}},
     .requires = HAS_BODY_DIGEST, .profile = "empty-md5-field"},
    {"md5-empty", "dropped", 48,
     "without a body the digest has no place in the message, nor has its separator",
     .no_digest_without_body = true},
    {"md5-empty", "always-blank", 48, "the digest is blank, whatever the body",
     .digest = {transform_to_text, ""}},
    {"stale-digest", "of-another-body", 49,
     "the digest is another request's, from a shell variable that is not set again",
     .digest = {transform_to_text, "FBgiRcA+lHYYgLkAc2JX5g=="}},
    {"stale-digest", "of-nothing", 49, "the digest is that of an empty body, whatever the body",
     .digest = {transform_to_text, "1B2M2Y8AsgTpgAmY7PhCfg=="}},
    {"nul-truncation", "digest", 62, "strlen measures the body's raw digest",
     .digest = {transform_hash_cut_at_nul, .number = RS_MD5}},
    {NULL},
};
