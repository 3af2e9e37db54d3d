#include <string.h>

#include "fuzz/fuzz.h"
#include "generate/generate.h"

/*
 * Requests that no document decides: whatever is answered to them is right, but a crash, a time-out and a
 * line that is no answer are not.
 */

enum { MAX_TRIES = 20 };

static reqsig_slice repeated(struct generator *generator, const char *piece, size_t times) {
  struct text text = {0};
  for (size_t i = 0; i < times; i++) text_add_string(&text, piece);
  return draw_keep(generator, &text);
}

static reqsig_slice drawn_bytes(struct generator *generator) {
  size_t len = random_below(&generator->random, 3000);
  uint8_t *bytes = arena_get(generator->arena, len + 1);
  for (size_t i = 0; i < len; i++) bytes[i] = (uint8_t)random_below(&generator->random, 256);
  return (reqsig_slice){bytes, len};
}

static void change_body(struct generator *generator, struct vector *vector) {
  static const char *const bodies[] = {"",      "[",        "{\"a\":",        "\"",
                                       "{}{}",  "nullnull", "\xEF\xBB\xBF{}", "{\"timestamp\":1e999}",
                                       "%",     "&=&=&&",   "--b--",          "{\"timestamp\":-0}",
                                       "\xC3(", "\\u0000"};
  static const char *const pieces[] = {"[", "{\"a\":", "a=b&", "%", "\\", "9", "é"};
  size_t kind = random_below(&generator->random, 4);
  vector->request.body =
      kind == 0   ? drawn_bytes(generator)
      : kind == 1 ? repeated(generator, DRAW_WORD(generator, pieces), random_below(&generator->random, 20000))
                  : reqsig_text(DRAW_WORD(generator, bodies));
}

/* Text alone, as JSON carries it to the adapter. */
static const char *hostile_word(struct generator *generator) {
  static const char *const words[] = {"",           " ",     "\t",
                                      "é",          "\x01",  "\x7f",
                                      "\U0001F600", "%",     "%zz",
                                      "%00",        "..",    "//",
                                      "?",          "#",     "?a=b?c",
                                      "&&==&&",     ":",     "a:b@c",
                                      "\\",         "\"",    "'",
                                      "<a>",        "$(id)", "{}",
                                      "%n%s",       "-1",    "0x10",
                                      "1e9",        "NaN",   "null",
                                      "\r\n",       "\n",    "18446744073709551616"};
  return DRAW_WORD(generator, words);
}

static reqsig_slice hostile_text(struct generator *generator, const char *before) {
  struct text text = {0};
  text_add_string(&text, before);
  size_t times = random_one_in(&generator->random, 8) ? random_below(&generator->random, 3000) : 1;
  const char *word = hostile_word(generator);
  for (size_t i = 0; i < times; i++) text_add_string(&text, word);
  return draw_keep(generator, &text);
}

static void change_headers(struct generator *generator, struct vector *vector) {
  const rs_header_rule *rules = generator->scheme->headers;
  size_t num = vector->request.num_headers, num_rules = 0;
  reqsig_header *headers = arena_get_array(generator->arena, num + 1, sizeof *headers);
  if (num > 0) memcpy(headers, vector->request.headers, num * sizeof *headers);
  while (num_rules < REQSIG_MAX_ADDED_HEADERS && rules[num_rules].name.len > 0) num_rules++;
  bool of_scheme = num_rules > 0 && random_one_in(&generator->random, 2);
  headers[num] = (reqsig_header){of_scheme ? rules[random_below(&generator->random, num_rules)].name
                                           : hostile_text(generator, "x"),
                                 hostile_text(generator, "")};
  vector->request.headers = headers;
  vector->request.num_headers = num + 1;
}

static void change_credential(struct generator *generator, struct vector *vector) {
  size_t nth = random_below(&generator->random, vector->num_credentials);
  vector->credentials[nth].value = hostile_text(generator, "");
}

static void change_time(struct generator *generator, struct vector *vector) {
  static const int64_t times[] = {
      0, 1, 999, 1000, INT64_C(4294967296000), INT64_C(253402300800000), INT64_C(9007199254740991)};
  vector->now_ms = times[random_below(&generator->random, sizeof times / sizeof *times)];
}

static void change_once(struct generator *generator, struct vector *vector) {
  static const char *const methods[] = {"get", "X", "M-SEARCH", "GET ", "é", "POST\r\n", "CONNECT", "TRACE"};
  switch (random_below(&generator->random, 6)) {
  case 0: change_headers(generator, vector); break;
  case 1: change_credential(generator, vector); break;
  case 2: change_time(generator, vector); break;
  case 3: vector->request.method = reqsig_text(DRAW_WORD(generator, methods)); break;
  case 4: vector->request.target = hostile_text(generator, "/"); break;
  default: change_body(generator, vector); break;
  }
}

bool fuzz_make_hostile(struct arena *arena, uint64_t seed, struct fuzz_vector *drawn) {
  struct generator generator = {
      .arena = arena, .scheme = drawn->vector.scheme, .random = random_of(seed, drawn->vector.id)};
  for (int tries = 0; tries < MAX_TRIES; tries++) {
    struct vector vector = drawn->vector;
    vector.credentials = arena_get_array(arena, vector.num_credentials, sizeof *vector.credentials);
    memcpy(vector.credentials, drawn->vector.credentials,
           vector.num_credentials * sizeof *vector.credentials);
    vector.class = VECTOR_SILENT;
    vector.tests = "A request that no document decides.";
    vector.expect = (struct expectation){0};
    vector.profile_expects = NULL;
    vector.num_profile_expects = 0;
    for (size_t i = 1 + random_below(&generator.random, 3); i > 0; i--) change_once(&generator, &vector);
    if (!expect_signing(arena, &vector)) continue;
    drawn->vector = vector;
    drawn->incomplete = NULL;
    return true;
  }
  return false;
}
