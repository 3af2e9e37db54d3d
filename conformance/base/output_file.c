#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/message.h"
#include "base/text.h"

enum {
  READER_COMES_MS = 5000, /* how long a FIFO is waited for */
  READER_READS_MS = 10000,
  TRY_AGAIN_MS = 50,
  MAX_NAMES = 100 /* tried for the file beside */
};

static char *copy(const char *string) {
  size_t size = strlen(string) + 1;
  return memcpy(memory_get(size), string, size);
}

/* The folder of path is opened, and what follows the last slash kept. */
static const char *open_folder(struct output_file *file, const char *path) {
  char *folder = copy(path);
  char *slash = strrchr(folder, '/');
  file->name = copy(slash ? slash + 1 : path);
  if (slash) slash[slash == folder] = '\0';
  file->descriptor = open(slash ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int error = errno;
  free(folder);
  file->is_open = file->descriptor >= 0;
  if (!file->is_open) return strerror(error);
  return faccessat(file->descriptor, ".", W_OK | X_OK, 0) == 0 ? NULL : strerror(errno);
}

/* A link stays, and the file that it leads to is replaced. */
static const char *open_old(struct output_file *file) {
  if (access(file->path, W_OK) != 0) return strerror(errno);
  char *real = realpath(file->path, NULL);
  const char *problem = real ? open_folder(file, real) : strerror(errno);
  free(real);
  return problem;
}

static const char *open_new(struct output_file *file) {
  const char *problem = open_folder(file, file->path);
  if (problem) return problem;
  if (*file->name == '\0') return strerror(*file->path ? EISDIR : ENOENT);
  return fstat(file->descriptor, &file->status) == 0 ? NULL : strerror(errno);
}

static const char *open_special(struct output_file *file) {
  const struct timespec pause = {.tv_nsec = TRY_AGAIN_MS * 1000000L};
  int flags = O_WRONLY | O_NOCTTY | O_CLOEXEC | (file->is_fifo ? O_NONBLOCK : 0);
  for (int waited = 0;; waited += TRY_AGAIN_MS) {
    file->descriptor = open(file->path, flags);
    file->is_open = file->descriptor >= 0;
    if (file->is_open) return NULL;
    if (!file->is_fifo || errno != ENXIO) return strerror(errno);
    if (waited >= READER_COMES_MS) return "nobody reads from this FIFO";
    nanosleep(&pause, NULL);
  }
}

const char *output_file_open(struct output_file *file, const char *path) {
  *file = (struct output_file){.path = path};
  file->is_there = stat(path, &file->status) == 0;
  if (!file->is_there) return errno == ENOENT ? open_new(file) : strerror(errno);
  if (S_ISDIR(file->status.st_mode)) return strerror(EISDIR);
  if (S_ISREG(file->status.st_mode)) return open_old(file);
  file->is_fifo = S_ISFIFO(file->status.st_mode);
  return open_special(file);
}

const char *output_file_clear(struct output_file *file) {
  if (!file->name || unlinkat(file->descriptor, file->name, 0) == 0 || errno == ENOENT) return NULL;
  return strerror(errno);
}

static int create_beside(struct output_file *file) {
  int created = -1;
  for (int i = 0; i < MAX_NAMES && created < 0; i++) {
    snprintf(file->beside, sizeof file->beside, ".reqsig-%ld-%d", (long)getpid(), i);
    created = openat(file->descriptor, file->beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (created < 0 && errno != EEXIST) break;
  }
  if (created < 0) *file->beside = '\0';
  return created;
}

const char *output_file_begin(struct output_file *file) {
  signal(SIGXFSZ, SIG_IGN); /* a limit of sizes is then an error, as a full disk is */
  if (file->is_fifo) {
    file->out = open_memstream(&file->fifo_bytes, &file->fifo_len);
  } else {
    int descriptor = file->name ? create_beside(file) : dup(file->descriptor);
    file->out = descriptor >= 0 ? fdopen(descriptor, "w") : NULL;
    if (descriptor >= 0 && file->is_there && file->name) fchmod(descriptor, file->status.st_mode & 0777);
  }
  if (!file->out) return strerror(errno);
  errno = 0; /* the first write that fails sets it */
  return NULL;
}

static const char *pump_into_fifo(struct output_file *file) {
  struct pollfd reader = {file->descriptor, POLLOUT, 0};
  size_t done = 0;
  while (done < file->fifo_len) {
    ssize_t written = write(file->descriptor, file->fifo_bytes + done, file->fifo_len - done);
    if (written > 0) done += (size_t)written;
    if (written >= 0 || errno == EINTR) continue;
    if (errno != EAGAIN) return strerror(errno);
    if (poll(&reader, 1, READER_READS_MS) == 0) return "its reader does not read";
  }
  return NULL;
}

static bool is_same(const struct stat *a, const struct stat *b) {
  return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* That the name leads to what was written, and all of it, is seen and not believed. */
static const char *put_in_place(struct output_file *file) {
  struct stat written, found;
  off_t len = ftello(file->out);
  if (fsync(fileno(file->out)) != 0 && errno != EINVAL) return strerror(errno);
  if (renameat(file->descriptor, file->beside, file->descriptor, file->name) != 0) return strerror(errno);
  *file->beside = '\0';
  if (fstat(fileno(file->out), &written) != 0 || stat(file->path, &found) != 0) return strerror(errno);
  return is_same(&written, &found) && written.st_size == len ? NULL : "another program changes it";
}

static const char *flush(struct output_file *file) {
  if (fflush(file->out) == 0 && !ferror(file->out)) return NULL;
  return strerror(errno ? errno : EIO);
}

const char *output_file_finish(struct output_file *file) {
  const char *problem = flush(file);
  if (!problem && file->name) problem = put_in_place(file);
  if (fclose(file->out) != 0 && !problem) problem = strerror(errno);
  file->out = NULL;
  if (!problem && file->is_fifo) problem = pump_into_fifo(file);
  return problem;
}

void output_file_close(struct output_file *file) {
  if (file->out) fclose(file->out);
  if (*file->beside) unlinkat(file->descriptor, file->beside, 0);
  if (file->is_open) close(file->descriptor);
  free(file->name);
  free(file->fifo_bytes);
  *file = (struct output_file){0};
}

const char *output_file_write(struct output_file *file, reqsig_slice bytes) {
  const char *problem = output_file_begin(file);
  if (!problem) fwrite(bytes.data, 1, bytes.len, file->out);
  return problem ? problem : output_file_finish(file);
}

bool output_file_save(const char *command, const char *path, reqsig_slice bytes) {
  struct output_file file = {0};
  const char *problem = output_file_open(&file, path);
  if (!problem) problem = output_file_write(&file, bytes);
  output_file_close(&file);
  if (problem) message_error("%s: %s: can't be written: %s", command, path, problem);
  return !problem;
}

bool output_file_is(const struct output_file *file, const struct stat *other) {
  return file->is_there && is_same(&file->status, other) && !S_ISCHR(other->st_mode);
}

bool output_files_are_one(const struct output_file *a, const struct output_file *b) {
  if (a->is_there || b->is_there) return a->is_there && output_file_is(b, &a->status);
  return is_same(&a->status, &b->status) && strcmp(a->name, b->name) == 0;
}
