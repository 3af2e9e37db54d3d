/* The command reqsig: finds the subcommand, and makes sure that its output arrived. */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "complain.h"
#include "nearest.h"
#include "reqsig.h"

struct subcommand {
  const char *name;
  int (*run)(int argc, char **argv);
  const char *arguments;
  const char *summary;
};

static const struct subcommand subcommands[] = {
    {"list", command_list, "", "the schemes: what each signs, and how"},
    {"sign", command_sign, "SCHEME --credentials FILE [REQUEST]", "the headers to add to a request"},
    {"explain", command_explain, "SCHEME --credentials FILE [REQUEST]",
     "each step to the signature, and why"},
    {"verify", command_verify, "SCHEME --credentials FILE [REQUEST]", "whether a request is signed rightly"},
    {"test", command_test, "[OPTION]... -- ADAPTER [ARG]...", "grade an implementation"},
    {"vectors", command_vectors, "list | show ID | check | kill-matrix", "the test vectors"},
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
  complain("unknown %s \"%s\"", name[0] == '-' ? "option" : "command", name);
  const char *near = nearest(name, names, NUM_SUBCOMMANDS + NUM_OTHERS);
  if (near) complain_more("did you mean %s?", near);
  complain_more("see reqsig --help");
  return COMMAND_USAGE;
}

static bool asks_for_help(const char *argument) {
  return strcmp(argument, "help") == 0 || strcmp(argument, "--help") == 0 || strcmp(argument, "-h") == 0;
}

static int help(int argc, char **argv) {
  if (argc < 2 || asks_for_help(argv[1])) {
    print_help(stdout);
    return COMMAND_OK;
  }
  const struct subcommand *subcommand = find(argv[1]);
  if (!subcommand) return refuse(argv[1]);
  char option[] = "--help";
  char *arguments[] = {argv[1], option, NULL};
  return subcommand->run(2, arguments);
}

static int run(int argc, char **argv) {
  if (argc < 2) {
    print_help(stderr);
    return COMMAND_USAGE;
  }
  if (asks_for_help(argv[1])) return help(argc - 1, argv + 1);
  if (strcmp(argv[1], "--version") == 0) {
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
  complain("standard output can't be written: %s", errno ? strerror(errno) : "an earlier write failed");
  return COMMAND_BROKEN;
}

int main(int argc, char **argv) {
  occupy_standard_streams();
  return finish(run(argc, argv));
}
