#define _POSIX_C_SOURCE 200809L
#define OPENSSL_SUPPRESS_DEPRECATED
#include "bench_by_hand.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

volatile unsigned char bench_result;

static void hex_by_hand(const unsigned char *mac, unsigned len, char *out) {
  for (unsigned i = 0; i < len; i++) snprintf(out + 2 * i, 3, "%02x", mac[i]);
}

static void hmac_by_hand(const EVP_MD *md, const bench_job *j, const char *message, size_t len,
                         unsigned char *mac, unsigned *mac_len) {
  HMAC(md, j->secret, (int)strlen(j->secret), (const unsigned char *)message, len, mac, mac_len);
}

void ambro_by_hand(const bench_job *j) {
  char message[2048], ts[24], hex[129], app[64];
  unsigned char mac[64];
  unsigned n;
  snprintf(ts, sizeof ts, "%lld", (long long)BENCH_NOW_S);
  int len = snprintf(message, sizeof message, "%s%s", j->api_key, ts);
  hmac_by_hand(EVP_sha256(), j, message, (size_t)len, mac, &n);
  hex_by_hand(mac, n, hex);
  snprintf(app, sizeof app, "%s", "bench-app");
  bench_result ^= (unsigned char)(hex[3] ^ app[0]);
}

void calypso_by_hand(const bench_job *j) {
  char hex[129];
  unsigned char mac[64];
  unsigned n;
  hmac_by_hand(EVP_sha512(), j, j->body, strlen(j->body), mac, &n);
  hex_by_hand(mac, n, hex);
  bench_result ^= (unsigned char)hex[3];
}

void aet_by_hand(const bench_job *j) {
  char message[2048], ts[24], bearer[64];
  unsigned char mac[64], b64[96];
  unsigned n;
  snprintf(ts, sizeof ts, "%lld", (long long)BENCH_NOW_S * 1000);
  int len = snprintf(message, sizeof message, "%sPOST%s%s", ts, j->path + 1, j->body);
  hmac_by_hand(EVP_sha256(), j, message, (size_t)len, mac, &n);
  EVP_EncodeBlock(b64, mac, (int)n);
  snprintf(bearer, sizeof bearer, "Bearer %s", "bench-token");
  bench_result ^= (unsigned char)(b64[3] ^ bearer[0]);
}

void bitpro_by_hand(const bench_job *j) {
  char message[2048], date[32], authorization[1400];
  unsigned char mac[64], md5[16], md5_b64[32], b64[96];
  unsigned n;
  time_t now = BENCH_NOW_S;
  struct tm tm;
  gmtime_r(&now, &tm);
  strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S GMT", &tm);
  EVP_Digest(j->body, strlen(j->body), md5, NULL, EVP_md5(), NULL);
  EVP_EncodeBlock(md5_b64, md5, 16);
  int len = snprintf(message, sizeof message, "POST,%s,%s,%s", (char *)md5_b64, j->path, date);
  hmac_by_hand(EVP_sha1(), j, message, (size_t)len, mac, &n);
  EVP_EncodeBlock(b64, mac, (int)n);
  snprintf(authorization, sizeof authorization, "Bitpro %s:%s", j->api_key, (char *)b64);
  bench_result ^= (unsigned char)authorization[9];
}

void crm_by_hand(const bench_job *j) {
  char hex[129], signature[160];
  unsigned char mac[64];
  unsigned n;
  hmac_by_hand(EVP_sha256(), j, j->body, strlen(j->body), mac, &n);
  hex_by_hand(mac, n, hex);
  snprintf(signature, sizeof signature, "sha256=%s", hex);
  bench_result ^= (unsigned char)signature[9];
}

static SHA256_CTX aet_inner, aet_outer;

static void prepare_block(SHA256_CTX *state, const char *secret, unsigned char pad) {
  unsigned char block[SHA256_CBLOCK] = {0};
  memcpy(block, secret, strlen(secret));
  for (size_t i = 0; i < sizeof block; i++) block[i] ^= pad;
  SHA256_Init(state);
  SHA256_Update(state, block, sizeof block);
}

void aet_low_level_prepare(const bench_job *j) {
  prepare_block(&aet_inner, j->secret, 0x36);
  prepare_block(&aet_outer, j->secret, 0x5c);
}

static void write_13_digits(unsigned long long value, char *to) {
  for (size_t i = 13; i-- > 0; value /= 10) to[i] = (char)('0' + value % 10);
}

void aet_low_level(const bench_job *j) {
  char message[2048], bearer[64];
  unsigned char mac[SHA256_DIGEST_LENGTH], b64[96];
  size_t path_len = strlen(j->path) - 1, body_len = strlen(j->body);
  write_13_digits((unsigned long long)BENCH_NOW_S * 1000, message);
  memcpy(message + 13, "POST", 4);
  memcpy(message + 17, j->path + 1, path_len);
  memcpy(message + 17 + path_len, j->body, body_len);
  SHA256_CTX state = aet_inner;
  SHA256_Update(&state, message, 17 + path_len + body_len);
  SHA256_Final(mac, &state);
  state = aet_outer;
  SHA256_Update(&state, mac, sizeof mac);
  SHA256_Final(mac, &state);
  EVP_EncodeBlock(b64, mac, sizeof mac);
  memcpy(bearer, "Bearer bench-token", sizeof "Bearer bench-token");
  bench_result ^= (unsigned char)(b64[3] ^ bearer[9] ^ message[3]);
}
