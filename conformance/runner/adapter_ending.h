/* How the adapter's process comes to its end, by itself or not. For adapter.c only. */
#ifndef REQSIG_ADAPTER_ENDING_H
#define REQSIG_ADAPTER_ENDING_H

#include "runner/adapter.h"

void ending_on_exit(uv_process_t *process, int64_t exit_status, int term_signal);

/* A pipe has ended; unless the process has ended too, it must soon, or that is the trouble. */
void ending_on_closed_pipe(struct adapter *adapter, adapter_trouble suspicion);

/* Asks the group to end, then makes it. */
void ending_force(struct adapter *adapter);

/* Its input has been closed. */
void ending_expect(struct adapter *adapter);

enum { ENDING_MAX_CLUE = 128 };

/* "; its last line has no LF: ..." into clue, or "" if it has; returns clue. */
const char *ending_clue(const struct adapter *adapter, char clue[ENDING_MAX_CLUE]);

#endif
