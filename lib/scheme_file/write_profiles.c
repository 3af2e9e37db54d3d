#include "scheme_file/writer.h"

/* What the variations of a profile make of the part that they are at. */
typedef struct replacement {
  rs_source at;
  rs_part part;
  const rs_part *before, *behind;
} replacement;

static void add_form(rs_part *part, rs_transform transform) {
  size_t i = 0;
  while (part->transforms[i]) i++;
  part->transforms[i] = transform;
}

static void vary(replacement *r, const rs_variation *v) {
  switch (v->kind) {
  case RS_VARY_BEFORE: r->before = &v->part; break;
  case RS_VARY_AFTER: r->behind = &v->part; break;
  case RS_VARY_SOURCE: r->part.from = v->source; break;
  case RS_VARY_OMIT: r->part.omit = v->omit; break;
  case RS_VARY_CUT: r->part.cut = v->cut; break;
  case RS_VARY_PLAIN: memset(r->part.transforms, 0, sizeof r->part.transforms); break;
  case RS_VARY_TRANSFORM: add_form(&r->part, v->transform); break;
  default: break;
  }
}

/* All variations at one source are one replacement, where the first of them stands. */
static void write_replacement(rs_writer *writer, const reqsig_scheme *scheme, const rs_variation *variations,
                              size_t first) {
  replacement r = {variations[first].at, *rs_part_find(scheme, variations[first].at), NULL, NULL};
  for (size_t i = 0; i < first; i++)
    if (variations[i].at == r.at) return;
  for (size_t i = first; i < RS_MAX_VARIATIONS; i++)
    if (variations[i].at == r.at) vary(&r, &variations[i]);
  rs_write_name(writer, rs_word_for(RS_WORD_SOURCE, (int)r.at)->text);
  rs_write_quote(writer);
  if (r.before) rs_write_part(writer, scheme, r.before);
  rs_write_part(writer, scheme, &r.part);
  if (r.behind) rs_write_part(writer, scheme, r.behind);
  rs_write_quote(writer);
}

static void write_replacements(rs_writer *writer, const reqsig_scheme *scheme, const rs_profile *profile) {
  bool open = false;
  for (size_t i = 0; i < RS_MAX_VARIATIONS; i++) {
    if (!profile->variations[i].at) continue;
    if (!open) rs_write_open(writer, "replace");
    open = true;
    write_replacement(writer, scheme, profile->variations, i);
  }
  if (open) rs_write_close(writer);
}

static void write_leniencies(rs_writer *writer, const rs_profile *profile) {
  bool open = false;
  for (size_t i = 0; i < RS_MAX_VARIATIONS; i++) {
    const rs_word *word = rs_word_for(RS_WORD_ACCEPTS, (int)profile->variations[i].kind);
    if (!word) continue;
    if (!open) rs_write_open(writer, "accepts");
    open = true;
    rs_write_true(writer, word->text);
  }
  if (open) rs_write_close(writer);
}

static void write_time(rs_writer *writer, const rs_profile *profile) {
  bool open = false;
  for (size_t i = 0; i < RS_MAX_VARIATIONS; i++) {
    const rs_variation *v = &profile->variations[i];
    if (v->kind != RS_VARY_TIME_FORMAT && v->kind != RS_VARY_WINDOW) continue;
    if (!open) rs_write_open(writer, "timestamp");
    open = true;
    if (v->kind == RS_VARY_WINDOW)
      rs_write_window(writer, &v->window);
    else
      rs_write_string(writer, "format", rs_word_for(RS_WORD_TIME_FORMAT, (int)v->time_format)->text);
  }
  if (open) rs_write_close(writer);
}

static void write_other(rs_writer *writer, const reqsig_scheme *scheme, const rs_variation *v) {
  switch (v->kind) {
  case RS_VARY_SIGNS: rs_write_signs(writer, &v->signs); break;
  case RS_VARY_DIGEST:
    rs_write_string(writer, "hmac", rs_word_for(RS_WORD_HMAC, (int)v->digest)->text);
    break;
  case RS_VARY_KEY_FORM: rs_write_key(writer, scheme, v->key_form); break;
  default: break;
  }
}

static void write_profile(rs_writer *writer, const reqsig_scheme *scheme, const rs_profile *profile) {
  const char *clause = NULL;
  rs_write_open(writer, profile->info.name);
  if (strcmp(profile->info.row, profile->info.name) != 0) rs_write_string(writer, "row", profile->info.row);
  rs_write_string(writer, "meaning", profile->info.meaning);
  rs_write_string(writer, "source", profile->info.source);
  if (profile->sends_what_it_signs) rs_write_true(writer, "sends_what_it_signs");
  rs_write_open(writer, "change");
  write_replacements(writer, scheme, profile);
  write_time(writer, profile);
  for (size_t i = 0; i < RS_MAX_VARIATIONS; i++) {
    write_other(writer, scheme, &profile->variations[i]);
    if (profile->variations[i].kind == RS_VARY_SIGNS) clause = profile->variations[i].signs.clause;
  }
  write_leniencies(writer, profile);
  rs_write_close(writer);
  if (clause) rs_write_string(writer, "clause", clause);
  rs_write_close(writer);
}

void rs_write_profiles(rs_writer *writer, const reqsig_scheme *scheme) {
  const rs_profile *profile = scheme->profiles;
  if (!profile || !profile->info.name) return;
  rs_write_open(writer, "profiles");
  for (; profile->info.name; profile++) write_profile(writer, scheme, profile);
  rs_write_close(writer);
}
