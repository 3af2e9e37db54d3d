#include "mutants/tables.h"

#define WITH_DIGEST(name)                                                                                    \
  {                                                                                                          \
    { .kind = RS_VARY_DIGEST, .digest = name }                                                               \
  }

const struct mistake mistakes_of_macs[] = {
    {"arg-order-swapped", NULL, 11, "key and message change places, as libraries differ in their order",
     .construction = MAC_HMAC_SWAPPED},
    {"createhmac-3-args", NULL, 45,
     "Node's createHmac is given the message as its key and nothing else, and no error",
     .construction = MAC_HMAC_OF_NOTHING},
    {"plain-hash", "key-first", 44, "a hash of key and message stands for the HMAC",
     .construction = MAC_HASH_KEY_FIRST},
    {"plain-hash", "message-first", 44, "a hash of message and key stands for the HMAC",
     .construction = MAC_HASH_MESSAGE_FIRST},
    {"plain-hash", "message-only", 44, "a hash of the message alone stands for the HMAC",
     .construction = MAC_HASH_OF_MESSAGE_ONLY},
    {"wrong-hash", "md5", 43, "the hash function is MD5", .variations = WITH_DIGEST(RS_MD5)},
    {"wrong-hash", "sha1", 43, "the hash function is SHA-1", .variations = WITH_DIGEST(RS_SHA1)},
    {"wrong-hash", "sha224", 43, "the hash function is SHA-224", .variations = WITH_DIGEST(RS_SHA224)},
    {"wrong-hash", "sha256", 43, "the hash function is SHA-256", .variations = WITH_DIGEST(RS_SHA256)},
    {"wrong-hash", "sha384", 43, "the hash function is SHA-384", .variations = WITH_DIGEST(RS_SHA384)},
    {"wrong-hash", "sha512", 43, "the hash function is SHA-512", .variations = WITH_DIGEST(RS_SHA512)},
    {"nul-truncation", "mac", 62, "strlen measures the raw MAC", .mac = {change_cut_at_nul}},
    {NULL},
};
