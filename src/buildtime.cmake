# LOBBY_BUILD_TIME: the day of the source in seconds since 1970, a floor for clocks that forget; the same for
# every build of one source.
if(DEFINED ENV{SOURCE_DATE_EPOCH})
  set(LOBBY_BUILD_TIME $ENV{SOURCE_DATE_EPOCH})
else()
  execute_process(COMMAND git log -1 --format=%ct WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
                  OUTPUT_VARIABLE LOBBY_BUILD_TIME OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
endif()
if(NOT LOBBY_BUILD_TIME MATCHES "^[0-9]+$")
  string(TIMESTAMP LOBBY_BUILD_TIME "%s" UTC) # no git, as in a source tarball
endif()
