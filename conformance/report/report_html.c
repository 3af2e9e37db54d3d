/* One page of HTML that holds all it needs: page.html with its style, its script and the data put in. */
#include "base/file.h"
#include "lib/bytes.h"
#include "report/report.h"

/* The files beside this one. embedded_page.c is made of them when the program is built. */
extern const struct embedded_file embedded_page[];
extern const size_t num_embedded_page;

enum { MAX_BODY = 4096, MAX_MESSAGE = 16 * 1024 };

reqsig_slice page_file(const char *name) {
  for (size_t i = 0; i < num_embedded_page; i++)
    if (rs_slice_equal(reqsig_text(embedded_page[i].name), reqsig_text(name)))
      return rs_slice(embedded_page[i].data, embedded_page[i].len);
  return rs_slice(NULL, 0);
}

/* Headers are bytes; here they are only looked at. */
static void add_headers(struct json_writer *writer, const char *name, const reqsig_header *headers,
                        size_t count) {
  json_open_array(writer, name);
  for (size_t i = 0; i < count; i++) {
    struct text header = {0}, value = {0};
    text_add_escaped(&header, headers[i].name, true);
    text_add_escaped(&value, headers[i].value, true);
    json_add_pair(writer, text_slice(&header), text_slice(&value));
    text_free(&header);
    text_free(&value);
  }
  json_close_array(writer);
}

static void add_visible(struct json_writer *writer, const char *name, reqsig_slice bytes) {
  struct text text = {0};
  text_add_escaped(&text, bytes, true);
  json_add_text(writer, name, text_slice(&text));
  text_free(&text);
}

static void add_request(struct json_writer *writer, const reqsig_request *request) {
  json_open_object(writer, "request");
  add_visible(writer, "method", request->method);
  add_visible(writer, "target", request->target);
  add_headers(writer, "headers", request->headers, request->num_headers);
  json_add_text_or_base64(writer, "body", text_beginning(request->body, MAX_BODY));
  if (request->body.len > MAX_BODY) json_add_integer(writer, "body_length", (int64_t)request->body.len);
  json_close_object(writer);
}

static void add_vector(struct json_writer *writer, const struct vector *vector) {
  const struct expectation *expect = &vector->expect;
  json_open_object(writer, vector->id);
  report_add_telling(writer, vector);
  add_request(writer, vector->twin ? &vector->signed_request : &vector->request);
  if (expect->has_message && !expect->message_sha256)
    json_add_text_or_base64(writer, "message", text_beginning(expect->message, MAX_MESSAGE));
  if (expect->has_headers && !vector->twin)
    add_headers(writer, "adds", expect->headers.items, expect->headers.count);
  if (expect->verdict.given) {
    struct text verdict = {0};
    text_add_string(&verdict, expect->verdict.accepted ? "accept" : "reject ");
    if (!expect->verdict.accepted) text_add_string(&verdict, verdict_reason(&expect->verdict));
    json_add_string(writer, "verdict", text_string(&verdict));
    text_free(&verdict);
  }
  json_close_object(writer);
}

/* The cases of one vector stand side by side. */
static void write_vectors(FILE *out, const struct report *report) {
  struct text text = {0};
  struct json_writer writer = {.out = &text, .layout = JSON_ONE_LINE};
  json_open_object(&writer, NULL);
  for (size_t i = 0; i < report->run->num_cases; i++) {
    const struct vector *vector = report->run->cases[i].vector;
    if (i == 0 || vector != report->run->cases[i - 1].vector) add_vector(&writer, vector);
    report_json_flush(out, &text, true);
  }
  json_close_object(&writer);
  report_json_end(out, &text, true);
}

static void write_facts(FILE *out, const struct report *report) {
  struct arena arena = {0};
  struct report_facts facts = report_facts_of(&arena, report);
  for (size_t i = 0; i < facts.count; i++) {
    fprintf(out, "<div><dt>%s</dt><dd>", facts.items[i].name);
    markup_write_string(out, facts.items[i].value);
    fputs("</dd></div>\n", out);
  }
  arena_free(&arena);
}

static void write_bytes(FILE *out, reqsig_slice bytes) {
  fwrite(bytes.data, 1, bytes.len, out);
}

static void write_part(FILE *out, const struct report *report, reqsig_slice name) {
  if (rs_slice_equal(name, RS_LITERAL("css"))) write_bytes(out, page_file("page.css"));
  if (rs_slice_equal(name, RS_LITERAL("js"))) write_bytes(out, page_file("page.js"));
  if (rs_slice_equal(name, RS_LITERAL("title")))
    markup_write_string(out, report->run->greeted ? report->run->hello.name : "No implementation");
  if (rs_slice_equal(name, RS_LITERAL("verdict"))) fputs(report->summary->name, out);
  if (rs_slice_equal(name, RS_LITERAL("words"))) markup_write_string(out, report->summary->words);
  if (rs_slice_equal(name, RS_LITERAL("facts"))) write_facts(out, report);
  if (rs_slice_equal(name, RS_LITERAL("report"))) report_json_in_html(out, report);
  if (rs_slice_equal(name, RS_LITERAL("vectors"))) write_vectors(out, report);
}

/* page.html has {{NAME}} where a part belongs. */
void report_html(FILE *out, const struct report *report) {
  reqsig_slice rest = page_file("page.html");
  size_t begun = 0;
  for (size_t at = 0; at + 1 < rest.len; at++) {
    bool is_mark = rest.data[at] == rest.data[at + 1] && (rest.data[at] == '{' || rest.data[at] == '}');
    if (!is_mark) continue;
    reqsig_slice before = rs_slice(rest.data + begun, at - begun);
    if (rest.data[at] == '{')
      write_bytes(out, before);
    else
      write_part(out, report, before);
    begun = at + 2;
    at++;
  }
  write_bytes(out, rs_slice_after(rest, begun));
}
