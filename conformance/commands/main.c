/* The command reqsig: finds the subcommand, and makes sure that its output arrived. */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/message.h"
#include "base/suggest.h"
#include "commands/command.h"
#include "reqsig.h"

struct subcommand {
  const char *name;
  int (*run)(int argc, char **argv);
  const char *arguments;
  const char *summary;
  bool has_actions; /* its first argument is the name of what it does, which help may name too */
};

static const struct subcommand subcommands[] = {
    {"list", command_list, "", "the schemes: what each signs, and how", false},
    {"sign", command_sign, "SCHEME --credentials FILE [REQUEST]", "the headers to add to a request", false},
    {"explain", command_explain, "SCHEME --credentials FILE [REQUEST]", "each step to the signature, and why",
     false},
    {"verify", command_verify, "SCHEME --credentials FILE [REQUEST]", "whether a request is signed rightly",
     false},
    {"test", command_test, "[OPTION]... -- ADAPTER [ARG]...", "grade an implementation", false},
    {"vectors", command_vectors, "list | show ID | check | kill-matrix", "the test vectors", true},
};
enum { NUM_SUBCOMMANDS = sizeof subcommands / sizeof *subcommands };

static void print_help(FILE *out) {
  fputs("Signatures of HTTP API requests: made, explained, and tested in any language.\n\n"
        "usage: reqsig COMMAND [ARGUMENT]...\n\n",
        out);
  for (size_t i = 0; i < NUM_SUBCOMMANDS; i++) {
    const struct subcommand *s = &subcommands[i];
    fprintf(out, "  %-7s %-36s  %s\n", s->name, s->arguments, s->summary);
  }
  fputs("\n  reqsig help COMMAND    its options, and an example\n"
        "  reqsig --version\n\n"
        "Exit codes: 0 done or conformant, 1 not conformant or not accepted, 2 wrong usage or input, 3 "
        "something broke.\n",
        out);
}

static const struct subcommand *find(const char *name) {
  for (size_t i = 0; i < NUM_SUBCOMMANDS; i++)
    if (strcmp(subcommands[i].name, name) == 0) return &subcommands[i];
  return NULL;
}

static int refuse(const char *name) {
  static const char *const others[] = {"help", "--help", "--version"};
  enum { NUM_OTHERS = sizeof others / sizeof *others };
  const char *names[NUM_SUBCOMMANDS + NUM_OTHERS];
  for (size_t i = 0; i < NUM_SUBCOMMANDS; i++) names[i] = subcommands[i].name;
  for (size_t i = 0; i < NUM_OTHERS; i++) names[NUM_SUBCOMMANDS + i] = others[i];
  message_error("unknown %s \"%s\"", name[0] == '-' ? "option" : "command", name);
  const char *near = suggest(name, names, NUM_SUBCOMMANDS + NUM_OTHERS);
  if (near) message_hint("did you mean %s?", near);
  message_hint("see reqsig --help");
  return COMMAND_USAGE;
}

static bool asks_for_help(const char *argument) {
  return strcmp(argument, "help") == 0 || strcmp(argument, "--help") == 0 || strcmp(argument, "-h") == 0;
}

static int refuse_word(const char *command, const char *word) {
  message_error("%s: one argument too many: %s", command, word);
  message_hint("see reqsig --help");
  return COMMAND_USAGE;
}

static int help(int argc, char **argv) {
  bool of_all = argc < 2 || asks_for_help(argv[1]);
  const struct subcommand *subcommand = of_all ? NULL : find(argv[1]);
  int num_words = subcommand && subcommand->has_actions ? 3 : 2;
  if (!of_all && !subcommand) return refuse(argv[1]);
  if (argc > num_words) return refuse_word(argv[0], argv[num_words]);
  if (of_all) {
    print_help(stdout);
    return COMMAND_OK;
  }
  char option[] = "--help";
  char *arguments[] = {argv[1], argc > 2 ? argv[2] : option, option, NULL};
  return subcommand->run(argc > 2 ? 3 : 2, arguments);
}

static int run(int argc, char **argv) {
  if (argc < 2) {
    print_help(stderr);
    return COMMAND_USAGE;
  }
  if (asks_for_help(argv[1])) return help(argc - 1, argv + 1);
  if (strcmp(argv[1], "--version") == 0) {
    if (argc > 2) return refuse_word(argv[1], argv[2]);
    printf("reqsig %s\n", reqsig_version());
    return COMMAND_OK;
  }
  const struct subcommand *subcommand = find(argv[1]);
  return subcommand ? subcommand->run(argc - 1, argv + 1) : refuse(argv[1]);
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
  return finish(run(argc, argv));
}
