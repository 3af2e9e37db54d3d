/* Answers reqsig's adapter protocol, version 1, by calls of an implementation: here the library reqsig.
 * Run it, compiled and linked with -lreqsig -lcjson -lcrypto, with: reqsig test -- ./adapter */
#define _POSIX_C_SOURCE 200809L /* getline */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "convert.h"

static reqsig_status answer_message(question *asked, cJSON *answer) {
  reqsig_status status = reqsig_message(&asked->context, &asked->request, asked->now_ms, &asked->room);
  if (status == REQSIG_OK) add_base64(answer, "message_base64", asked->room);
  return status;
}

static reqsig_status answer_sign(question *asked, cJSON *answer) {
  reqsig_header headers[REQSIG_MAX_ADDED_HEADERS];
  size_t num = REQSIG_MAX_ADDED_HEADERS;
  reqsig_status status =
      reqsig_sign(&asked->context, &asked->request, asked->now_ms, &asked->room, headers, &num);
  if (status == REQSIG_OK) add_headers(answer, "headers", headers, num);
  return status;
}

/* The library compares the MACs, as bytes and in constant time. */
static reqsig_status answer_verify(question *asked, cJSON *answer) {
  reqsig_verdict verdict;
  reqsig_status status = reqsig_verify(&asked->context, &asked->request, asked->now_ms, NULL, &verdict);
  if (status != REQSIG_OK) return status;
  bool accepted = verdict.reason == REQSIG_REASON_NONE;
  cJSON_AddStringToObject(answer, "verdict", accepted ? "accept" : "reject");
  if (!accepted) cJSON_AddStringToObject(answer, "reason", reqsig_reason_name(verdict.reason));
  return REQSIG_OK;
}

static const struct op {
  const char *name;
  reqsig_status (*answer)(question *asked, cJSON *answer);
} ops[] = {{"message", answer_message}, {"sign", answer_sign}, {"verify", answer_verify}, {NULL, NULL}};

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
  for (size_t i = 0; ops[i].name != NULL; i++) cJSON_AddItemToArray(names, cJSON_CreateString(ops[i].name));
}

static void answer_case(const cJSON *line, const char *text, cJSON *answer) {
  const reqsig_scheme *scheme = reqsig_scheme_find(text_of(line, "scheme"));
  const struct op *op = ops;
  while (op->name != NULL && strcmp(op->name, text_of(line, "op")) != 0) op++;
  if (op->name == NULL || scheme == NULL || has_escaped_nul(text)) {
    cJSON_AddStringToObject(answer, "unsupported", "this op, this scheme, or U+0000 in a text");
    return;
  }
  question asked;
  reqsig_status status = question_read(&asked, line, strlen(text), scheme);
  if (status == REQSIG_OK) status = op->answer(&asked, answer);
  if (status != REQSIG_OK) cJSON_AddStringToObject(answer, "error", reqsig_status_text(status));
  question_free(&asked);
}

int main(void) {
  char *text = NULL;
  size_t size = 0;
  while (getline(&text, &size, stdin) != -1) {
    cJSON *line = cJSON_Parse(text), *answer = cJSON_CreateObject();
    if (strcmp(text_of(line, "op"), "hello") == 0) {
      answer_hello(answer);
    } else {
      cJSON_AddItemToObject(answer, "id",
                            cJSON_Duplicate(cJSON_GetObjectItemCaseSensitive(line, "id"), true));
      answer_case(line, text, answer);
    }
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
