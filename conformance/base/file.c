#include "base/file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/message.h"
#include "base/text.h"
#include "lib/crypto.h"

enum { FIRST_CAPACITY = 16 * 1024 };

const char *file_label(const char *path) {
  if (strcmp(path, "-") == 0) return "standard input";
  return *path ? path : "\"\"";
}

static bool ends_as_file_names_do(const char *path) {
  static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  const char *dot = strrchr(path, '.');
  size_t len = dot ? strlen(dot + 1) : 0;
  return len >= 1 && len <= 5 && strspn(dot + 1, allowed) == len;
}

static bool is_in_a_folder(const char *path) {
  const char *slash = strrchr(path, '/');
  struct text folder = {0};
  struct stat status;
  if (!slash || slash == path) return false;
  text_addf(&folder, "%.*s", (int)(slash - path), path);
  bool is_in = stat(text_string(&folder), &status) == 0 && S_ISDIR(status.st_mode);
  text_free(&folder);
  return is_in;
}

bool file_name_may_be_shown(const char *path) {
  return strcmp(path, "-") == 0 || ends_as_file_names_do(path) || access(path, F_OK) == 0 ||
         is_in_a_folder(path);
}

bool is_plain_name(const char *word) {
  enum { MAX_NAME = 20 };
  static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.";
  size_t len = strlen(word);
  return len <= MAX_NAME && strspn(word, allowed) == len;
}

bool file_is_json(const char *path) {
  size_t len = strlen(path);
  return len > 5 && strcmp(path + len - 5, ".json") == 0 && access(path, F_OK) == 0;
}

const char *file_name_shown(const char *path) {
  return file_name_may_be_shown(path) ? file_label(path) : NOT_SHOWN;
}

void file_free(file_content *content) {
  if (content->data) rs_wipe(content->data, content->len);
  free(content->data);
  *content = (file_content){NULL, 0};
}

/* Not realloc, which leaves an unwiped copy where it moves. */
static void grow(file_content *content, size_t *capacity) {
  size_t wanted = *capacity * 2;
  uint8_t *data = memory_get(wanted);
  size_t len = content->len;
  if (len > 0) memcpy(data, content->data, len);
  file_free(content);
  *content = (file_content){data, len};
  *capacity = wanted;
}

/* A byte more than a file is long, so that its end is seen. */
static size_t first_capacity(FILE *stream, size_t limit) {
  struct stat status;
  bool is_known = fstat(fileno(stream), &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0;
  return is_known && (uintmax_t)status.st_size <= limit ? (size_t)status.st_size + 1 : FIRST_CAPACITY;
}

static bool read_stream(FILE *stream, size_t limit, file_content *content, const char *label) {
  size_t capacity = first_capacity(stream, limit);
  content->data = memory_get(capacity);
  while (content->len <= limit) {
    if (content->len == capacity) grow(content, &capacity);
    errno = 0;
    size_t got = fread(content->data + content->len, 1, capacity - content->len, stream);
    content->len += got;
    if (ferror(stream)) {
      message_error("%s: can't be read: %s", label, strerror(errno));
      return false;
    }
    if (got == 0) return true;
  }
  message_error("%s: longer than %zu bytes, the most that is read", label, limit);
  return false;
}

bool file_read(const char *path, size_t limit, file_content *content) {
  *content = (file_content){NULL, 0};
  bool standard_input = strcmp(path, "-") == 0;
  FILE *stream = standard_input ? stdin : fopen(path, "rb");
  if (!stream) {
    message_error("%s: can't be opened: %s", file_label(path), strerror(errno));
    return false;
  }
  setvbuf(stream, NULL, _IONBF, 0); /* no copy in the stream's own buffer */
  bool done = read_stream(stream, limit, content, file_label(path));
  if (!standard_input) fclose(stream);
  if (!done) file_free(content);
  return done;
}
