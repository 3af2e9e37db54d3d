/* The command reqsig: finds the subcommand, and makes sure that its output arrived. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/message.h"
#include "base/options.h"
#include "base/terminal.h"
#include "base/text.h"
#include "commands/command.h"
#include "reqsig.h"

enum { MAX_NAMES = 64 };

/* Whether name is word and an action behind it: "vectors list" of "vectors". */
static bool is_in_group(const char *name, const char *group) {
  size_t len = strlen(group);
  return strncmp(name, group, len) == 0 && name[len] == ' ';
}

static bool is_group(const char *word) {
  for (size_t i = 0; program.commands[i]; i++)
    if (is_in_group(program.commands[i]->name, word)) return true;
  return false;
}

/* Of all commands, or of those of a group. */
static void print_commands(FILE *out, const char *group) {
  struct help_row rows[MAX_NAMES] = {0};
  size_t num_rows = 0;
  for (size_t i = 0; program.commands[i] && num_rows < MAX_NAMES - 1; i++) {
    const struct command *command = program.commands[i];
    if (!command->summary || (group && !is_in_group(command->name, group))) continue;
    rows[num_rows++] = (struct help_row){command->name, command->summary};
  }
  help_print_rows(out, rows);
}

static void print_help(FILE *out, const char *group) {
  if (group)
    fprintf(out, "usage: reqsig %s ACTION [ARGUMENT]...\n\n", group);
  else
    fputs("usage: reqsig COMMAND [ARGUMENT]...\n", out);
  if (!group) {
    help_print_paragraphs(out, program.description);
    fputc('\n', out);
  }
  print_commands(out, group);
  fprintf(out, "\nexit codes:\n");
  help_print_rows(out, program.exit_codes);
  fprintf(out, "\nreqsig help %s%s shows its options and an example.\n", group ? group : "COMMAND",
          group ? " ACTION" : "");
}

static const struct command *find_command(const char *group, const char *name) {
  size_t group_len = group ? strlen(group) + 1 : 0;
  for (size_t i = 0; program.commands[i]; i++)
    if ((!group || is_in_group(program.commands[i]->name, group)) &&
        strcmp(program.commands[i]->name + group_len, name) == 0)
      return program.commands[i];
  return NULL;
}

static size_t list_names(const char *group, const char *names[MAX_NAMES]) {
  size_t num_names = 0, group_len = group ? strlen(group) + 1 : 0;
  for (size_t i = 0; program.commands[i] && num_names < MAX_NAMES - 4; i++)
    if (program.commands[i]->summary && (!group || is_in_group(program.commands[i]->name, group)))
      names[num_names++] = program.commands[i]->name + group_len;
  if (group) return num_names;
  static const char *const others[] = {"vectors", "help", "--help", "--version"};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) names[num_names++] = others[i];
  return num_names;
}

static int fail_unknown_name(const char *name) {
  const char *names[MAX_NAMES];
  message_error("unknown %s \"%s\"", name[0] == '-' ? "option" : "command", name);
  message_did_you_mean(name, names, list_names(NULL, names));
  message_hint("see reqsig --help");
  return COMMAND_USAGE;
}

/* name is NULL if there is none. */
static int fail_unknown_action(const char *group, const char *name) {
  struct text actions = {0};
  const char *names[MAX_NAMES];
  size_t num_names = list_names(group, names);
  text_add_choices(&actions, names, num_names);
  message_error("%s: expected %s%s%s", group, text_string(&actions), name ? ", not " : "", name ? name : "");
  if (name) message_did_you_mean(name, names, num_names);
  message_hint("see reqsig help %s", group);
  text_free(&actions);
  return COMMAND_USAGE;
}

static bool asks_for_help(const char *argument) {
  return strcmp(argument, "help") == 0 || strcmp(argument, "--help") == 0 || strcmp(argument, "-h") == 0;
}

static int fail_extra_word(const char *command, const char *word) {
  message_error("%s: one argument too many: %s", command, word);
  message_hint("expected nothing behind %s", command);
  return COMMAND_USAGE;
}

/* reqsig help [COMMAND]; argv[0] is "help" or an option that asks for it. */
static int help(int argc, char **argv) {
  int at = 1;
  const char *group = at < argc && is_group(argv[at]) ? argv[at++] : NULL;
  const char *name = at < argc ? argv[at++] : NULL;
  const struct command *command = name ? find_command(group, name) : NULL;
  if (name && !command && !asks_for_help(name))
    return group ? fail_unknown_action(group, name) : fail_unknown_name(name);
  if (at < argc) return fail_extra_word(argv[0], argv[at]);
  if (command)
    help_print(stdout, command);
  else
    print_help(stdout, group);
  return COMMAND_OK;
}

static int run_in_group(int argc, char **argv) {
  const char *group = argv[0];
  if (argc < 2) return fail_unknown_action(group, NULL);
  const struct command *command = find_command(group, argv[1]);
  if (command) return command->run(argc - 1, argv + 1);
  if (!asks_for_help(argv[1])) return fail_unknown_action(group, argv[1]);
  if (argc > 2) return fail_extra_word(argv[1], argv[2]);
  print_help(stdout, group);
  return COMMAND_OK;
}

static int run(int argc, char **argv) {
  if (argc < 2) {
    print_help(stderr, NULL);
    return COMMAND_USAGE;
  }
  if (asks_for_help(argv[1])) return help(argc - 1, argv + 1);
  if (strcmp(argv[1], "--version") == 0) {
    if (argc > 2) return fail_extra_word(argv[1], argv[2]);
    printf("reqsig %s\n", reqsig_version());
    return COMMAND_OK;
  }
  if (is_group(argv[1])) return run_in_group(argc - 1, argv + 1);
  const struct command *command = find_command(NULL, argv[1]);
  return command ? command->run(argc - 1, argv + 1) : fail_unknown_name(argv[1]);
}

/* A file opened later must never become standard output. Opened for reading, as writing must fail. */
static void occupy_standard_streams(void) {
  int fd;
  while ((fd = open("/dev/null", O_RDONLY)) >= 0 && fd <= STDERR_FILENO) continue;
  if (fd >= 0) close(fd);
}

static int finish(int exit_code) {
  if (exit_code == COMMAND_OUTPUT_LOST) return COMMAND_BROKEN;
  int failed = ferror(stdout);
  errno = 0;
  if (fclose(stdout) == 0 && !failed) return exit_code;
  message_error("standard output can't be written: %s", errno ? strerror(errno) : "an earlier write failed");
  return COMMAND_BROKEN;
}

int main(int argc, char **argv) {
  occupy_standard_streams();
  memory_guard_json();
  return finish(run(argc, argv));
}
