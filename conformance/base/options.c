#include "base/options.h"

#include <string.h>

#include "base/message.h"
#include "base/suggest.h"

enum { MAX_RULES = 16, NOT_FOUND = -1, AMBIGUOUS = -2 };

struct options options_begin(int argc, char **argv, const option_rule *rules, size_t num_rules) {
  return (struct options){.rules = rules, .num_rules = num_rules, .argc = argc, .argv = argv, .at = 1};
}

static int find(const struct options *options, const char *name, size_t len) {
  int found = NOT_FOUND;
  for (size_t i = 0; i < options->num_rules; i++) {
    if (strncmp(options->rules[i].name, name, len) != 0) continue;
    if (options->rules[i].name[len] == '\0') return (int)i;
    found = found == NOT_FOUND ? (int)i : AMBIGUOUS;
  }
  return found;
}

static void complain_of_name(const struct options *options, const char *argument, int len, int found) {
  const char *command = options->argv[0];
  const char *names[MAX_RULES];
  size_t num_names = options->num_rules < MAX_RULES ? options->num_rules : MAX_RULES;
  for (size_t i = 0; i < num_names; i++) names[i] = options->rules[i].name;
  message_error("%s: %s option %.*s", command, found == AMBIGUOUS ? "ambiguous" : "unknown", len, argument);
  const char *near = found == AMBIGUOUS ? NULL : suggest(argument, names, num_names);
  if (near) message_hint("did you mean %s?", near);
  message_hint("see reqsig help %s", command);
}

static int take_value(struct options *options, int found, const char *equals, const char **value) {
  const option_rule *rule = &options->rules[found];
  *value = equals ? equals + 1 : NULL;
  if (!rule->value && !equals) return found;
  if (!rule->value) {
    message_error("%s: %s takes no value", options->argv[0], rule->name);
    return OPTIONS_WRONG;
  }
  if (!equals && options->at < options->argc) *value = options->argv[options->at++];
  if (*value) return found;
  message_error("%s: %s needs a value: %s %s", options->argv[0], rule->name, rule->name, rule->value);
  return OPTIONS_WRONG;
}

int options_next(struct options *options, const char **value) {
  if (options->at >= options->argc) return OPTIONS_END;
  const char *argument = options->argv[options->at++];
  if (!options->operands_only && strcmp(argument, "--") == 0) {
    options->operands_only = true;
    return options_next(options, value);
  }
  if (!options->operands_only && strcmp(argument, "-h") == 0) argument = "--help";
  *value = argument;
  if (options->operands_only || argument[0] != '-' || argument[1] == '\0') return OPTIONS_OPERAND;
  const char *equals = strchr(argument, '=');
  size_t len = equals ? (size_t)(equals - argument) : strlen(argument);
  int found = len > 2 ? find(options, argument, len) : NOT_FOUND;
  if (found >= 0) return take_value(options, found, equals, value);
  complain_of_name(options, argument, (int)len, found);
  return OPTIONS_WRONG;
}
