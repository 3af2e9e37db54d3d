#include "commands/command.h"
#include "reqsig.h"

static const struct command *const commands[] = {&command_list,         &command_sign,
                                                 &command_explain,      &command_verify,
                                                 &command_diagnose,     &command_test,
                                                 &command_report,       &command_fuzz,
                                                 &command_adapter,      &command_vectors_list,
                                                 &command_vectors_show, &command_vectors_check,
                                                 &command_vectors_make, &command_vectors_kill_matrix,
                                                 &command_scheme_show,  &command_scheme_check,
                                                 &command_scheme_words, &command_complete,
                                                 &command_pages,        NULL};

static const struct help_row exit_codes[] = {{"0", "done, or conformant"},
                                             {"1", "not conformant, or not accepted"},
                                             {"2", "wrong usage, or wrong input"},
                                             {"3", "the adapter, the output or reqsig itself broke"},
                                             {0}};

static const struct help_row environment[] = {
    {"COLUMNS", "how wide pages are, in columns; default: as wide as the terminal, or 80"},
    {"REQSIG_VECTORS",
     "a directory of vectors that are used instead of the built-in ones; --vectors goes first"},
    {"NO_COLOR", "no colour on terminals, if it is set and not empty"},
    {0}};

const struct program program = {
    .name = "reqsig",
    .summary = "make, explain and test the signatures of HTTP API requests",
    .description =
        "Makes, explains and tests the HMAC signatures of HTTP API requests. A scheme says what is "
        "signed and how; reqsig list shows the schemes that there are.\n\n"
        "An implementation in any language is tested over a protocol on its standard input and output, "
        "with vectors that say what each scheme's document demands.",
    .commands = commands,
    .exit_codes = exit_codes,
    .environment = environment,
};
