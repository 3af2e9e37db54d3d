#include "lib/utf8.h"
#include "mutants/change.h"

bool change_json(const struct change *how, const struct situation *at, reqsig_slice from, struct text *to) {
  (void)at;
  return json_rewrite(how->style, from, to);
}

/* As JSON.stringify or json_encode do: the quotes and backslashes of the text get a backslash each. */
bool change_json_string(const struct change *how, const struct situation *at, reqsig_slice from,
                        struct text *to) {
  (void)how, (void)at;
  if (!rs_utf8_is_valid(from)) return false;
  text_add_string(to, "\"");
  for (size_t i = 0; i < from.len; i++) {
    uint8_t c = from.data[i];
    if (c == '\n')
      text_add_string(to, "\\n");
    else if (c == '\r')
      text_add_string(to, "\\r");
    else if (c == '\t')
      text_add_string(to, "\\t");
    else if (c < 0x20)
      text_addf(to, "\\u%04x", c);
    else
      text_addf(to, c == '"' || c == '\\' ? "\\%c" : "%c", c);
  }
  text_add_string(to, "\"");
  return true;
}
