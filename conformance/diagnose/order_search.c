#include "diagnose/piece_search.h"

/* So many have 720 orders. */
enum { MAX_IN_ALL_ORDERS = 6 };

struct order {
  size_t from[RS_MAX_MESSAGE_PARTS]; /* the piece that stands at each place */
  size_t count;
};

static void exchange(struct order *order, size_t a, size_t b) {
  size_t kept = order->from[a];
  order->from[a] = order->from[b];
  order->from[b] = kept;
}

static void move(struct order *order, size_t at, size_t to) {
  for (; at < to; at++) exchange(order, at, at + 1);
  for (; at > to; at--) exchange(order, at, at - 1);
}

/* The next one of all, as words follow in a dictionary; false behind the last. */
static bool take_next(struct order *order) {
  size_t at = order->count - 1, last = order->count - 1, low = order->count;
  while (at > 0 && order->from[at - 1] > order->from[at]) at--;
  if (at == 0) return false;
  while (order->from[last] < order->from[at - 1]) last--;
  exchange(order, at - 1, last);
  while (at + 1 < low) exchange(order, at++, --low);
  return true;
}

static void add_names(struct text *words, const struct pieces *pieces, const struct order *order) {
  for (size_t i = 0; i < order->count; i++)
    text_addf(words, "%s%s", i > 0 ? ", " : "", pieces->items[order->from[i]].name);
}

static void try_order(struct piece_search *search, const struct pieces *right, const struct order *order,
                      const struct order *due) {
  struct pieces changed = *right;
  if (search->is_found) return;
  for (size_t i = 0; i < order->count; i++) changed.items[i].bytes = right->items[order->from[i]].bytes;
  const struct mac_claim *claim = pieces_try(search, &changed);
  if (!claim) return;
  struct text name = {0}, words = {0};
  text_add_string(&name, "part-order");
  text_add_string(&words, "The parts");
  if (right->group) text_addf(&words, " of %s", right->group->name);
  text_add_string(&words, " were signed in the order ");
  add_names(&words, right, order);
  text_addf(&words, "; %s signs ", search->search->evidence->recipe->title);
  add_names(&words, right, due);
  text_add_string(&words, ".");
  pieces_add_match(search, claim, &name, &words);
}

static void try_moves(struct piece_search *search, const struct pieces *right, const struct order *due) {
  for (size_t i = 0; i < due->count; i++)
    for (size_t k = 0; k < due->count; k++) {
      struct order moved = *due, exchanged = *due;
      move(&moved, i, k);
      if (i != k) try_order(search, right, &moved, due);
      exchange(&exchanged, i, k);
      if (k > i + 1) try_order(search, right, &exchanged, due);
    }
}

/* What stands between two places stays there. */
static void search_orders_of(struct piece_search *search, const struct pieces *right) {
  struct order due = {.count = right->count};
  if (right->count < 2) return;
  for (size_t i = 0; i < due.count; i++) due.from[i] = i;
  if (due.count > MAX_IN_ALL_ORDERS) {
    try_moves(search, right, &due);
    return;
  }
  for (struct order order = due; take_next(&order);) try_order(search, right, &order, &due);
}

void pieces_search_orders(struct piece_search *search) {
  struct pieces united;
  pieces_unite(search->search->arena, search->right, &united);
  if (united.count < search->right->count) search_orders_of(search, &united);
  search_orders_of(search, search->right);
}
