# cmake -DPROGRAM=device-reference -DFOLDER=systemd [-DREFRESH=ON] -P settings_are_fresh.cmake
# The settings in README.md and kiosk.yaml are those of the tables in src/device; with REFRESH they become so.
execute_process(COMMAND ${PROGRAM} OUTPUT_VARIABLE tables COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${PROGRAM} --settings OUTPUT_VARIABLE settings COMMAND_ERROR_IS_FATAL ANY)

set(begin "<!-- settings: device-reference writes this; see tests/package -->\n")
set(end "<!-- /settings -->\n")
file(READ ${FOLDER}/README.md readme)
string(FIND "${readme}" "${begin}" from)
string(FIND "${readme}" "${end}" to)
if(from LESS 0 OR to LESS from)
  message(FATAL_ERROR "${FOLDER}/README.md has no place for the settings: ${begin}${end}")
endif()
string(LENGTH "${begin}" length)
math(EXPR from "${from} + ${length}")
string(SUBSTRING "${readme}" 0 ${from} head)
string(SUBSTRING "${readme}" ${to} -1 tail)
set(fresh_readme "${head}\n${tables}\n${tail}")

if(REFRESH)
  file(WRITE ${FOLDER}/README.md "${fresh_readme}")
  file(WRITE ${FOLDER}/kiosk.yaml "${settings}")
  return()
endif()
file(READ ${FOLDER}/kiosk.yaml committed)
if(NOT readme STREQUAL fresh_readme OR NOT committed STREQUAL settings)
  message(FATAL_ERROR "the settings in ${FOLDER} are not those of src/device; refresh them:\n"
                      "    cmake -DPROGRAM=${PROGRAM} -DFOLDER=${FOLDER} -DREFRESH=ON -P ${CMAKE_CURRENT_LIST_FILE}")
endif()
