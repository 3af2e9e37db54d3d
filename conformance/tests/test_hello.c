#include <criterion/criterion.h>
#include <string.h>

#include "runner/protocol.h"

static struct arena arena;
static struct text problem;

static void free_all(void) {
  arena_free(&arena);
  text_free(&problem);
}

TestSuite(hello, .fini = free_all);

/* The answer with this implementation, and members behind those that must be there. */
static bool is_read(const char *implementation, const char *members, struct hello *hello) {
  struct text line = {0};
  text_addf(&line, "{\"protocol\":1,\"implementation\":{%s},\"schemes\":[],\"ops\":[]%s}", implementation,
            members);
  text_clear(&problem);
  *hello = (struct hello){0};
  bool read = hello_read(&arena, text_slice(&line), hello, &problem);
  text_free(&line);
  return read;
}

Test(hello, rejects_an_empty_name) {
  struct hello hello;
  cr_assert_not(is_read("\"name\":\"\"", "", &hello));
  cr_assert_str_eq(text_string(&problem), "an answer to hello with an empty \"name\"");
  cr_assert(is_read("\"name\":\"x\"", "", &hello));
  cr_assert_str_eq(hello.name, "x");
}

Test(hello, takes_an_answer_without_version_and_language) {
  struct hello hello;
  cr_assert(is_read("\"name\":\"x\"", "", &hello));
  cr_assert_null(hello.version);
  cr_assert_null(hello.language);
  cr_assert(is_read("\"name\":\"x\",\"version\":\"2\",\"language\":\"c\"", "", &hello));
  cr_assert_str_eq(hello.version, "2");
  cr_assert_str_eq(hello.language, "c");
  cr_assert_not(is_read("\"name\":\"x\",\"version\":2", "", &hello));
  cr_assert_str_eq(text_string(&problem), "an answer to hello without \"version\" as a string");
}

Test(hello, takes_each_limit_once) {
  struct hello hello;
  cr_assert(is_read(
      "\"name\":\"x\"",
      ",\"limits\":[\"utf8-bodies\",\"json-bodies\",\"base64-secrets\",\"no-multipart\",\"no-get-body\","
      "\"methods:GET,M-SEARCH\",\"no-window\",\"signature-only\",\"own-clock\"]",
      &hello));
  for (size_t i = 0; i < NUM_LIMITS; i++) cr_assert(hello.limits.stated[i]);
  cr_assert_eq(hello.limits.words.count, NUM_LIMITS);
  cr_assert_eq(hello.limits.methods.count, 2);
  cr_assert_str_eq(hello.limits.methods.items[1], "M-SEARCH");
}

Test(hello, says_what_is_wrong_with_limits) {
  static const struct {
    const char *list, *what;
  } cases[] = {
      {"\"no-window\"", "without \"limits\" as a list of strings"},
      {"[1]", "without \"limits\" as a list of strings"},
      {"[\"no-windows\"]", "\"no-windows\" in \"limits\", which is no limit: did you mean no-window?"},
      {"[\"method:GET\"]", "which is no limit: did you mean methods:GET,POST?"},
      {"[\"methods\"]", "which is no limit: did you mean methods:GET,POST?"},
      {"[\"\"]", "\"\" in \"limits\", which is no limit: expected utf8-bodies, "},
      {"[\"own-clock\",\"own-clock\"]", "the limit own-clock twice in \"limits\""},
      {"[\"methods:GET\",\"methods:PUT\"]", "the limit methods twice in \"limits\""},
      {"[\"methods:\"]", "\"methods:\" in \"limits\" without its methods"},
      {"[\"methods:GET,,PUT\"]", "\"methods:\" in \"limits\" without its methods"},
      {"[\"methods:GET PUT\"]", "\"methods:\" in \"limits\" without its methods"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct text members = {0};
    struct hello hello;
    text_addf(&members, ",\"limits\":%s", cases[i].list);
    cr_assert_not(is_read("\"name\":\"x\"", text_string(&members), &hello), "%s", cases[i].list);
    cr_assert(strstr(text_string(&problem), cases[i].what), "\"%s\" doesn't say %s", text_string(&problem),
              cases[i].what);
    text_free(&members);
  }
}
