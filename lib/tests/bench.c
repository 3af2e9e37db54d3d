/*
 * Signing with a keyed context, beside what one writes by hand on OpenSSL and beside the bare
 * compression functions that the digests need. All three alternate within one run, so that the
 * printed ratios hold whatever else the machine is doing.
 */
#define _POSIX_C_SOURCE 200809L
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/md5.h>
#include <openssl/sha.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "reqsig.h"

enum { ROUNDS = 41, CALLS = 4000, NOW_S = 1700000000 };

typedef struct job {
  const char *scheme;
  char path[1100], body[1100], api_key[1100];
  char secret[64];
  reqsig_context context;
  reqsig_request request;
} job;

static volatile unsigned char blackhole;

static void sign_by_reqsig(const job *j) {
  uint8_t room[2048];
  reqsig_buffer text = {room, sizeof room, 0};
  reqsig_header headers[REQSIG_MAX_ADDED_HEADERS];
  size_t num = REQSIG_MAX_ADDED_HEADERS;
  if (reqsig_sign(&j->context, &j->request, NOW_S * INT64_C(1000), &text, headers, &num) != REQSIG_OK)
    abort();
  blackhole ^= room[text.len - 1];
}

static void hex_by_hand(const unsigned char *mac, unsigned len, char *out) {
  for (unsigned i = 0; i < len; i++) snprintf(out + 2 * i, 3, "%02x", mac[i]);
}

static void hmac_by_hand(const EVP_MD *md, const job *j, const char *message, size_t len, unsigned char *mac,
                         unsigned *mac_len) {
  HMAC(md, j->secret, (int)strlen(j->secret), (const unsigned char *)message, len, mac, mac_len);
}

static void ambro_by_hand(const job *j) {
  char message[2048], ts[24], hex[129], app[64];
  unsigned char mac[64];
  unsigned n;
  snprintf(ts, sizeof ts, "%lld", (long long)NOW_S);
  int len = snprintf(message, sizeof message, "%s%s", j->api_key, ts);
  hmac_by_hand(EVP_sha256(), j, message, (size_t)len, mac, &n);
  hex_by_hand(mac, n, hex);
  snprintf(app, sizeof app, "%s", "bench-app");
  blackhole ^= (unsigned char)(hex[3] ^ app[0]);
}

static void calypso_by_hand(const job *j) {
  char hex[129];
  unsigned char mac[64];
  unsigned n;
  hmac_by_hand(EVP_sha512(), j, j->body, strlen(j->body), mac, &n);
  hex_by_hand(mac, n, hex);
  blackhole ^= (unsigned char)hex[3];
}

static void aet_by_hand(const job *j) {
  char message[2048], ts[24], bearer[64];
  unsigned char mac[64], b64[96];
  unsigned n;
  snprintf(ts, sizeof ts, "%lld", (long long)NOW_S * 1000);
  int len = snprintf(message, sizeof message, "%sPOST%s%s", ts, j->path + 1, j->body);
  hmac_by_hand(EVP_sha256(), j, message, (size_t)len, mac, &n);
  EVP_EncodeBlock(b64, mac, (int)n);
  snprintf(bearer, sizeof bearer, "Bearer %s", "bench-token");
  blackhole ^= (unsigned char)(b64[3] ^ bearer[0]);
}

static void bitpro_by_hand(const job *j) {
  char message[2048], date[32], authorization[1400];
  unsigned char mac[64], md5[16], md5_b64[32], b64[96];
  unsigned n;
  time_t now = NOW_S;
  struct tm tm;
  gmtime_r(&now, &tm);
  strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S GMT", &tm);
  EVP_Digest(j->body, strlen(j->body), md5, NULL, EVP_md5(), NULL);
  EVP_EncodeBlock(md5_b64, md5, 16);
  int len = snprintf(message, sizeof message, "POST,%s,%s,%s", (char *)md5_b64, j->path, date);
  hmac_by_hand(EVP_sha1(), j, message, (size_t)len, mac, &n);
  EVP_EncodeBlock(b64, mac, (int)n);
  snprintf(authorization, sizeof authorization, "Bitpro %s:%s", j->api_key, (char *)b64);
  blackhole ^= (unsigned char)authorization[9];
}

static void crm_by_hand(const job *j) {
  char hex[129], signature[160];
  unsigned char mac[64];
  unsigned n;
  hmac_by_hand(EVP_sha256(), j, j->body, strlen(j->body), mac, &n);
  hex_by_hand(mac, n, hex);
  snprintf(signature, sizeof signature, "sha256=%s", hex);
  blackhole ^= (unsigned char)signature[9];
}

/* Blocks that a digest of len bytes still needs behind a prepared block: its padding is a byte and
 * a length of 8 or 16 bytes (FIPS 180-4 section 5.1, RFC 1321 section 3). */
static size_t blocks(size_t len, size_t block) {
  return (len + 1 + block / 8 + block - 1) / block;
}

static const unsigned char data[SHA512_CBLOCK];

static void compress_sha1(size_t num_blocks) {
  SHA_CTX state = {0};
  while (num_blocks-- > 0) SHA1_Transform(&state, data);
  blackhole ^= (unsigned char)state.h0;
}

static void compress_sha256(size_t num_blocks) {
  SHA256_CTX state = {0};
  while (num_blocks-- > 0) SHA256_Transform(&state, data);
  blackhole ^= (unsigned char)state.h[0];
}

static void compress_sha512(size_t num_blocks) {
  SHA512_CTX state = {0};
  while (num_blocks-- > 0) SHA512_Transform(&state, data);
  blackhole ^= (unsigned char)state.h[0];
}

static void compress_md5(size_t num_blocks) {
  MD5_CTX state = {0};
  while (num_blocks-- > 0) MD5_Transform(&state, data);
  blackhole ^= (unsigned char)state.A;
}

/* The message's blocks, and one for the outer digest. */
static void bare_sha256(size_t message_len, size_t body_len) {
  (void)body_len;
  compress_sha256(blocks(message_len, SHA256_CBLOCK) + 1);
}

static void bare_sha512(size_t message_len, size_t body_len) {
  (void)body_len;
  compress_sha512(blocks(message_len, SHA512_CBLOCK) + 1);
}

static void bare_md5_and_sha1(size_t message_len, size_t body_len) {
  compress_md5(blocks(body_len, MD5_CBLOCK));
  compress_sha1(blocks(message_len, SHA_CBLOCK) + 1);
}

static const struct bench_scheme {
  const char *name;
  void (*by_hand)(const job *);
  void (*bare)(size_t message_len, size_t body_len);
  enum { VARY_API_KEY, VARY_BODY, VARY_PATH } vary;
  const char *credentials[3];
} schemes[] = {
    {"ambro", ambro_by_hand, bare_sha256, VARY_API_KEY, {"app_id", "api_key", "api_secret"}},
    {"calypso", calypso_by_hand, bare_sha512, VARY_BODY, {"api_key", "secret_key"}},
    {"aet", aet_by_hand, bare_sha256, VARY_BODY, {"token", "secret_key"}},
    {"bitpro", bitpro_by_hand, bare_md5_and_sha1, VARY_PATH, {"api_key", "secret_key"}},
    {"crm", crm_by_hand, bare_sha256, VARY_BODY, {"api_key"}},
};

static void job_init(job *j, const struct bench_scheme *scheme) {
  reqsig_credential credentials[3];
  size_t num = 0;
  while (num < 3 && scheme->credentials[num]) {
    const char *name = scheme->credentials[num], *value = j->secret;
    if (strcmp(name, "app_id") == 0 || strcmp(name, "token") == 0) value = "bench-token";
    if (strcmp(name, "api_key") == 0 && num + 1 < 3 && scheme->credentials[1]) value = j->api_key;
    credentials[num++] = (reqsig_credential){name, reqsig_text(value)};
  }
  if (reqsig_context_init(&j->context, reqsig_scheme_find(scheme->name), NULL, 0, credentials, num) !=
      REQSIG_OK)
    abort();
  j->request = (reqsig_request){
      .method = reqsig_text("POST"), .target = reqsig_text(j->path), .body = reqsig_text(j->body)};
}

static size_t message_len(const job *j) {
  uint8_t room[4096];
  reqsig_buffer message = {room, sizeof room, 0};
  if (reqsig_message(&j->context, &j->request, NOW_S * INT64_C(1000), &message) != REQSIG_OK) abort();
  return message.len;
}

/* A job whose message has exactly want bytes, by lengthening the one field that the scheme signs. */
static void job_make(job *j, const struct bench_scheme *scheme, size_t want) {
  memset(j, 0, sizeof *j);
  j->scheme = scheme->name;
  strcpy(j->secret, "0123456789abcdef0123456789abcdef");
  strcpy(j->path, "/v3/users");
  strcpy(j->api_key, "k");
  if (scheme->vary == VARY_BODY) strcpy(j->body, "x");
  char *field = scheme->vary == VARY_API_KEY ? j->api_key : scheme->vary == VARY_BODY ? j->body : j->path;
  job_init(j, scheme);
  size_t len = strlen(field);
  memset(field + len, 'x', want - message_len(j));
  job_init(j, scheme);
  if (message_len(j) != want) abort();
}

static double now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double median(double *values) {
  qsort(values, ROUNDS, sizeof *values, ascending);
  return values[ROUNDS / 2];
}

static void measure(const struct bench_scheme *scheme, size_t len) {
  static job j;
  static double own[ROUNDS], faster[ROUNDS], over[ROUNDS];
  job_make(&j, scheme, len);
  for (size_t round = 0; round < ROUNDS; round++) {
    double t0 = now_ns();
    for (int i = 0; i < CALLS; i++) sign_by_reqsig(&j);
    double t1 = now_ns();
    for (int i = 0; i < CALLS; i++) scheme->by_hand(&j);
    double t2 = now_ns();
    for (int i = 0; i < CALLS; i++) scheme->bare(len, strlen(j.body));
    double t3 = now_ns();
    own[round] = (t1 - t0) / (double)CALLS;
    faster[round] = (t2 - t1) / (t1 - t0);
    over[round] = (t1 - t0) / (t3 - t2);
  }
  printf("%-8s %7zu %10.0f %14.1f x %17.2f x\n", scheme->name, len, median(own), median(faster),
         median(over));
}

int main(void) {
  printf(
      "One signature: all headers of the scheme, from a keyed context. Medians of %d rounds of %d calls.\n\n",
      ROUNDS, CALLS);
  printf("%-8s %7s %10s %16s %19s\n", "scheme", "message", "sign", "faster than", "slower than the");
  printf("%-8s %7s %10s %16s %19s\n", "", "bytes", "ns", "by hand", "bare compressions");
  for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
    measure(&schemes[i], 150);
    measure(&schemes[i], 1024);
  }
  return 0;
}
