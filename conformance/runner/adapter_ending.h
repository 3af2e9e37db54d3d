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

/* Closes a handle of the adapter's, if that was not done; with the last it is over. */
void ending_close(uv_handle_t *handle);

/* Adds "; its last line has no LF: ..." if that is so. */
void ending_add_clue(struct text *what, const struct adapter *adapter);

#endif
