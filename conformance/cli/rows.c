#include "rows.h"

#include <stdio.h>

#include "hidden.h"
#include "now.h"
#include "profiles.h"
#include "visible.h"
#include "words.h"

enum { MAX_TEXT = 600, MAX_SHOWN_TARGET = 120 };

void rows_request(const struct page *page, const struct signing *signing) {
  const reqsig_request *request = &signing->request.request;
  char text[MAX_TEXT], method[32], target[MAX_SHOWN_TARGET];
  bool utf8 = page->term.utf8;
  visible_text(request->method, utf8, method, sizeof method);
  const char *secret = hidden_secret_in(signing, request->target);
  if (secret)
    snprintf(target, sizeof target, "<a target with the %s in it, not shown>", secret);
  else
    visible_text(request->target, utf8, target, sizeof target);
  snprintf(text, sizeof text, "%s %s%s; %zu header%s, a body of %zu byte%s", method, target,
           !secret && request->target.len >= MAX_SHOWN_TARGET ? "..." : "", request->num_headers,
           words_plural(request->num_headers), request->body.len, words_plural(request->body.len));
  page_row(page, "request", text);
}

void rows_now(const struct page *page, const char *label, const struct signing *signing) {
  char text[MAX_TEXT], date[64];
  now_describe(signing->now_ms, date, sizeof date);
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
