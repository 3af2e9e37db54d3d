#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vector_set.h"

/* What a right file consists of; each refusal is one change of it. */
static const char head[] =
    "{\"$schema\": \"schema.json\", \"format\": 1, \"scheme\": \"crm\", \"document\": \"d.txt\", "
    "\"vectors\": [";
static const char begin[] =
    "{\"id\": \"crm-a\", \"class\": \"derived\", \"tests\": \"It tests.\", \"clause\": \"c\", ";
static const char inputs[] =
    "\"credentials\": {\"api_key\": \"k\"}, \"now_ms\": 9007199254740991, \"request\": "
    "{\"method\": \"POST\", \"target\": \"/\", \"headers\": [[\"a\", \"b\"]], \"body\": \"x\"}, ";
static const char expect[] =
    "\"expect\": {\"message\": \"x\", \"mac\": \"00ff\", \"headers\": [[\"key\", \"k\"]]}}";
static const char end[] = "]}";

static char directory[] = "/tmp/reqsig-test-XXXXXX";
static struct vector_set set;
static struct text problem;

static void make_path(char path[64], const char *name) {
  snprintf(path, 64, "%s/%s", directory, name);
}

static void write_file(const char *name, const char *content) {
  char path[64];
  make_path(path, name);
  FILE *file = fopen(path, "wb");
  cr_assert(file != NULL);
  fputs(content, file);
  fclose(file);
}

static void set_up(void) {
  cr_assert(mkdtemp(directory) != NULL);
}

static void remove_file(const char *name) {
  char path[64];
  make_path(path, name);
  if (unlink(path) != 0) rmdir(path);
}

static void tear_down(void) {
  static const char *const names[] = {"crm.json", "aet.json", "schema.json", "notes.txt"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) remove_file(names[i]);
  rmdir(directory);
  vector_set_free(&set);
  text_free(&problem);
}

TestSuite(vector_set, .init = set_up, .fini = tear_down);

/* All that the pieces make, as crm.json. */
static void write_pieces(const char *a, const char *b, const char *c, const char *d, const char *e) {
  struct text all = {0};
  const char *const pieces[] = {a, b, c, d, e};
  for (size_t i = 0; i < 5; i++) text_add_string(&all, pieces[i]);
  write_file("crm.json", text_string(&all));
  text_free(&all);
}

static void write_with(const char *b, const char *c, const char *d) {
  write_pieces(head, b, c, d, end);
}

static void assert_refused(const char *where, const char *what) {
  cr_assert_not(vector_set_load(directory, &set, &problem), "loaded: %s", where);
  cr_assert(strstr(text_string(&problem), where), "\"%s\" doesn't name %s", text_string(&problem), where);
  cr_assert(strstr(text_string(&problem), what), "\"%s\" doesn't say %s", text_string(&problem), what);
}

Test(vector_set, loads_a_right_file_and_leaves_the_schema_alone) {
  write_with(begin, inputs, expect);
  write_file("schema.json", "no JSON");
  write_file("notes.txt", "no JSON");
  cr_assert(vector_set_load(directory, &set, &problem), "%s", text_string(&problem));
  cr_assert_eq(set.count, 1);
  cr_assert_str_eq(set.items[0].id, "crm-a");
  cr_assert_eq(set.items[0].now_ms, 9007199254740991);
  cr_assert_eq(set.items[0].request.num_headers, 1);
  cr_assert_eq(set.items[0].request.body.len, 1);
  cr_assert_eq(vector_set_find(&set, "crm-a"), &set.items[0]);
  cr_assert_eq(vector_set_find(&set, "crm-b"), NULL);
}

Test(vector_set, generates_a_repeated_body) {
  write_with(begin,
             "\"credentials\": {\"api_key\": \"k\"}, \"now_ms\": 0, \"request\": {\"method\": \"POST\", "
             "\"target\": \"/\", "
             "\"headers\": [], \"body_repeat\": {\"prefix\": \"<\", \"text\": \"ab\", \"times\": 3, "
             "\"suffix\": \">\"}}, ",
             expect);
  cr_assert(vector_set_load(directory, &set, &problem), "%s", text_string(&problem));
  cr_assert_str_eq((const char *)set.items[0].request.body.data, "<ababab>");
}

Test(vector_set, refuses_a_directory_without_vectors) {
  assert_refused(directory, "no vectors");
}

Test(vector_set, refuses_a_directory_that_is_none) {
  cr_assert_not(vector_set_load("/nowhere", &set, &problem));
  cr_assert(strstr(text_string(&problem), "/nowhere"));
}

Test(vector_set, refuses_a_file_that_can_not_be_read) {
  char path[64];
  make_path(path, "crm.json");
  mkdir(path, 0700);
  freopen("/dev/null", "w", stderr);
  assert_refused("crm.json", "can't be read");
}

struct refusal {
  const char *begin, *inputs, *expect, *where, *what;
};

/* NULL stands for the right piece. */
static void assert_all_refused(const struct refusal *refusals, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const struct refusal *refusal = &refusals[i];
    write_with(refusal->begin ? refusal->begin : begin, refusal->inputs ? refusal->inputs : inputs,
               refusal->expect ? refusal->expect : expect);
    assert_refused(refusal->where, refusal->what);
    text_clear(&problem);
  }
}

#define COUNT(array) (sizeof(array) / sizeof *(array))

Test(vector_set, names_what_is_wrong_with_the_head_of_a_vector) {
  static const struct refusal refusals[] = {
      {"{\"class\": \"derived\", ", NULL, NULL, "vector number 1: id", "missing"},
      {"{\"id\": \"aet-a\", ", NULL, NULL, "vector aet-a: id", "the first one \"crm\""},
      {"{\"id\": \"crm-A\", ", NULL, NULL, "vector crm-A: id", "lower-case words"},
      {"{\"id\": \"crm--a\", ", NULL, NULL, "vector crm--a: id", "lower-case words"},
      {"{\"id\": 7, ", NULL, NULL, "vector number 1: id", "expected a string"},
      {"{\"id\": \"crm-a\", \"clas\": \"golden\", ", NULL, NULL, "vector crm-a: clas", "not known"},
      {"{\"id\": \"crm-a\", \"class\": \"fine\", ", NULL, NULL, "vector crm-a: class", "expected golden"},
      {"{\"id\": \"crm-a\", \"class\": \"derived\", ", NULL, NULL, "vector crm-a: tests", "missing"},
      {"{\"id\": \"crm-a\", \"class\": \"derived\", \"tests\": \"t\", ", NULL, NULL, "vector crm-a: clause",
       "missing"},
      {"{\"id\": \"crm-a\", \"id\": \"crm-a\", ", NULL, NULL, "crm.json", "two members of one name"},
      {"{\"id\": \"crm-a\\u0000\", ", NULL, NULL, "crm.json", "\\u0000"},
      {"[", "", "]", "vector number 1", "expected an object"},
      {"{\"id\": \"crm-a\" ", NULL, NULL, "crm.json", "not valid JSON"},
  };
  assert_all_refused(refusals, COUNT(refusals));
}

#define WITH_REQUEST(request)                                                                                \
  "\"credentials\": {\"api_key\": \"k\"}, \"now_ms\": 0, \"request\": {" request "}, "
#define WITH_NOW(now) "\"credentials\": {\"api_key\": \"k\"}, \"now_ms\": " now ", "
#define LINE          "\"method\": \"POST\", \"target\": \"/\", \"headers\": [], "

Test(vector_set, names_what_is_wrong_with_the_inputs) {
  static const struct refusal refusals[] = {
      {NULL, "", NULL, "vector crm-a: credentials", "expected an object"},
      {NULL, "\"credentials\": {}, ", NULL, "credentials.api_key", "missing"},
      {NULL, "\"credentials\": {\"api_key\": \"k\", \"secret\": \"s\"}, ", NULL, "credentials.secret",
       "not known"},
      {NULL, "\"credentials\": {\"api_key\": \"k\"}, ", NULL, "now_ms", "missing"},
      {NULL, WITH_NOW("-1"), NULL, "now_ms", "from 0 to 2^53-1"},
      {NULL, WITH_NOW("0.5"), NULL, "now_ms", "from 0 to 2^53-1"},
      {NULL, WITH_NOW("\"1\""), NULL, "now_ms", "from 0 to 2^53-1"},
      {NULL, WITH_NOW("9007199254740992"), NULL, "now_ms", "from 0 to 2^53-1"},
      {NULL, WITH_NOW("1e400"), NULL, "now_ms", "from 0 to 2^53-1"},
      {NULL, WITH_NOW("0"), NULL, "vector crm-a: request", "expected an object"},
      {NULL, WITH_REQUEST("\"target\": \"/\", \"headers\": [], \"body\": \"\""), NULL, "request.method",
       "missing"},
      {NULL, WITH_REQUEST("\"method\": \"GET\", \"headers\": [], \"body\": \"\""), NULL, "request.target",
       "missing"},
      {NULL, WITH_REQUEST("\"method\": \"GET\", \"target\": \"/\", \"body\": \"\""), NULL, "request.headers",
       "missing"},
      {NULL, WITH_REQUEST("\"method\": \"GET\", \"target\": \"/\", \"headers\": [[\"a\"]], \"body\": \"\""),
       NULL, "request.headers", "pairs"},
      {NULL, WITH_REQUEST(LINE "\"bodi\": \"\""), NULL, "request.bodi", "not known"},
      {NULL, WITH_REQUEST("\"method\": \"GET\", \"target\": \"/\", \"headers\": []"), NULL, "request",
       "exactly one of"},
      {NULL, WITH_REQUEST(LINE "\"body\": \"\", \"body_base64\": \"\""), NULL, "request", "exactly one of"},
      {NULL, WITH_REQUEST(LINE "\"body_base64\": \"YR==\""), NULL, "request.body_base64", "expected base64"},
      {NULL, WITH_REQUEST(LINE "\"body_base64\": \"YQ\""), NULL, "request.body_base64", "expected base64"},
      {NULL, WITH_REQUEST(LINE "\"body_repeat\": {\"text\": \"a\"}"), NULL, "request.body_repeat.times",
       "missing"},
      {NULL, WITH_REQUEST(LINE "\"body_repeat\": {\"times\": 1}"), NULL, "request.body_repeat.text",
       "missing"},
      {NULL, WITH_REQUEST(LINE "\"body_repeat\": {\"text\": \"\", \"times\": 1}"), NULL, "body_repeat",
       "1 byte to 64 MiB"},
      {NULL, WITH_REQUEST(LINE "\"body_repeat\": {\"text\": \"ab\", \"times\": 9007199254740991}"), NULL,
       "body_repeat", "1 byte to 64 MiB"},
  };
  assert_all_refused(refusals, COUNT(refusals));
}

#define EXPECT(members) "\"expect\": {" members "}}"
#define HEADERS         "\"headers\": [[\"key\", \"k\"]]"
#define ZERO64          "0000000000000000000000000000000000000000000000000000000000000000"

Test(vector_set, names_what_is_wrong_with_what_is_expected) {
  static const struct refusal refusals[] = {
      {NULL, NULL, "\"profiles\": []}", "expect", "expected an object"},
      {NULL, NULL, EXPECT("\"message\": \"x\", " HEADERS), "expect", "a message and its mac"},
      {NULL, NULL, EXPECT("\"mac\": \"00\", " HEADERS), "expect", "a message and its mac"},
      {NULL, NULL, EXPECT("\"message\": \"x\", \"mac\": \"00\""), "expect", "a message and its mac"},
      {NULL, NULL, EXPECT("\"message\": \"x\", \"mac\": \"0\", " HEADERS), "expect.mac", "hexadecimal"},
      {NULL, NULL, EXPECT("\"message\": \"x\", \"mac\": \"FF\", " HEADERS), "expect.mac", "lower-case"},
      {NULL, NULL, EXPECT("\"message_sha256\": \"00\", \"mac\": \"00\", " HEADERS), "expect.message_sha256",
       "64"},
      {NULL, NULL, EXPECT("\"message_base64\": \"x\", \"mac\": \"00\", " HEADERS), "expect.message_base64",
       "base64"},
      {NULL, NULL,
       EXPECT("\"message\": \"x\", \"message_sha256\": \"" ZERO64 "\", \"mac\": \"00\", " HEADERS), "expect",
       "expected one of message"},
      {NULL, NULL, EXPECT("\"not_signed\": false, " HEADERS), "expect.not_signed", "expected true"},
      {NULL, NULL, EXPECT("\"not_signed\": true, \"mac\": \"00\", " HEADERS), "expect.mac", "not_signed"},
      {NULL, NULL, EXPECT("\"not_signed\": true, \"message\": \"\", " HEADERS), "expect",
       "expected one of message"},
      {NULL, NULL, EXPECT("\"verdict\": \"reject\""), "expect.verdict", "not known"},
      {NULL, NULL, EXPECT("\"message\": \"x\", \"mac\": \"00\", \"headers\": {}"), "expect.headers", "pairs"},
      {NULL, NULL, EXPECT("\"message\": \"x\", \"mac\": \"00\", \"absent\": [], " HEADERS), "expect.absent",
       "at least one"},
      {NULL, NULL,
       "\"profiles\": [{\"names\": [\"no-such\"]}], \"expect\": {\"not_signed\": true, " HEADERS "}}",
       "profiles[0].names", "crm has no profile \"no-such\""},
      {NULL, NULL, "\"profiles\": [{}], \"expect\": {\"not_signed\": true, " HEADERS "}}",
       "profiles[0].names", "missing"},
  };
  assert_all_refused(refusals, COUNT(refusals));
}

Test(vector_set, names_what_is_wrong_with_a_file) {
  static const struct {
    const char *head, *what;
  } heads[] = {
      {"{\"format\": 2, \"scheme\": \"crm\", \"document\": \"d\", \"vectors\": [", "format: expected 1"},
      {"{\"scheme\": \"crm\", \"document\": \"d\", \"vectors\": [", "format: missing"},
      {"{\"format\": 1, \"scheme\": \"ftp\", \"document\": \"d\", \"vectors\": [", "\"ftp\" is not a scheme"},
      {"{\"format\": 1, \"scheme\": \"aet\", \"document\": \"d\", \"vectors\": [", "expected \"crm\""},
      {"{\"format\": 1, \"scheme\": \"crm\", \"vectors\": [", "document: missing"},
      {"{\"format\": 1, \"scheme\": \"crm\", \"document\": \"d\", \"vektors\": [",
       "vektors: a member that is not known"},
  };
  for (size_t i = 0; i < COUNT(heads); i++) {
    write_pieces(heads[i].head, begin, inputs, expect, end);
    assert_refused("crm.json", heads[i].what);
    text_clear(&problem);
  }
  write_file("crm.json", "{\"format\": 1, \"scheme\": \"crm\", \"document\": \"d\", \"vectors\": []}");
  assert_refused("crm.json", "at least one vector");
}

Test(vector_set, refuses_an_id_that_is_used_twice) {
  struct text twice = {0};
  text_addf(&twice, "%s%s%s%s,%s%s%s%s", head, begin, inputs, expect, begin, inputs, expect, end);
  write_file("crm.json", text_string(&twice));
  text_free(&twice);
  assert_refused("crm.json", "used twice");
}
