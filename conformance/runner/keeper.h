/*
 * Nothing that the runner started may outlive it.
 *
 * The runner adopts the processes that leave an adapter's group, and ends them when it has ended. If the
 * runner itself is killed, or ends for want of memory, a process that it keeps beside it ends the adapters,
 * and those that left their groups: it knows them by a variable of their environment.
 */
#ifndef REQSIG_KEEPER_H
#define REQSIG_KEEPER_H

#include <sys/types.h>

struct keeper {
  pid_t process; /* 0: none could be started */
  int pipe;      /* the adapters' groups are told through it; it ends with the runner */
};

/* Before anything is started. Runs side by side share one. */
void keeper_begin(struct keeper *keeper);
void keeper_watch(const struct keeper *keeper, pid_t group);
void keeper_forget(const struct keeper *keeper, pid_t group);
/* Ends what left the groups; the adapters that run stay. */
void keeper_end_strays(const struct keeper *keeper);
void keeper_end(struct keeper *keeper);

#endif
