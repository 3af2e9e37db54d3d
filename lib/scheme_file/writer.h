/* Writes JSON for people: a member a line, arrays in one line. */
#ifndef REQSIG_SCHEME_FILE_WRITER_H
#define REQSIG_SCHEME_FILE_WRITER_H

#include "vocabulary.h"

typedef struct rs_writer {
  reqsig_buffer *text;
  int depth;
  bool has_members; /* of the innermost object */
} rs_writer;

/* Begins a member; its value follows. */
void rs_write_name(rs_writer *writer, const char *name);
void rs_write_open(rs_writer *writer, const char *name);
/* Ends the innermost object. */
void rs_write_close(rs_writer *writer);

void rs_write_string(rs_writer *writer, const char *name, const char *value);
void rs_write_int64(rs_writer *writer, const char *name, int64_t value);
void rs_write_true(rs_writer *writer, const char *name);
/* A string that is put together: what goes between its quotes. */
void rs_write_quote(rs_writer *writer);
void rs_write_text(rs_writer *writer, reqsig_slice bytes);

/* Templates, without the quotes. */
void rs_write_part(rs_writer *writer, const reqsig_scheme *scheme, const rs_part *part);
/* The names of a list. */
void rs_write_names(rs_writer *writer, const reqsig_slice names[RS_MAX_LIST_NAMES], const char *between);
/* The parts with forms. */
void rs_write_parts(rs_writer *writer, const reqsig_scheme *scheme);
void rs_write_message(rs_writer *writer, const reqsig_scheme *scheme);
void rs_write_key(rs_writer *writer, const reqsig_scheme *scheme, rs_key_form form);

/* Members that schemes and profiles share. */
void rs_write_signs(rs_writer *writer, const rs_signed_requests *signs);
void rs_write_window(rs_writer *writer, const rs_window *window);
void rs_write_profiles(rs_writer *writer, const reqsig_scheme *scheme);

#endif
