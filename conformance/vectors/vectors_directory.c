#include "vectors/vectors_directory.h"

#include <string.h>
#include <sys/stat.h>
#include <uv.h>

#include "base/message.h"

enum { MAX_PATH = 4096 };

static bool is_directory(const char *path) {
  struct stat status;
  return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

const char *vectors_directory(struct arena *arena) {
  static const char installed[] = "/../share/reqsig/vectors";
  char path[MAX_PATH + sizeof installed];
  size_t len = MAX_PATH;
  if (uv_exepath(path, &len) != 0) return REQSIG_VECTORS_DIR;
  char *slash = strrchr(path, '/');
  if (!slash) return REQSIG_VECTORS_DIR;
  memcpy(slash, installed, sizeof installed);
  return is_directory(path) ? arena_copy_string(arena, path) : REQSIG_VECTORS_DIR;
}

bool vectors_load(const char *command, const char *directory, struct vector_set *set) {
  struct text problem = {0};
  if (!directory) directory = vectors_directory(&set->arena);
  bool loaded = vector_set_load(directory, set, &problem);
  if (!loaded) message_error("%s: %s", command, text_string(&problem));
  text_free(&problem);
  return loaded;
}
