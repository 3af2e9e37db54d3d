#include "convert.h"

#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_CREDENTIALS = 8 };

static void *allocate(size_t size) {
  void *memory = malloc(size);
  if (memory == NULL) abort();
  return memory;
}

static const char *string_or_empty(const cJSON *item) {
  const char *text = cJSON_GetStringValue(item);
  return text == NULL ? "" : text;
}

const char *text_of(const cJSON *object, const char *name) {
  return string_or_empty(cJSON_GetObjectItemCaseSensitive(object, name));
}

/* In JSON a backslash belongs to the character behind it. */
bool has_escaped_nul(const char *json) {
  for (const char *at = json; (at = strchr(at, '\\')) != NULL && at[1] != '\0'; at += 2)
    if (strncmp(at, "\\u0000", 6) == 0) return true;
  return false;
}

/* Which credentials there are is the scheme's to say, and what is missing the library's. */
static reqsig_status read_credentials(question *asked, const cJSON *given, const reqsig_scheme *scheme) {
  reqsig_credential credentials[MAX_CREDENTIALS];
  size_t num = 0;
  const char *name;
  while (num < MAX_CREDENTIALS && (name = reqsig_scheme_credential(scheme, num)) != NULL)
    credentials[num++] = (reqsig_credential){name, reqsig_text(text_of(given, name))};
  return reqsig_context_init(&asked->context, scheme, credentials, num);
}

static void read_headers(question *asked, const cJSON *given) {
  asked->headers = allocate(((size_t)cJSON_GetArraySize(given) + 1) * sizeof *asked->headers);
  asked->request.headers = asked->headers;
  const cJSON *pair;
  cJSON_ArrayForEach(pair, given) {
    asked->headers[asked->request.num_headers++] =
        (reqsig_header){reqsig_text(string_or_empty(cJSON_GetArrayItem(pair, 0))),
                        reqsig_text(string_or_empty(cJSON_GetArrayItem(pair, 1)))};
  }
}

/* OpenSSL decodes each "=" as a zero byte. */
static bool read_body(question *asked, const char *base64) {
  size_t len = strlen(base64);
  asked->body = allocate(len / 4 * 3 + 1);
  int padding = (int)(len - strcspn(base64, "="));
  int decoded = EVP_DecodeBlock(asked->body, (const uint8_t *)base64, (int)len);
  if (decoded < padding) return false;
  asked->request.body = (reqsig_slice){asked->body, (size_t)(decoded - padding)};
  return true;
}

/* All that is signed or added comes from the line, but for a few fixed words: so its size is room enough. */
reqsig_status question_read(question *asked, const cJSON *line, size_t size, const reqsig_scheme *scheme) {
  const cJSON *request = cJSON_GetObjectItemCaseSensitive(line, "request");
  const cJSON *now = cJSON_GetObjectItemCaseSensitive(line, "now_ms");
  memset(asked, 0, sizeof *asked);
  asked->room = (reqsig_buffer){allocate(size + 1024), size + 1024, 0};
  asked->now_ms = cJSON_IsNumber(now) ? (int64_t)now->valuedouble : -1; /* exact: up to 2^53-1 */
  asked->request.method = reqsig_text(text_of(request, "method"));
  asked->request.target = reqsig_text(text_of(request, "target"));
  read_headers(asked, cJSON_GetObjectItemCaseSensitive(request, "headers"));
  if (!read_body(asked, text_of(request, "body_base64"))) return REQSIG_ERR_MALFORMED;
  return read_credentials(asked, cJSON_GetObjectItemCaseSensitive(line, "credentials"), scheme);
}

void question_free(question *asked) {
  reqsig_context_wipe(&asked->context);
  free(asked->room.data);
  free(asked->headers);
  free(asked->body);
}

void add_base64(cJSON *answer, const char *name, reqsig_buffer bytes) {
  char *text = allocate(bytes.len / 3 * 4 + 5);
  EVP_EncodeBlock((uint8_t *)text, bytes.data, (int)bytes.len);
  cJSON_AddStringToObject(answer, name, text);
  free(text);
}

static void append_string(cJSON *array, reqsig_slice bytes) {
  char *text = allocate(bytes.len + 1);
  if (bytes.len > 0) memcpy(text, bytes.data, bytes.len);
  text[bytes.len] = '\0';
  cJSON_AddItemToArray(array, cJSON_CreateString(text));
  free(text);
}

void add_headers(cJSON *answer, const char *name, const reqsig_header *headers, size_t num_headers) {
  cJSON *array = cJSON_AddArrayToObject(answer, name);
  for (size_t i = 0; i < num_headers; i++) {
    cJSON *pair = cJSON_CreateArray();
    append_string(pair, headers[i].name);
    append_string(pair, headers[i].value);
    cJSON_AddItemToArray(array, pair);
  }
}
