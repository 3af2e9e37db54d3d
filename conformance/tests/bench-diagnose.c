/*
 * The time to diagnose a wrong signature that nothing explains, so that all is tried, beside the time that
 * its digests take alone: of each scheme, at four lengths of the body. In the thread's CPU time.
 *
 * What is hashed is counted on its way to OpenSSL: MACs, keys, and bodies whose digest is signed. Then as
 * many digests of as many bytes are made and nothing else. Digests that OpenSSL does not make, SHA-3's, are
 * not counted, so these show in the share.
 */
#define _GNU_SOURCE /* RTLD_NEXT */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <dlfcn.h>
#include <openssl/md5.h>
#include <openssl/sha.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "diagnose/diagnose.h"
#include "lib/context.h"

enum { ROUNDS = 5, ENOUGH_MS = 200, MAX_TIMED = 4000, NUM_DIGESTS = RS_SHA384 + 1 };
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
  must(reqsig_context_init(&context, scheme, others, num) == REQSIG_OK);
  reqsig_buffer text = {arena_get(arena, 4096), 4096, 0};
  reqsig_header *headers = arena_get_array(arena, REQSIG_MAX_ADDED_HEADERS, sizeof *headers);
  size_t num_headers = REQSIG_MAX_ADDED_HEADERS;
  must(reqsig_sign(&context, request, NOW_MS, &text, headers, &num_headers) == REQSIG_OK);
  request->headers = headers;
  request->num_headers = num_headers;
  opened->credentials.num_items =
      take_credentials(scheme, "the secret in the file", opened->credentials.items);
  must(reqsig_context_init(&opened->context, scheme, opened->credentials.items,
                           opened->credentials.num_items) == REQSIG_OK);
}

static struct hashed { size_t num_bytes, num_updates, num_digests; } hashed[NUM_DIGESTS];

/* Stands in the place of OpenSSL's functions of that name. */
#define COUNTED(NAME, STATE, DIGEST)                                                                         \
  int NAME##_Update(STATE *state, const void *data, size_t len) {                                            \
    static int (*update)(STATE *, const void *, size_t);                                                     \
    if (!update) *(void **)&update = dlsym(RTLD_NEXT, #NAME "_Update");                                      \
    hashed[DIGEST].num_bytes += len;                                                                         \
    hashed[DIGEST].num_updates++;                                                                            \
    return update(state, data, len);                                                                         \
  }                                                                                                          \
  int NAME##_Final(unsigned char *digest, STATE *state) {                                                    \
    static int (*final)(unsigned char *, STATE *);                                                           \
    if (!final) *(void **)&final = dlsym(RTLD_NEXT, #NAME "_Final");                                         \
    hashed[DIGEST].num_digests++;                                                                            \
    return final(digest, state);                                                                             \
  }
COUNTED(SHA1, SHA_CTX, RS_SHA1)
COUNTED(SHA224, SHA256_CTX, RS_SHA224)
COUNTED(SHA256, SHA256_CTX, RS_SHA256)
COUNTED(SHA384, SHA512_CTX, RS_SHA384)
COUNTED(SHA512, SHA512_CTX, RS_SHA512)
COUNTED(MD5, MD5_CTX, RS_MD5)

/* As many digests, each of the mean length in the mean number of pieces. */
static double time_hashed(rs_digest digest, struct hashed what) {
  size_t num = what.num_digests > 0 ? what.num_digests : 1, len = what.num_bytes / num;
  size_t num_pieces = (what.num_updates + num / 2) / num, piece = len / (num_pieces ? num_pieces : 1);
  size_t num_timed = num < MAX_TIMED ? num : MAX_TIMED;
  uint8_t *bytes = calloc(len + 1, 1), out[RS_MAX_DIGEST];
  must(bytes != NULL);
  rs_hash begun, hash;
  rs_hash_begin(&begun, digest);
  double start = cpu_ms();
  for (size_t i = 0; i < num_timed; i++) {
    hash = begun;
    for (size_t k = 1; k < num_pieces; k++) rs_hash_update(&hash, bytes, piece);
    rs_hash_update(&hash, bytes, len - (num_pieces ? num_pieces - 1 : 0) * piece);
    rs_hash_end(&hash, out);
  }
  double took = cpu_ms() - start;
  free(bytes);
  return took * (double)num / (double)num_timed;
}

static double time_all_hashed(void) {
  struct hashed counted[NUM_DIGESTS];
  double sum = 0;
  memcpy(counted, hashed, sizeof counted);
  for (int digest = 0; digest < NUM_DIGESTS; digest++)
    if (counted[digest].num_bytes > 0) sum += time_hashed((rs_digest)digest, counted[digest]);
  return sum;
}

/* The fastest of some rounds: the machine may do other things. Of what takes long one is enough. */
static void measure(const reqsig_scheme *scheme, size_t len, enum search_depth depth, const char *tried) {
  struct text body = {0};
  struct arena arena = {0};
  struct opened_request opened;
  double best = 0, best_bare = 0;
  size_t num_macs = 0;
  write_body(&body, len);
  open_request(&opened, scheme, text_slice(&body), &arena);
  for (int i = 0; i < ROUNDS && best < ENOUGH_MS; i++) {
    struct arena scratch = {0};
    struct diagnosis diagnosis = {0};
    memset(hashed, 0, sizeof hashed);
    double start = cpu_ms();
    diagnose(&scratch, &opened, depth, &diagnosis);
    double took = cpu_ms() - start, bare = time_all_hashed();
    must(diagnosis.verdict == DIAGNOSIS_UNEXPLAINED);
    if (i == 0 || took < best) best = took;
    if (i == 0 || bare < best_bare) best_bare = bare;
    num_macs = diagnosis.num_macs;
    if (diagnosis.pairs_left_out) tried = "singles";
    arena_wipe(&scratch);
  }
  printf("%-8s %9zu %-8s %9zu %9.1f ms %9.1f ms %7.1f x\n", reqsig_scheme_name(scheme), len, tried, num_macs,
         best, best_bare, best / best_bare);
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
  printf("The time to diagnose a signature that nothing explains, and that of its\ndigests alone.\n\n");
  printf("%-8s %9s %-8s %9s %12s %12s %9s\n", "scheme", "body of", "tried", "MACs", "diagnosis", "digests",
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
