#include "scheme_file/template.h"

static size_t num_variations(const rs_profile *profile) {
  size_t num = 0;
  while (num < RS_MAX_VARIATIONS && profile->variations[num].kind) num++;
  return num;
}

static bool add_variation(rs_reader *reader, reqsig_slice where, const rs_variation *variation) {
  rs_variation *variations = reader->profile->variations;
  reqsig_scheme varied = *reader->scheme;
  size_t num = 0;
  for (; num < RS_MAX_VARIATIONS && variations[num].kind; num++)
    rs_variation_apply(&variations[num], &varied);
  if (num == RS_MAX_VARIATIONS)
    return rs_reader_fail(reader, where, "at most %d changes in a profile", RS_MAX_VARIATIONS);
  if (!rs_variation_apply(variation, &varied))
    return rs_reader_fail(reader, where, "a change that fits this scheme and changes something");
  variations[num] = *variation;
  return true;
}

static size_t num_forms(const rs_part *part) {
  size_t num = 0;
  while (num < RS_MAX_TRANSFORMS && part->transforms[num]) num++;
  return num;
}

/* What is different between the part and its replacement, as variations. */
static bool vary_part(rs_reader *reader, const rs_part *old, rs_source at, const rs_piece *piece) {
  const rs_part *part = &piece->part;
  rs_variation v = {.at = at};
  if (part->omit != old->omit) {
    v.kind = RS_VARY_OMIT;
    v.omit = part->omit;
    if (!add_variation(reader, piece->where, &v)) return false;
  }
  if (part->cut != old->cut) {
    v.kind = RS_VARY_CUT;
    v.cut = part->cut;
    if (!add_variation(reader, piece->where, &v)) return false;
  }
  size_t kept = num_forms(old);
  if (memcmp(part->transforms, old->transforms, kept * sizeof *old->transforms) != 0) {
    kept = 0;
    v.kind = RS_VARY_PLAIN;
    if (!add_variation(reader, piece->where, &v)) return false;
  }
  for (size_t i = kept; i < num_forms(part); i++) {
    v.kind = RS_VARY_TRANSFORM;
    v.transform = part->transforms[i];
    if (!add_variation(reader, piece->where, &v)) return false;
  }
  if (part->from == old->from) return true;
  v.kind = RS_VARY_SOURCE;
  v.source = part->from;
  return add_variation(reader, piece->where, &v);
}

static bool insert_piece(rs_reader *reader, const rs_piece *piece, rs_source at, bool before) {
  const rs_variation v = {.kind = before ? RS_VARY_BEFORE : RS_VARY_AFTER, .at = at, .part = piece->part};
  return add_variation(reader, piece->where, &v);
}

/* The index of the piece that is the source itself; template->num if there is none. */
static size_t find_piece(const rs_template *template, rs_source from) {
  size_t at = 0;
  while (at < template->num && !rs_part_draws_on(&template->pieces[at].part, from)) at++;
  return at;
}

/* "path": "api/{path}{?query}" */
static bool read_replacement(rs_reader *reader, const char *name, reqsig_slice value, size_t index) {
  (void)index;
  rs_template template;
  const rs_word *word = rs_word_match(RS_WORD_SOURCE, reqsig_text(name));
  const rs_part *old =
      word && !strchr(name, '|') ? rs_part_find(reader->scheme, (rs_source)word->value) : NULL;
  if (!old || old->from == RS_FROM_MAC || old->from == RS_FROM_HEADER)
    return rs_reader_fail(reader, value, "a source of the message, other than a credential or a header");
  if (!rs_read_template(reader, value, &template)) return false;
  for (size_t i = 0; i < template.num; i++)
    if (template.pieces[i].part.from == RS_FROM_LIST)
      return rs_reader_fail(reader, template.pieces[i].where, "no list in a profile");
  rs_source from = (rs_source)word->value;
  size_t at = find_piece(&template, from), num = num_variations(reader->profile);
  if (at == template.num || at > 1 || template.num > at + 2)
    return rs_reader_fail(reader, value,
                          "the source itself, with at most one piece before it and one behind it");
  if (at == 1 && !insert_piece(reader, &template.pieces[0], from, true)) return false;
  if (!vary_part(reader, old, from, &template.pieces[at])) return false;
  if (at + 1 < template.num && !insert_piece(reader, &template.pieces[at + 1], from, false)) return false;
  if (num < num_variations(reader->profile)) return true;
  return rs_reader_fail(reader, value, "a replacement that changes something");
}

static bool read_replace(rs_reader *reader, reqsig_slice value) {
  return rs_read_entries(reader, value, RS_MAX_VARIATIONS, read_replacement);
}

static bool read_signs(rs_reader *reader, reqsig_slice value) {
  rs_variation v = {.kind = RS_VARY_SIGNS};
  return rs_read_methods(reader, value, &v.signs) && add_variation(reader, value, &v);
}

/* Whether a verifier finds where a time begins in each value, as the format is now. */
static bool parts_times_off(const rs_reader *reader) {
  bool parts = true;
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++) {
    const rs_header_rule *rule = &reader->scheme->headers[i];
    bool of_items = rule->item_separator.len > 0;
    for (size_t k = of_items ? 1 : 2; k < RS_MAX_VALUE_PARTS; k++)
      if (rule->value[k].from == RS_FROM_TIMESTAMP)
        parts &= rs_parts_off(reader, &rule->value[k],
                              of_items ? rule->item_separator : rule->value[k - 1].literal);
  }
  return parts;
}

static bool change_format(rs_reader *reader, reqsig_slice value, rs_time_format format) {
  const rs_variation by_format = {.kind = RS_VARY_TIME_FORMAT, .time_format = format};
  rs_time_format own = reader->scheme->time.format;
  reader->scheme->time.format = format;
  bool parts = parts_times_off(reader);
  reader->scheme->time.format = own;
  if (parts) return add_variation(reader, value, &by_format);
  return rs_reader_fail(reader, value, "a format whose times cannot hold the text before them in a header");
}

static bool read_timestamp(rs_reader *reader, reqsig_slice value) {
  rs_time_rule time;
  bool format;
  if (!rs_read_time_change(reader, value, &time, &format)) return false;
  const rs_variation by_window = {.kind = RS_VARY_WINDOW, .window = time.window};
  if (format && !change_format(reader, value, time.format)) return false;
  if (!time.window.given && !time.window.exclusive) return true;
  return add_variation(reader, value, &by_window);
}

static bool read_hmac(rs_reader *reader, reqsig_slice value) {
  int digest;
  if (!rs_read_word(reader, RS_WORD_HMAC, value, &digest)) return false;
  const rs_variation v = {.kind = RS_VARY_DIGEST, .digest = (rs_digest)digest};
  return add_variation(reader, value, &v);
}

static bool read_key(rs_reader *reader, reqsig_slice value) {
  rs_mac_rule mac = {0};
  const rs_mac_rule *own = &reader->scheme->mac;
  if (!rs_read_key_of(reader, value, &mac)) return false;
  if (own->steps || mac.key != own->key || mac.key_form == own->key_form ||
      !rs_slice_equal(mac.key_cut, own->key_cut) || !rs_slice_equal(mac.key_before, own->key_before) ||
      !rs_slice_equal(mac.key_behind, own->key_behind) || mac.is_joined != own->is_joined ||
      mac.other_key != own->other_key || mac.other_encoded != own->other_encoded)
    return rs_reader_fail(reader, value, "the scheme's own key in another form");
  const rs_variation v = {.kind = RS_VARY_KEY_FORM, .key_form = mac.key_form};
  return add_variation(reader, value, &v);
}

static bool read_leniency(rs_reader *reader, const char *name, reqsig_slice value, size_t index) {
  (void)index;
  rs_variation v;
  return rs_read_leniency(reader, name, value, &v) && add_variation(reader, value, &v);
}

static bool read_accepts(rs_reader *reader, reqsig_slice value) {
  return rs_read_entries(reader, value, RS_MAX_VARIATIONS, read_leniency);
}

static bool read_change(rs_reader *reader, reqsig_slice value) {
  static const rs_member members[] = {
      {"replace", read_replace, false}, {"signs", read_signs, false}, {"timestamp", read_timestamp, false},
      {"hmac", read_hmac, false},       {"key", read_key, false},     {"accepts", read_accepts, false},
  };
  return rs_read_members(reader, value, members, sizeof members / sizeof *members);
}

static bool read_row(rs_reader *reader, reqsig_slice value) {
  return (reader->profile->info.row = rs_read_text(reader, value));
}

static bool read_meaning(rs_reader *reader, reqsig_slice value) {
  return (reader->profile->info.meaning = rs_read_text(reader, value));
}

static bool read_source(rs_reader *reader, reqsig_slice value) {
  return (reader->profile->info.source = rs_read_text(reader, value));
}

static bool read_sends(rs_reader *reader, reqsig_slice value) {
  return rs_read_true(reader, value, &reader->profile->sends_what_it_signs);
}

/* Behind the change: only a change of which requests are signed has a rule of its own. */
static bool read_clause(rs_reader *reader, reqsig_slice value) {
  const char *clause = rs_read_text(reader, value);
  if (!clause) return false;
  for (size_t i = 0; i < RS_MAX_VARIATIONS; i++) {
    rs_variation *v = &reader->profile->variations[i];
    if (v->kind != RS_VARY_SIGNS) continue;
    v->signs.clause = clause;
    return true;
  }
  return rs_reader_fail(reader, value, "a clause for a change of signs alone");
}

static bool read_profile(rs_reader *reader, const char *name, reqsig_slice value, size_t index) {
  static const rs_member members[] = {
      {"row", read_row, false},       {"meaning", read_meaning, true},
      {"source", read_source, true},  {"change", read_change, true},
      {"clause", read_clause, false}, {"sends_what_it_signs", read_sends, false},
  };
  rs_profile *profile = reader->profile = &reader->profiles[index];
  *profile = (rs_profile){.info = {.name = name, .row = name}};
  return rs_read_members(reader, value, members, sizeof members / sizeof *members);
}

static size_t num_profiles(reqsig_slice object) {
  size_t num = 0;
  rs_json_items items = rs_json_items_of(object);
  for (reqsig_slice name, value; num < RS_MAX_PROFILES && rs_json_items_next(&items, &name, &value);) num++;
  return num;
}

bool rs_read_profiles(rs_reader *reader, reqsig_slice value) {
  reader->profiles = rs_reader_take(reader, (num_profiles(value) + 1) * sizeof *reader->profiles);
  if (!reader->profiles) return false;
  reader->scheme->profiles = reader->profiles;
  reader->in_part = true;
  return rs_read_entries(reader, value, RS_MAX_PROFILES, read_profile);
}
