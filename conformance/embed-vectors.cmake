# cmake -DOUTPUT=FILE.c -DHEADER=HEADER.h -DNAME=vectors -DLABEL=NAME -DFILES="A.json;B.json" -P
# embed-vectors.cmake: writes the files as arrays of bytes, with their names or, by NAME_WE, those without ".json", as compilers need not take string literals of more than 4095 characters.
set(arrays "")
set(table "")
set(count 0)
foreach(file IN LISTS FILES)
  get_filename_component(name ${file} ${LABEL})
  file(READ ${file} bytes HEX)
  string(LENGTH "${bytes}" digits)
  math(EXPR len "${digits} / 2")
  string(REPEAT "[0-9a-f]" 64 line)
  string(REGEX REPLACE "(${line})" "\\1\n" bytes "${bytes}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
  string(APPEND arrays "static const unsigned char file_${count}[] = {\n${bytes}};\n")
  string(APPEND table "    {\"${name}\", file_${count}, ${len}},\n")
  math(EXPR count "${count} + 1")
endforeach()
file(WRITE ${OUTPUT} "#include \"${HEADER}\"\n\n${arrays}
const struct embedded_file embedded_${NAME}[] = {\n${table}};
const size_t num_embedded_${NAME} = ${count};\n")
