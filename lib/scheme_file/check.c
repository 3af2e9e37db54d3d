#include "header_list.h"
#include "scheme_file/reader.h"
#include "sent_query.h"

/* Whether parts of the key's steps, or those of another place, draw on it. A day of the time is not the time
 * itself. */
static bool draws_on(const rs_part *parts, size_t num, rs_source from, size_t credential) {
  for (size_t i = 0; i < num && parts[i].from; i++)
    if (parts[i].from == from && (from != RS_FROM_CREDENTIAL || parts[i].credential == credential) &&
        !rs_is_day(parts[i].transforms[0]))
      return true;
  return false;
}

/* How many headers draw on it. */
static size_t headers_draw_on(const reqsig_scheme *scheme, rs_source from, size_t credential) {
  size_t num = 0;
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++)
    num += draws_on(scheme->headers[i].value, RS_MAX_VALUE_PARTS, from, credential);
  return num;
}

static bool credential_is_used(const reqsig_scheme *scheme, size_t at) {
  const rs_part *steps = scheme->mac.steps;
  bool is_key = scheme->mac.key == at || (scheme->mac.is_joined && scheme->mac.other_key == at);
  return is_key || (steps && draws_on(steps, RS_MAX_KEY_STEPS, RS_FROM_CREDENTIAL, at)) ||
         draws_on(scheme->message, RS_MAX_MESSAGE_PARTS, RS_FROM_CREDENTIAL, at) ||
         headers_draw_on(scheme, RS_FROM_CREDENTIAL, at) > 0;
}

static bool check_time(rs_reader *reader, reqsig_slice whole) {
  const reqsig_scheme *scheme = reader->scheme;
  size_t num_sent = headers_draw_on(scheme, RS_FROM_TIMESTAMP, 0);
  bool in_key = scheme->mac.steps && draws_on(scheme->mac.steps, RS_MAX_KEY_STEPS, RS_FROM_TIMESTAMP, 0);
  bool used = num_sent > 0 || in_key || scheme->time.has_day ||
              draws_on(scheme->message, RS_MAX_MESSAGE_PARTS, RS_FROM_TIMESTAMP, 0);
  switch (scheme->time.place) {
  case RS_TIME_NOWHERE:
    if (!used) return true;
    return rs_reader_fail(reader, whole, "the member \"timestamp\", as {timestamp} is used");
  case RS_TIME_IN_HEADER:
    if (num_sent == 1) return true;
    return rs_reader_fail(reader, whole,
                          "one header or parameter with {timestamp}, or from in the member \"timestamp\"");
  case RS_TIME_IN_BODY_MEMBER: break;
  }
  if (!used) return true;
  return rs_reader_fail(reader, whole, "no {timestamp}: the time is in the body already");
}

/* It is drawn by the signer, so a verifier must find it in the request. */
static bool check_nonce(rs_reader *reader, reqsig_slice whole) {
  const reqsig_scheme *scheme = reader->scheme;
  size_t num_sent = headers_draw_on(scheme, RS_FROM_NONCE, 0);
  bool used = num_sent > 0 || draws_on(scheme->message, RS_MAX_MESSAGE_PARTS, RS_FROM_NONCE, 0);
  if (!used || num_sent == 1) return true;
  return rs_reader_fail(reader, whole, "one header or parameter with {nonce}");
}

/* What signing adds is not there when the message is made, and may hold the MAC of that message. */
static bool check_signed_headers(rs_reader *reader, reqsig_slice whole) {
  const reqsig_scheme *scheme = reader->scheme;
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS; i++)
    for (size_t k = 0; scheme->message[i].from == RS_FROM_HEADER && k < REQSIG_MAX_ADDED_HEADERS; k++)
      if (scheme->headers[k].place != RS_IN_QUERY &&
          rs_slice_equal_ignoring_case(scheme->message[i].literal, scheme->headers[k].name))
        return rs_reader_fail(reader, whole, "in the message, a header that the scheme does not add itself");
  return true;
}

/* The parameter that carries the MAC; NULL if a header does. */
static const rs_header_rule *mac_parameter(const reqsig_scheme *scheme) {
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++)
    if (scheme->headers[i].place == RS_IN_QUERY &&
        draws_on(scheme->headers[i].value, RS_MAX_VALUE_PARTS, RS_FROM_MAC, 0))
      return &scheme->headers[i];
  return NULL;
}

static bool reads_query(rs_source from) {
  return from == RS_FROM_QUERY || from == RS_FROM_BARE_QUERY;
}

static bool reads_body_or_query(rs_source from) {
  return from == RS_FROM_BODY_OR_QUERY;
}

/* Whether a profile puts a part into the message that is of such a source. */
static bool profiles_put_in(const reqsig_scheme *scheme, bool (*is_it)(rs_source)) {
  for (const rs_profile *profile = scheme->profiles; profile && profile->info.name; profile++)
    for (size_t i = 0; i < RS_MAX_VARIATIONS; i++) {
      const rs_variation *v = &profile->variations[i];
      if (v->kind == RS_VARY_SOURCE && is_it(v->source)) return true;
      if ((v->kind == RS_VARY_BEFORE || v->kind == RS_VARY_AFTER) && is_it(v->part.from)) return true;
    }
  return false;
}

/* What is signed never holds the MAC. */
static bool check_query(rs_reader *reader, reqsig_slice whole) {
  const reqsig_scheme *scheme = reader->scheme;
  const rs_header_rule *mac = mac_parameter(scheme);
  size_t num_digests = 0;
  for (size_t i = 0; mac && i < RS_MAX_MESSAGE_PARTS && scheme->message[i].from; i++) {
    const rs_part *part = &scheme->message[i];
    const rs_list *list = part->from == RS_FROM_LIST ? &scheme->lists[part->list] : NULL;
    if (reads_query(part->from) ||
        (list && list->each & RS_PAIRS_OF_QUERY && !rs_list_leaves_out(list, mac->name)))
      return rs_reader_fail(reader, whole,
                            "the query without the parameter %s, which carries the MAC: "
                            "{query|without:%s}, or that name in without of a list",
                            (const char *)mac->name.data, (const char *)mac->name.data);
  }
  bool added = false, either = draws_on(scheme->message, RS_MAX_MESSAGE_PARTS, RS_FROM_BODY_OR_QUERY, 0) ||
                               headers_draw_on(scheme, RS_FROM_BODY_OR_QUERY, 0) > 0 ||
                               profiles_put_in(scheme, reads_body_or_query);
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++) {
    added |= scheme->headers[i].place == RS_IN_QUERY;
    num_digests += rs_is_digest(scheme->headers[i].value[0].transforms[0]);
  }
  if (added && profiles_put_in(scheme, reads_query))
    return rs_reader_fail(reader, whole, "no profile that signs the query where parameters are added to it");
  if (added && either)
    return rs_reader_fail(reader, whole, "no body|else:query where parameters are added to the query");
  if (added && num_digests > 1)
    return rs_reader_fail(reader, whole, "at most one digest where parameters are added to the query");
  return true;
}

/* What signing adds is signed with the others if it is of one piece; the MAC can't be. */
static bool lists_added_header(const reqsig_scheme *scheme, const rs_list *list) {
  for (size_t i = 0; list->each == RS_PAIRS_OF_HEADERS && i < REQSIG_MAX_ADDED_HEADERS; i++) {
    const rs_header_rule *rule = &scheme->headers[i];
    bool is_piece = !rule->value[1].from && rule->value[0].from != RS_FROM_MAC &&
                    rule->value[0].from != RS_FROM_LIST && !rs_is_hmac(rule->value[0].transforms[0]) &&
                    !rs_is_day(rule->value[0].transforms[0]) && rule->value[0].omit == RS_OMIT_NEVER;
    if (rule->name.len > 0 && rule->place != RS_IN_QUERY && !is_piece &&
        rs_list_names_header(list, rule->name))
      return true;
  }
  return false;
}

static bool check_lists(rs_reader *reader) {
  const reqsig_scheme *scheme = reader->scheme;
  for (size_t i = 0; scheme->lists && scheme->lists[i].each; i++) {
    bool used = false;
    for (size_t k = 0; k < RS_MAX_MESSAGE_PARTS; k++)
      used |= scheme->message[k].from == RS_FROM_LIST && scheme->message[k].list == i;
    if (lists_added_header(scheme, &scheme->lists[i]))
      return rs_reader_fail(
          reader, reader->list_places[i],
          "in the list %s, no header that the scheme adds itself, unless it is of one piece",
          scheme->lists[i].name);
    if (!used)
      return rs_reader_fail(reader, reader->list_places[i], "a use of the list %s in the message",
                            scheme->lists[i].name);
  }
  return true;
}

static bool check_hmacs(rs_reader *reader, reqsig_slice whole) {
  const reqsig_scheme *scheme = reader->scheme;
  for (size_t i = 0; scheme->mac.steps && i < REQSIG_MAX_ADDED_HEADERS; i++)
    for (size_t k = 0; k < RS_MAX_VALUE_PARTS; k++)
      if (rs_is_hmac(scheme->headers[i].value[k].transforms[0]))
        return rs_reader_fail(reader, whole, "no hmac of a credential where the key has steps");
  return true;
}

bool rs_check_scheme(rs_reader *reader) {
  const reqsig_scheme *scheme = reader->scheme;
  rs_json_scan scan = {reader->text, 0};
  rs_json_scan_space(&scan);
  reqsig_slice whole = rs_slice_after(reader->text, scan.at);
  for (size_t i = 0; i < RS_MAX_CREDENTIALS && scheme->credentials[i].name; i++)
    if (!credential_is_used(scheme, i))
      return rs_reader_fail(reader, reader->credentials[i],
                            "a use of the credential %s in key, message or headers",
                            scheme->credentials[i].name);
  if (!reader->has_encoding)
    return rs_reader_fail(reader, whole,
                          "a header or a parameter of the query with the MAC, such as {mac|hex}");
  return check_time(reader, whole) && check_nonce(reader, whole) && check_signed_headers(reader, whole) &&
         check_query(reader, whole) && check_lists(reader) && check_hmacs(reader, whole) &&
         rs_check_parts(reader);
}
