#include "nearest.h"

/* Longer words have no near candidate: no name here is nearly as long. */
enum { LONGEST = 48, FARTHEST = 2, SHORTEST_END = 3 };

static size_t least_of(size_t a, size_t b) {
  return a < b ? a : b;
}

static bool is_swapped(reqsig_slice a, size_t i, reqsig_slice b, size_t j) {
  return i > 1 && j > 1 && rs_upper(a.data[i - 1]) == rs_upper(b.data[j - 2]) &&
         rs_upper(a.data[i - 2]) == rs_upper(b.data[j - 1]);
}

/* Optimal string alignment, all rows kept: the words are short. */
static size_t edit_distance(reqsig_slice a, reqsig_slice b) {
  size_t row[LONGEST + 1][LONGEST + 1];
  if (a.len > LONGEST || b.len > LONGEST) return LONGEST;
  for (size_t i = 0; i <= a.len; i++) row[i][0] = i;
  for (size_t j = 0; j <= b.len; j++) row[0][j] = j;
  for (size_t i = 1; i <= a.len; i++)
    for (size_t j = 1; j <= b.len; j++) {
      size_t change = row[i - 1][j - 1] + (rs_upper(a.data[i - 1]) != rs_upper(b.data[j - 1]));
      row[i][j] = least_of(change, least_of(row[i - 1][j], row[i][j - 1]) + 1);
      if (is_swapped(a, i, b, j)) row[i][j] = least_of(row[i][j], row[i - 2][j - 2] + 1);
    }
  return row[a.len][b.len];
}

static bool is_beginning(reqsig_slice word, reqsig_slice candidate) {
  return word.len > 0 && word.len <= candidate.len &&
         rs_slice_equal_ignoring_case(rs_slice(candidate.data, word.len), word);
}

static bool is_end(reqsig_slice word, reqsig_slice candidate) {
  return word.len >= SHORTEST_END && word.len <= candidate.len &&
         rs_slice_equal_ignoring_case(rs_slice_after(candidate, candidate.len - word.len), word);
}

const char *rs_nearest(reqsig_slice word, const char *const *candidates, size_t num_candidates) {
  const char *best = NULL;
  size_t best_distance = least_of(FARTHEST, word.len / 2) + 1;
  for (size_t i = 0; i < num_candidates; i++) {
    reqsig_slice candidate = reqsig_text(candidates[i]);
    size_t distance =
        is_beginning(word, candidate) || is_end(word, candidate) ? 1 : edit_distance(word, candidate);
    if (distance >= best_distance) continue;
    best = candidates[i];
    best_distance = distance;
  }
  return best;
}
