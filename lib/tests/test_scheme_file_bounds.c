/* The bounds of what a scheme file may hold: the last that fits, and the first that does not. */
#include "scheme_file_case.h"

/* The text with old replaced by a piece, so many times. */
static reqsig_slice with_many(const char *text, const char *old, const char *piece, size_t num) {
  char pieces[4096] = "";
  cr_assert_lt(num * strlen(piece), sizeof pieces);
  for (size_t i = 0; i < num; i++) strcat(pieces, piece);
  return edited(text, old, pieces);
}

static void fits_up_to(size_t max, const char *text, const char *old, const char *piece,
                       const char *expected) {
  accepts(with_many(text, old, piece, max));
  const file_case *file = read_scheme(with_many(text, old, piece, max + 1));
  cr_assert_eq(file->status, REQSIG_ERR_MALFORMED, "%zu times %s is accepted", max + 1, piece);
  cr_assert(strstr(file->fault.expected, expected), "%s: expected %s", piece, file->fault.expected);
}

Test(scheme_file_bounds, a_file_has_65536_bytes) {
  static uint8_t memory[REQSIG_SCHEME_ROOM(65536)], text[65537];
  reqsig_buffer buffer = {memory, sizeof memory, 0};
  const reqsig_scheme *scheme;
  reqsig_scheme_fault fault;
  memset(text, ' ', sizeof text);
  memcpy(text, GITHUB, sizeof GITHUB - 1);
  cr_assert_eq(reqsig_scheme_read(rs_slice(text, 65536), &buffer, &scheme, &fault), REQSIG_OK);
  cr_assert_eq(fault.line + fault.column + fault.offset, 0, "there is no fault");
  cr_assert_eq(reqsig_scheme_read(rs_slice(text, 65537), &buffer, &scheme, &fault), REQSIG_ERR_MALFORMED);
}

Test(scheme_file_bounds, a_name_has_62_bytes_between_its_quotes) {
  fits_up_to(62, GITHUB, "github", "a", "a name of 1 to 62");
  accepts(edited(GITHUB, "github", "az-z09-0z"));
}

Test(scheme_file_bounds, a_credentials_name_has_64) {
  for (size_t len = 64; len <= 65; len++) {
    char file[8192], name[66];
    memset(name, 'n', sizeof name);
    name[len] = '\0';
    snprintf(file, sizeof file,
             "{\"reqsig_scheme\": 1, \"name\": \"b\", \"title\": \"B\", \"credentials\": {\"%s\": "
             "\"secret\"}, \"message\": \"{body}\", \"hmac\": \"sha1\", \"key\": \"{%s}\", \"headers\": "
             "{\"S\": \"{mac|hex}\"}}",
             name, name);
    cr_assert_eq(read_scheme(reqsig_text(file))->status, len == 64 ? REQSIG_OK : REQSIG_ERR_MALFORMED);
  }
}

#define TIMED                                                                                                \
  "{\"reqsig_scheme\": 1, \"name\": \"b\", \"title\": \"B\", \"credentials\": {\"k\": \"secret\"}, "         \
  "\"timestamp\": {\"format\": \"unix-seconds\", \"lifetime_ms\": LIFETIME}, \"message\": \"{body}\", "      \
  "\"hmac\": \"sha1\", \"key\": \"{k}\", \"headers\": {\"S\": \"{mac|hex}\"}, "                              \
  "\"query\": {\"t\": \"TEXT{timestamp}\"}}"

Test(scheme_file_bounds, a_text_in_a_parameter_has_64_bytes) {
  char text[1024];
  reqsig_slice timed = edited(TIMED, "LIFETIME", "1");
  snprintf(text, sizeof text, "%.*s", (int)timed.len, (const char *)timed.data);
  fits_up_to(64, text, "TEXT", "a", "texts of at most 64 bytes");
}

Test(scheme_file_bounds, a_lifetime_is_a_millisecond_to_a_year) {
  accepts(edited(TIMED, "LIFETIME", "1"));
  accepts(edited(TIMED, "LIFETIME", "31622400000"));
  REFUSES(TIMED, {"LIFETIME", "0", "timestamp.lifetime_ms", "a millisecond to a year"},
          {"LIFETIME", "31622400001", "timestamp.lifetime_ms", "a millisecond to a year"});
}

static const char *with_profiles(size_t num) {
  static char text[8192];
  size_t len =
      (size_t)snprintf(text, sizeof text,
                       "{\"reqsig_scheme\": 1, \"name\": \"p\", \"title\": \"P\", "
                       "\"credentials\": {\"k\": \"secret\"}, \"message\": \"{path}\", \"hmac\": \"sha1\", "
                       "\"key\": \"{k}\", \"headers\": {\"S\": \"{mac|hex}\"}, \"profiles\": {");
  for (size_t i = 0; i < num; i++)
    len += (size_t)snprintf(text + len, sizeof text - len,
                            "%s\"p%zu\": {\"meaning\": \"m\", \"source\": \"s\", \"change\": {\"replace\": "
                            "{\"path\": \"a{path|upper}%zu\"}}}",
                            i > 0 ? ", " : "", i, i);
  snprintf(text + len, sizeof text - len, "}}");
  return text;
}

Test(scheme_file_bounds, a_file_has_32_profiles) {
  holds(with_profiles(32));
  const file_case *file = read_scheme(reqsig_text(with_profiles(33)));
  cr_assert_eq(file->status, REQSIG_ERR_MALFORMED);
  cr_assert_str_eq(file->fault.member, "profiles.p32");
  cr_assert_str_eq(file->fault.expected, "at most 32 members");
}
