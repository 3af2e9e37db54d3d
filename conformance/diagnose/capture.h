/*
 * What people have of a request: the output of curl -v, a HAR file, text that an editor saved. It is made a
 * request of HTTP/1.1 where all its bytes are there, and each change is told as a hint.
 */
#ifndef REQSIG_CAPTURE_H
#define REQSIG_CAPTURE_H

#include "diagnose/diagnose.h"

/* Where opened->request could not be parsed, tries to make a request of it, in the arena. Takes the host off
 * a target in absolute form too. False if there is no request in it: hints say what it is. */
bool capture_read(struct arena *arena, struct opened_request *opened, struct diagnosis *diagnosis);

#endif
