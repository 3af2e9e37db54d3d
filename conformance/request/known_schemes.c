#include "request/known_schemes.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/message.h"
#include "lib/bytes.h"

enum { MAX_FILES = 64, MAX_FILE = 64 * 1024 };

/* They are never freed: whoever was told of a scheme may keep it. */
static struct known_file {
  const char *path;
  const reqsig_scheme *scheme;
} files[MAX_FILES];
static size_t num_files;

size_t num_schemes(void) {
  return reqsig_num_schemes() + num_files;
}

const reqsig_scheme *scheme_at(size_t index) {
  size_t num_built_in = reqsig_num_schemes();
  if (index < num_built_in) return reqsig_scheme_at(index);
  return index - num_built_in < num_files ? files[index - num_built_in].scheme : NULL;
}

const char *scheme_library_name(size_t index) {
  return index < num_embedded_schemes ? embedded_schemes[index].name : NULL;
}

/* NULL and a fault if it is wrong. */
static const reqsig_scheme *read_scheme(reqsig_slice text, reqsig_scheme_fault *fault) {
  const reqsig_scheme *scheme;
  reqsig_buffer memory = {.capacity = REQSIG_SCHEME_ROOM(text.len)};
  memory.data = memory_get(memory.capacity);
  if (reqsig_scheme_read(text, &memory, &scheme, fault) == REQSIG_OK) return scheme;
  buffer_release(&memory);
  return NULL;
}

/* The library's files are right: a test reads them all. */
static const reqsig_scheme *find_in_library(const char *name) {
  for (size_t i = 0; i < num_embedded_schemes && num_files < MAX_FILES; i++) {
    const struct embedded_file *file = &embedded_schemes[i];
    reqsig_scheme_fault fault;
    if (strcmp(file->name, name) != 0) continue;
    files[num_files].path = file->name;
    files[num_files].scheme = read_scheme((reqsig_slice){file->data, file->len}, &fault);
    return files[num_files].scheme ? files[num_files++].scheme : NULL;
  }
  return NULL;
}

const reqsig_scheme *scheme_find(const char *name) {
  for (size_t i = num_files; i-- > 0;)
    if (strcmp(reqsig_scheme_name(files[i].scheme), name) == 0) return files[i].scheme;
  const reqsig_scheme *built_in = reqsig_scheme_find(name);
  return built_in ? built_in : find_in_library(name);
}

bool scheme_names_file(const char *argument) {
  size_t len = strlen(argument);
  return strchr(argument, '/') || (len > 5 && strcmp(argument + len - 5, ".json") == 0);
}

/* What other tools call the formats of times; in letters and digits alone. */
static const struct {
  const char *other_name, *format;
} time_formats[] = {{"iso8601", "YYYY-MM-DDThh:mm:ssZ"},
                    {"rfc3339", "YYYY-MM-DDThh:mm:ssZ"},
                    {"httpdate", "Www, DD Mmm YYYY hh:mm:ss GMT"},
                    {"rfc1123", "Www, DD Mmm YYYY hh:mm:ss GMT"},
                    {"rfc2822", "Www, DD Mmm YYYY hh:mm:ss -0000"},
                    {"epoch", "unix-seconds"}};

/* Whether the string at the beginning of json is that name, with any signs between its letters. */
static bool is_called(reqsig_slice json, const char *name) {
  for (size_t i = 1; i < json.len && json.data[i] != '"'; i++) {
    if (!rs_is_digit(json.data[i]) && (rs_upper(json.data[i]) < 'A' || rs_upper(json.data[i]) > 'Z'))
      continue;
    if (*name == '\0' || rs_upper(json.data[i]) != rs_upper((uint8_t)*name)) return false;
    name++;
  }
  return *name == '\0';
}

static void find_time_format(reqsig_slice json, reqsig_scheme_fault *fault) {
  if (strcmp(fault->member, "timestamp.format") != 0 || *fault->nearest) return;
  for (size_t i = 0; i < sizeof time_formats / sizeof *time_formats; i++)
    if (is_called(rs_slice_after(json, fault->offset), time_formats[i].other_name))
      snprintf(fault->nearest, sizeof fault->nearest, "%s", time_formats[i].format);
}

static const reqsig_scheme *complain(const char *command, const char *path,
                                     const reqsig_scheme_fault *fault) {
  message_error("%s: %s:%zu:%zu: %s%sexpected %s", command, path, fault->line, fault->column, fault->member,
                *fault->member ? ": " : "", fault->expected);
  if (*fault->nearest)
    message_hint("did you mean %s?", fault->nearest);
  else if (strcmp(fault->member, "timestamp.format") == 0)
    message_hint("reqsig scheme words tells what each of them is");
  else if (strstr(fault->expected, " behind \"")) /* of a word in a template */
    message_hint("reqsig scheme words lists the words");
  return NULL;
}

static const reqsig_scheme *add_scheme(const char *path, const reqsig_scheme *scheme) {
  const char *name = reqsig_scheme_name(scheme);
  if (reqsig_scheme_find(name))
    message_warning("%s has the name of the built-in scheme %s; the file's rules are used", path, name);
  files[num_files++] = (struct known_file){path, scheme};
  return scheme;
}

const reqsig_scheme *scheme_read_file(const char *command, const char *path) {
  file_content content;
  reqsig_scheme_fault fault;
  const reqsig_scheme *scheme;
  for (size_t i = 0; i < num_files; i++)
    if (strcmp(files[i].path, path) == 0) return files[i].scheme;
  if (num_files == MAX_FILES) {
    message_error("%s: more than %d scheme files", command, MAX_FILES);
    return NULL;
  }
  if (!file_read(path, MAX_FILE, &content)) return NULL;
  scheme = read_scheme((reqsig_slice){content.data, content.len}, &fault);
  if (!scheme) find_time_format((reqsig_slice){content.data, content.len}, &fault);
  file_free(&content);
  return scheme ? add_scheme(path, scheme) : complain(command, path, &fault);
}
