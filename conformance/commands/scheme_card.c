#include "commands/scheme_card.h"

#include <stdio.h>

#include "base/terminal.h"
#include "base/text.h"
#include "lib/describe.h"
#include "request/arguments.h"
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

static void print_message(const reqsig_scheme *scheme, struct text *text) {
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS && scheme->message[i].from; i++) {
    if (i > 0) text_add_string(text, "+ ");
    if (scheme->message[i].group > 0)
      text_addf(text, "in %s: ", scheme->groups[scheme->message[i].group - 1].name);
    recipe_add_part(text, scheme, &scheme->message[i]);
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
