#include "mutate_scheme.h"

#include "vocabulary.h"

static const char *const names[] = {"\"accepts\"",
                                    "\"also_sent\"",
                                    "\"change\"",
                                    "\"clause\"",
                                    "\"clauses\"",
                                    "\"credentials\"",
                                    "\"document\"",
                                    "\"each\"",
                                    "\"exclusive\"",
                                    "\"format\"",
                                    "\"from\"",
                                    "\"future_ms\"",
                                    "\"headers\"",
                                    "\"hmac\"",
                                    "\"items\"",
                                    "\"join\"",
                                    "\"key\"",
                                    "\"lifetime_ms\"",
                                    "\"lists\"",
                                    "\"message\"",
                                    "\"message.body\"",
                                    "\"only\"",
                                    "\"open\"",
                                    "\"parts\"",
                                    "\"past_ms\"",
                                    "\"path\"",
                                    "\"profiles\"",
                                    "\"query\"",
                                    "\"repeated\"",
                                    "\"replace\"",
                                    "\"row\"",
                                    "\"sends_what_it_signs\"",
                                    "\"separator\"",
                                    "\"signs\"",
                                    "\"timestamp\"",
                                    "\"unpadded_base64\"",
                                    "\"upper_case_hex\"",
                                    "\"no_prefix\"",
                                    "\"without\"",
                                    "\"write\""};
static const char *const values[] = {
    "true",
    "1",
    "-1",
    "300000",
    "31536000001",
    "\"\"",
    "\"a\\u0000\"",
    "\"public\"",
    "\"secret\"",
    "\"header\"",
    "[\"query\",\"form\"]",
    "[\"POST with body\",\"any with body\"]",
    "[\"host\",\"x-a?\",\"x-b-*\"]",
    "[]",
    "{}",
    "{\"a\":\"public\"}",
    "{\"a\":\"{mac|hex}\"}",
    "{\"items\":[\"t={timestamp}\",\"v1={mac|hex}\"],\"separator\":\",\",\"open\":true}",
    "{\"format\":\"unix-seconds\",\"past_ms\":1,\"exclusive\":true}",
    "{\"format\":\"unix-milliseconds\",\"from\":\"json-number:/a\"}",
    "{\"each\":\"query\",\"write\":\"{name}={value|percent-encode}\",\"join\":\"&\"}",
    "{\"each\":\"header\",\"only\":[\"host\"],\"write\":\"{name|lower}:{value|squeeze|lower}\\n\"}",
    "{\"meaning\":\"m\",\"source\":\"s\",\"change\":{\"replace\":{\"path\":\"{path}{?query}\"}}}",
    "{\"meaning\":\"m\",\"source\":\"s\",\"change\":{\"timestamp\":{\"exclusive\":true}}}",
    "{\"unpadded_base64\":true}",
    "[\"{a}\",\"{timestamp|as:YYYYMMDD}\",\"text\"]"};

/* A text to begin with: one that is drawn, or a built-in scheme's. */
static reqsig_slice begin(json_mutator *m) {
  if (!json_one_in(m, 8)) return rs_draw_scheme(m);
  const reqsig_scheme *scheme = reqsig_scheme_at(rs_fuzz_choose(m->choice, reqsig_num_schemes()));
  reqsig_buffer counted = {NULL, 0, 0};
  reqsig_scheme_write(scheme, &counted);
  reqsig_buffer text = rs_fuzz_buffer(m->heap, counted.len);
  reqsig_scheme_write(scheme, &text);
  return fuzz_bytes_of(&text);
}

/* Of the vocabulary, or a name in the file. */
static reqsig_slice pick_word(json_mutator *m) {
  static size_t num_words;
  while (rs_word_at(num_words)) num_words++;
  const reference_part *part = &m->parts[rs_fuzz_choose(m->choice, m->num_parts)];
  if (part->name.data && json_one_in(m, 3)) return reference_inside(part->name);
  return reqsig_text(rs_word_at(rs_fuzz_choose(m->choice, num_words))->text);
}

static reqsig_slice spliced(json_mutator *m, reqsig_slice old, size_t at, size_t behind, const char *before,
                            const char *after) {
  reqsig_slice word = pick_word(m);
  reqsig_buffer text = rs_fuzz_buffer(m->heap, old.len + word.len + 2);
  rs_put(&text, old.data, at);
  rs_put_slice(&text, reqsig_text(before));
  rs_put_slice(&text, word);
  rs_put_slice(&text, reqsig_text(after));
  rs_put_slice(&text, rs_slice_after(old, behind));
  return fuzz_bytes_of(&text);
}

static bool ends_word(uint8_t c) {
  return c == '{' || c == '|' || c == '}' || c == ':' || c == ',' || c == ' ';
}

/* The first end of a word from there. */
static size_t end_of_word(reqsig_slice text, size_t at) {
  while (at < text.len && !ends_word(text.data[at])) at++;
  return at;
}

/* A text of that many, one behind another. */
static reqsig_slice repeated(json_mutator *m, reqsig_slice text, size_t times) {
  reqsig_buffer all = rs_fuzz_buffer(m->heap, text.len * times);
  for (size_t i = 0; i < times; i++) rs_put_slice(&all, text);
  return fuzz_bytes_of(&all);
}

static reqsig_slice with_literal(json_mutator *m, reqsig_slice inside) {
  static const char *const literals[] = {" ", "\\t", "\\u007f", "-", ",", ";", "1", "a", "{", "}", "{{", "/"};
  reqsig_slice literal = JSON_PICK(m, literals);
  bool before = json_one_in(m, 2);
  reqsig_buffer text = rs_fuzz_buffer(m->heap, inside.len + literal.len);
  rs_put_slice(&text, before ? literal : inside);
  rs_put_slice(&text, before ? inside : literal);
  return fuzz_bytes_of(&text);
}

/* A placeholder more, a form more, another word, a literal, more of the same, or other bytes. */
static reqsig_slice change_template(json_mutator *m, reqsig_slice inside) {
  size_t at = rs_fuzz_choose(m->choice, inside.len + 1), end = end_of_word(inside, at);
  switch (rs_fuzz_choose(m->choice, 10)) {
  case 4:
  case 5: return spliced(m, inside, end, end, "|", "");
  case 6: return with_literal(m, inside);
  case 7: return inside.len < 64 ? repeated(m, inside, 1 + rs_fuzz_choose(m->choice, 40)) : inside;
  case 0: return spliced(m, inside, at, at, "{", "}");
  case 1: return spliced(m, inside, end, end, "|", "");
  case 2: return spliced(m, inside, 0, inside.len, "", "");
  case 3: return rs_mutate_plain(m->heap, inside);
  default:
    while (at > 0 && !ends_word(inside.data[at - 1])) at--;
    return spliced(m, inside, at, end, "", "");
  }
}

const json_kind mutate_scheme = {
    begin, names, sizeof names / sizeof *names, values, sizeof values / sizeof *values, change_template};
