# Every Criterion suite and every shell script of a folder is a CTest test by its name. A test is in one of four
# tiers: those with the labels unit and quick are for each edit (ctest -L quick has both); those with the label once tell
# nothing more in a second build; the others make up the tier full.

# Criterion ends with 0 where a leak is reported at its exit.
set(REQSIG_TEST_FAILS "Sanitizer;runtime error:")

set(REQSIG_TEST_TIERS unit quick full once CACHE STRING "The tiers of tests that are registered")
set(REQSIG_TESTS_PREFIX "" CACHE STRING "What stands in front of each test's name; ci/test tells its builds apart by it")

# reqsig_test(NAME LABELS COMMAND...): one test, of the tier that its last label names.
function(reqsig_test name labels)
  set(tier full)
  foreach(label IN LISTS labels)
    set(tier ${label})
  endforeach()
  if(NOT tier IN_LIST REQSIG_TEST_TIERS)
    return()
  endif()
  set(name ${REQSIG_TESTS_PREFIX}${name})
  add_test(NAME ${name} COMMAND ${ARGN})
  set_tests_properties(${name} PROPERTIES LABELS "${labels}" FAIL_REGULAR_EXPRESSION "${REQSIG_TEST_FAILS}")
  # Where nothing is known of earlier runs, the long ones are started first, so that none is left alone at the end.
  if(tier STREQUAL once)
    set_tests_properties(${name} PROPERTIES COST 20)
  elseif(tier STREQUAL full)
    set_tests_properties(${name} PROPERTIES COST 5)
  endif()
endfunction()

# reqsig_built_for(EXECUTABLE TIER...): unless tests of these tiers are registered, the program is not built.
function(reqsig_built_for executable)
  foreach(tier IN LISTS ARGN)
    if(tier IN_LIST REQSIG_TEST_TIERS)
      return()
    endif()
  endforeach()
  set_target_properties(${executable} PROPERTIES EXCLUDE_FROM_ALL ON)
endfunction()

# reqsig_unit_tests(EXECUTABLE PREFIX): PREFIX.suite for each suite that the executable's sources define.
function(reqsig_unit_tests executable prefix)
  reqsig_built_for(${executable} unit)
  get_target_property(sources ${executable} SOURCES)
  list(FILTER sources INCLUDE REGEX "^test_")
  set(suites)
  foreach(source IN LISTS sources)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${source})
    file(STRINGS ${source} lines REGEX "^(Parameterized)?Test\\(")
    foreach(line IN LISTS lines)
      string(REGEX MATCH "Test\\(([a-z_0-9]+)" match "${line}")
      list(APPEND suites ${CMAKE_MATCH_1})
    endforeach()
  endforeach()
  list(REMOVE_DUPLICATES suites)
  foreach(suite IN LISTS suites)
    reqsig_test(${prefix}.${suite} "quick;unit" ${executable} --filter ${suite}/*)
  endforeach()
  reqsig_test(${prefix}.suites "quick;unit" ${PROJECT_SOURCE_DIR}/ci/check-suites $<TARGET_FILE:${executable}> ${suites})
endfunction()

# reqsig_script_tests(FOLDER LABELS [ONCE...]): FOLDER.script for each script of the folder, which gets the command's
# path. Scripts of the names ONCE are of the tier once.
function(reqsig_script_tests folder labels)
  file(GLOB scripts CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_SOURCE_DIR}/${folder} ${folder}/*.sh)
  list(REMOVE_ITEM scripts lib.sh)
  foreach(script IN LISTS scripts)
    string(REPLACE .sh "" name ${script})
    set(own_labels "${labels}")
    if(name IN_LIST ARGN)
      set(own_labels once)
    endif()
    reqsig_test(${folder}.${name} "${own_labels}" ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/${script} $<TARGET_FILE:reqsig_command>)
  endforeach()
endfunction()

# reqsig_all_tested(EXECUTABLE...): fails where a test_*.c of the folder is in none of the executables.
function(reqsig_all_tested)
  file(GLOB files CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} test_*.c)
  foreach(executable IN LISTS ARGN)
    get_target_property(sources ${executable} SOURCES)
    list(REMOVE_ITEM files ${sources})
  endforeach()
  if(files)
    message(FATAL_ERROR "In no test program, see ${CMAKE_CURRENT_SOURCE_DIR}/CMakeLists.txt: ${files}")
  endif()
endfunction()
