/*
 * http-parser, which older releases of Node.js and many other programs have, as a parser for reqsig test
 * --http. cc conformance/adapters/http/http-parser.c -lhttp_parser -lcjson -lcrypto -o adapter reqsig test
 * --http -- ./adapter
 */
#include <cjson/cJSON.h>
#include <http_parser.h>
#include <openssl/evp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_HEADERS = 1000 };

struct bytes {
  char *data;
  size_t len;
};

struct taken {
  struct bytes target, body, names[MAX_HEADERS], values[MAX_HEADERS];
  size_t num_headers, num_begun;
  bool within_name, is_whole;
  const char *method;
};

static void add(struct bytes *to, const char *data, size_t len) {
  to->data = realloc(to->data, to->len + len + 1);
  if (!to->data) exit(1);
  memcpy(to->data + to->len, data, len);
  to->len += len;
  to->data[to->len] = '\0';
}

static int on_begin(http_parser *parser) {
  struct taken *taken = parser->data;
  return taken->num_begun++ > 0; /* a second one is not read */
}

static int on_url(http_parser *parser, const char *at, size_t len) {
  add(&((struct taken *)parser->data)->target, at, len);
  return 0;
}

static int on_name(http_parser *parser, const char *at, size_t len) {
  struct taken *taken = parser->data;
  if (!taken->within_name) taken->num_headers++;
  if (taken->num_headers > MAX_HEADERS) return 1;
  taken->within_name = true;
  add(&taken->names[taken->num_headers - 1], at, len);
  return 0;
}

static int on_value(http_parser *parser, const char *at, size_t len) {
  struct taken *taken = parser->data;
  if (taken->num_headers == 0) return 1;
  taken->within_name = false;
  add(&taken->values[taken->num_headers - 1], at, len);
  return 0;
}

static int on_body(http_parser *parser, const char *at, size_t len) {
  add(&((struct taken *)parser->data)->body, at, len);
  return 0;
}

static int on_whole(http_parser *parser) {
  struct taken *taken = parser->data;
  taken->is_whole = true;
  taken->method = http_method_str((enum http_method)parser->method);
  return 0;
}

/* A byte that is no ASCII, or NUL, becomes U+FFFD. */
static cJSON *text_of(const struct bytes *bytes) {
  char *text = malloc(3 * bytes->len + 1), *end = text;
  if (!text) exit(1);
  for (size_t i = 0; i < bytes->len; i++) {
    bool is_ascii = bytes->data[i] > 0 && bytes->data[i] < 0x7f;
    if (is_ascii) *end++ = bytes->data[i];
    if (!is_ascii) end = (char *)memcpy(end, "\xEF\xBF\xBD", 3) + 3;
  }
  *end = '\0';
  cJSON *string = cJSON_CreateString(text);
  free(text);
  return string;
}

static cJSON *base64_of(const struct bytes *bytes) {
  char *encoded = malloc(4 * (bytes->len / 3) + 5);
  if (!encoded) exit(1);
  EVP_EncodeBlock((unsigned char *)encoded, (const unsigned char *)(bytes->data ? bytes->data : ""),
                  (int)bytes->len);
  cJSON *text = cJSON_CreateString(encoded);
  free(encoded);
  return text;
}

static cJSON *request_of(const struct taken *taken) {
  cJSON *request = cJSON_CreateObject();
  cJSON_AddStringToObject(request, "method", taken->method);
  cJSON_AddItemToObject(request, "target", text_of(&taken->target));
  cJSON *headers = cJSON_AddArrayToObject(request, "headers_base64");
  for (size_t i = 0; i < taken->num_headers; i++) {
    cJSON *pair = cJSON_CreateArray();
    cJSON_AddItemToArray(pair, text_of(&taken->names[i]));
    cJSON_AddItemToArray(pair, base64_of(&taken->values[i]));
    cJSON_AddItemToArray(headers, pair);
  }
  cJSON_AddItemToObject(request, "body_base64", base64_of(&taken->body));
  return request;
}

static const char *refusal_of(const http_parser *parser, const struct taken *taken, size_t num_left) {
  if (taken->num_begun > 1 || (taken->is_whole && num_left > 0)) return "bytes are left";
  if (HTTP_PARSER_ERRNO(parser) != HPE_OK) return http_errno_description(HTTP_PARSER_ERRNO(parser));
  return taken->is_whole ? NULL : "the request does not end";
}

static void free_taken(struct taken *taken) {
  for (size_t i = 0; i < taken->num_headers && i < MAX_HEADERS; i++) {
    free(taken->names[i].data);
    free(taken->values[i].data);
  }
  free(taken->target.data);
  free(taken->body.data);
  free(taken);
}

static void add_outcome(cJSON *answer, const char *raw, size_t len) {
  http_parser_settings settings = {.on_message_begin = on_begin,
                                   .on_url = on_url,
                                   .on_header_field = on_name,
                                   .on_header_value = on_value,
                                   .on_body = on_body,
                                   .on_message_complete = on_whole};
  struct taken *taken = calloc(1, sizeof *taken);
  http_parser parser;
  if (!taken) exit(1);
  http_parser_init(&parser, HTTP_REQUEST);
  parser.data = taken;
  size_t num_read = http_parser_execute(&parser, &settings, raw, len);
  if (num_read == len && !parser.upgrade) http_parser_execute(&parser, &settings, raw, 0);
  const char *refusal = refusal_of(&parser, taken, len - num_read);
  if (refusal)
    cJSON_AddStringToObject(answer, "refused", refusal);
  else
    cJSON_AddItemToObject(answer, "request", request_of(taken));
  free_taken(taken);
}

static void add_parsing(cJSON *answer, const cJSON *question) {
  const cJSON *encoded = cJSON_GetObjectItemCaseSensitive(question, "raw_base64");
  const char *text = cJSON_IsString(encoded) ? encoded->valuestring : "";
  size_t len = strlen(text);
  unsigned char *raw = malloc(len + 1);
  if (!raw) exit(1);
  int decoded = EVP_DecodeBlock(raw, (const unsigned char *)text, (int)len);
  size_t padding = len > 1 ? (size_t)(text[len - 1] == '=') + (text[len - 2] == '=') : 0;
  if (decoded < 0)
    cJSON_AddStringToObject(answer, "error", "raw_base64 is no base64");
  else
    add_outcome(answer, (const char *)raw, (size_t)decoded - padding);
  free(raw);
}

static void add_hello(cJSON *answer) {
  unsigned long version = http_parser_version();
  char text[40];
  snprintf(text, sizeof text, "%lu.%lu.%lu", version >> 16 & 255, version >> 8 & 255, version & 255);
  cJSON_AddNumberToObject(answer, "protocol", 1);
  cJSON *implementation = cJSON_AddObjectToObject(answer, "implementation");
  cJSON_AddStringToObject(implementation, "name", "http-parser");
  cJSON_AddStringToObject(implementation, "version", text);
  cJSON_AddStringToObject(implementation, "language", "c");
  cJSON_AddArrayToObject(answer, "schemes");
  cJSON_AddItemToArray(cJSON_AddArrayToObject(answer, "ops"), cJSON_CreateString("parse"));
}

static void reply(const char *line) {
  cJSON *question = cJSON_Parse(line), *answer = cJSON_CreateObject();
  const cJSON *op = cJSON_GetObjectItemCaseSensitive(question, "op");
  const cJSON *id = cJSON_GetObjectItemCaseSensitive(question, "id");
  const char *name = cJSON_IsString(op) ? op->valuestring : "";
  if (cJSON_IsString(id)) cJSON_AddStringToObject(answer, "id", id->valuestring);
  if (strcmp(name, "hello") == 0)
    add_hello(answer);
  else if (strcmp(name, "parse") == 0)
    add_parsing(answer, question);
  else
    cJSON_AddStringToObject(answer, "unsupported", name);
  char *text = cJSON_PrintUnformatted(answer);
  puts(text);
  fflush(stdout);
  free(text);
  cJSON_Delete(answer);
  cJSON_Delete(question);
}

int main(void) {
  char *line = NULL;
  size_t capacity = 0;
  while (getline(&line, &capacity, stdin) > 0) reply(line);
  free(line);
}
