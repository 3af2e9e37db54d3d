/* What the engine's tests share: credentials, requests, and MACs made without the library. */
#ifndef REQSIG_TESTS_ENGINE_CASE_H
#define REQSIG_TESTS_ENGINE_CASE_H

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdio.h>
#include <string.h>

#include "bytes.h"
#include "recipe.h"

#define CASE_NOW      INT64_C(1700000000123)
#define CASE_NOW_DATE "Tue, 14 Nov 2023 22:13:20 GMT"

#define CALYPSO_KEY    "c529e14832b34b74972365cf7bf02430"
#define CALYPSO_SECRET "b823a6b9ea72408583cef9ec8d67fa52"
#define BITPRO_SECRET                                                                                        \
  "TkLPjz2dzzyoMZdkJqM1qLusyTizYPl0IeX7vHi+17+mlYEjyfnLIgqopAQ8Bnk2QnwcSYa4VuXY384EnGi3tA=="

/* By the library, in one piece. */
static inline void library_mac(rs_digest digest, reqsig_slice secret, reqsig_slice message, uint8_t *mac) {
  rs_mac_key key;
  rs_mac_key_init(&key, digest, secret);
  rs_hash hash = key.inner;
  rs_hash_update(&hash, message.data, message.len);
  rs_mac_end(&key, &hash, mac);
}

static inline reqsig_credential credential(const char *name, const char *value) {
  return (reqsig_credential){name, reqsig_text(value)};
}

/* What a context of any scheme can be made of. All values are base64 text, as one profile wants. */
typedef struct case_credentials {
  reqsig_credential list[RS_MAX_CREDENTIALS];
  size_t num;
} case_credentials;

static inline case_credentials credentials_of(const reqsig_scheme *scheme) {
  static const char *const values[RS_MAX_CREDENTIALS] = {"Zmlyc3Q=", "c2Vjb25kLQ==", "dGhpcmQh", "Zm91cnRo"};
  case_credentials all = {.num = 0};
  while (reqsig_scheme_credential(scheme, all.num)) {
    all.list[all.num] = credential(reqsig_scheme_credential(scheme, all.num), values[all.num]);
    all.num++;
  }
  return all;
}

/* A context with a profile points to memory that serves the last four of them. A failed variation gives no
 * scheme, and the context is initialised all the same, as by a caller who does not notice. */
static inline reqsig_status init_with(reqsig_context *context, const char *scheme, const char *profile,
                                      const reqsig_credential *list, size_t num) {
  static uint8_t rooms[4][REQSIG_VARIED_ROOM];
  static size_t next;
  const reqsig_scheme *varied;
  reqsig_buffer memory = {profile ? rooms[next++ % 4] : NULL, REQSIG_VARIED_ROOM, 0};
  reqsig_status status =
      reqsig_scheme_vary(reqsig_scheme_find(scheme), &profile, profile ? 1 : 0, &memory, &varied);
  reqsig_status begun = reqsig_context_init(context, varied, list, num);
  return status == REQSIG_OK ? begun : status;
}

/* The scheme as its document has it, or with one profile, with the values of credentials_of. */
static inline reqsig_status init_any(reqsig_context *context, const char *scheme, const char *profile) {
  case_credentials all = credentials_of(reqsig_scheme_find(scheme));
  return init_with(context, scheme, profile, all.list, all.num);
}

static inline reqsig_request request_of(const char *method, const char *target, const char *body) {
  return (reqsig_request){reqsig_text(method), reqsig_text(target), NULL, 0, reqsig_text(body)};
}

/* It points into itself, so it is not to be copied. */
typedef struct signed_case {
  reqsig_status status;
  reqsig_buffer text;
  reqsig_header headers[REQSIG_MAX_ADDED_HEADERS];
  size_t num_headers;
  uint8_t room[1024];
} signed_case;

static inline void sign_case(signed_case *out, const reqsig_context *context, const reqsig_request *request,
                             int64_t now_ms) {
  out->text = (reqsig_buffer){out->room, sizeof out->room, 0};
  out->num_headers = REQSIG_MAX_ADDED_HEADERS;
  out->status = reqsig_sign(context, request, now_ms, &out->text, out->headers, &out->num_headers);
}

/* The value of a header that was answered, its name in that very letter case; "absent" if it was not. */
static inline reqsig_slice signed_value(const signed_case *out, const char *name) {
  for (size_t i = 0; out->status == REQSIG_OK && i < out->num_headers; i++)
    if (rs_slice_equal(out->headers[i].name, reqsig_text(name))) return out->headers[i].value;
  return reqsig_text("absent");
}

static inline bool text_is(reqsig_slice slice, const char *expected) {
  return rs_slice_equal(slice, reqsig_text(expected));
}

typedef struct case_message {
  reqsig_status status;
  reqsig_slice bytes;
  uint8_t room[2048];
} case_message;

static inline void message_case(case_message *out, const reqsig_context *context,
                                const reqsig_request *request, int64_t now_ms) {
  reqsig_buffer buffer = {out->room, sizeof out->room, 0};
  out->status = reqsig_message(context, request, now_ms, &buffer);
  out->bytes = rs_slice(buffer.data, buffer.len);
}

/* The message of a GET without a body. A macro, so that a failure names the test's line. */
#define GET_MESSAGE_IS(context, target, now_ms, expected)                                                    \
  do {                                                                                                       \
    case_message message_;                                                                                   \
    const reqsig_request request_ = request_of("GET", (target), "");                                         \
    message_case(&message_, (context), &request_, (now_ms));                                                 \
    cr_assert_eq(message_.status, REQSIG_OK);                                                                \
    cr_assert(text_is(message_.bytes, (expected)), "%.*s", (int)message_.bytes.len,                          \
              (const char *)message_.bytes.data);                                                            \
  } while (0)

enum { CASE_MAX_MAC_TEXT = 2 * EVP_MAX_MD_SIZE + 1 };

/* The MAC by OpenSSL's one-shot function, and its text by other code than the library's. */
static inline size_t plain_mac(const EVP_MD *digest, reqsig_slice key, reqsig_slice message, uint8_t *mac) {
  unsigned len = 0;
  const uint8_t *key_data = key.data ? key.data : (const uint8_t *)"";
  const uint8_t *data = message.data ? message.data : (const uint8_t *)"";
  return HMAC(digest, key_data, (int)key.len, data, message.len, mac, &len) ? len : 0;
}

static inline void plain_mac_hex(const EVP_MD *digest, const char *key, reqsig_slice message,
                                 char text[CASE_MAX_MAC_TEXT]) {
  uint8_t mac[EVP_MAX_MD_SIZE];
  size_t len = plain_mac(digest, reqsig_text(key), message, mac);
  for (size_t i = 0; i < len; i++) snprintf(text + 2 * i, 3, "%02x", mac[i]);
}

static inline void plain_mac_base64(const EVP_MD *digest, const char *key, reqsig_slice message,
                                    char text[CASE_MAX_MAC_TEXT]) {
  uint8_t mac[EVP_MAX_MD_SIZE];
  size_t len = plain_mac(digest, reqsig_text(key), message, mac);
  EVP_EncodeBlock((unsigned char *)text, mac, (int)len);
}

static inline bool holds_bytes(const uint8_t *memory, size_t len, const uint8_t *what, size_t n) {
  const uint8_t *at = memory, *end = memory + len;
  while ((size_t)(end - at) >= n && (at = memchr(at, what[0], (size_t)(end - at) - n + 1)) != NULL)
    if (memcmp(at++, what, n) == 0) return true;
  return false;
}

/* Whether any n neighbouring bytes of what stand somewhere in memory. */
static inline bool holds_any_of(const void *memory, size_t len, reqsig_slice what, size_t n) {
  for (size_t k = 0; k + n <= what.len; k++)
    if (holds_bytes(memory, len, what.data + k, n)) return true;
  return false;
}

#endif
