/*
 * Signing with a keyed context, beside what one writes by hand on OpenSSL and beside the blocks that the
 * digests need at the least. They take turns within one run and are measured in the thread's CPU time, so
 * that the printed ratios hold whatever else the machine does.
 */
#define _POSIX_C_SOURCE 200809L
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/md5.h>
#include <openssl/sha.h>
#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench_by_hand.h"
#include "bench_time.h"

enum { ROUNDS = BENCH_ROUNDS, CALLS = BENCH_CALLS, MAX_BLOCKS = 1280 };

static void sign_by_reqsig(const bench_job *j) {
  uint8_t room[2048];
  reqsig_buffer text = {room, sizeof room, 0};
  reqsig_header headers[REQSIG_MAX_ADDED_HEADERS];
  size_t num = REQSIG_MAX_ADDED_HEADERS;
  if (reqsig_sign(&j->context, &j->request, BENCH_NOW_S * INT64_C(1000), &text, headers, &num) != REQSIG_OK)
    abort();
  bench_result ^= room[text.len - 1];
}

/* Bytes of the blocks that a digest of len bytes still needs behind a prepared block: its padding is a byte
 * and a length of 8 or 16 bytes (FIPS 180-4 section 5.1, RFC 1321 section 3). */
static size_t padded(size_t len, size_t block) {
  return (len + 1 + block / 8 + block - 1) / block * block;
}

/* On some machines a digest takes another path where its state or data are not aligned. */
static const alignas(64) unsigned char data[MAX_BLOCKS];

static void digest_sha1(size_t len) {
  alignas(64) SHA_CTX state = {0};
  SHA1_Update(&state, data, len);
  SHA1_Update(&state, data, SHA_CBLOCK);
  bench_result ^= (unsigned char)state.h0;
}

static void digest_sha256(size_t message_len, size_t body_len) {
  (void)body_len;
  alignas(64) SHA256_CTX state = {0};
  SHA256_Update(&state, data, padded(message_len, SHA256_CBLOCK));
  SHA256_Update(&state, data, SHA256_CBLOCK);
  bench_result ^= (unsigned char)state.h[0];
}

static void digest_sha512(size_t message_len, size_t body_len) {
  (void)body_len;
  alignas(64) SHA512_CTX state = {0};
  SHA512_Update(&state, data, padded(message_len, SHA512_CBLOCK));
  SHA512_Update(&state, data, SHA512_CBLOCK);
  bench_result ^= (unsigned char)state.h[0];
}

static void digest_md5_and_sha1(size_t message_len, size_t body_len) {
  alignas(64) MD5_CTX state = {0};
  MD5_Update(&state, data, padded(body_len, MD5_CBLOCK));
  bench_result ^= (unsigned char)state.A;
  digest_sha1(padded(message_len, SHA_CBLOCK));
}

static const struct bench_scheme {
  const char *name;
  void (*by_hand)(const bench_job *);
  void (*digest)(size_t message_len,
                 size_t body_len); /* the message's blocks, and one for the outer digest */
  enum { VARY_API_KEY, VARY_BODY, VARY_PATH } vary;
  const char *credentials[3];
} schemes[] = {
    {"ambro", ambro_by_hand, digest_sha256, VARY_API_KEY, {"app_id", "api_key", "api_secret"}},
    {"calypso", calypso_by_hand, digest_sha512, VARY_BODY, {"api_key", "secret_key"}},
    {"aet", aet_by_hand, digest_sha256, VARY_BODY, {"token", "secret_key"}},
    {"bitpro", bitpro_by_hand, digest_md5_and_sha1, VARY_PATH, {"api_key", "secret_key"}},
    {"crm", crm_by_hand, digest_sha256, VARY_BODY, {"api_key"}},
};

static void prepare_job(bench_job *j, const struct bench_scheme *scheme) {
  reqsig_credential credentials[3];
  size_t num = 0;
  while (num < 3 && scheme->credentials[num]) {
    const char *name = scheme->credentials[num], *value = j->secret;
    if (strcmp(name, "app_id") == 0 || strcmp(name, "token") == 0) value = "bench-token";
    if (strcmp(name, "api_key") == 0 && num + 1 < 3 && scheme->credentials[1]) value = j->api_key;
    credentials[num++] = (reqsig_credential){name, reqsig_text(value)};
  }
  if (reqsig_context_init(&j->context, reqsig_scheme_find(scheme->name), credentials, num) != REQSIG_OK)
    abort();
  j->request = (reqsig_request){
      .method = reqsig_text("POST"), .target = reqsig_text(j->path), .body = reqsig_text(j->body)};
}

static size_t message_len(const bench_job *j) {
  uint8_t room[4096];
  reqsig_buffer message = {room, sizeof room, 0};
  if (reqsig_message(&j->context, &j->request, BENCH_NOW_S * INT64_C(1000), &message) != REQSIG_OK) abort();
  return message.len;
}

/* A job whose message has exactly want bytes, by lengthening the one field that the scheme signs. */
static void make_job(bench_job *j, const struct bench_scheme *scheme, size_t want) {
  memset(j, 0, sizeof *j);
  strcpy(j->secret, "0123456789abcdef0123456789abcdef");
  strcpy(j->path, "/v3/users");
  strcpy(j->api_key, "k");
  if (scheme->vary == VARY_BODY) strcpy(j->body, "x");
  char *field = scheme->vary == VARY_API_KEY ? j->api_key : scheme->vary == VARY_BODY ? j->body : j->path;
  prepare_job(j, scheme);
  size_t len = strlen(field);
  memset(field + len, 'x', want - message_len(j));
  prepare_job(j, scheme);
  if (message_len(j) != want) abort();
}

/* Of one round: nanoseconds of a call. */
static double time_calls(void (*sign)(const bench_job *), const bench_job *j) {
  double start = bench_cpu_ns();
  for (int i = 0; i < CALLS; i++) sign(j);
  return (bench_cpu_ns() - start) / (double)CALLS;
}

static double time_digest(const struct bench_scheme *scheme, size_t len, size_t body_len) {
  double start = bench_cpu_ns();
  for (int i = 0; i < CALLS; i++) scheme->digest(len, body_len);
  return (bench_cpu_ns() - start) / (double)CALLS;
}

static void measure(const struct bench_scheme *scheme, size_t len) {
  static bench_job j;
  static double own[ROUNDS], by_hand[ROUNDS], of_digest[ROUNDS];
  make_job(&j, scheme, len);
  for (size_t round = 0; round < ROUNDS; round++) {
    own[round] = time_calls(sign_by_reqsig, &j);
    by_hand[round] = time_calls(scheme->by_hand, &j) / own[round];
    of_digest[round] = own[round] / time_digest(scheme, len, strlen(j.body));
  }
  printf("%-7s %10zu %10.0f ns %16.1f x %22.2f x\n", scheme->name, len, bench_median(own),
         bench_median(by_hand), bench_median(of_digest));
}

static void measure_low_level(const struct bench_scheme *aet, size_t len) {
  static bench_job j;
  static double low_level[ROUNDS], own[ROUNDS];
  make_job(&j, aet, len);
  aet_low_level_prepare(&j);
  for (size_t round = 0; round < ROUNDS; round++) {
    low_level[round] = time_calls(aet_low_level, &j);
    own[round] = time_calls(sign_by_reqsig, &j) / low_level[round];
  }
  printf("%-7s %10zu %10.0f ns %42.2f x\n", aet->name, len, bench_median(low_level), bench_median(own));
}

int main(void) {
  printf("The time to sign one request: all headers of its scheme, the secret prepared.\n"
         "Each line is the median of %d rounds of %d calls, in CPU time.\n\n",
         ROUNDS, CALLS);
  printf("%-7s %10s %13s %18s %24s\n", "scheme", "message of", "reqsig takes", "HMAC() by hand",
         "reqsig takes, of the");
  printf("%-7s %10s %13s %18s %24s\n", "", "bytes", "", "takes, of reqsig", "digest's blocks alone");
  for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
    measure(&schemes[i], 150);
    measure(&schemes[i], 1024);
  }
  printf("\nThe limit: AET by hand on SHA256_Update, the secret prepared, without snprintf.\n\n");
  printf("%-7s %10s %13s %43s\n", "scheme", "message of", "by hand takes", "reqsig takes, of that");
  measure_low_level(&schemes[2], 150);
  measure_low_level(&schemes[2], 1024);
  return 0;
}
