#include "request/signing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/message.h"
#include "base/options.h"
#include "base/time_text.h"
#include "lib/crypto.h"
#include "request/profiles.h"
#include "request/request_fault.h"
#include "request/scheme_argument.h"

const struct operand signing_operands[] = {
    {.name = "SCHEME", .text = "one of those that reqsig list shows", .kind = VALUE_SCHEME},
    {.name = "REQUEST",
     .text = "a file with a whole HTTP/1.1 request; default, and \"-\": standard input",
     .kind = VALUE_FILE,
     .optional = true},
    {0}};

/* What the arguments say before any of it is looked at. */
struct asked {
  const char *scheme;
  const char *now;
  const char *max_age;
  const char *max_skew;
};

bool signing_has_profile(const struct signing *signing, const char *name) {
  for (size_t i = 0; i < signing->num_profiles; i++)
    if (strcmp(signing->profiles[i], name) == 0) return true;
  return false;
}

reqsig_status signing_init_with(const struct signing *signing, const char *name, reqsig_context *context) {
  const char *names[SIGNING_MAX_PROFILES + 1];
  size_t num_names = signing->num_profiles;
  if (num_names > 0) memcpy(names, signing->profiles, num_names * sizeof *names);
  names[num_names++] = name;
  return reqsig_context_init(context, signing->scheme, names, num_names, signing->credentials.items,
                             signing->credentials.num_items);
}

static bool take_profile(struct signing *signing, const char *command, const char *name) {
  if (signing_has_profile(signing, name)) {
    message_error("%s: --profile %s is given twice", command, name);
    return false;
  }
  if (signing->num_profiles == SIGNING_MAX_PROFILES) {
    message_error("%s: more than %d profiles", command, SIGNING_MAX_PROFILES);
    return false;
  }
  signing->profiles[signing->num_profiles++] = name;
  return true;
}

static bool take_arguments(struct signing *signing, struct asked *asked, struct options *options) {
  const char *value = NULL;
  for (int option; (option = options_next(options, &value)) != OPTIONS_END;) {
    switch (option) {
    case OPTIONS_OPERAND: *(asked->scheme ? &signing->request_path : &asked->scheme) = value; break;
    case SIGNING_CREDENTIALS: signing->credentials_path = value; break;
    case SIGNING_NOW: asked->now = value; break;
    case SIGNING_PROFILE:
      if (!take_profile(signing, options->command->name, value)) return false;
      break;
    case SIGNING_MAX_AGE: asked->max_age = value; break;
    case SIGNING_MAX_SKEW: asked->max_skew = value; break;
    default: return false;
    }
  }
  return true;
}

static bool refuse_credentials_path(const struct signing *signing, const char *command) {
  if (!signing->credentials_path) {
    message_error("%s: --credentials FILE is missing", command);
    size_t len = strlen(signing->request_path);
    if (len > 5 && strcmp(signing->request_path + len - 5, ".json") == 0)
      message_hint("did you mean --credentials %s?", signing->request_path);
    scheme_argument_show_credentials(signing->scheme);
    return false;
  }
  message_error("%s: --credentials - and a request on standard input: only one can be read from there",
                command);
  message_hint("name a file for the one or the other");
  return false;
}

static bool check_window(struct signing *signing, const struct asked *asked, const char *command) {
  signing->max_age_ms = signing->max_skew_ms = -1;
  if (!asked->max_age && !asked->max_skew) return true;
  if (signing->scheme->time.place == RS_TIME_NOWHERE) {
    message_error("%s: %s has no timestamp, so %s has nothing to measure", command, signing->scheme->name,
                  asked->max_age ? "--max-age" : "--max-skew");
    return false;
  }
  return (!asked->max_age || time_parse_span("--max-age", asked->max_age, &signing->max_age_ms)) &&
         (!asked->max_skew || time_parse_span("--max-skew", asked->max_skew, &signing->max_skew_ms));
}

static bool check_arguments(struct signing *signing, const struct asked *asked, const char *command) {
  signing->scheme = scheme_argument(command, asked->scheme);
  if (!signing->scheme) return false;
  if (!signing->request_path) signing->request_path = "-";
  const char *path = signing->credentials_path;
  if (!path || (strcmp(path, "-") == 0 && strcmp(signing->request_path, "-") == 0))
    return refuse_credentials_path(signing, command);
  reqsig_profile_info info;
  for (size_t i = 0; i < signing->num_profiles; i++) {
    if (profiles_find(signing->scheme, signing->profiles[i], &info)) continue;
    profiles_complain(signing->scheme, signing->profiles[i]);
    return false;
  }
  signing->now_given = asked->now != NULL;
  signing->now_ms = time_from_clock();
  return (!asked->now || time_parse(asked->now, &signing->now_ms)) && check_window(signing, asked, command);
}

static reqsig_status init(struct signing *signing, const reqsig_credential *items) {
  return reqsig_context_init(&signing->context, signing->scheme, signing->profiles, signing->num_profiles,
                             items, signing->credentials.num_items);
}

/* Which credential the library refuses: the one with which it still does when the others are harmless. */
static const reqsig_credential *find_invalid(struct signing *signing) {
  const struct credentials *credentials = &signing->credentials;
  for (size_t i = 0; i < credentials->num_items; i++) {
    reqsig_credential items[RS_MAX_CREDENTIALS];
    for (size_t k = 0; k < credentials->num_items; k++)
      items[k] = k == i ? credentials->items[k]
                        : (reqsig_credential){credentials->items[k].name, reqsig_text("AAAA")};
    if (init(signing, items) == REQSIG_ERR_CREDENTIAL_INVALID) return &credentials->items[i];
  }
  return NULL;
}

/* The library has one status for both. What no header can carry is looked at first there too. */
static const char *words_invalid(const struct signing *signing, const reqsig_credential *item) {
  const reqsig_scheme *scheme = signing->scheme;
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

static bool prepare(struct signing *signing) {
  reqsig_status status = init(signing, signing->credentials.items);
  if (status == REQSIG_OK) return true;
  const reqsig_credential *item = status == REQSIG_ERR_CREDENTIAL_INVALID ? find_invalid(signing) : NULL;
  if (item)
    message_error("%s: member \"%s\" %s", signing->credentials_path, item->name,
                  words_invalid(signing, item));
  else
    message_error("%s: %s", signing->credentials_path, reqsig_status_text(status));
  return false;
}

static bool read_request(struct signing *signing) {
  if (!request_input_read(signing->request_path, &signing->request)) return false;
  if (signing->verifies || signing->request.error == REQSIG_HTTP_NONE) return true;
  request_fault_complain(signing);
  return false;
}

static bool open_all(struct signing *signing, const struct command *command, int argc, char **argv,
                     int *exit_code) {
  struct asked asked = {0};
  struct options options = options_begin(command, argc, argv);
  options.exit_code = COMMAND_USAGE;
  bool taken = take_arguments(signing, &asked, &options);
  *exit_code = options.exit_code;
  if (!taken || !check_arguments(signing, &asked, command->name)) return false;
  bool ready = credentials_read(signing->credentials_path, signing->scheme, &signing->credentials) &&
               prepare(signing) && read_request(signing);
  if (!ready) signing_close(signing);
  return ready;
}

bool signing_open(struct signing *signing, const struct command *command, int argc, char **argv,
                  int *exit_code) {
  memset(signing, 0, sizeof *signing);
  return open_all(signing, command, argc, argv, exit_code);
}

bool signing_open_to_verify(struct signing *signing, const struct command *command, int argc, char **argv,
                            int *exit_code) {
  memset(signing, 0, sizeof *signing);
  signing->verifies = true;
  return open_all(signing, command, argc, argv, exit_code);
}

void signing_complain(const struct signing *signing, const char *command, reqsig_status status) {
  message_error("%s: %s", command, reqsig_status_text(status));
  if (status == REQSIG_ERR_TIME_RANGE)
    message_hint("the time is %lld ms since 1970", (long long)signing->now_ms);
}

void signing_close(struct signing *signing) {
  reqsig_context_wipe(&signing->context);
  request_input_free(&signing->request);
  credentials_free(&signing->credentials);
}

void signing_reserve(reqsig_buffer *buffer, size_t capacity) {
  signing_release(buffer);
  *buffer = (reqsig_buffer){memory_get(capacity + 1), capacity, 0};
}

void signing_release(reqsig_buffer *buffer) {
  if (buffer->data) rs_wipe(buffer->data, buffer->capacity);
  free(buffer->data);
  *buffer = (reqsig_buffer){NULL, 0, 0};
}
