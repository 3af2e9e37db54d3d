/*
 * reqsig: HMAC signatures of HTTP API requests.
 *
 * A scheme is a value: a constant recipe that says which bytes of a request are signed, with which
 * digest and key, and in which headers the result travels. One engine interprets all of them.
 *
 * What is true of every function here:
 *  - Nothing is allocated, nothing global is written, no clock is read. Any function may be called
 *    from any thread; a context that is not being initialised or wiped may be shared by threads.
 *  - Inputs are slices of the caller's bytes. They need no NUL at their end and may hold any byte.
 *    Only a slice or buffer without bytes may have a NULL pointer. No other pointer may be NULL unless
 *    the function's text allows it.
 *  - Outputs are appended to a reqsig_buffer: the caller's memory, its capacity, and the length in
 *    use. If it is too small, the status is REQSIG_ERR_BUFFER_TOO_SMALL, len becomes the length that
 *    is needed (greater than capacity), and the bytes past the former len are unspecified.
 *  - Lengths and offsets are in bytes, times in milliseconds since 1970-01-01T00:00:00Z.
 *  - After any other status than REQSIG_OK, use only the outputs that the function's text names.
 */
#ifndef REQSIG_H
#define REQSIG_H

#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32) || !defined(__GNUC__)
#define REQSIG_API
#else
#define REQSIG_API __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Values ------------------------------------------------------------------------------- */

/* Bytes that somebody else owns. */
typedef struct reqsig_slice {
  const uint8_t *data;
  size_t len;
} reqsig_slice;

/* Memory that the caller lends for output. Start with len 0. */
typedef struct reqsig_buffer {
  uint8_t *data;
  size_t capacity;
  size_t len;
} reqsig_buffer;

/* Numbers are append-only: a value never changes its meaning. */
typedef enum reqsig_status {
  REQSIG_OK = 0,
  REQSIG_ERR_ARGUMENT = 1,           /* a NULL pointer, or a number outside its documented range */
  REQSIG_ERR_BUFFER_TOO_SMALL = 2,   /* see "Outputs" above */
  REQSIG_ERR_CREDENTIAL_MISSING = 3, /* the scheme needs a credential that was not given */
  REQSIG_ERR_CREDENTIAL_EMPTY = 4,   /* a credential is empty; an empty secret never signs */
  REQSIG_ERR_CREDENTIAL_INVALID =
      5, /* a credential can't stand in its header, or isn't of the profile's encoding */
  REQSIG_ERR_CREDENTIAL_UNKNOWN = 6, /* a credential's name is not the scheme's, or is given twice */
  REQSIG_ERR_PROFILE_UNKNOWN = 7,    /* the scheme has no profile of that name, or it is named twice */
  REQSIG_ERR_TIME_RANGE = 8,         /* the time can't be written in the scheme's format */
  REQSIG_ERR_NOT_SIGNED = 9,         /* the scheme doesn't sign such a request, so it has no message */
  REQSIG_ERR_TOO_MANY_HEADERS = 10,  /* the header array is too small */
  REQSIG_ERR_MALFORMED = 11,         /* the input is not of its grammar */
  REQSIG_ERR_OUT_OF_RANGE = 12,      /* of its grammar, but not a value that can be represented */
  REQSIG_ERR_HEADER_MISSING = 13,    /* the request lacks a header, field or nonce that the scheme signs */
  REQSIG_ERR_PROFILES_CLASH = 14     /* two of the profiles change the same thing */
} reqsig_status;

/* A sentence for people, without the final stop; never NULL. */
REQSIG_API const char *reqsig_status_text(reqsig_status status);

/* "0.2.0" */
REQSIG_API const char *reqsig_version(void);

/* The bytes of a C string, without its NUL. NULL gives the empty slice. */
REQSIG_API reqsig_slice reqsig_text(const char *text);

/* ---- HTTP requests ------------------------------------------------------------------------ */

typedef struct reqsig_header {
  reqsig_slice name;
  reqsig_slice value; /* without the white space around it */
} reqsig_header;

#define REQSIG_MAX_NONCE 128

typedef struct reqsig_request {
  reqsig_slice method;
  reqsig_slice target; /* as on the wire: "/v3/users?page=2" */
  const reqsig_header *headers;
  size_t num_headers;
  reqsig_slice body; /* the content, free of any transfer coding */
  /* Signing: the value that the caller drew for this request alone, 1 to REQSIG_MAX_NONCE of the characters
   * A-Z a-z 0-9 - . _ ~. Schemes without a nonce pass it over, and so does verifying, which reads the
   * request's own. */
  reqsig_slice nonce;
} reqsig_request;

/* Why bytes are not an HTTP/1.1 request: the section of RFC 9112 unless another is named, and where
 * the offset points if not to the byte that can't stand there. Numbers are append-only. */
typedef enum reqsig_http_error {
  REQSIG_HTTP_NONE = 0,
  REQSIG_HTTP_EMPTY = 1,                 /* no bytes at all */
  REQSIG_HTTP_LEADING_EMPTY_LINE = 2,    /* 2.2: an empty line before the request line */
  REQSIG_HTTP_METHOD = 3,                /* 3.1: a token, and one space behind it */
  REQSIG_HTTP_TARGET = 4,                /* 3.2: not of a form that the method takes */
  REQSIG_HTTP_TARGET_BYTE = 5,           /* 3.2: a byte that a path or query can't hold, or a fragment */
  REQSIG_HTTP_TARGET_ESCAPE = 6,         /* RFC 3986 2.1: "%" without two hexadecimal digits */
  REQSIG_HTTP_VERSION = 7,               /* 2.3: "HTTP/1.0" or "HTTP/1.1", nothing else */
  REQSIG_HTTP_BARE_CR = 8,               /* 2.2: CR without LF; at the CR */
  REQSIG_HTTP_BARE_LF = 9,               /* 2.2: LF without CR */
  REQSIG_HTTP_FIELD_NAME = 10,           /* 5: a token of one byte or more, then a colon */
  REQSIG_HTTP_SPACE_BEFORE_COLON = 11,   /* 5.1 */
  REQSIG_HTTP_FIELD_VALUE = 12,          /* RFC 9110 5.5: a control character other than HTAB */
  REQSIG_HTTP_FOLDED_LINE = 13,          /* 5.2, and 2.2 for the first field line: at the white space */
  REQSIG_HTTP_TOO_MANY_HEADERS = 14,     /* the array is full; at the name that has no place */
  REQSIG_HTTP_HEAD_TRUNCATED = 15,       /* the input ends before the empty line; at its end */
  REQSIG_HTTP_HOST_MISSING = 16,         /* 3.2: HTTP/1.1 wants a Host; at the empty line */
  REQSIG_HTTP_HOST_TWICE = 17,           /* 3.2: at the second's name */
  REQSIG_HTTP_HOST = 18,                 /* RFC 9110 7.2: neither host, host ":" port, nor empty */
  REQSIG_HTTP_HOST_MISMATCH = 19,        /* 3.2: not the target's authority; at Host's value */
  REQSIG_HTTP_CONTENT_LENGTH = 20,       /* 6.3: not a plain decimal number, or out of range */
  REQSIG_HTTP_CONTENT_LENGTH_TWICE = 21, /* 6.3: equal or not; at the second's name */
  REQSIG_HTTP_LENGTH_AND_ENCODING = 22,  /* 6.3: at the later's name */
  REQSIG_HTTP_TRANSFER_ENCODING = 23,    /* 6.1: anything but one "chunked"; if in HTTP/1.0, at the name */
  REQSIG_HTTP_CHUNK_SIZE = 24,           /* 7.1: not hexadecimal digits, or out of range */
  REQSIG_HTTP_CHUNK_EXTENSION = 25,      /* 7.1.1: at the semicolon */
  REQSIG_HTTP_CHUNK_END = 26,            /* 7.1: no CRLF behind a chunk's data */
  REQSIG_HTTP_TRAILER = 27,              /* 7.1.2: a trailer field; at its name */
  REQSIG_HTTP_BODY_TRUNCATED = 28,       /* the input ends before the body does; at its end */
  REQSIG_HTTP_TRAILING_BYTES = 29,       /* bytes behind the end of the request */
  REQSIG_HTTP_BODY_BUFFER_TOO_SMALL = 30 /* at the first byte of a chunk's data that has no room */
} reqsig_http_error;

/* A stable name, such as "bare-lf", and a sentence for people that says what was expected, without
 * the final stop; never NULL. */
REQSIG_API const char *reqsig_http_error_name(reqsig_http_error error);
REQSIG_API const char *reqsig_http_error_text(reqsig_http_error error);

/*
 * reqsig_parse_request reads one whole HTTP/1.1 request (RFC 9112), strictly: it rejects what
 * recipients are known to understand in two ways. The parts of *request are slices of raw, and
 * request->headers is the given array. Only the data of a chunked body are copied: joined, and appended
 * to *body, which must not overlap raw. raw.len bytes of room always suffice, and a NULL body is a
 * buffer without room. *num_headers is the array's capacity and becomes the number of headers.
 *
 * REQSIG_ERR_MALFORMED, REQSIG_ERR_TOO_MANY_HEADERS and REQSIG_ERR_BUFFER_TOO_SMALL put the reason
 * into *error and the offset in raw of the first byte at fault into *offset; raw.len if bytes are
 * missing. *request and *num_headers are then left as they were; *body too, unless it is too small.
 * REQSIG_OK gives REQSIG_HTTP_NONE and raw.len. REQSIG_ERR_ARGUMENT: a NULL pointer.
 *
 * Where recipients differ, these rules hold:
 *  - HTTP/1.1 and 1.0 only. In 1.0 Host may be missing and Transfer-Encoding is rejected.
 *  - No empty line before the request line. Single spaces within it. Any token is a method, letter
 *    case kept; only "CONNECT" takes "host:port", and nothing else; only "OPTIONS" takes "*".
 *  - Absolute targets of http and https only, without user information. Host must then repeat the
 *    target's authority, letter case aside; with CONNECT it may leave out the port.
 *  - Paths and queries hold what RFC 3986 lets them hold, kept as sent, "//" and "%2F" included.
 *    Non-ASCII bytes, any of "<>[\]^`{|}, "#", and "%" without two hexadecimal digits are rejected.
 *  - Host may be empty, but a port alone (":80") is rejected: no http URI has an empty host (RFC 9110
 *    section 4.2.1). A host is a name of RFC 3986 without "%" or comma, or an IPv6 address in brackets of
 *    which only the bytes are checked. An address of a later version ("[v1.a]") is rejected: no such
 *    version is defined, and RFC 3986 section 3.2.2 wants an error then. A port is at most 65535 and may be
 * empty except for CONNECT.
 *  - Field values may hold HTAB and the bytes 0x80 to 0xFF; only SP and HTAB are cut at the ends.
 *  - Lines end in CRLF and are never folded.
 *  - Content-Length once, digits only, no leading zero, at most 2^63-1, never beside
 *    Transfer-Encoding, which is one "chunked" in any letter case. Neither: the body is empty.
 *  - Chunk sizes of at most 16 digits and 2^63-1, zeros in front allowed; no extensions, no white
 *    space behind the size, no trailer fields.
 *  - Nothing behind the end of the body, not even an empty line or a second request.
 */
REQSIG_API reqsig_status reqsig_parse_request(reqsig_slice raw, reqsig_header *headers, size_t *num_headers,
                                              reqsig_buffer *body, reqsig_request *request,
                                              reqsig_http_error *error, size_t *offset);

/* ---- Schemes ------------------------------------------------------------------------------ */

typedef struct reqsig_scheme reqsig_scheme;

REQSIG_API size_t reqsig_num_schemes(void);
/* NULL past the last. The order is stable within a version. */
REQSIG_API const reqsig_scheme *reqsig_scheme_at(size_t index);
/* By its name, letter case significant; NULL if there is none. */
REQSIG_API const reqsig_scheme *reqsig_scheme_find(const char *name);

REQSIG_API const char *reqsig_scheme_name(const reqsig_scheme *scheme);     /* "aet" */
REQSIG_API const char *reqsig_scheme_title(const reqsig_scheme *scheme);    /* "AET" */
REQSIG_API const char *reqsig_scheme_document(const reqsig_scheme *scheme); /* the document's file name */
/* How to find the document: its vendor, the page's title, its date in the vendor's words. */
REQSIG_API const char *reqsig_scheme_document_title(const reqsig_scheme *scheme);

/* The names of the credentials that signing needs, in order; NULL past the last. */
REQSIG_API const char *reqsig_scheme_credential(const reqsig_scheme *scheme, size_t index);
/* 1 if that credential must never be shown, 0 if it may, as an identifier may. */
REQSIG_API int reqsig_scheme_credential_is_secret(const reqsig_scheme *scheme, size_t index);

/*
 * A profile is a variation of the scheme that its document leaves open: two honest implementers may
 * differ there. It says in words what it changes; row names the entry of the register of ambiguities
 * in vectors/README.md.
 */
typedef struct reqsig_profile_info {
  const char *name;    /* "query-included" */
  const char *row;     /* "AET-01" */
  const char *meaning; /* what it changes */
  const char *source;  /* which words or implementations speak for it */
} reqsig_profile_info;

/* REQSIG_ERR_OUT_OF_RANGE past the last. */
REQSIG_API reqsig_status reqsig_scheme_profile(const reqsig_scheme *scheme, size_t index,
                                               reqsig_profile_info *info);

/* So much memory is enough for a varied scheme. */
#define REQSIG_VARIED_ROOM 10240

/*
 * Varies a scheme by the profiles of those names; their order makes no difference, and no two of them may
 * change the same thing. The varied scheme has no profiles itself. It is made in *memory, where
 * REQSIG_VARIED_ROOM bytes are appended at the most; it must stay there, and the scheme where it is, while
 * the varied scheme, or a context made from it, is used. Without profiles the scheme itself is given, and
 * memory may be NULL.
 *
 * Errors: PROFILE_UNKNOWN, PROFILES_CLASH, BUFFER_TOO_SMALL. *varied is then NULL.
 */
REQSIG_API reqsig_status reqsig_scheme_vary(const reqsig_scheme *scheme, const char *const *profiles,
                                            size_t num_profiles, reqsig_buffer *memory,
                                            const reqsig_scheme **varied);

/* ---- Scheme files ------------------------------------------------------------------------- */

/* Where a scheme file is wrong, and what was expected there. */
typedef struct reqsig_scheme_fault {
  size_t offset, line, column; /* lines and columns begin at 1; a column counts characters */
  char member[128];            /* "headers.Sign", as it is escaped in the file; empty if it is no JSON */
  char expected[512];          /* a phrase */
  char nearest[64];            /* the known word that is nearest to the one given; empty if none is near */
} reqsig_scheme_fault;

/* So much memory is enough for any scheme file of len bytes. Most need 10 to 20 KiB. */
#define REQSIG_SCHEME_ROOM(len) (2 * (size_t)(len) + 81920)

/*
 * Reads a scheme file: JSON that says what a recipe says, see conformance/SCHEME-FILES.md. Nothing in it is
 * ignored. The scheme is made in *memory, where REQSIG_SCHEME_ROOM(text.len) bytes are appended at the most;
 * it must stay there while the scheme, or a context made from it, is used. The text may go.
 *
 * Errors: MALFORMED (*fault tells where and why), BUFFER_TOO_SMALL (memory->len is then what is needed at the
 * most). *scheme is then NULL.
 */
REQSIG_API reqsig_status reqsig_scheme_read(reqsig_slice text, reqsig_buffer *memory,
                                            const reqsig_scheme **scheme, reqsig_scheme_fault *fault);

/* Appends the scheme as a scheme file. Reading that gives an equal scheme.
 * Errors: BUFFER_TOO_SMALL. */
REQSIG_API reqsig_status reqsig_scheme_write(const reqsig_scheme *scheme, reqsig_buffer *text);

/* ---- Signing ------------------------------------------------------------------------------ */

/* A credential by the document's own name, e.g. "secret_key". */
typedef struct reqsig_credential {
  const char *name;
  reqsig_slice value;
} reqsig_credential;

/* A scheme, its credentials and a prepared secret. The size is part of the ABI; the content is not. */
typedef struct reqsig_context {
  uint64_t opaque[80];
} reqsig_context;

/*
 * reqsig_context_init prepares a secret once, so that each later call pays only for its message.
 * The scheme and the values of the credentials are not copied and must outlive the context; only this
 * function reads the secret itself, unless the scheme also sends it. A secret has one byte or more; if
 * it is longer than the digest's block, it is hashed first (RFC 2104 section 2). A profile that decodes
 * the secret accepts up to 4096 decoded bytes and looks its characters up in a table, so that the time
 * may depend on them. Nothing else that is done with a secret takes time that depends on it.
 * After a failed initialisation the context holds no secret, also none of an earlier one. Such a
 * context, like a wiped one, gives REQSIG_ERR_ARGUMENT wherever it is used.
 *
 * Errors: CREDENTIAL_MISSING, CREDENTIAL_EMPTY, CREDENTIAL_INVALID (a credential that a header
 * carries has a byte that no field value may hold, such as CR or LF, or white space at an end; or it
 * holds the text by which a verifier would find it), CREDENTIAL_UNKNOWN.
 */
REQSIG_API reqsig_status reqsig_context_init(reqsig_context *context, const reqsig_scheme *scheme,
                                             const reqsig_credential *credentials, size_t num_credentials);

/* Overwrites the prepared secret. The context must be initialised again before it is used again. */
REQSIG_API void reqsig_context_wipe(reqsig_context *context);

/*
 * reqsig_message appends the exact bytes that are signed. Methods are put in upper case where the
 * document asks for it. The function looks only at headers that the recipe names.
 *
 * Errors: TIME_RANGE (now_ms is negative or past what the format can write), NOT_SIGNED, HEADER_MISSING,
 * OUT_OF_RANGE (more than 256 parameters to be sorted), BUFFER_TOO_SMALL.
 */
REQSIG_API reqsig_status reqsig_message(const reqsig_context *context, const reqsig_request *request,
                                        int64_t now_ms, reqsig_buffer *message);

/* No scheme adds more headers than this. */
#define REQSIG_MAX_ADDED_HEADERS 8

/* What reqsig_sign calls the target to send, as HTTP/2 calls it (RFC 9113 section 8.3.1). */
#define REQSIG_PATH_HEADER ":path"

/*
 * reqsig_sign gives the headers to add to the request, in the document's order. They replace headers of
 * the same names, such as a Date or the signature of an earlier attempt. Names are static text; values
 * are slices of *text, which must stay while they are used. Letter case does not matter for whether a
 * method is signed. A scheme that signs in the query gives REQSIG_PATH_HEADER among the headers: its value is
 * the target to send in place of the request's, which has the scheme's parameters behind the others. A
 * request that the scheme does not sign gets the headers that the document wants on
 * every request, if there are any. A header whose value is fixed (accept, content-type) is left out if
 * the request has it already.
 * *num_headers is the array's capacity and becomes the number of headers, also if the array or *text is
 * too small; headers may be NULL if the capacity is 0.
 *
 * Errors: TIME_RANGE, HEADER_MISSING, OUT_OF_RANGE (of the parameters, of which a scheme sorts 256 at most),
 * TOO_MANY_HEADERS, BUFFER_TOO_SMALL.
 */
REQSIG_API reqsig_status reqsig_sign(const reqsig_context *context, const reqsig_request *request,
                                     int64_t now_ms, reqsig_buffer *text, reqsig_header *headers,
                                     size_t *num_headers);

/* ---- Verifying ---------------------------------------------------------------------------- */

/* Why a request is rejected. Numbers are append-only. */
typedef enum reqsig_reason {
  REQSIG_REASON_NONE = 0,        /* it is accepted */
  REQSIG_REASON_MALFORMED = 1,   /* a field that the scheme reads is not of its grammar, or is there twice */
  REQSIG_REASON_MISSING = 2,     /* a field that the scheme requires is absent */
  REQSIG_REASON_UNKNOWN_KEY = 3, /* the key id is not the one that the credentials name */
  REQSIG_REASON_DIGEST_MISMATCH = 4,    /* the body is not the one whose digest was sent */
  REQSIG_REASON_SIGNATURE_MISMATCH = 5, /* wrong key, or bytes changed since signing */
  REQSIG_REASON_EXPIRED = 6,            /* the signature is right, the timestamp too old */
  REQSIG_REASON_NOT_YET_VALID = 7       /* the signature is right, the timestamp too far ahead */
} reqsig_reason;

/* "signature_mismatch"; "none" for REQSIG_REASON_NONE; never NULL. */
REQSIG_API const char *reqsig_reason_name(reqsig_reason reason);

typedef enum reqsig_answer { REQSIG_UNKNOWN = 0, REQSIG_NO = 1, REQSIG_YES = 2 } reqsig_answer;

/* How far a timestamp may be from now: in the past, and in the future. Both ends are inside the window,
 * and INT64_MAX is no limit. */
typedef struct reqsig_window {
  int64_t max_age_ms;
  int64_t max_skew_ms;
} reqsig_window;

typedef struct reqsig_verdict {
  reqsig_reason reason;
  /* The three questions apart. What could not be asked is REQSIG_UNKNOWN: whether a request is
   * authentic if it is not well-formed, or if the scheme does not sign such a request, which is then
   * accepted all the same; whether it is fresh if there is no timestamp or no window. */
  reqsig_answer well_formed;
  reqsig_answer authentic;
  reqsig_answer fresh;
  reqsig_slice field;   /* the header, parameter or body member at fault; empty if there is none */
  const char *expected; /* what was expected of it, in words; NULL if accepted */
  const char *clause;   /* the document's words behind that, or NULL */
  int has_timestamp;    /* 1 if the next two are set */
  int64_t timestamp_ms;
  int64_t age_ms; /* now minus timestamp; INT64_MAX or INT64_MIN if it is further than that */
} reqsig_verdict;

/*
 * reqsig_verify decides whether the request is as the scheme wants it from the holder of the context's
 * credentials: signed with them, where the scheme signs such a request, at a time in the window around
 * now_ms. Who must know that something was signed asks whether verdict->authentic is REQSIG_YES.
 *
 * The stages stand in the order of the reasons: grammar and presence of every field that the scheme
 * reads, key id, body digest, signature, freshness; the first that fails is the verdict's reason, so
 * that freshness is only ever said of an authentic request. Signatures and credentials are compared as
 * raw bytes, in time that does not depend on them.
 *
 * Each header that the scheme reads must be there exactly once, letter case of its name aside. On a
 * request that the scheme does not sign its signature headers may be absent; if one is there, all must
 * be there and right. Fixed headers (accept, content-type) are not checked.
 *
 * If window is NULL, the document's own window or the profile's is used; without one, freshness is not
 * checked.
 *
 * Errors: ARGUMENT (a window with a negative end, or any window for a scheme without a timestamp).
 * After any error the verdict is not an acceptance.
 */
REQSIG_API reqsig_status reqsig_verify(const reqsig_context *context, const reqsig_request *request,
                                       int64_t now_ms, const reqsig_window *window, reqsig_verdict *verdict);

/* ---- Tracing ------------------------------------------------------------------------------ */

typedef enum reqsig_step_kind {
  REQSIG_STEP_NOT_SIGNED = 0,  /* why nothing is signed; no message or MAC step follows */
  REQSIG_STEP_PART = 1,        /* a part of the message */
  REQSIG_STEP_SEPARATOR = 2,   /* what stands between two parts */
  REQSIG_STEP_MESSAGE = 3,     /* all of them, joined */
  REQSIG_STEP_KEY = 4,         /* the key; bytes is empty */
  REQSIG_STEP_MAC = 5,         /* the raw MAC */
  REQSIG_STEP_HEADER = 6,      /* a header to add: bytes is its name; the parts of its value follow */
  REQSIG_STEP_HEADER_PART = 7, /* a part of that header's value */
  REQSIG_STEP_HEADER_KEPT = 8, /* a header that the request has already; bytes is its name */
  REQSIG_STEP_DIGESTED = 9     /* before the parts of the message: what one of them is the digest of */
} reqsig_step_kind;

/* One step of signing, in the order in which signing takes them. What it points to stays only until the
 * function that is told of it returns. */
typedef struct reqsig_step {
  reqsig_step_kind kind;
  const char *what;   /* "path without its leading slash"; never NULL */
  const char *clause; /* the document's words behind the step, or NULL */
  reqsig_slice bytes;
  int secret; /* 1 if bytes are, or hold, a credential that must not be shown */
} reqsig_step;

typedef void reqsig_step_fn(void *user, const reqsig_step *step);

/*
 * reqsig_trace signs and tells each step. *scratch needs room for the message, all header values
 * and the words of one step; the steps' bytes are slices of it and of static text. A step, its
 * words and the bytes of the MAC are there until on_step returns.
 *
 * Errors: TIME_RANGE, HEADER_MISSING, OUT_OF_RANGE, BUFFER_TOO_SMALL (steps may have been told by then).
 */
REQSIG_API reqsig_status reqsig_trace(const reqsig_context *context, const reqsig_request *request,
                                      int64_t now_ms, reqsig_buffer *scratch, reqsig_step_fn *on_step,
                                      void *user);

/* ---- Form bodies -------------------------------------------------------------------------- */

typedef struct reqsig_form_pair {
  reqsig_slice name;
  reqsig_slice value;
} reqsig_form_pair;

/* Appends application/x-www-form-urlencoded text as the serializer of the WHATWG URL standard
 * (section 5.2) writes it: space is "+", only A-Z a-z 0-9 * - . _ stand for themselves. */
REQSIG_API reqsig_status reqsig_form_encode(const reqsig_form_pair *pairs, size_t num_pairs,
                                            reqsig_buffer *text);

#ifdef __cplusplus
}
#endif

#endif
