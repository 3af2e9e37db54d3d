/* reqsig explain: the page for somebody whose signature is refused. */
#include "commands/explain.h"

#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "commands/command.h"
#include "lib/base64.h"
#include "lib/context.h"
#include "lib/describe.h"
#include "lib/hex.h"
#include "request/rows.h"
#include "request/warnings.h"

enum { MAX_TEXT = 600 };

static void print_top(const struct explain *explain) {
  const struct page *page = &explain->page;
  const reqsig_scheme *scheme = explain->opened->scheme;
  bool is_signed = !explain_steps_find(&explain->steps, REQSIG_STEP_NOT_SIGNED);
  fprintf(page->out, "%s%s %s %s%s\n\n", terminal_style_on(page->terminal, STYLE_BOLD),
          is_signed ? "How" : "Why", reqsig_scheme_title(scheme),
          is_signed ? "signs this request" : "does not sign this request",
          terminal_style_on(page->terminal, STYLE_PLAIN));
  struct text document = {0};
  text_addf(&document, "%s, cited as %s", reqsig_scheme_document_title(scheme),
            reqsig_scheme_document(scheme));
  page_row(page, "document", text_string(&document));
  text_free(&document);
  rows_request(page, explain->opened);
  rows_now(page, "time", explain->opened);
  page_row(page, "credentials", explain->opened->credentials_path);
  rows_profiles(page, explain->opened);
}

static void print_warning(void *user, const char *text) {
  struct explain *explain = user;
  const struct page *page = &explain->page;
  char line[MAX_TEXT];
  snprintf(line, sizeof line, "%s.", text);
  fprintf(page->out, "%s", terminal_style_on(page->terminal, STYLE_YELLOW));
  page_row(page, "warning", line);
  fprintf(page->out, "%s", terminal_style_on(page->terminal, STYLE_PLAIN));
}

static void print_mac(struct explain *explain) {
  const reqsig_step *step = explain_steps_find(&explain->steps, REQSIG_STEP_MAC);
  char text[MAX_TEXT];
  uint8_t room[2 * RS_MAX_DIGEST];
  reqsig_buffer encoded = {room, sizeof room, 0};
  snprintf(text, sizeof text, "%s of the message with that key, %zu bytes, here in hex", step->what,
           step->bytes.len);
  page_heading(&explain->page, text, step->clause);
  rs_hex_encode(step->bytes, &encoded);
  fprintf(explain->page.out, "%*s%.*s\n", PAGE_INDENT, "", (int)encoded.len, (const char *)room);
}

static void print_encoded(struct explain *explain) {
  const reqsig_step *step = explain_steps_find(&explain->steps, REQSIG_STEP_MAC);
  bool hex = explain->recipe->encoding.encoding == RS_HEX;
  char text[MAX_TEXT];
  uint8_t room[2 * RS_MAX_DIGEST];
  reqsig_buffer encoded = {room, sizeof room, 0};
  rs_base64_encode(step->bytes, &encoded);
  snprintf(text, sizeof text, "The signature: those bytes as %s, %zu characters",
           rs_encoding_words(explain->recipe->encoding.encoding), hex ? 2 * step->bytes.len : encoded.len);
  page_heading(&explain->page, text, explain->recipe->encoding.clause);
  if (hex)
    page_text(&explain->page, "That is the text above as it stands.");
  else
    fprintf(explain->page.out, "%*s%.*s\n", PAGE_INDENT, "", (int)encoded.len, (const char *)room);
}

static void print_page(struct explain *explain) {
  print_top(explain);
  warnings_of_request(explain->opened, print_warning, explain);
  if (explain_steps_find(&explain->steps, REQSIG_STEP_MESSAGE)) {
    explain_parts(explain);
    explain_message(explain);
    explain_key(explain);
    print_mac(explain);
    print_encoded(explain);
  }
  explain_headers(explain);
  explain_compare(explain);
  explain_profiles(explain);
  page_end(&explain->page);
}

static int run(int argc, char **argv) {
  struct opened_request opened;
  int exit_code;
  if (!request_open(&opened, &command_explain, argc, argv, &exit_code)) return exit_code;
  request_take_own_time(&opened);
  struct explain explain = {.page = page_begin(stdout), .opened = &opened};
  explain.recipe = &rs_context_of(&opened.context)->recipe;
  reqsig_status status = explain_steps_collect(&opened, &explain.steps);
  if (status == REQSIG_OK)
    print_page(&explain);
  else
    request_tell_status(&opened, command_explain.name, status);
  explain_steps_free(&explain.steps);
  request_close(&opened);
  return status == REQSIG_OK ? COMMAND_OK : COMMAND_USAGE;
}

static const struct option options[] = {
    REQUEST_OPTIONS("the time to sign for", "the time that the request carries, else the system's clock"),
    {0}};

const struct command command_explain = {
    .name = "explain",
    .summary = "show each step to the signature, and why",
    .description =
        "Shows each step from a request to its signature: the parts of the message with the words of the "
        "document behind them, the message, the key (never its bytes), the MAC, the headers to add. If the "
        "request is signed already, it shows where its headers differ.\n\n"
        "Secrets are not shown, so the page can be passed on. Signatures are shown. There is colour on "
        "terminals only, and none if NO_COLOR is set.\n\n"
        "To get the request that a program really sends, let it send to a port that only listens: "
        "nc -l -p 8080 > request.http",
    .operands = request_operands,
    .options = options,
    .exit_codes = request_exit_codes,
    .examples = (const struct example[]){{"From the top of the checkout:",
                                          "build/reqsig explain bitpro \\\n"
                                          "  --credentials conformance/examples/bitpro.credentials.json \\\n"
                                          "  --now 1491799392000 conformance/examples/bitpro.http"},
                                         {0}},
    .run = run,
};
