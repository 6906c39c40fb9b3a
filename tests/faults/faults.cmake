# Include this where a test runs programs some of whose calls go wrong; then lobby_faults(TARGET).
include_guard(GLOBAL)

add_library(fault_calls MODULE ${CMAKE_CURRENT_LIST_DIR}/calls.c ${CMAKE_CURRENT_LIST_DIR}/steps.c)
# No sanitizer: it is there before their runtime.
target_compile_options(fault_calls PRIVATE -fno-sanitize=all)
target_link_options(fault_calls PRIVATE -fno-sanitize=all)

add_executable(fault_publisher ${CMAKE_CURRENT_LIST_DIR}/publisher.c)
target_link_libraries(fault_publisher PRIVATE publish trust base)

function(lobby_faults target)
  target_sources(${target} PRIVATE ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/faults.c)
  target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_FUNCTION_LIST_DIR})
  target_compile_definitions(${target} PRIVATE FAULTS_CALLS="$<TARGET_FILE:fault_calls>"
                                               FAULTS_PUBLISHER="$<TARGET_FILE:fault_publisher>")
  add_dependencies(${target} fault_calls fault_publisher)
endfunction()
