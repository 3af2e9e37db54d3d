/* What the commands over one request are asked: a scheme, credentials, a time, profiles, a request. */
#ifndef REQSIG_SIGNING_H
#define REQSIG_SIGNING_H

#include <stdbool.h>

#include "base/options.h"
#include "reqsig.h"
#include "request/credentials.h"
#include "request/request_input.h"

enum { SIGNING_MAX_PROFILES = 8 };

/* The ids of the options. */
enum { SIGNING_CREDENTIALS, SIGNING_NOW, SIGNING_PROFILE, SIGNING_MAX_AGE, SIGNING_MAX_SKEW };

/* SCHEME and REQUEST. */
extern const struct operand signing_operands[];

/* The rows of the options of all these commands; now_text is what --now is to this one. */
#define SIGNING_OPTIONS(now_text)                                                                            \
  {.id = SIGNING_CREDENTIALS,                                                                                \
   .name = "--credentials",                                                                                  \
   .value = "FILE",                                                                                          \
   .text = "a JSON object with the scheme's credentials, by the names that the document gives them",         \
   .kind = VALUE_FILE,                                                                                       \
   .required = true},                                                                                        \
      {.id = SIGNING_NOW,                                                                                    \
       .name = "--now",                                                                                      \
       .value = "MS",                                                                                        \
       .text = now_text ", in milliseconds since 1970; default: the system's clock"},                        \
  {                                                                                                          \
    .id = SIGNING_PROFILE, .name = "--profile", .value = "NAME",                                             \
    .text = "follow a profile of the scheme; may be given more than once", .kind = VALUE_PROFILE,            \
    .repeats = true                                                                                          \
  }

struct signing {
  const reqsig_scheme *scheme;
  const char *credentials_path;
  const char *request_path; /* "-" is standard input */
  const char *profiles[SIGNING_MAX_PROFILES];
  size_t num_profiles;
  int64_t now_ms;
  bool now_given;      /* by --now; else it is the clock's */
  bool verifies;       /* opened to verify */
  int64_t max_age_ms;  /* by --max-age, or -1 */
  int64_t max_skew_ms; /* by --max-skew, or -1 */
  struct credentials credentials;
  request_input request;
  reqsig_context context;
};

/*
 * Reads the arguments "SCHEME --credentials FILE [--now MS] [--profile NAME]... [REQUEST]" and the
 * files they name. False if there is nothing to be done: what is wrong has been said on standard
 * error, or help has been printed, and *exit_code is the command's.
 */
bool signing_open(struct signing *signing, const struct command *command, int argc, char **argv,
                  int *exit_code);

/* The same for a verifier, which also takes [--max-age MS] [--max-skew MS], and is given what is no HTTP
 * request as well: signing->request.error tells. */
bool signing_open_to_verify(struct signing *signing, const struct command *command, int argc, char **argv,
                            int *exit_code);

/* Whether --profile names it. */
bool signing_has_profile(const struct signing *signing, const char *name);

/* A context with the profile beside those of --profile. Wipe it either way. */
reqsig_status signing_init_with(const struct signing *signing, const char *name, reqsig_context *context);

/* Says on standard error why it can't be signed. */
void signing_complain(const struct signing *signing, const char *command, reqsig_status status);

/* Wipes and frees. */
void signing_close(struct signing *signing);

/* Makes *buffer empty with room for capacity bytes; its former memory is released. */
void signing_reserve(reqsig_buffer *buffer, size_t capacity);

/* Wipes and frees; an all-zero buffer may be given. */
void signing_release(reqsig_buffer *buffer);

#endif
