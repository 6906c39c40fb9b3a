# Turns assets/icons/*.svg into one C file: cmake -DICONS=folder -DOUT=file.c -P icons.cmake
file(GLOB files ${ICONS}/*.svg)
list(SORT files)
set(arrays "")
set(table "")
foreach(file ${files})
  cmake_path(GET file STEM name)
  file(READ ${file} hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  string(REGEX REPLACE "(................................................................................)" "\\1\n    "
         bytes "${bytes}")
  string(APPEND arrays "static const uint8_t ${name}_svg[] = {\n    ${bytes}};\n\n")
  string(APPEND table "    {\"${name}\", ${name}_svg, sizeof ${name}_svg},\n")
endforeach()
file(WRITE ${OUT} "/* Made by icons.cmake from assets/icons. */
#include \"paint/icons.h\"

${arrays}const struct icon_file icon_files[] = {
${table}};

const size_t icon_files_count = sizeof icon_files / sizeof icon_files[0];
")
