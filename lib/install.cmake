include(CMakePackageConfigHelpers)

install(TARGETS reqsig EXPORT reqsig LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
                                    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(FILES include/reqsig.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})

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
foreach(folder LIBDIR INCLUDEDIR)
  string(TOLOWER "reqsig_pc_${folder}" variable)
  if(IS_ABSOLUTE "${CMAKE_INSTALL_${folder}}")
    set(${variable} "${CMAKE_INSTALL_${folder}}")
  else()
    set(${variable} "\${prefix}/${CMAKE_INSTALL_${folder}}")
  endif()
endforeach()
# Who links the archive links libcrypto too; who links the shared library gets it through that.
get_target_property(reqsig_type reqsig TYPE)
if(reqsig_type STREQUAL "STATIC_LIBRARY")
  set(reqsig_pc_requires "Requires")
else()
  set(reqsig_pc_requires "Requires.private")
endif()
configure_file(reqsig.pc.in reqsig.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/reqsig.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
