install(TARGETS reqsig_command RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})

# The contract between `reqsig test` and an adapter, and complete adapters to start from.
install(FILES README.md DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME adapter-contract.md)
install(DIRECTORY adapters/ DESTINATION ${CMAKE_INSTALL_DATADIR}/reqsig/adapters PATTERN "__pycache__" EXCLUDE)
