include(CMakePackageConfigHelpers)

install(TARGETS reqsig EXPORT reqsig LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
                                    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(FILES include/reqsig.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR})

# The vectors with their schemas and the description of their format, for a test suite in any language.
set(reqsig_vectors_dir ${CMAKE_INSTALL_DATADIR}/reqsig/vectors)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/vectors/ DESTINATION ${reqsig_vectors_dir}
        FILES_MATCHING PATTERN "*.json" PATTERN "*.md")

set(reqsig_cmake_dir ${CMAKE_INSTALL_LIBDIR}/cmake/reqsig)
install(EXPORT reqsig NAMESPACE reqsig:: FILE reqsig-targets.cmake DESTINATION ${reqsig_cmake_dir})
configure_package_config_file(reqsig-config.cmake.in reqsig-config.cmake INSTALL_DESTINATION ${reqsig_cmake_dir})
write_basic_package_version_file(reqsig-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/reqsig-config.cmake
              ${CMAKE_CURRENT_BINARY_DIR}/reqsig-config-version.cmake DESTINATION ${reqsig_cmake_dir})

# The prefix is found from the place of the .pc file, so that the installed tree can be moved; a folder that
# is absolute stays where it is.
if(IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}")
  set(reqsig_pc_prefix "${CMAKE_INSTALL_PREFIX}")
else()
  file(RELATIVE_PATH reqsig_pc_to_prefix /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
  string(REGEX REPLACE "/$" "" reqsig_pc_to_prefix "${reqsig_pc_to_prefix}")
  set(reqsig_pc_prefix "\${pcfiledir}/${reqsig_pc_to_prefix}")
endif()
set(reqsig_pc_prefix "${reqsig_pc_prefix}" PARENT_SCOPE) # for the kit's
function(reqsig_pc_folder variable folder)
  if(NOT IS_ABSOLUTE "${folder}")
    string(PREPEND folder "\${prefix}/")
  endif()
  set(${variable} "${folder}" PARENT_SCOPE)
endfunction()
reqsig_pc_folder(reqsig_pc_libdir "${CMAKE_INSTALL_LIBDIR}")
reqsig_pc_folder(reqsig_pc_includedir "${CMAKE_INSTALL_INCLUDEDIR}")
reqsig_pc_folder(reqsig_pc_vectorsdir "${reqsig_vectors_dir}")
# Who links the archive links libcrypto too; who links the shared library gets it through that.
get_target_property(reqsig_type reqsig TYPE)
if(reqsig_type STREQUAL "STATIC_LIBRARY")
  set(reqsig_pc_requires "Requires")
else()
  set(reqsig_pc_requires "Requires.private")
endif()
configure_file(reqsig.pc.in reqsig.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/reqsig.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

# `cmake --build build --target uninstall` undoes the last `cmake --install build`.
install(CODE "get_filename_component(prefix \"\${CMAKE_INSTALL_PREFIX}\" ABSOLUTE)
file(WRITE \"${PROJECT_BINARY_DIR}/install_prefix.txt\" \"\${prefix}\")")
if(reqsig_is_top_level)
  configure_file(uninstall.cmake.in uninstall.cmake @ONLY)
  add_custom_target(uninstall COMMAND ${CMAKE_COMMAND} -P ${CMAKE_CURRENT_BINARY_DIR}/uninstall.cmake)
endif()
