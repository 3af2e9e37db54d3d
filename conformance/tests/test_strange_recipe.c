/* Recipes that no document has yet are told in words: nothing in them may reach the terminal unseen. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/terminal.h"
#include "base/text.h"
#include "commands/explain.h"
#include "lib/context.h"
#include "lib/describe.h"
#include "request/recipe_text.h"

enum { ROOM = 256 };

static const reqsig_scheme strange = {
    .name = "strange",
    .title = "Strange",
    .document = "none",
    .document_title = "no page",
    .credentials = {{"key", .secret = true}},
    .message = {{RS_FROM_METHOD}, {RS_FROM_LITERAL, .literal = RS_TEXT("\x1b[2J\n\\")}},
    .separator = RS_TEXT("\n\x1b[31m"),
    .mac = {RS_SHA256, 0},
    .encoding = {RS_HEX},
    .headers = {{RS_TEXT("sign"),
                 .value = {{RS_FROM_LITERAL, .literal = RS_TEXT("\x1b[1m\xff")}, {RS_FROM_MAC}}}},
};

static void expect(const char *text, const char *expected) {
  cr_assert(strcmp(text, expected) == 0, "%s, expected %s", text, expected);
}

Test(strange_recipe, its_separator_is_visible) {
  struct text text = {0};
  recipe_add_joined(&text, &strange);
  expect(text_string(&text), "joined by \"\\n\\x1B[31m\"");
  text_free(&text);
}

Test(strange_recipe, its_literals_are_visible) {
  struct text text = {0};
  recipe_add_part(&text, &strange, &strange.message[1]);
  expect(text_string(&text), "\"\\x1B[2J\\n\\\\\"");
  text_clear(&text);
  recipe_add_header_value(&text, &strange, &strange.headers[0]);
  expect(text_string(&text), "\\x1B[1m\\xFF{signature}");
  text_free(&text);
}

/* The sections on the message, as a new string. */
static char *explain_to_text(const reqsig_scheme *scheme, const struct opened_request *opened) {
  char *text = NULL;
  size_t len;
  struct explain explain = {.opened = opened, .recipe = scheme};
  cr_assert_eq(explain_steps_collect(opened, &explain.steps), REQSIG_OK);
  FILE *out = open_memstream(&text, &len);
  cr_assert_not_null(out);
  explain.page = page_begin(out);
  explain_parts(&explain);
  explain_message(&explain);
  fclose(out);
  explain_steps_free(&explain.steps);
  return text;
}

Test(strange_recipe, is_explained_without_a_terminal_escape) {
  struct opened_request opened = {.scheme = &strange};
  reqsig_credential key = {"key", reqsig_text("k")};
  opened.request.request.method = reqsig_text("GET");
  opened.request.request.target = reqsig_text("/");
  cr_assert_eq(reqsig_context_init(&opened.context, &strange, &key, 1), REQSIG_OK);
  char *text = explain_to_text(&strange, &opened);
  cr_assert_null(strchr(text, '\x1b'), "an escape passed through");
  cr_assert(strstr(text, "joined by \"\\n\\x1B[31m\", 15 bytes"), "%s", text);
  free(text);
}
