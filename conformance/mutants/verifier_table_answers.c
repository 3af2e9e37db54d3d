#include "mutants/verifier_tables.h"

const struct verifier_mistake verifiers_of_answers[] = {
    {"v-length-throw", NULL, "breaks where the signature has another length, as timingSafeEqual throws", 0,
     verify_throws_on_length, .bugs = {12}},
    {"v-500-on-garbage", "signature", "breaks on bytes beyond ASCII in the signature", 0,
     verify_throws_on_header, .bugs = {15}},
    {"v-500-on-garbage", "any-header", "breaks on bytes beyond ASCII in any header", 0,
     verify_throws_on_any_header, .bugs = {15}},
    {"v-500-on-garbage", "body", "breaks on a body that is not UTF-8", 0, verify_throws_on_body,
     .bugs = {26}},
    {"v-error-conflated", "signature", "says of every refusal that the signature is wrong", 0,
     verify_one_reason},
    {"v-error-conflated", "malformed", "says of every refusal that the request is malformed", 0,
     verify_malformed_only},
    {"v-error-conflated", "missing", "says of a field that is absent that it is malformed", 0,
     verify_malformed_missing},
    {NULL},
};
