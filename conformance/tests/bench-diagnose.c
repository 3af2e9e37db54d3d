/*
 * The time to diagnose a wrong signature that nothing explains, so that all is tried, beside the time of as
 * many HMACs with a prepared key: of each scheme, at four lengths of the body. In the thread's CPU time.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "diagnose/diagnose.h"
#include "lib/context.h"

enum { ROUNDS = 5, ENOUGH_MS = 200, MAX_MACS_TIMED = 2000 };
#define NOW_MS INT64_C(1700000000123)

static double cpu_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* A JSON object of about len bytes: text and numbers. */
static void write_body(struct text *body, size_t len) {
  text_addf(body, "{\"timestamp\":%lld,\"name\":\"J\xc3\xb6rg & sons\"", (long long)NOW_MS);
  for (int i = 0; body->len + 60 < len; i++)
    text_addf(body, ",\"item %d\":[%d.50,\"a/path/to it\",null]", i, i);
  text_add_string(body, "}");
}

static size_t take_credentials(const reqsig_scheme *scheme, const char *secret, reqsig_credential *items) {
  size_t num = 0;
  for (; num < RS_MAX_CREDENTIALS && scheme->credentials[num].name; num++)
    items[num] =
        (reqsig_credential){scheme->credentials[num].name,
                            reqsig_text(num == scheme->mac.key ? secret : scheme->credentials[num].name)};
  return num;
}

static void must(bool is_done) {
  if (!is_done) abort();
}

/* Signed with another secret than the one that it is judged by. */
static void open_request(struct opened_request *opened, const reqsig_scheme *scheme, reqsig_slice body,
                         struct arena *arena) {
  *opened = (struct opened_request){
      .scheme = scheme, .now_ms = NOW_MS, .now_source = NOW_FROM_OPTION, .max_age_ms = -1, .max_skew_ms = -1};
  reqsig_request *request = &opened->request.request;
  *request = (reqsig_request){
      .method = reqsig_text("POST"), .target = reqsig_text("/v3/users/list?a=1&b=2"), .body = body};
  reqsig_credential others[RS_MAX_CREDENTIALS];
  reqsig_context context;
  size_t num = take_credentials(scheme, "another secret of the signer", others);
  must(reqsig_context_init(&context, scheme, NULL, 0, others, num) == REQSIG_OK);
  reqsig_buffer text = {arena_get(arena, 4096), 4096, 0};
  reqsig_header *headers = arena_get_array(arena, REQSIG_MAX_ADDED_HEADERS, sizeof *headers);
  size_t num_headers = REQSIG_MAX_ADDED_HEADERS;
  must(reqsig_sign(&context, request, NOW_MS, &text, headers, &num_headers) == REQSIG_OK);
  request->headers = headers;
  request->num_headers = num_headers;
  opened->credentials.num_items =
      take_credentials(scheme, "the secret in the file", opened->credentials.items);
  must(reqsig_context_init(&opened->context, scheme, NULL, 0, opened->credentials.items,
                           opened->credentials.num_items) == REQSIG_OK);
}

static double time_macs(const struct opened_request *opened, reqsig_slice message, size_t num) {
  const rs_mac_key *key = &rs_context_of(&opened->context)->key;
  size_t num_timed = num < MAX_MACS_TIMED ? num : MAX_MACS_TIMED;
  uint8_t mac[RS_MAX_DIGEST];
  double start = cpu_ms();
  for (size_t i = 0; i < num_timed; i++) {
    rs_hash hash = key->inner;
    rs_hash_update(&hash, message.data, message.len);
    rs_mac_end(key, &hash, mac);
  }
  return (cpu_ms() - start) * (double)num / (double)num_timed;
}

/* The fastest of some rounds: the machine may do other things. Of what takes long one is enough. */
static void measure(const reqsig_scheme *scheme, size_t len, enum search_depth depth, const char *tried) {
  struct text body = {0};
  struct arena arena = {0};
  struct opened_request opened;
  double best = 0, best_macs = 0;
  size_t num_macs = 0;
  write_body(&body, len);
  open_request(&opened, scheme, text_slice(&body), &arena);
  for (int i = 0; i < ROUNDS && best < ENOUGH_MS; i++) {
    struct arena scratch = {0};
    struct diagnosis diagnosis = {0};
    double start = cpu_ms();
    diagnose(&scratch, &opened, depth, &diagnosis);
    double took = cpu_ms() - start, macs = time_macs(&opened, diagnosis.message, diagnosis.num_macs);
    must(diagnosis.verdict == DIAGNOSIS_UNEXPLAINED);
    if (i == 0 || took < best) best = took;
    if (i == 0 || macs < best_macs) best_macs = macs;
    num_macs = diagnosis.num_macs;
    if (diagnosis.pairs_left_out) tried = "singles";
    arena_wipe(&scratch);
  }
  printf("%-8s %9zu %-8s %9zu %9.1f ms %9.1f ms %7.1f x\n", reqsig_scheme_name(scheme), len, tried, num_macs,
         best, best_macs, best / best_macs);
  fflush(stdout);
  arena_wipe(&arena);
  text_free(&body);
}

static bool is_asked_for(const char *word, const char *value) {
  return !word || strcmp(word, value) == 0;
}

/* bench-diagnose [SCHEME [LENGTH]]: all of them, or that one. */
int main(int argc, char **argv) {
  static const size_t lengths[] = {150, 1100, 16384, 1048576};
  printf("The time to diagnose a signature that nothing explains, and that of as many HMACs.\n\n");
  printf("%-8s %9s %-8s %9s %12s %12s %9s\n", "scheme", "body of", "tried", "MACs", "diagnosis", "bare MACs",
         "share");
  for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
    for (size_t s = 0; reqsig_scheme_at(s); s++) {
      char length[24];
      snprintf(length, sizeof length, "%zu", lengths[i]);
      if (!is_asked_for(argc > 1 ? argv[1] : NULL, reqsig_scheme_name(reqsig_scheme_at(s))) ||
          !is_asked_for(argc > 2 ? argv[2] : NULL, length))
        continue;
      measure(reqsig_scheme_at(s), lengths[i], SEARCH_SINGLES, "singles");
      measure(reqsig_scheme_at(s), lengths[i], SEARCH_USUAL, "pairs");
    }
  return 0;
}
