/* SCHEME and --profile, wherever a command takes them; and the command line of the commands over one request.
 */
#ifndef REQSIG_ARGUMENTS_H
#define REQSIG_ARGUMENTS_H

#include <stdbool.h>
#include <stdio.h>

#include "base/options.h"
#include "reqsig.h"

/* The operand SCHEME. */
#define SCHEME_OPERAND                                                                                       \
  {                                                                                                          \
    .name = "SCHEME", .text = "one of those that reqsig list shows, or a scheme file, such as ./mine.json",  \
    .kind = VALUE_SCHEME                                                                                     \
  }

/* The scheme of that name, or of the scheme file; NULL, after a message, if there is none. */
const reqsig_scheme *scheme_argument(const char *command, const char *name);
/* The same of an option's value: a message quotes any plain name. */
const reqsig_scheme *scheme_option(const char *command, const char *name);

/* True if the scheme has a profile of that name; *info tells of it. */
bool profiles_find(const reqsig_scheme *scheme, const char *name, reqsig_profile_info *info);

/* Each profile of the scheme with its meaning, indented by that many columns. */
void profiles_print(FILE *out, const reqsig_scheme *scheme, int indent);

/* Says on standard error that the scheme has no such profile, and which ones it has. */
void profiles_complain(const reqsig_scheme *scheme, const char *name);

/* The command line of the commands over one request: a scheme, credentials, a time, profiles, a request. */

/* The ids of the options. */
enum {
  REQUEST_CREDENTIALS,
  REQUEST_NOW,
  REQUEST_PROFILE,
  REQUEST_MAX_AGE,
  REQUEST_MAX_SKEW,
  REQUEST_FORMAT,
  REQUEST_MESSAGE,
  REQUEST_DEEP,
  REQUEST_NONCE
};

/* SCHEME and REQUEST. */
extern const struct operand request_operands[];
/* ... of a command that takes several requests. */
extern const struct operand requests_operands[];
/* Of the commands that give no verdict. */
extern const struct help_row request_exit_codes[];

/* The rows of the options that all these commands have. now_text says what --now means to this command, and
 * now_default what is taken without it. */
#define REQUEST_OPTIONS(now_text, now_default)                                                               \
  {.id = REQUEST_CREDENTIALS,                                                                                \
   .name = "--credentials",                                                                                  \
   .value = "FILE",                                                                                          \
   .text = "a JSON object with the scheme's credentials, by the names that the document gives them; of an "  \
           "array of strings the first signs, and any verifies",                                             \
   .kind = VALUE_FILE,                                                                                       \
   .required = true},                                                                                        \
      {.id = REQUEST_NOW,                                                                                    \
       .name = "--now",                                                                                      \
       .value = "MS",                                                                                        \
       .text = now_text ", in milliseconds since 1970; default: " now_default},                              \
  {                                                                                                          \
    .id = REQUEST_PROFILE, .name = "--profile", .value = "NAME",                                             \
    .text = "follow a profile of the scheme; may be given more than once", .kind = VALUE_PROFILE,            \
    .repeats = true                                                                                          \
  }

/* The row of --nonce, of the commands that sign. */
#define REQUEST_NONCE_OPTION(nonce_default)                                                                  \
  {                                                                                                          \
    .id = REQUEST_NONCE, .name = "--nonce", .value = "VALUE",                                                \
    .text = "the nonce to sign, where the scheme has one; default: " nonce_default                           \
  }

/* The window of whoever verifies: two options. */
#define REQUEST_WINDOW_OPTIONS                                                                               \
  {.id = REQUEST_MAX_AGE,                                                                                    \
   .name = "--max-age",                                                                                      \
   .value = "MS",                                                                                            \
   .text = "how old the timestamp may be, in milliseconds; exactly that age is accepted"},                   \
  {                                                                                                          \
    .id = REQUEST_MAX_SKEW, .name = "--max-skew", .value = "MS",                                             \
    .text = "how far ahead of --now the timestamp may be, in milliseconds; exactly that far is accepted"     \
  }

/* The row of --format, of the commands that take it. */
#define REQUEST_FORMAT_OPTION                                                                                \
  {                                                                                                          \
    .id = REQUEST_FORMAT, .name = "--format", .value = "FORMAT",                                             \
    .text = "text for people, or json: one object; default: text", .kind = VALUE_CHOICE,                     \
    .choices = request_formats                                                                               \
  }
extern const char *const request_formats[];

/* The row of --message. */
#define REQUEST_MESSAGE_OPTION                                                                               \
  {                                                                                                          \
    .id = REQUEST_MESSAGE, .name = "--message", .value = "FILE", .kind = VALUE_FILE,                         \
    .text = "a file with the message that the signer made, its string to sign: it is compared with the "     \
            "scheme's"                                                                                       \
  }

struct opened_request;

/* Takes the arguments and checks them, before any file is opened. False: the command ends with *exit_code,
 * after a message on standard error or its help. */
bool request_take_arguments(struct opened_request *opened, const struct command *command, int argc,
                            char **argv, int *exit_code);

#endif
