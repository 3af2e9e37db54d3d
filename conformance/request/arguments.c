#include "request/arguments.h"

#include <string.h>

#include "base/file.h"
#include "base/message.h"
#include "base/terminal.h"
#include "base/text.h"
#include "lib/bytes.h"
#include "lib/recipe.h"
#include "request/known_schemes.h"
#include "request/opened_request.h"

enum { MAX_NAMES = 64 };

static size_t list_schemes(const char *names[MAX_NAMES]) {
  size_t num_names = 0;
  for (; num_names < MAX_NAMES && num_names < reqsig_num_schemes(); num_names++)
    names[num_names] = reqsig_scheme_name(reqsig_scheme_at(num_names));
  return num_names;
}

/* Behind the built-in ones, those of the library. */
static size_t list_all(const char *names[MAX_NAMES]) {
  size_t num_names = list_schemes(names);
  for (size_t i = 0; num_names < MAX_NAMES && scheme_library_name(i); i++)
    names[num_names++] = scheme_library_name(i);
  return num_names;
}

static bool has_word(const char *title, const char *word) {
  static const char between[] = " ,.:()";
  size_t len = strlen(word);
  for (title += strspn(title, between); *title; title += strspn(title, between)) {
    size_t here = strcspn(title, between);
    if (here == len &&
        rs_slice_equal_ignoring_case(rs_slice((const uint8_t *)title, here), reqsig_text(word)))
      return true;
    title += here;
  }
  return false;
}

enum { MAX_TITLED = 4 };

/* "twilio, twilio-json": the schemes with the word in their title; nothing of a word that very many have. */
static void add_titled(struct text *text, const char *word, const char *const *names, size_t num_names) {
  size_t count = 0;
  for (size_t i = 0; i < num_names; i++) {
    const reqsig_scheme *scheme = scheme_find(names[i]);
    if (scheme && has_word(reqsig_scheme_title(scheme), word) && ++count <= MAX_TITLED)
      text_addf(text, "%s%s", count > 1 ? ", " : "", names[i]);
  }
  if (count > MAX_TITLED) text_clear(text);
}

static const reqsig_scheme *complain_of_scheme(const char *command, const char *name, bool shows_plain) {
  const char *names[MAX_NAMES];
  size_t num_names = list_all(names);
  struct text titled = {0};
  add_titled(&titled, name, names, num_names);
  if (titled.len > 0 || suggest(name, names, num_names) || (shows_plain && is_plain_name(name)))
    message_error("%s: unknown scheme \"%s\"", command, name);
  else
    message_error("%s: unknown scheme " NOT_SHOWN, command);
  if (titled.len > 0)
    message_hint("%s: see %s", name, text_string(&titled));
  else
    message_did_you_mean(name, names, num_names);
  text_free(&titled);
  num_names = list_schemes(names);
  fputs("  the schemes are", stderr);
  for (size_t i = 0; i < num_names; i++) fprintf(stderr, "%s %s", i > 0 ? "," : "", names[i]);
  fputs("; see reqsig list and reqsig list --library\n", stderr);
  message_hint("a scheme file is named with a \"/\" or \".json\": ./mine.json");
  return NULL;
}

static const reqsig_scheme *find_scheme(const char *command, const char *name, bool shows_plain) {
  if (scheme_names_file(name)) return scheme_read_file(command, name);
  const reqsig_scheme *scheme = scheme_find(name);
  return scheme ? scheme : complain_of_scheme(command, name, shows_plain);
}

/* A name that is near to none may be a secret, typed in the wrong place. */
const reqsig_scheme *scheme_argument(const char *command, const char *name) {
  return find_scheme(command, name, false);
}

const reqsig_scheme *scheme_option(const char *command, const char *name) {
  return find_scheme(command, name, true);
}

bool profiles_find(const reqsig_scheme *scheme, const char *name, reqsig_profile_info *info) {
  for (size_t i = 0; reqsig_scheme_profile(scheme, i, info) == REQSIG_OK; i++)
    if (strcmp(info->name, name) == 0) return true;
  return false;
}

static void print_indented(FILE *out, int indent, const char *text) {
  fprintf(out, "%*s", indent, "");
  terminal_wrap(out, indent, indent, text);
}

void profiles_print(FILE *out, const reqsig_scheme *scheme, int indent) {
  struct text source = {0};
  reqsig_profile_info info;
  for (size_t i = 0; reqsig_scheme_profile(scheme, i, &info) == REQSIG_OK; i++) {
    text_clear(&source);
    text_addf(&source, "%s: %s", info.row, info.source);
    fprintf(out, "%*s%s\n", indent, "", info.name);
    print_indented(out, indent + 4, info.meaning);
    print_indented(out, indent + 4, text_string(&source));
  }
  text_free(&source);
}

/* A name that is near to none may be a secret, typed in the wrong place. */
void profiles_complain(const reqsig_scheme *scheme, const char *name) {
  const char *names[MAX_NAMES];
  reqsig_profile_info info;
  size_t num_names = 0;
  while (num_names < MAX_NAMES && reqsig_scheme_profile(scheme, num_names, &info) == REQSIG_OK)
    names[num_names++] = info.name;
  if (suggest(name, names, num_names))
    message_error("%s has no profile \"%s\"", reqsig_scheme_name(scheme), name);
  else
    message_error("%s has no profile of that name " NOT_SHOWN, reqsig_scheme_name(scheme));
  if (num_names == 0) {
    message_hint("it has none at all: its document leaves nothing open that changes what is sent");
    return;
  }
  message_did_you_mean(name, names, num_names);
  fputs("  its profiles:\n", stderr);
  profiles_print(stderr, scheme, 4);
}

const struct operand request_operands[] = {
    SCHEME_OPERAND,
    {.name = "REQUEST",
     .text = "a file with a whole HTTP/1.1 request; default, and \"-\": standard input",
     .kind = VALUE_FILE,
     .optional = true},
    {0}};

const struct operand requests_operands[] = {
    SCHEME_OPERAND,
    {.name = "REQUEST",
     .text = "a file with a whole HTTP/1.1 request, or a folder of such files; several are judged together; "
             "default, and \"-\": standard input",
     .kind = VALUE_FILE,
     .optional = true,
     .repeats = true},
    {0}};

const struct help_row request_exit_codes[] = {
    {"0", "done"},
    {"2", "wrong usage, or a file that can't be read or has a wrong form"},
    {"3", "the output can't be written, or there is not enough memory"},
    {0}};

const char *const request_formats[] = {"text", "json", NULL};

/* The values as they are given, before they are checked. */
struct given_arguments {
  const char *scheme;
  const char *now;
  const char *max_age;
  const char *max_skew;
};

static bool take_profile(struct opened_request *opened, const char *command, const char *name) {
  if (opened->num_profiles == REQUEST_MAX_PROFILES) {
    message_error("%s: more than %d profiles", command, REQUEST_MAX_PROFILES);
    return false;
  }
  opened->profiles[opened->num_profiles++] = name;
  return true;
}

static void take_operand(struct opened_request *opened, struct given_arguments *given, const char *value) {
  if (!given->scheme) {
    given->scheme = value;
    return;
  }
  request_add_path(opened, value);
  opened->request_path = opened->request_paths[0];
}

static bool take_arguments(struct opened_request *opened, struct given_arguments *given,
                           struct options *options) {
  const char *value = NULL;
  for (int option; (option = options_next(options, &value)) != OPTIONS_END;) {
    switch (option) {
    case OPTIONS_OPERAND: take_operand(opened, given, value); break;
    case REQUEST_CREDENTIALS: opened->credentials_path = value; break;
    case REQUEST_NOW: given->now = value; break;
    case REQUEST_PROFILE:
      if (!take_profile(opened, options->command->name, value)) return false;
      break;
    case REQUEST_MAX_AGE: given->max_age = value; break;
    case REQUEST_MAX_SKEW: given->max_skew = value; break;
    case REQUEST_FORMAT: opened->format = value; break;
    case REQUEST_MESSAGE: opened->message_path = value; break;
    case REQUEST_DEEP: opened->deep = true; break;
    case REQUEST_NONCE: opened->nonce = value; break;
    default: return false;
    }
  }
  return true;
}

static bool complain_of_credentials_path(const struct opened_request *opened, const char *command) {
  if (!opened->credentials_path) {
    message_error("%s: --credentials FILE is missing", command);
    if (file_is_json(opened->request_path))
      message_hint("did you mean --credentials %s?", opened->request_path);
    credentials_show_form(opened->scheme);
    return false;
  }
  message_error("%s: --credentials - and a request on standard input: only one can be read from there",
                command);
  message_hint("name a file for one of the two");
  return false;
}

static bool check_window(struct opened_request *opened, const struct given_arguments *given,
                         const char *command) {
  opened->max_age_ms = opened->max_skew_ms = -1;
  if ((given->max_age && !time_parse_span("--max-age", given->max_age, &opened->max_age_ms)) ||
      (given->max_skew && !time_parse_span("--max-skew", given->max_skew, &opened->max_skew_ms)))
    return false;
  if ((!given->max_age && !given->max_skew) || opened->scheme->time.place != RS_TIME_NOWHERE) return true;
  const char *option = given->max_age ? "--max-age" : "--max-skew";
  message_error("%s: %s has no timestamp, so %s has nothing to measure", command, opened->scheme->name,
                option);
  message_hint("leave %s out", option);
  return false;
}

static bool go_together(const struct opened_request *opened, const char *one, const char *other,
                        const char *command) {
  if (strcmp(one, other) == 0)
    message_error("%s: --profile %s is given twice", command, one);
  else if (rs_profiles_clash(rs_profile_find(opened->scheme, one), rs_profile_find(opened->scheme, other)))
    message_error("%s: --profile %s and --profile %s change the same thing: choose one of them", command, one,
                  other);
  else
    return true;
  return false;
}

static bool check_profiles(const struct opened_request *opened, const char *command) {
  reqsig_profile_info info;
  for (size_t i = 0; i < opened->num_profiles; i++) {
    if (!profiles_find(opened->scheme, opened->profiles[i], &info)) {
      profiles_complain(opened->scheme, opened->profiles[i]);
      return false;
    }
    for (size_t k = 0; k < i; k++) {
      if (!go_together(opened, opened->profiles[k], opened->profiles[i], command)) return false;
    }
  }
  return true;
}

static bool check_arguments(struct opened_request *opened, const struct given_arguments *given,
                            const char *command) {
  opened->scheme = scheme_argument(command, given->scheme);
  if (!opened->scheme) return false;
  if (!opened->request_path) opened->request_path = "-";
  const char *path = opened->credentials_path;
  if (!path || (strcmp(path, "-") == 0 && strcmp(opened->request_path, "-") == 0))
    return complain_of_credentials_path(opened, command);
  if (opened->message_path && strcmp(opened->message_path, "-") == 0 &&
      (strcmp(path, "-") == 0 || strcmp(opened->request_path, "-") == 0)) {
    message_error("%s: --message - and another file on standard input: only one can be read from there",
                  command);
    return false;
  }
  if (!check_profiles(opened, command) || !request_check_nonce(opened, command)) return false;
  opened->now_source = given->now ? NOW_FROM_OPTION : NOW_FROM_CLOCK;
  opened->now_ms = time_from_clock();
  return (!given->now || time_parse(given->now, &opened->now_ms)) && check_window(opened, given, command);
}

bool request_take_arguments(struct opened_request *opened, const struct command *command, int argc,
                            char **argv, int *exit_code) {
  struct given_arguments given = {0};
  struct options options = options_begin(command, argc, argv);
  options.exit_code = COMMAND_USAGE;
  bool taken = take_arguments(opened, &given, &options);
  *exit_code = options.exit_code;
  return taken && check_arguments(opened, &given, command->name);
}
