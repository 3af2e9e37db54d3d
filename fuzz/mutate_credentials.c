/* The custom mutator of the target whose input is a credentials file behind a byte that chooses the scheme.
 */
#include "mutate_json.h"

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed);

static const char *const files[] = {"{\"api_key\":\"S3cret-9\"}",
                                    "{\"api_key\":\"a\",\"secret_key\":\"S3cret-9\"}",
                                    "{\"token\":\"a\",\"secret_key\":[\"S3cret-9\",\"b\"]}",
                                    "{\"app_id\":\"a\",\"api_key\":\"b\",\"api_secret\":\"S3cret-9\"}"};
static const char *const names[] = {
    "\"api_key\"",   "\"api_secret\"", "\"app_id\"", "\"secret_key\"",  "\"token\"",
    "\"secret_ky\"", "\"S3cret-9\"",   "\"Token\"",  "\"\\u0074oken\"", "\"\""};
static const char *const values[] = {"\"S3cret-9\"",
                                     "\"\"",
                                     "[\"S3cret-9\",\"a\"]",
                                     "[]",
                                     "[[\"S3cret-9\"]]",
                                     "[\"\"]",
                                     "1",
                                     "null",
                                     "{\"S3cret-9\":1}",
                                     "\"S3cret-9\\u0000\"",
                                     "\"\\ud800\"",
                                     "\"\\u0053\""};

static reqsig_slice begin(json_mutator *m) {
  return JSON_PICK(m, files);
}

static const json_kind kind = {
    begin, names, sizeof names / sizeof *names, values, sizeof values / sizeof *values, NULL};

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed) {
  return rs_mutate_json_behind_a_byte(&kind, data, size, max_size, seed);
}
