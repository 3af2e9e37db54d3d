#include "base/options.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/message.h"
#include "base/text.h"

enum { MAX_NAMES = 64 };

static const struct option help_option = {.id = OPTIONS_STOP, .name = "--help"};

struct options options_begin(const struct command *command, int argc, char **argv) {
  return (struct options){.command = command, .argc = argc, .argv = argv, .at = 1};
}

int options_complain(const struct command *command, const char *format, ...) {
  struct text message = {0};
  va_list arguments;
  va_start(arguments, format);
  text_addv(&message, format, arguments);
  va_end(arguments);
  message_error("%s: %s", command->name, text_string(&message));
  message_hint("see reqsig help %s", command->name);
  text_free(&message);
  return COMMAND_USAGE;
}

bool options_number(const struct command *command, const char *option, const char *value, uint64_t min,
                    uint64_t max, const char *help, uint64_t *number) {
  if (number_read(value, min, max, number)) return true;
  options_complain(command, "%s %s: expected a number from %" PRIu64 " to %" PRIu64 "%s", option, value, min,
                   max, help);
  return false;
}

static int stop_with(struct options *options, int exit_code) {
  options->exit_code = exit_code;
  return OPTIONS_STOP;
}

static int stop_with_hint(struct options *options) {
  message_hint("see reqsig help %s", options->command->name);
  return stop_with(options, COMMAND_USAGE);
}

static int stop_with_usage(struct options *options) {
  help_print_usage(stderr, options->command);
  return stop_with_hint(options);
}

/* The options that name, len bytes, is or begins; as one it is alone. At most MAX_NAMES. */
static size_t find_options(const struct command *command, const char *name, size_t len,
                           const struct option *found[MAX_NAMES]) {
  size_t num_found = 0;
  const struct option *option = command->options;
  for (bool last = false; !last; option++) {
    last = !option->name;
    const struct option *candidate = last ? &help_option : option;
    if (strncmp(candidate->name, name, len) != 0) continue;
    if (candidate->name[len] == '\0') {
      found[0] = candidate;
      return 1;
    }
    if (num_found < MAX_NAMES) found[num_found++] = candidate;
  }
  return num_found;
}

/* A command that needs a file of secrets may be given a secret in the place of something else. */
static bool needs_secrets(const struct command *command) {
  for (const struct option *option = command->options; option->name; option++)
    if (option->required && option->kind == VALUE_FILE) return true;
  return false;
}

static const char *operand_shown(const struct command *command, const char *operand) {
  return needs_secrets(command) ? file_name_shown(operand) : operand;
}

static int complain_of_unknown_option(struct options *options, const char *argument, int len) {
  const char *names[MAX_NAMES];
  const struct option *all[MAX_NAMES];
  size_t num_names = find_options(options->command, "--", 2, all);
  for (size_t i = 0; i < num_names; i++) names[i] = all[i]->name;
  bool is_option = strncmp(argument, "--", 2) == 0 || strlen(argument) == 2;
  const char *shown = is_option ? argument : operand_shown(options->command, argument);
  message_error("%s: unknown option %.*s", options->command->name,
                shown == argument ? len : (int)strlen(shown), shown);
  message_did_you_mean(argument, names, num_names);
  return stop_with_hint(options);
}

static int complain_of_ambiguous_option(struct options *options, const char *argument, int len,
                                        const struct option *const *found, size_t num_found) {
  const char *names[MAX_NAMES];
  struct text list = {0};
  for (size_t i = 0; i < num_found; i++) names[i] = found[i]->name;
  text_add_choices(&list, names, num_found);
  message_error("%s: option %.*s is ambiguous: %s?", options->command->name, len, argument,
                text_string(&list));
  text_free(&list);
  return stop_with_hint(options);
}

static int complain_of_choice(struct options *options, const struct option *option, const char *value) {
  struct text list = {0};
  size_t num_choices = 0;
  while (option->choices[num_choices]) num_choices++;
  text_add_choices(&list, option->choices, num_choices);
  bool may_be_shown = suggest(value, option->choices, num_choices) ||
                      (!needs_secrets(options->command) && is_plain_name(value));
  message_error("%s: %s %s: expected %s", options->command->name, option->name,
                may_be_shown ? value : NOT_SHOWN, text_string(&list));
  message_did_you_mean(value, option->choices, num_choices);
  text_free(&list);
  return stop_with_hint(options);
}

static bool is_choice(const char *const *choices, const char *value) {
  while (*choices && strcmp(*choices, value) != 0) choices++;
  return *choices;
}

static int complain_of_option(struct options *options, const struct option *option, const char *problem) {
  message_error("%s: %s %s", options->command->name, option->name, problem);
  return stop_with_hint(options);
}

static int take_value(struct options *options, const struct option *option, const char *equals,
                      const char **value) {
  *value = equals ? equals + 1 : NULL;
  if (!option->value) return equals ? complain_of_option(options, option, "takes no value") : option->id;
  if (!equals && options->at < options->argc) *value = options->argv[options->at++];
  if (!*value || **value == '\0') {
    message_error("%s: %s %s", options->command->name, option->name, *value ? "is empty" : "needs a value");
    message_hint("%s %s: %s", option->name, option->value, option->text);
    return stop_with_hint(options);
  }
  if (option->kind == VALUE_CHOICE && !is_choice(option->choices, *value))
    return complain_of_choice(options, option, *value);
  return option->id;
}

static int take_option(struct options *options, const char *argument, const char **value) {
  const struct option *found[MAX_NAMES];
  const char *equals = strchr(argument, '=');
  size_t len = equals ? (size_t)(equals - argument) : strlen(argument);
  size_t num_found = len > 2 ? find_options(options->command, argument, len, found) : 0;
  if (num_found == 0) return complain_of_unknown_option(options, argument, (int)len);
  if (num_found > 1) return complain_of_ambiguous_option(options, argument, (int)len, found, num_found);
  if (found[0] == &help_option) {
    if (equals) return complain_of_option(options, found[0], "takes no value");
    help_print(stdout, options->command);
    return stop_with(options, COMMAND_OK);
  }
  uint64_t bit = UINT64_C(1) << (found[0] - options->command->options);
  if ((options->given & bit) && !found[0]->repeats)
    return complain_of_option(options, found[0], "is given twice");
  options->given |= bit;
  return take_value(options, found[0], equals, value);
}

/* The row of the operand that comes next; NULL if there is none. */
static const struct operand *next_operand(const struct options *options) {
  const struct operand *operand = options->command->operands;
  if (options->operands_only)
    for (const struct operand *program = operand; program->name; program++)
      if (program->kind == VALUE_COMMAND) return program;
  for (size_t i = 0; i < options->num_operands && operand->name && !operand->repeats; i++) operand++;
  return operand->name ? operand : NULL;
}

/* The file of an option that is required, given without the option's name, is what is one too many most
 * often. */
static void hint_at_option(const struct options *options, const char *operand) {
  const struct option *option = options->command->options;
  for (size_t i = 0; option[i].name; i++) {
    if (!option[i].required || option[i].kind != VALUE_FILE || options->given >> i & 1) continue;
    const char *file = file_is_json(operand) ? operand : options->last_operand;
    if (!file || !file_is_json(file)) continue;
    message_hint("%s %s is missing: did you mean %s %s?", option[i].name, option[i].value, option[i].name,
                 file);
  }
}

static int complain_of_extra_operand(struct options *options, const char *operand) {
  const struct operand *expected = options->command->operands;
  message_error("%s: one argument too many: %s", options->command->name,
                operand_shown(options->command, operand));
  if (options->last_operand)
    message_hint("%s is taken for %s, which is the last that is expected",
                 operand_shown(options->command, options->last_operand),
                 expected[options->num_operands - 1].name);
  else
    message_hint("only options are expected here");
  hint_at_option(options, operand);
  return stop_with_usage(options);
}

/* The first of the command's own options that stands among the words of a program that is to be run. */
static const struct option *option_behind_program(const struct options *options) {
  for (int i = options->at; i < options->argc && strcmp(options->argv[i], "--") != 0; i++)
    for (const struct option *option = options->command->options; option->name; option++) {
      size_t len = strlen(option->name);
      bool begins = strncmp(options->argv[i], option->name, len) == 0;
      if (begins && (options->argv[i][len] == '\0' || options->argv[i][len] == '=')) return option;
    }
  return NULL;
}

/* Without "--" nobody can tell whose option it is meant to be. */
static int complain_of_option_behind_program(struct options *options, const struct option *option,
                                             const char *program) {
  const char *name = options->command->name;
  message_error("%s: %s stands behind %s, which would get it", name, option->name, program);
  message_hint("for reqsig, put it before: reqsig %s %s%s%s -- %s ...", name, option->name,
               option->value ? " " : "", option->value ? option->value : "", program);
  message_hint("for %s, put -- before: reqsig %s -- %s ... %s", program, name, program, option->name);
  return stop_with_hint(options);
}

static int complain_of_missing_operand(struct options *options, const struct operand *operand) {
  message_error("%s: %s is missing: %s", options->command->name, operand->name, operand->text);
  return stop_with_usage(options);
}

static int take_operand(struct options *options, const char *argument, const char **value) {
  const struct operand *operand = next_operand(options);
  if (!operand) return complain_of_extra_operand(options, argument);
  if (operand->kind == VALUE_COMMAND && options->num_words == 0 && *argument == '\0')
    return complain_of_missing_operand(options, operand);
  options->num_operands++;
  options->last_operand = *value = argument;
  if (operand->kind != VALUE_COMMAND) return OPTIONS_OPERAND;
  const struct option *behind = options->operands_only ? NULL : option_behind_program(options);
  if (behind) return complain_of_option_behind_program(options, behind, argument);
  options->operands_only = true;
  options->num_words++;
  return OPTIONS_OPERAND;
}

static int check_end(struct options *options) {
  size_t num_others = options->num_operands - options->num_words, nth = 0;
  for (const struct operand *operand = options->command->operands; operand->name; operand++, nth++) {
    bool given = operand->kind == VALUE_COMMAND ? options->num_words > 0 : num_others > nth;
    if (!given && !operand->optional) return complain_of_missing_operand(options, operand);
  }
  return OPTIONS_END;
}

/* -o is --output where the command says so, and -h is always --help. */
static const char *name_of_letter(const struct command *command, const char *argument) {
  for (const struct option *option = command->options; option->name; option++)
    if (option->letter && strcmp(argument, option->letter) == 0) return option->name;
  return strcmp(argument, "-h") == 0 ? help_option.name : argument;
}

int options_next(struct options *options, const char **value) {
  if (options->at >= options->argc) return check_end(options);
  const char *argument = options->argv[options->at++];
  if (options->operands_only) return take_operand(options, argument, value);
  if (strcmp(argument, "--") == 0) {
    options->operands_only = true;
    return options_next(options, value);
  }
  argument = name_of_letter(options->command, argument);
  if (argument[0] != '-' || argument[1] == '\0') return take_operand(options, argument, value);
  return take_option(options, argument, value);
}

const char *value_kind_name(enum value_kind kind) {
  static const char *const names[] = {
      [VALUE_SCHEME] = "scheme", [VALUE_PROFILE] = "profile", [VALUE_VECTOR] = "vector",
      [VALUE_REASON] = "reason", [VALUE_MISTAKE] = "mistake", [VALUE_COMMAND] = NULL};
  return names[kind];
}

int command_group_len(const struct command *command) {
  const char *space = strchr(command->name, ' ');
  return space ? (int)(space - command->name) : 0;
}

bool command_begins_group(const struct program *program, size_t i) {
  const char *name = program->commands[i]->name;
  int len = command_group_len(program->commands[i]);
  return len > 0 && (i == 0 || command_group_len(program->commands[i - 1]) != len ||
                     strncmp(program->commands[i - 1]->name, name, (size_t)len) != 0);
}
