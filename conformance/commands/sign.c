/* reqsig sign: the headers to add, and nothing else on standard output. */
#include <stdio.h>

#include "base/message.h"
#include "commands/command.h"
#include "request/doubts.h"
#include "request/signing.h"

static const char help[] =
    "Prints the headers that sign a request, one \"Name: value\" a line.\n"
    "\n"
    "usage: reqsig sign SCHEME --credentials FILE [--now MS] [--profile NAME]... [REQUEST]\n"
    "\n"
    "  SCHEME              one of those that reqsig list tells\n"
    "  REQUEST             a file with a whole HTTP/1.1 request; standard input if absent or \"-\"\n"
    "  --credentials FILE  a JSON object with the scheme's credentials, by the document's names\n"
    "  --now MS            the time to sign for, in milliseconds since 1970; default: now\n"
    "  --profile NAME      a reading that the document leaves open; may be given more than once\n"
    "\n"
    "Values are as they go on the wire, so a token that the scheme sends is printed. If the scheme\n"
    "doesn't sign such a request, a warning says so and the exit code is 0.\n"
    "\n"
    "example, from the top of the checkout; it gives the signature that Bitpro's document prints:\n"
    "\n"
    "  build/reqsig sign bitpro --credentials conformance/examples/bitpro.credentials.json \\\n"
    "    --now 1491799392000 conformance/examples/bitpro.http\n"
    "\n"
    "To see why the signature is what it is: reqsig explain, with the same arguments.\n";

static void print_header(reqsig_header header) {
  fwrite(header.name.data, 1, header.name.len, stdout);
  fputs(": ", stdout);
  fwrite(header.value.data, 1, header.value.len, stdout);
  fputc('\n', stdout);
}

static void warn(void *user, const char *text) {
  (void)user;
  message_warning("%s", text);
}

static int sign(const struct signing *signing) {
  reqsig_header headers[REQSIG_MAX_ADDED_HEADERS];
  size_t num_headers = 0;
  reqsig_buffer text = {NULL, 0, 0};
  reqsig_status status;
  do {
    if (text.len > 0 && !signing_reserve(&text, text.len)) return COMMAND_BROKEN;
    num_headers = REQSIG_MAX_ADDED_HEADERS;
    status = reqsig_sign(&signing->context, &signing->request.request, signing->now_ms, &text, headers,
                         &num_headers);
  } while (status == REQSIG_ERR_BUFFER_TOO_SMALL);
  if (status == REQSIG_OK)
    for (size_t i = 0; i < num_headers; i++) print_header(headers[i]);
  else
    signing_complain(signing, "sign", status);
  signing_release(&text);
  return status == REQSIG_OK ? COMMAND_OK : COMMAND_USAGE;
}

int command_sign(int argc, char **argv) {
  struct signing signing;
  int exit_code;
  if (!signing_open(&signing, argc, argv, help, &exit_code)) return exit_code;
  exit_code = sign(&signing);
  if (exit_code == COMMAND_OK) {
    doubts_tell(&signing, warn, NULL);
    doubts_tell_of_headers(&signing, warn, NULL);
  }
  signing_close(&signing);
  return exit_code;
}
