/* The sections on the message: its parts, and the parts joined. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "commands/explain.h"
#include "lib/bytes.h"
#include "lib/request.h"
#include "request/opened_request.h"
#include "request/recipe_text.h"

enum { TEXT_COLUMN = PAGE_INDENT + 3, OFFSETS_COLUMN = PAGE_INDENT + 18 };

static const terminal_style styles[] = {STYLE_CYAN, STYLE_GREEN, STYLE_MAGENTA, STYLE_BLUE};
enum { NUM_STYLES = sizeof styles / sizeof *styles };

static bool is_of_message(const struct explain_step *step) {
  return step->step.kind == REQSIG_STEP_PART || step->step.kind == REQSIG_STEP_SEPARATOR;
}

static size_t num_parts(const struct explain *explain) {
  size_t count = 0;
  for (size_t i = 0; i < explain->steps.count; i++)
    count += explain->steps.items[i].step.kind == REQSIG_STEP_PART;
  return count;
}

static void print_digested_bytes(struct explain *explain, const char *source, reqsig_slice bytes) {
  const char *secret = secrets_find(explain->opened, bytes);
  struct text withheld = {0};
  fprintf(explain->page.out, "%*sthe digest of %s %zu byte%s of the %s:\n%*s", TEXT_COLUMN, "",
          bytes.len == 1 ? "this" : "these", bytes.len, text_plural(bytes.len), source, TEXT_COLUMN, "");
  text_addf(&withheld, "%s, holding the %s", source, secret ? secret : "");
  if (secret)
    page_secret(&explain->page, text_string(&withheld), bytes.len);
  else
    page_bytes(&explain->page, bytes, TEXT_COLUMN, TEXT_COLUMN, STYLE_PLAIN);
  fputc('\n', explain->page.out);
  text_free(&withheld);
}

/* What a digest was taken of is what a puzzled sender must compare first. */
static void print_digested(struct explain *explain, const reqsig_step *step, const rs_part *part) {
  const reqsig_request *request = &explain->opened->request.request;
  bool or_query = part->from == RS_FROM_BODY_OR_QUERY;
  if (!rs_is_digest(part->transforms[0]) || step->bytes.len == 0) return;
  if (part->from != RS_FROM_BODY && !or_query) return;
  reqsig_slice bytes = or_query ? rs_body_or_query(request) : request->body;
  if (bytes.len > 0)
    print_digested_bytes(explain, request->body.len > 0 ? "body" : "query", bytes);
  else
    fprintf(explain->page.out, "%*sthe digest of 0 bytes: the request has %s\n", TEXT_COLUMN, "",
            or_query ? "neither a body nor a query" : "no body");
}

static bool profile_adds(const rs_profile *profile, const rs_part *part) {
  for (size_t i = 0; i < RS_MAX_VARIATIONS; i++) {
    const rs_variation *edit = &profile->variations[i];
    bool inserts = edit->kind == RS_VARY_BEFORE || edit->kind == RS_VARY_AFTER;
    if (inserts && edit->part.from == part->from && rs_slice_equal(edit->part.literal, part->literal))
      return true;
  }
  return false;
}

/* The document has no words for a part that a profile adds: what speaks for the profile is printed.
 */
static void print_profile_of_part(const struct explain *explain, const rs_part *part) {
  const struct opened_request *opened = explain->opened;
  for (size_t i = 0; i < opened->num_profiles; i++) {
    const rs_profile *profile = rs_profile_find(opened->scheme, opened->profiles[i]);
    if (!profile || !profile_adds(profile, part)) continue;
    struct text text = {0};
    text_addf(&text, "added by the profile %s (%s): %s", profile->info.name, profile->info.row,
              profile->info.source);
    fprintf(explain->page.out, "%*s", TEXT_COLUMN, "");
    terminal_wrap(explain->page.out, TEXT_COLUMN, TEXT_COLUMN, text_string(&text));
    text_free(&text);
  }
}

static void print_part_heading(const struct page *page, const reqsig_step *step, char letter) {
  struct text text = {0};
  text_addf(&text, "%s, %zu byte%s", step->what, step->bytes.len, text_plural(step->bytes.len));
  fprintf(page->out, "%*s%c. %s", PAGE_INDENT, "", letter, terminal_style_on(page->terminal, STYLE_BOLD));
  terminal_wrap(page->out, TEXT_COLUMN, TEXT_COLUMN, text_string(&text));
  fputs(terminal_style_on(page->terminal, STYLE_PLAIN), page->out);
  text_free(&text);
}

static void print_part(struct explain *explain, const struct explain_step *part, size_t number,
                       const rs_part *rule) {
  struct page *page = &explain->page;
  const reqsig_step *step = &part->step;
  print_part_heading(page, step, (char)('a' + number % 26));
  page_quote(page, TEXT_COLUMN, step->clause);
  if (!step->clause) print_profile_of_part(explain, rule);
  if (step->bytes.len > 0) {
    fprintf(page->out, "%*s", TEXT_COLUMN, "");
    explain_print_bytes(explain, part, TEXT_COLUMN, TEXT_COLUMN, styles[number % NUM_STYLES]);
    fputc('\n', page->out);
  }
  if (rule->group == 0) print_digested(explain, step, rule);
}

/* What the message has only the digest of. */
static void print_groups(struct explain *explain) {
  for (size_t i = 0; i < explain->steps.count; i++) {
    const struct explain_step *step = &explain->steps.items[i];
    if (step->step.kind != REQSIG_STEP_DIGESTED) continue;
    page_headingf(&explain->page, step->step.clause, "The part %s, of which the digest is signed, %zu byte%s",
                  step->step.what, step->step.bytes.len, text_plural(step->step.bytes.len));
    fprintf(explain->page.out, "%*s", PAGE_INDENT, "");
    explain_print_bytes(explain, step, PAGE_INDENT, PAGE_INDENT, STYLE_PLAIN);
    fputc('\n', explain->page.out);
  }
}

void explain_parts(struct explain *explain) {
  print_groups(explain);
  page_heading(&explain->page, "The parts of the message, in order", NULL);
  size_t number = 0, at = 0;
  for (size_t i = 0; i < explain->steps.count; i++) {
    const struct explain_step *step = &explain->steps.items[i];
    if (step->step.kind != REQSIG_STEP_PART) continue;
    if (number > 0) fputc('\n', explain->page.out);
    print_part(explain, step, number++, &explain->recipe->message[at]);
    at = rs_part_behind(explain->recipe, at);
  }
}

static void print_joined(struct explain *explain) {
  size_t number = 0;
  int column = PAGE_INDENT;
  fprintf(explain->page.out, "%*s", PAGE_INDENT, "");
  for (size_t i = 0; i < explain->steps.count; i++) {
    const struct explain_step *step = &explain->steps.items[i];
    if (!is_of_message(step)) continue;
    bool separator = step->step.kind == REQSIG_STEP_SEPARATOR;
    column = explain_print_bytes(explain, step, column, PAGE_INDENT,
                                 separator ? STYLE_PLAIN : styles[number % NUM_STYLES]);
    number += !separator;
  }
  fputc('\n', explain->page.out);
}

/* The columns that a part takes in the joined message; more than max if it takes several lines. */
static size_t shown_columns(const struct explain *explain, const struct explain_step *step, size_t max) {
  reqsig_slice bytes = step->step.bytes;
  if (step->withheld) return page_secret_columns(step->withheld, bytes.len);
  if (bytes.len > max || memchr(bytes.data, '\n', bytes.len)) return max + 1;
  return escape_columns(bytes, bytes.len, explain->page.terminal.utf8);
}

/* Each part's letter at the column where the part begins. False if the message takes more than a line. */
static bool add_ruler(const struct explain *explain, struct text *ruler) {
  size_t column = 0, number = 0, max = (size_t)terminal_columns(explain->page.out) - PAGE_INDENT;
  for (size_t i = 0; i < explain->steps.count; i++) {
    const struct explain_step *step = &explain->steps.items[i];
    if (!is_of_message(step)) continue;
    bool is_part = step->step.kind == REQSIG_STEP_PART;
    size_t num_columns = shown_columns(explain, step, max);
    if (column + num_columns > max) return false;
    if (is_part && num_columns > 0)
      text_addf(ruler, "%*s%c", (int)(column - ruler->len), "", (char)('a' + number));
    number += is_part;
    column += num_columns;
  }
  return true;
}

static void print_ruler(const struct explain *explain) {
  struct text ruler = {0};
  if (add_ruler(explain, &ruler)) fprintf(explain->page.out, "%*s%s\n", PAGE_INDENT, "", text_string(&ruler));
  text_free(&ruler);
}

static void print_offsets(const struct explain *explain) {
  const struct page *page = &explain->page;
  size_t offset = 0, number = 0;
  fprintf(page->out, "\n%*soffset  bytes  (an offset counts from 0)\n", PAGE_INDENT, "");
  for (size_t i = 0; i < explain->steps.count; i++) {
    const struct explain_step *step = &explain->steps.items[i];
    if (step->step.kind == REQSIG_STEP_PART) {
      fprintf(page->out, "%*s%6zu %6zu  %s%c%s  ", PAGE_INDENT, "", offset, step->step.bytes.len,
              terminal_style_on(page->terminal, styles[number % NUM_STYLES]), (char)('a' + number % 26),
              terminal_style_on(page->terminal, STYLE_PLAIN));
      terminal_wrap(page->out, OFFSETS_COLUMN, OFFSETS_COLUMN, step->step.what);
      number++;
    }
    if (is_of_message(step)) offset += step->step.bytes.len;
  }
}

static void print_message_heading(struct explain *explain, const reqsig_step *message) {
  size_t len = message->bytes.len;
  struct text text = {0};
  text_add_string(&text,
                  num_parts(explain) == 1 ? "The message: that part alone" : "The message: the parts ");
  if (num_parts(explain) > 1) recipe_add_joined(&text, explain->recipe);
  text_addf(&text, ", %zu byte%s", len, text_plural(len));
  page_heading(&explain->page, text_string(&text), message->clause);
  text_free(&text);
}

static void print_unsigned_parts(const struct explain *explain) {
  const struct finding *finding = findings_about(&explain->findings, TOPIC_UNSIGNED_PARTS);
  if (!finding) return;
  fputc('\n', explain->page.out);
  page_textf(&explain->page, "%s.", finding->sentence);
}

void explain_message(struct explain *explain) {
  const struct explain_step *message = explain_steps_find(&explain->steps, REQSIG_STEP_MESSAGE);
  reqsig_slice bytes = message->step.bytes;
  print_message_heading(explain, &message->step);
  if (num_parts(explain) > 1) {
    print_joined(explain);
    print_ruler(explain);
    print_offsets(explain);
  } else {
    page_text(&explain->page, bytes.len > 0 ? "This is the text above, unchanged." : "The message is empty.");
  }
  if (!message->withheld) page_dump_unseen(&explain->page, bytes);
  print_unsigned_parts(explain);
}
