#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "kit/case.h"

enum { MAX_FILE = 64 * 1024 };

static _Noreturn void refuse(const char *what, const char *why) {
  fprintf(stderr, "reqsig-fuzz: %s: %s\n", what, why);
  exit(2);
}

static bool is_path(const char *scheme) {
  size_t len = strlen(scheme);
  return strchr(scheme, '/') || (len > 5 && strcmp(scheme + len - 5, ".json") == 0);
}

static reqsig_slice read_file(fuzz_heap *heap, const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) refuse(path, strerror(errno));
  reqsig_buffer text = rs_fuzz_buffer(heap, MAX_FILE);
  text.len = fread(text.data, 1, text.capacity, file);
  if (ferror(file)) refuse(path, strerror(errno));
  if (text.len == text.capacity) refuse(path, "a scheme file has less than 64 KiB");
  fclose(file);
  return fuzz_bytes_of(&text);
}

static const reqsig_scheme *read_scheme(fuzz_heap *heap, const char *path) {
  const reqsig_scheme *scheme;
  reqsig_scheme_fault fault;
  reqsig_slice text = read_file(heap, path);
  reqsig_buffer memory = rs_fuzz_buffer(heap, REQSIG_SCHEME_ROOM(text.len));
  if (reqsig_scheme_read(text, &memory, &scheme, &fault) == REQSIG_OK) return scheme;
  fprintf(stderr, "reqsig-fuzz: %s:%zu:%zu: %s%sexpected %s\n", path, fault.line, fault.column, fault.member,
          *fault.member ? ": " : "", fault.expected);
  exit(2);
}

/* Whether a context can be made of what the setup fixes. */
static void check(const fuzz_frame *frame) {
  const reqsig_fuzz_setup *setup = frame->setup;
  fuzz_case c = {.scheme = frame->scheme};
  fuzz_heap heap = {0};
  reqsig_context context;
  if (!setup->scheme) {
    if (setup->num_profiles > 0 || setup->num_credentials > 0 || setup->window)
      refuse("profiles, credentials and a window", "only with a scheme");
    return;
  }
  if (setup->num_profiles > REQSIG_FUZZ_MAX_PROFILES || setup->num_credentials > REQSIG_FUZZ_MAX_CREDENTIALS)
    refuse(setup->scheme, "at most 4 profiles and 8 credentials");
  rs_fuzz_case_fix(frame, &c);
  reqsig_status status = rs_fuzz_case_context(&heap, &c, &context);
  bool is_open = setup->num_credentials == 0 && status == REQSIG_ERR_CREDENTIAL_MISSING;
  if (status != REQSIG_OK && !is_open) refuse(setup->scheme, reqsig_status_text(status));
  if (setup->window && !rs_fuzz_case_window_is_taken(&c))
    refuse(setup->scheme, "a window has no negative end, and only a scheme with a timestamp has one");
  reqsig_context_wipe(&context);
  rs_fuzz_release(&heap);
}

static void check_functions(const reqsig_fuzz_setup *setup) {
  int num = (setup->verify != NULL) + (setup->sign != NULL) + (setup->parse != NULL);
  if (num != 1) refuse("setup", "wants one of verify, sign and parse");
}

fuzz_frame rs_fuzz_frame_of(const reqsig_fuzz_setup *setup) {
  static fuzz_frame known; /* a program has one setup, and its scheme is read once */
  static fuzz_heap forever;
  if (!setup) return (fuzz_frame){0};
  if (known.setup == setup) return known;
  check_functions(setup);
  fuzz_frame frame = {setup, NULL};
  if (setup->scheme && !setup->parse) {
    frame.scheme =
        is_path(setup->scheme) ? read_scheme(&forever, setup->scheme) : reqsig_scheme_find(setup->scheme);
    if (!frame.scheme) refuse(setup->scheme, "no built-in scheme has that name; a file's path has a \"/\"");
  }
  if (!setup->parse) check(&frame);
  known = frame;
  return frame;
}
