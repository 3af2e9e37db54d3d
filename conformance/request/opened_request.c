#include "request/opened_request.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/message.h"
#include "base/options.h"
#include "base/time_text.h"
#include "lib/claims.h"
#include "lib/crypto.h"
#include "lib/json.h"
#include "request/recipe_text.h"
#include "request/request_input.h"
#include "request/scheme_argument.h"

const struct operand request_operands[] = {
    {.name = "SCHEME", .text = "one of those that reqsig list shows", .kind = VALUE_SCHEME},
    {.name = "REQUEST",
     .text = "a file with a whole HTTP/1.1 request; default, and \"-\": standard input",
     .kind = VALUE_FILE,
     .optional = true},
    {0}};

const struct help_row request_exit_codes[] = {
    {"0", "done"},
    {"2", "wrong usage, or a file that is not as it must be"},
    {"3", "the output can't be written, or there is not enough memory"},
    {0}};

const char *const request_formats[] = {"text", "json", NULL};

/* What the arguments say before any of it is looked at. */
struct asked {
  const char *scheme;
  const char *now;
  const char *max_age;
  const char *max_skew;
};

bool request_has_profile(const struct opened_request *opened, const char *name) {
  for (size_t i = 0; i < opened->num_profiles; i++)
    if (strcmp(opened->profiles[i], name) == 0) return true;
  return false;
}

reqsig_status request_context_with(const struct opened_request *opened, const char *name,
                                   reqsig_context *context) {
  const char *names[REQUEST_MAX_PROFILES + 1];
  size_t num_names = opened->num_profiles;
  if (num_names > 0) memcpy(names, opened->profiles, num_names * sizeof *names);
  names[num_names++] = name;
  return reqsig_context_init(context, opened->scheme, names, num_names, opened->credentials.items,
                             opened->credentials.num_items);
}

static bool take_profile(struct opened_request *opened, const char *command, const char *name) {
  if (opened->num_profiles == REQUEST_MAX_PROFILES) {
    message_error("%s: more than %d profiles", command, REQUEST_MAX_PROFILES);
    return false;
  }
  opened->profiles[opened->num_profiles++] = name;
  return true;
}

static bool take_arguments(struct opened_request *opened, struct asked *asked, struct options *options) {
  const char *value = NULL;
  for (int option; (option = options_next(options, &value)) != OPTIONS_END;) {
    switch (option) {
    case OPTIONS_OPERAND: *(asked->scheme ? &opened->request_path : &asked->scheme) = value; break;
    case REQUEST_CREDENTIALS: opened->credentials_path = value; break;
    case REQUEST_NOW: asked->now = value; break;
    case REQUEST_PROFILE:
      if (!take_profile(opened, options->command->name, value)) return false;
      break;
    case REQUEST_MAX_AGE: asked->max_age = value; break;
    case REQUEST_MAX_SKEW: asked->max_skew = value; break;
    case REQUEST_FORMAT: opened->format = value; break;
    case REQUEST_DEEP: opened->deep = true; break;
    default: return false;
    }
  }
  return true;
}

static bool complain_of_credentials_path(const struct opened_request *opened, const char *command) {
  if (!opened->credentials_path) {
    message_error("%s: --credentials FILE is missing", command);
    size_t len = strlen(opened->request_path);
    if (len > 5 && strcmp(opened->request_path + len - 5, ".json") == 0 &&
        access(opened->request_path, F_OK) == 0)
      message_hint("did you mean --credentials %s?", opened->request_path);
    credentials_show_form(opened->scheme);
    return false;
  }
  message_error("%s: --credentials - and a request on standard input: only one can be read from there",
                command);
  message_hint("name a file for the one or the other");
  return false;
}

static bool check_window(struct opened_request *opened, const struct asked *asked, const char *command) {
  opened->max_age_ms = opened->max_skew_ms = -1;
  if (!asked->max_age && !asked->max_skew) return true;
  if (opened->scheme->time.place == RS_TIME_NOWHERE) {
    message_error("%s: %s has no timestamp, so %s has nothing to measure", command, opened->scheme->name,
                  asked->max_age ? "--max-age" : "--max-skew");
    return false;
  }
  return (!asked->max_age || time_parse_span("--max-age", asked->max_age, &opened->max_age_ms)) &&
         (!asked->max_skew || time_parse_span("--max-skew", asked->max_skew, &opened->max_skew_ms));
}

static bool check_profiles(const struct opened_request *opened, const char *command) {
  reqsig_profile_info info;
  for (size_t i = 0; i < opened->num_profiles; i++) {
    if (!profiles_find(opened->scheme, opened->profiles[i], &info)) {
      profiles_complain(opened->scheme, opened->profiles[i]);
      return false;
    }
    for (size_t k = 0; k < i; k++) {
      if (strcmp(opened->profiles[k], opened->profiles[i]) != 0) continue;
      message_error("%s: --profile %s is given twice", command, info.name);
      return false;
    }
  }
  return true;
}

static bool check_arguments(struct opened_request *opened, const struct asked *asked, const char *command) {
  opened->scheme = scheme_argument(command, asked->scheme);
  if (!opened->scheme) return false;
  if (!opened->request_path) opened->request_path = "-";
  const char *path = opened->credentials_path;
  if (!path || (strcmp(path, "-") == 0 && strcmp(opened->request_path, "-") == 0))
    return complain_of_credentials_path(opened, command);
  if (!check_profiles(opened, command)) return false;
  opened->now_source = asked->now ? NOW_FROM_OPTION : NOW_FROM_CLOCK;
  opened->now_ms = time_from_clock();
  return (!asked->now || time_parse(asked->now, &opened->now_ms)) && check_window(opened, asked, command);
}

static reqsig_status init(struct opened_request *opened, const reqsig_credential *items) {
  return reqsig_context_init(&opened->context, opened->scheme, opened->profiles, opened->num_profiles, items,
                             opened->credentials.num_items);
}

/* Which credential the library refuses: the one with which it still does when the others are harmless. */
static const reqsig_credential *find_invalid(struct opened_request *opened) {
  const struct credentials *credentials = &opened->credentials;
  for (size_t i = 0; i < credentials->num_items; i++) {
    reqsig_credential items[RS_MAX_CREDENTIALS];
    for (size_t k = 0; k < credentials->num_items; k++)
      items[k] = k == i ? credentials->items[k]
                        : (reqsig_credential){credentials->items[k].name, reqsig_text("AAAA")};
    if (init(opened, items) == REQSIG_ERR_CREDENTIAL_INVALID) return &credentials->items[i];
  }
  return NULL;
}

/* The library has one status for both. What no header can carry is looked at first there too. */
static const char *words_invalid(const struct opened_request *opened, const reqsig_credential *item) {
  const reqsig_scheme *scheme = opened->scheme;
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && scheme->headers[i].name.len; i++)
    for (size_t k = 0; k < RS_MAX_VALUE_PARTS && scheme->headers[i].value[k].from; k++) {
      const rs_part *part = &scheme->headers[i].value[k];
      if (part->from == RS_FROM_CREDENTIAL &&
          strcmp(scheme->credentials[part->credential].name, item->name) == 0 &&
          !rs_can_be_field_value(item->value))
        return "holds a byte that no header can carry: a control character, or a space or tab at its end or "
               "beginning";
    }
  return "is not canonical, padded base64, which is what the profile decodes";
}

static bool prepare(struct opened_request *opened) {
  reqsig_status status = init(opened, opened->credentials.items);
  if (status == REQSIG_OK) return true;
  const reqsig_credential *item = status == REQSIG_ERR_CREDENTIAL_INVALID ? find_invalid(opened) : NULL;
  if (item)
    message_error("%s: member \"%s\" %s", opened->credentials_path, item->name, words_invalid(opened, item));
  else
    message_error("%s: %s", opened->credentials_path, reqsig_status_text(status));
  return false;
}

static bool read_request(struct opened_request *opened) {
  if (!request_input_read(opened->request_path, &opened->request)) return false;
  if (opened->verifies || opened->request.error == REQSIG_HTTP_NONE) return true;
  request_fault_complain(opened);
  return false;
}

static bool open_all(struct opened_request *opened, const struct command *command, int argc, char **argv,
                     int *exit_code) {
  struct asked asked = {0};
  struct options options = options_begin(command, argc, argv);
  options.exit_code = COMMAND_USAGE;
  bool taken = take_arguments(opened, &asked, &options);
  *exit_code = options.exit_code;
  if (!taken || !check_arguments(opened, &asked, command->name)) return false;
  bool ready = credentials_read(opened->credentials_path, opened->scheme, &opened->credentials) &&
               prepare(opened) && read_request(opened);
  if (!ready) request_close(opened);
  return ready;
}

bool request_open(struct opened_request *opened, const struct command *command, int argc, char **argv,
                  int *exit_code) {
  memset(opened, 0, sizeof *opened);
  return open_all(opened, command, argc, argv, exit_code);
}

bool request_open_to_verify(struct opened_request *opened, const struct command *command, int argc,
                            char **argv, int *exit_code) {
  memset(opened, 0, sizeof *opened);
  opened->verifies = true;
  return open_all(opened, command, argc, argv, exit_code);
}

static bool own_time(const struct opened_request *opened, int64_t *time_ms) {
  const rs_time_rule *time = &rs_context_of(&opened->context)->recipe.time;
  const reqsig_request *request = &opened->request.request;
  reqsig_slice value;
  if (time->place == RS_TIME_IN_BODY_MEMBER)
    return rs_json_member(request->body, reqsig_text(time->name), &value) == RS_JSON_FOUND &&
           rs_claims_read_time(time->format, value, time_ms);
  reqsig_slice name = recipe_timestamp_header(&rs_context_of(&opened->context)->recipe);
  const reqsig_header *header = name.len > 0 ? rs_header_find(request, name) : NULL;
  return header && rs_claims_read_time(time->format, header->value, time_ms);
}

void request_take_own_time(struct opened_request *opened) {
  int64_t time_ms;
  if (opened->now_source != NOW_FROM_CLOCK || !own_time(opened, &time_ms) || time_ms < 0) return;
  opened->now_ms = time_ms;
  opened->now_source = NOW_FROM_REQUEST;
}

reqsig_status request_sign(const struct opened_request *opened, const reqsig_context *context, int64_t now_ms,
                           reqsig_buffer *text, reqsig_header headers[REQSIG_MAX_ADDED_HEADERS],
                           size_t *num_headers) {
  reqsig_status status;
  do {
    buffer_reserve(text, text->len);
    *num_headers = REQSIG_MAX_ADDED_HEADERS;
    status = reqsig_sign(context, &opened->request.request, now_ms, text, headers, num_headers);
  } while (status == REQSIG_ERR_BUFFER_TOO_SMALL);
  return status;
}

void request_tell_status(const struct opened_request *opened, const char *command, reqsig_status status) {
  message_error("%s: %s", command, reqsig_status_text(status));
  if (status == REQSIG_ERR_TIME_RANGE)
    message_hint("the time is %lld ms since 1970", (long long)opened->now_ms);
}

void request_close(struct opened_request *opened) {
  reqsig_context_wipe(&opened->context);
  request_input_free(&opened->request);
  credentials_free(&opened->credentials);
}

void buffer_reserve(reqsig_buffer *buffer, size_t capacity) {
  buffer_release(buffer);
  *buffer = (reqsig_buffer){memory_get(capacity + 1), capacity, 0};
}

void buffer_release(reqsig_buffer *buffer) {
  if (buffer->data) rs_wipe(buffer->data, buffer->capacity);
  free(buffer->data);
  *buffer = (reqsig_buffer){NULL, 0, 0};
}
