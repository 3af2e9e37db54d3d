/* Files that a person named: read whole, and written whole or not at all. */
#ifndef REQSIG_FILE_H
#define REQSIG_FILE_H

#include <stdbool.h>
#include <stdio.h>
#include <sys/stat.h>

#include "reqsig.h"

typedef struct file_content {
  uint8_t *data;
  size_t len;
} file_content;

/* A file that is in the program itself. */
struct embedded_file {
  const char *name;
  const unsigned char *data;
  size_t len;
};

/*
 * Reads the file path, or standard input if path is "-". False, said on standard error, if it can't
 * be read or is longer than limit. Copies that reading leaves behind are wiped: it may be a secret.
 */
bool file_read(const char *path, size_t limit, file_content *content);

/* Wipes and frees; an all-zero content may be given. */
void file_free(file_content *content);

/* What messages call path. */
const char *file_label(const char *path);

/*
 * What a person types where a file is to be named may be a secret, typed in the wrong place. A message quotes
 * it only if there is such a file, or if it ends as a file's name does: in a dot and one to five letters or
 * digits.
 * "-" is quoted too. What is expected to be a known name (a scheme, a profile) is quoted if it is near to
 * one, or if it is the value of an option of a command that takes no secrets, and as short and plain as a
 * name.
 */
bool file_name_may_be_shown(const char *path);
bool is_plain_name(const char *word);

/* Whether there is such a file, and its name ends in .json. */
bool file_is_json(const char *path);

/* The path; NOT_SHOWN if it must not be quoted. */
#define NOT_SHOWN "(not shown, as it may be a secret)"
const char *file_name_shown(const char *path);

/*
 * A file that is written whole or not at all: under another name beside it, checked, then renamed. Whatever
 * stood under its name, or was put there meanwhile, is gone. A device or a FIFO is written to as it is.
 */

/* Start all-zero. */
struct output_file {
  const char *path; /* as a person named it */
  char *name;       /* in the folder, links followed; NULL of a device or a FIFO */
  int descriptor;   /* of the folder, or of the device or FIFO */
  bool is_open, is_fifo;
  char beside[48]; /* its name until it is whole */
  FILE *out;
  char *fifo_bytes; /* what goes to a FIFO, gathered */
  size_t fifo_len;
  struct stat status; /* of the file that is there, or of the folder if there is none */
  bool is_there;
};

/* All answer NULL, or why it can't be done: to be told before the next call. */

/* Finds out whether path can be written, and changes nothing. A FIFO must have a reader, within 5 s. */
const char *output_file_open(struct output_file *file, const char *path);
/* Removes the file that is there, so that nobody takes it for the new one. */
const char *output_file_clear(struct output_file *file);
/* Opens file->out. */
const char *output_file_begin(struct output_file *file);
/* If not all was written, nothing of it is left. */
const char *output_file_finish(struct output_file *file);
/* Without finish, nothing was written. */
void output_file_close(struct output_file *file);

/* From begin to finish, of a file that is open. */
const char *output_file_write(struct output_file *file, reqsig_slice bytes);
/* All of these steps. False, said on standard error: it can't be written. */
bool output_file_save(const char *command, const char *path, reqsig_slice bytes);

/* Whether both would be one file. Devices may be written to by many. */
bool output_file_is(const struct output_file *file, const struct stat *other);
bool output_files_are_one(const struct output_file *a, const struct output_file *b);

#endif
