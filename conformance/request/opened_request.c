#include "request/opened_request.h"

#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "lib/claims.h"
#include "lib/coded_value.h"
#include "lib/json.h"
#include "lib/parameters.h"
#include "lib/request.h"
#include "lib/timestamp.h"
#include "request/arguments.h"
#include "request/recipe_text.h"

bool request_has_profile(const struct opened_request *opened, const char *name) {
  for (size_t i = 0; i < opened->num_profiles; i++)
    if (strcmp(opened->profiles[i], name) == 0) return true;
  return false;
}

reqsig_status request_context_with(const struct opened_request *opened, const char *name,
                                   struct varied_context *varied) {
  const char *names[REQUEST_MAX_PROFILES + 1];
  size_t num_names = opened->num_profiles;
  if (num_names > 0) memcpy(names, opened->profiles, num_names * sizeof *names);
  names[num_names++] = name;
  return varied_context_init(varied, opened->scheme, names, num_names, opened->credentials.items,
                             opened->credentials.num_items);
}

static reqsig_status init(struct opened_request *opened, const reqsig_credential *items) {
  opened->recipe = *opened->scheme;
  reqsig_status status = rs_profiles_apply(opened->profiles, opened->num_profiles, &opened->recipe);
  if (status != REQSIG_OK) return status;
  return reqsig_context_init(&opened->context, &opened->recipe, items, opened->credentials.num_items);
}

static bool prepare(struct opened_request *opened) {
  reqsig_status status = REQSIG_OK;
  for (size_t i = opened->credentials.num_choices; i-- > 0 && status == REQSIG_OK;) {
    credentials_choose(&opened->credentials, i);
    status = init(opened, opened->credentials.items);
  }
  if (status == REQSIG_OK) return true;
  if (status != REQSIG_ERR_CREDENTIAL_INVALID || !request_tell_invalid_credential(opened))
    message_error("%s: %s", opened->credentials_path, reqsig_status_text(status));
  return false;
}

void request_choose_credentials(struct opened_request *opened, size_t choice) {
  credentials_choose(&opened->credentials, choice);
  init(opened, opened->credentials.items);
}

static bool read_request(struct opened_request *opened) {
  if (!request_input_read(opened->request_path, &opened->request)) return false;
  if (opened->verifies || opened->request.error == REQSIG_HTTP_NONE) return request_take_nonce(opened);
  request_fault_complain(opened);
  return false;
}

static bool read_message(struct opened_request *opened) {
  return !opened->message_path || file_read(opened->message_path, REQUEST_MAX_MESSAGE, &opened->message);
}

/* The arguments, and all that they name but the request. */
static bool open_rest(struct opened_request *opened, const struct command *command, int argc, char **argv,
                      int *exit_code) {
  memset(opened, 0, sizeof *opened);
  return request_take_arguments(opened, command, argc, argv, exit_code) &&
         credentials_read(opened->credentials_path, opened->scheme, &opened->credentials) &&
         prepare(opened) && read_message(opened);
}

static bool or_close(struct opened_request *opened, bool is_ready) {
  if (!is_ready) request_close(opened);
  return is_ready;
}

bool request_open(struct opened_request *opened, const struct command *command, int argc, char **argv,
                  int *exit_code) {
  return or_close(opened, open_rest(opened, command, argc, argv, exit_code) && read_request(opened));
}

bool request_open_to_verify(struct opened_request *opened, const struct command *command, int argc,
                            char **argv, int *exit_code) {
  bool is_ready = open_rest(opened, command, argc, argv, exit_code);
  opened->verifies = true;
  return or_close(opened, is_ready && read_request(opened));
}

bool request_open_several(struct opened_request *opened, const struct command *command, int argc, char **argv,
                          int *exit_code) {
  bool is_ready = open_rest(opened, command, argc, argv, exit_code) && request_expand_folders(opened);
  opened->verifies = true;
  return or_close(opened, is_ready && (opened->num_request_paths > 1 || read_request(opened)));
}

bool request_take_file(struct opened_request *opened, const char *path) {
  request_input_free(&opened->request);
  opened->request_path = path;
  return read_request(opened);
}

static bool own_time(struct opened_request *opened, int64_t *time_ms) {
  const rs_time_rule *time = &rs_context_of(&opened->context)->recipe->time;
  const reqsig_request *request = &opened->request.request;
  reqsig_slice value;
  if (time->place == RS_TIME_IN_BODY_MEMBER)
    return rs_json_member(request->body, reqsig_text(time->name), &value) == RS_JSON_FOUND &&
           rs_time_read(time->format, value, time_ms);
  value = recipe_sent_time(&opened->paths, rs_context_of(&opened->context)->recipe, request);
  return value.data && rs_time_read(time->format, value, time_ms);
}

void request_take_own_time(struct opened_request *opened) {
  int64_t time_ms;
  int64_t lifetime_ms = opened->scheme->time.lifetime_ms;
  if (opened->now_source != NOW_FROM_CLOCK || !own_time(opened, &time_ms) || time_ms < lifetime_ms) return;
  opened->now_ms = time_ms - lifetime_ms;
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
  const rs_part *parts = rs_context_of(&opened->context)->recipe->message;
  for (size_t i = 0; status == REQSIG_ERR_HEADER_MISSING && i < RS_MAX_MESSAGE_PARTS; i++)
    if (parts[i].from == RS_FROM_HEADER && !rs_header_find(&opened->request.request, parts[i].literal))
      message_hint("the scheme signs the header %.*s: add it to the request", (int)parts[i].literal.len,
                   (const char *)parts[i].literal.data);
}

void request_close(struct opened_request *opened) {
  reqsig_context_wipe(&opened->context);
  request_input_free(&opened->request);
  file_free(&opened->message);
  credentials_free(&opened->credentials);
  arena_free(&opened->paths);
}

enum { MAX_SHOWN = 240 };

/* Behind a space, or in the next line. Gives the column behind it. */
static int print_behind(const struct page *page, const char *text, int column) {
  int len = (int)strlen(text);
  bool fits = column + 1 + len <= terminal_columns(page->out);
  fprintf(page->out, fits ? "%*s%s" : "\n%*s%s", fits ? 1 : PAGE_VALUE, "", text);
  return (fits ? column + 1 : PAGE_VALUE) + len;
}

/* At that column: the beginning of a long text; in place of one that must not be shown, why. Gives the column
 * behind it. */
static int print_shown(struct page *page, const struct opened_request *opened, const char *what,
                       reqsig_slice bytes, int column) {
  const char *secret = secrets_find(opened, bytes);
  reqsig_slice shown = text_beginning(bytes, MAX_SHOWN);
  struct text rest = {0};
  if (secret) return column + fprintf(page->out, "<a %s with the %s in it, not shown>", what, secret);
  column = page_bytes(page, shown, column, PAGE_VALUE, STYLE_PLAIN);
  if (shown.len == bytes.len) return column;
  text_addf(&rest, "<%zu more bytes, not shown>", bytes.len - shown.len);
  column = print_behind(page, text_string(&rest), column);
  text_free(&rest);
  return column;
}

void print_request_row(struct page *page, const struct opened_request *opened) {
  const reqsig_request *request = &opened->request.request;
  struct text rest = {0};
  page_label(page, "request");
  int column = print_shown(page, opened, "method", request->method, PAGE_VALUE);
  fputc(' ', page->out);
  column = print_shown(page, opened, "target", request->target, column + 1);
  text_addf(&rest, "(%zu header%s, a body of %zu byte%s)", request->num_headers,
            text_plural(request->num_headers), request->body.len, text_plural(request->body.len));
  print_behind(page, text_string(&rest), column);
  fputc('\n', page->out);
  text_free(&rest);
}

void print_now_row(const struct page *page, const char *label, const struct opened_request *opened) {
  static const char *const sources[] = {[NOW_FROM_CLOCK] = "by the clock",
                                        [NOW_FROM_OPTION] = "by --now",
                                        [NOW_FROM_REQUEST] = "the time that the request itself carries"};
  struct text date = {0};
  text_add_time(&date, opened->now_ms);
  page_rowf(page, label, "%lld ms%s%s, %s", (long long)opened->now_ms, date.len > 0 ? " = " : "",
            text_string(&date), sources[opened->now_source]);
  text_free(&date);
}

void print_profile_rows(const struct page *page, const struct opened_request *opened) {
  reqsig_profile_info info;
  for (size_t i = 0; i < opened->num_profiles; i++)
    if (profiles_find(opened->scheme, opened->profiles[i], &info))
      page_rowf(page, i == 0 ? "profile" : "", "%s (%s): %s", info.name, info.row, info.meaning);
}

static reqsig_slice decoded(struct arena *arena, reqsig_slice written) {
  reqsig_buffer text = {(uint8_t *)arena_get(arena, written.len + 1), written.len, 0};
  rs_parameter_decode(written, &text);
  text.data[text.len] = '\0';
  return rs_slice(text.data, text.len);
}

reqsig_header *sent_parameters(struct arena *arena, reqsig_slice target, reqsig_slice name, size_t *count) {
  reqsig_slice all = rs_bare_query_of(target), unused = {NULL, 0};
  reqsig_header *fields = arena_get_array(arena, rs_parameter_find(all, name, &unused), sizeof *fields);
  *count = 0;
  for (rs_parameter parameter; rs_parameter_next(&all, &parameter);)
    if (rs_parameter_is(parameter.name, name))
      fields[(*count)++] = (reqsig_header){name, decoded(arena, parameter.value)};
  return fields;
}

bool sent_has_plus(const reqsig_request *request, const rs_header_rule *rule) {
  reqsig_slice all = rs_bare_query_of(request->target);
  for (rs_parameter parameter; rule->place == RS_IN_QUERY && rs_parameter_next(&all, &parameter);)
    if (rs_parameter_is(parameter.name, rule->name) && parameter.value.len > 0 &&
        memchr(parameter.value.data, '+', parameter.value.len))
      return true;
  return false;
}

reqsig_slice sent_coded_value(struct arena *arena, const rs_header_rule *rule, reqsig_slice sent) {
  reqsig_buffer plain = {(uint8_t *)arena_get(arena, sent.len + 1), sent.len, 0};
  return rs_coded_value_read(rule, sent, &plain) ? rs_slice(plain.data, plain.len) : sent;
}

reqsig_slice sent_code_value(struct arena *arena, const rs_header_rule *rule, reqsig_slice plain) {
  size_t room = 4 * (plain.len + 2) / 3 + 4 + plain.len;
  reqsig_buffer sent = {(uint8_t *)arena_get(arena, room), room, 0};
  rs_coded_value_write(rule, plain, &sent);
  return rs_slice(sent.data, sent.len);
}

reqsig_header *sent_fields(struct arena *arena, const reqsig_request *request, const rs_header_rule *rule,
                           size_t *count) {
  if (rule->place == RS_IN_QUERY) return sent_parameters(arena, request->target, rule->name, count);
  reqsig_header *fields = arena_get_array(arena, request->num_headers, sizeof *fields);
  *count = 0;
  for (size_t i = 0; i < request->num_headers; i++)
    if (rs_slice_equal_ignoring_case(request->headers[i].name, rule->name))
      fields[(*count)++] = request->headers[i];
  for (size_t i = 0; rule->place == RS_IN_CODED_HEADER && i < *count; i++)
    fields[i].value = sent_coded_value(arena, rule, fields[i].value);
  return fields;
}

const reqsig_header *sent_field(struct arena *arena, const reqsig_request *request,
                                const rs_header_rule *rule) {
  size_t count;
  if (rule->place == RS_IN_HEADER) return rs_header_find(request, rule->name);
  const reqsig_header *fields = sent_fields(arena, request, rule, &count);
  return count > 0 ? fields : NULL;
}
