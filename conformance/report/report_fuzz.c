#include <inttypes.h>
#include <string.h>

#include "fuzz/fuzz_http.h"
#include "lib/bytes.h"
#include "report/report.h"

static void print_row(FILE *out, const struct fuzz_counts *counts, size_t side, terminal t) {
  static const enum outcome outcomes[] = {OUTCOME_PASS,  OUTCOME_FLAGGED,  OUTCOME_FAIL,
                                          OUTCOME_ERROR, OUTCOME_OBSERVED, OUTCOME_UNSUPPORTED};
  static const terminal_style styles[] = {STYLE_GREEN, STYLE_YELLOW, STYLE_RED,
                                          STYLE_RED,   STYLE_PLAIN,  STYLE_RED};
  if (side > 0) fprintf(out, "%zu", side);
  fprintf(out, "%s%-10s  %7zu  %8zu", side > 0 ? " " : "  ", fuzz_subject(counts->scheme),
          counts->num_vectors, counts->num_cases);
  for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++) {
    size_t number = counts->outcomes[outcomes[i]];
    fprintf(out, "  %s%8zu%s", terminal_style_on(t, number > 0 ? styles[i] : STYLE_DIM), number,
            terminal_style_on(t, STYLE_PLAIN));
  }
  fputs("\n", out);
}

static void print_table(FILE *out, const struct fuzz *fuzz, terminal t) {
  fprintf(out, "\n  %-10s  %7s  %8s  %8s  %8s  %8s  %8s  %8s  %8s\n", "", "vectors", "cases", "pass",
          "flagged", "fail", "error", "observed", "unsupp.");
  for (size_t i = 0; i < fuzz->plan->num_schemes; i++)
    for (size_t k = 0; k < fuzz->num_sides; k++)
      print_row(out, &fuzz->sides[k].counts[i], fuzz->num_sides > 1 ? k + 1 : 0, t);
}

static void print_header(FILE *out, const reqsig_header *header, terminal t) {
  fputs("    ", out);
  escape_write(out, header->name, t.utf8);
  fputs(": ", out);
  escape_write(out, header->value, t.utf8);
  fputs("\n", out);
}

static void print_request(FILE *out, const struct fuzz_finding *finding, terminal t) {
  const struct vector *vector = finding->cases[0].vector;
  bool is_verified = finding->cases[0].op == OP_VERIFY;
  const reqsig_request *request = is_verified ? &vector->signed_request : &vector->request;
  fprintf(out, "  %s request, %s at %" PRId64 ":\n    ",
          finding->vector.is_given || finding->steadiness != FUZZ_STEADY ? "the" : "the smallest",
          is_verified ? "verified" : "signed", vector->now_ms);
  escape_write(out, request->method, t.utf8);
  fputs(" ", out);
  escape_write(out, request->target, t.utf8);
  fputs("\n", out);
  for (size_t i = 0; i < request->num_headers; i++) print_header(out, &request->headers[i], t);
  if (request->body.len > 0) fputs("\n    ", out);
  escape_write(out, request->body, t.utf8);
  if (request->body.len > 0) fputs("\n", out);
}

/* Line by line, as it was sent. */
static void print_raw(FILE *out, const struct fuzz_raw *raw, terminal t) {
  reqsig_slice rest = raw->vector.raw;
  fputs("  the smallest request:\n", out);
  while (rest.len > 0) {
    const uint8_t *end = memchr(rest.data, '\n', rest.len);
    size_t len = end ? (size_t)(end - rest.data) + 1 : rest.len;
    fputs("    ", out);
    escape_write(out, rs_slice(rest.data, len), t.utf8);
    fputs("\n", out);
    rest = rs_slice_after(rest, len);
  }
  if (raw->vector.reason)
    fprintf(out, "  reqsig refuses it at offset %zu: %s\n", raw->vector.offset,
            reqsig_http_error_text(raw->vector.reason));
  else
    fputs("  reqsig accepts it.\n", out);
}

static void print_cause(FILE *out, const struct shared_cause *cause, terminal t) {
  for (size_t i = 0; i < cause->num_names; i++) text_prose(out, "", cause->sentences[i], "", t);
  if (cause->clause) text_prose(out, "\"", cause->clause, "\"", t);
  if (cause->change) text_prose(out, "", cause->change, "", t);
}

/* Where nobody decides; a profile's verdict is another one. */
static bool is_as_reqsig(const struct test_case *test_case) {
  return test_case->grade.outcome == OUTCOME_OBSERVED && test_case->grade.met == &test_case->vector->expect;
}

/* What each implementation does; nothing if there is one alone. */
static void print_sides(FILE *out, const struct fuzz *fuzz, const struct fuzz_finding *finding, terminal t) {
  const struct fuzz_group group = fuzz_group_of(finding, fuzz->num_sides);
  for (size_t i = 0; i < group.num_sides && group.num_sides > 1; i++) {
    struct text words = {0};
    fuzz_add_outcome(&words, &group, i);
    fprintf(out, "  %zu ", i + 1);
    escape_write_string(out, fuzz->sides[i].asker.run.hello.name, t.utf8);
    fprintf(out, ": %s%s\n", text_string(&words), is_as_reqsig(group.cases[i]) ? ", as reqsig answers" : "");
    text_free(&words);
  }
  if (!finding->vector.raw && finding->vector.vector.class == VECTOR_SILENT)
    fputs("  No document decides what is right here.\n", out);
}

static void print_difference(FILE *out, const struct test_case *test_case,
                             const struct difference *difference, terminal t) {
  if (test_case->http && difference->kind == DIFFERENCE_ACCEPTED)
    fputs("  the parser accepts what must be refused\n", out);
  else if (test_case->http && difference->kind == DIFFERENCE_REJECTED)
    fputs("  the parser refuses what must be accepted\n", out);
  else if (test_case->http)
    text_parsed_difference(out, difference, t);
  else
    text_difference(out, difference, t);
}

/* Of one implementation, which is told by its number if there are several. */
static void print_wrong(FILE *out, const struct test_case *test_case, size_t number, terminal t) {
  const struct grade *grade = &test_case->grade;
  bool is_shown = number == 0 || grade->outcome != OUTCOME_OBSERVED || test_case->cause;
  if (number > 0 && grade->num_differences > 0 && is_shown) fprintf(out, "  of %zu:\n", number);
  for (size_t i = 0; i < grade->num_differences && is_shown; i++)
    print_difference(out, test_case, &grade->differences[i], t);
  if (grade->words && fuzz_is_wrong(test_case)) text_prose(out, "", grade->words, "", t);
  if (test_case->is_flaky) fputs("  flaky: asked once more, the adapter answered otherwise\n", out);
  if (test_case->breakdown) text_last_words(out, test_case->breakdown->last_words, t);
}

static const char *const steadiness_sentences[] = {
    [FUZZ_STATEFUL] =
        "Asked of a new process, the adapter answers this rightly: it keeps something of earlier "
        "requests. Let each answer depend on its own question alone.",
    [FUZZ_RANDOM] =
        "One question gets several answers: something is kept between requests, or is random. Let each "
        "answer depend on its own question alone."};

static void print_finding(FILE *out, const struct fuzz *fuzz, const struct fuzz_finding *finding,
                          terminal t) {
  const struct test_case *lead = &finding->cases[finding->lead];
  fprintf(out, "\n%sFOUND%s  %s%s%s  in %zu case%s\n", terminal_style_on(t, STYLE_RED),
          terminal_style_on(t, STYLE_PLAIN), terminal_style_on(t, STYLE_BOLD), finding->name,
          terminal_style_on(t, STYLE_PLAIN), finding->num_cases, text_plural(finding->num_cases));
  if (!finding->relation) print_sides(out, fuzz, finding, t);
  if (lead->cause) print_cause(out, lead->cause, t);
  if (finding->relation) text_prose(out, "", finding->relation->sentence, "", t);
  if (finding->steadiness != FUZZ_STEADY)
    text_prose(out, "", steadiness_sentences[finding->steadiness], "", t);
  if (finding->vector.raw)
    print_raw(out, finding->vector.raw, t);
  else
    print_request(out, finding, t);
  if (lead->vector->twin) text_prose(out, "differs from an accepted one: ", lead->vector->edit, "", t);
  for (size_t i = 0; i < (finding->relation ? 1 : fuzz->num_sides); i++)
    print_wrong(out, &finding->cases[i], fuzz->num_sides > 1 ? i + 1 : 0, t);
  if (finding->vector.is_given) fprintf(out, "  it is the vector %s\n", lead->vector->id);
  if (finding->id) fprintf(out, "  saved as %s\n", finding->id);
}

static void print_inconsistent(FILE *out, const struct followed_profiles *list) {
  for (size_t i = 0; i < list->count; i++) {
    const struct followed_profile *followed = &list->items[i];
    fprintf(out, "profile: %s %s (%s), followed in %zu case%s and not in %zu that can tell\n",
            reqsig_scheme_name(followed->scheme), followed->profile.name, followed->profile.row,
            followed->num_followed, text_plural(followed->num_followed), followed->num_not);
  }
}

static void print_known(FILE *out, const struct fuzz *fuzz, terminal t) {
  for (size_t i = 0; i < fuzz->num_findings; i++)
    if (fuzz->findings[i].is_known)
      fprintf(out, "known: %s, in %zu case%s\n", fuzz->findings[i].name, fuzz->findings[i].num_cases,
              text_plural(fuzz->findings[i].num_cases));
  for (size_t i = 0; i < fuzz->known.count && fuzz->is_stale; i++) {
    if (!fuzz->is_stale[i]) continue;
    const char *nearest = fuzz_nearest(fuzz, fuzz->known.items[i]);
    fprintf(out, "%sstale%s: ", terminal_style_on(t, STYLE_RED), terminal_style_on(t, STYLE_PLAIN));
    escape_write_string(out, fuzz->known.items[i], t.utf8);
    fputs(" is the name of no finding", out);
    if (nearest) fprintf(out, "; did you mean %s?", nearest);
    fputs("\n", out);
  }
}

static void add_list(struct text *words, const struct name_list *names) {
  for (size_t i = 0; i < names->count; i++) text_addf(words, "%s%s", i == 0 ? "" : ", ", names->items[i]);
  if (names->count == 0) text_add_string(words, "none");
}

/* Why nothing was asked of a scheme, and what to do. */
static void print_not_asked(FILE *out, const struct run *run, const reqsig_scheme *scheme, terminal t) {
  struct text words = {0};
  const char *name = fuzz_subject(scheme);
  bool is_declared = !scheme;
  for (size_t i = 0; i < run->hello.schemes.count; i++)
    is_declared |= strcmp(run->hello.schemes.items[i], name) == 0;
  text_addf(&words, "not asked: %s: ", name);
  if (!scheme) {
    text_add_string(&words, "hello declares other ops (");
    add_list(&words, &run->hello.ops);
    text_add_string(&words, "): let it declare parse");
  } else if (is_declared) {
    text_add_string(
        &words, "its cases are beyond the limits of the adapter, or hello declares no op for them (ops: ");
    add_list(&words, &run->hello.ops);
    text_add_string(&words, ")");
  } else {
    text_add_string(&words, "hello declares other schemes (");
    add_list(&words, &run->hello.schemes);
    text_addf(&words, "): let it declare %s, or fuzz one of those", name);
  }
  struct text shown = {0};
  text_add_escaped(&shown, text_slice(&words), t.utf8);
  terminal_wrap(out, 0, 2, text_string(&shown));
  text_free(&shown);
  text_free(&words);
}

static void print_details(FILE *out, const struct fuzz *fuzz, terminal t) {
  for (size_t i = 0; i < fuzz->num_sides; i++) {
    if (fuzz->num_sides > 1) fprintf(out, "%zu ", i + 1);
    text_implementation(out, &fuzz->sides[i].asker.run, t);
  }
  fprintf(out, "--seed %" PRIu64 " draws the same requests.\n", fuzz->plan->seed);
  if (fuzz->sides[0].counts) print_table(out, fuzz, t);
  for (size_t i = 0; i < fuzz->num_findings; i++)
    if (!fuzz->findings[i].is_known) print_finding(out, fuzz, &fuzz->findings[i], t);
  fputs("\n", out);
  print_known(out, fuzz, t);
  for (size_t i = 0; i < fuzz->num_sides; i++) {
    const struct fuzz_side *side = &fuzz->sides[i];
    for (size_t k = 0; side->counts && side->asker.run.greeted && k < fuzz->plan->num_schemes; k++)
      if (side->counts[k].num_cases == 0) print_not_asked(out, &side->asker.run, fuzz->plan->schemes[k], t);
    print_inconsistent(out, &side->followed);
  }
}

void report_fuzz(FILE *out, const struct fuzz *fuzz, const char *words, int exit_code) {
  terminal t = terminal_of(out);
  if (fuzz->sides[fuzz->broken_side].asker.run.trouble != ADAPTER_NOT_STARTED) print_details(out, fuzz, t);
  fprintf(out, "%s%s%s\n", terminal_style_on(t, exit_code == 0 ? STYLE_GREEN : STYLE_RED), words,
          terminal_style_on(t, STYLE_PLAIN));
}
