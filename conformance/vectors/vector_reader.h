/* Where vectors are read from: a folder, or the program itself, which has those of its version in it. */
#ifndef REQSIG_VECTOR_READER_H
#define REQSIG_VECTOR_READER_H

#include <cjson/cJSON.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"
#include "vectors/vector.h"

struct vector_file {
  const char *name; /* "crm.json" */
  const char *path; /* as problems name it */
  bool is_embedded;
  reqsig_slice embedded; /* what the file holds, if it is embedded */
};

enum { VECTOR_FILE_MAX = 64 * 1024 * 1024 }; /* bytes */

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

/* The vectors in the program. embedded_vectors.c is made of vectors/ when the program is built. */

extern const struct embedded_file embedded_vectors[];
extern const size_t num_embedded_vectors;

/* Members of a vector file by their type. Each function that answers false has said why in the reader's
 * problem. Strings are those of the object, and not copied. */

struct vector_reader {
  struct arena *arena;
  struct text *problem;
  const char *file;
  const char *id; /* of the vector; NULL outside one */
  const char *in; /* the object that holds the member, "" for the vector itself */
  size_t nth;     /* which vector of its file it is, from 1 */
};

enum presence { OPTIONAL, REQUIRED };

/* "FILE: vector ID: IN.MEMBER: expected …"; always false. member may be NULL. */
bool reader_fail(struct vector_reader *reader, const char *member, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 3, 4)))
#endif
    ;

/* True if object is one and has no members but these. */
bool reader_knows_members(struct vector_reader *reader, const cJSON *object, const char *const *names,
                          size_t num_names);

/* The member "id", lower-case words of which the first is prefix; from then on it is the reader's. */
bool reader_id(struct vector_reader *reader, const cJSON *object, const char *prefix, const char **id);

/* What is not there leaves *value as it was: start it NULL, or empty. */
bool reader_string(struct vector_reader *reader, const cJSON *object, const char *name,
                   enum presence presence, const char **value);
/* Integers that a double holds exactly, from 0 to 2^53 - 1. */
bool reader_integer(struct vector_reader *reader, const cJSON *object, const char *name, int64_t *value);
bool reader_flag(struct vector_reader *reader, const cJSON *object, const char *name, bool *value);
bool reader_names(struct vector_reader *reader, const cJSON *object, const char *name,
                  struct name_list *names);
/* Numbers of rows of a table: 1 to 9999. */
bool reader_rows(struct vector_reader *reader, const cJSON *object, const char *name, struct row_list *rows);
bool reader_pairs(struct vector_reader *reader, const cJSON *object, const char *name, enum presence presence,
                  struct header_list *headers);
bool reader_base64(struct vector_reader *reader, const char *name, const char *encoded, reqsig_slice *bytes);
/* len digits, or any even number of them from 2 on if len is 0. */
bool reader_hex(struct vector_reader *reader, const cJSON *object, const char *name, size_t len,
                const char **value);

/* A file of vectors. They are read one after another, as JSON takes many times the room of its text. */

/* What stands in it. Each function answers false if it said in the reader's problem what is wrong. */
struct vector_format {
  const char *const *needed; /* the members that the vectors can't be read without, then NULL */
  /* The object, its member "vectors" empty. Called once or twice: then there is more in it. */
  bool (*take_head)(struct vector_reader *reader, const cJSON *head, void *user);
  /* The next vector. */
  bool (*take_vector)(struct vector_reader *reader, const cJSON *object, void *user);
};

/* False: it can't be read. The caller frees *text, which starts all-zero, either way. */
bool vector_text_load(struct vector_reader *reader, const struct vector_file *file, file_content *text);

/* Hands over what stands in a file's text, as long as it is taken. The text is changed: it holds the strings
 * that are handed over. False as well if there is no list of vectors, or nothing in it. */
bool vector_text_read(struct vector_reader *reader, const struct vector_file *file, file_content text,
                      const struct vector_format *format, void *user);

/* One vector of a file. */

/* scheme and document are the file's. False: what is wrong is said in the reader's problem. */
bool vector_parse(struct vector_reader *reader, const cJSON *object, const reqsig_scheme *scheme,
                  const char *document, struct vector *vector);

/* The members "expect" and "profiles", for a vector whose class, scheme and twin are set. */
bool vector_parse_expectations(struct vector_reader *reader, const cJSON *object, struct vector *vector);

/* One raw request of a file. False: what is wrong is said in the reader's problem. */
bool http_vector_parse(struct vector_reader *reader, const cJSON *object, struct http_vector *vector);

/* Makes the signed request out of the request and the headers that are expected. */
void vector_sign_request(struct arena *arena, struct vector *vector);

#endif
