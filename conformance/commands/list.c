/* reqsig list: each scheme on a card, told from its recipe. */
#include <stdio.h>

#include "base/arena.h"
#include "base/terminal.h"
#include "base/text.h"
#include "commands/command.h"
#include "lib/describe.h"
#include "request/arguments.h"
#include "request/known_schemes.h"
#include "request/recipe_text.h"

enum { INDENT = 2, LABEL = 13, TEXT_COLUMN = INDENT + LABEL };

void scheme_card_row(const char *label, const char *text) {
  printf("%*s%-*s", INDENT, "", LABEL, label);
  terminal_wrap(stdout, TEXT_COLUMN, TEXT_COLUMN, text);
}

/* A row of text, which is empty behind. */
static void print_text(const char *label, struct text *text) {
  scheme_card_row(label, text_string(text));
  text_clear(text);
}

/* "in content (if there is a body): " */
static void add_group(struct text *text, const reqsig_scheme *scheme, size_t group) {
  if (group == 0) return;
  text_add_string(text, "in ");
  recipe_add_group(text, &scheme->groups[group - 1]);
  text_add_string(text, ": ");
}

static void print_message(const reqsig_scheme *scheme, struct text *text) {
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS && scheme->message[i].from; i++) {
    if (i > 0) text_add_string(text, "+ ");
    add_group(text, scheme, scheme->message[i].group);
    recipe_add_part(text, scheme, &scheme->message[i]);
    if (i > 0 && scheme->separator.len > 0 && scheme->message[i].glued)
      text_add_string(text, ", directly behind that");
    print_text(i == 0 ? "message" : "", text);
  }
  if (scheme->separator.len == 0) return;
  recipe_add_joined(text, scheme);
  print_text("", text);
}

static void print_signature(const reqsig_scheme *scheme, struct text *text) {
  text_addf(text, "HMAC-%s, keyed with ", rs_digest_name(scheme->mac.digest));
  recipe_add_key(text, scheme);
  const rs_encoding_rule *encoding = &scheme->encoding;
  text_addf(text, "; %s", rs_encoding_words(encoding->encoding));
  if (encoding->upper_case_accepted) text_add_string(text, "; upper case is accepted too");
  if (encoding->unpadded_accepted) text_add_string(text, "; without padding it is accepted too");
  if (encoding->prefix_optional) text_add_string(text, "; without the text before it it is accepted too");
  print_text("signature", text);
}

static void print_fields(const reqsig_scheme *scheme, rs_place place, struct text *text) {
  size_t num = 0;
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && scheme->headers[i].name.len; i++) {
    const rs_header_rule *rule = &scheme->headers[i];
    if ((rule->place == RS_IN_QUERY) != (place == RS_IN_QUERY)) continue;
    text_add(text, rule->name);
    text_add_string(text, place == RS_IN_QUERY ? "=" : ": ");
    recipe_add_header_value(text, scheme, rule);
    if (rule->coded) text_addf(text, ", %s in base64", rule->coded);
    if (rule->sending == RS_SENT_UNLESS_PRESENT) text_add_string(text, " (unless present)");
    print_text(num++ > 0 ? "" : place == RS_IN_QUERY ? "parameters" : "headers", text);
    recipe_add_items(text, rule);
    if (text->len > 0) print_text("", text);
  }
}

static void print_credentials(const reqsig_scheme *scheme, struct text *text) {
  const char *name;
  for (size_t i = 0; (name = reqsig_scheme_credential(scheme, i)); i++)
    text_addf(text, "%s%s%s", i > 0 ? ", " : "", name,
              reqsig_scheme_credential_is_secret(scheme, i) ? " (secret)" : "");
  print_text("credentials", text);
}

void scheme_card_print(const reqsig_scheme *scheme) {
  struct text text = {0};
  terminal t = terminal_of(stdout);
  printf("%s%s%s: %s\n", terminal_style_on(t, STYLE_BOLD), reqsig_scheme_name(scheme),
         terminal_style_on(t, STYLE_PLAIN), reqsig_scheme_title(scheme));
  recipe_add_document(&text, scheme);
  print_text("document", &text);
  recipe_add_signed_requests(&text, &scheme->signs);
  print_text("signs", &text);
  print_message(scheme, &text);
  print_signature(scheme, &text);
  recipe_add_time(&text, scheme);
  print_text("timestamp", &text);
  print_fields(scheme, RS_IN_HEADER, &text);
  print_fields(scheme, RS_IN_QUERY, &text);
  print_credentials(scheme, &text);
  text_free(&text);
  reqsig_profile_info info;
  if (reqsig_scheme_profile(scheme, 0, &info) != REQSIG_OK) return;
  printf("%*sprofiles\n", INDENT, "");
  profiles_print(stdout, scheme, 2 * INDENT);
}

static const struct operand operands[] = {{.name = "SCHEME",
                                           .text = "only these; default: all",
                                           .kind = VALUE_SCHEME,
                                           .optional = true,
                                           .repeats = true},
                                          {0}};
enum { OPTION_LIBRARY };
static const struct option option_rows[] = {
    {.id = OPTION_LIBRARY,
     .name = "--library",
     .text = "the names and titles of the schemes of widely used APIs that come as scheme files"},
    {0}};
static const struct help_row exit_codes[] = {{"0", "done"}, {"2", "wrong usage"}, {0}};

/* All schemes if none is named. */
static int list_schemes(const reqsig_scheme *const *named, size_t num_named) {
  const reqsig_scheme *scheme;
  for (size_t i = 0; (scheme = num_named == 0 ? reqsig_scheme_at(i) : i < num_named ? named[i] : NULL); i++) {
    if (i > 0) putchar('\n');
    scheme_card_print(scheme);
  }
  return COMMAND_OK;
}

enum { NAME_COLUMN = 20 };

static int list_library(void) {
  const char *name;
  for (size_t i = 0; (name = scheme_library_name(i)); i++) {
    printf("%-*s", NAME_COLUMN, name);
    terminal_wrap(stdout, NAME_COLUMN, NAME_COLUMN, reqsig_scheme_title(scheme_find(name)));
  }
  return COMMAND_OK;
}

static int run(int argc, char **argv) {
  struct arena arena = {0};
  const reqsig_scheme **named = arena_get_array(&arena, (size_t)argc, sizeof *named);
  size_t num_named = 0;
  struct options options = options_begin(&command_list, argc, argv);
  options.exit_code = COMMAND_USAGE;
  bool library = false;
  const char *value;
  int option;
  while ((option = options_next(&options, &value)) == OPTIONS_OPERAND || option == OPTION_LIBRARY) {
    library |= option == OPTION_LIBRARY;
    if (option == OPTION_LIBRARY) continue;
    named[num_named] = scheme_argument(command_list.name, value);
    if (!named[num_named++]) break;
  }
  int exit_code = option != OPTIONS_END ? options.exit_code
                  : library             ? list_library()
                                        : list_schemes(named, num_named);
  arena_free(&arena);
  return exit_code;
}

const struct command command_list = {
    .name = "list",
    .summary = "show the schemes: what each signs, and how",
    .description =
        "Shows the schemes: which requests each signs, what the message is, how it is signed, the headers to "
        "add, the credentials, and the profiles, which follow what the document leaves open.\n\n"
        "--library lists the schemes of widely used APIs that come as scheme files. Each command takes them "
        "by "
        "their names too.",
    .operands = operands,
    .options = option_rows,
    .exit_codes = exit_codes,
    .examples = (const struct example[]){{NULL, "reqsig list aet"}, {NULL, "reqsig list --library"}, {0}},
    .run = run,
};
