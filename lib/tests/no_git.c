/* Criterion links libgit2 to show how two texts differ, and with it come fifteen libraries: each test is a
 * process of its own, and loading them is most of what a small one costs. The test programs load this in its
 * place, by its name. Criterion then shows the two texts whole. */

int git_libgit2_init(void);
int git_libgit2_shutdown(void);
int git_diff_buffers(void);

int git_libgit2_init(void) {
  return 1;
}

int git_libgit2_shutdown(void) {
  return 0;
}

/* It is an error: there is no difference to show. */
int git_diff_buffers(void) {
  return -1;
}
