#include "mutants/transforms.h"

#include <string.h>

#include "lib/parameters.h"
#include "lib/request.h"

/* A target up to its "?", and from there on. */
struct target {
  reqsig_slice path, query;
};

static struct target split(reqsig_slice target) {
  return (struct target){rs_path_of(target), rs_query_of(target)};
}

bool transform_path(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                    struct text *to) {
  struct target target = split(from);
  bool found = transform_replace(how, at, target.path, to);
  text_add(to, target.query);
  return found;
}

bool transform_path_prefix(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                           struct text *to) {
  (void)at;
  text_add_string(to, how->text);
  text_add(to, from);
  return true;
}

bool transform_path_segment(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                            struct text *to) {
  (void)at;
  for (size_t i = 0; i <= how->number; i++) {
    reqsig_slice path = split(from).path;
    const uint8_t *slash = path.len > 1 ? memchr(path.data + 1, '/', path.len - 1) : NULL;
    if (!slash) return false;
    from = rs_slice_after(from, (size_t)(slash - from.data));
  }
  text_add(to, from);
  return true;
}

bool transform_path_slash(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                          struct text *to) {
  (void)at;
  struct target target = split(from);
  reqsig_slice path = target.path;
  bool has = path.len > 1 && path.data[path.len - 1] == '/';
  if (has == (how->number == 1)) return false;
  text_add(to, rs_slice(path.data, path.len - has));
  if (!has) text_add_string(to, "/");
  text_add(to, target.query);
  return true;
}

bool transform_path_slashes(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                            struct text *to) {
  (void)how, (void)at;
  struct target target = split(from);
  for (size_t i = 0; i < target.path.len; i++)
    if (i == 0 || target.path.data[i] != '/' || target.path.data[i - 1] != '/')
      text_add_byte(to, (char)target.path.data[i]);
  text_add(to, target.query);
  return true;
}

static void drop_last_segment(struct text *path, size_t start) {
  size_t len = path->len;
  while (len > start && path->data[len - 1] != '/') len--;
  if (len > start) len--;
  path->len = len;
}

/* One segment and the slash before it. */
static void add_segment(reqsig_slice segment, bool last, struct text *path, size_t start) {
  bool dot = rs_slice_equal(segment, RS_LITERAL("/.")), dots = rs_slice_equal(segment, RS_LITERAL("/.."));
  if (dots) drop_last_segment(path, start);
  if (!dot && !dots) text_add(path, segment);
  if ((dot || dots) && last) text_add_string(path, "/");
}

bool transform_path_dots(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                         struct text *to) {
  (void)how, (void)at;
  struct target target = split(from);
  if (target.path.len == 0 || target.path.data[0] != '/') return false;
  for (reqsig_slice rest = target.path; rest.len > 0;) {
    const uint8_t *slash = rest.len > 1 ? memchr(rest.data + 1, '/', rest.len - 1) : NULL;
    size_t len = slash ? (size_t)(slash - rest.data) : rest.len;
    add_segment(rs_slice(rest.data, len), !slash, to, 0);
    rest = rs_slice_after(rest, len);
  }
  text_add(to, target.query);
  return true;
}

bool transform_path_decoded(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                            struct text *to) {
  (void)how, (void)at;
  struct target target = split(from);
  params_decode(target.path, false, to);
  text_add(to, target.query);
  return true;
}

bool transform_path_lower(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                          struct text *to) {
  struct target target = split(from);
  if (!transform_lower(how, at, target.path, to)) text_add(to, target.path);
  text_add(to, target.query);
  return true;
}

/* The slash at the beginning may be gone before the path is escaped. */
static bool cuts_first_slash(const reqsig_scheme *recipe) {
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS && recipe->message[i].from; i++)
    if (recipe->message[i].cut == RS_CUT_LEADING_SLASH) return true;
  return false;
}

bool transform_path_escaped(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                            struct text *to) {
  struct target target = split(from);
  bool keeps_percent = how->number == 0, keeps_slashes = how->number < 2;
  bool keeps_first = keeps_slashes || cuts_first_slash(at->recipe);
  for (size_t i = 0; i < target.path.len; i++) {
    uint8_t c = target.path.data[i];
    bool plain = rs_is_digit(c) || (rs_upper(c) >= 'A' && rs_upper(c) <= 'Z') ||
                 (c == '/' && (i == 0 ? keeps_first : keeps_slashes)) || (c == '%' && keeps_percent) ||
                 (c != 0 && strchr(how->text, c));
    text_addf(to, plain ? "%c" : "%%%02X", c);
  }
  bool escaped = to->len > target.path.len;
  text_add(to, target.query);
  return escaped;
}

bool transform_to_post(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                       struct text *to) {
  (void)how, (void)at;
  if (!rs_slice_equal_ignoring_case(from, RS_LITERAL("GET"))) return false;
  text_add_string(to, "POST");
  return true;
}

bool transform_query_decoded(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                             struct text *to) {
  (void)how, (void)at;
  struct target target = split(from);
  text_add(to, target.path);
  params_decode(target.query, true, to);
  return true;
}

bool transform_escape_case(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                           struct text *to) {
  for (size_t i = 0; i < from.len;) {
    bool escape = from.data[i] == '%' && from.len - i >= 3;
    reqsig_slice unit = rs_slice(from.data + i, escape ? 3 : 1);
    if (!escape)
      text_add(to, unit);
    else if (how->number == 1)
      transform_upper(how, at, unit, to);
    else
      transform_lower(how, at, unit, to);
    i += unit.len;
  }
  return true;
}

static reqsig_slice host_of(const reqsig_request *request) {
  for (size_t i = 0; i < request->num_headers; i++)
    if (rs_slice_equal_ignoring_case(request->headers[i].name, RS_LITERAL("host")))
      return request->headers[i].value;
  return RS_LITERAL("api.example.com");
}

bool transform_absolute(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                        struct text *to) {
  if (from.len == 0 || from.data[0] != '/') return false;
  text_add_string(to, how->text);
  text_add(to, host_of(at->request));
  if (how->other) text_add_string(to, how->other);
  text_add(to, from);
  return true;
}

bool transform_query_order(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                           struct text *to) {
  struct target target = split(from);
  if (target.query.len == 0) return false;
  text_add(to, target.path);
  text_add_string(to, "?");
  return transform_form_order(how, at, rs_slice_after(target.query, 1), to);
}

bool transform_query_param(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                           struct text *to) {
  (void)at;
  text_add(to, from);
  text_addf(to, "%c%s", split(from).query.len > 0 ? '&' : '?', how->text);
  return true;
}

static bool is_of_scheme(const reqsig_scheme *recipe, reqsig_slice name) {
  bool is_any = false;
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++)
    is_any |= recipe->headers[i].place == RS_IN_QUERY && rs_slice_equal(recipe->headers[i].name, name);
  return is_any;
}

/* The scheme's own parameters stay, as the signer adds them. */
bool transform_query_left_out(const struct transform *how, const struct transform_input *at,
                              reqsig_slice from, struct text *to) {
  (void)how;
  reqsig_slice query = split(from).query, rest = rs_bare_query_of(from);
  const char *before = "?";
  if (query.len == 0) return false;
  text_add(to, rs_slice(from.data, from.len - query.len));
  for (rs_parameter parameter; rs_parameter_next(&rest, &parameter);) {
    if (!is_of_scheme(at->recipe, parameter.name)) continue;
    text_add_string(to, before);
    text_add(to, parameter.whole);
    before = "&";
  }
  return true;
}

bool transform_query_shorter(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                             struct text *to) {
  (void)how, (void)at;
  reqsig_slice query = split(from).query;
  size_t len = query.len;
  while (len > 0 && query.data[len - 1] != '&') len--;
  if (len == 0) return false;
  text_add(to, rs_slice(from.data, from.len - query.len + len - 1));
  return true;
}

/* Where ":8443" begins at the end of a host; its length if nothing like that is there. */
static size_t port_at(reqsig_slice host) {
  size_t at = host.len;
  while (at > 0 && rs_is_digit(host.data[at - 1])) at--;
  return at > 0 && at < host.len && host.data[at - 1] == ':' ? at - 1 : host.len;
}

bool transform_without_port(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                            struct text *to) {
  (void)how, (void)at;
  text_add(to, rs_slice(from.data, port_at(from)));
  return to->len < from.len;
}

bool transform_with_port(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                         struct text *to) {
  (void)at;
  text_add(to, from);
  text_add_string(to, how->text);
  return port_at(from) == from.len;
}
