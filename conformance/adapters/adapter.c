/* Signs and verifies for all schemes of the reqsig library, over reqsig's adapter protocol, version 1.
 * Run it, compiled and linked with -lreqsig -lcjson, with: reqsig test -- ./adapter */
#define _POSIX_C_SOURCE 200809L /* getline */
#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reqsig.h"

enum { MAX_CREDENTIALS = 8 };

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static void *allocate(size_t size) {
  void *memory = malloc(size);
  if (memory == NULL) abort();
  return memory;
}

static reqsig_buffer buffer_of(size_t capacity) {
  return (reqsig_buffer){allocate(capacity), capacity, 0};
}

static reqsig_slice content_of(reqsig_buffer buffer) {
  return (reqsig_slice){buffer.data, buffer.len};
}

static reqsig_buffer base64_decode(const char *text) {
  reqsig_buffer bytes = buffer_of(strlen(text) + 1);
  uint32_t bits = 0;
  for (size_t i = 0; text[i] != '\0' && text[i] != '='; i++) {
    const char *digit = strchr(alphabet, text[i]);
    bits = bits << 6 | (digit == NULL ? 0 : (uint32_t)(digit - alphabet));
    if (i % 4 != 0) bytes.data[bytes.len++] = (uint8_t)(bits >> (6 - 2 * (i % 4)));
  }
  return bytes;
}

/* The caller frees the text. */
static char *base64_encode(reqsig_slice bytes) {
  char *text = allocate(bytes.len / 3 * 4 + 5), *end = text;
  for (size_t i = 0; i < bytes.len; i += 3, end += 4) {
    size_t left = bytes.len - i;
    uint32_t bits = (uint32_t)bytes.data[i] << 16;
    if (left > 1) bits |= (uint32_t)bytes.data[i + 1] << 8;
    if (left > 2) bits |= bytes.data[i + 2];
    end[0] = alphabet[bits >> 18];
    end[1] = alphabet[bits >> 12 & 63];
    end[2] = left > 1 ? alphabet[bits >> 6 & 63] : '=';
    end[3] = left > 2 ? alphabet[bits & 63] : '=';
  }
  *end = '\0';
  return text;
}

static const cJSON *member(const cJSON *object, const char *name) {
  return cJSON_GetObjectItemCaseSensitive(object, name);
}

/* "" if it isn't a string, or isn't there. */
static const char *string_of(const cJSON *item) {
  const char *text = cJSON_GetStringValue(item);
  return text == NULL ? "" : text;
}

static cJSON *string_from(reqsig_slice bytes) {
  char *text = allocate(bytes.len + 1);
  if (bytes.len > 0) memcpy(text, bytes.data, bytes.len);
  text[bytes.len] = '\0';
  cJSON *string = cJSON_CreateString(text);
  free(text);
  return string;
}

/* Which credentials there are is the scheme's to say, and what is missing the library's. */
static size_t read_credentials(const cJSON *given, const reqsig_scheme *scheme,
                               reqsig_credential *credentials) {
  size_t num = 0;
  const char *name;
  for (size_t i = 0; i < MAX_CREDENTIALS && (name = reqsig_scheme_credential(scheme, i)) != NULL; i++) {
    const cJSON *value = member(given, name);
    if (value != NULL) credentials[num++] = (reqsig_credential){name, reqsig_text(string_of(value))};
  }
  return num;
}

/* The caller frees the array. */
static reqsig_header *read_headers(const cJSON *given, size_t *num) {
  reqsig_header *headers = allocate(((size_t)cJSON_GetArraySize(given) + 1) * sizeof *headers);
  const cJSON *pair;
  *num = 0;
  cJSON_ArrayForEach(pair, given) {
    headers[(*num)++] = (reqsig_header){reqsig_text(string_of(cJSON_GetArrayItem(pair, 0))),
                                        reqsig_text(string_of(cJSON_GetArrayItem(pair, 1)))};
  }
  return headers;
}

static reqsig_status answer_message(const reqsig_context *context, const reqsig_request *request,
                                    int64_t now_ms, reqsig_buffer *room, cJSON *answer) {
  reqsig_status status = reqsig_message(context, request, now_ms, room);
  if (status != REQSIG_OK) return status;
  char *text = base64_encode(content_of(*room));
  cJSON_AddStringToObject(answer, "message_base64", text);
  free(text);
  return REQSIG_OK;
}

static reqsig_status answer_sign(const reqsig_context *context, const reqsig_request *request, int64_t now_ms,
                                 reqsig_buffer *room, cJSON *answer) {
  reqsig_header headers[REQSIG_MAX_ADDED_HEADERS];
  size_t num = REQSIG_MAX_ADDED_HEADERS;
  reqsig_status status = reqsig_sign(context, request, now_ms, room, headers, &num);
  if (status != REQSIG_OK) return status;
  cJSON *array = cJSON_AddArrayToObject(answer, "headers");
  for (size_t i = 0; i < num; i++) {
    cJSON *pair = cJSON_CreateArray();
    cJSON_AddItemToArray(pair, string_from(headers[i].name));
    cJSON_AddItemToArray(pair, string_from(headers[i].value));
    cJSON_AddItemToArray(array, pair);
  }
  return REQSIG_OK;
}

/* Verifying: what follows, down to ops, is only needed by servers. */
/* The library compares the MACs, as bytes and in constant time. */
static reqsig_status answer_verify(const reqsig_context *context, const reqsig_request *request,
                                   int64_t now_ms, reqsig_buffer *room, cJSON *answer) {
  (void)room;
  reqsig_verdict verdict;
  reqsig_status status = reqsig_verify(context, request, now_ms, NULL, &verdict);
  if (status != REQSIG_OK) return status;
  bool accepted = verdict.reason == REQSIG_REASON_NONE;
  cJSON_AddStringToObject(answer, "verdict", accepted ? "accept" : "reject");
  if (!accepted) cJSON_AddStringToObject(answer, "reason", reqsig_reason_name(verdict.reason));
  return REQSIG_OK;
}

typedef reqsig_status answer_fn(const reqsig_context *context, const reqsig_request *request, int64_t now_ms,
                                reqsig_buffer *room, cJSON *answer);

static const struct op {
  const char *name;
  answer_fn *answer;
} ops[] = {{"message", answer_message}, {"sign", answer_sign}, {"verify", answer_verify}};

enum { NUM_OPS = sizeof ops / sizeof *ops };

/* NULL if there is none of that name. */
static const struct op *find_op(const char *name) {
  for (size_t i = 0; i < NUM_OPS; i++)
    if (strcmp(ops[i].name, name) == 0) return &ops[i];
  return NULL;
}

/* All that is signed or added comes from the line, but for a few fixed words: so its size is room enough. */
static reqsig_status answer_case(const cJSON *line, size_t line_size, const struct op *op,
                                 const reqsig_scheme *scheme, cJSON *answer) {
  reqsig_credential credentials[MAX_CREDENTIALS];
  size_t num_credentials = read_credentials(member(line, "credentials"), scheme, credentials);
  reqsig_context context;
  reqsig_status status = reqsig_context_init(&context, scheme, NULL, 0, credentials, num_credentials);
  if (status != REQSIG_OK) return status;

  const cJSON *wire = member(line, "request");
  reqsig_buffer body = base64_decode(string_of(member(wire, "body_base64")));
  reqsig_buffer room = buffer_of(line_size + 1024);
  reqsig_request request = {.method = reqsig_text(string_of(member(wire, "method"))),
                            .target = reqsig_text(string_of(member(wire, "target"))),
                            .body = content_of(body)};
  reqsig_header *headers = read_headers(member(wire, "headers"), &request.num_headers);
  request.headers = headers;
  const cJSON *now = member(line, "now_ms");
  int64_t now_ms = cJSON_IsNumber(now) ? (int64_t)cJSON_GetNumberValue(now) : -1; /* exact: up to 2^53-1 */

  status = op->answer(&context, &request, now_ms, &room, answer);
  reqsig_context_wipe(&context);
  free(headers);
  free(room.data);
  free(body.data);
  return status;
}

static void answer_hello(cJSON *answer) {
  cJSON_AddNumberToObject(answer, "protocol", 1);
  cJSON *implementation = cJSON_AddObjectToObject(answer, "implementation");
  cJSON_AddStringToObject(implementation, "name", "reqsig");
  cJSON_AddStringToObject(implementation, "version", reqsig_version());
  cJSON_AddStringToObject(implementation, "language", "c");
  cJSON *schemes = cJSON_AddArrayToObject(answer, "schemes");
  for (size_t i = 0; i < reqsig_num_schemes(); i++)
    cJSON_AddItemToArray(schemes, cJSON_CreateString(reqsig_scheme_name(reqsig_scheme_at(i))));
  cJSON *names = cJSON_AddArrayToObject(answer, "ops");
  for (size_t i = 0; i < NUM_OPS; i++) cJSON_AddItemToArray(names, cJSON_CreateString(ops[i].name));
}

static void answer_unsupported(cJSON *answer, const char *what, const char *name) {
  char text[80];
  snprintf(text, sizeof text, "%s %s", what, name);
  cJSON_AddStringToObject(answer, "unsupported", text);
}

/* cJSON ends a string at its first NUL, so that a longer one would be taken for it. In JSON a backslash
 * belongs to the character behind it. */
static bool has_escaped_nul(const char *json) {
  for (const char *at = json; (at = strchr(at, '\\')) != NULL && at[1] != '\0'; at += 2)
    if (strncmp(at, "\\u0000", 6) == 0) return true;
  return false;
}

static void answer_line(const cJSON *line, const char *text, size_t size, cJSON *answer) {
  const char *op_name = string_of(member(line, "op"));
  if (strcmp(op_name, "hello") == 0) {
    answer_hello(answer);
    return;
  }
  cJSON_AddStringToObject(answer, "id", string_of(member(line, "id")));
  const char *scheme_name = string_of(member(line, "scheme"));
  const reqsig_scheme *scheme = reqsig_scheme_find(scheme_name);
  const struct op *op = find_op(op_name);
  if (op == NULL) {
    answer_unsupported(answer, "op", op_name);
  } else if (scheme == NULL) {
    answer_unsupported(answer, "scheme", scheme_name);
  } else if (has_escaped_nul(text)) {
    cJSON_AddStringToObject(answer, "unsupported", "a text with U+0000 in it");
  } else {
    reqsig_status status = answer_case(line, size, op, scheme, answer);
    if (status != REQSIG_OK) cJSON_AddStringToObject(answer, "error", reqsig_status_text(status));
  }
}

int main(void) {
  char *text = NULL;
  size_t size = 0;
  while (getline(&text, &size, stdin) != -1) {
    cJSON *line = cJSON_Parse(text), *answer = cJSON_CreateObject();
    answer_line(line, text, size, answer);
    char *answer_text = cJSON_PrintUnformatted(answer);
    puts(answer_text == NULL ? "" : answer_text);
    fflush(stdout);
    cJSON_free(answer_text);
    cJSON_Delete(answer);
    cJSON_Delete(line);
  }
  free(text);
  return 0;
}
