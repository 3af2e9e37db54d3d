#include "vector_folder.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char right_head[] =
    "{\"$schema\": \"schema.json\", \"format\": 1, \"scheme\": \"crm\", \"document\": \"d.txt\", "
    "\"vectors\": [";
const char right_begin[] =
    "{\"id\": \"crm-a\", \"class\": \"derived\", \"tests\": \"It tests.\", \"clause\": \"c\", ";
const char right_inputs[] =
    "\"credentials\": {\"api_key\": \"k\"}, \"now_ms\": 9007199254740991, \"request\": "
    "{\"method\": \"POST\", \"target\": \"/\", \"headers\": [[\"a\", \"b\"]], \"body\": \"x\"}, ";
const char right_expect[] =
    "\"expect\": {\"message\": \"x\", \"mac\": \"00ff\", \"headers\": [[\"key\", \"k\"]]}}";
const char right_end[] = "]}";

char folder[] = "/tmp/reqsig-test-XXXXXX";
struct vector_set folder_set;
struct text folder_problem;

void folder_path(char path[64], const char *name) {
  snprintf(path, 64, "%s/%s", folder, name);
}

void folder_write(const char *name, const char *content) {
  char path[64];
  folder_path(path, name);
  FILE *file = fopen(path, "wb");
  cr_assert(file != NULL);
  fputs(content, file);
  fclose(file);
}

void folder_set_up(void) {
  cr_assert(mkdtemp(folder) != NULL);
}

static void remove_file(const char *name) {
  char path[64];
  folder_path(path, name);
  if (unlink(path) != 0) rmdir(path);
}

void folder_tear_down(void) {
  static const char *const names[] = {"crm.json",  "crm.more.json", "crms.json", "aet.json",
                                      "http.json", "schema.json",   "notes.txt", "http.schema.json"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) remove_file(names[i]);
  rmdir(folder);
  vector_set_free(&folder_set);
  text_free(&folder_problem);
}

void folder_write_pieces(const char *a, const char *b, const char *c, const char *d, const char *e) {
  struct text all = {0};
  const char *const pieces[] = {a, b, c, d, e};
  for (size_t i = 0; i < 5; i++) text_add_string(&all, pieces[i]);
  folder_write("crm.json", text_string(&all));
  text_free(&all);
}

void folder_write_with(const char *b, const char *c, const char *d) {
  folder_write_pieces(right_head, b, c, d, right_end);
}

void folder_assert_refused(const char *where, const char *what) {
  cr_assert_not(vector_set_load(folder, &folder_set, &folder_problem), "loaded: %s", where);
  cr_assert(strstr(text_string(&folder_problem), where), "\"%s\" doesn't name %s",
            text_string(&folder_problem), where);
  cr_assert(strstr(text_string(&folder_problem), what), "\"%s\" doesn't say %s", text_string(&folder_problem),
            what);
  vector_set_free(&folder_set);
}

void folder_assert_all_refused(const struct refusal *refusals, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const struct refusal *refusal = &refusals[i];
    folder_write_with(refusal->begin ? refusal->begin : right_begin,
                      refusal->inputs ? refusal->inputs : right_inputs,
                      refusal->expect ? refusal->expect : right_expect);
    folder_assert_refused(refusal->where, refusal->what);
    text_clear(&folder_problem);
  }
}
