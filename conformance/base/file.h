/* Reading a whole file that a person named. */
#ifndef REQSIG_FILE_H
#define REQSIG_FILE_H

#include <stdbool.h>

#include "reqsig.h"

typedef struct file_content {
  uint8_t *data;
  size_t len;
} file_content;

/*
 * Reads the file path, or standard input if path is "-". False, said on standard error, if it can't
 * be read or is longer than limit. Copies that reading leaves behind are wiped: it may be a secret.
 */
bool file_read(const char *path, size_t limit, file_content *content);

/* Wipes and frees; an all-zero content may be given. */
void file_free(file_content *content);

/* What messages call path. */
const char *file_label(const char *path);

#endif
