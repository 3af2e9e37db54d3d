/* The custom mutator of the target whose input is a line of JSON that an adapter wrote. */
#include "mutate_json.h"

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed);

static const char *const lines[] = {"{\"id\":\"1\",\"verdict\":\"reject\",\"reason\":\"expired\"}",
                                    "{\"id\":\"1\",\"headers\":[[\"key\",\"k\"],[\"signature\",\"s\"]]}",
                                    "{\"id\":\"1\",\"message_base64\":\"YWI=\"}",
                                    "{\"id\":\"1\",\"request\":{\"method\":\"GET\",\"target\":\"/"
                                    "\",\"headers\":[[\"a\",\"b\"]],\"body_base64\":\"YQ==\"}}",
                                    "{\"id\":\"1\",\"refused\":\"400\"}",
                                    "{\"protocol\":1,\"implementation\":{\"name\":\"n\",\"version\":\"1\","
                                    "\"language\":\"c\"},\"schemes\":[\"crm\"],"
                                    "\"ops\":[\"sign\"]}"};
static const char *const names[] = {"\"id\"",      "\"message_base64\"", "\"headers\"",
                                    "\"verdict\"", "\"unsupported\"",    "\"error\"",
                                    "\"reason\"",  "\"protocol\"",       "\"implementation\"",
                                    "\"name\"",    "\"version\"",        "\"language\"",
                                    "\"ops\"",     "\"schemes\"",        "\"Verdict\"",
                                    "\"request\"", "\"refused\"",        "\"method\"",
                                    "\"target\"",  "\"headers_base64\"", "\"body_base64\"",
                                    "\"\"",        "\"\\u0069d\""};
static const char *const values[] = {"null",
                                     "true",
                                     "1",
                                     "-1e400",
                                     "\"\"",
                                     "\"accept\"",
                                     "\"reject\"",
                                     "\"unknown_key\"",
                                     "\"YQ==\"",
                                     "\"\\u0000\"",
                                     "\"\\ud83d\"",
                                     "\"\\ud83d\\ude00\"",
                                     "[]",
                                     "{}",
                                     "[\"a\",\"b\"]",
                                     "[[\"a\",\"b\"]]",
                                     "{\"name\":\"n\",\"version\":\"1\",\"language\":\"c\"}"};

static reqsig_slice begin(json_mutator *m) {
  return JSON_PICK(m, lines);
}

static const json_kind kind = {
    begin, names, sizeof names / sizeof *names, values, sizeof values / sizeof *values, NULL};

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed) {
  return rs_mutate_json_input(&kind, data, size, max_size, seed);
}
