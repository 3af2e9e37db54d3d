#include <string.h>

#include "base/escape.h"
#include "base/terminal.h"
#include "base/text.h"
#include "commands/explain.h"
#include "lib/bytes.h"
#include "request/recipe_text.h"
#include "request/secrets.h"

enum { TEXT_COLUMN = PAGE_INDENT + 3, MAX_RULED = 100, MAX_TEXT = 600 };

static const terminal_style styles[] = {STYLE_CYAN, STYLE_GREEN, STYLE_MAGENTA, STYLE_BLUE};
enum { NUM_STYLES = sizeof styles / sizeof *styles };

static bool is_of_message(const reqsig_step *step) {
  return step->kind == REQSIG_STEP_PART || step->kind == REQSIG_STEP_SEPARATOR;
}

static size_t num_parts(const struct explain *explain) {
  size_t count = 0;
  for (size_t i = 0; i < explain->steps.num_steps; i++)
    count += explain->steps.steps[i].kind == REQSIG_STEP_PART;
  return count;
}

void explain_bytes(struct explain *explain, const reqsig_step *step, int column, terminal_style style) {
  char text[EXPLAIN_MAX_WITHHELD];
  const char *withheld = explain_withheld(&explain->steps, step, text);
  if (withheld)
    page_secret(&explain->page, withheld, step->bytes.len);
  else
    page_bytes(&explain->page, step->bytes, column, style);
}

static void print_body(struct explain *explain, reqsig_slice body) {
  const char *secret = secrets_find(explain->opened, body);
  char text[EXPLAIN_MAX_WITHHELD];
  if (!secret) {
    page_bytes(&explain->page, body, TEXT_COLUMN, STYLE_PLAIN);
    return;
  }
  snprintf(text, sizeof text, "body, holding the %s", secret);
  page_secret(&explain->page, text, body.len);
}

/* What a digest was taken of is what a puzzled sender must compare first. */
static void print_digested(struct explain *explain, const rs_part *part) {
  reqsig_slice body = explain->opened->request.request.body;
  FILE *out = explain->page.out;
  bool from_body = part->from == RS_FROM_BODY || (part->from == RS_FROM_BODY_OR_QUERY && body.len > 0);
  if (part->transforms[0] != RS_MD5_BASE64 || !from_body) return;
  if (body.len == 0) {
    fprintf(out, "%*sthe digest of no bytes, as there is no body\n", TEXT_COLUMN, "");
    return;
  }
  fprintf(out, "%*sthe digest of %s %zu byte%s:\n%*s", TEXT_COLUMN, "", body.len == 1 ? "this" : "these",
          body.len, text_plural(body.len), TEXT_COLUMN, "");
  print_body(explain, body);
  fputc('\n', out);
}

static bool adds(const rs_profile *profile, const rs_part *part) {
  for (size_t i = 0; i < RS_MAX_VARIATIONS; i++) {
    const rs_variation *edit = &profile->variations[i];
    bool inserts = edit->kind == RS_VARY_BEFORE || edit->kind == RS_VARY_AFTER;
    if (inserts && edit->part.from == part->from && rs_slice_equal(edit->part.literal, part->literal))
      return true;
  }
  return false;
}

/* A part that a profile adds rests on no words of the document: who reads it so stands in their place. */
static void print_profile(const struct explain *explain, const rs_part *part) {
  const struct opened_request *opened = explain->opened;
  char text[MAX_TEXT];
  for (size_t i = 0; i < opened->num_profiles; i++) {
    const rs_profile *profile = rs_profile_find(opened->scheme, opened->profiles[i]);
    if (!profile || !adds(profile, part)) continue;
    snprintf(text, sizeof text, "added by the profile %s (%s), read so by: %s", profile->info.name,
             profile->info.row, profile->info.source);
    fprintf(explain->page.out, "%*s", TEXT_COLUMN, "");
    terminal_wrap(explain->page.out, TEXT_COLUMN, TEXT_COLUMN, text);
  }
}

static void print_part(struct explain *explain, const reqsig_step *step, size_t number) {
  struct page *page = &explain->page;
  fprintf(page->out, "%*s%c. %s%s%s, %zu byte%s\n", PAGE_INDENT, "", (char)('a' + number),
          terminal_style_on(page->terminal, STYLE_BOLD), step->what,
          terminal_style_on(page->terminal, STYLE_PLAIN), step->bytes.len, text_plural(step->bytes.len));
  page_quote(page, TEXT_COLUMN, step->clause);
  if (!step->clause) print_profile(explain, &explain->recipe->message[number]);
  if (step->bytes.len > 0) {
    fprintf(page->out, "%*s", TEXT_COLUMN, "");
    explain_bytes(explain, step, TEXT_COLUMN, styles[number % NUM_STYLES]);
    fputc('\n', page->out);
  }
  print_digested(explain, &explain->recipe->message[number]);
}

void explain_parts(struct explain *explain) {
  page_heading(&explain->page, "The parts of the message, in their order", NULL);
  size_t number = 0;
  for (size_t i = 0; i < explain->steps.num_steps; i++) {
    const reqsig_step *step = &explain->steps.steps[i];
    if (step->kind != REQSIG_STEP_PART) continue;
    if (number > 0) fputc('\n', explain->page.out);
    print_part(explain, step, number++);
  }
}

/* The columns that a part takes in the joined message; more than MAX_RULED if it takes several lines. */
static size_t shown_columns(const struct explain *explain, const reqsig_step *step) {
  char text[EXPLAIN_MAX_WITHHELD];
  const char *withheld = explain_withheld(&explain->steps, step, text);
  if (withheld) return page_secret_columns(withheld, step->bytes.len);
  if (step->bytes.len > MAX_RULED || memchr(step->bytes.data, '\n', step->bytes.len)) return MAX_RULED + 1;
  return escape_columns(step->bytes, step->bytes.len, explain->page.terminal.utf8);
}

static void print_joined(struct explain *explain) {
  size_t number = 0;
  fprintf(explain->page.out, "%*s", PAGE_INDENT, "");
  for (size_t i = 0; i < explain->steps.num_steps; i++) {
    const reqsig_step *step = &explain->steps.steps[i];
    if (!is_of_message(step)) continue;
    bool separator = step->kind == REQSIG_STEP_SEPARATOR;
    explain_bytes(explain, step, PAGE_INDENT, separator ? STYLE_PLAIN : styles[number % NUM_STYLES]);
    number += !separator;
  }
  fputc('\n', explain->page.out);
}

/* Below a message that fits a line, each part's letter where the part begins. */
static void print_ruler(const struct explain *explain) {
  char ruler[MAX_RULED + 1];
  memset(ruler, ' ', sizeof ruler);
  size_t column = 0;
  char letter = 'a';
  for (size_t i = 0; i < explain->steps.num_steps; i++) {
    const reqsig_step *step = &explain->steps.steps[i];
    if (!is_of_message(step)) continue;
    size_t num_columns = shown_columns(explain, step);
    if (column + num_columns > MAX_RULED) return;
    if (step->kind == REQSIG_STEP_PART && num_columns > 0) ruler[column] = letter;
    letter = (char)(letter + (step->kind == REQSIG_STEP_PART));
    column += num_columns;
  }
  while (column > 0 && ruler[column - 1] == ' ') column--;
  fprintf(explain->page.out, "%*s%.*s\n", PAGE_INDENT, "", (int)column, ruler);
}

static void print_table(const struct explain *explain) {
  const struct page *page = &explain->page;
  size_t offset = 0, number = 0;
  fprintf(page->out, "\n%*soffset  bytes\n", PAGE_INDENT, "");
  for (size_t i = 0; i < explain->steps.num_steps; i++) {
    const reqsig_step *step = &explain->steps.steps[i];
    if (step->kind == REQSIG_STEP_PART) {
      fprintf(page->out, "%*s%6zu %6zu  %s%c  %s%s\n", PAGE_INDENT, "", offset, step->bytes.len,
              terminal_style_on(page->terminal, styles[number % NUM_STYLES]), (char)('a' + number),
              step->what, terminal_style_on(page->terminal, STYLE_PLAIN));
      number++;
    }
    if (is_of_message(step)) offset += step->bytes.len;
  }
}

static void print_heading(struct explain *explain, const reqsig_step *message) {
  size_t len = message->bytes.len;
  struct text text = {0};
  text_add_string(&text,
                  num_parts(explain) == 1 ? "The message: that part alone" : "The message: the parts ");
  if (num_parts(explain) > 1) recipe_add_joined(&text, explain->recipe);
  text_addf(&text, ", %zu byte%s", len, text_plural(len));
  page_heading(&explain->page, text_string(&text), message->clause);
  text_free(&text);
}

void explain_message(struct explain *explain) {
  const reqsig_step *message = explain_steps_find(&explain->steps, REQSIG_STEP_MESSAGE);
  print_heading(explain, message);
  if (num_parts(explain) > 1) {
    print_joined(explain);
    print_ruler(explain);
    print_table(explain);
  } else {
    page_text(&explain->page,
              message->bytes.len > 0 ? "That is the text above as it stands." : "It is empty.");
  }
  char text[EXPLAIN_MAX_WITHHELD];
  if (!explain_withheld(&explain->steps, message, text)) page_dump_unseen(&explain->page, message->bytes);
  explain_unsigned(explain);
}
