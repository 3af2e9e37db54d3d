/* The custom mutator of the target whose input is a file of vectors behind a byte that names it. */
#include "mutate_json.h"

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed);

#define TEXTS "\"class\":\"derived\",\"tests\":\"t\",\"clause\":\"c\","

static const char *const files[] = {
    "{\"format\":1,\"vectors\":[{\"id\":\"http-a\",\"class\":\"must\",\"tests\":\"t\",\"clause\":\"c\","
    "\"source\":\"s\","
    "\"raw\":\"GET / "
    "HTTP/1.0\\r\\n\\r\\n\",\"expect\":{\"verdict\":\"accept\",\"method\":\"GET\",\"target\":\"/\","
    "\"headers\":[],\"body\":\"\"}},{\"id\":\"http-b\",\"class\":\"should\",\"tests\":\"t\",\"clause\":\"c\","
    "\"source\":\"s\","
    "\"twin\":\"http-a\",\"edit\":\"e\",\"raw_base64\":\"Cg==\",\"limits\":{\"headers\":1},\"expect\":{"
    "\"verdict\":"
    "\"reject\",\"reason\":\"method\",\"offset\":0}}]}",
    "{\"format\":1,\"scheme\":\"crm\",\"document\":\"d\",\"vectors\":[{\"id\":\"crm-a\"," TEXTS
    "\"register\":[\"CRM-01\"],\"mistakes\":[\"wrong-secret\"],\"bugs\":[1],\"credentials\":{\"api_key\":"
    "\"k\"},\"now_ms\":0,"
    "\"request\":{\"method\":\"POST\",\"target\":\"/"
    "\",\"headers\":[[\"a\",\"b\"]],\"body\":\"{}\"},\"expect\":{\"message\":"
    "\"{}\",\"mac\":\"00\",\"headers\":[[\"key\",\"k\"]],\"also_sent\":[[\"c\",\"d\"]],\"absent\":[\"e\"],"
    "\"verdict\":\"accept\"},"
    "\"profiles\":[{\"names\":[\"json-compact\"],\"message_base64\":\"e30=\",\"mac\":\"01\",\"headers\":[["
    "\"key\",\"k\"]]}]},"
    "{\"id\":\"crm-b\"," TEXTS
    "\"twin\":\"crm-a\",\"changes\":\"body\",\"edit\":\"e\",\"credentials\":{\"api_key\":\"k\"},"
    "\"now_ms\":0,\"request\":{\"method\":\"POST\",\"target\":\"/"
    "\",\"headers\":[],\"body_repeat\":{\"text\":\"a\","
    "\"times\":3}},\"expect\":{\"verdict\":\"reject\",\"reason\":\"signature_mismatch\"}}]}"};
static const char *const names[] = {
    "\"$schema\"",     "\"absent\"",      "\"also_sent\"",   "\"body\"",           "\"body_base64\"",
    "\"body_repeat\"", "\"bugs\"",        "\"changes\"",     "\"choice\"",         "\"class\"",
    "\"clause\"",      "\"content_md5\"", "\"credentials\"", "\"document_title\"", "\"edit\"",
    "\"expect\"",      "\"format\"",      "\"headers\"",     "\"headers_base64\"", "\"id\"",
    "\"limits\"",      "\"mac\"",         "\"message\"",     "\"message_base64\"", "\"message_sha256\"",
    "\"mistakes\"",    "\"nonce\"",       "\"not_signed\"",  "\"now_ms\"",         "\"profiles\"",
    "\"provenance\"",  "\"raw\"",         "\"reason\"",      "\"register\"",       "\"source\"",
    "\"suffix\"",      "\"twin\"",        "\"verdict\""};
static const char *const values[] = {"true",
                                     "0",
                                     "2",
                                     "9007199254740992",
                                     "-1",
                                     "1.5",
                                     "null",
                                     "\"\"",
                                     "\"a\\u0000\"",
                                     "\"golden\"",
                                     "\"profile\"",
                                     "\"strict\"",
                                     "\"silent\"",
                                     "\"may\"",
                                     "\"accept\"",
                                     "\"reject\"",
                                     "\"any\"",
                                     "\"expired\"",
                                     "\"header:Sign\"",
                                     "\"target\"",
                                     "\"YQ==\"",
                                     "\"YR==\"",
                                     "\"crm\"",
                                     "\"crm-a\"",
                                     "\"http-a\"",
                                     "\"http-c\"",
                                     "\"0123456789abcdef\"",
                                     "[]",
                                     "{}",
                                     "[\"a\"]",
                                     "[1]",
                                     "[[\"a\",\"b\"]]",
                                     "[[\"a\"]]",
                                     "{\"text\":\"a\",\"times\":9}",
                                     "{\"body\":1}"};

static reqsig_slice begin(json_mutator *m) {
  return JSON_PICK(m, files);
}

static const json_kind kind = {
    begin, names, sizeof names / sizeof *names, values, sizeof values / sizeof *values, NULL};

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed) {
  return rs_mutate_json_behind_a_byte(&kind, data, size, max_size, seed);
}
