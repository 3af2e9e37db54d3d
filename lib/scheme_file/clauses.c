#include "scheme_file/clauses.h"

#include <stdarg.h>
#include <stdio.h>

#include "vocabulary.h"

typedef struct audience {
  rs_clause_fn *fn;
  void *user;
} audience;

RS_FORMAT(3, 4) static void tell(const audience *to, const char **clause, const char *format, ...) {
  char name[RS_MAX_CLAUSE_NAME];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(name, sizeof name, format, arguments);
  va_end(arguments);
  to->fn(to->user, name, clause);
}

enum { MAX_SOURCE = RS_MAX_CLAUSE_NAME / 2 };

/* The source's word alone: what is added to it by "else:" is the same part. */
static void name_source(const reqsig_scheme *scheme, const rs_part *part, char name[MAX_SOURCE]) {
  if (part->from == RS_FROM_LIST) {
    const rs_list *list = &scheme->lists[part->list];
    if (list->single.len > 0) {
      snprintf(name, MAX_SOURCE, "form:%.*s", (int)list->single.len, (const char *)list->single.data);
      return;
    }
    snprintf(name, MAX_SOURCE, "%s", list->name ? list->name : list->mark ? "?query" : "query");
    return;
  }
  if (part->from == RS_FROM_HEADER) {
    snprintf(name, MAX_SOURCE, "header:%.*s", (int)part->literal.len, (const char *)part->literal.data);
    return;
  }
  const char *word = part->from == RS_FROM_CREDENTIAL ? scheme->credentials[part->credential].name
                                                      : rs_word_for(RS_WORD_SOURCE, (int)part->from)->text;
  snprintf(name, MAX_SOURCE, "%.*s", (int)strcspn(word, "|"), word);
}

static void tell_part(const audience *to, const reqsig_scheme *scheme, const char *rule, rs_part *part) {
  char source[MAX_SOURCE];
  if (part->from == RS_FROM_LITERAL) return;
  name_source(scheme, part, source);
  tell(to, &part->clause, "%s.%s", rule, source);
  if (part->omit)
    tell(to, &part->omit_clause, "%s.%s|%s", rule, source,
         rs_word_for(RS_WORD_CONDITION, (int)part->omit)->text);
}

static void tell_header(const audience *to, const reqsig_scheme *scheme, rs_header_rule *header) {
  char name[RS_MAX_CLAUSE_NAME / 2];
  bool fixed = header->sending == RS_SENT_UNLESS_PRESENT;
  const char *member = header->place == RS_IN_QUERY ? "query" : fixed ? "also_sent" : "headers";
  snprintf(name, sizeof name, "%s.%.*s", member, (int)header->name.len, (const char *)header->name.data);
  tell(to, &header->clause, "%s", name);
  for (size_t i = 0; i < RS_MAX_VALUE_PARTS && header->value[i].from; i++)
    tell_part(to, scheme, name, &header->value[i]);
}

void rs_clauses_tell(reqsig_scheme *scheme, rs_clause_fn *fn, void *user) {
  const audience to = {fn, user};
  for (size_t i = 0; i < RS_MAX_CREDENTIALS && scheme->credentials[i].name; i++)
    tell(&to, &scheme->credentials[i].clause, "credentials.%s", scheme->credentials[i].name);
  tell(&to, &scheme->signs.clause, "signs");
  if (scheme->time.place != RS_TIME_NOWHERE) tell(&to, &scheme->time.clause, "timestamp");
  tell(&to, &scheme->message_clause, "message");
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS && scheme->message[i].from; i++)
    tell_part(&to, scheme, "message", &scheme->message[i]);
  tell(&to, &scheme->mac.clause, "hmac");
  tell(&to, &scheme->encoding.clause, "encoding");
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && scheme->headers[i].name.len > 0; i++)
    tell_header(&to, scheme, &scheme->headers[i]);
}
