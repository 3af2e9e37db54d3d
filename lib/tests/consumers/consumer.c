/* Compiled as C11 and as C++ by two projects that know nothing but the installed reqsig: signs
 * GitHub's published webhook example with the CRM's scheme and compares. */
#include <reqsig.h>
#include <stdio.h>
#include <string.h>

int main(void) {
  static const char want[] = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
  reqsig_credential credential = {"api_key", reqsig_text("It's a Secret to Everybody")};
  reqsig_context context;
  if (reqsig_context_init(&context, reqsig_scheme_find("crm"), &credential, 1) != REQSIG_OK) return 2;

  reqsig_request request = {reqsig_text("POST"),          reqsig_text("/"), NULL, 0,
                            reqsig_text("Hello, World!"), {NULL, 0}};
  uint8_t room[256];
  reqsig_buffer text = {room, sizeof room, 0};
  reqsig_header headers[REQSIG_MAX_ADDED_HEADERS];
  size_t num = REQSIG_MAX_ADDED_HEADERS;
  if (reqsig_sign(&context, &request, 0, &text, headers, &num) != REQSIG_OK || num != 2) return 3;
  reqsig_context_wipe(&context);
  if (headers[1].value.len != strlen(want) || memcmp(headers[1].value.data, want, strlen(want)) != 0)
    return 4;
  printf("reqsig %s signs\n", reqsig_version());
  return 0;
}
