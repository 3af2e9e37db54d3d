/* What a run was: who was tested, by which vectors, how. */
#include <inttypes.h>

#include "base/text.h"
#include "report/report.h"

static void add_fact(struct arena *arena, struct report_facts *facts, const char *name, struct text *value) {
  if (value->len > 0)
    facts->items[facts->count++] = (struct report_fact){name, arena_copy(arena, text_slice(value))};
  text_free(value);
}

static void add_string(struct arena *arena, struct report_facts *facts, const char *name, const char *value) {
  struct text text = {0};
  text_add_string(&text, value ? value : "");
  add_fact(arena, facts, name, &text);
}

static void add_number(struct arena *arena, struct report_facts *facts, const char *name, uint64_t number) {
  struct text text = {0};
  text_addf(&text, "%" PRIu64, number);
  add_fact(arena, facts, name, &text);
}

static void add_names(struct arena *arena, struct report_facts *facts, const char *name,
                      const struct name_list *names) {
  struct text text = {0};
  for (size_t i = 0; i < names->count; i++) text_addf(&text, "%s%s", i > 0 ? " " : "", names->items[i]);
  add_fact(arena, facts, name, &text);
}

static void add_followed(struct arena *arena, struct report_facts *facts,
                         const struct followed_profiles *followed) {
  struct text text = {0};
  for (size_t i = 0; i < followed->count; i++)
    text_addf(&text, "%s%s:%s", i > 0 ? " " : "", reqsig_scheme_name(followed->items[i].scheme),
              followed->items[i].profile.name);
  add_fact(arena, facts, "profiles", &text);
}

struct report_facts report_facts_of(struct arena *arena, const struct report *report) {
  const struct hello *hello = &report->run->hello;
  struct report_facts facts = {0};
  add_string(arena, &facts, "implementation", hello->name);
  add_string(arena, &facts, "version", hello->version);
  add_string(arena, &facts, "language", hello->language);
  add_names(arena, &facts, "schemes", &hello->schemes);
  add_names(arena, &facts, "ops", &hello->ops);
  add_names(arena, &facts, "limits", &hello->limits.words);
  add_followed(arena, &facts, &report->summary->followed);
  add_names(arena, &facts, "required-profiles", &report->required_profiles);
  add_names(arena, &facts, "undeclared", &report->run->undeclared);
  add_string(arena, &facts, "reqsig", reqsig_version());
  add_string(arena, &facts, "vectors-sha256", report->vectors_sha256);
  add_string(arena, &facts, "strict", report->strict ? "yes" : "");
  add_number(arena, &facts, "seed", report->seed);
  add_number(arena, &facts, "fresh", report->num_fresh);
  return facts;
}
