/* reqsig list: each scheme on a card, told from its recipe. */
#include <stdio.h>
#include <string.h>

#include "base/terminal.h"
#include "commands/command.h"
#include "lib/describe.h"
#include "request/profiles.h"
#include "request/scheme_argument.h"
#include "request/words.h"

static const struct operand operands[] = {{.name = "SCHEME",
                                           .text = "only these; default: all",
                                           .kind = VALUE_SCHEME,
                                           .optional = true,
                                           .repeats = true},
                                          {0}};
static const struct option option_rows[] = {{0}};
static const struct help_row exit_codes[] = {{"0", "done"}, {"2", "wrong usage"}, {0}};

enum { INDENT = 2, LABEL = 13, TEXT_COLUMN = INDENT + LABEL, MAX_TEXT = 512 };

static void print_row(const char *label, const char *text) {
  printf("%*s%-*s", INDENT, "", LABEL, label);
  terminal_wrap(stdout, TEXT_COLUMN, TEXT_COLUMN, text);
}

static void print_message(const reqsig_scheme *scheme) {
  char text[MAX_TEXT], words[RS_MAX_DESCRIPTION];
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS && scheme->message[i].from; i++) {
    rs_part_words(scheme, &scheme->message[i], words);
    snprintf(text, sizeof text, "%s%s", i > 0 ? "+ " : "", words);
    print_row(i == 0 ? "message" : "", text);
  }
  if (scheme->separator.len == 0) return;
  words_joined(scheme, text, sizeof text);
  print_row("", text);
}

static void print_signature(const reqsig_scheme *scheme) {
  char text[MAX_TEXT], mac[RS_MAX_DESCRIPTION], key[RS_MAX_DESCRIPTION];
  rs_mac_words(scheme, mac);
  rs_key_words(scheme, key);
  snprintf(text, sizeof text, "%s, keyed with %s; %s", mac, key,
           rs_encoding_words(scheme->encoding.encoding));
  print_row("signature", text);
}

static void print_headers(const reqsig_scheme *scheme) {
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && scheme->headers[i].name.len; i++) {
    const rs_header_rule *rule = &scheme->headers[i];
    char text[MAX_TEXT], value[MAX_TEXT / 2];
    words_header_value(scheme, rule, value, sizeof value);
    snprintf(text, sizeof text, "%.*s: %s%s", (int)rule->name.len, (const char *)rule->name.data, value,
             rule->sending == RS_SENT_UNLESS_PRESENT ? " (unless present)" : "");
    print_row(i == 0 ? "headers" : "", text);
  }
}

static void print_credentials(const reqsig_scheme *scheme) {
  char text[MAX_TEXT] = "";
  for (size_t i = 0; reqsig_scheme_credential(scheme, i); i++) {
    size_t len = strlen(text);
    snprintf(text + len, sizeof text - len, "%s%s%s", i > 0 ? ", " : "", reqsig_scheme_credential(scheme, i),
             reqsig_scheme_credential_is_secret(scheme, i) ? " (secret)" : "");
  }
  print_row("credentials", text);
}

static void print_scheme(const reqsig_scheme *scheme) {
  char text[MAX_TEXT];
  terminal t = terminal_of(stdout);
  printf("%s%s%s: %s\n", terminal_style_on(t, STYLE_BOLD), reqsig_scheme_name(scheme),
         terminal_style_on(t, STYLE_PLAIN), reqsig_scheme_title(scheme));
  snprintf(text, sizeof text, "%s, cited as %s", reqsig_scheme_document_title(scheme),
           reqsig_scheme_document(scheme));
  print_row("document", text);
  words_signed_requests(&scheme->signs, text, sizeof text);
  print_row("signs", text);
  print_message(scheme);
  print_signature(scheme);
  words_time(scheme, text, sizeof text);
  print_row("timestamp", text);
  print_headers(scheme);
  print_credentials(scheme);
  reqsig_profile_info info;
  if (reqsig_scheme_profile(scheme, 0, &info) != REQSIG_OK) return;
  printf("%*sprofiles\n", INDENT, "");
  profiles_print(stdout, scheme, 2 * INDENT);
}

static int list(const reqsig_scheme *const *schemes, size_t num_schemes) {
  for (size_t i = 0; i < num_schemes; i++) {
    if (i > 0) putchar('\n');
    print_scheme(schemes[i]);
  }
  return COMMAND_OK;
}

static int run(int argc, char **argv) {
  enum { MAX_LISTED = 64 };
  const reqsig_scheme *schemes[MAX_LISTED];
  size_t num_schemes = 0;
  struct options options = options_begin(&command_list, argc, argv);
  const char *value;
  for (int option; (option = options_next(&options, &value)) != OPTIONS_END;) {
    if (option == OPTIONS_STOP) return options.exit_code;
    const reqsig_scheme *scheme = scheme_argument(command_list.name, value);
    if (!scheme || num_schemes == MAX_LISTED) return COMMAND_USAGE;
    schemes[num_schemes++] = scheme;
  }
  if (num_schemes == 0)
    while (num_schemes < MAX_LISTED && (schemes[num_schemes] = reqsig_scheme_at(num_schemes))) num_schemes++;
  return list(schemes, num_schemes);
}

const struct command command_list = {
    .name = "list",
    .summary = "show the schemes: what each signs, and how",
    .description =
        "Shows the schemes: which requests each signs, what the message is, how it is signed, the headers to "
        "add, the credentials, and the profiles, which follow what the document leaves open.",
    .operands = operands,
    .options = option_rows,
    .exit_codes = exit_codes,
    .examples = (const struct example[]){{NULL, "reqsig list aet"}, {0}},
    .run = run,
};
