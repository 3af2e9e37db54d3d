#include "runner/adapter.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * libuv's loop and its signals take 7, the adapter's pipes 8 until the child has its own, and the C library
 * opens a file of its own now and then. With fewer left libuv ends the process instead of answering an error.
 */
enum { NUM_DESCRIPTORS = 16, MAX_FIRST_LINE = 64 * 1024 };

bool start_problem_has_descriptors(void) {
  int opened[NUM_DESCRIPTORS], count = 0;
  while (count < NUM_DESCRIPTORS && (opened[count] = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)) >= 0) count++;
  for (int i = 0; i < count; i++) close(opened[i]);
  return count == NUM_DESCRIPTORS;
}

bool start_problem_find_program(struct text *file, const char *program) {
  const char *path = getenv("PATH");
  if (strchr(program, '/')) path = "";
  for (; path; path = strchr(path, ':') ? strchr(path, ':') + 1 : NULL) {
    text_clear(file);
    size_t len = strcspn(path, ":");
    text_add(file, (reqsig_slice){(const uint8_t *)path, len});
    if (len > 0) text_add_string(file, "/");
    text_add_string(file, program);
    if (access(text_string(file), F_OK) == 0) return true;
  }
  return false;
}

/* Without its LF; nothing if the file can't be read. */
static void read_first_line(const char *file, struct text *line) {
  FILE *stream = fopen(file, "r");
  if (!stream) return;
  for (int c; line->len < MAX_FIRST_LINE && (c = getc(stream)) != EOF && c != '\n';)
    text_add(line, (reqsig_slice){&(uint8_t){(uint8_t)c}, 1});
  fclose(stream);
}

static bool has_carriage_return(const char *line) {
  size_t len = strlen(line);
  return strncmp(line, "#!", 2) == 0 && len > 2 && line[len - 1] == '\r';
}

static void add_line_end(struct text *problem, const char *file) {
  text_addf(problem,
            "its first line ends with CR LF, and the system takes the CR for part of the interpreter's "
            "name: save it with LF line ends (sed -i 's/\\r$//' ");
  text_add_escaped(problem, reqsig_text(file), true);
  text_add_string(problem, ")");
}

/* The file is there, and yet the system says that one is not. */
static void add_missing_interpreter(struct text *problem, const char *file) {
  struct text first = {0};
  read_first_line(file, &first);
  const char *line = text_string(&first);
  if (has_carriage_return(line)) {
    add_line_end(problem, file);
  } else if (strncmp(line, "#!", 2) == 0) {
    const char *name = line + 2 + strspn(line + 2, " \t");
    text_add_string(problem, "its first line names the interpreter ");
    text_add_escaped(problem, (reqsig_slice){(const uint8_t *)name, strcspn(name, " \t")}, true);
    text_add_string(problem, ", which is not there");
  } else {
    text_add_string(problem, "the file is there, but not the loader that it needs: it may be built for "
                             "another system or C library");
  }
  text_free(&first);
}

static void add_denied(struct text *problem, const char *file) {
  struct stat status;
  if (stat(file, &status) == 0 && S_ISDIR(status.st_mode)) {
    text_add_string(problem, "it is a directory");
  } else if (access(file, X_OK) != 0) {
    text_add_string(problem, "permission denied: make it executable (chmod +x ");
    text_add_escaped(problem, reqsig_text(file), true);
    text_add_string(problem, ")");
  } else {
    text_add_string(problem,
                    "permission denied: its interpreter, or a folder on the way to it, can't be run");
  }
}

static void add_not_found(struct text *problem, const char *program) {
  bool is_path = strchr(program, '/') != NULL;
  text_add_string(problem, is_path ? "there is no such file" : "there is no such command in PATH");
  if (is_path || access(program, F_OK) != 0) return;
  text_add_string(problem, "; the file of that name in this folder is ./");
  text_add_escaped(problem, reqsig_text(program), true);
}

static void add_few_descriptors(struct text *problem) {
  struct rlimit limit = {0};
  getrlimit(RLIMIT_NOFILE, &limit);
  text_addf(problem,
            "too few file descriptors are free: %d are needed, and this process may have %llu in all; "
            "allow more with ulimit -n",
            NUM_DESCRIPTORS, (unsigned long long)limit.rlim_cur);
}

void start_problem_add(struct text *problem, const char *program, int error) {
  struct text file = {0};
  bool found = start_problem_find_program(&file, program);
  text_add_escaped(problem, reqsig_text(program), true);
  text_add_string(problem, " could not be started: ");
  if (error == EMFILE)
    add_few_descriptors(problem);
  else if (error == ENOENT && !found)
    add_not_found(problem, program);
  else if (error == ENOENT)
    add_missing_interpreter(problem, text_string(&file));
  else if (error == EACCES && found)
    add_denied(problem, text_string(&file));
  else
    text_add_string(problem, strerror(error));
  text_free(&file);
}

void start_problem_add_line_end(struct text *problem, const char *program) {
  struct text file = {0}, line = {0};
  if (start_problem_find_program(&file, program)) read_first_line(text_string(&file), &line);
  if (has_carriage_return(text_string(&line))) {
    text_add_string(problem, "; ");
    add_line_end(problem, text_string(&file));
  }
  text_free(&line);
  text_free(&file);
}
