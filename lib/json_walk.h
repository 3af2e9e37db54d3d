/* Walks over JSON that rs_json_check accepts: the members of an object, the items of an array. */
#ifndef REQSIG_JSON_WALK_H
#define REQSIG_JSON_WALK_H

#include "json_scan.h"

typedef struct rs_json_items {
  rs_json_scan scan;
} rs_json_items;

/* The value is an object or an array; of any other there are no items. */
rs_json_items rs_json_items_of(reqsig_slice value);

/* The next member or item; false behind the last. *name is a member's name as it is escaped, without its
 * quotes; of an item it is empty. */
bool rs_json_items_next(rs_json_items *items, reqsig_slice *name, reqsig_slice *value);

/* Appends the names of the members, parted by dots, that lead to the innermost value or name at offset. */
void rs_json_path(reqsig_slice text, size_t offset, reqsig_buffer *path);

#endif
