#include "request/rows.h"

#include <stdio.h>
#include <string.h>

#include "base/escape.h"
#include "base/text.h"
#include "base/time_text.h"
#include "request/hidden.h"
#include "request/profiles.h"

enum { MAX_TEXT = 600, MAX_SHOWN = 124 };

/* The beginning of a long one; of one that must not be shown, why. */
static void show(const struct page *page, const struct signing *signing, const char *what, reqsig_slice bytes,
                 char text[MAX_SHOWN]) {
  static const char more[] = "...";
  const char *secret = hidden_secret_in(signing, bytes);
  if (secret)
    snprintf(text, MAX_SHOWN, "<a %s with the %s in it, not shown>", what, secret);
  else
    escape_text(bytes, page->terminal.utf8, text, MAX_SHOWN - sizeof more);
  if (!secret && bytes.len > MAX_SHOWN - sizeof more) strcat(text, more);
}

void rows_request(const struct page *page, const struct signing *signing) {
  const reqsig_request *request = &signing->request.request;
  char text[MAX_TEXT], method[MAX_SHOWN], target[MAX_SHOWN];
  show(page, signing, "method", request->method, method);
  show(page, signing, "target", request->target, target);
  snprintf(text, sizeof text, "%s %s; %zu header%s, a body of %zu byte%s", method, target,
           request->num_headers, text_plural(request->num_headers), request->body.len,
           text_plural(request->body.len));
  page_row(page, "request", text);
}

void rows_now(const struct page *page, const char *label, const struct signing *signing) {
  char text[MAX_TEXT], date[64];
  time_describe(signing->now_ms, date, sizeof date);
  snprintf(text, sizeof text, "%lld ms%s%s, %s", (long long)signing->now_ms, *date ? " = " : "", date,
           signing->now_given ? "by --now" : "by the clock");
  page_row(page, label, text);
}

void rows_profiles(const struct page *page, const struct signing *signing) {
  reqsig_profile_info info;
  char text[MAX_TEXT];
  for (size_t i = 0; i < signing->num_profiles; i++) {
    if (!profiles_find(signing->scheme, signing->profiles[i], &info)) continue;
    snprintf(text, sizeof text, "%s (%s): %s", info.name, info.row, info.meaning);
    page_row(page, i == 0 ? "profile" : "", text);
  }
}
