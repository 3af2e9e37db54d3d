/* Values of headers that a verifier must part where a literal stands: it holds a character that what is
 * behind it cannot hold. Where it could, what was signed would be refused. */
#include "scheme_file_case.h"

#define FILE_OF(format, value)                                                                               \
  "{\"reqsig_scheme\": 1, \"name\": \"f\", \"title\": \"F\", \"credentials\": {\"id\": \"public\", \"k\": "  \
  "\"secret\"}, \"timestamp\": {\"format\": \"" format "\"}, \"lists\": {\"names\": {\"each\": \"header\", " \
  "\"only\": [\"host\"], \"write\": \"{name}\", \"join\": \";\"}}, \"message\": \"{names}{nonce}{body}\", "  \
  "\"hmac\": \"sha1\", \"key\": \"{k}\", \"headers\": {\"A\": \"{id}" value "\", "

#define TIME      "\"T\": \"{timestamp}\", "
#define NONCE     "\"N\": \"{nonce}\", "
#define NAMES     "\"L\": \"{names}\", "
#define MAC       "\"S\": \"{mac|hex}\"}}"
#define SECONDS   "unix-seconds"
#define HTTP_DATE "Www, DD Mmm YYYY hh:mm:ss GMT"

static void refuses_joint(const char *text) {
  const file_case *file = read_scheme(reqsig_text(text));
  cr_assert_eq(file->status, REQSIG_ERR_MALFORMED, "%s is accepted", text);
  cr_assert(strstr(file->fault.expected, "a character that it cannot hold"), "%s: %s", text,
            file->fault.expected);
  cr_assert_str_eq(file->fault.member, "headers.A");
}

Test(scheme_file_joints, a_literal_before_a_time_is_not_part_of_it) {
  holds(FILE_OF(SECONDS, ",{timestamp}") NONCE MAC);
  holds(FILE_OF(SECONDS, "1-{timestamp}") NONCE MAC);
  refuses_joint(FILE_OF(SECONDS, "1{timestamp}") NONCE MAC);
  holds(FILE_OF(HTTP_DATE, ";{timestamp}") NONCE MAC);
  refuses_joint(FILE_OF(HTTP_DATE, ", {timestamp}") NONCE MAC);
  refuses_joint(FILE_OF(HTTP_DATE, "-{timestamp}") NONCE MAC);
}

Test(scheme_file_joints, a_literal_before_a_day_is_not_part_of_it) {
  holds(FILE_OF(HTTP_DATE, ",{timestamp|as:YYYYMMDD}") TIME NONCE MAC);
  refuses_joint(FILE_OF(SECONDS, "-{timestamp|as:YYYY-MM-DD}") TIME NONCE MAC);
  refuses_joint(FILE_OF(SECONDS, "0{timestamp|as:YYYY-MM-DD}") TIME NONCE MAC);
}

Test(scheme_file_joints, a_literal_before_names_is_not_part_of_them) {
  holds(FILE_OF(SECONDS, ",{names}") TIME NONCE MAC);
  refuses_joint(FILE_OF(SECONDS, ";{names}") TIME NONCE MAC);
  refuses_joint(FILE_OF(SECONDS, "x{names}") TIME NONCE MAC);
}

Test(scheme_file_joints, a_literal_before_a_digest_is_not_part_of_it) {
  holds(FILE_OF(SECONDS, ",{body|sha1|hex}") TIME NONCE NAMES MAC);
  refuses_joint(FILE_OF(SECONDS, "a{body|sha1|hex}") TIME NONCE NAMES MAC);
  refuses_joint(FILE_OF(SECONDS, "={body|sha1|base64}") TIME NONCE NAMES MAC);
  refuses_joint(FILE_OF(SECONDS, "a{id|hmac|hex}") TIME NONCE NAMES MAC);
}

/* A MAC is told by its length; what a credential holds is not known. */
Test(scheme_file_joints, any_literal_stands_before_a_mac_or_a_credential) {
  holds(FILE_OF(SECONDS, "a{mac|hex}") TIME NONCE "\"L\": \"{names}\"}}");
  holds(FILE_OF(SECONDS, "a{id}") TIME NONCE MAC);
}
