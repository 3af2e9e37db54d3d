/*
 * The time to diagnose a wrong signature that nothing explains, so that all is tried, as a share of its bare
 * MACs: of each scheme, at four lengths of the body. In the thread's CPU time.
 *
 * The bare MACs are the MACs that the search tries and the digests of bodies in their messages, each made on
 * its own from its prepared key over its whole message. So the search gains by what it shares.
 *
 * Each is counted where it ends, SHA-3's and Keccak's where the search asks for them. OpenSSL's state tells
 * how many bytes went in since the digest began, also where a prefix was hashed once for many. One block is
 * taken off for the prepared key, also where there is none, and the little that is hashed besides to write
 * a key is counted like the rest.
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
#include "mutants/mistakes.h"

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

/* SHA-3 and Keccak stand behind the digests: they cost the same. */
enum { KECCAK = NUM_DIGESTS, NUM_COUNTED = 2 * NUM_DIGESTS };
static struct { size_t num_bytes, num; } hashed[NUM_COUNTED];

static void count(int what, size_t num_bytes) {
  hashed[what].num_bytes += num_bytes;
  hashed[what].num++;
}

static void count_digest(rs_digest digest, uint64_t num_bits) {
  size_t num_bytes = (size_t)(num_bits / 8), block = rs_digest_block(digest);
  count((int)digest, num_bytes > block ? num_bytes - block : 0);
}

/* Stands in the place of OpenSSL's function of that name. */
#define COUNTED(NAME, STATE, DIGEST)                                                                         \
  int NAME##_Final(unsigned char *digest, STATE *state) {                                                    \
    static int (*final)(unsigned char *, STATE *);                                                           \
    if (!final) *(void **)&final = dlsym(RTLD_NEXT, #NAME "_Final");                                         \
    count_digest(DIGEST, state->Nl);                                                                         \
    return final(digest, state);                                                                             \
  }
COUNTED(SHA1, SHA_CTX, RS_SHA1)
COUNTED(SHA224, SHA256_CTX, RS_SHA224)
COUNTED(SHA256, SHA256_CTX, RS_SHA256)
COUNTED(SHA384, SHA512_CTX, RS_SHA384)
COUNTED(SHA512, SHA512_CTX, RS_SHA512)
COUNTED(MD5, MD5_CTX, RS_MD5)

static void count_keccak(enum mac_construction construction, rs_digest digest, reqsig_slice message) {
  if (construction == MAC_HMAC_SHA3 || construction == MAC_HMAC_KECCAK)
    count(KECCAK + (int)digest, message.len);
}

/* The linker puts these in the place of the functions that they call (-Wl,--wrap). */
void __real_mac_key_use(const struct mac_key *, reqsig_slice, uint8_t *);
void __wrap_mac_key_use(const struct mac_key *, reqsig_slice, uint8_t *);
void __real_mac_key_use_taken(const struct mac_key *, reqsig_slice, struct keccak *, uint8_t *);
void __wrap_mac_key_use_taken(const struct mac_key *, reqsig_slice, struct keccak *, uint8_t *);
void __real_mutant_mac(const struct mac_input *, uint8_t *);
void __wrap_mutant_mac(const struct mac_input *, uint8_t *);

void __wrap_mac_key_use(const struct mac_key *prepared, reqsig_slice message, uint8_t *mac) {
  count_keccak(prepared->construction, prepared->digest, message);
  __real_mac_key_use(prepared, message, mac);
}

void __wrap_mac_key_use_taken(const struct mac_key *prepared, reqsig_slice message, struct keccak *taken,
                              uint8_t *mac) {
  count_keccak(prepared->construction, prepared->digest, message);
  __real_mac_key_use_taken(prepared, message, taken, mac);
}

void __wrap_mutant_mac(const struct mac_input *input, uint8_t *mac) {
  count_keccak(input->construction, input->digest, input->message);
  __real_mutant_mac(input, mac);
}

/* All of one kind, each of their mean length. */
static double time_counted(int what, size_t num, size_t num_bytes) {
  size_t len = num_bytes / num, num_timed = num < MAX_TIMED ? num : MAX_TIMED;
  uint8_t *bytes = calloc(len + 1, 1), out[RS_MAX_DIGEST];
  struct mac_key keccak;
  rs_hash begun, hash;
  must(bytes != NULL);
  rs_hash_begin(&begun, (rs_digest)(what % NUM_DIGESTS));
  mac_key_prepare(&keccak, (rs_digest)(what % NUM_DIGESTS), MAC_HMAC_SHA3, reqsig_text("a key"));
  double start = cpu_ms();
  for (size_t i = 0; i < num_timed; i++) {
    if (what >= KECCAK) {
      __real_mac_key_use(&keccak, rs_slice(bytes, len), out);
      continue;
    }
    hash = begun;
    rs_hash_update(&hash, bytes, len);
    rs_hash_end(&hash, out);
  }
  double took = cpu_ms() - start;
  free(bytes);
  return took * (double)num / (double)num_timed;
}

static double time_bare_macs(void) {
  double sum = 0;
  for (int what = 0; what < NUM_COUNTED; what++)
    if (hashed[what].num > 0) sum += time_counted(what, hashed[what].num, hashed[what].num_bytes);
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
    double took = cpu_ms() - start, bare = time_bare_macs();
    must(diagnosis.verdict == DIAGNOSIS_UNEXPLAINED);
    if (i == 0 || took < best) best = took;
    if (i == 0 || bare < best_bare) best_bare = bare;
    num_macs = diagnosis.num_macs;
    if (diagnosis.pairs_left_out) tried = "singles";
    arena_wipe(&scratch);
  }
  printf("%-8s %9zu %-8s %9zu %9.2f ms %9.2f ms %7.1f x\n", reqsig_scheme_name(scheme), len, tried, num_macs,
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
  printf("The time to diagnose a signature that nothing explains, and that of its bare\n"
         "MACs: those that it tries and the digests of bodies in their messages, each\n"
         "made on its own from its prepared key over its whole message.\n\n");
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
