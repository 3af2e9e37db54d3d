#include <criterion/criterion.h>
#include <string.h>

#include "base/arena.h"
#include "base/json_io.h"
#include "lib/json_scan.h"
#include "lib/tests/json_cases.h"

static bool same_string(const char *a, const char *b) {
  return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool same_tree(const cJSON *a, const cJSON *b) {
  if (!a || !b) return a == b;
  bool same = a->type == b->type && same_string(a->string, b->string) &&
              same_string(a->valuestring, b->valuestring) && a->valuedouble == b->valuedouble;
  const cJSON *in_a = a->child, *in_b = b->child;
  for (; same && in_a && in_b; in_a = in_a->next, in_b = in_b->next) same = same_tree(in_a, in_b);
  return same && !in_a && !in_b;
}

/* What cJSON makes of a text is what the tree must be; and it is refused in the same words. */
static void reads_alike(reqsig_slice text) {
  struct arena arena = {0};
  const char *problem = NULL, *tree_problem = NULL;
  cJSON *object = strict_json_object(text, &problem);
  const cJSON *tree = strict_json_tree(&arena, text, &tree_problem);
  cr_assert(same_tree(object, tree), "%.*s", (int)text.len, (const char *)text.data);
  if (!object) cr_assert_str_eq(problem, tree_problem, "%.*s", (int)text.len, (const char *)text.data);
  char *own = arena_copy(&arena, text);
  struct json_source source = {{{(const uint8_t *)own, text.len}, 0}, &arena, own};
  const cJSON *in_place = strict_json_read_value(&source, 0);
  rs_json_scan_space(&source.scan);
  bool is_whole = in_place && cJSON_IsObject(in_place) && source.scan.at == text.len;
  cr_assert(same_tree(object, is_whole ? in_place : NULL), "%.*s", (int)text.len, (const char *)text.data);
  cJSON_Delete(object);
  arena_free(&arena);
}

static void reads_wrapped_alike(const char *before, const json_case *json, const char *behind) {
  struct text text = {0};
  text_add_string(&text, before);
  text_add(&text, (reqsig_slice){(const uint8_t *)json->text, json->len});
  text_add_string(&text, behind);
  reads_alike(text_slice(&text));
  text_free(&text);
}

static void read_all_alike(const json_case *cases, size_t count) {
  for (size_t i = 0; i < count; i++) {
    reads_wrapped_alike("", &cases[i], "");
    reads_wrapped_alike(" {\"a\":", &cases[i], "}");
    reads_wrapped_alike("{\"a\":[1,", &cases[i], ",{}],\"b\" : 2} ");
    reads_wrapped_alike("{\"a\":", &cases[i], "");
  }
}

Test(strict_json, tree_is_what_cjson_reads) {
  read_all_alike(json_right, COUNT(json_right));
  read_all_alike(json_wrong, COUNT(json_wrong));
}

Test(strict_json, tree_of_strings_numbers_and_names) {
  static const char *const texts[] = {
      "{\"\":0,\"a\":-0,\"b\":1.5e3,\"c\":123456789012345,\"d\":1234567890123456,\"e\":-999999999999999}",
      "{\"a\":9007199254740993,\"b\":18446744073709551616,\"c\":1E400,\"d\":-1e-400,\"e\":0.1}",
      "{\"a\":123456789012345678901234567890123456789012345678901234567890123}",
      "{\"a\":true,\"b\":false,\"c\":null,\"d\":[[],{},\"\"]}",
      "{\"a\\u0062\":\"\\ud83d\\ude00 \\u00e9 \\\\u0000 \\b\\f\\n\\r\\t\\/\\\"\"}",
      "{\"a\":\"\\u0000\"}",
      "{\"\\u0000\":1}",
      "{\"a\":\"\\ud83d\"}",
      "{\"a\":\"\\ude00\\ud83d\"}",
      "{\"a\":1,\"b\":2,\"a\":3}",
      "{\"a\":1,\"\\u0061\":3}",
      "{\"x\":{\"a\":1,\"a\":1}}",
      "{\"x\":[{\"a\":1,\"b\":1,\"a\":1}]}",
      "{\"a\":{\"a\":{\"a\":1}}}",
      "[]",
      "{}",
      "",
      "{\"a\":1} x",
  };
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) reads_alike(reqsig_text(texts[i]));
}

/* cJSON before its version 1.7.19 takes no such number, if it was not mended. */
Test(strict_json, tree_of_a_long_number) {
  struct arena arena = {0};
  const char *problem = NULL;
  const cJSON *tree = strict_json_tree(
      &arena, reqsig_text("{\"a\":0.12500000000000000000000000000000000000000000000000000000000000000001}"),
      &problem);
  cr_assert(tree && strict_json_member(tree, "a")->valuedouble == 0.125);
  arena_free(&arena);
}

Test(strict_json, tree_of_many_members) {
  for (size_t repeated = 0; repeated < 2; repeated++) {
    struct text text = {0};
    for (int i = 0; i < 100; i++) text_addf(&text, "%s\"m%d\":%d", i == 0 ? "{" : ",", i, i);
    text_add_string(&text, repeated ? ",\"m50\":0}" : "}");
    reads_alike(text_slice(&text));
    text_free(&text);
  }
}

Test(strict_json, tree_is_as_deep_as_the_scan) {
  for (size_t depth = RS_JSON_MAX_DEPTH - 2; depth <= RS_JSON_MAX_DEPTH + 1; depth++) {
    struct text text = {0};
    text_add_string(&text, "{\"a\":");
    for (size_t i = 1; i < depth; i++) text_add_string(&text, "[");
    for (size_t i = 1; i < depth; i++) text_add_string(&text, "]");
    text_add_string(&text, "}");
    reads_alike(text_slice(&text));
    text_free(&text);
  }
}

/* Words of eight bytes are looked at: each place in them counts. */
Test(strict_json, each_byte_at_each_place) {
  for (size_t at = 0; at < 20; at++)
    for (int byte = 0; byte < 256; byte++) {
      char text[64] = "{\"a\":\"abcdefghijklmnopqrst\",\"b\":1}";
      text[6 + at] = (char)byte;
      reads_alike((reqsig_slice){(const uint8_t *)text, strlen("{\"a\":\"abcdefghijklmnopqrst\",\"b\":1}")});
    }
}

Test(strict_json, values_one_after_another) {
  struct arena arena = {0};
  struct json_source source = {{reqsig_text("\"n\" : {\"a\":1}, {\"b\":2}]"), 0}, &arena, NULL};
  cr_assert_str_eq(strict_json_read_name(&source), "n");
  const cJSON *first = strict_json_read_value(&source, 0);
  cr_assert(first && strict_json_member(first, "a"));
  cr_assert(rs_json_scan_take(&source.scan, ','));
  const cJSON *second = strict_json_read_value(&source, 0);
  cr_assert(second && strict_json_member(second, "b") && !strict_json_member(second, "a"));
  cr_assert_null(strict_json_read_value(&source, 0));
  cr_assert_null(strict_json_read_name(&source));
  arena_free(&arena);
}

Test(strict_json, written_and_read_again) {
  struct text text = {0}, value = {0};
  struct json_writer writer = {.out = &text, .layout = JSON_ONE_LINE};
  for (int c = 1; c < 0x80; c++) text_addf(&value, "%*s%c", c % 9, "", c);
  json_open_object(&writer, NULL);
  json_add_text(&writer, "a", text_slice(&value));
  json_add_integer(&writer, "b", INT64_MIN);
  json_add_integer(&writer, "c", 0);
  json_add_integer(&writer, "d", INT64_MAX);
  json_close_object(&writer);
  const char *problem = NULL;
  cJSON *object = strict_json_object(text_slice(&text), &problem);
  cr_assert_str_eq(cJSON_GetObjectItem(object, "a")->valuestring, text_string(&value));
  cr_assert(strstr(text_string(&text), "\"b\":-9223372036854775808,\"c\":0,\"d\":9223372036854775807}"));
  cr_assert(strstr(text_string(&text), "\\b") && strstr(text_string(&text), "\\u007f"));
  cJSON_Delete(object);
  text_free(&text);
  text_free(&value);
}
