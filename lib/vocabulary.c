#include "vocabulary.h"

/* A word that begins with another stands behind that. */
static const rs_word words[] = {
    {RS_WORD_SOURCE, "method", RS_FROM_METHOD, "method", "the method, as in the request line"},
    {RS_WORD_SOURCE, "path", RS_FROM_PATH, "path", "the target up to its \"?\""},
    {RS_WORD_SOURCE, "query", RS_FROM_BARE_QUERY, "query without its \"?\"",
     "what follows the target's \"?\", or nothing"},
    {RS_WORD_SOURCE, "?query", RS_FROM_QUERY, "query with its \"?\"",
     "the target's \"?\" and what follows it, or nothing"},
    {RS_WORD_SOURCE, "body", RS_FROM_BODY, "body", "the body's bytes"},
    {RS_WORD_SOURCE, "body-length", RS_FROM_BODY_LENGTH, "length of the body",
     "how many bytes the body has, in digits; nothing if it is empty"},
    {RS_WORD_SOURCE, "body|else:query", RS_FROM_BODY_OR_QUERY, "body, or the query if there is none",
     "the body; if that is empty, what follows the target's \"?\""},
    {RS_WORD_SOURCE, "header:NAME", RS_FROM_HEADER, "header ",
     "the value of a header that the request has of its own, such as header:Host; with unless-empty it may "
     "be absent"},
    {RS_WORD_SOURCE, "query|without:NAMES", RS_FROM_LIST, "",
     "the same without the parameters of these names, parted by commas; also {?query|without:NAMES}"},
    {RS_WORD_SOURCE, "form:NAME", RS_FROM_LIST, "",
     "the value of a field of the form in the body, decoded; it must be there once"},
    {RS_WORD_SOURCE, "timestamp", RS_FROM_TIMESTAMP, "timestamp, ",
     "the time, as it is written in the request"},
    {RS_WORD_SOURCE, "nonce", RS_FROM_NONCE, "nonce",
     "what the signer draws for each request, as it is written in the request"},
    {RS_WORD_SOURCE, "mac", RS_FROM_MAC, "MAC as ", "the MAC; in headers only, and with its encoding"},

    {RS_WORD_CONDITION, "unless-empty", RS_OMIT_IF_EMPTY, " (nothing if it is empty)",
     "nothing if the source is empty, whatever the forms would make of no bytes"},
    {RS_WORD_CONDITION, "unless-multipart", RS_OMIT_IF_MULTIPART, " (nothing for multipart)",
     "nothing if the content type is multipart"},

    {RS_WORD_CUT, "cut:/", RS_CUT_LEADING_SLASH, " without its leading slash",
     "without one \"/\" at the front, if it is there"},
    {RS_WORD_CUT, "host", RS_CUT_TO_HOST, ", its host",
     "of header:Host: without the colon and the port at its end, if they are there"},
    {RS_WORD_CUT, "port", RS_CUT_TO_PORT, ", its port",
     "of header:Host: the digits of the port at its end; if there are none, 443"},

    {RS_WORD_PART_CONDITION, "if-body", RS_IF_BODY, " (if there is a body)", "nothing if the body is empty"},
    {RS_WORD_PART_CONDITION, "if-method:NAME", RS_IF_METHOD, " (if the method is ",
     "nothing if the method is another, such as if-method:POST"},

    {RS_WORD_FORM, "upper", RS_UPPER_CASE, " in upper case", "in upper case"},
    {RS_WORD_FORM, "lower", RS_LOWER_CASE, " in lower case", "in lower case"},
    {RS_WORD_FORM, "squeeze", RS_SQUEEZED, ", each run of spaces as one", "with each run of spaces as one"},
    {RS_WORD_FORM, "percent-decode", RS_PERCENT_DECODED, ", percent-decoded",
     "with percent-escapes decoded; a \"%\" without two hex digits stays"},
    {RS_WORD_FORM, "percent-encode", RS_PERCENT_ENCODED, ", percent-encoded",
     "with all bytes but A-Z a-z 0-9 - . _ ~ as percent-escapes in upper case"},
    {RS_WORD_FORM, "percent-encode:/", RS_PATH_ENCODED, ", percent-encoded but for its slashes",
     "the same, and \"/\" stays"},
    {RS_WORD_FORM, "json-compact", RS_JSON_COMPACT, " without white space between tokens",
     "without the white space between the tokens of JSON"},
    {RS_WORD_FORM, "as:YYYYMMDD", RS_AS_DAY, ", its day", "of timestamp alone: its day, in UTC, 20150830"},
    {RS_WORD_FORM, "as:YYYY-MM-DD", RS_AS_DATE, ", its day", "the same, 2015-08-30"},
    {RS_WORD_FORM, "md5", RS_MD5_RAW, ", the bytes of its MD5",
     "the MD5 digest, as bytes; in the message only"},
    {RS_WORD_FORM, "md5|hex", RS_MD5_HEX, ", its MD5 in hex", "the MD5 digest in hex"},
    {RS_WORD_FORM, "md5|base64", RS_MD5_BASE64, ", its MD5 in base64", "the MD5 digest in base64"},
    {RS_WORD_FORM, "sha1", RS_SHA1_RAW, ", the bytes of its SHA-1", "the SHA-1 digest, likewise"},
    {RS_WORD_FORM, "sha1|hex", RS_SHA1_HEX, ", its SHA-1 in hex", "the SHA-1 digest in hex"},
    {RS_WORD_FORM, "sha1|base64", RS_SHA1_BASE64, ", its SHA-1 in base64", "the SHA-1 digest in base64"},
    {RS_WORD_FORM, "sha256", RS_SHA256_RAW, ", the bytes of its SHA-256", "the SHA-256 digest, likewise"},
    {RS_WORD_FORM, "sha256|hex", RS_SHA256_HEX, ", its SHA-256 in hex", "the SHA-256 digest in hex"},
    {RS_WORD_FORM, "sha256|base64", RS_SHA256_BASE64, ", its SHA-256 in base64",
     "the SHA-256 digest in base64"},
    {RS_WORD_FORM, "sha512", RS_SHA512_RAW, ", the bytes of its SHA-512", "the SHA-512 digest, likewise"},
    {RS_WORD_FORM, "sha512|hex", RS_SHA512_HEX, ", its SHA-512 in hex", "the SHA-512 digest in hex"},
    {RS_WORD_FORM, "sha512|base64", RS_SHA512_BASE64, ", its SHA-512 in base64",
     "the SHA-512 digest in base64"},

    {RS_WORD_FORM, "hmac|hex", RS_HMAC_HEX, ", its HMAC in hex",
     "of a credential in a header: its HMAC under the scheme's key, in hex"},
    {RS_WORD_FORM, "hmac|base64", RS_HMAC_BASE64, ", its HMAC in base64",
     "of a credential in a header: its HMAC under the scheme's key, in base64"},

    {RS_WORD_ENCODING, "hex", RS_HEX, "hex in lower case", "hex digits, in lower case"},
    {RS_WORD_ENCODING, "base64", RS_BASE64, "base64, standard alphabet, padded",
     "base64, standard alphabet, padded"},
    {RS_WORD_ENCODING, "base64url", RS_BASE64URL, "base64, alphabet for URLs, padded",
     "base64 with - and _ in place of + and /, padded"},
    {RS_WORD_ENCODING, "base64-unpadded", RS_BASE64_UNPADDED, "base64, standard alphabet, without padding",
     "base64, standard alphabet, without padding"},
    {RS_WORD_ENCODING, "base64url-unpadded", RS_BASE64URL_UNPADDED,
     "base64, alphabet for URLs, without padding",
     "base64 with - and _ in place of + and /, without padding"},

    {RS_WORD_KEY_FORM, "cut:TEXT", RS_KEY_AS_IS, "",
     "without TEXT at the front, if it is there; before another form"},
    {RS_WORD_KEY_FORM, "from-base64", RS_KEY_BASE64_DECODED, ", base64-decoded",
     "the credential is base64 text, and its bytes are the key"},
    {RS_WORD_KEY_FORM, "from-base64url", RS_KEY_BASE64URL_DECODED, ", base64url-decoded",
     "the same with - and _ in place of + and /"},
    {RS_WORD_KEY_FORM, "from-hex", RS_KEY_HEX_DECODED, ", hex-decoded",
     "the credential is hex digits, and their bytes are the key"},
    {RS_WORD_KEY_FORM, "percent-encode", RS_KEY_PERCENT_ENCODED, ", percent-encoded",
     "with all bytes but A-Z a-z 0-9 - . _ ~ as percent-escapes in upper case"},

    {RS_WORD_HMAC, "sha1", RS_SHA1, "", "HMAC-SHA-1"},
    {RS_WORD_HMAC, "sha256", RS_SHA256, "", "HMAC-SHA-256"},
    {RS_WORD_HMAC, "sha384", RS_SHA384, "", "HMAC-SHA-384"},
    {RS_WORD_HMAC, "sha512", RS_SHA512, "", "HMAC-SHA-512"},

    {RS_WORD_TIME_FORMAT, "unix-seconds", RS_UNIX_SECONDS, "seconds since 1970",
     "seconds since 1970, in digits"},
    {RS_WORD_TIME_FORMAT, "unix-milliseconds", RS_UNIX_MILLISECONDS, "milliseconds since 1970",
     "milliseconds since 1970, in digits"},
    {RS_WORD_TIME_FORMAT, "Www, DD Mmm YYYY hh:mm:ss GMT", RS_IMF_FIXDATE, "HTTP date, GMT",
     "an HTTP date, \"Mon, 10 Apr 2017 04:43:12 GMT\""},
    {RS_WORD_TIME_FORMAT, "YYYY-MM-DDThh:mm:ssZ", RS_ISO_SECONDS, "RFC 3339 in UTC, to the second",
     "ISO 8601 and RFC 3339 in UTC, \"2017-04-10T04:43:12Z\""},
    {RS_WORD_TIME_FORMAT, "YYYY-MM-DDThh:mm:ss.sssZ", RS_ISO_MILLISECONDS,
     "RFC 3339 in UTC, to the millisecond", "ISO 8601 and RFC 3339 in UTC, \"2017-04-10T04:43:12.345Z\""},
    {RS_WORD_TIME_FORMAT, "YYYYMMDDThhmmssZ", RS_ISO_BASIC, "ISO 8601 in its basic form, in UTC",
     "ISO 8601 in its basic form, in UTC, \"20170410T044312Z\""},
    {RS_WORD_TIME_FORMAT, "YYYY-MM-DDThh:mm:ss", RS_ISO_WITHOUT_ZONE, "ISO 8601 in UTC, without its zone",
     "ISO 8601 in UTC, without the zone, \"2017-04-10T04:43:12\""},
    {RS_WORD_TIME_FORMAT, "YYYY-MM-DDThh:mm:ss+hh:mm", RS_ISO_OFFSET, "RFC 3339 with its offset",
     "RFC 3339 with its offset, \"2017-04-10T04:43:12+00:00\"; any offset is read, and Z"},
    {RS_WORD_TIME_FORMAT, "Www, DD Mmm YYYY hh:mm:ss -0000", RS_MAIL_DATE, "RFC 2822 date in UTC",
     "an RFC 2822 date in UTC, \"Mon, 10 Apr 2017 04:43:12 -0000\""},
    {RS_WORD_TIME_FORMAT, "YYYYMMDDThh:mm:ss+0000", RS_ISO_BASIC_OFFSET, "ISO 8601 in UTC, with its offset",
     "ISO 8601 in UTC, \"20170410T04:43:12+0000\""},

    {RS_WORD_ACCEPTS, "upper_case_hex", RS_VARY_ACCEPT_UPPER_CASE, "",
     "hex digits of the MAC in upper case too"},
    {RS_WORD_ACCEPTS, "unpadded_base64", RS_VARY_ACCEPT_UNPADDED, "",
     "the MAC's base64 without its padding too"},
    {RS_WORD_ACCEPTS, "no_prefix", RS_VARY_ACCEPT_NO_PREFIX, "",
     "the MAC without the literal that its header begins with too"},
};

enum { NUM_WORDS = sizeof words / sizeof *words };

const rs_word *rs_word_at(size_t index) {
  return index < NUM_WORDS ? &words[index] : NULL;
}

const rs_word *rs_word_match(rs_word_kind kind, reqsig_slice text) {
  const rs_word *best = NULL;
  for (size_t i = 0; i < NUM_WORDS; i++) {
    reqsig_slice word = reqsig_text(words[i].text);
    if (words[i].kind != kind || !rs_slice_starts_with(text, word)) continue;
    if (word.len == text.len || text.data[word.len] == '|') best = &words[i];
  }
  return best;
}

const rs_word *rs_word_for(rs_word_kind kind, int value) {
  for (size_t i = 0; i < NUM_WORDS; i++)
    if (words[i].kind == kind && words[i].value == value) return &words[i];
  return NULL;
}

size_t rs_words_of(rs_word_kind kind, const char *texts[RS_MAX_WORDS]) {
  size_t num = 0;
  for (size_t i = 0; i < NUM_WORDS; i++)
    if (words[i].kind == kind) texts[num++] = words[i].text;
  return num;
}

const char *rs_phrase_for(rs_word_kind kind, int value) {
  const rs_word *word = rs_word_for(kind, value);
  return word ? word->phrase : "";
}
