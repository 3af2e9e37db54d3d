/* reqsig verify: the verdict on a request, for scripts in its first line, for people in the rest. */
#include "commands/verify.h"

#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "commands/command.h"
#include "commands/diagnose_output.h"
#include "lib/claims.h"
#include "lib/window.h"
#include "request/opened_request.h"

bool verify_uses_scheme_window(const struct judgement *judged) {
  return judged->opened->max_age_ms < 0 && judged->opened->max_skew_ms < 0;
}

static rs_window choose_window(const struct judgement *judged) {
  const struct opened_request *opened = judged->opened;
  const rs_time_rule *rule = &judged->recipe->time;
  reqsig_window given = rs_window_complete(&rule->window, opened->max_age_ms, opened->max_skew_ms);
  rs_window window;
  rs_window_choose(rule, verify_uses_scheme_window(judged) ? NULL : &given, &window);
  return window;
}

/* The verdict of that context, with the window that was asked for. */
static reqsig_status judge(const struct judgement *judged, const reqsig_context *context,
                           reqsig_verdict *verdict) {
  const struct opened_request *opened = judged->opened;
  const rs_window *window = &judged->window;
  reqsig_window given = {window->past_ms, window->future_ms};
  return reqsig_verify(context, &opened->request.request, opened->now_ms,
                       verify_uses_scheme_window(judged) ? NULL : &given, verdict);
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

void verify_add_advice(struct text *text, const struct opened_request *opened) {
  text_add_string(text, request_fault_advice(&opened->request));
  if (diagnose_can_read(opened))
    text_add_string(text, "; or give it to reqsig diagnose, which reads this input as it is");
}

static void print_not_http(struct judgement *judged) {
  const struct opened_request *opened = judged->opened;
  struct page *page = &judged->page;
  struct text place = {0}, advice = {0};
  print_verdict(judged, REQSIG_REASON_MALFORMED);
  page_rowf(page, "request", "%s is not an HTTP/1.1 request: %s", file_label(opened->request_path),
            reqsig_http_error_name(opened->request.error));
  request_fault_add_place(&place, &opened->request);
  page_row(page, "found", place.len > 0 ? text_string(&place) : "nothing");
  text_free(&place);
  request_fault_show(page->out, opened, PAGE_VALUE);
  verify_add_advice(&advice, opened);
  page_row(page, "what to do", text_string(&advice));
  text_free(&advice);
  page_row(page, "clause",
           "RFC 9112, applied strictly: what recipients are known to interpret in two ways is rejected");
}

bool verify_is_accepted_under(const struct judgement *judged, const char *profile) {
  struct varied_context varied;
  reqsig_verdict verdict = {.reason = REQSIG_REASON_MALFORMED};
  bool done = request_context_with(judged->opened, profile, &varied) == REQSIG_OK &&
              judge(judged, &varied.context, &verdict) == REQSIG_OK;
  reqsig_context_wipe(&varied.context);
  return done && verdict.reason == REQSIG_REASON_NONE;
}

static void print_accepting_profiles(const struct judgement *judged) {
  const struct opened_request *opened = judged->opened;
  reqsig_profile_info info;
  for (size_t i = 0; reqsig_scheme_profile(opened->scheme, i, &info) == REQSIG_OK; i++)
    if (!request_has_profile(opened, info.name) && verify_is_accepted_under(judged, info.name))
      page_rowf(&judged->page, "hint", "--profile %s accepts it: %s (%s)", info.name, info.meaning, info.row);
}

/* What somebody may change in an accepted request. */
static void print_unchecked(const struct judgement *judged) {
  const struct finding *parts = findings_about(&judged->findings, TOPIC_UNSIGNED_PARTS);
  const struct finding *headers = findings_about(&judged->findings, TOPIC_UNREAD_HEADERS);
  const struct page *page = &judged->page;
  fputc('\n', page->out);
  if (!judged->is_signed)
    page_row(page, "not signed", "anything: of such a request only the key is checked");
  else if (parts)
    page_row(page, "not signed", parts->what);
  if (headers) page_rowf(page, "not read", "headers: %s", headers->what);
  if (judged->verdict.fresh == REQSIG_UNKNOWN)
    page_row(page, "not checked", "the age: replay is not detected");
}

static void print_key_warning(const struct judgement *judged) {
  const struct finding *key = findings_about(&judged->findings, TOPIC_KEY);
  if (key) page_rowf(&judged->page, "warning", "%s.", key->sentence);
}

bool verify_find_cause(const struct judgement *judged, struct arena *arena, struct explanation *first) {
  reqsig_reason reason = judged->verdict.reason;
  bool may_have_one = reason == REQSIG_REASON_SIGNATURE_MISMATCH || reason == REQSIG_REASON_DIGEST_MISMATCH ||
                      reason == REQSIG_REASON_MALFORMED;
  return may_have_one && diagnose_first(arena, judged->opened, first);
}

static void print_cause(struct judgement *judged) {
  struct arena arena = {0};
  struct explanation first;
  if (verify_find_cause(judged, &arena, &first)) {
    page_row(&judged->page, "cause", first.sentence);
    page_note_snippets(&judged->page, first.sentence);
    page_row(&judged->page, "change", first.change);
  } else if (judged->verdict.reason == REQSIG_REASON_SIGNATURE_MISMATCH) {
    page_row(&judged->page, "hint",
             "no single mistake gives this signature: reqsig diagnose searches further");
  }
  arena_wipe(&arena);
}

static void print_page(struct judgement *judged) {
  reqsig_reason reason = judged->verdict.reason;
  struct page *page = &judged->page;
  print_verdict(judged, reason);
  print_request_row(page, judged->opened);
  print_profile_rows(page, judged->opened);
  fputc('\n', page->out);
  verify_print_checks(judged);
  if (reason != REQSIG_REASON_NONE) verify_print_fault(judged);
  if (reason == REQSIG_REASON_SIGNATURE_MISMATCH) print_key_warning(judged);
  print_cause(judged);
  if (reason != REQSIG_REASON_NONE) print_accepting_profiles(judged);
  verify_print_time(judged);
  if (reason == REQSIG_REASON_NONE) print_unchecked(judged);
  page_end(page);
}

/* Prints the page, and gives the exit code. */
static int judge_request(struct judgement *judged) {
  const struct opened_request *opened = judged->opened;
  bool json = opened->format && strcmp(opened->format, "json") == 0;
  if (opened->request.error != REQSIG_HTTP_NONE) {
    judged->verdict.reason = REQSIG_REASON_MALFORMED;
    (json ? verify_print_json : print_not_http)(judged);
    return COMMAND_NOT;
  }
  reqsig_status status = judge(judged, &opened->context, &judged->verdict);
  if (status != REQSIG_OK) {
    request_tell_status(opened, command_verify.name, status);
    return COMMAND_USAGE;
  }
  judged->is_signed = rs_is_signed(judged->recipe, &opened->request.request) ||
                      rs_claims_carry_signature(judged->recipe, &opened->request.request);
  findings_of_request(opened, json || judged->page.terminal.utf8, &judged->findings);
  (json ? verify_print_json : print_page)(judged);
  findings_free(&judged->findings);
  return judged->verdict.reason == REQSIG_REASON_NONE ? COMMAND_OK : COMMAND_NOT;
}

/* Of several values in the credentials file those by which the request is accepted; else the first. */
static void choose_credentials(struct opened_request *opened, struct judgement *judged) {
  reqsig_verdict verdict = {.reason = REQSIG_REASON_MALFORMED};
  for (size_t i = 0; i < opened->credentials.num_choices; i++) {
    request_choose_credentials(opened, i);
    judged->choice = i;
    if (judge(judged, &opened->context, &verdict) == REQSIG_OK &&
        verdict.reason != REQSIG_REASON_SIGNATURE_MISMATCH && verdict.reason != REQSIG_REASON_UNKNOWN_KEY)
      return;
  }
  judged->choice = 0;
  request_choose_credentials(opened, 0);
}

static int run(int argc, char **argv) {
  struct opened_request opened;
  int exit_code;
  if (!request_open_to_verify(&opened, &command_verify, argc, argv, &exit_code)) return exit_code;
  struct judgement judged = {.page = page_begin(stdout), .opened = &opened};
  judged.recipe = rs_context_of(&opened.context)->recipe;
  judged.window = choose_window(&judged);
  if (opened.credentials.num_choices > 1 && opened.request.error == REQSIG_HTTP_NONE)
    choose_credentials(&opened, &judged);
  exit_code = judge_request(&judged);
  request_close(&opened);
  return exit_code;
}

static const struct option options[] = {
    REQUEST_OPTIONS("the time at which the request is judged", "the system's clock"),
    REQUEST_WINDOW_OPTIONS,
    REQUEST_FORMAT_OPTION,
    {0}};

static const struct help_section sections[] = {
    {"reasons, in the order of the checks",
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
        "it expected and what it found; of an accepted request, what no check covers. A request that the "
        "scheme does not sign is accepted, and the second line says that nothing of it is authenticated.\n\n"
        "Without --max-age and --max-skew the window is the document's own; where the document sets none, "
        "the age is shown but not judged. If only one of the two is given, the other limit stays the "
        "document's own. Secrets are not shown.",
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
