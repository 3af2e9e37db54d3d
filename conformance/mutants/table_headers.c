#include "mutants/tables.h"

const struct mistake mistakes_of_headers[] = {
    {"prefix-missing", NULL, 35, "the text before the signature is missing", NEEDS_PREFIX,
     .value = {change_without_prefix}},
    {"prefix-missing", "doubled", 35, "the text before the signature is there twice", NEEDS_PREFIX,
     .value = {change_prefix_twice}},
    {"prefix-missing", "other", 35,
     "the text before the signature is another algorithm's, or another scheme's", NEEDS_PREFIX,
     .value = {change_prefix_to, "sha1="}},
    {"prefix-missing", "upper-case", 35, "the text before the signature is in capitals", NEEDS_PREFIX,
     .value = {change_prefix_upper}},
    {"stale-digest", "signature", 49,
     "a retry keeps the signature that an earlier attempt left in the request",
     .variations = {{.kind = RS_VARY_SENDING, .at = RS_FROM_MAC, .sending = RS_SENT_UNLESS_PRESENT}}},
    {"stale-digest", "time-header", 49,
     "a retry keeps the timestamp that an earlier attempt left in the request, and signs a new one",
     .variations = {{.kind = RS_VARY_SENDING, .at = RS_FROM_TIMESTAMP, .sending = RS_SENT_UNLESS_PRESENT}}},
    {"stale-digest", "digest-header", 49,
     "a retry keeps the digest that an earlier attempt left in the request",
     .variations = {{.kind = RS_VARY_SENDING, .at = RS_FROM_BODY, .sending = RS_SENT_UNLESS_PRESENT}}},
    {NULL},
};
