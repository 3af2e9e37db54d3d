#include "command_calls.h"

#include "diagnose/diagnose.h"
#include "request/arguments.h"
#include "request/known_schemes.h"
#include "support.h"

#include <stdlib.h>

reqsig_slice command_calls_file;
struct embedded_file embedded_vectors[1];
extern const size_t num_embedded_vectors;
const size_t num_embedded_vectors = 1;

/* Just the schemes of the library are known. */
size_t num_schemes(void) {
  return reqsig_num_schemes();
}

const reqsig_scheme *scheme_at(size_t index) {
  return reqsig_scheme_at(index);
}

const reqsig_scheme *scheme_find(const char *name) {
  return reqsig_scheme_find(name);
}

bool profiles_find(const reqsig_scheme *scheme, const char *name, reqsig_profile_info *info) {
  for (size_t i = 0; reqsig_scheme_profile(scheme, i, info) == REQSIG_OK; i++)
    if (strcmp(info->name, name) == 0) return true;
  return false;
}

/* It is counted, and not kept. */
void diagnosis_add_hint(struct arena *arena, struct diagnosis *diagnosis, const char *sentence) {
  (void)arena;
  FUZZ_NEEDS(sentence[0] != '\0', "a hint is a sentence");
  diagnosis->hints.count++;
}

const char *request_fault_advice(const request_input *input) {
  return reqsig_http_error_text(input->error);
}

bool file_name_may_be_shown(const char *path) {
  (void)path;
  return true;
}

const char *file_label(const char *path) {
  return path;
}

bool file_read(const char *path, size_t limit, file_content *content) {
  (void)path;
  (void)limit;
  *content = (file_content){memory_get(command_calls_file.len + 1), command_calls_file.len};
  if (command_calls_file.len > 0) memcpy(content->data, command_calls_file.data, command_calls_file.len);
  return true;
}

void file_free(file_content *content) {
  free(content->data);
}
