/* Pages and other notations, and in them text of the adapter's or of vectors: it ends no element and begins
 * none. */
#ifndef REQSIG_MARKUP_H
#define REQSIG_MARKUP_H

#include <stdio.h>

#include "reqsig.h"

/* Made visible as base/text.h does, and escaped for the text or a quoted attribute of XML and HTML. */
void markup_write(FILE *out, reqsig_slice bytes);
void markup_write_string(FILE *out, const char *string);

/* The same for a line of Markdown (CommonMark with GitHub's tables), which it leaves as it is shown. */
void markdown_write(FILE *out, reqsig_slice bytes);
void markdown_write_string(FILE *out, const char *string);

/* A file that is in the program: page.html, page.css or page.js. Empty if there is none of that name. */
reqsig_slice page_file(const char *name);

#endif
