/* A badge, as pages of projects show it. */
#include <string.h>

#include "report/report.h"
#include "report/saved_report.h"

/* As wide as a letter of the font usually is, and what is left and right of the words. */
enum { LETTER = 7, MARGIN = 8 };

static void add_words(struct text *text, const struct saved_report *report) {
  struct saved_counts counts = saved_counts_of(report, NULL);
  size_t num_right = counts.in[SAVED_RIGHT], num_failing = counts.in[SAVED_FAILS];
  bool is_right = strcmp(report->verdict, "conformant") == 0;
  if (is_right)
    text_addf(text, "conformant, %zu cases", num_right);
  else if (strcmp(report->verdict, "broken") == 0)
    text_add_string(text, "broken");
  else
    text_addf(text, num_failing > 0 ? "%zu of %zu cases fail" : "not conformant", num_failing,
              num_failing + num_right);
}

static void write_words(FILE *out, size_t left, size_t width, const char *words) {
  fprintf(out, "<text x=\"%zu\" y=\"14\" textLength=\"%zu\">", left + MARGIN, width - 2 * MARGIN);
  markup_write_string(out, words);
  fputs("</text>\n", out);
}

void report_badge(FILE *out, const struct saved_report *report) {
  struct text suite = {0}, words = {0};
  text_add_string(&suite, "reqsig ");
  text_add_shortened(&suite, reqsig_text(report->suite), 20);
  add_words(&words, report);
  size_t left = suite.len * LETTER + 2 * MARGIN, right = words.len * LETTER + 2 * MARGIN;
  const char *colour = strcmp(report->verdict, "conformant") == 0 ? "#17693a" : "#a8201a";
  fprintf(out,
          "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%zu\" height=\"20\" role=\"img\" "
          "aria-labelledby=\"t\">\n<title id=\"t\">",
          left + right);
  markup_write_string(out, text_string(&suite));
  fprintf(out, ": %s</title>\n<rect width=\"%zu\" height=\"20\" rx=\"3\" fill=\"%s\"/>\n",
          text_string(&words), left + right, colour);
  fprintf(out, "<path d=\"M3 0h%zuv20H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z\" fill=\"#33393f\"/>\n", left - 3);
  fputs("<g fill=\"#fff\" font-family=\"Verdana,DejaVu Sans,sans-serif\" font-size=\"11\">\n", out);
  write_words(out, 0, left, text_string(&suite));
  write_words(out, left, right, text_string(&words));
  fputs("</g>\n</svg>\n", out);
  text_free(&suite);
  text_free(&words);
}
