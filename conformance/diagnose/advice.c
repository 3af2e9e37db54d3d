#include <string.h>

#include "diagnose/explanation.h"
#include "lib/bytes.h"

/* What to do, by the name of a mistake or by its slug alone, which stands behind the names that it begins. */
static const struct {
  const char *name, *change;
} rows[] = {
    {"app-id-included", "Leave the id out of the message."},
    {"arg-order-swapped",
     "Exchange the two arguments: the secret is the key, the message is the data. In PHP "
     "it is hash_hmac($algo, $message, $secret)."},
    {"all-spaces-stripped", "Sign the body byte by byte as it is sent; spaces inside strings belong to it."},
    {"absolute-url", "Sign the path alone, without scheme, host and port."},
    {"base64-transport", "Sign the bytes that travel, before any base64 is added or taken off."},
    {"body-reserialised", "Sign the bytes that you send: serialise the body once, keep the text, sign it and "
                          "send the same text. On a server take the raw body before a parser reads it."},
    {"bom", "Write UTF-8 without a byte order mark, and sign the bytes that you send."},
    {"clock-skew", "Set the signer's clock by NTP."},
    {"constant-body/nothing", "Sign the body before its stream is read, or keep a copy of its bytes."},
    {"constant-body", "Serialise the object before you sign it: JSON.stringify(body) in JavaScript."},
    {"createhmac-3-args", "Give the secret as the key and pass the message with update(): "
                          "crypto.createHmac(algo, secret).update(message)."},
    {"credentials-file/line-end", "Take the line end out of the credentials file, or out of what writes it: "
                                  "printf %s in place of echo."},
    {"credentials-file", "Put into the credentials file the secret just as its signer has it."},
    {"crlf", "Sign the line ends that you send."},
    {"date-locale",
     "Write the date in English, whatever the locale: LC_ALL=C, Locale.ENGLISH or InvariantCulture."},
    {"date-sept", "Write the month as Sep: use Locale.ENGLISH, or DateTimeFormatter with Locale.US."},
    {"date-single-digit", "Write the day with two digits."},
    {"date-zone", "Write the time in GMT, and GMT behind it."},
    {"dot-segments", "Sign the path as it stands in the request line."},
    {"double-json", "Serialise the body once: do not pass text through JSON.stringify again."},
    {"double-slash", "Sign the path as it stands in the request line."},
    {"duplicate-keys", "Send each member once, and sign the bytes that you send."},
    {"echo-newline/dash-n", "Use printf %s in place of echo -n."},
    {"echo-newline", "Use printf %s in place of echo, which adds a line end."},
    {"empty-body-as-json", "Sign nothing for a body that is empty."},
    {"encoding-ascii-latin1/key",
     "Take the secret's bytes in UTF-8: secret.getBytes(StandardCharsets.UTF_8) in Java."},
    {"encoding-ascii-latin1", "Sign the bytes that you send, in UTF-8: Encoding.UTF8 in C#, "
                              "getBytes(StandardCharsets.UTF_8) in Java, no text decoding of a binary body."},
    {"form-envelope", "Sign the whole form as it is sent."},
    {"gzip",
     "Sign the bytes that travel: compress before you sign, and let no proxy unpack before it is verified."},
    {"hash-first", "Sign the bytes themselves, and do not hash them first."},
    {"header-whitespace/trimmed-credential", "Take the space out of the credential wherever it is kept."},
    {"json-escaped-slash", "Sign the text that you send; in PHP use JSON_UNESCAPED_SLASHES for both."},
    {"json-html-escape",
     "Sign the text that you send; in Go use an Encoder with SetEscapeHTML(false) for both."},
    {"json-number-format",
     "Keep numbers as the text that you send; do not parse and write the body before you sign it."},
    {"json-python-spaces",
     "Serialise once and use the text for both: json.dumps(body, separators=(\",\", \":\")) "
     "in Python, then sign and send that text (data=, not json=)."},
    {"json-unicode-escape", "Sign the text that you send; in Python use ensure_ascii=False for both, in PHP "
                            "JSON_UNESCAPED_UNICODE."},
    {"key-order", "Sign the text that you send, with its members in the same order."},
    {"key-silently-empty",
     "Set the variable that holds the secret, and end with an error where it is empty."},
    {"key-truncated",
     "Use a library's HMAC: a key longer than the digest's block is hashed first, a shorter one is not."},
    {"leading-slash/kept", "Take one slash off the beginning of the path before you sign it."},
    {"leading-slash/lost", "Sign the path with the slash at its beginning."},
    {"literal-backslash-n", "Use a real line feed: \"\\n\" in double quotes, $'\\n' in bash."},
    {"md5-empty",
     "Keep the digest's place in the message also for an empty body, with the digest of no bytes."},
    {"md5-hex", "Write the digest's raw bytes in base64."},
    {"md5-on-get", "Sign the digest of the empty body."},
    {"method-case", "Sign the method in capitals."},
    {"method-missing/line-feeds", "Join the parts as the document says."},
    {"method-missing", "Sign just the parts that the document names, in its order, joined as it says."},
    {"nul-truncation", "Pass lengths on; strlen ends at a zero byte."},
    {"param-appended-after", "Sign the target that is sent, after the last parameter is added."},
    {"message-case", "Change the letter case of nothing but the method."},
    {"part-of-body", "Sign the whole body, byte by byte as it is sent."},
    {"path-prefix/lost",
     "Sign the path that the server sees; tell the proxy to pass the prefix on, or leave it out of "
     "what is signed."},
    {"path-prefix", "Sign the path that the server sees, without the gateway's prefix."},
    {"plain-hash", "Use HMAC with the secret as its key, not a hash of both."},
    {"postman-variables",
     "Resolve the variables first: pm.variables.replaceIn(pm.request.body.raw) in Postman."},
    {"python-repr-body", "Sign json.dumps(body), not str(body)."},
    {"query-order", "Sign the query, if at all, in the order in which it is sent."},
    {"secret-base64-decoded", "Use the secret's text as the key and do not decode it."},
    {"secret-cut", "Put the secret in quotes in the settings file, and check its length where it is read."},
    {"secret-ampersand", "Use the secret alone as the key."},
    {"secret-hashed", "Use the secret itself as the key, and do not hash it."},
    {"secret-hex-decoded", "Use the secret's text as the key and do not decode it from hex."},
    {"secret-in-message", "Leave the secret out of the message: it is the key alone."},
    {"secret-trailing-newline/trimmed", "Do not trim the secret: its white space belongs to it."},
    {"secret-trailing-newline/line-feed-lost", "Keep the secret's own line end."},
    {"secret-trailing-newline",
     "Take what stands around the secret off where it is read: its line end, spaces or quotes."},
    {"seconds-vs-ms", "Sign the timestamp just as it is sent, in the document's unit."},
    {"sent-differs-from-signed",
     "Sign the bytes that the client sends, after every change: curl wants --data-binary, "
     "not -d."},
    {"shell-word-splitting", "Put the variable in double quotes: \"$body\"."},
    {"stale-digest", "Make digest, timestamp and signature anew for each attempt."},
    {"trailing-slash",
     "Sign the path as it stands in the request line, with the slash at its end if it has one."},
    {"truncated-body", "Read the whole body before you sign it."},
    {"ts-two-clocks", "Read the clock once, and use that value in the message and in the header."},
    {"urlencode-dialect/form", "Encode the form once; sign and send the same text."},
    {"urlencode-dialect", "Sign the path as it stands in the request line, with the same escapes."},
    {"wrong-hash", "Use the digest that the document names."},
    {"wrong-secret/exchanged", "Exchange the two values in the signer's settings."},
    {"wrong-secret", "Give the signer the secret that belongs to this key id."},
};

const char *advice_for(const char *name) {
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    if (strncmp(name, rows[i].name, strlen(rows[i].name)) == 0) return rows[i].change;
  return NULL;
}
