/* The commands of reqsig. */
#ifndef REQSIG_COMMAND_H
#define REQSIG_COMMAND_H

#include "base/message.h"
#include "base/options.h"
#include "reqsig.h"

extern const struct command command_list, command_sign, command_explain, command_verify, command_diagnose,
    command_test, command_report, command_fuzz, command_adapter, command_vectors_list, command_vectors_show,
    command_vectors_check, command_vectors_make, command_vectors_kill_matrix, command_scheme_show,
    command_scheme_check, command_scheme_words;

/* For scripts: complete prints the words that may stand somewhere, pages writes manual pages and completion.
 */
extern const struct command command_complete, command_pages;

/* The row of --vectors, in the table of each command that reads vectors. */
#define VECTORS_OPTION(number)                                                                               \
  {                                                                                                          \
    .id = (number), .name = "--vectors", .value = "DIR", .kind = VALUE_DIRECTORY,                            \
    .text = "the vectors of this directory instead of the built-in ones, as REQSIG_VECTORS of the "          \
            "environment",                                                                                   \
  }

/* All commands, in the order of the help. */
extern const struct program program;

/* list.c: a scheme on a card, told from its recipe. */
void scheme_card_print(const reqsig_scheme *scheme);

/* A further row. */
void scheme_card_row(const char *label, const char *text);

#endif
