# cmake -DOUTPUT=FILE.c -DHEADER=HEADER.h -DNAME=vectors -DLABEL=NAME -DFILES="A.json;B.json" -P
# embed-vectors.cmake: writes the files, which are text, as string literals, with their names or, by NAME_WE, those without
# ".json". A literal is read many times as fast as an array of numbers; gcc and clang take one of any length.
set(arrays "")
set(table "")
set(count 0)
foreach(file IN LISTS FILES)
  get_filename_component(name ${file} ${LABEL})
  file(READ ${file} text)
  # "??" begins a trigraph.
  foreach(character "\\" "\"" "?")
    string(REPLACE "${character}" "\\${character}" text "${text}")
  endforeach()
  string(REPLACE "\r" "\\r" text "${text}")
  string(REPLACE "\n" "\\n\"\n\"" text "${text}")
  string(APPEND arrays "static const char file_${count}[] =\n\"${text}\";\n")
  string(APPEND table "    {\"${name}\", (const unsigned char *)file_${count}, sizeof file_${count} - 1},\n")
  math(EXPR count "${count} + 1")
endforeach()
file(WRITE ${OUTPUT} "#include \"${HEADER}\"

#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n
${arrays}
const struct embedded_file embedded_${NAME}[] = {\n${table}};
const size_t num_embedded_${NAME} = ${count};\n")
