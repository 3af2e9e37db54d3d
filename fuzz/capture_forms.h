/* A request, written as those tools do whose captures diagnose reads. */
#ifndef REQSIG_FUZZ_CAPTURE_FORMS_H
#define REQSIG_FUZZ_CAPTURE_FORMS_H

#include "base/text.h"
#include "reqsig.h"

typedef void capture_form(const reqsig_request *request, struct text *text);

capture_form capture_form_plain, capture_form_curl_v, capture_form_log, capture_form_trace, capture_form_har,
    capture_form_python, capture_form_wire;

/* Framing is written anew with the body. */
bool capture_form_is_framing(reqsig_slice name);

/* Whether a request can be written so that a reader has it back. */
bool capture_form_fits_log(const reqsig_request *request);
bool capture_form_fits_har(const reqsig_request *request);
bool capture_form_fits_wire(const reqsig_request *request);

#endif
