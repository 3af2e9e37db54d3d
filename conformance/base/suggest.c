#include "base/suggest.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "lib/bytes.h"

/* Longer words have no near candidate: no name here is nearly as long. */
#define LONGEST  48
#define FARTHEST 2

static size_t smaller(size_t a, size_t b) {
  return a < b ? a : b;
}

static uint8_t letter(const char *word, size_t i) {
  return rs_upper((uint8_t)word[i]);
}

static bool swapped(const char *a, size_t i, const char *b, size_t j) {
  return i > 1 && j > 1 && letter(a, i - 1) == letter(b, j - 2) && letter(a, i - 2) == letter(b, j - 1);
}

/* Optimal string alignment, all rows kept: the words are short. */
static size_t distance(const char *a, const char *b) {
  size_t row[LONGEST + 1][LONGEST + 1];
  size_t a_len = strlen(a), b_len = strlen(b);
  if (a_len > LONGEST || b_len > LONGEST) return LONGEST;
  for (size_t i = 0; i <= a_len; i++) row[i][0] = i;
  for (size_t j = 0; j <= b_len; j++) row[0][j] = j;
  for (size_t i = 1; i <= a_len; i++)
    for (size_t j = 1; j <= b_len; j++) {
      size_t change = row[i - 1][j - 1] + (letter(a, i - 1) != letter(b, j - 1));
      row[i][j] = smaller(change, smaller(row[i - 1][j], row[i][j - 1]) + 1);
      if (swapped(a, i, b, j)) row[i][j] = smaller(row[i][j], row[i - 2][j - 2] + 1);
    }
  return row[a_len][b_len];
}

static bool begins(const char *word, const char *candidate) {
  reqsig_slice whole = reqsig_text(candidate);
  size_t len = strlen(word);
  return len > 0 && len <= whole.len &&
         rs_slice_equal_ignoring_case(rs_slice(whole.data, len), reqsig_text(word));
}

const char *suggest(const char *word, const char *const *candidates, size_t num_candidates) {
  const char *best = NULL;
  size_t best_distance = smaller(FARTHEST, strlen(word) / 2) + 1;
  for (size_t i = 0; i < num_candidates; i++) {
    size_t d = begins(word, candidates[i]) ? 1 : distance(word, candidates[i]);
    if (d >= best_distance) continue;
    best = candidates[i];
    best_distance = d;
  }
  return best;
}
