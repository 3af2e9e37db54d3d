/* GATEWAY_BUG, from 1 on, puts in one of the mistakes that such code has had. */
#include "gateway.h"

#include <ctype.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#ifndef GATEWAY_BUG
#define GATEWAY_BUG 0
#endif

enum { MAC_LEN = 44 }; /* in base64 */

static size_t put(uint8_t *to, const void *from, size_t len) {
  if (len > 0) memcpy(to, from, len);
  return len;
}

static int is_multipart(reqsig_slice type) {
  if (GATEWAY_BUG == 3) return type.len >= 10 && memcmp(type.data, "multipart/", 10) == 0;
  return type.len >= 10 && strncasecmp((const char *)type.data, "multipart/", 10) == 0;
}

/* timestamp, method, path without its slash and its query, body unless it is multipart */
static size_t put_message(uint8_t *to, const struct gateway_request *r) {
  const uint8_t *path = r->target.data, *mark = memchr(path, '?', r->target.len);
  size_t len = put(to, r->timestamp.data, r->timestamp.len),
         path_len = mark ? (size_t)(mark - path) : r->target.len;
  for (size_t i = 0; i < r->method.len; i++) to[len++] = (uint8_t)toupper(r->method.data[i]);
  if (path_len > 0 && path[0] == '/') path++, path_len--;
  len += put(to + len, path, path_len);
  size_t body_len = is_multipart(r->content_type) ? 0 : r->body.len;
  if (GATEWAY_BUG == 1 && body_len > 0) body_len = strnlen((const char *)r->body.data, body_len);
  return len + put(to + len, r->body.data, body_len);
}

static int is_signed(const struct gateway_request *r, const char *secret) {
  uint8_t mac[EVP_MAX_MD_SIZE], text[MAC_LEN + 1];
  unsigned mac_len;
  uint8_t *message = malloc(r->timestamp.len + r->method.len + r->target.len + r->body.len + 1);
  if (!message || r->signature.len != MAC_LEN) return free(message), 0;
  HMAC(EVP_sha256(), secret, (int)strlen(secret), message, put_message(message, r), mac, &mac_len);
  free(message);
  EVP_EncodeBlock(text, mac, (int)mac_len);
  if (GATEWAY_BUG == 2) return strncasecmp((const char *)text, (const char *)r->signature.data, MAC_LEN) == 0;
  return CRYPTO_memcmp(text, r->signature.data, MAC_LEN) == 0;
}

static int is_fresh(reqsig_slice timestamp, int64_t now_ms) {
  int64_t sent = 0;
  for (size_t i = 0; i < timestamp.len; i++) {
    int digit = timestamp.data[i] - '0';
    if (!isdigit(timestamp.data[i]) || sent > (INT64_MAX - digit) / 10) return 0;
    sent = sent * 10 + digit;
  }
  if (timestamp.len == 0 || (now_ms < 0 && sent > INT64_MAX + now_ms)) return 0;
  if (GATEWAY_BUG == 4) return now_ms - sent <= GATEWAY_MAX_AGE_MS;
  return now_ms - sent <= GATEWAY_MAX_AGE_MS && sent - now_ms <= GATEWAY_MAX_SKEW_MS;
}

int gateway_accepts(const struct gateway_request *r, const char *token, const char *secret, int64_t now_ms) {
  size_t len = strlen(token);
  if (r->authorization.len != 7 + len || memcmp(r->authorization.data, "Bearer ", 7) != 0 ||
      memcmp(r->authorization.data + 7, token, len) != 0)
    return 0;
  return is_signed(r, secret) && is_fresh(r->timestamp, now_ms);
}
