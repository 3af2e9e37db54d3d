/* reqsig sign: the headers to add, and nothing else on standard output. */
#include <stdio.h>

#include "base/message.h"
#include "base/terminal.h"
#include "commands/command.h"
#include "request/findings.h"

static void print_header(reqsig_header header) {
  fwrite(header.name.data, 1, header.name.len, stdout);
  fputs(": ", stdout);
  fwrite(header.value.data, 1, header.value.len, stdout);
  fputc('\n', stdout);
}

static int sign(const struct opened_request *opened) {
  reqsig_header headers[REQSIG_MAX_ADDED_HEADERS];
  size_t num_headers = 0;
  reqsig_buffer text = {NULL, 0, 0};
  reqsig_status status = request_sign(opened, &opened->context, opened->now_ms, &text, headers, &num_headers);
  if (status == REQSIG_OK)
    for (size_t i = 0; i < num_headers; i++) print_header(headers[i]);
  else
    request_tell_status(opened, "sign", status);
  buffer_release(&text);
  return status == REQSIG_OK ? COMMAND_OK : COMMAND_USAGE;
}

static void print_warnings(const struct opened_request *opened) {
  struct findings findings = {0};
  findings_of_request(opened, terminal_of(stderr).utf8, &findings);
  for (size_t i = 0; i < findings.count; i++)
    if (findings.items[i].kind == FINDING_WARNING) message_warning("%s", findings.items[i].sentence);
  findings_free(&findings);
}

static int run(int argc, char **argv) {
  struct opened_request opened;
  int exit_code;
  if (!request_open(&opened, &command_sign, argc, argv, &exit_code)) return exit_code;
  exit_code = sign(&opened);
  if (exit_code == COMMAND_OK) print_warnings(&opened);
  request_close(&opened);
  return exit_code;
}

static const struct option options[] = {REQUEST_OPTIONS("the time to sign for", "the system's clock"),
                                        REQUEST_NONCE_OPTION("one that is drawn"),
                                        {0}};

const struct command command_sign = {
    .name = "sign",
    .summary = "print the headers that sign a request",
    .description =
        "Prints the headers that sign a request, each as a line \"Name: value\", as they go on the wire: a "
        "token "
        "that the scheme sends is printed.\n\n"
        "If the scheme doesn't sign such a request, a warning says so and the exit code is 0. To see why the "
        "signature is what it is: reqsig explain, with the same arguments.",
    .operands = request_operands,
    .options = options,
    .exit_codes = request_exit_codes,
    .examples =
        (const struct example[]){
            {"From the top of the checkout; it gives the signature that Bitpro's document prints:",
             "build/reqsig sign bitpro \\\n"
             "  --credentials conformance/examples/bitpro.credentials.json \\\n"
             "  --now 1491799392000 conformance/examples/bitpro.http"},
            {0}},
    .run = run,
};
