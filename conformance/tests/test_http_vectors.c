#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "report/report.h"
#include "vector_folder.h"

TestSuite(http_vectors, .init = folder_set_up, .fini = folder_tear_down);

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char head[] = "{\"$schema\": \"http.schema.json\", \"format\": 1, \"vectors\": [";

#define TELLING "\"tests\": \"t\", \"clause\": \"c\", \"source\": \"RFC 9112 section 2\", "
#define FIRST   "{\"id\": \"http-a\", \"class\": \"must\", " TELLING
#define RAW     "\"raw\": \"GET / HTTP/1.0\\r\\nB: c\\r\\n\\r\\n\", "
#define ACCEPT                                                                                               \
  "\"expect\": {\"verdict\": \"accept\", \"method\": \"GET\", \"target\": \"/\", "                           \
  "\"headers\": [[\"B\", \"c\"]], \"body\": \"\"}}"
#define SECOND "{\"id\": \"http-b\", \"class\": \"must\", " TELLING
#define TWIN   "\"twin\": \"http-a\", \"edit\": \"e\", "
#define CUT    "\"raw\": \"GET / HTTP/1.0\\r\\n\", "
#define REJECT "\"expect\": {\"verdict\": \"reject\", \"reason\": \"head-truncated\", \"offset\": 16}}"

/* http.json of these vectors, beside a scheme's file. */
static void write_http(const char *begin, const char *vectors) {
  struct text all = {0};
  text_addf(&all, "%s%s]}", begin, vectors);
  folder_write_with(right_begin, right_inputs, right_expect);
  folder_write("http.json", text_string(&all));
  text_free(&all);
}

static void load(const char *vectors) {
  write_http(head, vectors);
  cr_assert(vector_set_load(folder, &folder_set, &folder_problem), "%s", text_string(&folder_problem));
}

Test(http_vectors, reads_a_request_that_is_accepted_and_one_that_is_refused) {
  folder_write("http.schema.json", "no JSON");
  load(FIRST "\"bugs\": [27, 3], \"choice\": \"o\", " RAW ACCEPT ", " SECOND TWIN CUT REJECT);
  cr_assert_eq(folder_set.count, 1);
  cr_assert_eq(folder_set.num_http, 2);
  const struct http_vector *a = &folder_set.http[0], *b = &folder_set.http[1];
  cr_expect_eq(vector_set_find_http(&folder_set, "http-b"), b);
  cr_expect_eq(vector_set_find_http(&folder_set, "http-c"), NULL);
  cr_expect_eq(a->reason, REQSIG_HTTP_NONE);
  cr_expect_eq(a->bugs.count, 2);
  cr_expect_eq(a->bugs.items[0], 27);
  cr_expect_str_eq(a->choice, "o");
  cr_expect_eq(a->max_headers, SIZE_MAX);
  cr_expect_eq(a->raw.len, 24);
  cr_expect_eq(a->request.num_headers, 1);
  cr_expect_eq(b->reason, REQSIG_HTTP_HEAD_TRUNCATED);
  cr_expect_eq(b->offset, 16);
  cr_expect_str_eq(b->twin, "http-a");
}

Test(http_vectors, reads_base64_and_limits) {
  load(FIRST "\"raw_base64\": \"AEE=\", \"limits\": {\"headers\": 0, \"body\": 7}, \"expect\": "
             "{\"verdict\": \"accept\", \"method\": \"GET\", \"target\": \"/\", "
             "\"headers_base64\": [[\"B\", \"hQ==\"], [\"C\", \"\"]], \"body_base64\": \"/w==\"}}");
  const struct http_vector *vector = &folder_set.http[0];
  cr_expect_eq(vector->raw.len, 2);
  cr_expect_eq(vector->max_headers, 0);
  cr_expect_eq(vector->max_body, 7);
  cr_expect_eq(vector->request.headers[0].value.len, 1);
  cr_expect_eq(vector->request.headers[0].value.data[0], 0x85);
  cr_expect_eq(vector->request.headers[1].value.len, 0);
  cr_expect_eq(vector->request.body.data[0], 0xFF);
}

Test(http_vectors, may_be_missing) {
  folder_write_with(right_begin, right_inputs, right_expect);
  cr_assert(vector_set_load(folder, &folder_set, &folder_problem), "%s", text_string(&folder_problem));
  cr_expect_eq(folder_set.num_http, 0);
}

typedef struct refusal_of_http {
  const char *vectors, *where, *what;
} refusal_of_http;

static void expect_refused(const char *begin, const refusal_of_http *row) {
  write_http(begin, row->vectors);
  folder_assert_refused(row->where, row->what);
  text_clear(&folder_problem);
  vector_set_free(&folder_set);
}

Test(http_vectors, names_what_is_wrong_with_the_file) {
  static const refusal_of_http empty = {"", "vectors", "at least one"};
  static const struct {
    const char *head;
    refusal_of_http row;
  } heads[] = {
      {"{\"format\": 2, \"vectors\": [", {"", "format", "expected 1"}},
      {"{\"vectors\": [", {"", "format", "missing"}},
      {"{\"format\": 1, \"scheme\": \"crm\", \"vectors\": [", {"", "scheme", "not known"}},
      {"{\"format\": 1, \"vectors\": [[", {"", "http.json", "not valid JSON"}},
      {"{\"format\": 1, \"vectors\": [", {"[]", "vector number 1", "expected an object"}},
  };
  for (size_t i = 0; i < COUNT(heads); i++) expect_refused(heads[i].head, &heads[i].row);
  expect_refused(head, &empty);
}

Test(http_vectors, names_what_is_wrong_with_what_a_vector_tells) {
  static const refusal_of_http rows[] = {
      {"{\"class\": \"must\"}", "vector number 1: id", "missing"},
      {"{\"id\": \"crm-a\"}", "vector crm-a: id", "the first one \"http\""},
      {"{\"id\": \"http\"}", "vector http: id", "the first one \"http\""},
      {"{\"id\": \"http-a\", \"register\": []}", "vector http-a: register", "not known"},
      {"{\"id\": \"http-a\"}", "class", "missing"},
      {"{\"id\": \"http-a\", \"class\": \"derived\"}", "class", "expected must, should, may or strict"},
      {"{\"id\": \"http-a\", \"class\": \"may\"}", "choice", "missing"},
      {"{\"id\": \"http-a\", \"class\": \"strict\"}", "choice", "missing"},
      {"{\"id\": \"http-a\", \"class\": \"must\"}", "tests", "missing"},
      {"{\"id\": \"http-a\", \"class\": \"must\", \"tests\": \"t\"}", "clause", "missing"},
      {"{\"id\": \"http-a\", \"class\": \"must\", \"tests\": \"t\", \"clause\": \"c\"}", "source", "missing"},
      {FIRST "\"bugs\": [0]}", "bugs", "row numbers"},
      {FIRST "\"twin\": \"http-b\"}", "edit", "missing"},
      {FIRST "\"edit\": \"e\"}", "edit", "not expected without a twin"},
  };
  for (size_t i = 0; i < COUNT(rows); i++) expect_refused(head, &rows[i]);
}

Test(http_vectors, names_what_is_wrong_with_the_input) {
  static const refusal_of_http rows[] = {
      {FIRST ACCEPT, "vector http-a", "exactly one of raw and raw_base64"},
      {FIRST RAW "\"raw_base64\": \"\", " ACCEPT, "vector http-a", "exactly one of raw and raw_base64"},
      {FIRST "\"raw\": 7, " ACCEPT, "raw", "expected a string"},
      {FIRST "\"raw_base64\": \"YR==\", " ACCEPT, "raw_base64", "expected base64"},
      {FIRST "\"raw\": \"\\u0000\", " ACCEPT, "http.json", "\\u0000"},
      {FIRST RAW "\"limits\": {}, " ACCEPT, "limits", "headers, body or both"},
      {FIRST RAW "\"limits\": [], " ACCEPT, "limits", "expected an object"},
      {FIRST RAW "\"limits\": {\"target\": 1}, " ACCEPT, "limits.target", "not known"},
      {FIRST RAW "\"limits\": {\"headers\": -1}, " ACCEPT, "limits.headers", "expected an integer"},
      {FIRST RAW "\"limits\": {\"body\": 1048577}, " ACCEPT, "limits.body", "at most 1048576"},
  };
  for (size_t i = 0; i < COUNT(rows); i++) expect_refused(head, &rows[i]);
}

#define EXPECT(members) FIRST RAW "\"expect\": {" members "}}"
#define LINE            "\"verdict\": \"accept\", \"method\": \"GET\", \"target\": \"/\", "
#define REFUSED(members)                                                                                     \
  FIRST RAW ACCEPT ", " SECOND TWIN CUT "\"expect\": {\"verdict\": \"reject\", " members "}}"

Test(http_vectors, names_what_is_wrong_with_what_is_expected) {
  static const refusal_of_http rows[] = {
      {FIRST RAW "\"expect\": 1}", "expect", "expected an object"},
      {EXPECT("\"method\": \"GET\""), "expect.verdict", "missing"},
      {EXPECT("\"verdict\": \"refuse\""), "expect.verdict", "accept or reject"},
      {EXPECT("\"verdict\": \"accept\", \"target\": \"/\""), "expect.method", "missing"},
      {EXPECT("\"verdict\": \"accept\", \"method\": \"GET\""), "expect.target", "missing"},
      {EXPECT(LINE "\"body\": \"\""), "expect", "exactly one of headers and headers_base64"},
      {EXPECT(LINE "\"body\": \"\", \"headers\": [], \"headers_base64\": []"), "expect",
       "exactly one of headers"},
      {EXPECT(LINE "\"body\": \"\", \"headers\": [[\"a\"]]"), "expect.headers", "pairs"},
      {EXPECT(LINE "\"body\": \"\", \"headers_base64\": [[\"a\", \"b\"]]"), "expect.headers_base64",
       "base64"},
      {EXPECT(LINE "\"headers\": []"), "expect", "exactly one of body and body_base64"},
      {EXPECT(LINE "\"headers\": [], \"body\": \"\", \"offset\": 1"), "expect.offset", "not known"},
      {REFUSED("\"offset\": 16"), "expect.reason", "missing"},
      {REFUSED("\"reason\": \"head-truncated\""), "expect.offset", "missing"},
      {REFUSED("\"reason\": \"malformed\", \"offset\": 16"), "expect.reason",
       "\"malformed\" is not a reason of the parser"},
      {REFUSED("\"reason\": \"none\", \"offset\": 16"), "expect.reason", "not a reason"},
      {REFUSED("\"reason\": \"unknown\", \"offset\": 16"), "expect.reason", "not a reason"},
      {REFUSED("\"reason\": \"head-truncated\", \"offset\": 17"), "expect.offset",
       "17 is past the end: the request has 16 bytes"},
      {REFUSED("\"reason\": \"head-truncated\", \"offset\": 0.5"), "expect.offset", "expected an integer"},
      {REFUSED("\"reason\": \"head-truncated\", \"offset\": 16, \"body\": \"\""), "expect.body", "not known"},
      {FIRST RAW REJECT, "vector http-a: twin", "missing, as the request is rejected"},
      {"{\"id\": \"http-a\", \"class\": \"strict\", \"choice\": \"o\", " TELLING RAW ACCEPT,
       "vector http-a: class", "not strict"},
  };
  for (size_t i = 0; i < COUNT(rows); i++) expect_refused(head, &rows[i]);
}

Test(http_vectors, names_what_is_wrong_among_them) {
  static const refusal_of_http rows[] = {
      {FIRST RAW ACCEPT ", " FIRST CUT ACCEPT, "vector http-a: id", "used twice"},
      {FIRST RAW ACCEPT ", " SECOND "\"twin\": \"http-c\", \"edit\": \"e\", " CUT REJECT,
       "vector http-b: twin", "no such vector"},
      {FIRST RAW ACCEPT ", " SECOND "\"twin\": \"http-b\", \"edit\": \"e\", " CUT REJECT,
       "vector http-b: twin", "not one that is accepted"},
      {FIRST RAW ACCEPT ", " SECOND "\"twin\": \"http-b\", \"edit\": \"e\", " RAW ACCEPT,
       "vector http-b: twin", "the vector itself"},
  };
  for (size_t i = 0; i < COUNT(rows); i++) expect_refused(head, &rows[i]);
}

static bool requests_are_right(const struct vector_set *set, FILE *out) {
  struct self_check check = {0};
  self_check_requests(set, &check);
  text_self_check_requests(out, &check, set->num_http);
  bool right = self_check_is_right(&check);
  self_check_free(&check);
  return right;
}

/* What is printed of these vectors, and that they are not right. */
static const char *check(const char *vectors) {
  static char said[8192];
  load(vectors);
  FILE *out = fmemopen(said, sizeof said, "w");
  cr_assert(out != NULL);
  cr_expect_not(requests_are_right(&folder_set, out));
  fclose(out);
  vector_set_free(&folder_set);
  return said;
}

static void expect_said(const char *said, const char *what) {
  cr_expect(strstr(said, what), "\"%s\" lacks \"%s\"", said, what);
}

Test(http_vectors, names_the_reasons_without_a_vector) {
  const char *said = check(FIRST RAW ACCEPT ", " SECOND TWIN CUT REJECT);
  expect_said(said, "no raw request is rejected for bare-lf\n");
  expect_said(said, "no raw request is rejected for body-buffer-too-small\n");
  expect_said(said, "2 raw requests: the library's parser reads each as its vector says.\n");
  cr_expect_not(strstr(said, "head-truncated"));
  cr_expect_not(strstr(said, "accepted"));
  cr_expect_not(strstr(said, "unknown"));
}

#define ACCEPTED(method, target, headers, body)                                                              \
  FIRST RAW "\"expect\": {\"verdict\": \"accept\", \"method\": \"" method "\", \"target\": \"" target        \
            "\", \"headers\": " headers ", \"body\": \"" body "\"}}"
#define DIFFERS(what, expected, found)                                                                       \
  "DIFFERS  http-a\n  " what "\n    expected  " expected "\n    the library gives  " found "\n"

Test(http_vectors, shows_where_the_library_differs) {
  static const struct {
    const char *vectors, *what;
  } rows[] = {
      {ACCEPTED("GeT", "/", "[[\"B\", \"c\"]]", ""), DIFFERS("method", "GeT", "GET")},
      {ACCEPTED("GET", "/x", "[[\"B\", \"c\"]]", ""), DIFFERS("target", "/x", "/")},
      {ACCEPTED("GET", "/", "[[\"b\", \"c\"]]", ""), DIFFERS("name of header 1", "b", "B")},
      {ACCEPTED("GET", "/", "[[\"B\", \"c\\t\"]]", ""), DIFFERS("value of header 1", "c\\t", "c")},
      {ACCEPTED("GET", "/", "[]", ""), DIFFERS("name of header 1", "(nothing)", "B")},
      {ACCEPTED("GET", "/", "[[\"B\", \"c\"], [\"D\", \"\"]]", ""),
       DIFFERS("name of header 2", "D", "(nothing)")},
      {ACCEPTED("GET", "/", "[[\"B\", \"c\"]]", "x"), DIFFERS("body", "x", "(nothing)")},
      {FIRST CUT ACCEPT, DIFFERS("verdict", "accept", "reject head-truncated at offset 16")},
      {FIRST "\"limits\": {\"headers\": 0}, " RAW ACCEPT,
       DIFFERS("verdict", "accept", "reject too-many-headers at offset 16")},
      {SECOND RAW ACCEPT
       ", {\"id\": \"http-a\", \"twin\": \"http-b\", \"edit\": \"e\", \"class\": \"must\", " TELLING CUT
       "\"expect\": {\"verdict\": \"reject\", \"reason\": \"bare-cr\", \"offset\": 16}}",
       DIFFERS("verdict", "reject bare-cr at offset 16", "reject head-truncated at offset 16")},
      {SECOND RAW ACCEPT
       ", {\"id\": \"http-a\", \"twin\": \"http-b\", \"edit\": \"e\", \"class\": \"must\", " TELLING CUT
       "\"expect\": {\"verdict\": \"reject\", \"reason\": \"head-truncated\", \"offset\": 15}}",
       DIFFERS("verdict", "reject head-truncated at offset 15", "reject head-truncated at offset 16")},
  };
  for (size_t i = 0; i < COUNT(rows); i++) {
    const char *said = check(rows[i].vectors);
    expect_said(said, rows[i].what);
    expect_said(said, "The library's parser differs in 1 of ");
  }
}

Test(http_vectors, fails_without_a_file) {
  char said[256];
  struct vector_set none = {0};
  FILE *out = fmemopen(said, sizeof said, "w");
  cr_expect_not(requests_are_right(&none, out));
  fclose(out);
  expect_said(said, "http.json is missing");
}
