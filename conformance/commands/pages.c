/* reqsig pages: manual pages and completion scripts, written when reqsig is built. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/message.h"
#include "base/options.h"
#include "base/text.h"
#include "commands/command.h"

static bool close_file(FILE *file, const char *path) {
  bool failed = ferror(file);
  if (fclose(file) == 0 && !failed) return true;
  message_error("%s: %s: can't be written: %s", command_pages.name, path, strerror(errno));
  return false;
}

static FILE *open_file(const struct text *path) {
  FILE *file = fopen(text_string(path), "w");
  if (!file)
    message_error("%s: %s: can't be written: %s", command_pages.name, text_string(path), strerror(errno));
  return file;
}

/* command is NULL for the page of the program. */
static bool write_manual(const char *folder, const struct command *command) {
  struct text path = {0}, name = {0};
  manual_add_name(&name, &program, command);
  text_addf(&path, "%s/man/%s.1", folder, text_string(&name));
  FILE *file = open_file(&path);
  if (file) manual_write(file, &program, command);
  bool written = file && close_file(file, text_string(&path));
  text_free(&name);
  text_free(&path);
  return written;
}

static bool write_completion(const char *folder, const char *name,
                             void (*write)(FILE *out, const struct program *program)) {
  struct text path = {0};
  text_addf(&path, "%s/completion/%s", folder, name);
  FILE *file = open_file(&path);
  if (file) write(file, &program);
  bool written = file && close_file(file, text_string(&path));
  text_free(&path);
  return written;
}

static bool make_folder(const char *folder, const char *name) {
  struct text path = {0};
  text_addf(&path, "%s/%s", folder, name);
  bool made = mkdir(text_string(&path), 0777) == 0 || errno == EEXIST;
  if (!made)
    message_error("%s: %s: can't be made: %s", command_pages.name, text_string(&path), strerror(errno));
  text_free(&path);
  return made;
}

static bool write_all(const char *folder) {
  bool written = make_folder(folder, "man") && make_folder(folder, "completion") &&
                 write_manual(folder, NULL) &&
                 write_completion(folder, "reqsig.bash", completion_write_bash) &&
                 write_completion(folder, "_reqsig", completion_write_zsh) &&
                 write_completion(folder, "reqsig.fish", completion_write_fish);
  for (size_t i = 0; written && program.commands[i]; i++)
    if (program.commands[i]->summary) written = write_manual(folder, program.commands[i]);
  return written;
}

static int run(int argc, char **argv) {
  struct options options = options_begin(&command_pages, argc, argv);
  const char *folder = NULL;
  for (int option; (option = options_next(&options, &folder)) != OPTIONS_END;)
    if (option == OPTIONS_STOP) return options.exit_code;
  return write_all(folder) ? COMMAND_OK : COMMAND_BROKEN;
}

const struct command command_pages = {
    .name = "pages",
    .description = "Writes the manual pages to DIR/man and the completion scripts of bash, zsh and fish to "
                   "DIR/completion.",
    .operands = (const struct operand[]){{.name = "DIR", .text = "a folder", .kind = VALUE_DIRECTORY}, {0}},
    .options = (const struct option[]){{0}},
    .exit_codes =
        (const struct help_row[]){{"0", "done"}, {"2", "wrong usage"}, {"3", "a file can't be written"}, {0}},
    .examples = (const struct example[]){{NULL, "reqsig pages build"}, {0}},
    .run = run,
};
