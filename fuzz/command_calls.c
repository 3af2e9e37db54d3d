#include "command_calls.h"

#include "diagnose/diagnose.h"
#include "support.h"

#include <stdlib.h>

reqsig_slice command_calls_file;

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
