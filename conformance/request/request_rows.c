#include "request/request_rows.h"

#include <stdio.h>

#include "base/text.h"
#include "base/time_text.h"
#include "request/scheme_argument.h"
#include "request/secrets.h"

enum { MAX_SHOWN = 120 };

/* Adds the beginning of a long text. In place of one that must not be shown it says why. */
static void add_shown(struct text *text, const struct page *page, const struct opened_request *opened,
                      const char *what, reqsig_slice bytes) {
  const char *secret = secrets_find(opened, bytes);
  if (secret) {
    text_addf(text, "<a %s with the %s in it, not shown>", what, secret);
    return;
  }
  reqsig_slice shown = text_beginning(bytes, MAX_SHOWN);
  text_add_escaped(text, shown, page->terminal.utf8);
  if (shown.len < bytes.len) text_add_string(text, "...");
}

void print_request_row(const struct page *page, const struct opened_request *opened) {
  const reqsig_request *request = &opened->request.request;
  struct text text = {0};
  add_shown(&text, page, opened, "method", request->method);
  text_add_string(&text, " ");
  add_shown(&text, page, opened, "target", request->target);
  text_addf(&text, "; %zu header%s, a body of %zu byte%s", request->num_headers,
            text_plural(request->num_headers), request->body.len, text_plural(request->body.len));
  page_row(page, "request", text_string(&text));
  text_free(&text);
}

void print_now_row(const struct page *page, const char *label, const struct opened_request *opened) {
  static const char *const sources[] = {[NOW_FROM_CLOCK] = "by the clock",
                                        [NOW_FROM_OPTION] = "by --now",
                                        [NOW_FROM_REQUEST] = "the time that the request itself carries"};
  struct text date = {0};
  text_add_time(&date, opened->now_ms);
  page_rowf(page, label, "%lld ms%s%s, %s", (long long)opened->now_ms, date.len > 0 ? " = " : "",
            text_string(&date), sources[opened->now_source]);
  text_free(&date);
}

void print_profile_rows(const struct page *page, const struct opened_request *opened) {
  reqsig_profile_info info;
  for (size_t i = 0; i < opened->num_profiles; i++)
    if (profiles_find(opened->scheme, opened->profiles[i], &info))
      page_rowf(page, i == 0 ? "profile" : "", "%s (%s): %s", info.name, info.row, info.meaning);
}
