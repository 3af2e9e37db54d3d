"""The check of scheme files and their vectors by the second implementation in ci/reference/scheme_file."""
