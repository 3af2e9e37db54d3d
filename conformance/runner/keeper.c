#include "runner/keeper.h"

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

enum {
  MAX_GROUPS = 64,  /* no more adapters run at once */
  MAX_ROUNDS = 2000 /* of a millisecond, until processes that multiply are left to the system */
};

/* Positive: watch it; negative: forget it. */
static void tell(const struct keeper *keeper, pid_t group) {
  if (keeper->process > 0 && write(keeper->pipe, &group, sizeof group) < 0) return;
}

void keeper_watch(const struct keeper *keeper, pid_t group) {
  tell(keeper, group);
}

void keeper_forget(const struct keeper *keeper, pid_t group) {
  tell(keeper, -group);
}

static void note(pid_t *groups, pid_t told) {
  pid_t from = told > 0 ? 0 : -told, to = told > 0 ? told : 0;
  for (size_t i = 0; i < MAX_GROUPS; i++) {
    if (groups[i] != from) continue;
    groups[i] = to;
    return;
  }
}

/* It has a session of its own: what a terminal or a shell sends to the runner does not reach it. */
static void keep(int from) {
  pid_t groups[MAX_GROUPS] = {0}, told;
  setsid();
  int nothing = open("/dev/null", O_RDWR);
  for (int i = 0; i <= STDERR_FILENO && nothing >= 0; i++) dup2(nothing, i);
  while (read(from, &told, sizeof told) == (ssize_t)sizeof told) note(groups, told);
  for (size_t i = 0; i < MAX_GROUPS; i++)
    if (groups[i] > 0) kill(-groups[i], SIGKILL);
  _exit(0);
}

static void adopt_strays(void) {
#ifdef PR_SET_CHILD_SUBREAPER
  prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
#endif
}

void keeper_begin(struct keeper *keeper) {
  int ends[2];
  adopt_strays();
  if (pipe(ends) != 0) return;
  keeper->process = fork();
  if (keeper->process == 0) {
    close(ends[1]);
    keep(ends[0]);
  }
  close(ends[0]);
  keeper->pipe = ends[1];
  fcntl(keeper->pipe, F_SETFD, FD_CLOEXEC);
  if (keeper->process < 0) close(keeper->pipe);
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

/* How many children there were to end. */
static size_t end_children_but(pid_t spared) {
  size_t num_ended = 0;
  DIR *folder = opendir("/proc");
  for (const struct dirent *entry; folder && (entry = readdir(folder));) {
    pid_t pid = (pid_t)strtol(entry->d_name, NULL, 10);
    if (pid <= 0 || pid == spared || !is_child(entry->d_name)) continue;
    kill(pid, SIGKILL);
    waitpid(pid, NULL, WNOHANG);
    num_ended++;
  }
  if (folder) closedir(folder);
  return num_ended;
}

/* The children of one that ends come to the runner in their turn. */
void keeper_end_strays(const struct keeper *keeper) {
  for (int i = 0; i < MAX_ROUNDS && end_children_but(keeper->process) > 0; i++)
    nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
}

void keeper_end(struct keeper *keeper) {
  keeper_end_strays(keeper);
  if (keeper->process <= 0) return;
  close(keeper->pipe);
  waitpid(keeper->process, NULL, 0);
}
