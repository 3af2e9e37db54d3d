#include "tables.h"

/* The query, as sent, behind the path: what most of this table's signers sign too. */
#define WITH_QUERY                                                                                           \
  {                                                                                                          \
    {                                                                                                        \
      .kind = RS_EDIT_AFTER, .at = RS_FROM_PATH, .part = { RS_FROM_QUERY }                                   \
    }                                                                                                        \
  }

const struct mistake mistakes_of_targets[] = {
    {"query-included", NULL, 4, "the query is signed with the path, as most APIs want it",
     .edits = WITH_QUERY, .profile = "query-included"},
    {"query-omitted", NULL, 4, "the path is signed without the query",
     .never = "no document signs the query by its words, so this is the reading of each"},
    {"query-order", "sorted", 5, "the query is signed with its parameters sorted", .edits = WITH_QUERY,
     .target = {change_query_order}},
    {"query-order", "reversed", 5, "the query is signed with its parameters in the order that a hash gives",
     .edits = WITH_QUERY, .target = {change_query_order, .number = 1}},
    {"urlencode-dialect", "query-decoded", 6, "the query is signed without its escapes", .edits = WITH_QUERY,
     .target = {change_query_decoded}},
    {"urlencode-dialect", "path-decoded", 6, "the path is signed without its escapes",
     .target = {change_path_decoded}, .profile = "path-decoded"},
    {"urlencode-dialect", "path-twice", 6, "the path's escapes are escaped once more",
     .target = {change_path, "%", "%25"}},
    {"urlencode-dialect", "path-upper", 6, "the digits of the path's escapes become capitals",
     .target = {change_escape_case, .number = 1}},
    {"urlencode-dialect", "path-lower", 6, "the digits of the path's escapes become small letters",
     .target = {change_escape_case}},
    {"urlencode-dialect", "path-plus", 6, "%20 in the path becomes +", .target = {change_path, "%20", "+"}},
    {"urlencode-dialect", "path-plus-escaped", 6, "+ in the path becomes %2B",
     .target = {change_path, "+", "%2B"}},
    {"urlencode-dialect", "path-plus-space", 6, "+ in the path becomes %20",
     .target = {change_path, "+", "%20"}},
    {"leading-slash", "kept", 29, "the path keeps the slash that it should lose",
     .edits = {{.kind = RS_EDIT_CUT, .at = RS_FROM_PATH, .cut = RS_CUT_NOTHING}}},
    {"leading-slash", "lost", 29, "the path loses the slash that it should keep",
     .edits = {{.kind = RS_EDIT_CUT, .at = RS_FROM_PATH, .cut = RS_CUT_LEADING_SLASH}}},
    {"path-prefix", "api", 30, "a gateway's prefix is signed that the document leaves out",
     .target = {change_path_prefix, "/api"}, .profile = "base-path-included"},
    {"path-prefix", "stage", 30, "a gateway's name for its stage is signed before the path",
     .target = {change_path_prefix, "/Prod"}},
    {"path-prefix", "lost", 30, "a proxy takes the path's first segment away",
     .target = {change_path_segment}},
    {"trailing-slash", "added", 31, "a client or framework puts a slash behind the path",
     .target = {change_path_slash, .number = 1}},
    {"trailing-slash", "lost", 31, "a client or framework takes the slash behind the path away",
     .target = {change_path_slash}, .silent = {"AET-18"}},
    {"double-slash", NULL, 31, "two slashes in the path are signed as one", .target = {change_path_slashes}},
    {"dot-segments", NULL, 31, "dot segments are resolved in what is signed, and sent",
     .target = {change_path_dots}, .silent = {"AET-18"}},
    {"dot-segments", "any-dots", 31, "a pattern that should resolve dot segments takes other dots for them",
     .target = {change_path, "..", ""}},
    {"absolute-url", NULL, 32, "scheme and host are signed before the path",
     .target = {change_absolute, "https://"}},
    {"absolute-url", "host", 32, "the host is signed before the path", .target = {change_absolute, ""}},
    {"param-appended-after", "signed", 72, "the query is signed with one more parameter than is sent",
     .edits = WITH_QUERY, .target = {change_query_param, "nonce=1"}},
    {"param-appended-after", "sent", 72, "the query is signed without its last parameter",
     .edits = WITH_QUERY, .target = {change_query_shorter}},
    {NULL},
};
