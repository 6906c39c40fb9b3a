# Writes the files below FOLDER into one C file, OUTPUT, as the table of ctl/newfiles.h.
#   cmake -D FOLDER=... -D OUTPUT=... -P embed.cmake
file(GLOB_RECURSE names RELATIVE ${FOLDER} LIST_DIRECTORIES false ${FOLDER}/*)
list(SORT names)
set(arrays "")
set(rows "")
set(count 0)
foreach(name ${names})
  file(READ ${FOLDER}/${name} hex HEX)
  string(REGEX REPLACE "(..)" "0x\\1," bytes "${hex}")
  string(REGEX REPLACE "(0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,)" "\\1\n"
         bytes "${bytes}")
  string(APPEND arrays "static const unsigned char file_${count}[] = {\n${bytes}\n};\n")
  string(APPEND rows "    {\"${name}\", file_${count}, sizeof file_${count}},\n")
  math(EXPR count "${count} + 1")
endforeach()
file(WRITE ${OUTPUT} "/* Made by embed.cmake. */\n#include \"ctl/newfiles.h\"\n\n${arrays}
const struct new_file new_files[] = {\n${rows}};\nconst size_t new_file_count = ${count};\n")
