/*
 * The arguments of a command, by GNU habit: --name VALUE or --name=VALUE, in any place among the
 * operands; an unambiguous beginning of a name will do; "--" ends the options; "-" is an operand.
 */
#ifndef REQSIG_OPTIONS_H
#define REQSIG_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct option_rule {
  const char *name;  /* "--now" */
  const char *value; /* what usage calls its value, "MS"; NULL if it has none */
} option_rule;

enum { OPTIONS_END = -1, OPTIONS_OPERAND = -2, OPTIONS_WRONG = -3 };

struct options {
  const option_rule *rules;
  size_t num_rules;
  int argc;
  char **argv;
  int at;
  bool operands_only;
};

/* argv[0] is the command's name, which messages bear. The rules must stay. */
struct options options_begin(int argc, char **argv, const option_rule *rules, size_t num_rules);

/*
 * The next argument: the index of its rule and its value, OPTIONS_OPERAND and itself as the value,
 * or OPTIONS_END. What is wrong has been said on standard error when OPTIONS_WRONG comes back.
 */
int options_next(struct options *options, const char **value);

#endif
