/* A reqsig adapter to start from: one scheme, crm. Call your own code in place of sign and verify, and leave
 * out of "ops" what you don't have. cc starter.c -o adapter $(pkg-config --cflags --libs libcjson libcrypto)
 */
#define _POSIX_C_SOURCE 200809L
#include <cjson/cJSON.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char hello[] =
    "{\"protocol\":1,\"implementation\":{\"name\":\"my-sdk\",\"version\":\"1.0\",\"language\":\"c\"},"
    "\"schemes\":[\"crm\"],\"ops\":[\"sign\",\"verify\"]}";

static const char *text(const cJSON *object, const char *name) {
  const char *value = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name));
  return value ? value : "";
}

static void add_header(cJSON *headers, const char *name, const char *value) {
  cJSON *pair = cJSON_CreateArray();
  cJSON_AddItemToArray(pair, cJSON_CreateString(name));
  cJSON_AddItemToArray(pair, cJSON_CreateString(value));
  cJSON_AddItemToArray(headers, pair);
}

/* The caller frees it. */
static unsigned char *decode(const char *base64, size_t *len) {
  size_t encoded = strlen(base64);
  unsigned char *bytes = malloc(encoded / 4 * 3 + 1);
  if (!bytes) exit(1);
  int decoded = EVP_DecodeBlock(bytes, (const unsigned char *)base64, (int)encoded);
  *len = decoded < 0 ? 0 : (size_t)decoded;
  for (size_t i = encoded; i > 0 && *len > 0 && base64[i - 1] == '='; i--) --*len;
  return bytes;
}

enum { MAX_SIGNATURE = sizeof "sha256=" + 2 * EVP_MAX_MD_SIZE };

static void make_signature(const char *api_key, const cJSON *request, char value[MAX_SIGNATURE]) {
  unsigned char mac[EVP_MAX_MD_SIZE];
  unsigned mac_len = 0;
  size_t body_len = 0;
  unsigned char *body = decode(text(request, "body_base64"), &body_len);
  HMAC(EVP_sha256(), api_key, (int)strlen(api_key), body, body_len, mac, &mac_len);
  int at = sprintf(value, "sha256=");
  for (unsigned i = 0; i < mac_len; i++) at += sprintf(value + at, "%02x", mac[i]);
  free(body);
}

static int is_signed(const cJSON *request) {
  const char *method = text(request, "method");
  int writes = !strcasecmp(method, "POST") || !strcasecmp(method, "PATCH") || !strcasecmp(method, "PUT");
  return writes && *text(request, "body_base64");
}

static void sign(const char *api_key, const cJSON *request, cJSON *headers) {
  char value[MAX_SIGNATURE];
  add_header(headers, "key", api_key);
  if (!is_signed(request)) return;
  make_signature(api_key, request, value);
  add_header(headers, "signature", value);
}

/* The value of the first header of that name, and how many there are. */
static const char *find(const cJSON *request, const char *name, int *count) {
  const char *value = "";
  const cJSON *pair;
  *count = 0;
  cJSON_ArrayForEach(pair, cJSON_GetObjectItemCaseSensitive(request, "headers")) {
    if (strcasecmp(cJSON_GetStringValue(cJSON_GetArrayItem(pair, 0)), name) != 0) continue;
    if ((*count)++ == 0) value = cJSON_GetStringValue(cJSON_GetArrayItem(pair, 1));
  }
  return value;
}

static int is_signature(const char *value) {
  return strlen(value) == 71 && strncmp(value, "sha256=", 7) == 0 &&
         strspn(value + 7, "0123456789abcdef") == 64;
}

static int is_same(const char *a, const char *b) {
  return strlen(a) == strlen(b) && CRYPTO_memcmp(a, b, strlen(a)) == 0;
}

/* Why the request is rejected; NULL if it is accepted. */
static const char *verify(const char *api_key, const cJSON *request) {
  int num_keys, num_signatures;
  const char *key = find(request, "key", &num_keys);
  const char *signature = find(request, "signature", &num_signatures);
  int reads_signature = is_signed(request) || num_signatures > 0;
  char right[MAX_SIGNATURE];
  if (num_keys != 1 || !*key) return num_keys == 0 ? "missing" : "malformed";
  if (reads_signature && (num_signatures != 1 || !is_signature(signature)))
    return num_signatures == 0 ? "missing" : "malformed";
  if (!is_same(key, api_key)) return "unknown_key";
  make_signature(api_key, request, right);
  return reads_signature && !is_same(signature, right) ? "signature_mismatch" : NULL;
}

static void answer(const cJSON *asked) {
  cJSON *reply = cJSON_CreateObject();
  const char *op = text(asked, "op");
  const char *api_key = text(cJSON_GetObjectItemCaseSensitive(asked, "credentials"), "api_key");
  const cJSON *request = cJSON_GetObjectItemCaseSensitive(asked, "request");
  cJSON_AddStringToObject(reply, "id", text(asked, "id"));
  if (strcmp(text(asked, "scheme"), "crm") == 0 && strcmp(op, "sign") == 0) {
    sign(api_key, request, cJSON_AddArrayToObject(reply, "headers"));
  } else if (strcmp(text(asked, "scheme"), "crm") == 0 && strcmp(op, "verify") == 0) {
    const char *reason = verify(api_key, request);
    cJSON_AddStringToObject(reply, "verdict", reason ? "reject" : "accept");
    if (reason) cJSON_AddStringToObject(reply, "reason", reason);
  } else {
    cJSON_AddStringToObject(reply, "unsupported", op);
  }
  char *line = cJSON_PrintUnformatted(reply);
  puts(line ? line : "");
  free(line);
  cJSON_Delete(reply);
}

int main(void) {
  char *line = NULL;
  size_t capacity = 0;
  while (getline(&line, &capacity, stdin) > 0) {
    cJSON *asked = cJSON_Parse(line);
    if (strcmp(text(asked, "op"), "hello") == 0)
      puts(hello);
    else
      answer(asked);
    fflush(stdout);
    cJSON_Delete(asked);
  }
  free(line);
  return 0;
}
