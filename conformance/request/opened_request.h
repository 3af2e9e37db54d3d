/* A request with its scheme, profiles, credentials and time, opened from what the command line names. */
#ifndef REQSIG_OPENED_REQUEST_H
#define REQSIG_OPENED_REQUEST_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/terminal.h"
#include "reqsig.h"
#include "request/arguments.h"
#include "request/credentials.h"
#include "request/request_input.h"

enum { REQUEST_MAX_PROFILES = 8, REQUEST_MAX_MESSAGE = 64 * 1024 * 1024 };

/* Where the time comes from that is signed for, or judged at. */
enum now_source { NOW_FROM_CLOCK, NOW_FROM_OPTION, NOW_FROM_REQUEST };

struct opened_request {
  const reqsig_scheme *scheme;
  const char *credentials_path;
  const char *request_path; /* "-" is standard input */
  const char *profiles[REQUEST_MAX_PROFILES];
  size_t num_profiles;
  int64_t now_ms;
  enum now_source now_source;
  bool verifies;            /* opened to verify */
  int64_t max_age_ms;       /* by --max-age, or -1 */
  int64_t max_skew_ms;      /* by --max-skew, or -1 */
  const char *format;       /* by --format, or NULL */
  bool deep;                /* by --deep */
  const char *message_path; /* by --message, or NULL */
  file_content message;     /* what it holds */
  struct credentials credentials;
  request_input request;
  reqsig_context context;
};

/*
 * Reads the arguments "SCHEME --credentials FILE [--now MS] [--profile NAME]... [REQUEST]" and the
 * files they name. False: the command ends with *exit_code, after a message on standard error or its help.
 */
bool request_open(struct opened_request *opened, const struct command *command, int argc, char **argv,
                  int *exit_code);

/* The same for a verifier, which also takes [--max-age MS] [--max-skew MS], and is given what is no HTTP
 * request as well: opened->request.error tells. */
bool request_open_to_verify(struct opened_request *opened, const struct command *command, int argc,
                            char **argv, int *exit_code);

/* Where --now was not given, takes the time that the request carries, if it carries one that can be read. */
void request_take_own_time(struct opened_request *opened);

/* Takes other values from the arrays of the credentials file, and prepares the context with them. */
void request_choose_credentials(struct opened_request *opened, size_t choice);

/* Whether --profile names it. */
bool request_has_profile(const struct opened_request *opened, const char *name);

/* A context with the profile beside those of --profile. Wipe it either way. */
reqsig_status request_context_with(const struct opened_request *opened, const char *name,
                                   reqsig_context *context);

/* The headers that sign the request under that context, at that time; they are slices of text, which is for
 * the caller to release. */
reqsig_status request_sign(const struct opened_request *opened, const reqsig_context *context, int64_t now_ms,
                           reqsig_buffer *text, reqsig_header headers[REQSIG_MAX_ADDED_HEADERS],
                           size_t *num_headers);

/* Says on standard error why it can't be signed. */
void request_tell_status(const struct opened_request *opened, const char *command, reqsig_status status);

/* Wipes and frees. */
void request_close(struct opened_request *opened);

/* The rows of a page that tell what was asked: the request, the time, the profiles. */

/* Method, target, and how much there is of the rest. */
void print_request_row(const struct page *page, const struct opened_request *opened);

/* The time that is signed for or judged at, and where it comes from. */
void print_now_row(const struct page *page, const char *label, const struct opened_request *opened);

/* Each profile chosen, with its meaning; nothing if there is none. */
void print_profile_rows(const struct page *page, const struct opened_request *opened);

#endif
