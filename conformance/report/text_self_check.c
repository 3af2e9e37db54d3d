#include "base/escape.h"
#include "base/text.h"
#include "report/report.h"

static void print_place(FILE *out, const struct disagreement *disagreement, terminal t) {
  fprintf(out, "%sDIFFERS%s  %s", terminal_style_on(t, STYLE_RED), terminal_style_on(t, STYLE_PLAIN),
          disagreement->id);
  fprintf(out, "%s%s\n", disagreement->profiles ? ", " : "",
          disagreement->profiles ? disagreement->profiles : "");
}

/* A raw request in ASCII: each of its bytes counts. */
static void print_side(FILE *out, const char *label, const struct disagreement *disagreement,
                       reqsig_slice bytes, terminal t) {
  fprintf(out, "    %s", label);
  if (bytes.len == 0) fputs("(nothing)", out);
  escape_write(out, bytes, t.utf8 && disagreement->profiles);
  fputs("\n", out);
}

static void print_disagreement(FILE *out, const struct disagreement *disagreement, terminal t) {
  if (disagreement->difference) {
    text_difference(out, disagreement->difference, t);
    return;
  }
  fprintf(out, "  %s\n", disagreement->what);
  print_side(out, "expected  ", disagreement, disagreement->expected, t);
  print_side(out, "the library gives  ", disagreement, disagreement->found, t);
}

static void print_all(FILE *out, const struct self_check *check) {
  terminal t = terminal_of(out);
  for (size_t i = 0; i < check->num_remarks; i++) fprintf(out, "%s\n", check->remarks[i].text);
  for (size_t i = 0; i < check->num_disagreements; i++) {
    const struct disagreement *one = &check->disagreements[i], *before = i > 0 ? one - 1 : NULL;
    if (!before || before->id != one->id || before->profiles != one->profiles) print_place(out, one, t);
    print_disagreement(out, one, t);
  }
}

void text_self_check_vectors(FILE *out, const struct self_check *check, size_t num_vectors) {
  print_all(out, check);
  if (check->num_places > 0)
    fprintf(out, "The library differs in %zu place%s: %zu vectors, %zu signatures, %zu verdicts checked.\n",
            check->num_places, text_plural(check->num_places), num_vectors, check->num_signatures,
            check->num_verdicts);
  else
    fprintf(out, "%zu vectors: the library gives their %zu signatures and %zu verdicts.\n", num_vectors,
            check->num_signatures, check->num_verdicts);
}

void text_self_check_requests(FILE *out, const struct self_check *check, size_t num_requests) {
  print_all(out, check);
  if (check->num_places > 0)
    fprintf(out, "The library's parser differs in %zu of %zu raw requests.\n", check->num_places,
            num_requests);
  else if (num_requests > 0)
    fprintf(out, "%zu raw requests: the library's parser reads each as its vector says.\n", num_requests);
}
