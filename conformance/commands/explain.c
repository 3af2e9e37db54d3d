/* reqsig explain: the page for somebody whose signature is rejected. */
#include "commands/explain.h"

#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "commands/command.h"
#include "commands/diagnose_output.h"
#include "diagnose/explanation.h"
#include "diagnose/search.h"
#include "lib/bytes.h"
#include "lib/claims.h"
#include "lib/context.h"
#include "lib/describe.h"
#include "lib/hex.h"
#include "lib/mac_text.h"
#include "request/opened_request.h"
#include "request/recipe_text.h"

static void print_top(struct explain *explain) {
  struct page *page = &explain->page;
  const reqsig_scheme *scheme = explain->opened->scheme;
  bool is_signed = !explain_steps_find(&explain->steps, REQSIG_STEP_NOT_SIGNED);
  fprintf(page->out, "%s%s %s %s%s\n\n", terminal_style_on(page->terminal, STYLE_BOLD),
          is_signed ? "How" : "Why", reqsig_scheme_title(scheme),
          is_signed ? "signs this request" : "does not sign this request",
          terminal_style_on(page->terminal, STYLE_PLAIN));
  struct text document = {0};
  recipe_add_document(&document, scheme);
  page_row(page, "document", text_string(&document));
  text_free(&document);
  print_request_row(page, explain->opened);
  print_now_row(page, "time", explain->opened);
  print_nonce_row(page, explain->opened);
  page_row(page, "credentials", explain->opened->credentials_path);
  print_profile_rows(page, explain->opened);
}

/* Not of headers that the request has already: a section below compares them. */
static void print_warnings(const struct explain *explain) {
  const struct page *page = &explain->page;
  for (size_t i = 0; i < explain->findings.count; i++) {
    const struct finding *finding = &explain->findings.items[i];
    if (finding->kind != FINDING_WARNING || finding->topic == TOPIC_SENT_ALREADY) continue;
    fputs(terminal_style_on(page->terminal, STYLE_YELLOW), page->out);
    page_rowf(page, "warning", "%s.", finding->sentence);
    fputs(terminal_style_on(page->terminal, STYLE_PLAIN), page->out);
  }
}

static void print_line(struct explain *explain, const reqsig_buffer *text) {
  fprintf(explain->page.out, "%*s", PAGE_INDENT, "");
  page_bytes(&explain->page, rs_slice(text->data, text->len), PAGE_INDENT, PAGE_INDENT, STYLE_PLAIN);
  fputc('\n', explain->page.out);
}

static void print_mac(struct explain *explain) {
  const reqsig_step *step = &explain_steps_find(&explain->steps, REQSIG_STEP_MAC)->step;
  uint8_t room[2 * RS_MAX_DIGEST];
  reqsig_buffer hex = {room, sizeof room, 0};
  rs_hex_encode(step->bytes, &hex);
  page_headingf(&explain->page, step->clause, "%s of the message with that key, %zu bytes, here in hex",
                step->what, step->bytes.len);
  print_line(explain, &hex);
}

static void print_signature(struct explain *explain) {
  const rs_encoding_rule *encoding = &explain->recipe->encoding;
  uint8_t room[RS_MAX_MAC_TEXT];
  reqsig_buffer text = {room, sizeof room, 0};
  rs_mac_text_write(explain->recipe, explain->steps.mac, &text);
  page_headingf(&explain->page, encoding->clause, "The signature: those bytes as %s, %zu characters",
                rs_encoding_words(encoding->encoding), text.len);
  if (encoding->encoding == RS_HEX)
    page_text(&explain->page, "This is the text above, unchanged.");
  else
    print_line(explain, &text);
}

/* The values of all headers to add, one after the other. False if it can't be signed so. */
static bool sign_values(const struct opened_request *opened, const reqsig_context *context,
                        reqsig_buffer *values) {
  reqsig_header headers[REQSIG_MAX_ADDED_HEADERS];
  size_t num_headers;
  return request_sign(opened, context, opened->now_ms, values, headers, &num_headers) == REQSIG_OK;
}

/* Whether the profile, beside those chosen, changes what is sent. */
static bool profile_changes(const struct opened_request *opened, const char *name, reqsig_slice values) {
  struct varied_context varied;
  reqsig_buffer others = {NULL, 0, 0};
  bool differs = request_context_with(opened, name, &varied) == REQSIG_OK &&
                 sign_values(opened, &varied.context, &others) &&
                 !rs_slice_equal(values, rs_slice(others.data, others.len));
  reqsig_context_wipe(&varied.context);
  buffer_release(&others);
  return differs;
}

static void print_profile(struct explain *explain, const reqsig_profile_info *info) {
  struct text text = {0};
  text_addf(&text, "%s (%s)", info->meaning, info->row);
  fprintf(explain->page.out, "%*s--profile %s\n%*s", PAGE_INDENT, "", info->name, PAGE_INDENT + 3, "");
  terminal_wrap(explain->page.out, PAGE_INDENT + 3, PAGE_INDENT + 3, text_string(&text));
  text_free(&text);
}

/* Those under which something else is sent. */
static void print_other_profiles(struct explain *explain) {
  const struct opened_request *opened = explain->opened;
  reqsig_buffer values = {NULL, 0, 0};
  reqsig_profile_info info;
  size_t num_profiles = 0;
  bool is_signed = sign_values(opened, &opened->context, &values);
  for (size_t i = 0; is_signed && reqsig_scheme_profile(opened->scheme, i, &info) == REQSIG_OK; i++) {
    if (request_has_profile(opened, info.name) ||
        !profile_changes(opened, info.name, rs_slice(values.data, values.len)))
      continue;
    if (num_profiles++ == 0)
      page_heading(&explain->page, "Profiles that sign this request differently", NULL);
    print_profile(explain, &info);
  }
  buffer_release(&values);
}

/* Of a request that has a signature already, and is rejected: maybe for another field. */
static void print_cause(struct explain *explain) {
  struct arena arena = {0};
  struct explanation first;
  if (diagnose_first(&arena, explain->opened, &first)) {
    page_heading(&explain->page, "Why verifying rejects the request that was sent", first.clause);
    page_text(&explain->page, first.sentence);
    page_text(&explain->page, first.change);
  }
  arena_wipe(&arena);
}

const char *explain_own_message(const struct explain *explain, struct arena *arena) {
  const struct explain_step *message = explain_steps_find(&explain->steps, REQSIG_STEP_MESSAGE);
  const file_content *file = &explain->opened->message;
  if (!explain->opened->message_path || !message) return NULL;
  struct evidence *evidence = arena_get(arena, sizeof *evidence);
  struct text time = {0}, sentence = {0};
  evidence_collect(arena, explain->opened, evidence);
  sent_time_add(&time, explain->recipe, explain->opened->now_ms);
  if (!evidence->time_header) evidence->time_text = text_slice(&time);
  own_message_compare(arena, evidence, message->step.bytes, rs_slice(file->data, file->len), &sentence);
  const char *kept = arena_copy_string(arena, text_string(&sentence));
  text_free(&time);
  text_free(&sentence);
  return kept;
}

static void print_own_message(struct explain *explain) {
  struct arena arena = {0};
  const char *sentence = explain_own_message(explain, &arena);
  if (sentence) {
    page_heading(&explain->page, "The message that the signer made", NULL);
    page_text(&explain->page, sentence);
  }
  arena_wipe(&arena);
}

static void print_page(struct explain *explain) {
  print_top(explain);
  print_warnings(explain);
  if (explain_steps_find(&explain->steps, REQSIG_STEP_MESSAGE)) {
    explain_parts(explain);
    explain_message(explain);
    explain_key(explain);
    print_mac(explain);
    print_signature(explain);
  }
  explain_headers(explain);
  explain_sent_headers(explain);
  print_own_message(explain);
  if (rs_claims_carry_signature(explain->recipe, &explain->opened->request.request)) print_cause(explain);
  print_other_profiles(explain);
  page_end(&explain->page);
}

/* JSON is UTF-8 wherever it is printed. */
static void print(struct explain *explain) {
  const struct opened_request *opened = explain->opened;
  bool json = opened->format && strcmp(opened->format, "json") == 0;
  findings_of_request(opened, json || explain->page.terminal.utf8, &explain->findings);
  findings_of_headers(opened, opened->now_ms, &explain->findings);
  if (json)
    explain_print_json(explain);
  else
    print_page(explain);
}

static int run(int argc, char **argv) {
  struct opened_request opened;
  int exit_code;
  if (!request_open(&opened, &command_explain, argc, argv, &exit_code)) return exit_code;
  request_take_own_time(&opened);
  request_take_own_nonce(&opened);
  struct explain explain = {.page = page_begin(stdout), .opened = &opened};
  explain.recipe = rs_context_of(&opened.context)->recipe;
  reqsig_status status = explain_steps_collect(&opened, &explain.steps);
  if (status == REQSIG_OK)
    print(&explain);
  else
    request_tell_status(&opened, command_explain.name, status);
  findings_free(&explain.findings);
  explain_steps_free(&explain.steps);
  request_close(&opened);
  return status == REQSIG_OK ? COMMAND_OK : COMMAND_USAGE;
}

static const struct option options[] = {
    REQUEST_OPTIONS("the time to sign for", "the time that the request carries, else the system's clock"),
    REQUEST_NONCE_OPTION("the one that the request carries, else one that is drawn"),
    REQUEST_FORMAT_OPTION,
    REQUEST_MESSAGE_OPTION,
    {0}};

const struct command command_explain = {
    .name = "explain",
    .summary = "show each step to the signature, and why",
    .description =
        "Shows each step from a request to its signature: the parts of the message, each with the document's "
        "words for it, the message, the key (never its bytes), the MAC, and the headers to add. If the "
        "request already has such headers, it shows where they differ.\n\n"
        "The page shows signatures but no secrets, so you can pass it on. It has colours on a terminal only, "
        "and none if NO_COLOR is set.\n\n"
        "To record the request that a program really sends, let it send to a port that only listens: "
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
