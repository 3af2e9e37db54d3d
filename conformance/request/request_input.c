#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/message.h"
#include "base/terminal.h"
#include "base/text.h"
#include "lib/bytes.h"
#include "request/opened_request.h"

enum { MAX_HEADERS = 1000, SHOWN_BEFORE = 43, SHOWN_BEHIND = 15 };
static const size_t MAX_REQUEST = (size_t)64 * 1024 * 1024;

static void parse_raw(request_input *input) {
  reqsig_slice raw = rs_slice(input->raw.data, input->raw.len);
  reqsig_buffer body = {input->body, raw.len, 0};
  size_t num_headers = MAX_HEADERS;
  reqsig_parse_request(raw, input->headers, &num_headers, &body, &input->request, &input->error,
                       &input->offset);
}

bool request_input_read(const char *path, request_input *input) {
  memset(input, 0, sizeof *input);
  if (strcmp(path, "-") == 0 && isatty(STDIN_FILENO))
    message_error("reading the request from the terminal (Ctrl-D ends it)");
  if (!file_name_may_be_shown(path)) {
    message_error("REQUEST: the file can't be opened: %s; its name is not shown, as it may be a secret",
                  strerror(errno));
    return false;
  }
  if (!file_read(path, MAX_REQUEST, &input->raw)) return false;
  input->headers = memory_get(MAX_HEADERS * sizeof *input->headers);
  input->body = memory_get(input->raw.len + 1);
  parse_raw(input);
  return true;
}

void request_input_free(request_input *input) {
  free(input->headers);
  free(input->body);
  file_free(&input->raw);
  memset(input, 0, sizeof *input);
}

struct place {
  size_t line; /* from 1 */
  size_t start;
  size_t end; /* behind the line's LF */
};

static reqsig_slice raw_of(const request_input *input) {
  return rs_slice(input->raw.data, input->raw.len);
}

static size_t offset_of(const request_input *input) {
  return input->offset > input->raw.len ? input->raw.len : input->offset;
}

static struct place place_of(reqsig_slice raw, size_t offset) {
  struct place p = {1, 0, raw.len};
  for (size_t i = 0; i < offset && i < raw.len; i++) {
    if (raw.data[i] != '\n') continue;
    p.line++;
    p.start = i + 1;
  }
  const uint8_t *lf = raw.len > offset ? memchr(raw.data + offset, '\n', raw.len - offset) : NULL;
  if (lf) p.end = (size_t)(lf - raw.data) + 1;
  return p;
}

void request_fault_add_place(struct text *text, const request_input *input) {
  reqsig_slice raw = raw_of(input);
  size_t offset = offset_of(input);
  struct place line = place_of(raw, offset);
  if (raw.len == 0) return;
  text_addf(text, "at line %zu, byte %zu of the line (offset %zu of %zu):", line.line,
            offset - line.start + 1, offset, raw.len);
}

static bool is_behind_head(reqsig_slice raw, size_t offset) {
  for (size_t i = 0; i + 1 < offset; i++) {
    if (raw.data[i] != '\n') continue;
    if (raw.data[i + 1] == '\n' || (i + 2 < offset && memcmp(raw.data + i + 1, "\r\n", 2) == 0)) return true;
  }
  return false;
}

const char *request_fault_advice(const request_input *input) {
  reqsig_slice raw = raw_of(input);
  const char *kind = input_kind_advice(raw);
  if (kind) return kind;
  if (input->error == REQSIG_HTTP_BARE_LF && is_behind_head(raw, offset_of(input)))
    return "a line of the chunked body ends in LF alone: a chunk's size and a chunk's data each end in CR LF";
  return reqsig_http_error_text(input->error);
}

/* A header's name ends at the colon, or where somebody put a blank before it. Where no line end follows, the
 * input may end within a secret. */
static const char *secret_in_line(const struct opened_request *opened, reqsig_slice line) {
  const char *name = secrets_find(opened, line);
  size_t len = 0;
  if (!name && line.len > 0 && line.data[line.len - 1] != '\n') name = secrets_find_cut_off(opened, line);
  while (len < line.len && rs_is_token_char(line.data[len])) len++;
  return name ? name : secrets_in_header(opened, rs_slice(line.data, len));
}

static void print_line_at_fault(FILE *out, reqsig_slice raw, struct place line, size_t offset, int indent) {
  bool utf8 = terminal_of(out).utf8;
  size_t start = offset - line.start > SHOWN_BEFORE ? offset - SHOWN_BEFORE : line.start;
  size_t end = line.end - offset > SHOWN_BEHIND ? offset + SHOWN_BEHIND : line.end;
  const char *before = start > line.start ? "..." : "";
  reqsig_slice shown = rs_slice_after(rs_slice(raw.data, end), start);
  fprintf(out, "%*s%s", indent, "", before);
  escape_write(out, shown, utf8);
  fprintf(out, "%s\n", end < line.end ? "..." : "");
  size_t num_columns = (size_t)indent + strlen(before) + escape_columns(shown, offset - start, utf8);
  for (size_t i = 0; i < num_columns; i++) fputc(' ', out);
  fputs(offset < raw.len ? "^\n" : "^ the input ends here\n", out);
}

void request_fault_show(FILE *out, const struct opened_request *opened, int indent) {
  reqsig_slice raw = raw_of(&opened->request);
  size_t offset = offset_of(&opened->request);
  if (raw.len == 0) return;
  struct place line = place_of(raw, offset);
  const char *secret = secret_in_line(opened, rs_slice_after(rs_slice(raw.data, line.end), line.start));
  if (input_is_json(raw))
    fprintf(out, "%*s<the line is not shown: JSON may hold a secret>\n", indent, "");
  else if (secret)
    fprintf(out, "%*s<the line is not shown: the %s stands in it>\n", indent, "", secret);
  else
    print_line_at_fault(out, raw, line, offset, indent);
}

void request_fault_complain(const struct opened_request *opened) {
  const request_input *input = &opened->request;
  struct text place = {0};
  message_error("%s: not an HTTP/1.1 request: %s", file_label(opened->request_path),
                reqsig_http_error_name(input->error));
  message_hint("%s", request_fault_advice(input));
  request_fault_add_place(&place, input);
  if (place.len > 0) message_hint("%s", text_string(&place));
  text_free(&place);
  request_fault_show(stderr, opened, 2);
}

/* The files of requests that a command line names: some may be folders. */

/* Room is doubled at each power of two. */
void request_add_path(struct opened_request *opened, const char *path) {
  size_t num = opened->num_request_paths;
  if ((num & (num - 1)) == 0) {
    const char **wider = arena_get_array(&opened->paths, num ? 2 * num : 1, sizeof *wider);
    if (num > 0) memcpy(wider, opened->request_paths, num * sizeof *wider);
    opened->request_paths = wider;
  }
  opened->request_paths[opened->num_request_paths++] = path;
}

static bool is_folder(const char *path) {
  struct stat status;
  return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static int by_name(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Neither hidden files nor folders in it. */
static bool add_files_of(struct opened_request *opened, const char *folder) {
  size_t before = opened->num_request_paths;
  DIR *stream = opendir(folder);
  if (!stream) {
    message_error("%s: can't be opened: %s", folder, strerror(errno));
    return false;
  }
  for (struct dirent *entry; (entry = readdir(stream)) != NULL;) {
    struct text path = {0};
    text_addf(&path, "%s%s%s", folder, folder[strlen(folder) - 1] == '/' ? "" : "/", entry->d_name);
    if (entry->d_name[0] != '.' && !is_folder(text_string(&path)))
      request_add_path(opened, arena_copy_string(&opened->paths, text_string(&path)));
    text_free(&path);
  }
  closedir(stream);
  size_t num = opened->num_request_paths - before;
  if (num > 0) qsort(opened->request_paths + before, num, sizeof *opened->request_paths, by_name);
  if (num == 0) message_error("%s: a folder without a file; expected requests in it", folder);
  return num > 0;
}

/* Of one among others it must be told which. */
static bool check_is_there(const char *path, size_t number, size_t count) {
  if (count < 2 || file_name_may_be_shown(path)) return true;
  message_error("REQUEST, number %zu of %zu: the file can't be opened: %s; its name is not shown, as it may "
                "be a secret",
                number, count, strerror(errno));
  return false;
}

static bool check_paths(const struct opened_request *opened) {
  size_t num = opened->num_request_paths, num_standard_input = 0;
  for (size_t i = 0; i < num; i++) num_standard_input += strcmp(opened->request_paths[i], "-") == 0;
  if (num_standard_input + (strcmp(opened->credentials_path, "-") == 0) > 1) {
    message_error("\"-\" is given twice: only one file can be read from standard input");
    return false;
  }
  if (!opened->message_path || num < 2) return true;
  message_error("--message goes with one request, and there are %zu", num);
  return false;
}

bool request_expand_folders(struct opened_request *opened) {
  const char **named = opened->request_paths;
  size_t num_named = opened->num_request_paths;
  opened->request_paths = NULL;
  opened->num_request_paths = 0;
  for (size_t i = 0; i < num_named; i++) {
    if (!check_is_there(named[i], i + 1, num_named)) return false;
    if (!is_folder(named[i]))
      request_add_path(opened, named[i]);
    else if (!add_files_of(opened, named[i]))
      return false;
  }
  if (opened->num_request_paths > 0) opened->request_path = opened->request_paths[0];
  return check_paths(opened);
}
