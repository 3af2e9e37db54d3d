#include "describe.h"

#include <stdio.h>
#include <string.h>

static const char *const transform_words[] = {
    [RS_AS_IS] = "",
    [RS_UPPER_CASE] = " in upper case",
    [RS_PERCENT_DECODED] = ", percent-decoded",
    [RS_JSON_COMPACT] = " without white space between tokens",
    [RS_MD5_BASE64] = ", its MD5 in base64",
};

static const char *const omission_words[] = {
    [RS_OMIT_NEVER] = "",
    [RS_OMIT_IF_EMPTY] = " (nothing if it is empty)",
    [RS_OMIT_IF_MULTIPART] = " (nothing for multipart)",
};

const char *rs_time_format_words(rs_time_format format) {
  static const char *const words[] = {
      [RS_UNIX_SECONDS] = "seconds since 1970",
      [RS_UNIX_MILLISECONDS] = "milliseconds since 1970",
      [RS_IMF_FIXDATE] = "HTTP date, GMT",
  };
  return words[format];
}

const char *rs_encoding_words(rs_encoding encoding) {
  return encoding == RS_HEX ? "hex in lower case" : "base64, standard alphabet, padded";
}

static const char *escape_name(uint8_t byte) {
  switch (byte) {
  case '\n': return "\\n";
  case '\r': return "\\r";
  case '\t': return "\\t";
  case '\0': return "\\0";
  case '\\': return "\\\\";
  default: return NULL;
  }
}

const char *rs_escape_byte(uint8_t byte, char text[RS_MAX_ESCAPE]) {
  const char *name = escape_name(byte);
  if (name) return name;
  snprintf(text, RS_MAX_ESCAPE, "\\x%02X", (unsigned)byte);
  return text;
}

/* Appends text, cut where the room ends. */
static void add_words(char words[RS_MAX_DESCRIPTION], const char *before, const char *text,
                      const char *after) {
  size_t len = strlen(words);
  snprintf(words + len, RS_MAX_DESCRIPTION - len, "%s%s%s", before, text, after);
}

static void add_literal(reqsig_slice literal, char words[RS_MAX_DESCRIPTION]) {
  char escape[RS_MAX_ESCAPE];
  add_words(words, "\"", "", "");
  for (size_t i = 0; i < literal.len; i++) {
    uint8_t byte = literal.data[i];
    bool stands_for_itself = byte >= ' ' && byte <= '~' && byte != '\\';
    add_words(words, "", stands_for_itself ? (const char[]){(char)byte, '\0'} : rs_escape_byte(byte, escape),
              "");
  }
  add_words(words, "\"", "", "");
}

static void add_source(const reqsig_scheme *scheme, const rs_part *part, char words[RS_MAX_DESCRIPTION]) {
  switch (part->from) {
  case RS_FROM_NOTHING: break;
  case RS_FROM_LITERAL: add_literal(part->literal, words); break;
  case RS_FROM_CREDENTIAL:
    add_words(words, "credential ", scheme->credentials[part->credential].name, "");
    break;
  case RS_FROM_TIMESTAMP:
    add_words(words, "timestamp, ", rs_time_format_words(scheme->time.format), "");
    break;
  case RS_FROM_METHOD: add_words(words, "", "method", ""); break;
  case RS_FROM_PATH: add_words(words, "", "path", ""); break;
  case RS_FROM_QUERY: add_words(words, "", "query with its \"?\"", ""); break;
  case RS_FROM_BODY: add_words(words, "", "body", ""); break;
  case RS_FROM_BODY_OR_QUERY: add_words(words, "", "body, or the query if there is none", ""); break;
  case RS_FROM_MAC: add_words(words, "MAC as ", rs_encoding_words(scheme->encoding.encoding), ""); break;
  }
}

void rs_part_words(const reqsig_scheme *scheme, const rs_part *part, char words[RS_MAX_DESCRIPTION]) {
  words[0] = '\0';
  add_source(scheme, part, words);
  if (part->cut == RS_CUT_LEADING_SLASH) add_words(words, "", " without its leading slash", "");
  for (size_t i = 0; i < RS_MAX_TRANSFORMS; i++)
    add_words(words, "", transform_words[part->transforms[i]], "");
  add_words(words, "", omission_words[part->omit], "");
}

void rs_key_words(const reqsig_scheme *scheme, char words[RS_MAX_DESCRIPTION]) {
  words[0] = '\0';
  add_words(words, "", scheme->credentials[scheme->mac.key].name,
            scheme->mac.key_form == RS_KEY_BASE64_DECODED ? ", base64-decoded" : "");
}

void rs_mac_words(const reqsig_scheme *scheme, char words[RS_MAX_DESCRIPTION]) {
  words[0] = '\0';
  add_words(words, "HMAC-", rs_digest_name(scheme->mac.digest), "");
}
