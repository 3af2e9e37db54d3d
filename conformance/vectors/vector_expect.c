#include <string.h>

#include "base/json_io.h"
#include "request/arguments.h"
#include "vectors/vector_reader.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { SHA256_DIGITS = 64 };

static bool parse_message(struct vector_reader *reader, const cJSON *object, struct expectation *expect) {
  const char *plain = NULL, *encoded = NULL;
  if (!reader_flag(reader, object, "not_signed", &expect->not_signed) ||
      !reader_string(reader, object, "message", OPTIONAL, &plain) ||
      !reader_string(reader, object, "message_base64", OPTIONAL, &encoded) ||
      !reader_hex(reader, object, "message_sha256", SHA256_DIGITS, &expect->message_sha256))
    return false;
  int given = (plain != NULL) + (encoded != NULL) + (expect->message_sha256 != NULL) + expect->not_signed;
  if (given > 1)
    return reader_fail(reader, NULL,
                       "expected one of message, message_base64, message_sha256 and not_signed");
  expect->has_message = given == 1 && !expect->not_signed;
  if (plain) expect->message = reqsig_text(plain);
  return !encoded || reader_base64(reader, "message_base64", encoded, &expect->message);
}

static bool parse_headers(struct vector_reader *reader, const cJSON *object, struct expectation *expect) {
  if (!reader_pairs(reader, object, "headers", OPTIONAL, &expect->headers) ||
      !reader_pairs(reader, object, "also_sent", OPTIONAL, &expect->also_sent) ||
      !reader_names(reader, object, "absent", &expect->absent))
    return false;
  expect->has_headers = expect->headers.count > 0 || expect->absent.count > 0;
  return true;
}

static bool parse_signing(struct vector_reader *reader, const cJSON *object, struct expectation *expect) {
  const char *md5 = NULL;
  if (!parse_message(reader, object, expect) || !parse_headers(reader, object, expect) ||
      !reader_string(reader, object, "content_md5", OPTIONAL, &md5) ||
      !reader_hex(reader, object, "mac", 0, &expect->mac))
    return false;
  expect->content_md5 = md5;
  if (expect->not_signed && expect->mac) return reader_fail(reader, "mac", "not expected beside not_signed");
  return true;
}

static bool parse_verdict(struct vector_reader *reader, const cJSON *object, enum presence presence,
                          struct verdict *verdict) {
  const char *word = NULL, *reason = NULL;
  if (!reader_string(reader, object, "verdict", presence, &word) ||
      !reader_string(reader, object, "reason", OPTIONAL, &reason))
    return false;
  bool accepted = word && strcmp(word, "accept") == 0;
  if (word && !accepted && strcmp(word, "reject") != 0)
    return reader_fail(reader, "verdict", "expected accept or reject");
  if (reason && (!word || accepted))
    return reader_fail(reader, "reason", "expected only beside the verdict reject");
  if (word && !accepted && !reason) return reader_fail(reader, "reason", "missing");
  if (reason && strcmp(reason, "any") != 0 && !reason_find(reason, &verdict->reason))
    return reader_fail(reader, "reason", "\"%s\" is not a reason", reason);
  verdict->given = word != NULL;
  verdict->accepted = accepted;
  return true;
}

/* All stages but in a golden vector, which has what its document prints. */
static bool is_complete(struct vector_reader *reader, const struct expectation *expect, vector_class class) {
  bool some =
      expect->has_message || expect->not_signed || expect->has_headers || expect->mac || expect->content_md5;
  bool all = (expect->has_message || expect->not_signed) && (expect->mac || expect->not_signed) &&
             expect->has_headers;
  if (class == VECTOR_GOLDEN)
    return some || reader_fail(reader, NULL, "expected a message, a mac, headers or a content_md5");
  return all || reader_fail(reader, NULL, "expected a message and its mac, or not_signed, and headers");
}

static bool check_profiles(struct vector_reader *reader, const struct vector *vector,
                           const struct name_list *names) {
  if (names->count == 0) return reader_fail(reader, "names", "missing");
  reqsig_profile_info info;
  for (size_t i = 0; i < names->count; i++)
    if (!profiles_find(vector->scheme, names->items[i], &info))
      return reader_fail(reader, "names", "%s has no profile \"%s\"", reqsig_scheme_name(vector->scheme),
                         names->items[i]);
  return true;
}

/* A vector with a twin has a verdict and nothing else; another may have one. */
static bool parse_expectation(struct vector_reader *reader, const cJSON *object, const struct vector *vector,
                              struct expectation *expect) {
  if (vector->twin) return parse_verdict(reader, object, REQUIRED, &expect->verdict);
  return parse_signing(reader, object, expect) && parse_verdict(reader, object, OPTIONAL, &expect->verdict) &&
         is_complete(reader, expect, vector->class);
}

static const char *const members[] = {"names",     "verdict", "reason",      "message",
                                      "mac",       "headers", "not_signed",  "message_base64",
                                      "also_sent", "absent",  "content_md5", "message_sha256"};
enum { NUM_OF_VERIFYING = 3 };

static size_t num_members(const struct vector *vector) {
  return vector->twin ? NUM_OF_VERIFYING : COUNT(members);
}

static bool parse_profile(struct vector_reader *reader, const cJSON *object, const struct vector *vector,
                          struct expectation *expect) {
  return reader_knows_members(reader, object, members, num_members(vector)) &&
         reader_names(reader, object, "names", &expect->profiles) &&
         check_profiles(reader, vector, &expect->profiles) &&
         parse_expectation(reader, object, vector, expect);
}

static bool parse_profiles(struct vector_reader *reader, const cJSON *list, struct vector *vector) {
  if (!list) return true;
  if (!cJSON_IsArray(list) || !list->child)
    return reader_fail(reader, "profiles", "expected a list of objects");
  if (vector->class == VECTOR_GOLDEN || vector->class == VECTOR_SILENT)
    return reader_fail(reader, "profiles", "not expected in a vector of class %s",
                       vector_class_name(vector->class));
  vector->profile_expects =
      arena_get_array(reader->arena, (size_t)cJSON_GetArraySize(list), sizeof *vector->profile_expects);
  for (const cJSON *item = list->child; item; item = item->next) {
    struct text in = {0};
    text_addf(&in, "profiles[%zu]", vector->num_profile_expects);
    reader->in = arena_copy(reader->arena, text_slice(&in));
    text_free(&in);
    if (!parse_profile(reader, item, vector, &vector->profile_expects[vector->num_profile_expects++]))
      return false;
  }
  reader->in = "";
  return true;
}

bool vector_parse_expectations(struct vector_reader *reader, const cJSON *object, struct vector *vector) {
  const cJSON *expect = strict_json_member(object, "expect");
  reader->in = "expect";
  if (!reader_knows_members(reader, expect, members + 1, num_members(vector) - 1) ||
      !parse_expectation(reader, expect, vector, &vector->expect))
    return false;
  reader->in = "";
  return parse_profiles(reader, strict_json_member(object, "profiles"), vector);
}
