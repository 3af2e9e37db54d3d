#include "commands/command.h"

const struct command *const all_commands[] = {
    &command_list,         &command_sign,         &command_explain,       &command_verify,      &command_test,
    &command_vectors_list, &command_vectors_show, &command_vectors_check, &command_kill_matrix, NULL};
