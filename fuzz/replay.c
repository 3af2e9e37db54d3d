/*
 * Runs a target on files, under any compiler: fuzz-replay-TARGET [--seconds N] PATH… [--kept PATH…]
 * A path is a file, or a directory of files. Fails if a directory before --kept has no file, if a path can't
 * be read, if the target does not take an input, or if an input takes longer than N seconds, 10 if not given.
 * Names that begin with a dot are passed over.
 */
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "support.h"

enum { DEFAULT_SECONDS = 10, MAX_PATH = 4096 };

/* For the handler of SIGALRM, which nobody can hand it to. */
static char current[MAX_PATH];

static void end(const char *path, const char *why) {
  fprintf(stderr, "fuzz-replay: %s: %s\n", path, why);
  exit(EXIT_FAILURE);
}

static void too_slow(int signal) {
  (void)signal;
  static const char why[] = ": takes too long\n";
  if (write(STDERR_FILENO, current, strlen(current)) < 0 || write(STDERR_FILENO, why, sizeof why - 1) < 0)
    _exit(EXIT_FAILURE);
  _exit(EXIT_FAILURE);
}

static reqsig_slice read_file(fuzz_heap *heap, const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file || fseek(file, 0, SEEK_END) != 0) end(path, strerror(errno));
  long len = ftell(file);
  if (len < 0) end(path, strerror(errno));
  rewind(file);
  reqsig_buffer bytes = rs_fuzz_buffer(heap, (size_t)len);
  bytes.len = fread(bytes.data, 1, bytes.capacity, file);
  if (bytes.len != bytes.capacity || ferror(file)) end(path, "can't be read");
  fclose(file);
  return fuzz_bytes_of(&bytes);
}

static void run_file(const char *path, unsigned seconds) {
  fuzz_heap heap = {0};
  snprintf(current, sizeof current, "%s", path);
  alarm(seconds);
  reqsig_slice input = read_file(&heap, path);
  fprintf(stderr, "%s\n", path);
  if (LLVMFuzzerTestOneInput(input.data, input.len) != FUZZ_TRIED) end(path, "is not of the target's format");
  alarm(0);
  rs_fuzz_release(&heap);
}

/* Gives the number of files run. */
static size_t run_directory(DIR *directory, const char *path, unsigned seconds) {
  size_t num = 0;
  for (const struct dirent *entry; (entry = readdir(directory));) {
    char file[MAX_PATH];
    if (entry->d_name[0] == '.') continue;
    if (snprintf(file, sizeof file, "%s/%s", path, entry->d_name) >= MAX_PATH)
      end(path, "is too long a name");
    run_file(file, seconds);
    num++;
  }
  closedir(directory);
  return num;
}

static size_t run_path(const char *path, unsigned seconds) {
  DIR *directory = opendir(path);
  if (directory) return run_directory(directory, path, seconds);
  if (errno != ENOTDIR) end(path, strerror(errno));
  run_file(path, seconds);
  return 1;
}

static unsigned number_of_seconds(const char *text) {
  char *rest;
  unsigned long seconds = text ? strtoul(text, &rest, 10) : 0;
  if (seconds == 0 || seconds > 3600 || *rest) end("--seconds", "wants a number of seconds, 1 to 3600");
  return (unsigned)seconds;
}

int main(int argc, char **argv) {
  unsigned seconds = DEFAULT_SECONDS;
  size_t num = 0;
  bool kept = false;
  signal(SIGALRM, too_slow);
  for (int i = 1; i < argc; i++) {
    if (strcmp(argv[i], "--kept") == 0) {
      kept = true;
    } else if (strcmp(argv[i], "--seconds") == 0) {
      seconds = number_of_seconds(argv[++i]);
    } else {
      size_t num_here = run_path(argv[i], seconds);
      if (num_here == 0 && !kept) end(argv[i], "holds no input");
      num += num_here;
    }
  }
  if (num == 0) end(argv[0], "no input was run");
  printf("%zu inputs\n", num);
  return EXIT_SUCCESS;
}
