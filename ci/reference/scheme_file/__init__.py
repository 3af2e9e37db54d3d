"""
A second implementation of scheme files, written from conformance/SCHEME-FILES.md and not from the library.

  templates.py  text with placeholders, taken apart
  rules.py      a scheme file, with profiles followed
  parameters.py parameters of queries and forms, and lists of them
  values.py     what a placeholder gives
  times.py      how times are written and read
  json_text.py  JSON of bodies
  signing.py    a request, signed
  verifying.py  a signed request, examined
"""
