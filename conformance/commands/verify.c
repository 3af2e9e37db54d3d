/* reqsig verify: the verdict on a request, for scripts in its first line, for people in the rest. */
#include "commands/verify.h"

#include <stdio.h>

#include "base/message.h"
#include "commands/command.h"
#include "lib/claims.h"
#include "lib/window.h"
#include "request/request_fault.h"
#include "request/rows.h"
#include "request/warnings.h"

bool verify_has_own_window(const struct judgement *judged) {
  return judged->opened->max_age_ms < 0 && judged->opened->max_skew_ms < 0;
}

static rs_window choose_window(const struct judgement *judged) {
  const struct opened_request *opened = judged->opened;
  const rs_time_rule *rule = &judged->recipe->time;
  reqsig_window given = rs_window_complete(&rule->window, opened->max_age_ms, opened->max_skew_ms);
  rs_window window;
  rs_window_choose(rule, verify_has_own_window(judged) ? NULL : &given, &window);
  return window;
}

reqsig_status verify_judge(const struct judgement *judged, const reqsig_context *context,
                           reqsig_verdict *verdict) {
  const struct opened_request *opened = judged->opened;
  const rs_window *window = &judged->window;
  reqsig_window given = {window->past_ms, window->future_ms};
  return reqsig_verify(context, &opened->request.request, opened->now_ms,
                       verify_has_own_window(judged) ? NULL : &given, verdict);
}

static void print_verdict(const struct judgement *judged, reqsig_reason reason) {
  const struct page *page = &judged->page;
  bool accepted = reason == REQSIG_REASON_NONE;
  fprintf(page->out, "%s%s%s%s%s\n", terminal_style_on(page->terminal, accepted ? STYLE_GREEN : STYLE_RED),
          accepted ? "accept" : "reject", accepted ? "" : " ", accepted ? "" : reqsig_reason_name(reason),
          terminal_style_on(page->terminal, STYLE_PLAIN));
  if (accepted && !judged->is_signed)
    fprintf(page->out, "Nothing of this request is authenticated: %s does not sign it.\n",
            judged->recipe->name);
  fputc('\n', page->out);
}

static void print_not_http(struct judgement *judged) {
  const struct opened_request *opened = judged->opened;
  struct page *page = &judged->page;
  char text[VERIFY_MAX_TEXT];
  print_verdict(judged, REQSIG_REASON_MALFORMED);
  snprintf(text, sizeof text, "%s is not an HTTP/1.1 request: %s", file_label(opened->request_path),
           reqsig_http_error_name(opened->request.error));
  page_row(page, "request", text);
  page_row(page, "expected", request_fault_advice(&opened->request));
  request_fault_place(&opened->request, text, sizeof text);
  page_row(page, "found", *text ? text : "nothing");
  request_fault_show(page->out, opened, PAGE_VALUE);
  page_row(page, "clause",
           "RFC 9112, read strictly: what recipients are known to read in two ways is refused");
}

static void print_warning(void *user, const char *text) {
  const struct judgement *judged = user;
  char line[VERIFY_MAX_TEXT];
  snprintf(line, sizeof line, "%s.", text);
  page_row(&judged->page, "warning", line);
}

static void print_page(struct judgement *judged) {
  const struct opened_request *opened = judged->opened;
  struct page *page = &judged->page;
  print_verdict(judged, judged->verdict.reason);
  rows_request(page, opened);
  rows_profiles(page, opened);
  fputc('\n', page->out);
  verify_stages(judged);
  if (judged->verdict.reason != REQSIG_REASON_NONE) verify_fault(judged);
  if (judged->verdict.reason == REQSIG_REASON_SIGNATURE_MISMATCH)
    warnings_of_key(opened, print_warning, judged);
  if (judged->verdict.reason != REQSIG_REASON_NONE) verify_profiles(judged);
  verify_time(judged);
  if (judged->verdict.reason == REQSIG_REASON_NONE) verify_unchecked(judged);
  page_end(page);
}

static int run(int argc, char **argv) {
  struct opened_request opened;
  int exit_code;
  if (!request_open_to_verify(&opened, &command_verify, argc, argv, &exit_code)) return exit_code;
  struct judgement judged = {.page = page_begin(stdout), .opened = &opened};
  judged.recipe = &rs_context_of(&opened.context)->recipe;
  judged.window = choose_window(&judged);
  exit_code = COMMAND_NOT;
  if (opened.request.error != REQSIG_HTTP_NONE) {
    print_not_http(&judged);
  } else {
    reqsig_status status = verify_judge(&judged, &opened.context, &judged.verdict);
    judged.is_signed = rs_is_signed(judged.recipe, &opened.request.request) ||
                       rs_claims_bear_signature(judged.recipe, &opened.request.request);
    if (status == REQSIG_OK)
      print_page(&judged);
    else
      request_tell_status(&opened, command_verify.name, status);
    if (status != REQSIG_OK) exit_code = COMMAND_USAGE;
    if (status == REQSIG_OK && judged.verdict.reason == REQSIG_REASON_NONE) exit_code = COMMAND_OK;
  }
  request_close(&opened);
  return exit_code;
}

static const struct option options[] = {
    REQUEST_OPTIONS("the time to judge at", "the system's clock"),
    {.id = REQUEST_MAX_AGE,
     .name = "--max-age",
     .value = "MS",
     .text = "how old the timestamp may be, in milliseconds; a timestamp of just that age is accepted"},
    {.id = REQUEST_MAX_SKEW,
     .name = "--max-skew",
     .value = "MS",
     .text = "how far ahead of --now the timestamp may be, in milliseconds, likewise"},
    {0}};

static const struct help_section sections[] = {
    {"reasons, in the order in which they are looked for",
     (const struct help_row[]){
         {"malformed", "the input is no HTTP request, or a field that the scheme reads has a wrong form"},
         {"missing", "a field that the scheme reads is absent"},
         {"unknown_key", "the key id is not the one of the credentials"},
         {"digest_mismatch", "the body is not the one whose digest was sent"},
         {"signature_mismatch", "the key is wrong, or bytes were changed after signing"},
         {"expired", "signed rightly, but the timestamp is too old"},
         {"not_yet_valid", "signed rightly, but the timestamp is too far ahead"},
         {0}}},
    {0}};

const struct command command_verify = {
    .name = "verify",
    .summary = "say whether a request is signed rightly",
    .description =
        "Says whether a request was signed with these credentials, and is fresh. The first line is "
        "\"accept\" or \"reject REASON\". What follows tells people which check rejected the request, what "
        "it "
        "expected and what it found; of an accepted request, it tells what no check covers. A request that "
        "the scheme does not sign is accepted, and the second line says that nothing of it is "
        "authenticated.\n\n"
        "Without --max-age and --max-skew the window is the document's own; where the document names none, "
        "the age is shown but not judged. If one of the two is given, the other end stays as it was. Secrets "
        "are not shown.",
    .operands = request_operands,
    .options = options,
    .sections = sections,
    .exit_codes =
        (const struct help_row[]){{"0", "accepted"},
                                  {"1", "rejected"},
                                  {"2", "wrong usage, or a file that can't be read"},
                                  {"3", "the output can't be written, or there is not enough memory"},
                                  {0}},
    .examples =
        (const struct example[]){
            {"From the top of the checkout:",
             "build/reqsig verify bitpro \\\n"
             "  --credentials conformance/examples/bitpro.credentials.json \\\n"
             "  --now 1491799392000 --max-age 900000 conformance/examples/bitpro-signed.http"},
            {0}},
    .run = run,
};
