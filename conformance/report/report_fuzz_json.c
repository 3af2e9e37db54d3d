/* What reqsig fuzz found, as vectors/fuzz.schema.json describes it. */
#include "base/message.h"
#include "fuzz/fuzz_http.h"
#include "report/report.h"

enum { FORMAT = 1 };

static void add_if_told(struct json_writer *writer, const char *name, const char *value) {
  if (value) json_add_string(writer, name, value);
}

static void add_implementations(struct json_writer *writer, const struct fuzz *fuzz) {
  json_open_array(writer, "implementations");
  for (size_t i = 0; i < fuzz->num_sides; i++) {
    const struct run *run = &fuzz->sides[i].asker.run;
    json_open_object(writer, NULL);
    add_if_told(writer, "name", run->hello.name);
    add_if_told(writer, "version", run->hello.version);
    add_if_told(writer, "language", run->hello.language);
    report_add_names(writer, "limits", &run->hello.limits.words);
    json_add_integer(writer, "restarts", (int64_t)run->num_restarts);
    if (i == fuzz->broken_side && run->is_broken) json_add_string(writer, "trouble", run->trouble_text);
    json_close_object(writer);
  }
  json_close_array(writer);
}

static void add_counts(struct json_writer *writer, const struct fuzz_counts *counts, size_t side) {
  json_open_object(writer, NULL);
  json_add_string(writer, "subject", fuzz_subject(counts->scheme));
  json_add_integer(writer, "implementation", (int64_t)side + 1);
  json_add_integer(writer, "vectors", (int64_t)counts->num_vectors);
  json_add_integer(writer, "cases", (int64_t)counts->num_cases);
  json_open_object(writer, "outcomes");
  for (int i = 0; i < NUM_OUTCOMES; i++)
    if (i != OUTCOME_OUT_OF_LIMITS)
      json_add_integer(writer, outcome_name((enum outcome)i), (int64_t)counts->outcomes[i]);
  json_close_object(writer);
  json_close_object(writer);
}

static void add_all_counts(struct json_writer *writer, const struct fuzz *fuzz) {
  json_open_array(writer, "counts");
  for (size_t i = 0; i < fuzz->plan->num_schemes; i++)
    for (size_t k = 0; k < fuzz->num_sides && fuzz->sides[k].counts; k++)
      add_counts(writer, &fuzz->sides[k].counts[i], k);
  json_close_array(writer);
}

static void add_outcome(struct json_writer *writer, const struct fuzz_group *group, size_t side) {
  const struct test_case *test_case = group->cases[side];
  const struct grade *grade = &test_case->grade;
  struct text words = {0};
  fuzz_add_outcome(&words, group, side);
  json_open_object(writer, NULL);
  json_add_integer(writer, "implementation", (int64_t)side + 1);
  json_add_text(writer, "does", text_slice(&words));
  json_add_string(writer, "outcome", outcome_name(grade->outcome));
  add_if_told(writer, "error_kind", error_kind_name(grade->error_kind));
  add_if_told(writer, "words", grade->words);
  json_add_bool(writer, "flaky", test_case->is_flaky);
  if (test_case->breakdown)
    json_add_text_or_base64(writer, "standard_error", test_case->breakdown->last_words);
  json_open_array(writer, "differences");
  for (size_t i = 0; i < grade->num_differences; i++)
    (test_case->http ? report_add_parsed_difference : report_add_difference)(writer, &grade->differences[i]);
  json_close_array(writer);
  json_close_object(writer);
  text_free(&words);
}

static void add_headers(struct json_writer *writer, const reqsig_request *request) {
  json_open_array(writer, "headers");
  for (size_t i = 0; i < request->num_headers; i++) {
    json_open_object(writer, NULL);
    json_add_text_or_base64(writer, "name", request->headers[i].name);
    json_add_text_or_base64(writer, "value", request->headers[i].value);
    json_close_object(writer);
  }
  json_close_array(writer);
}

static void add_request(struct json_writer *writer, const struct fuzz_finding *finding) {
  const struct vector *vector = finding->cases[0].vector;
  bool is_verified = finding->cases[0].op == OP_VERIFY;
  const reqsig_request *request = is_verified ? &vector->signed_request : &vector->request;
  json_open_object(writer, "request");
  if (finding->vector.raw) {
    json_add_text_or_base64(writer, "raw", finding->vector.raw->vector.raw);
  } else {
    json_add_text_or_base64(writer, "method", request->method);
    json_add_text_or_base64(writer, "target", request->target);
    add_headers(writer, request);
    json_add_text_or_base64(writer, "body", request->body);
    json_add_integer(writer, "now_ms", vector->now_ms);
  }
  json_close_object(writer);
}

static void add_cause(struct json_writer *writer, const struct shared_cause *cause) {
  report_add_mistakes(writer, cause);
  json_open_array(writer, "sentences");
  for (size_t i = 0; i < cause->num_names; i++) json_add_string(writer, NULL, cause->sentences[i]);
  json_close_array(writer);
  add_if_told(writer, "clause", cause->clause);
  add_if_told(writer, "change", cause->change);
}

static void add_finding(struct json_writer *writer, const struct fuzz *fuzz,
                        const struct fuzz_finding *finding) {
  size_t num_sides = finding->relation ? 1 : fuzz->num_sides;
  const struct fuzz_group group = fuzz_group_of(finding, num_sides);
  const struct test_case *lead = &finding->cases[finding->lead];
  bool is_open = !finding->vector.raw && finding->vector.vector.class == VECTOR_SILENT;
  json_open_object(writer, NULL);
  json_add_string(writer, "name", finding->name);
  json_add_string(writer, "subject", fuzz_subject(finding->scheme));
  json_add_bool(writer, "known", finding->is_known);
  json_add_integer(writer, "cases", (int64_t)finding->num_cases);
  json_add_string(writer, "op", op_name(lead->op));
  json_add_bool(writer, "undecided", is_open);
  if (finding->steadiness != FUZZ_STEADY)
    json_add_string(writer, "unsteady", finding->steadiness == FUZZ_STATEFUL ? "stateful" : "random");
  if (finding->relation) json_add_string(writer, "relation", finding->relation->sentence);
  if (lead->cause) add_cause(writer, lead->cause);
  json_open_array(writer, "outcomes");
  for (size_t i = 0; i < num_sides; i++) add_outcome(writer, &group, i);
  json_close_array(writer);
  add_request(writer, finding);
  if (lead->vector->twin) json_add_string(writer, "edit", lead->vector->edit);
  if (finding->vector.is_given) json_add_string(writer, "vector", lead->vector->id);
  add_if_told(writer, "saved_as", finding->id);
  json_close_object(writer);
}

static void add_stale(struct json_writer *writer, const struct fuzz *fuzz) {
  json_open_array(writer, "stale");
  for (size_t i = 0; i < fuzz->known.count && fuzz->is_stale; i++) {
    if (!fuzz->is_stale[i]) continue;
    json_open_object(writer, NULL);
    json_add_text_or_base64(writer, "name", reqsig_text(fuzz->known.items[i]));
    add_if_told(writer, "nearest", fuzz_nearest(fuzz, fuzz->known.items[i]));
    json_close_object(writer);
  }
  json_close_array(writer);
}

void report_fuzz_json(FILE *out, const struct fuzz *fuzz, const char *words, int exit_code) {
  struct text text = {0};
  struct json_writer writer = {.out = &text, .layout = JSON_INDENTED};
  json_open_object(&writer, NULL);
  json_add_integer(&writer, "format", FORMAT);
  json_add_string(&writer, "reqsig", reqsig_version());
  json_add_integer(&writer, "seed", (int64_t)fuzz->plan->seed);
  json_add_string(&writer, "verdict",
                  exit_code == COMMAND_OK    ? "nothing-new"
                  : exit_code == COMMAND_NOT ? "found"
                                             : "broken");
  json_add_string(&writer, "summary", words);
  json_add_integer(&writer, "exit_code", exit_code);
  json_add_integer(&writer, "took_ms", (int64_t)fuzz->took_ms);
  add_implementations(&writer, fuzz);
  add_all_counts(&writer, fuzz);
  json_open_array(&writer, "findings");
  for (size_t i = 0; i < fuzz->num_findings; i++) add_finding(&writer, fuzz, &fuzz->findings[i]);
  json_close_array(&writer);
  add_stale(&writer, fuzz);
  json_close_object(&writer);
  report_json_end(out, &text, false);
}
