/* The files of requests that a command line names: some may be folders. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/message.h"
#include "request/opened_request.h"

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
    if (!is_folder(named[i]))
      request_add_path(opened, named[i]);
    else if (!add_files_of(opened, named[i]))
      return false;
  }
  if (opened->num_request_paths > 0) opened->request_path = opened->request_paths[0];
  return check_paths(opened);
}
