/* What the tests of scheme files share: a small file, edited, and written as it was read. */
#ifndef REQSIG_TESTS_SCHEME_FILE_CASE_H
#define REQSIG_TESTS_SCHEME_FILE_CASE_H

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "recipe_compare.h"

/* One member a line, so that a test can tell places. */
#define GITHUB                                                                                               \
  "{\n"                                                                                                      \
  "  \"reqsig_scheme\": 1,\n"                                                                                \
  "  \"name\": \"github\",\n"                                                                                \
  "  \"title\": \"GitHub webhooks\",\n"                                                                      \
  "  \"credentials\": { \"secret\": \"secret\" },\n"                                                         \
  "  \"message\": \"{body}\",\n"                                                                             \
  "  \"hmac\": \"sha256\",\n"                                                                                \
  "  \"key\": \"{secret}\",\n"                                                                               \
  "  \"headers\": { \"X-Hub-Signature-256\": \"sha256={mac|hex}\" }\n"                                       \
  "}\n"

typedef struct file_case {
  uint8_t memory[REQSIG_SCHEME_ROOM(65536)];
  reqsig_buffer buffer;
  const reqsig_scheme *scheme;
  reqsig_scheme_fault fault;
  reqsig_status status;
} file_case;

static inline const file_case *read_scheme(reqsig_slice text) {
  static file_case file;
  file.buffer = (reqsig_buffer){file.memory, sizeof file.memory, 0};
  file.status = reqsig_scheme_read(text, &file.buffer, &file.scheme, &file.fault);
  return &file;
}

/* The text with the one place where old stands changed. */
static inline reqsig_slice edited(const char *text, const char *old, const char *new) {
  static char room[8192];
  const char *at = strstr(text, old);
  cr_assert(at && !strstr(at + 1, old), "%s stands there once", old);
  int len = snprintf(room, sizeof room, "%.*s%s%s", (int)(at - text), text, new, at + strlen(old));
  cr_assert(len > 0 && (size_t)len < sizeof room);
  return rs_slice(room, (size_t)len);
}

static inline const reqsig_scheme *accepts(reqsig_slice text) {
  const file_case *file = read_scheme(text);
  cr_assert_eq(file->status, REQSIG_OK, "%zu:%zu %s: expected %s", file->fault.line, file->fault.column,
               file->fault.member, file->fault.expected);
  return file->scheme;
}

/* What is read, written and read again is equal. */
static inline const reqsig_scheme *holds(const char *text) {
  static uint8_t room[16384], memory[REQSIG_SCHEME_ROOM(16384)];
  reqsig_buffer again = {room, sizeof room, 0}, buffer = {memory, sizeof memory, 0};
  const reqsig_scheme *scheme = accepts(reqsig_text(text)), *second;
  reqsig_scheme_fault fault;
  cr_assert_eq(reqsig_scheme_write(scheme, &again), REQSIG_OK);
  reqsig_status status = reqsig_scheme_read(rs_slice(room, again.len), &buffer, &second, &fault);
  cr_assert_eq(status, REQSIG_OK, "%s: %s", fault.member, fault.expected);
  cr_assert(same_scheme(scheme, second), "%.*s", (int)again.len, (const char *)room);
  return second;
}

/* A context of what is read, written and read again, with these credentials in their order, up to a NULL. */
static inline const reqsig_context *context_with(const char *text, const char *first, const char *second,
                                                 const char *third, const char *fourth) {
  static reqsig_context context;
  const char *values[] = {first, second, third, fourth};
  const reqsig_scheme *scheme = holds(text);
  reqsig_credential credentials[4];
  size_t num = 0;
  for (; num < 4 && values[num]; num++)
    credentials[num] = (reqsig_credential){reqsig_scheme_credential(scheme, num), reqsig_text(values[num])};
  cr_assert_eq(reqsig_context_init(&context, scheme, credentials, num), REQSIG_OK);
  return &context;
}

/* An edit of a file, and what is said of it. */
typedef struct file_refusal {
  const char *old, *new;
  const char *member, *expected, *nearest;
} file_refusal;

static inline void refuses(const char *text, const file_refusal *refusals, size_t num) {
  for (size_t i = 0; i < num; i++) {
    const file_refusal *r = &refusals[i];
    const file_case *file = read_scheme(edited(text, r->old, r->new));
    cr_assert_eq(file->status, REQSIG_ERR_MALFORMED, "%s is accepted", r->new);
    cr_assert_null(file->scheme);
    cr_assert_eq(file->buffer.len, 0);
    cr_assert(strstr(file->fault.expected, r->expected), "%s: expected %s", r->new, file->fault.expected);
    cr_assert_str_eq(file->fault.member, r->member, "%s: in %s", r->new, file->fault.member);
    cr_assert_str_eq(file->fault.nearest, r->nearest ? r->nearest : "", "%s: near %s", r->new,
                     file->fault.nearest);
  }
}

#define REFUSES(text, ...)                                                                                   \
  do {                                                                                                       \
    static const file_refusal refusals[] = {__VA_ARGS__};                                                    \
    refuses((text), refusals, sizeof refusals / sizeof *refusals);                                           \
  } while (0)

#endif
