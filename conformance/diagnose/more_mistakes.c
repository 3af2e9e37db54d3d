/* Signers' mistakes that the catalogue does not have, as no vector shows them. */
#include "diagnose/cause.h"
#include "mutants/transforms.h"

#define SIGNS_PREFIX(prefix, variant)                                                                        \
  {                                                                                                          \
    "path-prefix", variant, 30,                                                                              \
        "The signer signs " prefix " before the path, as a gateway or a base URL "                           \
        "has it.",                                                                                           \
        .target = {                                                                                          \
          transform_path_prefix,                                                                             \
          prefix                                                                                             \
        }                                                                                                    \
  }

const struct mistake more_mistakes[] = {
    {"secret-hashed", "sha256-hex", 8, "The signer's key is the SHA-256 of the secret, in hex.",
     .key = {transform_hash, .number = RS_SHA256}},
    {"secret-hashed", "sha256-raw", 8, "The signer's key is the SHA-256 of the secret, its raw bytes.",
     .key = {transform_hash_raw, .number = RS_SHA256}},
    {"secret-hashed", "md5-hex", 8, "The signer's key is the MD5 of the secret, in hex.",
     .key = {transform_hash, .number = RS_MD5}},
    {"secret-ampersand", NULL, 12, "The signer puts & behind the secret, as OAuth 1.0 does.",
     .key = {transform_append, "&"}},
    {"absolute-url", "port-80", 32, "The signer signs the whole URL with its port: http://host:80/path.",
     .target = {transform_absolute, "http://", ":80"}},
    {"absolute-url", "http", 32, "The signer signs the whole URL with http:// before it.",
     .target = {transform_absolute, "http://"}},
    SIGNS_PREFIX("/v1", "v1"),
    SIGNS_PREFIX("/v2", "v2"),
    SIGNS_PREFIX("/v3", "v3"),
    SIGNS_PREFIX("/api/v1", "api-v1"),
    SIGNS_PREFIX("/api/v2", "api-v2"),
    SIGNS_PREFIX("/api/v3", "api-v3"),
    {"message-case", "lower", 33, "The signer signs the whole message in lower case.",
     .message = {transform_lower}},
    {"message-case", "upper", 33, "The signer signs the whole message in capitals.",
     .message = {transform_upper}},
    {NULL},
};
