# Run by CPack when everything stands in its staging folder: manuals and changelogs become .gz, always the same bytes.
file(GLOB_RECURSE plain "${CPACK_TEMPORARY_DIRECTORY}/*/usr/share/man/*.[1-8]"
     "${CPACK_TEMPORARY_DIRECTORY}/*/usr/share/doc/*/changelog")
foreach(file ${plain})
  execute_process(COMMAND gzip -9nf ${file} COMMAND_ERROR_IS_FATAL ANY)
endforeach()
