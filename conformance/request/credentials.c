#include "request/opened_request.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/json_io.h"
#include "base/message.h"
#include "base/terminal.h"
#include "base/text.h"
#include "lib/bytes.h"
#include "lib/crypto.h"

static const size_t MAX_FILE = (size_t)1024 * 1024;

struct reader {
  const char *path;
  const reqsig_scheme *scheme;
  struct credentials *credentials;
};

static size_t list_names(const reqsig_scheme *scheme, const char *names[RS_MAX_CREDENTIALS]) {
  size_t num_names = 0;
  while (num_names < RS_MAX_CREDENTIALS && (names[num_names] = reqsig_scheme_credential(scheme, num_names)))
    num_names++;
  return num_names;
}

void credentials_show_form(const reqsig_scheme *scheme) {
  fprintf(stderr, "  %s needs a file like this:  {", reqsig_scheme_name(scheme));
  const char *name;
  for (size_t i = 0; (name = reqsig_scheme_credential(scheme, i)); i++)
    fprintf(stderr, "%s\"%s\": \"...\"", i > 0 ? ", " : "", name);
  fputs("}\n", stderr);
}

static bool complain_of_file(const struct reader *reader, const char *problem) {
  message_error("%s: %s", reader->path, problem);
  credentials_show_form(reader->scheme);
  return false;
}

/* Only names that are known, or near to one, are quoted: what stands in a wrong place may be a secret. */
static bool complain_of_member(const struct reader *reader, const char *name, const char *problem,
                               const char *near) {
  struct text shown = {0};
  text_add_escaped(&shown, reqsig_text(name), terminal_of(stderr).utf8);
  message_error("%s: member \"%s\" %s", reader->path, text_string(&shown), problem);
  if (near) message_hint("did you mean \"%s\"?", near);
  credentials_show_form(reader->scheme);
  text_free(&shown);
  return false;
}

static bool is_credential(const reqsig_scheme *scheme, const char *name) {
  const char *names[RS_MAX_CREDENTIALS];
  size_t num_names = list_names(scheme, names);
  for (size_t i = 0; i < num_names; i++)
    if (strcmp(names[i], name) == 0) return true;
  return false;
}

/* A name that is near to none of the scheme's may be a secret. */
static bool complain_of_unknown_member(const struct reader *reader, const cJSON *member) {
  const char *names[RS_MAX_CREDENTIALS];
  const char *near = suggest(member->string, names, list_names(reader->scheme, names));
  if (near) return complain_of_member(reader, member->string, "is not a credential of this scheme", near);
  message_error("%s: a member is not a credential of %s; its name is not shown, as it may be a secret",
                reader->path, reqsig_scheme_name(reader->scheme));
  if (cJSON_IsString(member) && is_credential(reader->scheme, member->valuestring))
    message_hint("its value is \"%s\": the name and the value are exchanged", member->valuestring);
  credentials_show_form(reader->scheme);
  return false;
}

static bool is_taken(const struct credentials *credentials, const char *name) {
  for (size_t i = 0; i < credentials->num_items; i++)
    if (strcmp(credentials->items[i].name, name) == 0) return true;
  return false;
}

static bool is_text(const cJSON *value) {
  return cJSON_IsString(value) && *value->valuestring != '\0';
}

static bool check_array(const struct reader *reader, const cJSON *member) {
  size_t *num_choices = &reader->credentials->num_choices, count = 0;
  const cJSON *value;
  cJSON_ArrayForEach(value, member) {
    if (!is_text(value))
      return complain_of_member(reader, member->string,
                                "is an array with something else than strings, or an empty one", NULL);
    count++;
  }
  if (count == 0) return complain_of_member(reader, member->string, "is an empty array", NULL);
  *num_choices *= count;
  if (*num_choices > CREDENTIALS_MAX_CHOICES)
    return complain_of_member(reader, member->string, "has too many values: at most 64 choices in all", NULL);
  return true;
}

static bool check_value(const struct reader *reader, const cJSON *member) {
  if (cJSON_IsArray(member)) return check_array(reader, member);
  if (!cJSON_IsString(member))
    return complain_of_member(reader, member->string, "is not a string, nor an array of strings", NULL);
  return is_text(member) || complain_of_member(reader, member->string, "is empty", NULL);
}

static bool take_member(const struct reader *reader, const cJSON *member) {
  struct credentials *credentials = reader->credentials;
  if (!is_credential(reader->scheme, member->string)) return complain_of_unknown_member(reader, member);
  if (is_taken(credentials, member->string))
    return complain_of_member(reader, member->string, "is there twice", NULL);
  if (!check_value(reader, member)) return false;
  const cJSON *value = cJSON_IsArray(member) ? member->child : member;
  credentials->items[credentials->num_items++] =
      (reqsig_credential){member->string, reqsig_text(value->valuestring)};
  return true;
}

/* Each array turns at its own speed, as the digits of a number do. */
void credentials_choose(struct credentials *credentials, size_t choice) {
  for (size_t i = 0; i < credentials->num_items; i++) {
    const cJSON *member = cJSON_GetObjectItemCaseSensitive(credentials->json, credentials->items[i].name);
    if (!cJSON_IsArray(member)) continue;
    size_t count = (size_t)cJSON_GetArraySize(member);
    const cJSON *value = cJSON_GetArrayItem(member, (int)(choice % count));
    credentials->items[i].value = reqsig_text(value->valuestring);
    choice /= count;
  }
}

void credentials_add_choice(struct text *text, const struct credentials *credentials, size_t choice) {
  for (size_t i = 0; i < credentials->num_items; i++) {
    const cJSON *member = cJSON_GetObjectItemCaseSensitive(credentials->json, credentials->items[i].name);
    if (!cJSON_IsArray(member)) continue;
    size_t count = (size_t)cJSON_GetArraySize(member);
    text_addf(text, "%s%s number %zu of %zu", text->len > 0 ? ", " : "", member->string, choice % count + 1,
              count);
    choice /= count;
  }
}

static bool take_members(const struct reader *reader) {
  const cJSON *member;
  reader->credentials->num_choices = 1;
  cJSON_ArrayForEach(member, reader->credentials->json) {
    if (!take_member(reader, member)) return false;
  }
  const char *names[RS_MAX_CREDENTIALS];
  size_t num_names = list_names(reader->scheme, names);
  for (size_t i = 0; i < num_names; i++)
    if (!is_taken(reader->credentials, names[i]))
      return complain_of_member(reader, names[i], "is missing", NULL);
  return true;
}

/* The code unit that "\\uXXXX" stands for, if valid JSON begins with it; else 0. */
static unsigned escaped_unit(reqsig_slice json) {
  char digits[5] = "";
  if (json.len < 6 || !rs_slice_starts_with(json, RS_LITERAL("\\u"))) return 0;
  memcpy(digits, json.data + 2, 4);
  return (unsigned)strtoul(digits, NULL, 16);
}

static bool has_half_a_pair(reqsig_slice json) {
  for (size_t i = 0; i < json.len; i++) {
    if (json.data[i] != '\\') continue;
    unsigned unit = escaped_unit(rs_slice_after(json, i));
    bool is_low = unit >= 0xDC00 && unit <= 0xDFFF, is_high = unit >= 0xD800 && unit <= 0xDBFF;
    unsigned next = is_high ? escaped_unit(rs_slice_after(json, i + 6)) : 0;
    if (is_low || (is_high && (next < 0xDC00 || next > 0xDFFF))) return true;
    i += is_high ? 11 : 1;
  }
  return false;
}

/* "NAME=value"; base64 alone ends in its "=". */
static bool is_assignment(reqsig_slice text) {
  size_t at = 0;
  while (at < text.len && (text.data[at] == '_' || rs_is_digit(text.data[at]) ||
                           (rs_upper(text.data[at]) >= 'A' && rs_upper(text.data[at]) <= 'Z')))
    at++;
  return at > 0 && at + 1 < text.len && text.data[at] == '=' && !memchr("=\r\n", text.data[at + 1], 3);
}

static bool take_json(const struct reader *reader, reqsig_slice json) {
  struct text problem = {0};
  strict_json_add_problem(&problem, json);
  bool is_object = problem.len == 0 || complain_of_file(reader, text_string(&problem));
  text_free(&problem);
  if (!is_object && is_assignment(json))
    message_hint("it looks like lines of NAME=value, as in an .env file: write a JSON object in their place");
  if (!is_object) return false;
  if (strict_json_has_nul(json))
    return complain_of_file(reader, "a string with \\u0000 in it, which no credential has");
  if (has_half_a_pair(json))
    return complain_of_file(
        reader, "a string with half a surrogate pair, such as \\ud800 alone, which stands for no character");
  reader->credentials->json = cJSON_ParseWithLength((const char *)json.data, json.len);
  if (!reader->credentials->json) return complain_of_file(reader, "a number where a string is wanted");
  return take_members(reader);
}

/* What does not name a file may be the secret itself, or the JSON that belongs in the file. */
static bool complain_of_no_file(const char *path, const struct reader *reader) {
  int error = errno;
  if (path[strspn(path, " \t\r\n")] == '{') {
    message_error("--credentials expects the name of a file, and was given JSON text, which is not shown");
    message_hint("write the text to a file, and name that file");
    return false;
  }
  message_error("--credentials: the file can't be opened: %s; its name is not shown, as it may be a secret",
                strerror(error));
  credentials_show_form(reader->scheme);
  return false;
}

bool credentials_read(const char *path, const reqsig_scheme *scheme, struct credentials *credentials) {
  memset(credentials, 0, sizeof *credentials);
  struct reader reader = {file_label(path), scheme, credentials};
  file_content content;
  if (!file_name_may_be_shown(path)) return complain_of_no_file(path, &reader);
  if (!file_read(path, MAX_FILE, &content)) return false;
  bool done = take_json(&reader, rs_slice(content.data, content.len));
  file_free(&content);
  if (!done) credentials_free(credentials);
  return done;
}

static void wipe_values(cJSON *value) {
  for (; value; value = value->next) {
    if (value->valuestring) rs_wipe(value->valuestring, strlen(value->valuestring));
    if (value->child) wipe_values(value->child);
  }
}

void credentials_free(struct credentials *credentials) {
  wipe_values(credentials->json);
  cJSON_Delete(credentials->json);
  memset(credentials, 0, sizeof *credentials);
}
