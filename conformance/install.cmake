install(TARGETS reqsig_command RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})

# The contract between `reqsig test` and an adapter, and complete adapters to start from.
install(FILES README.md DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME adapter-contract.md)
install(FILES SCHEME-FILES.md DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME scheme-files.md)
install(DIRECTORY adapters/ DESTINATION ${CMAKE_INSTALL_DATADIR}/reqsig/adapters PATTERN "__pycache__" EXCLUDE)

# What the build makes from the tables of options. A cross build without an emulator has none of it.
if(TARGET reqsig_pages)
  set(reqsig_completion ${PROJECT_BINARY_DIR}/completion)
  install(DIRECTORY ${PROJECT_BINARY_DIR}/man/ DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 FILES_MATCHING PATTERN "*.1")
  install(FILES ${reqsig_completion}/reqsig.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
          RENAME reqsig)
  install(FILES ${reqsig_completion}/_reqsig DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
  install(FILES ${reqsig_completion}/reqsig.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
endif()
