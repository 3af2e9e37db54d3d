#include "mutants/mistakes.h"

#include <stdio.h>

#include "mutants/tables.h"

static const struct mistake *const tables[] = {
    mistakes_of_keys,    mistakes_of_json,    mistakes_of_numbers,  mistakes_of_bodies,  mistakes_of_texts,
    mistakes_of_forms,   mistakes_of_targets, mistakes_of_messages, mistakes_of_macs,    mistakes_of_outputs,
    mistakes_of_digests, mistakes_of_times,   mistakes_of_dates,    mistakes_of_headers,
};

const struct mistake *mistake_at(size_t index) {
  for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
    for (const struct mistake *mistake = tables[i]; mistake->slug; mistake++)
      if (index-- == 0) return mistake;
  return NULL;
}

const char *mistake_name(const struct mistake *mistake, char name[MISTAKE_MAX_NAME]) {
  snprintf(name, MISTAKE_MAX_NAME, "%s%s%s", mistake->slug, mistake->variant ? "/" : "",
           mistake->variant ? mistake->variant : "");
  return name;
}
