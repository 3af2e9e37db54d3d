/* Lists of parameters and of headers, as signers write them wrongly. */
#include <string.h>

#include "lib/bytes.h"
#include "mutants/transforms.h"

static bool set(bool *flag, bool value) {
  bool changed = *flag != value;
  *flag = value;
  return changed;
}

static bool set_text(reqsig_slice *text, const char *value) {
  bool changed = !rs_slice_equal(*text, reqsig_text(value));
  *text = reqsig_text(value);
  return changed;
}

bool list_in_place(rs_list *list) {
  return set(&list->in_place, true);
}

bool list_decoded(rs_list *list) {
  bool names = set(&list->name_encoded, false);
  return set(&list->value_encoded, false) || names;
}

bool list_unsorted(rs_list *list) {
  return set(&list->unsorted, true);
}

bool list_as_form(rs_list *list) {
  bool between = set_text(&list->between, "=");
  return set_text(&list->join, "&") || between;
}

bool list_not_joined(rs_list *list) {
  return set_text(&list->join, "");
}

bool list_glued(rs_list *list) {
  bool between = set_text(&list->between, "");
  return set_text(&list->join, "") || between;
}

bool list_each_value(rs_list *list) {
  return set_text(&list->repeated, "");
}

bool list_own_case(rs_list *list) {
  bool names = set(&list->name_lower, false);
  return set(&list->value_lower, false) || names;
}

bool list_names_kept(rs_list *list) {
  return set(&list->name_kept, true);
}

bool list_spaces_kept(rs_list *list) {
  return set(&list->value_squeezed, false);
}

bool list_values_spaced(rs_list *list) {
  return list->repeated.len > 0 && set_text(&list->repeated, ", ");
}

static bool is_marked(reqsig_slice pattern) {
  uint8_t last = pattern.data[pattern.len - 1];
  return last == '?' || last == '*';
}

bool list_marked_left_out(rs_list *list) {
  size_t num = 0, num_left = 0;
  for (; num < RS_MAX_LIST_NAMES && list->only[num].len > 0; num++)
    if (!is_marked(list->only[num])) list->only[num_left++] = list->only[num];
  for (size_t i = num_left; i < num; i++) list->only[i] = rs_slice(NULL, 0);
  return num_left < num;
}

bool list_joined_with_commas(rs_list *list) {
  return list->names && list->join.len > 0 && set_text(&list->join, ",");
}

bool list_any_names(rs_list *list) {
  if (!list->sent) return false;
  for (size_t i = 0; i < RS_MAX_LIST_NAMES; i++) list->only[i] = rs_slice(NULL, 0);
  return true;
}

static size_t num_lists(const reqsig_scheme *recipe) {
  size_t num = 0;
  while (recipe->lists && recipe->lists[num].each) num++;
  return num;
}

/* The recipe gets its own lists, with room for as many more. */
static rs_list *take_lists(struct arena *arena, reqsig_scheme *recipe) {
  size_t num = num_lists(recipe);
  rs_list *lists = arena_get_array(arena, 2 * num + 1, sizeof *lists);
  memset(lists, 0, (2 * num + 1) * sizeof *lists);
  if (num > 0) memcpy(lists, recipe->lists, num * sizeof *lists);
  recipe->lists = lists;
  return lists;
}

bool change_lists(struct arena *arena, const struct list_change *change, reqsig_scheme *recipe) {
  bool is_any = false;
  rs_list *lists = take_lists(arena, recipe);
  for (rs_list *list = lists; list->each; list++)
    if (list->each & change->of && list->single.len == 0 && !list->in_place) is_any |= change->make(list);
  return is_any;
}

/* The message has a list of names of its own then. */
bool recipe_names_signed_otherwise(struct arena *arena, size_t nth, reqsig_scheme *recipe) {
  (void)nth;
  size_t num = num_lists(recipe);
  rs_list *lists = take_lists(arena, recipe);
  bool is_any = false;
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS; i++) {
    rs_part *part = &recipe->message[i];
    if (part->from != RS_FROM_LIST || !lists[part->list].sent) continue;
    lists[num] = lists[part->list];
    lists[num].name_kept = true;
    lists[num].sent = false;
    part->list = (uint8_t)num;
    is_any = true;
  }
  return is_any;
}

static bool leave_in(rs_list *list, reqsig_slice name) {
  size_t num_left = 0, num = 0;
  for (; num < RS_MAX_LIST_NAMES && list->without[num].len > 0; num++)
    if (!rs_slice_equal(list->without[num], name)) list->without[num_left++] = list->without[num];
  for (size_t i = num_left; i < num; i++) list->without[i] = rs_slice(NULL, 0);
  return num_left < num;
}

static bool leave_out(rs_list *list, reqsig_slice name) {
  size_t num = 0;
  while (num < RS_MAX_LIST_NAMES && list->without[num].len > 0) num++;
  if (num == RS_MAX_LIST_NAMES || !(list->each & RS_PAIRS_OF_QUERY)) return false;
  list->without[num] = name;
  return true;
}

/* Changes all lists by the name of each parameter that carries something of the source. */
static bool change_by_parameters(struct arena *arena, reqsig_scheme *recipe, rs_source source,
                                 bool (*change)(rs_list *, reqsig_slice name)) {
  bool is_any = false;
  rs_list *lists = take_lists(arena, recipe);
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++)
    for (size_t k = 0; k < RS_MAX_VALUE_PARTS && recipe->headers[i].place == RS_IN_QUERY; k++)
      for (rs_list *list = lists; recipe->headers[i].value[k].from == source && list->each; list++)
        is_any |= change(list, recipe->headers[i].name);
  return is_any;
}

static bool carries(const rs_header_rule *rule, rs_source source) {
  bool does = false;
  for (size_t i = 0; i < RS_MAX_VALUE_PARTS; i++) does |= rule->value[i].from == source;
  return does;
}

/* Which of the parameters that signing adds. */
enum { LOST_TIME = 1, LOST_CREDENTIALS, LOST_ALL };

static bool is_lost(const rs_header_rule *rule, size_t which) {
  if (rule->place != RS_IN_QUERY || carries(rule, RS_FROM_MAC)) return false;
  return which == LOST_ALL || carries(rule, which == LOST_TIME ? RS_FROM_TIMESTAMP : RS_FROM_CREDENTIAL);
}

static size_t count_lost(const reqsig_scheme *recipe, size_t which) {
  size_t num = 0;
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++) num += is_lost(&recipe->headers[i], which);
  return num;
}

static bool has_one_kind(const reqsig_scheme *recipe) {
  size_t all = count_lost(recipe, LOST_ALL);
  return count_lost(recipe, LOST_TIME) == all || count_lost(recipe, LOST_CREDENTIALS) == all;
}

/* False also if not all of them can be left out, or others have left them out already. */
bool recipe_added_lost(struct arena *arena, size_t nth, reqsig_scheme *recipe) {
  rs_list *lists = take_lists(arena, recipe);
  if (count_lost(recipe, nth) == 0 || (nth == LOST_ALL && has_one_kind(recipe))) return false;
  bool is_any = false;
  for (rs_list *list = lists; list->each; list++) {
    if (!(list->each & RS_PAIRS_OF_QUERY)) continue;
    for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++)
      if (is_lost(&recipe->headers[i], nth) && !leave_out(list, recipe->headers[i].name)) return false;
    is_any = true;
  }
  return is_any;
}

bool recipe_mac_parameter_kept(struct arena *arena, size_t nth, reqsig_scheme *recipe) {
  (void)nth;
  return change_by_parameters(arena, recipe, RS_FROM_MAC, leave_in);
}
