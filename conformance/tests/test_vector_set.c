#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/bytes.h"
#include "vector_folder.h"

TestSuite(vector_set, .init = folder_set_up, .fini = folder_tear_down);

Test(vector_set, loads_a_right_file_and_leaves_the_schema_alone) {
  folder_write_with(right_begin, right_inputs, right_expect);
  folder_write("schema.json", "no JSON");
  folder_write("notes.txt", "no JSON");
  cr_assert(vector_set_load(folder, &folder_set, &folder_problem), "%s", text_string(&folder_problem));
  cr_assert_eq(folder_set.count, 1);
  cr_assert_str_eq(folder_set.items[0].id, "crm-a");
  cr_assert_eq(folder_set.items[0].now_ms, 9007199254740991);
  cr_assert_eq(folder_set.items[0].request.num_headers, 1);
  cr_assert_eq(folder_set.items[0].request.body.len, 1);
  cr_assert_eq(vector_set_find(&folder_set, "crm-a"), &folder_set.items[0]);
  cr_assert_eq(vector_set_find(&folder_set, "crm-b"), NULL);
}

Test(vector_set, generates_a_repeated_body) {
  folder_write_with(
      right_begin,
      "\"credentials\": {\"api_key\": \"k\"}, \"now_ms\": 0, \"request\": {\"method\": \"POST\", "
      "\"target\": \"/\", "
      "\"headers\": [], \"body_repeat\": {\"prefix\": \"<\", \"text\": \"ab\", \"times\": 3, "
      "\"suffix\": \">\"}}, ",
      right_expect);
  cr_assert(vector_set_load(folder, &folder_set, &folder_problem), "%s", text_string(&folder_problem));
  cr_assert(rs_slice_equal(folder_set.items[0].request.body, RS_LITERAL("<ababab>")));
}

Test(vector_set, refuses_a_directory_without_vectors) {
  folder_assert_refused(folder, "no vectors");
}

Test(vector_set, refuses_a_directory_that_is_none) {
  cr_assert_not(vector_set_load("/nowhere", &folder_set, &folder_problem));
  cr_assert(strstr(text_string(&folder_problem), "/nowhere"));
}

Test(vector_set, refuses_a_file_that_can_not_be_read) {
  char path[64];
  folder_path(path, "crm.json");
  mkdir(path, 0700);
  cr_assert(freopen("/dev/null", "w", stderr) != NULL);
  folder_assert_refused("crm.json", "can't be read");
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
      {"{\"id\": \"crm-a\" ", NULL, NULL, "crm.json", "not valid JSON: line 1, byte "},
  };
  folder_assert_all_refused(refusals, COUNT(refusals));
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
  folder_assert_all_refused(refusals, COUNT(refusals));
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
      {NULL, NULL, EXPECT("\"message\": \"x\", \"mac\": \"00\", \"headers\": {}"), "expect.headers", "pairs"},
      {NULL, NULL, EXPECT("\"message\": \"x\", \"mac\": \"00\", \"absent\": [], " HEADERS), "expect.absent",
       "at least one"},
      {NULL, NULL,
       "\"profiles\": [{\"names\": [\"no-such\"]}], \"expect\": {\"not_signed\": true, " HEADERS "}}",
       "profiles[0].names", "crm has no profile \"no-such\""},
      {NULL, NULL, "\"profiles\": [{}], \"expect\": {\"not_signed\": true, " HEADERS "}}",
       "profiles[0].names", "missing"},
  };
  folder_assert_all_refused(refusals, COUNT(refusals));
}

Test(vector_set, names_what_is_wrong_with_a_file) {
  static const struct {
    const char *head, *what;
  } heads[] = {
      {"{\"format\": 2, \"scheme\": \"crm\", \"document\": \"d\", \"vectors\": [", "format: expected 1"},
      {"{\"scheme\": \"crm\", \"document\": \"d\", \"vectors\": [", "format: missing"},
      {"{\"format\": 1, \"scheme\": \"ftp\", \"document\": \"d\", \"vectors\": [", "\"ftp\" is not a scheme"},
      {"{\"format\": 1, \"scheme\": \"aet\", \"document\": \"d\", \"vectors\": [",
       "\"aet\", so the file must be named aet.json, not crm.json"},
      {"{\"format\": 1, \"scheme\": \"crm\", \"vectors\": [", "document: missing"},
      {"{\"format\": 1, \"scheme\": \"crm\", \"document\": \"d\", \"vektors\": [",
       "vektors: a member that is not known"},
  };
  for (size_t i = 0; i < COUNT(heads); i++) {
    folder_write_pieces(heads[i].head, right_begin, right_inputs, right_expect, right_end);
    folder_assert_refused("crm.json", heads[i].what);
    text_clear(&folder_problem);
  }
  folder_write("crm.json", "{\"format\": 1, \"scheme\": \"crm\", \"document\": \"d\", \"vectors\": []}");
  folder_assert_refused("crm.json", "at least one vector");
}

Test(vector_set, refuses_an_id_that_is_used_twice) {
  struct text twice = {0};
  text_addf(&twice, "%s%s%s%s,%s%s%s%s", right_head, right_begin, right_inputs, right_expect, right_begin,
            right_inputs, right_expect, right_end);
  folder_write("crm.json", text_string(&twice));
  text_free(&twice);
  folder_assert_refused("crm: vector crm-a", "used twice");
}

Test(vector_set, takes_several_files_of_a_scheme) {
  folder_write_pieces(right_head, right_begin, right_inputs, right_expect, right_end);
  struct text more = {0};
  text_addf(&more, "%s%s%s%s%s", right_head,
            "{\"id\": \"crm-b\", \"class\": \"derived\", \"tests\": \"t\", \"clause\": \"c\", ", right_inputs,
            right_expect, right_end);
  folder_write("crm.more.json", text_string(&more));
  text_free(&more);
  cr_assert(vector_set_load(folder, &folder_set, &folder_problem), "%s", text_string(&folder_problem));
  cr_expect_eq(folder_set.count, 2);
  cr_expect_eq(vector_set_find(&folder_set, "crm-b"), &folder_set.items[1]);
}

Test(vector_set, refuses_a_file_whose_name_only_begins_as_its_scheme) {
  folder_write_pieces(right_head, right_begin, right_inputs, right_expect, right_end);
  char from[64], to[64];
  folder_path(from, "crm.json");
  folder_path(to, "crms.json");
  cr_assert(rename(from, to) == 0);
  folder_assert_refused("crms.json", "\"crm\", so the file must be named crm.json, not crms.json");
}

Test(id_index, finds_ids_and_those_that_begin_alike) {
  static const char *const ids[] = {"b-2", "a", "b", "b-1", "c"};
  struct arena arena = {0};
  struct id_index index = id_index_begin(&arena, 5);
  cr_expect_eq(id_index_find(&index, "a"), ID_NOT_THERE);
  for (size_t i = 0; i < 5; i++) id_index_add(&index, ids[i]);
  for (size_t i = 0; i < 5; i++) cr_expect_eq(id_index_find(&index, ids[i]), (ptrdiff_t)i);
  cr_expect_eq(id_index_find(&index, "b-"), ID_NOT_THERE);
  cr_expect_eq(index.repeated, NULL);
  struct sorted_ids sorted = sorted_ids_of(&arena, &index);
  struct sorted_ids range = sorted_ids_range(&sorted, reqsig_text("b-"));
  cr_assert_eq(range.count, 2);
  cr_expect_str_eq(range.items[0].id, "b-1");
  cr_expect_str_eq(range.items[1].id, "b-2");
  cr_expect_eq(range.items[1].at, 0);
  cr_expect_eq(sorted_ids_range(&sorted, reqsig_text("d")).count, 0);
  cr_expect_eq(sorted_ids_range(&sorted, reqsig_text("")).count, 5);
  arena_free(&arena);
}

Test(id_index, tells_an_id_that_is_there_twice) {
  struct arena arena = {0};
  struct id_index index = id_index_begin(&arena, 4);
  id_index_add(&index, "a");
  id_index_add(&index, "b");
  cr_expect_eq(index.repeated, NULL);
  id_index_add(&index, "a");
  id_index_add(&index, "b");
  cr_expect_str_eq(index.repeated, "a");
  cr_expect_eq(id_index_find(&index, "a"), 0);
  arena_free(&arena);
}
