#include "lib/bytes.h"
#include "mutants/change.h"

/* The fixed text before everything else in the value of the header that carries the MAC. */
static reqsig_slice prefix_of(const reqsig_scheme *recipe) {
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++)
    for (size_t k = 0; k < RS_MAX_VALUE_PARTS; k++)
      if (recipe->headers[i].value[k].from == RS_FROM_MAC) return recipe->headers[i].value[0].literal;
  return rs_slice(NULL, 0);
}

static bool replace_prefix(const struct situation *at, reqsig_slice from, reqsig_slice other,
                           struct text *to) {
  text_add(to, other);
  text_add(to, rs_slice_after(from, prefix_of(at->recipe).len));
  return true;
}

bool change_without_prefix(const struct change *how, const struct situation *at, reqsig_slice from,
                           struct text *to) {
  (void)how;
  return replace_prefix(at, from, rs_slice(NULL, 0), to);
}

bool change_prefix_twice(const struct change *how, const struct situation *at, reqsig_slice from,
                         struct text *to) {
  (void)how;
  text_add(to, prefix_of(at->recipe));
  text_add(to, from);
  return true;
}

bool change_prefix_to(const struct change *how, const struct situation *at, reqsig_slice from,
                      struct text *to) {
  return replace_prefix(at, from, reqsig_text(how->text), to);
}

bool change_prefix_upper(const struct change *how, const struct situation *at, reqsig_slice from,
                         struct text *to) {
  reqsig_slice prefix = prefix_of(at->recipe);
  change_upper(how, at, prefix, to);
  text_add(to, rs_slice_after(from, prefix.len));
  return true;
}

bool change_prefix_added(const struct change *how, const struct situation *at, reqsig_slice from,
                         struct text *to) {
  reqsig_slice prefix = prefix_of(at->recipe);
  return !rs_slice_starts_with(from, prefix) && change_prefix_twice(how, at, from, to);
}

bool change_prefix_once(const struct change *how, const struct situation *at, reqsig_slice from,
                        struct text *to) {
  (void)how;
  reqsig_slice prefix = prefix_of(at->recipe);
  if (!rs_slice_starts_with(from, prefix)) return false;
  while (rs_slice_starts_with(rs_slice_after(from, prefix.len), prefix))
    from = rs_slice_after(from, prefix.len);
  text_add(to, from);
  return true;
}

bool change_prefix_as_told(const struct change *how, const struct situation *at, reqsig_slice from,
                           struct text *to) {
  (void)how;
  reqsig_slice prefix = prefix_of(at->recipe);
  bool alike =
      from.len >= prefix.len && rs_slice_equal_ignoring_case(rs_slice(from.data, prefix.len), prefix);
  return alike && replace_prefix(at, from, prefix, to);
}
