#include "base/terminal.h"
#include "base/text.h"
#include "commands/diagnose_output.h"
#include "request/opened_request.h"

enum { MAX_OTHERS = 6 };

static void print_verdict(const struct page *page, enum diagnosis_verdict verdict, const char *wrong_time) {
  bool is_right = verdict == DIAGNOSIS_RIGHT;
  fprintf(page->out, "%s%s%s\n", terminal_style_on(page->terminal, is_right ? STYLE_GREEN : STYLE_RED),
          diagnosis_verdict_name(verdict), terminal_style_on(page->terminal, STYLE_PLAIN));
  if (wrong_time) fprintf(page->out, "but its time is not: verify rejects the request as %s.\n", wrong_time);
  fputc('\n', page->out);
}

static void print_explanation(struct page *page, const struct explanation *explanation) {
  struct text names = {0}, clause = {0};
  explanation_add_names(&names, explanation);
  if (explanation->clause) text_addf(&clause, "\"%s\"", explanation->clause);
  page_row(page, "cause", explanation->sentence);
  page_note_snippets(page, explanation->sentence);
  page_row(page, "name", text_string(&names));
  if (explanation->clause) page_row(page, "clause", text_string(&clause));
  page_row(page, "change", explanation->change);
  text_free(&names);
  text_free(&clause);
}

static void print_other(struct page *page, const struct explanation *explanation) {
  struct text text = {0};
  explanation_add_names(&text, explanation);
  text_addf(&text, ": %s", explanation->sentence);
  if (explanation->vector) text_addf(&text, " The vector %s tells.", explanation->vector);
  page_row(page, "or", text_string(&text));
  page_note_snippets(page, text_string(&text));
  text_free(&text);
}

static bool names_vector(const struct diagnosis *diagnosis) {
  for (size_t i = 1; i < diagnosis->num_explanations; i++)
    if (diagnosis->explanations[i].vector) return true;
  return false;
}

/* On this request they give the same signature. */
static void print_others(struct page *page, const struct diagnosis *diagnosis) {
  size_t count = diagnosis->num_explanations, shown = count <= MAX_OTHERS + 1 ? count : MAX_OTHERS;
  struct text more = {0};
  if (count < 2) return;
  fputc('\n', page->out);
  page_text(page, names_vector(diagnosis)
                      ? "On this request the following can't be told apart from it. The vector that is named "
                        "tells: see what reqsig vectors show says of it, and what the signer gives."
                      : "On this request the following can't be told apart from it. Another request of the "
                        "same signer may tell.");
  for (size_t i = 1; i < shown; i++) print_other(page, &diagnosis->explanations[i]);
  if (count > shown) text_addf(&more, "%zu more: --format json lists them", count - shown);
  if (count > shown) page_row(page, "", text_string(&more));
  text_free(&more);
}

static void print_ruled_out(const struct page *page, const struct diagnosis *diagnosis) {
  struct text text = {0};
  if (diagnosis->num_macs > 0)
    text_addf(&text, "%zu mistakes, alone%s: %zu MACs were made, and none is the one that was sent.",
              diagnosis->num_causes, diagnosis->pairs_left_out ? "" : " and in pairs", diagnosis->num_macs);
  if (diagnosis->pairs_left_out)
    text_add_string(&text, " Pairs were left out, as the request is long: --deep tries them.");
  if (text.len > 0) page_row(page, "ruled out", text_string(&text));
  text_free(&text);
}

/* Every byte, so that it can be compared with what the signer made. */
static void print_message(struct page *page, const struct opened_request *opened,
                          const struct diagnosis *diagnosis) {
  struct text label = {0};
  if (diagnosis->message.len == 0) return;
  page_label(page, "message");
  if (diagnosis->message_is_secret)
    page_secret(page, "message with a secret in it", diagnosis->message.len);
  else
    page_bytes(page, diagnosis->message, PAGE_VALUE, PAGE_VALUE, STYLE_BOLD);
  fputc('\n', page->out);
  text_addf(&label, "That is what %s signs here.", reqsig_scheme_title(opened->scheme));
  page_row(page, "", text_string(&label));
  text_free(&label);
}

static void print_digested(struct page *page, const struct diagnosis *diagnosis) {
  for (size_t i = 0; i < diagnosis->num_digested && !diagnosis->message_is_secret; i++) {
    const struct digested_part *part = &diagnosis->digested[i];
    page_label(page, "digest of");
    page_bytes(page, part->bytes, PAGE_VALUE, PAGE_VALUE, STYLE_BOLD);
    fputc('\n', page->out);
    page_rowf(page, "", "That is %s, of which the message has the digest.", part->name);
  }
}

static void print_hints(struct page *page, const struct name_list *hints) {
  for (size_t i = 0; i < hints->count; i++) {
    page_row(page, "hint", hints->items[i]);
    page_note_snippets(page, hints->items[i]);
  }
}

void diagnose_print_page(FILE *out, const struct opened_request *opened, const struct diagnosis *diagnosis) {
  struct page page = page_begin(out);
  print_verdict(&page, diagnosis->verdict, diagnosis->wrong_time);
  if (opened->request.error == REQSIG_HTTP_NONE) print_request_row(&page, opened);
  print_profile_rows(&page, opened);
  if (diagnosis->verdict == DIAGNOSIS_RIGHT)
    page_rowf(&page, "signature", "It is right: the one that %s makes of this request.",
              reqsig_scheme_title(opened->scheme));
  if (diagnosis->num_explanations > 0) print_explanation(&page, &diagnosis->explanations[0]);
  if (diagnosis->verdict == DIAGNOSIS_UNEXPLAINED && !diagnosis->lacks_body) {
    print_ruled_out(&page, diagnosis);
    print_message(&page, opened, diagnosis);
    print_digested(&page, diagnosis);
  }
  print_hints(&page, &diagnosis->hints);
  print_others(&page, diagnosis);
  page_end(&page);
}

static void add_joined(struct text *text, const char *name) {
  text_addf(text, "%s%s", text->len > 0 ? ", " : "", name);
}

static void print_list(const struct page *page, const char *label, const struct name_list *list) {
  struct text text = {0};
  for (size_t i = 0; i < list->count; i++) add_joined(&text, list->items[i]);
  if (list->count > 0) page_row(page, label, text_string(&text));
  text_free(&text);
}

static void print_those(const struct page *page, const struct one_of_several *items, size_t count,
                        enum diagnosis_verdict verdict) {
  struct text text = {0};
  for (size_t i = 0; i < count; i++)
    if (items[i].diagnosis.verdict == verdict && !items[i].diagnosis.is_no_request)
      add_joined(&text, items[i].label);
  if (text.len > 0) page_row(page, diagnosis_verdict_name(verdict), text_string(&text));
  text_free(&text);
}

/* Each of these with what is said of it alone, behind its file. */
static void print_with_hints(const struct page *page, const char *label, const struct one_of_several *items,
                             size_t count, bool (*is_it)(const struct diagnosis *diagnosis)) {
  size_t num = 0;
  for (size_t i = 0; i < count; i++) {
    const struct name_list *hints = &items[i].diagnosis.hints;
    if (!is_it(&items[i].diagnosis) || ++num > MAX_OTHERS) continue;
    page_rowf(page, label, "%s: %s", items[i].label, hints->items[hints->count - 1]);
  }
  if (num > MAX_OTHERS) page_rowf(page, "", "%zu more: --format json lists them", num - MAX_OTHERS);
}

static bool is_no_request(const struct diagnosis *diagnosis) {
  return diagnosis->is_no_request;
}

static bool lacks_body(const struct diagnosis *diagnosis) {
  return diagnosis->lacks_body && diagnosis->verdict == DIAGNOSIS_UNEXPLAINED;
}

static size_t count_requests(const struct one_of_several *items, size_t count) {
  size_t num = 0;
  for (size_t i = 0; i < count; i++) num += !items[i].diagnosis.is_no_request;
  return num;
}

static void print_cause(struct page *page, const struct shared_explanation *cause) {
  print_explanation(page, &cause->explanation);
  print_list(page, "holds for", &cause->requests);
  print_list(page, "or", &cause->alike);
  fputc('\n', page->out);
}

void diagnose_print_several(FILE *out, const struct opened_request *opened,
                            const struct one_of_several *items, size_t count,
                            const struct diagnosis_of_several *found) {
  struct page page = page_begin(out);
  print_verdict(&page, found->verdict, NULL);
  page_rowf(&page, "requests", "%zu", count_requests(items, count));
  print_profile_rows(&page, opened);
  fputc('\n', out);
  for (size_t i = 0; i < found->num_causes; i++) print_cause(&page, &found->causes[i]);
  print_those(&page, items, count, DIAGNOSIS_RIGHT);
  print_those(&page, items, count, DIAGNOSIS_UNEXPLAINED);
  print_with_hints(&page, "no body", items, count, lacks_body);
  print_with_hints(&page, "no request", items, count, is_no_request);
  print_hints(&page, &found->hints);
  page_end(&page);
}

bool diagnose_first(struct arena *arena, const struct opened_request *opened, struct explanation *first) {
  struct diagnosis diagnosis = {.verdict = DIAGNOSIS_UNEXPLAINED};
  diagnose(arena, opened, SEARCH_SINGLES, &diagnosis);
  if (diagnosis.num_explanations > 0) *first = diagnosis.explanations[0];
  return diagnosis.num_explanations > 0;
}
