/* reqsig diagnose: why a signature is wrong. */
#include "commands/diagnose_output.h"

#include <string.h>

#include "base/message.h"
#include "commands/command.h"
#include "diagnose/capture.h"

/* Of several values in the credentials file those that give the best verdict are the signer's. */
static void diagnose_with_any_credentials(struct arena *arena, struct opened_request *opened,
                                          struct diagnosis *diagnosis) {
  enum search_depth depth = opened->deep ? SEARCH_DEEP : SEARCH_USUAL;
  const struct diagnosis notes = *diagnosis;
  struct diagnosis best = {.verdict = DIAGNOSIS_UNEXPLAINED};
  size_t chosen = 0;
  for (size_t i = 0; i < opened->credentials.num_choices; i++) {
    struct diagnosis one = notes;
    request_choose_credentials(opened, i);
    diagnose(arena, opened, depth, &one);
    progress_hide(opened->progress);
    if (i > 0 && one.verdict >= best.verdict) continue;
    best = one;
    chosen = i;
  }
  *diagnosis = best;
  struct text which = {0};
  credentials_add_choice(&which, &opened->credentials, chosen);
  if (which.len > 0 && best.verdict != DIAGNOSIS_UNEXPLAINED) {
    text_addf(&which, " of the credentials file signed this.");
    diagnosis_add_hint(arena, diagnosis, text_string(&which));
  }
  text_free(&which);
}

static void diagnose_request(struct arena *arena, struct opened_request *opened,
                             struct diagnosis *diagnosis) {
  *diagnosis = (struct diagnosis){.verdict = DIAGNOSIS_UNEXPLAINED};
  diagnosis->is_no_request = !capture_read(arena, opened, diagnosis);
  if (diagnosis->is_no_request) return;
  const struct name_list of_capture = diagnosis->hints;
  diagnose_with_any_credentials(arena, opened, diagnosis);
  if (diagnosis->lacks_body && diagnosis->verdict == DIAGNOSIS_UNEXPLAINED) diagnosis->hints = of_capture;
}

bool diagnose_can_read(const struct opened_request *opened) {
  struct arena arena = {0};
  struct opened_request copy = *opened;
  struct diagnosis diagnosis = {.verdict = DIAGNOSIS_UNEXPLAINED};
  bool can_read = capture_read(&arena, &copy, &diagnosis);
  arena_wipe(&arena);
  return can_read;
}

static bool wants_json(const struct opened_request *opened) {
  return opened->format && strcmp(opened->format, "json") == 0;
}

static int exit_code_of(enum diagnosis_verdict verdict) {
  return verdict == DIAGNOSIS_RIGHT ? COMMAND_OK : COMMAND_NOT;
}

static int run_one(struct arena *arena, struct opened_request *opened) {
  struct diagnosis diagnosis;
  diagnose_request(arena, opened, &diagnosis);
  if (wants_json(opened))
    diagnose_print_json(stdout, opened, &diagnosis);
  else
    diagnose_print_page(stdout, opened, &diagnosis);
  return exit_code_of(diagnosis.verdict);
}

static int run_several(struct arena *arena, struct opened_request *opened) {
  size_t count = opened->num_request_paths;
  struct one_of_several *items = arena_get_array(arena, count, sizeof *items);
  for (size_t i = 0; i < count; i++) {
    struct arena scratch = {0};
    struct diagnosis diagnosis;
    if (!request_take_file(opened, opened->request_paths[i])) return COMMAND_USAGE;
    diagnose_request(&scratch, opened, &diagnosis);
    items[i] = several_keep(arena, file_label(opened->request_path), opened, &diagnosis);
    arena_wipe(&scratch);
  }
  struct diagnosis_of_several found = diagnose_several(arena, items, count);
  if (wants_json(opened))
    diagnose_print_several_json(stdout, opened, items, count, &found);
  else
    diagnose_print_several(stdout, opened, items, count, &found);
  return exit_code_of(found.verdict);
}

static int run(int argc, char **argv) {
  struct opened_request opened;
  struct arena arena = {0};
  struct progress progress = progress_begin();
  int exit_code;
  if (!request_open_several(&opened, &command_diagnose, argc, argv, &exit_code)) return exit_code;
  opened.progress = &progress;
  exit_code = opened.num_request_paths > 1 ? run_several(&arena, &opened) : run_one(&arena, &opened);
  arena_wipe(&arena);
  request_close(&opened);
  return exit_code;
}

static const struct option options[] = {
    REQUEST_OPTIONS("the time at which the request is judged", "the system's clock"),
    REQUEST_WINDOW_OPTIONS,
    REQUEST_FORMAT_OPTION,
    REQUEST_MESSAGE_OPTION,
    {.id = REQUEST_DEEP,
     .name = "--deep",
     .text = "try pairs of mistakes on a long request too, however long that takes"},
    {0}};

static const struct help_section sections[] = {
    {"verdicts",
     (const struct help_row[]){{"right", "the signature is right; the second line tells if its time is not"},
                               {"explained", "one mistake, or two, give the signature that was sent"},
                               {"unexplained", "none does; hints say what may be wrong"},
                               {0}}},
    {0}};

const struct command command_diagnose = {
    .name = "diagnose",
    .summary = "say why a signature is wrong",
    .description =
        "Says why a signature is wrong. It signs the request with each mistake that signers are known to "
        "make, with each profile of the scheme, and with two of them together, until one gives the signature "
        "that was sent. Only a signature that agrees in every bit counts.\n\n"
        "The first line is the verdict. Below it stand what was done, what the document says, and what to "
        "change. What can't be told apart on this request is listed too. Secrets are not shown.\n\n"
        "Of several requests it names the explanation that holds for all, or for most of them, and what the "
        "wrong ones have that the right ones do not.",
    .operands = requests_operands,
    .options = options,
    .sections = sections,
    .exit_codes =
        (const struct help_row[]){{"0", "right, even if its time is not"},
                                  {"1", "wrong: explained or unexplained"},
                                  {"2", "wrong usage, or a file that can't be read"},
                                  {"3", "the output can't be written, or there is not enough memory"},
                                  {0}},
    .examples = (const struct example[]){{"From the top of the checkout:",
                                          "build/reqsig diagnose bitpro \\\n"
                                          "  --credentials conformance/examples/bitpro.credentials.json \\\n"
                                          "  --now 1491799392000 conformance/examples/bitpro-signed.http"},
                                         {0}},
    .run = run,
};
