#include "runner/adapter.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "base/text.h"

enum {
  ALL_ENDED = 0,
  MAX_GROUPS = 1024, /* no more adapters run at once */
  MAX_ROUNDS = 2000  /* of a millisecond, until processes that multiply are left to the system */
};

#define MARK "REQSIG_RUN"

/* Of all runs of this process that go on side by side. */
static struct {
  struct keeper keeper;
  size_t num_runs;
  pid_t groups[MAX_GROUPS];
} all;

static void wait_a_moment(void) {
  nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
}

/* Positive: watch it; negative: forget it; ALL_ENDED: nothing was left behind. */
static void tell(const struct keeper *keeper, pid_t group) {
  if (keeper->process > 0 && write(keeper->pipe, &group, sizeof group) < 0) return;
}

static void note(pid_t *groups, pid_t told) {
  pid_t from = told > 0 ? 0 : -told, to = told > 0 ? told : 0;
  for (size_t i = 0; i < MAX_GROUPS; i++) {
    if (groups[i] != from) continue;
    groups[i] = to;
    return;
  }
}

void keeper_watch(const struct keeper *keeper, pid_t group) {
  note(all.groups, group);
  tell(keeper, group);
}

void keeper_forget(const struct keeper *keeper, pid_t group) {
  note(all.groups, -group);
  tell(keeper, -group);
}

/* What every process has in its environment that an adapter starts, unless it takes care not to. */
static void mark_what_is_started(struct text *mark) {
  struct timespec now;
  timespec_get(&now, TIME_UTC);
  text_addf(mark, "%ld-%lld-%ld", (long)getpid(), (long long)now.tv_sec, now.tv_nsec);
  setenv(MARK, text_string(mark), 1);
}

static bool has_mark(const char *pid, const struct text *mark) {
  struct text path = {0}, wanted = {0}, word = {0};
  text_addf(&path, "/proc/%s/environ", pid);
  text_addf(&wanted, MARK "=%s", text_string(mark));
  FILE *file = fopen(text_string(&path), "r");
  bool found = false;
  for (int c; file && !found && (c = getc(file)) != EOF;) {
    if (c != '\0') {
      text_add_byte(&word, (char)c);
      continue;
    }
    found = strcmp(text_string(&word), text_string(&wanted)) == 0;
    text_clear(&word);
  }
  if (file) fclose(file);
  text_free(&path);
  text_free(&wanted);
  text_free(&word);
  return found;
}

static size_t end_marked(const struct text *mark) {
  size_t num_ended = 0;
  DIR *folder = opendir("/proc");
  for (const struct dirent *entry; folder && (entry = readdir(folder));) {
    pid_t pid = (pid_t)strtol(entry->d_name, NULL, 10);
    if (pid > 0 && has_mark(entry->d_name, mark)) num_ended += kill(pid, SIGKILL) == 0;
  }
  if (folder) closedir(folder);
  return num_ended;
}

/* It has a session of its own: what a terminal or a shell sends to the runner does not reach it. */
static void keep(int from, const struct text *mark) {
  pid_t groups[MAX_GROUPS] = {0}, told = ALL_ENDED + 1;
  setsid();
  int nothing = open("/dev/null", O_RDWR);
  for (int i = 0; i <= STDERR_FILENO && nothing >= 0; i++) dup2(nothing, i);
  while (read(from, &told, sizeof told) == (ssize_t)sizeof told) note(groups, told);
  for (size_t i = 0; i < MAX_GROUPS; i++)
    if (groups[i] > 0) kill(-groups[i], SIGKILL);
  for (int i = 0; told != ALL_ENDED && i < MAX_ROUNDS && end_marked(mark) > 0; i++) wait_a_moment();
  _exit(0);
}

static void adopt_strays(void) {
#ifdef PR_SET_CHILD_SUBREAPER
  prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
#endif
}

static void start(struct keeper *keeper) {
  int ends[2];
  struct text mark = {0};
  adopt_strays();
  if (pipe(ends) != 0) return;
  mark_what_is_started(&mark);
  keeper->process = fork();
  if (keeper->process == 0) {
    close(ends[1]);
    keep(ends[0], &mark);
  }
  text_free(&mark);
  close(ends[0]);
  keeper->pipe = ends[1];
  fcntl(keeper->pipe, F_SETFD, FD_CLOEXEC);
  if (keeper->process < 0) close(keeper->pipe);
}

void keeper_begin(struct keeper *keeper) {
  if (all.num_runs++ == 0) start(&all.keeper);
  *keeper = all.keeper;
}

/* "PID (NAME) STATE PPID ...", and a name may hold anything. */
static bool is_child(const char *pid) {
  char path[64], line[512] = "";
  if (snprintf(path, sizeof path, "/proc/%.20s/stat", pid) >= (int)sizeof path) return false;
  FILE *file = fopen(path, "r");
  if (!file) return false;
  line[fread(line, 1, sizeof line - 1, file)] = '\0';
  fclose(file);
  const char *name_end = strrchr(line, ')');
  return name_end && strlen(name_end) > 4 && strtol(name_end + 4, NULL, 10) == (long)getpid();
}

/* An adapter that runs, or what it has left. */
static bool is_watched(pid_t pid) {
  pid_t group = getpgid(pid);
  for (size_t i = 0; i < MAX_GROUPS && group > 0; i++)
    if (all.groups[i] == group) return true;
  return false;
}

/* How many children there were to end. */
static size_t end_children_but(pid_t spared) {
  size_t num_ended = 0;
  DIR *folder = opendir("/proc");
  for (const struct dirent *entry; folder && (entry = readdir(folder));) {
    pid_t pid = (pid_t)strtol(entry->d_name, NULL, 10);
    if (pid <= 0 || pid == spared || !is_child(entry->d_name) || is_watched(pid)) continue;
    kill(pid, SIGKILL);
    waitpid(pid, NULL, WNOHANG);
    num_ended++;
  }
  if (folder) closedir(folder);
  return num_ended;
}

/* The children of one that ends come to the runner in their turn. */
void keeper_end_strays(const struct keeper *keeper) {
  for (int i = 0; i < MAX_ROUNDS && end_children_but(keeper->process) > 0; i++) wait_a_moment();
}

void keeper_end(struct keeper *keeper) {
  keeper_end_strays(keeper);
  if (--all.num_runs > 0) return;
  if (keeper->process > 0) {
    tell(keeper, ALL_ENDED);
    close(keeper->pipe);
    waitpid(keeper->process, NULL, 0);
  }
  all.keeper = (struct keeper){0};
}
