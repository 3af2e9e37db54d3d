/* A part of a JSON body in the place of the whole. */
#include "lib/json.h"
#include "lib/json_scan.h"
#include "mutants/transforms.h"

bool transform_json_element(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                            struct text *to) {
  (void)how, (void)at;
  rs_json_scan scan = {from, 0};
  size_t offset;
  rs_json_scan_space(&scan);
  if (rs_json_check(from, &offset) != REQSIG_OK || !rs_json_scan_take(&scan, '[')) return false;
  rs_json_scan_space(&scan);
  if (rs_json_scan_peek(&scan) == ']') return false;
  size_t start = scan.at;
  rs_json_scan_value(&scan, 1);
  text_add(to, rs_slice(from.data + start, scan.at - start));
  return true;
}

bool transform_json_member(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                           struct text *to) {
  (void)at;
  reqsig_slice value;
  size_t offset;
  if (rs_json_check(from, &offset) != REQSIG_OK ||
      rs_json_member(from, reqsig_text(how->text), &value) != RS_JSON_FOUND)
    return false;
  text_add(to, value);
  return true;
}
