/* The REQUEST of a command: a whole HTTP/1.1 request in a file or on standard input, and what is wrong with
 * bytes that are none. */
#ifndef REQSIG_OPENED_REQUEST_H
#define REQSIG_OPENED_REQUEST_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/progress.h"
#include "base/terminal.h"
#include "base/text.h"
#include "lib/recipe.h"
#include "reqsig.h"
#include "request/arguments.h"
#include "request/varied_context.h"

typedef struct request_input {
  reqsig_request request; /* slices of what follows */
  file_content raw;
  reqsig_header *headers;
  uint8_t *body;
  reqsig_http_error error; /* why raw is no request as RFC 9112 has it, and where: reqsig_parse_request */
  size_t offset;
} request_input;

/* Reads and parses. False, after a message on standard error, if it can't be read; input then needs no
 * request_input_free. */
bool request_input_read(const char *path, request_input *input);
void request_input_free(request_input *input);

/* Of bytes that are no HTTP request: what to do. It is the library's text of the error, or tells of what the
 * bytes show to be a capture or a chunk. */
const char *request_fault_advice(const request_input *input);

/* input_kinds.c: what bytes are that are no request, and what to give in their place, as a part of a
 * sentence; NULL if their beginning does not tell. */
const char *input_kind_advice(reqsig_slice raw);
bool input_is_json(reqsig_slice raw);

/* Adds "at line 3, byte 2 of the line (offset 27 of 40):"; nothing if there are no bytes. */
void request_fault_add_place(struct text *text, const request_input *input);

struct opened_request;

/* The line at fault, or what of it is near the fault, and a caret below the first byte at fault, indented by
 * that many columns. In place of a line that holds a secret, or may, as each line of JSON, it says so. */
void request_fault_show(FILE *out, const struct opened_request *opened, int indent);

/* All of it on standard error. */
void request_fault_complain(const struct opened_request *opened);

/* A credentials file: one JSON object with a string, or an array of strings, for each name that the scheme
 * gives its credentials. The first of an array signs, any of them verifies. Values are never shown. */

struct credentials {
  reqsig_credential items[RS_MAX_CREDENTIALS]; /* the values are cJSON's */
  size_t num_items;
  size_t num_choices; /* of one value from each array; 1 without arrays */
  cJSON *json;        /* NULL of credentials that come from no file */
};

enum { CREDENTIALS_MAX_CHOICES = 64 };

/*
 * Reads the credentials that the scheme names, and no others. False, after a message on standard error, if
 * the file has not just these; credentials then needs no credentials_free.
 */
bool credentials_read(const char *path, const reqsig_scheme *scheme, struct credentials *credentials);

/* Takes the values of that choice, which is less than num_choices; 0 is the first of each array. */
void credentials_choose(struct credentials *credentials, size_t choice);

/* Adds "secret_key number 2 of 3", of each array; nothing if there is none. */
void credentials_add_choice(struct text *text, const struct credentials *credentials, size_t choice);

/* What the scheme's credentials file looks like, as a line on standard error. */
void credentials_show_form(const reqsig_scheme *scheme);

/* Wipes every value, then frees. */
void credentials_free(struct credentials *credentials);

/* A request with its scheme, profiles, credentials and time, opened from what the command line names. */

enum { REQUEST_MAX_PROFILES = 8, REQUEST_MAX_MESSAGE = 64 * 1024 * 1024 };

/* Where the time comes from that is signed for, or judged at. */
enum now_source { NOW_FROM_CLOCK, NOW_FROM_OPTION, NOW_FROM_REQUEST };

/* Where the request's nonce comes from; NONCE_NONE if the scheme has none, or it was not sent. */
enum nonce_source { NONCE_NONE, NONCE_DRAWN, NONCE_FROM_OPTION, NONCE_FROM_REQUEST };

struct opened_request {
  const reqsig_scheme *scheme;
  const char *credentials_path;
  const char *request_path; /* "-" is standard input */
  struct arena paths;
  const char **request_paths; /* all that were named; request_path is one of them, or "-" */
  size_t num_request_paths;
  const char *profiles[REQUEST_MAX_PROFILES];
  size_t num_profiles;
  int64_t now_ms;
  enum now_source now_source;
  const char *nonce; /* by --nonce, or NULL */
  enum nonce_source nonce_source;
  bool verifies;             /* opened to verify */
  int64_t max_age_ms;        /* by --max-age, or -1 */
  int64_t max_skew_ms;       /* by --max-skew, or -1 */
  struct progress *progress; /* of what takes long, or NULL */
  const char *format;        /* by --format, or NULL */
  bool deep;                 /* by --deep */
  const char *message_path;  /* by --message, or NULL */
  file_content message;      /* what it holds */
  struct credentials credentials;
  request_input request;
  reqsig_scheme recipe; /* the scheme with its profiles, which it still has itself */
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

/* The same, of one request or of several, in files and folders of files. Several are not read yet:
 * opened->num_request_paths is more than 1 then, and request_take_file reads them. */
bool request_open_several(struct opened_request *opened, const struct command *command, int argc, char **argv,
                          int *exit_code);

/* Makes that file's the request. False, after a message, if it can't be read. */
bool request_take_file(struct opened_request *opened, const char *path);

/* Adds one to the paths. */
void request_add_path(struct opened_request *opened, const char *path);

/* Puts the files of a folder in its place, by their names. False, after a message, if it has none. */
bool request_expand_folders(struct opened_request *opened);

/* Where --now was not given, takes the time that the request carries, if it carries one that can be read. */
void request_take_own_time(struct opened_request *opened);

/* nonce.c: whether --nonce, if it is given, fits the scheme; else a message on standard error. */
bool request_check_nonce(const struct opened_request *opened, const char *command);

/* Gives the request that was read its nonce: to verify, the one that it carries; else that of --nonce, or one
 * that is drawn. False, after a message, if none can be drawn. */
bool request_take_nonce(struct opened_request *opened);

/* Where --nonce was not given, takes the nonce that the request carries, if it carries one. */
void request_take_own_nonce(struct opened_request *opened);

/* Takes other values from the arrays of the credentials file, and prepares the context with them. */
void request_choose_credentials(struct opened_request *opened, size_t choice);

/* invalid_credential.c: says on standard error which credential the library rejects, and why; false if it is
 * none alone. */
bool request_tell_invalid_credential(const struct opened_request *opened);

/* Whether --profile names it. */
bool request_has_profile(const struct opened_request *opened, const char *name);

/* A context with the profile beside those of --profile. Wipe it either way. */
reqsig_status request_context_with(const struct opened_request *opened, const char *name,
                                   struct varied_context *varied);

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

/* Method, target, and how much there is of the rest. A long target goes on in further lines. */
void print_request_row(struct page *page, const struct opened_request *opened);

/* The time that is signed for or judged at, and where it comes from. */
void print_now_row(const struct page *page, const char *label, const struct opened_request *opened);

/* The nonce, and where it comes from; nothing if there is none. */
void print_nonce_row(const struct page *page, const struct opened_request *opened);

/* Each profile chosen, with its meaning; nothing if there is none. */
void print_profile_rows(const struct page *page, const struct opened_request *opened);

/* What a request has for a rule of its scheme: headers, or parameters of the query. */

/* All headers of the rule's name, in base64 or not; of a rule for a parameter all of its name, as headers
 * with their values decoded. */
reqsig_header *sent_fields(struct arena *arena, const reqsig_request *request, const rs_header_rule *rule,
                           size_t *count);

/* The first of them; NULL if there is none. */
const reqsig_header *sent_field(struct arena *arena, const reqsig_request *request,
                                const rs_header_rule *rule);

/* The values of parameters of that name in a target, decoded, as headers. */
reqsig_header *sent_parameters(struct arena *arena, reqsig_slice target, reqsig_slice name, size_t *count);

/* Whether the parameter, as it is written, has a "+", which is read as a space; and what to say of that. */
bool sent_has_plus(const reqsig_request *request, const rs_header_rule *rule);
#define SENT_PLUS_WORDS "A + in the query is read as a space: write it as %2B."

/* A value in base64 as plain text, itself if it is none; and back. */
reqsig_slice sent_coded_value(struct arena *arena, const rs_header_rule *rule, reqsig_slice sent);
reqsig_slice sent_code_value(struct arena *arena, const rs_header_rule *rule, reqsig_slice plain);

/*
 * What of a request must not be shown. Secrets of eight bytes and more are looked for wherever they may
 * stand, as they are or in another notation; shorter ones stand in too much by accident, and are hidden where
 * the recipe puts them.
 */

enum { SECRETS_MIN_LEN = 8 };

/* The name of a secret credential that stands in bytes, or NULL: all of it, whatever the letter case; plain,
 * in hex, in base64 of either alphabet, percent-encoded, or with the escapes of JSON. */
const char *secrets_find(const struct opened_request *opened, reqsig_slice bytes);

/* The name of a secret that bytes end in: with at least the first three bytes of it, as they are. Or NULL. */
const char *secrets_find_cut_off(const struct opened_request *opened, reqsig_slice bytes);

/* The name of a secret that begins in the first text and ends in the second, or NULL. */
const char *secrets_find_across(const struct opened_request *opened, reqsig_slice first, reqsig_slice second);

/* The name of the secret credential that the scheme sends in the header of that name, or NULL. Whatever
 * stands there may be somebody's secret. */
const char *secrets_in_header(const struct opened_request *opened, reqsig_slice header_name);

/* Whether the scheme sends a signature or a secret credential in the header of that name. A wrong value there
 * may be somebody's secret. */
bool secrets_withhold(const struct opened_request *opened, reqsig_slice header_name);

#endif
