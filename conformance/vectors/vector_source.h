/* Where vectors are read from: a folder, or the program itself, which has those of its version in it. */
#ifndef REQSIG_VECTOR_SOURCE_H
#define REQSIG_VECTOR_SOURCE_H

#include "base/arena.h"
#include "base/text.h"

struct vector_file {
  const char *name; /* "crm.json" */
  const char *path; /* as problems name it */
  bool is_embedded;
  reqsig_slice embedded; /* what the file holds, if it is embedded */
};

struct vector_files {
  struct vector_file *items;
  size_t count;
};

/*
 * The files *.json but the schemas, by name: those of directory, or of the program if it is NULL. False, and
 * *problem says why, if the directory can't be read.
 */
bool vector_source_list(struct arena *arena, const char *directory, struct vector_files *files,
                        struct text *problem);

/* The directory to read, if no option names one: that of the environment's REQSIG_VECTORS, or else NULL. */
const char *vector_source_default(void);

#endif
