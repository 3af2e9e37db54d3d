/* Reading a whole file that a person named. */
#ifndef REQSIG_FILE_H
#define REQSIG_FILE_H

#include <stdbool.h>

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
 * one.
 */
bool file_name_may_be_shown(const char *path);

/* Whether there is such a file, and its name ends in .json. */
bool file_is_json(const char *path);

/* The path; NOT_SHOWN if it must not be quoted. */
#define NOT_SHOWN "(not shown, as it may be a secret)"
const char *file_name_shown(const char *path);

#endif
