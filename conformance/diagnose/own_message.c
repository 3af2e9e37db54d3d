#include "diagnose/explanation.h"

#include "lib/bytes.h"
#include "lib/message_builder.h"
#include "request/opened_request.h"
#include "request/recipe_text.h"

enum { MAX_SHOWN = 40 };

/* The part of the right message that the byte at belongs to. */
struct part_search {
  const reqsig_buffer *message;
  size_t at, begin;
  const rs_part *part; /* NULL of a separator, or behind the end */
  bool is_found, is_separator;
};

static void look_at_part(void *user, const rs_part *part) {
  struct part_search *search = user;
  if (!search->is_found && search->at < search->message->len) {
    search->is_found = true;
    search->part = part;
    search->is_separator = part == NULL;
  }
  if (!search->is_found) search->begin = search->message->len;
}

static struct part_search part_at(struct arena *arena, const struct evidence *evidence, size_t len,
                                  size_t at) {
  reqsig_buffer message = {arena_get(arena, len + 1), len, 0};
  struct part_search search = {.message = &message, .at = at};
  rs_sink sink = rs_sink_to_buffer(&message);
  rs_builder builder;
  if (rs_builder_begin(&builder, &evidence->opened->context, evidence->signer.request) != REQSIG_OK)
    return search;
  builder.is_signed = true;
  builder.timestamp = evidence->time_text;
  rs_message_emit(&builder, &sink, look_at_part, &search);
  search.message = NULL;
  return search;
}

static bool is_digested(const rs_group *group) {
  for (size_t i = 0; i < RS_MAX_TRANSFORMS; i++)
    if (rs_is_digest(group->transforms[i])) return true;
  return false;
}

static void add_place(struct text *text, const reqsig_scheme *recipe, const struct part_search *search) {
  if (!search->is_found) {
    text_add_string(text, "behind the end of the message");
  } else if (search->is_separator) {
    text_add_string(text, "in the separator");
  } else {
    const rs_group *group = search->part->group > 0 ? &recipe->groups[search->part->group - 1] : NULL;
    text_add_string(text, !group || is_digested(group) ? "in the " : "in ");
    if (group)
      text_addf(text, "%s%s", is_digested(group) ? "digest of " : "", group->name);
    else
      recipe_add_part(text, recipe, search->part);
  }
}

/* What stands there, by its name where it has one. */
static void add_byte(struct text *text, reqsig_slice rest) {
  static const struct {
    const char *bytes, *name;
  } names[] = {{"\r\n", "CR LF"},
               {"\n", "a line feed"},
               {"\r", "a CR"},
               {"\t", "a tab"},
               {" ", "a space"},
               {"\xEF\xBB\xBF", "a byte order mark"},
               {"\xC2\xA0", "a no-break space"}};
  if (rest.len == 0) {
    text_add_string(text, "nothing more");
    return;
  }
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (rs_slice_starts_with(rest, reqsig_text(names[i].bytes))) {
      text_add_string(text, names[i].name);
      return;
    }
  text_add_string(text, "`");
  text_add_shortened(text, rest, MAX_SHOWN);
  text_add_string(text, "`");
}

static const char *kind_of(reqsig_slice right, reqsig_slice own) {
  if (right.len == 0 || own.len == 0) return "";
  bool same_letter = rs_upper(right.data[0]) == rs_upper(own.data[0]);
  if (same_letter) return " Only the letter case differs there.";
  if (own.data[0] == '%' || right.data[0] == '%') return " One of the two is percent-encoded there.";
  if (own.data[0] == '\\' || right.data[0] == '\\') return " One of the two has an escape there.";
  return "";
}

static bool signs_a_secret(const reqsig_scheme *recipe) {
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS && recipe->message[i].from; i++)
    if (recipe->message[i].from == RS_FROM_CREDENTIAL &&
        recipe->credentials[recipe->message[i].credential].secret)
      return true;
  return false;
}

bool own_message_can_be_shown(const struct evidence *evidence, reqsig_slice right, reqsig_slice other) {
  return !signs_a_secret(evidence->recipe) && !secrets_find(evidence->opened, right) &&
         (other.data == right.data || !secrets_find(evidence->opened, other));
}

reqsig_slice own_message_without_line_end(reqsig_slice own) {
  if (own.len > 0 && own.data[own.len - 1] == '\n') own.len--;
  if (own.len > 0 && own.data[own.len - 1] == '\r') own.len--;
  return own;
}

static size_t differs_at(reqsig_slice right, reqsig_slice own) {
  size_t at = 0;
  while (at < right.len && at < own.len && right.data[at] == own.data[at]) at++;
  return at;
}

static void add_difference(struct text *sentence, const struct evidence *evidence, reqsig_slice right,
                           reqsig_slice own, size_t at) {
  const char *title = evidence->recipe->title;
  if (!own_message_can_be_shown(evidence, right, own)) {
    text_add_string(sentence, "; the two are not shown, as a secret is in them.");
    return;
  }
  text_add_string(sentence, ": the signer has ");
  add_byte(sentence, rs_slice_after(own, at));
  text_addf(sentence, ", %s has ", title);
  add_byte(sentence, rs_slice_after(right, at));
  text_addf(sentence, ".%s", kind_of(rs_slice_after(right, at), rs_slice_after(own, at)));
}

bool own_part_compare(const struct evidence *evidence, reqsig_slice message, const struct digested_part *part,
                      reqsig_slice own, struct text *sentence) {
  reqsig_slice right = part->bytes;
  const char *title = evidence->recipe->title;
  size_t at = differs_at(right, own);
  if (at == 0 || at <= differs_at(message, own)) return false;
  if (right.data[right.len - 1] != '\n') own = own_message_without_line_end(own);
  text_addf(sentence, "The file has %s, of which the message has the digest. ", part->name);
  if (rs_slice_equal(right, own)) {
    text_addf(sentence,
              "It is the one that %s signs: look at the rest of the message, the key and the encoding.",
              title);
    return true;
  }
  text_addf(sentence,
            "It (%zu bytes) and the one that %s signs (%zu bytes) differ first at offset %zu, counted from 0",
            own.len, title, right.len, at);
  add_difference(sentence, evidence, right, own, at);
  return true;
}

void own_message_compare(struct arena *arena, const struct evidence *evidence, reqsig_slice right,
                         reqsig_slice own, struct text *sentence) {
  const reqsig_scheme *recipe = evidence->recipe;
  if (!rs_slice_equal(right, own) && right.len > 0 && right.data[right.len - 1] != '\n')
    own = own_message_without_line_end(own);
  if (rs_slice_equal(right, own)) {
    text_addf(sentence,
              "The signer's message is the one that %s signs: look at the key, the digest and the encoding.",
              recipe->title);
    return;
  }
  size_t at = differs_at(right, own);
  struct part_search search = part_at(arena, evidence, right.len, at);
  text_addf(
      sentence,
      "The signer's message (%zu bytes) and the one that %s signs (%zu bytes) differ first at offset %zu, "
      "counted from 0, ",
      own.len, recipe->title, right.len, at);
  add_place(sentence, recipe, &search);
  add_difference(sentence, evidence, right, own, at);
}
