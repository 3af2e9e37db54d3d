/* A reqsig adapter to start from: the headers of one scheme, crm. Call your own code in place of sign.
 * cc starter.c -o adapter $(pkg-config --cflags --libs libcjson libcrypto) */
#define _POSIX_C_SOURCE 200809L
#include <cjson/cJSON.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char hello[] =
    "{\"protocol\":1,\"implementation\":{\"name\":\"my-sdk\",\"version\":\"1.0\",\"language\":\"c\"},"
    "\"schemes\":[\"crm\"],\"ops\":[\"sign\"]}";

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

static void sign(const cJSON *credentials, const cJSON *request, cJSON *headers) {
  const char *api_key = text(credentials, "api_key"), *method = text(request, "method");
  int writes = !strcasecmp(method, "POST") || !strcasecmp(method, "PATCH") || !strcasecmp(method, "PUT");
  unsigned char mac[EVP_MAX_MD_SIZE];
  unsigned mac_len = 0;
  char value[sizeof "sha256=" + 2 * EVP_MAX_MD_SIZE] = "sha256=";
  size_t body_len = 0;
  unsigned char *body = decode(text(request, "body_base64"), &body_len);
  add_header(headers, "key", api_key);
  if (writes && body_len > 0) {
    HMAC(EVP_sha256(), api_key, (int)strlen(api_key), body, body_len, mac, &mac_len);
    for (unsigned i = 0; i < mac_len; i++) sprintf(value + strlen("sha256=") + 2 * i, "%02x", mac[i]);
    add_header(headers, "signature", value);
  }
  free(body);
}

static void answer(const cJSON *asked) {
  cJSON *reply = cJSON_CreateObject();
  cJSON_AddStringToObject(reply, "id", text(asked, "id"));
  if (strcmp(text(asked, "op"), "sign") != 0 || strcmp(text(asked, "scheme"), "crm") != 0)
    cJSON_AddStringToObject(reply, "unsupported", text(asked, "op"));
  else
    sign(cJSON_GetObjectItemCaseSensitive(asked, "credentials"),
         cJSON_GetObjectItemCaseSensitive(asked, "request"), cJSON_AddArrayToObject(reply, "headers"));
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
