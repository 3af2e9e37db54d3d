/* The files of the page, page.html, page.css and page.js, which are in the program. */
#ifndef REQSIG_PAGE_PARTS_H
#define REQSIG_PAGE_PARTS_H

#include "reqsig.h"

/* Empty if there is no file of that name. */
reqsig_slice page_file(const char *name);

#endif
