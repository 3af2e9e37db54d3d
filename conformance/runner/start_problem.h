/* Why the adapter can't be started, and what to do about it. */
#ifndef REQSIG_START_PROBLEM_H
#define REQSIG_START_PROBLEM_H

#include <stdbool.h>

#include "base/text.h"

/* Adds a sentence: program could not be started, as error says, a number of errno. */
void start_problem_add(struct text *problem, const char *program, int error);

/* Adds "; its first line ends with CR LF …" if program is a script that has the line ends of Windows. */
void start_problem_add_line_end(struct text *problem, const char *program);

/* Whether as many descriptors are free as running an adapter takes. */
bool start_problem_has_descriptors(void);

/* Makes *file the file that program means: itself, or the first of that name in a folder of PATH. False:
 * none. */
bool start_problem_find_program(struct text *file, const char *program);

#endif
