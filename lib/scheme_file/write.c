#include "scheme_file/clauses.h"
#include "scheme_file/writer.h"

static void write_credentials(rs_writer *writer, const reqsig_scheme *scheme) {
  rs_write_open(writer, "credentials");
  for (size_t i = 0; i < RS_MAX_CREDENTIALS && scheme->credentials[i].name; i++)
    rs_write_string(writer, scheme->credentials[i].name, scheme->credentials[i].secret ? "secret" : "public");
  rs_write_close(writer);
}

static void write_method(rs_writer *writer, const char *method, const char *suffix, bool first) {
  if (!first) rs_put(writer->text, ", ", 2);
  rs_write_quote(writer);
  rs_write_text(writer, reqsig_text(method));
  rs_write_text(writer, reqsig_text(suffix));
  rs_write_quote(writer);
}

void rs_write_signs(rs_writer *writer, const rs_signed_requests *signs) {
  bool any = signs->any_method_with_body || (!signs->methods[0] && signs->only_with_body);
  if (!signs->methods[0] && !any) return;
  rs_write_name(writer, "signs");
  rs_put_byte(writer->text, '[');
  for (size_t i = 0; i < RS_MAX_METHODS && signs->methods[i]; i++)
    write_method(writer, signs->methods[i], signs->only_with_body ? " with body" : "", i == 0);
  if (any) write_method(writer, "any", " with body", !signs->methods[0]);
  rs_put_byte(writer->text, ']');
}

void rs_write_window(rs_writer *writer, const rs_window *window) {
  if (window->given && window->past_ms < INT64_MAX) rs_write_int64(writer, "past_ms", window->past_ms);
  if (window->given && window->future_ms < INT64_MAX) rs_write_int64(writer, "future_ms", window->future_ms);
  if (window->exclusive) rs_write_true(writer, "exclusive");
}

static void write_time(rs_writer *writer, const rs_time_rule *time) {
  if (time->place == RS_TIME_NOWHERE) return;
  rs_write_open(writer, "timestamp");
  rs_write_string(writer, "format", rs_word_for(RS_WORD_TIME_FORMAT, (int)time->format)->text);
  if (time->place == RS_TIME_IN_BODY_MEMBER) {
    rs_write_name(writer, "from");
    rs_write_quote(writer);
    rs_write_text(writer, RS_LITERAL("json-number:/"));
    rs_write_text(writer, reqsig_text(time->name));
    rs_write_quote(writer);
  }
  rs_window window = time->window;
  if (time->lifetime_ms > 0) {
    rs_write_int64(writer, "lifetime_ms", time->lifetime_ms);
    window.given = false; /* the lifetime sets its ends */
  }
  rs_write_window(writer, &window);
  rs_write_close(writer);
}

static void write_value(rs_writer *writer, const reqsig_scheme *scheme, const rs_header_rule *rule) {
  rs_write_quote(writer);
  for (size_t k = 0; k < RS_MAX_VALUE_PARTS && rule->value[k].from; k++)
    if (!rule->coded || (k == 0 && rule->value[0].from == RS_FROM_LITERAL))
      rs_write_part(writer, scheme, &rule->value[k]);
  if (rule->coded) {
    rs_write_text(writer, RS_LITERAL("{"));
    rs_write_text(writer, reqsig_text(rule->coded));
    rs_write_text(writer, RS_LITERAL("|base64}"));
  }
  rs_write_quote(writer);
}

/* Each item is a literal, from the second on with the separator before it, and a placeholder. */
static void write_items(rs_writer *writer, const reqsig_scheme *scheme, const rs_header_rule *rule) {
  rs_write_open(writer, NULL);
  rs_write_name(writer, "items");
  rs_put_byte(writer->text, '[');
  for (size_t k = 0; k + 1 < RS_MAX_VALUE_PARTS && rule->value[k].from; k += 2) {
    rs_part tag = rule->value[k];
    if (k > 0) tag.literal = rs_slice_after(tag.literal, rule->item_separator.len);
    if (k > 0) rs_put(writer->text, ", ", 2);
    rs_write_quote(writer);
    rs_write_part(writer, scheme, &tag);
    rs_write_part(writer, scheme, &rule->value[k + 1]);
    rs_write_quote(writer);
  }
  rs_put_byte(writer->text, ']');
  rs_write_name(writer, "separator");
  rs_write_quote(writer);
  rs_write_text(writer, rule->item_separator);
  rs_write_quote(writer);
  if (rule->open) rs_write_true(writer, "open");
  rs_write_close(writer);
}

static const char *member_of(const rs_header_rule *rule) {
  if (rule->place == RS_IN_QUERY) return "query";
  return rule->sending == RS_SENT_UNLESS_PRESENT ? "also_sent" : "headers";
}

static void write_headers(rs_writer *writer, const reqsig_scheme *scheme, const char *member) {
  bool open = false;
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && scheme->headers[i].name.len > 0; i++) {
    const rs_header_rule *rule = &scheme->headers[i];
    if (strcmp(member_of(rule), member) != 0) continue;
    if (!open) rs_write_open(writer, member);
    open = true;
    rs_write_name(writer, (const char *)rule->name.data); /* a recipe's names have a NUL behind them */
    if (rule->item_separator.len > 0)
      write_items(writer, scheme, rule);
    else
      write_value(writer, scheme, rule);
  }
  if (open) rs_write_close(writer);
}

static void write_accepts(rs_writer *writer, const rs_encoding_rule *encoding) {
  const struct {
    rs_variation_kind kind;
    bool is_set;
  } leniencies[] = {{RS_VARY_ACCEPT_UPPER_CASE, encoding->upper_case_accepted},
                    {RS_VARY_ACCEPT_UNPADDED, encoding->unpadded_accepted},
                    {RS_VARY_ACCEPT_NO_PREFIX, encoding->prefix_optional}};
  bool open = false;
  for (size_t i = 0; i < sizeof leniencies / sizeof *leniencies; i++) {
    if (!leniencies[i].is_set) continue;
    if (!open) rs_write_open(writer, "accepts");
    open = true;
    rs_write_true(writer, rs_word_for(RS_WORD_ACCEPTS, (int)leniencies[i].kind)->text);
  }
  if (open) rs_write_close(writer);
}

/* The rules that have clauses, as they are written. */
typedef struct clause_writer {
  rs_writer *writer;
  reqsig_scheme *scheme;
  bool open;
} clause_writer;

/* Looks for an earlier rule of the same name. */
typedef struct earlier_rule {
  const char *name;
  const char **clause;
  bool found, passed;
} earlier_rule;

static void find_earlier(void *user, const char *name, const char **clause) {
  earlier_rule *earlier = user;
  earlier->passed |= clause == earlier->clause;
  earlier->found |= !earlier->passed && strcmp(name, earlier->name) == 0;
}

static void write_clause(void *user, const char *name, const char **clause) {
  clause_writer *clauses = user;
  earlier_rule earlier = {name, clause, false, false};
  if (!*clause) return;
  rs_clauses_tell(clauses->scheme, find_earlier, &earlier);
  if (earlier.found) return;
  if (!clauses->open) rs_write_open(clauses->writer, "clauses");
  clauses->open = true;
  rs_write_string(clauses->writer, name, *clause);
}

static void write_clauses(rs_writer *writer, const reqsig_scheme *scheme) {
  reqsig_scheme copy = *scheme;
  clause_writer clauses = {writer, &copy, false};
  rs_clauses_tell(&copy, write_clause, &clauses);
  if (clauses.open) rs_write_close(writer);
}

static void write_each(rs_writer *writer, const reqsig_scheme *scheme, const rs_list *list) {
  bool both = list->each == RS_PAIRS_OF_BOTH;
  if (list->like > 0) {
    rs_write_string(writer, "each", scheme->lists[list->like - 1].name);
    return;
  }
  rs_write_name(writer, "each");
  const char *text = list->each == RS_PAIRS_OF_HEADERS ? "\"header\""
                     : both                            ? "[\"query\", \"form\"]"
                     : list->each == RS_PAIRS_OF_QUERY ? "\"query\""
                                                       : "\"form\"";
  rs_put_slice(writer->text, reqsig_text(text));
}

static void write_slice(rs_writer *writer, const char *name, reqsig_slice text) {
  rs_write_name(writer, name);
  rs_write_quote(writer);
  rs_write_text(writer, text);
  rs_write_quote(writer);
}

static void write_value_of_list(rs_writer *writer, const rs_list *list) {
  rs_write_text(writer, reqsig_text("{value"));
  if (list->value_encoded) rs_write_text(writer, reqsig_text("|percent-encode"));
  if (list->value_squeezed) rs_write_text(writer, reqsig_text("|squeeze"));
  if (list->value_lower) rs_write_text(writer, reqsig_text("|lower"));
  rs_write_text(writer, reqsig_text("}"));
}

static void write_list(rs_writer *writer, const reqsig_scheme *scheme, const rs_list *list) {
  rs_write_open(writer, list->name);
  write_each(writer, scheme, list);
  if (list->only[0].len > 0 && list->like == 0) {
    rs_write_name(writer, "only");
    rs_put(writer->text, "[\"", 2);
    rs_write_names(writer, list->only, "\", \"");
    rs_put(writer->text, "\"]", 2);
  }
  if (list->without[0].len > 0) {
    rs_write_name(writer, "without");
    rs_put(writer->text, "[\"", 2);
    rs_write_names(writer, list->without, "\", \"");
    rs_put(writer->text, "\"]", 2);
  }
  rs_write_name(writer, "write");
  rs_write_quote(writer);
  rs_write_text(writer, list->before);
  rs_write_text(writer, reqsig_text(list->name_lower ? "{name|lower" : "{name"));
  rs_write_text(writer, reqsig_text(list->name_encoded ? "|percent-encode}" : "}"));
  rs_write_text(writer, list->between);
  if (!list->names) write_value_of_list(writer, list);
  rs_write_text(writer, list->behind);
  rs_write_quote(writer);
  if (list->join.len > 0) write_slice(writer, "join", list->join);
  if (list->repeated.len > 0) write_slice(writer, "repeated", list->repeated);
  rs_write_close(writer);
}

static void write_lists(rs_writer *writer, const reqsig_scheme *scheme) {
  bool open = false;
  for (const rs_list *list = scheme->lists; list && list->each; list++) {
    if (!list->name) continue;
    if (!open) rs_write_open(writer, "lists");
    open = true;
    write_list(writer, scheme, list);
  }
  if (open) rs_write_close(writer);
}

static void write_scheme(rs_writer *writer, const reqsig_scheme *scheme) {
  rs_write_open(writer, NULL);
  rs_write_int64(writer, "reqsig_scheme", 1);
  rs_write_string(writer, "name", scheme->name);
  rs_write_string(writer, "title", scheme->title);
  if (strcmp(scheme->document, scheme->title) != 0) rs_write_string(writer, "document", scheme->document);
  if (strcmp(scheme->document_title, scheme->document) != 0)
    rs_write_string(writer, "document_title", scheme->document_title);
  write_credentials(writer, scheme);
  rs_write_signs(writer, &scheme->signs);
  write_time(writer, &scheme->time);
  write_lists(writer, scheme);
  rs_write_parts(writer, scheme);
  rs_write_name(writer, "message");
  rs_write_quote(writer);
  rs_write_message(writer, scheme);
  rs_write_quote(writer);
  rs_write_string(writer, "hmac", rs_word_for(RS_WORD_HMAC, (int)scheme->mac.digest)->text);
  rs_write_key(writer, scheme, scheme->mac.key_form);
  write_headers(writer, scheme, "headers");
  write_headers(writer, scheme, "query");
  write_headers(writer, scheme, "also_sent");
  write_accepts(writer, &scheme->encoding);
  write_clauses(writer, scheme);
  rs_write_profiles(writer, scheme);
  rs_write_close(writer);
  rs_put_byte(writer->text, '\n');
}

reqsig_status reqsig_scheme_write(const reqsig_scheme *scheme, reqsig_buffer *text) {
  if (!scheme || !text) return REQSIG_ERR_ARGUMENT;
  rs_writer writer = {.text = text};
  write_scheme(&writer, scheme);
  return rs_buffer_status(text);
}
