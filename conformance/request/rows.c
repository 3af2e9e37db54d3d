#include "request/rows.h"

#include <stdio.h>
#include <string.h>

#include "base/escape.h"
#include "base/text.h"
#include "base/time_text.h"
#include "request/profiles.h"
#include "request/secrets.h"

enum { MAX_TEXT = 600, MAX_SHOWN = 124 };

/* The beginning of a long one; of one that must not be shown, why. */
static void show(const struct page *page, const struct opened_request *opened, const char *what,
                 reqsig_slice bytes, char text[MAX_SHOWN]) {
  static const char more[] = "...";
  const char *secret = secrets_find(opened, bytes);
  if (secret)
    snprintf(text, MAX_SHOWN, "<a %s with the %s in it, not shown>", what, secret);
  else
    escape_text(bytes, page->terminal.utf8, text, MAX_SHOWN - sizeof more);
  if (!secret && bytes.len > MAX_SHOWN - sizeof more) strcat(text, more);
}

void rows_request(const struct page *page, const struct opened_request *opened) {
  const reqsig_request *request = &opened->request.request;
  char text[MAX_TEXT], method[MAX_SHOWN], target[MAX_SHOWN];
  show(page, opened, "method", request->method, method);
  show(page, opened, "target", request->target, target);
  snprintf(text, sizeof text, "%s %s; %zu header%s, a body of %zu byte%s", method, target,
           request->num_headers, text_plural(request->num_headers), request->body.len,
           text_plural(request->body.len));
  page_row(page, "request", text);
}

void rows_now(const struct page *page, const char *label, const struct opened_request *opened) {
  static const char *const sources[] = {[NOW_FROM_CLOCK] = "by the clock",
                                        [NOW_FROM_OPTION] = "by --now",
                                        [NOW_FROM_REQUEST] = "the time that the request itself carries"};
  char text[MAX_TEXT], date[64];
  time_describe(opened->now_ms, date, sizeof date);
  snprintf(text, sizeof text, "%lld ms%s%s, %s", (long long)opened->now_ms, *date ? " = " : "", date,
           sources[opened->now_source]);
  page_row(page, label, text);
}

void rows_profiles(const struct page *page, const struct opened_request *opened) {
  reqsig_profile_info info;
  char text[MAX_TEXT];
  for (size_t i = 0; i < opened->num_profiles; i++) {
    if (!profiles_find(opened->scheme, opened->profiles[i], &info)) continue;
    snprintf(text, sizeof text, "%s (%s): %s", info.name, info.row, info.meaning);
    page_row(page, i == 0 ? "profile" : "", text);
  }
}
