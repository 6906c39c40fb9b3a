# cmake -DPROGRAM=content-reference -DREADME=content/README.md -P reference_is_fresh.cmake
execute_process(COMMAND ${PROGRAM} OUTPUT_VARIABLE fresh COMMAND_ERROR_IS_FATAL ANY)
file(READ ${README} committed)
if(NOT fresh STREQUAL committed)
  message(FATAL_ERROR "content/README.md is not what the tables and src/content/introduction.md say; refresh it:\n"
                      "    ${PROGRAM} > ${README}")
endif()
