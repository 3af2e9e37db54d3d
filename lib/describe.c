#include "describe.h"

#include <stdio.h>

#include "bytes.h"

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

const char *rs_key_form_words(rs_key_form form) {
  return form == RS_KEY_BASE64_DECODED ? ", base64-decoded" : "";
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

static void put_text(reqsig_buffer *words, const char *text) {
  rs_put_slice(words, reqsig_text(text));
}

static void put_literal(reqsig_buffer *words, reqsig_slice literal) {
  char escape[RS_MAX_ESCAPE];
  rs_put_byte(words, '"');
  for (size_t i = 0; i < literal.len; i++) {
    uint8_t byte = literal.data[i];
    if (byte >= ' ' && byte <= '~' && byte != '\\')
      rs_put_byte(words, byte);
    else
      put_text(words, rs_escape_byte(byte, escape));
  }
  rs_put_byte(words, '"');
}

static void put_source(reqsig_buffer *words, const reqsig_scheme *scheme, const rs_part *part) {
  switch (part->from) {
  case RS_FROM_NOTHING: break;
  case RS_FROM_LITERAL: put_literal(words, part->literal); break;
  case RS_FROM_CREDENTIAL:
    put_text(words, "credential ");
    put_text(words, scheme->credentials[part->credential].name);
    break;
  case RS_FROM_TIMESTAMP:
    put_text(words, "timestamp, ");
    put_text(words, rs_time_format_words(scheme->time.format));
    break;
  case RS_FROM_METHOD: put_text(words, "method"); break;
  case RS_FROM_PATH: put_text(words, "path"); break;
  case RS_FROM_QUERY: put_text(words, "query with its \"?\""); break;
  case RS_FROM_BODY: put_text(words, "body"); break;
  case RS_FROM_BODY_OR_QUERY: put_text(words, "body, or the query if there is none"); break;
  case RS_FROM_MAC:
    put_text(words, "MAC as ");
    put_text(words, rs_encoding_words(scheme->encoding.encoding));
    break;
  }
}

void rs_part_words(const reqsig_scheme *scheme, const rs_part *part, reqsig_buffer *words) {
  put_source(words, scheme, part);
  if (part->cut == RS_CUT_LEADING_SLASH) put_text(words, " without its leading slash");
  for (size_t i = 0; i < RS_MAX_TRANSFORMS; i++) put_text(words, transform_words[part->transforms[i]]);
  put_text(words, omission_words[part->omit]);
}

void rs_key_words(const reqsig_scheme *scheme, reqsig_buffer *words) {
  put_text(words, scheme->credentials[scheme->mac.key].name);
  put_text(words, rs_key_form_words(scheme->mac.key_form));
}

void rs_mac_words(const reqsig_scheme *scheme, reqsig_buffer *words) {
  put_text(words, "HMAC-");
  put_text(words, rs_digest_name(scheme->mac.digest));
}
