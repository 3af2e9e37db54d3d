#include "mutate_scheme.h"
#include "vocabulary.h"

enum { WRONG_ONE_IN = 60, MAX_DEPTH = 12, ROOM = 4096 };

static const struct {
  const char *name;
  rs_word_kind kind;
} kinds[] = {{"SOURCE", RS_WORD_SOURCE}, {"CUT", RS_WORD_CUT},           {"PART", RS_WORD_PART_CONDITION},
             {"FORM", RS_WORD_FORM},     {"ENCODING", RS_WORD_ENCODING}, {"KEY", RS_WORD_KEY_FORM},
             {"HMAC", RS_WORD_HMAC},     {"TIME", RS_WORD_TIME_FORMAT},  {"ACCEPTS", RS_WORD_ACCEPTS}};

/* NULL if the name is no kind's. */
static const char *pick_word(json_mutator *m, reqsig_slice name) {
  const char *words[RS_MAX_WORDS];
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (rs_slice_equal(reqsig_text(kinds[i].name), name))
      return words[rs_fuzz_choose(m->choice, rs_words_of(kinds[i].kind, words))];
  return NULL;
}

/* Past a depth the first is taken. */
static const char *pick_choice(json_mutator *m, const scheme_rule *rule, bool is_deep) {
  size_t num_right = 0, num = 0;
  for (; num < SCHEME_MAX_CHOICES && rule->choices[num]; num++)
    if (rule->choices[num][0] != '!' && num_right == num) num_right++;
  bool is_wrong = num > num_right && json_one_in(m, WRONG_ONE_IN);
  if (is_deep) return rule->choices[0];
  if (is_wrong) return rule->choices[num_right + 1 + rs_fuzz_choose(m->choice, num - num_right - 1)];
  return rule->choices[rs_fuzz_choose(m->choice, num_right)];
}

/* The first byte spares most of the comparisons, which a sanitizer looks into. */
static bool is_named(const char *rule, reqsig_slice name) {
  return rule[0] == (char)name.data[0] && rs_slice_equal(reqsig_text(rule), name);
}

static const char *pick(json_mutator *m, reqsig_slice name, bool is_deep) {
  for (size_t i = 0; i < scheme_grammar_num_rules; i++)
    if (is_named(scheme_grammar[i].name, name)) return pick_choice(m, &scheme_grammar[i], is_deep);
  const char *word = pick_word(m, name);
  FUZZ_NEEDS(word, "each name of the grammar has a rule, or words");
  return word;
}

static void draw(json_mutator *m, const char *text, reqsig_buffer *to, int depth) {
  for (; *text != '\0'; text++) {
    const char *end = *text == '<' ? strchr(text, '>') : NULL;
    if (!end) {
      rs_put_byte(to, *text == '\'' ? '"' : (uint8_t)*text);
      continue;
    }
    draw(m, pick(m, rs_slice(text + 1, (size_t)(end - text - 1)), depth > MAX_DEPTH), to, depth + 1);
    text = end;
  }
}

/* Whether a placeholder has the name, or a list the choice of it. */
static bool is_used(reqsig_slice text, reqsig_slice name) {
  for (size_t i = 1; i + name.len + 1 < text.len; i++) {
    const uint8_t *at = text.data + i;
    uint8_t behind = at[name.len + 1];
    bool is_placed = at[0] == '{' && (behind == '}' || behind == '|');
    bool is_chosen = at[-1] == ':' && at[0] == '"' && behind == '"';
    if ((is_placed || is_chosen) && memcmp(at + 1, name.data, name.len) == 0) return true;
  }
  return false;
}

typedef struct definition {
  const char *name;
  const char *text;
} definition;

/* An object of those that are used. */
static void draw_used(json_mutator *m, const char *begin, const definition *all, size_t num,
                      reqsig_buffer *to) {
  reqsig_slice text = rs_slice(to->data, to->len < to->capacity ? to->len : to->capacity);
  const char *before = begin;
  for (size_t i = 0; i < num; i++) {
    if (!is_used(text, reqsig_text(all[i].name))) continue;
    draw(m, before, to, 0);
    draw(m, all[i].text, to, 0);
    before = ",";
  }
  if (before != begin) rs_put_byte(to, '}');
}

#define DRAW_USED(m, begin, all, to) draw_used(m, begin, all, sizeof(all) / sizeof *(all), to)

reqsig_slice rs_draw_scheme(json_mutator *m) {
  static const definition parts[] = {{"g", "'g':'<part-g>'"},
                                     {"p", "'p':'<part-p>'"},
                                     {"pair", "'pair':'<part-pair>'"},
                                     {"timed_pair", "'timed_pair':'<part-timed_pair>'"}};
  static const definition lists[] = {
      {"q", "'q':<list-q>"}, {"h", "'h':<list-h>"}, {"n", "'n':<list-n>"}, {"v", "'v':<list-v>"}};
  static const definition credentials[] = {
      {"k", "'k':'secret'"}, {"l", "'l':'secret'"}, {"id", "'id':'public'"}};
  reqsig_buffer text = rs_fuzz_buffer(m->heap, ROOM);
  do {
    text.len = 0;
    draw(m, "{'reqsig_scheme':1,'name':'e','title':'E',<file>", &text, 0);
    DRAW_USED(m, ",'parts':{", parts, &text);
    DRAW_USED(m, ",'lists':{", lists, &text);
    DRAW_USED(m, ",'credentials':{", credentials, &text);
    rs_put_byte(&text, '}');
  } while (text.len > text.capacity);
  return fuzz_bytes_of(&text);
}
