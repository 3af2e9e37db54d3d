# The export set is the library's: find_package(reqsig) gives reqsig::fuzz too.
install(TARGETS reqsig_fuzz EXPORT reqsig ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(FILES include/reqsig-fuzz.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})

set(reqsig_fuzz_dir ${CMAKE_INSTALL_DATADIR}/reqsig/fuzz)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/fuzz/seeds/verify/ DESTINATION ${reqsig_fuzz_dir}/seeds/cases)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/fuzz/seeds/request/ DESTINATION ${reqsig_fuzz_dir}/seeds/requests)
install(FILES ${PROJECT_SOURCE_DIR}/fuzz/dictionaries/verify.dict DESTINATION ${reqsig_fuzz_dir} RENAME cases.dict)
install(FILES ${PROJECT_SOURCE_DIR}/fuzz/dictionaries/request.dict DESTINATION ${reqsig_fuzz_dir} RENAME requests.dict)
install(DIRECTORY example/ DESTINATION ${reqsig_fuzz_dir}/example)
install(FILES README.md DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME fuzz-kit.md)

foreach(folder libdir includedir datadir)
  string(TOUPPER CMAKE_INSTALL_${folder} variable)
  reqsig_pc_folder(reqsig_pc_${folder} "${${variable}}")
endforeach()
configure_file(reqsig-fuzz.pc.in reqsig-fuzz.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/reqsig-fuzz.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
