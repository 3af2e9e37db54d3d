#include "scheme_file/reader.h"

#include <stddef.h>

static bool read_version(rs_reader *reader, reqsig_slice value) {
  if (rs_slice_equal(value, RS_LITERAL("1"))) return true;
  return rs_reader_fail(reader, value, "1, the version of scheme files that this library reads");
}

static bool is_name_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* Lower-case letters and digits, with single hyphens between. */
static bool is_name(const char *text) {
  for (; is_name_char(*text); text++)
    if (text[1] == '-') text++;
  return *text == '\0' && text[-1] != '-';
}

static bool read_name(rs_reader *reader, reqsig_slice value) {
  reader->scheme->name = rs_read_text(reader, value);
  if (!reader->scheme->name) return false;
  if (value.len <= RS_MAX_NAME && is_name_char(*reader->scheme->name) && is_name(reader->scheme->name))
    return true;
  return rs_reader_fail(reader, value, "a name of 1 to %d lower-case letters, digits and single hyphens",
                        RS_MAX_NAME - 2);
}

static bool read_title(rs_reader *reader, reqsig_slice value) {
  return (reader->scheme->title = rs_read_text(reader, value));
}

static bool read_document(rs_reader *reader, reqsig_slice value) {
  return (reader->scheme->document = rs_read_text(reader, value));
}

static bool read_document_title(rs_reader *reader, reqsig_slice value) {
  return (reader->scheme->document_title = rs_read_text(reader, value));
}

bool rs_check_name(rs_reader *reader, const char *name, reqsig_slice value) {
  const rs_word *word = rs_word_match(RS_WORD_SOURCE, reqsig_text(name));
  const char *at = name;
  while (is_name_char(*at) || *at == '_') at++;
  if (*at == '\0' && !word) return true;
  return rs_reader_fail(reader, value, "a name of lower-case letters, digits and \"_\" that is no source's");
}

static bool read_credential(rs_reader *reader, const char *name, reqsig_slice value, size_t index) {
  rs_credential_rule *rule = &reader->scheme->credentials[index];
  reader->credentials[index] = value;
  if (!rs_check_name(reader, name, value)) return false;
  rule->name = name;
  rule->secret = rs_slice_equal(value, RS_LITERAL("\"secret\""));
  if (rule->secret || rs_slice_equal(value, RS_LITERAL("\"public\""))) return true;
  return rs_reader_fail(reader, value, "\"secret\" or \"public\"");
}

static bool read_credentials(rs_reader *reader, reqsig_slice value) {
  return rs_read_entries(reader, value, RS_MAX_CREDENTIALS, read_credential);
}

static bool read_signs(rs_reader *reader, reqsig_slice value) {
  return rs_read_methods(reader, value, &reader->scheme->signs);
}

static bool read_hmac(rs_reader *reader, reqsig_slice value) {
  int digest;
  if (!rs_read_word(reader, RS_WORD_HMAC, value, &digest)) return false;
  reader->scheme->mac.digest = (rs_digest)digest;
  return true;
}

bool rs_read_leniency(rs_reader *reader, const char *name, reqsig_slice value, rs_variation *lenient) {
  bool flag;
  const rs_word *word = rs_word_match(RS_WORD_ACCEPTS, reqsig_text(name));
  if (!word || strcmp(word->text, name) != 0) {
    const char *words[RS_MAX_WORDS];
    return rs_reader_fail_near(reader, value, reqsig_text(name), words, rs_words_of(RS_WORD_ACCEPTS, words),
                               "a leniency of a verifier");
  }
  if (!rs_read_true(reader, value, &flag)) return false;
  *lenient = (rs_variation){.kind = (rs_variation_kind)word->value};
  return true;
}

static bool read_leniency(rs_reader *reader, const char *name, reqsig_slice value, size_t index) {
  (void)index;
  rs_variation lenient;
  if (!rs_read_leniency(reader, name, value, &lenient)) return false;
  if (rs_variation_apply(&lenient, reader->scheme)) return true;
  return rs_reader_fail(reader, value, "a leniency that fits the encoding and the header of the MAC");
}

static bool read_accepts(rs_reader *reader, reqsig_slice value) {
  return rs_read_entries(reader, value, RS_MAX_WORDS, read_leniency);
}

/* In this order: what is read later leans on what is read before. */
static const rs_member members[] = {
    {"reqsig_scheme", read_version, true},
    {"name", read_name, true},
    {"title", read_title, true},
    {"document", read_document, false},
    {"document_title", read_document_title, false},
    {"credentials", read_credentials, true},
    {"signs", read_signs, false},
    {"timestamp", rs_read_timestamp, false},
    {"lists", rs_read_lists, false},
    {"parts", rs_read_parts, false},
    {"message", rs_read_message, true},
    {"hmac", read_hmac, true},
    {"key", rs_read_key, true},
    {"headers", rs_read_headers, false},
    {"query", rs_read_query, false},
    {"also_sent", rs_read_also_sent, false},
    {"accepts", read_accepts, false},
    {"clauses", rs_read_clauses, false},
    {"profiles", rs_read_profiles, false},
};

static bool check_json(rs_reader *reader) {
  reqsig_slice text = reader->text;
  if (text.len > RS_MAX_SCHEME_FILE)
    return rs_reader_fail(reader, rs_slice_after(text, RS_MAX_SCHEME_FILE),
                          "a scheme file of at most %d bytes", RS_MAX_SCHEME_FILE);
  size_t offset;
  if (rs_json_check(text, &offset) == REQSIG_OK) return true;
  /* What is no JSON has no members to name. */
  reader->text.len = 0;
  reqsig_slice rest = rs_slice_after(text, offset);
  if (rest.len == 0) return rs_reader_fail(reader, rest, "JSON (RFC 8259): the file ends too early");
  if (rest.data[0] <= ' ' || rest.data[0] >= 0x7f) return rs_reader_fail(reader, rest, "JSON (RFC 8259)");
  return rs_reader_fail(reader, rest, "JSON (RFC 8259): there is no place for %c here", rest.data[0]);
}

/* Commands cite a document for each scheme. */
static void complete(reqsig_scheme *scheme) {
  if (!scheme->document) scheme->document = scheme->title;
  if (!scheme->document_title) scheme->document_title = scheme->document;
}

static bool read_all(rs_reader *reader) {
  rs_json_scan scan = {reader->text, 0};
  rs_json_scan_space(&scan);
  return rs_read_members(reader, rs_slice_after(reader->text, scan.at), members,
                         sizeof members / sizeof *members) &&
         rs_check_scheme(reader);
}

/* Each string of the file is there once, with a NUL in place of its quotes, and behind a separator once more,
 * as the text of an item may be. A part is there with each use, and with what is joined to either end of it.
 */
enum {
  NUM_BLOCKS = 5,
  OF_BLOCKS = sizeof(reqsig_scheme) + (RS_MAX_PROFILES + 1) * sizeof(rs_profile) +
              (RS_MAX_LISTS + 1) * sizeof(rs_list) + (RS_MAX_GROUPS + 1) * sizeof(rs_group) +
              (RS_MAX_KEY_STEPS + 1) * sizeof(rs_part) + NUM_BLOCKS * RS_MAX_GAP,
  OF_PARTS = 3 * RS_MAX_PART_USES * RS_MAX_PART_TEXT,
  OF_SEPARATORS = REQSIG_MAX_ADDED_HEADERS * RS_MAX_ITEMS * RS_MAX_ITEM_SEPARATOR
};
_Static_assert(OF_BLOCKS + OF_PARTS + OF_SEPARATORS <= REQSIG_SCHEME_ROOM(0), "that much room is enough");

reqsig_status reqsig_scheme_read(reqsig_slice text, reqsig_buffer *memory, const reqsig_scheme **scheme,
                                 reqsig_scheme_fault *fault) {
  if (!memory || !scheme || !fault || (text.len > 0 && !text.data)) return REQSIG_ERR_ARGUMENT;
  *scheme = NULL;
  *fault = (reqsig_scheme_fault){0};
  rs_reader reader = {.text = text, .memory = memory, .fault = fault};
  if (!check_json(&reader)) return REQSIG_ERR_MALFORMED;
  size_t begin = memory->len;
  reader.scheme = rs_reader_take(&reader, sizeof *reader.scheme);
  if (!reader.scheme || !read_all(&reader)) {
    reqsig_status status = rs_buffer_status(memory);
    memory->len = status == REQSIG_OK ? begin : begin + REQSIG_SCHEME_ROOM(text.len);
    return status == REQSIG_OK ? REQSIG_ERR_MALFORMED : status;
  }
  complete(reader.scheme);
  *scheme = reader.scheme;
  return REQSIG_OK;
}
