/* The nonce of a request: given, sent already, or drawn. */
#include <string.h>

#include "base/message.h"
#include "lib/bytes.h"
#include "request/opened_request.h"
#include "request/recipe_text.h"

enum { NUM_BYTES = 16 };

/* In hex. */
static bool draw(struct opened_request *opened) {
  uint8_t bytes[NUM_BYTES];
  struct text text = {0};
  FILE *source = fopen("/dev/urandom", "rb");
  bool drawn = source && fread(bytes, 1, sizeof bytes, source) == sizeof bytes;
  if (source) fclose(source);
  if (!drawn) {
    message_error("/dev/urandom can't be read, so no nonce can be drawn: give one with --nonce");
    return false;
  }
  for (size_t i = 0; i < sizeof bytes; i++) text_addf(&text, "%02x", bytes[i]);
  opened->request.request.nonce = rs_slice(arena_copy(&opened->paths, text_slice(&text)), text.len);
  opened->nonce_source = NONCE_DRAWN;
  text_free(&text);
  return true;
}

bool request_check_nonce(const struct opened_request *opened, const char *command) {
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  if (!opened->nonce) return true;
  size_t len = strlen(opened->nonce);
  if (!recipe_has_nonce(opened->scheme))
    message_error("%s: %s has no nonce, so --nonce has no use", command, opened->scheme->name);
  else if (len == 0 || len > REQSIG_MAX_NONCE || strspn(opened->nonce, letters) != len)
    message_error("%s: --nonce: expected 1 to %d of the characters A-Z a-z 0-9 - . _ ~", command,
                  REQSIG_MAX_NONCE);
  else
    return true;
  return false;
}

static void take_sent(struct opened_request *opened) {
  reqsig_slice sent = recipe_sent_nonce(&opened->paths, opened->scheme, &opened->request.request);
  if (!sent.data) return;
  opened->request.request.nonce = sent;
  opened->nonce_source = NONCE_FROM_REQUEST;
}

bool request_take_nonce(struct opened_request *opened) {
  if (opened->request.error != REQSIG_HTTP_NONE || !recipe_has_nonce(opened->scheme)) return true;
  if (!opened->nonce && !opened->verifies) return draw(opened);
  if (!opened->nonce) {
    take_sent(opened);
    return true;
  }
  opened->request.request.nonce = reqsig_text(opened->nonce);
  opened->nonce_source = NONCE_FROM_OPTION;
  return true;
}

void request_take_own_nonce(struct opened_request *opened) {
  if (opened->nonce_source == NONCE_DRAWN) take_sent(opened);
}

void print_nonce_row(const struct page *page, const struct opened_request *opened) {
  static const char *const sources[] = {[NONCE_DRAWN] = "drawn",
                                        [NONCE_FROM_OPTION] = "by --nonce",
                                        [NONCE_FROM_REQUEST] = "the one that the request itself carries"};
  reqsig_slice nonce = opened->request.request.nonce;
  if (opened->nonce_source == NONCE_NONE) return;
  page_rowf(page, "nonce", "%.*s, %s", (int)nonce.len, (const char *)nonce.data,
            sources[opened->nonce_source]);
}
