#include <string.h>

#include "bytes.h"

const char *reqsig_status_text(reqsig_status status) {
  switch (status) {
  case REQSIG_OK: return "done";
  case REQSIG_ERR_ARGUMENT: return "an argument is NULL or out of its range";
  case REQSIG_ERR_BUFFER_TOO_SMALL: return "the output buffer is too small";
  case REQSIG_ERR_CREDENTIAL_MISSING: return "a credential that the scheme needs is missing";
  case REQSIG_ERR_CREDENTIAL_EMPTY: return "a credential is empty";
  case REQSIG_ERR_CREDENTIAL_INVALID:
    return "a credential has bytes that its header can't carry, or is not of the encoding that the profile "
           "expects";
  case REQSIG_ERR_CREDENTIAL_UNKNOWN: return "a credential is not one of the scheme's, or is given twice";
  case REQSIG_ERR_PROFILES_CLASH: return "two of the profiles change the same thing";
  case REQSIG_ERR_PROFILE_UNKNOWN: return "a profile is not one of the scheme's, or is named twice";
  case REQSIG_ERR_TIME_RANGE: return "the time can't be written in the scheme's format";
  case REQSIG_ERR_NOT_SIGNED: return "the scheme does not sign such a request";
  case REQSIG_ERR_TOO_MANY_HEADERS: return "the header array is too small";
  case REQSIG_ERR_MALFORMED: return "the input is not of its grammar";
  case REQSIG_ERR_OUT_OF_RANGE: return "the value is out of range";
  case REQSIG_ERR_HEADER_MISSING: return "the request lacks a header, field or nonce that is signed";
  }
  return "no status of this version";
}

const char *reqsig_reason_name(reqsig_reason reason) {
  switch (reason) {
  case REQSIG_REASON_NONE: return "none";
  case REQSIG_REASON_MALFORMED: return "malformed";
  case REQSIG_REASON_MISSING: return "missing";
  case REQSIG_REASON_UNKNOWN_KEY: return "unknown_key";
  case REQSIG_REASON_DIGEST_MISMATCH: return "digest_mismatch";
  case REQSIG_REASON_SIGNATURE_MISMATCH: return "signature_mismatch";
  case REQSIG_REASON_EXPIRED: return "expired";
  case REQSIG_REASON_NOT_YET_VALID: return "not_yet_valid";
  }
  return "no reason of this version";
}

const char *reqsig_version(void) {
  return REQSIG_VERSION;
}

reqsig_slice reqsig_text(const char *text) {
  return text ? rs_slice(text, strlen(text)) : rs_slice(NULL, 0);
}
