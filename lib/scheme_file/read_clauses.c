#include "scheme_file/clauses.h"
#include "scheme_file/reader.h"

/* A clause that is read, and the rules that it may stand behind. */
typedef struct clause_search {
  const char *name;
  const char *clause;
  bool found;
} clause_search;

static void set_clause(void *user, const char *name, const char **clause) {
  clause_search *search = user;
  if (strcmp(search->name, name) != 0) return;
  search->found = true;
  *clause = search->clause;
}

static bool read_clause(rs_reader *reader, const char *name, reqsig_slice value, size_t index) {
  (void)index;
  clause_search search = {name, rs_read_text(reader, value), false};
  if (!search.clause) return false;
  rs_clauses_tell(reader->scheme, set_clause, &search);
  if (search.found) return true;
  return rs_reader_fail(reader, value,
                        "the name of a rule of this scheme: hmac, message.body, headers.NAME ...");
}

bool rs_read_clauses(rs_reader *reader, reqsig_slice value) {
  return rs_read_entries(reader, value, RS_MAX_CLAUSES, read_clause);
}
